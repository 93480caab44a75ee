"""Findings of the doctor, each with its remedy."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.chat.entry import PlatformVariables
from adapters.slack.variables import SlackVariables
from adapters.teams.variables import TeamsVariables
from bot.app.composition import open_store
from bot.app.doctor import Finding, ask, ask_mail, examine
from bot.app.platforms import PLATFORMS
from bot.app.settings import Settings
from bot.directory import columns, import_into, read
from bot.directory.notes import Claim
from bot.people import PersonId
from bot.ports import UnitOfWork
from storage import migrate, new_key

GOOD_POLICY = """
[support]
line_number = "0800 000 000"
[people]
duty_manager = "morag@example.org"
"""
GUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
SLACK = Finding(is_right=False, what="Slack does not answer.")


@pytest.fixture
def values(tmp_path: Path) -> dict[str, str]:
    """The variables of a complete installation, with a policy file and no database yet."""
    (tmp_path / "own.toml").write_text(GOOD_POLICY, "utf-8")
    return {
        "HARBOUR_DATABASE_URL": f"sqlite:///{tmp_path}/harbour.db",
        "HARBOUR_ENCRYPTION_KEYS": new_key(),
        "HARBOUR_POLICY": str(tmp_path / "own.toml"),
        "HARBOUR_EVIDENCE": str(tmp_path / "evidence"),
        "HARBOUR_PUBLIC_URL": "https://harbour.example.org/",
        "SLACK_BOT_TOKEN": "xoxb-zebra",
        "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
    }


def hire(values: dict[str, str], *lines: str) -> None:
    """Import a directory of these lines."""
    store = open_store(Settings.of(values))
    rows = read("\n".join((",".join(columns(PLATFORMS)), *lines)).encode(), PLATFORMS).rows
    store.run(lambda uow: import_into(uow, rows))
    store.close()


def wrong(values: dict[str, str]) -> list[str]:
    """Faults found, other than Slack's."""
    return [f.what for f in examine(Settings.of(values), lambda _: ()) if not f.is_right]


def test_a_complete_house_is_well(values: dict[str, str]) -> None:
    """Everything is looked at, and each finding is one line."""
    with Path(values["HARBOUR_POLICY"]).open("a", encoding="utf-8") as file:
        file.write('chair = "chair@example.org"\n')
    hire(
        values,
        "chair@example.org,Cha Ir,donald@example.org,,,,,",
        "morag@example.org,Morag Bell,donald@example.org,,,,,",
        "donald@example.org,Donald Muir,,,chief_executive,,,",
    )

    def asked(platform: PlatformVariables) -> Iterator[Finding]:
        if platform.is_begun:
            yield Finding(is_right=True, what="Slack accepts the bot token.")

    found = list(map(str, examine(Settings.of(values), asked)))
    last = found.pop(5)
    assert found == [
        "ok     The settings are complete.",
        "ok     The policy file is complete.",
        "ok     Files of evidence can be kept, and have a page.",
        "ok     The database opens with these keys, and its schema is current.",
        "ok     The directory has 3 people, each with a manager.",
        "ok     Slack accepts the bot token.",
    ]
    assert last.startswith("ok     The directory was changed last on ")
    assert last.endswith("UTC (directory import). 'harbour directory undo' takes back the last of 1.")


def test_nothing_is_written(values: dict[str, str], tmp_path: Path) -> None:
    """No database where there is none, no folder of evidence, and none of what is there becomes otherwise."""

    def everything() -> dict[str, bytes]:
        return {path.name: path.read_bytes() if path.is_file() else b"" for path in sorted(tmp_path.rglob("*"))}

    before = everything()
    assert wrong(values) == ["The database is empty: run 'harbour migrate', then 'harbour directory import FILE'."]
    assert everything() == before
    (tmp_path / "harbour.db").touch()
    before = everything()
    assert wrong(values)[0].startswith("The database is empty")
    assert everything() == before
    migrate(values["HARBOUR_DATABASE_URL"])
    before = everything()
    assert wrong(values) == ["The directory is empty: run 'harbour directory import FILE'."]
    assert everything() == before


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("SLACK_SIGNING_SECRET", "zebra", "SLACK_SIGNING_SECRET is no signing secret, which is 32 signs"),
        ("SLACK_BOT_TOKEN", '"xoxb-zebra"', "SLACK_BOT_TOKEN stands in quotation marks: take them out."),
        ("HARBOUR_ENCRYPTION_KEYS", "'zebra'", "HARBOUR_ENCRYPTION_KEYS stands in quotation marks"),
        ("TEAMS_APP_ID", "zebra", "TEAMS_APP_ID is no app id, which is such as 0f8fad5b-"),
    ],
)
def test_what_cannot_be_right_is_named(values: dict[str, str], setting: str, value: str, said: str) -> None:
    """And not repeated; a stand-in for Slack may sign with what it likes."""
    teams = {"TEAMS_APP_ID": GUID, "TEAMS_APP_PASSWORD": "quagga", "TEAMS_TENANT_ID": GUID}
    found = wrong(values | teams | {setting: value})
    assert (found[0].startswith(said), "zebra" in repr(found)) == (True, False)
    assert said not in repr(wrong(values | teams))
    local = {"SLACK_API_URL": "http://127.0.0.1:9/api/", "SLACK_SIGNING_SECRET": "zebra"}
    assert "SLACK" not in repr(wrong(values | local))


