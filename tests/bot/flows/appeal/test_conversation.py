"""The conversation about an appeal: to the chief executive, in any form, at any time (policy 1.3, 1.8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.events import Value
from bot.flows.appeal import conversation as flow
from bot.people import Person, PersonId, Role
from bot.policy import Policy
from bot.ports import Notice
from bot.records.appeal.parts import Against, Channel, Outcome
from bot.records.appeal.record import State
from bot.records.base import RecordId
from bot.records.restriction.record import Restriction
from bot.records.restriction.record import State as Stage
from bot.records.rights import Part
from bot.views.appeal import notices
from bot.views.context import Context
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY
from tests.bot.flows.appeal.acts import (
    CAME_IN,
    HEARD,
    HEARD_OF_REVIEW,
    LIFT,
    PAUSE,
    SAYS,
    UPHOLD,
    VARY,
    acknowledged,
    appeal,
    appealed,
    decided,
    decided_by_the_chief,
    restriction,
)
from tests.bot.flows.restriction.test_conversation import (
    AT_ONCE,
    CASE,
    DENY,
    PROPOSE,
    active,
    approved,
    of,
    shared,
    suggested,
)
from tests.bot.flows.restriction.test_conversation import LIFT as LIFTED
from tests.bot.flows.restriction.test_conversation import TOLD as TOLD_OF_IT
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words
from tests.bot.world import World

FIONA = PersonId("fiona")
OTHERS = (ISLA, RORY, MORAG, CALLUM, AILSA, DOUGAL, STRANGER, BOARD)
#: What whoever decides could send, by form.
ROUTES: dict[str, dict[str, Value]] = {
    "appeal.attach": {"reference": "RS-0001"},
    "appeal.acknowledge": {"on": TODAY.isoformat()},
    "appeal.decide": LIFT,
    "appeal.told": HEARD,
    "appeal.suspend": PAUSE,
    "appeal.resume": PAUSE,
    "appeal.aside": {"reason": "I was there."},
}


@pytest.fixture
def chaired(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """A house with a person in its settings who decides appeals in the chief executive's place."""
    house = House(tmp_path / "chaired.db", replace(policy, appeal_decider="board@example.org"))
    yield house
    house.close()


# -- it comes in ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
def test_anybody_on_the_staff_records_that_an_appeal_has_come_in(house: House) -> None:
    """By the command, with what was typed in it; it lies with the chief executive."""
    active(house)
    drawn = form(house.types(RORY, "appeal", "he wants to call"))
    assert (drawn.name, drawn.values["says"]) == ("appeal.record", "he wants to call")
    for person in (RORY, STRANGER, MORAG, BOARD):
        about = appealed(house, person)
        assert (appeal(house, about).handler, appeal(house, about).state) == (EWAN, State.RECEIVED)


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("days", [0, 1, 400, 4000])
def test_in_any_form_and_at_any_time(house: House, channel: Channel, days: int) -> None:
    """No form is refused, and none comes too late."""
    active(house)
    on = (TODAY - timedelta(days=days)).isoformat()
    about = appealed(house, channel=channel.value, on=on)
    assert (appeal(house, about).received.channel, appeal(house, about).handler) == (channel, EWAN)


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.parametrize("how", ["lifted", "ended", "years later"])
def test_an_appeal_against_what_is_over_is_heard(house: House, how: str) -> None:
    """A long time after the decision, after it was lifted, or after the service has ended."""
    about = active(house)
    if how == "lifted":
        card(house.sends(MORAG, "restriction.review", LIFTED, about))
    if how == "ended":
        card(house.sends(MORAG, "restriction.end", {"because": "They have moved."}, about))
    house.clock.at += timedelta(days=3000 if how == "years later" else 1)
    found = appeal(house, appealed(house))
    assert found.against is not None
    assert (found.against.restriction, found.handler) == (about, EWAN)


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.parametrize("about", ["RS-0001", "rs 1", "RS0001", "their letter RS-0001", "T-4711", "t 4711"])
def test_the_restriction_is_found_by_its_reference_or_by_the_individuals(house: House, about: str) -> None:
    """However it was typed."""
    restricted = active(house)
    found = appeal(house, appealed(house, about=about)).against
    assert found is not None
    assert (found.restriction, found.ref) == (restricted, "RS-0001")


