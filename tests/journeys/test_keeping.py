"""Retention over HTTP: a list once a month, a reason or a second step, and nothing left of an erased record."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journeys.acts import acknowledges, closed, reports, talks, triages
from tests.journeys.world import NOT_YOURS, World

REF = "HA-20417"


async def settled(world: World) -> str:
    """A report that its manager has settled; its reference."""
    ref = await reports(world, "isla", "canary001bird", whom=REF)
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    await triages(world, "morag", ref)
    assert world.standing(ref) == "closed"
    return ref


@pytest.mark.requirement("R-1.14.1-6")
async def test_a_year_later_it_is_erased_by_who_keeps_the_records(world: World) -> None:
    """A number in the chat; a line, a look, a second step; and nothing of it anywhere."""
    ref = await settled(world)
    await world.until(date(2027, 12, 14), "10:00")
    fiona = world.person("fiona")
    (message,) = [m for m in world.messages("fiona") if "look" in m.title]
    assert message.title == "Records are due for a look: 1"
    assert ref not in message.text
    await fiona.press("Open", near="Records are due")
    assert f"{ref} · ended contact: settled" in fiona.modal().text
    await fiona.press("Look", near=ref)
    await fiona.press("Erase it…")
    await fiona.send()
    assert f"Erased: {ref}" in fiona.modal().text
    await closed(fiona)
    await world.settle()
    assert world.standing(ref) == "erased"
    assert world.leaks("canary001bird", REF) == []
    assert "Nothing on this list is left to look at." in world.messages("fiona")[-1].text


async def test_nobody_else_is_told_or_may(world: World) -> None:
    """Pressing her button does not help either."""
    await settled(world)
    await world.until(date(2027, 12, 14), "10:00")
    everybody = ("isla", "morag", "ailsa", "catriona", "eilidh", "angus", "elspeth")
    assert [name for name in everybody for m in world.messages(name) if "due for a look" in m.title] == []
    (message,) = [m for m in world.messages("fiona") if "look" in m.title]
    button = next(b for b in message.buttons if b.label == "Open")
    for name in everybody:
        await world.forge(name, button)
        assert NOT_YOURS in world.person(name).modal().text
        await closed(world.person(name))


async def test_the_management_team_opens_the_report_of_the_quarter(world: World) -> None:
    """Totals, and no name; whoever has opened it is not reminded of it."""
    for _ in range(10):
        await reports(world, "isla", "canary001bird")
    await world.until(date(2027, 4, 9), "10:00")
    leads = [name for name in ("catriona", "hamish", "eilidh") if _reports_of(world, name)]
    assert leads
    assert not _reports_of(world, "morag")
    who = world.person(leads[0])
    await who.press("Open", near="The report of the quarter is ready")
    said = who.modal().text
    assert "Contacts ended and reported\n10" in said
    assert "canary001bird" not in said
    assert "Isla" not in said
    await closed(who)
    await world.settle()
    assert "You have opened this report." in _reports_of(world, leads[0])[0]


def _reports_of(world: World, name: str) -> list[str]:
    return [m.text for m in world.messages(name) if "QR-0001" in m.title or "QR-0001" in m.text]
