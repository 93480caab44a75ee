"""The directory file: every bad row is reported, and a good file is taken over as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.platforms import PLATFORMS
from bot.directory import Checked, Row, columns, read
from bot.errors import Misconfigured
from bot.people import Role

COLUMNS = columns(PLATFORMS)
HEADER = ",".join(COLUMNS)
ISLA = "isla@example.org,Isla Reid,morag@example.org,,,,,"
MORAG = "morag@example.org,Morag Bell,donald@example.org,fiona@example.org,,,,"
FIONA = "fiona@example.org,Fiona Kerr,donald@example.org,,management_team;web_monitor,,,"
DONALD = "donald@example.org,Donald Muir,,,chief_executive,,,"
GOOD = (ISLA, MORAG, FIONA, DONALD)
GUID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def checked(*lines: str) -> Checked:
    """Result of reading a file with these lines below the header."""
    return read("\n".join((HEADER, *lines, "")).encode(), PLATFORMS)


def problems(*lines: str) -> list[str]:
    """Problems found in these lines."""
    return [str(problem) for problem in checked(*lines).problems]


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


def test_the_employees_key_may_stand_in_a_column_of_its_own() -> None:
    """Wherever in the header; two rows never have the same."""
    header = f"employee_id,{HEADER}"
    found = read(f"{header}\n007,{ISLA}\n,{MORAG}\n,{FIONA}\n,{DONALD}\n".encode(), PLATFORMS)
    assert (found.problems, [row.key for row in found.rows]) == ((), ["007", None, None, None])
    twice = read(f"{header}\n007,{ISLA}\n007,{MORAG}\n,{FIONA}\n,{DONALD}\n".encode(), PLATFORMS)
    assert [str(p) for p in twice.problems] == [
        "Line 3, employee_id: line 2 has the same. Each person stands here once."
    ]


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


# -- the headers of other programs ------------------------------------------------------------------

ENTRA = """userPrincipalName,displayName,surname,mail,givenName,id,userType,accountEnabled,department
isla_reid@corp.example.org,"Reid, Isla",Reid,Isla@example.org,Isla,{id},Member,True,Repairs
morag@example.org,Morag Bell,Bell,,Morag,,Member,True,Repairs
x,Shared Printer,,,,,Member,False,
guest@example.com,Gus Guest,Guest,guest@example.com,Gus,,Guest,True,
"""
GOOGLE = """First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Employee ID,Manager\
 Email
Isla,Reid,isla@example.org,Active,7,morag@example.org
Morag,Bell,morag@example.org,Active,8,gone@example.org
Gone,By,gone@example.org,Suspended,9,
"""
SAGE = """First name,Last name,Work email,Password,Employee number,Reports to
Isla,Reid,isla@example.org,,7,morag@example.org
Morag,Bell,morag@example.org,,8,
"""
CEZANNE = """Employee Code,Full Name,Work Email,Manager Work Email
7,Isla Reid,isla@example.org,morag@example.org
8,Morag Bell,morag@example.org,
"""
ITRENT = """Personal reference,Forename,Known as,Surname,Work email address,Reporting manager personal reference
7,Isobel,Isla,Reid,isla@example.org,8
8,Morag,,Bell,morag@example.org,
"""


@pytest.mark.parametrize(
    ("export", "key", "manager"),
    [
        (ENTRA.format(id=GUID), None, None),
        (GOOGLE, "7", "morag@example.org"),
        (SAGE, "7", "morag@example.org"),
        (CEZANNE, "7", "morag@example.org"),
        (ITRENT, "7", "morag@example.org"),
    ],
    ids=["entra", "google", "sage", "cezanne", "itrent"],
)
def test_exports_are_read_as_they_are(export: str, key: str | None, manager: str | None) -> None:
    """Managers by address or by key; an account that is closed, or a guest's, is nobody here."""
    found = read(export.encode(), PLATFORMS)
    isla, morag = [row for row in found.rows if row.enabled]
    assert (found.problems, isla.email, isla.key, isla.line_manager) == ((), "isla@example.org", key, manager)
    assert (morag.email, morag.name, isla.name in ("Isla Reid", "Reid, Isla")) == (
        "morag@example.org",
        "Morag Bell",
        True,
    )
    assert isla.ids == ({"teams": GUID} if "userPrincipalName" in export else {})


def test_headers_are_found_in_any_case_and_the_rest_is_not_used() -> None:
    """A missing column is reported as missing; a number that is only called id is no account."""
    found = read(b"ID,E_Mail,NAME,Line Manager,Shoe size\n1,isla@example.org,Isla,,38\n", PLATFORMS)
    (row,) = found.rows
    assert (found.problems, row.email, row.ids, found.ignored) == ((), "isla@example.org", {}, (1, 5))
    assert found.absent == ("deputies", "roles", "time_zone")
    assert row.silent == set(found.absent)


def test_an_organisation_s_own_headers() -> None:
    """Alone, where they are named; what is no column is refused by its name."""
    own = {"email": "Office address", "slack_id": "Chat"}
    found = read(b"Email,Office Address,Name,chat\nhome@example.com,isla@example.org,Isla,U1\n", PLATFORMS, own)
    assert (found.rows[0].email, found.rows[0].ids) == ("isla@example.org", {"slack": "U1"})
    with pytest.raises(Misconfigured, match=r"directory\.columns\.emial of the policy file is none of"):
        read(b"Email,Name\n", PLATFORMS, {"emial": "Email"})


def test_a_manager_s_key_that_nobody_has_is_a_bad_row() -> None:
    """A name leads to nobody."""
    text = ITRENT.replace(",isla@example.org,8", ",isla@example.org,Morag Bell")
    (problem,) = read(text.encode(), PLATFORMS).problems
    assert str(problem).startswith("Line 2, line_manager: this is neither an e-mail address nor an employee_id of this")


# -- a bad file --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "the file is empty"),
        (b"\n \n", 1, "the file is empty"),
        (b"email,name\n", 1, "nobody is listed after the header"),
        (b"roles,line_manager\n", 1, "the header has no column for email and name."),
        (b"id,name\n1,Isla", 1, "no column for email. Name it so, or write under [directory.columns] of the policy"),
        (b"E-mail,email,name\n", 1, "a column twice"),
        (HEADER.replace(",", ";").encode(), 1, "must be separated by commas"),
        (f"{HEADER},email".encode(), 1, "a column twice"),
        (HEADER.encode(), 1, "nobody is listed after the header"),
        (f"{HEADER}\n{ISLA}\nIsl\xe9".encode("latin-1"), 3, "this is not UTF-8 text"),
        (HEADER.encode("utf-16"), 1, "this is not UTF-8 text"),
        (f"{HEADER}\n\n{ISLA}\0".encode(), 3, "a NUL character"),
    ],
)
def test_a_file_that_is_none_is_refused(data: bytes, line: int, said: str) -> None:
    """A fault of the whole file is reported at its line, with what to do."""
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
        ("isla@example.org,Isla,,,,10423,,", "Line 2, slack_id: this is not an id. One is such as U012AB3CD"),
        ("isla@example.org,Isla,,,,,abc,", "Line 2, teams_id: this is not an id. One is such as 0f8fad5b"),
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
        f"isla@example.org,Isla Reid,,,,U1,{GUID},",
        "ISLA@example.org,Isla Reid,,,,U2,,",
        f"morag@example.org,Morag Bell,,,,U1,{GUID.upper()},",
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
