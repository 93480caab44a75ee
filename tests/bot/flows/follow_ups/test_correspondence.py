"""Correspondence: who decides about it, how its sender hears, and that nobody answers it (policy 1.9.2)."""

from __future__ import annotations

import pytest

from bot.chat.events import ReshapeEvent, Value
from bot.chat.forms import ChoiceField
from bot.people import PersonId
from bot.records.base import RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.evidence import EvidenceItem
from bot.records.follow_ups.correspondence import CorrespondenceDecision, State, Use
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.follow_ups.acts import ACCOUNT, LETTER, NOT_ACCEPTABLE, correspondence, triaged, warned
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words
from tests.bot.world import World

OTHERS = (ISLA, RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)
DO_NOT_REPLY = "Please do not reply to it directly."
MANAGER: dict[str, Value] = {**ACCOUNT, "way": "manager", "by": MORAG}


def record(house: House, about: str) -> CorrespondenceDecision:
    """The decision as it is."""
    return house.record(about, CorrespondenceDecision)


def decided(house: House) -> str:
    """It is not acceptable; its id."""
    _, about = correspondence(house)
    card(house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about))
    return about


def settled(house: House, report: str) -> None:
    """Nothing is left to do about the report itself."""
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": "2026-11-24"}, report)
    house.sends(MORAG, "ended_contact.outcome", {"words": "We are taking it further."}, report)


# -- opening it ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-6")
def test_what_follows_opens_it_for_the_manager(house: House) -> None:
    """The manager finds it as a line of the report and in their home; nobody else is told."""
    report, about = correspondence(house)
    assert record(house, about).handler == MORAG
    line = "CD-0001 · decision about correspondence: waits for a decision"
    assert line in words(house.presses(MORAG, "ended_contact.open", report))
    assert "· A private decision" in words(house.goes_home(MORAG))
    assert [to for to, _, what in house.notices() if what == about] == []


def test_it_is_opened_from_the_report_as_well_and_once(house: House) -> None:
    """Once it was seen, before anything else is decided; not where nothing was written."""
    report = house.reports(ISLA, **LETTER)
    pressed = button(house.presses(MORAG, "ended_contact.acknowledge", report), "Decide about the correspondence")
    for _ in range(2):
        assert "CD-0001" in words(house.presses(MORAG, pressed.action, pressed.about))
    assert "Decide about the correspondence" not in labels(house.presses(MORAG, "ended_contact.open", report))
    triaged(house, report, "correspondence")
    assert len(house.children(report, CorrespondenceDecision)) == 1
    spoken = house.presses(MORAG, "ended_contact.acknowledge", house.reports(ISLA))
    assert "Decide about the correspondence" not in labels(spoken)
    for other in OTHERS:
        assert NOTHING in words(house.presses(other, pressed.action, pressed.about))


def test_the_report_does_not_wait_for_it(house: House) -> None:
    """It closes once it is talked about, decided and told, where nothing more was promised."""
    report, about = correspondence(house)
    settled(house, report)
    assert house.record(report, EndedContact).is_open is False
    assert record(house, about).is_open is True


@pytest.mark.requirement("R-1.9.2-6")
def test_it_goes_along_with_a_report_that_moves(house: House) -> None:
    """While it is undecided; and to nobody whom it concerns."""
    report, about = correspondence(house)
    house.presses(MORAG, "pass_on", report)
    assert record(house, about).handler == CALLUM


# -- nobody answers it ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-3")
@pytest.mark.parametrize("channel", ["letter", "email", "web_form", "our_social_media", "other_online"])
def test_that_nobody_replies_is_said_to_reporter_and_manager(house: House, channel: str) -> None:
    """On the receipt, on the report for each of them, and with the decision."""
    receipt = house.sends(ISLA, "ended_contact.report", {**LETTER, "channel": channel})
    assert DO_NOT_REPLY in words(receipt)
    report, about = correspondence(house, channel=channel)
    for person in (ISLA, MORAG):
        assert DO_NOT_REPLY in words(house.presses(person, "ended_contact.open", report))
    opened = house.presses(MORAG, "correspondence.open", about)
    assert DO_NOT_REPLY in words(opened)
    assert DO_NOT_REPLY in words(house.presses(MORAG, "form:correspondence.decide", about))


