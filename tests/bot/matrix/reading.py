"""What can be read in a reply: every text in it, and the words by which one sees which record it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

_CANARY = re.compile(r"zz([a-z_]+?)zz([a-z_]+?)zz")
_REF = re.compile(r"\b[A-Z]{2}-\d{4}\b")
_INDIVIDUAL = re.compile(r"\bHA-\d{5}\b")


def canary(row: str, what: str) -> str:
    """The word that stands in this text of this record."""
    return f"zz{row}zz{what}zz"


def strings(thing: object) -> Iterator[str]:
    """Every text anywhere in a reply: what is read, what stands in fields, what buttons carry."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Mapping):
        yield from (text for pair in thing.items() for each in pair for text in strings(each))
    elif isinstance(thing, list | tuple | frozenset):
        yield from (text for each in thing for text in strings(each))
    elif is_dataclass(thing):
        yield from (text for f in fields(thing) for text in strings(getattr(thing, f.name)))


def canaries(everything: str) -> set[tuple[str, str]]:
    """The record and the text of each word that was planted."""
    return set(_CANARY.findall(everything))


def refs(everything: str) -> set[str]:
    """The references of records."""
    return set(_REF.findall(everything))


def individuals(everything: str) -> set[str]:
    """The references of individuals."""
    return set(_INDIVIDUAL.findall(everything))
