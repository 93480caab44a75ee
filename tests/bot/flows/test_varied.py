"""A restriction that a review varies: the old measures apply until the individual is told, and no gate is skipped."""

from __future__ import annotations

import pytest

from bot.chat.events import ReshapeEvent, Value
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.individual import Individual
from bot.records.restriction.measures import MeasureType
from bot.records.restriction.record import Restriction
from bot.views.examples.people import ISLA, MORAG
from bot.views.restriction import labels as offered
from tests.bot.flows.restriction.test_conversation import (
    APPROVE,
    AT_ONCE,
    LIFT,
    NOBODY,
    NOT_TOLD,
    TOLD,
    VARY,
    active,
    shared,
    suggested,
)
from tests.bot.house import House, button, card, errors, fields, form, labels, words

NAMES: dict[str, Value] = {**APPROVE, "measures": ("withhold_names",), "detail_withhold_names": "The team signs."}
LETTERS: dict[str, Value] = {
    "measures": ("channel",),
    "detail_channel": "Letters only",
    "channels_channel": ("letter",),
}


def applies(house: House, about: str) -> set[MeasureType]:
    """Measures that apply now."""
    return {measure.type for measure in house.record(about, Restriction).measures_now}


@pytest.mark.requirement("R-1.8-10")
@pytest.mark.parametrize("told", [TOLD, NOT_TOLD])
def test_what_applied_goes_on_until_they_are_told(house: House, told: dict[str, Value]) -> None:
    """Or until it is on record why they are not; a second change in between starts from what applies."""
    about = active(house)
    stricter: dict[str, Value] = {**VARY, "measures": ("channel", "third_party"), "detail_third_party": "A solicitor"}
    card(house.sends(MORAG, "restriction.review", {**stricter, **LETTERS, "measures": stricter["measures"]}, about))
    assert applies(house, about) == {MeasureType.CHANNEL}
    shown = words(house.presses(MORAG, "restriction.open", about))
    assert "What applies until they are told" in shown
    card(house.sends(MORAG, "restriction.review", VARY, about))
    assert applies(house, about) == {MeasureType.CHANNEL}
    shared(house, about)
    card(house.sends(MORAG, "restriction.told", told, about))
    assert applies(house, about) == {MeasureType.TIME_OR_VOLUME}
    assert "What applies until they are told" not in words(house.presses(MORAG, "restriction.open", about))


def test_lifted_is_lifted_at_once(house: House) -> None:
    """Nothing applies any longer, though they have still to hear so."""
    about = active(house)
    card(house.sends(MORAG, "restriction.review", VARY, about))
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    assert applies(house, about) == set()


@pytest.mark.requirement("R-1.8-10")
def test_lifted_before_a_change_was_shared_it_is_told_at_once(house: House) -> None:
    """The button that stands first can be pressed, and nothing is said to start."""
    about = active(house)
    card(house.sends(MORAG, "restriction.review", VARY, about))
    said = words(house.sends(MORAG, "sharing.decide", NOBODY, about))
    assert "then the change applies" in said
    card(house.sends(MORAG, "restriction.review", {**VARY, "detail_time_or_volume": "Two calls a week"}, about))
    lifted = card(house.sends(MORAG, "restriction.review", LIFT, about))
    assert "What applies until they are told" not in words(lifted)
    first = button(lifted, labels(lifted)[0])
    assert first.label == "The individual has been told"
    asked = form(house.presses(MORAG, first.action, about))
    assert "start" not in words(asked)
    card(house.sends(MORAG, "restriction.told", TOLD, about))


