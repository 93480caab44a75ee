"""Acts of people in the world, each as a person would do it: type, open, fill in, send, close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from adapters.playground.people.person import Given, Person
from tests.journeys.world import World, ref_in

REPORT: Mapping[str, Given] = {"How were you in contact?": "Phone", "What was it?": ("Abusive language",)}
THREAT: Mapping[str, Given] = {"How were you in contact?": "Phone", "What was it?": ("A threat",)}
ZERO: Mapping[str, Given] = {
    "Which kind of engagement is it?": ("Abuse",),
    "Is it a zero tolerance incident?": "Yes",
    # What opens nothing of its own, and so tells nobody anything besides.
    "What follows?": ("A restriction",),
    "What is being done": "A letter",
}
NO_FURTHER: Mapping[str, Given] = {
    "Which kind of engagement is it?": ("Demands on our office",),
    "Is it a zero tolerance incident?": "No",
    "What follows?": ("No further management needed",),
}
CASE: Mapping[str, Given] = {
    "What was said or done?": "Nine calls in an hour",
    "What does it do to staff and to the service?": "Nobody else gets through",
}
FAIR: Mapping[str, Given] = {
    "Where do steps to restore the relationship stand?": "They were tried",
    "What was tried, or why not?": "Two calm calls back",
    "Which needs or adjustments did you consider?": "None known; asked at the last visit",
    "Why is this needed, and why is nothing lighter enough?": "It protects the officers; a letter came in autumn",
    "I have thought of these, and each holds": (
        "It is about what it does, not about somebody being different or upset",
        "A full team on a normal day could not manage it either",
        "A complaint or request that is open goes on",
        "Emergencies and urgent repairs can still be reported",
    ),
}
#: What a manager answers besides, who proposes it without a report and was there.
THERE: Mapping[str, Given] = {
    "Were you involved: was it aimed at you, or were you there?": "Yes",
    "What supports it?": "https://example.org/a-post",
}
DENIED: Mapping[str, Given] = {
    "Not taken forward, because…": "A calmer call first",
    "What is done instead, for them?": "I take the next call",
}
LIFTED: Mapping[str, Given] = {
    "Can this be lifted?": "Lift it",
    "Why can it be lifted?": "Calmer letters: the reason for it has passed",
}
#: By the measures that ask for it: which channels they touch.
TOUCHES: Mapping[str, Given] = {"Which channels does it close or change?": ("Phone",)}
LIMITS: Mapping[str, Given] = {"On which channels does the limit apply?": ("Phone",)}
TOLD_EVERYTHING = (
    "When we look at it again, and what would bring it forward",
    "How to appeal to the Chief Executive",
)
REVIEWED: Mapping[str, Given] = {
    "What has happened since?": "Calmer letters",
    "What does the individual say?": "Would like to phone again",
    "Which needs or adjustments did you consider?": "A named day for calls",
    "Why does it go on, and why is nothing lighter enough?": "It is calmer, not yet calm",
}


async def fill(person: Person, answers: Mapping[str, Given]) -> None:
    """Fill in one field after the other: some appear only after another is answered."""
    for label, given in answers.items():
        await person.fill({label: given})


async def closed(person: Person) -> None:
    """Close every dialog."""
    while person.has_modal:
        await person.close()


async def reports(
    world: World, who: str, note: str = "shouted at me", answers: Mapping[str, Given] = REPORT, **more: Given
) -> str:
    """Somebody reports an ended contact; returns its reference. `more`: wishes, witnesses, who, day."""
    labels = {
        "wishes": "What would help?",
        "witnesses": "Colleagues who were there",
        "whom": "Who it was",
        "day": "The day it happened",
        "at": "The time",
        "instead": "What happened",
        "see": "Who should see this",
    }
    person = world.person(who)
    await person.command("/ended-contact", note)
    await fill(person, {**answers, **{labels[key]: value for key, value in more.items()}})
    await person.send()
    ref = ref_in(person.modal(), "EC")
    await closed(person)
    await world.settle()
    return ref


async def opens(world: World, who: str, ref: str) -> Person:
    """Open the record of a message."""
    person = world.person(who)
    await person.press("Open", near=ref)
    return person


async def acknowledges(world: World, who: str, ref: str) -> None:
    """A manager acknowledges a report."""
    person = await opens(world, who, ref)
    await person.press("Acknowledge")
    await closed(person)
    await world.settle()


async def talks(world: World, who: str, ref: str, what: str = "We have talked") -> None:
    """A manager notes that they have talked."""
    person = await opens(world, who, ref)
    await person.press("We have talked")
    await fill(person, {"What happened": what} if what != "We have talked" else {})
    await person.send()
    await closed(person)
    await world.settle()


async def triages(world: World, who: str, ref: str, answers: Mapping[str, Given] = NO_FURTHER) -> None:
    """Decide the follow-ups, as a manager."""
    person = await opens(world, who, ref)
    await person.press("Decide what follows")
    await fill(person, answers)
    await person.send()
    await closed(person)
    await world.settle()


async def none_follows(world: World, who: str, ref: str) -> None:
    """A manager says that no restriction follows after all, where one still waits to be proposed."""
    person = await opens(world, who, ref)
    if "None after all" in person.modal().labels:
        await person.press("None after all")
        await fill(person, {"Why is no restriction needed?": "A letter is enough"})
        await person.send()
    await closed(person)
    await world.settle()


async def suggests(world: World, who: str, whom: str = "HA-20417", why: str = "He reads my name out") -> str:
    """A member of staff suggests a restriction; returns its reference."""
    person = world.person(who)
    await person.command("/restriction", why)
    await fill(person, {"Who is it about?": whom})
    await person.send()
    ref = ref_in(person.modal(), "RS")
    await closed(person)
    await world.settle()
    return ref


async def written(person: Person, whom: str | None = None) -> None:
    """One measure with its reasons, and the answers about fairness."""
    if whom is not None:
        await fill(person, {"Who is it about?": whom})
    await fill(person, {"What should change?": ("Contact by certain channels only",)})
    await fill(person, {"How can they be in contact instead?": "By e-mail", **TOUCHES, **CASE, **FAIR})


async def proposes(person: Person, whom: str) -> None:
    """A manager who was there proposes one: another decides."""
    await fill(person, THERE)
    await written(person, whom)
    await person.send()


def approval(review: date | None) -> dict[str, Given]:
    """Answers about the date of the review."""
    if review is None:
        return {"When do we look at it again?": "There is to be no review, because…"}
    return {
        "When do we look at it again?": "On another day",
        "The day of the review": review,
        "What would make us look sooner?": "Three calm contacts",
    }


async def approves(world: World, who: str, ref: str, review: date) -> None:
    """A manager approves a restriction."""
    person = world.person(who)
    await person.press("Approve", near=ref)
    await written(person)
    await fill(person, approval(review))
    await person.send()
    await closed(person)
    await world.settle()


NOBODY: Mapping[str, Given] = {
    "Who needs to know, for their work?": (),
    "Why does nobody need to know?": "Only the caseworker meets it",
}


async def shares(world: World, who: str, ref: str, answers: Mapping[str, Given] = NOBODY) -> None:
    """Decide who needs to know, as a manager: nobody, or the preselected groups with the text of the card."""
    person = await opens(world, who, ref)
    await person.press("Decide who needs to know")
    await fill(person, answers)
    await person.send()
    if person.has_modal and person.modal().submit is not None:
        await person.send()
    await closed(person)
    await world.settle()


async def tells(world: World, who: str, ref: str, everything: tuple[str, ...] = TOLD_EVERYTHING) -> None:
    """A manager records that the individual has been told; where it waits for that, first that nobody else needs to
    know."""
    person = await opens(world, who, ref)
    if "The individual has been told" not in person.modal().labels:
        await closed(person)
        await shares(world, who, ref)
        person = await opens(world, who, ref)
    await person.press("The individual has been told")
    await fill(person, {"How were they told?": "Letter", **({"They have heard": everything} if everything else {})})
    await person.send()
    await closed(person)
    await world.settle()


async def asks_for_time(world: World, who: str) -> str:
    """Somebody asks for a short time away; returns its reference."""
    person = world.person(who)
    await person.command("/support")
    await person.press("I'd like a short time away")
    ref = ref_in(person.modal(), "SR")
    await closed(person)
    await world.settle()
    return ref


async def arranges(world: World, who: str, ref: str, first: date, back: date) -> None:
    """A manager arranges it."""
    person = await opens(world, who, ref)
    await person.press("Arrange it")
    await fill(person, {"First day away from contact": first, "Back on": back})
    await person.send()
    await closed(person)
    await world.settle()


async def answers_offer(world: World, who: str, answer: str) -> None:
    """Somebody answers the offer of a conversation."""
    person = world.person(who)
    await person.press(answer, near="Would a conversation with your manager help?")
    await closed(person)
    await world.settle()


async def zero_tolerance(world: World, who: str = "isla", manager: str = "morag", **more: Given) -> str:
    """A report all the way to zero tolerance, which offers everybody involved a conversation."""
    ref = await reports(world, who, "shouted at me", REPORT, **more)
    await acknowledges(world, manager, ref)
    await talks(world, manager, ref)
    await triages(world, manager, ref, ZERO)
    await none_follows(world, manager, ref)
    return ref
