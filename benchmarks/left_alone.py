"""The beginning of each of the demo's stories, as a matter that is then left alone: a line or two each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from adapters.playground.people.person import Given
from adapters.playground.stories import cases
from adapters.playground.stories.acts import does, leaves, presses, sends
from adapters.playground.stories.deciding import share_with_nobody
from adapters.playground.stories.story import Story

#: Brings a matter to the point at which it waits for somebody.
Begin = Callable[[Story], Awaitable[None]]

_REPORT: Mapping[str, Given] = {"How were you in contact?": "Phone", "What was it?": ("Abusive language",)}
_TRIAGE: Mapping[str, Given] = {
    "Which kind of engagement is it?": ("Abuse",),
    "Is it a zero tolerance incident?": "Yes",
    "What is being done": "A letter",
}


async def _reported(story: Story, who: str, answers: Mapping[str, Given] = _REPORT) -> str:
    person = story.person(who)
    await person.command("/ended-contact", "shouted at me")
    await sends(story, person, answers)
    ref = story.ref(person.modal(), "EC")
    await leaves(story, who)
    return ref


async def _triaged(story: Story, ref: str, follows: str) -> None:
    await presses(story, "morag", ref, "Acknowledge")
    await leaves(story, "morag")
    await does(story, "morag", ref, "We have talked")
    await leaves(story, "morag")
    await does(story, "morag", ref, "Decide what follows", {**_TRIAGE, "What follows?": (follows,)})
    await leaves(story, "morag")


async def _a_report(story: Story) -> None:
    await _reported(story, "isla")


async def _three_reports(story: Story) -> None:
    for who in ("isla", "callum", "isla"):
        await _reported(story, who)


async def _a_threat(story: Story) -> None:
    answers: Mapping[str, Given] = {
        "How were you in contact?": "Phone",
        "What was it?": ("A threat",),
        "Colleagues who were there": ("Callum Stewart",),
    }
    await _reported(story, "isla", answers)


async def _a_debrief(story: Story) -> None:
    ref = await _reported(story, "isla")
    await _triaged(story, ref, "Steps to restore the relationship")


async def _a_debrief_accepted(story: Story) -> None:
    await _a_debrief(story)
    isla = story.person("isla")
    await isla.press("Yes", near="Would a conversation with your manager help?")
    await leaves(story, "isla")


async def _suggested(story: Story) -> None:
    await cases.suggested(story, "isla", "HA-20417", "He reads my name out")


async def _in_force(story: Story) -> str:
    ref = await cases.suggested(story, "callum", "HA-48213", "He rings until somebody cries")
    await cases.approved(story, "morag", ref)
    await share_with_nobody(story, "morag", ref)
    await cases.told(story, "morag", ref)
    return ref


async def _overdue(story: Story) -> None:
    await _in_force(story)
    await story.pass_working_days(60)


async def _named_online(story: Story) -> None:
    rory = story.person("rory")
    await rory.command("/named-online", "https://www.example.org/posts/1")
    answers: Mapping[str, Given] = {
        "Who is named?": ("Isla Fraser",),
        "Where?": "Facebook",
        "Does it hold a threat?": "No",
    }
    await sends(story, rory, answers)
    await leaves(story, "rory")


async def _time_away(story: Story) -> None:
    isla = story.person("isla")
    await isla.command("/support")
    await isla.press("I'd like a short time away")
    await leaves(story, "isla")


async def _support(story: Story) -> None:
    isla = story.person("isla")
    await isla.command("/support")
    await isla.press("Something else would help")
    await sends(story, isla, {"What would help?": "An hour kept free for me"})
    await leaves(story, "isla")


async def _correspondence(story: Story) -> None:
    ref = await _reported(story, "callum", {**_REPORT, "How were you in contact?": "Email", "Who it was": "HA-55120"})
    await _triaged(story, ref, "A decision about correspondence")


async def _appeal(story: Story) -> None:
    ref = await _in_force(story)
    shona = story.person("shona")
    await shona.command("/appeal")
    answers: Mapping[str, Given] = {
        "How did it come in?": "Letter",
        "What is it about?": ref,
        "What do they say?": "I cannot ring",
    }
    await sends(story, shona, answers)
    await leaves(story, "shona")


#: The matters, by the step that they wait for.
MATTERS: Mapping[str, Begin] = {
    "an unread report": _a_report,
    "three unread reports": _three_reports,
    "a threat, and the police to decide about": _a_threat,
    "a debrief offered": _a_debrief,
    "a debrief to book": _a_debrief_accepted,
    "a restriction suggested": _suggested,
    "a review overdue": _overdue,
    "a colleague named online": _named_online,
    "a time away asked for": _time_away,
    "a support request": _support,
    "correspondence to decide": _correspondence,
    "an appeal": _appeal,
}
