"""A canary in every free-text field and link of what else staff bring: found in dialogs, and nowhere else at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress

import pytest

from adapters.playground.people.person import Forgery, Given
from adapters.playground.stand_in.refusals import ClientRefused
from tests.journeys.acts import THREAT, closed, fill, opens, reports
from tests.journeys.aviary import Aviary, free_text
from tests.journeys.sides import Call, Trouble
from tests.journeys.town import Town, ref_in

#: The forms of these conversations, by how their names begin.
OURS = ("named_online.", "police.", "witness.", "support_request.", "outside_contact.", "contact_outside.", "register.")
FOUND: Mapping[str, Given] = {"Who is named?": ("Isla Fraser",), "Does it hold a threat?": "No"}


@pytest.fixture
def aviary(town: Town) -> Aviary:
    """The canaries of this town."""
    return Aviary(town)


# -- the run -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.3-3", "R-1.14.3-7", "R-1.12.2-6", "R-1.10.4-2")
async def test_no_word_of_any_form_gets_out(town: Town, aviary: Aviary) -> None:
    """Everything that staff bring, with refusals and faults on the way: messages, e-mails, logs at DEBUG, metrics,
    database files, errors."""
    await _named_online(town, aviary)
    await _steps_of_a_named_online(town, aviary)
    await _threat(town, aviary)
    await _not_reported(town, aviary)
    await _support(town, aviary)
    await _outside(town, aviary)
    await _register(town, aviary)
    await _typed_elsewhere(town, aviary)
    await town.until(12)
    assert free_text(*OURS) - aviary.sung == set()
    assert ("named_online.decide", "nothing_reasons") in aviary.sung
    assert len(aviary.birds) > 80
    assert town.leaks(*aviary.birds) == []
    assert "canary" in town.side().shown()  # dialogs do show them
    assert town.ground.mailbox.emails  # and there was e-mail to look through


async def _named_online(town: Town, aviary: Aviary) -> None:
    """Found with a command, refused for a missing place, then found; sending fails once."""
    rory = town.person("rory")
    await rory.command("/named-online", f"{aviary.link()} {aviary.bird()} in a command")
    await aviary.chirps(rory)
    with suppress(ClientRefused):  # or by Harbour, where the client lets it pass
        await rory.send()
    assert town.refs() == []
    await fill(rory, {**FOUND, "Where?": "Another website or app"})
    await aviary.chirps(rory)
    await rory.answer("where", None)
    await rory.answer("link", None)
    await rory.send()
    assert "Please say which one" in rory.modal().text  # refused by Harbour, and drawn again with what was typed
    town.side().fails(Call.SEND, Trouble.REFUSED, times=1)
    await aviary.sings(rory)
    await aviary.leaves(rory)
    await town.later(minutes=5)
    assert town.messages("morag", "NO-0001")


async def _steps_of_a_named_online(town: Town, aviary: Aviary) -> None:
    morag = await opens(town, "morag", "NO-0001")
    await morag.press("Show the link")
    await morag.press("Back")
    await morag.press("Acknowledge")
    await morag.press("Someone is in danger")
    await aviary.sings(morag, {"What cannot wait?": ("Telling the management team",)})
    await aviary.leaves(morag)
    await aviary.does("morag", "NO-0001", "I have told them", {"How": "By phone"})
    await aviary.does("isla", "NO-0001", "Say what you would like", {"What would you like?": "I will write it here"})
    await _decisions(aviary)
    morag = await opens(town, "morag", "NO-0001")
    await morag.press("Share a summary")
    await morag.answer("summary", aviary.link())
    await morag.send()
    assert "Please leave the link out" in morag.modal().text
    town.side().fails(Call.SEND, Trouble.BROKEN, times=2)
    await aviary.sings(morag)
    await aviary.leaves(morag)
    await town.later(minutes=10)
    assert "sings" in (await opens(town, "hamish", "NO-0001")).modal().text
    await closed(town.person("hamish"))


async def _decisions(aviary: Aviary) -> None:
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
    await aviary.does("morag", "NO-0001", "Decide what is done", seek)
    offered: Mapping[str, Given] = {"Did you offer an informal talk?": "No", "Did you offer counselling?": "Yes"}
    await aviary.does("morag", "NO-0001", "Note what was offered", offered)


async def _threat(town: Town, aviary: Aviary) -> None:
    """With a witness and a threatened colleague; reported, with everything noted."""
    isla = town.person("isla")
    await isla.command("/ended-contact", aviary.bird())
    colleague: Mapping[str, Given] = {
        "Against whom was the threat?": "A colleague",
        "Which colleague?": ("Shona Reid",),
        "Colleagues who were there": ("Callum Stewart",),
    }
    await aviary.sings(isla, {**THREAT, **colleague})
    decision = ref_in(isla.modal(), "PD")
    await isla.press("I have called the police")
    await isla.press("Add the reference")
    await aviary.sings(isla)
    await aviary.leaves(isla)
    await aviary.does("isla", decision, "Say what you think")
    await aviary.does("callum", "WS-0001", "Answer")
    await _refused_and_decided(town, aviary, decision)
    await aviary.does("morag", decision, "I have told them")
    await aviary.does("morag", decision, "Add a reference")
    await aviary.does("morag", decision, "Note what came of it")


async def _refused_and_decided(town: Town, aviary: Aviary, decision: str) -> None:
    morag = await opens(town, "morag", decision)
    await morag.press("Decide")
    await fill(morag, {"What do you decide?": "Do not report it"})
    await aviary.chirps(morag)
    unasked = {"What does Shona Reid think?": "They could not be asked", "What Shona Reid thinks": "Away"}
    await fill(morag, unasked)
    await morag.send()
    assert "Shona Reid has not been heard" in morag.modal().text
    await aviary.leaves(morag)  # all that was typed in it is gone
    morag = await opens(town, "morag", decision)
    await morag.press("Note what they said", near="What Shona Reid told you")
    await aviary.sings(morag)
    await aviary.leaves(morag)
    await aviary.does("morag", decision, "Decide", {"How were they told?": "By phone, 101"})


async def _not_reported(town: Town, aviary: Aviary) -> None:
    """Found online, decided not to be reported, and something new since."""
    shona = town.person("shona")
    await shona.command("/named-online")
    await aviary.sings(shona, {"Who is named?": ("Callum Stewart",), "Where?": "X", "Does it hold a threat?": "Yes"})
    await shona.press("I have called the police")
    await aviary.leaves(shona)
    found, decision = "NO-0002", "PD-0002"
    morag = await opens(town, "morag", found)
    await morag.press("Acknowledge")
    await aviary.leaves(morag)
    await aviary.does("morag", found, "I have told them", {"How": "In person"})
    await aviary.does("morag", found, "Note what they would like", {"What would they like?": "They told me"})
    await aviary.does("morag", found, "Decide what is done", {"What is done?": ("Nothing",)})
    await aviary.does("morag", decision, "Decide", {"What do you decide?": "Do not report it"})
    await aviary.does("morag", decision, "Something is new")


async def _support(town: Town, aviary: Aviary) -> None:
    """Each kind of request, denied, agreed in part, arranged, changed and looked at again."""
    refs = [await _asks(town, aviary, what) for what in _KINDS]
    name, removal, hour = refs[1:4]
    await aviary.own("isla", removal, "Add something")
    await aviary.answers("morag", removal, "Deny")
    await aviary.own("isla", removal, "Ask the management team")
    part: Mapping[str, Given] = {"In whose name": "Hamish Drummond", "From when": town.day(1)}
    await aviary.does("morag", name, "Approve in part", part)
    await aviary.does("morag", name, "Propose to look at it again")
    await aviary.does("morag", hour, "Arrange it", {"On which day": town.day(1)})
    await aviary.own("isla", hour, "Ask for another time")


_KINDS = (
    "No contact with a specific individual",
    "Correspondence in a senior manager's name",
    "To be removed from a case or an interaction",
    "An hour kept free for me",
    "To talk with a manager who is not my own",
)


async def _asks(town: Town, aviary: Aviary, what: str) -> str:
    isla = town.person("isla")
    await isla.command("/support")
    await isla.press("Something else would help")
    await aviary.sings(isla, {"What would help?": what})
    ref = ref_in(isla.modal(), "SR")
    await aviary.leaves(isla)
    return ref


async def _outside(town: Town, aviary: Aviary) -> None:
    """One recorded, one not recorded, one taken back, and one that nobody decides."""
    refs = [await _raises(town, aviary, "rory") for _ in range(4)]
    talked: Mapping[str, Given] = {"Have you talked with them?": "Yes, we have talked"}
    await aviary.does("ailsa", refs[0], "Record it", talked)
    await aviary.does("ailsa", refs[1], "Do not record", talked)
    await aviary.own("rory", refs[2], "Take it back", sends=True)
    assert [town.standing(ref) for ref in refs] == ["recorded", "not_recorded", "taken_back", "raised"]


async def _raises(town: Town, aviary: Aviary, who: str) -> str:
    person = town.person(who)
    await person.command("/outside-contact", f"{aviary.bird()} at {aviary.link()}")
    await aviary.sings(person, {"Where was it?": "On a social network"})
    ref = ref_in(person.modal(), "CO")
    await aviary.leaves(person)
    return ref


async def _register(town: Town, aviary: Aviary) -> None:
    fiona = town.person("fiona")
    await fiona.open_home()
    await fiona.press("Register", "home")
    await fiona.press("Open", near="NO-0001")
    await aviary.sings(fiona)
    assert "You are reading this to keep the records" in fiona.modal().text
    await aviary.leaves(fiona)


async def _typed_elsewhere(town: Town, aviary: Aviary) -> None:
    """After every command whose form is closed again, and in a direct message: theirs, and never ours."""
    callum = town.person("callum")
    for name in ("named-online", "outside-contact", "support"):
        await callum.command(f"/{name}", f"{aviary.bird()} {aviary.link()}")
        await aviary.leaves(callum)
        await callum.say(f"{name.replace('-', ' ')} {aviary.bird()}")
        await callum.say(f"{aviary.bird()} {name}")


# -- what is no form -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.3-3")
async def test_no_word_comes_back_from_what_is_not_understood(town: Town, aviary: Aviary) -> None:
    """Forms of other names and with other fields, buttons with words in them: neither answered with them nor logged."""
    rory, ref = town.person("rory"), await reports(town, "isla")
    await rory.command("/named-online")
    await aviary.chirps(rory)
    typed = len(aviary.birds)
    mangled = [rory.pending(forged) for forged in _mangled(aviary)]
    await closed(rory)
    before = town.state()
    for pending in mangled:
        answer = await rory.deliver(pending)
        assert answer.status in (200, 400)
        assert [bird for bird in aviary.birds[typed:] if bird in str(answer.body)] == []
    (button,) = [b for b in town.messages("morag", ref)[-1].buttons if b.label == "Open"]
    for act in (aviary.bird(), f"form:{aviary.bird()}", "named_online.open", "police.called", "register.page"):
        await town.forge("rory", button, act=act, value=aviary.bird())
        await closed(rory)
    await town.settle()
    assert town.state() == before
    assert town.leaks(*aviary.birds) == []


def _mangled(aviary: Aviary) -> Iterator[Forgery]:
    """The same submission with words where none belong."""
    yield Forgery(form=aviary.bird())
    yield Forgery(to=aviary.bird())
    yield Forgery(answers={aviary.bird(): aviary.bird()})
    yield Forgery(answers={"place": aviary.bird()})
    yield Forgery(answers={"link": [aviary.bird()]})
    yield Forgery(is_empty=True)


async def test_no_word_stands_in_the_error_of_a_database_that_fails(town: Town, aviary: Aviary) -> None:
    """Nothing is kept, whoever sent it is told so with what they typed in its place, and the log says no word of it."""
    rory, isla = town.person("rory"), town.person("isla")
    await rory.command("/named-online", aviary.link())
    await fill(rory, {**FOUND, "Where?": "Facebook"})
    await isla.command("/outside-contact", aviary.bird())
    await fill(isla, {"Where was it?": "At home"})
    with history_lost(town):
        for person in (rory, isla):
            await aviary.chirps(person)
            await person.send()
            assert "Something went wrong. Nothing changed." in person.modal().text
    assert town.refs() == []
    assert town.ground.log.getvalue().count(f"{town.side().platform}.failed") == 2
    for person in (rory, isla):
        await person.send()  # the database is there again
        await aviary.leaves(person)
    assert town.refs() == ["CO-0001", "NO-0001"]
    assert town.leaks(*aviary.birds) == []


@contextmanager
def history_lost(town: Town) -> Iterator[None]:
    """While it lasts the database refuses every act: its history is not there."""

    def renamed(old: str, new: str) -> None:
        with closing(sqlite3.connect(town.ground.folder / "harbour.db", isolation_level=None)) as connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    renamed("history", "history_lost")
    yield
    renamed("history_lost", "history")
