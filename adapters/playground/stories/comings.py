"""Changes of staff from the directory file: somebody leaves and comes back, marries, is promoted.

Nobody who handles a report has to think of it, and nobody reads what is somebody else's (docs/directory.md).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from adapters.playground.people.example import COLLEAGUES
from adapters.playground.people.person import Person
from adapters.playground.stories.acts import answer_to, leaves, opens, sends
from adapters.playground.stories.stage import Stage

_BY_HANDLE = {colleague.handle: colleague for colleague in COLLEAGUES}
_WAITS = "A private report is waiting for you"


async def play(stage: Stage) -> None:
    """Raises NotAsTold."""
    await stage.pass_working_days(1, time(10))
    report = await leaves_and_comes_back(stage)
    await marries(stage, report)
    await is_promoted(stage)


async def leaves_and_comes_back(stage: Stage) -> str:
    """Let Morag leave and come back: her matters pass to somebody else at once, and return with her. Returns the
    reference.
    """
    stage.scene("Morag leaves, and comes back")
    ref, words = await _reports(stage, "isla", "He called me names at the counter", "names at the counter")
    isla, callum = (replace(_BY_HANDLE[who], manager="ailsa") for who in ("isla", "callum"))
    before = stage.counts()
    await stage.staffed(isla, callum, without="morag")
    stage.tell(None, "the directory no longer lists Morag; Ailsa has her team")
    await stage.settle()
    stage.nobody_else_heard(before, "ailsa")
    ailsa = await opens(stage, "ailsa", ref)
    stage.sees(ailsa.modal(), words)
    stage.tell(ailsa, f"has {ref} at once, and reads it")
    await leaves(stage, "ailsa")
    morag = stage.person("morag")
    await morag.command("/ended-contact")
    stage.hides(stage.sees(answer_to(morag), "for the people who work here"), words, ref)
    stage.answered(morag)
    stage.tell(morag, "hears that Harbour is for the people who work here")
    await leaves(stage, "morag")
    await stage.staffed()
    stage.tell(None, "the directory lists Morag again")
    await stage.settle()
    morag = await opens(stage, "morag", ref)
    stage.sees(morag.modal(), words)
    stage.tell(morag, f"has {ref} again, as nobody has worked on it")
    await morag.press("Acknowledge")
    await leaves(stage, "morag")
    return ref


async def marries(stage: Stage, report: str) -> None:
    """Another name and another address, the same number of the employee: the same person."""
    stage.scene("Isla marries")
    await stage.staffed(replace(_BY_HANDLE["isla"], name="Isla Nairn"))
    stage.tell(None, "the directory has another name and another address for Isla, under the same number")
    await stage.settle()
    isla = stage.person("isla")
    stage.sees(await isla.wait_for("Harbour knows you otherwise now"), "tell whoever looks after Harbour")
    morag = await opens(stage, "morag", report)
    stage.sees(morag.modal(), "Isla Nairn")
    stage.tell(morag, f"reads Isla's new name in {report}")
    await leaves(stage, "morag")


async def is_promoted(stage: Stage) -> None:
    """Promote Callum: Rory's new reports go to him, and earlier ones stay with their manager."""
    stage.scene("Callum is promoted")
    await stage.staffed(replace(_BY_HANDLE["isla"], name="Isla Nairn"), replace(_BY_HANDLE["rory"], manager="callum"))
    stage.tell(None, "the directory has Callum as Rory's line manager")
    await stage.settle()
    before = stage.counts()
    ref, words = await _reports(stage, "rory", "She screamed at me for an hour", "screamed at me for an hour")
    stage.nobody_else_heard(before, "rory", "callum")
    callum = await opens(stage, "callum", ref)
    stage.sees(callum.modal(), words)
    stage.tell(callum, f"has {ref}, and nobody else does")
    await leaves(stage, "callum")


async def _reports(stage: Stage, who: str, words: str, secret: str) -> tuple[str, str]:
    """A report. Its reference, and its words."""
    stage.confide(words, secret)
    person: Person = stage.person(who)
    await person.command("/ended-contact", words)
    await sends(
        stage,
        person,
        {
            "How were you in contact?": "Phone",
            "What was it?": ("Abusive language",),
            "Did you give a warning?": "Yes",
        },
    )
    ref = stage.ref(person.modal(), "EC")
    stage.tell(person, f"reports an ended contact: {ref}")
    await leaves(stage, who)
    return ref, words
