"""Views of follow-ups to a report: nothing outgrows a page, and nothing counts against anybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from adapters.slack import cards, forms
from bot.chat.cards import Text
from bot.chat.forms import Field
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.restriction.parts import Answer
from bot.views.examples import people
from bot.views.examples.people import MORAG, NOW, TODAY
from bot.views.follow_ups import correspondence, online_action, restorative
from bot.views.follow_ups import samples as examples
from bot.views.follow_ups import words as follow_up_words
from bot.views.police.story import Story
from bot.views.restriction import steps as restriction_steps
from bot.views.restriction.examples.states import desk, prepared
from tests.bot.house import button, words
from tests.bot.views.test_growth import CASES, long, mark, unseen


@pytest.mark.parametrize(("kind", "n"), CASES)
def test_correspondence_outgrows_no_page(kind: str, n: int) -> None:
    """With any number of additions to the report."""
    story = Story(words=long(kind, n), added=tuple(long(kind, i) for i in range(n)))
    record, context = examples.informed(), people.context(MORAG)
    assert unseen(lambda page: correspondence.card(record, context, story=story, page=page), n) == []


@pytest.mark.parametrize(("kind", "n"), CASES)
def test_action_online_outgrows_no_page(kind: str, n: int) -> None:
    """With any number of decisions."""
    one = examples.nothing_done().decisions[0]
    decisions = tuple(
        replace(one, at=NOW + timedelta(days=i), steps=(replace(one.steps[0], reasons=long(kind, i)),))
        for i in range(n)
    )
    record: OnlineAction = examples.online().changed(decisions=decisions)
    assert unseen(lambda page: online_action.card(record, people.context(MORAG), page=page), n) == []


@pytest.mark.requirement("R-1.9.2-7")
def test_many_earlier_warnings_are_days_and_no_number() -> None:
    """Newest first, in a line; nothing is said of how many there are too many of."""
    days = tuple(date(2026, 11, 20) - timedelta(days=n) for n in range(50))
    shown = words(correspondence.card(examples.opened(), people.context(MORAG), warnings=days))
    assert "Fri 20 Nov" in shown
    assert "50" not in shown


@pytest.mark.requirement("R-1.9.2-3")
def test_no_view_has_a_field_for_a_reply() -> None:
    """A reply to the sender is neither drafted nor kept."""
    drawn = (
        correspondence.decide(examples.opened(), "not_acceptable", {"use": "used"}),
        *(
            correspondence.inform(examples.not_acceptable(), {"way": way}, people.context(MORAG))
            for way in ("manager", "account", "not_informed")
        ),
    )
    ids = {field.id for form in drawn for field in form.fields()}
    expected = {"verdict", "reasons", "use", "ground", "ground_words", "way", "by", "account", "on", "not_because"}
    assert ids == expected
    assert follow_up_words.DO_NOT_REPLY in words(drawn[0])


def _tried(n: int) -> tuple[RestorativeAction, ...]:
    text = "It went on. " * 40
    one = examples.went()
    assert one.step is not None
    assert one.result is not None
    return tuple(
        one.changed(
            step=replace(one.step, words=f"{mark(i)} {text}"[:500], on=TODAY),
            result=replace(one.result, words=text[:500]),
        )
        for i in range(n)
    )


@pytest.mark.requirement("R-1.7-1")
def test_what_was_tried_stands_before_its_own_question_and_carries_no_number() -> None:
    """However much of it there is: the newest, in words."""
    form = restriction_steps.decision(prepared(), desk(prepared()), Answer.APPROVE, extra="approve.1")
    drawn = restorative.with_tried(form, _tried(40), people.context(MORAG))
    assert forms.modal(drawn, lambda _: "U012ABCDEF")["type"] == "modal"
    ids = [part.id if isinstance(part, Field) else part for part in drawn.body]
    before = ids[: ids.index("restorative")]
    assert sum(isinstance(part, Text) and mark(0)[0] in part.text for part in before) == restorative.MOST_TRIED
    assert "40" not in words(drawn)
    assert restorative.with_tried(form, (examples.to_follow(),), people.context(MORAG)) == form


def test_a_card_of_each_kind_is_drawn_for_slack() -> None:
    """As a dialog, with what is next."""
    context = people.context(MORAG)
    for card, label in (
        (correspondence.card(examples.opened(), context), "It is not acceptable"),
        (online_action.card(examples.online(), context), "Decide what is done"),
        (restorative.card(examples.to_follow(), context), "Note the step"),
    ):
        assert cards.modal(card)["type"] == "modal"
        assert button(card, label).about is not None
