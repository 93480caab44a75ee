"""Example appeals, one in each of their states."""

from __future__ import annotations

from datetime import timedelta

from bot.people import PersonId
from bot.records.appeal.parts import Acknowledged, Against, Channel, Decision, Outcome, Received, StoodAside, Told
from bot.records.appeal.record import Appeal
from bot.records.restriction import appeals
from bot.records.restriction.afterwards import Suspension
from bot.records.restriction.record import Restriction
from bot.views.examples import people
from bot.views.examples.people import AILSA, EWAN, NOW, RORY, TODAY
from bot.views.restriction.examples import states as restrictions

SAYS = "He says that e-mail does not work for him, and that he has always been polite to the repairs team."
REASONS = "A call on a set day does as well, and leaves him a way to be heard."
WHY = "He is without heating, and the measures would keep him from ringing about it."
HEARS = "Ewan writes to him today."


def appeal(about: str = "RS-0007", *, decider: PersonId | None = EWAN, says: str = SAYS, known: bool = True) -> Appeal:
    """Appeal that Rory records, against the restriction that Isla suggested if `known`."""
    received = Received(
        on=TODAY - timedelta(days=1), channel=Channel.LETTER, about=about, says=says, passed_on=not says
    )
    against = Against.of(restrictions.active()) if known else None
    return Appeal.record(people.origin("AP-0001", RORY), received, TODAY, decider=decider, against=against)


def acknowledged(says: str = SAYS) -> Appeal:
    """Appeal of which the individual knows that it arrived."""
    return appeal(says=says).acknowledge(Acknowledged(at=NOW, by=EWAN, on=TODAY), TODAY)


def unknown() -> Appeal:
    """Acknowledged appeal against an unknown restriction."""
    return appeal("T. B.", known=False).acknowledge(Acknowledged(at=NOW, by=EWAN, on=TODAY), TODAY)


def decided(outcome: Outcome = Outcome.UPHOLD) -> Appeal:
    """Decided appeal, before the individual is told."""
    decision = Decision(at=NOW, by=EWAN, outcome=outcome, reasons=REASONS)
    return (unknown() if outcome is Outcome.NOTHING else acknowledged()).decide(decision)


def told(not_told_because: str = "") -> Appeal:
    """Appeal after the individual was told, or with the reason why not."""
    if not_told_because:
        return decided().tell(Told(at=NOW, recorded_by=EWAN, not_told_because=not_told_because), TODAY, TODAY)
    heard = Told(at=NOW, recorded_by=EWAN, on=TODAY, how="Letter", by="Ewan Scott", ombudsman=True)
    return decided().tell(heard, TODAY, TODAY)


def passed_over() -> Appeal:
    """Appeal from which Ewan withdrew; the management team has named Ailsa."""
    aside = appeal().stands_aside(StoodAside(by=EWAN, at=NOW, reason="I advised on the decision."))
    return aside.entrusted_to(AILSA).moved(AILSA, NOW)


def nobody() -> Appeal:
    """Appeal for which a decider has to be named."""
    return appeal().stands_aside(StoodAside(by=EWAN, at=NOW, reason="I advised on it.")).moved(None, NOW)


def suspended() -> Restriction:
    """Restriction suspended while the appeal is heard."""
    suspension = Suspension(at=NOW, by=EWAN, reasons=WHY, heard=HEARS, appeal=appeal().id, ref="AP-0001")
    return appeals.suspend(restrictions.active(), suspension)
