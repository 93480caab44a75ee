"""The directory file: every bad row is reported, and what is good is taken over as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.platforms import PLATFORMS
from bot.directory import Checked, Imported, Row, columns, import_into, read
from bot.people import Absence, People, Person, PersonId, Role

COLUMNS = columns(PLATFORMS)
HEADER = ",".join(COLUMNS)
ISLA = "isla@example.org,Isla Reid,morag@example.org,,,,,"
MORAG = "morag@example.org,Morag Bell,donald@example.org,fiona@example.org,,,,"
FIONA = "fiona@example.org,Fiona Kerr,donald@example.org,,management_team;web_monitor,,,"
DONALD = "donald@example.org,Donald Muir,,,chief_executive,,,"
GOOD = (ISLA, MORAG, FIONA, DONALD)


def checked(*lines: str) -> Checked:
    """What is found in a file with these lines below the header."""
    return read("\n".join((HEADER, *lines, "")).encode(), PLATFORMS)


def problems(*lines: str) -> list[str]:
    """What is said of these lines."""
    return [str(problem) for problem in checked(*lines).problems]


class Chats:
    """Where the chats are, in memory (`bot.ports.Chats`)."""

    def __init__(self) -> None:
        self.kept: dict[tuple[PersonId, str], str] = {}

    def keep(self, person: PersonId, platform: str, reference: str) -> None:
        """Keep it."""
        self.kept[person, platform] = reference

    def find(self, person: PersonId, platform: str) -> str | None:
        """What was kept."""
        return self.kept.get((person, platform))

    def forget(self, person: PersonId, platform: str) -> None:
        """No more."""
        self.kept.pop((person, platform), None)

    def newest(self, platform: str) -> str | None:
        """The last one that was kept."""
        return next((kept for (_, on), kept in reversed(self.kept.items()) if on == platform), None)


class Book:
    """A directory in memory."""

    def __init__(self, *people: Person) -> None:
        self.kept = {person.id: person for person in people}
        self.puts = 0
        self.chats = Chats()

    def people(self) -> People:
        """The snapshot."""
        return People(self.kept.values())

    def put(self, person: Person) -> Person:
        """Keep a new or changed person. Refuses an id that is somebody else's."""
        for other in self.kept.values():
            assert other.id == person.id or other.ids.items().isdisjoint(person.ids.items())
        self.kept[person.id] = person
        self.puts += 1
        return person

    def named(self, email: str) -> Person:
        """The person with this address."""
        found = self.people().by_email(f"{email}@example.org")
        assert found is not None
        return found


# -- a good file -------------------------------------------------------------------------------------


def test_a_good_file_is_read() -> None:
    """Each row with its line, addresses in lower case, several values separated by semicolons."""
    found = checked(
        "Isla@Example.org, Isla  Reid ,morag@example.org,,,U01ISLA,,America/New_York",
        "morag@example.org,Morag Bell,,isla@example.org; fiona@example.org ;,,,,",
        "fiona@example.org,Fiona Kerr,,,management_team; web_monitor,,0F8FAD5B-D9CB-469f-a165-70867728950E,",
    )
    assert found.problems == ()
    assert found.rows == (
        Row(
            line=2,
            email="isla@example.org",
            name="Isla Reid",
            line_manager="morag@example.org",
            ids={"slack": "U01ISLA"},
            time_zone="America/New_York",
        ),
        Row(
            line=3,
            email="morag@example.org",
            name="Morag Bell",
            deputies=("isla@example.org", "fiona@example.org"),
        ),
        Row(
            line=4,
            email="fiona@example.org",
            name="Fiona Kerr",
            roles=frozenset({Role.MANAGEMENT_TEAM, Role.WEB_MONITOR}),
            ids={"teams": "0f8fad5b-d9cb-469f-a165-70867728950e"},
        ),
    )


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_files_from_every_program_are_read(ending: str) -> None:
    """With a byte order mark, any line ending, blank lines, and columns in another order."""
    header = ",".join(reversed(COLUMNS))
    text = ending.join([header, "", ",,,,,,Isla Reid,isla@example.org", ",,,,,,,", ""])
    found = read(b"\xef\xbb\xbf" + text.encode(), PLATFORMS)
    assert (found.problems, [(row.line, row.email) for row in found.rows]) == ((), [(3, "isla@example.org")])


