"""Refusals of one platform: a person's own trouble, or everybody's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.courier.line import Line
from bot.errors import About, DeliveryError
from bot.people import PersonId
from bot.policy import Outages

LIMITS = Outages(percent=50, least=3, within=timedelta(minutes=10))
AT = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)
SEND = "sending"
A, B, C, D, E, F, G = map(PersonId, "ABCDEFG")
CLOSED = DeliveryError("user_disabled", about=About.PERSON)
NOT_FOUND = DeliveryError("channel_not_found", about=About.CHAT)
BROKEN = DeliveryError("internal_error")
REVOKED = DeliveryError("token_revoked", about=About.APP, mend="Install the app again.")


@pytest.fixture
def line() -> Line:
    """A platform of which nothing is known yet."""
    return Line()


def refused(line: Line, error: DeliveryError, *people: PersonId, minutes: float = 0.0) -> list[bool]:
    """Refuse a message to each; whether they are given up."""
    at = AT + timedelta(minutes=minutes)
    return [line.refused(person, error, at, SEND, LIMITS).permanent for person in people]


def why(line: Line) -> str | None:
    """Why nothing goes."""
    return line.trouble


def took(line: Line, *people: PersonId, minutes: float = 0.0) -> None:
    """Take a message to each."""
    for person in people:
        line.took(person, AT + timedelta(minutes=minutes), SEND)


def test_an_account_that_is_closed_counts_at_once(line: Line) -> None:
    """It is said of this person, and of nobody else."""
    took(line, B)
    assert refused(line, CLOSED, A) == [True]
    assert why(line) is None


def test_one_message_that_is_gone_tells_nothing_of_anybody(line: Line) -> None:
    """However many there are: a chat that is emptied after a week is no outage."""
    gone = DeliveryError("message_not_found", about=About.MESSAGE)
    assert refused(line, gone, A, B, C, D) == [True] * 4
    assert why(line) is None


def test_what_the_app_is_refused_is_nobodys(line: Line) -> None:
    """From the first time on: with what to do, and for longer the longer it lasts, between 5 seconds and 2 minutes."""
    waits = [
        line.refused(A, REVOKED, AT + timedelta(seconds=after), SEND, LIMITS) for after in (0, 3, 60, 300, 7200, -3600)
    ]
    assert [(each.permanent, each.retry_after) for each in waits] == [
        (False, seconds) for seconds in (5.0, 5.0, 60.0, 120.0, 120.0, 5.0)
    ]
    assert why(line) == "token_revoked. Install the app again."


def test_while_there_is_an_outage_nobody_is_given_up(line: Line) -> None:
    """No failure counts against a person until messages go again."""
    refused(line, REVOKED, A)
    assert refused(line, CLOSED, B, C) == [False, False]
    took(line, A)
    assert why(line) is None
    assert refused(line, CLOSED, B) == [True]


def test_what_does_not_go_is_what_has_to_go_again(line: Line) -> None:
    """Success in rewriting old messages does not prove that new ones arrive."""
    refused(line, REVOKED, A)
    line.took(A, AT, "rewriting")
    assert why(line) is not None


def test_a_chat_that_is_not_found_counts_when_it_lasts_and_others_are_reached(line: Line) -> None:
    """Not for as long as nobody else is reached; nor too soon."""
    assert refused(line, NOT_FOUND, A) == [False]
    assert refused(line, NOT_FOUND, A, minutes=30) == [False]
    took(line, B, minutes=31)
    assert refused(line, NOT_FOUND, A, minutes=32) == [True]


def test_two_whose_chats_are_not_found_are_in_doubt_while_they_are_half_of_all(line: Line) -> None:
    """Others are reached, and yet it may be more than theirs."""
    refused(line, NOT_FOUND, A, B)
    took(line, C, D, minutes=12)
    assert refused(line, NOT_FOUND, A, B, minutes=12) == [True, False]
    took(line, E, minutes=12)
    assert refused(line, NOT_FOUND, B, minutes=12) == [True]


def test_messages_that_are_rewritten_do_not_say_that_others_are_reached(line: Line) -> None:
    """Nor that this person is: what stands already needs no chat to be found."""
    refused(line, NOT_FOUND, A, B)
    for person in (A, B, C, D, E, F):
        line.took(person, AT + timedelta(minutes=5), "rewriting")
    assert refused(line, NOT_FOUND, A, minutes=9.5) == [False]
    assert refused(line, NOT_FOUND, A, minutes=30) == [False]
    refused(line, NOT_FOUND, B, C, minutes=30)
    assert why(line) is not None


def test_a_chat_that_is_found_again_was_never_in_doubt(line: Line) -> None:
    """The time begins anew."""
    refused(line, NOT_FOUND, A)
    took(line, A, B, minutes=5)
    assert refused(line, NOT_FOUND, A, minutes=11) == [False]
    took(line, B, minutes=12)
    assert refused(line, NOT_FOUND, A, minutes=15) == [False]


@pytest.mark.parametrize("error", [NOT_FOUND, BROKEN, CLOSED])
def test_where_half_of_all_fail_alike_it_is_everybodys(line: Line, error: DeliveryError) -> None:
    """At least three, of those written to within ten minutes; with how many, and why."""
    took(line, D, E)
    refused(line, error, A)
    took(line, F)
    refused(line, error, B)
    assert why(line) is None
    assert refused(line, error, C) == [False]
    assert (why(line) or "").startswith(f"{error.message}, for 3 of 6 people.")


def test_where_fewer_than_half_fail_it_is_theirs(line: Line) -> None:
    """Three of seven."""
    took(line, D, E, F, G)
    refused(line, NOT_FOUND, A, B, C)
    assert why(line) is None


def test_what_was_long_ago_counts_for_neither(line: Line) -> None:
    """Nor does it make an outage with what fails now."""
    refused(line, NOT_FOUND, A, B)
    refused(line, NOT_FOUND, C, minutes=11)
    assert why(line) is None


def test_two_whose_accounts_are_closed_in_a_row_are_looked_at_twice(line: Line) -> None:
    """Nobody was reached in between: it may be everybody's."""
    assert refused(line, CLOSED, A, B) == [True, False]
    took(line, C, minutes=11)
    assert refused(line, CLOSED, B, minutes=11) == [True]


def test_one_to_whom_nothing_goes_again_and_again_is_an_outage_too(line: Line) -> None:
    """There may be nobody else to write to; not where Slack only asks to wait."""
    refused(line, DeliveryError("ratelimited", retry_after=30), A, A, A)
    refused(line, BROKEN, A, A)
    assert why(line) is None
    refused(line, BROKEN, A)
    assert why(line) == "internal_error, 3 times in a row. It is tried again until it goes."
