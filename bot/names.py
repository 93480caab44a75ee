"""Comparison of names, independent of typing and of the order of their words."""

from __future__ import annotations

import re
import unicodedata

#: Letters that are written with a stroke, or as two, and do not decompose into a base letter and a mark.
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
#: Characters within a name that are often left out.
_DROPPED = re.compile("['’‘ʼ`´]")
_APART = re.compile(r"[^\w]+|_")
#: A remark at the end of a name: "Isla Reid (on leave)".
_NOTED = re.compile(r"[(\[].*?[)\]]")


def folded(text: str) -> str:
    """The text without case, accents and apostrophes: "O’Brien" and "o'brien" are the same, and so are Ł and l."""
    plain = _DROPPED.sub("", text).casefold()
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in apart if unicodedata.category(c)[0] != "M").translate(_LETTERS)


def words(name: str) -> tuple[str, ...]:
    """The words of a name in their order; without a comma, a hyphen, or a remark at the end."""
    plain = folded(name)
    return tuple(filter(None, _APART.split(_NOTED.sub(" ", plain)))) or tuple(filter(None, _APART.split(plain)))


def same(one: str, other: str) -> bool:
    """True if two names have the same words: "Reid, Isla" and "Isla Reid (on leave)"."""
    return bool(words(one)) and sorted(words(one)) == sorted(words(other))


def alike(one: str, other: str) -> bool:
    """True if two names share a word of more than one letter, as before and after a marriage."""
    return any(len(word) > 1 for word in {*words(one)} & {*words(other)})
