from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.links import first_link, inert, normalised, without_links


@pytest.mark.parametrize(
    "link",
    [
        "https://www.example.org/posts/17",
        "http://example.org/posts/17/",
        "HTTPS://WWW.Example.ORG/posts/17#comments",
        "example.org/posts/17",
        "  https://example.org:443/posts/17?utm_source=x&fbclid=abc ",
    ],
)
def test_links_to_one_page_are_the_same(link: str) -> None:
    """Scheme, `www.`, case of the host, a slash at the end, a fragment, and what only tracks make no difference."""
    assert normalised(link) == "example.org/posts/17"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/posts/17", "https://example.org/posts/18"),
        ("https://example.org/posts/Ab", "https://example.org/posts/aB"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org/a?v=1&t=2", "https://example.org/a?v=1"),
        ("https://example.org/#!/posts/17", "https://example.org/#!/posts/18"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://m.example.org/a", "https://example.org/a"),
    ],
)
def test_links_that_may_lead_elsewhere_are_not(one: str, other: str) -> None:
    """In doubt they are two: nothing is lost that way."""
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("text", ["the notice board", "https://[broken", "http://", "https://example.org:port/x", ""])
def test_what_is_no_link_is_compared_by_its_words(text: str) -> None:
    """And breaks nothing."""
    assert normalised(f" {text.upper()} ") == normalised(text)


@given(st.text(max_size=80))
def test_any_text_can_be_compared(text: str) -> None:
    """Comparing twice gives the same."""
    assert normalised(text) == normalised(text)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://example.org/a a post about her", ("https://example.org/a", "a post about her")),
        ("see (www.example.org/a), please", ("www.example.org/a", "see ( ), please")),
        ("facebook.com/groups/17 a post about her", ("facebook.com/groups/17", "a post about her")),
        ("in the Courier, page 4", ("", "in the Courier, page 4")),
        ("no.4/5 and/or St.5, 24/7", ("", "no.4/5 and/or St.5, 24/7")),
        ("", ("", "")),
    ],
)
def test_a_link_is_told_apart_from_the_words(typed: str, expected: tuple[str, str]) -> None:
    """Text typed after a command is split between the two fields."""
    assert first_link(typed) == expected


@pytest.mark.requirement("R-1.14.3-2")
def test_a_link_is_inert_and_can_be_put_out_of_sight() -> None:
    """No platform and no eye finds a link in it."""
    assert inert("https://www.example.org/a.post?b=1") == "https[:]//www[.]example[.]org/a.post?b=1"
    assert inert("example.org/a") == "example[.]org/a"
    assert without_links("see https://example.org/a and www.example.org") == "see (a link) and (a link)"
    assert without_links("see m.example.org/a?b=1, then ask") == "see (a link) then ask"
