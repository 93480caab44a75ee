"""People as a source of the directory knows them: what every source yields, and a plan is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.identity import Shown
from bot.people import Role


@dataclass(frozen=True, order=True)
class Problem:
    """Something in the source that has to be mended."""

    line: int
    #: Empty where it is about the whole line.
    column: str
    what: str

    def __str__(self) -> str:
        where = f"Line {self.line}, {self.column}" if self.column else f"Line {self.line}"
        return f"{where}: {self.what}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person, as the source has them."""

    #: Where they stand in the source: in a file, the line.
    line: int
    #: Lower case, as are the addresses of managers and deputies, who are rows of the same source.
    email: str
    name: str
    line_manager: str | None = None
    deputies: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    #: By the platforms' names.
    ids: Mapping[str, str] = field(default_factory=dict)
    #: The employee's key, which stays when all else changes.
    key: str | None = None
    time_zone: str | None = None
    #: False where the source knows them, and their account is closed: as if they were not listed.
    enabled: bool = True
    #: What this source says of nobody: its field here; what is known of that stays.
    silent: frozenset[str] = frozenset()

    @property
    def shown(self) -> Shown:
        """What tells who they are."""
        return Shown(ids=self.ids, key=self.key, addresses=(self.email,), is_listed=True)
