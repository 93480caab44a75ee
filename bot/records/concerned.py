"""Whom a matter concerns, and who therefore never decides it (R-1.8-5)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people import PersonId


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Whom a matter concerns."""

    #: Whom it was aimed at.
    targets: tuple[PersonId, ...] = ()
    #: Who saw or heard it.
    witnesses: tuple[PersonId, ...] = ()
    #: The manager whom the reporter chose to pass by.
    not_to: PersonId | None = None

    def everybody(self) -> frozenset[PersonId]:
        """All of them."""
        return frozenset((*self.targets, *self.witnesses, *(() if self.not_to is None else (self.not_to,))))
