"""Example sharing decisions, one in each of their states."""

from __future__ import annotations

from bot.people import PersonId
from bot.records.sharing.alert_card import AlertCard, Names, PassTo
from bot.records.sharing.record import Grant, Group, Plan, SharingDecision, Stands
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, NOW, RORY
from bot.views.restriction.examples import states as restrictions

CARD = AlertCard(
    instruction="Take no calls; ask for an e-mail. Emergencies as ever.", pass_to=PassTo.PERSON, person=MORAG
)
PLAN = Plan(
    change="approved",
    grants=(
        Grant(group=Group.PHONE_HANDLERS, why="They answer the phones, and a measure is about calls.", people=(RORY,)),
        Grant(group=Group.INVOLVED, why="They may be in contact again.", people=(ISLA,)),
        Grant(group=Group.PEOPLE, why="He looks after the repair.", people=(CALLUM,)),
    ),
    card=CARD,
    not_with="The contractor: he meets nobody by phone.",
    more="Callum hears from me which day the repair is.",
)


def decided(plan: Plan = PLAN, by: PersonId = MORAG, *, over: bool = False) -> SharingDecision:
    """Morag's decision about the recipients."""
    return SharingDecision.decide(
        people.origin("SD-0004", by, "id-RS-0007"),
        plan,
        restriction_ref="RS-0007",
        barred=restrictions.approved().conflicted() - {RORY, CALLUM},
        names=Names(),
        over=over,
    )


def in_force() -> SharingDecision:
    """Card in force after the individual was told; Rory has read it."""
    return decided().read(RORY, NOW).changed(stands=Stands.IN_FORCE)


def standing(stands: Stands) -> SharingDecision:
    """Card in the state that its restriction gives it."""
    return in_force().changed(stands=stands)


def everybody_has_read() -> SharingDecision:
    """Card that all recipients have read."""
    return in_force().read(CALLUM, NOW)


def nobody() -> SharingDecision:
    """Decision that nobody else needs to know."""
    return decided(Plan(change="approved", nobody_because="Letters reach the caseworker alone."))


def over() -> SharingDecision:
    """Decision after lifting: Ailsa is told as well that no measure applies any more."""
    ailsa = Grant(group=Group.PEOPLE, why="She meets him at the residents' evening.", people=(AILSA,))
    return decided(Plan(change="lifted", grants=(ailsa,)), over=True)