def test_a_row_over_two_lines_is_named_by_its_first() -> None:
    """A quoted cell may hold a line break; what comes after it keeps its own number."""
    found = checked('isla@example.org,"Isla\nReid",,,,,,', "bad,Donald Muir,,,,,,")
    assert found.rows[0].name == "Isla Reid"
    assert [problem.line for problem in found.problems] == [4]


# -- a bad file --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "the file is empty"),
        (b"\n \n", 1, "the file is empty"),
        (b"email,name\n", 1, "the header lacks line_manager, deputies, roles, slack_id, teams_id, time_zone."),
        (HEADER.replace("roles", "rolls").encode(), 1, "the header lacks roles."),
        (HEADER.replace("roles", "rolls").encode(), 1, "an unknown name in column 5"),
        (HEADER.replace(",", ";").encode(), 1, "must be separated by commas"),
        (f"{HEADER},email".encode(), 1, "a column twice"),
        (HEADER.encode(), 1, "nobody is listed after the header"),
        (f"{HEADER}\n{ISLA}\nIsl\xe9".encode("latin-1"), 3, "this is not UTF-8 text"),
        (HEADER.encode("utf-16"), 1, "this is not UTF-8 text"),
        (f"{HEADER}\n\n{ISLA}\0".encode(), 3, "a NUL character"),
    ],
)
def test_a_file_that_is_none_is_refused(data: bytes, line: int, said: str) -> None:
    """What is wrong with the whole file is said at its line, with what to do."""
    found = read(data, PLATFORMS)
    assert found.rows == ()
    assert any(problem.line == line and said in problem.what for problem in found.problems)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Isla Reid,,,,,,", "Line 2, email: this is empty."),
        ("isla,Isla Reid,,,,,,", "Line 2, email: this is not an e-mail address."),
        ("isla@example.org,,,,,,,", "Line 2, name: this is empty."),
        ("isla@example.org,Isla,boss,,,,,", "Line 2, line_manager: this is not an e-mail address."),
        ("isla@example.org,Isla,boss@example.org,,,,,", "Line 2, line_manager: nobody in this file has this address."),
        ("isla@example.org,Isla,isla@example.org,,,,,", "Line 2, line_manager: this is the person's own address."),
        ("isla@example.org,Isla,,x,,,,", "Line 2, deputies: not all of these are e-mail addresses."),
        ("isla@example.org,Isla,,x@example.org,,,,", "Line 2, deputies: somebody here is not in this file."),
        ("isla@example.org,Isla,,isla@example.org,,,,", "Line 2, deputies: this names the person as their own deputy."),
        ("isla@example.org,Isla,,,boss,,,", "Line 2, roles: there is a role that Harbour does not know."),
        ("isla@example.org,Isla,,,,U 1,,", "Line 2, slack_id: this is not an id."),
        ("isla@example.org,Isla,,,,,<x>,", "Line 2, teams_id: this is not an id."),
        ("isla@example.org,Isla,,,,,,Scotland", "Line 2, time_zone: this is not a time zone."),
        ("isla@example.org,Isla,,", "Line 2: there are 4 columns instead of 8."),
        ("isla@example.org,Reid, Isla,,,,,,", "Line 2: there are 9 columns instead of 8."),
        ("isla@example.org,=HYPERLINK(1),,,,,,", "Line 2, name: this begins with '=', as a formula does."),
        ("@SUM(A1),Isla,,,,,,", "Line 2, email: this begins with '@', as a formula does."),
        ("isla@example.org,Isla\u202eReid,,,,,,", "Line 2, name: this holds a character that cannot be seen."),
        (f"isla@example.org,{'x' * 501},,,,,,", "Line 2, name: this is longer than 500 characters."),
        ('isla@example.org,"Isla,,,,,,', "Line 2: a quotation mark is not closed"),
        ('isla@example.org,"Isla"Reid,,,,,,', "Line 2: a quotation mark is not closed"),
    ],
)
def test_a_bad_row_is_reported_with_its_line_and_column(row: str, said: str) -> None:
    """One plain sentence for each, which says what to do."""
    assert [problem.startswith(said) for problem in problems(row)] == [True]


