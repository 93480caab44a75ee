"""The main job as the demo tells it, and the search for confidential words at its end."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.playground.stories import main_job
from adapters.playground.stories.stage import Stage
from storage import verify
from tests.journeys.town import Town, town


def told(found: Town) -> Stage:
    """The stage of the story in this town."""
    return Stage(found.driver, found.ground.clock, found.calendar, found.settle, lambda _: None)


@pytest.mark.requirement(
    "R-1.6-2", "R-1.6-7", "R-1.6-8", "R-1.8-5", "R-1.8-6", "R-1.8-8", "R-1.8-10", "R-1.9-1", "R-1.9-2", "R-1.12.1-5",
    "R-1.12.1-6", "R-1.12.2-1", "R-1.12.2-2", "R-1.12.2-3", "R-1.13-5", "R-1.14.1-3", "R-1.14.1-6",
)  # fmt: skip
async def test_the_main_job_happens_as_it_is_told(tmp_path: Path) -> None:
    """From an ended contact to the lifted restriction; the history holds, and nothing confidential gets out."""
    async with town(tmp_path, main_job.START) as found:
        stage = told(found)
        await main_job.play(stage)
        assert found.leaks(*stage.secrets) == []
        assert verify(found.store).count > 60
        assert "harbour.db" in {path.name for path in found.ground.folder.iterdir()}


@pytest.mark.parametrize("place", ["log", "harbour.db-wal", "chat.postMessage"])
async def test_the_search_finds_a_word_that_got_out(town: Town, place: str) -> None:
    """Wherever it was planted."""
    word = "zebrafinch"
    match place:
        case "log":
            town.ground.log.write(f"a line with Zebrafinch in it ({word.upper()})\n")
        case "chat.postMessage":
            await town.plant({"channel": "U0ISLA", "text": f"about the {word}"})
        case _:
            with (town.ground.folder / place).open("ab") as file:
                file.write(word.encode())
    assert town.leaks(word) == [place]
