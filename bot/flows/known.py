"""Offering what was held back from people until somebody told them of a report (1.9.4, 1.14.3)."""

from __future__ import annotations

from collections.abc import Collection

from bot.flows import debrief, reports
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.police.record import PoliceDecision
from bot.records.report import Report
from bot.records.restriction.record import Restriction, State


def by_decision(decision: PoliceDecision, uow: UnitOfWork) -> None:
    """Note in the report which people know of the threat, as the manager noted in the police decision."""
    report = reports.above(decision, uow)
    told = report
    for person in decision.aware:
        told = told.now_knows(person, uow.now)
    if told == report:
        return
    saved = uow.records.save(told, by=None, act="known")
    if decision.zero_tolerance:
        debrief.offer_to(decision.aware, saved.id, uow)
    offer_what_was_held_back(saved, decision.aware, uow)


def offer_what_was_held_back(report: Report, people: Collection[PersonId], uow: UnitOfWork) -> None:
    """Offer the debrief that everybody else involved in a restriction had while these people did not know."""
    for restriction in uow.records.children(report.id, Restriction):
        if restriction.protection is not None or restriction.stage is State.ACTIVE:
            debrief.offer_to((p for p in restriction.involved if p in people), restriction.id, uow)
