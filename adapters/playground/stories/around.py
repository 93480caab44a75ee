"""Side stories: time away, debriefs, and clicks that do nothing."""

from __future__ import annotations

from datetime import time

from adapters.playground.people.person import Person
from adapters.playground.stories.stage import Stage


async def time_away(stage: Stage) -> None:
    """Isla asks for a short time away; it is arranged, not decided."""
    stage.scene("A short time away, without a reason")
    isla, morag = stage.person("isla"), stage.person("morag")
    await isla.command("/support")
    await isla.press("I'd like a short time away")
    stage.sees(isla.modal(), "Morag Sinclair will arrange it")
    await isla.close()
    stage.tell(isla, "asks for a short time away with one press")
    await stage.settle()
    await morag.press("Open", near="SR-0001")
    stage.expect(not {"Approve", "Deny"} & set(morag.modal().labels), "Time away is arranged, never refused.")
    await morag.press("Arrange it")
    today = stage.calendar.today(stage.now)
    back = stage.calendar.working_days_from(today, 1)
    await morag.fill({"First day away from contact": today, "Back on": back, "Who covers": ("Callum Stewart",)})
    await morag.send()
    await morag.close()
    stage.tell(morag, "arranges it: away today, back tomorrow, Callum covers")
    await stage.settle()
    await isla.wait_for("What you asked for has been arranged.")


async def debriefs(stage: Stage) -> None:
    """Everyone involved is offered one by their own manager; every answer is fine."""
    stage.scene("Debriefs: yes, later, no thanks")
    isla, callum, morag = stage.person("isla"), stage.person("callum"), stage.person("morag")
    agreed = stage.confide("Second person on visits to the close", "visits to the close")
    await isla.press("Yes", near="Would a conversation with your manager help?")
    stage.tell(isla, "says yes")
    await _closed(isla)
    await callum.press("Later", near="Would a conversation with your manager help?")
    stage.tell(callum, "says later, which is fine")
    await _closed(callum)
    await stage.pass_working_days(1, time(9, 45))
    await morag.press("Open", near="A colleague would like to talk with you")
    await morag.press("We have talked")
    due = stage.calendar.working_days_from(stage.calendar.today(stage.now), 3)
    await morag.fill({"What did you agree to do?": agreed, "Who does it?": "Morag Sinclair", "By when?": due})
    await morag.send()
    await morag.close()
    stage.tell(morag, f"notes one agreed action, due on {stage.calendar.day_words(due)}, and nothing else")
    await stage.pass_working_days(2, time(9, 45))
    await morag.press("Done", near="An agreed action is due")
    await _closed(morag)
    stage.tell(morag, "marks it as done on the day before")
    await stage.pass_working_days(8, time(9, 45))
    await callum.press("No thanks", near="Would a conversation with your manager help?")
    await _closed(callum)
    stage.tell(callum, "was asked once more after ten working days, and says no thanks")
    heard = stage.heard("callum")
    await stage.pass_working_days(5)
    stage.expect(stage.heard("callum") == heard, "Callum was asked again after no thanks.")


async def clicks_that_do_nothing(stage: Stage) -> None:
    """A stale button, and somebody who may not."""
    stage.scene("Clicks that do nothing")
    morag, callum = stage.person("morag"), stage.person("callum")
    stale = stage.stale["approve"]
    await stage.forge(morag, next(b for b in stale.buttons if b.label == "Approve"))
    stage.sees(morag.modal(), "This has already been decided by someone acting as manager. Nothing changed.")
    await _closed(morag)
    stage.tell(morag, "presses an old Approve: it has already been decided, nothing changed")
    await stage.forge(callum, next(b for b in stale.buttons if b.label == "Open"))
    stage.sees(callum.modal(), "This is not available to you, or it no longer exists.")
    await _closed(callum)
    stage.tell(callum, "sends the click of a button that is not his: not available, or no longer there")


async def _closed(person: Person) -> None:
    """Close the dialog that answers a press, if there is one."""
    if person.has_modal:
        await person.close()
