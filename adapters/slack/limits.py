"""Slack's limits and structural rules, as a lint for rendered payloads (platform page: slack, "Block Kit limits").

`slack_sdk.models` is no validator: it accepts empty text, unknown keys, duplicate ids, eleven check-boxes and an input
without a submit button. `problems` names each of these. It knows the blocks and elements that Harbour draws and calls
everything else unknown. Findings hold no text of the payload, so that they may be logged.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from adapters.chat.shapes import (
    Check,
    Common,
    Findings,
    Shape,
    boolean,
    is_sound,
    listed,
    matching,
    one_of,
    string,
    whole,
)
from adapters.slack.texts import plain, text

#: Limits that renderers need as well.
SECTION_TEXT = 3000
FIELD_TEXT = 2000
FIELDS = 10
HEADER_TEXT = 150
TITLE_TEXT = 24
BUTTON_TEXT = 75
OPTION_TEXT = 75
RADIO_OPTIONS = 10
SELECT_OPTIONS = 100
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
INPUT_TEXT = 3000
_VIEW_SIZE = 250_000


class Surface(StrEnum):
    """Surface of Slack on which a payload is shown."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"


_ID = string(255)
_USER = matching(r"[UW][A-Z0-9_]{1,30}")
_DATE = matching(r"\d{4}-\d\d-\d\d")
_TIME = matching(r"([01]\d|2[0-3]):[0-5]\d")
_CONFIRM = Shape(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": one_of("primary", "danger"),
    },
    frozenset({"title", "text", "confirm", "deny"}),
)
_OPTION = Shape(
    {"text": text(OPTION_TEXT), "value": string(150), "description": text(OPTION_TEXT)}, frozenset({"text", "value"})
)


def _element(kind: str, keys: Mapping[str, Check], required: frozenset[str] = frozenset()) -> Shape:
    common: dict[str, Check] = {"type": one_of(kind), "action_id": _ID}
    return Shape({**common, **keys}, required | {"type", "action_id"})


_MENU: Mapping[str, Check] = {"placeholder": plain(150), "confirm": _CONFIRM, "focus_on_load": boolean}
_OPTIONS = frozenset({"options"})

_ELEMENTS: Mapping[str, Shape] = {
    "button": _element(
        "button",
        {
            "text": plain(BUTTON_TEXT),
            "value": string(2000),
            "url": matching(r"https?://[\x21-\x7e]{1,2990}"),
            "style": one_of("primary", "danger"),
            "confirm": _CONFIRM,
            "accessibility_label": string(75),
        },
        frozenset({"text"}),
    ),
    "overflow": _element("overflow", {"options": listed(_OPTION, 5), "confirm": _CONFIRM}, _OPTIONS),
    "static_select": _element(
        "static_select", {**_MENU, "options": listed(_OPTION, SELECT_OPTIONS), "initial_option": _OPTION}, _OPTIONS
    ),
    "multi_static_select": _element(
        "multi_static_select",
        {
            **_MENU,
            "options": listed(_OPTION, SELECT_OPTIONS),
            "initial_options": listed(_OPTION, SELECT_OPTIONS),
            "max_selected_items": whole(1, SELECT_OPTIONS),
        },
        _OPTIONS,
    ),
    "users_select": _element("users_select", {**_MENU, "initial_user": _USER}),
    "multi_users_select": _element(
        "multi_users_select",
        {**_MENU, "initial_users": listed(_USER, 100), "max_selected_items": whole(1, 100)},
    ),
    "radio_buttons": _element(
        "radio_buttons",
        {
            "options": listed(_OPTION, RADIO_OPTIONS),
            "initial_option": _OPTION,
            "confirm": _CONFIRM,
            "focus_on_load": boolean,
        },
        _OPTIONS,
    ),
    "checkboxes": _element(
        "checkboxes",
        {
            "options": listed(_OPTION, RADIO_OPTIONS),
            "initial_options": listed(_OPTION, RADIO_OPTIONS),
            "confirm": _CONFIRM,
            "focus_on_load": boolean,
        },
        _OPTIONS,
    ),
    "datepicker": _element("datepicker", {**_MENU, "initial_date": _DATE}),
    "timepicker": _element("timepicker", {**_MENU, "initial_time": _TIME, "timezone": string(60)}),
    "plain_text_input": _element(
        "plain_text_input",
        {
            "placeholder": plain(150),
            "initial_value": string(INPUT_TEXT, 0),
            "multiline": boolean,
            "min_length": whole(0, INPUT_TEXT),
            "max_length": whole(1, INPUT_TEXT),
            "focus_on_load": boolean,
        },
    ),
    "file_input": _element("file_input", {"filetypes": listed(string(20), 50), "max_files": whole(1, 10)}),
}