@pytest.mark.requirement("R-1.9.2-3")
def test_no_form_asks_for_words_to_the_sender(house: House) -> None:
    """A reply to the sender is neither drafted nor kept."""
    _, about = correspondence(house)
    asked = fields(house.presses(MORAG, "form:correspondence.decide", about))
    assert asked == ["verdict", "reasons", "use"]
    house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about)
    reply = house.handle(ReshapeEvent(person=MORAG, form="correspondence.inform", about=about, values=ACCOUNT))
    assert fields(reply) == ["way", "account", "on"]
    assert DO_NOT_REPLY not in words(house.presses(MORAG, "ended_contact.open", house.reports(ISLA)))


# -- deciding ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-6")
def test_nobody_else_reads_it_or_decides(house: House) -> None:
    """Not who received it, whatever their role; the answer is the same as for nothing."""
    _, about = correspondence(house)
    for other in OTHERS:
        assert NOTHING in words(house.presses(other, "correspondence.open", about))
        assert NOTHING in words(house.presses(other, "form:correspondence.decide", about))
        assert NOTHING in words(house.sends(other, "correspondence.decide", NOT_ACCEPTABLE, about))
    assert record(house, about).state is State.OPENED


@pytest.mark.requirement("R-1.9.2-6")
def test_a_manager_who_received_it_does_not_decide_about_it(house: House) -> None:
    """It lies with their own manager; it cannot be named back to them either."""
    _, about = correspondence(house, by=MORAG)
    assert record(house, about).handler == AILSA
    assert NOTHING in words(house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about))
    found = record(house, about)
    house.run(lambda uow: uow.records.save(found.moved(MORAG, uow.now), by=None, act="moved"))
    assert NOTHING in words(house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about))


def test_approve_and_deny_lead_to_the_same_form(house: House) -> None:
    """With the answer set."""
    _, about = correspondence(house)
    opened = house.presses(MORAG, "correspondence.open", about)
    for label, verdict in (
        ("It is acceptable", "acceptable"),
        ("It is not acceptable", "not_acceptable"),
    ):
        pressed = button(opened, label)
        drawn = form(house.presses(MORAG, pressed.action, about, extra=pressed.extra))
        assert (drawn.name, drawn.values["verdict"]) == ("correspondence.decide", verdict)


@pytest.mark.requirement("R-1.9.2-4")
def test_what_was_sent_with_it_is_not_used_unless_there_is_a_ground(house: House) -> None:
    """Not used stands there already; used asks for the ground and its words, and nothing typed is lost."""
    _, about = correspondence(house)
    drawn = form(house.presses(MORAG, "form:correspondence.decide", about))
    assert drawn.values["use"] == "not_used"
    used = {**NOT_ACCEPTABLE, "use": "used"}
    reply = house.sends(MORAG, "correspondence.decide", used, about)
    assert set(errors(reply)) == {"ground", "ground_words"}
    assert form(reply).values["reasons"] == "It insults throughout."
    house.sends(MORAG, "correspondence.decide", {**used, "ground": "public_interest", "ground_words": "Gas"}, about)
    decision = record(house, about).decision
    assert decision is not None
    assert (decision.use, decision.ground_words) == (Use.USED, "Gas")


def test_a_decision_needs_its_reasons(house: House) -> None:
    """A sentence beside the field."""
    _, about = correspondence(house)
    assert set(errors(house.sends(MORAG, "correspondence.decide", {**NOT_ACCEPTABLE, "reasons": ""}, about))) == {
        "reasons"
    }


@pytest.mark.requirement("R-1.9.2-5")
def test_what_is_kept_of_it_is_evidence_with_its_warning(house: House) -> None:
    """It can be added to the decision, and stands there as a line; nothing of it is shown."""
    _, about = correspondence(house)
    pressed = button(house.presses(MORAG, "correspondence.open", about), "Add evidence")
    values: dict[str, Value] = {
        "type": "physical",
        "thing": "A letter",
        "place": "Safe 2",
        "distressing": "yes",
        "materials": ("threats",),
        "captured_on": "2026-11-24",
    }
    card(house.sends(MORAG, pressed.action.removeprefix("form:"), values, about))
    assert len(house.children(about, EvidenceItem)) == 1
    assert "distressing: " in words(house.presses(MORAG, "correspondence.open", about))


