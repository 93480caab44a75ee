"""Descriptions of an individual, in a form for comparison: references, initials, addresses (policy 1.14.1).

A caller gives a name, an address or a reference; what was written down is sealed. Both are read alike, and matched
through a blind index: names by their initials alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from bot.records.references import References, plain, runs

_PARTS = re.compile(r"[,;\n]+")
_TITLES = frozenset(
    {"and", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame", "lady", "lord"}
    | {"cllr", "councillor", "the"}
)
#: Kinds of street, by their abbreviations.
_STREETS = {
    **dict.fromkeys(("road", "rd"), "road"),
    **dict.fromkeys(("street", "st", "str"), "street"),
    **dict.fromkeys(("avenue", "ave", "av"), "avenue"),
    **dict.fromkeys(("crescent", "cres", "cr"), "crescent"),
    **dict.fromkeys(("drive", "dr"), "drive"),
    **dict.fromkeys(("lane", "ln"), "lane"),
    **dict.fromkeys(("court", "ct"), "court"),
    **dict.fromkeys(("place", "pl"), "place"),
    **dict.fromkeys(("square", "sq"), "square"),
    **dict.fromkeys(("terrace", "terr", "ter"), "terrace"),
    **dict.fromkeys(("gardens", "gdns", "gdn"), "gardens"),
    **dict.fromkeys(("grove", "gr", "gro"), "grove"),
    **dict.fromkeys(("close", "cl"), "close"),
    **{kind: kind for kind in ("way", "wynd", "brae", "row", "view", "walk", "park", "loan", "quay", "path", "gate")},
}
#: Kinds that are never surnames: "Harbour Row" is a street, and "Tom Park" may be somebody.
_ONLY_STREETS = frozenset({"road", "avenue", "crescent", "terrace", "gardens", "square", "row", "wynd", "brae", "quay"})
_ELSEWHERE = {"saint": "st", "mount": "mt"}
#: "Flat 2", "2/1", "1F2": the home within a stair.
_FLAT = re.compile(
    r"\b(?:(?:flat|apartment|apt|unit|room)\s+(\d{1,4}(?:[/-]\d{1,2})?\s?[a-z]?)|(\d{1,2}/\d{1,2})|(\d{1,2}f\d{1,2}))\b[\s.!]*",
    re.IGNORECASE,
)
#: "12/3 Mill Road": the third flat of number 12.
_CLOSE = re.compile(r"(?<![\w/])(\d{1,4}[a-z]?)/(\d{1,2})(?=\s+[^\W\d])", re.IGNORECASE)
_HOUSE = re.compile(r"(\d+\s?[a-z]?)\s+([^\W\d].*)", re.IGNORECASE)
#: "DM 14 Harbour Row": a name before the number, or before the flat.
_NAME_BEFORE = re.compile(rf"([^\d,]*?[^\W\d_]\.?)\s+((?:{_FLAT.pattern}|\d).*)", re.IGNORECASE)
#: "No. 14 Harbour Row": no name.
_NUMBER = frozenset({"no", "number", "at"})
#: "14, Harbour Row": a number by itself, or after a name.
_NUMBER_LAST = re.compile(r"(?<!\S)\d{1,4}\s?[a-z]?$", re.IGNORECASE)
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: The most parts of a name, and the most letters of a lone word that is read as initials.
_MOST_NAMES, _MOST_INITIALS = 4, 3
#: The length of text that is read; more would not help to tell people apart.
_READ = 200
_TOWN = re.compile(r"[^\W\d_]{4,}(?: [^\W\d_]{4,})?")


class By(StrEnum):
    """Kinds of agreement between two descriptions."""

    #: A reference of the organisation's form.
    REFERENCE = "reference"
    #: Words with a number that fit no form: "no. 7".
    WORDS = "words"
    #: The same home.
    ADDRESS = "address"
    #: The same stair or house, where one of the two gives no flat.
    STAIR = "stair"
    INITIALS = "initials"


def is_sure(by: frozenset[By]) -> bool:
    """True if nobody else can be meant: a reference agrees, or a home together with initials."""
    return By.REFERENCE in by or by >= {By.ADDRESS, By.INITIALS}


@dataclass(frozen=True)
class Home:
    """An address: its first line, and the flat if one was given."""

    stair: str
    flat: str = ""

    def may_be(self, other: Home) -> bool:
        """True if it may be the same home: flats are kept apart, and a missing one fits any."""
        return self.stair == other.stair and (self.flat == other.flat or not self.flat or not other.flat)


@dataclass(frozen=True)
class Said:
    """A description of an individual, as somebody wrote or says it."""

    #: Texts with a number that may be a reference.
    numbers: frozenset[str] = frozenset()
    #: Parts with a number, each as a whole.
    words: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    homes: frozenset[Home] = frozenset()

    @classmethod
    def of(cls, *typed: str) -> Said:
        """Return everything that these texts say."""
        return reduce(cls._with, map(_read, typed), cls())

    def _with(self, more: Said) -> Said:
        return Said(
            self.numbers | more.numbers,
            self.words | more.words,
            self.initials | more.initials,
            self.homes | more.homes,
        )

    def clues(self) -> frozenset[str]:
        """Clues by which it is found through the blind index; `agrees` decides whether it is the same."""
        return self._clues() | {f"surname {each[-1]}" for each in self.initials}

    def asks(self) -> frozenset[str]:
        """Clues of everything that may be the same: "B" may be "T. B.", and "T. B." may be "B"; for searching."""
        names = (f"surname {each}" if len(each) == 1 else f"initials {each[-1]}" for each in self.initials)
        return self._clues() | frozenset(names)

    def _clues(self) -> frozenset[str]:
        return frozenset(
            (
                *(f"number {each}" for each in self.numbers | self.words),
                *(f"initials {each}" for each in self.initials),
                *(f"stair {each.stair}" for each in self.homes),
            )
        )

    def reference(self, references: References) -> str | None:
        """Return the only reference in one of the organisation's forms, if there is one."""
        return references.among(self.numbers)

    def agrees(self, other: Said, references: References) -> frozenset[By]:
        """Return the kinds of agreement between the two; none if they contradict each other."""
        mine, theirs = self.reference(references), other.reference(references)
        if mine and theirs and mine != theirs:
            return frozenset()
        named = any(_may_be(one, another) for one in self.initials for another in other.initials)
        if self.initials and other.initials and not named:
            return frozenset()
        near = any(one.may_be(another) for one in self.homes for another in other.homes)
        if self.homes and other.homes and not near:
            return frozenset()
        found = {
            By.REFERENCE: mine is not None and mine == theirs,
            By.WORDS: bool((self.words & other.words) - {mine}),
            By.ADDRESS: bool(self.homes & other.homes),
            By.STAIR: near and not self.homes & other.homes,
            By.INITIALS: named,
        }
        return frozenset(by for by, holds in found.items() if holds)


