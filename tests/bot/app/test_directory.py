"""`harbour directory`: plans, questions, refusals, decisions, separations and undoing; nobody is ever named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app.platforms import PLATFORMS
from bot.directory import columns
from tests.bot.app.test_command_line import Harbour, Said, harbour

__all__ = ["harbour"]

HEADER = f"employee_id,{','.join(columns(PLATFORMS))}"
NAMES = [f"{chr(97 + n) * 3} {chr(110 + n) * 4}" for n in range(13)]

People = Callable[..., str]


def row(name: str, address: str = "", key: str = "") -> str:
    """Somebody's line."""
    return f"{key},{address or name.split(maxsplit=1)[0]}@example.org,{name},,,,,,"


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Writes a directory file, and returns its name."""

    def write(*lines: str) -> str:
        (tmp_path / "people.csv").write_text("\n".join((HEADER, *lines, "")), "utf-8")
        return "people.csv"

    return write


def counted(harbour: Harbour, file: str) -> dict[str, int]:
    """Numbers of changes that an import of this file would make."""
    found = json.loads(harbour("directory", "import", file, "--plan", "--json").out)
    return {kind: found[kind] for kind in ("added", "changed", "unchanged", "left", "back")}


def test_a_cut_file_is_refused_until_it_is_accepted_and_taken_back_at_once(harbour: Harbour, people: People) -> None:
    """A4: it says how many would leave, and nothing has changed."""
    harbour("directory", "import", people(*map(row, NAMES)))
    ended = harbour("directory", "import", people(row(NAMES[0])))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "12 of 13 people would leave, which is more than 10 in 100. Nothing was changed. Look at it with --plan; if it"
        " is right, add --accept.\n"
    )
    assert counted(harbour, "people.csv") == {"added": 0, "changed": 0, "unchanged": 1, "left": 12, "back": 0}
    assert harbour("directory", "check", "people.csv").out.splitlines()[-2:] == [
        "0 added, 0 changed, 1 unchanged, 12 left.",
        "12 of 13 people would leave, which is more than 10 in 100. It needs --accept.",
    ]
    assert harbour("directory", "import", "people.csv", "--accept") == Said(
        0, "0 added, 0 changed, 1 unchanged, 12 left.\n", ""
    )
    assert harbour("directory", "undo") == Said(0, "Taken back: 12 people are as they were.\n", "")
    assert counted(harbour, people(*map(row, NAMES)))["unchanged"] == 13


def test_a_file_is_a_source_like_any_other(harbour: Harbour, people: People) -> None:
    """Synchronising from it is importing it."""
    file = people(*map(row, NAMES))
    planned = harbour("directory", "sync", "--from", "file", file, "--plan", "--json")
    assert json.loads(planned.out)["added"] == len(NAMES)
    harbour("directory", "sync", "--from", "file", file)
    assert counted(harbour, file)["unchanged"] == len(NAMES)
    assert "Say which file" in harbour("directory", "sync", "--from", "file").err


def test_what_of_a_file_is_not_used_is_said_once(harbour: Harbour, tmp_path: Path) -> None:
    """By the number of the column; and an organisation's own name for a column stands in its policy file."""
    (tmp_path / "own.csv").write_text("Name,Address,Shoe size\nAnn Old,a@example.org,38\n", "utf-8")
    (tmp_path / "own.toml").write_text('[directory.columns]\nemail = "address"\n', "utf-8")
    assert harbour("directory", "check", "own.csv").code == 1
    ended = harbour("directory", "check", "own.csv", HARBOUR_POLICY="own.toml")
    assert (ended.err, ended.out.splitlines()) == (
        "",
        [
            "1 people, no bad row.",
            "Not used: column 3.",
            "No column for line_manager, deputies, roles, time_zone: what is known of that stays as it is.",
        ],
    )


def test_who_looks_like_one_person_is_told_by_line(harbour: Harbour, people: People) -> None:
    """Unless an id tells them apart."""
    alike = (row("Ann Old", "a"), row("Ann Old", "b"), row("Bea Now", "c"), row("Bea Now", "d"))
    said = harbour("directory", "check", people(*alike)).out
    assert "May be one person, as no id tells them apart: lines 2 and 3; 4 and 5. Give each an employee_id" in said
    apart = (row("Ann Old", "a", "1"), row("Ann Old", "b", "2"), row("Bea Now", "c"), row("Cy Low", "d"))
    assert "one person" not in harbour("directory", "check", people(*apart)).out


def test_who_is_here_again_is_told_by_line(harbour: Harbour, people: People) -> None:
    """The same name and address may still be another person."""
    harbour("directory", "import", people(row("Ann Old"), row("Bea Now")))
    harbour("directory", "import", people(row("Bea Now")))
    assert harbour("directory", "import", people(row("Bea Now"), row("Ann Old"))).out.splitlines() == [
        "0 added, 1 changed, 1 unchanged, 0 left.",
        "Here again: line 3. If one of them is somebody else, run 'harbour directory part FILE LINE'.",
    ]