def test_every_bad_row_is_reported() -> None:
    """Not the first one alone, and in the order of the file."""
    found = problems(ISLA.replace("@example.org,Isla", ",Isla"), *GOOD[1:], "x,,boss@example.org,,boss,,,")
    assert [problem.split(":")[0] for problem in found] == [
        "Line 2, email",
        "Line 6, email",
        "Line 6, line_manager",
        "Line 6, name",
        "Line 6, roles",
    ]


def test_what_two_rows_share_is_reported() -> None:
    """An address and an id belong to one person."""
    found = problems(
        "isla@example.org,Isla Reid,,,,U1,t1,",
        "ISLA@example.org,Isla Reid,,,,U2,t2,",
        "morag@example.org,Morag Bell,,,,U1,t1,",
        "fiona@example.org,Fiona Kerr,,donald@example.org;donald@example.org,,,,",
        DONALD,
    )
    assert found == [
        "Line 3, email: line 2 has the same. Each person stands here once.",
        "Line 4, slack_id: line 2 has the same. Each person stands here once.",
        "Line 4, teams_id: line 2 has the same. Each person stands here once.",
        "Line 5, deputies: somebody is named twice. Take one of them out.",
    ]


def test_a_circle_of_managers_is_reported_once() -> None:
    """With the lines of those in it, and not of those below it."""
    found = problems(
        ISLA,
        "morag@example.org,Morag Bell,fiona@example.org,,,,,",
        "fiona@example.org,Fiona Kerr,donald@example.org,,,,,",
        "donald@example.org,Donald Muir,morag@example.org,,,,,",
    )
    assert found == [
        "Line 3, line_manager: lines 3, 4, 5 manage one another in a circle. Correct one of them.",
    ]


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"{HEADER}\n{text}".encode()))
def test_whatever_a_file_holds_it_is_read_or_reported(data: bytes) -> None:
    """No content makes reading fail, and a file without a problem has people in it."""
    found = read(data, PLATFORMS)
    assert found.problems or found.rows


SECRET = "zebra"


@given(
    st.lists(st.sampled_from([SECRET, f"{SECRET}@example.org", "", ";", "=", f"x,{SECRET}", "boss"]), max_size=9),
    st.booleans(),
)
def test_a_report_never_repeats_what_stands_in_the_file(cells: list[str], with_header: bool) -> None:
    """Line and column are enough: the report can be passed on."""
    row = ",".join(cells)
    found = read(f"{HEADER}\n{row}".encode() if with_header else row.encode(), PLATFORMS)
    assert all(SECRET not in str(problem) for problem in found.problems)


# -- without a manager -------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-6")
def test_who_has_nobody_to_bring_something_to_is_listed() -> None:
    """By line; a duty manager is there for everybody but themself."""
    found = checked(*GOOD)
    assert found.without_manager(None) == [5]
    assert found.without_manager("morag@example.org") == []
    assert found.without_manager("donald@example.org") == [5]


# -- importing ---------------------------------------------------------------------------------------


def imported(book: Book, *lines: str) -> Imported:
    """What the import of these lines changed."""
    found = checked(*lines)
    assert found.problems == ()
    return import_into(book, book.chats, found.rows)


