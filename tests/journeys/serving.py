"""`harbour serve` as a process of its own, with nothing but environment variables."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from adapters.playground import example
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.server import StandIn
from storage import new_key

#: Working time without an end, so that nothing waits for a morning.
ALWAYS_OPEN = """
[working_time]
opens = "00:00"
closes = "23:59"
digest_at = "00:01"
calm_minutes = 0
weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
"""
#: Seconds in which the service has to be up, and to be down, on a machine that is busy with other things.
_PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def answers(session: aiohttp.ClientSession, url: str) -> bool:
    """Whether something answers there with 200."""
    try:
        async with session.get(url) as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False


async def harbour(*arguments: str, env: Mapping[str, str], cwd: Path) -> tuple[int, str, str]:
    """Run a command to its end; returns exit code, output and errors."""
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
    root = str(Path(__file__).parents[2])
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env={**inherited, "PYTHONPATH": root, **env},
        cwd=cwd,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@dataclass(kw_only=True)
class Served:
    """The service, the stand-in and its people."""

    folder: Path
    slack: StandIn
    env: dict[str, str] = field(repr=False)
    port: int
    process: asyncio.subprocess.Process | None = None
    #: What the ended processes wrote.
    written: str = ""

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def driver(self) -> Driver:
        """The people of the workspace."""
        return Driver(self.slack.workspace, f"{self.url}/slack/events")

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


@asynccontextmanager
async def prepared(folder: Path, **more: str) -> AsyncIterator[Served]:
    """The stand-in, a policy, keys and an imported directory; the service is not started."""
    policy = folder / "policy.toml"
    policy.write_text(example.policy_toml() + ALWAYS_OPEN, encoding="utf-8")
    async with StandIn(example.example_workspace()) as slack:
        port = free_port()
        env = {
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "HARBOUR_PORT": str(port),
            "HARBOUR_ENCRYPTION_KEYS": new_key(),
            "HARBOUR_DATABASE_URL": f"sqlite:///{folder / 'harbour.db'}",
            "HARBOUR_POLICY": str(policy),
            **more,
        }
        served = Served(folder=folder, slack=slack, env={k: v for k, v in env.items() if v}, port=port)
        code, out, err = await harbour(
            "directory", "import", str(example.write_directory(folder / "people.csv")), env=served.env, cwd=folder
        )
        assert (code, err) == (0, ""), err
        assert out == f"{len(example.COLLEAGUES)} added, 0 changed, 0 unchanged, 0 left.\n"
        try:
            yield served
        finally:
            if served.process is not None:
                await served.end(kill=True)
