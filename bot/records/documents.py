"""Documents of a matter for somebody outside: what for, whose names they show, and the hash by which one is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.errors import Problem, lacking
from bot.people import PersonId


class Purpose(StrEnum):
    """Recipient of a document."""

    POLICE = "police"
    COURT = "court"
    OMBUDSMAN = "ombudsman"
    OTHER = "other"
    #: The person whom it is about, who asked to see what is held.
    SUBJECT = "subject_access"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A name that stands in the document, and why."""

    person: PersonId
    why: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A document as somebody wants it. Whoever is not among `shown` is masked in it."""

    purpose: Purpose
    #: For anybody else: whom, and on what ground.
    words: str = ""
    shown: tuple[Shown, ...] = ()
    #: References of the evidence whose files go along.
    files: tuple[str, ...] = ()

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers, by field id."""
        why = {f"why-{each.person}": each.why for each in self.shown}
        return lacking(words=self.words or self.purpose is not Purpose.OTHER, **why)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document that was handed out. Its hash tells whether another is the same."""

    wanted: Wanted
    by: PersonId
    at: datetime
    digest: str


def act(purpose: Purpose | str, digest: str) -> str:
    """The line of history of a document, which holds its hash."""
    return f"document.{purpose}.{digest}"