@pytest.mark.parametrize("about", ["RS-0009", "RS-9999999999", "T. B.", "T-9", "EC-0001", "the man from no. 4"])
def test_what_leads_nowhere_becomes_an_appeal_all_the_same(house: House, about: str) -> None:
    """It is kept as it was typed."""
    active(house)
    found = appeal(house, appealed(house, about=about))
    assert (found.against, found.received.about, found.handler) == (None, about, EWAN)


def test_more_than_one_restriction_is_for_the_chief_executive_to_tell_apart(house: House) -> None:
    """By the individual's reference alone nobody knows which."""
    active(house)
    decided_by_the_chief(house)
    about = appealed(house, about="T-4711")
    assert appeal(house, about).against is None
    drawn = form(house.presses(EWAN, "form:appeal.attach", about))
    assert [o.label.split(",")[0] for o in drawn.body[1].options] == ["RS-0002", "RS-0001", "Another one"]  # type: ignore[union-attr]


def test_what_has_not_been_decided_is_no_restriction_to_appeal_against(house: House) -> None:
    """A suggestion that waits, and one not taken forward."""
    waits = suggested(house)
    assert appeal(house, appealed(house)).against is None
    card(house.sends(MORAG, "restriction.not_forward", DENY, waits))
    about = appealed(house)
    assert appeal(house, about).against is None
    assert "reference" in errors(house.sends(EWAN, "appeal.attach", {"reference": "RS-0001"}, about))


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.requirement("R-1.14.1-6")
def test_who_records_it_learns_nothing_of_what_it_met(house: House) -> None:
    """The same words for a restriction in force, one that was never made, and one that the chief executive decided."""
    active(house)
    decided_by_the_chief(house)
    said = set()
    for about in ("RS-0001", "RS-0002", "RS-0777", "T-4711", "T. B."):
        reply = house.sends(RORY, "appeal.record", {**CAME_IN, "about": about})
        ref = card(reply).title.removeprefix("Appeal ")
        said.add(words(reply).replace(ref, "AP"))
    (text,) = said
    assert "Thank you. It has gone to the Chief Executive." in text


def test_who_records_it_hears_only_that_it_arrived(house: House) -> None:
    """At once, and at any time later; their list says the same."""
    active(house)
    about = decided(house, LIFT)
    card(house.sends(EWAN, "appeal.told", HEARD, about))
    again = house.presses(RORY, "appeal.open", about)
    assert "Thank you. It has gone to the Chief Executive." in words(again)
    assert [secret for secret in ("RS-", "Lift", "leak", "Ewan") if secret in words(again)] == []
    assert "AP-0001 · appeal, Tue 24 Nov. Passed to the Chief Executive." in words(house.goes_home(RORY))
    assert not [to for to, _, told_of in house.notices() if to == RORY and told_of == about]


def test_what_they_say_is_needed_or_that_it_is_passed_on(house: House) -> None:
    """Everything that is missing comes back beside its field."""
    assert set(errors(house.sends(RORY, "appeal.record", {"says": SAYS}))) == {"channel", "on", "about"}
    assert set(errors(house.sends(RORY, "appeal.record", {**CAME_IN, "says": ""}))) == {"says"}
    later = (TODAY + timedelta(days=1)).isoformat()
    assert set(errors(house.sends(RORY, "appeal.record", {**CAME_IN, "on": later}))) == {"on"}
    about = appealed(house, says="", elsewhere="passed_on")
    assert "is in the letter or e-mail that Rory Muir keeps for you" in words(house.presses(EWAN, "appeal.open", about))


def test_the_same_form_sent_twice_is_one_appeal(house: House) -> None:
    """The key of the first one counts."""
    house.sends(RORY, "appeal.record", CAME_IN, key="k")
    assert "We have this already" in words(house.sends(RORY, "appeal.record", CAME_IN, key="k"))
    assert words(house.goes_home(RORY)).count("· appeal") == 1


# -- with whom it lies ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
def test_it_lies_with_the_chief_executive_however_long_they_are_away(house: House) -> None:
    """No deputy and no stand-in."""
    active(house)
    house.away(EWAN)
    about = appealed(house)
    assert appeal(house, about).handler == EWAN
    assert "An appeal: please open it" in words(house.goes_home(EWAN))


