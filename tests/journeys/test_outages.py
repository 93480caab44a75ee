"""A platform that does not let the app in, or knows nobody just now: nobody is passed over, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.journeys.acts import REPORT, THREAT, closed, fill, reports
from tests.journeys.sides import Call, Trouble
from tests.journeys.test_faults import sends_report
from tests.journeys.world import World
from tests.storage.test_trouble import pragma

pytestmark = pytest.mark.platforms

OUTAGES = [Trouble.UNKNOWN, Trouble.SHUT]


async def sends_threat(world: World) -> None:
    """Report a threat, with a witness, of which the courier has yet to notify several people."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**THREAT, "Colleagues who were there": ("Callum Stewart",)})
    await isla.send()
    await closed(isla)


def since(world: World, before: dict[str, int]) -> dict[str, int]:
    """Number of messages to each person since then."""
    more = {name: count - before.get(name, 0) for name, count in world.counts().items()}
    return {name: count for name, count in more.items() if count}


def passed_over(world: World) -> list[tuple[object, ...]]:
    """Notices dropped as unreachable, and the moves that this caused."""
    moved = world._rows("SELECT act FROM history WHERE act = 'unreachable'")
    return [*moved, *world._rows("SELECT view FROM notice WHERE dropped = 'unreachable'")]


@pytest.mark.parametrize("trouble", OUTAGES)
async def test_nobody_is_passed_over_and_everything_arrives_when_it_is_over(world: World, trouble: Trouble) -> None:
    """The same people hear the same of a threat that was taken meanwhile as of one that was taken before."""
    await sends_threat(world)
    await world.settle()
    usual = world.counts()
    assert len(usual) >= 3
    await sends_threat(world)
    world.side().fails(Call.ANY, trouble)
    await world.settle()
    await world.later(minutes=2)
    assert (since(world, usual), passed_over(world)) == ({}, [])
    world.side().is_well()
    await world.later(minutes=3)
    assert (since(world, usual), passed_over(world)) == (usual, [])
    assert "why" not in await world.fit()


@pytest.mark.parametrize("trouble", OUTAGES)
async def test_a_whole_day_of_it_moves_nothing_but_by_the_clock(world: World, trouble: Trouble) -> None:
    """Messages due meanwhile arrive late, once, at the same person."""
    await reports(world, "isla")
    world.side().fails(Call.ANY, trouble)
    await world.until(0, "16:31")
    assert passed_over(world) == []
    world.side().is_well()
    await world.until(0, "16:46")
    assert passed_over(world) == []
    assert len(world.arrived("morag", "EC-0001")) == 2
    assert world.messages("ailsa") == []


async def test_what_is_wrong_is_said_once_and_to_whom_it_concerns(world: World) -> None:
    """One line of the log with what to do, red with the same words while it lasts, and one line when it is over."""
    await sends_threat(world)
    world.side().fails(Call.ANY, Trouble.UNKNOWN)
    await world.settle()
    await world.later(minutes=20)
    (stopped,) = world.logged("delivery.stopped")
    mend = {"slack": "set its bot token as SLACK_BOT_TOKEN", "teams": "Check TEAMS_APP_ID and TEAMS_APP_PASSWORD"}
    platform = world.side().platform
    assert mend[platform] in str(stopped["reason"])
    assert world.logged("delivery.not_sent") == []
    fit = await world.fit()
    assert fit[platform] is False
    assert str(stopped["reason"]) in str(fit["why"])
    assert "nobody is passed over" in str(fit["why"])
    world.side().is_well()
    await world.later(minutes=20)
    assert len(world.logged("delivery.goes_on")) == 1
    assert (await world.fit())[platform] is True


async def test_nothing_is_tried_for_everybody_while_nothing_goes(world: World) -> None:
    """One message at a time finds out whether it goes again, in Teams with another token twice."""
    for _ in range(3):
        await sends_threat(world)
    world.side().fails(Call.ANY, Trouble.UNKNOWN)
    await world.settle()
    before = world.side().tries(Call.SEND)
    await world.later(seconds=6)
    assert world.side().tries(Call.SEND) - before <= {"slack": 1, "teams": 3}[world.side().platform]


async def test_a_chat_that_stays_shut_is_the_persons_once_others_are_reached(world: World) -> None:
    """Ten minutes, and the report is with the next one; nothing is red for one person."""
    await sends_report(world)
    world.side().fails(Call.SEND, Trouble.SHUT, times=1)
    await world.settle()
    assert passed_over(world) == []
    assert "why" not in await world.fit()
    await world.later(minutes=1)
    assert world.counts() == {"isla": 1, "morag": 1}


async def test_a_mail_server_that_lets_us_send_nothing_passes_nobody_over(world: World) -> None:
    """Relaying is denied: what goes by e-mail waits, and arrives once; `/readyz` and the log say what to mend."""
    await sends_report(world)
    world.side().closes(world.person("isla"))
    world.surroundings.mailbox.refuses = "554 5.7.1 relaying denied"
    await world.settle()
    await world.later(minutes=5)
    assert passed_over(world) == []
    fit = await world.fit()
    assert fit["email"] is False
    (stopped,) = world.logged("delivery.stopped")
    assert "HARBOUR_MAIL_FROM" in str(stopped["reason"])
    world.surroundings.mailbox.refuses = ""
    await world.later(minutes=6)
    assert len(world.emails("isla")) == 1
    assert (await world.fit())["email"] is True


# -- what `/readyz` says ----------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [Trouble.BROKEN, Trouble.LOST, Trouble.UNKNOWN])
async def test_a_platform_that_is_of_no_use_is_red_though_nobody_is_written_to(world: World, trouble: Trouble) -> None:
    """500, no answer, a token that does not count: it is asked, and says why; nothing else is red."""
    platform = world.side().platform
    assert await world.fit() == {"database": True, "metronome": True, platform: True, "email": True}
    world.side().fails(Call.ANY, trouble)
    fit = await world.fit()
    assert (fit["database"], fit["metronome"], fit[platform]) == (True, True, False)
    why = fit["why"]
    assert isinstance(why, dict)
    assert list(why) == [platform]
    assert "People may not be served in" in why[platform]
    world.side().is_well()
    assert (await world.fit())[platform] is True


async def test_a_database_that_cannot_be_written_is_red_and_says_why(world: World) -> None:
    """The reporter reads that nothing changed; the log has the kind of cause; and then it goes on."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    pragma(world.store, "query_only=ON")
    fit = await world.fit()
    assert fit["database"] is False
    assert "The database is read-only: let Harbour write to it." in str(fit["why"])
    await isla.send()
    assert isla.has_modal
    failed = world.logged(f"{world.side().platform}.failed")
    assert {line["reason"] for line in failed} == {"The database is read-only: let Harbour write to it."}
    pragma(world.store, "query_only=OFF")
    assert (await world.fit())["database"] is True
    assert await reports(world, "callum") == "EC-0001"
