"""Typed text: empty, huge, malformed, hostile or unusual; impossible days. Nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.playground.people.person import Forgery
from tests.journeys.acts import REPORT, acknowledges, asks_for_time, closed, fill, opens, reports, talks
from tests.journeys.world import World

HOSTILE = (
    "<!channel> and <@U0MORAG> look",
    "see https://evil.example/x?y=1&z=2 or mailto:a@b.example",
    "<https://evil.example|our own site>",
    "*bold* _low_ ~gone~ `code` & < > &amp; &lt;!here&gt;",
    "🙂🏴󠁧󠁢󠁳󠁣󠁴󠁿👩‍👩‍👧 emoji",
    "שלום עולם مرحبا mixed",
    "a payload=%7B%7D in a payload",
    'quotes " and \\ and {"json": [1]} and %s {0} ${x}',
    "line one\nline two\n\nline four",
)


@pytest.mark.requirement("R-1.12.1-5")
async def test_whatever_is_typed_is_read_as_it_was_typed(world: World) -> None:
    """By the one manager, in a dialog; it mentions nobody, links nowhere (inert), and stands in no message."""
    for text in HOSTILE:
        ref = await reports(world, "isla", text)
        morag = await opens(world, "morag", ref)
        assert unspaced(text.replace("https://", "https[:]//")) in unspaced(morag.modal().text), morag.modal().text
        assert world.leaks(text.splitlines()[0]) == []
        await closed(morag)
    assert world.counts() == {"isla": len(HOSTILE), "morag": len(HOSTILE)}


def unspaced(text: str) -> str:
    """Without empty lines, which a platform may draw as a gap."""
    return "\n".join(line for line in text.splitlines() if line)


async def test_letters_without_width_and_controls_are_left_out(world: World) -> None:
    """They could hide a word; what is left is read."""
    ref = await reports(world, "isla", "a\u200bb\u2060c\x00d\x07 e\u202ef")
    text = (await opens(world, "morag", ref)).modal().text
    assert not set("\x00\x07\u202e\u2060\u200b") & set(text)
    assert "abcd ef" in text


async def test_a_note_of_nothing_but_empty_letters_is_no_note(world: World) -> None:
    """Blanks and letters without width: the sentence beside the field says what to do."""
    isla = world.person("isla")
    await isla.command("/ended-contact", " \u200b\u2060 ")
    await fill(isla, REPORT)
    answer = str((await isla.deliver(isla.pending())).json())
    assert "Please write a sentence, or choose one of the two other answers above it." in answer
    assert world.refs() == []


async def test_an_empty_form_says_what_it_needs(world: World) -> None:
    """The client may ask first; past it, each field says its sentence, and nothing is kept."""
    isla = world.person("isla")
    await isla.command("/ended-contact")
    says = str((await isla.deliver(isla.pending())).json())
    assert "Please choose how you were in contact." in says
    assert "Please choose what it was; the first answer is enough on its own." in says
    assert world.refs() == []


async def test_a_huge_note_is_asked_to_be_shorter(world: World) -> None:
    """Typed after the command (a field takes 3,000 letters): everything else stays, and so does the note."""
    isla, huge = world.person("isla"), "x" * 3500
    await isla.command("/ended-contact", huge)
    assert isla.has_modal
    await fill(isla, {**REPORT, "Who it was": "HA-1"})
    await isla.send()
    if "EC-0001" not in isla.modal().text:
        assert "Please shorten this" in str(isla.modal().errors)
        assert isla.modal().fields["Who it was"] == "HA-1"
        assert world.refs() == []


NOT_YET = "Not sent yet."
#: A field's id, what no client would send for it, and the beginning of the sentence beside it.
CANNOT_BE: tuple[tuple[str, object, str], ...] = (
    ("note", "y" * 5000, "Please shorten this"),
    ("channel", "telepathy", "Please choose one"),
    ("reasons", ["none"], "Please choose from"),
    ("occurred_on", "the day before", "Please give a day"),
    ("occurred_on", "2027-02-30", "Please give a day"),
    ("occurred_at", "25:99", "Please give a time"),
    ("witnesses", ["callum", "nobody"], "Please choose"),
)


async def test_an_answer_that_cannot_be_is_refused(world: World) -> None:
    """With a sentence beside its field; nothing is kept."""
    for field, answer, says in CANNOT_BE:
        isla = world.person("isla")
        await isla.command("/ended-contact", "shouted at me")
        await fill(isla, REPORT)
        told = await isla.deliver(isla.pending(Forgery(answers={field: answer})))
        assert told.status == 200
        # Where other questions hang on the answer, Teams shows first what follows from none.
        assert any(sentence in str(told.json()) for sentence in (says, NOT_YET)), field
        assert world.refs() == []
        await closed(isla)


async def test_a_day_that_is_still_to_come_is_no_day_it_happened(world: World) -> None:
    """Nor is a time later today; everything typed is still there."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**REPORT, "Who it was": "HA-1", "The day it happened": world.today + timedelta(days=1)})
    await isla.send()
    assert isla.modal().errors == {"The day it happened": "Please choose today or an earlier day."}
    await fill(isla, {"The day it happened": world.today, "The time": "23:59"})
    await isla.send()
    assert isla.modal().errors == {"The time": "Please give a time that has passed."}
    assert isla.modal().fields["Who it was"] == "HA-1"
    assert world.refs() == []
    await fill(isla, {"The time": "09:00"})
    await isla.send()
    assert "EC-0001" in isla.modal().text


