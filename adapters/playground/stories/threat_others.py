"""A threat, and who decides is not there or may not: against the manager herself, and one that nobody answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.stage import Stage

_TEAM = ("hamish", "catriona", "eilidh")
_THREAT: Mapping[str, Given] = {"How were you in contact?": "In person, at the office", "What was it?": ("A threat",)}
#: The rest stands in the form already: what kind it is, that it is never accepted, and what follows.
_ACTED_ON: Mapping[str, Given] = {"What is being done": "A letter says what we need from now on"}
_NOT = "Do not report it"


async def against_the_manager(stage: Stage) -> None:
    """It never lies with her, wherever it moves: she has a view, and no click of hers decides."""
    await stage.pass_working_days(1, time(10))
    stage.scene("The threat is against Morag herself: others decide, and she cannot")
    note = stage.confide("Said your boss will be sorry, then laughed", "boss will be sorry")
    answers: dict[str, Given] = {
        "Against whom was the threat?": "A colleague",
        "Which colleague?": ("Morag Sinclair",),
    }
    report, decision = await _reported(stage, "isla", note, answers)
    stage.expect(all(decision not in m.text for m in stage.person("morag").messages()), "Morag was told of it.")
    view = stage.confide("He took it back before he left", "took it back")
    await does(stage, "isla", decision, "Say what you think", {"In your own words": view})
    await leaves(stage, "isla")
    await _clicks_of_hers(stage, decision)
    await presses(stage, "ailsa", decision, "I can't take this")
    stage.tell(stage.person("ailsa"), "cannot take it: it moves on to Hamish, and never to Morag")
    await leaves(stage, "ailsa")
    stage.expect(all(decision not in m.text for m in stage.person("morag").messages()), "It moved to Morag.")
    await _with_her_view(stage, decision)
    await _brought_to_its_end(stage, "ailsa", report)


async def _clicks_of_hers(stage: Stage, decision: str) -> None:
    """Morag sends the clicks of Ailsa's buttons: none of them is there for her."""
    morag = stage.person("morag")
    shown = next(m for m in reversed(stage.person("ailsa").messages()) if decision in m.text and "Open" in m.labels)
    button = next(b for b in shown.buttons if b.label == "Open")
    for act in ("police.open", "form:police.decide", "police.close", "pass_on"):
        await stage.forge(morag, button, act=act)
        await refused(stage, "morag")
    stage.tell(morag, "sends the click of “Decide” to let it rest: nothing is there for her, and nothing changed")


async def _with_her_view(stage: Stage, decision: str) -> None:
    """Not to report it needs everybody's own view: hers is noted once a person has told her."""
    hamish = await presses(stage, "hamish", decision, "Decide")
    reasons = stage.confide("Withdrawn at once, and meant as a joke", "meant as a joke")
    answers: dict[str, Given] = {
        "What do you decide?": _NOT,
        "How could it affect other staff?": stage.confide("Not at all: he has no more visits", "no more visits"),
        "Your reasons": reasons,
    }
    unasked: dict[str, Given] = {
        "What does Morag Sinclair think?": "They could not be asked",
        "What Morag Sinclair thinks": "She is with a tenant",
    }
    for label, given in {**answers, **unasked}.items():
        await hamish.fill({label: given})
    await hamish.send()
    stage.sees(hamish.modal(), "Morag Sinclair has not been heard")
    stage.tell(hamish, f"would not report it, and is asked: {'; '.join(hamish.modal().errors.values())}")
    view = stage.confide("I am not afraid of him; let it rest", "not afraid of him")
    await hamish.fill({"What does Morag Sinclair think?": "They told me"})
    await sends(stage, hamish, {"What Morag Sinclair thinks": view})
    stage.sees(hamish.modal(), "The police are not told", reasons)
    stage.tell(hamish, "has told Morag, hears her, and decides with reasons: it is not reported")
    await hamish.press("I have told them")
    await sends(stage, hamish)
    stage.sees(hamish.modal(), "It is closed.")
    await leaves(stage, "hamish")


async def nobody_answers(stage: Stage) -> None:
    """Reminded after half an hour, moved on after an hour, the management team told after two."""
    await stage.pass_working_days(1, time(11))
    stage.scene("A threat that nobody answers: within the hour it is with somebody else")
    note = stage.confide("Threw a chair at the counter and said: next time you", "a chair at the counter")
    report, decision = await _reported(stage, "callum", note, {"Against whom was the threat?": "Me"})
    morag, ailsa = stage.person("morag"), stage.person("ailsa")
    await stage.pass_hours(0.5)
    stage.expect(_about(stage, "morag", decision) == 2, "Morag was not reminded after half an hour (N9).")
    await stage.pass_hours(0.5)
    stage.sees(ailsa.newest(), decision, "It is urgent, and it needs you.")
    stage.sees(await morag.wait_for("moved to a colleague"), decision)
    stage.tell(None, "one hour: it is with Ailsa, and Morag reads that it has moved")
    await stage.pass_hours(1)
    for name in _TEAM:
        stage.sees(stage.person(name).newest(), decision)
    stage.tell(None, "two hours: the management team is told that something waits, and nothing of what it is")
    view = stage.confide("He was ill, I think", "was ill, I think")
    reasons = stage.confide("A chair was thrown", "chair was thrown")
    await _reported_to_them(stage, "callum", decision, view, reasons)
    stage.tell(ailsa, "takes it: it is reported, Callum has been told, and it is closed")
    await _brought_to_its_end(stage, "morag", report)


