"""The register, for whoever keeps the records: what there is, and what a record says for a reason (model.md §3, §4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.access import MATRIX, Act, may
from bot.chat.cards import Card, Item
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Forbidden, NotFound
from bot.flows import individuals
from bot.flows.home import ALL, after
from bot.flows.inspecting import given
from bot.flows.request import Request
from bot.people import Person, PersonId, Role
from bot.ports import UnitOfWork
from bot.records import RECORDS
from bot.records.base import Inspection, Record, RecordId
from bot.records.contact_outside import ContactOutside
from bot.records.ended_contact.record import EndedContact
from bot.records.evidence import EvidenceItem
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.witness import WitnessStatement
from bot.views.contact_outside import dialogs as contact_outside
from bot.views.context import Context
from bot.views.ended_contact import reading as ended_contact
from bot.views.evidence import reading as evidence
from bot.views.follow_ups import correspondence, online_action, restorative
from bot.views.home import dialogs as homes
from bot.views.named_online import reading as named_online
from bot.views.police import reading as police
from bot.views.register import dialogs as views
from bot.views.witness import dialogs as witness

_READS = frozenset({Act.READ, Act.INSPECT})

#: The kinds that the register lists: those that whoever keeps the records reads by the matrix, in whatever way.
KINDS = frozenset(kind for kind, allowed in MATRIX.items() if allowed.get(Role.RECORDS_ADMIN, frozenset()) & _READS)

Draw = Callable[[Any, tuple[Item, ...], Context, UnitOfWork, str], Card]


def _ended_contact(
    record: EndedContact, belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str
) -> Card:
    return ended_contact.for_manager(record, individuals.of(record.whom, uow), belongs, context, page=page)


def _contact_outside(
    record: ContactOutside, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, _page: str
) -> Card:
    # What else is recorded about the same individual is for the manager alone (R-1.10.4-4).
    whom = individuals.of(record.note.individual if record.note else None, uow)
    return contact_outside.for_manager(record, context, whom=whom.display if whom else "")


def _named_online(
    record: NamedOnline, belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str
) -> Card:
    return named_online.for_manager(record, belongs, context, page=page)


def _police_decision(
    record: PoliceDecision, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str
) -> Card:
    statements = tuple(uow.records.children(record.id, WitnessStatement))
    return police.for_reading(record, statements, context, page=page)


def _witness_statement(
    record: WitnessStatement, _belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str
) -> Card:
    return witness.for_manager(record, context, page=page)


def _evidence(record: EvidenceItem, _belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, _page: str) -> Card:
    return evidence.cover(record, context, manages=False)


def _correspondence(
    record: CorrespondenceDecision, belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str
) -> Card:
    # Earlier warnings are for who decides alone (R-1.9.2-7).
    return correspondence.card(record, context, evidence=belongs, page=page)


def _online_action(
    record: OnlineAction, belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str
) -> Card:
    return online_action.card(record, context, evidence=belongs, page=page)


def _restorative(
    record: RestorativeAction, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str
) -> Card:
    whom = individuals.of(record.matter.individual, uow)
    return restorative.card(record, context, whom=whom.display if whom else "", page=page)


#: A record as its manager reads it, by kind; a restriction is read as ever.
DRAW: Mapping[str, Draw] = {
    "contact_outside": _contact_outside,
    "correspondence": _correspondence,
    "ended_contact": _ended_contact,
    "evidence": _evidence,
    "named_online": _named_online,
    "online_action": _online_action,
    "police_decision": _police_decision,
    "restorative": _restorative,
    "witness_statement": _witness_statement,
}


# -- the list ------------------------------------------------------------------------------------------


def _list(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """The lines, the newest first; nobody sees a matter there that concerns them."""
    me = _keeper(event.person, uow)
    start = after(event)
    rows = uow.records.register(KINDS, after=start, limit=ALL + 1)
    records = [record for row in rows[:ALL] if (record := uow.records.peek(row.id)) is not None]
    more = homes.more_of(views.LIST, start + ALL) if len(rows) > ALL else None
    return ShowCard(views.register(_lines(records, me, uow), more=more))


def _keeper(person: PersonId, uow: UnitOfWork) -> Person:
    me = uow.people.get(person)
    if me is None or not me.active or Role.RECORDS_ADMIN not in me.roles:
        raise Forbidden
    return me


def _may(me: Person, act: Act, record: Record, uow: UnitOfWork) -> bool:
    return may(me, act, record, uow.people, uow.records.above(record))


def _lines(records: list[Record], me: Person, uow: UnitOfWork) -> tuple[Item, ...]:
    """Those that the reader may come to read, as lines."""
    context = Context.of(uow, me.id)
    freely = {record.id: _may(me, Act.READ, record, uow) for record in records}
    return tuple(
        views.line(record, context, freely=freely[record.id])
        for record in records
        if me.id not in record.conflicted() and (freely[record.id] or _may(me, Act.INSPECT, record, uow))
    )


# -- reading one -----------------------------------------------------------------------------------------


def _reason_form(request: Request, uow: UnitOfWork) -> Form:
    return views.reason(_readable(request.about, request.person, uow), request.values)


def _readable(about: str | None, person: PersonId, uow: UnitOfWork) -> Record:
    """The record, if the person may come to read it. Nothing is shown of it yet, so no view is logged."""
    me, found = _keeper(person, uow), uow.records.peek(RecordId(about)) if about else None
    if found is None or not _may(me, Act.INSPECT, found, uow):
        raise Forbidden
    return found


def _read(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """The reason is kept with the record before it is shown. The view is logged."""
    record = uow.records.open(event.about, event.person, Act.INSPECT, Record)
    inspection = Inspection(by=event.person, at=uow.now, reason=answers.text("reason"))
    saved = uow.records.save(record.inspected(inspection), by=event.person, act="inspected")
    return ShowCard(_shown(saved, inspection, uow))


def _page(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Another page, while the reason given for the first one holds; after that it is asked for again."""
    record = _readable(event.about, event.person, uow)
    reason = given(record, event.person, uow.now)
    if reason is None:
        return OpenForm(views.reason(record, {}))
    uow.records.open(record.id, event.person, Act.INSPECT, Record)
    return ShowCard(_shown(record, reason, uow, page=event.extra))


def _link(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Where a colleague has been named, as inert text, under the same reason."""
    record = _readable(event.about, event.person, uow)
    if not isinstance(record, NamedOnline):
        raise NotFound
    if given(record, event.person, uow.now) is None:
        return OpenForm(views.reason(record, {}))
    uow.records.open(record.id, event.person, Act.INSPECT, NamedOnline)
    return ShowCard(views.apart(named_online.link(record), record))


def _shown(record: Record, inspection: Inspection, uow: UnitOfWork, page: str = "") -> Card:
    context = Context.of(uow, inspection.by)
    card = DRAW[record.kind](record, _belongs(record, _keeper(inspection.by, uow), uow), context, uow, page)
    return views.for_keeper(card, record, inspection)


def _belongs(record: Record, me: Person, uow: UnitOfWork) -> tuple[Item, ...]:
    """What grew out of it, where that is in the register as well."""
    kinds = [kind for name, kind in RECORDS.items() if name in KINDS]
    return _lines([child for kind in kinds for child in uow.records.children(record.id, kind)], me, uow)


ACTIONS = {views.LIST: _list, views.PAGE: _page, views.LINK: _link}

FORMS = {views.REASON: (_reason_form, _read)}