@pytest.mark.requirement("R-1.8-7")
def test_nobody_else_gets_anywhere_on_any_route(house: House) -> None:
    """Decision maker, proposer, line manager and management team get the answer for a record that does not exist."""
    restricted = active(house)
    about = acknowledged(house)
    before = (house.history(about), house.history(restricted))
    for person in (*OTHERS, FIONA):
        for name, values in ROUTES.items():
            assert NOTHING in words(house.presses(person, f"form:{name}", about)), (person, name)
            assert NOTHING in words(house.sends(person, name, values, about)), (person, name)
        assert NOTHING in words(house.presses(person, "pass_on", about)), person
        for naming in (
            house.presses(person, "form:naming.name", about),
            house.sends(person, "naming.name", {"to": (CALLUM,)}, about),
        ):
            assert "Nothing changed" in words(naming), person
        if person != RORY:  # who recorded it
            assert NOTHING in words(house.presses(person, "appeal.open", about)), person
    assert (house.history(about), house.history(restricted)) == before


@pytest.mark.requirement("R-1.8-7")
def test_the_chief_executive_passes_it_to_nobody(house: House) -> None:
    """There is no such button, and the button of other matters is refused."""
    active(house)
    about = appealed(house)
    assert "I can't take this" not in labels(house.presses(EWAN, "appeal.open", about))
    assert "settled already" in words(house.presses(EWAN, "pass_on", about))
    assert appeal(house, about).handler == EWAN


@pytest.mark.requirement("R-1.8-7")
def test_where_the_chief_executive_decided_whom_the_settings_name_decides(chaired: House) -> None:
    """They are asked, read what was decided and by whom, and decide; the chief executive reads nothing of it."""
    restricted = decided_by_the_chief(chaired)
    about = acknowledged(chaired, BOARD)
    assert appeal(chaired, about).handler == BOARD
    shown = chaired.presses(BOARD, "appeal.open", about)
    assert SAYS in words(shown)
    opening = button(shown, "Open")
    assert (opening.action, opening.about) == ("restriction.open", restricted)
    assert "Decided by Ewan Scott" in words(chaired.presses(BOARD, opening.action, opening.about))
    for name, values in ROUTES.items():
        assert NOTHING in words(chaired.presses(EWAN, f"form:{name}", about))
        assert NOTHING in words(chaired.sends(EWAN, name, values, about))
    assert NOTHING in words(chaired.presses(EWAN, "appeal.open", about))
    card(chaired.sends(BOARD, "appeal.decide", LIFT, about))
    assert restriction(chaired, restricted).stage is Stage.LIFTED
    card(chaired.sends(BOARD, "appeal.told", HEARD, about))
    assert NOTHING in words(chaired.presses(BOARD, "restriction.open", restricted))


@pytest.mark.requirement("R-1.8-7")
def test_where_nobody_is_set_the_management_team_names_who_decides(house: House) -> None:
    """Not the chief executive who decided, nor who proposed; whoever is named decides it."""
    house.put(replace(house.person(CALLUM), roles=frozenset({Role.MANAGEMENT_TEAM})))
    decided_by_the_chief(house)
    about = appealed(house)
    assert (appeal(house, about).handler, appeal(house, about).needs_naming) == (None, True)
    for barred in (EWAN, AILSA):
        assert NOTHING in words(house.sends(barred, "naming.name", {"to": (MORAG,)}, about))
        assert "to" in errors(house.sends(CALLUM, "naming.name", {"to": (barred,)}, about))
    assert "AP-0001 lies with Morag Reid now." in words(house.sends(CALLUM, "naming.name", {"to": (MORAG,)}, about))
    assert SAYS in words(house.presses(MORAG, "appeal.open", about))
    assert NOTHING in words(house.presses(CALLUM, "appeal.open", about))
    card(house.sends(MORAG, "appeal.acknowledge", {"on": TODAY.isoformat()}, about))
    card(house.sends(MORAG, "appeal.decide", UPHOLD, about))
    assert appeal(house, about).state is State.DECIDED


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.parametrize("part", ["target", "witness", "proposer"])
def test_a_chief_executive_who_is_part_of_it_does_not_decide(house: House, part: str) -> None:
    """Target, witness, or who proposed it: somebody else is to be named."""
    if part == "proposer":
        proposed_by_the_chief(house)
    else:
        who: dict[str, Value] = {"targets": (EWAN,)} if part == "target" else {"witnesses": (EWAN,)}
        approved(house, suggested(house, **who))
    assert appeal(house, appealed(house)).handler is None


