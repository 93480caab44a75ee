"""Checks for the shape of JSON-like objects, from which each platform's `limits` are built.

A check looks at one value and adds its faults to the findings, without any of its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Findings = list[str]
#: Checks one value: (value, path to it, findings to add to).
Check = Callable[[object, str, Findings], None]


class Common(dict[str, Any]):
    """A part of a payload that is the same for everybody: drawn once, checked once, and never changed.

    Nothing that somebody typed is in it.
    """

    #: True once a payload with it has been found sound.
    is_sound = False

    @cached_property
    def weight(self) -> int:
        """Size of its JSON in characters, as Python writes it."""
        return len(json.dumps(self))


def is_sound(part: object) -> bool:
    """True if this part was found sound before, and cannot have changed since."""
    return isinstance(part, Common) and part.is_sound


@dataclass(frozen=True)
class Shape:
    """The keys that one kind of object may and must have."""

    keys: Mapping[str, Check]
    required: frozenset[str] = frozenset()
    #: Keys of which at least one is needed.
    either: frozenset[str] = field(default_factory=frozenset)

    def __call__(self, value: object, at: str, found: Findings) -> None:
        if not isinstance(value, Mapping):
            found.append(f"{at}: must be an object")
            return
        found.extend(f"{at}: unknown key {safe(key)}" for key in value if key not in self.keys)
        found.extend(f"{at}: {key} is missing" for key in sorted(self.required) if key not in value)
        if self.either and not any(key in value for key in self.either):
            found.append(f"{at}: needs one of {', '.join(sorted(self.either))}")
        for key, check in self.keys.items():
            if key in value:
                check(value[key], f"{at}.{key}", found)


def safe(key: object) -> str:
    """A key as it may be shown: our own words only."""
    return key if isinstance(key, str) and re.fullmatch(r"[A-Za-z_]{1,40}", key) else "(unprintable)"


def string(longest: int, shortest: int = 1) -> Check:
    """A string of so many characters; blank ones count as empty unless `shortest` is 0."""

    def check(value: object, at: str, found: Findings) -> None:
        if not isinstance(value, str):
            found.append(f"{at}: must be a string")
        elif len(value) > longest:
            found.append(f"{at}: {len(value)} characters, at most {longest}")
        elif len(value) < shortest or (shortest and not value.strip()):
            found.append(f"{at}: empty text")

    return check


def matching(pattern: str) -> Check:
    """A string that matches the whole pattern."""

    def check(value: object, at: str, found: Findings) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            found.append(f"{at}: malformed")

    return check


def boolean(value: object, at: str, found: Findings) -> None:
    """True or false."""
    if not isinstance(value, bool):
        found.append(f"{at}: must be true or false")


def whole(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: object, at: str, found: Findings) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            found.append(f"{at}: must be a whole number from {least} to {most}")

    return check


def one_of(*values: str) -> Check:
    """One of these strings."""

    def check(value: object, at: str, found: Findings) -> None:
        if value not in values:
            found.append(f"{at}: must be one of {', '.join(values)}")

    return check


def listed(item: Check, most: int, least: int = 1) -> Check:
    """A list of so many entries, each of which passes `item`."""

    def check(value: object, at: str, found: Findings) -> None:
        if not isinstance(value, Sequence) or isinstance(value, str):
            found.append(f"{at}: must be a list")
            return
        if not least <= len(value) <= most:
            found.append(f"{at}: {len(value)} entries, {least} to {most} allowed")
        for n, entry in enumerate(value):
            item(entry, f"{at}[{n}]", found)

    return check
