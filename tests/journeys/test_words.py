"""What is typed: empty, huge, malformed, hostile or unusual; days that cannot be. Nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.playground.person import Person
from adapters.playground.refusals import Json
from adapters.playground.slack import payloads
from adapters.playground.slack.surfaces import View
from tests.journeys.acts import REPORT, acknowledges, asks_for_time, closed, fill, opens, reports, talks
from tests.journeys.town import Town

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


_WHATEVER_IS_TYPED_IS_READ_AS_I = HOSTILE


@pytest.mark.requirement("R-1.12.1-5")
async def test_whatever_is_typed_is_read_as_it_was_typed(town: Town) -> None:
    """By the one manager, in a dialog; it mentions nobody, links nowhere (inert), and stands in no message."""
    for text in _WHATEVER_IS_TYPED_IS_READ_AS_I:
        ref = await reports(town, "isla", text)
        morag = await opens(town, "morag", ref)
        view = town.workspace.dialogs.top(morag.id)
        assert view is not None
        quoted = [_plain(block) for block in view.blocks]
        assert any(text.replace("https://", "https[:]//") in found for found in quoted), quoted
        assert town.leaks(text.splitlines()[0]) == []
        await closed(morag)
    assert town.counts() == {"isla": len(HOSTILE), "morag": len(HOSTILE)}


def _plain(block: Json) -> str:
    """The text of a block that Slack shows just as it is."""
    parts = [block.get("text"), *block.get("elements", ())]
    texts = [part for part in parts if isinstance(part, dict)]
    for part in texts:
        if part.get("type") == "mrkdwn":
            assert "<!" not in part["text"]
            assert "<@" not in part["text"]
            assert "<http" not in part["text"]
    return "\n".join(str(part.get("text")) for part in texts if part.get("type") == "plain_text")


async def test_letters_without_width_and_controls_are_left_out(town: Town) -> None:
    """They could hide a word; what is left is read."""
    ref = await reports(town, "isla", "a\u200bb\u2060c\x00d\x07 e\u202ef")
    text = (await opens(town, "morag", ref)).modal().text
    assert not set("\x00\x07\u202e\u2060\u200b") & set(text)
    assert "abcd ef" in text


async def test_a_note_of_nothing_but_empty_letters_is_no_note(town: Town) -> None:
    """Blanks and letters without width: the sentence beside the field says what to do."""
    isla = town.person("isla")
    await isla.command("/ended-contact", " \u200b\u2060 ")
    await fill(isla, REPORT)
    await isla.send()
    assert isla.modal().errors == {
        "What happened, in a sentence": "Please write a sentence, or choose one of the two answers below it."
    }
    assert town.refs() == []


async def test_an_empty_form_says_what_it_needs(town: Town) -> None:
    """Slack's own client asks first; past it, each field says its sentence, and nothing is kept."""
    isla = town.person("isla")
    await isla.command("/ended-contact")
    view = top(town, isla)
    answer = await isla.post_interactivity(payloads.view_submission(town.workspace, isla.user, view))
    errors = answer.json()["errors"]
    assert errors["channel"] == "Please choose how you were in contact."
    assert errors["reasons"] == "Please choose what it was; the first answer is enough on its own."
    assert town.refs() == []


async def test_a_huge_note_is_asked_to_be_shorter(town: Town) -> None:
    """Typed after the command (Slack's field takes 3,000): everything else stays, and so does the note."""
    isla, huge = town.person("isla"), "x" * 3500
    await isla.command("/ended-contact", huge)
    assert isla.has_modal
    await fill(isla, {**REPORT, "Who it was": "HA-1"})
    await isla.send()
    if "EC-0001" not in isla.modal().text:
        assert "Please shorten this" in str(isla.modal().errors)
        assert isla.modal().fields["Who it was"] == "HA-1"
        assert town.refs() == []


def top(town: Town, person: Person) -> View:
    """The person's open dialog."""
    view = town.workspace.dialogs.top(person.id)
    assert view is not None
    return view


async def sends(town: Town, person: Person, changes: dict[str, dict[str, object]]) -> Json:
    """Send the open dialog with this state, which no client would send; returns the app's answer."""
    view = top(town, person)
    payload = payloads.view_submission(town.workspace, person.user, view)
    payload["view"]["state"]["values"] |= changes
    answer = await person.post_interactivity(payload)
    assert answer.status == 200
    return answer.json()


_AN_ANSWER_THAT_CANNOT_BE_IS_RE = [
    ("note", {"type": "plain_text_input", "value": "y" * 5000}, "Please shorten this"),
    ("channel", {"type": "radio_buttons", "selected_option": {"value": "telepathy"}}, "Please choose one"),
    ("reasons", {"type": "checkboxes", "selected_options": [{"value": "none"}]}, "Please choose from"),
    ("occurred_on", {"type": "datepicker", "selected_date": "the day before"}, "Please give a day"),
    ("occurred_on", {"type": "datepicker", "selected_date": "2027-02-30"}, "Please give a day"),
    ("occurred_at", {"type": "timepicker", "selected_time": "25:99"}, "Please give a time"),
    ("witnesses", {"type": "multi_users_select", "selected_users": ["U0CALLUM"] * 3 + ["U0X"]}, "Please choose"),
]


