"""The directory file: staff, their managers and roles (contract, "Directory file").

A file is read as a whole: every bad row is reported, with its line, and with one bad row nothing is taken over.
Reports name a line and a column and never a person, so that they can be passed on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.directory import examination
from bot.directory.headers import CLOSED, FIRST, LAST, NEEDED, STATE, Header, header
from bot.directory.rows import KEY, Problem, Row, between
from bot.errors import Misconfigured
from bot.people import People, Person, PersonId, Role, is_email
from bot.platforms import Platform
from bot.working_time import zone_named

#: The longest that a cell may be, in characters.
LONGEST = 500
#: Fields that keep their known values if a file has no column for them.
_KEPT = ("line_manager", "deputies", "roles", "time_zone")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file that was read: its rows, or its problems."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    #: Unused columns, counted from one, and missing ones, whose known values stay.
    ignored: tuple[int, ...] = ()
    absent: tuple[str, ...] = ()

    def without_manager(self, duty_manager: str | None) -> list[int]:
        """Lines of the people for whom nobody could handle anything (R-1.12.1-6), if the file names managers."""
        if "line_manager" in self.absent:
            return []
        people = People(self._people, duty_manager_email=duty_manager)
        here = (row for row in self.rows if row.enabled)
        return [row.line for row in here if next(people.chain(PersonId(row.email)), None) is None]

    def alike(self) -> list[tuple[int, int]]:
        """The lines of those who may be one person."""
        lines = {row.email: row.line for row in self.rows}
        return [(lines[one.email], lines[other.email]) for one, other in examination.alike(self._people)]

    @property
    def _people(self) -> list[Person]:
        return [
            Person(
                id=PersonId(row.email),
                email=row.email,
                name=row.name,
                line_manager=PersonId(row.line_manager) if row.line_manager else None,
                ids=row.ids,
                key=row.key,
            )
            for row in self.rows
            if row.enabled
        ]


# -- reading -----------------------------------------------------------------------------------------


def columns(platforms: Sequence[Platform]) -> tuple[str, ...]:
    """The names in the file's first line."""
    ids = (platform.column for platform in platforms)
    return ("email", "name", "line_manager", "deputies", "roles", *ids, "time_zone")


def read(data: bytes, platforms: Sequence[Platform], own: Mapping[str, str] | None = None) -> Checked:
    """The file's rows, and every problem in it. With a problem, the rows are not to be used.

    `own` maps our columns to the organisation's names, if those are neither ours nor those of a known export.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _unreadable(line, "this is not UTF-8 text. Save the file as 'CSV UTF-8'.")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return _unreadable(line, "this holds a NUL character, so the file is not plain text. Save it as 'CSV UTF-8'.")
    problems: list[Problem] = []
    records = _records(text, problems)
    first = next(records, None)
    if first is None:
        problems.append(Problem(1, "", f"the file is empty. Its first line must be: {','.join(columns(platforms))}"))
        return Checked(rows=(), problems=tuple(problems))
    line, cells = first
    head = header(cells, platforms, own or {})
    problems.extend(_header_problems(line, cells, head))
    if problems:
        return Checked(rows=(), problems=tuple(problems))
    rows = _rows(list(records), head, problems, platforms)
    if not any(row.enabled for row in rows) and not problems:
        problems.append(Problem(line, "", "nobody is listed after the header. Add a line for each person."))
    problems.extend(_between_rows(rows, platforms))
    absent = tuple(head.lacks(_KEPT))
    return Checked(rows=tuple(rows), problems=tuple(sorted(problems)), ignored=head.ignored, absent=absent)


def _unreadable(line: int, what: str) -> Checked:
    return Checked(rows=(), problems=(Problem(line, "", what),))


def _records(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not blank, each with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        problems.append(Problem(begins, "", "a quotation mark is not closed, or stands where none can. Correct it."))


def _header_problems(line: int, cells: Sequence[str], head: Header) -> Iterator[Problem]:
    if len(cells) == 1 and (";" in cells[0] or "\t" in cells[0]):
        yield Problem(line, "", "the columns must be separated by commas. Save the file as 'CSV UTF-8'.")
        return
    # Its content is not repeated: without a header it would be somebody's address.
    if missing := head.lacks(NEEDED):
        what = f"the header has no column for {' and '.join(missing)}. Name it so, or write under [directory.columns]"
        yield Problem(line, "", f"{what} of the policy file what it is called.")
    if head.doubled:
        yield Problem(line, "", "the header has a column twice. Take one of them out.")


def _rows(
    records: Sequence[tuple[int, list[str]]], head: Header, problems: list[Problem], platforms: Sequence[Platform]
) -> list[Row]:
    """Everybody who is listed; a closed account that cannot be read is nobody."""
    whole = []
    for line, cells in records:
        if len(cells) == head.width:
            whole.append((line, _Cells(head, cells)))
        else:
            what = f"there are {len(cells)} columns instead of {head.width}. Check its commas and quotation marks."
            problems.append(Problem(line, "", what))
    keys = {key: email for _, cells in whole if (key := cells.one(KEY)) and (email := cells.one("email").casefold())}
    silent, rows = frozenset(head.lacks(_KEPT)), []
    for line, person in whole:
        wrong: list[Problem] = []
        row = _row(_Line(line, person, wrong, keys), platforms, silent, enabled=person.is_open)
        if person.is_open:
            problems.extend(wrong)
        if person.is_open or not wrong:
            rows.append(row)
    return rows


def _row(cell: _Line, platforms: Sequence[Platform], silent: frozenset[str], *, enabled: bool) -> Row:
    """The person on this line; a cell that cannot be used is noted, and empty."""
    return Row(
        line=cell.line,
        email=cell.email("email", needed=True) or "",
        name=cell.name(),
        line_manager=cell.colleague("line_manager"),
        deputies=cell.colleagues("deputies"),
        roles=cell.roles("roles"),
        ids={platform.name: id_ for platform in platforms if (id_ := cell.id(platform))},
        key=cell.text(KEY) or None,
        time_zone=cell.zone("time_zone"),
        enabled=enabled,
        silent=silent,
    )


class _Cells:
    """Cells of one line, by column."""

    def __init__(self, head: Header, cells: Sequence[str]) -> None:
        self._head = head
        self._cells = cells

    def all(self, column: str) -> Iterator[str]:
        """Yield the cells of a column that are filled in."""
        cells = (" ".join(self._cells[place].split()) for place in self._head.places.get(column, ()))
        return filter(None, cells)

    def one(self, column: str) -> str:
        """The first that is filled in, or nothing."""
        return next(self.all(column), "")

    @property
    def is_open(self) -> bool:
        """True if nothing says that the account is closed, or a guest's."""
        return CLOSED.isdisjoint(state.casefold() for state in self.all(STATE))