# -- the sender ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-1")
def test_how_the_sender_heard_is_noted(house: House) -> None:
    """The day, by whom, and from which account; then nothing is left to do."""
    about = decided(house)
    card(house.sends(MORAG, "correspondence.inform", MANAGER, about))
    shown = words(house.presses(MORAG, "correspondence.open", about))
    for part in ("Informed: Tue 24 Nov", "By: Morag Reid", "From which account: complaints@example.org"):
        assert part in shown
    assert record(house, about).is_open is False


@pytest.mark.requirement("R-1.9.2-2")
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"way": "manager", "by": ISLA}, "by"),
        ({"way": "manager", "by": RORY}, "by"),
        ({"way": "manager"}, "by"),
        ({"account": "Isla's own mailbox"}, "account"),
        ({"account": "isla@example.org"}, "account"),
        ({"way": "manager", "by": MORAG, "account": "i.fraser@example.org"}, "account"),
        ({"account": ""}, "account"),
        ({"on": ""}, "on"),
        ({"on": "2026-11-25"}, "on"),
        ({"way": ""}, "way"),
        ({"way": "not_informed"}, "not_because"),
    ],
)
def test_the_sender_hears_from_a_manager_or_from_nobodys_own_account(
    house: House, changes: dict[str, Value], missing: str
) -> None:
    """Never from the colleague whom it was aimed at, nor from anybody who manages nobody."""
    about = decided(house)
    reply = house.sends(MORAG, "correspondence.inform", {**ACCOUNT, **changes}, about)
    assert missing in errors(reply)
    assert record(house, about).informed is None


@pytest.mark.requirement("R-1.9.2-2")
def test_the_targeted_cannot_note_it_either(house: House) -> None:
    """It is not theirs to see to, on any route."""
    about = decided(house)
    assert NOTHING in words(house.sends(ISLA, "correspondence.inform", ACCOUNT, about))
    assert NOTHING in words(house.presses(ISLA, "form:correspondence.inform", about))


@pytest.mark.requirement("R-1.9.2-1")
def test_where_nobody_can_be_informed_it_is_said_why(house: House) -> None:
    """And it is no warning."""
    about = decided(house)
    card(house.sends(MORAG, "correspondence.inform", {"way": "not_informed", "not_because": "Unsigned"}, about))
    assert "Unsigned" in words(house.presses(MORAG, "correspondence.open", about))
    assert record(house, about).warned_on is None


# -- earlier warnings ------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-7")
def test_earlier_warnings_are_shown_with_their_days_to_who_decides_alone(house: House) -> None:
    """Also those that another manager noted; the reporter reads nothing of them."""
    warned(house, RORY, individual="ha 20417")
    report, about = correspondence(house)
    shown = words(house.presses(MORAG, "correspondence.open", about))
    assert "Earlier warnings to the same individual\nTue 24 Nov. You alone are shown this." in shown
    assert "Nothing follows from it by itself" in shown
    assert "arlier warning" not in words(house.presses(ISLA, "ended_contact.open", report))


@pytest.mark.requirement("R-1.9.2-7")
def test_what_was_acceptable_or_not_told_is_no_warning(house: House) -> None:
    """Nor what was about somebody else, nor the decision itself."""
    warned(house, RORY, individual="HA-1")
    _, first = correspondence(house, RORY)
    house.sends(CALLUM, "correspondence.decide", {**NOT_ACCEPTABLE, "verdict": "acceptable"}, first)
    about = warned(house)
    assert "arlier warning" not in words(house.presses(MORAG, "correspondence.open", about))


@pytest.mark.requirement("R-1.9.2-7")
def test_a_restriction_is_offered_and_never_made_by_itself(house: House) -> None:
    """However many warnings there were."""
    for _ in range(3):
        warned(house)
    about = warned(house)
    opened = house.presses(MORAG, "correspondence.open", about)
    pressed = button(opened, "Propose a restriction")
    assert house.run(lambda uow: uow.records.register(("restriction",))) == []
    drawn = form(house.presses(MORAG, pressed.action, pressed.about))
    assert (drawn.name, drawn.values["behaviour"]) == ("restriction.propose", "A page of abuse.")


