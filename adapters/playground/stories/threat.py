"""A threat: 999 first, the police decision, those who were there, and who never decides alone (1.9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given, Person
from adapters.playground.stories import threat_others as others
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.stage import Stage

#: What is typed, so that no message may hold it.
_CONTENT = ("threat", "police", "witness", "Isla", "phone", "999")

_FOLLOWS: Mapping[str, Given] = {
    "What is being done": "A letter says what we need from now on",
    "What follows?": ("Steps to restore the relationship",),
}


async def play(stage: Stage) -> None:
    """A threat on the phone in the evening; one against a manager; one that nobody answers; and somebody is hurt."""
    report, decision = await reported(stage)
    await called(stage, decision)
    await waits(stage, report, decision)
    await with_reasons(stage, report, decision)
    await on_record(stage, decision)
    await reference(stage, decision)
    await others.against_the_manager(stage)
    await others.nobody_answers(stage)
    await others.struck(stage)


async def reported(stage: Stage) -> tuple[str, str]:
    """Isla reports it at half past six; Morag hears at once. The references of the report and of the decision."""
    await stage.pass_working_days(1, time(18, 30))
    stage.scene("A threat on the phone, at half past six")
    isla, before = stage.person("isla"), stage.counts()
    note = stage.confide("Said he knows where I park and will be there", "knows where I park")
    await isla.command("/ended-contact", note)
    stage.sees(isla.modal(), "If anyone is in danger, call 999 first.")
    await isla.fill({"How were you in contact?": "Phone", "What was it?": ("A threat",)})
    answers: dict[str, Given] = {
        "Against whom was the threat?": "Me",
        "Did you give a warning?": "It was not safe to",
        "Colleagues who were there": ("Callum Stewart", "Rory Mackay"),
    }
    await sends(stage, isla, answers)
    card = stage.sees(
        isla.modal(), "If anyone is in danger, call 999.", "A manager decides about the police, so that you do not"
    )
    report, decision = stage.ref(card, "EC"), stage.ref(card, "PD")
    stage.tell(isla, f"reports a threat with two colleagues who heard it, and reads: call 999 first ({report})")
    await stage.settle()
    urgent = stage.hides(await stage.person("morag").wait_for(decision), *_CONTENT)
    stage.sees(urgent, "It is urgent, and it needs you.")
    called_in = stage.hides(await stage.person("catriona").wait_for(decision), *_CONTENT)
    stage.sees(called_in, "It cannot wait until the office opens, and you are on call.")
    stage.nobody_else_heard(before, "morag", "isla", "catriona")
    stage.tell(
        None,
        "it is late: what cannot wait reaches Morag at once, and Catriona besides, who is on call; whoever else was "
        "there is asked in the morning",
    )
    stage.sees(isla.newest(), "Support is there for you")
    stage.tell(isla, "has the support line in her chat the same minute")
    await opens(stage, "catriona", decision)
    stage.hides(stage.person("catriona").modal(), "Isla", note)
    stage.sees(stage.person("catriona").modal(), "It lies with Morag Sinclair", "I'll take this")
    stage.tell(stage.person("catriona"), "reads that it lies with Morag, and could take it; nothing of what it says")
    await leaves(stage, "catriona")
    return report, decision


async def called(stage: Stage, decision: str) -> None:
    """Isla has called the police: noted, never held up; and she says what she thinks."""
    isla = stage.person("isla")
    await isla.press("I have called the police")
    stage.sees(isla.modal(), "It is noted that you have called the police. That was yours to do")
    await isla.press("Add the reference")
    number = stage.confide("PS-1130-4471")
    await sends(stage, isla, {"The reference that they gave you": number})
    stage.tell(isla, "has called the police, and adds their reference; nobody has to agree")
    await leaves(stage, "isla")
    stage.sees(stage.person("morag").newest(), decision, "Something was noted here.")
    view = stage.confide("I do not want to walk to the car alone", "walk to the car")
    await isla.open_home()
    await isla.press("Open", "home", near=decision)
    await isla.press("Say what you think")
    await sends(stage, isla, {"In your own words": view})
    stage.tell(isla, "says what she thinks, from her home; it is not hers to decide")
    await leaves(stage, "isla")


async def waits(stage: Stage, report: str, decision: str) -> None:
    """Everything else about the report is done the same evening; it does not close."""
    stage.scene("The report cannot close before it is decided")
    await presses(stage, "morag", report, "Acknowledge")
    await leaves(stage, "morag")
    await does(stage, "morag", report, "We have talked")
    await leaves(stage, "morag")
    morag = await does(stage, "morag", report, "Decide what follows", _FOLLOWS)
    stage.sees(morag.modal(), "It closes by itself once the police decision below is made.", decision)
    stage.tell(morag, "has talked with Isla and decided what follows: the report waits for the police decision")
    await leaves(stage, "morag")


async def with_reasons(stage: Stage, report: str, decision: str) -> None:
    """Views, the effect on others, and reasons apart from one another: what is known already stands there."""
    morag = await presses(stage, "morag", decision, "Decide")
    needed = [question.label for question in morag.modal().questions if question.required and not question.answer]
    stage.expect("How could it affect other staff?" in needed, f"Only {needed} is needed.")
    stage.tell(morag, f"cannot send it without: {'; '.join(needed)}")
    impact = stage.confide("Everybody parks behind the depot", "behind the depot")
    reasons = stage.confide("He meant it, and he named the place", "named the place")
    answers: dict[str, Given] = {
        "What do you decide?": "It has been reported to them already",
        "How were they told?": "By phone, 999",
        "How could it affect other staff?": impact,
        "Your reasons": reasons,
    }
    await sends(stage, morag, answers)
    stage.sees(morag.modal(), "walk to the car", impact, reasons)
    stage.tell(morag, "decides with Isla's view, the effect on others, and reasons: they have been told")
    await leaves(stage, "morag")
    await opens(stage, "morag", report)
    stage.expect("closes by itself" not in morag.modal().text, "The report still waits.")
    await leaves(stage, "morag")
    await does(stage, "morag", decision, "I have told them")
    stage.tell(morag, "has told Isla herself what she decided")
    await leaves(stage, "morag")


async def on_record(stage: Stage, decision: str) -> None:
    """Each witness is asked alone, in the morning: one puts it on record, one did not hear it."""
    stage.scene("Those who were there are asked, each alone")
    heard = stage.counts()
    await stage.pass_working_days(1, time(9, 45))
    callum, rory, morag = (stage.person(name) for name in ("callum", "rory", "morag"))
    stage.expect(stage.heard("callum") > heard[callum.handle], "Callum was not asked in the morning.")
    asked = {name: await stage.person(name).wait_for("Something is asked of you") for name in ("callum", "rory")}
    refs = {name: stage.ref(stage.hides(message, *_CONTENT), "WS") for name, message in asked.items()}
    said = stage.confide("I heard him say: I will be at your car", "I will be at your car")
    await opens(stage, "callum", refs["callum"])
    stage.hides(callum.modal(), "Isla", "knows where I park", "Rory")
    await callum.press("Answer")
    await sends(stage, callum, {"What you saw or heard": said})
    stage.tell(callum, "puts on record what he heard")
    await leaves(stage, "callum")
    await does(stage, "rory", refs["rory"], "Answer", {"Your answer": "I did not see or hear it"})
    stage.tell(rory, "says that he did not hear it, which is fine")
    await leaves(stage, "rory")
    message = next(m for m in callum.messages() if refs["callum"] in m.text)
    button = next(b for b in message.buttons if b.label == "Open")
    await stage.forge(rory, button)
    await refused(stage, "rory")
    stage.tell(rory, "sends the click for what Callum said: nothing is there")
    await opens(stage, "morag", decision)
    stage.sees(morag.modal(), "has put it on record", "did not see or hear it")
    await leaves(stage, "morag")


async def reference(stage: Stage, decision: str) -> None:
    """The reference that Isla was given stood in the decision already: nothing is asked, and it is closed."""
    await stage.pass_working_days(2, time(9, 45))
    morag = await opens(stage, "morag", decision)
    stage.sees(morag.modal(), "Everything is noted.")
    await morag.press("Close it")
    stage.sees(morag.modal(), "It is closed.")
    stage.tell(morag, "has nothing left to note, since the reference was known, and closes it on the third working day")
    await leaves(stage, "morag")
    await _quiet(stage, morag, decision)


async def _quiet(stage: Stage, morag: Person, decision: str) -> None:
    heard = sum(decision in message.text for message in morag.news())
    await stage.pass_working_days(5)
    stage.expect(sum(decision in m.text for m in morag.news()) == heard, "A closed decision was nudged about.")
