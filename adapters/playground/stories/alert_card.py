"""Sharing a restriction with those who need to know: the card for the phones, which identifies nobody (1.14)."""

from __future__ import annotations

from adapters.playground.people.screen import Screen
from adapters.playground.stories import cases
from adapters.playground.stories.acts import leaves, opens, presses, refused, sends
from adapters.playground.stories.story import Story

#: What the card may not say: what happened, to whom, and who asked.
_CONTENT = ("Callum", "laughs down the line", "cannot settle")
_WHO, _PHONES = "Who needs to know, for their work?", "Those who answer the phones"
_NO_CARD = "There is no card for you"


async def play(story: Story) -> None:
    """From the tick beside the phone handlers to the card that is called back. Raises NotAsTold."""
    whom = story.confide("HA-61044")
    ref = await approved(story, whom)
    what = await shared(story, ref, whom)
    card = await read(story, whom, what)
    await in_force(story, ref)
    await looked_up(story, whom, what)
    await called_back(story, ref, whom, card)


async def approved(story: Story, whom: str) -> str:
    """Callum suggests it, and Morag approves a measure about calls. Its reference."""
    story.scene("A restriction about calls: who needs to know, for their work?")
    ref = await cases.suggested(story, "callum", whom, story.confide("He laughs down the line", "laughs down the line"))
    await cases.approved(story, "morag", ref)
    morag = await opens(story, "morag", ref)
    story.expect("The individual has been told" not in morag.modal().labels, "It can start before that is decided.")
    story.tell(morag, "approves it; it cannot start before it is decided who needs to know")
    await leaves(story, "morag")
    return ref


async def shared(story: Story, ref: str, whom: str) -> str:
    """Share it: those who answer the phones are ticked, each recipient is listed, nobody else hears. Returns the
    instruction.
    """
    morag, before = await presses(story, "morag", ref, "Decide who needs to know"), story.counts()
    story.expect(_PHONES in str(morag.modal().fields[_WHO]), "Those who answer the phones are not ticked.")
    await morag.fill({_WHO: (_PHONES,)})
    why = story.confide("They take the calls that come in on the main line", "on the main line")
    what = story.confide("Take a message; do not put it through. Emergencies as ever", "do not put it through")
    await sends(story, morag, {"Why do those who answer the phones need it?": why, "What should they do?": what})
    story.sees(morag.modal(), "As they will read it", whom, what, "Rory Mackay")
    story.hides(morag.modal(), *_CONTENT)
    story.tell(
        morag,
        "finds those who answer the phones ticked, says why, and reads the card as Rory will read it",
    )
    await sends(story, morag)
    await leaves(story, "morag")
    story.nobody_else_heard(before, "rory", "morag")
    return what


async def read(story: Story, whom: str, what: str) -> str:
    """Rory reads it and says so; the same button leads nowhere for anybody else. Its reference."""
    rory = story.person("rory")
    message = await rory.wait_for("A card to read")
    story.hides(message, whom, what, *_CONTENT, "call", "phone")
    button = next(b for b in message.buttons if b.label == "Open")
    await opens(story, "rory", "A card to read")
    story.hides(story.sees(rory.modal(), whom, what, "The duty manager"), *_CONTENT)
    await rory.press("I have read it")
    await leaves(story, "rory")
    story.tell(rory, "reads what to do, whom to pass to and when it is looked at again, and says that he has read it")
    await story.forge(story.person("callum"), button)
    await refused(story, "callum")
    story.tell(story.person("callum"), "sends the click of Rory's card, though he asked for all this: nothing is there")
    return story.ref(message, "SD")


async def in_force(story: Story, ref: str) -> None:
    """It starts once the individual has been told."""
    morag = await cases.told(story, "morag", ref)
    story.tell(morag, f"records that the individual has been told; {ref} is in force")


async def looked_up(story: Story, whom: str, what: str) -> None:
    """Look the card up: those who need it get it; others get the answer for a wrong reference, word for word."""
    story.scene("Before somebody is contacted: “check contact”")
    story.sees(await _looks_up(story, "rory", whom), what)
    story.tell(story.person("rory"), "looks up the reference, and reads the card")
    wrong = story.confide("HA-61404")
    found = {(await _looks_up(story, who, of)).text for who, of in (("callum", whom), ("rory", wrong), ("shona", whom))}
    story.expect(len(found) == 1 and _NO_CARD in found.pop(), "“Not for you” can be told from “no card”.")
    story.tell(story.person("callum"), f"looks up the same, and Rory a wrong one; both read: {_NO_CARD} …")


async def _looks_up(story: Story, who: str, reference: str) -> Screen:
    person = story.person(who)
    await person.command("/check-contact", reference)
    screen = person.modal()
    await leaves(story, who)
    return screen


async def called_back(story: Story, ref: str, whom: str, card: str) -> None:
    """Lift it: the message in Rory's chat says so, and the card is no longer found."""
    story.scene("Lifted: the card is called back")
    rory = story.person("rory")
    await story.pass_working_days(10)
    morag = await cases.lifted(story, "morag", ref)
    message = next(m for m in rory.messages() if card in m.text)
    story.sees(message, "no longer in force")
    story.tell(morag, "lifts it; the message in Rory's chat says that the card is no longer in force")
    story.sees(await _looks_up(story, "rory", whom), _NO_CARD)
    story.tell(rory, f"looks up the reference again: {_NO_CARD} …")
    await cases.told(story, "morag", ref, ())
    story.tell(morag, "records that the individual has been told of that as well")