def test_the_way_to_a_proposal_is_one_that_opens(house: House) -> None:
    """If the report has gone to another manager, the proposal is independent of it."""
    about = decided(house)
    parent = record(house, about).parent
    assert parent is not None
    house.presses(MORAG, "pass_on", parent)
    pressed = button(house.presses(MORAG, "correspondence.open", about), "Propose a restriction")
    assert form(house.presses(MORAG, pressed.action, pressed.about)).name == "restriction.propose"


# -- time ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-1")
def test_its_manager_is_reminded_until_it_is_noted(house: House) -> None:
    """After a working day, then every second; from the fifth it stands on the management team's list."""
    world = World(house)
    report, about = correspondence(house)
    settled(house, report)
    assert told_on(world, 4) == [1, 1, 2, 2]
    house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about)
    assert told_on(world, 4) == [3, 3, 4, 4]
    assert record(house, about).on_management_list is False
    world.passes(2)
    assert record(house, about).on_management_list is True
    assert lines(world, AILSA)
    card(house.sends(MORAG, "correspondence.inform", ACCOUNT, about))
    world.settle()
    before = len(lines(world, MORAG))
    world.passes(8)
    assert len(lines(world, MORAG)) == before


def told_on(world: World, days: int) -> list[int]:
    """Numbers of notices to Morag about it by the end of each of the next working days."""
    counts = []
    for _ in range(days):
        world.passes(1)
        counts.append(len(lines(world, MORAG)))
    return counts


def lines(world: World, person: PersonId) -> list[str]:
    """Notices to somebody about it, as they were sent."""
    return [words(told.card) for told in world.told if told.to == person and "CD-0001" in words(told.card)]


def test_no_message_says_what_it_is_about(house: House) -> None:
    """A reference, and that something waits."""
    world = World(house)
    correspondence(house)
    world.passes(6)
    said = "\n".join(words(told.card) for told in world.told if "CD-0001" in words(told.card))
    assert said
    for word in ("correspondence", "letter", "abus", "Isla", "sender", "HA-20417", "e-mail", "reply"):
        assert word.casefold() not in said.casefold(), word


def test_with_nobody_left_somebody_is_named(house: House) -> None:
    """By the management team, which reads nothing of it; and not whom it concerns."""
    report, about = correspondence(house)
    house.away(CALLUM, AILSA, DOUGAL)
    house.presses(MORAG, "pass_on", about)
    assert record(house, about).needs_naming is True
    assert errors(house.sends(EWAN, "naming.name", {"to": ISLA}, about))
    house.sends(EWAN, "naming.name", {"to": EWAN}, about)
    assert record(house, about).handler == EWAN
    shown = words(house.presses(EWAN, "correspondence.open", about))
    assert "A page of abuse." in shown  # nobody has to tell it again
    assert NOTHING in words(house.presses(EWAN, "ended_contact.open", RecordId(report)))


@pytest.mark.parametrize("person", [MORAG, PersonId("ewan")])
def test_sent_twice_it_is_decided_once(house: House, person: PersonId) -> None:
    """The second is told so; who may not gets the same as ever."""
    about = decided(house)
    said = words(house.sends(person, "correspondence.decide", NOT_ACCEPTABLE, about))
    expected = "already been decided" if person == MORAG else NOTHING
    assert expected in said


def test_a_question_appears_where_it_matters(house: House) -> None:
    """Which manager, where it was one; why not, where nobody was informed."""
    about = decided(house)
    replies = {
        way: house.handle(ReshapeEvent(person=MORAG, form="correspondence.inform", about=about, values={"way": way}))
        for way in ("manager", "not_informed")
    }
    assert {way: fields(reply) for way, reply in replies.items()} == {
        "manager": ["way", "by", "account", "on"],
        "not_informed": ["way", "not_because"],
    }
    (way_field,) = (f for f in form(replies["manager"]).fields() if isinstance(f, ChoiceField))
    assert [option.value for option in way_field.options] == ["manager", "account", "not_informed"]