def proposed_by_the_chief(house: House) -> None:
    """Restriction that Ewan proposed and Morag, named by the management team, decided."""
    card(house.sends(EWAN, "restriction.propose", PROPOSE))
    about = of(house, EWAN, Part.PROPOSER)[-1]
    card(house.sends(AILSA, "naming.name", {"to": (MORAG,)}, about))
    approved(house, about)


# -- which restriction ---------------------------------------------------------------------------------


def test_the_chief_executive_says_which_restriction_it_is_about(house: House) -> None:
    """By its reference or the individual's; whoever decided it hears then that an appeal has been made."""
    restricted = active(house)
    about = appealed(house, about="T. B.")
    house.notices()
    assert "not known yet which restriction" in words(house.presses(EWAN, "appeal.open", about))
    assert fields(house.presses(EWAN, "form:appeal.attach", about)) == ["reference"]
    for wrong in ("RS-0044", "T. B.", ""):
        assert set(errors(house.sends(EWAN, "appeal.attach", {"reference": wrong}, about))) == {"reference"}
    shown = house.sends(EWAN, "appeal.attach", {"reference": "T-4711"}, about)
    assert "RS-0001 · restriction: in force" in words(shown)
    assert (MORAG, "appeal_made", restricted) in house.notices()


@pytest.mark.requirement("R-1.8-7")
def test_a_restriction_is_found_by_what_people_know_and_a_person_chooses(house: House) -> None:
    """As a card is found; the reference that they quote stands in their letter."""
    restricted = shared(house, approved(house, suggested(house), individual="D.M., 14 Harbour Row"))
    assert "Our reference: RS-0001" in str(form(house.presses(MORAG, "form:letter.draft", restricted)).values)
    about = appealed(house, about="DM 14 Harbour Row")
    assert appeal(house, about).against is None
    assert fields(house.presses(EWAN, "form:appeal.attach", about))[0] == "which"
    for typed in ("D.M.", "14 Harbour Row"):
        asked = errors(house.sends(EWAN, "appeal.attach", {"reference": typed}, about))
        assert "RS-0001" in asked["reference"]
    card(house.sends(EWAN, "appeal.attach", {"which": restricted}, about))
    assert appeal(house, about).against == Against.of(restriction(house, restricted))


@pytest.mark.requirement("R-1.8-7")
def test_what_was_decided_is_not_said_to_stay_as_it_is(house: House) -> None:
    """Once it is varied, the appeal's card says nothing else."""
    active(house)
    about = acknowledged(house)
    assert "stays as it is unless you suspend it" in words(house.presses(EWAN, "appeal.open", about))
    assert "stays as it is" not in words(house.sends(EWAN, "appeal.decide", VARY, about))


@pytest.mark.requirement("R-1.8-10")
def test_whoever_has_something_to_tell_is_not_told_that_there_is_nothing(house: House) -> None:
    """Lifted since, by its own manager: the message about the appeal says what happened, and no more."""
    restricted = active(house)
    card(house.sends(MORAG, "restriction.review", LIFTED, restricted))
    notice = Notice(id="1", to=MORAG, view="appeal_told", about=RecordId(restricted), not_before=NOW)
    record = restriction(house, restricted)
    said = house.run(lambda uow: notices.told(notice, record, Context.of(uow, MORAG)))
    assert "nothing for you to tell" not in words(said)


def test_one_that_was_taken_for_another_is_put_right(house: House) -> None:
    """The one that it was taken for is read no more because of it."""
    first = active(house)
    house.put(replace(house.person(BOARD), roles=frozenset({Role.CHIEF_EXECUTIVE})))
    second = decided_by_the_chief(house)
    about = appealed(house, about="T-4711")
    card(house.sends(EWAN, "appeal.attach", {"reference": "RS-0001"}, about))
    assert restriction(house, first).appeals_with == (EWAN,)
    assert "You have a part" in words(house.sends(EWAN, "appeal.attach", {"reference": "RS-0002"}, about))
    assert (restriction(house, first).appeals_with, restriction(house, second).appeals_with) == ((), (BOARD,))
    assert appeal(house, about).handler == BOARD
    assert NOTHING in words(house.presses(EWAN, "appeal.open", about))


@pytest.mark.requirement("R-1.8-7")
def test_a_chief_executive_who_turns_out_to_have_decided_it_has_it_no_more(house: House) -> None:
    """From the moment it is said which restriction it is."""
    decided_by_the_chief(house)
    about = appealed(house, about="T. B.")
    assert "You have a part" in words(house.sends(EWAN, "appeal.attach", {"reference": "RS-0001"}, about))
    assert appeal(house, about).handler is None
    assert NOTHING in words(house.presses(EWAN, "appeal.open", about))


