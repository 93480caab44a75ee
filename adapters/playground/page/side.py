"""One platform as the page shows it and acts on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from adapters.playground.people.example import COLLEAGUES
from adapters.playground.people.person import Driver, Person
from adapters.playground.people.screen import Question
from adapters.playground.stand_in.changes import Change, Feed
from adapters.playground.stand_in.refusals import Json

#: What a person does: with what is given of it. Raises PlaygroundError.
Act = Callable[[Person, Json], Awaitable[None]]

_POSTS: Mapping[str, str] = {colleague.handle: colleague.post for colleague in COLLEAGUES}


class Side(Protocol):
    """One platform's people, windows and acts."""

    @property
    def feed(self) -> Feed:
        """Feed of changes on this platform."""
        ...

    @property
    def acts(self) -> Mapping[str, Act]:
        """Acts that people can carry out, by the page's name for each."""
        ...

    def person(self, person: Person) -> Json:
        """Somebody, as the page names them."""
        ...

    def names(self) -> dict[str, str]:
        """Everybody's name by their id, for mentions and for pickers."""
        ...

    def pickable(self) -> list[Json]:
        """Open accounts that a people picker offers, by name."""
        ...

    def window(self, person: Person) -> Json:
        """One person's chat with the app, and the dialogs over it."""
        ...

    def form(self, person: Person) -> str:
        """The name of the form in the open dialog; empty for none."""
        ...

    def is_empty(self, person: Person, question: Question) -> bool:
        """True if this field of the open dialog is empty."""
        ...

    def account(self, person: Person, *, is_open: bool) -> None:
        """Deactivate somebody's account, or open it again."""
        ...

    def says(self, change: Change) -> str:
        """Text of the changed message, as a locked phone shows it."""
        ...

    def sent(self) -> int:
        """Number of messages and cards that the app has sent so far."""
        ...

    def trouble(self, name: str) -> None:
        """Be in this trouble (`troubles.TROUBLES`) and no other."""
        ...

    def paced(self, seconds: float) -> Driver:
        """The same people, who wait so long before each act."""
        ...


def post(handle: str) -> str:
    """Job title of a colleague."""
    return _POSTS.get(handle, "not in the directory")


def text(given: Json, name: str) -> str:
    """Value of this name from the page if it is a text, else an empty one."""
    value = given.get(name, "")
    return value if isinstance(value, str) else ""


def several(value: object) -> list[str]:
    """Value of a field from the page as a list, from one text or several."""
    if isinstance(value, str):
        return [value] if value else []
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
