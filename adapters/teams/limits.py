"""Lint for rendered cards: the part of Adaptive Cards 1.5 that Teams shows (platform page: teams).

It knows the elements and properties that Harbour draws and calls everything else unknown. Findings hold no text of the
card, so that they may be logged. `Action.Execute` is not among them: its answer would replace the card for the clicker
alone.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapters.chat.shapes import Check, Findings, Shape, boolean, listed, matching, one_of, string, whole
from adapters.teams import data
from adapters.teams.data import Do

VERSION = "1.5"
#: Limits that renderers need as well; a fourth button does not fit the row of a phone.
TITLE_TEXT = 60
ACTIONS = 3
EXPANDED_OPTIONS = 10
BUTTON_TEXT = 75
_LABEL_TEXT = 2000
_INPUT_TEXT = 3000
_OPTIONS = 200
_ELEMENTS = 1000


@dataclass(frozen=True)
class Budget:
    """Largest size of a card's JSON."""

    most_bytes: int
    encoding: str


#: A message: Teams takes about 100 KB as UTF-16, whatever else is in it; we keep to a quarter.
MESSAGE = Budget(25_000, "utf-8")
#: A dialog that shows people's own text.
DIALOG = Budget(80_000, "utf-16-le")

_FUNCTION = re.compile(r"\{\{\s*(?:DATE|TIME)\b", re.IGNORECASE)
_TEXT = string(40_000)
_SPACING = one_of("none", "small", "medium", "large")
_SIZE = one_of("small", "medium", "large")
_ID = matching(r"[\x21-\x7e]{1,255}")
_COMMON: Mapping[str, Check] = {"spacing": _SPACING, "separator": boolean}


def _shown(value: object, at: str, found: Findings) -> None:
    """A text in which a client may read functions."""
    _TEXT(value, at, found)
    if isinstance(value, str) and _FUNCTION.search(value):
        found.append(f"{at}: a function that the client would read")


def _kind(kind: str, keys: Mapping[str, Check], *required: str) -> Shape:
    return Shape({"type": one_of(kind), **keys}, frozenset({"type", *required}))


def _any(kinds: Mapping[str, Check], what: str) -> Check:
    def check(value: object, at: str, found: Findings) -> None:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(kind, str) or kind not in kinds:
            found.append(f"{at}: unknown {what}")
        else:
            kinds[kind](value, at, found)

    return check


_CARRIED = Shape(
    {
        data.OURS: Shape(
            {
                data.DO: one_of(*Do),
                data.NAME: matching(r"[a-z0-9_.:]{1,100}"),
                data.TO: matching(r"[ -~]{1,700}"),
                data.WORDS: listed(_ID, _OPTIONS),
                data.ONE: listed(_ID, _OPTIONS),
                data.MANY: listed(_ID, _OPTIONS),
                data.PEOPLE: listed(_ID, _OPTIONS),
                data.DRAWN: matching(r"[0-9a-f]{1,64}"),
                data.CARD: _ID,
            },
            frozenset({data.DO, data.NAME}),
        ),
        data.TEAMS: Shape({"type": one_of(data.FETCH["type"])}, frozenset({"type"})),
    },
    frozenset({data.OURS}),
)
_ACTION: Mapping[str, Check] = {"title": string(BUTTON_TEXT), "style": one_of("positive", "destructive")}
_ACTIONS: Mapping[str, Check] = {
    "Action.Submit": _kind(
        "Action.Submit", {**_ACTION, "data": _CARRIED, "associatedInputs": one_of("auto", "none")}, "title", "data"
    ),
    "Action.OpenUrl": _kind(
        "Action.OpenUrl",
        {**_ACTION, "url": matching(r"(https://|http://(127\.0\.0\.1|localhost|\[::1\])(?=[:/]))[\x21-\x7e]{1,2900}")},
        "title",
        "url",
    ),
}
_ACTION_SET = _kind("ActionSet", {**_COMMON, "actions": listed(_any(_ACTIONS, "action"), ACTIONS)}, "actions")
_RUN = _kind(
    "TextRun",
    {
        "text": _shown,
        "weight": one_of("bolder"),
        "size": _SIZE,
        "isSubtle": boolean,
        "color": one_of("attention", "accent"),
    },
    "text",
)
_TEXTS: Mapping[str, Check] = {
    "TextBlock": _kind(
        "TextBlock",
        {
            **_COMMON,
            "text": _shown,
            "style": one_of("heading"),
            "size": _SIZE,
            "weight": one_of("bolder"),
            "wrap": boolean,
        },
        "text",
        "wrap",
    ),
    "RichTextBlock": _kind("RichTextBlock", {**_COMMON, "inlines": listed(_RUN, _ELEMENTS)}, "inlines"),
}
_INSIDE: Mapping[str, Check] = {**_TEXTS, "ActionSet": _ACTION_SET}
_COLUMN = _kind(
    "Column",
    {
        "width": one_of("stretch", "auto"),
        "verticalContentAlignment": one_of("center"),
        "items": listed(_any(_INSIDE, "element"), _ELEMENTS),
    },
    "items",
    "width",
)
_INPUT: Mapping[str, Check] = {
    **_COMMON,
    "id": _ID,
    "label": string(_LABEL_TEXT),
    "isRequired": boolean,
    "errorMessage": string(_LABEL_TEXT),
    "placeholder": string(_LABEL_TEXT),
}
_DAY = matching(r"\d{4}-\d\d-\d\d")
_CHOICE = Shape({"title": string(_LABEL_TEXT), "value": matching(r"[^,]{1,255}")}, frozenset({"title", "value"}))
_BODY: Mapping[str, Check] = {
    **_INSIDE,
    "Container": _kind(
        "Container",
        {**_COMMON, "style": one_of("emphasis"), "items": listed(_any(_INSIDE, "element"), _ELEMENTS)},
        "items",
    ),
    "ColumnSet": _kind("ColumnSet", {**_COMMON, "columns": listed(_COLUMN, 2)}, "columns"),
    "Input.Text": _kind(
        "Input.Text",
        {
            **_INPUT,
            "isMultiline": boolean,
            "maxLength": whole(1, _INPUT_TEXT),
            "value": string(_INPUT_TEXT, 0),
        },
        "id",
        "label",
    ),
    "Input.ChoiceSet": _kind(
        "Input.ChoiceSet",
        {
            **_INPUT,
            "choices": listed(_CHOICE, _OPTIONS),
            "style": one_of("compact", "expanded"),
            "isMultiSelect": boolean,
            "wrap": boolean,
            "value": string(10_000),
        },
        "id",
        "label",
        "choices",
        "style",
    ),
    "Input.Date": _kind("Input.Date", {**_INPUT, "value": _DAY, "min": _DAY, "max": _DAY}, "id", "label"),
    "Input.Time": _kind("Input.Time", {**_INPUT, "value": matching(r"([01]\d|2[0-3]):[0-5]\d")}, "id", "label"),
}
_CARD = Shape(
    {
        "type": one_of("AdaptiveCard"),
        "version": one_of(VERSION),
        "body": listed(_any(_BODY, "element"), _ELEMENTS),
    },
    frozenset({"type", "version", "body"}),
)


