"""An appeal: it comes in late, and the chief executive alone reads and decides it, or who stands in for her (1.8)."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.playground.people.person import Given
from adapters.playground.people.screen import Button
from adapters.playground.stories import cases
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.deciding import share_with_nobody
from adapters.playground.stories.stage import Stage

_THANKS = "Thank you. It has gone to the Chief Executive."
_EXISTS = "An appeal has been made"
#: What Morag, who decided, could guess.
_GUESSED = (
    "appeal.open",
    "form:appeal.acknowledge",
    "form:appeal.attach",
    "form:appeal.suspend",
    "form:appeal.decide",
    "form:appeal.told",
    "form:appeal.aside",
)


async def play(stage: Stage) -> None:
    """Late, recorded by Shona, lifted by Eilidh; then one against what Eilidh decided herself. Raises NotAsTold."""
    restricted = await restricts(stage)
    ref, says = await comes_in(stage, restricted)
    await nothing_for_who_decided(stage, ref, says)
    await suspended(stage, ref, restricted, says)
    await lifted(stage, ref, restricted, says)
    await told(stage, "eilidh", ref)
    stage.sees(stage.person("morag").newest(), restricted, "There is nothing for you to tell them.")
    stage.tell(stage.person("morag"), "hears that they have been told, and tells nobody a second time")
    await against_the_chief_executive(stage)


async def restricts(stage: Stage) -> str:
    """Callum suggests one, Morag decides it, and half a year goes by. Its reference."""
    stage.scene("A restriction, and an appeal long after it")
    whom, why = stage.confide("HA-48213"), stage.confide("He rings until somebody cries", "until somebody cries")
    ref = await cases.suggested(stage, "callum", whom, why)
    await cases.approved(stage, "morag", ref)
    await share_with_nobody(stage, "morag", ref)
    await cases.told(stage, "morag", ref)
    await stage.pass_working_days(25)
    return ref


async def comes_in(stage: Stage, restricted: str) -> tuple[str, str]:
    """Shona records it, and learns nothing; Eilidh has it, Morag hears that there is one. Its reference and words."""
    shona, eilidh, before = stage.person("shona"), stage.person("eilidh"), stage.counts()
    says = stage.confide("My wife is on oxygen and I cannot ring", "on oxygen")
    await shona.command("/appeal")
    given: Mapping[str, Given] = {
        "How did it come in?": "Letter",
        "What is it about?": restricted,
        "What do they say?": says,
    }
    await sends(stage, shona, given)
    stage.sees(shona.modal(), _THANKS)
    ref = stage.ref(shona.modal(), "AP")
    stage.hides(shona.modal(), "Morag", "Callum", "HA-48213")
    stage.tell(shona, f"records a letter that came in five weeks later, and reads: {_THANKS}")
    await leaves(stage, "shona")
    stage.nobody_else_heard(before, "eilidh", "morag")
    stage.hides(await eilidh.wait_for(ref), says, "Morag", "oxygen")
    await opens(stage, "eilidh", ref)
    stage.sees(eilidh.modal(), says, restricted, "Ombudsman")
    await leaves(stage, "eilidh")
    stage.tell(eilidh, "alone reads what he says")
    return ref, says


async def nothing_for_who_decided(stage: Stage, ref: str, says: str) -> None:
    """Morag's message has nothing to press; what she could guess leads nowhere."""
    morag = stage.person("morag")
    message = stage.hides(await morag.wait_for(_EXISTS), says, ref)
    stage.expect(not message.buttons, "Who decided can press something.")
    stage.tell(morag, "who decided, learns that there is an appeal, and nothing of it")
    button = _open_button(stage, ref)
    for act in _GUESSED:
        await stage.forge(morag, button, act=act)
        await refused(stage, "morag")
    stage.tell(morag, f"sends {len(_GUESSED)} clicks that she guessed: nothing is there")


def _open_button(stage: Stage, ref: str) -> Button:
    found = (m for m in stage.person("eilidh").messages() if ref in m.text)
    return next(b for m in found for b in m.buttons if b.label == "Open")


