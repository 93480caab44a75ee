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
from tests.journeys.town import Town

SENTENCE = OtherAccount().message
#: The same as a message.
SAID = f"Harbour\n{SENTENCE}"
#: What the account that was known before is told.
TOLD = "Harbour knows you otherwise now\n" + known_otherwise().blocks[0].text  # type: ignore[union-attr] # a text
OTHER = "7e57ab1e-0000-4000-8000-000000000002"
SECRET = "zebrafinch shouted"


async def comes(town: Town, whose: str) -> Person:
    """Another account with this person's name and address is made in the tenant, and the app is added for it."""
    return town.person(await town.side().doubles(town.person(whose), OTHER))


def listed(whose: str, teams_id: str) -> str:
    """The directory file, with the account of this person."""
    header, *rows = example.directory_csv().splitlines()
    place = example.COLUMNS.index("teams_id")
    cells = [row.split(",") for row in rows]
    for row in cells:
        if row[0] == example.address(whose):
            row[place] = teams_id
    return "\n".join([header, *(",".join(row) for row in cells), ""])


async def is_refused_everything(town: Town, other: Person, ref: str) -> None:
    """Check that text, commands, the home, and the other person's buttons all get one sentence, and save nothing."""
    before = town.state()
    for words in ("help", f"ended contact {SECRET}", ref):
        await other.say(words)
        assert other.messages()[-1].text == SAID
    await other.command("/ended-contact", SECRET)
    assert (other.newest().text, other.has_modal) == (SAID, False)
    assert SENTENCE in (await other.open_home()).text
    for message in town.messages("morag", ref):
        for button in message.buttons:
            answer = await other.click(button)
            assert (answer.status, answer.json()["task"]) == (200, {"type": "message", "value": SENTENCE})
    assert town.state() == before
    assert not other.news()
    assert not any(ref in message.text for message in other.messages() if message.text != ref)


async def test_another_account_takes_nobodys_place(town: Town) -> None:
    """A manager's address, in another account: what is hers goes on coming to her, and to nobody else."""
    ref = await reports(town, "isla", SECRET)
    chat, morag = await kept(town, "morag"), await town.known("morag")
    other = await comes(town, "morag")
    assert not other.messages()
    await is_refused_everything(town, other, ref)
    await sends_what_is_anothers(town, ref)
    second = await reports(town, "callum", SECRET)
    assert [len(town.messages("morag", each)) for each in (ref, second)] == [1, 1]
    await acknowledges(town, "morag", second)
    assert not other.news()
    assert (await kept(town, "morag"), await town.known("morag")) == (chat, morag)
    log = town.ground.log.getvalue()
    assert "teams.other_account" in log
    assert [word for word in (OTHER, morag.email, morag.name, "29:1other", SECRET) if word in log] == []


async def sends_what_is_anothers(town: Town, ref: str) -> None:
    """Send the content of Morag's open dialog from the other account: nothing happens."""
    tenant, state = town.teams.tenant, town.standing(ref)
    morag = await opens(town, "morag", ref)
    for button in morag.modal().buttons:
        activity = activities.submit(tenant, tenant.members[OTHER], button.element["data"])
        answer = await town.teams.people.link.deliver(activity)
        assert answer.json()["task"] == {"type": "message", "value": SENTENCE}
    await closed(morag)
    assert town.standing(ref) == state


@pytest.mark.parametrize("is_pinned", [True, False])
async def test_whose_account_it_is_is_for_the_directory_to_say(town: Town, is_pinned: bool) -> None:
    """An account made anew is refused until its id stands in the file; from then on it is the old one that is."""
    old = town.person("morag")
    if is_pinned:
        await town.know(listed("morag", old.id))
    ref = await reports(town, "isla", SECRET)
    other = await comes(town, "morag")
    await other.say("help")
    assert other.newest().text == SAID
    await town.know(listed("morag", OTHER.upper()), same=True)
    assert await kept(town, "morag") is None
    before = len(old.messages())
    second = await reports(town, "callum", SECRET)
    assert [second in message.text for message in other.news()] == [True]
    assert [message.text for message in old.messages()[before:]] == [TOLD]
    assert ref in (await other.open_home()).text
    chat = await kept(town, "morag")
    assert isinstance(chat, Reference)
    assert chat.conversation == town.teams.tenant.chat_with(OTHER)
    await old.say("help")
    assert old.newest().text == SAID
    assert await kept(town, "morag") == chat


async def test_the_directorys_account_is_right_whoever_comes_first(town: Town) -> None:
    """The file names an account that nobody has been heard from: another one with the address is not let in."""
    await town.know(listed("morag", f"{OTHER[:-1]}9"), same=True)
    other = await comes(town, "morag")
    assert not other.messages()
    await reports(town, "isla", SECRET)
    await other.command("/ended-contact", SECRET)
    assert (other.newest().text, other.has_modal, len(other.news())) == (SAID, False, 0)
    assert await kept(town, "morag") is None
