"""A police decision as each reader may see it (policy 1.9.4)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Card
from bot.flows import individuals, lines, reports
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.police.record import PoliceDecision
from bot.records.rights import Act
from bot.records.witness import WitnessStatement
from bot.views.context import Context
from bot.views.police import reading as views
from bot.views.police.story import Story, story


def card(record: PoliceDecision, reader: PersonId, uow: UnitOfWork, page: str = "") -> Card:
    """The decision as this reader may see it, by right or as one of the staff concerned. The caller authorises."""
    context = Context.of(uow, reader)
    if reader in record.can_be_asked:
        return views.for_staff(record, context, page=page)
    statements = tuple(uow.records.children(record.id, WitnessStatement))
    if reader != record.handler:
        return views.for_reading(record, statements, context, page=page)
    evidence = lines.of_evidence(record.id, context, uow)
    return views.for_manager(record, _story(record, reader, uow), statements, context, evidence=evidence, page=page)


def _story(record: PoliceDecision, reader: PersonId, uow: UnitOfWork) -> Story:
    report, me = reports.above(record, uow), uow.people.get(reader)
    opens = me is not None and may(me, Act.READ, report, uow.people)
    return story(report, individuals.of(report.whom, uow), Context.of(uow, reader), opens=opens)
