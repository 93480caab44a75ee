"""Reading a named-online record: by its manager, and by the colleague named once they know (1.14.3)."""

from __future__ import annotations

from bot.chat.cards import Card
from bot.flows import lines
from bot.nudges import Lane
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.named_online.record import NamedOnline
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.named_online import reading as views


def opened(about: str | None, person: PersonId, uow: UnitOfWork) -> NamedOnline:
    """The record, opened for the colleague named as they may answer, and for its manager as they may decide."""
    found = uow.records.open(about, person, Act.ADD, NamedOnline)
    return uow.records.open(about, person, Act.ANSWER if person == found.person else Act.DECIDE, NamedOnline)


def card(record: NamedOnline, reader: PersonId, uow: UnitOfWork, page: str = "") -> Card:
    """The record as this reader may see it. The caller has authorised."""
    context = Context.of(uow, reader)
    if reader == record.person:
        own = lines.of_evidence(record.id, context, uow, own=True)
        return views.for_named(record, context, belongs=own, page=page)
    belongs = lines.of_children(record.id, context, uow)
    proposed = record.proposes_restriction and not uow.records.children(record.id, Restriction)
    return views.for_manager(
        record, belongs, context, may_close=has_waited(record, uow), may_propose=proposed, page=page
    )


def has_waited(record: NamedOnline, uow: UnitOfWork) -> bool:
    """True if the time to answer about personal records is over; then there is no answer (N16)."""
    if record.told is None:
        return False
    reminded = uow.policy.nudges.get("choose_personal_record", {}).get(Lane.REMIND)
    days = max((offset.working_days or 0 for offset in reminded.at), default=0) if reminded else 0
    calendar = uow.policy.calendar
    return calendar.today(uow.now) > calendar.working_days_from(calendar.day_of(record.told.at), days)
