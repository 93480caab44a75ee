"""Side stories: time away, debriefs, and clicks that do nothing."""

from __future__ import annotations

from datetime import time

from adapters.playground.people.person import Person
from adapters.playground.stories.story import Story


async def time_away(story: Story) -> None:
    """Isla asks for a short time away; it is arranged, not decided."""
    story.scene("A short time away, without a reason")
    isla, morag = story.person("isla"), story.person("morag")
    await isla.command("/support")
    await isla.press("I'd like a short time away")
    story.sees(isla.modal(), "Morag Sinclair will arrange it")
    await isla.close()
    story.tell(isla, "asks for a short time away with one press")
    await story.settle()
    await morag.press("Open", near="SR-0001")
    story.expect(not {"Approve", "Deny"} & set(morag.modal().labels), "Time away is arranged, never refused.")
    await morag.press("Arrange it")
    today = story.calendar.today(story.now)
    back = story.calendar.working_days_from(today, 1)
    await morag.fill({"First day away from contact": today, "Back on": back, "Who covers": ("Callum Stewart",)})
    await morag.send()
    await morag.close()
    story.tell(morag, "arranges it: away today, back tomorrow, Callum covers")
    await story.settle()
    await isla.wait_for("What you asked for has been arranged.")


async def debriefs(story: Story) -> None:
    """Everyone involved is offered one by their own manager; every answer is fine."""
    story.scene("Debriefs: yes, later, no thanks")
    isla, callum, morag = story.person("isla"), story.person("callum"), story.person("morag")
    agreed = story.confide("Second person on visits to the close", "visits to the close")
    await isla.press("Yes", near="Would a conversation with your manager help?")
    story.tell(isla, "says yes")
    await _closed(isla)
    await callum.press("Later", near="Would a conversation with your manager help?")
    story.tell(callum, "says later, which is fine")
    await _closed(callum)
    await story.pass_working_days(1, time(9, 45))
    await morag.press("Open", near="A colleague would like to talk with you")
    await morag.press("We have talked")
    due = story.calendar.working_days_from(story.calendar.today(story.now), 3)
    await morag.fill({"What did you agree to do?": agreed, "Who does it?": "Morag Sinclair", "By when?": due})
    await morag.send()
    await morag.close()
    story.tell(morag, f"notes one agreed action, due on {story.calendar.day_words(due)}, and nothing else")
    await story.pass_working_days(2, time(9, 45))
    await morag.press("Done", near="An agreed action is due")
    await _closed(morag)
    story.tell(morag, "marks it as done on the day before")
    await story.pass_working_days(8, time(9, 45))
    await callum.press("No thanks", near="Would a conversation with your manager help?")
    await _closed(callum)
    story.tell(callum, "was asked once more after ten working days, and says no thanks")
    heard = story.heard("callum")
    await story.pass_working_days(5)
    story.expect(story.heard("callum") == heard, "Callum was asked again after no thanks.")


async def clicks_that_do_nothing(story: Story) -> None:
    """A stale button, and somebody who may not."""
    story.scene("Clicks that do nothing")
    morag, callum = story.person("morag"), story.person("callum")
    stale = story.stale["approve"]
    await story.forge(morag, next(b for b in stale.buttons if b.label == "Approve"))
    story.sees(morag.modal(), "This has already been decided by someone acting as manager. Nothing changed.")
    await _closed(morag)
    story.tell(morag, "presses an old Approve: it has already been decided, nothing changed")
    await story.forge(callum, next(b for b in stale.buttons if b.label == "Open"))
    story.sees(callum.modal(), "This is not available to you, or it no longer exists.")
    await _closed(callum)
    story.tell(callum, "sends the click of a button that is not his: not available, or no longer there")


async def _closed(person: Person) -> None:
    """Close the dialog that answers a press, if there is one."""
    if person.has_modal:
        await person.close()
