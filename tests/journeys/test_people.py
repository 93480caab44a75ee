"""People who act and people who are picked: members of staff, and a clear sentence for everybody else."""

from __future__ import annotations

import pytest

from adapters.playground.people.person import Forgery
from tests.journeys.acts import REPORT, acknowledges, fill, reports
from tests.journeys.world import World

pytestmark = pytest.mark.platforms

NOT_STAFF = "Harbour is for the people who work here, signed in with their own account. Nothing was sent."
NOT_A_COLLEAGUE = "Please choose somebody who works here and uses their own account."


@pytest.mark.parametrize("name", ["greta", "owen"])
async def test_a_guest_and_somebody_of_another_organisation_are_refused_politely(world: World, name: str) -> None:
    """A command, their home and a typed word: a sentence each, and nothing is kept."""
    before, person = world.state(), world.person(name)
    await person.command("/ended-contact", "shouted at me")
    assert NOT_STAFF in person.newest().text
    assert not person.has_modal
    home = await person.open_home()
    assert NOT_STAFF in home.text
    await person.say("help")
    assert NOT_STAFF in person.newest().text
    assert world.state() == before
    assert world.leaks("shouted at me") == []


@pytest.mark.requirement("R-1.12.1-1", "R-1.12.1-6")
async def test_a_temporary_worker_reports_to_the_duty_manager(world: World) -> None:
    """The directory does not know Tam; he may report all the same, and it reaches one manager."""
    ref = await reports(world, "tam")
    assert world.counts() == {"catriona": 1, "tam": 1}
    assert ref in world.messages("catriona")[0].text


@pytest.mark.requirement("R-1.12.1-6")
async def test_what_the_chief_executive_reports_goes_to_the_chair(world: World) -> None:
    """Nobody whom she leads handles it, nor the duty manager."""
    ref = await reports(world, "eilidh")
    assert [ref in m.text for m in world.messages("elspeth")] == [True]
    assert world.counts() == {"elspeth": 1, "eilidh": 1}


@pytest.mark.parametrize("name", ["greta", "owen"])
async def test_who_is_no_colleague_cannot_be_picked(world: World, name: str) -> None:
    """A guest, somebody from elsewhere, past any client: a sentence, and nothing is kept."""
    isla, before = world.person("isla"), world.state()
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**REPORT, "Who it was": "HA-1"})
    forged = Forgery(answers={"witnesses": [world.person(name).id]})
    assert "Please choose" in str((await isla.deliver(isla.pending(forged))).json())
    assert world.state() == before
    await fill(isla, {"Colleagues who were there": ("Callum Stewart",)})
    await isla.send()
    assert isla.modal().title == "Sent"


async def test_a_home_that_is_opened_again_shows_what_was_just_done(world: World) -> None:
    """A settled matter waits no more; the next step does."""
    ref = await reports(world, "isla")
    morag = world.person("morag")
    assert ref in (await morag.open_home()).text.partition("Your reports")[0]
    await acknowledges(world, "morag", ref)
    assert "A conversation, as soon as you can" in (await morag.open_home()).text