def test_who_is_above_themselves_or_in_a_circle_or_looks_like_another_is_counted(values: dict[str, str]) -> None:
    """However they came into the directory; nobody is named."""
    hire(
        values,
        "morag@example.org,Morag Bell,donald@example.org,,,,,",
        "donald@example.org,Donald Muir,,,chief_executive,,,",
        "isla@example.org,Isla Reid,morag@example.org,,,,,",
        "isla@example.com,Isla Munro,morag@example.org,,,,,",
        "rory@example.org,Rory Orr,morag@example.org,,,,,",
    )
    store = open_store(Settings.of(values))

    def work(uow: UnitOfWork) -> None:
        at = {name: uow.people.by_email(f"{name}@example.org") for name in ("morag", "donald", "rory")}
        morag, donald, rory = (person for person in at.values() if person is not None)
        uow.directory.put(replace(donald, line_manager=morag.id))
        uow.directory.put(replace(rory, line_manager=rory.id, former=("old@example.org",)))
        uow.directory.put(replace(rory, id=PersonId("new"), email="old@example.org", name="Newly Here"))

    store.run(work)
    store.close()
    above, circle = [what for what in wrong(values) if "manager" in what or "manage " in what]
    assert above.startswith("1 people are their own line manager")
    assert circle.startswith("2 people manage one another in a circle")
    warned = [f.what for f in examine(Settings.of(values), lambda _: ()) if f.is_warning]
    assert sum(what.startswith("1 pairs of people look like one person") for what in warned) == 1
    assert sum(what.startswith("1 people have an address that was somebody else's") for what in warned) == 1
    assert [name for name in ("Isla", "isla", "Morag", "example.org") if name in repr(warned) + above + circle] == []


def test_accounts_that_were_refused_are_counted(values: dict[str, str]) -> None:
    """And whose they are is not said."""
    hire(values, "morag@example.org,Morag Bell,,,chief_executive,,,")
    claim = Claim(at=datetime(2026, 11, 24, tzinfo=UTC), platform="slack", account="UZEBRA", of=(PersonId("morag"),))
    store = open_store(Settings.of(values))
    store.run(lambda uow: uow.notes.keep("one", claim))
    store.close()
    found = [f.what for f in examine(Settings.of(values), lambda _: ()) if f.is_warning and "refused" in f.what]
    assert [what.startswith("1 accounts were refused, the last on 24 November 2026") for what in found] == [True]
    assert "ZEBRA" not in repr(found)


def test_what_slack_says_is_told(values: dict[str, str]) -> None:
    """As the adapter found it."""
    assert SLACK in list(examine(Settings.of(values), lambda _: [SLACK]))
    assert str(SLACK) == "wrong  Slack does not answer."


def test_slack_is_asked_with_the_token_that_is_set(values: dict[str, str]) -> None:
    """An address at which nobody listens does not answer; without a token nobody is asked."""
    (finding,) = ask(SlackVariables.of(values | {"SLACK_API_URL": "http://127.0.0.1:9/api/"}))
    assert (finding.is_right, finding.what.startswith("Slack does not answer.")) == (False, True)
    assert list(ask(SlackVariables.of(values | {"SLACK_BOT_TOKEN": ""}))) == []


MAIL = {"HARBOUR_SMTP_URL": "smtp://u:zebra@127.0.0.1:9", "HARBOUR_MAIL_FROM": "harbour@example.org"}


