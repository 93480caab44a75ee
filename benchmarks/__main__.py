"""`python -m benchmarks`: measures, prints a table, and writes the figures to results/."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from benchmarks import seeding
from benchmarks.probes import disk, probes
from benchmarks.rounds import CONNECTIONS, Measured, Plan, measure
from benchmarks.sides import SIDES
from storage import new_key

_RESULTS = Path(__file__).with_name("results")


def main(
    platform: Annotated[str, typer.Option(help="slack or teams.")] = "slack",
    records: Annotated[str, typer.Option(help="How many records are stored, with commas between.")] = "1000,100000",
    rounds: Annotated[int, typer.Option(help="How often the servers take turns.")] = 5,
    seconds: Annotated[float, typer.Option(help="Seconds of each turn.")] = 3.0,
    steady: Annotated[float, typer.Option(help="Seconds at a steady 50 a second, of each act.")] = 30.0,
    pace: Annotated[float, typer.Option(help="Seconds between two messages in a channel; -1: no courier.")] = 1.0,
    folder: Annotated[Path | None, typer.Option(help="Where the databases are put: a real disk.")] = None,
) -> None:
    """Measure Harbour beside the platform's bare library and a plain aiohttp handler, on one core."""
    if platform not in SIDES:
        raise typer.BadParameter(f"there are {', '.join(SIDES)}")
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        raise typer.BadParameter("two cores are needed: one for the server, one for the load")
    os.sched_setaffinity(0, {cores[1]})
    plan = Plan(
        server_core=cores[0],
        rounds=rounds,
        seconds=seconds,
        steady_seconds=steady,
        pace=None if pace < 0 else pace,
    )
    found = {}
    home = folder or Path.cwd() / "var"
    home.mkdir(parents=True, exist_ok=True)
    for number, size in enumerate(int(text) for text in records.split(",")):
        connections = (CONNECTIONS, 1, 64) if number == 0 else (CONNECTIONS,)
        with tempfile.TemporaryDirectory(prefix="harbour-benchmark-", dir=home) as place:
            found[size] = _one_size(plan, platform, size, Path(place), connections)
    _RESULTS.mkdir(exist_ok=True)
    path = _RESULTS / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.json"
    path.write_text(
        json.dumps({"platform": platform, "plan": asdict(plan), "load": os.getloadavg(), "sizes": found}, indent=1)
    )
    _say(f"\n{path}")


def _one_size(plan: Plan, platform: str, size: int, place: Path, connections: tuple[int, ...]) -> Mapping[str, object]:
    url, keys = f"sqlite:///{place / 'harbour.db'}", new_key()
    begun = perf_counter()
    seeding.seed(url, keys, size, place)
    megabytes = (place / "harbour.db").stat().st_size / 1e6
    _say(f"\n## {size:,} records ({megabytes:,.0f} MB, seeded in {perf_counter() - begun:.0f} s)\n")
    pieces = {**probes(url, keys), **disk(place / "disk")}
    found = asyncio.run(_measured(plan, platform, url, keys, connections))
    for line in _lines(found, pieces):
        _say(line)
    return {"pieces": pieces, **asdict(found)}


async def _measured(plan: Plan, platform: str, url: str, keys: str, connections: tuple[int, ...]) -> Measured:
    return await measure(plan, SIDES[platform](), url, keys, connections)


def _lines(found: Measured, pieces: Mapping[str, float]) -> list[str]:
    others = found.kinds[1:]
    beside = " | ".join(f"of {kind}, by core time" for kind in others)
    lines = [
        f"| on one core | {' | '.join(found.kinds)} | {beside} |",
        "| --- " * (len(found.kinds) + len(others) + 1) + "|",
    ]
    for act in found.speeds:
        rates = " | ".join(f"{found.median(act, kind):,.0f}/s" for kind in found.kinds)
        ratios = " | ".join(f"{found.ratio(act, kind):.2f}, {found.core_ratio(act, kind):.2f}" for kind in others)
        lines.append(f"| {act} | {rates} | {ratios} |")
    lines.append("")
    for act, by in found.steady.items():
        took = ", ".join(f"{kind} p50 {t.p50:.1f}, p99 {t.p99:.1f}, worst {t.worst:.1f}" for kind, t in by.items())
        lines.append(f"- {act} at a steady 50 a second, in ms: {took}; {found.steady_core[act]:.0%} of the core")
    memory = ", ".join(f"{kind} {found.memory[kind]:.0f} MB" for kind in found.kinds)
    work = ", ".join(f"{name} {milliseconds:.2f} ms" for name, milliseconds in pieces.items())
    return [*lines, f"- memory at most: {memory}", f"- pieces of work: {work}"]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    typer.run(main)
