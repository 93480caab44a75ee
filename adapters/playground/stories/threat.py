"""A threat: 999 first, the police decision, those who were there, and who never decides alone (1.9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given, Person
from adapters.playground.stories import threat_others as others
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.story import Story

#: What is typed, so that no message may hold it.
_CONTENT = ("threat", "police", "witness", "Isla", "phone", "999")

_FOLLOWS: Mapping[str, Given] = {
    "What is being done": "A letter says what we need from now on",
    "What follows?": ("Steps to restore the relationship",),
}


async def play(story: Story) -> None:
    """A threat on the phone in the evening; one against a manager; one that nobody answers; and somebody is hurt."""
    report, decision = await reported(story)
    await called(story, decision)
    await waits(story, report, decision)
    await with_reasons(story, report, decision)
    await on_record(story, decision)
    await reference(story, decision)
    await others.against_the_manager(story)
    await others.nobody_answers(story)
    await others.struck(story)


async def reported(story: Story) -> tuple[str, str]:
    """Isla reports it at half past six; Morag hears at once. The references of the report and of the decision."""
    await story.pass_working_days(1, time(18, 30))
    story.scene("A threat on the phone, at half past six")
    isla, before = story.person("isla"), story.counts()
    note = story.confide("Said he knows where I park and will be there", "knows where I park")
    await isla.command("/ended-contact", note)
    story.sees(isla.modal(), "If anyone is in danger, call 999 first.")
    await isla.fill({"How were you in contact?": "Phone", "What was it?": ("A threat",)})
    answers: dict[str, Given] = {
        "Against whom was the threat?": "Me",
        "Did you give a warning?": "It was not safe to",
        "Colleagues who were there": ("Callum Stewart", "Rory Mackay"),
    }
    await sends(story, isla, answers)
    card = story.sees(
        isla.modal(), "If anyone is in danger, call 999.", "A manager decides about the police, so that you do not"
    )
    report, decision = story.ref(card, "EC"), story.ref(card, "PD")
    story.tell(isla, f"reports a threat with two colleagues who heard it, and reads: call 999 first ({report})")
    await story.settle()
    urgent = story.hides(await story.person("morag").wait_for(decision), *_CONTENT)
    story.sees(urgent, "It is urgent, and it needs you.")
    called_in = story.hides(await story.person("catriona").wait_for(decision), *_CONTENT)
    story.sees(called_in, "It cannot wait until the office opens, and you are on call.")
    story.nobody_else_heard(before, "morag", "isla", "catriona")
    story.tell(
        None,
        "it is late: what cannot wait reaches Morag at once, and Catriona besides, who is on call; whoever else was "
        "there is asked in the morning",
    )
    story.sees(isla.newest(), "Support is there for you")
    story.tell(isla, "has the support line in her chat the same minute")
    await opens(story, "catriona", decision)
    story.hides(story.person("catriona").modal(), "Isla", note)
    story.sees(story.person("catriona").modal(), "It lies with Morag Sinclair", "I'll take this")
    story.tell(story.person("catriona"), "reads that it lies with Morag, and could take it; nothing of what it says")
    await leaves(story, "catriona")
    return report, decision


async def called(story: Story, decision: str) -> None:
    """Isla has called the police: noted, without holding anything up; and she gives her view."""
    isla = story.person("isla")
    await isla.press("I have called the police")
    story.sees(isla.modal(), "It is noted that you have called the police. That was yours to do")
    await isla.press("Add the reference")
    number = story.confide("PS-1130-4471")
    await sends(story, isla, {"The reference that they gave you": number})
    story.tell(isla, "has called the police, and adds their reference; nobody has to agree")
    await leaves(story, "isla")
    story.sees(story.person("morag").newest(), decision, "Something was noted here.")
    view = story.confide("I do not want to walk to the car alone", "walk to the car")
    await isla.open_home()
    await isla.press("Open", "home", near=decision)
    await isla.press("Say what you think")
    await sends(story, isla, {"In your own words": view})
    story.tell(isla, "says what she thinks, from her home; it is not hers to decide")
    await leaves(story, "isla")


async def waits(story: Story, report: str, decision: str) -> None:
    """Everything else about the report is done the same evening; it does not close."""
    story.scene("The report cannot close before it is decided")
    await presses(story, "morag", report, "Acknowledge")
    await leaves(story, "morag")
    await does(story, "morag", report, "We have talked")
    await leaves(story, "morag")
    morag = await does(story, "morag", report, "Decide what follows", _FOLLOWS)
    story.sees(morag.modal(), "It closes by itself once the police decision below is made.", decision)
    story.tell(morag, "has talked with Isla and decided what follows: the report waits for the police decision")
    await leaves(story, "morag")


async def with_reasons(story: Story, report: str, decision: str) -> None:
    """Views, the effect on others, and reasons, each separate: known answers are filled in."""
    morag = await presses(story, "morag", decision, "Decide")
    needed = [question.label for question in morag.modal().questions if question.required and not question.answer]
    story.expect("How could it affect other staff?" in needed, f"Only {needed} is needed.")
    story.tell(morag, f"cannot send it without: {'; '.join(needed)}")
    impact = story.confide("Everybody parks behind the depot", "behind the depot")
    reasons = story.confide("He meant it, and he named the place", "named the place")
    answers: dict[str, Given] = {
        "What do you decide?": "It has been reported to them already",
        "How were they told?": "By phone, 999",
        "How could it affect other staff?": impact,
        "Your reasons": reasons,
    }
    await sends(story, morag, answers)
    story.sees(morag.modal(), "walk to the car", impact, reasons)
    story.tell(morag, "decides with Isla's view, the effect on others, and reasons: they have been told")
    await leaves(story, "morag")
    await opens(story, "morag", report)
    story.expect("closes by itself" not in morag.modal().text, "The report still waits.")
    await leaves(story, "morag")
    await does(story, "morag", decision, "I have told them")
    story.tell(morag, "has told Isla herself what she decided")
    await leaves(story, "morag")


async def on_record(story: Story, decision: str) -> None:
    """Each witness is asked alone, in the morning: one puts it on record, one did not hear it."""
    story.scene("Those who were there are asked, each alone")
    heard = story.counts()
    await story.pass_working_days(1, time(9, 45))
    callum, rory, morag = (story.person(name) for name in ("callum", "rory", "morag"))
    story.expect(story.heard("callum") > heard[callum.handle], "Callum was not asked in the morning.")
    asked = {name: await story.person(name).wait_for("Something is asked of you") for name in ("callum", "rory")}
    refs = {name: story.ref(story.hides(message, *_CONTENT), "WS") for name, message in asked.items()}
    said = story.confide("I heard him say: I will be at your car", "I will be at your car")
    await opens(story, "callum", refs["callum"])
    story.hides(callum.modal(), "Isla", "knows where I park", "Rory")
    await callum.press("Answer")
    await sends(story, callum, {"What you saw or heard": said})
    story.tell(callum, "puts on record what he heard")
    await leaves(story, "callum")
    await does(story, "rory", refs["rory"], "Answer", {"Your answer": "I did not see or hear it"})
    story.tell(rory, "says that he did not hear it, which is fine")
    await leaves(story, "rory")
    message = next(m for m in callum.messages() if refs["callum"] in m.text)
    button = next(b for b in message.buttons if b.label == "Open")
    await story.forge(rory, button)
    await refused(story, "rory")
    story.tell(rory, "sends the click for what Callum said: nothing is there")
    await opens(story, "morag", decision)
    story.sees(morag.modal(), "has put it on record", "did not see or hear it")
    await leaves(story, "morag")


async def reference(story: Story, decision: str) -> None:
    """The police reference was in the decision already: nothing is asked, and it is closed."""
    await story.pass_working_days(2, time(9, 45))
    morag = await opens(story, "morag", decision)
    story.sees(morag.modal(), "Everything is noted.")
    await morag.press("Close it")
    story.sees(morag.modal(), "It is closed.")
    story.tell(morag, "has nothing left to note, since the reference was known, and closes it on the third working day")
    await leaves(story, "morag")
    await _quiet(story, morag, decision)


async def _quiet(story: Story, morag: Person, decision: str) -> None:
    heard = sum(decision in message.text for message in morag.news())
    await story.pass_working_days(5)
    story.expect(sum(decision in m.text for m in morag.news()) == heard, "A closed decision was nudged about.")
