"""A report that nobody answers: nudges in working hours, then the deputy, then the management team's list."""

from __future__ import annotations

from datetime import time

from adapters.playground.stories.story import Story

#: Who hears of what waits too long.
_TEAM = ("hamish", "catriona", "eilidh")


async def nobody_answers(story: Story) -> None:
    """Callum reports late in the day; Morag does not answer; Ailsa takes it, and the nudges stop."""
    story.scene("A report that nobody answers")
    note = story.confide("Said he would wait for me after work", "wait for me after work")
    await _reported(story, note)
    await _moved_on(story)
    await _taken(story, note)
    await _settled(story)


async def _reported(story: Story, note: str) -> None:
    callum = story.person("callum")
    await story.pass_working_days(1, time(12))
    await callum.say(f"ended contact {note}")
    story.answered(callum)
    story.tell(callum, "types what happened, and is called away before he opens the form: it is kept for him alone")
    await story.pass_hours(2.5)
    reminder = await callum.wait_for("You began this and have not sent it")
    story.hides(reminder, note)
    await story.pass_working_days(0, time(16, 30))
    before = story.counts()
    await callum.press("Open", near="You began this and have not sent it")
    story.sees(callum.modal(), note)
    await callum.fill({"How were you in contact?": "In person, at the office", "What was it?": ("Harassment",)})
    await callum.send()
    story.sees(callum.modal(), "Your line manager can see this privately.", "EC-0002")
    await callum.close()
    story.tell(callum, "reports at half past four")
    await story.settle()
    story.nobody_else_heard(before, "callum", "morag")


async def _moved_on(story: Story) -> None:
    morag, ailsa = story.person("morag"), story.person("ailsa")
    heard = story.heard("morag")
    await story.pass_working_days(1, time(8, 30))
    story.expect(story.heard("morag") == heard, "Morag was nudged outside working hours.")
    await story.pass_working_days(0, time(13, 15))
    story.expect(story.heard("morag") == heard + 1, "Morag was not nudged after four working hours.")
    await story.pass_working_days(0, time(17, 0))
    story.sees(ailsa.newest(), "A private report is waiting for you", "EC-0002")
    moved = next(m for m in reversed(morag.messages()) if "EC-0002" in m.text)
    story.sees(moved, "moved to a colleague")
    await story.pass_working_days(2, time(9, 45))
    for name in _TEAM:
        story.sees(story.person(name).newest(), "A matter is waiting", "EC-0002")
    story.tell(None, "two working days: it stands on the management team's list, without content")


async def _taken(story: Story, note: str) -> None:
    ailsa = story.person("ailsa")
    await ailsa.press("Open", near="EC-0002")
    story.sees(ailsa.modal(), note)
    await ailsa.press("Acknowledge")
    story.tell(ailsa, "opens and acknowledges it")
    await ailsa.press("We have talked")
    await ailsa.send()
    await ailsa.press("Decide what follows")
    await ailsa.fill(
        {
            "Which kind of engagement is it?": ("Harassment",),
            "Is it a zero tolerance incident?": "No",
            "What follows?": ("No further management needed",),
        }
    )
    await ailsa.send()
    await ailsa.close()
    story.tell(ailsa, "has talked with Callum; no further management is needed")
    await story.settle()


async def _settled(story: Story) -> None:
    callum = story.person("callum")
    await callum.press("Open", near="There is an answer to your report")
    story.sees(callum.modal(), "It was still right to end a contact that was distressing")
    await callum.close()
    story.tell(callum, "reads: no further management is needed; it was still right to end it")
    for name in _TEAM:
        story.sees(story.person(name).newest(), "dealt with")
    heard_then = (story.heard("morag"), story.heard("ailsa"))
    await story.pass_working_days(3)
    story.expect((story.heard("morag"), story.heard("ailsa")) == heard_then, "A settled report was nudged about.")
