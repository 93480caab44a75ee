"""Nobody is mistaken for somebody else: not by a reused or changed address, a second account, or an empty cell."""

from __future__ import annotations

import csv
import io

import pytest

from adapters.chat.errors import OtherAccount, Unconfirmed
from adapters.playground.people import example
from bot.directory import undo
from bot.errors import Refused
from tests.journeys.acts import opens, reports
from tests.journeys.world import World

pytestmark = pytest.mark.platforms

ACCOUNTS = {"slack": "U0OTHER", "teams": "7e57ab1e-0000-4000-8000-000000000002"}
SECRET = "zebrafinch shouted"


def listed(whose: str = "", **cells: str) -> str:
    """The directory file, with other cells for this person, wherever their address is."""
    rows = list(csv.DictReader(io.StringIO(example.directory_csv())))
    before = example.address(whose) if whose else ""
    after = cells.get("email", before)
    for row in rows:
        row.update(cells if row["email"] == before else {})
        for column in ("line_manager", "deputies"):
            row[column] = row[column].replace(before, after) if before else row[column]
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, example.COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


async def lines(world: World, who: str) -> list[str]:
    """History of somebody's identity."""
    person = (await world.known(who)).id
    return await world.store.arun(lambda uow: [line.act for line in uow.directory.history(person)])


async def test_a_second_account_with_somebodys_address_never_becomes_them(world: World, platform: str) -> None:
    """A5: refused in a sentence, with a line in history and log; the next private report goes where it went before."""
    ref = await reports(world, "isla", SECRET)
    before = await world.known("morag")
    other = world.person(await world.side().doubles(world.person("morag"), ACCOUNTS[platform]))
    await other.say("help")
    assert OtherAccount().message in other.messages()[-1].text
    await other.command("/ended-contact", SECRET)
    assert not other.has_modal
    assert await world.known("morag") == before
    second = await reports(world, "callum", SECRET)
    assert [len(world.messages("morag", each)) for each in (ref, second)] == [1, 1]
    assert [each for each in (ref, second) if any(each in message.text for message in other.messages())] == []
    assert (await lines(world, "morag")).count("account_refused") == 1
    assert f"{platform}.other_account" in world.surroundings.log.getvalue()
    assert world.leaks(SECRET) == []
    assert [word for word in (before.email, ACCOUNTS[platform]) if word in world.surroundings.log.getvalue()] == []


async def test_a_reused_address_opens_nothing_of_whom_it_was(world: World, platform: str) -> None:
    """A1: whoever has Isla's address after her is somebody else, and whoever was Isla is nobody here."""
    ref = await reports(world, "isla", SECRET)
    isla = world.person("isla")
    abe = {"name": "Abe Lang", f"{platform}_id": ACCOUNTS[platform]}
    with pytest.raises(Refused, match="this leads to somebody who is here"):
        await world.know(listed("isla", **abe))
    await world.know(listed("isla", **abe), same=False)
    other = world.person(await world.side().doubles(isla, ACCOUNTS[platform]))
    assert ref not in (await other.open_home()).text
    await other.say(ref)
    assert not any(SECRET in message.text for message in other.messages())
    await isla.say("help")
    assert OtherAccount().message in isla.messages()[-1].text


async def test_a_changed_address_is_the_same_colleague_whichever_changes_first(world: World) -> None:
    """A2: the directory today, the platform tomorrow; in between the id that was learnt leads to her."""
    ref = await reports(world, "isla", SECRET)
    new = "isla.stewart@hfl.example"
    with pytest.raises(Refused, match="name: this leads to somebody who is here"):
        await world.know(listed("isla", email=new))
    await world.know(listed("isla", email=new), same=True)
    isla = world.person("isla")
    assert ref in (await isla.open_home()).text
    world.side().readdresses(isla, new)
    assert ref in (await isla.open_home()).text
    assert len(world.messages("morag", await reports(world, "isla"))) == 1


async def test_who_was_wrongly_made_two_stops_nobodys_message(world: World) -> None:
    """A3: the account is still the former one's. What waits for the new one goes to the next, and undo mends it."""
    first = await reports(world, "isla", SECRET)
    new = "morag.bell@hfl.example"
    await world.know(listed("morag", email=new), same=False)
    world.side().readdresses(world.person("morag"), new)
    second = await reports(world, "callum", SECRET)
    assert len(world.messages("ailsa", second)) == 1
    await world.person("morag").say("help")
    assert OtherAccount().message in world.person("morag").messages()[-1].text
    log = world.surroundings.log.getvalue()
    assert ("delivery.failed" in log, "Conflict" in log) == (False, False)
    await world.store.arun(undo)
    await world.settle()
    assert len(world.messages("morag", first)) == 1
    await opens(world, "morag", first)


async def test_an_address_that_is_not_confirmed_is_nobodys(world: World, platform: str) -> None:
    """On a platform that lets people type any address, it leads to nobody until its owner has confirmed it."""
    if platform == "teams":
        return  # its addresses are the tenant's own
    other = world.person(await world.side().doubles(world.person("morag"), ACCOUNTS[platform], confirmed=False))
    await other.say("help")
    assert Unconfirmed().message in other.messages()[-1].text
    assert (await world.known("morag")).ids == {}
    assert await lines(world, "morag") == []
