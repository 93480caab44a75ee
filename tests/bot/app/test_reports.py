"""`harbour report`: a file of each form, and what is said where there can be none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import composition
from bot.app.command_line import main
from bot.app.settings import Settings
from bot.records.base import HARBOUR
from bot.records.keeping.quarter import Quarter
from bot.views.keeping.report import samples
from storage import new_key

Report = Callable[..., tuple[int, str, str]]

#: How a file of each form begins.
BEGINS = {"html": b"<!doctype html>", "pdf": b"%PDF", "xlsx": b"PK", "csv": b"\xef\xbb\xbfchapter"}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Report:
    """Runs the command in an empty folder, with a key and a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HARBOUR_DATABASE_URL", f"sqlite:///{tmp_path}/harbour.db")
    monkeypatch.setenv("HARBOUR_ENCRYPTION_KEYS", new_key())

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(("report", *arguments))
        assert isinstance(ended.value.code, int)
        return (ended.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def counted(report: Report) -> Report:
    """The same, where two years are counted."""
    store = composition.open_store(Settings.load())
    for each in samples.quarters():
        store.run(
            lambda uow, each=each: uow.records.add(  # type: ignore[misc]
                Quarter(origin=uow.records.begin(Quarter, HARBOUR), first=each.first, counts=each.counts), act="counted"
            )
        )
    store.close()
    return report


@pytest.mark.parametrize("form", BEGINS)
def test_it_writes_a_file_of_each_form(counted: Report, tmp_path: Path, form: str) -> None:
    """And says where it is."""
    code, out, _ = counted("--period", "2025", "--to", form, "-o", f"year.{form}")
    assert (code, out) == (0, f"Report of 2025 is in year.{form}. Totals only: nothing in it finds a person.\n")
    assert (tmp_path / f"year.{form}").read_bytes().startswith(BEGINS[form])


def test_what_cannot_be_is_said_in_a_line(counted: Report) -> None:
    """A period that is none, a form that is none, a file that cannot be."""
    assert counted("--period", "2026-09", "-o", "a.html") == (
        1,
        "",
        "A period is written as 2026Q3, 2026 or last-12-months.\n",
    )
    assert counted("--to", "docx", "-o", "a.docx")[0] == 2
    code, _, err = counted("-o", "nowhere/a.html")
    assert (code, err.count("\n")) == (1, 1)
    assert "cannot be written" in err


def test_before_anything_is_counted_there_is_none(report: Report, tmp_path: Path) -> None:
    """It says when there will be."""
    code, _, err = report("-o", "a.html")
    assert (code, err) == (1, "No quarter is counted yet. A quarter is counted on the day after its last.\n")
    assert not (tmp_path / "a.html").exists()


def test_what_draws_is_loaded_only_when_it_is_used() -> None:
    """A service that writes no report has none of it in memory."""
    code = "import bot.app.command_line, sys; print({'reportlab', 'jinja2', 'xlsxwriter'} & {*sys.modules})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ended.stdout == "set()\n"
