"""`harbour demo` as a newcomer runs it: nothing to configure, and nothing left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from adapters.playground.people.cast import PlayedOn
from tests.journeys.serving import harbour, machine


def started(folder: Path, *arguments: str) -> tuple[subprocess.Popen[str], list[str]]:
    """The demo, running in this folder, and its output up to its address."""
    place = folder / "tmp"
    place.mkdir()
    settings = {**machine(), "TMPDIR": str(place), "PYTHONWARNINGS": "ignore"}
    process = subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-m", "bot", "demo", "--port", "0", *arguments],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    while not said or "http://" not in said[-1]:
        line = process.stdout.readline()
        assert line, f"The demo ended: {said}"
        said.append(line.strip())
    return process, said


def ended(process: subprocess.Popen[str]) -> int:
    """Ctrl-C; the exit code."""
    process.send_signal(signal.SIGINT)
    process.communicate()
    return process.returncode


def test_the_first_command_leads_to_the_page_and_stops_cleanly(tmp_path: Path) -> None:
    """With no setting at all; nothing stays behind."""
    process, said = started(tmp_path)
    with urllib.request.urlopen(said[-1].split()[-1], timeout=60) as answer:  # noqa: S310 - the address it printed
        assert (answer.status, "script-src" in answer.headers["Content-Security-Policy"]) == (200, True)
    assert ended(process) == 0
    assert list((tmp_path / "tmp").iterdir()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["tmp"]


def test_what_was_played_can_be_kept(tmp_path: Path) -> None:
    """With `--keep`, in a folder that it names."""
    process, _ = started(tmp_path, "--keep")
    assert ended(process) == 0
    assert [path.name for path in (tmp_path / "var" / "demo").glob("*/harbour.db")] == ["harbour.db"]


@pytest.mark.parametrize("port", ["65536", "x"])
async def test_a_port_that_is_none_is_wrong_use(tmp_path: Path, port: str) -> None:
    """Exit code 2, in one line."""
    code, _, err = await harbour("demo", "--port", port, env={}, cwd=tmp_path)
    assert (code, err.count("\n")) == (2, 1)


async def test_a_platform_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    """Exit code 2, in one line that says which there are."""
    code, _, err = await harbour("demo", "--story", "--platform", "zulip", env={}, cwd=tmp_path)
    assert (code, err.count("\n")) == (2, 1)
    assert all(f"'{platform}'" in err for platform in PlayedOn)
