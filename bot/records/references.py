"""References, in the forms that the organisation sets; nothing else counts as one (model.md §2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from bot.chat.forms import tidy

#: Placeholders in a form for any letter, and for any digit.
_LETTER, _DIGIT = "a", "9"
#: Limits of a form: with fewer places or digits, it would fit many a door number.
LEAST_PLACES, LEAST_DIGITS, MOST_PLACES = 4, 2, 20
#: The most pieces that a reference is written in ("HA 204 17").
_MOST_PIECES = 4


def plain(text: str) -> str:
    """Return the text in plain form for comparison: without capitals, spaces or marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", tidy(text))).casefold()


def runs(text: str) -> Iterator[str]:
    """Yield everything in the text that may be a reference, in plain form: each run of a few words with a digit.

    The number of runs is bounded, whatever the forms allow.
    """
    pieces = [piece for word in text.split() if (piece := plain(word))]
    for start in range(len(pieces)):
        for end in range(start + 1, min(start + _MOST_PIECES, len(pieces)) + 1):
            run = "".join(pieces[start:end])
            if LEAST_PLACES <= len(run) <= MOST_PLACES and any(c.isdecimal() for c in run):
                yield run


@dataclass(frozen=True)
class ReferenceForm:
    """A form such as "AA-99999": A stands for any letter, 9 for any digit, other letters and digits for themselves.

    Compared place by place, so that no form takes longer than another.
    """

    places: str

    @classmethod
    def parse(cls, written: str) -> Self:
        """Parse a form. Raises ValueError if it is too short to tell individuals apart, or too long."""
        places = plain(written)
        if not (LEAST_PLACES <= len(places) <= MOST_PLACES and places.count(_DIGIT) >= LEAST_DIGITS):
            raise ValueError(written)
        return cls(places)

    def fits(self, run: str) -> bool:
        """True if a plain text has this form."""
        return len(run) == len(self.places) and all(map(_fits, self.places, run))


def _fits(place: str, found: str) -> bool:
    if place == _LETTER:
        return "a" <= found <= "z"
    return "0" <= found <= "9" if place == _DIGIT else found == place


@dataclass(frozen=True)
class References:
    """The organisation's forms of reference. Without any, nothing typed is a reference by itself."""

    forms: tuple[ReferenceForm, ...] = ()

    def among(self, found: frozenset[str]) -> str | None:
        """Return the only reference among these plain texts; None if there is none, or more than one."""
        fitting = {run for run in found if any(form.fits(run) for form in self.forms)}
        return fitting.pop() if len(fitting) == 1 else None
