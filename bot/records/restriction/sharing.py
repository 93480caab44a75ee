"""What a restriction knows of how it is shared: which change of it was decided about, and whether that has
reached those who need it (1.14.2). Nothing starts before it has (R-1.14.2-1), and no old list is used
again in silence (R-1.14.2-3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from bot.records.base import RecordId
from bot.records.restriction.appeals import Contested

#: What is still to be done before it can start.
UNDECIDED = "Please decide first who needs to know of this for their work. Then it can start."
ON_ITS_WAY = "The card has not reached everybody who needs it yet. Please try again in a moment; then it can start."


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The newest sharing decision."""

    decision: RecordId
    #: The change that it is about.
    change: str
    #: Whether anybody was told; where not, there is nothing to call back.
    with_somebody: bool
    #: Whether the card has reached everybody whom a message can reach.
    delivered: bool


@dataclass(frozen=True, kw_only=True)
class Shareable(Contested):
    """A record about which it is decided who needs to know."""

    sharing: Shared | None = None
    #: While a change waits until the individual has been told: the change that applies until then.
    until_told_as: str = ""

    # -- what the record itself says -----------------------------------------------------------------

    @property
    def change(self) -> str:
        """The newest of its changes that others may need to know of; empty where there is none."""
        raise NotImplementedError

    @property
    def applies_as(self) -> str:
        """The change whose measures apply at this moment, suspended or not; empty where none do."""
        raise NotImplementedError

    # -- sharing ---------------------------------------------------------------------------------------

    @property
    def sharing_due(self) -> bool:
        """Whether it is still to be decided who needs to know of the newest change."""
        if not self.change or (self.sharing is not None and self.sharing.change == self.change):
            return False
        # That it is over concerns those who know of it.
        return not self.over or (self.sharing is not None and self.sharing.with_somebody)

    def shared_by(self, decision: RecordId, change: str, *, with_somebody: bool) -> Self:
        """It has been decided who needs to know; the card is on its way to them."""
        sharing = Shared(
            decision=decision, change=change, with_somebody=with_somebody, delivered=not with_somebody or self.over
        )
        return self.changed(sharing=sharing, listed=False)

    def card_delivered(self) -> Self:
        """The card has reached those who need it."""
        return self if self.sharing is None else self.changed(sharing=replace(self.sharing, delivered=True))

    @property
    def not_shared_yet(self) -> str:
        """What is still to be done about sharing before the newest change can start; empty where nothing is."""
        if self.sharing_due:
            return UNDECIDED
        return "" if self.sharing is None or self.sharing.delivered else ON_ITS_WAY