@pytest.mark.requirement("R-1.8-7")
def test_a_chief_executive_who_comes_to_have_the_restriction_has_the_appeal_no_more(house: House) -> None:
    """Named for its overdue review by the management team: somebody else decides the appeal."""
    house.put(replace(house.person(CALLUM), roles=frozenset({Role.MANAGEMENT_TEAM})))
    restricted = active(house)
    about = acknowledged(house)
    house.run(
        lambda uow: uow.records.save(uow.records.get(RecordId(restricted), Restriction).put_on_list(), by=None, act="x")
    )
    assert "RS-0001 lies with Ewan Scott" in words(house.sends(CALLUM, "naming.name", {"to": (EWAN,)}, restricted))
    assert appeal(house, about).handler is None
    assert NOTHING in words(house.sends(EWAN, "appeal.decide", LIFT, about))


@pytest.mark.requirement("R-1.8-7")
def test_who_has_a_part_that_nobody_knew_of_says_so_and_never_decides(house: House) -> None:
    """With a reason; the management team names somebody, and not them."""
    active(house)
    about = appealed(house)
    assert "reason" in errors(house.sends(EWAN, "appeal.aside", {}, about))
    assert "You have a part" in words(house.sends(EWAN, "appeal.aside", {"reason": "I advised on it."}, about))
    assert appeal(house, about).handler is None
    assert NOTHING in words(house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about))
    assert "to" in errors(house.sends(AILSA, "naming.name", {"to": (EWAN,)}, about))


# -- who hears of it -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
def test_whoever_decided_before_learns_that_there_is_one_and_nothing_else(house: House) -> None:
    """A message, and a line of the restriction's page without a button."""
    restricted = active(house)
    house.notices()
    about = appealed(house)
    assert [(to, view) for to, view, told_of in house.notices() if told_of == restricted] == [(MORAG, "appeal_made")]
    page = house.presses(MORAG, "restriction.open", restricted)
    assert "AP-0001 · appeal: has been made" in words(page)
    assert about not in [b.about for b in card(page).buttons()]
    card(house.sends(EWAN, "appeal.acknowledge", {"on": TODAY.isoformat()}, about))
    assert "AP-0001 · appeal: has been made" in words(house.presses(MORAG, "restriction.open", restricted))


def test_the_management_team_reads_no_line_of_it(house: House) -> None:
    """It reads the restriction, and nothing of an appeal (model.md §4); whoever decides and keeps the records does."""
    restricted = active(house)
    about = appealed(house)
    fiona = Person(id=FIONA, email="f@example.org", name="Fiona", roles=frozenset({Role.RECORDS_ADMIN}))
    house.put(fiona)
    assert "AP-0001" not in words(house.presses(AILSA, "restriction.open", restricted))
    for reader in (EWAN, FIONA):
        assert "AP-0001 · appeal: waits to be ack" in words(house.presses(reader, "restriction.open", restricted))
    shown = house.presses(FIONA, "appeal.open", about)
    assert SAYS in words(shown)
    assert {b.action for b in card(shown).buttons()} == {"restriction.open"}
    assert "AP-0001" in words(house.presses(FIONA, "register.list"))


# -- deciding ------------------------------------------------------------------------------------------