def _may_be(one: str, another: str) -> bool:
    """True if initials may be the same person's; a surname's letter alone fits anybody who has it."""
    return one == another or (1 in (len(one), len(another)) and one[-1] == another[-1])


# -- reading ---------------------------------------------------------------------------------------------


def _read(typed: str) -> Said:
    flats, stairs, numbers, names = list[str](), list[str](), list[str](), list[str]()
    together = list[str]()
    for part in _parts(typed[:_READ]):
        name, place = _named(part)
        names += _initials(name)
        # Kept as a clue from before name and place were separated.
        together += (part,) if place != part else ()
        flat, rest = _flat(place)
        stair = _stair(rest)
        if stair:
            stairs.append(stair)
        elif any(c.isdecimal() for c in rest):
            numbers += () if stairs and _POSTCODE.fullmatch(rest) else (rest,)
        elif not (_is_street(rest) or (stairs and _TOWN.fullmatch(rest))):
            names += _initials(rest)
        flats += (flat,) if flat else ()
    # A door without a street is words with a number, and nothing more.
    numbers += () if stairs else flats
    door = _door(flats[0]) if len(flats) == 1 else ""
    return Said(
        numbers=frozenset(run for each in numbers for run in runs(each)),
        words=frozenset(map(plain, (*numbers, *together))),
        initials=frozenset(names),
        homes=frozenset(Home(stair, door) for stair in stairs),
    )


def _parts(typed: str) -> list[str]:
    """Split at commas, except between a number and its street."""
    parts: list[str] = []
    for part in filter(None, map(str.strip, _PARTS.split(_CLOSE.sub(r"flat \2 \1", typed)))):
        if parts and _is_street_of(parts[-1], part):
            part = f"{parts.pop()} {part}"  # noqa: PLW2901 - the same part, whole
        parts.append(part)
    return parts


def _is_street_of(before: str, part: str) -> bool:
    number = None if _flat(before)[0] else _NUMBER_LAST.search(before)
    return number is not None and bool(_stair(f"{number.group()} {part}"))


def _named(part: str) -> tuple[str, str]:
    """Split a name from the address after it, where no comma does; else return nothing and the part."""
    found = None if _FLAT.match(part) else _NAME_BEFORE.fullmatch(part)
    if found is None or not _stair(_flat(found.group(2))[1]):
        return "", part
    return "" if plain(found.group(1)) in _NUMBER else found.group(1), found.group(2)


def lacks_number(typed: str) -> bool:
    """True if a street was given without a house number."""
    said = _read(typed)
    return not said.homes and any(map(_is_street, _parts(typed[:_READ])))


def _is_street(part: str) -> bool:
    """True if it is a street without a number, and nobody's name."""
    words = [_STREETS.get(plain(word), "") for word in part.split()]
    return len(words) > 1 and words[-1] in _ONLY_STREETS and not any(c.isdecimal() for c in part)


def _flat(part: str) -> tuple[str, str]:
    """Return the flat that a part begins or ends with, as it was written, and the rest of it."""
    for found in _FLAT.finditer(part):
        if found.start() == 0:
            return found.group().strip(), part[found.end() :].strip()
        if found.end() == len(part):
            return found.group().strip(), part[: found.start()].strip()
    return "", part


def _door(flat: str) -> str:
    found = _FLAT.match(flat)
    assert found is not None  # it was found before
    return plain("".join(filter(None, found.groups())).replace("/", "f"))


def _stair(part: str) -> str:
    """Return number and street, up to the kind of street, in one spelling; empty if it is no address."""
    found = _HOUSE.fullmatch(part)
    if found is None:
        return ""
    street = [_ELSEWHERE.get(word, word) for word in map(plain, found.group(2).split()) if word]
    kinds = [at for at, word in enumerate(street) if at and word in _STREETS]
    if not kinds:
        return ""
    *name, kind = street[: kinds[-1] + 1]
    return " ".join((plain(found.group(1)), *name, _STREETS[kind]))


def _initials(part: str) -> Iterator[str]:
    """Yield the initials of a name in any form: "T.B.", "tb", "Mr Tom Brown"; also without the middle ones."""
    names = [name for name in map(str.casefold, _NAME.findall(part)) if name not in _TITLES]
    if not 0 < len(names) <= _MOST_NAMES:
        return
    alone = len(names) == 1 and len(names[0]) <= _MOST_INITIALS
    letters = names[0] if alone else "".join(name[0] for name in names)
    yield letters
    if len(letters) > 2:
        yield letters[0] + letters[-1]
