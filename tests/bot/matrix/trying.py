"""Trying an event and undoing it: the texts that its sender reads, and the changes it would have made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import text

from bot.chat.events import ActionEvent, Event, ReshapeEvent, SubmitEvent
from bot.chat.replies import Reply
from bot.dispatcher import Dispatcher, Unchanged
from bot.people import PersonId
from bot.records.base import RecordId
from storage import Store
from storage.unit_of_work import UnitOfWork
from tests.bot.house import words
from tests.bot.matrix.reading import strings
from tests.bot.matrix.routes import FORM
from tests.bot.matrix.values import EXTRAS, VALUES

#: An id as a record has one, and which none has.
MADE_UP = RecordId("0" * 32)

_RECORDS = text("SELECT id, version, parent FROM record")
_WRITTEN = text("SELECT total_changes()")
_BEGIN, _UNDO, _END = text("SAVEPOINT try"), text("ROLLBACK TO try"), text("RELEASE try")

#: The record's version, by id.
Versions = Mapping[str, int]


@dataclass(frozen=True)
class Tried:
    """Result of a try."""

    reply: Reply
    #: Whether it would have been kept: it was no error, and nothing was missing.
    kept: bool
    #: The records that stood there before and would stand differently now, and those to which something was added.
    changed: frozenset[str]
    #: How many rows would be written, of whatever table.
    writes: int = 0

    @cached_property
    def answer(self) -> str:
        """Everything that can be read in the reply."""
        return words(self.reply)

    @cached_property
    def everything(self) -> str:
        """Every text anywhere in the reply."""
        return "\n".join(strings(self.reply))


class _Back(Exception):
    """Carries the results of tries out of a unit of work that is rolled back."""

    def __init__(self, tried: list[Tried]) -> None:
        super().__init__()
        self.tried = tried


class Tries:
    """Makes tries in one house, each undone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._dispatcher = Dispatcher()

    def of(self, event: Event) -> Tried:
        """Result of this event, undone afterwards."""
        return self.each([event])[0]

    def each(self, events: Sequence[Event], first: Callable[[UnitOfWork], None] | None = None) -> list[Tried]:
        """Results of each of these events as if it were the only one, after `first` was done."""

        def work(uow: UnitOfWork) -> None:
            if first is not None:
                first(uow)
                uow.people  # noqa: B018 - written, where the unit of work inside this one reads it
            before = _versions(uow)
            raise _Back([self._taken_back(event, uow, before) for event in events])

        try:
            self._store.run(work)
        except _Back as back:
            return back.tried
        raise AssertionError("a try is always taken back")

    def _taken_back(self, event: Event, outer: UnitOfWork, before: Versions) -> Tried:
        """In a unit of work of its own, inside one that is for all: going to the writer for each takes far longer."""
        outer.session.run(_BEGIN, {})
        try:
            return self._carried_out(event, UnitOfWork(outer.session, outer.context, outer.now), before)
        finally:
            outer.session.run(_UNDO, {})
            outer.session.run(_END, {})

    def _carried_out(self, event: Event, uow: UnitOfWork, before: Versions) -> Tried:
        already = _written(uow)
        try:
            reply = self._dispatcher.handle(event, uow)
        except Unchanged as unchanged:
            return Tried(unchanged.reply, kept=False, changed=frozenset())
        uow.finish()
        return Tried(reply, kept=True, changed=_changed(uow, before), writes=_written(uow) - already)


def _written(uow: UnitOfWork) -> int:
    row = uow.session.one(_WRITTEN, {})
    assert row is not None  # it counts
    return int(row[0])


def _changed(uow: UnitOfWork, before: Versions) -> frozenset[str]:
    rows = uow.session.all(_RECORDS, {})
    saved = {id_ for id_, version, _ in rows if id_ in before and before[id_] != version}
    grew = {parent for id_, _, parent in rows if id_ not in before and parent is not None}
    return frozenset(saved | grew)


def _versions(uow: UnitOfWork) -> Versions:
    return {id_: version for id_, version, _ in uow.session.all(_RECORDS, {})}


def events(route: str, person: PersonId, about: str | None) -> Iterator[Event]:
    """Every event of a route: the button with each extra; a form opened, drawn again, and sent."""
    for extra in EXTRAS.get(route, ("",)):
        yield ActionEvent(person=person, action=route, about=about, extra=extra)
        if not route.startswith(FORM):
            continue
        name = route.removeprefix(FORM)
        for again, values in enumerate(VALUES[name]):
            if not again:
                yield ReshapeEvent(person=person, form=name, about=about, extra=extra, values=values)
            yield SubmitEvent(person=person, form=name, about=about, extra=extra, values=values)
