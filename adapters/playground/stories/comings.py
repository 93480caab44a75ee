"""Changes of staff from the directory file: somebody leaves and comes back, marries, is promoted.

Nobody who handles a report has to think of it, and nobody reads what is somebody else's (docs/directory.md).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from adapters.playground.people.example import COLLEAGUES
from adapters.playground.people.person import Person
from adapters.playground.stories.acts import answer_to, leaves, opens, sends
from adapters.playground.stories.story import Story

_BY_HANDLE = {colleague.handle: colleague for colleague in COLLEAGUES}
_WAITS = "A private report is waiting for you"


async def play(story: Story) -> None:
    """Raises NotAsTold."""
    await story.pass_working_days(1, time(10))
    report = await leaves_and_comes_back(story)
    await marries(story, report)
    await is_promoted(story)


async def leaves_and_comes_back(story: Story) -> str:
    """Let Morag leave and come back: her matters pass to somebody else at once, and return with her. Returns the
    reference.
    """
    story.scene("Morag leaves, and comes back")
    ref, words = await _reports(story, "isla", "He called me names at the counter", "names at the counter")
    isla, callum = (replace(_BY_HANDLE[who], manager="ailsa") for who in ("isla", "callum"))
    before = story.counts()
    await story.staffed(isla, callum, without="morag")
    story.tell(None, "the directory no longer lists Morag; Ailsa has her team")
    await story.settle()
    story.nobody_else_heard(before, "ailsa")
    ailsa = await opens(story, "ailsa", ref)
    story.sees(ailsa.modal(), words)
    story.tell(ailsa, f"has {ref} at once, and reads it")
    await leaves(story, "ailsa")
    morag = story.person("morag")
    await morag.command("/ended-contact")
    story.hides(story.sees(answer_to(morag), "for the people who work here"), words, ref)
    story.answered(morag)
    story.tell(morag, "hears that Harbour is for the people who work here")
    await leaves(story, "morag")
    await story.staffed()
    story.tell(None, "the directory lists Morag again")
    await story.settle()
    morag = await opens(story, "morag", ref)
    story.sees(morag.modal(), words)
    story.tell(morag, f"has {ref} again, as nobody has worked on it")
    await morag.press("Acknowledge")
    await leaves(story, "morag")
    return ref


async def marries(story: Story, report: str) -> None:
    """Another name and another address, the same number of the employee: the same person."""
    story.scene("Isla marries")
    await story.staffed(replace(_BY_HANDLE["isla"], name="Isla Nairn"))
    story.tell(None, "the directory has another name and another address for Isla, under the same number")
    await story.settle()
    isla = story.person("isla")
    story.sees(await isla.wait_for("Harbour knows you otherwise now"), "tell whoever looks after Harbour")
    morag = await opens(story, "morag", report)
    story.sees(morag.modal(), "Isla Nairn")
    story.tell(morag, f"reads Isla's new name in {report}")
    await leaves(story, "morag")


async def is_promoted(story: Story) -> None:
    """Promote Callum: Rory's new reports go to him, and earlier ones stay with their manager."""
    story.scene("Callum is promoted")
    await story.staffed(replace(_BY_HANDLE["isla"], name="Isla Nairn"), replace(_BY_HANDLE["rory"], manager="callum"))
    story.tell(None, "the directory has Callum as Rory's line manager")
    await story.settle()
    before = story.counts()
    ref, words = await _reports(story, "rory", "She screamed at me for an hour", "screamed at me for an hour")
    story.nobody_else_heard(before, "rory", "callum")
    callum = await opens(story, "callum", ref)
    story.sees(callum.modal(), words)
    story.tell(callum, f"has {ref}, and nobody else does")
    await leaves(story, "callum")


async def _reports(story: Story, who: str, words: str, secret: str) -> tuple[str, str]:
    """A report. Its reference, and its words."""
    story.confide(words, secret)
    person: Person = story.person(who)
    await person.command("/ended-contact", words)
    await sends(
        story,
        person,
        {
            "How were you in contact?": "Phone",
            "What was it?": ("Abusive language",),
            "Did you give a warning?": "Yes",
        },
    )
    ref = story.ref(person.modal(), "EC")
    story.tell(person, f"reports an ended contact: {ref}")
    await leaves(story, who)
    return ref, words