def test_people_are_added_with_their_relations() -> None:
    """Managers and deputies are found, wherever they stand in the file."""
    book = Book()
    assert imported(book, *GOOD) == Imported(added=4, changed=0, unchanged=0, left=0)
    isla, morag, fiona = map(book.named, ("isla", "morag", "fiona"))
    assert isla.line_manager == morag.id
    assert morag.deputies == (fiona.id,)
    assert fiona.roles == {Role.MANAGEMENT_TEAM, Role.WEB_MONITOR}
    assert len({*book.kept}) == 4


def test_the_same_file_twice_changes_nothing() -> None:
    """Nothing is written for somebody who stays the same."""
    book = Book()
    imported(book, *GOOD)
    puts = book.puts
    assert imported(book, *GOOD) == Imported(added=0, changed=0, unchanged=4, left=0)
    assert book.puts == puts


def test_who_is_no_longer_listed_has_left() -> None:
    """They stay known, for what they did; when they are listed again they are back."""
    book = Book()
    imported(book, *GOOD)
    assert imported(book, *GOOD[1:]) == Imported(added=0, changed=0, unchanged=3, left=1)
    assert not book.named("isla").active
    assert imported(book, *GOOD[1:]) == Imported(added=0, changed=0, unchanged=3, left=0)
    assert imported(book, *GOOD) == Imported(added=0, changed=1, unchanged=3, left=0)
    assert book.named("isla").active


def test_what_was_learnt_in_the_chat_stays() -> None:
    """Ids from the first contact, an absence that somebody entered, and where they want to hear from Harbour."""
    book = Book()
    imported(book, *GOOD)
    away = Absence(since=date(2026, 11, 1), back=date(2026, 12, 1))
    learnt = replace(book.named("isla"), ids={"slack": "U1", "teams": GUID}, absence=away, prefers="teams")
    book.put(learnt)
    imported(book, ISLA.replace("Isla Reid", "Isla Munro"), *GOOD[1:])
    assert book.named("isla") == replace(learnt, name="Isla Munro")


def test_who_was_seen_before_being_listed_is_known_again() -> None:
    """By address or by id: what they reported stays theirs."""
    seen = Person(id=PersonId("seen"), email="isla@example.org", name="isla", ids={"slack": "U1"}, listed=False)
    hidden = Person(id=PersonId("hidden"), email="", name="mb", ids={"slack": "U2"}, listed=False)
    book = Book(seen, hidden)
    imported(book, ISLA, MORAG.replace(",,,", ",,U2,", 1), FIONA, DONALD)
    assert book.named("isla").id == "seen"
    assert book.named("isla").listed
    assert book.named("morag").id == "hidden"


def test_a_changed_address_is_the_same_person() -> None:
    """Where the file gives an id that is known, the address may be new."""
    book = Book()
    imported(book, "isla@example.org,Isla Reid,,,,U1,,")
    before = book.named("isla").id
    assert imported(book, "munro@example.org,Isla Munro,,,,U1,,").changed == 1
    assert book.named("munro").id == before
    assert len(book.kept) == 1


def test_people_whom_the_file_never_listed_stay() -> None:
    """Temporary staff in the workspace may report, also after an import (R-1.12.1-1)."""
    guest = Person(id=PersonId("temp"), email="temp@example.org", name="Temp", ids={"slack": "U9"}, listed=False)
    book = Book(guest)
    imported(book, *GOOD)
    assert book.named("temp") == guest


def test_an_id_in_the_file_is_taken_from_who_had_it() -> None:
    """The file decides whose an id is; nobody else keeps it."""
    book = Book()
    imported(book, *GOOD)
    book.put(book.named("isla").known_as("slack", "U1"))
    imported(book, ISLA, MORAG, FIONA, DONALD.replace("chief_executive,", "chief_executive,U1"))
    assert (book.named("isla").ids, book.named("donald").ids) == ({}, {"slack": "U1"})


GUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize("written", [GUID, GUID.upper()])
@pytest.mark.parametrize("known", [GUID, GUID.upper()])
def test_an_entra_object_id_is_the_same_in_either_case(written: str, known: str) -> None:
    """In the file as in the directory; it is kept in lower case, and belongs to one person."""
    book = Book(Person(id=PersonId("seen"), email="", name="ir", ids={"teams": known}, listed=False))
    imported(book, f"isla@example.org,Isla Reid,,,,,{written},", MORAG, FIONA, DONALD)
    assert (book.named("isla").id, book.named("isla").ids) == ("seen", {"teams": GUID})
    assert book.people().known_as("teams", GUID.upper()) == book.named("isla")
    imported(book, ISLA, f"morag@example.org,Morag Bell,,,,,{written},", FIONA, DONALD)
    assert (book.named("isla").ids, book.named("morag").ids) == ({}, {"teams": GUID})
    assert book.people().known_as("teams", known) == book.named("morag")


def test_whoever_has_another_account_in_teams_hears_nothing_in_the_old_ones_chat() -> None:
    """The chat is forgotten, so that it is opened with the new one; also of whoever gives up an account."""
    book = Book()
    imported(book, f"isla@example.org,Isla Reid,,,,,{GUID.upper()},", MORAG, FIONA, DONALD)
    isla, morag = book.named("isla"), book.named("morag")
    for person in (isla, morag):
        book.chats.keep(person.id, "teams", "there")
    for same in (GUID, ""):
        imported(book, f"isla@example.org,Isla R.,,,,,{same},", MORAG, FIONA, DONALD)
    assert book.chats.find(isla.id, "teams") == "there"
    imported(book, "isla@example.org,Isla Reid,,,,,another,", MORAG, FIONA, DONALD)
    assert book.chats.kept == {(morag.id, "teams"): "there"}
    book.chats.keep(isla.id, "teams", "here")
    imported(book, ISLA, "morag@example.org,Morag Bell,,,,,another,", FIONA, DONALD)
    assert book.named("isla").ids == {}
    assert book.chats.kept == {(morag.id, "teams"): "there"}


def test_an_entra_object_id_that_was_kept_as_it_was_written_is_taken_too() -> None:
    """From before they were kept in lower case."""
    book = Book(Person(id=PersonId("isla"), email="isla@example.org", name="Isla Reid", ids={"teams": GUID.upper()}))
    imported(book, ISLA, f"morag@example.org,Morag Bell,,,,,{GUID},", FIONA, DONALD)
    assert (book.named("isla").ids, book.named("morag").ids) == ({}, {"teams": GUID})


def test_two_rows_with_one_entra_object_id_are_reported() -> None:
    """Also where they are written differently."""
    assert problems(f"isla@example.org,Isla,,,,,{GUID},", f"morag@example.org,Morag,,,,,{GUID.upper()},") == [
        "Line 3, teams_id: line 2 has the same. Each person stands here once."
    ]


def test_two_people_can_exchange_their_ids() -> None:
    """Whatever the order of the rows, no id is two people's at any moment."""
    book = Book()
    imported(book, "isla@example.org,Isla,,,,U1,t1,", "morag@example.org,Morag,,,,U2,t2,")
    imported(book, "isla@example.org,Isla,,,,U2,t2,", "morag@example.org,Morag,,,,U1,t1,")
    assert [tuple(p.ids.values()) for p in book.kept.values()] == [("U2", "t2"), ("U1", "t1")]


@pytest.mark.parametrize("gone", GOOD)
def test_an_import_needs_no_order(gone: str) -> None:
    """The rows may stand in any order."""
    book = Book()
    lines = [line for line in GOOD if line != gone] + [gone]
    assert imported(book, *lines).added == 4
    assert book.named("isla").line_manager == book.named("morag").id
