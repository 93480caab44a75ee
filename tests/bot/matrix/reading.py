"""Readable content of a reply: every text in it, and the words that tell which record it is of."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import cast

_CANARY = re.compile(r"zz([a-z_]+?)zz([a-z_]+?)zz")
_REF = re.compile(r"\b[A-Z]{2}-\d{4}\b")
_INDIVIDUAL = re.compile(r"\bHA-\d{5}\b")


def canary(row: str, what: str) -> str:
    """The unique word in this text of this record."""
    return f"zz{row}zz{what}zz"


def strings(thing: object) -> list[str]:
    """Every text anywhere in a reply: visible text, values of fields, data of buttons."""
    found: list[str] = []
    _gather(thing, found)
    return found


def _gather(thing: object, found: list[str]) -> None:
    """Plain and in place: the matrix reads some two hundred thousand replies."""
    if isinstance(thing, str):
        found.append(thing)
    elif isinstance(thing, list | tuple | frozenset):
        for each in thing:
            _gather(each, found)
    elif isinstance(thing, Mapping):
        _gather(tuple(thing.items()), found)
    else:
        for name in _fields(cast("Hashable", type(thing))):
            _gather(getattr(thing, name), found)


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def canaries(everything: str) -> set[tuple[str, str]]:
    """The record and the text of each word that was planted."""
    return set(_CANARY.findall(everything))


def refs(everything: str) -> set[str]:
    """The references of records."""
    return set(_REF.findall(everything))


def individuals(everything: str) -> set[str]:
    """The references of individuals."""
    return set(_INDIVIDUAL.findall(everything))
