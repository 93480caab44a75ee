"""Sharing a restriction with those who need to know: the card for the phones, which identifies nobody (1.14)."""

from __future__ import annotations

from adapters.playground.people.screen import Screen
from adapters.playground.stories import cases
from adapters.playground.stories.acts import leaves, opens, presses, refused, sends
from adapters.playground.stories.stage import Stage

#: What the card may not say: what happened, to whom, and who asked.
_CONTENT = ("Callum", "laughs down the line", "cannot settle")
_WHO, _PHONES = "Who needs to know, for their work?", "Those who answer the phones"
_NO_CARD = "There is no card for you"


async def play(stage: Stage) -> None:
    """From the tick beside the phone handlers to the card that is called back. Raises NotAsTold."""
    whom = stage.confide("HA-61044")
    ref = await approved(stage, whom)
    what = await shared(stage, ref, whom)
    card = await read(stage, whom, what)
    await in_force(stage, ref)
    await looked_up(stage, whom, what)
    await called_back(stage, ref, whom, card)


async def approved(stage: Stage, whom: str) -> str:
    """Callum suggests it, and Morag approves a measure about calls. Its reference."""
    stage.scene("A restriction about calls: who needs to know, for their work?")
    ref = await cases.suggested(stage, "callum", whom, stage.confide("He laughs down the line", "laughs down the line"))
    await cases.approved(stage, "morag", ref)
    morag = await opens(stage, "morag", ref)
    stage.expect("The individual has been told" not in morag.modal().labels, "It can start before that is decided.")
    stage.tell(morag, "approves it; it cannot start before it is decided who needs to know")
    await leaves(stage, "morag")
    return ref


async def shared(stage: Stage, ref: str, whom: str) -> str:
    """Those who answer the phones are ticked, each recipient is shown, and nobody else hears. What they are to do."""
    morag, before = await presses(stage, "morag", ref, "Decide who needs to know"), stage.counts()
    stage.expect(_PHONES in str(morag.modal().fields[_WHO]), "Those who answer the phones are not ticked.")
    await morag.fill({_WHO: (_PHONES,)})
    why = stage.confide("They take the calls that come in on the main line", "on the main line")
    what = stage.confide("Take a message; do not put it through. Emergencies as ever", "do not put it through")
    await sends(stage, morag, {"Why do those who answer the phones need it?": why, "What should they do?": what})
    stage.sees(morag.modal(), "As they will read it", whom, what, "Rory Mackay")
    stage.hides(morag.modal(), *_CONTENT)
    stage.tell(
        morag,
        "finds those who answer the phones ticked, says why, and reads the card as Rory will read it",
    )
    await sends(stage, morag)
    await leaves(stage, "morag")
    stage.nobody_else_heard(before, "rory", "morag")
    return what


async def read(stage: Stage, whom: str, what: str) -> str:
    """Rory reads it and says so; the same button leads nowhere for anybody else. Its reference."""
    rory = stage.person("rory")
    message = await rory.wait_for("A card to read")
    stage.hides(message, whom, what, *_CONTENT, "call", "phone")
    button = next(b for b in message.buttons if b.label == "Open")
    await opens(stage, "rory", "A card to read")
    stage.hides(stage.sees(rory.modal(), whom, what, "The duty manager"), *_CONTENT)
    await rory.press("I have read it")
    await leaves(stage, "rory")
    stage.tell(rory, "reads what to do, whom to pass to and when it is looked at again, and says that he has read it")
    await stage.forge(stage.person("callum"), button)
    await refused(stage, "callum")
    stage.tell(stage.person("callum"), "sends the click of Rory's card, though he asked for all this: nothing is there")
    return stage.ref(message, "SD")


async def in_force(stage: Stage, ref: str) -> None:
    """It starts once the individual has been told."""
    morag = await cases.told(stage, "morag", ref)
    stage.tell(morag, f"records that the individual has been told; {ref} is in force")


async def looked_up(stage: Stage, whom: str, what: str) -> None:
    """Before contact: the card to who needs it; to others what a wrong reference says, in every word."""
    stage.scene("Before somebody is contacted: “check contact”")
    stage.sees(await _looks_up(stage, "rory", whom), what)
    stage.tell(stage.person("rory"), "looks up the reference, and reads the card")
    wrong = stage.confide("HA-61404")
    found = {(await _looks_up(stage, who, of)).text for who, of in (("callum", whom), ("rory", wrong), ("shona", whom))}
    stage.expect(len(found) == 1 and _NO_CARD in found.pop(), "“Not for you” can be told from “no card”.")
    stage.tell(stage.person("callum"), f"looks up the same, and Rory a wrong one; both read: {_NO_CARD} …")


async def _looks_up(stage: Stage, who: str, reference: str) -> Screen:
    person = stage.person(who)
    await person.command("/check-contact", reference)
    screen = person.modal()
    await leaves(stage, who)
    return screen


async def called_back(stage: Stage, ref: str, whom: str, card: str) -> None:
    """Lifted: what stands in Rory's chat says so, and the card is found no more."""
    stage.scene("Lifted: the card is called back")
    rory = stage.person("rory")
    await stage.pass_working_days(10)
    morag = await cases.lifted(stage, "morag", ref)
    message = next(m for m in rory.messages() if card in m.text)
    stage.sees(message, "no longer in force")
    stage.tell(morag, "lifts it; the message in Rory's chat says that the card is no longer in force")
    stage.sees(await _looks_up(stage, "rory", whom), _NO_CARD)
    stage.tell(rory, f"looks up the reference again: {_NO_CARD} …")
    await cases.told(stage, "morag", ref, ())
    stage.tell(morag, "records that the individual has been told of that as well")
