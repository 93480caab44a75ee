"""`harbour serve` as an operator runs it: only environment variables, signals, exit codes."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import aiohttp

from adapters.playground.people import example
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.faults import Fault
from storage import new_key
from tests.journeys.acts import REPORT, closed, fill
from tests.journeys.serving import answers, finished, harbour, prepared
from tests.sizes import size
from tests.waiting import until


async def reports(driver: Driver, who: str, note: str = "shouted at me") -> None:
    """A report by a person of the workspace."""
    person = driver.person(who)
    await person.command("/ended-contact", note)
    await fill(person, REPORT)
    await person.send()
    assert "EC-" in person.modal().text
    await closed(person)


def largest_cores(process: int) -> list[str]:
    """The largest core dumps that a process may leave behind, soft and hard, where the system says it."""
    limits = Path(f"/proc/{process}/limits")
    lines = limits.read_text().splitlines() if limits.exists() else []
    return [limit for line in lines if "core file" in line for limit in line.split()[-3:-1]]


async def test_a_report_reaches_its_manager_through_the_served_house(tmp_path: Path) -> None:
    """Directory imported, service started, a person acts through signed requests; SIGTERM ends it cleanly.

    How far the history is has been noted by itself, and the history holds against it.
    """
    heads = tmp_path / "heads"
    async with prepared(tmp_path, HARBOUR_LOG_LEVEL="DEBUG", HARBOUR_HEADS_FILE=str(heads)) as served:
        await served.start()
        assert served.process is not None
        async with served.driver() as driver:
            await reports(driver, "isla", "zebrafinch shouted at me")
            assert set(await asyncio.to_thread(largest_cores, served.process.pid)) <= {"0"}
            morag = driver.person("morag")
            await morag.wait_for("A private report is waiting for you")
            await morag.press("Open", near="EC-0001")
            assert "zebrafinch" in morag.modal().text
            await morag.press("Acknowledge")
            await closed(morag)
            await morag.wait_for("A conversation is waiting")
        assert await served.end() == 0
        assert "zebrafinch" not in served.written
        assert "Traceback" not in served.written
        assert b"zebrafinch" not in await asyncio.to_thread(database, tmp_path)
        first, *_, last = heads.read_text().split()[1::2]
        assert first != last
        code, out, _ = await harbour("audit", "verify", "--heads", str(heads), env=served.env, cwd=tmp_path)
        assert (code, out.split()[-1]) == (0, last)


async def test_the_directory_is_imported_into_a_new_database(tmp_path: Path) -> None:
    """As it is done before the first start."""
    async with prepared(tmp_path) as served:
        env = {**served.env, "HARBOUR_DATABASE_URL": f"sqlite:///{tmp_path / 'new.db'}"}
        people = await asyncio.to_thread(example.write_directory, tmp_path / "people.csv")
        code, out, err = await harbour("directory", "import", str(people), env=env, cwd=tmp_path)
        assert (code, err) == (0, "")
        assert out == f"{len(example.COLLEAGUES)} added, 0 changed, 0 unchanged, 0 left.\n"


def database(folder: Path) -> bytes:
    """The database's files."""
    return b"".join(path.read_bytes() for path in folder.glob("harbour.db*"))


async def test_what_is_under_way_at_sigterm_is_finished(tmp_path: Path) -> None:
    """A report whose message Slack is slow to take: answered, kept, and told in time."""
    async with prepared(tmp_path) as served:
        await served.start()
        served.slack.workspace.faults.on("chat.postMessage", Fault.slow(1.0), times=2)
        async with served.driver() as driver:
            await reports(driver, "isla")
            await until(lambda: served.slack.workspace.faults.met > 0)  # the courier has it in hand
            assert await served.end() == 0
            await driver.person("morag").wait_for("A private report is waiting for you", 0.5)
            await served.start()
            await asyncio.sleep(1.5)
            assert len(driver.person("morag").messages()) == 1


async def postponed(session: aiohttp.ClientSession, url: str) -> int:
    """Number of messages that a service has postponed so far."""
    async with session.get(f"{url}/metrics") as answer:
        found = re.search(r'outcome="postponed",platform="slack"\} (\d+)', await answer.text())
        return int(found[1]) if found else 0


