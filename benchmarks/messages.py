"""`python -m benchmarks.messages`: leaves each matter alone for two weeks, and counts each person's messages.

Uses the real house and the stand-ins of the platforms, on a clock that is moved on. All messages about the matter
count, from its beginning on.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections import Counter
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from adapters.playground.people.cast import PlayedOn
from adapters.playground.people.person import Person
from adapters.playground.stand_in.patience import LONG
from adapters.playground.stories.story import Story
from benchmarks.left_alone import MATTERS, Begin
from bot.app.demo import laid

#: A Monday, at one minute to ten, before ten working days without a holiday.
START = datetime.fromisoformat("2027-01-11T09:59:00+00:00")
WORKING_DAYS = 10
_REF = re.compile(r"\b[A-Z]{2}-\d{4}\b")


@dataclass(frozen=True)
class Count:
    """Messages to one person in two weeks."""

    #: New messages.
    arrived: int
    #: Messages left in the chat, those of them with a button, and the most of those about one matter.
    stand: int
    live: int
    of_one: int


def main(
    platform: Annotated[PlayedOn, typer.Option(help="Where people are met.")] = PlayedOn.SLACK,
    only: Annotated[str, typer.Option(help="One matter, by a part of its name.")] = "",
) -> None:
    """Print a table: each matter, each person who heard of it, what arrived and what stands."""
    sys.stdout.write(f"| left alone for two weeks | who | arrived | stand | live | of one |\n{'| --- ' * 6}|\n")
    for name, begin in MATTERS.items():
        if only not in name:
            continue
        counts = asyncio.run(counted(begin, platform))
        rows = (f"{who} | {' | '.join(map(str, astuple(count)))}" for who, count in counts.items())
        sys.stdout.writelines(f"| {name} | {row} |\n" for row in rows)
        *sums, _ = (sum(part) for part in zip(*map(astuple, counts.values()), strict=True))
        most = max(count.of_one for count in counts.values())
        sys.stdout.write(f"| {name} | everybody | {' | '.join(map(str, (*sums, most)))} |\n")
        sys.stdout.flush()


async def counted(begin: Begin, platform: PlayedOn = PlayedOn.SLACK, days: int = WORKING_DAYS) -> dict[str, Count]:
    """Messages to everybody who had any, by short name."""
    with tempfile.TemporaryDirectory(prefix="harbour-") as folder:
        async with laid(Path(folder), START, platform, log_level="ERROR", patience=LONG) as table:
            story = Story(table.cast, table.clock, table.policy.calendar, table.house.tick, lambda _line: None)
            await begin(story)
            await story.pass_working_days(days)
            people = {person.handle: person for person in table.cast.everybody()}
            found = {who: Count(len(person.news()), *_standing(person)) for who, person in people.items()}
    return {who: count for who, count in found.items() if count.arrived}


def _standing(person: Person) -> tuple[int, int, int]:
    there = {message.ref for message in person.messages()}
    messages = [message for message in person.news() if message.ref in there]
    live = [message for message in messages if message.buttons]
    about = Counter(ref for message in live for ref in set(_REF.findall(message.text)))
    return len(messages), len(live), max(about.values(), default=0)


if __name__ == "__main__":
    typer.run(main)
