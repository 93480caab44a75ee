"""Ways to a person in their order, and the addresses of a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import BOTH, Person, PersonId
from bot.ports import EMAIL, Message
from bot.ways import Places, moved, placed, places, ways

SLACK, TEAMS = "slack", "teams"
ALL = (SLACK, TEAMS, EMAIL)


def person(slack: bool, teams: bool, prefers: str | None = None) -> Person:
    """Somebody who is known by an id on these platforms."""
    return Person(
        id=PersonId("isla"),
        email="isla@example.org",
        name="Isla Reid",
        ids={**({SLACK: "U1"} if slack else {}), **({TEAMS: "t1"} if teams else {})},
        prefers=prefers,
    )


def shown(found: tuple[tuple[str, ...], ...]) -> str:
    """The ways as one line, such as "slack+teams email"."""
    return " ".join("+".join(way) for way in found)


@pytest.mark.parametrize(
    ("slack", TEAMS, "prefers", "expected"),
    [
        # Without a choice: where they are known, before where they might be found.
        (True, False, None, "slack teams email"),
        (False, True, None, "teams slack email"),
        (True, True, None, "slack teams email"),
        (False, False, None, "slack teams email"),
        # With a choice, that comes first, whatever is known of them.
        (True, True, SLACK, "slack teams email"),
        (True, True, TEAMS, "teams slack email"),
        (True, False, TEAMS, "teams slack email"),
        (False, True, SLACK, "slack teams email"),
        (True, True, BOTH, "slack+teams email"),
        (True, False, BOTH, "slack+teams email"),
    ],
)
def test_the_order_of_the_ways(slack: bool, teams: bool, prefers: str | None, expected: str) -> None:
    """The choice, then an id, then an address; e-mail last."""
    assert shown(ways(person(slack, teams, prefers), ALL)) == expected


@pytest.mark.parametrize(
    ("running", "prefers", "expected"),
    [
        ((SLACK,), TEAMS, "slack"),
        ((SLACK, EMAIL), BOTH, "slack email"),
        ((TEAMS, EMAIL), BOTH, "teams email"),
        ((EMAIL,), BOTH, "email"),
        ((EMAIL,), SLACK, "email"),
        ((), BOTH, ""),
        ((), None, ""),
        ((EMAIL, TEAMS, SLACK), None, "teams slack email"),
        ((EMAIL, SLACK, TEAMS), BOTH, "slack+teams email"),
    ],
)
def test_only_what_runs_is_a_way(running: tuple[str, ...], prefers: str | None, expected: str) -> None:
    """A choice that cannot be kept leads nobody astray."""
    assert shown(ways(person(slack=True, teams=True, prefers=prefers), running)) == expected


@given(
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from((SLACK, TEAMS, BOTH)),
    st.lists(st.sampled_from((*ALL, "x")), unique=True),
)
def test_every_platform_that_runs_is_in_one_way(
    slack: bool, teams: bool, prefers: str | None, running: list[str]
) -> None:
    """None is left out, none comes twice, and e-mail has no other beside it or after it."""
    found = ways(person(slack, teams, prefers), running)
    assert sorted(platform for way in found for platform in way) == sorted(running)
    assert all(way == (EMAIL,) and way is found[-1] for way in found if EMAIL in way)


def message(platform: str, address: str) -> Message:
    """A message in a chat."""
    return Message(id="m", to=PersonId("isla"), notices=(), platform=platform, address=address, fingerprint="")


def test_on_one_platform_the_address_is_the_platforms_own() -> None:
    """Any address is passed through unread."""
    assert placed({TEAMS: '{"conversation": "a:1"}'}) == (TEAMS, '{"conversation": "a:1"}')
    assert places(message(TEAMS, '{"conversation": "a:1"}')) == {TEAMS: '{"conversation": "a:1"}'}
    assert moved(message(SLACK, "D1 1.5"), {SLACK: "D1 1.5"}) == "D1 1.5"


@pytest.mark.parametrize(
    "stands", [{SLACK: "D1 1.5", TEAMS: '{"a": "b+c"}'}, {SLACK: "D1 1.5", TEAMS: None}, {SLACK: None, TEAMS: "a"}]
)
def test_on_both_it_is_found_again_on_both(stands: Places) -> None:
    """Also where it is still to arrive."""
    platform, address = placed(stands)
    assert platform == "slack+teams"
    assert places(message(platform, address)) == stands


def test_where_it_cannot_stand_any_more_it_is_left_out() -> None:
    """The platform's name stays as it was; what counts is the address."""
    before = message(*placed({SLACK: "D1 1.5", TEAMS: "a"}))
    after = message(before.platform, moved(before, {TEAMS: "a"}))
    assert places(after) == {TEAMS: "a"}
