"""Action online: each thing with its reasons, noted by who did it, asked after, and never done by Harbour (1.9.3)."""

from __future__ import annotations

import pytest

from bot.chat.events import ReshapeEvent, Value
from bot.chat.forms import ChoicesField
from bot.people import PersonId
from bot.records.follow_ups.online_action import TYPES, OnlineAction, State
from bot.records.online import ActionType, Answer
from bot.records.police.record import PoliceDecision
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.follow_ups.acts import NOTHING_DONE, POST, REPORTED, online, triaged
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words
from tests.bot.world import World

OTHERS = (ISLA, RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)
BLOCKED: dict[str, Value] = {
    "actions": ("block",),
    "block_reasons": "It fills our page.",
    "block_what": "Comments are off",
    "block_by": CALLUM,
    "block_on": "2026-11-23",
}


def record(house: House, about: str) -> OnlineAction:
    """It as it is."""
    return house.record(about, OnlineAction)


def told(world: World, person: PersonId, what: str) -> list[str]:
    """Notices to somebody that contain this text."""
    return [words(told.card) for told in world.told if told.to == person and what in words(told.card)]


def test_what_follows_opens_it_and_so_does_the_report(house: House) -> None:
    """Once; where it was online."""
    report, about = online(house)
    assert record(house, about).handler == MORAG
    shown = house.presses(MORAG, "ended_contact.open", report)
    assert "OA-0001 · action online: waits for a decision" in words(shown)
    assert "Decide about action online" not in labels(shown)
    another = house.reports(ISLA, **POST)
    pressed = button(house.presses(MORAG, "ended_contact.acknowledge", another), "Decide about action online")
    assert "OA-0002" in words(house.presses(MORAG, pressed.action, pressed.about))
    for other in OTHERS:
        assert NOTHING in words(house.presses(other, pressed.action, pressed.about))


@pytest.mark.requirement("R-1.9.3-1")
def test_nothing_is_decided_without_reasons_also_not_that_nothing_is_done(house: House) -> None:
    """A sentence beside each, and nothing typed is lost."""
    _, about = online(house)
    assert set(errors(house.sends(MORAG, "online_action.decide", {"actions": ("nothing",)}, about))) == {
        "nothing_reasons"
    }
    both: dict[str, Value] = {**BLOCKED, **REPORTED, "actions": ("block", "report"), "report_reasons": ""}
    assert set(errors(house.sends(MORAG, "online_action.decide", both, about))) == {"report_reasons"}
    assert set(errors(house.sends(MORAG, "online_action.decide", {}, about))) == {"actions"}
    card(house.sends(MORAG, "online_action.decide", NOTHING_DONE, about))
    assert "It was gone at once." in words(house.presses(MORAG, "online_action.open", about))
    assert record(house, about).state is State.CLOSED


@pytest.mark.parametrize(("channel", "likely"), [("our_social_media", "block"), ("other_online", "report")])
def test_what_is_likely_is_offered_first(house: House, channel: str, likely: str) -> None:
    """On our own pages we act ourselves; elsewhere the platform is asked. Nothing is left out."""
    report = house.reports(ISLA, **{**POST, "channel": channel})
    triaged(house, report, "online")
    (found,) = house.children(report, OnlineAction)
    offered = form(house.presses(MORAG, "form:online_action.decide", found.id)).body[0]
    assert isinstance(offered, ChoicesField)
    assert [offered.options[0].value, *sorted(o.value for o in offered.options)] == [likely, *sorted(TYPES)]


@pytest.mark.requirement("R-1.9.3-2")
def test_a_block_is_noted_with_who_did_it_and_when(house: House) -> None:
    """And why, with the advice that was followed."""
    _, about = online(house)
    assert set(
        errors(house.sends(MORAG, "online_action.decide", {"actions": ("block",), "block_reasons": "x"}, about))
    ) == {
        "block_what",
        "block_by",
        "block_on",
    }
    card(house.sends(MORAG, "online_action.decide", BLOCKED, about))
    shown = words(house.presses(MORAG, "online_action.open", about))
    for part in ("Comments are off", "Callum Boyd, Mon 23 Nov", "It fills our page."):
        assert part in shown


@pytest.mark.requirement("R-1.9.3-3")
def test_what_came_of_a_request_is_noted(house: House) -> None:
    """The platform, the reference, the day; then the answer."""
    _, about = online(house)
    card(house.sends(MORAG, "online_action.decide", {**REPORTED, "reference": "FB-17"}, about))
    opened = house.presses(MORAG, "online_action.open", about)
    assert "Their reference: FB-17" in words(opened)
    pressed = button(opened, "Note what came of it")
    house.sends(MORAG, pressed.action.removeprefix("form:"), {"answer": "removed"}, about, extra=pressed.extra)
    assert record(house, about).asked("0").answer is Answer.REMOVED
    assert "What came of it: It was removed" in words(house.presses(MORAG, "online_action.open", about))


