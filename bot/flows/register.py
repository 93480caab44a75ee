"""The register for records administrators: its lines, and each record for a reason given (model.md §3, §4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from bot.access import may
from bot.chat.cards import Card, Item
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Forbidden, NotFound
from bot.flows.documents import conversation as documents
from bot.flows.home.paging import ALL, behind
from bot.flows.inspecting import given
from bot.flows.matters import called
from bot.flows.request import Acts, FormFlow, Request
from bot.people import Person, PersonId, Role
from bot.ports import Summary, UnitOfWork
from bot.records.base import Inspection, Record, RecordId
from bot.records.named_online.record import NamedOnline
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.home import dialogs as homes
from bot.views.named_online import reading as named_online
from bot.views.register import dialogs as views

#: Lines read together in a search.
_AT_A_TIME = 500
_READS = frozenset({Act.READ, Act.INSPECT})

#: Draws a page of a record of each kind, with the records opened from it, as its manager reads it; a restriction as
#: usual.
Draws = Mapping[str, Callable[[Any, tuple[Item, ...], Context, UnitOfWork, str], Card]]


def kinds(uow: UnitOfWork) -> list[type[Record]]:
    """Kinds that the register lists: those that a records administrator may read, with a reason or without."""
    return [kind for kind in uow.records.kinds if kind.allowed.get(Role.RECORDS_ADMIN, frozenset()) & _READS]


# -- the list ------------------------------------------------------------------------------------------


def _list(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the lines, newest first; nobody sees a matter that concerns them."""
    me, names = keeper(event.person, uow), [kind.kind for kind in kinds(uow)]
    page: list[Record] = []
    after, is_more = behind(event), True
    # Skip a page with nothing that they may see: a button then names only a record listed above it.
    while is_more and not page:
        rows = uow.records.register(names, after=after, limit=ALL + 1)
        page = [record for row in rows[:ALL] if (record := uow.records.peek(row.id)) and is_listed(record, me, uow)]
        is_more = len(rows) > ALL
        after = rows[ALL - 1].id if is_more else ""
    more = homes.more_of(views.LIST, page[-1].id) if is_more else None
    return ShowCard(views.register(_lines(page, me, uow), more=more))


def keeper(person: PersonId, uow: UnitOfWork) -> Person:
    """The reader, if a records administrator. Raises Forbidden."""
    me = uow.people.get(person)
    if me is None or not me.active or Role.RECORDS_ADMIN not in me.roles:
        raise Forbidden
    return me


def _may(me: Person, act: Act, record: Record, uow: UnitOfWork) -> bool:
    return may(me, act, record, uow.people, uow.records.above(record))


def is_listed(record: Record, me: Person, uow: UnitOfWork) -> bool:
    """True if the reader may read it, with a reason or without, and it does not concern them."""
    return me.id not in record.conflicted() and any(_may(me, act, record, uow) for act in (Act.READ, Act.INSPECT))


def _lines(records: list[Record], me: Person, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for those records that the reader may read."""
    context = Context.of(uow, me.id)
    return tuple(
        views.line(record, context, freely=_may(me, Act.READ, record, uow))
        for record in records
        if is_listed(record, me, uow)
    )


# -- looking for some ----------------------------------------------------------------------------------


def matching(answers: Answers, me: Person, uow: UnitOfWork, most: int) -> list[tuple[Summary, Item]]:
    """Lines that match what was filled in, the newest first, with their plain columns; at most so many."""
    context, names = Context.of(uow, me.id), [kind.kind for kind in kinds(uow)]
    found: list[tuple[Summary, Item]] = []
    after = ""
    while len(found) < most and (rows := uow.records.register(names, after=after, limit=_AT_A_TIME)):
        records = [(row, uow.records.peek(row.id)) for row in rows if _matches(row, answers, uow)]
        listed = [(row, record) for row, record in records if record is not None and is_listed(record, me, uow)]
        found += [(row, views.line(each, context, freely=_may(me, Act.READ, each, uow))) for row, each in listed]
        after = rows[-1].id
    return found[:most]


def _matches(row: Summary, answers: Answers, uow: UnitOfWork) -> bool:
    """True if the plain columns of a record are as was filled in; what is empty matches all."""
    kind, tone, month = answers.get(views.KIND), answers.get(views.STANDS), answers[views.MONTH]
    return (
        called(row, answers[views.REF])
        and kind in (None, row.kind)
        and tone in (None, uow.words[row.kind].tone(row.state, is_open=row.is_open))
        and f"{uow.policy.calendar.day_of(row.created_at):%Y-%m}".startswith(month)
    )


# -- reading one -----------------------------------------------------------------------------------------


def _reason_form(request: Request, uow: UnitOfWork) -> Form:
    return views.reason(_readable(request.about, request.person, uow), request.values)


def _readable(about: str | None, person: PersonId, uow: UnitOfWork) -> Record:
    """The record, if the person may read it. Nothing of it is shown yet, so no view is logged."""
    me, found = keeper(person, uow), uow.records.peek(RecordId(about)) if about else None
    if found is None or not _may(me, Act.INSPECT, found, uow):
        raise Forbidden
    return found


def _read(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Show the record once the reason is kept with it. Logged as a view."""
    record = uow.records.open(event.about, event.person, Act.INSPECT, Record)
    inspection = Inspection(by=event.person, at=uow.now, reason=answers[views.WHY])
    saved = uow.records.save(record.inspected(inspection), by=event.person, act="inspected")
    return ShowCard(_shown(draws, saved, inspection, uow))


def _page(draws: Draws, event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show another page while the reason given holds; after that, ask for it again."""
    record = _readable(event.about, event.person, uow)
    reason = given(record, event.person, uow.now)
    if reason is None:
        return OpenForm(views.reason(record, {}))
    uow.records.open(record.id, event.person, Act.INSPECT, Record)
    return ShowCard(_shown(draws, record, reason, uow, page=event.extra))


def _link(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show where a colleague has been named, as inert text, under the reason already given."""
    record = _readable(event.about, event.person, uow)
    if not isinstance(record, NamedOnline):
        raise NotFound
    if given(record, event.person, uow.now) is None:
        return OpenForm(views.reason(record, {}))
    uow.records.open(record.id, event.person, Act.INSPECT, NamedOnline)
    return ShowCard(views.apart(named_online.link(record), record))


def _shown(draws: Draws, record: Record, inspection: Inspection, uow: UnitOfWork, page: str = "") -> Card:
    context = Context.of(uow, inspection.by)
    card = draws[record.kind](record, _belongs(record, keeper(inspection.by, uow), uow), context, uow, page)
    return documents.beside(views.for_keeper(card, record, inspection), record.id, inspection.by, draws, uow)


def _belongs(record: Record, me: Person, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for the records opened from it, as far as they are in the register."""
    return _lines([child for kind in kinds(uow) for child in uow.records.children(record.id, kind)], me, uow)


def actions(draws: Draws) -> Acts:
    """Button actions of the register."""
    return {views.LIST: _list, views.PAGE: partial(_page, draws), views.LINK: _link}


def forms(draws: Draws) -> Mapping[str, FormFlow]:
    """Forms of the register."""
    return {views.REASON: FormFlow(_reason_form, partial(_read, draws))}
