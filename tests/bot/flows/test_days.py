"""Days as they are typed: a slip of the finger gets a sentence, and nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.events import Value
from bot.records.debrief import Debrief
from bot.records.rights import Part
from bot.views.examples.people import ISLA, MORAG, TODAY
from tests.bot.flows.restriction.test_conversation import (
    APPROVE,
    CONTINUE,
    TOLD,
    active,
    approved,
    shared,
    suggested,
)
from tests.bot.house import House, card, errors

FAR = ("9999-12-31", "2500-01-01", "2029-01-01")
LONG_AGO = ("0001-01-01", "2019-01-01")


def debrief(house: House) -> str:
    """Isla would like to talk."""
    about = house.reports(ISLA)
    triage: dict[str, Value] = {"categories": ("abuse",), "zero_tolerance": "yes", "action": "x"}
    house.sends(MORAG, "ended_contact.triage", {**triage, "follow_ups": ("restorative",)}, about)
    (offer,) = house.children(about, Debrief)
    card(house.presses(ISLA, "debrief.yes", offer.id))
    return offer.id


@pytest.mark.requirement("R-1.8-8")
@pytest.mark.parametrize("day", FAR)
def test_days_far_ahead(house: House, day: str) -> None:
    """Beside their fields, wherever a day ahead is asked for."""
    about = suggested(house)
    assert set(errors(house.sends(MORAG, "restriction.decision", {**APPROVE, "review_on": day}, about))) == {
        "review_on"
    }
    review = house.sends(MORAG, "restriction.review", {**CONTINUE, "review_on": day}, active(house))
    assert set(errors(review)) == {"review_on"}
    talk = debrief(house)
    assert set(errors(house.sends(MORAG, "debrief.book", {"on": day}, talk))) == {"on"}
    action: dict[str, Value] = {"on": TODAY.isoformat(), "what": "x", "owner": (ISLA,), "due": day}
    assert set(errors(house.sends(MORAG, "debrief.held", action, talk))) == {"due"}
    report: dict[str, Value] = {"channel": "phone", "reasons": ("circular",), "note": "x", "reengage_on": day}
    assert set(errors(house.sends(ISLA, "ended_contact.report", report))) == {"reengage_on"}
    house.presses(ISLA, "time_away.ask")
    waits = house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER, kind="time_away"))[0].id
    away: dict[str, Value] = {"first_day": day, "back": day}
    assert set(errors(house.sends(MORAG, "time_away.arrange", away, waits))) == {"first_day", "back"}
    assert set(errors(house.sends(ISLA, "home.away", {"back": day}))) == {"back"}


@pytest.mark.parametrize("day", LONG_AGO)
def test_days_long_ago(house: House, day: str) -> None:
    """Beside their fields, wherever a day past is asked for; for people far in the east as well."""
    house.put(replace(house.person(ISLA), time_zone="Pacific/Auckland"))
    house.put(replace(house.person(MORAG), time_zone="Pacific/Auckland"))
    about = shared(house, approved(house, suggested(house)))
    assert set(errors(house.sends(MORAG, "restriction.told", {**TOLD, "told_on": day}, about))) == {"told_on"}
    report = house.reports(ISLA)
    talked: dict[str, Value] = {"happened": "talked", "on": day}
    assert set(errors(house.sends(MORAG, "ended_contact.talked", talked, report))) == {"on"}
    assert set(errors(house.sends(MORAG, "debrief.held", {"on": day}, debrief(house)))) == {"on"}
    if day == LONG_AGO[0]:
        answers: dict[str, Value] = {"channel": "phone", "reasons": ("distressing",), "note": "x", "occurred_on": day}
        assert set(errors(house.sends(ISLA, "ended_contact.report", answers))) == {"occurred_on"}


@pytest.mark.requirement("R-1.8-8")
def test_a_review_is_after_the_decider_s_own_day(house: House) -> None:
    """Half an hour after midnight in summer: in London it is the day that UTC still calls tomorrow."""
    house.clock.at = datetime(2026, 6, 10, 8, 0, tzinfo=UTC)
    about = suggested(house)
    house.clock.at = datetime(2026, 6, 10, 23, 30, tzinfo=UTC)
    today = {**APPROVE, "review_on": "2026-06-11"}
    assert set(errors(house.sends(MORAG, "restriction.decision", today, about))) == {"review_on"}
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, "review_on": "2026-06-12"}, about))


def test_the_organisation_sets_how_long(house: House) -> None:
    """The setting bounds the field and is named in its sentence."""
    house.store._context.policy = replace(house.policy, longest_review_months=9)
    about = suggested(house)
    sentence = errors(house.sends(MORAG, "restriction.decision", {**APPROVE, "review_on": "2027-09-01"}, about))
    assert sentence == {"review_on": "Please choose a day after today, up to 24 August 2027."}
