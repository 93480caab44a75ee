"""The alert card: what somebody does when they are in contact with an individual, and nothing else (1.14.1).

The individual's reference and the month of the review come from the restriction at the moment of
reading; here is only what the manager writes and chooses (R-1.14.1-8, R-1.14.1-9).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from bot.people import PersonId
from bot.records.links import first_link

#: The longest instruction, in characters: one line.
LONGEST = 140


#: An address as people type it, with neither scheme nor page: `example.org`.
_HOST = re.compile(r"(?<![\w@.])(?:[\w-]+\.)+(?:com|net|org|info|uk|scot|eu|io|me|tv)(?![\w-])", re.IGNORECASE)


class PassTo(StrEnum):
    """To whom a contact is passed: a post, or a person."""

    DUTY_MANAGER = "duty_manager"
    OWN_MANAGER = "own_manager"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Names:
    """The names of staff that must not stand on a card."""

    #: Those whom the matter concerns: none of their names, in full or in part.
    involved: tuple[str, ...] = ()
    #: Where staff names are withheld (R-1.8-4): nobody's full name, and no person to pass to.
    withheld: tuple[str, ...] | None = None

    def in_text(self, text: str) -> str:
        """The first name of theirs that stands in the text, or nothing."""
        parts = {part for name in self.involved for part in name.split() if len(part) > 1}
        names = sorted({*self.involved, *parts, *(self.withheld or ())} - {""}, key=lambda name: (-len(name), name))
        return next((name for name in names if stands(name, text)), "")


def stands(name: str, text: str) -> bool:
    """True if the text holds this name."""
    spaced = r"\s+".join(re.escape(part) for part in name.split())
    return re.search(rf"(?<!\w){spaced}(?!\w)", text, re.IGNORECASE) is not None


@dataclass(frozen=True, kw_only=True)
class AlertCard:
    """What stands on a card besides the individual's reference and the month of the review."""

    #: What to do, in one line.
    instruction: str
    pass_to: PassTo | None
    #: Whom to pass to, where that is a person.
    person: PersonId | None = None

    def missing(self, names: Names, barred: Collection[PersonId] = ()) -> dict[str, str]:
        """A sentence for each thing that does not belong on a card, or is not there (R-1.14.1-9, R-1.8-4).

        `barred`: staff whom the matter concerns, who never stand on the card.
        """
        errors: dict[str, str] = {}
        if problem := self._problem(names):
            errors["instruction"] = problem
        if self.pass_to is None:
            errors["goes_to"] = "Please choose to whom a contact is passed."
        if self.pass_to is PassTo.PERSON:
            if names.withheld is not None:
                errors["goes_to"] = "Staff names are withheld for this restriction: please choose a post."
            elif self.person is None:
                errors["goes_to_person"] = "Please choose the person, or choose a post above."
            elif self.person in barred:
                errors["goes_to_person"] = "Please choose somebody whom it does not concern, or a post."
        return errors

    def _problem(self, names: Names) -> str:
        if not self.instruction:
            return "Please write what to do, in one line."
        if len(self.instruction) > LONGEST:
            return f"Please shorten this to {LONGEST} characters: one line."
        if len(self.instruction.splitlines()) > 1:
            return "Please write one line only."
        if first_link(self.instruction)[0] or _HOST.search(self.instruction):
            return "Please leave out links: the card says what to do, and nothing else."
        if name := names.in_text(self.instruction):
            return f"Please leave out the names of staff: {name}."
        return ""
