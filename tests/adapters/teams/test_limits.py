"""The lint for payloads names everything that Teams would refuse, and quotes nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from adapters.teams import limits
from adapters.teams.limits import problems, weight

Json = dict[str, Any]
Change = Callable[[Json], None]


def _card() -> Json:
    ours = {"do": "form", "name": "a.b", "to": "rec1|", "many": ["few"], "drawn": "ab12", "card": "1:abc"}
    choices = [{"title": "One", "value": "1"}, {"title": "Two", "value": "2"}]
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [
            {"type": "TextBlock", "text": "A title", "wrap": True, "style": "heading"},
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Hello"}]},
            {"type": "Input.Text", "id": "note", "label": "Note", "maxLength": 5, "value": "abc"},
            {"type": "Input.ChoiceSet", "id": "one", "label": "One", "style": "expanded", "choices": choices},
            {
                "type": "Input.ChoiceSet",
                "id": "few",
                "label": "Few",
                "style": "compact",
                "isMultiSelect": True,
                "choices": choices,
                "value": "1,2",
            },
            {"type": "Input.Date", "id": "day", "label": "Day", "value": "2026-11-24"},
            {"type": "Input.Time", "id": "time", "label": "Time", "value": "14:30"},
            {
                "type": "ActionSet",
                "actions": [
                    {"type": "Action.Submit", "title": "Send", "data": {"harbour": ours}},
                    {"type": "Action.OpenUrl", "title": "Go", "url": "https://harbour.example.org/"},
                ],
            },
        ],
    }


def test_a_sound_card_has_no_problems() -> None:
    """One of everything."""
    assert problems(_card()) == []


def _set(*path: str | int, to: object) -> Change:
    def change(card: Json) -> None:
        at: Any = card
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


def _drop(*path: str | int) -> Change:
    def change(card: Json) -> None:
        at: Any = card
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]

    return change


SEND, GO = ("body", 7, "actions", 0), ("body", 7, "actions", 1)


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (_set("version", to="1.6"), "version: must be one of 1.5"),
        (_set("speak", to="x"), "unknown key speak"),
        (_set("body", to=[]), "0 entries"),
        (_set("body", 0, to={"type": "Media"}), "unknown element"),
        (_set("body", 0, to="x"), "unknown element"),
        (_set("body", 0, "text", to=" "), "empty text"),
        (_set("body", 0, "text", to="{{ DATE(1)}}"), "a function"),
        (_drop("body", 0, "wrap"), "wrap is missing"),
        (_set("body", 1, "inlines", to=["x"]), "must be an object"),
        (_set("body", 1, "inlines", 0, "text", to="{{time(1)}}"), "a function"),
        (_set("body", 1, "inlines", 0, "selectAction", to={}), "unknown key selectAction"),
        (_drop("body", 2, "id"), "id is missing"),
        (_drop("body", 2, "label"), "label is missing"),
        (_set("body", 2, "id", to="day"), "2 inputs with one id"),
        (_set("body", 2, "id", to="harbour"), "an id that is taken"),
        (_set("body", 2, "id", to="msteams"), "an id that is taken"),
        (_set("body", 2, "value", to="abcdef"), "longer than maxLength"),
        (_set("body", 2, "isRequired", to=True), "nothing says so"),
        (_set("body", 3, "choices", to=[]), "0 entries"),
        (_set("body", 3, "choices", 0, "value", to="1,2"), "value: malformed"),
        (_set("body", 3, "choices", 0, "value", to="2"), "two choices with one value"),
        (_set("body", 3, "value", to="3"), "not among the choices"),
        (_set("body", 3, "choices", to=[{"title": "x", "value": str(n)} for n in range(11)]), "more than 10"),
        (_set("body", 4, "value", to="1,3"), "not among the choices"),
        (_set("body", 5, "value", to="24/11/2026"), "value: malformed"),
        (_set("body", 6, "value", to="24:00"), "value: malformed"),
        (_set(*SEND, "type", to="Action.Execute"), "unknown action"),
        (_set("body", 7, "actions", to=[]), "0 entries"),
        (_set("body", 7, "actions", to=[{}] * 7), "7 entries, 1 to 3"),
        (_set(*SEND, "title", to="x" * 76), "76 characters, at most 75"),
        (_set(*SEND, "data", "more", to="x"), "unknown key more"),
        (_set(*SEND, "data", "harbour", "note", to="x"), "unknown key note"),
        (_set(*SEND, "data", "harbour", "do", to="x"), "do: must be one of"),
        (_set(*SEND, "data", "harbour", "name", to="A b"), "name: malformed"),
        (_set(*SEND, "data", "harbour", "to", to="é"), "to: malformed"),
        (_set(*SEND, "data", "msteams", to={"type": "invoke"}), "must be one of task/fetch"),
        (_set(*GO, "url", to="http://harbour.example.org/"), "url: malformed"),
        (_set(*GO, "url", to="http://127.0.0.1.example.org/"), "url: malformed"),
        (_set(*GO, "url", to="javascript:alert(1)"), "url: malformed"),
    ],
)
def test_what_teams_would_refuse_is_named(change: Change, finding: str) -> None:
    """One change to a sound card, and what is said of it."""
    card = copy.deepcopy(_card())
    change(card)
    assert any(finding in each for each in problems(card)), problems(card)


@pytest.mark.parametrize(
    "url", ["https://x.example/", "http://127.0.0.1:8080/e", "http://localhost/e", "http://[::1]/"]
)
def test_an_address_is_secure_or_of_this_machine(url: str) -> None:
    """For the playground."""
    card = _card()
    _set(*GO, "url", to=url)(card)
    assert problems(card) == []


def test_no_finding_quotes_the_card() -> None:
    """Findings may be logged: they hold no text, no value and no key of a card."""
    card = _card()
    card["body"].append({"type": "secret!", "secret!": "secret!"})
    card["secret!"] = "secret!"
    card["body"][2] |= {"id": "secret!,", "label": 5, "value": "secret!" * 1000, "secret!": 1}
    assert problems(card)
    assert not any("secret" in finding for finding in problems(card))


def test_a_card_is_weighed_as_it_is_read() -> None:
    """UTF-8 for the budget of messages, UTF-16 for that of dialogs."""
    assert (weight({"a": "é🙂"}), weight({"a": "é🙂"}, limits.DIALOG.encoding)) == (14, 22)
