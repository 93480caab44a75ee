"""A house for testing conversations: a real store on SQLite, the dispatcher, example people, a clock moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.chat.cards import Button, Card, Facts, Heading, Item, Quote, Small, Text
from bot.chat.events import ActionEvent, CommandEvent, Event, HomeEvent, MessageEvent, SubmitEvent, Value
from bot.chat.forms import Field, Form
from bot.chat.replies import Done, OpenForm, Reply, ShowCard, ShowHome
from bot.dispatcher import Dispatcher, Unchanged
from bot.people import Absence, Person, PersonId, Role
from bot.policy import Policy
from bot.ports import Notice, UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.references import ReferenceForm, References
from bot.records.rights import Part
from bot.views.examples.people import NOW, STAFF
from storage import Store, new_key
from tests import migrated

T = TypeVar("T")
R = TypeVar("R", bound=Record)

#: Who handles what comes from somebody without a manager who can be reached.
DOUGAL = PersonId("dougal")
#: Somebody of the workspace whom the directory file does not list.
STRANGER = PersonId("stranger")
BOARD = PersonId("board")

OTHERS = (
    Person(id=DOUGAL, email="dougal@example.org", name="Dougal Duty"),
    Person(id=STRANGER, email="", name="Temp Orary", ids={"slack": "U0STRANGER"}, listed=False),
    Person(
        id=BOARD,
        email="board@example.org",
        name="Bo Ard",
        roles=frozenset({Role.BOARD, Role.APP_ADMIN, Role.PHONE_HANDLER, Role.WEB_MONITOR}),
    ),
)

#: As this organisation writes them: "HA-20417", "T-4711", "TEN-0042".
REFERENCES = References(tuple(map(ReferenceForm.parse, ("AA-99999", "A-9999", "TEN-9999"))))

REPORT: dict[str, Value] = {"channel": "phone", "reasons": ("distressing",), "note": "Shouted about the repair."}


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        """Time on the clock."""
        return self.at


class House:
    """Handles people's events, each in a unit of work of its own, as an adapter does."""

    def __init__(self, file: Path, policy: Policy, url: str = "") -> None:
        """On SQLite in this file, or else in a database at the current schema, with nothing in it."""
        self.clock = HandClock()
        references = policy.references if policy.references.forms else REFERENCES
        self.policy = replace(policy, duty_manager="dougal@example.org", references=references)
        self.keys = new_key()
        self.store = Store(url or migrated.on_sqlite(file), self.keys, self.policy, self.clock)
        self.store.run(lambda uow: [uow.directory.put(person) for person in (*STAFF, *OTHERS)])
        self._dispatcher = Dispatcher()

    # -- what people do ----------------------------------------------------------------------------

    def handle(self, event: Event) -> Reply:
        """Return the reply; an error undoes everything except the draft of a submission."""
        try:
            return self.store.run(lambda uow: self._dispatcher.handle(event, uow))
        except Unchanged as unchanged:
            if isinstance(event, SubmitEvent) and isinstance(unchanged.reply, OpenForm):
                self.store.run(lambda uow: self._dispatcher.keep(event, uow))
            return unchanged.reply

    def types(self, person: PersonId, command: str, text: str = "") -> Reply:
        """A slash command."""
        return self.handle(CommandEvent(person=person, name=command, text=text))

    def writes(self, person: PersonId, text: str) -> Reply:
        """A direct message."""
        return self.handle(MessageEvent(person=person, text=text))

    def presses(
        self, person: PersonId, action: str, about: str | None = None, extra: str = "", key: str | None = None
    ) -> Reply:
        """A button."""
        return self.handle(ActionEvent(person=person, action=action, about=about, extra=extra, key=key))

    def sends(
        self,
        person: PersonId,
        form: str,
        values: Mapping[str, Value],
        about: str | None = None,
        extra: str = "",
        key: str | None = None,
    ) -> Reply:
        """A form."""
        event = SubmitEvent(person=person, form=form, about=about, extra=extra, values=values, key=key)
        return self.handle(event)

    def goes_home(self, person: PersonId) -> Card:
        """The home is opened."""
        reply = self.handle(HomeEvent(person=person))
        assert isinstance(reply, ShowHome)
        return reply.card

    def reports(self, person: PersonId, **answers: Value) -> str:
        """A report with these answers; returns its id."""
        before = set(self._reports(person))
        reply = self.sends(person, "ended_contact.report", {**REPORT, **answers})
        assert isinstance(reply, ShowCard), reply
        return next(iter(set(self._reports(person)) - before))

    def newest(self, person: PersonId) -> str:
        """The report that somebody sent last."""
        return self._reports(person)[0]

    def _reports(self, person: PersonId) -> list[str]:
        def read(uow: UnitOfWork) -> list[str]:
            return [s.id for s in uow.records.with_part(person, Part.REPORTER, kind="ended_contact", limit=1000)]

        return self.run(read)

    # -- what is there ------------------------------------------------------------------------------

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """A unit of work."""
        return self.store.run(work)

    def record(self, about: str | None, kind: type[R]) -> R:
        """A record as it is."""
        assert about is not None
        return self.run(lambda uow: uow.records.get(RecordId(about), kind))

    def children(self, parent: str, kind: type[R]) -> list[R]:
        """Records of this kind that came out of another."""
        return self.run(lambda uow: uow.records.children(RecordId(parent), kind))

    def history(self, about: str) -> list[tuple[PersonId | None, str]]:
        """People and their acts, oldest first."""
        return self.run(lambda uow: [(e.by, e.act) for e in uow.records.history(RecordId(about))])

    def noted(self, person: PersonId) -> list[str]:
        """History of a person's identity, oldest first."""
        return self.run(lambda uow: [entry.act for entry in uow.directory.history(person)])

    def notices(self) -> list[tuple[PersonId, str, str | None]]:
        """Recipient, view and record of every notice that may go now. They are leased from then on."""

        def read(uow: UnitOfWork) -> list[Notice]:
            return [n for parcel in uow.outbox.claim(limit=100, lease_seconds=60) for n in parcel.notices]

        return [(n.to, n.view, n.about) for n in self.run(read)]

    def person(self, person: PersonId) -> Person:
        """Somebody as the directory has them."""
        found = self.run(lambda uow: uow.people.get(person))
        assert found is not None
        return found

    # -- what happens ---------------------------------------------------------------------------------

    def away(self, *people: PersonId, back: date | None = None) -> None:
        """They are away from today."""
        until = back or self.clock.at.date() + timedelta(days=7)
        for person in people:
            self.put(replace(self.person(person), absence=Absence(since=self.clock.at.date(), back=until)))

    def leave(self, *people: PersonId) -> None:
        """They have left."""
        for person in people:
            self.put(replace(self.person(person), active=False))

    def put(self, person: Person) -> None:
        """The directory has somebody so from now on."""
        self.run(lambda uow: uow.directory.put(person))

    def sets(self, **settings: object) -> None:
        """The organisation sets this from now on."""
        self.policy = self.store._context.policy = replace(self.policy, **settings)  # type: ignore[arg-type] # by name

    def close(self) -> None:
        """The end."""
        self.store.close()


