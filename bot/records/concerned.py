"""People whom a matter concerns, and who therefore never decide it (R-1.8-5)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.people import PersonId


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """People whom a matter concerns, by their part in it."""

    #: People it was aimed at.
    targets: tuple[PersonId, ...] = ()
    #: People who saw or heard it.
    witnesses: tuple[PersonId, ...] = ()
    #: The manager whom the reporter chose to pass by.
    not_to: PersonId | None = None

    def everybody(self) -> frozenset[PersonId]:
        """All of them."""
        return frozenset((*self.targets, *self.witnesses, *(() if self.not_to is None else (self.not_to,))))
