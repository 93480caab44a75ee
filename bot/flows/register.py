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
from bot.flows.request import Acts, FormFlow, Request
from bot.people import Person, PersonId, Role
from bot.ports import UnitOfWork
from bot.records.base import Inspection, Record, RecordId
from bot.records.named_online.record import NamedOnline
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.home import dialogs as homes
from bot.views.named_online import reading as named_online
from bot.views.register import dialogs as views

_READS = frozenset({Act.READ, Act.INSPECT})

#: Draws a page of a record of each kind, with the records opened from it, as its manager reads it; a restriction as
#: usual.
Draws = Mapping[str, Callable[[Any, tuple[Item, ...], Context, UnitOfWork, str], Card]]


def _kinds(uow: UnitOfWork) -> list[type[Record]]:
    """Kinds that the register lists: those that a records administrator may read, with a reason or without."""
    return [kind for kind in uow.records.kinds if kind.allowed.get(Role.RECORDS_ADMIN, frozenset()) & _READS]


# -- the list ------------------------------------------------------------------------------------------


def _list(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the lines, newest first; nobody sees a matter that concerns them."""
    me, kinds = _keeper(event.person, uow), [kind.kind for kind in _kinds(uow)]
    page: list[Record] = []
    after, is_more = behind(event), True
    # Skip a page with nothing that they may see: a button then names only a record listed above it.
    while is_more and not page:
        rows = uow.records.register(kinds, after=after, limit=ALL + 1)
        page = [record for row in rows[:ALL] if (record := uow.records.peek(row.id)) and _is_listed(record, me, uow)]
        is_more = len(rows) > ALL
        after = rows[ALL - 1].id if is_more else ""
    more = homes.more_of(views.LIST, page[-1].id) if is_more else None
    return ShowCard(views.register(_lines(page, me, uow), more=more))


def _keeper(person: PersonId, uow: UnitOfWork) -> Person:
    me = uow.people.get(person)
    if me is None or not me.active or Role.RECORDS_ADMIN not in me.roles:
        raise Forbidden
    return me


def _may(me: Person, act: Act, record: Record, uow: UnitOfWork) -> bool:
    return may(me, act, record, uow.people, uow.records.above(record))


def _is_listed(record: Record, me: Person, uow: UnitOfWork) -> bool:
    """True if the reader may read it, with a reason or without, and it does not concern them."""
    return me.id not in record.conflicted() and any(_may(me, act, record, uow) for act in (Act.READ, Act.INSPECT))


def _lines(records: list[Record], me: Person, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for those records that the reader may read."""
    context = Context.of(uow, me.id)
    return tuple(
        views.line(record, context, freely=_may(me, Act.READ, record, uow))
        for record in records
        if _is_listed(record, me, uow)
    )


# -- reading one -----------------------------------------------------------------------------------------


def _reason_form(request: Request, uow: UnitOfWork) -> Form:
    return views.reason(_readable(request.about, request.person, uow), request.values)


def _readable(about: str | None, person: PersonId, uow: UnitOfWork) -> Record:
    """The record, if the person may read it. Nothing of it is shown yet, so no view is logged."""
    me, found = _keeper(person, uow), uow.records.peek(RecordId(about)) if about else None
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
    card = draws[record.kind](record, _belongs(record, _keeper(inspection.by, uow), uow), context, uow, page)
    return documents.beside(views.for_keeper(card, record, inspection), record.id, inspection.by, draws, uow)


def _belongs(record: Record, me: Person, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for the records opened from it, as far as they are in the register."""
    return _lines([child for kind in _kinds(uow) for child in uow.records.children(record.id, kind)], me, uow)


def actions(draws: Draws) -> Acts:
    """Button actions of the register."""
    return {views.LIST: _list, views.PAGE: partial(_page, draws), views.LINK: _link}


def forms(draws: Draws) -> Mapping[str, FormFlow]:
    """Forms of the register."""
    return {views.REASON: FormFlow(_reason_form, partial(_read, draws))}