def test_the_mail_server_is_asked_where_email_is_set_up(values: dict[str, str]) -> None:
    """One at which nobody listens is told, without its address or password; nobody is asked otherwise."""
    (finding,) = ask_mail(Settings.of(values | MAIL))
    assert str(finding) == (
        "wrong  E-mail: the server cannot be reached, or not encrypted."
        " Mend HARBOUR_SMTP_URL, or let this machine reach the server."
    )
    assert ask_mail(Settings.of(values)) == []
    assert finding in list(examine(Settings.of(values | MAIL), lambda _: ()))


def test_half_of_the_settings_for_email_is_told(values: dict[str, str]) -> None:
    """And no server is asked."""
    (found,) = [f.what for f in examine(Settings.of(values | MAIL | {"HARBOUR_MAIL_FROM": ""}), lambda _: ())][:1]
    assert found.startswith("HARBOUR_SMTP_URL and HARBOUR_MAIL_FROM belong together")
    assert ask_mail(Settings.of(values | MAIL | {"HARBOUR_MAIL_FROM": ""})) == []


def test_a_mail_server_that_lets_harbour_in_is_well(values: dict[str, str]) -> None:
    """Nothing is sent."""
    with socketserver.TCPServer(("127.0.0.1", 0), _Greets) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        url = f"smtp://127.0.0.1:{server.server_address[1]}"
        (finding,) = ask_mail(Settings.of(values | MAIL | {"HARBOUR_SMTP_URL": url}))
    assert str(finding) == "ok     The mail server can be reached, and lets Harbour in."


class _Greets(socketserver.StreamRequestHandler):
    """Greets, and says goodbye."""

    def handle(self) -> None:
        """Expect nothing after the greeting but a goodbye."""
        self.wfile.write(b"220 hello\r\n")
        assert self.rfile.readline() == b"QUIT\r\n"
        self.wfile.write(b"221 goodbye\r\n")


def test_missing_settings_are_told_and_the_rest_is_looked_at(values: dict[str, str]) -> None:
    """The doctor does not stop at the first thing."""
    hire(values, "morag@example.org,Morag Bell,,,,,,")
    found = wrong(values | {"HARBOUR_ENCRYPTION_KEYS": "", "SLACK_SIGNING_SECRET": ""})
    assert [line.split(" is not set")[0] for line in found] == ["HARBOUR_ENCRYPTION_KEYS", "SLACK_SIGNING_SECRET"]


def test_a_policy_without_a_number_and_a_duty_manager_is_told(values: dict[str, str]) -> None:
    """The packaged file cannot know them."""
    hire(
        values,
        "morag@example.org,Morag Bell,donald@example.org,,,,,",
        "donald@example.org,Donald Muir,,,chief_executive,,,",
        "isla@example.org,Isla Fraser,,,,,,",
    )
    number, duty, alone = wrong(values | {"HARBOUR_POLICY": ""})
    assert "set support.line_number" in number
    assert "set people.duty_manager" in duty
    assert alone.startswith("1 of 3 people have no manager who can be reached today")


def test_a_broken_policy_file_ends_the_examination(values: dict[str, str]) -> None:
    """Nothing else can be judged without it."""
    Path(values["HARBOUR_POLICY"]).write_text("[people]\nduty_manager = 3\n", "utf-8")
    (found,) = wrong(values)
    assert found.startswith("own.toml: people.duty_manager must be text")


def test_an_empty_database_is_told(values: dict[str, str]) -> None:
    """Before and after its schema is made."""
    assert wrong(values) == [
        "The database is empty: run 'harbour migrate', then 'harbour directory import FILE'.",
    ]
    migrate(values["HARBOUR_DATABASE_URL"])
    assert wrong(values) == ["The directory is empty: run 'harbour directory import FILE'."]


def test_other_keys_are_told(values: dict[str, str]) -> None:
    """The database belongs to the keys that it was made with."""
    hire(values, "morag@example.org,Morag Bell,,,,,,")
    (found,) = wrong(values | {"HARBOUR_ENCRYPTION_KEYS": new_key()})
    assert found.startswith("HARBOUR_ENCRYPTION_KEYS does not hold the key of this database")


def test_a_database_that_cannot_be_opened_is_told(values: dict[str, str]) -> None:
    """In one line: here a file that is no database."""
    Path(values["HARBOUR_DATABASE_URL"].removeprefix("sqlite:///")).write_text("no database\n" * 100, "utf-8")
    (found,) = wrong(values)
    assert "cannot be opened" in found


