"""A threat: the police, those who were there, and who decides, over HTTP."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.playground.people.person import Given, Person
from adapters.playground.people.screen import Button
from tests.journeys.acts import THREAT, acknowledges, closed, fill, opens, reports, talks, triages
from tests.journeys.world import NOT_YOURS, World

GROUNDS: Mapping[str, Given] = {
    "How could it affect other staff?": "Canaryimpact",
    "Your reasons": "Canaryreasons",
}
REPORTED: Mapping[str, Given] = {"How were they told?": "By phone, 101", **GROUNDS}
ACTED: Mapping[str, Given] = {
    "Which kind of engagement is it?": ("Abuse",),
    "Is it a zero tolerance incident?": "Yes",
    "What is being done": "A letter says what we need from now on",
    "What follows?": ("Steps to restore the relationship",),
}
TWO: tuple[str, ...] = ("Callum Stewart", "Rory Mackay")


async def says(world: World, who: str, ref: str, words: str = "Canaryview") -> None:
    """Give the view of somebody concerned."""
    person = await opens(world, who, ref)
    await person.press("Say what you think")
    await fill(person, {"In your own words": words})
    await person.send()
    await closed(person)
    await world.settle()


async def decides(world: World, who: str, ref: str, answers: Mapping[str, Given] = REPORTED) -> Person:
    """A manager decides; the dialog stays open."""
    person = await opens(world, who, ref)
    await person.press("Decide")
    await fill(person, answers)
    await person.send()
    await world.settle()
    return person


def button(world: World, who: str, ref: str, label: str = "Open") -> Button:
    """A button of somebody's newest message about a matter."""
    return next(b for b in world.messages(who, ref)[-1].buttons if b.label == label)


@pytest.mark.requirement("R-1.9.4-1", "R-1.9.4-5", "R-1.9.4-6", "R-1.9.4-7", "R-1.9.4-8")
async def test_a_threat_on_the_phone_with_two_witnesses(world: World) -> None:
    """From the report to the end: who is asked what, what is decided, and that nothing of it leaks."""
    await reports(world, "isla", "Canarythreat", THREAT, witnesses=TWO)
    assert world.refs() == ["EC-0001", "PD-0001", "WS-0001", "WS-0002"]
    assert [len(world.messages(who, "PD-0001")) for who in ("morag", "isla", "callum", "rory")] == [1, 1, 0, 0]
    assert [len(world.messages(who, "WS-0")) for who in ("callum", "rory", "isla")] == [1, 1, 0]
    await acknowledges(world, "morag", "EC-0001")
    await talks(world, "morag", "EC-0001")
    await triages(world, "morag", "EC-0001", ACTED)
    assert world.standing("EC-0001") == "told"  # though all is done: it waits for the decision
    await says(world, "isla", "PD-0001")
    callum = await opens(world, "callum", "WS-0001")
    assert "Canarythreat" not in callum.modal().text
    await callum.press("Answer")
    await fill(callum, {"What you saw or heard": "Canarystatement"})
    await callum.send()
    await closed(callum)
    morag = await decides(world, "morag", "PD-0001")
    assert world.standing("EC-0001") == "promised"  # and Isla waits to hear of it
    for words in ("Canarythreat", "Canaryview", "Canaryimpact", "Canaryreasons", "has put it on record"):
        assert words in morag.modal().text
    await morag.press("I have told them")
    await morag.send()
    assert world.standing("EC-0001") == "closed"
    await morag.press("Add the reference")
    await fill(morag, {"The reference": "Canaryreference"})
    await morag.send()
    await morag.press("Close it")
    await closed(morag)
    await world.settle()
    assert [world.standing(ref) for ref in ("PD-0001", "WS-0001", "WS-0002")] == ["closed", "given", "no_reply"]
    told = " ".join(m.text + m.title for who in ("isla", "morag", "callum", "rory") for m in world.messages(who))
    assert [word for word in ("police", "threat", "witness") if word in told.casefold()] == []
    assert world.leaks("canary") == []


