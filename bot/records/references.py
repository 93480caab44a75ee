"""Which words are a reference: those of a form that the organisation sets, and no others (model.md §2)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from bot.chat.forms import tidy

#: What stands for any letter, and for any digit, in a form.
_LETTER, _DIGIT = "a", "9"
#: A form has so many places, so many of them any digit: less than that stands on many a door.
LEAST_PLACES, LEAST_DIGITS, MOST_PLACES = 4, 2, 20
#: A reference is written in so many pieces at most ("HA 204 17").
_MOST_PIECES = 4


def plain(text: str) -> str:
    """The text as it is compared: without capitals, spaces or marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", tidy(text))).casefold()


def runs(text: str) -> Iterator[str]:
    """Whatever in the text may be a reference, as it is compared: each few words that follow one another, with a digit.

    Bounded: it does not grow with what is allowed in a form.
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
        """Raises ValueError where it is too short to tell one individual from another, or too long."""
        places = plain(written)
        if not (LEAST_PLACES <= len(places) <= MOST_PLACES and places.count(_DIGIT) >= LEAST_DIGITS):
            raise ValueError(written)
        return cls(places)

    def fits(self, run: str) -> bool:
        """True if a text, as it is compared, has this form."""
        return len(run) == len(self.places) and all(map(_fits, self.places, run))


def _fits(place: str, found: str) -> bool:
    if place == _LETTER:
        return "a" <= found <= "z"
    return "0" <= found <= "9" if place == _DIGIT else found == place


@dataclass(frozen=True)
class References:
    """The forms that the organisation's references have. None: nothing that is typed is one by itself."""

    forms: tuple[ReferenceForm, ...] = ()

    def among(self, found: frozenset[str]) -> str | None:
        """The one reference among these texts, as they are compared; None where there is none, or more than one."""
        fitting = {run for run in found if any(form.fits(run) for form in self.forms)}
        return fitting.pop() if len(fitting) == 1 else None
