"""An appeal: it comes in late, and the chief executive, or her substitute, alone reads and decides it (1.8)."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.playground.people.person import Given
from adapters.playground.people.screen import Button
from adapters.playground.stories import cases
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.deciding import share_with_nobody
from adapters.playground.stories.story import Story

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


async def play(story: Story) -> None:
    """Late, recorded by Shona, lifted by Eilidh; then one against Eilidh's own decision. Raises NotAsTold."""
    restricted = await restricts(story)
    ref, says = await comes_in(story, restricted)
    await nothing_for_who_decided(story, ref, says)
    await suspended(story, ref, restricted, says)
    await lifted(story, ref, restricted, says)
    await told(story, "eilidh", ref)
    story.sees(story.person("morag").newest(), restricted, "There is nothing for you to tell them.")
    story.tell(story.person("morag"), "hears that they have been told, and tells nobody a second time")
    await against_the_chief_executive(story)


async def restricts(story: Story) -> str:
    """Callum suggests one, Morag decides it, and half a year goes by. Its reference."""
    story.scene("A restriction, and an appeal long after it")
    whom, why = story.confide("HA-48213"), story.confide("He rings until somebody cries", "until somebody cries")
    ref = await cases.suggested(story, "callum", whom, why)
    await cases.approved(story, "morag", ref)
    await share_with_nobody(story, "morag", ref)
    await cases.told(story, "morag", ref)
    await story.pass_working_days(25)
    return ref


async def comes_in(story: Story, restricted: str) -> tuple[str, str]:
    """Shona records it, and learns nothing; Eilidh has it, Morag hears that there is one. Its reference and words."""
    shona, eilidh, before = story.person("shona"), story.person("eilidh"), story.counts()
    says = story.confide("My wife is on oxygen and I cannot ring", "on oxygen")
    await shona.command("/appeal")
    given: Mapping[str, Given] = {
        "How did it come in?": "Letter",
        "What is it about?": restricted,
        "What do they say?": says,
    }
    await sends(story, shona, given)
    story.sees(shona.modal(), _THANKS)
    ref = story.ref(shona.modal(), "AP")
    story.hides(shona.modal(), "Morag", "Callum", "HA-48213")
    story.tell(shona, f"records a letter that came in five weeks later, and reads: {_THANKS}")
    await leaves(story, "shona")
    story.nobody_else_heard(before, "eilidh", "morag")
    story.hides(await eilidh.wait_for(ref), says, "Morag", "oxygen")
    await opens(story, "eilidh", ref)
    story.sees(eilidh.modal(), says, restricted, "Ombudsman")
    await leaves(story, "eilidh")
    story.tell(eilidh, "alone reads what he says")
    return ref, says


async def nothing_for_who_decided(story: Story, ref: str, says: str) -> None:
    """Check that Morag's message has no button, and that guessed ones lead nowhere."""
    morag = story.person("morag")
    message = story.hides(await morag.wait_for(_EXISTS), says, ref)
    story.expect(not message.buttons, "Who decided can press something.")
    story.tell(morag, "who decided, learns that there is an appeal, and nothing of it")
    button = _open_button(story, ref)
    for act in _GUESSED:
        await story.forge(morag, button, act=act)
        await refused(story, "morag")
    story.tell(morag, f"sends {len(_GUESSED)} clicks that she guessed: nothing is there")


def _open_button(story: Story, ref: str) -> Button:
    found = (m for m in story.person("eilidh").messages() if ref in m.text)
    return next(b for m in found for b in m.buttons if b.label == "Open")


