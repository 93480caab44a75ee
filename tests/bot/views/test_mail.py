"""The words of an e-mail, for every message that can be pushed."""

from __future__ import annotations

import re

import pytest

from adapters.playground.gallery.exhibits import MESSAGES
from bot.chat.cards import Button, Buttons, Card, Item, Small, Text
from bot.ports import EMAIL, Notice
from bot.topics import messages
from bot.views.examples import people
from bot.views.examples.people import MORAG, NOW, STAFF
from bot.views.mail import BY_EMAIL, SIGNED, where, without_buttons, written

BOTH = ("Slack", "Microsoft Teams")
BUTTON = Button(label="Open", action="x.open", about="an-id")


@pytest.mark.requirement("R-1.14.3-1")
@pytest.mark.parametrize("name", MESSAGES)
def test_no_message_names_anybody_by_email(name: str) -> None:
    """No name, no id, no link, no label of a button; and it says who wrote."""
    card = MESSAGES[name]()
    assert card is not None
    words = written(card, BOTH)
    says = f"{words.subject}\n{words.text}"
    assert [p.name for p in STAFF if p.name in says or re.search(rf"\b{p.first_name}\b", says)] == []
    assert [b.about for b in card.buttons() if b.about and b.about in says] == []
    assert "http" not in says
    assert words.text.endswith(SIGNED)
    assert "\n" not in words.subject


def test_a_reference_stands_in_brackets() -> None:
    """If the title has one."""
    titles = ["A private item is waiting for you · NO-0001", "EC-0001", "What waits for you today"]
    assert [written(Card(title=title), BOTH).subject for title in titles] == [
        "A private item is waiting for you (NO-0001)",
        "EC-0001",
        "What waits for you today",
    ]


def test_a_digest_has_a_paragraph_for_each() -> None:
    """And the small print that says that there is more; what is empty is left out."""
    blocks = (Item("One.", BUTTON), Text("Two."), Buttons((BUTTON,)), Text(" "), Small("And 2 more."))
    says = written(Card(title="What waits for you today", blocks=blocks), BOTH).text.split("\n\n")
    assert says == ["One.", "Two.", "And 2 more.", where(BOTH), SIGNED]


def test_nobody_is_sent_to_the_chat_for_nothing() -> None:
    """A settled card without anything to open says just that."""
    over, readable = (Card(title="EC-0001", blocks=b, settled=True) for b in ((), (Buttons((BUTTON,)),)))
    found = [where(BOTH) in written(card, BOTH).text for card in (over, readable)]
    assert found == [False, True]


@pytest.mark.parametrize(
    ("platforms", "expected"),
    [
        (("Slack",), "Please open Harbour in Slack to read it."),
        (("Microsoft Teams",), "Please open Harbour in Microsoft Teams to read it."),
        (BOTH, "Please open Harbour in Slack or Microsoft Teams to read it."),
        ((), "Please open Harbour to read it."),
    ],
)
def test_it_says_where_to_read_what_waits(platforms: tuple[str, ...], expected: str) -> None:
    """On the platforms that run, and on no other."""
    assert written(Card(title="x", blocks=(Text("One."),)), platforms).text.split("\n\n") == ["One.", expected, SIGNED]


def test_a_card_without_buttons_keeps_its_words() -> None:
    """Lines of a list become paragraphs."""
    card = Card(title="x", blocks=(Item("One.", BUTTON), Text("Two."), Buttons((BUTTON,))))
    assert without_buttons(card) == Card(title="x", blocks=(Text("One."), Text("Two.")))


def test_a_copy_is_drawn_by_a_hand_of_its_own() -> None:
    """As the next step is, yet neither can stand for the other; and where there is no next step there is no copy."""
    copy, nudge = (_notice(view) for view in (BY_EMAIL, "nudge"))
    record, context = people.report(), people.context(MORAG)
    drawn, shown = (messages.card(notice, record, context) for notice in (copy, nudge))
    assert drawn is not None
    assert shown is not None
    assert drawn == without_buttons(shown)
    assert messages.drawing(copy, record) is not messages.drawing(nudge, record)
    assert messages.card(copy, people.individual(), context) is None
    assert [messages.platform(copy), messages.platform(nudge)] == [EMAIL, None]


def _notice(view: str) -> Notice:
    return Notice(id=view, to=MORAG, view=view, about=people.report().id, kind="acknowledge_report", not_before=NOW)
