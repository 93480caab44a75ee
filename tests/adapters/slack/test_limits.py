"""The lint for payloads names everything that Slack would refuse."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from adapters.chat.shapes import Common, is_sound
from adapters.slack.limits import Surface, problems, weight

Payload = dict[str, Any]


def _plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text, "emoji": False}


def _option(value: str) -> Payload:
    return {"text": _plain(value), "value": value}


def _input(name: str, element: Payload) -> Payload:
    return {"type": "input", "block_id": name, "label": _plain(name), "element": {"action_id": name, **element}}


def _modal() -> Payload:
    return {
        "type": "modal",
        "callback_id": "x",
        "title": _plain("A title"),
        "submit": _plain("Send"),
        "blocks": [
            {"type": "section", "text": _plain("Hello")},
            _input("how", {"type": "radio_buttons", "options": [_option("a"), _option("b")]}),
            _input("note", {"type": "plain_text_input", "max_length": 5, "initial_value": "abc"}),
            _input("who", {"type": "multi_users_select", "max_selected_items": 2, "initial_users": ["U123"]}),
            _input("day", {"type": "datepicker", "initial_date": "2026-11-24"}),
            _input("time", {"type": "timepicker", "initial_time": "14:30"}),
            {"type": "actions", "elements": [{"type": "button", "action_id": "go", "text": _plain("Go")}]},
        ],
    }


def _message() -> Payload:
    return {"text": "A private item", "blocks": [{"type": "header", "text": _plain("A private item")}]}


def test_sound_payloads_have_no_problems() -> None:
    """A sound modal and a sound message pass."""
    assert problems(_modal(), Surface.MODAL) == []
    assert problems(_message(), Surface.MESSAGE) == []
    assert problems({"type": "home", "blocks": _message()["blocks"]}, "home") == []


def _set(*path: str | int, to: object) -> Callable[[Payload], None]:
    def change(payload: Payload) -> None:
        at: Any = payload
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = to

    return change


def _drop(*path: str | int) -> Callable[[Payload], None]:
    def change(payload: Payload) -> None:
        at: Any = payload
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]

    return change


_TWO_USERS = ["U1AA", "U2AA", "U3AA"]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (_set("title", "text", to="x" * 25), "modal.title.text: 25 characters, at most 24"),
        (_set("blocks", 0, "text", "text", to=" "), "modal.blocks[0].text.text: empty text"),
        (_set("blocks", 0, "text", "text", to="x" * 3001), "modal.blocks[0].text.text: 3001 characters, at most 3000"),
        (_set("blocks", 0, "colour", to="red"), "modal.blocks[0]: unknown key colour"),
        (_set("blocks", 0, "type", to="marquee"), "modal.blocks[0]: unknown block"),
        (_set("blocks", 2, "block_id", to="how"), "block_id: used twice"),
        (_set("blocks", 2, "element", "action_id", to="how"), "action_id: used twice"),
        (_drop("submit"), "modal: an input without a submit button"),
        (_drop("title"), "modal: title is missing"),
        (_set("private_metadata", to="x" * 3001), "modal.private_metadata: 3001 characters, at most 3000"),
        (_set("blocks", to=[]), "modal.blocks: 0 entries, 1 to 100 allowed"),
        (_set("blocks", 0, to="x"), "modal.blocks[0]: unknown block"),
        (_set("blocks", 1, "element", "type", to="slider"), "modal.blocks[1].element: unknown element"),
        (
            _set("blocks", 6, "elements", 0, "type", to="plain_text_input"),
            "modal.blocks[6].elements[0]: plain_text_input cannot stand here",
        ),
        (
            _set("blocks", 1, "element", "options", to=[_option(str(n)) for n in range(11)]),
            "modal.blocks[1].element.options: 11 entries, 1 to 10 allowed",
        ),
        (_set("blocks", 1, "element", "options", 1, to=_option("a")), "radio_buttons: two options with one value"),
        (
            _set("blocks", 1, "element", "initial_option", to=_option("c")),
            "radio_buttons: initial_option is not among the options",
        ),
        (
            _set("blocks", 2, "element", "initial_value", to="abcdef"),
            "plain_text_input: initial_value is longer than max_length",
        ),
        (
            _set("blocks", 3, "element", "initial_users", to=_TWO_USERS),
            "multi_users_select: more chosen than max_selected_items",
        ),
        (
            _set("blocks", 4, "element", "initial_date", to="24/11/2026"),
            "modal.blocks[4].element.initial_date: malformed",
        ),
        (_set("blocks", 5, "element", "initial_time", to="25:00"), "modal.blocks[5].element.initial_time: malformed"),
        (
            _set("blocks", 0, "text", to={"type": "mrkdwn", "text": "*a*"}),
            "modal.blocks[0].text: verbatim is missing",
        ),
        (
            _set("blocks", 0, "text", to={"type": "mrkdwn", "text": "*a*", "verbatim": False}),
            "modal.blocks[0].text: mrkdwn must be verbatim",
        ),
        (
            _set("blocks", 6, "elements", 0, "text", "text", to="x" * 76),
            "modal.blocks[6].elements[0].text.text: 76 characters, at most 75",
        ),
        (_set("blocks", 6, "elements", 0, "value", to=""), "modal.blocks[6].elements[0].value: empty text"),
    ],
)
def test_what_slack_would_refuse_is_named(change: Callable[[Payload], None], finding: str) -> None:
    """Each fault in a modal is found, and says where it is."""
    payload = copy.deepcopy(_modal())
    change(payload)
    assert finding in problems(payload, Surface.MODAL)


def test_a_message_holds_no_more_than_it_may() -> None:
    """A message needs a fallback text, at most 50 blocks, and neither files, alerts nor metadata."""
    file = _input("f", {"type": "file_input"})
    alert = {"type": "alert", "text": _plain("Careful")}
    divider = {"type": "divider"}
    assert problems({"blocks": [divider]}, "message") == ["message: text is missing"]
    assert "message.blocks: 51 entries, 1 to 50 allowed" in problems({"text": "a", "blocks": [divider] * 51}, "message")
    assert "message: a file_input is for modals only" in problems({"text": "a", "blocks": [file]}, "message")
    assert "message: an alert block is for modals only" in problems({"text": "a", "blocks": [alert]}, "message")
    assert "message: unknown key metadata" in problems({"text": "a", "metadata": {}}, "message")


def test_findings_hold_no_text_of_the_payload() -> None:
    """Findings may be logged: not even an unknown key is quoted, as it could be somebody's words."""
    payload = _modal() | {"Ms McLeod shouted": 1}
    payload["blocks"][0]["text"]["text"] = "McLeod " * 600
    assert not any("McLeod" in finding for finding in problems(payload, "modal"))


