"""The members of a workspace as a source: members, confirmed addresses, and Slack's refusals."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.playground.slack.faults import Fault
from adapters.playground.slack.installation import SCOPES, Installation
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from adapters.slack.members import PROFILE_SCOPE, SlackMembers
from adapters.sources import Unread
from bot.directory.sources import Member

FIELD = "Xf0MANAGER"


def user(number: int, **facts: object) -> User:
    """Somebody of the workspace."""
    known = {"id": f"U0{number:04d}", "name": f"p{number}", "real_name": f"Person {number}"}
    return User(**(known | {"email": f"p{number}@hfl.example"} | facts))  # type: ignore[arg-type] # by name


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    """A workspace whose app may read profiles."""
    app = Installation(scopes=SCOPES | {PROFILE_SCOPE})
    async with StandIn(Workspace([user(1), user(2, fields={FIELD: "U00001"})], app=app)) as running:
        yield running


async def members(slack: StandIn, field: str = "", waits: list[float] | None = None) -> dict[str, Member]:
    """Those who are read, by id."""

    async def sleep(seconds: float) -> None:
        assert waits is not None
        waits.append(seconds)

    read = await SlackMembers(slack.connection().settings, field, sleep=sleep).read()
    return {member.id: member for member in read.members if member.enabled}


async def test_everybody_is_read_page_by_page(slack: StandIn) -> None:
    """Slack gives two hundred at a time."""
    for number in range(3, 451):
        slack.workspace.add_user(user(number))
    assert len(await members(slack)) == 450
    assert [sent.by for sent in slack.workspace.sent].count("users.list") == 3


@pytest.mark.parametrize(
    "facts",
    [
        {"deleted": True},
        {"is_bot": True},
        {"is_restricted": True},
        {"is_restricted": True, "is_ultra_restricted": True},
        {"team_id": "T0NEIGHBOUR"},
        {"id": "USLACKBOT"},
    ],
)
async def test_who_is_no_colleague_is_left_out(slack: StandIn, facts: dict[str, object]) -> None:
    """Closed accounts, bots, guests, and whoever is of another workspace."""
    slack.workspace.add_user(user(3, **facts))
    assert set(await members(slack)) == {"U00001", "U00002"}


async def test_an_address_that_is_not_confirmed_is_none(slack: StandIn) -> None:
    """Its owner is listed by their id alone."""
    slack.workspace.change_user("U00002", is_email_confirmed=False)
    found = await members(slack)
    assert (found["U00001"].email, found["U00002"].email) == ("p1@hfl.example", "")


async def test_the_manager_stands_in_a_field_of_the_profile(slack: StandIn) -> None:
    """Which Slack does not list: it is asked for each; and for nobody where no field is set."""
    assert [member.manager for member in (await members(slack, FIELD)).values()] == ["", "U00001"]
    asked = [sent.by for sent in slack.workspace.sent].count("users.profile.get")
    assert [member.manager for member in (await members(slack)).values()] == ["", ""]
    assert asked == [sent.by for sent in slack.workspace.sent].count("users.profile.get") == 2


async def test_slack_is_waited_for_as_long_as_it_asks(slack: StandIn) -> None:
    """And then asked again."""
    slack.workspace.faults.on("users.list", Fault.rate_limited(7), times=2)
    slack.workspace.faults.on("users.profile.get", Fault.rate_limited(3), times=1)
    waits: list[float] = []
    assert len(await members(slack, FIELD, waits)) == 2
    assert waits == [7, 7, 3]


async def test_a_missing_scope_is_named(slack: StandIn) -> None:
    """By the reading and by the doctor; nothing is read by halves."""
    slack.workspace.app = replace(slack.workspace.app, scopes=SCOPES)
    with pytest.raises(Unread, match=r"lacks the scope users\.profile:read"):
        await members(slack, FIELD)
    (found,) = await SlackMembers(slack.connection().settings, FIELD).check()
    assert (found.is_good, PROFILE_SCOPE in found.says) == (False, True)
    assert await SlackMembers(slack.connection().settings).check() == []


@pytest.mark.parametrize("fault", [Fault.broken(), Fault.lost(), Fault.refused("internal_error")])
async def test_half_a_list_is_none(slack: StandIn, fault: Fault) -> None:
    """No failure on the way makes anybody count as having left."""
    for number in range(3, 300):
        slack.workspace.add_user(user(number))
    slack.workspace.faults.on("users.profile.get", fault)
    with pytest.raises(Unread):
        await members(slack, FIELD)
