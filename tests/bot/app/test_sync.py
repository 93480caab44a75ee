"""`harbour directory sync` and the doctor's lines about it: read over HTTP from a stand-in, and nobody is named."""

from __future__ import annotations

import asyncio
import csv
import json
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.playground.entra.server import GraphStandIn
from adapters.playground.entra.tenant import GraphTenant, GraphUser
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from tests.bot.app.test_command_line import Harbour, Said, harbour

__all__ = ["harbour"]

NAMES = ("Ann Zeta", "Bea Yota", "Cal Xant", "Dot Wxyz")


@contextmanager
def elsewhere(stand_in: StandIn | GraphStandIn) -> Iterator[None]:
    """The stand-in, in a thread of its own: a command has an event loop of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(stand_in.__aenter__(), loop).result(10)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(stand_in.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """Four colleagues, where the settings say."""
    firsts = [name.partition(" ")[0] for name in NAMES]
    users = [
        User(id=f"U0{first.upper()}", name=first, real_name=name, email=f"{first.lower()}@example.org")
        for first, name in zip(firsts, NAMES, strict=True)
    ]
    workspace = Workspace(users)
    stand_in = StandIn(workspace)
    with elsewhere(stand_in):
        monkeypatch.setenv("SLACK_BOT_TOKEN", stand_in.bot_token)
        monkeypatch.setenv("SLACK_SIGNING_SECRET", stand_in.signing_secret)
        monkeypatch.setenv("SLACK_API_URL", stand_in.api_url)
        yield workspace


def scheduled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """A policy file that names the source."""
    (tmp_path / "own.toml").write_text(f'[directory]\nsource = "{source}"\n', "utf-8")
    monkeypatch.setenv("HARBOUR_POLICY", str(tmp_path / "own.toml"))


def findings(harbour: Harbour) -> list[str]:
    """Lines of the doctor about the source of the people."""
    return [line for line in harbour("doctor").out.splitlines() if "slack'" in line]


@pytest.mark.usefixtures("workspace")
def test_a_plan_first_then_the_people_then_nothing(harbour: Harbour, tmp_path: Path) -> None:
    """And who stands on which line, in a file for its owner alone, that `part` can read."""
    planned = harbour("directory", "sync", "--from", "slack", "--plan", "--list", "who.csv")
    assert planned.out.splitlines() == ["4 added, 0 changed, 0 unchanged, 0 left.", "New: lines 2, 3, 4, 5."]
    lines = list(csv.DictReader((tmp_path / "who.csv").read_text("utf-8").splitlines()))
    assert (lines[0]["name"], lines[0]["slack_id"]) == ("Ann Zeta", "U0ANN")
    assert harbour("directory", "check", "who.csv").out.startswith("4 people, no bad row.")
    assert stat.S_IMODE((tmp_path / "who.csv").stat().st_mode) == 0o600
    done = Said(0, "4 added, 0 changed, 0 unchanged, 0 left.\n", "")
    assert harbour("directory", "sync", "--from", "slack") == done
    assert json.loads(harbour("directory", "sync", "--from", "slack", "--json").out)["unchanged"] == 4
    assert harbour("directory", "undo").out == "Taken back: 4 people are as they were.\n"


def test_what_is_too_much_needs_accept_and_is_told_by_the_doctor(
    harbour: Harbour, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is carried out."""
    scheduled(tmp_path, monkeypatch, "slack")
    harbour("migrate")
    first, now = findings(harbour)
    assert first.startswith("warn   People have not been read from 'slack' yet:")
    assert now == "ok     Reading people from 'slack' now: 4 added, 0 changed, 0 unchanged, 0 left."
    harbour("directory", "sync")
    first, now = findings(harbour)
    assert first.startswith("ok     The directory is as 'slack' had it on ")
    assert now == "ok     Reading people from 'slack' now: 0 added, 0 changed, 4 unchanged, 0 left."
    for user in ("U0ANN", "U0BEA", "U0CAL"):
        workspace.deactivate(user)
    refused = harbour("directory", "sync")
    assert (refused.code, refused.err.startswith("3 of 4 people would leave")) == (1, True)
    said, now, unknown = findings(harbour)
    assert said.startswith("wrong  The directory was not changed from 'slack' on ")
    assert said.endswith("run 'harbour directory sync --from slack --plan'.")
    assert now.startswith("warn   Reading people from 'slack' now: It would remove many people")
    assert unknown.startswith("warn   3 people have an id that 'slack' does not know")
    assert harbour("directory", "sync", "--accept").out == "0 added, 0 changed, 1 unchanged, 3 left.\n"
    assert [name for name in NAMES if name in refused.err + said] == []