class _Line:
    """Reader of one line, which notes its problems."""

    def __init__(self, line: int, cells: _Cells, problems: list[Problem], keys: Mapping[str, str]) -> None:
        """`keys`: the address of each employee by their key."""
        self.line = line
        self._cells = cells
        self._problems = problems
        self._keys = keys

    def _note(self, column: str, what: str) -> None:
        self._problems.append(Problem(self.line, column, what))

    def text(self, column: str, *, needed: bool = False) -> str:
        """The cell, trimmed; empty where it cannot be used."""
        text = self._cells.one(column)
        if text.startswith(("=", "+", "-", "@")):
            self._note(column, f"this begins with '{text[0]}', as a formula does. Write plain text.")
        elif not text.isprintable():
            self._note(column, "this holds a character that cannot be seen. Type it again.")
        elif len(text) > LONGEST:
            self._note(column, f"this is longer than {LONGEST} characters. Shorten it.")
        elif needed and not text:
            self._note(column, "this is empty. Fill it in, or take the line out.")
        else:
            return text
        return ""

    def name(self) -> str:
        """The name, in one column or in two."""
        if self._cells.one("name"):
            return self.text("name")
        return f"{self.text(FIRST)} {self.text(LAST)}".strip() or self.text("name", needed=True)

    def email(self, column: str, *, needed: bool = False) -> str | None:
        """An e-mail address, in lower case."""
        text = self.text(column, needed=needed)
        if text and not is_email(text):
            self._note(column, "this is not an e-mail address. Write one, such as name@example.org.")
            return None
        return text.casefold() or None

    def colleague(self, column: str) -> str | None:
        """Somebody else of the file, by their address or, where the file has it, by their key."""
        text = self.text(column)
        if not text or is_email(text):
            return text.casefold() or None
        if text in self._keys:
            return self._keys[text]
        self._note(column, f"this is {self._nobody}. Write one, such as name@example.org.")
        return None

    def colleagues(self, column: str) -> tuple[str, ...]:
        """Several, separated by semicolons, in their order."""
        named = [part.strip() for part in self.text(column).split(";") if part.strip()]
        found = [each.casefold() if is_email(each) else self._keys.get(each, "") for each in named]
        if not all(found):
            self._note(column, "not all of these are e-mail addresses. Separate them by semicolons.")
            return ()
        if len(set(found)) < len(found):
            self._note(column, "somebody is named twice. Take one of them out.")
        return tuple(found)

    @property
    def _nobody(self) -> str:
        return "neither an e-mail address nor an employee_id of this file" if self._keys else "not an e-mail address"

    def roles(self, column: str) -> frozenset[Role]:
        """Roles separated by semicolons."""
        found = [part.strip() for part in self.text(column).split(";") if part.strip()]
        if not set(found) <= set(Role):
            self._note(column, f"there is a role that Harbour does not know. The roles are {', '.join(Role)}.")
            return frozenset()
        return frozenset(Role(role) for role in found)

    def id(self, platform: Platform) -> str | None:
        """An id on a platform."""
        text = self.text(platform.column)
        if text and not platform.is_id(text):
            what = f"this is not an id. One is {platform.id_looks}. Copy it, or leave this empty."
            self._note(platform.column, what)
            return None
        return platform.id(text) or None

    def zone(self, column: str) -> str | None:
        """A time zone."""
        text = self.text(column)
        try:
            return zone_named(text).key if text else None
        except Misconfigured:
            self._note(column, "this is not a time zone. Write a name such as Europe/London, or leave it empty.")
            return None


# -- between rows ------------------------------------------------------------------------------------


def _between_rows(rows: Sequence[Row], platforms: Sequence[Platform]) -> Iterator[Problem]:
    """Problems between rows; rows of closed accounts count as known addresses only."""
    known = {row.email for row in rows}
    rows = [row for row in rows if row.enabled]
    yield from between(rows, platforms)
    for row in rows:
        if row.line_manager == row.email:
            yield Problem(row.line, "line_manager", "this is the person's own address. Write their manager's.")
        elif row.line_manager is not None and row.line_manager not in known:
            yield Problem(row.line, "line_manager", "nobody in this file has this address. Add them or correct it.")
        if row.email in row.deputies:
            yield Problem(row.line, "deputies", "this names the person as their own deputy. Take them out.")
        if not set(row.deputies) <= known:
            yield Problem(row.line, "deputies", "somebody here is not in this file. Add them or correct it.")