async def test_an_answer_that_cannot_be_is_refused(town: Town) -> None:
    """With a sentence beside its field; nothing is kept."""
    for field, state, says in _AN_ANSWER_THAT_CANNOT_BE_IS_RE:
        isla = town.person("isla")
        await isla.command("/ended-contact", "shouted at me")
        await fill(isla, REPORT)
        place = next(q.place for q in isla.modal().questions if q.place.block_id == field)
        answer = await sends(town, isla, {field: {place.action_id: state}})
        assert answer["response_action"] in ("errors", "update")  # drawn anew where the questions that follow change
        assert says in (str(answer["view"]) if "view" in answer else answer["errors"][field])
        assert town.refs() == []
        await closed(isla)


async def test_answers_of_the_wrong_shape_never_break_it(town: Town) -> None:
    """Whatever stands where a field's state should be: an answer, no 500, and nothing kept."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    option = {"type": "radio_buttons", "selected_option": {"value": {"a": 1}}}
    shapes: list[object] = [
        option,
        None,
        1,
        "x",
        [],
        {"type": 5},
        {"type": "plain_text_input", "value": ["x"]},
        {"selected_option": 3},
    ]
    for junk in shapes:
        payload = payloads.view_submission(town.workspace, isla.user, top(town, isla))
        payload["view"]["state"]["values"]["channel"] = {"channel": junk}
        answer = await isla.post_interactivity(payload)
        assert answer.status in (200, 400)
    assert town.refs() == []


async def test_a_day_that_is_still_to_come_is_no_day_it_happened(town: Town) -> None:
    """Nor is a time later today; everything typed is still there."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**REPORT, "Who it was": "HA-1", "The day it happened": town.today + timedelta(days=1)})
    await isla.send()
    assert isla.modal().errors == {"The day it happened": "Please choose today or an earlier day."}
    await fill(isla, {"The day it happened": town.today, "The time": "23:59"})
    await isla.send()
    assert isla.modal().errors == {"The time": "Please give a time that has passed."}
    assert isla.modal().fields["Who it was"] == "HA-1"
    assert town.refs() == []
    await fill(isla, {"The time": "09:00"})
    await isla.send()
    assert "EC-0001" in isla.modal().text


async def test_a_day_long_past_is_a_day_it_happened(town: Town) -> None:
    """A report can be late."""
    ref = await reports(town, "isla", day=town.today - timedelta(days=400))
    assert "7 Dec 2025" in (await opens(town, "morag", ref)).modal().text


async def test_the_day_of_a_talk_is_not_in_the_future(town: Town) -> None:
    """The manager gives the day on which they talked."""
    ref = await reports(town, "isla")
    await acknowledges(town, "morag", ref)
    morag = await opens(town, "morag", ref)
    await morag.press("We have talked")
    await fill(morag, {"On which day": town.today + timedelta(days=1)})
    await morag.send()
    assert morag.modal().errors == {
        "On which day": "Please give the day on which you talked: within the last year, and not in the future."
    }
    assert town.standing(ref) == "acknowledged"


@pytest.mark.requirement("R-1.12.2-3")
async def test_time_away_is_arranged_for_days_to_come(town: Town) -> None:
    """Not for yesterday, and not back before it begins."""
    ref = await asks_for_time(town, "isla")
    morag = await opens(town, "morag", ref)
    await morag.press("Arrange it")
    yesterday = town.today - timedelta(days=1)
    await fill(morag, {"First day away from contact": yesterday, "Back on": town.today})
    await morag.send()
    assert morag.modal().errors == {"First day away from contact": "Please choose today or a later day, within a year."}
    await fill(morag, {"First day away from contact": town.today, "Back on": town.today})
    await morag.send()
    assert morag.modal().errors == {"Back on": "Please choose a day after the first one."}
    await fill(morag, {"Who covers": ("Isla Fraser",), "Back on": town.day(1)})
    await morag.send()
    assert "somebody else to cover" in str(morag.modal().errors)
    assert town.standing(ref) == "asked"


async def test_back_from_absence_lies_ahead(town: Town) -> None:
    """And within a year."""
    isla = town.person("isla")
    for day in (town.today, town.today + timedelta(days=800)):
        await isla.command("/harbour")
        await isla.press("I am away until…")
        await fill(isla, {"First day back": day})
        await isla.send()
        assert isla.modal().errors == {"First day back": "Please choose a day from tomorrow on, within a year."}
        await closed(isla)
    assert (await town.known("isla")).absence is None


@pytest.mark.requirement("R-1.5-3")
async def test_what_is_typed_stays_when_the_form_changes_shape(town: Town) -> None:
    """A question that appears takes nothing away, and nor does a refusal."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {"What I did or tried": "offered a call back", "Who it was": "HA-1"})
    await fill(isla, {**REPORT, "Did you give a warning?": "Yes", "What happened, in a sentence": None})
    await isla.send()
    assert isla.modal().errors != {}
    fields = isla.modal().fields
    assert (fields["What I did or tried"], fields["Who it was"]) == ("offered a call back", "HA-1")
    assert (fields["How were you in contact?"], fields["Did you give a warning?"]) == ("Phone", "Yes")


async def test_hostile_words_are_safe_in_every_other_field_too(town: Town) -> None:
    """A triage, an outcome, an addition: each is read as typed by the one it is for."""
    ref = await reports(town, "isla", HOSTILE[0])
    await acknowledges(town, "morag", ref)
    await talks(town, "morag", ref)
    morag = await opens(town, "morag", ref)
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
    await town.settle()
    isla = town.person("isla")
    await isla.press("Open", near="There is an answer")
    found = [_plain(block) for block in top(town, isla).blocks]
    assert any(HOSTILE[0] in each for each in found)
