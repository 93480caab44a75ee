"""A canary in every free-text field and link of other conversations: in dialogs, and nowhere else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress

import pytest

from adapters.playground.people.person import Forgery, Given
from adapters.playground.stand_in.refusals import ClientRefused
from tests.journeys.acts import THREAT, closed, fill, opens, reports
from tests.journeys.canaries import Canaries, free_text
from tests.journeys.sides import Call, Trouble
from tests.journeys.world import World, ref_in

#: The forms of these conversations, by how their names begin.
OURS = ("named_online.", "police.", "witness.", "support_request.", "outside_contact.", "contact_outside.", "register.")
FOUND: Mapping[str, Given] = {"Who is named?": ("Isla Fraser",), "Does it hold a threat?": "No"}


@pytest.fixture
def canaries(world: World) -> Canaries:
    """The canaries of this world."""
    return Canaries(world)


# -- the run -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.3-3", "R-1.14.3-7", "R-1.12.2-6", "R-1.10.4-2")
async def test_no_word_of_any_form_gets_out(world: World, canaries: Canaries) -> None:
    """Everything that staff bring, with refusals and faults on the way: messages, e-mails, logs at DEBUG, metrics,
    database files, errors."""
    await _named_online(world, canaries)
    await _steps_of_a_named_online(world, canaries)
    await _threat(world, canaries)
    await _not_reported(world, canaries)
    await _support(world, canaries)
    await _outside(world, canaries)
    await _register(world, canaries)
    await _typed_elsewhere(world, canaries)
    await world.until(12)
    assert free_text(*OURS) - canaries.filled == set()
    assert ("named_online.decide", "nothing_reasons") in canaries.filled
    assert len(canaries.words) > 80
    assert world.leaks(*canaries.words) == []
    assert "canary" in world.side().shown()  # dialogs do show them
    assert world.surroundings.mailbox.emails  # and there was e-mail to look through


async def _named_online(world: World, canaries: Canaries) -> None:
    """Found with a command, refused for a missing place, then found; sending fails once."""
    rory = world.person("rory")
    await rory.command("/named-online", f"{canaries.link()} {canaries.word()} in a command")
    await canaries.types(rory)
    with suppress(ClientRefused):  # or by Harbour, where the client lets it pass
        await rory.send()
    assert world.refs() == []
    await fill(rory, {**FOUND, "Where?": "Another website or app"})
    await canaries.types(rory)
    await rory.answer("where", None)
    await rory.answer("link", None)
    await rory.send()
    assert "Please say which one" in rory.modal().text  # refused by Harbour, and drawn again with what was typed
    world.side().fails(Call.SEND, Trouble.REFUSED, times=1)
    await canaries.sends(rory)
    await canaries.leaves(rory)
    await world.later(minutes=5)
    assert world.messages("morag", "NO-0001")


async def _steps_of_a_named_online(world: World, canaries: Canaries) -> None:
    morag = await opens(world, "morag", "NO-0001")
    await morag.press("Show the link")
    await morag.press("Back")
    await morag.press("Acknowledge")
    await morag.press("Someone is in danger")
    await canaries.sends(morag, {"What cannot wait?": ("Telling the management team",)})
    await canaries.leaves(morag)
    await canaries.does("morag", "NO-0001", "I have told them", {"How": "By phone"})
    await canaries.does("isla", "NO-0001", "Say what you would like", {"What would you like?": "I will write it here"})
    await _decisions(canaries)
    morag = await opens(world, "morag", "NO-0001")
    await morag.press("Share a summary")
    await morag.answer("summary", canaries.link())
    await morag.send()
    assert "Please leave the link out" in morag.modal().text
    world.side().fails(Call.SEND, Trouble.BROKEN, times=2)
    await canaries.sends(morag)
    await canaries.leaves(morag)
    await world.later(minutes=10)
    assert "sings" in (await opens(world, "hamish", "NO-0001")).modal().text
    await closed(world.person("hamish"))


async def _decisions(canaries: Canaries) -> None:
    everything = (
        "Decide whether to seek to have it removed",
        "Report it to the platform",
        "Block an account, or another technical step",
        "Propose a restriction",
    )
    seek: Mapping[str, Given] = {
        "What is done?": everything,
        "Should we seek to have the name removed?": "Seek to have it removed",
        "Who asks them?": "I do",
    }
    await canaries.does("morag", "NO-0001", "Decide what is done", seek)
    offered: Mapping[str, Given] = {"Did you offer an informal talk?": "No", "Did you offer counselling?": "Yes"}
    await canaries.does("morag", "NO-0001", "Note what was offered", offered)


async def _threat(world: World, canaries: Canaries) -> None:
    """With a witness and a threatened colleague; reported, with everything noted."""
    isla = world.person("isla")
    await isla.command("/ended-contact", canaries.word())
    colleague: Mapping[str, Given] = {
        "Against whom was the threat?": "A colleague",
        "Which colleague?": ("Shona Reid",),
        "Colleagues who were there": ("Callum Stewart",),
    }
    await canaries.sends(isla, {**THREAT, **colleague})
    decision = ref_in(isla.modal(), "PD")
    await isla.press("I have called the police")
    await isla.press("Add the reference")
    await canaries.sends(isla)
    await canaries.leaves(isla)
    await canaries.does("isla", decision, "Say what you think")
    await canaries.does("callum", "WS-0001", "Answer")
    await _refused_and_decided(world, canaries, decision)
    await canaries.does("morag", decision, "I have told them")
    await canaries.does("morag", decision, "Add a reference")
    await canaries.does("morag", decision, "Note what came of it")


async def _refused_and_decided(world: World, canaries: Canaries, decision: str) -> None:
    morag = await opens(world, "morag", decision)
    await morag.press("Decide")
    await fill(morag, {"What do you decide?": "Do not report it"})
    await canaries.types(morag)
    unasked = {"What does Shona Reid think?": "They could not be asked", "What Shona Reid thinks": "Away"}
    await fill(morag, unasked)
    await morag.send()
    assert "Shona Reid has not been heard" in morag.modal().text
    await canaries.leaves(morag)  # all that was typed in it is gone
    morag = await opens(world, "morag", decision)
    await morag.press("Note what they said", near="What Shona Reid told you")
    await canaries.sends(morag)
    await canaries.leaves(morag)
    await canaries.does("morag", decision, "Decide", {"How were they told?": "By phone, 101"})


async def _not_reported(world: World, canaries: Canaries) -> None:
    """Found online, decided not to be reported, and something new since."""
    shona = world.person("shona")
    await shona.command("/named-online")
    await canaries.sends(shona, {"Who is named?": ("Callum Stewart",), "Where?": "X", "Does it hold a threat?": "Yes"})
    await shona.press("I have called the police")
    await canaries.leaves(shona)
    found, decision = "NO-0002", "PD-0002"
    morag = await opens(world, "morag", found)
    await morag.press("Acknowledge")
    await canaries.leaves(morag)
    await canaries.does("morag", found, "I have told them", {"How": "In person"})
    await canaries.does("morag", found, "Note what they would like", {"What would they like?": "They told me"})
    await canaries.does("morag", found, "Decide what is done", {"What is done?": ("Nothing",)})
    await canaries.does("morag", decision, "Decide", {"What do you decide?": "Do not report it"})
    await canaries.does("morag", decision, "Something is new")


async def _support(world: World, canaries: Canaries) -> None:
    """Each kind of request, denied, agreed in part, arranged, changed and looked at again."""
    refs = [await _asks(world, canaries, what) for what in _KINDS]
    name, removal, hour = refs[1:4]
    await canaries.own("isla", removal, "Add something")
    await canaries.answers("morag", removal, "Deny")
    await canaries.own("isla", removal, "Ask the management team")
    part: Mapping[str, Given] = {"In whose name": "Hamish Drummond", "From when": world.day(1)}
    await canaries.does("morag", name, "Approve in part", part)
    await canaries.does("morag", name, "Propose to look at it again")
    await canaries.does("morag", hour, "Arrange it", {"On which day": world.day(1)})
    await canaries.own("isla", hour, "Ask for another time")


_KINDS = (
    "No contact with a specific individual",
    "Correspondence in a senior manager's name",
    "To be removed from a case or an interaction",
    "An hour kept free for me",
    "To talk with a manager who is not my own",
)


async def _asks(world: World, canaries: Canaries, what: str) -> str:
    isla = world.person("isla")
    await isla.command("/support")
    await isla.press("Something else would help")
    await canaries.sends(isla, {"What would help?": what})
    ref = ref_in(isla.modal(), "SR")
    await canaries.leaves(isla)
    return ref


async def _outside(world: World, canaries: Canaries) -> None:
    """One recorded, one not recorded, one taken back, and one that nobody decides."""
    refs = [await _raises(world, canaries, "rory") for _ in range(4)]
    talked: Mapping[str, Given] = {"Have you talked with them?": "Yes, we have talked"}
    await canaries.does("ailsa", refs[0], "Record it", talked)
    await canaries.does("ailsa", refs[1], "Do not record", talked)
    await canaries.own("rory", refs[2], "Take it back", sends=True)
    assert [world.standing(ref) for ref in refs] == ["recorded", "not_recorded", "taken_back", "raised"]


async def _raises(world: World, canaries: Canaries, who: str) -> str:
    person = world.person(who)
    await person.command("/outside-contact", f"{canaries.word()} at {canaries.link()}")
    await canaries.sends(person, {"Where was it?": "On a social network"})
    ref = ref_in(person.modal(), "CO")
    await canaries.leaves(person)
    return ref


async def _register(world: World, canaries: Canaries) -> None:
    fiona = world.person("fiona")
    await fiona.open_home()
    await fiona.press("Register", "home")
    await fiona.press("Open", near="NO-0001")
    await canaries.sends(fiona)
    assert "You are reading this to keep the records" in fiona.modal().text
    await canaries.leaves(fiona)


async def _typed_elsewhere(world: World, canaries: Canaries) -> None:
    """After every command whose form is closed again, and in a direct message: theirs, and never ours."""
    callum = world.person("callum")
    for name in ("named-online", "outside-contact", "support"):
        await callum.command(f"/{name}", f"{canaries.word()} {canaries.link()}")
        await canaries.leaves(callum)
        await callum.say(f"{name.replace('-', ' ')} {canaries.word()}")
        await callum.say(f"{canaries.word()} {name}")


# -- what is no form -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.3-3")
async def test_no_word_comes_back_from_what_is_not_understood(world: World, canaries: Canaries) -> None:
    """Forms of other names and with other fields, buttons with words in them: neither answered with them nor logged."""
    rory, ref = world.person("rory"), await reports(world, "isla")
    await rory.command("/named-online")
    await canaries.types(rory)
    typed = len(canaries.words)
    mangled = [rory.pending(forged) for forged in _mangled(canaries)]
    await closed(rory)
    before = world.state()
    for pending in mangled:
        answer = await rory.deliver(pending)
        assert answer.status in (200, 400)
        assert [bird for bird in canaries.words[typed:] if bird in str(answer.body)] == []
    (button,) = [b for b in world.messages("morag", ref)[-1].buttons if b.label == "Open"]
    for act in (canaries.word(), f"form:{canaries.word()}", "named_online.open", "police.called", "register.page"):
        await world.forge("rory", button, act=act, value=canaries.word())
        await closed(rory)
    await world.settle()
    assert world.state() == before
    assert world.leaks(*canaries.words) == []


def _mangled(canaries: Canaries) -> Iterator[Forgery]:
    """The same submission with words where none belong."""
    yield Forgery(form=canaries.word())
    yield Forgery(to=canaries.word())
    yield Forgery(answers={canaries.word(): canaries.word()})
    yield Forgery(answers={"place": canaries.word()})
    yield Forgery(answers={"link": [canaries.word()]})
    yield Forgery(is_empty=True)


async def test_no_word_stands_in_the_error_of_a_database_that_fails(world: World, canaries: Canaries) -> None:
    """Nothing is kept, whoever sent it is told so with what they typed in its place, and the log says no word of it."""
    rory, isla = world.person("rory"), world.person("isla")
    await rory.command("/named-online", canaries.link())
    await fill(rory, {**FOUND, "Where?": "Facebook"})
    await isla.command("/outside-contact", canaries.word())
    await fill(isla, {"Where was it?": "At home"})
    with history_lost(world):
        for person in (rory, isla):
            await canaries.types(person)
            await person.send()
            assert "Something went wrong. Nothing changed." in person.modal().text
    assert world.refs() == []
    assert world.surroundings.log.getvalue().count(f"{world.side().platform}.failed") == 2
    for person in (rory, isla):
        await person.send()  # the database is there again
        await canaries.leaves(person)
    assert world.refs() == ["CO-0001", "NO-0001"]
    assert world.leaks(*canaries.words) == []


@contextmanager
def history_lost(world: World) -> Iterator[None]:
    """While it lasts the database refuses every act: its history is not there."""

    def renamed(old: str, new: str) -> None:
        with closing(sqlite3.connect(world.surroundings.folder / "harbour.db", isolation_level=None)) as connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    renamed("history", "history_lost")
    yield
    renamed("history_lost", "history")