async def test_a_token_that_does_not_count_for_a_moment_passes_nobody_over(tmp_path: Path) -> None:
    """A report is taken meanwhile; the service says that it is not ready and why, and its manager hears afterwards."""
    async with prepared(tmp_path) as served:
        await served.start()
        async with served.driver() as driver, aiohttp.ClientSession() as session:
            await reports(driver, "isla")
            await driver.person("morag").wait_for("A private report is waiting for you")
            for method in ("auth.test", "users.info", "conversations.open", "chat.postMessage"):
                served.slack.workspace.faults.on(method, Fault.refused("account_inactive"))
            await reports(driver, "isla")
            while await postponed(session, served.url) < 2:  # noqa: ASYNC110 - another process puts them off
                await asyncio.sleep(0.1)
            assert not await answers(session, f"{served.url}/readyz")
            served.slack.workspace.faults.off()
            await until(lambda: len(driver.person("morag").news()) == 2)
            while not await answers(session, f"{served.url}/readyz"):  # noqa: ASYNC110 - it asks every five seconds
                await asyncio.sleep(0.1)
            assert not driver.person("ailsa").news()
        assert await served.end() == 0
        stopped = [line for line in served.written.splitlines() if "delivery.stopped" in line]
        assert len(stopped) == 1
        assert "SLACK_BOT_TOKEN" in stopped[0]


#: What is set otherwise, and what the line says. "another": a good key, of another database. The last is seen only
#: once the service has begun: in the thorough size.
WRONG: tuple[tuple[dict[str, str], str], ...] = (
    (
        {"HARBOUR_ENCRYPTION_KEYS": "", "SLACK_BOT_TOKEN": ""},
        "HARBOUR_ENCRYPTION_KEYS is not set: run 'harbour keys new' and set it to what that prints. SLACK_BOT_TOKEN",
    ),
    ({"HARBOUR_ENCRYPTION_KEYS": "hunter2"}, "HARBOUR_ENCRYPTION_KEYS"),
    ({"HARBOUR_ENCRYPTION_KEYS": "another"}, "HARBOUR_ENCRYPTION_KEYS does not hold the key of this database"),
    ({"HARBOUR_PORT": "eighty"}, "HARBOUR_PORT must be a number from 0 to 65535"),
    ({"HARBOUR_DATABASE_URL": "sqlite:////proc/no/harbour.db"}, "cannot be opened"),
    ({"HARBOUR_POLICY": "nowhere.toml"}, "HARBOUR_POLICY"),
    ({"SLACK_BOT_TOKEN": "xoxb-hunter2"}, "SLACK_BOT_TOKEN"),
)


async def test_a_setting_that_is_missing_or_wrong_is_one_line(tmp_path: Path) -> None:
    """Which one, and what to do; exit code 1, no traceback, no secret, nothing started."""
    wrong = WRONG[: size(-1, None)]
    async with prepared(tmp_path) as served:
        two_at_a_time = asyncio.Semaphore(2)

        async def tried(changes: dict[str, str]) -> tuple[int, str, str]:
            env = {k: v for k, v in {**served.env, **changes}.items() if v}
            if changes.get("HARBOUR_ENCRYPTION_KEYS") == "another":
                env["HARBOUR_ENCRYPTION_KEYS"] = new_key()
            async with two_at_a_time:
                return await harbour("serve", env=env, cwd=tmp_path)

        found = await asyncio.gather(*(tried(changes) for changes, _ in wrong))
        for (_, says), (code, out, err) in zip(wrong, found, strict=True):
            lines = [line for line in err.splitlines() if not line.startswith("{")]
            assert (code, len(lines)) == (1, 1), err
            assert says in lines[0]
            assert "hunter2" not in out + err
            assert "Traceback" not in err


async def test_a_database_that_is_none_is_one_line(tmp_path: Path) -> None:
    """A text file in its place, and one of another program: neither is touched."""
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    await asyncio.to_thread(text.write_text, "This is no database. " * 400)
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE record (id INTEGER)")
        connection.commit()
    async with prepared(tmp_path) as served:
        for file in (text, other):
            env = {**served.env, "HARBOUR_DATABASE_URL": f"sqlite:///{file}"}
            code, _, err = await harbour("serve", env=env, cwd=tmp_path)
            assert (code, len(err.splitlines())) == (1, 1), err
            assert "Traceback" not in err
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT sql FROM sqlite_master").fetchall() == [("CREATE TABLE record (id INTEGER)",)]


async def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    """And the other service goes on."""
    async with prepared(tmp_path) as served:
        await served.start()
        code, _, err = await finished("serve", env=served.env, cwd=tmp_path)
        lines = [line for line in err.splitlines() if not line.startswith("{")]
        assert (code, lines) == (1, [f"Port {served.port} cannot be used: set HARBOUR_PORT to a free one."])
        async with served.driver() as driver:
            await reports(driver, "isla")


async def test_socket_mode_needs_no_port_to_be_reached(tmp_path: Path) -> None:
    """The same report through the app's own connection."""
    async with prepared(tmp_path) as served:
        del served.env["SLACK_SIGNING_SECRET"]
        served.env["SLACK_APP_TOKEN"] = served.slack.app_token
        await served.start()
        await served.slack.hub.connected(60)
        async with Driver.over_socket(served.slack.workspace, served.slack.hub) as driver:
            await reports(driver, "isla")
            await driver.person("morag").wait_for("A private report is waiting for you")
        assert await served.end() == 0
