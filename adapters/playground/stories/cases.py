"""A restriction from a suggestion to the individual's being told, in as few steps as there are."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.playground.people.person import Given, Person
from adapters.playground.stories.acts import leaves, opens, sends
from adapters.playground.stories.deciding import EVERYTHING, FAIR, approval
from adapters.playground.stories.stage import Stage

_CASE: Mapping[str, Given] = {
    "What was said or done?": "Laughed and swore on nine calls in an hour",
    "What does it do to staff and to the service?": "Nobody else gets through",
    "Links": "https://example.org/a-log",
}
_REVIEWED: Mapping[str, Given] = {
    "What has happened since?": "Two calm letters",
    "What does the individual say?": "Would like to phone again",
    "Which needs or adjustments did you consider?": "A named day for calls",
    "The reasons": "The reason for it has passed",
}
#: How many working days ahead the review lies.
_REVIEW_AHEAD = 60


async def suggested(stage: Stage, who: str, whom: str, why: str) -> str:
    """A member of staff suggests one about calls. Its reference."""
    person = stage.person(who)
    await person.command("/restriction", why)
    if person.modal().submit is None:
        await person.press("Suggest a restriction")
    await sends(stage, person, {"Who is it about?": whom})
    ref = stage.ref(person.modal(), "RS")
    stage.tell(person, "suggests a restriction")
    await leaves(stage, who)
    return ref


async def proposed(stage: Stage, who: str, whom: str) -> str:
    """A manager proposes one about calls, for their own manager to decide. Its reference."""
    person = stage.person(who)
    await person.command("/restriction")
    if person.modal().submit is None:
        await person.press("Propose a restriction")
    await _two_steps(stage, person, {"Who is it about?": whom})
    ref = stage.ref(person.modal(), "RS")
    stage.tell(person, "proposes a restriction; somebody else decides it")
    await leaves(stage, who)
    return ref


async def approved(stage: Stage, who: str, ref: str, *, written: bool = False) -> None:
    """Whoever decides approves it in three steps; `written`: the first two are filled in already."""
    person = stage.person(who)
    await person.press("Approve", near=ref)
    if written:
        await sends(stage, person)
        await sends(stage, person)
    else:
        await _two_steps(stage, person, {})
    review = stage.calendar.working_days_from(stage.calendar.today(stage.now), _REVIEW_AHEAD)
    await sends(stage, person, {**approval(review), "Who tells them?": person.name})
    await leaves(stage, who)


async def _two_steps(stage: Stage, person: Person, first: Mapping[str, Given]) -> None:
    measure: Mapping[str, Given] = {
        "What should change?": ("Contact by certain channels only",),
        "Which channels, and which stay open?": "By e-mail; the phone stays open for emergencies",
        "Which channels does it close or change?": ("Phone",),
    }
    stage.secrets += map(str, _CASE.values())
    await sends(stage, person, {**first, **measure, **_CASE})
    await sends(stage, person, FAIR)


async def told(stage: Stage, who: str, ref: str, heard: tuple[str, ...] = EVERYTHING) -> Person:
    """Whoever decided records that the individual has been told; the dialog is closed."""
    person = await opens(stage, who, ref)
    await person.press("The individual has been told")
    hears: Mapping[str, Given] = {"They have heard": heard} if heard else {}
    await sends(stage, person, {"How": "By letter", **hears})
    await leaves(stage, who)
    return person


async def lifted(stage: Stage, who: str, ref: str) -> Person:
    """It is lifted, with reasons; the dialog is closed."""
    person = await opens(stage, who, ref)
    await person.press("Can this be lifted?")
    stage.secrets += map(str, _REVIEWED.values())
    await sends(stage, person, {"Can this be lifted?": "Lift it", **_REVIEWED})
    await leaves(stage, who)
    return person
