"""No title and no text gets out of its place in an e-mail."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.email.message import address, composed
from bot.chat.cards import Card, Facts, Heading, Item, Quote, Small, Text
from bot.people import is_email
from bot.views.mail import where
from tests.adapters.email.conftest import NOW, SENDER

HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
]
#: Texts of any length with any characters, and those that would break out of a header.
BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00", "Bcc: b@evil.example", "\n\n", "=?utf-8?q?a?=", "."]
ANY = st.text(alphabet=st.characters(), max_size=300) | st.lists(st.sampled_from(BREAKS)).map("".join)


def read(card: Card) -> EmailMessage:
    """The e-mail as it arrives."""
    sent = composed(card, to="morag@example.org", sender=SENDER, at=NOW, platforms=["slack"]).as_bytes()
    assert sent.isascii()
    assert b"\n" not in sent.replace(b"\r\n", b"")
    found = message_from_bytes(sent, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


@given(title=ANY, text=ANY)
def test_no_words_add_a_header_or_a_recipient(title: str, text: str) -> None:
    """Any text leaves the same headers, once each, and one recipient."""
    found = read(Card(title=title, blocks=(Text(text),)))
    assert sorted(found.keys()) == sorted(HEADERS)
    assert (found["To"], found.defects) == ("morag@example.org", [])
    assert found.get_content().endswith("Nobody reads replies to it.\r\n")


@given(title=st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1, max_size=200))
def test_a_title_arrives_as_it_is(title: str) -> None:
    """However long, in whatever letters."""
    assert read(Card(title=title))["Subject"].replace(" ", "") == title.replace(" ", "")


@given(email=st.text(alphabet=st.sampled_from("ab@.<>,;:\"'\\ \r\nü()[]"), max_size=20) | st.emails())
def test_an_address_is_one_address(email: str) -> None:
    """Or none: never two, and never with something about it."""
    found = address(email)
    if found is not None:
        assert is_email(email)
        assert composed(Card(title="x"), to=found, sender=SENDER, at=NOW, platforms=["slack"])["To"] == found


def test_what_people_typed_is_in_no_email() -> None:
    """A card that is shown to one person in a dialog would lose its content, and not carry it out."""
    card = Card(
        title="EC-0001",
        blocks=(Quote("zebra"), Facts((("zebra", "zebra"),)), Heading("zebra"), Small("Small."), Item("Item.")),
    )
    text = read(card).get_content()
    assert ("zebra" in text, "Small." in text, "Item." in text) == (False, True, True)


@pytest.mark.parametrize(("settled", "expected"), [(False, True), (True, False)])
def test_where_nothing_is_left_nobody_is_sent_to_the_chat(settled: bool, expected: bool) -> None:
    """A message that only says that something is over does not ask anybody to read on."""
    text = read(Card(title="EC-0001", blocks=(Text("Over."),), settled=settled)).get_content()
    assert (where(["slack"]) in text) is expected
