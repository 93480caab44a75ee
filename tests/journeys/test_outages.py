"""A platform that does not let the app in, or knows nobody just now: nobody is passed over, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.journeys.acts import REPORT, THREAT, closed, fill, reports
from tests.journeys.sides import Call, Trouble
from tests.journeys.test_faults import sends_report
from tests.journeys.town import Town
from tests.storage.test_trouble import pragma

pytestmark = pytest.mark.platforms

OUTAGES = [Trouble.UNKNOWN, Trouble.SHUT]


async def sends_threat(town: Town) -> None:
    """Report a threat, with a witness, of which the courier has yet to notify several people."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**THREAT, "Colleagues who were there": ("Callum Stewart",)})
    await isla.send()
    await closed(isla)


def since(town: Town, before: dict[str, int]) -> dict[str, int]:
    """Number of messages to each person since then."""
    more = {name: count - before.get(name, 0) for name, count in town.counts().items()}
    return {name: count for name, count in more.items() if count}


def passed_over(town: Town) -> list[tuple[object, ...]]:
    """Notices dropped as unreachable, and the moves that this caused."""
    moved = town._rows("SELECT act FROM history WHERE act = 'unreachable'")
    return [*moved, *town._rows("SELECT view FROM notice WHERE dropped = 'unreachable'")]


@pytest.mark.parametrize("trouble", OUTAGES)
async def test_nobody_is_passed_over_and_everything_arrives_when_it_is_over(town: Town, trouble: Trouble) -> None:
    """The same people hear the same of a threat that was taken meanwhile as of one that was taken before."""
    await sends_threat(town)
    await town.settle()
    usual = town.counts()
    assert len(usual) >= 3
    await sends_threat(town)
    town.side().fails(Call.ANY, trouble)
    await town.settle()
    await town.later(minutes=2)
    assert (since(town, usual), passed_over(town)) == ({}, [])
    town.side().is_well()
    await town.later(minutes=3)
    assert (since(town, usual), passed_over(town)) == (usual, [])
    assert "why" not in await town.fit()


@pytest.mark.parametrize("trouble", OUTAGES)
async def test_a_whole_day_of_it_moves_nothing_but_by_the_clock(town: Town, trouble: Trouble) -> None:
    """Messages due meanwhile arrive late, once, at the same person."""
    await reports(town, "isla")
    town.side().fails(Call.ANY, trouble)
    await town.until(0, "16:31")
    assert passed_over(town) == []
    town.side().is_well()
    await town.until(0, "16:46")
    assert passed_over(town) == []
    assert len(town.arrived("morag", "EC-0001")) == 2
    assert town.messages("ailsa") == []


async def test_what_is_wrong_is_said_once_and_to_whom_it_concerns(town: Town) -> None:
    """One line of the log with what to do, red with the same words while it lasts, and one line when it is over."""
    await sends_threat(town)
    town.side().fails(Call.ANY, Trouble.UNKNOWN)
    await town.settle()
    await town.later(minutes=20)
    (stopped,) = town.logged("delivery.stopped")
    mend = {"slack": "set its bot token as SLACK_BOT_TOKEN", "teams": "Check TEAMS_APP_ID and TEAMS_APP_PASSWORD"}
    platform = town.side().platform
    assert mend[platform] in str(stopped["reason"])
    assert town.logged("delivery.not_sent") == []
    fit = await town.fit()
    assert fit[platform] is False
    assert str(stopped["reason"]) in str(fit["why"])
    assert "nobody is passed over" in str(fit["why"])
    town.side().is_well()
    await town.later(minutes=20)
    assert len(town.logged("delivery.goes_on")) == 1
    assert (await town.fit())[platform] is True


async def test_nothing_is_tried_for_everybody_while_nothing_goes(town: Town) -> None:
    """One message at a time finds out whether it goes again, in Teams with another token twice."""
    for _ in range(3):
        await sends_threat(town)
    town.side().fails(Call.ANY, Trouble.UNKNOWN)
    await town.settle()
    before = town.side().tries(Call.SEND)
    await town.later(seconds=6)
    assert town.side().tries(Call.SEND) - before <= {"slack": 1, "teams": 3}[town.side().platform]


async def test_a_chat_that_stays_shut_is_the_persons_once_others_are_reached(town: Town) -> None:
    """Ten minutes, and the report is with the next one; nothing is red for one person."""
    await sends_report(town)
    town.side().fails(Call.SEND, Trouble.SHUT, times=1)
    await town.settle()
    assert passed_over(town) == []
    assert "why" not in await town.fit()
    await town.later(minutes=1)
    assert town.counts() == {"isla": 1, "morag": 1}


async def test_a_mail_server_that_lets_us_send_nothing_passes_nobody_over(town: Town) -> None:
    """Relaying is denied: what goes by e-mail waits, and arrives once; `/readyz` and the log say what to mend."""
    await sends_report(town)
    town.side().closes(town.person("isla"))
    town.ground.mailbox.refuses = "554 5.7.1 relaying denied"
    await town.settle()
    await town.later(minutes=5)
    assert passed_over(town) == []
    fit = await town.fit()
    assert fit["email"] is False
    (stopped,) = town.logged("delivery.stopped")
    assert "HARBOUR_MAIL_FROM" in str(stopped["reason"])
    town.ground.mailbox.refuses = ""
    await town.later(minutes=6)
    assert len(town.emails("isla")) == 1
    assert (await town.fit())["email"] is True


# -- what `/readyz` says ----------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [Trouble.BROKEN, Trouble.LOST, Trouble.UNKNOWN])
async def test_a_platform_that_is_of_no_use_is_red_though_nobody_is_written_to(town: Town, trouble: Trouble) -> None:
    """500, no answer, a token that does not count: it is asked, and says why; nothing else is red."""
    platform = town.side().platform
    assert await town.fit() == {"database": True, "metronome": True, platform: True, "email": True}
    town.side().fails(Call.ANY, trouble)
    fit = await town.fit()
    assert (fit["database"], fit["metronome"], fit[platform]) == (True, True, False)
    why = fit["why"]
    assert isinstance(why, dict)
    assert list(why) == [platform]
    assert "People may not be served in" in why[platform]
    town.side().is_well()
    assert (await town.fit())[platform] is True


async def test_a_database_that_cannot_be_written_is_red_and_says_why(town: Town) -> None:
    """The reporter reads that nothing changed; the log has the kind of cause; and then it goes on."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    pragma(town.store, "query_only=ON")
    fit = await town.fit()
    assert fit["database"] is False
    assert "The database is read-only: let Harbour write to it." in str(fit["why"])
    await isla.send()
    assert isla.has_modal
    failed = town.logged(f"{town.side().platform}.failed")
    assert {line["reason"] for line in failed} == {"The database is read-only: let Harbour write to it."}
    pragma(town.store, "query_only=OFF")
    assert (await town.fit())["database"] is True
    assert await reports(town, "callum") == "EC-0001"