def test_it_is_acknowledged_before_it_is_decided(house: House) -> None:
    """And on a day since it came in."""
    active(house)
    about = appealed(house)
    assert "already been decided" in words(house.sends(EWAN, "appeal.decide", LIFT, about))
    early = (TODAY - timedelta(days=1)).isoformat()
    assert "on" in errors(house.sends(EWAN, "appeal.acknowledge", {"on": early}, about))
    shown = house.sends(EWAN, "appeal.acknowledge", {"on": TODAY.isoformat()}, about)
    assert "Decide" in labels(shown)


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.parametrize("answers", [LIFT, VARY, UPHOLD])
def test_a_decision_has_reasons(house: House, answers: dict[str, Value]) -> None:
    """For every outcome."""
    restricted = active(house)
    about = acknowledged(house)
    assert set(errors(house.sends(EWAN, "appeal.decide", {**answers, "reasons": " "}, about))) == {"reasons"}
    assert appeal(house, about).decision is None
    assert restriction(house, restricted).stage is Stage.ACTIVE


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.requirement("R-1.8-10")
def test_lifted_on_appeal(house: House) -> None:
    """The measures stop, and one person tells the individual: whoever decided. Its manager is told that it is done."""
    restricted = active(house)
    house.notices()
    about = decided(house, LIFT)
    lifted = restriction(house, restricted)
    assert (lifted.stage, lifted.in_force, lifted.waits_for_telling) == (Stage.LIFTED, False, False)
    assert (MORAG, "waiting", restricted) in house.notices()
    page = house.presses(MORAG, "restriction.open", restricted)
    assert "On appeal (AP-0001): Lift it" in words(page)
    assert "Whoever decided the appeal tells the individual." in words(page)
    assert "The individual has been told" not in labels(page)
    assert SAYS not in words(page)
    assert "Whoever decided the appeal tells" in words(house.sends(MORAG, "restriction.told", TOLD_OF_IT, restricted))
    card(house.sends(EWAN, "appeal.told", HEARD, about))
    assert (MORAG, "told_on_appeal", restricted) in house.notices()
    assert not restriction(house, restricted).is_open
    assert not appeal(house, about).is_open


def test_nobody_is_nagged_to_tell_it_a_second_time(house: House) -> None:
    """Lifted or varied on appeal: the one reminder to tell the individual is that of whoever decided."""
    active(house)
    decided(house, LIFT)
    world = World(house)
    world.passes(5)
    asked = {told.to for told in world.told if "individual is to be told" in told.card.title}
    assert asked == {EWAN}
    assert not any("individual was told" in words(told.card) for told in world.told if told.to == MORAG)


@pytest.mark.requirement("R-1.8-7")
@pytest.mark.requirement("R-1.8-10")
@pytest.mark.parametrize("shared_first", [True, False])
def test_varied_on_appeal(house: House, shared_first: bool) -> None:
    """Old measures apply until the individual has been told, and those who need to know have been decided on."""
    restricted = active(house)
    about = decided(house, VARY)
    varied = restriction(house, restricted)
    assert [m.type.value for m in varied.case.measures] == ["time_or_volume"]
    assert appeal(house, about).state is State.DECIDED
    for sharing in (True, False) if shared_first else (False, True):
        assert [m.type.value for m in restriction(house, restricted).measures_now] == ["channel"]
        if sharing:
            shared(house, restricted)
        else:
            card(house.sends(EWAN, "appeal.told", HEARD_OF_REVIEW, about))
    assert [m.type.value for m in restriction(house, restricted).measures_now] == ["time_or_volume"]
    assert not restriction(house, restricted).waits_for


@pytest.mark.requirement("R-1.8-10")
def test_what_is_varied_is_told_with_its_review(house: House) -> None:
    """Nobody else tells them when it is looked at again."""
    active(house)
    about = decided(house, VARY)
    assert set(errors(house.sends(EWAN, "appeal.told", HEARD, about))) == {"heard"}


@pytest.mark.requirement("R-1.5-1")
@pytest.mark.requirement("R-1.6-7")
@pytest.mark.parametrize("missing", ["measures", "detail_time_or_volume", "adjustments", "reasons", "review_on"])
def test_what_is_varied_on_appeal_passes_the_gates_of_a_review(house: House, missing: str) -> None:
    """Needs, nothing lighter, and when it is looked at again."""
    restricted = active(house)
    about = acknowledged(house)
    empty: Value = () if missing == "measures" else ""
    assert missing in errors(house.sends(EWAN, "appeal.decide", {**VARY, missing: empty}, about))
    assert restriction(house, restricted).reviews == ()


def test_varying_to_the_same_is_no_change(house: House) -> None:
    """It can be upheld instead."""
    active(house)
    about = acknowledged(house)
    same: dict[str, Value] = {**VARY, **{k: v for k, v in CASE.items() if "channel" in k}, "measures": ("channel",)}
    assert "measures" in errors(house.sends(EWAN, "appeal.decide", same, about))


@pytest.mark.requirement("R-1.8-7")
def test_upheld_changes_nothing(house: House) -> None:
    """The restriction stays as it is, with its review."""
    restricted = active(house)
    before = restriction(house, restricted)
    decided(house, UPHOLD)
    after = restriction(house, restricted)
    assert (after.stage, after.measures_now, after.review) == (before.stage, before.measures_now, before.review)


