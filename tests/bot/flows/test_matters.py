"""My matters: a manager's open matters, restrictions in force, decisions, closed ones; and a search for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.cards import Heading, Item
from bot.chat.events import Value
from bot.chat.replies import Reply
from bot.people import PersonId
from bot.records.restriction.record import Restriction
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.restriction.test_conversation import DENY, suggested
from tests.bot.flows.sharing.test_conversation import in_force
from tests.bot.house import BOARD, NOTHING, STRANGER, House, button, card, form, labels, words


def parts(reply: Reply) -> dict[str, list[str]]:
    """The references under each heading."""
    found: dict[str, list[str]] = {}
    for block in card(reply).blocks:
        if isinstance(block, Heading):
            found[block.text] = []
        elif isinstance(block, Item):
            found[next(reversed(found))].append(block.text.partition(" ")[0])
    return found


def mine(house: House, person: PersonId = MORAG) -> dict[str, list[str]]:
    """Parts of a manager's list of matters."""
    return parts(house.presses(person, "matters.show"))


def looked_for(house: House, **values: Value) -> list[str]:
    """References of the matters that Morag finds."""
    found = card(house.sends(MORAG, "matters.find", values))
    return [block.text.partition(" ")[0] for block in found.blocks if isinstance(block, Item)]


def test_what_lies_with_me_is_there_from_the_day_it_comes(house: House) -> None:
    """It leaves with the matter; whoever it moved to has it."""
    about = house.reports(ISLA)
    assert mine(house)["With me"] == ["EC-0001"]
    house.presses(MORAG, "pass_on", about)
    assert (mine(house)["With me"], mine(house, CALLUM)["With me"]) == ([], ["EC-0001"])


def test_what_is_in_force_says_when_it_is_looked_at(house: House) -> None:
    """It lies with nobody to do; its day stands in its line."""
    about, _ = in_force(house)
    restriction = house.record(about, Restriction)
    shown = house.presses(MORAG, "matters.show")
    assert parts(shown)["In force in my team"] == [restriction.ref]
    assert restriction.ref not in parts(shown)["With me"]
    assert "in force, to be looked at on" in words(shown)
    house.clock.at += timedelta(days=400)
    assert "past its day of" in words(house.presses(MORAG, "matters.show"))


def test_a_line_manager_sees_what_is_in_force_for_their_team_and_opens_none_of_it(house: House) -> None:
    """For another manager's decision: the reference, the state and the day (model.md §4)."""
    about, _ = in_force(house)
    moved = house.record(about, Restriction).moved(CALLUM, house.clock.at)
    house.run(lambda uow: uow.records.save(moved, by=None, act="moved"))
    shown = house.presses(MORAG, "matters.show")
    assert parts(shown)["In force in my team"] == [moved.ref]
    line = next(b for b in card(shown).blocks if isinstance(b, Item) and b.text.startswith(moved.ref))
    assert line.button is None or line.button.about != about


def test_what_was_kept_from_a_line_manager_is_not_in_their_matters(house: House) -> None:
    """The reporter chose that it passes them by."""
    about, _ = in_force(house)
    past = house.record(about, Restriction).moved(CALLUM, house.clock.at).changed(not_to=MORAG)
    house.run(lambda uow: uow.records.save(past, by=None, act="moved"))
    assert mine(house)["In force in my team"] == []


def test_what_i_decided_stays_mine_once_it_is_closed(house: House) -> None:
    """A refusal as well; for a year."""
    about = suggested(house)
    house.sends(MORAG, "restriction.not_forward", DENY, about)
    ref = house.record(about, Restriction).ref
    assert mine(house)["I decided, in the last year"] == [ref]
    assert mine(house)["Closed in the last year"] == [ref]
    assert mine(house)["With me"] == []
    house.clock.at += timedelta(days=400)
    assert mine(house)["I decided, in the last year"] == []
    assert mine(house)["Closed in the last year"] == []


def test_some_are_found_by_reference_state_and_month(house: House) -> None:
    """An empty field excludes nothing; nothing of anybody else's is found."""
    house.reports(ISLA)
    house.clock.at += timedelta(days=31)
    house.reports(ISLA)
    house.reports(RORY, report_to="other")
    this_month = f"{house.clock.at:%Y-%m}"
    assert form(house.presses(MORAG, "form:matters.find")).title
    assert sorted(looked_for(house)) == ["EC-0001", "EC-0002"]
    assert looked_for(house, month=this_month) == ["EC-0002"]
    assert looked_for(house, ref="ec 1") == []
    assert looked_for(house, ref="1") == looked_for(house, ref="ec-0001") == ["EC-0001"]
    assert looked_for(house, part="closed") == []
    assert looked_for(house, ref="EC-0003") == []
    assert "look again with less filled in" in words(house.sends(MORAG, "matters.find", {"ref": "XX-0009"}))


def test_a_long_part_is_shown_a_page_at_a_time(house: House) -> None:
    """Five stand on the first page, and the rest a press away."""
    for _ in range(7):
        house.reports(ISLA)
    shown = house.presses(MORAG, "matters.show")
    assert len(parts(shown)["With me"]) == 5
    more = button(shown, "Show all 7")
    assert (
        len([b for b in card(house.presses(MORAG, more.action, extra=more.extra)).blocks if isinstance(b, Item)]) == 7
    )


def test_it_names_nobody(house: House) -> None:
    """References, states and days."""
    house.reports(ISLA, individual="TEN-4711", witnesses=(RORY,), wishes=("restrict",))
    text = words(house.presses(MORAG, "matters.show"))
    assert not [secret for secret in ("TEN-4711", "Isla", "Rory", "Shouted") if secret in text]


@pytest.mark.parametrize("person", [ISLA, RORY, STRANGER, BOARD])
def test_nobody_but_a_manager_has_them(house: House, person: PersonId) -> None:
    """Not by their name either."""
    assert "My matters" not in labels(house.goes_home(person))
    assert NOTHING in words(house.presses(person, "matters.show"))
    assert NOTHING in words(house.presses(person, "form:matters.find"))
    assert NOTHING in words(house.sends(person, "matters.find", {}))


@pytest.mark.parametrize("person", [MORAG, AILSA, EWAN])
def test_a_manager_finds_them_in_their_home(house: House, person: PersonId) -> None:
    """One press away."""
    assert button(house.goes_home(person), "My matters").action == "matters.show"
