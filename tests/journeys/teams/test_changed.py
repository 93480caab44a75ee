"""A form whose questions somebody else has answered while it was filled in."""

from __future__ import annotations

from adapters.teams.answers import CHANGED, FURTHER, NO_LONGER_ASKED
from tests.journeys.acts import THREAT, acknowledges, fill, opens, reports
from tests.journeys.test_police import REPORTED, says
from tests.journeys.world import World


async def test_what_a_manager_typed_for_somebody_who_has_answered_meanwhile_comes_back(world: World) -> None:
    """Isla says herself what Morag was noting for her: it is read back to Morag, and the next press decides."""
    await reports(world, "isla", "Canarythreat", THREAT)
    await acknowledges(world, "morag", "EC-0001")
    morag = await opens(world, "morag", "PD-0001")
    await morag.press("Decide")
    await fill(morag, {**REPORTED, "What Isla Fraser thinks": "Canarynoted"})
    await says(world, "isla", "PD-0001")
    await morag.send()
    told = morag.modal().text
    assert [words in told for words in (CHANGED, NO_LONGER_ASKED, "Canarynoted", FURTHER)] == [True, True, True, False]
    assert ("Canaryimpact" in told, morag.modal().errors) == (True, {})
    await morag.send()
    await world.settle()
    assert "It is decided." in morag.modal().text
