"""Support without any incident: decided with reasons, or arranged without refusal (1.12, 1.12.2, 1.12.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given, Person
from adapters.playground.stories.acts import answer_to, does, leaves, opens, presses, sends
from adapters.playground.stories.stage import Stage

_TEAM = ("hamish", "catriona", "eilidh")


async def play(stage: Stage) -> None:
    """Four requests, each with its own end. Raises NotAsTold."""
    await stage.pass_working_days(1, time(10))
    in_place = await no_contact(stage)
    await a_senior_managers_name(stage)
    await an_hour(stage)
    await another_manager(stage)
    await still_wanted(stage, in_place)


async def no_contact(stage: Stage) -> str:
    """Approved in part: who covers hears that there is something to cover. The reference."""
    stage.scene("No more contact with one individual: approved in part")
    whom = stage.confide("HA-50112")
    why = stage.confide("He waits for me by the lift", "waits for me by the lift")
    wanted: dict[str, Given] = {
        "What would help?": "No contact with a specific individual",
        "With whom": whom,
        "Why, if you like": ("I'd rather not say",),
        "Anything you would like to add": why,
    }
    ref = await _asks(
        stage, "isla", wanted, "asks for no more contact with one individual; nothing has to have happened"
    )
    morag = await opens(stage, "morag", ref)
    stage.sees(morag.modal(), whom, "The individual hears nothing of this.", "Please don't ask for a reason")
    await morag.press("Approve in part")
    part = stage.confide("Visits and calls; letters stay with you", "letters stay with you")
    today = stage.calendar.today(stage.now)
    agreed: dict[str, Given] = {"Which part is agreed": part, "Who takes over the contact": "Callum Stewart"}
    await sends(stage, morag, {**agreed, "From when": today})
    stage.tell(morag, "approves it in part, from today")
    await leaves(stage, "morag")
    await presses(stage, "morag", ref, "It is in place")
    stage.tell(morag, "has put it in place")
    await leaves(stage, "morag")
    isla = await opens(stage, "isla", ref)
    stage.sees(isla.modal(), "It is in place", part, "Callum Stewart")
    await leaves(stage, "isla")
    callum = await opens(stage, "callum", ref)
    stage.hides(stage.sees(callum.modal(), "Please speak with", "Morag Sinclair"), "Isla", whom)
    stage.tell(callum, "reads from when to cover and with whom to speak; not for whom, nor why")
    await leaves(stage, "callum")
    return ref


async def a_senior_managers_name(stage: Stage) -> None:
    """Denied with reasons; the management team looks again, and approves it."""
    stage.scene("A senior manager's name on letters: not agreed, looked at again, approved")
    which = stage.confide("Letters about the roof at Canal Street", "roof at Canal Street")
    wanted: dict[str, Given] = {"What would help?": "Correspondence in a senior manager's name"}
    ref = await _asks(stage, "isla", {**wanted, "Which correspondence": which}, "asks that letters go in another name")
    morag, isla = stage.person("morag"), stage.person("isla")
    because = stage.confide("The case closes next week in any event", "closes next week")
    await morag.press("Deny", near=ref)
    await sends(stage, morag, {"Not taken forward, because…": because})
    stage.tell(morag, "denies it, with reasons")
    await leaves(stage, "morag")
    await opens(stage, "isla", ref)
    stage.sees(isla.modal(), "Not taken forward, because:", because, "The support around you stands.")
    await isla.press("Ask the management team")
    stage.sees(isla.modal(), "Nobody who has answered it before decides.")
    stage.tell(isla, "reads why, and asks the management team to look at it again")
    await leaves(stage, "isla")
    await _team_decides(stage, ref)
    await opens(stage, "isla", ref)
    stage.sees(isla.modal(), "Agreed.", "Catriona Bell")
    stage.tell(isla, "reads: agreed, in Catriona's name")
    await leaves(stage, "isla")
    await presses(stage, "hamish", ref, "It is in place")
    await leaves(stage, "hamish")


async def _team_decides(stage: Stage, ref: str) -> None:
    eilidh, hamish = stage.person("eilidh"), stage.person("hamish")
    await eilidh.press("Name someone", near=ref)
    await sends(stage, eilidh, {"Who should handle it?": "Hamish Drummond"})
    stage.tell(eilidh, "names Hamish, of the management team, and reads nothing of it")
    await leaves(stage, "eilidh")
    await hamish.press("Approve", near=ref)
    today = stage.calendar.today(stage.now)
    await sends(stage, hamish, {"In whose name": "Catriona Bell", "From when": today})
    stage.sees(hamish.modal(), "gone from templates, signatures and drafts")
    stage.tell(hamish, "approves it")
    await leaves(stage, "hamish")


async def an_hour(stage: Stage) -> None:
    """“Please free an hour for Isla”: arranged; nobody is told what for, and nothing holds it."""
    stage.scene("An hour kept free: nobody is told what for")
    when = stage.confide("A quiet morning this week", "quiet morning")
    wanted: dict[str, Given] = {"What would help?": "An hour kept free for me", "When would suit?": when}
    ref = await _asks(stage, "isla", wanted, "asks for an hour kept free")
    morag = await opens(stage, "morag", ref)
    stage.sees(morag.modal(), "Please free an hour for Isla Fraser.")
    stage.expect(not {"Approve", "Deny"} & set(morag.modal().labels), "An hour can be refused.")
    await morag.press("Arrange it")
    await sends(stage, morag, {"On which day": _day(stage, 1), "At what time": "10:30"})
    stage.tell(morag, "reads “Please free an hour for Isla Fraser”, and arranges it; there is no Deny")
    await leaves(stage, "morag")
    isla = await opens(stage, "isla", ref)
    stage.sees(isla.modal(), "an hour is kept free for you")
    await leaves(stage, "isla")


async def another_manager(stage: Stage) -> None:
    """A talk with a manager who is not her own: it never reaches Morag, whatever becomes of it."""
    stage.scene("A talk with another manager: her own never hears of it")
    wanted: dict[str, Given] = {"What would help?": "To talk with a manager who is not my own"}
    heard = stage.heard("morag")
    ref = await _asks(stage, "isla", wanted, "asks to talk with a manager who is not her own")
    await presses(stage, "ailsa", ref, "I can't take this")
    await leaves(stage, "ailsa")
    hamish = await does(stage, "hamish", ref, "Arrange it", {"On which day": _day(stage, 1)})
    stage.tell(hamish, "has it from Ailsa, who cannot take it, and arranges the talk")
    await leaves(stage, "hamish")
    await stage.pass_working_days(1, time(10))
    stage.expect(_silent(stage.person("morag"), ref, heard), "Morag heard of it.")


def _silent(morag: Person, ref: str, heard: int) -> bool:
    return all(ref not in message.text for message in morag.messages()[heard:])


async def still_wanted(stage: Stage, ref: str) -> None:
    """After twenty working days she is asked whether it is still what she wants; silence leaves it (N27)."""
    stage.scene("Twenty working days later: is this still what you want?")
    await stage.pass_working_days(20, time(9, 45))
    isla = stage.person("isla")
    message = next(m for m in reversed(isla.messages()) if ref in m.text)
    stage.sees(message, "Is this still what you want?", "If you give none, it stays as it is.")
    await isla.press("No longer", near=f"Is this still what you want? · {ref}")
    stage.sees(isla.modal(), "You can ask again at any time")
    stage.tell(isla, "does not need it any more")
    await leaves(stage, "isla")
    stage.sees(stage.person("callum").newest(), ref, "nothing for you to cover any more")
    stage.sees(stage.person("morag").newest(), ref, "does not need it any more")


async def _asks(stage: Stage, who: str, wanted: Mapping[str, Given], told: str) -> str:
    """Somebody asks from `/support`, with no report at all. The reference."""
    person = stage.person(who)
    await person.command("/support")
    stage.sees(answer_to(person), "Any contact that worries or upsets you is reason enough")
    await person.press("Something else would help")
    await sends(stage, person, wanted)
    ref = stage.ref(person.modal(), "SR")
    stage.tell(person, f"{told} ({ref})")
    await leaves(stage, who)
    return ref


def _day(stage: Stage, ahead: int) -> Given:
    return stage.calendar.working_days_from(stage.calendar.today(stage.now), ahead)