_SINGLE = frozenset(
    {"button", "overflow", "static_select", "users_select", "radio_buttons", "checkboxes", "datepicker", "timepicker"}
)
_MULTIPLE = frozenset({"multi_static_select", "multi_users_select"})
_IN_INPUT = (_SINGLE - {"button", "overflow"}) | _MULTIPLE | {"plain_text_input", "file_input"}


def _element_of(kinds: frozenset[str]) -> Check:
    def check(value: object, at: str, found: Findings) -> None:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(kind, str) or kind not in _ELEMENTS:
            found.append(f"{at}: unknown element")
        elif kind not in kinds:
            found.append(f"{at}: {kind} cannot stand here")
        else:
            _ELEMENTS[kind](value, at, found)

    return check


def _block(
    kind: str, keys: Mapping[str, Check], required: frozenset[str], either: frozenset[str] = frozenset()
) -> Shape:
    return Shape({"type": one_of(kind), "block_id": _ID, **keys}, required | {"type"}, either)


_BLOCKS: Mapping[str, Shape] = {
    "section": _block(
        "section",
        {
            "text": text(SECTION_TEXT),
            "fields": listed(text(FIELD_TEXT), FIELDS),
            "accessory": _element_of(_SINGLE | _MULTIPLE),
            "expand": boolean,
        },
        frozenset(),
        frozenset({"text", "fields"}),
    ),
    "header": _block("header", {"text": plain(HEADER_TEXT)}, frozenset({"text"})),
    "divider": _block("divider", {}, frozenset()),
    "context": _block("context", {"elements": listed(text(SECTION_TEXT), 10)}, frozenset({"elements"})),
    "actions": _block("actions", {"elements": listed(_element_of(_SINGLE), 25)}, frozenset({"elements"})),
    "input": _block(
        "input",
        {
            "label": plain(2000),
            "element": _element_of(_IN_INPUT),
            "hint": plain(2000),
            "optional": boolean,
            "dispatch_action": boolean,
        },
        frozenset({"label", "element"}),
    ),
    "alert": _block("alert", {"text": text(200), "level": string(20)}, frozenset({"text"})),
}


def _any_block(value: object, at: str, found: Findings) -> None:
    if is_sound(value):
        return
    kind = value.get("type") if isinstance(value, Mapping) else None
    if not isinstance(kind, str) or kind not in _BLOCKS:
        found.append(f"{at}: unknown block")
    else:
        _BLOCKS[kind](value, at, found)


_VIEW_IDS: Mapping[str, Check] = {
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
    "private_metadata": string(3000, 0),
}

_SURFACES: Mapping[Surface, Shape] = {
    Surface.MESSAGE: Shape(
        {
            "text": string(4000),
            "blocks": listed(_any_block, MESSAGE_BLOCKS),
            "channel": string(255),
            "user": _USER,
            "ts": string(40),
            "unfurl_links": boolean,
            "unfurl_media": boolean,
            "mrkdwn": boolean,
            "response_type": one_of("ephemeral", "in_channel"),
            "replace_original": boolean,
        },
        frozenset({"text"}),
    ),
    Surface.MODAL: Shape(
        {
            **_VIEW_IDS,
            "type": one_of("modal"),
            "title": plain(TITLE_TEXT),
            "submit": plain(TITLE_TEXT),
            "close": plain(TITLE_TEXT),
            "blocks": listed(_any_block, VIEW_BLOCKS),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
        },
        frozenset({"type", "title", "blocks"}),
    ),
    Surface.HOME: Shape(
        {**_VIEW_IDS, "type": one_of("home"), "blocks": listed(_any_block, VIEW_BLOCKS)},
        frozenset({"type", "blocks"}),
    ),
}