def test_what_was_passed_on_is_written_down_with_the_decision(house: House) -> None:
    """The individual's own account is never missing from a decision."""
    active(house)
    about = acknowledged(house, says="", elsewhere="passed_on")
    assert "says" in fields(house.presses(EWAN, "form:appeal.decide", about))
    assert "says" in errors(house.sends(EWAN, "appeal.decide", UPHOLD, about))
    card(house.sends(EWAN, "appeal.decide", {**UPHOLD, "says": SAYS}, about))
    assert appeal(house, about).says == SAYS


def test_where_it_is_about_nothing_that_is_said_and_told(house: House) -> None:
    """No restriction can be lifted that does not exist."""
    about = acknowledged(house, about="T. B.")
    assert "outcome" in errors(house.sends(EWAN, "appeal.decide", LIFT, about))
    card(house.sends(EWAN, "appeal.decide", {**LIFT, "outcome": "nothing"}, about))
    card(house.sends(EWAN, "appeal.told", HEARD, about))
    assert appeal(house, about).state is State.CLOSED


def test_what_is_over_was_right_or_was_not(house: House) -> None:
    """Nothing is left to vary; the restriction stays over."""
    restricted = active(house)
    card(house.sends(MORAG, "restriction.review", LIFTED, restricted))
    about = acknowledged(house)
    assert "outcome" in errors(house.sends(EWAN, "appeal.decide", VARY, about))
    shown = house.sends(EWAN, "appeal.decide", LIFT, about)
    assert "It should not have been put in place" in words(shown)
    assert len(restriction(house, restricted).reviews) == 1


def test_what_applies_for_safety_can_be_upheld_or_suspended_until_it_is_decided(house: House) -> None:
    """Its manager still has to decide it."""
    restricted = suggested(house)
    form(house.presses(MORAG, "form:restriction.protection", restricted))
    card(house.sends(MORAG, "restriction.protection", AT_ONCE, restricted))
    about = acknowledged(house)
    assert "outcome" in errors(house.sends(EWAN, "appeal.decide", LIFT, about))
    card(house.sends(EWAN, "appeal.suspend", PAUSE, about))
    assert not restriction(house, restricted).in_force
    card(house.sends(EWAN, "appeal.decide", UPHOLD, about))


def test_it_is_decided_once(house: House) -> None:
    """Another decision changes nothing."""
    active(house)
    about = decided(house, UPHOLD)
    assert "already been decided" in words(house.sends(EWAN, "appeal.decide", LIFT, about))
    found = appeal(house, about).decision
    assert found is not None
    assert found.outcome is Outcome.UPHOLD


# -- told ----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.3-3")
@pytest.mark.parametrize("name", ["appeal.decide", "appeal.suspend"])
def test_every_screen_of_the_decision_says_whom_they_can_turn_to_afterwards(house: House, name: str) -> None:
    """The ombudsman, as the settings have it."""
    active(house)
    about = acknowledged(house)
    for reply in (house.presses(EWAN, f"form:{name}", about), house.presses(EWAN, "appeal.open", about)):
        assert "Afterwards they can turn to the Scottish Public Services Ombudsman" in words(reply)


@pytest.mark.requirement("R-1.3-3")
@pytest.mark.parametrize("missing", ["told_on", "told_how", "told_by", "heard"])
def test_it_is_closed_once_they_have_heard_it_and_whom_they_can_turn_to(house: House, missing: str) -> None:
    """Day, way, teller and ombudsman: none of them can be left out."""
    active(house)
    about = decided(house, UPHOLD)
    assert "Ombudsman" in words(house.presses(EWAN, "form:appeal.told", about))
    empty: Value = () if missing == "heard" else ""
    assert set(errors(house.sends(EWAN, "appeal.told", {**HEARD, missing: empty}, about))) == {missing}
    assert appeal(house, about).state is State.DECIDED
    card(house.sends(EWAN, "appeal.told", HEARD, about))
    assert appeal(house, about).state is State.CLOSED


def test_where_they_cannot_be_told_the_reason_is_recorded(house: House) -> None:
    """Explained, or why not (R-1.6-4)."""
    active(house)
    about = decided(house, UPHOLD)
    assert "not_told_because" in errors(house.sends(EWAN, "appeal.told", {"telling": "not_told"}, about))
    why: dict[str, Value] = {"telling": "not_told", "not_told_because": "Nobody knows where they live now."}
    assert "Nobody knows where" in words(house.sends(EWAN, "appeal.told", why, about))