async def suspended(stage: Stage, ref: str, restricted: str, says: str) -> None:
    """Acknowledged; the restriction does not apply while the appeal is heard, and its manager sees that alone."""
    stage.scene("The chief executive alone: acknowledged, suspended, decided")
    await does(stage, "eilidh", ref, "They know that it arrived")
    await leaves(stage, "eilidh")
    reasons = stage.confide("Nobody should be out of reach with a patient at home", "a patient at home")
    heard = stage.confide("I ring them this afternoon", "ring them this afternoon")
    pause: Mapping[str, Given] = {"Your reasons": reasons, "How does the individual hear of it?": heard}
    eilidh = await does(stage, "eilidh", ref, "Suspend the restriction", pause)
    stage.tell(eilidh, "lets them know that it arrived, and suspends the restriction meanwhile")
    await leaves(stage, "eilidh")
    morag = await opens(stage, "morag", restricted)
    stage.hides(stage.sees(morag.modal(), "Suspended while an appeal is heard"), says, reasons, heard)
    stage.tell(morag, "reads: Suspended while an appeal is heard; and not why")
    await leaves(stage, "morag")


async def lifted(stage: Stage, ref: str, restricted: str, says: str) -> None:
    """Lifted with reasons, without which it cannot be sent."""
    eilidh = await presses(stage, "eilidh", ref, "Decide")
    stage.sees(eilidh.modal(), "Ombudsman")
    await eilidh.fill({"What do you decide?": "Lift the restriction"})
    needed = [question.label for question in eilidh.modal().questions if question.required and not question.answer]
    stage.expect("Your reasons" in needed, "It can be decided without reasons.")
    reasons = stage.confide("A named day for calls does as well", "named day for calls does")
    await sends(stage, eilidh, {"Your reasons": reasons})
    stage.tell(eilidh, "lifts it, with reasons")
    await leaves(stage, "eilidh")
    morag = stage.person("morag")
    stage.sees(morag.newest(), restricted, "Lifted")
    await opens(stage, "morag", f"Lifted on appeal · {restricted}")
    stage.hides(morag.modal(), says)
    await leaves(stage, "morag")


async def told(stage: Stage, who: str, ref: str) -> None:
    """They have been told, and whom they can turn to now."""
    heard: Mapping[str, Given] = {
        "How": "Letter",
        "By whom": stage.person(who).name,
        "They have heard": ("Whom they can turn to now: the ombudsman, as below",),
    }
    person = await does(stage, who, ref, "They have been told", heard)
    stage.sees(person.modal(), "Nothing more to do", "Ombudsman")
    stage.tell(person, "records that they have been told, with the way to the ombudsman")
    await leaves(stage, who)


async def against_the_chief_executive(stage: Stage) -> None:
    """Appeal against the chief executive's own decision: the management team, without the proposer, names somebody."""
    stage.scene("Against what the chief executive decided herself")
    whom = stage.confide("HA-48977")
    restricted = await cases.proposed(stage, "hamish", whom)
    await cases.approved(stage, "eilidh", restricted, written=True)
    await share_with_nobody(stage, "eilidh", restricted)
    await cases.told(stage, "eilidh", restricted)
    shona, catriona = stage.person("shona"), stage.person("catriona")
    await shona.command("/appeal")
    says = stage.confide("She never asked me", "never asked me")
    await sends(
        stage,
        shona,
        {"How did it come in?": "Phone", "What is it about?": restricted, "What do they say?": says},
    )
    stage.sees(shona.modal(), _THANKS)
    ref = stage.ref(shona.modal(), "AP")
    await leaves(stage, "shona")
    stage.expect(all(ref not in m.text for m in stage.person("eilidh").messages()), "Who decided has the appeal.")
    await catriona.press("Name someone", near=ref)
    await sends(stage, catriona, {"Who should handle it?": "Elspeth Rennie"})
    await leaves(stage, "catriona")
    stage.tell(catriona, "who has no part in it, names Elspeth, the chair of the Board")
    elspeth = await opens(stage, "elspeth", ref)
    stage.sees(elspeth.modal(), says)
    await elspeth.press("They know that it arrived")
    await sends(stage, elspeth)
    await elspeth.press("Decide")
    reasons = stage.confide("It protects the officers, and he can write", "and he can write")
    await sends(stage, elspeth, {"What do you decide?": "Uphold the restriction as it is", "Your reasons": reasons})
    stage.tell(elspeth, "upholds it; Eilidh, who decided, has read nothing of it")
    await leaves(stage, "elspeth")
    await told(stage, "elspeth", ref)
