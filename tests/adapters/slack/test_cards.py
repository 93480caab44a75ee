"""Cards become Block Kit: everything is shown, as it is, and nothing in it does anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from adapters.chat.errors import Unrenderable
from adapters.slack.cards import home, message, modal
from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text

OPEN = Button(label="Open", action="ended_contact.open", about="rec1", look=Look.PRIMARY)


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def test_every_part_of_a_card_is_drawn() -> None:
    """Each kind of part has its block, in order."""
    card = Card(
        title="A private item",
        blocks=(
            Text("Please open it."),
            Heading("Facts"),
            Quote("she <shouted>"),
            Facts((("When", "Tue 24 Nov"), ("Where", ""))),
            Divider(),
            Item("A line", Button(label="Open", action="a.open", about="rec2")),
            Item("Without a button"),
            Buttons((OPEN, Button(label="Stop", action="a.stop", extra="2", look=Look.CAREFUL))),
            Small("Policy 1.9"),
        ),
    )
    assert home(card)["blocks"] == [
        {"type": "header", "text": _plain("A private item")},
        {"type": "section", "text": _plain("Please open it.")},
        {"type": "header", "text": _plain("Facts")},
        {"type": "section", "text": _plain("she <shouted>")},
        {"type": "section", "fields": [_plain("When\nTue 24 Nov"), _plain("Where\n–")]},
        {"type": "divider"},
        {
            "type": "section",
            "text": _plain("A line"),
            "accessory": {"type": "button", "action_id": "a.open", "text": _plain("Open"), "value": "rec2|"},
        },
        {"type": "section", "text": _plain("Without a button")},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "ended_contact.open",
                    "text": _plain("Open"),
                    "value": "rec1|",
                    "style": "primary",
                },
                {"type": "button", "action_id": "a.stop", "text": _plain("Stop"), "value": "|2", "style": "danger"},
            ],
        },
        {"type": "context", "elements": [_plain("Policy 1.9")]},
    ]


def test_the_fallback_of_a_message_says_no_more_than_its_title() -> None:
    """A phone shows the escaped title, never the blocks."""
    drawn = message(Card(title="R&D <x>", blocks=(Text("More"),)))
    assert drawn["text"] == "R&amp;D &lt;x&gt;"
    assert set(drawn) == {"text", "blocks"}


def test_a_title_that_is_too_long_for_a_modal_stands_in_its_body() -> None:
    """Slack takes 24 characters for the title of a modal; nothing is cut off."""
    short, long = modal(Card(title="Thank you", blocks=(Text("x"),))), modal(Card(title="A private report is waiting"))
    assert (short["title"]["text"], short["blocks"][0]["type"]) == ("Thank you", "section")
    assert (long["title"]["text"], long["blocks"][0]["text"]["text"]) == ("Harbour", "A private report is waiting")
    assert "submit" not in long


def test_the_same_act_twice_gets_different_ids() -> None:
    """Slack wants ids that differ; the act is told from the part before the mark."""
    drawn = home(Card(title="x", blocks=(Item("1", OPEN), Item("2", OPEN), Buttons((OPEN,)))))
    ids = [drawn["blocks"][1]["accessory"], drawn["blocks"][2]["accessory"], *drawn["blocks"][3]["elements"]]
    assert [e["action_id"] for e in ids] == ["ended_contact.open", "ended_contact.open~2", "ended_contact.open~3"]


@pytest.mark.parametrize(
    "part",
    [
        Heading("x" * 3001),
        Text(" "),
        Item("x" * 3001),
        Buttons((Button(label="x" * 76, action="a.b"),)),
        Buttons(()),
        Buttons((Button(label="x", action="a.b", about="not an id"),)),
        Buttons((Button(label="x", action="A b"),)),
        Buttons((Button(label="x", action="a.b", extra="é"),)),
    ],
)
def test_what_breaks_a_limit_raises_and_is_not_cut(part: Block) -> None:
    """The button that was cut off would have been the one to press."""
    with pytest.raises(Unrenderable):
        home(Card(title="x", blocks=(part,)))


def test_a_message_of_more_than_fifty_blocks_raises() -> None:
    """Slack takes fifty."""
    with pytest.raises(Unrenderable, match="51 entries"):
        message(Card(title="x", blocks=(Divider(),) * 50))


def test_more_than_ten_facts_go_into_several_sections_and_a_long_one_stands_alone() -> None:
    """Ten to a section, 2000 characters each."""
    facts = tuple((f"Fact {n}", "yes") for n in range(11))
    drawn = home(Card(title="x", blocks=(Facts((*facts, ("Long", "y" * 2500), ("Last", "z"))),)))
    assert [len(b.get("fields", ())) for b in drawn["blocks"][1:]] == [10, 1, 0, 1]


INJECTION = (
    "<!channel> <@U1> <https://evil.example|click> *bold* :smile: &lt; \u202eevil https://evil.example www.evil.example"
)


def test_words_that_somebody_typed_are_inert() -> None:
    """Plain text without emoji codes is no mention, no mark-up; a link in it leads nowhere."""
    parts = (Quote(INJECTION), Facts((("They wrote", INJECTION),)), Text(INJECTION), Small(INJECTION))
    for drawn in (message(Card(title="x", blocks=parts)), modal(Card(title="x", blocks=parts))):
        texts = list(_texts(drawn["blocks"]))
        assert {t["type"] for t in texts} == {"plain_text"}
        assert not any(t["emoji"] for t in texts)
    quote = modal(Card(title="x", blocks=parts))["blocks"][0]["text"]["text"]
    assert "<!channel> <@U1> <https[:]//evil.example|click> *bold*" in quote
    assert quote.endswith("https[:]//evil.example www[.]evil.example")


def _texts(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") in {"plain_text", "mrkdwn"}:
            yield value
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def test_a_long_quote_is_shown_in_parts() -> None:
    """3000 characters to a section; a word is not torn apart."""
    drawn = modal(Card(title="x", blocks=(Quote("word " * 1000),)))
    assert [len(b["text"]["text"]) for b in drawn["blocks"]] == [2999, 2000]


def test_a_heading_that_is_too_long_for_slack_is_read_as_text() -> None:
    """Such as one with a long name in it: what it heads can be opened all the same."""
    drawn = home(Card(title="x", blocks=(Heading("x" * 150), Heading("x" * 151))))["blocks"][1:]
    assert [(b["type"], len(b["text"]["text"])) for b in drawn] == [("header", 150), ("section", 151)]
