"""A person at their own chat, on any platform: the screens they see, and the acts they can do.

Stories, journeys and the page know people by this alone; `slack.person` and `teams.person` implement it. An act that a
person could not do raises CannotDo with a sentence that says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal, Protocol

from adapters.playground.people.answer import Answer
from adapters.playground.people.screen import Button, Screen
from adapters.playground.stand_in.refusals import Json

#: What may be given for a field: text, an option's words, names, dates, times; None empties it.
Given = str | date | time | Sequence[str] | None
#: Where a button stands.
Where = Literal["message", "modal", "home"]


@dataclass(frozen=True, kw_only=True)
class Pending:
    """Submission of an open dialog, kept so as to be delivered late, again, or by somebody else."""

    platform: str
    payload: Json = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Forgery:
    """Changes to a submission that no client would make; None leaves a part as it is."""

    #: Another form's name.
    form: str | None = None
    #: Another pointer, as `Button.value` holds one.
    to: str | None = None
    #: What stands in fields, by their own ids: an option's value, a text, a day, the id of a person, or a list.
    answers: Mapping[str, object] = field(default_factory=dict, repr=False)
    #: Whether nothing stands in any other field.
    is_empty: bool = False


class Person(Protocol):
    """One person."""

    #: The platform's own id of them.
    id: str
    #: Presses, choices, ticks and sendings so far; typing costs none.
    taps: int

    @property
    def platform(self) -> str:
        """Platform of this person: "slack" or "teams"."""
        ...

    @property
    def handle(self) -> str:
        """The short name, such as "isla"."""
        ...

    @property
    def name(self) -> str:
        """Their name."""
        ...

    @property
    def email(self) -> str:
        """Their address."""
        ...

    # -- reading

    def messages(self) -> tuple[Screen, ...]:
        """Messages of the chat with the app, oldest first, those shown to this person alone included."""
        ...

    def news(self, after: int = 0) -> tuple[Screen, ...]:
        """Unprompted messages from the app, oldest first, after the first `after`: no answers to what was typed.

        Messages deleted since are included, as they last were.
        """
        ...

    def newest(self) -> Screen:
        """The app's newest message to this person. Raises CannotDo if there is none."""
        ...

    def modal(self) -> Screen:
        """The dialog that is open. Raises CannotDo if none is."""
        ...

    @property
    def has_modal(self) -> bool:
        """True if a dialog is open."""
        ...

    def home(self) -> Screen:
        """Their home. Raises CannotDo if they have not opened it."""
        ...

    async def wait_for(self, text: str, seconds: float | None = None) -> Screen:
        """The newest message of the app that says this, now or as soon as it does. Raises CannotDo.

        `seconds`: how long it is waited for, if not as long as there is patience.
        """
        ...

    # -- acting

    async def command(self, name: str, text: str = "") -> None:
        """Give a command, such as "/ended-contact", as one does on this platform; its dialog opens."""
        ...

    async def say(self, text: str, *, retries: int = 0, file: str = "") -> None:
        """Write to the app, perhaps with a file of this name; with `retries` it is delivered so many times more."""
        ...

    async def open_home(self, *, retries: int = 0) -> Screen:
        """Open the app's home and look at it."""
        ...

    async def press(
        self,
        what: str,
        in_: Where | None = None,
        *,
        near: str = "",
        on: Screen | None = None,
        confirm: bool = True,
        repeat: int = 0,
    ) -> None:
        """Press a button, by its label or the name of its act.

        It is searched for in the open dialog, else in the newest message that has it, or else in `in_`. `near` are
        words beside it, or in its message, to pick one of several; `on` is a screen seen before, for a stale click;
        `repeat` delivers the same click that many times more.
        """
        ...

    async def fill(self, answers: Mapping[str, Given]) -> None:
        """Fill in the open dialog: visible label -> text or choice."""
        ...

    async def answer(self, block_id: str, given: Given) -> None:
        """Fill in the one field of the open dialog that has this id; see `fill`."""
        ...

    async def send(self, *, repeat: int = 0) -> None:
        """Send the open dialog and show the app's answer. Raises ClientRefused or AppFailed."""
        ...

    async def close(self, *, everything: bool = False) -> None:
        """Close the open dialog, or the whole stack of them."""
        ...

    # -- what nobody should try

    def pending(self, forged: Forgery | None = None) -> Pending:
        """Submission of the open dialog, unchanged or forged."""
        ...

    async def deliver(self, pending: Pending) -> Answer:
        """Deliver it as this person, even if it is somebody else's, and show nothing of the answer."""
        ...

    async def click(self, button: Button, *, act: str | None = None, value: str | None = None) -> Answer:
        """Send the click of a button that was never shown to them, and return the answer.

        `act` replaces its act, `value` its pointer.
        """
        ...


class Driver(Protocol):
    """The people of one platform and their connection to the app."""

    @property
    def platform(self) -> str:
        """Which one: "slack" or "teams"."""
        ...

    def person(self, name: str) -> Person:
        """Somebody by short name, full name, e-mail or id; always the same object. Raises CannotDo."""
        ...

    def everybody(self) -> list[Person]:
        """All people, no bots."""
        ...

    def outside(self, word: str) -> list[str]:
        """Ways by which this word has left the app for anywhere but a dialog or a home."""
        ...

    async def close(self) -> None:
        """No more acts."""
        ...