@pytest.mark.requirement("R-1.9.3-3")
def test_who_asked_the_platform_is_asked_what_came_of_it_and_reads_nothing_else(house: House) -> None:
    """After five and ten working days; then the manager hears that nobody has said."""
    world = World(house)
    _, about = online(house)
    card(house.sends(MORAG, "online_action.decide", {**REPORTED, "request_by": RORY}, about))
    assert NOTHING in words(house.presses(RORY, "online_action.open", about))
    world.passes(4)
    assert told(world, RORY, "OA-0001") == []
    world.passes(1)
    assert len(told(world, RORY, "A request waits for its answer · OA-0001")) == 1
    world.passes(5)
    assert len(told(world, RORY, "A request waits for its answer · OA-0001")) == 2
    assert told(world, MORAG, "A request waits") == []
    world.passes(6)
    assert told(world, MORAG, "A request waits for its answer · OA-0001")
    drawn = house.presses(RORY, "form:online_action.answered", about, extra="0")
    assert fields(drawn) == ["answer"]
    assert "abuse" not in words(drawn)
    card(house.sends(RORY, "online_action.answered", {"answer": "no_reply"}, about, extra="0"))
    assert record(house, about).is_open is False


@pytest.mark.requirement("R-1.9.3-3")
def test_nobody_else_notes_it(house: House) -> None:
    """Nor who asked for something else; a number that is none is not found."""
    _, about = online(house)
    card(house.sends(MORAG, "online_action.decide", {**REPORTED, "request_by": RORY}, about))
    for other in (ISLA, CALLUM, AILSA, EWAN):
        assert NOTHING in words(house.sends(other, "online_action.answered", {"answer": "removed"}, about, extra="0"))
    card(house.sends(MORAG, "online_action.decide", {**REPORTED, "request_by": CALLUM}, about, extra="1"))
    assert NOTHING in words(house.sends(RORY, "online_action.answered", {"answer": "removed"}, about, extra="1"))
    assert NOTHING in words(house.sends(RORY, "online_action.answered", {"answer": "removed"}, about, extra="7"))


@pytest.mark.requirement("R-1.14.1-2")
def test_a_picture_is_asked_for_before_it_may_be_gone(house: House) -> None:
    """Only as long as nothing of it has been kept."""
    report, about = online(house)

    def asking() -> str:
        event = ReshapeEvent(person=MORAG, form="online_action.decide", about=about, values=REPORTED)
        return words(house.handle(event))

    assert "please add a screenshot first" in asking()
    link: dict[str, Value] = {
        "type": "link",
        "link": "https://example.org/a",
        "distressing": "no",
        "captured_on": "2026-11-24",
    }
    card(house.sends(MORAG, "evidence.add", link, report))
    assert "please add a screenshot first" not in asking()
    assert "EV-0001" in words(house.presses(MORAG, "online_action.open", about))


@pytest.mark.requirement("R-1.9.3-4")
def test_limiting_contact_leads_to_a_proposal(house: House) -> None:
    """Only if that was decided; a person proposes it."""
    _, about = online(house)
    assert "Propose a restriction" not in labels(house.presses(MORAG, "online_action.open", about))
    card(house.sends(MORAG, "online_action.decide", {"actions": ("restriction",), "restriction_reasons": "x"}, about))
    pressed = button(house.presses(MORAG, "online_action.open", about), "Propose a restriction")
    assert form(house.presses(MORAG, pressed.action, pressed.about)).name == "restriction.propose"
    assert house.run(lambda uow: uow.records.register(("restriction",))) == []


@pytest.mark.requirement("R-1.9.3-5")
def test_a_threat_online_opens_the_same_decision_about_the_police(house: House) -> None:
    """As one on the phone does."""
    report = house.reports(ISLA, **{**POST, "reasons": ("threat",)})
    triaged(house, report, "online", zero_tolerance="yes", action="The account is blocked.")
    assert len(house.children(report, PoliceDecision)) == 1


def test_nobody_else_reads_it_or_decides(house: House) -> None:
    """The answer is the same as for nothing."""
    _, about = online(house)
    for other in OTHERS:
        for act in ("online_action.open", "form:online_action.decide"):
            assert NOTHING in words(house.presses(other, act, about))
        assert NOTHING in words(house.sends(other, "online_action.decide", NOTHING_DONE, about))
    assert record(house, about).state is State.OPENED


def test_its_manager_is_reminded_to_decide(house: House) -> None:
    """Content-free."""
    world = World(house)
    _, about = online(house)
    world.passes(2)
    said = "\n".join(told(world, MORAG, "OA-0001"))
    assert "A private decision is waiting · OA-0001" in said
    assert not any(word in said.casefold() for word in ("online", "platform", "post", "abus"))
    assert [a.type for d in record(house, about).decisions for a in d.steps] == []


def test_more_can_be_done_later(house: House) -> None:
    """And stands beside what was done."""
    _, about = online(house)
    card(house.sends(MORAG, "online_action.decide", NOTHING_DONE, about, extra="0", key="a"))
    card(house.sends(MORAG, "online_action.decide", BLOCKED, about, extra="1", key="b"))
    types = [step.type for decision in record(house, about).decisions for step in decision.steps]
    assert types == [ActionType.NOTHING, ActionType.BLOCK]
