"""Hand-written fakes of everything below Teams' side: the core, drafts, and a turn in a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from adapters.teams.errors import TeamsError
from bot.chat.events import Event, MessageEvent, SubmitEvent, Values
from bot.chat.replies import Done, Reply
from bot.dispatcher import Unchanged
from bot.people import Person, PersonId
from bot.ports import UnitOfWork
from tests.adapters.teams.people import FakeStore

T = TypeVar("T")
Json = dict[str, Any]
#: What the core answers to an event.
Says = Reply | Exception | Callable[[Any], Reply]


class FakeCore:
    """Gives set answers to each kind of event, and records the events."""

    def __init__(self) -> None:
        self.says: dict[type[Event], Says] = {}
        self.seen: list[Event] = []
        #: What was sent and not taken, and is kept.
        self.unsent: list[Event] = []
        self.late: list[Event] = []

    def on(self, kind: type[Event], says: Says) -> None:
        """Answer events of this kind so."""
        self.says[kind] = says

    def refuse(self, kind: type[Event], reply: Reply) -> None:
        """Answer events of this kind so, and keep nothing."""
        self.says[kind] = Unchanged(reply)

    def of(self, kind: type[Event]) -> list[Any]:
        """The events of this kind that it was asked."""
        return [event for event in self.seen if isinstance(event, kind)]

    def handle(self, event: Event, uow: UnitOfWork) -> Reply:
        """The reply that was set; nothing for a key that was seen before."""
        self.seen.append(event)
        if event.key is not None and uow.once(event.key) is not None:
            return Done() if isinstance(event, MessageEvent) else Done("We have this already.")
        says = self.says.get(type(event), Done())
        if isinstance(says, Exception):
            raise says
        return says(event) if callable(says) else says

    def untold(self, event: SubmitEvent, uow: UnitOfWork) -> None:  # noqa: ARG002 - as the core has it
        """Remember whose answer came too late."""
        self.late.append(event)

    def keep(self, event: Event, uow: UnitOfWork) -> Reply:  # noqa: ARG002 - as the core has it
        """Remember it as kept."""
        self.unsent.append(event)
        return Done()


class FakeDrafts:
    """Drafts, by person and form (`bot.ports.Drafts`)."""

    def __init__(self) -> None:
        self.kept: dict[tuple[PersonId, str], Values] = {}

    def keep(self, person: PersonId, form: str, values: Values, about: str | None = None) -> str:  # noqa: ARG002
        """Keep it."""
        self.kept[person, form] = dict(values)
        return form

    def find(self, person: PersonId, form: str, about: str | None = None) -> Values | None:  # noqa: ARG002
        """Return the draft."""
        return self.kept.get((person, form))

    def drop(self, person: PersonId, form: str, about: str | None = None) -> None:  # noqa: ARG002
        """No more."""
        self.kept.pop((person, form), None)


class FakeHouse(FakeStore):
    """A store with people, chats, drafts and the keys of handled events."""

    def __init__(self, *people: Person) -> None:
        super().__init__(*people)
        self.drafts = FakeDrafts()
        self.claimed: set[str] = set()
        #: How long a unit of work takes.
        self.seconds = 0.0

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run the work, and answer late if set so; the keys of failed work are given back."""
        before = set(self.claimed)
        try:
            done = await super().arun(work)
        except Exception:
            self.claimed = before
            raise
        if self.seconds:
            await asyncio.sleep(self.seconds)
        return done

    def once(self, key: str, result: str = "") -> str | None:
        """None if it is new."""
        known = key in self.claimed
        self.claimed.add(key)
        return result if known else None


class FakeTurn:
    """A turn in a chat, and the Bot Connector behind it: records the replies, and may fail."""

    def __init__(self, troubles: Iterable[TeamsError] = ()) -> None:
        self.replies: list[Json] = []
        self.updates: list[tuple[str, Json]] = []
        self.troubles = list(troubles)

    async def reply(self, activity: Json) -> str:
        """Answer with a message."""
        self._fail()
        self.replies.append(activity)
        return f"m{len(self.replies)}"

    async def update(self, activity_id: str, activity: Json) -> None:
        """Write a message again."""
        self._fail()
        self.updates.append((activity_id, activity))

    def _fail(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)


def texts(shown: object) -> str:
    """Everything that is to be read in a card, an activity or the body of an answer, one text a line."""
    if isinstance(shown, list):
        return "\n".join(filter(None, map(texts, shown)))
    if not isinstance(shown, dict):
        return ""
    read = ("text", "title", "label", "value", "summary", "errorMessage", "placeholder")
    own = [shown[key] for key in read if isinstance(shown.get(key), str)]
    inner = [texts(value) for key, value in shown.items() if isinstance(value, dict | list) and key != "data"]
    return "\n".join(filter(None, [*own, *inner]))


def buttons(shown: object) -> dict[str, Json]:
    """The buttons in an answer, by title, with the data of each."""
    if isinstance(shown, list):
        return {title: data for each in shown for title, data in buttons(each).items()}
    if not isinstance(shown, dict):
        return {}
    own = {shown["title"]: shown.get("data", {})} if str(shown.get("type", "")).startswith("Action.") else {}
    return own | {title: data for value in shown.values() for title, data in buttons(value).items()}


def inputs(shown: object) -> dict[str, Json]:
    """The inputs in an answer, by id."""
    if isinstance(shown, list):
        return {id_: found for each in shown for id_, found in inputs(each).items()}
    if not isinstance(shown, dict):
        return {}
    own = {shown["id"]: shown} if str(shown.get("type", "")).startswith("Input.") else {}
    return own | {id_: found for value in shown.values() for id_, found in inputs(value).items()}
