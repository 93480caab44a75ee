"""Faults on purpose, as the page offers them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from adapters.playground.page.side import Side
from adapters.playground.stand_in.refusals import Json


class Name(StrEnum):
    """Faults of a platform that can be switched on."""

    NONE = "none"
    SLOW = "slow"
    RATE_LIMITED = "rate_limited"
    FAILING = "failing"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """A fault of the platforms, and its visible effect."""

    label: str
    tells: str


TROUBLES: Mapping[Name, Trouble] = {
    Name.NONE: Trouble(label="well", tells="The chat answers at once."),
    Name.SLOW: Trouble(
        label="slow",
        tells="The chat takes two seconds over every answer. Dialogs still open in time; nothing is sent twice.",
    ),
    Name.RATE_LIMITED: Trouble(
        label="asked too often",
        tells="Harbour is asked to wait a minute. What was saved stays saved, and the messages wait in the outbox.",
    ),
    Name.FAILING: Trouble(
        label="failing",
        tells="The chat answers nothing but errors. Harbour tries again later: move the clock on after it is well.",
    ),
}


class Troubles:
    """Which trouble the platforms of one table are in."""

    def __init__(self, sides: Collection[Side]) -> None:
        self._sides = sides
        self._name = Name.NONE

    def choose(self, name: str) -> None:
        """Be in this trouble and no other. Raises ValueError for one that there is not."""
        self._name = Name(name)
        for side in self._sides:
            side.trouble(self._name)

    def shown(self) -> Json:
        """All that there are, and the chosen one."""
        offered = [{"name": name, "label": t.label, "tells": t.tells} for name, t in TROUBLES.items()]
        return {"chosen": self._name, "offered": offered}
