"""Requests for support over time: recipients and times of notices; no message says more than that something waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from adapters.calendar import BankHolidays
from bot.chat.events import Value
from bot.directory import matters
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import Notice
from bot.records.base import RecordId
from bot.records.rights import Part
from bot.records.support_request.parts import State
from bot.records.support_request.record import SupportRequest
from bot.topics.messages import card as drawn_card
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from bot.views.support_request import samples as example
from tests.bot.house import House, button, words
from tests.bot.world import World

ASK: dict[str, dict[str, Value]] = {
    "no_contact": {"help": "no_contact", "who": "HA-20417", "words": "He found my address", "grounds": ("threats",)},
    "removal": {"help": "removal", "which": "Shore Road", "words": "He found my address", "grounds": ("named",)},
    "hour": {"help": "hour", "when": "Thursday"},
    "talk": {"help": "talk", "when": "Thursday"},
}
APPROVE: dict[str, Value] = {"outcome": "agreed", "cover": (RORY,), "on": "2026-11-30"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A house and its courier; it is Tuesday, ten in the morning."""
    house = House(tmp_path / "harbour.db", Policy.load(closed_days=BankHolidays()))
    yield World(house)
    house.close()


def asks(world: World, what: str = "removal") -> RecordId:
    """Isla asks; returns the id."""
    world.house.sends(ISLA, "support_request.ask", ASK[what])
    world.settle()
    return world.house.run(
        lambda uow: uow.records.with_part(ISLA, Part.REPORTER, kind=SupportRequest.kind, limit=1)[0].id
    )


def state(world: World, about: RecordId) -> State:
    """State of the request."""
    return world.house.record(about, SupportRequest).state


def heard(world: World, person: PersonId, title: str) -> list[str]:
    """Times of the notices to somebody whose title begins so: "Tue 24 Nov, 10:00"."""
    words_of = world.house.policy.calendar.words
    return [words_of(told.at) for told in world.told if told.to == person and told.card.title.startswith(title)]


WAITS = "A private request is waiting for you"


# -- N26: to be answered ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["no_contact", "removal", "hour"])
def test_n26_a_request_to_answer(world: World, what: str) -> None:
    """At once, daily for three days, then the management team; it stays where it is; silence once answered."""
    about = asks(world, what)
    world.passes(4, time(12))
    assert len([t for t in world.told if t.to == MORAG]) == 4
    assert [len([t for t in world.told if t.to == p]) for p in (AILSA, EWAN)] == [1, 1]
    assert world.house.record(about, SupportRequest).handler == MORAG
    if what == "hour":
        world.house.sends(MORAG, "support_request.arrange", {"on": "2026-12-03"}, about)
    else:
        world.house.sends(MORAG, "support_request.answer", {"outcome": "not_agreed", "reasons": "No."}, about)
    world.settle()
    before = len(world.told)
    world.passes(8)
    assert len(world.told) == before
    assert [card.settled for address, card in world.stands.items() if world.owner[address] == AILSA] == [True]


def test_n26_for_a_talk_the_persons_own_manager_hears_nothing(world: World) -> None:
    """Not even as one of the management team."""
    lead = world.house.person(MORAG)
    world.house.put(replace(lead, roles=world.house.person(AILSA).roles))
    about = asks(world, "talk")
    world.passes(5)
    assert world.heard(MORAG) == []
    assert world.heard(CALLUM)[0].startswith(WAITS)
    assert any("A matter is waiting" in title for title in world.heard(AILSA))
    assert world.house.record(about, SupportRequest).handler == CALLUM


def test_n26_goes_to_the_stand_in_while_the_manager_is_away(world: World) -> None:
    """A reminder finds somebody who is at work."""
    about = asks(world)
    world.house.away(MORAG)
    world.passes(1, time(10))
    assert world.house.record(about, SupportRequest).handler == CALLUM
    assert WAITS in world.heard(CALLUM)[0]


