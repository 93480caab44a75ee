"""Cards become Adaptive Cards: everything is shown, as it is, and nothing in it does anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.errors import Unrenderable
from adapters.chat.plain import defanged
from adapters.teams import data, limits
from adapters.teams.cards import dialog, message
from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Link, Look, Quote, Small, Text
from tests.adapters.teams.schema import refusals

Json = dict[str, Any]

OPEN = Button(label="Open", action="ended_contact.open", about="rec1", look=Look.PRIMARY)


def _run(text: str, **look: object) -> Json:
    return {"type": "TextRun", "text": text, **look}


def _line(*runs: Json, **more: object) -> Json:
    return {"type": "RichTextBlock", "inlines": list(runs), **more}


def _heading(text: str, size: str = "medium") -> Json:
    return {"type": "TextBlock", "text": text, "style": "heading", "size": size, "weight": "bolder", "wrap": True}


def _submit(title: str, ours: Json, **more: object) -> Json:
    return {"type": "Action.Submit", "title": title, **more, "data": {"harbour": ours}}


def _dialog(*parts: Block) -> Json:
    content: Json = dialog(Card(title="x", blocks=parts))["card"]["content"]
    assert refusals(content) == []
    return content


def _body(*parts: Block) -> list[Json]:
    body: list[Json] = _dialog(*parts)["body"]
    return body


def test_every_part_of_a_card_is_drawn() -> None:
    """Each kind of part has its element, in order."""
    another, stop = (
        Button(label="Open", action="a.open", about="rec2"),
        Button(label="Stop", action="a.stop", extra="2", look=Look.CAREFUL),
    )
    assert _body(
        Text("Please open it."),
        Heading("Facts"),
        Quote("she <shouted>"),
        Facts((("When", "Tue 24 Nov"), ("Where:", ""))),
        Divider(),
        Item("A line", another),
        Item("Without a button"),
        Buttons((OPEN, stop)),
        Link(label="Add a file", url="https://harbour.example.org/e/1"),
        Small("Policy 1.9"),
    ) == [
        _line(_run("Please open it.")),
        _heading("Facts"),
        {"type": "Container", "style": "emphasis", "items": [_line(_run("she <shouted>"))]},
        _line(_run("When: ", weight="bolder"), _run("Tue 24 Nov")),
        _line(_run("Where: ", weight="bolder"), _run("–"), spacing="small"),
        {
            "type": "ColumnSet",
            "columns": [
                {
                    "type": "Column",
                    "width": "stretch",
                    "verticalContentAlignment": "center",
                    "items": [_line(_run("A line"))],
                },
                {
                    "type": "Column",
                    "width": "auto",
                    "items": [
                        {
                            "type": "ActionSet",
                            "actions": [_submit("Open", {"do": "act", "name": "a.open", "to": "rec2|"})],
                        }
                    ],
                },
            ],
            "separator": True,
            "spacing": "large",
        },
        _line(_run("Without a button")),
        {
            "type": "ActionSet",
            "actions": [
                _submit("Open", {"do": "act", "name": "ended_contact.open", "to": "rec1|"}, style="positive"),
                _submit("Stop", {"do": "act", "name": "a.stop", "to": "|2"}, style="destructive"),
            ],
        },
        {
            "type": "ActionSet",
            "actions": [
                {
                    "type": "Action.OpenUrl",
                    "title": "Add a file",
                    "url": "https://harbour.example.org/e/1",
                    "style": "positive",
                }
            ],
        },
        _line(_run("Policy 1.9", isSubtle=True, size="small")),
    ]


def test_the_summary_of_a_message_says_no_more_than_its_title() -> None:
    """A locked phone shows the title, never the blocks."""
    drawn = message(Card(title="R&D <x>", blocks=(Text("More"),)))
    assert (drawn["type"], drawn["summary"], set(drawn)) == ("message", "R&D <x>", {"type", "summary", "attachments"})
    (attachment,) = drawn["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert {k: v for k, v in attachment["content"].items() if k != "body"} == {"type": "AdaptiveCard", "version": "1.5"}


def test_a_button_of_a_message_opens_a_dialog_and_one_is_answered_in_the_chat() -> None:
    """`task/fetch`, which only buttons can ask for; the way round it carries no such thing."""
    here = Button(label="Answer here in the chat", action="form:a.b")
    drawn = message(Card(title="x", blocks=(Buttons((OPEN,)),)), here=here)["attachments"][0]["content"]
    assert refusals(drawn) == []
    assert [action["data"] for element in drawn["body"][1:] for action in element["actions"]] == [
        {
            "harbour": {"do": "act", "name": "ended_contact.open", "to": "rec1|"},
            "msteams": {"type": "task/fetch"},
        },
        {"harbour": {"do": "here", "name": "form:a.b"}},
    ]


def test_a_dialog_knows_the_message_from_which_it_was_opened() -> None:
    """So that it can be settled when it is done with."""
    drawn = dialog(Card(title="x", blocks=(Buttons((OPEN,)),)), card_id="f:1:abc")["card"]["content"]
    assert drawn["body"][0]["actions"][0]["data"][data.OURS][data.CARD] == "f:1:abc"


def test_a_title_that_is_too_long_for_the_frame_stands_in_the_card() -> None:
    """Nothing is cut off, and no dialog is empty."""
    short, long, empty = (
        dialog(Card(title="x" * 60, blocks=(Text("y"),))),
        dialog(Card(title="x" * 61, blocks=(Text("y"),))),
        dialog(Card(title="Thank you")),
    )
    assert (short["title"], len(short["card"]["content"]["body"])) == ("x" * 60, 1)
    assert (long["title"], long["card"]["content"]["body"][0]) == ("Harbour", _heading("x" * 61, "large"))
    assert (empty["title"], empty["card"]["content"]["body"]) == ("Thank you", [_heading("Thank you", "large")])


def test_a_dialog_is_as_high_as_it_needs_to_be() -> None:
    """Teams' own three sizes."""
    heights = [dialog(Card(title="x", blocks=(Text("y"),) * n))["height"] for n in (1, 6, 7, 14, 15)]
    assert heights == ["small", "small", "medium", "medium", "large"]


