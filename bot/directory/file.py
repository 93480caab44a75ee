"""The directory file: who works here, who manages whom, who holds which role (contract, "Directory file").

A file is read as a whole: every bad row is reported, with its line, and nothing is taken over if
there is one. The reports name a line and a column and never a person, so that they can be passed on.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.directory.rows import KEY, Problem, Row, between
from bot.errors import Misconfigured
from bot.people import People, Person, PersonId, Role, is_email
from bot.platforms import Platform
from bot.working_time import zone_named

#: The longest that a cell may be, in characters.
LONGEST = 500


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file that has been read: its rows, or what is wrong with it."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]

    def without_manager(self, duty_manager: str | None) -> list[int]:
        """The lines of those for whom nobody is there to bring something to (R-1.12.1-6)."""
        people = People(
            (
                Person(
                    id=PersonId(row.email),
                    email=row.email,
                    name=row.name,
                    line_manager=PersonId(row.line_manager) if row.line_manager else None,
                )
                for row in self.rows
            ),
            duty_manager_email=duty_manager,
        )
        return [row.line for row in self.rows if next(people.chain(PersonId(row.email)), None) is None]


# -- reading -----------------------------------------------------------------------------------------


def columns(platforms: Sequence[Platform]) -> tuple[str, ...]:
    """The names in the file's first line."""
    ids = (platform.column for platform in platforms)
    return ("email", "name", "line_manager", "deputies", "roles", *ids, "time_zone")


def read(data: bytes, platforms: Sequence[Platform]) -> Checked:
    """The file's rows, and every problem in it. With a problem, the rows are not to be used."""
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
    header, expected = next(records, None), columns(platforms)
    if header is None:
        problems.append(Problem(1, "", f"the file is empty. Its first line must be: {','.join(expected)}"))
        return Checked(rows=(), problems=tuple(problems))
    names = [cell.strip() for cell in header[1]]
    problems.extend(_header_problems(header[0], names, expected))
    if problems:
        return Checked(rows=(), problems=tuple(problems))
    rows = [_row(line, names, cells, problems, platforms) for line, cells in records]
    if not rows and not problems:
        problems.append(Problem(header[0], "", "nobody is listed after the header. Add a line for each person."))
    problems.extend(_between_rows(rows, platforms))
    return Checked(rows=tuple(rows), problems=tuple(sorted(problems)))


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


def _header_problems(line: int, names: Sequence[str], expected: Sequence[str]) -> Iterator[Problem]:
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        yield Problem(line, "", "the columns must be separated by commas. Save the file as 'CSV UTF-8'.")
        return
    missing = [name for name in expected if name not in names]
    if missing:
        yield Problem(line, "", f"the header lacks {', '.join(missing)}. It must be: {','.join(expected)}")
    # What stands there instead is not repeated: without a header it would be somebody's address.
    if unknown := [n for n, name in enumerate(names, 1) if name not in (*expected, KEY)]:
        numbers = ", ".join(map(str, unknown))
        yield Problem(line, "", f"the header has an unknown name in column {numbers}. Correct it or take it out.")
    if len(set(names)) < len(names):
        yield Problem(line, "", "the header has a column twice. Take one of them out.")


def _row(
    line: int, names: Sequence[str], cells: Sequence[str], problems: list[Problem], platforms: Sequence[Platform]
) -> Row:
    """The person on this line; a cell that cannot be used is noted, and empty."""
    if len(cells) != len(names):
        what = f"there are {len(cells)} columns instead of {len(names)}. Check its commas and quotation marks."
        problems.append(Problem(line, "", what))
        return Row(line=line, email="", name="")
    cell = _Line(line, dict(zip(names, cells, strict=True)), problems)
    return Row(
        line=line,
        email=cell.email("email", needed=True) or "",
        name=cell.text("name", needed=True),
        line_manager=cell.email("line_manager"),
        deputies=cell.emails("deputies"),
        roles=cell.roles("roles"),
        ids={platform.name: id_ for platform in platforms if (id_ := cell.id(platform))},
        key=cell.text(KEY) or None,
        time_zone=cell.zone("time_zone"),
    )


class _Line:
    """Reads the cells of one line and notes what is wrong with them."""

    def __init__(self, line: int, cells: Mapping[str, str], problems: list[Problem]) -> None:
        self._line = line
        self._cells = cells
        self._problems = problems

    def _note(self, column: str, what: str) -> None:
        self._problems.append(Problem(self._line, column, what))

    def text(self, column: str, *, needed: bool = False) -> str:
        """The cell, trimmed; empty where it cannot be used."""
        text = " ".join(self._cells.get(column, "").split())
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

    def email(self, column: str, *, needed: bool = False) -> str | None:
        """An e-mail address, in lower case."""
        text = self.text(column, needed=needed)
        if text and not is_email(text):
            self._note(column, "this is not an e-mail address. Write one, such as name@example.org.")
            return None
        return text.casefold() or None

    def emails(self, column: str) -> tuple[str, ...]:
        """E-mail addresses separated by semicolons, in their order."""
        found = [part.strip().casefold() for part in self.text(column).split(";") if part.strip()]
        if not all(is_email(email) for email in found):
            self._note(column, "not all of these are e-mail addresses. Separate them by semicolons.")
            return ()
        if len(set(found)) < len(found):
            self._note(column, "somebody is named twice. Take one of them out.")
        return tuple(found)

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
    """What is wrong between one row and another."""
    yield from between(rows, platforms)
    known = {row.email for row in rows}
    for row in rows:
        if row.line_manager == row.email:
            yield Problem(row.line, "line_manager", "this is the person's own address. Write their manager's.")
        elif row.line_manager is not None and row.line_manager not in known:
            yield Problem(row.line, "line_manager", "nobody in this file has this address. Add them or correct it.")
        if row.email in row.deputies:
            yield Problem(row.line, "deputies", "this names the person as their own deputy. Take them out.")
        if not set(row.deputies) <= known:
            yield Problem(row.line, "deputies", "somebody here is not in this file. Add them or correct it.")