def test_n26_what_was_agreed_is_to_be_put_in_place_from_its_day(world: World) -> None:
    """Not before it, daily from then on; the management team after three days; silence once it is there."""
    about = asks(world)
    world.house.sends(MORAG, "support_request.answer", APPROVE, about)
    world.passes(3, time(16))  # Friday
    assert heard(world, MORAG, "To be put in place") == []
    world.passes(4, time(17, 30))  # Friday of the next week; Monday was its day, and Saint Andrew's
    mornings = [f"{day} Dec, 09:30" for day in ("Tue 1", "Wed 2", "Thu 3", "Fri 4")]
    assert heard(world, MORAG, "To be put in place") == mornings
    assert any("A matter is waiting" in title for title in world.heard(AILSA))
    world.house.presses(MORAG, "support_request.in_place", about)
    world.settle()
    before = [told for told in world.told if told.to != ISLA]
    world.passes(8)
    assert [told for told in world.told if told.to != ISLA] == before


# -- N27: still wanted? ----------------------------------------------------------------------------------------


def still(world: World) -> list[str]:
    """Times at which Isla was asked if it is still what she wants."""
    return heard(world, ISLA, "Is this still what you want?")


def in_place(world: World) -> RecordId:
    """Asked for, approved and in place on a Tuesday."""
    about = asks(world)
    world.house.sends(MORAG, "support_request.answer", APPROVE, about)
    world.house.presses(MORAG, "support_request.in_place", about)
    world.settle()
    return about


def test_n27_is_asked_twice_and_no_answer_leaves_it_as_it_is(world: World) -> None:
    """After 20 and after 60 working days, nobody else hears, and then silence."""
    about = in_place(world)
    others = [t for t in world.told if t.to != ISLA]
    world.passes(19, time(16))
    assert still(world) == []
    world.passes(75, time(16))
    assert len(still(world)) == 2
    assert [t for t in world.told if t.to != ISLA] == others
    assert state(world, about) is State.IN_PLACE


@pytest.mark.parametrize(
    ("label", "expected"), [("Yes", State.CHECKED), ("No longer", State.ENDED), ("Change it", State.ASKED)]
)
def test_n27_any_answer_is_fine_and_is_the_last_of_it(world: World, label: str, expected: State) -> None:
    """Yes stays, no longer ends it, change it asks the manager: and nobody asks again."""
    about = in_place(world)
    world.passes(21)
    asked = next(t.card for t in world.told if t.card.title.startswith("Is this still what you want?"))
    pressed = button(asked, label)
    if label == "Change it":
        world.house.sends(ISLA, "support_request.say", {"text": "Letters too"}, about)
    else:
        world.house.presses(ISLA, pressed.action, pressed.about)
    assert state(world, about) is expected
    world.passes(50)
    assert len(still(world)) == 1
    assert all(card.settled for address, card in world.stands.items() if world.owner[address] == ISLA)


def test_n27_waits_while_the_person_is_away(world: World) -> None:
    """On leave, or in time away, it is kept until they are back."""
    in_place(world)
    world.passes(19)
    world.house.away(ISLA)
    world.passes(2)
    assert still(world) == []
    world.passes(3)
    assert still(world) == ["Tue 29 Dec, 09:30"]


# -- the management team, and whoever covers ---------------------------------------------------------------------


def test_the_management_team_is_asked_to_name_one_of_its_own(world: World) -> None:
    """All of it but whoever denied it; then N26 runs anew for the one named."""
    about = asks(world)
    world.house.sends(MORAG, "support_request.answer", {"outcome": "not_agreed", "reasons": "No."}, about)
    world.house.presses(ISLA, "support_request.step_up", about)
    world.settle()
    assert [[t for t in world.heard(p) if "Somebody is needed" in t] for p in (AILSA, EWAN)] == [
        ["Somebody is needed · SR-0001"]
    ] * 2
    assert not any("Somebody is needed" in title for title in world.heard(MORAG))
    assert "The management team has been asked who can take it." in words(
        world.stands[max(a for a in world.stands if world.owner[a] == MORAG)]
    )
    world.house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
    world.settle()
    assert f"{WAITS} · SR-0001" in world.heard(AILSA)


def test_who_is_named_and_away_later_gives_it_back_to_the_team(world: World) -> None:
    """It never moves down the person's own line."""
    about = asks(world)
    world.house.sends(MORAG, "support_request.answer", {"outcome": "not_agreed", "reasons": "No."}, about)
    world.house.presses(ISLA, "support_request.step_up", about)
    world.house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
    world.settle()
    world.house.away(AILSA)
    world.passes(1, time(12))
    assert world.house.record(about, SupportRequest).needs_naming


