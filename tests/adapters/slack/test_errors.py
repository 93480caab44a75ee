"""Subject of each error of Slack."""

from __future__ import annotations

import pytest

from adapters.slack.errors import WRONG_TOKEN, about
from bot.errors import About


@pytest.mark.parametrize(
    "name", sorted(WRONG_TOKEN | {"team_access_not_granted", "missing_scope", "ekm_access_denied"})
)
def test_the_token_and_the_app_are_nobodys_fault(name: str) -> None:
    """An inactive account is the token's own: Slack says so of a person only in their profile."""
    assert about(name) is About.APP


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("user_disabled", About.PERSON),
        ("users_not_found", About.PERSON),
        ("channel_not_found", About.CHAT),
        ("user_not_found", About.CHAT),
        ("message_not_found", About.MESSAGE),
        ("internal_error", About.MOMENT),
        ("ratelimited", About.MOMENT),
        ("an_error_of_next_year", About.MOMENT),
        ("", About.MOMENT),
    ],
)
def test_what_is_a_persons_is_said_of_them(name: str, expected: About) -> None:
    """An unknown error counts against nobody."""
    assert about(name) is expected
