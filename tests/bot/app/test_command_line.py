"""The command line: three exit codes, and every error in one line (contract, "Set-up and commands")."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.app import command_line
from bot.app.command_line import app, main
from bot.app.platforms import PLATFORMS
from bot.directory import columns
from storage import new_key

ROOT = Path(__file__).parents[3]
HEADER = ",".join(columns(PLATFORMS))
ISLA = "isla@example.org,Isla Reid,morag@example.org,,,,,"
MORAG = "morag@example.org,Morag Bell,,,,,,"


@dataclass(frozen=True)
class Said:
    """Exit code and output of a command."""

    code: int
    out: str
    err: str


Harbour = Callable[..., Said]


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Harbour:
    """Runs a command in an empty folder, with a key and a database of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HARBOUR_DATABASE_URL", f"sqlite:///{tmp_path}/harbour.db")
    monkeypatch.setenv("HARBOUR_ENCRYPTION_KEYS", new_key())

    def run(*arguments: str, **variables: str) -> Said:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert isinstance(ended.value.code, int)
        return Said(ended.value.code, *capsys.readouterr())

    return run


@pytest.fixture
def people(tmp_path: Path) -> Callable[..., str]:
    """Writes a directory file, and returns its name."""

    def write(*lines: str) -> str:
        (tmp_path / "people.csv").write_text("\n".join((HEADER, *lines, "")), "utf-8")
        return "people.csv"

    return write


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("directory",), "Missing command. See 'harbour --help'."),
        (("sail",), "No such command 'sail'. See 'harbour --help'."),
        (("migrate", "--fast"), "No such option: --fast. See 'harbour --help'."),
        (("directory", "import"), "Missing argument 'FILE'. See 'harbour --help'."),
        (("demo", "--watch"), "--watch plays the story in the page: run 'harbour demo --story --watch'."),
        (("audit", "verify", "--anchor", "12"), "--anchor must be COUNT:HASH, as an earlier 'harbour audit verify'"),
    ],
)
def test_wrong_use_is_answered_in_one_line(harbour: Harbour, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2."""
    ended = harbour(*arguments)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(said)


@pytest.mark.parametrize(
    ("app_id", "said"),
    [
        ("abc", "Invalid value for --app-id: it is the bot's application (client) id, such as 00000000-"),
        ("Harbour", "Invalid value for --app-id: it is the bot's application (client) id, such as 00000000-"),
    ],
)
def test_an_app_id_that_is_none_is_answered_for_what_it_is(harbour: Harbour, app_id: str, said: str) -> None:
    """Not as if nothing were set."""
    ended = harbour("manifest", "teams", "--url", "https://harbour.example", "--app-id", app_id)
    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(said)


#: Ctrl-C comes when Harbour begins to be read.
_STOPPED_AT_ONCE = """
import os, signal, sys
class Stops:
    def find_spec(self, name, path=None, target=None):
        if name == "bot.app.command_line":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Stops())
from bot.__main__ import main
main()
"""


def test_ctrl_c_says_nothing_of_pythons(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the command line is read, the process ends as any does; after that, with the code that shells know."""
    command = [sys.executable, "-c", _STOPPED_AT_ONCE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")

    def stops() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "new_key", stops)
    ended = harbour("keys", "new")
    assert (ended.code, ended.out, ended.err.strip()) == (130, "", "")


@pytest.mark.parametrize(("typed", "offered"), [("harbour do", "doctor"), ("harbour directory ha", "hand-over")])
def test_a_shell_completes_what_is_typed(typed: str, offered: str) -> None:
    """As `harbour --install-completion` sets it up."""
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), "_HARBOUR_COMPLETE": "complete_bash"}
    command = [sys.executable, "-c", "from bot.app.command_line import app; app(prog_name='harbour')"]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | words, capture_output=True, check=False)  # noqa: S603
    assert offered in done.stdout.decode().split()


def test_help_is_no_error(harbour: Harbour) -> None:
    """It names every command."""
    ended = harbour("--help")
    commands = ("serve", "demo", "migrate", "doctor", "directory", "manifest", "keys", "audit")
    assert (ended.code, [name in ended.out for name in commands]) == (0, [True] * len(commands))


def test_bare_harbour_prints_its_help_and_says_its_version(harbour: Harbour) -> None:
    """As `-h` does, and with the version of the package."""
    assert harbour() == harbour("-h") == harbour("--help")
    assert harbour().code == 0
    assert "doctor" in harbour().out
    assert harbour("--version") == Said(0, f"harbour {version('harbour')}\n", "")


def test_a_new_key_is_printed(harbour: Harbour) -> None:
    """Another one each time."""
    first, second = harbour("keys", "new"), harbour("keys", "new")
    assert (first.code, first.err, first.out == second.out) == (0, "", False)


def test_a_directory_is_imported(harbour: Harbour, people: Callable[..., str]) -> None:
    """The counts are told; nobody is named."""
    assert harbour("directory", "import", people(ISLA, MORAG)) == Said(
        0, "2 added, 0 changed, 0 unchanged, 0 left.\n", ""
    )
    assert harbour("directory", "import", people(MORAG)).out == "0 added, 0 changed, 1 unchanged, 1 left.\n"


