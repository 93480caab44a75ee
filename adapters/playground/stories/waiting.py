"""A report that nobody answers: nudges in working hours, then the deputy, then the management team's list."""

from __future__ import annotations

from datetime import time

from adapters.playground.stories.stage import Stage

#: Who hears of what waits too long.
_TEAM = ("hamish", "catriona", "eilidh")


async def nobody_answers(stage: Stage) -> None:
    """Callum reports late in the day; Morag does not answer; Ailsa takes it, and the nudges stop."""
    stage.scene("A report that nobody answers")
    note = stage.confide("Said he would wait for me after work", "wait for me after work")
    await _reported(stage, note)
    await _moved_on(stage)
    await _taken(stage, note)
    await _settled(stage)


async def _reported(stage: Stage, note: str) -> None:
    callum = stage.person("callum")
    await stage.pass_working_days(1, time(12))
    await callum.say(f"ended contact {note}")
    stage.answered(callum)
    stage.tell(callum, "types what happened, and is called away before he opens the form: it is kept for him alone")
    await stage.pass_hours(2.5)
    reminder = await callum.wait_for("You began this and have not sent it")
    stage.hides(reminder, note)
    await stage.pass_working_days(0, time(16, 30))
    before = stage.counts()
    await callum.press("Open", near="You began this and have not sent it")
    stage.sees(callum.modal(), note)
    await callum.fill({"How were you in contact?": "In person, at the office", "What was it?": ("Harassment",)})
    await callum.send()
    stage.sees(callum.modal(), "Your line manager can see this privately.", "EC-0002")
    await callum.close()
    stage.tell(callum, "reports at half past four")
    await stage.settle()
    stage.nobody_else_heard(before, "callum", "morag")


async def _moved_on(stage: Stage) -> None:
    morag, ailsa = stage.person("morag"), stage.person("ailsa")
    heard = stage.heard("morag")
    await stage.pass_working_days(1, time(8, 30))
    stage.expect(stage.heard("morag") == heard, "Morag was nudged outside working hours.")
    await stage.pass_working_days(0, time(13, 15))
    stage.expect(stage.heard("morag") == heard + 1, "Morag was not nudged after four working hours.")
    await stage.pass_working_days(0, time(17, 0))
    stage.sees(ailsa.newest(), "A private report is waiting for you", "EC-0002")
    moved = next(m for m in reversed(morag.messages()) if "EC-0002" in m.text)
    stage.sees(moved, "moved to a colleague")
    await stage.pass_working_days(2, time(9, 45))
    for name in _TEAM:
        stage.sees(stage.person(name).newest(), "A matter is waiting", "EC-0002")
    stage.tell(None, "two working days: it stands on the management team's list, without content")


async def _taken(stage: Stage, note: str) -> None:
    ailsa = stage.person("ailsa")
    await ailsa.press("Open", near="EC-0002")
    stage.sees(ailsa.modal(), note)
    await ailsa.press("Acknowledge")
    stage.tell(ailsa, "opens and acknowledges it")
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
    stage.tell(ailsa, "has talked with Callum; no further management is needed")
    await stage.settle()


async def _settled(stage: Stage) -> None:
    callum = stage.person("callum")
    await callum.press("Open", near="There is an answer to your report")
    stage.sees(callum.modal(), "It was still right to end a contact that was distressing")
    await callum.close()
    stage.tell(callum, "reads: no further management is needed; it was still right to end it")
    for name in _TEAM:
        stage.sees(stage.person(name).newest(), "dealt with")
    heard_then = (stage.heard("morag"), stage.heard("ailsa"))
    await stage.pass_working_days(3)
    stage.expect((stage.heard("morag"), stage.heard("ailsa")) == heard_then, "A settled report was nudged about.")
