"""Plain text for a platform: split if it is too long, and with its links made inert."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.records.links import normalised


def pieces(text: str, longest: int) -> Iterator[str]:
    """The whole text in parts of at most so many characters, parted at line ends or spaces where it can be.

    Joined again they are the text, but for the white space at which it was parted.
    """
    rest = text
    while len(rest) > longest:
        window = rest[: longest + 1]
        at = max(window.rfind("\n"), window.rfind(" "))
        cut = at if at > longest // 2 else longest
        if rest[:cut].strip():
            yield rest[:cut]
        rest = rest[cut:].lstrip(" \n") if cut == at else rest[cut:]
    if rest.strip() or not text.strip():
        yield rest


def overflown(longest: int) -> str:
    """Return the notice above a text that is too long for its field, so that nothing is cut off silently."""
    return (
        f"This is longer than the {longest} characters that fit. What did not fit is below: copy it, and add it later."
    )


def linked(address: str, label: str) -> str:
    """A link as text: its label and address, or the typed text alone if that is the address."""
    label = " ".join(label.split()) or address
    return label if normalised(label) == normalised(address) else f"{label} {address}"


def defanged(text: str) -> str:
    """The text with its links made inert: `https[:]//` and `www[.]`."""
    return re.sub(r"\bwww\.", lambda m: m.group()[:-1] + "[.]", text.replace("://", "[:]//"), flags=re.IGNORECASE)