def test_lines_stand_under_one_another_and_empty_ones_are_space() -> None:
    """A client may show the end of a line inside a run as a space."""
    assert _body(Text("One\nTwo\n\n \nThree")) == [
        _line(_run("One")),
        _line(_run("Two"), spacing="none"),
        _line(_run("Three"), spacing="medium"),
    ]


def test_a_text_of_very_many_lines_is_shown_and_fits() -> None:
    """As anybody may type it: 3000 characters in 1500 lines, several times over."""
    drawn = _body(*(Quote("a\n" * 1500),) * 4)
    assert [len(quote["items"]) for quote in drawn] == [13] * 4
    assert "".join(_runs(drawn[0])).count("a") == 1500


def test_facts_keep_the_lines_of_their_values() -> None:
    """The label stands before the first."""
    assert _body(Facts((("Note", "One\nTwo"),))) == [
        _line(_run("Note: ", weight="bolder"), _run("One")),
        _line(_run("Two"), spacing="none"),
    ]


def test_dividers_are_lines_above_what_follows() -> None:
    """One line, whatever stands together; none where nothing precedes or follows."""
    drawn = _body(Divider(), Text("a"), Divider(), Divider(), Text("b\nc"), Divider())
    assert [element.get("separator") for element in drawn] == [None, True, None]


def test_more_than_three_buttons_go_into_several_rows() -> None:
    """A phone shows three."""
    drawn = _body(Buttons((OPEN,) * 8))
    assert [len(row["actions"]) for row in drawn] == [3, 3, 2]


@pytest.mark.parametrize(
    "part",
    [
        Text(" "),
        Quote(""),
        Heading(""),
        Small("\n"),
        Item(""),
        Buttons((Button(label="x" * 76, action="a.b"),)),
        Buttons(()),
        Buttons((Button(label="x", action="a.b", about="not an id"),)),
        Buttons((Button(label="x", action="A b"),)),
        Buttons((Button(label="x", action="a.b", extra="é"),)),
        Link(label="x", url="http://harbour.example.org/"),
        Link(label="x", url="javascript:alert(1)"),
    ],
)
def test_what_breaks_a_rule_raises_and_is_not_cut(part: Block) -> None:
    """The button that was cut off would have been the one to press."""
    with pytest.raises(Unrenderable):
        _dialog(part)


