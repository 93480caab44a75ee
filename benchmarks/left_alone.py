"""How a matter begins that is then left alone: a line or two of each of the demo's stories."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from adapters.playground.people.person import Given
from adapters.playground.stories import cases
from adapters.playground.stories.acts import does, leaves, presses, sends
from adapters.playground.stories.deciding import share_with_nobody
from adapters.playground.stories.stage import Stage

#: Brings a matter to where it waits for somebody.
Begin = Callable[[Stage], Awaitable[None]]

_REPORT: Mapping[str, Given] = {"How were you in contact?": "Phone", "What was it?": ("Abusive language",)}
_TRIAGE: Mapping[str, Given] = {
    "Which kind of engagement is it?": ("Abuse",),
    "Is it a zero tolerance incident?": "Yes",
    "What is being done": "A letter",
}


async def _reported(stage: Stage, who: str, answers: Mapping[str, Given] = _REPORT) -> str:
    person = stage.person(who)
    await person.command("/ended-contact", "shouted at me")
    await sends(stage, person, answers)
    ref = stage.ref(person.modal(), "EC")
    await leaves(stage, who)
    return ref


async def _triaged(stage: Stage, ref: str, follows: str) -> None:
    await presses(stage, "morag", ref, "Acknowledge")
    await leaves(stage, "morag")
    await does(stage, "morag", ref, "We have talked")
    await leaves(stage, "morag")
    await does(stage, "morag", ref, "Decide what follows", {**_TRIAGE, "What follows?": (follows,)})
    await leaves(stage, "morag")


async def _a_report(stage: Stage) -> None:
    await _reported(stage, "isla")


async def _three_reports(stage: Stage) -> None:
    for who in ("isla", "callum", "isla"):
        await _reported(stage, who)


async def _a_threat(stage: Stage) -> None:
    answers: Mapping[str, Given] = {
        "How were you in contact?": "Phone",
        "What was it?": ("A threat",),
        "Colleagues who were there": ("Callum Stewart",),
    }
    await _reported(stage, "isla", answers)


async def _a_debrief(stage: Stage) -> None:
    ref = await _reported(stage, "isla")
    await _triaged(stage, ref, "Steps to restore the relationship")


async def _a_debrief_accepted(stage: Stage) -> None:
    await _a_debrief(stage)
    isla = stage.person("isla")
    await isla.press("Yes", near="Would a conversation with your manager help?")
    await leaves(stage, "isla")


async def _suggested(stage: Stage) -> None:
    await cases.suggested(stage, "isla", "HA-20417", "He reads my name out")


async def _in_force(stage: Stage) -> str:
    ref = await cases.suggested(stage, "callum", "HA-48213", "He rings until somebody cries")
    await cases.approved(stage, "morag", ref)
    await share_with_nobody(stage, "morag", ref)
    await cases.told(stage, "morag", ref)
    return ref


async def _overdue(stage: Stage) -> None:
    await _in_force(stage)
    await stage.pass_working_days(60)


async def _named_online(stage: Stage) -> None:
    rory = stage.person("rory")
    await rory.command("/named-online", "https://www.example.org/posts/1")
    answers: Mapping[str, Given] = {
        "Who is named?": ("Isla Fraser",),
        "Where?": "Facebook",
        "Does it hold a threat?": "No",
    }
    await sends(stage, rory, answers)
    await leaves(stage, "rory")


async def _time_away(stage: Stage) -> None:
    isla = stage.person("isla")
    await isla.command("/support")
    await isla.press("I'd like a short time away")
    await leaves(stage, "isla")


async def _support(stage: Stage) -> None:
    isla = stage.person("isla")
    await isla.command("/support")
    await isla.press("Something else would help")
    await sends(stage, isla, {"What would help?": "An hour kept free for me"})
    await leaves(stage, "isla")


async def _correspondence(stage: Stage) -> None:
    ref = await _reported(stage, "callum", {**_REPORT, "How were you in contact?": "Email", "Who it was": "HA-55120"})
    await _triaged(stage, ref, "A decision about correspondence")


async def _appeal(stage: Stage) -> None:
    ref = await _in_force(stage)
    shona = stage.person("shona")
    await shona.command("/appeal")
    answers: Mapping[str, Given] = {
        "How did it come in?": "Letter",
        "What is it about?": ref,
        "What do they say?": "I cannot ring",
    }
    await sends(stage, shona, answers)
    await leaves(stage, "shona")


#: The matters, by what waits.
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
