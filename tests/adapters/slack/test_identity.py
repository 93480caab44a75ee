"""Identity in Slack: staff of this workspace and nobody else."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.chat.acquaintance import NOT_A_COLLEAGUE
from adapters.chat.errors import CannotTell, NotStaff
from adapters.slack.client import web_client
from adapters.slack.identity import CANNOT_CHECK, Identity
from adapters.slack.workspace import Workspace
from bot.errors import Misconfigured
from bot.people import PersonId
from tests.adapters.slack.fakes import ISLA, MORAG, TEAM, FakeSlack, FakeStore, user


class Stopwatch:
    """Seconds that pass on request."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """The seconds so far."""
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    """The time."""
    return Stopwatch()


@pytest.fixture
def identity(client: AsyncWebClient, store: FakeStore, watch: Stopwatch) -> Identity:
    """The one that is tested."""
    return Identity(client, Workspace(client), store, monotonic=watch)


async def test_a_known_slack_id_is_that_person(identity: Identity) -> None:
    """The directory knows Isla's id."""
    assert await identity.person("UISLA", TEAM) == ISLA.id


async def test_an_unknown_id_is_found_by_email_and_remembered(identity: Identity, store: FakeStore) -> None:
    """Morag's id is learnt from her first contact."""
    assert await identity.person("UMORAG", TEAM) == MORAG.id
    assert store.people.known_as("slack", "UMORAG") == MORAG.known_as("slack", "UMORAG")


async def test_whoever_is_in_the_workspace_may_report(identity: Identity, slack: FakeSlack, store: FakeStore) -> None:
    """Somebody whom the directory does not know is written down, as not listed; once, also when quick."""
    slack.users["UNEW"] = user("UNEW", "New.Person@example.org")
    first, second = await asyncio.gather(identity.person("UNEW", TEAM), identity.person("UNEW", TEAM))
    found = store.people.known_as("slack", "UNEW")
    assert found is not None
    assert first == second == found.id
    assert (found.email, found.name, found.listed, found.active) == ("new.person@example.org", "Unew", False, True)
    assert len(slack.called("users.info")) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"deleted": True},
        {"is_bot": True},
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"is_workflow_bot": True},
        {"team_id": "TELSEWHERE"},
        {"id": "USLACKBOT"},
    ],
)
async def test_guests_bots_and_strangers_are_refused(
    identity: Identity, slack: FakeSlack, store: FakeStore, facts: dict[str, object]
) -> None:
    """Politely, and without being written down; also where the directory has their id."""
    slack.users["UISLA"] = user("UISLA", ISLA.email) | facts
    slack.users["UX"] = user("UX", "x@example.org") | facts
    for guest in ("UISLA", "UX"):
        with pytest.raises(NotStaff, match="people who work here"):
            await identity.person(guest, TEAM)
    assert len(store.people) == 2


async def test_another_workspace_is_refused_without_asking(identity: Identity, slack: FakeSlack) -> None:
    """The envelope says so: Slack Connect. Nor is an envelope without any workspace believed."""
    for team in ("TELSEWHERE", None):
        with pytest.raises(NotStaff):
            await identity.person("UISLA", team)
    assert slack.called("users.info") == []


async def test_somebody_who_has_left_is_refused(identity: Identity, store: FakeStore) -> None:
    """The directory says that Morag has left, whatever Slack says."""
    store.directory.put(replace(MORAG, active=False))
    with pytest.raises(NotStaff):
        await identity.person("UMORAG", TEAM)


async def test_a_verdict_holds_for_ten_minutes(identity: Identity, slack: FakeSlack, watch: Stopwatch) -> None:
    """Then Slack is asked again, so that somebody made a guest is noticed."""
    await identity.person("UISLA", TEAM)
    slack.users["UISLA"]["is_restricted"] = True
    watch.seconds = 599
    assert await identity.person("UISLA", TEAM) == ISLA.id
    watch.seconds = 601
    with pytest.raises(NotStaff):
        await identity.person("UISLA", TEAM)
    assert len(slack.called("users.info")) == 2


async def test_without_slacks_answer_only_the_directory_is_believed(identity: Identity, slack: FakeSlack) -> None:
    """Isla is listed with her id; of anybody else nothing is known, and they are asked to try again."""
    slack.trouble["users.info"] = "ratelimited"
    assert await identity.person("UISLA", TEAM) == ISLA.id
    with pytest.raises(CannotTell, match="try again in a minute"):
        await identity.person("UMORAG", TEAM)
    del slack.trouble["users.info"]
    assert await identity.person("UMORAG", TEAM) == MORAG.id


@pytest.mark.parametrize(
    "error",
    ["account_inactive", "token_revoked", "invalid_auth", "team_access_not_granted", "missing_scope"],
)
async def test_what_slack_says_of_the_app_is_no_news_about_anybody(
    identity: Identity, slack: FakeSlack, error: str
) -> None:
    """Nobody is refused, and nothing of it is remembered."""
    slack.trouble["users.info"] = error
    assert await identity.person("UISLA", TEAM) == ISLA.id
    with pytest.raises(CannotTell, match="could not check who you are"):
        await identity.person("UMORAG", TEAM)
    del slack.trouble["users.info"]
    assert await identity.person("UMORAG", TEAM) == MORAG.id


@pytest.mark.parametrize("error", ["user_not_found", "user_not_visible"])
async def test_whom_slack_does_not_know_is_refused_and_asked_about_again(
    identity: Identity, slack: FakeSlack, error: str
) -> None:
    """Somebody of elsewhere; if that was wrong, it is not remembered."""
    slack.trouble["users.info"] = error
    with pytest.raises(NotStaff):
        await identity.person("UMORAG", TEAM)
    del slack.trouble["users.info"]
    assert await identity.person("UMORAG", TEAM) == MORAG.id


