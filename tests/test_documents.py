"""The documents: short where a newcomer reads, and every link between them leads somewhere."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.advice import DO
from adapters.slack.manifest import SCOPES
from bot.chat.commands import COMMANDS
from bot.policy import PACKAGED, Policy
from storage import drafts, notes, unit_of_work

ROOT = Path(__file__).parents[1]
PAGES = (
    *ROOT.glob("*.md"),
    *(ROOT / "docs").glob("*.md"),
    ROOT / "benchmarks" / "README.md",
    ROOT / "tests" / "README.md",
)


def anchors(page: Path) -> set[str]:
    """Anchors of a page, as they are made of its headings."""
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def astray(page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        there = page.parent / path if path else page
        if "://" not in link and (not there.exists() or (anchor and anchor not in anchors(there))):
            yield link


def test_every_link_leads_somewhere() -> None:
    """To a file that is there, and to a heading in it."""
    assert {page.name: found for page in PAGES if (found := list(astray(page)))} == {}


def test_the_readme_is_read_in_five_minutes() -> None:
    """The rest is a link away."""
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


def said(path: Path) -> Iterator[str]:
    """Every text of a module, with "…" for each value in it."""
    tree = ast.parse(path.read_text("utf-8"))
    within = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in within:
            yield node.value


def rows(page: str, *heads: str) -> list[tuple[str, str]]:
    """The rows of every table of a page under one of these headings of its first column."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    found = []
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        head, _, *lines = ([cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines())
        found += [(line[0], line[1].rstrip(" |")) for line in lines if head[0] in heads]
    return found


def test_what_an_operator_is_told_is_what_harbour_says() -> None:
    """Each sentence of the page is one of the code's, word for word."""
    rooms = [path for room in ("bot", "adapters", "storage") for path in (ROOT / room).rglob("*.py")]
    texts = "\n".join(text for path in rooms for text in said(path))
    sentences = [sentence for sentence, _ in rows("troubleshooting.md", "it says")]
    assert len(sentences) > 20
    assert [each for each in sentences if each.removesuffix(" …") not in texts] == []


def test_every_line_of_the_log_that_says_what_to_do_is_on_the_page() -> None:
    """With the same sentence."""
    assert dict(rows("troubleshooting.md", "`event`")) == {f"`{event}`": do for event, do in DO.items()}


def test_a_dpia_starts_from_what_is_kept_and_asked_for() -> None:
    """The retention table row for row, the days of what is cleared away, and the scopes."""
    page = (ROOT / "docs" / "dpia.md").read_text("utf-8")
    lines = re.findall(r"^\| (`[a-z_`, ]+) \|.*\| (\d+) \|.*\|$", page, re.MULTILINE)
    kept = {name: int(months) for names, months in lines for name in re.findall(r"\w+", names)}
    policy = Policy.load(None)
    assert kept == dict(policy.retention)
    told = " ".join(page.split())
    assert f"**Drafts** of forms, {drafts.DAYS_KEPT} days." in told
    assert f"such as who was taken for whom, {notes.DAYS_KEPT} days." in told
    assert f"against doubles, {unit_of_work.KEY_DAYS_KEPT} days." in told
    assert f"for: {', '.join(f'`{scope}`' for scope in sorted(SCOPES))}." in told


#: A row of the managers' page → the rule behind what it says of times, and their words.
_MOVES = (
    ("A contact that somebody ended", "acknowledge_report", "pass_on", "1wd", "after one working day"),
    ("A threat", "decide_police", "pass_on", "1h", "after an hour"),
    ("A threat", "decide_police", "management_team", "2h", "hears after two"),
    ("A colleague of yours is named online", "acknowledge_named_online", "pass_on", "4h", "after four working hours"),
    ("A restriction to decide", "decide_restriction", "pass_on", "3wd", "after three working days"),
    ("A review that is due", "review_restriction", "management_team", "1wd", "one working day later"),
    ("Time away, or support", "arrange_time_away", "pass_on", "4h", "after four working hours"),
    ("Time away, or support", "answer_support_request", "management_team", "3wd", "after three working days"),
    ("A contact outside the office", "decide_contact_outside", "pass_on", "4wd", "after four working days"),
    ("A contact outside the office", "decide_contact_outside", "erase", "10wd", "after ten working days"),
    ("A de-brief", "hold_debrief", "management_list", "5wd", "after five working days"),
)


@pytest.mark.parametrize(("row", "rule", "lane", "at", "says"), _MOVES)
def test_managers_are_told_the_times_of_the_settings(row: str, rule: str, lane: str, at: str, says: str) -> None:
    """Times at which a matter moves on, by the packaged policy file."""
    line = re.search(rf"^\| {re.escape(row)} \|.*$", (ROOT / "docs/for-managers.md").read_text("utf-8"), re.MULTILINE)
    assert line is not None
    assert says.lower() in line[0].lower()
    assert tomllib.loads(PACKAGED.read_text("utf-8"))["nudges"][rule][lane]["at"] == [at]


def test_every_row_that_managers_read_is_held_to_the_settings() -> None:
    """So that a new one is."""
    assert {row for row, _ in rows("for-managers.md", "what comes")} == {row for row, *_ in _MOVES}


def test_staff_are_told_commands_that_there_are() -> None:
    """As they are typed; each that begins something is there."""
    typed = {re.findall(r"`([a-z ]+)`", line)[0] for _, line in rows("for-staff.md", "what happened")}
    assert typed == {command.words for command in COMMANDS if command.name != "appeal"}
