"""Another account with somebody's address: it hears nothing and sees nothing until the directory says whose it is."""

from __future__ import annotations

import pytest

from adapters.chat.errors import OtherAccount
from adapters.playground.people import example
from adapters.playground.people.person import Person
from adapters.playground.teams import activities
from adapters.teams.reference import Reference
from bot.views.home.known_otherwise import known_otherwise
from tests.journeys.acts import acknowledges, closed, opens, reports
from tests.journeys.teams.test_faults import kept
from tests.journeys.world import World

SENTENCE = OtherAccount().message
#: The same as a message.
SAID = f"Harbour\n{SENTENCE}"
#: What the account that was known before is told.
TOLD = "Harbour knows you otherwise now\n" + known_otherwise().blocks[0].text  # type: ignore[union-attr] # a text
OTHER = "7e57ab1e-0000-4000-8000-000000000002"
SECRET = "zebrafinch shouted"


async def comes(world: World, whose: str) -> Person:
    """Another account with this person's name and address is made in the tenant, and the app is added for it."""
    return world.person(await world.side().doubles(world.person(whose), OTHER))


def listed(whose: str, teams_id: str) -> str:
    """The directory file, with the account of this person."""
    header, *rows = example.directory_csv().splitlines()
    place = example.COLUMNS.index("teams_id")
    cells = [row.split(",") for row in rows]
    for row in cells:
        if row[0] == example.address(whose):
            row[place] = teams_id
    return "\n".join([header, *(",".join(row) for row in cells), ""])


async def is_refused_everything(world: World, other: Person, ref: str) -> None:
    """Check that text, commands, the home, and the other person's buttons all get one sentence, and save nothing."""
    before = world.state()
    for words in ("help", f"ended contact {SECRET}", ref):
        await other.say(words)
        assert other.messages()[-1].text == SAID
    await other.command("/ended-contact", SECRET)
    assert (other.newest().text, other.has_modal) == (SAID, False)
    assert SENTENCE in (await other.open_home()).text
    for message in world.messages("morag", ref):
        for button in message.buttons:
            answer = await other.click(button)
            assert (answer.status, answer.json()["task"]) == (200, {"type": "message", "value": SENTENCE})
    assert world.state() == before
    assert not other.news()
    assert not any(ref in message.text for message in other.messages() if message.text != ref)


async def test_another_account_takes_nobodys_place(world: World) -> None:
    """A manager's address, in another account: what is hers goes on coming to her, and to nobody else."""
    ref = await reports(world, "isla", SECRET)
    chat, morag = await kept(world, "morag"), await world.known("morag")
    other = await comes(world, "morag")
    assert not other.messages()
    await is_refused_everything(world, other, ref)
    await sends_what_is_anothers(world, ref)
    second = await reports(world, "callum", SECRET)
    assert [len(world.messages("morag", each)) for each in (ref, second)] == [1, 1]
    await acknowledges(world, "morag", second)
    assert not other.news()
    assert (await kept(world, "morag"), await world.known("morag")) == (chat, morag)
    log = world.surroundings.log.getvalue()
    assert "teams.other_account" in log
    assert [word for word in (OTHER, morag.email, morag.name, "29:1other", SECRET) if word in log] == []


async def sends_what_is_anothers(world: World, ref: str) -> None:
    """Send the content of Morag's open dialog from the other account: nothing happens."""
    tenant, state = world.teams.tenant, world.standing(ref)
    morag = await opens(world, "morag", ref)
    for button in morag.modal().buttons:
        activity = activities.submit(tenant, tenant.members[OTHER], button.element["data"])
        answer = await world.teams.people.link.deliver(activity)
        assert answer.json()["task"] == {"type": "message", "value": SENTENCE}
    await closed(morag)
    assert world.standing(ref) == state


@pytest.mark.parametrize("is_pinned", [True, False])
async def test_whose_account_it_is_is_for_the_directory_to_say(world: World, is_pinned: bool) -> None:
    """An account made anew is refused until its id stands in the file; from then on it is the old one that is."""
    old = world.person("morag")
    if is_pinned:
        await world.know(listed("morag", old.id))
    ref = await reports(world, "isla", SECRET)
    other = await comes(world, "morag")
    await other.say("help")
    assert other.newest().text == SAID
    await world.know(listed("morag", OTHER.upper()), same=True)
    assert await kept(world, "morag") is None
    before = len(old.messages())
    second = await reports(world, "callum", SECRET)
    assert [second in message.text for message in other.news()] == [True]
    assert [message.text for message in old.messages()[before:]] == [TOLD]
    assert ref in (await other.open_home()).text
    chat = await kept(world, "morag")
    assert isinstance(chat, Reference)
    assert chat.conversation == world.teams.tenant.chat_with(OTHER)
    await old.say("help")
    assert old.newest().text == SAID
    assert await kept(world, "morag") == chat


async def test_the_directorys_account_is_right_whoever_comes_first(world: World) -> None:
    """The file names an account that nobody has been heard from: another one with the address is not let in."""
    await world.know(listed("morag", f"{OTHER[:-1]}9"), same=True)
    other = await comes(world, "morag")
    assert not other.messages()
    await reports(world, "isla", SECRET)
    await other.command("/ended-contact", SECRET)
    assert (other.newest().text, other.has_modal, len(other.news())) == (SAID, False, 0)
    assert await kept(world, "morag") is None