def problems(card: Mapping[str, object], budget: Budget = MESSAGE) -> list[str]:
    """List what Teams would refuse or not show in this card, one sentence each; empty if it is sound."""
    found: Findings = []
    _CARD(card, "card", found)
    inputs = list(_inputs(card))
    found.extend(
        f"{times} inputs with one id" for times in Counter(str(i.get("id")) for i in inputs).values() if times > 1
    )
    for each in inputs:
        found.extend(_inconsistent(each))
    if (size := weight(card, budget.encoding)) > budget.most_bytes:
        found.append(f"card: {size} bytes, at most {budget.most_bytes}")
    return found


def weight(card: Mapping[str, object], encoding: str = MESSAGE.encoding) -> int:
    """Size of a card's JSON in bytes."""
    written = json.dumps(card, ensure_ascii=False, separators=(",", ":"), default=str)
    return len(written.encode(encoding, "surrogatepass"))


def _inputs(card: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    body = card.get("body")
    for element in body if isinstance(body, list) else ():
        if isinstance(element, Mapping) and str(element.get("type")).startswith("Input."):
            yield element


def _inconsistent(element: Mapping[str, object]) -> Iterator[str]:
    """Keys that are sound alone and not together."""
    kind, id_, value = str(element["type"]), str(element.get("id")), element.get("value")
    if id_ in (data.OURS, data.TEAMS):
        yield f"{kind}: an id that is taken"
    if element.get("isRequired") and not element.get("errorMessage"):
        yield f"{kind}: needed, and nothing says so"
    longest = element.get("maxLength")
    if isinstance(longest, int) and isinstance(value, str) and len(value) > longest:
        yield f"{kind}: the value is longer than maxLength"
    if kind == "Input.ChoiceSet":
        yield from _inconsistent_choices(element)


def _inconsistent_choices(element: Mapping[str, object]) -> Iterator[str]:
    choices = element.get("choices")
    values = [str(c.get("value")) for c in choices if isinstance(c, Mapping)] if isinstance(choices, list) else []
    if len(set(values)) < len(values):
        yield "Input.ChoiceSet: two choices with one value"
    value = element.get("value")
    chosen = value.split(",") if isinstance(value, str) and element.get("isMultiSelect") else [value]
    if value is not None and any(each not in values for each in chosen):
        yield "Input.ChoiceSet: the value is not among the choices"
    if element.get("style") == "expanded" and len(values) > EXPANDED_OPTIONS:
        yield f"Input.ChoiceSet: more than {EXPANDED_OPTIONS} choices, all unfolded"
