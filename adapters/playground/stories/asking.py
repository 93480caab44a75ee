"""Support without any incident: decided with reasons, or arranged without refusal (1.12, 1.12.2, 1.12.3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given, Person
from adapters.playground.stories.acts import answer_to, does, leaves, opens, presses, sends
from adapters.playground.stories.story import Story

_TEAM = ("hamish", "catriona", "eilidh")


async def play(story: Story) -> None:
    """Four requests, each with its own end. Raises NotAsTold."""
    await story.pass_working_days(1, time(10))
    in_place = await no_contact(story)
    await a_senior_managers_name(story)
    await an_hour(story)
    await another_manager(story)
    await still_wanted(story, in_place)


async def no_contact(story: Story) -> str:
    """Approved in part: who covers hears that there is something to cover. The reference."""
    story.scene("No more contact with one individual: approved in part")
    whom = story.confide("HA-50112")
    why = story.confide("He waits for me by the lift", "waits for me by the lift")
    wanted: dict[str, Given] = {
        "What would help?": "No contact with a specific individual",
        "With whom": whom,
        "Why, if you like": ("I'd rather not say",),
        "Anything you would like to add": why,
    }
    ref = await _asks(
        story, "isla", wanted, "asks for no more contact with one individual; nothing has to have happened"
    )
    morag = await opens(story, "morag", ref)
    story.sees(morag.modal(), whom, "The individual hears nothing of this.", "Please don't ask for a reason")
    await morag.press("Approve in part")
    part = story.confide("Visits and calls; letters stay with you", "letters stay with you")
    today = story.calendar.today(story.now)
    agreed: dict[str, Given] = {"Which part is agreed": part, "Who takes over the contact": "Callum Stewart"}
    await sends(story, morag, {**agreed, "From when": today})
    story.tell(morag, "approves it in part, from today")
    await leaves(story, "morag")
    await presses(story, "morag", ref, "It is in place")
    story.tell(morag, "has put it in place")
    await leaves(story, "morag")
    isla = await opens(story, "isla", ref)
    story.sees(isla.modal(), "It is in place", part, "Callum Stewart")
    await leaves(story, "isla")
    callum = await opens(story, "callum", ref)
    story.hides(story.sees(callum.modal(), "Please speak with", "Morag Sinclair"), "Isla", whom)
    story.tell(callum, "reads from when to cover and with whom to speak; not for whom, nor why")
    await leaves(story, "callum")
    return ref


async def a_senior_managers_name(story: Story) -> None:
    """Denied with reasons; the management team looks again, and approves it."""
    story.scene("A senior manager's name on letters: not agreed, looked at again, approved")
    which = story.confide("Letters about the roof at Canal Street", "roof at Canal Street")
    wanted: dict[str, Given] = {"What would help?": "Correspondence in a senior manager's name"}
    ref = await _asks(story, "isla", {**wanted, "Which correspondence": which}, "asks that letters go in another name")
    morag, isla = story.person("morag"), story.person("isla")
    because = story.confide("The case closes next week in any event", "closes next week")
    await morag.press("Deny", near=ref)
    await sends(story, morag, {"Not taken forward, because…": because})
    story.tell(morag, "denies it, with reasons")
    await leaves(story, "morag")
    await opens(story, "isla", ref)
    story.sees(isla.modal(), "Not taken forward, because:", because, "The support around you stands.")
    await isla.press("Ask the management team")
    story.sees(isla.modal(), "Nobody who has answered it before decides.")
    story.tell(isla, "reads why, and asks the management team to look at it again")
    await leaves(story, "isla")
    await _team_decides(story, ref)
    await opens(story, "isla", ref)
    story.sees(isla.modal(), "Agreed.", "Catriona Bell")
    story.tell(isla, "reads: agreed, in Catriona's name")
    await leaves(story, "isla")
    await presses(story, "hamish", ref, "It is in place")
    await leaves(story, "hamish")


async def _team_decides(story: Story, ref: str) -> None:
    eilidh, hamish = story.person("eilidh"), story.person("hamish")
    await eilidh.press("Name someone", near=ref)
    await sends(story, eilidh, {"Who should handle it?": "Hamish Drummond"})
    story.tell(eilidh, "names Hamish, of the management team, and reads nothing of it")
    await leaves(story, "eilidh")
    await hamish.press("Approve", near=ref)
    today = story.calendar.today(story.now)
    await sends(story, hamish, {"In whose name": "Catriona Bell", "From when": today})
    story.sees(hamish.modal(), "gone from templates, signatures and drafts")
    story.tell(hamish, "approves it")
    await leaves(story, "hamish")


async def an_hour(story: Story) -> None:
    """“Please free an hour for Isla”: arranged; nobody is told the purpose, and no record holds it."""
    story.scene("An hour kept free: nobody is told what for")
    when = story.confide("A quiet morning this week", "quiet morning")
    wanted: dict[str, Given] = {"What would help?": "An hour kept free for me", "When would suit?": when}
    ref = await _asks(story, "isla", wanted, "asks for an hour kept free")
    morag = await opens(story, "morag", ref)
    story.sees(morag.modal(), "Please free an hour for Isla Fraser.")
    story.expect(not {"Approve", "Deny"} & set(morag.modal().labels), "An hour can be refused.")
    await morag.press("Arrange it")
    await sends(story, morag, {"On which day": _day(story, 1), "At what time": "10:30"})
    story.tell(morag, "reads “Please free an hour for Isla Fraser”, and arranges it; there is no Deny")
    await leaves(story, "morag")
    isla = await opens(story, "isla", ref)
    story.sees(isla.modal(), "an hour is kept free for you")
    await leaves(story, "isla")


async def another_manager(story: Story) -> None:
    """A talk with a manager who is not her own: it never reaches Morag in any way."""
    story.scene("A talk with another manager: her own never hears of it")
    wanted: dict[str, Given] = {"What would help?": "To talk with a manager who is not my own"}
    heard = story.heard("morag")
    ref = await _asks(story, "isla", wanted, "asks to talk with a manager who is not her own")
    await presses(story, "ailsa", ref, "I can't take this")
    await leaves(story, "ailsa")
    hamish = await does(story, "hamish", ref, "Arrange it", {"On which day": _day(story, 1)})
    story.tell(hamish, "has it from Ailsa, who cannot take it, and arranges the talk")
    await leaves(story, "hamish")
    await story.pass_working_days(1, time(10))
    story.expect(_silent(story.person("morag"), ref, heard), "Morag heard of it.")


def _silent(morag: Person, ref: str, heard: int) -> bool:
    return all(ref not in message.text for message in morag.messages()[heard:])


async def still_wanted(story: Story, ref: str) -> None:
    """After twenty working days she is asked whether it is still what she wants; silence leaves it (N27)."""
    story.scene("Twenty working days later: is this still what you want?")
    await story.pass_working_days(20, time(9, 45))
    isla = story.person("isla")
    message = next(m for m in reversed(isla.messages()) if ref in m.text)
    story.sees(message, "Is this still what you want?", "If you give none, it stays as it is.")
    await isla.press("No longer", near=f"Is this still what you want? · {ref}")
    story.sees(isla.modal(), "You can ask again at any time")
    story.tell(isla, "does not need it any more")
    await leaves(story, "isla")
    story.sees(story.person("callum").newest(), ref, "nothing for you to cover any more")
    story.sees(story.person("morag").newest(), ref, "does not need it any more")


async def _asks(story: Story, who: str, wanted: Mapping[str, Given], told: str) -> str:
    """Somebody asks from `/support`, with no report at all. The reference."""
    person = story.person(who)
    await person.command("/support")
    story.sees(answer_to(person), "Any contact that worries or upsets you is reason enough")
    await person.press("Something else would help")
    await sends(story, person, wanted)
    ref = story.ref(person.modal(), "SR")
    story.tell(person, f"{told} ({ref})")
    await leaves(story, who)
    return ref


def _day(story: Story, ahead: int) -> Given:
    return story.calendar.working_days_from(story.calendar.today(story.now), ahead)