async def struck(stage: Stage) -> None:
    """“He punched me”: as urgent as a threat, and no answer to a question files it away (1.9)."""
    await stage.pass_working_days(1, time(14))
    stage.scene("Shona is struck at the counter: it cannot be filed away")
    shona, ailsa = stage.person("shona"), stage.person("ailsa")
    await shona.command("/ended-contact", stage.confide("He punched me and walked out", "punched me"))
    await shona.fill({"How were you in contact?": "In person, at the office"})
    await shona.fill({"What was it?": ("Violence, or somebody was hurt",)})
    await sends(stage, shona, {"Against whom was it?": "Me", "Was anybody hurt?": "Yes"})
    card = stage.sees(shona.modal(), "If anyone is in danger, call 999.", "(the health and safety lead)")
    report, decision = stage.ref(card, "EC"), stage.ref(card, "PD")
    stage.tell(shona, "says that she was hurt, and reads: call 999 first, and whom to tell of it by name")
    await leaves(stage, "shona")
    stage.sees(ailsa.newest(), decision, "It is urgent, and it needs you.")
    await presses(stage, "ailsa", report, "Acknowledge")
    await leaves(stage, "ailsa")
    await presses(stage, "ailsa", report, "Decide what follows")
    await ailsa.fill({"Is it a zero tolerance incident?": "No"})
    why = {"Why is it not a zero tolerance incident?": "He was drunk", "What is being done": "Nothing for now"}
    for label, given in why.items():
        await ailsa.fill({label: given})
    await ailsa.fill({"What follows?": ("No further management needed",)})
    await ailsa.send()
    stage.expect(bool(ailsa.modal().errors), "It was filed away.")
    stage.tell(ailsa, f"would file it away, has to say why, and is asked: {'; '.join(ailsa.modal().errors.values())}")
    await leaves(stage, "ailsa")
    await does(stage, "ailsa", report, "Decide what follows", _ACTED_ON)
    stage.tell(ailsa, "opens it anew: what is known stands there, and she adds what is being done")
    await leaves(stage, "ailsa")
    stage.sees(await shona.wait_for("Would a conversation"), "Any answer is fine")
    stage.tell(shona, "is offered a conversation, whatever was answered to the question of zero tolerance")
    view = stage.confide("I want it on record", "it on record")
    reasons = stage.confide("He struck her in front of three people", "in front of three people")
    await _reported_to_them(stage, "shona", decision, view, reasons)
    await does(stage, "ailsa", report, "We have talked")
    stage.tell(ailsa, "decides about the police, tells Shona herself, and has talked with her")
    await leaves(stage, "ailsa")


async def _reported_to_them(stage: Stage, who: str, decision: str, view: str, reasons: str) -> None:
    """Ailsa decides, with the view of whom it concerns: the police are told, and so is that person."""
    await does(stage, who, decision, "Say what you think", {"In your own words": view})
    await leaves(stage, who)
    ailsa = await presses(stage, "ailsa", decision, "Decide")
    reported: dict[str, Given] = {
        "How were they told?": "By phone, 101",
        "The police's reference": stage.confide(f"PS-3311-{decision[-4:]}"),
        "How could it affect other staff?": stage.confide("Whoever is at the counter", "is at the counter"),
        "Your reasons": reasons,
    }
    await sends(stage, ailsa, reported)
    await ailsa.press("I have told them")
    await sends(stage, ailsa)
    await ailsa.press("Close it")
    await leaves(stage, "ailsa")


async def _reported(stage: Stage, who: str, note: str, answers: Mapping[str, Given]) -> tuple[str, str]:
    """Somebody reports a threat; its reference, and that of the decision."""
    person = stage.person(who)
    await person.command("/ended-contact", note)
    await sends(stage, person, {**_THREAT, **answers})
    card = person.modal()
    report, decision = stage.ref(card, "EC"), stage.ref(card, "PD")
    stage.tell(person, f"reports a threat ({report})")
    await leaves(stage, who)
    return report, decision


async def _brought_to_its_end(stage: Stage, manager: str, report: str) -> None:
    """The report itself: seen, talked over, settled."""
    await presses(stage, manager, report, "Acknowledge")
    await leaves(stage, manager)
    await does(stage, manager, report, "We have talked")
    await leaves(stage, manager)
    done = await does(stage, manager, report, "Decide what follows", _ACTED_ON)
    stage.tell(done, f"has talked about {report} and settles it")
    await leaves(stage, manager)
    await opens(stage, manager, report)
    stage.expect("Decide what follows" not in done.modal().labels, f"{report} is not settled.")
    await leaves(stage, manager)


def _about(stage: Stage, who: str, ref: str) -> int:
    return sum(ref in message.text for message in stage.person(who).news())
