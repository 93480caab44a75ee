"""`harbour serve` with the settings of Teams alone: a process of its own against the stand-in for Teams' side.

The stand-in signs with its own keys behind TEAMS_OPENID_URL, and hands out tokens at TEAMS_TOKEN_URL.
"""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path

import pytest

from adapters.playground.people.person import Given, Person
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.faults import Fault, Operation
from tests.journeys.acts import REPORT, TOLD_EVERYTHING, ZERO, approval, closed, fill, written
from tests.journeys.serving import harbour, prepared
from tests.journeys.test_serving import database
from tests.journeys.world import ref_in

SECRET = "zebrafinch"


async def reports(driver: Driver, who: str, note: str = f"{SECRET} shouted at me") -> str:
    """A report by a person of the tenant; returns its reference."""
    person = driver.person(who)
    await person.command("/ended-contact", note)
    await fill(person, REPORT)
    await person.send()
    ref = ref_in(person.modal(), "EC")
    await closed(person)
    return ref


async def does(person: Person, near: str, what: str, answers: dict[str, Given] | None = None) -> None:
    """Open the record of a message, press, fill in, send, close."""
    await person.press("Open", near=near)
    await person.press(what)
    if answers is not None:
        await fill(person, answers)
        await person.send()
    assert not (person.has_modal and person.modal().errors), person.modal().errors
    await closed(person)


@pytest.mark.requirement("R-1.6-2", "R-1.8-5", "R-1.14.1-6")
async def test_the_whole_way_through_the_served_house(tmp_path: Path) -> None:
    """From an ended contact to a restriction in force; SIGTERM ends it cleanly, and no word has got out."""
    async with prepared(tmp_path, "teams", HARBOUR_LOG_LEVEL="DEBUG") as served:
        await served.start()
        async with served.teams_driver() as driver:
            isla, morag = driver.person("isla"), driver.person("morag")
            ref = await reports(driver, "isla")
            await morag.wait_for("A private report is waiting for you")
            await morag.press("Open", near=ref)
            assert SECRET in morag.modal().text
            await morag.press("Acknowledge")
            await closed(morag)
            await morag.wait_for("A conversation is waiting")
            await does(morag, ref, "We have talked", {})
            await does(morag, ref, "Decide what follows", dict(ZERO))
            await _restricted(isla, morag)
            assert driver.outside(SECRET) == []
        assert await served.end() == 0
        assert SECRET not in served.written
        assert "Traceback" not in served.written
        assert SECRET.encode() not in await asyncio.to_thread(database, tmp_path)


async def _restricted(isla: Person, morag: Person) -> None:
    """Suggested, approved, shared with nobody, told: in force; the suggester hears of the outcome."""
    await isla.command("/restriction", f"{SECRET}: he reads my name out")
    await fill(isla, {"Who is it about?": "HA-20417"})
    await isla.send()
    ref = ref_in(isla.modal(), "RS")
    await closed(isla)
    await morag.wait_for(ref)
    await morag.press("Approve", near=ref)
    await written(morag)
    await fill(morag, approval(date.today() + timedelta(days=60)))  # noqa: DTZ011 - the process has its own
    await morag.send()
    await closed(morag)
    await isla.wait_for("There is an answer to what you asked for")
    await does(
        morag,
        ref,
        "Decide who needs to know",
        {"Who needs to know, for their work?": (), "Why does nobody need to know?": "Only the caseworker meets it"},
    )
    await does(
        morag,
        ref,
        "The individual has been told",
        {"How were they told?": "Letter", "They have heard": TOLD_EVERYTHING},
    )
    await morag.press("Open", near=ref)
    assert "In force" in morag.modal().text
    await closed(morag)


async def test_a_missing_setting_is_one_line(tmp_path: Path) -> None:
    """Which one, and what to do; exit code 1, nothing started."""
    async with prepared(tmp_path, "teams") as served:
        for name in ("TEAMS_APP_ID", "TEAMS_APP_PASSWORD", "TEAMS_TENANT_ID"):
            env = {key: value for key, value in served.env.items() if key != name}
            code, _, err = await harbour("serve", env=env, cwd=tmp_path)
            lines = [line for line in err.splitlines() if not line.startswith("{")]
            assert (code, len(lines)) == (1, 1), err
            assert name in lines[0]
            assert "Traceback" not in err


async def test_killed_and_started_again_nothing_is_lost(tmp_path: Path) -> None:
    """A message that Teams did not take before the process was killed arrives afterwards; the chats are still known."""
    async with prepared(tmp_path, "teams") as served:
        await served.start()
        async with served.teams_driver() as driver:
            served.teams.tenant.faults.on(Operation.SEND, Fault.unavailable())
            ref = await reports(driver, "isla")
            await asyncio.sleep(0.3)
            await served.end(kill=True)
            served.teams.tenant.faults.off()
            await served.start()
            message = await driver.person("morag").wait_for("A private report is waiting for you", 30)
            assert ref in message.text
            assert len(driver.person("morag").news()) == 1
