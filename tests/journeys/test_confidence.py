"""A canary in every free-text field of every form: found in dialogs, and nowhere else at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

import pytest

from adapters.playground.people.person import Given, Person
from tests.journeys.acts import (
    FAIR,
    LIMITS,
    REPORT,
    TOLD_EVERYTHING,
    acknowledges,
    answers_offer,
    approval,
    closed,
    fill,
    opens,
)
from tests.journeys.sides import Call, Trouble
from tests.journeys.world import World

_NUMBERS = count(1)


@pytest.fixture
def canaries() -> list[str]:
    """Words typed so far."""
    return []


async def type_canaries(person: Person, canaries: list[str]) -> None:
    """A canary into every field of the open dialog that takes words."""
    seen: set[str] = set()
    while fresh := [q for q in _typed(person) if q not in seen]:
        for label in fresh:
            seen.add(label)
            word = f"canary{next(_NUMBERS):03d}bird"
            canaries.append(word)
            await person.fill({label: f"https://{word}.example" if label.endswith("supports it?") else f"{word} sings"})


def _typed(person: Person) -> Iterator[str]:
    return (q.label for q in person.modal().questions if q.is_text)


async def send_canaries(person: Person, canaries: list[str], answers: Mapping[str, Given] | None = None) -> None:
    """Fill in a form, every word a canary, and send it."""
    await fill(person, answers or {})
    await type_canaries(person, canaries)
    await person.send()
    assert not (person.has_modal and person.modal().errors), person.modal().errors


@pytest.mark.requirement("R-1.14.1-3", "R-1.14.1-6", "R-1.12.2-6")
async def test_no_word_of_any_form_gets_out(world: World, canaries: list[str]) -> None:
    """A whole case, with refusals and faults on the way: messages, logs at DEBUG, metrics, database files."""
    isla, morag, rory = (world.person(name) for name in ("isla", "morag", "rory"))
    await _a_report(world, isla, morag, canaries)
    await _a_restriction(world, morag, canaries)
    await _a_proposal(world, morag, canaries)
    await _support(world, isla, morag, canaries)
    await _a_debrief(world, morag, rory, canaries)
    await _a_review(world, morag, canaries)
    await _words(isla, canaries)
    await world.until(3)
    assert len(canaries) > 40
    assert world.leaks(*canaries) == []
    assert "canary" in world.side().shown()  # dialogs do show them


async def _a_report(world: World, isla: Person, morag: Person, canaries: list[str]) -> None:
    await isla.command("/ended-contact", "canary000bird in a command")
    canaries.append("canary000bird")
    await type_canaries(isla, canaries)  # and the form is refused, because nothing is chosen
    answers: Mapping[str, Given] = {**REPORT, "What would help?": ("I would like contact to be restricted",)}
    await send_canaries(isla, canaries, answers)
    await closed(isla)
    await world.settle()
    await acknowledges(world, "morag", "EC-0001")
    await opens(world, "morag", "EC-0001")
    await morag.press("We have talked")
    await morag.send()
    await morag.press("Decide what follows")
    await send_canaries(
        morag,
        canaries,
        {
            "Which kind of engagement is it?": ("Abuse", "Other, because of its impact"),
            "Is it a zero tolerance incident?": "Yes",
            "What follows?": ("A restriction",),
        },
    )
    await closed(morag)
    await world.settle()


async def _a_restriction(world: World, morag: Person, canaries: list[str]) -> None:
    await morag.press("Approve", near="RS-0001")
    measures = ("Contact by certain channels only", "Staff names or direct details are not given")
    more = (
        "More evidence",
        "What helps them, or led to it",
        "An open complaint, emergencies, staffing or training",
        "Who tells them, and in what form",
    )
    answers: dict[str, Given] = {"What should change?": measures, "Is there more to say?": more}
    ticked = ("Where do steps to restore the relationship stand?", "I have thought of these, and each holds")
    answers |= {label: FAIR[label] for label in ticked}
    answers |= {k: v for k, v in approval(world.day(60)).items() if k != "What would make us look sooner?"}
    await fill(morag, answers)
    await type_canaries(morag, canaries)
    await morag.send()
    # A measure touches how they asked to be contacted, as it was noted here: that is asked, and what was typed stays.
    considered = ("I have considered it, and it is kept or replaced",)
    world.side().fails(Call.SEND, Trouble.REFUSED, times=1)
    await send_canaries(morag, canaries, {"Does that still work for them?": considered})
    await morag.press("Decide who needs to know")
    await send_canaries(morag, canaries, {"Who needs to know, for their work?": ("Those who answer the phones",)})
    await morag.send()
    await closed(morag)
    await world.settle()
    await world.later(seconds=10)
    await opens(world, "morag", "RS-0001")
    await morag.press("The individual has been told")
    await send_canaries(morag, canaries, {"How were they told?": "Letter", "They have heard": TOLD_EVERYTHING})
    await closed(morag)
    await world.settle()
    await world.later(seconds=10)
    assert world.standing("RS-0001") == "active"


async def _a_proposal(world: World, morag: Person, canaries: list[str]) -> None:
    await morag.command("/restriction", "canary999bird")
    canaries.append("canary999bird")
    await fill(morag, {"What should change?": ("Limits on time or volume of contact",), **LIMITS})
    await type_canaries(morag, canaries)
    await morag.press("Keep and finish later")
    await closed(morag)
    await world.settle()


async def _support(world: World, isla: Person, morag: Person, canaries: list[str]) -> None:
    await isla.command("/support", "canary998bird suits me")
    canaries.append("canary998bird")
    await send_canaries(isla, canaries)
    await closed(isla)
    await world.settle()
    await opens(world, "morag", "SR-0001")
    await morag.press("Arrange it")
    await send_canaries(morag, canaries, {"Back on": world.day(1)})
    await closed(morag)
    await world.settle()


async def _a_debrief(world: World, morag: Person, rory: Person, canaries: list[str]) -> None:
    await answers_offer(world, "isla", "Yes")
    await world.until(1, "09:45")
    await opens(world, "morag", "DB-0001")
    await morag.press("We have talked")
    await send_canaries(morag, canaries, {"Who does it?": rory.name, "By when?": world.day(1)})
    await closed(morag)
    await world.until(1, "09:45")
    await opens(world, "rory", "DB-0001")
    await rory.press("Not going to happen")
    await send_canaries(rory, canaries)
    await closed(rory)
    await world.settle()


async def _a_review(world: World, morag: Person, canaries: list[str]) -> None:
    await opens(world, "morag", "RS-0001")
    await morag.press("Can this be lifted?")
    await send_canaries(
        morag,
        canaries,
        {
            "Can this be lifted?": "Continue it",
            "When do we look at it again?": "On another day",
            "The day of the review": world.day(70),
        },
    )
    await morag.press("The individual has been told")
    await send_canaries(morag, canaries, {"How were they told?": "Letter", "They have heard": TOLD_EVERYTHING})
    await morag.press("The service has ended")
    await send_canaries(morag, canaries)
    await closed(morag)
    await world.settle()


async def _words(isla: Person, canaries: list[str]) -> None:
    """A direct message is the one place where somebody's own words stand in a chat: theirs, never ours."""
    for text in ("canary997bird please", "ended contact canary996bird"):
        canaries.append(next(word for word in text.split() if word.startswith("canary")))
        await isla.say(text)