async def test_a_token_that_went_wrong_before_the_first_answer_is_not_the_persons(
    identity: Identity, slack: FakeSlack
) -> None:
    """The person cannot put it right: they are asked to try again, and can."""
    slack.trouble["auth.test"] = "account_inactive"
    with pytest.raises(CannotTell):
        await identity.person("UISLA", TEAM)
    del slack.trouble["auth.test"]
    assert await identity.person("UISLA", TEAM) == ISLA.id


async def test_what_slack_says_late_counts_the_next_time(
    identity: Identity, store: FakeStore, client: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes: nobody is asked for ever to try again."""
    monkeypatch.setattr("adapters.slack.identity._WAIT", 0.05)
    said, look_up = asyncio.Event(), client.users_info

    async def slow(*, user: str) -> object:
        await said.wait()
        return await look_up(user=user)

    monkeypatch.setattr(client, "users_info", slow)
    with pytest.raises(CannotTell):
        await identity.person("UMORAG", TEAM)
    assert await identity.person("UISLA", TEAM) == ISLA.id
    said.set()
    monkeypatch.setattr("adapters.slack.identity._WAIT", 60)
    assert await identity.person("UMORAG", TEAM) == MORAG.id
    assert store.people.known_as("slack", "UMORAG") is not None


async def test_people_picked_are_looked_at_like_senders(identity: Identity, slack: FakeSlack) -> None:
    """A guest or somebody unknown to Slack leaves a sentence beside the field; the others stay picked."""
    slack.users["UGUEST"] = user("UGUEST", "g@example.org", is_restricted=True)
    picked = await identity.picked(
        {"who": ("UMORAG",), "all": ("UISLA", "UGUEST", "UMORAG"), "gone": ("UGONE",), "no": ()}
    )
    assert dict(picked.values) == {"who": (MORAG.id,), "all": (ISLA.id, MORAG.id), "gone": (), "no": ()}
    assert dict(picked.problems) == {"all": NOT_A_COLLEAGUE, "gone": NOT_A_COLLEAGUE}


async def test_somebody_picked_whom_slack_does_not_tell_is_to_be_picked_again(
    identity: Identity, slack: FakeSlack
) -> None:
    """It is Slack's silence, and not a verdict on the person."""
    slack.trouble["users.info"] = lambda: web.Response(status=503)
    assert dict((await identity.picked({"who": ("UMORAG",)})).problems) == {"who": CANNOT_CHECK}


async def test_an_id_found_by_email_is_remembered(identity: Identity, store: FakeStore) -> None:
    """For the messenger, which looks people up."""
    await identity.remember(MORAG.id, "UMORAG")
    await identity.remember(PersonId("nobody"), "UX")
    assert store.people.known_as("slack", "UMORAG") == MORAG.known_as("slack", "UMORAG")


async def test_an_enterprise_holds_all_its_workspaces(
    client: AsyncWebClient, slack: FakeSlack, store: FakeStore
) -> None:
    """In Enterprise Grid people of another workspace of the same organisation are ours."""
    slack.trouble["auth.test"] = lambda: web.json_response({"ok": True, "team_id": TEAM, "enterprise_id": "E1"})
    slack.users["UISLA"] |= {"team_id": "TOTHER", "enterprise_user": {"enterprise_id": "E1"}}
    identity = Identity(client, Workspace(client), store)
    assert await identity.person("UISLA", "TOTHER", "E1") == ISLA.id
    with pytest.raises(NotStaff):
        await identity.person("UISLA", "TOTHER", "E2")


async def test_a_wrong_token_says_how_to_mend_it(client: AsyncWebClient, slack: FakeSlack) -> None:
    """It will not get better by waiting."""
    slack.trouble["auth.test"] = "invalid_auth"
    with pytest.raises(Misconfigured, match="SLACK_BOT_TOKEN"):
        await Workspace(client).begin()


async def test_a_token_that_has_stopped_counting_keeps_nobody_from_starting(
    client: AsyncWebClient, slack: FakeSlack
) -> None:
    """It may count again, and what is on another platform goes on meanwhile."""
    slack.trouble["auth.test"] = "account_inactive"
    workspace = Workspace(client, fresh=0)
    with pytest.raises(CannotTell):
        await workspace.begin()
    assert "account_inactive" in (await workspace.trouble() or "")
    del slack.trouble["auth.test"]
    assert (await workspace.begin()).team == TEAM


async def test_an_answer_that_is_none_is_no_news_about_anybody(identity: Identity, slack: FakeSlack) -> None:
    """Such as of a proxy in between: it is asked again."""
    slack.trouble["users.info"] = lambda: web.json_response({"ok": True})
    with pytest.raises(CannotTell):
        await identity.person("UMORAG", TEAM)
    del slack.trouble["users.info"]
    assert await identity.person("UMORAG", TEAM) == MORAG.id


async def test_the_workspace_is_asked_again_when_slack_was_silent(client: AsyncWebClient, slack: FakeSlack) -> None:
    """And only once when it was not."""
    workspace = Workspace(client)
    slack.trouble["auth.test"] = "internal_error"
    with pytest.raises(CannotTell):
        await workspace.who()
    assert not workspace.is_known
    del slack.trouble["auth.test"]
    assert (await workspace.who()).team == (await workspace.who()).team == TEAM
    assert len(slack.called("auth.test")) == 2


async def test_an_unreachable_slack_is_no_wrong_token(shared: aiohttp.ClientSession) -> None:
    """Nothing listens there."""
    with pytest.raises(CannotTell):
        await Workspace(web_client("xoxb-test", "http://127.0.0.1:1/api/", shared)).who()
