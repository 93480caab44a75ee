"""`harbour serve` as a separate process, with nothing but environment variables.

Starting one takes longer than most of these tests. So in the quick size a command that ends by itself, before it
serves, is run in this process: its input and output are the same.
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

import aiohttp
import pytest

from adapters.playground.people import example
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.server import StandIn
from adapters.playground.stand_in.patience import LONG
from adapters.playground.teams.driver import Driver as TeamsDriver
from adapters.playground.teams.server import TeamsStandIn
from bot import directory
from bot.app.command_line import main
from bot.app.composition import SystemClock
from bot.app.demo import held_port
from bot.app.platforms import PLATFORMS
from bot.policy import Policy
from storage import Store, new_key
from tests import migrated, sizes

#: The settings of Harbour and its platforms: what the tests run with is not the machine's.
_OURS = ("HARBOUR_", "SLACK_", "TEAMS_", "ENTRA_")
#: Seconds in which the service has to be up, and to be down, on a machine that is busy with other things.
_PATIENCE = 60.0
#: Where they are in this process, the environment and the folder are one command's.
_ALONE = Lock()


def open_now() -> str:
    """Working time on every day of the year, in a zone where it is noon, so that nothing waits for a morning.

    The service uses the machine's clock at any time of the day.
    """
    ahead = 12 - datetime.now(UTC).hour  # hours, from -11 to 12
    return f"""
[working_time]
time_zone = "Etc/GMT{-ahead:+d}"
weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
bank_holidays = false
"""


def machine() -> dict[str, str]:
    """The environment of the machine, with its clock and locale, and without any setting of Harbour's.

    Python may always write bytecode there, so that no service compiles everything once more.
    """
    root = str(Path(__file__).parents[2])
    kept = {name: value for name, value in os.environ.items() if not name.startswith((*_OURS, "PYTHONDONTWRITE"))}
    return kept | {"PYTHONPATH": root}


async def answers(session: aiohttp.ClientSession, url: str) -> bool:
    """True if something answers there with 200."""
    try:
        async with session.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def harbour(*arguments: str, env: Mapping[str, str], cwd: Path) -> tuple[int, str, str]:
    """Run a command that does not come to serving; returns exit code, output and errors."""
    if sizes.is_thorough():
        return await finished(*arguments, env=env, cwd=cwd)
    return await asyncio.to_thread(_here, arguments, env, cwd)


def _here(arguments: Sequence[str], env: Mapping[str, str], cwd: Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with _ALONE, pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in filter(lambda name: name.startswith(_OURS), tuple(os.environ)):
            patch.delenv(name)
        for name, value in env.items():
            patch.setenv(name, value)
        patch.chdir(cwd)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.getvalue(), err.getvalue()


async def finished(*arguments: str, env: Mapping[str, str], cwd: Path) -> tuple[int, str, str]:
    """Run a command to its end in a process of its own; returns exit code, output and errors."""
    process = await started(*arguments, env=env, cwd=cwd)
    try:
        out, err = await asyncio.wait_for(process.communicate(), _PATIENCE)
    except TimeoutError:
        process.kill()
        out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def started(*arguments: str, env: Mapping[str, str], cwd: Path) -> asyncio.subprocess.Process:
    """Start a command."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env={**machine(), **env},
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@dataclass(kw_only=True)
class Served:
    """The service, the stand-in for its one platform, and the people there."""

    folder: Path
    stand_in: StandIn | TeamsStandIn
    env: dict[str, str] = field(repr=False)
    port: int
    process: asyncio.subprocess.Process | None = None
    #: What the ended processes wrote.
    written: str = ""

    @property
    def url(self) -> str:
        """URL of the service."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def slack(self) -> StandIn:
        """The stand-in, where it is Slack's."""
        assert isinstance(self.stand_in, StandIn)
        return self.stand_in

    @property
    def teams(self) -> TeamsStandIn:
        """The stand-in, where it is that of Teams."""
        assert isinstance(self.stand_in, TeamsStandIn)
        return self.stand_in

    def driver(self) -> Driver:
        """The people of the workspace."""
        return Driver(self.slack.workspace, f"{self.url}/slack/events")

    def teams_driver(self) -> TeamsDriver:
        """The people of the tenant."""
        return TeamsDriver(self.teams.tenant, f"{self.url}/api/messages")

    async def start(self) -> None:
        """Start it, and wait until it is fit."""
        self.process = await started("serve", env=self.env, cwd=self.folder)
        async with aiohttp.ClientSession() as session, asyncio.timeout(_PATIENCE):
            while not await answers(session, f"{self.url}/readyz"):
                assert self.process.returncode is None, (await self.process.communicate())[1].decode()
                await asyncio.sleep(0.02)

    async def end(self, *, kill: bool = False) -> int:
        """SIGTERM, or SIGKILL; returns the exit code."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill() if kill else self.process.terminate()
        out, err = await asyncio.wait_for(self.process.communicate(), _PATIENCE)
        self.written += out.decode() + err.decode()
        code = self.process.returncode
        assert code is not None
        self.process = None
        return code


def _stand_in(platform: str) -> StandIn | TeamsStandIn:
    if platform == "teams":
        return TeamsStandIn(example.example_tenant(patience=LONG))
    return StandIn(example.example_workspace(patience=LONG))


def _settings(stand_in: StandIn | TeamsStandIn) -> dict[str, str]:
    """The environment variables of the platform, as an operator sets them."""
    if isinstance(stand_in, StandIn):
        return {
            "SLACK_API_URL": stand_in.api_url,
            "SLACK_BOT_TOKEN": stand_in.bot_token,
            "SLACK_SIGNING_SECRET": stand_in.signing_secret,
        }
    app = stand_in.tenant.app
    return {
        "TEAMS_APP_ID": app.app_id,
        "TEAMS_APP_PASSWORD": app.password,
        "TEAMS_TENANT_ID": app.tenant_id,
        "TEAMS_OPENID_URL": stand_in.openid_url,
        "TEAMS_TOKEN_URL": stand_in.token_url,
    }


@asynccontextmanager
async def prepared(folder: Path, platform: str = "slack", *, server: str = "", **more: str) -> AsyncIterator[Served]:
    """The stand-in, a policy, keys and a database with the directory; the service is not started.

    `server`: of PostgreSQL, on which the database is then; else it is a file.
    """
    policy = folder / "policy.toml"
    policy.write_text(example.policy_toml() + open_now(), encoding="utf-8")
    keys = new_key()
    database = migrated.on_postgresql(server) if server else migrated.on_sqlite(folder / "harbour.db")
    with closing(Store(database, keys, Policy.load(policy), SystemClock())) as store:
        rows = directory.read(example.directory_csv().encode(), PLATFORMS).rows
        store.run(lambda uow: directory.import_into(uow, rows))
    database = database.replace("postgresql://", "postgresql+psycopg://")
    with held_port() as port:
        async with _stand_in(platform) as stand_in:
            env = {
                **_settings(stand_in),
                "HARBOUR_PORT": str(port),
                "HARBOUR_ENCRYPTION_KEYS": keys,
                "HARBOUR_DATABASE_URL": database,
                "HARBOUR_POLICY": str(policy),
                **more,
            }
            served = Served(folder=folder, stand_in=stand_in, env={k: v for k, v in env.items() if v}, port=port)
            try:
                yield served
            finally:
                if served.process is not None:
                    await served.end(kill=True)