# -- suspending ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
def test_a_restriction_stays_as_it_is_until_it_is_suspended(house: House) -> None:
    """An appeal alone stops nothing; suspended, its measures do not apply, and it is shown so."""
    restricted = active(house)
    about = acknowledged(house)
    assert restriction(house, restricted).in_force
    for missing in PAUSE:
        assert missing in errors(house.sends(EWAN, "appeal.suspend", {**PAUSE, missing: ""}, about))
    house.notices()
    assert "is suspended while this appeal is heard" in words(house.sends(EWAN, "appeal.suspend", PAUSE, about))
    assert (restriction(house, restricted).in_force, restriction(house, restricted).state) == (False, "suspended")
    assert (MORAG, "suspension", restricted) in house.notices()
    for reader in (MORAG, AILSA):
        page = words(house.presses(reader, "restriction.open", restricted))
        assert "Suspended while an appeal is heard" in page
        assert "leak" not in page
    assert "already" in words(house.sends(EWAN, "appeal.suspend", PAUSE, about))


def test_its_review_goes_on_while_it_is_suspended(house: House) -> None:
    """It stands among what is coming up, and can be reviewed."""
    restricted = active(house)
    about = acknowledged(house)
    card(house.sends(EWAN, "appeal.suspend", PAUSE, about))
    assert "RS-0001 · restriction · Review on" in words(house.goes_home(MORAG))
    assert {s.kind for s in restriction(house, restricted).nudges()} == {"review_restriction", "announce_review"}
    card(house.sends(MORAG, "restriction.review", LIFTED, restricted))
    assert restriction(house, restricted).state is Stage.LIFTED


def test_the_suspension_is_ended_by_whoever_decides_the_appeal(house: House) -> None:
    """With reasons; the measures apply again."""
    restricted = active(house)
    about = acknowledged(house)
    assert "not suspended because of this" in words(house.sends(EWAN, "appeal.resume", PAUSE, about))
    card(house.sends(EWAN, "appeal.suspend", PAUSE, about))
    assert "reasons" in errors(house.sends(EWAN, "appeal.resume", {**PAUSE, "reasons": ""}, about))
    shown = house.sends(EWAN, "appeal.resume", PAUSE, about)
    assert "Suspend the restriction" in labels(shown)
    assert restriction(house, restricted).in_force


@pytest.mark.requirement("R-1.8-10")
def test_what_was_suspended_and_is_upheld_applies_once_they_have_been_told(house: House) -> None:
    """Not before."""
    restricted = active(house)
    about = acknowledged(house)
    card(house.sends(EWAN, "appeal.suspend", PAUSE, about))
    card(house.sends(EWAN, "appeal.decide", UPHOLD, about))
    assert not restriction(house, restricted).in_force
    card(house.sends(EWAN, "appeal.told", HEARD, about))
    assert restriction(house, restricted).in_force


@pytest.mark.requirement("R-1.8-10")
def test_what_was_suspended_and_is_varied_applies_once_they_have_been_told(house: House) -> None:
    """With what was decided on the appeal: they hear of it once."""
    restricted = active(house)
    about = acknowledged(house)
    card(house.sends(EWAN, "appeal.suspend", PAUSE, about))
    card(house.sends(EWAN, "appeal.decide", VARY, about))
    shared(house, restricted)
    assert not restriction(house, restricted).in_force
    card(house.sends(EWAN, "appeal.told", HEARD_OF_REVIEW, about))
    assert [m.type.value for m in restriction(house, restricted).measures_now] == ["time_or_volume"]


def test_every_way_of_an_appeal_is_tried_above() -> None:
    """A new form joins the list of what nobody else may send."""
    assert set(flow.FORMS) == {*ROUTES, "appeal.record"}


def test_who_reviews_it_is_told_that_an_appeal_is_open(house: House) -> None:
    """It can be lifted all the same; once it is decided, nothing is said."""
    about = active(house)
    words_before = words(house.presses(MORAG, "form:restriction.review", about))
    appealed_by = acknowledged(house)
    said = "An appeal against this restriction is open"
    assert said not in words_before
    assert said in words(house.presses(MORAG, "form:restriction.review", about))
    card(house.sends(EWAN, "appeal.decide", UPHOLD, appealed_by))
    assert said not in words(house.presses(MORAG, "form:restriction.review", about))
