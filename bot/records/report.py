"""A report that other matters grow out of: an ended contact, or that a colleague has been named publicly.

A restriction, a police decision and the conversations offered around them read of a report what is here,
and treat every kind alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.people import PersonId
from bot.records.assignment import Assigned
from bot.records.base import RecordId


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Whom a matter concerns, and who therefore never decides it (R-1.8-5)."""

    #: Whom it was aimed at.
    targets: tuple[PersonId, ...] = ()
    #: Who saw or heard it.
    witnesses: tuple[PersonId, ...] = ()
    #: The manager whom the reporter chose to pass by.
    not_to: PersonId | None = None

    def everybody(self) -> frozenset[PersonId]:
        """All of them."""
        return frozenset((*self.targets, *self.witnesses, *(() if self.not_to is None else (self.not_to,))))


@dataclass(frozen=True, kw_only=True)
class Report(Assigned):
    """What staff have reported, and a manager handles."""

    #: When the police decision that it waits for was made.
    police_settled_at: datetime | None = None

    @property
    def concerned(self) -> Concerned:
        """Whom it concerns, for what grows out of it."""
        raise NotImplementedError

    @property
    def whom(self) -> RecordId | None:
        """The individual whose behaviour it is about, where the report points at one."""
        return None

    @property
    def in_words(self) -> str:
        """What it says happened, for whoever may read it; empty where nobody has written it."""
        return ""

    @property
    def received_by(self) -> PersonId | None:
        """Who received what it is about: who reported it; None where they merely found it (1.9.4)."""
        return self.origin.by

    @property
    def finders(self) -> tuple[PersonId, ...]:
        """Who merely found it, and hears no more of it; they can still say that they have called the police."""
        return ()

    def knows(self, person: PersonId) -> bool:
        """Whether this person knows of it already, so that Harbour can ask them what they think."""
        return person == self.origin.by

    def may_be_asked(self, person: PersonId) -> bool:
        """Whether a manager may tell this person of it in passing, and ask what they think."""
        return bool(person)

    def may_hear(self, person: PersonId) -> bool:
        """Whether Harbour may write to this person of it: not before a person has told them what it is."""
        return self.may_be_asked(person)

    def now_knows(self, person: PersonId, at: datetime) -> Self:  # noqa: ARG002 - for those that remember it
        """A person has told them of it."""
        return self

    def ready_for_action(self) -> None:
        """Refuse what would follow before those concerned have had their say (R-1.14.3-5). Raises Refused."""

    def barred_besides(self, by: PersonId) -> tuple[PersonId, ...]:
        """Who has a part in it that is told to nobody, and decides nothing that grows out of it: in a fixed order."""
        return tuple(sorted(self.conflicted() - self.concerned.everybody() - {by}))

    @property
    def needs_police(self) -> bool:
        """Whether a manager has to decide about the police: a threat, or a manager's wish (1.9.4)."""
        raise NotImplementedError

    @property
    def waits_for_police(self) -> bool:
        """Whether that decision is still to be made; the report does not close before (R-1.9.4-5)."""
        return self.needs_police and self.police_settled_at is None

    def police_settled(self, at: datetime) -> Self:
        """The decision about the police has been made."""
        return self.changed(police_settled_at=at)

    def police_reopened(self) -> Self:
        """The decision about the police is looked at again: what is not closed waits for it."""
        return self.changed(police_settled_at=None) if self.is_open else self