def test_a_plan_changes_nothing_and_says_which_lines(harbour: Harbour, people: People) -> None:
    """In words and for a program."""
    file = people(row(NAMES[0]), row(NAMES[1]))
    assert harbour("directory", "import", file, "--plan").out.splitlines() == [
        "2 added, 0 changed, 0 unchanged, 0 left.",
        "New: lines 2, 3.",
    ]
    told = json.loads(harbour("directory", "import", file, "--plan", "--json").out)
    assert (told["lines"]["added"], told["questions"], told["refused"], told["moves"]) == ([2, 3], [], [], [])
    assert counted(harbour, file)["added"] == 2


@pytest.mark.parametrize("by_file", [True, False])
@pytest.mark.parametrize(("answer", "done"), [("same", "0 added, 1 changed"), ("another", "1 added, 0 changed")])
def test_who_is_who_is_decided_by_a_command_or_a_file(
    harbour: Harbour, people: People, tmp_path: Path, answer: str, done: str, by_file: bool
) -> None:
    """A1: a reused address stops the import at its row; the question names nobody."""
    harbour("directory", "import", people(row("Ann Old", "a"), row("Bea Now")))
    ended = harbour("directory", "import", people(row("Abe New", "a"), row("Bea Now")))
    question, how = ended.err.splitlines()
    code = question.rpartition(" ")[2]
    assert (ended.code, question.startswith("Line 2, email: "), "CODE same" in how) == (1, True, True)
    assert [name for name in ("Ann", "Abe", "@") if name in ended.err] == []
    if by_file:
        (tmp_path / "answers.txt").write_text(f"# who is who\n{code} {answer}  # line 2\n")
        ended = harbour("directory", "import", "people.csv", "--answers", "answers.txt")
    else:
        assert harbour("directory", "decide", code, answer).code == 0
        ended = harbour("directory", "import", "people.csv")
    assert (ended.code, ended.out.startswith(done)) == (0, True)
    assert counted(harbour, "people.csv")["unchanged"] == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decide", "abc", "maybe"), "Write the code of the question, and then 'same' or 'another', not 'maybe'."),
        (("undo",), "Nothing can be taken back: the directory has not been changed, or long ago."),
        (("import", "people.csv", "--answers", "none"), "none cannot be read: check the name."),
        (("import", "people.csv", "--answers", "people.csv"), "Line 1 of the answers: write a code"),
        (("part", "people.csv", "9"), "Nobody stands on line 9 of people.csv."),
        (("part", "people.csv", "2"), "Whoever stands there is not in the directory: import the file first."),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    harbour: Harbour, people: People, arguments: tuple[str, ...], said: str
) -> None:
    """Exit code 1."""
    people(row("Ann Old, Anna".replace(",", "")))
    ended = harbour("directory", *arguments)
    assert (ended.code, ended.out, ended.err.count("\n"), ended.err.startswith(said)) == (1, "", 1, True)


def test_two_in_one_are_parted_and_joined_again(harbour: Harbour, people: People) -> None:
    """By their line; a second person stands in the directory, and the next import has nothing to ask."""
    file = people(row("Ann Old", "a", "1"), row("Bea Now"))
    harbour("directory", "import", file)
    assert harbour("directory", "part", file, "2").code == 0
    assert counted(harbour, file) == {"added": 0, "changed": 0, "unchanged": 2, "left": 0, "back": 0}
    assert harbour("directory", "undo").code == 0
    assert harbour("directory", "part", file, "2", "--records", "both").code == 2
    assert harbour("directory", "part", file, "2", "--records", "go").code == 1


def test_a_hand_over_is_planned_and_names_nobody(harbour: Harbour, people: People) -> None:
    """By address or by key; nobody who is typed is repeated."""
    listed = (row("Ann Old", "a", "1"), row("Bea Now", "b", "2"), "3,c@example.org,Cy Low,a@example.org,,,,,")
    harbour("directory", "import", people(*listed, "4,d@example.org,Di Low,b@example.org,,,,,"))
    assert harbour("directory", "hand-over", "A@example.org", "2", "--plan") == Said(
        0, "To whoever takes over: nothing.\n", ""
    )
    assert harbour("directory", "hand-over", "1", "2", "--plan", "--json").out == '{"moves": []}\n'
    assert harbour("directory", "hand-over", "1", "2").err == "Say why, with --reason: it is kept with each matter.\n"
    ended = harbour("directory", "hand-over", "zebra@example.org", "2", "--reason", "x")
    assert (ended.code, ended.out, "zebra" in ended.err) == (1, "", False)
