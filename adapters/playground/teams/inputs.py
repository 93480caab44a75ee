"""Inputs and actions of an Adaptive Card, as Teams' client keeps and sends them.

The state of a card is `{input id: value}`, where several choices are one text with commas between them, as in the data
of `Action.Submit` (platform page: teams).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from adapters.playground.stand_in.refusals import Json
from adapters.teams import data

State = dict[str, str]

#: The kinds of inputs that are typed into; typing costs no tap.
TYPED = frozenset({"Input.Text", "Input.Number"})
_GROUPS = ("items", "columns", "rows", "cells")
_REQUIRED = "Please fill in this field."


@dataclass(frozen=True)
class Place:
    """An input, and the button that belongs to it, if there is one."""

    element: Json
    #: Shows what follows from the answer.
    follows: Json | None = field(default=None, repr=False)
    #: Looks for colleagues by what is typed beside it.
    finds: Json | None = field(default=None, repr=False)

    @property
    def kind(self) -> str:
        """The element's type, such as "Input.Date"."""
        return str(self.element["type"])

    @property
    def block_id(self) -> str:
        """The field's own id."""
        return str(self.element["id"])

    @property
    def action_id(self) -> str:
        """The same."""
        return self.block_id

    @property
    def dispatches(self) -> bool:
        """True if other questions follow from the answer: a button beside it shows them."""
        return self.follows is not None


@dataclass(frozen=True)
class Part:
    """An element or an action of a card, and its group, if it has one."""

    element: Json
    group: Json | None = field(default=None, repr=False)

    @property
    def kind(self) -> str:
        """Its type, such as "TextBlock" or "Action.Submit"."""
        return str(self.element.get("type") or "TextRun")


def parts(card: Json) -> Iterator[Part]:
    """Everything visible, in reading order; groups only through their contents."""
    for element in card.get("body", ()):
        yield from _inside(element, None)
    yield from (Part(action) for action in card.get("actions", ()))


def _inside(element: Json, group: Json | None) -> Iterator[Part]:
    if element.get("isVisible") is False:
        return
    if element.get("type") == "ActionSet":
        yield from (Part(action, group) for action in element["actions"])
        return
    held = next((element[key] for key in _GROUPS if isinstance(element.get(key), list)), None)
    if held is None:
        yield Part(element, group)
        return
    # A column is no group of its own: what stands in one row belongs together.
    inner = group if element.get("type") in ("Column", "TableCell") and group else element
    for each in held:
        yield from _inside(each, inner)


def is_input(part: Part) -> bool:
    """True if it holds an answer."""
    return part.kind.startswith("Input.")


def is_action(part: Part) -> bool:
    """True if it can be pressed."""
    return part.kind.startswith("Action.")


def ours(action: Json) -> Json:
    """Harbour's part of a button's data."""
    carried = action.get("data")
    found = carried.get(data.OURS) if isinstance(carried, dict) else None
    return found if isinstance(found, dict) else {}


def submitting(card: Json) -> Json | None:
    """The button that sends the form, if it is one."""
    return next((p.element for p in parts(card) if is_action(p) and ours(p.element).get(data.DO) == data.Do.FORM), None)


def first_state(card: Json) -> State:
    """Initial value of each input."""
    return {str(p.element["id"]): str(p.element.get("value") or "") for p in parts(card) if is_input(p)}


def data_of(action: Json, card: Json, state: Mapping[str, str]) -> Json:
    """Data that pressing the button sends: its own, merged with the values of the inputs.

    Empty inputs are left out, as by Microsoft's own client (`SubmitAction` of its JavaScript SDK).
    """
    sent: Json = copy.deepcopy(action.get("data") or {})
    if action.get("associatedInputs") == "none":
        return sent
    for part in parts(card):
        if is_input(part):
            value = state.get(str(part.element["id"]), "")
            if value:
                sent[str(part.element["id"])] = value
    return sent


def refusals(action: Json, card: Json, state: Mapping[str, str]) -> dict[str, str]:
    """Objections of the client before it sends: a sentence for each input's id."""
    if action.get("associatedInputs") == "none":
        return {}
    found: dict[str, str] = {}
    for element in (part.element for part in parts(card) if is_input(part)):
        value = state.get(str(element["id"]), "")
        pattern = element.get("regex")
        too_long = len(value) > int(element.get("maxLength") or len(value))
        if (element.get("isRequired") and not value) or too_long or (pattern and not re.search(pattern, value)):
            found[str(element["id"])] = str(element.get("errorMessage") or _REQUIRED)
    return found
