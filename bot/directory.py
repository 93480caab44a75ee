"""The directory file: who works here, who manages whom, who holds which role (contract, "Directory file").

A file is read as a whole: every bad row is reported, with its line, and nothing is taken over if
there is one. The reports name a line and a column and never a person, so that they can be passed on.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from bot.errors import Misconfigured
from bot.people import People, Person, PersonId, Role, is_email
from bot.platforms import Platform
from bot.ports import Chats, Directory
from bot.working_time import zone_named

#: The longest that a cell may be, in characters.
LONGEST = 500


@dataclass(frozen=True, order=True)
class Problem:
    """Something in the file that has to be mended."""

    line: int
    #: Empty where it is about the whole line.
    column: str
    what: str

    def __str__(self) -> str:
        where = f"Line {self.line}, {self.column}" if self.column else f"Line {self.line}"
        return f"{where}: {self.what}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person, as the file has them."""

    line: int
    #: Lower case, as are the addresses of managers and deputies.
    email: str
    name: str
    line_manager: str | None = None
    deputies: tuple[str, ...] = ()
    roles: frozenset[Role] = frozenset()
    #: By the platforms' names.
    ids: Mapping[str, str] = field(default_factory=dict)
    time_zone: str | None = None


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


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import changed, in numbers of people."""

    added: int
    changed: int
    unchanged: int
    #: No longer in the file, and no longer at work here.
    left: int


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
    problems.extend(_header_problems(*header, expected))
    if problems:
        return Checked(rows=(), problems=tuple(problems))
    names = [cell.strip() for cell in header[1]]
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


def _header_problems(line: int, cells: Sequence[str], expected: Sequence[str]) -> Iterator[Problem]:
    names = [cell.strip() for cell in cells]
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        yield Problem(line, "", "the columns must be separated by commas. Save the file as 'CSV UTF-8'.")
        return
    missing = [name for name in expected if name not in names]
    if missing:
        yield Problem(line, "", f"the header lacks {', '.join(missing)}. It must be: {','.join(expected)}")
    # What stands there instead is not repeated: without a header it would be somebody's address.
    if any(name not in expected for name in names):
        numbers = ", ".join(str(n) for n, name in enumerate(names, 1) if name not in expected)
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
        text = " ".join(self._cells[column].split())
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
        if text and not (text.isascii() and text.replace("-", "").isalnum()):
            self._note(platform.column, "this is not an id. Copy it from the person's profile, or leave it empty.")
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
    yield from _twice("email", ((row.line, row.email) for row in rows))
    for platform in platforms:
        yield from _twice(platform.column, ((row.line, row.ids.get(platform.name)) for row in rows))
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
    yield from _circles(rows)


def _twice(column: str, cells: Iterable[tuple[int, str | None]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line, value in cells:
        if value and first.setdefault(value, line) != line:
            yield Problem(line, column, f"line {first[value]} has the same. Each person stands here once.")


def _circles(rows: Sequence[Row]) -> Iterator[Problem]:
    """One problem for each circle of people who manage one another."""
    by_email = {row.email: row for row in rows if row.email}
    done: set[str] = set()
    for row in rows:
        path: dict[str, int] = {}
        current: Row | None = row
        while current is not None and current.email not in done:
            done.add(current.email)
            path[current.email] = current.line
            current = by_email.get(current.line_manager or "")
        if current is not None and current.email in path:
            lines = sorted(list(path.values())[list(path).index(current.email) :])
            if len(lines) > 1:
                where = f"lines {', '.join(map(str, lines))} manage one another in a circle. Correct one of them."
                yield Problem(lines[0], "line_manager", where)


# -- importing ---------------------------------------------------------------------------------------


def import_into(directory: Directory, chats: Chats, rows: Sequence[Row]) -> Imported:
    """Make the directory hold these people, all in the caller's one unit of work.

    People are known again by their address or, where that has changed, by an id. Ids learnt from
    the chat, absences and where somebody wants to hear stay. Who is no longer in the file is no
    longer active; people whom the file never listed stay as they are. Whoever has another account
    on a platform than before hears nothing any more in the chat with that.
    """
    people = directory.people()
    before = _known_again(people, rows)
    ids = {row.email: before[row.email].id if row.email in before else PersonId(uuid4().hex) for row in rows}
    claimed = {_account(*known): ids[row.email] for row in rows for known in row.ids.items()}
    kept = {person.id for person in before.values()}
    counts: Counter[str] = Counter()
    # Those who leave or give up an id come first: each id belongs to one person at any moment.
    for person in people:
        if (rest := _rest(person, claimed, kept)) != person:
            counts["left"] += person.active and not rest.active
            directory.put(rest)
    for row in rows:
        old = before.get(row.email)
        person = _person(row, _rest(old, claimed, kept) if old else None, ids)
        counts["added" if old is None else "unchanged" if old == person else "changed"] += 1
        if person != old:
            directory.put(person)
    for moved, platform in _moved(people, directory.people()):
        chats.forget(moved, platform)
    return Imported(**{name: counts[name] for name in ("added", "changed", "unchanged", "left")})


def _known_again(people: People, rows: Sequence[Row]) -> dict[str, Person]:
    """Who of those in the file is in the directory already, by their address in the file."""
    found = {row.email: person for row in rows if (person := people.by_email(row.email))}
    taken = {person.id for person in found.values()}
    for row in rows:
        known = (people.known_as(platform, id_) for platform, id_ in row.ids.items())
        person = next((person for person in known if person is not None), None)
        if row.email not in found and person is not None and person.id not in taken:
            found[row.email] = person
            taken.add(person.id)
    return found


def _account(platform: str, id_: str) -> tuple[str, str]:
    """What is the same in whichever case the id is written."""
    return platform, id_.casefold()


def _moved(before: People, after: People) -> Iterator[tuple[PersonId, str]]:
    """Whose account is no longer the one that it was, and on which platform."""
    for person in before:
        now = after.get(person.id)
        has = {_account(*known) for known in now.ids.items()} if now is not None else set()
        yield from ((person.id, platform) for platform, id_ in person.ids.items() if _account(platform, id_) not in has)


def _rest(person: Person, claimed: Mapping[tuple[str, str], PersonId], kept: Collection[PersonId]) -> Person:
    """The person without an id that the file gives to somebody else; left, if it lists them no more."""
    return replace(
        person,
        ids={name: id_ for name, id_ in person.ids.items() if claimed.get(_account(name, id_), person.id) == person.id},
        active=person.active and (person.id in kept or not person.listed),
    )


def _person(row: Row, old: Person | None, ids: Mapping[str, PersonId]) -> Person:
    """The person as the row has them; what it leaves out stays as it was learnt."""
    base = old or Person(id=ids[row.email], email=row.email, name=row.name)
    return replace(
        base,
        email=row.email,
        name=row.name,
        line_manager=ids[row.line_manager] if row.line_manager else None,
        deputies=tuple(ids[email] for email in row.deputies),
        roles=row.roles,
        ids={**base.ids, **row.ids},
        time_zone=row.time_zone,
        active=True,
        listed=True,
    )
