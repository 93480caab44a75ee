"""A threat, and who decides is not there or may not: against the manager herself, and one that nobody answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from adapters.playground.people.person import Given
from adapters.playground.stories.acts import does, leaves, opens, presses, refused, sends
from adapters.playground.stories.story import Story

_TEAM = ("hamish", "catriona", "eilidh")
_THREAT: Mapping[str, Given] = {"How were you in contact?": "In person, at the office", "What was it?": ("A threat",)}
#: The rest stands in the form already: what kind it is, that it is never accepted, and what follows.
_ACTED_ON: Mapping[str, Given] = {"What is being done": "A letter says what we need from now on"}
_NOT = "Do not report it"


async def against_the_manager(story: Story) -> None:
    """She is never its handler, wherever it moves: she has a view, and no click of hers decides."""
    await story.pass_working_days(1, time(10))
    story.scene("The threat is against Morag herself: others decide, and she cannot")
    note = story.confide("Said your boss will be sorry, then laughed", "boss will be sorry")
    answers: dict[str, Given] = {
        "Against whom was the threat?": "A colleague",
        "Which colleague?": ("Morag Sinclair",),
    }
    report, decision = await _reported(story, "isla", note, answers)
    story.expect(all(decision not in m.text for m in story.person("morag").messages()), "Morag was told of it.")
    view = story.confide("He took it back before he left", "took it back")
    await does(story, "isla", decision, "Say what you think", {"In your own words": view})
    await leaves(story, "isla")
    await _clicks_of_hers(story, decision)
    await presses(story, "ailsa", decision, "I can't take this")
    story.tell(story.person("ailsa"), "cannot take it: it moves on to Hamish, and never to Morag")
    await leaves(story, "ailsa")
    story.expect(all(decision not in m.text for m in story.person("morag").messages()), "It moved to Morag.")
    await _with_her_view(story, decision)
    await _brought_to_its_end(story, "ailsa", report)


async def _clicks_of_hers(story: Story, decision: str) -> None:
    """Morag sends the clicks of Ailsa's buttons: none of them is there for her."""
    morag = story.person("morag")
    shown = next(m for m in reversed(story.person("ailsa").messages()) if decision in m.text and "Open" in m.labels)
    button = next(b for b in shown.buttons if b.label == "Open")
    for act in ("police.open", "form:police.decide", "police.close", "pass_on"):
        await story.forge(morag, button, act=act)
        await refused(story, "morag")
    story.tell(morag, "sends the click of “Decide” to let it rest: nothing is there for her, and nothing changed")


async def _with_her_view(story: Story, decision: str) -> None:
    """Not to report it needs everybody's own view: hers is noted once a person has told her."""
    hamish = await presses(story, "hamish", decision, "Decide")
    reasons = story.confide("Withdrawn at once, and meant as a joke", "meant as a joke")
    answers: dict[str, Given] = {
        "What do you decide?": _NOT,
        "How could it affect other staff?": story.confide("Not at all: he has no more visits", "no more visits"),
        "Your reasons": reasons,
    }
    unasked: dict[str, Given] = {
        "What does Morag Sinclair think?": "They could not be asked",
        "What Morag Sinclair thinks": "She is with a tenant",
    }
    for label, given in {**answers, **unasked}.items():
        await hamish.fill({label: given})
    await hamish.send()
    story.sees(hamish.modal(), "Morag Sinclair has not been heard")
    story.tell(hamish, f"would not report it, and is asked: {'; '.join(hamish.modal().errors.values())}")
    view = story.confide("I am not afraid of him; let it rest", "not afraid of him")
    await hamish.fill({"What does Morag Sinclair think?": "They told me"})
    await sends(story, hamish, {"What Morag Sinclair thinks": view})
    story.sees(hamish.modal(), "The police are not told", reasons)
    story.tell(hamish, "has told Morag, hears her, and decides with reasons: it is not reported")
    await hamish.press("I have told them")
    await sends(story, hamish)
    story.sees(hamish.modal(), "It is closed.")
    await leaves(story, "hamish")


async def nobody_answers(story: Story) -> None:
    """Reminded after half an hour, moved on after an hour, the management team told after two."""
    await story.pass_working_days(1, time(11))
    story.scene("A threat that nobody answers: within the hour it is with somebody else")
    note = story.confide("Threw a chair at the counter and said: next time you", "a chair at the counter")
    report, decision = await _reported(story, "callum", note, {"Against whom was the threat?": "Me"})
    morag, ailsa = story.person("morag"), story.person("ailsa")
    await story.pass_hours(0.5)
    story.expect(_about(story, "morag", decision) == 2, "Morag was not reminded after half an hour (N9).")
    await story.pass_hours(0.5)
    story.sees(ailsa.newest(), decision, "It is urgent, and it needs you.")
    story.sees(await morag.wait_for("moved to a colleague"), decision)
    story.tell(None, "one hour: it is with Ailsa, and Morag reads that it has moved")
    await story.pass_hours(1)
    for name in _TEAM:
        story.sees(story.person(name).newest(), decision)
    story.tell(None, "two hours: the management team is told that something waits, and nothing of what it is")
    view = story.confide("He was ill, I think", "was ill, I think")
    reasons = story.confide("A chair was thrown", "chair was thrown")
    await _reported_to_them(story, "callum", decision, view, reasons)
    story.tell(ailsa, "takes it: it is reported, Callum has been told, and it is closed")
    await _brought_to_its_end(story, "morag", report)