def test_a_question_is_decided_as_for_a_file(harbour: Harbour, workspace: Workspace, tmp_path: Path) -> None:
    """With an answer file, at once."""
    harbour("directory", "sync", "--from", "slack")
    workspace.deactivate("U0ANN")
    workspace.add_user(User(id="U0ABE", name="abe", real_name="Abe Vong", email="ann@example.org"))
    asked = harbour("directory", "sync", "--from", "slack")
    code = asked.err.splitlines()[0].rpartition(" ")[2]
    (tmp_path / "answers").write_text(f"{code} another\n", "utf-8")
    done = harbour("directory", "sync", "--from", "slack", "--answers", "answers")
    assert (asked.code, done.out) == (1, "1 added, 0 changed, 3 unchanged, 1 left.\n")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "People cannot come from '': choose one of slack"),
        ("paper", "People cannot come from 'paper': choose one of slack"),
        ("slack", "People cannot be read from 'slack': set SLACK_BOT_TOKEN."),
        (
            "entra",
            "People cannot be read from 'entra': set ENTRA_TENANT_ID, ENTRA_CLIENT_ID and",
        ),
    ],
)
def test_a_source_that_is_none_or_not_set_up_is_told(harbour: Harbour, source: str, said: str) -> None:
    """In a line."""
    ended = harbour("directory", "sync", "--from", source)
    assert (ended.code, ended.err.count("\n"), ended.err.startswith(said)) == (1, 1, True)


def test_people_come_from_entra_and_go_on_with_what_has_changed(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A promotion and a leaver, each a plan of its own; the log of the tenant is asked, and not everybody again."""
    ids = [f"00000000-0000-0000-0000-{n:012d}" for n in range(4)]
    users = [
        GraphUser(id=id_, name=name, mail=f"{name[:3]}@example.org", manager=ids[0])
        for id_, name in zip(ids, NAMES, strict=True)
    ]
    tenant = GraphTenant(users)
    stand_in = GraphStandIn(tenant)
    with elsewhere(stand_in):
        settings = stand_in.settings()
        for name, value in (
            ("ENTRA_TENANT_ID", settings.tenant_id),
            ("ENTRA_CLIENT_ID", settings.client_id),
            ("ENTRA_CLIENT_SECRET", settings.secret),
            ("ENTRA_GRAPH_URL", stand_in.url),
            ("ENTRA_LOGIN_URL", stand_in.url),
        ):
            monkeypatch.setenv(name, value)
        sync = ("directory", "sync", "--from", "entra")
        assert harbour(*sync).out == "4 added, 0 changed, 0 unchanged, 0 left.\n"
        tenant.change(ids[3], manager=ids[1])
        tenant.change(ids[2], enabled=False)
        tenant.asked.clear()
        assert harbour(*sync, "--plan").out.splitlines() == [
            "0 added, 1 changed, 2 unchanged, 1 left.",
            "Another line manager: line 4.",
        ]
        assert harbour(*sync).out == "0 added, 1 changed, 2 unchanged, 1 left.\n"
        assert "/v1.0/users" not in tenant.asked
        tenant.change(ids[2], enabled=True)
        assert harbour(*sync).out.splitlines()[0] == "0 added, 1 changed, 3 unchanged, 0 left."
        assert "/v1.0/users" in tenant.asked
