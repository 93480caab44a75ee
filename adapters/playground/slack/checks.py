"""Checks that Slack makes of a payload before anything else.

The limits and shapes of Block Kit are those of `adapters.slack.limits`, which are stricter than Slack's in places
(verbatim text, known blocks); here they get Slack's error codes.
"""

from __future__ import annotations

import json

from adapters.playground.slack.refusals import ApiError
from adapters.playground.stand_in.refusals import Json
from adapters.slack.limits import Surface, problems

#: Slack's bounds: the text of a message in characters, a view in bytes.
MESSAGE_TEXT = 40_000
VIEW_BYTES = 250_000


def required(args: Json, name: str) -> str:
    """The argument, which must be there and be text."""
    value = args.get(name)
    if not isinstance(value, str) or not value:
        raise ApiError("invalid_arguments", [f"[ERROR] missing required field: {name}"])
    return value


def checked_message(args: Json) -> tuple[str | None, list[Json] | None]:
    """The text and the blocks of a message; None for a missing one."""
    text, blocks = args.get("text"), args.get("blocks")
    if text is not None and not isinstance(text, str):
        raise ApiError("invalid_arguments", ["[ERROR] must be a string [json-pointer:/text]"])
    if isinstance(text, str) and len(text) > MESSAGE_TEXT:
        raise ApiError("msg_too_long")
    if blocks is not None and not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if blocks:
        found = problems({"text": "-", "blocks": blocks}, Surface.MESSAGE)
        if found:
            raise ApiError("invalid_blocks", [f"[ERROR] {problem}" for problem in found])
    return text, blocks


def checked_view(view: object, kind: str) -> Json:
    """The view, which must be of this kind ("modal" or "home") and within the limits."""
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments", ["[ERROR] missing required field: view"])
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        raise ApiError("view_too_large")
    if view.get("type") != kind:
        raise ApiError("invalid_arguments", [f"[ERROR] expected a {kind} view [json-pointer:/view/type]"])
    found = problems(view, Surface(kind))
    if found:
        raise ApiError("invalid_arguments", [f"[ERROR] {problem}" for problem in found])
    return view
