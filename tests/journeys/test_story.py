"""The demo's stories, and the search for confidential words at their end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from adapters.playground.people.cast import PlayedOn
from adapters.playground.stand_in.patience import LONG
from adapters.playground.stories import (
    alert_card,
    appeal,
    asking,
    comings,
    correspondence,
    main_job,
    named_online,
    outside,
    threat,
)
from adapters.playground.stories.story import Story
from bot import directory
from bot.app import demo as playground
from bot.app.platforms import PLATFORMS
from storage import verify
from tests.journeys.conftest import Worlds
from tests.journeys.world import World


def told(found: World) -> Story:
    """The story as it is played in this world."""

    async def staff(file: str) -> None:
        rows = directory.read(file.encode(), PLATFORMS).rows
        await found.store.arun(lambda uow: directory.import_into(uow, rows))

    surroundings = found.surroundings
    return Story(
        found.cast, surroundings.clock, found.calendar, found.settle, lambda _: None, surroundings.mailbox, staff
    )


@pytest.mark.requirement(
    "R-1.6-2", "R-1.6-7", "R-1.6-8", "R-1.8-5", "R-1.8-6", "R-1.8-8", "R-1.8-10", "R-1.9-1", "R-1.9-2", "R-1.12.1-5",
    "R-1.12.1-6", "R-1.12.2-1", "R-1.12.2-2", "R-1.12.2-3", "R-1.13-5", "R-1.14.1-3", "R-1.14.1-6",
)  # fmt: skip
async def test_the_main_job_happens_as_it_is_told(worlds: Worlds) -> None:
    """From an ended contact to the lifted restriction; the history holds, and nothing confidential gets out."""
    async with worlds(main_job.START) as found:
        story = told(found)
        await main_job.play(story)
        assert found.leaks(*story.secrets) == []
        assert verify(found.store).count > 60
        assert "harbour.db" in {path.name for path in found.surroundings.folder.iterdir()}


async def played(worlds: Worlds, play: Callable[[Story], Awaitable[None]]) -> None:
    """The story by itself, in a world of its own; no typed text gets out, and the history holds."""
    async with worlds(main_job.START) as found:
        story = told(found)
        await play(story)
        assert len(story.secrets) > 1
        assert found.leaks(*story.secrets) == []
        assert verify(found.store).count > 10


@pytest.mark.requirement(
    "R-1.9.3-1", "R-1.9.3-3", "R-1.14.3-1", "R-1.14.3-2", "R-1.14.3-3", "R-1.14.3-4", "R-1.14.3-5", "R-1.14.3-6",
    "R-1.14.3-8", "R-1.14.3-9", "R-1.14.3-10", "R-1.14.3-11",
)  # fmt: skip
async def test_a_colleague_is_named_publicly_as_it_is_told(worlds: Worlds) -> None:
    """Found, told by a person, heard, decided, shared; two at once, the chief executive, a manager on leave."""
    await played(worlds, named_online.play)


async def test_who_works_here_changes_as_it_is_told(worlds: Worlds) -> None:
    """Somebody leaves and is back at once, marries, is promoted; nobody loses a report, or reads another's."""
    await played(worlds, comings.play)


@pytest.mark.requirement(
    "R-1.9.4-1", "R-1.9.4-3", "R-1.9.4-4", "R-1.9.4-5", "R-1.9.4-6", "R-1.9.4-7", "R-1.9.4-8", "R-1.12.1-6",
)  # fmt: skip
async def test_a_threat_happens_as_it_is_told(worlds: Worlds) -> None:
    """In the evening, with two witnesses; against the manager herself; and one that nobody answers."""
    await played(worlds, threat.play)


@pytest.mark.requirement("R-1.12-2", "R-1.12.2-4", "R-1.12.2-6", "R-1.12.3-1", "R-1.12.3-3")
async def test_support_is_asked_for_as_it_is_told(worlds: Worlds) -> None:
    """Without any incident: approved in part, denied and looked at again, an hour, another manager."""
    await played(worlds, asking.play)


@pytest.mark.requirement("R-1.10.4-1", "R-1.10.4-2", "R-1.10.4-3", "R-1.10.4-4", "R-1.14.1-6")
async def test_contact_outside_the_office_happens_as_it_is_told(worlds: Worlds) -> None:
    """Recorded, not recorded, decided by nobody; and the register of whoever keeps the records."""
    await played(worlds, outside.play)


@pytest.mark.requirement(
    "R-1.9.2-1", "R-1.9.2-2", "R-1.9.2-3", "R-1.9.2-5", "R-1.9.2-6", "R-1.14.1-2", "R-1.14.1-3",
)  # fmt: skip
async def test_an_abusive_e_mail_happens_as_it_is_told(worlds: Worlds) -> None:
    """Not read to the end; its evidence behind a cover, looked at once; decided, and its sender informed."""
    await played(worlds, correspondence.play)


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.1-8", "R-1.14.2-1", "R-1.14.2-2", "R-1.14.2-4")
async def test_a_card_reaches_the_phones_as_it_is_told(worlds: Worlds) -> None:
    """Ticked, read, looked up, called back; and nobody else can tell whether there is one."""
    await played(worlds, alert_card.play)


@pytest.mark.requirement("R-1.3-3", "R-1.8-5", "R-1.8-7", "R-1.8-10")
async def test_an_appeal_happens_as_it_is_told(worlds: Worlds) -> None:
    """Late, to the chief executive alone; and against what she decided herself, to somebody who is named."""
    await played(worlds, appeal.play)


@pytest.mark.thorough
def test_the_demo_tells_every_story_alike_on_every_platform(capsys: pytest.CaptureFixture[str]) -> None:
    """In one house, one after the other; it ends with 0 only if all of it happened. Who saw what is the same, word
    for word, in Slack, in Teams, and with people on both."""
    said: dict[PlayedOn, list[str]] = {}
    for platform in PlayedOn:
        assert playground.story(platform=platform, patience=LONG) == 0
        said[platform] = capsys.readouterr().out.splitlines()
    for scene in (
        "Isla has just put the phone down",
        "Rory finds a post that names Isla",
        "A threat on the phone, at half past six",
        "No more contact with one individual: approved in part",
        "Contact outside the office, recorded",
        "An abusive e-mail, which Callum did not read to the end",
        "A restriction about calls: who needs to know, for their work?",
        "A restriction, and an appeal long after it",
    ):
        assert scene in said[PlayedOn.SLACK]
    assert said[PlayedOn.SLACK][-1].endswith("none in messages, e-mails, logs, metrics or database files.")
    assert said[PlayedOn.TEAMS] == said[PlayedOn.SLACK]
    assert said[PlayedOn.MIXED] == said[PlayedOn.SLACK]


def test_a_story_that_did_not_happen_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    """And says what is missing."""

    async def nobody_came(story: Story) -> None:
        story.expect(story.emails("isla"), "Nothing came to Isla.")

    assert playground.story(nobody_came) == 1
    assert "The story did not happen as it is told: Nothing came to Isla." in capsys.readouterr().out


@pytest.mark.parametrize("place", ["log", "harbour.db-left", "a message"])
async def test_the_search_finds_a_word_that_got_out(world: World, place: str) -> None:
    """Wherever it was planted."""
    word = "zebrafinch"
    match place:
        case "log":
            world.surroundings.log.write(f"a line with Zebrafinch in it ({word.upper()})\n")
        case "a message":
            place = await world.side().plant(world.person("isla"), f"about the {word}")
        case _:
            with (world.surroundings.folder / place).open("ab") as file:
                file.write(word.encode())
    assert world.leaks(word) == [place]
