"""The review: announced ahead, overdue without lapsing, and the restriction lifted."""

from __future__ import annotations

from datetime import date, time

from adapters.playground.people.person import Person
from adapters.playground.stories.deciding import hears
from adapters.playground.stories.story import Story

#: When the review is announced, in working days ahead.
AHEAD = (20, 10, 5, 0)


async def comes_and_passes(story: Story) -> None:
    """Announced 20, 10, 5 and 0 working days ahead; overdue it has neither lapsed nor been extended."""
    story.scene("The review falls due")
    morag = story.person("morag")
    review = _review_day(story)
    for ahead in AHEAD:
        day = story.calendar.working_days_from(review, -ahead)
        await story.pass_to(story.calendar.moment(day, time(9)))
        heard = _about_it(morag)
        await story.pass_to(story.calendar.moment(day, time(9, 45)))
        story.expect(_about_it(morag) == heard + 1, f"Nothing was said {ahead} working days ahead.")
    day = story.calendar.working_days_from(review, 1)
    await story.pass_to(story.calendar.moment(day, time(17, 0)))
    for name in ("hamish", "catriona", "eilidh"):
        story.sees(
            story.person(name).newest(), "RS-0001", "It has not lapsed and has not been extended. A decision is needed."
        )
    story.tell(None, "a day past its date, the management team is told: not lapsed, not extended")


def _review_day(story: Story) -> date:
    """The day that the card in Morag's chat names."""
    day = story.review_on
    assert day is not None  # approved with one
    return day


def _about_it(person: Person) -> int:
    return sum("RS-0001" in message.text for message in person.news())


async def lift(story: Story) -> None:
    """It starts from "can this be lifted?"; it is, and the individual is told."""
    story.scene("Can this be lifted?")
    morag = story.person("morag")
    await story.pass_working_days(1, time(9, 45))
    await morag.press("Open", near="RS-0001")
    await morag.press("Can this be lifted?")
    await morag.fill({"Can this be lifted?": "Lift it"})
    await morag.fill({"Why can it be lifted?": "Three calm letters: the reason for it has passed"})
    await morag.send()
    story.tell(morag, "lifts it, with reasons")
    await morag.press("The individual has been told")
    await morag.fill({"How were they told?": "Letter"})
    await morag.send()
    await morag.close()
    story.tell(morag, "records that the individual has been told")
    await story.settle()
    await hears(story, "isla", "The restriction has been lifted.")
    story.sees(next(m for m in story.person("rory").messages() if "SD-0001" in m.text), "no longer in force")
    story.tell(None, "the card is called back: the message in Rory's chat says that it is no longer in force")
    await morag.press("Open", near="Lifted · RS-0001")
    await morag.press("Decide who needs to know")
    await morag.send()
    await morag.press("Open")
    story.sees(morag.modal(), "Lifted. Nothing more to do.")
    await morag.close(everything=True)
    story.tell(morag, "decides anew who needs to know: those who had the card have heard")
    await story.settle()
    heard = story.counts()
    await story.pass_working_days(15)
    story.nobody_else_heard(heard)
    story.tell(None, "three weeks later: nobody has been nudged again")