@pytest.mark.requirement("R-1.12.1-6")
def test_a_duty_manager_who_is_nobody_is_told(values: dict[str, str]) -> None:
    """And how many people have nobody, without naming them."""
    hire(values, "isla@example.org,Isla Reid,,,,,,", "ewan@example.org,Ewan Orr,,,,,,")
    duty, team, alone = wrong(values)
    assert duty.startswith("The duty manager of the policy file is not in the directory")
    assert team.startswith("Nobody is in the management team: give somebody the role")
    assert alone.startswith("2 of 2 people have no manager")
    assert "example.org" not in duty + team + alone


@pytest.mark.requirement("R-1.8-7")
def test_who_decides_appeals_and_is_nobody_is_told(values: dict[str, str]) -> None:
    """Otherwise it would be found out when an appeal comes in."""
    with Path(values["HARBOUR_POLICY"]).open("a", encoding="utf-8") as file:
        file.write('appeal_decider = "nobody@example.org"\n')
    hire(
        values,
        "morag@example.org,Morag Bell,donald@example.org,,,,,",
        "donald@example.org,Donald Muir,,,chief_executive,,,",
    )
    (found,) = [what for what in wrong(values) if "appeals" in what]
    assert found.startswith("Who decides appeals in the chief executive's place is not in the directory")
    assert "nobody@" not in found


@pytest.mark.requirement("R-1.9.4-1")
def test_who_is_on_call_and_is_nobody_is_told(values: dict[str, str]) -> None:
    """Otherwise it would be found out on the evening on which they are asked."""
    with Path(values["HARBOUR_POLICY"]).open("a", encoding="utf-8") as file:
        file.write('on_call = [{ from = 2026-11-30, email = "nobody@example.org" }]\n')
    hire(
        values,
        "morag@example.org,Morag Bell,donald@example.org,,,,,",
        "donald@example.org,Donald Muir,,,chief_executive,,,",
    )
    (found,) = [what for what in wrong(values) if "on call" in what]
    assert found.startswith("1 of those on call are not in the directory: correct people.on_call")
    assert "nobody@" not in found


def test_evidence_needs_a_folder_and_an_address(values: dict[str, str], tmp_path: Path) -> None:
    """Each is named, with what to set."""
    (tmp_path / "file").touch()
    changed = values | {"HARBOUR_EVIDENCE": str(tmp_path / "file"), "HARBOUR_PUBLIC_URL": ""}
    found = [f.what for f in examine(Settings.of(changed), lambda _: ()) if "vidence" in f.what]
    assert [("HARBOUR_EVIDENCE" in what, "HARBOUR_PUBLIC_URL" in what) for what in found] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("duty", [True, False])
def test_what_the_settings_leave_open_at_the_top_is_a_warning(values: dict[str, str], duty: bool) -> None:
    """Nobody above the chief executive; and nobody to ask where it concerns the whole management team."""
    if not duty:
        values["HARBOUR_POLICY"] = ""
    hire(
        values,
        "morag@example.org,Morag Bell,donald@example.org,,,,,",
        "donald@example.org,Donald Muir,,,chief_executive,,,",
    )
    found = list(examine(Settings.of(values), lambda _: ()))
    warned = [finding for finding in found if finding.is_warning]
    assert all(finding.is_right and str(finding).startswith("warn   ") for finding in warned)
    assert sum("set people.chair" in finding.what.casefold() for finding in warned) == (1 if duty else 2)
    assert sum("set people.on_call" in finding.what.casefold() for finding in warned) == (0 if duty else 1)
    assert ("Nobody can be asked who takes" in warned[-1].what) is not duty
    assert all(finding.is_right for finding in found) is duty


def test_microsoft_is_asked_only_where_teams_is_set_up(values: dict[str, str]) -> None:
    """Nothing is asked without an app; with one, what cannot be reached is told with the setting to mend."""
    assert list(ask(TeamsVariables.of(values))) == []
    nowhere = {"TEAMS_OPENID_URL": "http://127.0.0.1:1/", "TEAMS_TOKEN_URL": "http://127.0.0.1:1/"}
    app = {"TEAMS_APP_ID": "app", "TEAMS_APP_PASSWORD": "zebra", "TEAMS_TENANT_ID": "tenant", **nowhere}
    found = list(ask(TeamsVariables.of(values | app)))
    assert [f.is_right for f in found] == [False, False]
    assert ["TEAMS_OPENID_URL" in found[0].what, "TEAMS_TOKEN_URL" in found[1].what] == [True, True]