def test_whoever_covers_has_a_message_that_ends_with_it(world: World) -> None:
    """Once it is over, the message in their chat says so."""
    about = in_place(world)
    assert world.heard(RORY) == ["Something to cover · SR-0001"]
    world.house.presses(ISLA, "support_request.no_longer", about)
    world.settle()
    stands = [words(card) for address, card in world.stands.items() if world.owner[address] == RORY]
    assert any("nothing for you to cover any more" in text for text in stands)
    assert all(card.settled for address, card in world.stands.items() if world.owner[address] == RORY)


def test_whoever_follows_a_leaver_hears_of_what_is_in_place(world: World) -> None:
    """Nothing is to be done, and somebody has to know of it."""
    in_place(world)
    world.passes(1)
    world.house.leave(MORAG)
    world.house.run(matters.reroute)
    world.settle()
    assert world.heard(CALLUM) == ["For you to know · SR-0001"]


# -- what a message says -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-4", "R-1.12.2-6")
@pytest.mark.parametrize("what", ASK)
def test_no_message_holds_a_name_a_reason_or_what_was_asked(world: World, what: str) -> None:
    """From asking to the end, to everybody: a reference, what to do, by when."""
    about = asks(world, what)
    if what in ("hour", "talk"):
        manager = MORAG if what == "hour" else CALLUM
        world.house.sends(manager, "support_request.arrange", {"on": "2026-12-03", "words": "He found"}, about)
    else:
        deny: dict[str, Value] = {"outcome": "not_agreed", "reasons": "He found my address"}
        world.house.sends(MORAG, "support_request.answer", deny, about)
        world.house.presses(ISLA, "support_request.step_up", about)
        world.house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
        world.settle()
        world.house.sends(AILSA, "support_request.answer", APPROVE, about)
        world.house.presses(AILSA, "support_request.in_place", about)
        world.settle()
        world.house.sends(AILSA, "support_request.propose", {"words": "He found"}, about)
    world.passes(25)
    world.house.presses(ISLA, "support_request.no_longer", about)
    world.settle()
    said = "\n".join(words(card) for card in (*(t.card for t in world.told), *world.stands.values()))
    secrets = ("Isla", "Rory", "Morag", "Callum", "Ailsa", "20417", "Shore", "address", "Thursday", "found", "hour")
    assert [word for word in (*secrets, "contact with", "support line", "individual", "removed") if word in said] == []


def test_approve_and_deny_stand_in_the_message_only_where_there_is_a_decision(world: World) -> None:
    """The contract's labels; what is arranged has neither."""
    wanted = {
        "removal": ["Open", "Approve", "Deny", "I can't take this"],
        "hour": ["Open", "I can't take this"],
    }
    for what, expected in wanted.items():
        asks(world, what)
        card = [t.card for t in world.told if t.to == MORAG][-1]
        assert [b.label for b in card.buttons()] == expected


def test_an_answer_that_cannot_be_delivered_is_the_managers_to_tell(world: World) -> None:
    """Nobody asks and never hears."""
    about = asks(world)
    world.unreachable.add(ISLA)
    world.house.sends(MORAG, "support_request.answer", {"outcome": "not_agreed", "reasons": "No."}, about)
    world.settle()
    assert "Please tell them yourself" in words([t.card for t in world.told if t.to == MORAG][-1])


def test_every_state_has_a_message_for_its_manager() -> None:
    """Settled where nothing is left to do."""
    records = {
        "asked": example.asked(),
        "agreed": example.agreed(),
        "agreed_in_part": example.agreed_in_part(),
        "stepped_up": example.stepped_up(AILSA),
        "arranged": example.arranged(),
        "in_place": example.in_place(),
        "checked": example.checked(),
        "not_agreed": example.not_agreed(),
        "ended": example.ended(),
    }
    assert {record.state.value for record in records.values()} == set(State)
    settled = {}
    for name, record in records.items():
        assert record.handler is not None
        notice = Notice(id="n", to=record.handler, view="waiting", about=record.id, not_before=people.NOW)
        drawn = drawn_card(notice, record, people.context(record.handler))
        assert drawn is not None
        settled[name] = drawn.settled
    assert [name for name, is_settled in settled.items() if not is_settled] == [
        "asked", "agreed", "agreed_in_part", "stepped_up",
    ]  # fmt: skip