@pytest.mark.requirement("R-1.9.4-1")
async def test_at_night_the_manager_hears_at_once(world: World) -> None:
    """Of the decision and of a call; those who were there hear in the morning."""
    await world.until(0, "23:00")
    await reports(world, "isla", "he will come", THREAT, witnesses=TWO)
    assert len(world.messages("morag", "PD-0001")) == 1
    assert [world.messages(who, "WS-0") for who in ("callum", "rory")] == [[], []]
    isla = world.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near="PD-0001")
    await isla.press("I have called the police")
    assert "It is noted that you have called the police." in isla.modal().text
    await closed(isla)
    await world.settle()
    assert len(world.arrived("morag", "PD-0001")) == 2
    await world.until(1, "10:00")
    assert [len(world.messages(who, "WS-0")) for who in ("callum", "rory")] == [1, 1]


@pytest.mark.requirement("R-1.9.4-6")
async def test_who_has_answered_at_night_is_not_asked_in_the_morning(world: World) -> None:
    """The question was to wait until then; the answer came first."""
    await world.until(0, "23:00")
    await reports(world, "isla", "he will come", THREAT)
    isla = world.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near="PD-0001")
    await isla.press("Say what you think")
    await fill(isla, {"In your own words": "Canaryview"})
    await isla.send()
    await closed(isla)
    await world.until(1, "12:00")
    assert world.messages("isla", "PD-0001") == []


@pytest.mark.requirement("R-1.9.4-4")
async def test_not_to_report_is_nothing_for_a_manager_who_is_threatened(world: World) -> None:
    """By button, by form, by a form that somebody else had open, forged: each time the same answer."""
    threatened: Mapping[str, Given] = {
        **THREAT,
        "Against whom was the threat?": "A colleague",
        "Which colleague?": ("Morag Sinclair",),
    }
    await reports(world, "isla", "he will find Morag", threatened)
    await says(world, "isla", "PD-0001")
    assert [len(world.arrived(who, "PD-0001")) for who in ("ailsa", "morag")] == [2, 0]
    ailsa = await opens(world, "ailsa", "PD-0001")
    await ailsa.press("Decide")
    unasked = {
        "What does Morag Sinclair think?": "They could not be asked",
        "What Morag Sinclair thinks": "Out",
    }
    await fill(ailsa, {"What do you decide?": "Do not report it", **GROUNDS, **unasked})
    pending = ailsa.pending()
    before = world.state()
    morag = world.person("morag")
    for label, action in (("Open", None), ("Decide", "form:police.decide"), ("Close it", "police.close")):
        shown = button(world, "ailsa", "PD-0001")
        await world.forge("morag", shown, act=action)
        assert NOT_YOURS in morag.modal().text, label
        await closed(morag)
    for other in ("morag", "isla", "callum", "hamish", "eilidh", "fiona", "angus"):
        assert await world.is_refused(other, pending), other
    assert world.state() == before
    await ailsa.send()
    # Nobody has heard what Morag thinks: it comes back with everything that was typed.
    assert "Morag Sinclair has not been heard" in ailsa.modal().text
    assert ailsa.modal().fields["Your reasons"] == "Canaryreasons"
    assert world.standing("PD-0001") == "opened"


@pytest.mark.requirement("R-1.9.4-5")
async def test_a_decision_that_is_sent_again_is_one_decision(world: World) -> None:
    """At once, and hours later by the same form."""
    await reports(world, "isla", "he will come", THREAT)
    await says(world, "isla", "PD-0001")
    morag = await opens(world, "morag", "PD-0001")
    await morag.press("Decide")
    await fill(morag, {"What do you decide?": "Do not report it", **GROUNDS})
    pending = morag.pending()
    await morag.send(repeat=2)
    await closed(morag)
    await world.settle()
    before = world.state()
    await world.delivers("morag", pending)
    assert world.state() == before
    assert world.standing("PD-0001") == "decided"


@pytest.mark.requirement("R-1.9.4-8")
async def test_nobody_reads_what_another_put_on_record(world: World) -> None:
    """Not the other who was there, not the reporter, nor anybody else; the manager does."""
    await reports(world, "isla", "he will come", THREAT, witnesses=TWO)
    looks = world.looks()
    for other in ("rory", "isla", "ailsa", "hamish", "eilidh", "fiona", "angus", "tam"):
        await world.forge(other, button(world, "callum", "WS-0001"))
        assert NOT_YOURS in world.person(other).modal().text, other
        await closed(world.person(other))
    assert world.looks() == looks
