"""People as a source of the directory knows them: the rows that every source yields, and plans are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.identity import Shown
from bot.people import Role
from bot.platforms import Platform

#: The column of the employee's key, which may be left out.
KEY = "employee_id"


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One person, as the source has them."""

    #: Position in the source: in a file, the line.
    line: int
    #: Lower case. Empty where the source knows none that is confirmed: the one that is known stays.
    email: str
    name: str
    #: A row of the same source, as are the deputies: by `called`.
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
    #: The source's own key for them; empty if it is their address.
    ref: str = ""
    #: Fields that this source never gives, by name: their known values stay.
    silent: frozenset[str] = frozenset()

    @property
    def called(self) -> str:
        """Name of this row in the other rows' columns."""
        return self.ref or self.email

    @property
    def shown(self) -> Shown:
        """Ids and address that identify the person."""
        return Shown(ids=self.ids, key=self.key, addresses=(self.email,) if self.email else (), is_listed=True)


# -- between rows ------------------------------------------------------------------------------------


def between(rows: Sequence[Row], platforms: Sequence[Platform]) -> Iterator[Problem]:
    """Problems between rows, of any source."""
    yield from _twice("email", ((row.line, row.email) for row in rows))
    yield from _twice(KEY, ((row.line, row.key) for row in rows))
    for platform in platforms:
        yield from _twice(platform.column, ((row.line, row.ids.get(platform.name)) for row in rows))
    yield from _circles(rows)


def _twice(column: str, cells: Iterable[tuple[int, str | None]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line, value in cells:
        if value and first.setdefault(value, line) != line:
            yield Problem(line, column, f"line {first[value]} has the same. Each person stands here once.")


def _circles(rows: Sequence[Row]) -> Iterator[Problem]:
    """One problem for each circle of people who manage one another."""
    rows_by_name = {row.called: row for row in rows if row.called}
    done: set[str] = set()
    for row in rows:
        path: dict[str, int] = {}
        current: Row | None = row
        while current is not None and current.called not in done:
            done.add(current.called)
            path[current.called] = current.line
            current = rows_by_name.get(current.line_manager or "")
        if current is not None and current.called in path:
            lines = sorted(list(path.values())[list(path).index(current.called) :])
            if len(lines) > 1:
                where = f"lines {', '.join(map(str, lines))} manage one another in a circle. Correct one of them."
                yield Problem(lines[0], "line_manager", where)
