"""A restriction as each reader sees it, with the records around it (policy 1.8; model.md §4)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Button, Card, Item
from bot.flows import earlier, individuals, lines
from bot.flows.appeal.lines import of_appeals
from bot.flows.evidence import named as evidence_named
from bot.flows.follow_ups.restorative import instead
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.evidence.reading import add_button
from bot.views.restriction import reading as views


def decider(about: str | None, person: PersonId, uow: UnitOfWork) -> Restriction:
    """The record, for its handler (R-1.8-5). Raises Forbidden, which reads as not found."""
    return uow.records.open(about, person, Act.DECIDE, Restriction)


def card(record: Restriction, reader: PersonId, uow: UnitOfWork, page: str = "") -> Card:
    """The restriction as this reader may see it; buttons only for those who can act on it."""
    me = uow.people.get(reader)
    decides = me is not None and may(me, Act.DECIDE, record, uow.people)
    names = me is not None and may(me, Act.NAME, record, uow.people)
    individual = individuals.of(record.individual, uow)
    context = Context.of(uow, reader)
    belongs = (*_belongs(record, reader, uow), *of_appeals(record, context, uow), *instead(record, decides=decides))
    before = earlier.noted(record, record.individual, reader, uow) if record.decision is None else ()
    return views.for_decider(
        record,
        individual,
        belongs,
        context,
        decides=decides,
        names=names,
        affirms=me is not None and may(me, Act.AFFIRM, record, uow.people),
        earlier=before,
        page=page,
    )


def _belongs(record: Restriction, reader: PersonId, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for its report, if the reader may read that, and for the records opened from it."""
    report, me = uow.records.peek(record.parent) if record.parent else None, uow.people.get(reader)
    context = Context.of(uow, reader)
    grew = (*evidence_named.named(record, context, uow), *lines.of_children(record.id, context, uow))
    if me is not None and may(me, Act.DECIDE, record, uow.people):
        grew = (*grew, Item("A file, a link or a thing that supports it", add_button(record.id)))
    if report is None or me is None or not may(me, Act.READ, report, uow.people):
        return grew
    opening = Button(label="Open", action=uow.words[report.kind].opens, about=report.id)
    return (Item(f"{report.ref} · the report it grew out of", opening), *grew)
