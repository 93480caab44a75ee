"""The stateful parts of Block Kit: values of inputs, as Slack keeps and sends them.

The state of a view is `{block_id: {action_id: value}}`, where a value is as in `state.values` of a submission, such as
`{"type": "plain_text_input", "value": "hello"}`.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from adapters.playground.stand_in.refusals import Json

State = dict[str, dict[str, Json]]

#: For each stateful element: where its answer stands, and where its first value is given.
_ANSWERS: Mapping[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "file_input": ("files", ""),
}
_LISTS = frozenset({"selected_options", "selected_users", "files"})
_INTERACTIVE = frozenset({*_ANSWERS, "button", "overflow"})
#: What a typed answer is; typing costs no tap.
TYPED = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})


@dataclass(frozen=True)
class Place:
    """An interactive element and its block."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The block's id."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The element's id."""
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def is_stateful(self) -> bool:
        """True if it holds an answer (a button does not)."""
        return self.kind in _ANSWERS

    @property
    def dispatches(self) -> bool:
        """True if a change is sent to the app at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def identified(blocks: Sequence[Json]) -> list[Json]:
    """A copy of the blocks in which each block and each interactive element has an id, as Slack gives."""
    named = copy.deepcopy(list(blocks))
    for block in named:
        block.setdefault("block_id", secrets.token_hex(3))
        for element in _elements(block):
            element.setdefault("action_id", secrets.token_hex(3))
    return named


def places(blocks: Sequence[Json]) -> Iterator[Place]:
    """The interactive elements, from top to bottom."""
    for block in blocks:
        for element in _elements(block):
            yield Place(block, element)


def answer_key(kind: str) -> str:
    """Key of the answer in this kind of element, such as "selected_option"."""
    return _ANSWERS[kind][0]


def first_state(blocks: Sequence[Json]) -> State:
    """Initial value of each input."""
    return carried({}, blocks)


def carried(state: State, blocks: Sequence[Json]) -> State:
    """State of the inputs after the view has become these blocks.

    An input with the same block_id, action_id and type keeps its value, in spite of a new initial one; an option that
    is no longer offered is dropped.
    """
    new: State = {}
    for place in places(blocks):
        if place.is_stateful:
            before = state.get(place.block_id, {}).get(place.action_id)
            new.setdefault(place.block_id, {})[place.action_id] = _kept(before, place.element)
    return new


def is_empty(value: Json) -> bool:
    """True if nothing is typed or chosen."""
    return value[answer_key(value["type"])] in (None, "", [])


def _elements(block: Json) -> Iterator[Json]:
    inside = [block.get("element"), block.get("accessory")]
    if block["type"] == "actions":
        inside.extend(block["elements"])
    return (e for e in inside if e and e["type"] in _INTERACTIVE)


def _first(element: Json) -> Json:
    key, initial = _ANSWERS[element["type"]]
    empty: object = [] if key in _LISTS else None
    return {"type": element["type"], key: copy.deepcopy(element.get(initial) or empty)}


def _kept(before: Json | None, element: Json) -> Json:
    if before is None or before["type"] != element["type"]:
        return _first(element)
    key = answer_key(element["type"])
    if key == "selected_option" and before[key] is not None:
        return {**before, key: _offered(element, before[key])} if _offered(element, before[key]) else _first(element)
    if key == "selected_options":
        return {**before, key: [o for o in (_offered(element, old) for old in before[key]) if o]}
    return before


def _offered(element: Json, option: Json) -> Json | None:
    return next((o for o in element["options"] if o["value"] == option["value"]), None)
