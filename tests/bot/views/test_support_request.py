"""A request for support that has grown: every page can be drawn, and nothing in it is out of reach."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.slack import cards
from bot.chat.cards import Card
from bot.records.support_request.parts import Help, Outcome
from bot.records.support_request.record import SupportRequest
from bot.views.examples import people
from bot.views.examples.people import ISLA, MORAG, NOW, TODAY
from bot.views.support_request import answering
from bot.views.support_request import reading as views
from bot.views.support_request import samples as example
from bot.views.support_request.examples import EXAMPLES
from tests.bot.house import button, labels, words


def grown(n: int) -> SupportRequest:
    """So many changes asked for, each of them answered at the greatest length."""
    record = example.in_place()
    for i in range(n):
        record = record.say(f"<said {i}> {'ж' * 900}", NOW + timedelta(days=i))
        answer = example.answer(outcome=Outcome.AGREED_IN_PART, part=f"<part {i}> {'x' * 900}", words="ж" * 900)
        record = record.decide(answer, TODAY)
    return record


@pytest.mark.parametrize("n", [0, 1, 60])
def test_nothing_that_was_said_is_out_of_reach(n: int) -> None:
    """For both of them, page by page, within Slack's limits."""
    record = grown(n)

    def asker(page: str) -> Card:
        return views.for_asker(record, people.individual(), people.context(ISLA), page=page)

    def manager(page: str) -> Card:
        return answering.for_manager(record, people.individual(), people.context(MORAG), page=page)

    for draw, marks in ((asker, ("said",)), (manager, ("said", "part"))):
        seen, extra = "", ""
        while True:
            card = draw(extra)
            assert cards.modal(card)["blocks"]
            seen += words(card)
            if "Earlier…" not in labels(card):
                break
            extra = button(card, "Earlier…").extra
        assert [f"<{mark} {i}>" for mark in marks for i in range(n) if f"<{mark} {i}>" not in seen] == []


@pytest.mark.requirement("R-1.12.2-6")
@pytest.mark.parametrize("what", [Help.HOUR, Help.TALK])
def test_the_manager_is_not_shown_what_an_arranged_request_is_called(what: Help) -> None:
    """Its name among the choices is the person's own; the manager reads what to do."""
    record = example.asked(what)
    assert record.handler is not None
    shown = words(answering.for_manager(record, None, people.context(record.handler)))
    assert "Asked for" not in shown
    assert "Asked for" in words(views.for_asker(record, None, people.context(ISLA)))


@pytest.mark.requirement("R-1.12.2-6")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if "hour" in name or "arranged" in name])
def test_an_hour_hangs_on_no_report_in_the_examples(name: str) -> None:
    """As in the records: what it came with would tell what it is for."""
    assert "the report it came with" not in words(EXAMPLES[name]())