def test_what_is_over_budget_raises() -> None:
    """25 KB as UTF-8 for a message, 80 KB as UTF-16 for a dialog."""
    long = tuple(Text("x" * 3000) for _ in range(8))
    assert message(Card(title="x", blocks=long))
    with pytest.raises(Unrenderable, match="at most 25000"):
        message(Card(title="x", blocks=(*long, Text("y" * 900))))
    assert dialog(Card(title="x", blocks=(Text("é" * 39_000),)))
    with pytest.raises(Unrenderable, match="at most 80000"):
        dialog(Card(title="x", blocks=(Text("é" * 40_000),)))


def test_what_is_said_of_a_card_that_cannot_be_drawn_holds_none_of_it() -> None:
    """It may be logged."""
    with pytest.raises(Unrenderable) as refused:
        dialog(Card(title="x", blocks=(Text("secret" * 9000), Buttons((Button(label="secret" * 20, action="a"),)))))
    assert "secret" not in str(refused.value)


NASTY = (
    "**bold** _it_ `x` [click](javascript:alert(1)) [x](https://evil.example) <at>Morag</at> &lt; 1. x\n- y\n"
    "{{DATE(2026-11-24T10:00:00Z,SHORT)}} {{ time(2026-11-24T10:00:00Z) }} {{{ ${x} \u202eevil\u2066 🙂\n"
    "www.evil.example"
)


def test_words_that_somebody_typed_are_inert() -> None:
    """In runs, which read no mark-up; a link in them is spelled so that it leads nowhere, and a date is no date."""
    drawn = _dialog(Quote(NASTY), Facts((("They wrote", NASTY),)), Text(NASTY), Small(NASTY), Item(NASTY, OPEN))
    assert not any(element["type"] == "TextBlock" for element in _objects(drawn) if "type" in element)
    quote = "\n".join(_lines(drawn["body"][0]))
    assert quote == NASTY.replace("://", "[:]//").replace("www.", "www[.]")
    assert not any("{{DATE" in run or "{{ time" in run for run in _runs(drawn))


@pytest.mark.parametrize("text", ["*EC*-0042", "[x](https://x.example)", "{{DATE(1)}}", "1. One", "www.x.example"])
def test_a_heading_with_mark_up_in_it_is_drawn_as_bold_text(text: str) -> None:
    """Only a TextBlock is a heading for a screen reader, and a TextBlock reads mark-up."""
    (drawn,) = _body(Heading(text))
    assert drawn["type"] == "RichTextBlock"
    assert "".join(run["text"] for run in drawn["inlines"]) == text


_PIECES = st.sampled_from(
    [
        "word",
        "a\nb",
        "**b**",
        "[x](javascript:y)",
        "{{DATE(x)}}",
        "{{",
        "\u202e",
        "🙂",
        "é",
        "&lt;",
        "<b>",
        "x" * 3000,
        " ",
    ]
)
_TYPED = st.one_of(st.text(max_size=200), st.lists(_PIECES, max_size=8).map("".join)).filter(lambda t: t.strip())


@given(_TYPED)
def test_any_text_is_shown_letter_for_letter(text: str) -> None:
    """In runs and nowhere else, in whatever part of a card."""
    for part, shown in (
        (Text(text), text),
        (Quote(text), defanged(text)),
        (Small(text), text),
        (Item(text, OPEN), text),
    ):
        content = dialog(Card(title="x", blocks=(part,)))["card"]["content"]
        assert limits.problems(content, limits.DIALOG) == []
        words = [row for line in _lines(content) for row in line.splitlines() if row.strip()]
        assert words == [row for row in shown.splitlines() if row.strip()]


def _objects(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _runs(drawn: object) -> list[str]:
    return [o["text"] for o in _objects(drawn) if o.get("type") == "TextRun"]


def _lines(drawn: object) -> list[str]:
    blocks = (o for o in _objects(drawn) if o.get("type") == "RichTextBlock")
    return ["".join(run["text"] for run in block["inlines"]) for block in blocks]
