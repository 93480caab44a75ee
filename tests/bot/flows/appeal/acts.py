"""Acts of people in an appeal, for tests."""

from __future__ import annotations

from bot.chat.events import Value
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.appeal.record import Appeal
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import AILSA, EWAN, MORAG, RORY, TODAY
from tests.bot.flows.restriction.test_conversation import APPROVE, LATER, PROPOSE, TOLD, of, shared
from tests.bot.house import House, card

SAYS = "He says the measures keep him from reporting a leak."
REASONS = "A call on a set day does as well."
CAME_IN: dict[str, Value] = {"channel": "letter", "on": TODAY.isoformat(), "about": "RS-0001", "says": SAYS}
LIFT: dict[str, Value] = {"outcome": "lift", "reasons": REASONS}
UPHOLD: dict[str, Value] = {"outcome": "uphold", "reasons": REASONS}
VARY: dict[str, Value] = {
    "outcome": "vary",
    "reasons": REASONS,
    "measures": ("time_or_volume",),
    "detail_time_or_volume": "One call a week",
    "channels_time_or_volume": ("phone",),
    "adjustments": "Large print goes on.",
    "reviewing": "on_a_day",
    "review_on": LATER.isoformat(),
    "sooner_if": "Two calm months.",
}
HEARD: dict[str, Value] = {
    "telling": "told",
    "told_on": TODAY.isoformat(),
    "told_how": "Letter",
    "told_by": "Ewan Scott",
    "heard": ("yes",),
}
#: The same of what is varied, which has a review.
HEARD_OF_REVIEW: dict[str, Value] = {**HEARD, "heard": ("yes", "review")}
PAUSE: dict[str, Value] = {"reasons": "There is a leak now.", "heard": "Ewan rings him today."}


def appealed(house: House, by: PersonId = RORY, **changes: Value) -> str:
    """Somebody records an appeal; returns its id."""
    card(house.sends(by, "appeal.record", {**CAME_IN, **changes}))

    def newest(uow: UnitOfWork) -> str:
        return uow.records.with_part(by, Part.REPORTER, kind="appeal", limit=1)[0].id

    return house.run(newest)


def acknowledged(house: House, by: PersonId = EWAN, recorded_by: PersonId = RORY, **changes: Value) -> str:
    """An appeal whose arrival has been acknowledged by the one who decides."""
    about = appealed(house, recorded_by, **changes)
    card(house.sends(by, "appeal.acknowledge", {"on": TODAY.isoformat()}, about))
    return about


def decided(house: House, answers: dict[str, Value], by: PersonId = EWAN) -> str:
    """The same, and decided."""
    about = acknowledged(house, by)
    card(house.sends(by, "appeal.decide", answers, about))
    return about


def decided_by_the_chief(house: House) -> str:
    """A restriction that Ailsa proposed and Ewan decided; in force."""
    card(house.sends(AILSA, "restriction.propose", PROPOSE))
    about = of(house, AILSA, Part.PROPOSER)[-1]
    card(house.sends(EWAN, "restriction.decision", {**APPROVE, "more": ("telling",), "told_by": (MORAG,)}, about))
    shared(house, about, EWAN)
    card(house.sends(EWAN, "restriction.told", TOLD, about))
    return about


def appeal(house: House, about: str) -> Appeal:
    """The appeal as it is."""
    return house.record(about, Appeal)


def restriction(house: House, about: str) -> Restriction:
    """The restriction as it is."""
    return house.record(about, Restriction)