def test_a_view_of_more_than_250000_characters_is_too_large() -> None:
    """Slack refuses a view that is too large as a whole."""
    blocks = [{"type": "section", "text": _plain("x" * 3000)} for _ in range(90)]
    assert problems({"type": "home", "blocks": blocks}, "home") == ["home: larger than 250000 characters"]


def test_a_common_block_is_looked_into_once() -> None:
    """Until a payload with it was sound it is looked into each time, and its id and weight count at all times."""
    question = Common(_input("how", {"type": "radio_buttons", "options": [_option("a")]}))
    faulty = _modal() | {"title": _plain("")}
    assert problems(faulty | {"blocks": [question]}, Surface.MODAL)
    assert not is_sound(question)
    assert problems(_modal() | {"blocks": [question]}, Surface.MODAL) == []
    assert is_sound(question)
    assert "block_id: used twice" in problems(_modal() | {"blocks": [question, question]}, Surface.MODAL)
    heavy = Common({"type": "section", "text": _plain("x" * 2900)})
    assert problems(_modal() | {"blocks": [heavy] * 80}, Surface.MODAL) == []
    assert "modal: larger than 250000 characters" in problems(_modal() | {"blocks": [heavy] * 90}, Surface.MODAL)


def test_a_faulty_common_block_stays_faulty() -> None:
    """What is wrong with it is said every time."""
    question = Common(_input("how", {"type": "radio_buttons", "options": []}))
    payload = _modal() | {"blocks": [question]}
    assert problems(payload, Surface.MODAL) == problems(payload, Surface.MODAL) != []


def test_parts_weigh_what_the_whole_weighs() -> None:
    """A payload of common blocks and others is as large as its JSON."""
    parts = [*_modal()["blocks"], Common(_modal()["blocks"][0]), Common(_modal()["blocks"][6])]
    payload = _modal() | {"blocks": parts}
    assert weight(payload, parts) == len(json.dumps(payload))
