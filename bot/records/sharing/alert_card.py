"""The alert card: instructions for contact with an individual, and nothing else (1.14.1).

The individual's reference and the month of the review come from the restriction when the card is read; here is
only what the manager writes and chooses (R-1.14.1-8, R-1.14.1-9).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.links import first_link

#: The longest instruction, in characters: one line.
LONGEST = 140


#: An address as people type it, with neither scheme nor page: `example.org`.
_HOST = re.compile(r"(?<![\w@.])(?:[\w-]+\.)+(?:com|net|org|info|uk|scot|eu|io|me|tv)(?![\w-])", re.IGNORECASE)


class PassTo(StrEnum):
    """Recipient of a contact that is passed on: a post, or a person."""

    DUTY_MANAGER = "duty_manager"
    OWN_MANAGER = "own_manager"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Names:
    """Staff names that must not appear on a card."""

    #: People whom the matter concerns: none of their names, in full or in part.
    involved: tuple[str, ...] = ()
    #: If staff names are withheld (R-1.8-4): nobody's full name, and no person to pass to.
    withheld: tuple[str, ...] | None = None

    def in_text(self, text: str) -> str:
        """Return the longest of their names that is in the text, or nothing."""
        parts = {part for name in self.involved for part in name.split() if len(part) > 1}
        names = sorted({*self.involved, *parts, *(self.withheld or ())} - {""}, key=lambda name: (-len(name), name))
        return next((name for name in names if stands(name, text)), "")


def stands(name: str, text: str) -> bool:
    """True if the text contains this name."""
    spaced = r"\s+".join(re.escape(part) for part in name.split())
    return re.search(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE) is not None


@dataclass(frozen=True, kw_only=True)
class AlertCard:
    """Content of a card, besides the individual's reference and the month of the review."""

    #: The instruction, in one line.
    instruction: str
    pass_to: PassTo | None
    #: The person to pass to, if it is one.
    person: PersonId | None = None

    def missing(self, names: Names, barred: Collection[PersonId] = ()) -> dict[str, Problem]:
        """Return what is missing, or does not belong on a card (R-1.14.1-9, R-1.8-4).

        `barred` are staff whom the matter concerns, who never appear on the card.
        """
        withheld = self.pass_to is PassTo.PERSON and names.withheld is not None
        somebody = self.person or self.pass_to is not PassTo.PERSON or withheld
        problems = lacking(instruction=self.instruction, goes_to=self.pass_to, goes_to_person=somebody)
        if problem := self._problem(names):
            problems["instruction"] = problem
        if withheld:
            problems["goes_to"] = Problem.UNFIT
        elif self.pass_to is PassTo.PERSON and self.person in barred:
            problems["goes_to_person"] = Problem.INVOLVED
        return problems

    def _problem(self, names: Names) -> Problem | None:
        if len(self.instruction) > LONGEST:
            return Problem.TOO_MANY
        if len(self.instruction.splitlines()) > 1:
            return Problem.LINES
        if first_link(self.instruction)[0] or _HOST.search(self.instruction):
            return Problem.LINKS
        return Problem.NAMES if names.in_text(self.instruction) else None