# -- reading replies --------------------------------------------------------------------------------------


def card(reply: Reply) -> Card:
    """The card of a reply."""
    assert isinstance(reply, ShowCard | ShowHome), reply
    return reply.card


def form(reply: Reply) -> Form:
    """The form of a reply."""
    assert isinstance(reply, OpenForm), reply
    return reply.form


def errors(reply: Reply) -> dict[str, str]:
    """The sentences beside the fields of a form that came back."""
    return dict(form(reply).errors)


def fields(reply: Reply) -> list[str]:
    """The questions of a form."""
    return [field.id for field in form(reply).fields()]


def words(reply: Reply | Card | Form) -> str:
    """Everything that can be read in a reply."""
    if isinstance(reply, Done):
        return reply.text
    drawn = reply if isinstance(reply, Card | Form) else card(reply) if not isinstance(reply, OpenForm) else reply.form
    parts = drawn.blocks if isinstance(drawn, Card) else drawn.body
    return "\n".join([drawn.title, *(line for part in parts for line in _read(part))])


def _read(part: object) -> Iterable[str]:
    match part:
        case Text(text) | Quote(text) | Small(text) | Heading(text) | Item(text):
            yield text
        case Facts(facts):
            yield from (f"{label}: {value}" for label, value in facts)
        case Field(label=label, hint=hint):
            yield f"{label} {hint}"
        case _:
            return


def labels(reply: Reply | Card) -> list[str]:
    """Labels of the buttons."""
    return [button.label for button in (reply if isinstance(reply, Card) else card(reply)).buttons()]


def button(reply: Reply | Card, label: str) -> Button:
    """The button with this label."""
    found = [b for b in (reply if isinstance(reply, Card) else card(reply)).buttons() if b.label == label]
    assert found, f"no button {label}"
    return found[0]


NOTHING = "This is not available to you, or it no longer exists. Nothing changed."