def test_what_is_active_at_once_is_not_said_to_start(house: House) -> None:
    """Neither when it is approved nor when it is shared."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.protection", AT_ONCE, about))
    assert "It starts" not in words(house.presses(MORAG, "restriction.approve", about))
    shown = card(house.sends(MORAG, "restriction.decision", APPROVE, about))
    asked = house.presses(MORAG, "form:sharing.decide", about)
    done = house.sends(MORAG, "sharing.decide", NOBODY, about)
    assert [part for part in (shown, asked, done) if "starts" in words(part)] == []


def for_somebody_with_needs(house: House) -> str:
    """A suggestion about somebody who asked to be contacted in one way."""
    about = suggested(house)
    house.run(lambda uow: uow.records.save(_with_needs(uow, about), by=MORAG, act="needs_noted"))
    return about


def _with_needs(uow: UnitOfWork, about: str) -> Individual:
    whom = uow.records.get(RecordId(about), Restriction).individual
    assert whom is not None
    noted = uow.records.get(whom, Individual)
    return noted.adjusted(MORAG, uow.now, adjustments="", contact_by="By relay phone")


@pytest.mark.requirement("R-1.5-2")
def test_what_they_asked_for_is_considered_when_it_is_varied(house: House) -> None:
    """The question comes with the measure, and without its answer nothing is varied."""
    about = for_somebody_with_needs(house)
    card(house.sends(MORAG, "restriction.decision", NAMES, about))
    shared(house, about)
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    varied: dict[str, Value] = {**VARY, **LETTERS}
    drawn = house.handle(ReshapeEvent(person=MORAG, form="restriction.review", about=about, values=varied))
    assert "channel_considered" in fields(drawn)
    assert "By relay phone" in words(drawn)
    assert set(errors(house.sends(MORAG, "restriction.review", varied, about))) == {"channel_considered"}
    card(house.sends(MORAG, "restriction.review", {**varied, "channel_considered": ("yes",)}, about))
    assert house.record(about, Restriction).reviews[-1].channel_considered


@pytest.mark.requirement("R-1.5-2")
def test_what_they_asked_for_is_considered_with_a_lighter_measure(house: House) -> None:
    """A lighter measure can touch what they asked for as well."""
    about = for_somebody_with_needs(house)
    lighter: dict[str, Value] = {**APPROVE, **LETTERS}
    assert set(errors(house.sends(MORAG, "restriction.decision", lighter, about, "lighter.0"))) == {
        "channel_considered"
    }
    card(house.sends(MORAG, "restriction.decision", {**lighter, "channel_considered": ("yes",)}, about, "lighter.0"))
    record = house.record(about, Restriction)
    assert record.fairness.channel_considered
    assert record.origin.by == ISLA


IN_PERSON = "No visits or meetings in person. In every other way as before."


def closes(*channels: str) -> dict[str, Value]:
    """Certain channels are closed, and nothing is said in words."""
    return {"measures": ("channel",), "channels_channel": channels, "detail_channel": ""}


@pytest.mark.parametrize("typed", ["", IN_PERSON])
def test_what_harbour_wrote_follows_the_channels(house: House, typed: str) -> None:
    """The sentence never stands as if typed, and where it comes back from a form of before it is made anew."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, **closes("in_person")}, about))
    shared(house, about)
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    assert house.record(about, Restriction).case.measures[0].detail == IN_PERSON
    review = house.handle(
        ReshapeEvent(person=MORAG, form="restriction.review", about=about, values={"outcome": "vary"})
    )
    assert not form(review).values.get("detail_channel")
    changed: dict[str, Value] = {**VARY, **closes("in_person", "phone"), "detail_channel": typed}
    card(house.sends(MORAG, "restriction.review", changed, about))
    assert house.record(about, Restriction).case.measures[0].detail == (
        "No phone calls and visits or meetings in person. In every other way as before."
    )


def test_what_harbour_wrote_follows_the_channels_from_at_once_to_the_decision(house: House) -> None:
    """A detail written by a person stays as it is."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.protection", {**AT_ONCE, **closes("in_person")}, about))
    assert not form(house.presses(MORAG, "restriction.approve", about)).values.get("detail_channel")
    written = offered.in_own_words("No visits or meetings in person at weekends. In every other way as before.")
    assert written == "No visits or meetings in person at weekends. In every other way as before."