def test_a_directory_with_a_bad_row_changes_nothing(harbour: Harbour, people: Callable[..., str]) -> None:
    """Every bad row is told with its line; exit code 1."""
    harbour("directory", "import", people(MORAG))
    ended = harbour("directory", "import", people(ISLA, "x,,,,,,,"))
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.splitlines() == [
        "Line 2, line_manager: nobody in this file has this address. Add them or correct it.",
        "Line 3, email: this is not an e-mail address. Write one, such as name@example.org.",
        "Line 3, name: this is empty. Fill it in, or take the line out.",
        "3 problems in people.csv; nothing was changed.",
    ]
    assert harbour("directory", "import", people(MORAG)).out == "0 added, 0 changed, 1 unchanged, 0 left.\n"


def test_a_check_lists_who_has_no_manager(
    harbour: Harbour, people: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By line; needs no key, and writes nothing."""
    monkeypatch.setenv("HARBOUR_ENCRYPTION_KEYS", "")
    ended = harbour("directory", "check", people(ISLA, MORAG))
    assert (ended.code, ended.out.splitlines()) == (
        0,
        [
            "2 people, no bad row.",
            "Nobody handles what comes from line 3: give a line_manager, or set people.duty_manager.",
        ],
    )
    assert not (tmp_path / "harbour.db").exists()


@pytest.mark.parametrize("command", ["import", "check"])
def test_a_directory_that_is_not_there_is_told(harbour: Harbour, command: str) -> None:
    """The name is given back, as it was typed just now."""
    expected = Said(1, "", "nobody.csv cannot be read (No such file or directory): check the name.\n")
    assert harbour("directory", command, "nobody.csv") == expected


def test_migrating_twice_is_the_same_as_once(harbour: Harbour) -> None:
    """A current database stays as it is."""
    assert harbour("migrate") == harbour("migrate") == Said(0, "The database is current.\n", "")


def test_the_history_is_checked_against_what_was_noted(harbour: Harbour, people: Callable[..., str]) -> None:
    """Each check prints the anchor for the next; a history that is shorter fails it."""
    harbour("directory", "import", people(ISLA, MORAG))
    first = harbour("audit", "verify")
    anchor = first.out.split()[-1]
    assert (first.code, harbour("audit", "verify", "--anchor", anchor).code) == (0, 0)
    ended = harbour("audit", "verify", "--anchor", "99:abc")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert ended.err.startswith("The history is not as it was written")


def test_the_history_is_checked_against_every_head_of_a_file(
    harbour: Harbour, people: Callable[..., str], tmp_path: Path
) -> None:
    """One that the house noted in its file, and one in a line of its log; one that is another is found."""
    harbour("directory", "import", people(ISLA, MORAG))
    anchor = harbour("audit", "verify").out.split()[-1]
    file = tmp_path / "heads"
    file.write_text(f'2026-11-24T10:00:00+00:00 {anchor}\n{{"event": "history.head", "head": "{anchor}"}}\n')
    ended = harbour("audit", "verify", "--heads", str(file))
    assert (ended.code, "runs through 2 that were noted" in ended.out) == (0, True)
    file.write_text(f"{file.read_text()}2026-11-24T11:00:00+00:00 {anchor.partition(':')[0]}:{'f' * 64}\n")
    ended = harbour("audit", "verify", "--heads", str(file))
    assert (ended.code, "not the one that was noted" in ended.err) == (1, True)
    for wrong in (tmp_path / "nowhere", tmp_path):
        assert harbour("audit", "verify", "--heads", str(wrong)).code == 2
    file.write_text("nothing\n")
    assert harbour("audit", "verify", "--heads", str(file)).err.startswith("No head is noted")


def test_a_file_that_was_never_handed_out_is_no_document(harbour: Harbour, tmp_path: Path) -> None:
    """After the history itself was checked; one that is not there is wrong use."""
    assert harbour("migrate").code == 0
    file = tmp_path / "document.pdf"
    file.write_bytes(b"%PDF-1.4")
    ended = harbour("audit", "verify", "--document", str(file))
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert ended.err.startswith("This file is no document that was handed out from here")
    assert harbour("audit", "verify", "--document", str(tmp_path / "nowhere")).code == 2


def test_keys_are_rotated(harbour: Harbour, people: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With the newer key in front, everything lies under it, and the older one can go."""
    older, newer = new_key(), new_key()
    monkeypatch.setenv("HARBOUR_ENCRYPTION_KEYS", older)
    harbour("directory", "import", people(ISLA, MORAG))
    monkeypatch.setenv("HARBOUR_ENCRYPTION_KEYS", f"{newer},{older}")
    ended = harbour("keys", "rotate")
    assert (ended.code, ended.out.split()[:2]) == (0, ["4", "rows"])
    monkeypatch.setenv("HARBOUR_ENCRYPTION_KEYS", newer)
    assert harbour("directory", "import", people(ISLA, MORAG)).out.startswith("0 added, 0 changed, 2 unchanged")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HARBOUR_ENCRYPTION_KEYS", "", "HARBOUR_ENCRYPTION_KEYS is not set: run 'harbour keys new'"),
        ("HARBOUR_ENCRYPTION_KEYS", "zebra", "Encryption key 1 is not one that Harbour has made."),
        ("HARBOUR_DATABASE_URL", "mysql://zebra", "HARBOUR_DATABASE_URL must begin with"),
        ("HARBOUR_DATABASE_URL", "sqlite:////proc/zebra/harbour.db", "The database"),
        ("HARBOUR_PORT", "zebra", "HARBOUR_PORT must be a number"),
        ("HARBOUR_POLICY", "nowhere.toml", "The policy file 'nowhere.toml' cannot be read: check HARBOUR_POLICY."),
    ],
)
def test_a_wrong_setting_ends_a_command_in_one_line(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    """Exit code 1, and never a traceback."""
    monkeypatch.setenv(name, value)
    ended = harbour("keys", "rotate")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.startswith(said)


def test_serve_refuses_to_start_half_configured(harbour: Harbour) -> None:
    """It says what is missing and where to find it."""
    ended = harbour("serve")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert ended.err.startswith(
        "No platform is set up: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET for Slack, or TEAMS_"
    )


def test_a_fault_is_one_line_that_repeats_no_value(harbour: Harbour) -> None:
    """The place of the fault is logged; its text could be confidential."""

    @app.command("fail", hidden=True)
    def fail() -> None:
        raise RuntimeError("zebra")

    ended = harbour("fail")
    assert ended.code == 1
    assert ended.err.startswith("A fault in Harbour (RuntimeError in test_command_line.py:")
    assert "zebra" not in ended.err


def test_the_manifest_for_slack_is_written(harbour: Harbour) -> None:
    """With an address for HTTP, and without one for Socket Mode."""
    over_http = harbour("manifest", "slack", "--url", "https://harbour.example")
    assert (over_http.code, "https://harbour.example/slack/events" in over_http.out) == (0, True)
    assert '"socket_mode_enabled": true' in harbour("manifest", "slack").out
    assert harbour("manifest", "slack", "--url", "harbour").code == 1


def test_the_package_for_teams_is_written(harbour: Harbour, tmp_path: Path) -> None:
    """To a file, or printed where that is no terminal; without the bot's id in a sentence what to set."""
    url, app_id = ("--url", "https://harbour.example"), "5c8f3f2e-0b1d-4e53-9e6b-0a7b1c2d3e4f"
    file = tmp_path / "harbour-teams.zip"
    assert harbour("manifest", "teams", *url, "--app-id", app_id, "--output", str(file)).code == 0
    assert zipfile.ZipFile(file).testzip() is None
    again = harbour("manifest", "teams", *url, "--app-id", app_id, "--output", str(file))
    assert again.out == f"{file} is the app package, version 1.0.0; as it was: nothing need be uploaded.\n"
    raised = harbour("manifest", "teams", *url, "--app-id", app_id, "--organisation", "HfL", "--output", str(file))
    assert raised.out == f"{file} is the app package, version 1.0.1; upload it in the Teams admin centre.\n"
    missing = harbour("manifest", "teams", *url)
    assert (missing.code, "TEAMS_APP_ID" in missing.err) == (1, True)
    nowhere = harbour("manifest", "teams", *url, "--app-id", app_id, "--output", str(tmp_path / "no" / "file.zip"))
    assert (nowhere.code, "--output" in nowhere.err) == (1, True)


def test_the_doctor_ends_with_what_it_found(harbour: Harbour) -> None:
    """1 if anything is wrong."""
    ended = harbour("doctor")
    assert (ended.code, ended.err) == (1, "")
    assert {line[:7] for line in ended.out.splitlines()} == {"wrong  "}
    told = harbour("doctor", "--json")
    found = json.loads(told.out)
    assert (told.code, found["well"], {each["level"] for each in found["findings"]}) == (1, False, {"wrong"})
    assert [f"wrong  {each['what']}" for each in found["findings"]] == ended.out.splitlines()


def test_a_backup_is_made_and_taken_over(
    harbour: Harbour, people: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into a database of another name; its history is checked by the way, and nothing is written over."""
    harbour("directory", "import", people(MORAG, ISLA))
    made = harbour("backup", "harbour.backup")
    assert (made.code, made.out) == (0, "Kept and read again: 0 records and 0 files of evidence.\n")
    assert harbour("backup", "harbour.backup").err == "harbour.backup is there already: name a new file.\n"
    assert harbour("restore", "harbour.backup").code == 1
    monkeypatch.setenv("HARBOUR_DATABASE_URL", f"sqlite:///{tmp_path}/other.db")
    monkeypatch.setenv("HARBOUR_EVIDENCE", "other")
    taken = harbour("restore", "harbour.backup")
    assert taken.out.startswith("Taken over: 0 records and 0 files of evidence.\nThe history holds")
    assert harbour("directory", "import", "people.csv").out.startswith("0 added, 0 changed, 2 unchanged")