def problems(payload: Mapping[str, object], surface: Surface | str) -> list[str]:
    """List Slack's objections to this message or view, one sentence each; empty if it is sound.

    `payload` is a view (modal, home) or the arguments of a message (`text`, `blocks`, …). A `Common` block is looked
    into once.
    """
    where = Surface(surface)
    found: Findings = []
    _SURFACES[where](payload, where.value, found)
    blocks = [b for b in _entries(payload.get("blocks")) if isinstance(b, Mapping)]
    found.extend(_repeated("block_id", (b.get("block_id") for b in blocks)))
    elements = [e for block in blocks for e in _elements(block)]
    found.extend(_repeated("action_id", (e.get("action_id") for e in elements)))
    new = [block for block in blocks if not is_sound(block)]
    for element in (e for block in new for e in _elements(block)):
        found.extend(_inconsistent(element))
    found.extend(_misplaced(payload, where, blocks, elements))
    if not found:
        for block in new:
            if isinstance(block, Common):
                block.is_sound = True
    return found


def _entries(value: object) -> Sequence[object]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _elements(block: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The interactive elements of a block."""
    inside: list[object] = [block.get("element"), block.get("accessory")]
    if block.get("type") == "actions":
        inside.extend(_entries(block.get("elements")))
    return (e for e in inside if isinstance(e, Mapping))


def _repeated(name: str, ids: Iterator[object]) -> Iterator[str]:
    seen: set[str] = set()
    for found in ids:
        if isinstance(found, str):
            if found in seen:
                yield f"{name}: used twice"
            seen.add(found)


def _inconsistent(element: Mapping[str, object]) -> Iterator[str]:
    """Keys that are sound alone and not together."""
    kind = element.get("type")
    options = _entries(element.get("options"))
    values = [o.get("value") for o in options if isinstance(o, Mapping)]
    if len(set(map(str, values))) < len(values):
        yield f"{kind}: two options with one value"
    if "initial_option" in element and element["initial_option"] not in options:
        yield f"{kind}: initial_option is not among the options"
    chosen = _entries(element.get("initial_options"))
    if any(option not in options for option in chosen):
        yield f"{kind}: initial_options are not among the options"
    most = element.get("max_selected_items")
    if isinstance(most, int) and max(len(chosen), len(_entries(element.get("initial_users")))) > most:
        yield f"{kind}: more chosen than max_selected_items"
    longest, typed = element.get("max_length"), element.get("initial_value")
    if isinstance(longest, int) and isinstance(typed, str) and len(typed) > longest:
        yield f"{kind}: initial_value is longer than max_length"


def _misplaced(
    payload: Mapping[str, object],
    where: Surface,
    blocks: Sequence[Mapping[str, object]],
    elements: Sequence[Mapping[str, object]],
) -> Iterator[str]:
    """Yield blocks and elements that are sound but not allowed on this surface."""
    if where is Surface.MODAL and "submit" not in payload and any(b.get("type") == "input" for b in blocks):
        yield "modal: an input without a submit button"
    if where is not Surface.MODAL and any(b.get("type") == "alert" for b in blocks):
        yield f"{where}: an alert block is for modals only"
    if where is not Surface.MODAL and any(e.get("type") == "file_input" for e in elements):
        yield f"{where}: a file_input is for modals only"
    if sum(e.get("focus_on_load") is True for e in elements) > 1:
        yield f"{where}: two elements with focus_on_load"
    if where is not Surface.MESSAGE and weight(payload, blocks) > _VIEW_SIZE:
        yield f"{where}: larger than {_VIEW_SIZE} characters"


def weight(payload: Mapping[str, object], blocks: Sequence[Mapping[str, object]]) -> int:
    """Size of the JSON in characters; what is common has been weighed before."""
    common = [block.weight for block in blocks if isinstance(block, Common)]
    if not common:
        return len(json.dumps(payload, default=str))
    rest = {**payload, "blocks": [block for block in blocks if not isinstance(block, Common)]}
    return len(json.dumps(rest, default=str)) + sum(common) + len(", ") * len(common)