async def suspended(story: Story, ref: str, restricted: str, says: str) -> None:
    """Acknowledged; the restriction does not apply while the appeal is heard, and its manager sees that alone."""
    story.scene("The chief executive alone: acknowledged, suspended, decided")
    await does(story, "eilidh", ref, "They know that it arrived")
    await leaves(story, "eilidh")
    reasons = story.confide("Nobody should be out of reach with a patient at home", "a patient at home")
    heard = story.confide("I ring them this afternoon", "ring them this afternoon")
    pause: Mapping[str, Given] = {"Your reasons": reasons, "How does the individual hear of it?": heard}
    eilidh = await does(story, "eilidh", ref, "Suspend the restriction", pause)
    story.tell(eilidh, "lets them know that it arrived, and suspends the restriction meanwhile")
    await leaves(story, "eilidh")
    morag = await opens(story, "morag", restricted)
    story.hides(story.sees(morag.modal(), "Suspended while an appeal is heard"), says, reasons, heard)
    story.tell(morag, "reads: Suspended while an appeal is heard; and not why")
    await leaves(story, "morag")


async def lifted(story: Story, ref: str, restricted: str, says: str) -> None:
    """Lifted with reasons, without which it cannot be sent."""
    eilidh = await presses(story, "eilidh", ref, "Decide")
    story.sees(eilidh.modal(), "Ombudsman")
    await eilidh.fill({"What do you decide?": "Lift the restriction"})
    needed = [question.label for question in eilidh.modal().questions if question.required and not question.answer]
    story.expect("Your reasons" in needed, "It can be decided without reasons.")
    reasons = story.confide("A named day for calls does as well", "named day for calls does")
    await sends(story, eilidh, {"Your reasons": reasons})
    story.tell(eilidh, "lifts it, with reasons")
    await leaves(story, "eilidh")
    morag = story.person("morag")
    story.sees(morag.newest(), restricted, "Lifted")
    await opens(story, "morag", f"Lifted on appeal · {restricted}")
    story.hides(morag.modal(), says)
    await leaves(story, "morag")


async def told(story: Story, who: str, ref: str) -> None:
    """Record that they have been told, and of the body to turn to now."""
    heard: Mapping[str, Given] = {
        "How": "Letter",
        "By whom": story.person(who).name,
        "They have heard": ("Whom they can turn to now: the ombudsman, as below",),
    }
    person = await does(story, who, ref, "They have been told", heard)
    story.sees(person.modal(), "Nothing more to do", "Ombudsman")
    story.tell(person, "records that they have been told, with the way to the ombudsman")
    await leaves(story, who)


async def against_the_chief_executive(story: Story) -> None:
    """Appeal against the chief executive's own decision: the management team, without the proposer, names somebody."""
    story.scene("Against what the chief executive decided herself")
    whom = story.confide("HA-48977")
    restricted = await cases.proposed(story, "hamish", whom)
    await cases.approved(story, "eilidh", restricted, written=True)
    await share_with_nobody(story, "eilidh", restricted)
    await cases.told(story, "eilidh", restricted)
    shona, catriona = story.person("shona"), story.person("catriona")
    await shona.command("/appeal")
    says = story.confide("She never asked me", "never asked me")
    await sends(
        story,
        shona,
        {"How did it come in?": "Phone", "What is it about?": restricted, "What do they say?": says},
    )
    story.sees(shona.modal(), _THANKS)
    ref = story.ref(shona.modal(), "AP")
    await leaves(story, "shona")
    story.expect(all(ref not in m.text for m in story.person("eilidh").messages()), "Who decided has the appeal.")
    await catriona.press("Name someone", near=ref)
    await sends(story, catriona, {"Who should handle it?": "Elspeth Rennie"})
    await leaves(story, "catriona")
    story.tell(catriona, "who has no part in it, names Elspeth, the chair of the Board")
    elspeth = await opens(story, "elspeth", ref)
    story.sees(elspeth.modal(), says)
    await elspeth.press("They know that it arrived")
    await sends(story, elspeth)
    await elspeth.press("Decide")
    reasons = story.confide("It protects the officers, and he can write", "and he can write")
    await sends(story, elspeth, {"What do you decide?": "Uphold the restriction as it is", "Your reasons": reasons})
    story.tell(elspeth, "upholds it; Eilidh, who decided, has read nothing of it")
    await leaves(story, "elspeth")
    await told(story, "elspeth", ref)
