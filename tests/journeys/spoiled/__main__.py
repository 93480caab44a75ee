"""Runs a longer trial: `python -m tests.journeys.spoiled --platform slack --count 100000`."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.journeys.patience import unhurried
from tests.journeys.spoiled.trial import WIRES, tried
from tests.journeys.world import world


def main() -> None:
    """Run it, and say what came."""
    parser = argparse.ArgumentParser(prog="python -m tests.journeys.spoiled", description=__doc__)
    parser.add_argument("--platform", choices=sorted(WIRES), required=True)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=60, help="after which it ends, however many there were")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        unhurried(patch)
        asyncio.run(_run(Path(folder), asked.platform, asked.count, time.monotonic() + 60 * asked.minutes))


async def _run(folder: Path, platform: str, count: int, end: float) -> None:
    def goes_on(line: str) -> bool:
        _say(line)
        return time.monotonic() < end

    async with world(folder, platforms=(platform,)) as found:
        statuses = await tried(found, count, goes_on)
    _say(f"{platform}: {statuses.total()} tried, {dict(sorted(statuses.items()))}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
