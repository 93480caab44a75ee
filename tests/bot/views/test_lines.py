from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.people import People
from bot.ports import Summary
from bot.records.base import RecordId
from bot.records.debrief import Answer
from bot.topics import RECORDS, WORDS
from bot.views import lines
from bot.views.examples import people
from bot.views.examples.people import AILSA, ISLA, MORAG, NOW, TODAY


def summary(kind: str, state: str, due: datetime | None = None) -> Summary:
    """A row of a list."""
    return Summary(
        id=RecordId("x"), ref="XX-0001", kind=kind, state=state, parent=None, created_at=NOW, due=due, is_open=True
    )


def test_every_kind_that_is_listed_has_its_words() -> None:
    """Each of its states too, or the house does not start (`bot.topics.kind`)."""
    assert RECORDS.keys() - WORDS.keys() == {"individual", "retention", "quarter"}


#: Every kind in every state.
STATES = [(kind, state) for kind, words in WORDS.items() for state in words.states]


#: What a manager does beside a report: nobody's own, so on nobody's list of their own.
NOBODYS = frozenset({"sharing", "correspondence", "online_action", "restorative", "subject_access"})


@pytest.mark.parametrize(("kind", "state"), [key for key in STATES if key[0] not in NOBODYS])
def test_a_line_of_ones_own_is_a_sentence_and_opens(kind: str, state: str) -> None:
    """With the day on which it was sent."""
    item = lines.yours(summary(kind, state), people.context(ISLA))
    assert "Tue 24 Nov. " in item.text
    assert item.text.endswith(".")
    assert item.button is not None


def test_a_question_is_answered_where_it_waits() -> None:
    """The proposer of a restriction does not read it: they answer."""
    waits = lines.waiting(summary("restriction", "more_asked"), people.context(ISLA)).button
    own = lines.yours(summary("restriction", "more_asked"), people.context(ISLA)).button
    assert waits is not None
    assert own is not None
    assert (waits.action, own.action) == ("restriction.question", "restriction.outcome")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (-1, "XX-0001 · restriction · Past its review of Mon 23 Nov. It has not lapsed and has not been extended."),
        (0, "XX-0001 · restriction · The review is due today."),
        (1, "XX-0001 · restriction · Review on Wed 25 Nov."),
    ],
)
@pytest.mark.requirement("R-1.8-8")
def test_a_review_says_how_it_stands(days: int, expected: str) -> None:
    """Overdue has neither lapsed nor been extended."""
    close = people.policy().calendar.close_of(TODAY + timedelta(days=days))
    assert lines.review(summary("restriction", "active", close), people.context(MORAG)).text == expected


def test_what_somebody_answered_is_not_shown_to_who_may_not_read_it() -> None:
    """They see only that a debrief was offered."""
    declined = people.debrief().answered(Answer.NO_THANKS, ISLA, NOW)
    others = lines.line(declined, people.context(AILSA), opens=False)
    assert (others.text, others.button) == ("DB-0003 · debrief for Isla Fraser: offered", None)
    own = lines.line(declined, people.context(MORAG), opens=True)
    assert own.text == "DB-0003 · debrief for Isla Fraser: no thanks"


def test_what_is_due_is_due_on_its_own_day_wherever_it_is_read() -> None:
    """The close of a day in Scotland is the next day in Auckland; the report was sent on that day there."""
    close = people.policy().calendar.close_of(TODAY)
    isla = next(p for p in people.STAFF if p.id == ISLA)
    far = replace(people.context(ISLA), people=People((replace(isla, time_zone="Pacific/Auckland"),)))
    assert (
        lines.talk(summary("debrief", "booked", close), far).text == "XX-0001 · debrief · A conversation on Tue 24 Nov"
    )
    late = replace(summary("debrief", "offered"), created_at=NOW + timedelta(hours=2))
    assert "Wed 25 Nov" in lines.yours(late, far).text