async def struck(story: Story) -> None:
    """“He punched me”: as urgent as a threat, and no answer to a question files it away (1.9)."""
    await story.pass_working_days(1, time(14))
    story.scene("Shona is struck at the counter: it cannot be filed away")
    shona, ailsa = story.person("shona"), story.person("ailsa")
    await shona.command("/ended-contact", story.confide("He punched me and walked out", "punched me"))
    await shona.fill({"How were you in contact?": "In person, at the office"})
    await shona.fill({"What was it?": ("Violence, or somebody was hurt",)})
    await sends(story, shona, {"Against whom was it?": "Me", "Was anybody hurt?": "Yes"})
    card = story.sees(shona.modal(), "If anyone is in danger, call 999.", "(the health and safety lead)")
    report, decision = story.ref(card, "EC"), story.ref(card, "PD")
    story.tell(shona, "says that she was hurt, and reads: call 999 first, and whom to tell of it by name")
    await leaves(story, "shona")
    story.sees(ailsa.newest(), decision, "It is urgent, and it needs you.")
    await presses(story, "ailsa", report, "Acknowledge")
    await leaves(story, "ailsa")
    await presses(story, "ailsa", report, "Decide what follows")
    await ailsa.fill({"Is it a zero tolerance incident?": "No"})
    why = {"Why is it not a zero tolerance incident?": "He was drunk", "What is being done": "Nothing for now"}
    for label, given in why.items():
        await ailsa.fill({label: given})
    await ailsa.fill({"What follows?": ("No further management needed",)})
    await ailsa.send()
    story.expect(bool(ailsa.modal().errors), "It was filed away.")
    story.tell(ailsa, f"would file it away, has to say why, and is asked: {'; '.join(ailsa.modal().errors.values())}")
    await leaves(story, "ailsa")
    await does(story, "ailsa", report, "Decide what follows", _ACTED_ON)
    story.tell(ailsa, "opens it anew: what is known stands there, and she adds what is being done")
    await leaves(story, "ailsa")
    story.sees(await shona.wait_for("Would a conversation"), "Any answer is fine")
    story.tell(shona, "is offered a conversation, whatever was answered to the question of zero tolerance")
    view = story.confide("I want it on record", "it on record")
    reasons = story.confide("He struck her in front of three people", "in front of three people")
    await _reported_to_them(story, "shona", decision, view, reasons)
    await does(story, "ailsa", report, "We have talked")
    story.tell(ailsa, "decides about the police, tells Shona herself, and has talked with her")
    await leaves(story, "ailsa")


async def _reported_to_them(story: Story, who: str, decision: str, view: str, reasons: str) -> None:
    """Ailsa decides, with the view of the person concerned: the police are told, and so is that person."""
    await does(story, who, decision, "Say what you think", {"In your own words": view})
    await leaves(story, who)
    ailsa = await presses(story, "ailsa", decision, "Decide")
    reported: dict[str, Given] = {
        "How were they told?": "By phone, 101",
        "The police's reference": story.confide(f"PS-3311-{decision[-4:]}"),
        "How could it affect other staff?": story.confide("Whoever is at the counter", "is at the counter"),
        "Your reasons": reasons,
    }
    await sends(story, ailsa, reported)
    await ailsa.press("I have told them")
    await sends(story, ailsa)
    await ailsa.press("Close it")
    await leaves(story, "ailsa")


async def _reported(story: Story, who: str, note: str, answers: Mapping[str, Given]) -> tuple[str, str]:
    """Somebody reports a threat; its reference, and that of the decision."""
    person = story.person(who)
    await person.command("/ended-contact", note)
    await sends(story, person, {**_THREAT, **answers})
    card = person.modal()
    report, decision = story.ref(card, "EC"), story.ref(card, "PD")
    story.tell(person, f"reports a threat ({report})")
    await leaves(story, who)
    return report, decision


async def _brought_to_its_end(story: Story, manager: str, report: str) -> None:
    """The report itself: seen, talked over, settled."""
    await presses(story, manager, report, "Acknowledge")
    await leaves(story, manager)
    await does(story, manager, report, "We have talked")
    await leaves(story, manager)
    done = await does(story, manager, report, "Decide what follows", _ACTED_ON)
    story.tell(done, f"has talked about {report} and settles it")
    await leaves(story, manager)
    await opens(story, manager, report)
    story.expect("Decide what follows" not in done.modal().labels, f"{report} is not settled.")
    await leaves(story, manager)


def _about(story: Story, who: str, ref: str) -> int:
    return sum(ref in message.text for message in story.person(who).news())
