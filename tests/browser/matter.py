"""One matter with all that can come of a report, for pages that show it."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.events import Value
from bot.records.debrief import Debrief
from bot.records.restriction.record import Restriction
from bot.views.examples.people import ISLA, MORAG, RORY
from tests.bot.flows.appeal.acts import CAME_IN
from tests.bot.flows.restriction.test_conversation import approved
from tests.bot.flows.sharing.test_conversation import CALLS, delivered, shares, told
from tests.bot.flows.test_ended_contact import TRIAGE
from tests.bot.house import House, card

_REPORT: dict[str, Value] = {
    "reasons": ("abusive", "distressing"),
    "note": "Shouted about the repair, and swore at me. I said that I would end the call if it went on, and ended it.",
    "individual": "T-4711",
    "witnesses": (RORY,),
    "wishes": ("restrict",),
}


def whole(house: House) -> str:
    """Isla's report; what was decided, shared and told; a conversation booked, and an appeal."""
    about = house.reports(ISLA, **_REPORT)
    house.presses(MORAG, "ended_contact.acknowledge", about)
    _later(house, hours=3)
    today = house.clock.at.date().isoformat()
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": today}, about)
    card(house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "follow_ups": ("restriction",)}, about))
    (suggestion,) = house.children(about, Restriction)
    _later(house, days=1)
    _restricted(house, suggestion.id)
    debrief = next(each for each in house.children(suggestion.id, Debrief) if each.person == ISLA)
    house.presses(ISLA, "debrief.yes", debrief.id)
    booked = (house.clock.at.date() + timedelta(days=2)).isoformat()
    card(house.sends(MORAG, "debrief.book", {"on": booked}, debrief.id))
    card(house.sends(RORY, "appeal.record", {**CAME_IN, "about": suggestion.ref}))
    delivered(house)
    return about


def _restricted(house: House, about: str) -> None:
    approved(house, about, MORAG)
    _later(house, hours=2)
    shares(house, about, CALLS)
    delivered(house)
    told(house, about)
    delivered(house)


def _later(house: House, **time: int) -> None:
    house.clock.at += timedelta(**time)