async def test_a_day_long_past_is_a_day_it_happened(world: World) -> None:
    """A report can be late."""
    ref = await reports(world, "isla", day=world.today - timedelta(days=400))
    assert "7 Dec 2025" in (await opens(world, "morag", ref)).modal().text


async def test_the_day_of_a_talk_is_not_in_the_future(world: World) -> None:
    """The manager gives the day on which they talked."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    morag = await opens(world, "morag", ref)
    await morag.press("We have talked")
    await fill(morag, {"On which day": world.today + timedelta(days=1)})
    await morag.send()
    assert morag.modal().errors == {
        "On which day": "Please give the day on which you talked: within the last year, and not in the future."
    }
    assert world.standing(ref) == "acknowledged"


@pytest.mark.requirement("R-1.12.2-3")
async def test_time_away_is_arranged_for_days_to_come(world: World) -> None:
    """Not for yesterday, and not back before it begins."""
    ref = await asks_for_time(world, "isla")
    morag = await opens(world, "morag", ref)
    await morag.press("Arrange it")
    yesterday = world.today - timedelta(days=1)
    await fill(morag, {"First day away from contact": yesterday, "Back on": world.today})
    await morag.send()
    assert morag.modal().errors == {"First day away from contact": "Please choose today or a later day, within a year."}
    await fill(morag, {"First day away from contact": world.today, "Back on": world.today})
    await morag.send()
    assert morag.modal().errors == {"Back on": "Please choose a day after the first one."}
    await fill(morag, {"Who covers": ("Isla Fraser",), "Back on": world.day(1)})
    await morag.send()
    assert "somebody else to cover" in str(morag.modal().errors)
    assert world.standing(ref) == "asked"


async def test_back_from_absence_lies_ahead(world: World) -> None:
    """And within a year."""
    isla = world.person("isla")
    for day in (world.today, world.today + timedelta(days=800)):
        await isla.command("/harbour")
        await isla.press("I am away until…")
        await fill(isla, {"First day back": day})
        await isla.send()
        assert isla.modal().errors == {"First day back": "Please choose a day from tomorrow on, within a year."}
        await closed(isla)
    assert (await world.known("isla")).absence is None


@pytest.mark.requirement("R-1.5-3")
async def test_what_is_typed_stays_when_the_form_changes_shape(world: World) -> None:
    """A question that appears takes nothing away, and nor does a refusal."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {"What else I did": "offered a call back", "Who it was": "HA-1"})
    await fill(isla, {**REPORT, "Did you give a warning?": "Yes", "What happened, in a sentence": " \u200b"})
    await isla.send()
    assert isla.modal().errors != {}
    fields = isla.modal().fields
    assert (fields["What else I did"], fields["Who it was"]) == ("offered a call back", "HA-1")
    assert (fields["How were you in contact?"], fields["Did you give a warning?"]) == ("Phone", "Yes")


async def test_hostile_words_are_safe_in_every_other_field_too(world: World) -> None:
    """A triage, an outcome, an addition: each is read as typed by the one it is for."""
    ref = await reports(world, "isla", HOSTILE[0])
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    morag = await opens(world, "morag", ref)
    await morag.press("Decide what follows")
    await fill(
        morag,
        {
            "Which kind of engagement is it?": ("Abuse",),
            "Is it a zero tolerance incident?": "Yes",
            "What follows?": ("Steps to restore the relationship",),
            "What is being done": HOSTILE[2],
            "What the reporter will read": HOSTILE[0],
        },
    )
    await morag.send()
    await closed(morag)
    await world.settle()
    isla = world.person("isla")
    await isla.press("Open", near="There is an answer")
    assert HOSTILE[0] in isla.modal().text
