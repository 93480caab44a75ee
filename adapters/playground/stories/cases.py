"""A restriction from a suggestion to telling the individual, in the fewest steps."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.playground.people.person import Given, Person
from adapters.playground.stories.acts import leaves, opens, sends
from adapters.playground.stories.deciding import EVERYTHING, FAIR, approval
from adapters.playground.stories.story import Story

_CASE: Mapping[str, Given] = {
    "What was said or done?": "Laughed and swore on nine calls in an hour",
    "What does it do to staff and to the service?": "Nobody else gets through",
}
#: How many working days ahead the review lies.
_REVIEW_AHEAD = 60


async def suggested(story: Story, who: str, whom: str, why: str) -> str:
    """A member of staff suggests one about calls. Its reference."""
    person = story.person(who)
    await person.command("/restriction", why)
    if person.modal().submit is None:
        await person.press("Suggest a restriction")
    await sends(story, person, {"Who is it about?": whom})
    ref = story.ref(person.modal(), "RS")
    story.tell(person, "suggests a restriction")
    await leaves(story, who)
    return ref


async def proposed(story: Story, who: str, whom: str) -> str:
    """A manager who was there proposes one about calls, for their own manager to decide. Its reference."""
    person = story.person(who)
    await person.command("/restriction")
    if person.modal().submit is None:
        await person.press("Propose a restriction")
    there: Mapping[str, Given] = {
        "Were you involved: was it aimed at you, or were you there?": "Yes",
        "Who is it about?": whom,
        "What supports it?": "https://example.org/a-log",
    }
    await sends(story, person, {**there, **_written(story)})
    ref = story.ref(person.modal(), "RS")
    story.tell(person, "proposes a restriction; somebody else decides it")
    await leaves(story, who)
    return ref


async def approved(story: Story, who: str, ref: str, *, written: bool = False) -> None:
    """Approve a proposal in one dialog; with `written`, everything but the review is taken from the proposal."""
    person = story.person(who)
    await person.press("Approve", near=ref)
    review = story.calendar.working_days_from(story.calendar.today(story.now), _REVIEW_AHEAD)
    await sends(story, person, {**({} if written else _written(story)), **approval(review)})
    await leaves(story, who)


def _written(story: Story) -> Mapping[str, Given]:
    """One measure with its reasons, and the answers about fairness."""
    measure: Mapping[str, Given] = {
        "What should change?": ("Contact by certain channels only",),
        "Which channels does it close or change?": ("Phone",),
        "How can they be in contact instead?": "By e-mail; the phone stays open for emergencies",
    }
    story.secrets += map(str, _CASE.values())
    return {**measure, **_CASE, **FAIR}


async def told(story: Story, who: str, ref: str, heard: tuple[str, ...] = EVERYTHING) -> Person:
    """Record that the individual has been told, as the decision maker, and close the dialog."""
    person = await opens(story, who, ref)
    await person.press("The individual has been told")
    hears: Mapping[str, Given] = {"They have heard": heard} if heard else {}
    await sends(story, person, {"How were they told?": "Letter", **hears})
    await leaves(story, who)
    return person


async def lifted(story: Story, who: str, ref: str) -> Person:
    """It is lifted, with reasons; the dialog is closed."""
    person = await opens(story, who, ref)
    await person.press("Can this be lifted?")
    why = story.confide("Two calm letters: the reason for it has passed", "Two calm letters")
    await sends(story, person, {"Can this be lifted?": "Lift it", "Why can it be lifted?": why})
    await leaves(story, who)
    return person
