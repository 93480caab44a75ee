"""Messages to one person: paced, without unfurling, and each failure classified."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import web_client
from adapters.slack.messenger import SlackMessenger
from bot.chat.cards import Button, Buttons, Card, Heading, Text
from bot.errors import About, DeliveryError
from bot.people import Person, PersonId
from tests.adapters.slack.fakes import ISLA, MORAG, FakeSlack, user

CARD = Card(
    title="A private report is waiting for you",
    blocks=(Text("Please open it."), Buttons((Button(label="Open", action="ended_contact.open", about="rec1"),))),
)


class Memory:
    """Remembers ids."""

    def __init__(self) -> None:
        self.ids: dict[PersonId, str] = {}
        self.are_theirs = True

    async def __call__(self, person: PersonId, user: str, instead_of: str | None = None) -> bool:  # noqa: ARG002
        """Keep it."""
        if self.are_theirs:
            self.ids[person] = user
        return self.are_theirs


@pytest.fixture
def memory() -> Memory:
    """Store of learnt ids."""
    return Memory()


@pytest.fixture
def messenger(client: AsyncWebClient, memory: Memory) -> SlackMessenger:
    """The one that is tested; it does not wait between messages."""
    return SlackMessenger(client, memory, pace=0)


@pytest.mark.requirement("R-1.14.1-3")
async def test_a_card_is_posted_to_the_person_alone(messenger: SlackMessenger, slack: FakeSlack) -> None:
    """In the direct message with them; links are not unfurled, and the address says where it stands."""
    address = await messenger.send(ISLA, CARD)
    posted = slack.called("chat.postMessage")[0]
    assert address == "DUISLA 1700000003.000100"
    assert slack.called("conversations.open") == [{"users": "UISLA"}]
    assert (posted["channel"], posted["text"]) == ("DUISLA", "A private report is waiting for you")
    assert [posted[key] in {False, "0", "false", "False"} for key in ("unfurl_links", "unfurl_media", "mrkdwn")] == [
        True
    ] * 3
    assert "metadata" not in posted


async def test_the_channel_is_opened_once(messenger: SlackMessenger, slack: FakeSlack) -> None:
    """It stays the same."""
    await messenger.send(ISLA, CARD)
    await messenger.send(ISLA, CARD)
    assert len(slack.called("conversations.open")) == 1


async def test_a_channel_that_is_not_found_is_opened_again_once(messenger: SlackMessenger, slack: FakeSlack) -> None:
    """And the message goes there; where it is not found again, it is told as the chat's."""
    answers = iter(["channel_not_found", "", "channel_not_found", "channel_not_found"])

    def answer() -> web.Response:
        wrong = next(answers)
        return web.json_response({"ok": not wrong, "error": wrong, "channel": "D9", "ts": "17.9"})

    slack.trouble["chat.postMessage"] = answer
    assert await messenger.send(ISLA, CARD) == "DUISLA 17.9"
    assert len(slack.called("conversations.open")) == 2
    with pytest.raises(DeliveryError) as failed:
        await messenger.send(ISLA, CARD)
    assert failed.value.about is About.CHAT
    assert len(slack.called("chat.postMessage")) == 4


@pytest.mark.parametrize(
    ("error", "expected"),
    [("channel_not_found", About.MOMENT), ("user_not_found", About.CHAT), ("user_disabled", About.PERSON)],
)
async def test_what_is_said_when_a_chat_is_opened(
    messenger: SlackMessenger, slack: FakeSlack, error: str, expected: About
) -> None:
    """It was asked for by the person: what is said of a channel is not theirs."""
    slack.trouble["conversations.open"] = error
    with pytest.raises(DeliveryError, match=error) as failed:
        await messenger.send(ISLA, CARD)
    assert failed.value.about is expected


async def test_an_open_account_is_not_asked_about_before_every_message(
    messenger: SlackMessenger, slack: FakeSlack
) -> None:
    """Only once a minute."""
    await messenger.send(ISLA, CARD)
    await messenger.send(ISLA, CARD)
    assert len(slack.called("users.info")) == 1


async def test_an_account_closed_after_the_first_message_gets_no_more(
    client: AsyncWebClient, memory: Memory, slack: FakeSlack
) -> None:
    """Slack takes a message to it without a word; the matter has to move on instead."""
    messenger = SlackMessenger(client, memory, pace=0, holds=0)
    await messenger.send(ISLA, CARD)
    slack.users["UISLA"] = user("UISLA", deleted=True)
    with pytest.raises(DeliveryError) as failure:
        await messenger.send(ISLA, CARD)
    assert (failure.value.permanent, len(slack.called("chat.postMessage"))) == (True, 1)


async def test_a_message_is_written_again_where_it_stands(messenger: SlackMessenger, slack: FakeSlack) -> None:
    """By channel and time stamp."""
    await messenger.rewrite("D1 17.1", Card(title="Nothing more to do"))
    written = slack.called("chat.update")[0]
    assert (written["channel"], written["ts"], written["text"]) == ("D1", "17.1", "Nothing more to do")


async def test_a_message_is_deleted_where_it_stands(messenger: SlackMessenger, slack: FakeSlack) -> None:
    """By channel and time stamp; one that is not there any more is as good as deleted."""
    await messenger.remove("D1 17.1")
    slack.trouble["chat.delete"] = "message_not_found"
    await messenger.remove("D1 17.1")
    assert slack.called("chat.delete") == [{"channel": "D1", "ts": "17.1"}] * 2


@pytest.mark.parametrize(
    ("error", "permanent"),
    [("cant_delete_message", True), ("compliance_exports_prevent_deletion", True), ("internal_error", False)],
)
async def test_what_slack_does_not_delete_is_told(
    messenger: SlackMessenger, slack: FakeSlack, error: str, permanent: bool
) -> None:
    """For good, or to be tried again."""
    slack.trouble["chat.delete"] = error
    with pytest.raises(DeliveryError) as failed:
        await messenger.remove("D1 17.1")
    assert failed.value.permanent is permanent


async def test_an_unknown_id_is_looked_up_by_email(messenger: SlackMessenger, memory: Memory) -> None:
    """And remembered."""
    assert (await messenger.send(MORAG, CARD)).startswith("DUMORAG ")
    assert memory.ids == {MORAG.id: "UMORAG"}


async def test_an_account_that_is_somebody_elses_or_not_confirmed_gets_nothing(
    messenger: SlackMessenger, memory: Memory, slack: FakeSlack
) -> None:
    """The matter moves on instead; and nothing fails that would be tried for ever."""
    memory.are_theirs = False
    slack.users["UISLA"] = user("UISLA", ISLA.email, is_email_confirmed=False)
    for person in (MORAG, ISLA.known_as("slack", None)):
        with pytest.raises(DeliveryError) as failed:
            await messenger.send(person, CARD)
        assert failed.value.permanent
    assert slack.called("chat.postMessage") == []


async def test_an_id_that_slack_does_not_know_is_looked_up_again(
    messenger: SlackMessenger, memory: Memory, slack: FakeSlack
) -> None:
    """Only a learnt one: an id given by the directory is for the directory to correct."""
    stale = MORAG.known_as("slack", "USTALE")
    assert (await messenger.send(stale, CARD)).startswith("DUMORAG ")
    assert memory.ids == {MORAG.id: "UMORAG"}
    with pytest.raises(DeliveryError) as failed:
        await messenger.send(replace(stale, given=frozenset({"slack"})), CARD)
    assert failed.value.permanent
    slack.users["UCLOSED"] = user("UCLOSED", deleted=True)
    with pytest.raises(DeliveryError):
        await messenger.send(MORAG.known_as("slack", "UCLOSED"), CARD)


@pytest.mark.parametrize("fact", ["deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger"])
async def test_nobody_but_staff_is_found_by_email(messenger: SlackMessenger, slack: FakeSlack, fact: str) -> None:
    """A guest with a colleague's address is no colleague: escalated, never sent."""
    slack.users["UMORAG"] = user("UMORAG", MORAG.email) | {fact: True}
    with pytest.raises(DeliveryError) as failed:
        await messenger.send(MORAG, CARD)
    assert failed.value.permanent
    assert slack.called("chat.postMessage") == []


def test_it_reaches_active_people_with_an_id_or_an_address(messenger: SlackMessenger) -> None:
    """Nobody else."""
    assert [
        messenger.reaches(ISLA),
        messenger.reaches(MORAG),
        messenger.reaches(replace(ISLA, active=False)),
        messenger.reaches(replace(MORAG, email="")),
    ] == [True, True, False, False]


@pytest.mark.parametrize(
    ("error", "permanent"),
    [
        ("user_disabled", True),
        ("account_inactive", False),
        ("token_revoked", False),
        ("team_access_not_granted", False),
        ("user_not_found", True),
        ("channel_not_found", True),
        ("cannot_dm_bot", True),
        ("is_archived", True),
        ("message_not_found", True),
        ("cant_update_message", True),
        ("edit_window_closed", True),
        ("internal_error", False),
        ("service_unavailable", False),
        ("invalid_auth", False),
    ],
)
async def test_what_cannot_be_mended_by_waiting_is_permanent(
    messenger: SlackMessenger, slack: FakeSlack, error: str, *, permanent: bool
) -> None:
    """A closed account is; trouble at Slack's is not, nor is a token that an operator can mend."""
    slack.trouble = {"chat.postMessage": error, "chat.update": error}
    for attempt in (messenger.send(ISLA, CARD), messenger.rewrite("D1 17.1", CARD)):
        with pytest.raises(DeliveryError) as failed:
            await attempt
        assert (failed.value.permanent, failed.value.retry_after) == (permanent, None)
        assert failed.value.message == f"Slack: {error}"


async def test_silence_is_kept_for_as_long_as_slack_asks(messenger: SlackMessenger, slack: FakeSlack) -> None:
    """A 429 says how long; nothing is even tried before."""
    slack.trouble["chat.postMessage"] = lambda: web.json_response(
        {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "7"}
    )
    with pytest.raises(DeliveryError) as first:
        await messenger.send(ISLA, CARD)
    with pytest.raises(DeliveryError) as second:
        await messenger.rewrite("D1 17.1", CARD)
    assert (first.value.permanent, first.value.retry_after) == (False, 7.0)
    assert second.value.retry_after is not None
    assert 6.0 < second.value.retry_after <= 7.0
    assert slack.called("chat.update") == []


@pytest.mark.parametrize("answer", ["", "<html>", "[]", '{"ok": true}'])
async def test_an_answer_that_is_none_is_tried_again_later(
    messenger: SlackMessenger, slack: FakeSlack, answer: str
) -> None:
    """A proxy's page, an empty body, a gateway's error: not permanent."""
    slack.trouble["conversations.open"] = lambda: web.Response(text=answer, status=502, content_type="application/json")
    with pytest.raises(DeliveryError) as failed:
        await messenger.send(ISLA, CARD)
    assert not failed.value.permanent


@pytest.mark.parametrize("person", [ISLA, MORAG])
async def test_a_profile_that_is_none_counts_against_nobody(
    messenger: SlackMessenger, slack: FakeSlack, person: Person
) -> None:
    """An answer without what was asked for is tried again later."""
    for method in ("users.info", "users.lookupByEmail"):
        slack.trouble[method] = lambda: web.json_response({"ok": True})
    with pytest.raises(DeliveryError) as failed:
        await messenger.send(person, CARD)
    assert failed.value.about is About.MOMENT


async def test_an_unreachable_slack_is_tried_again_later(shared: aiohttp.ClientSession, memory: Memory) -> None:
    """And not by the client itself, which could post twice."""
    client = web_client("xoxb-test", "http://127.0.0.1:1/api/", shared)
    with pytest.raises(DeliveryError) as failed:
        await SlackMessenger(client, memory).send(ISLA, CARD)
    assert (failed.value.permanent, client.retry_handlers) == (False, [])


async def test_a_card_that_breaks_a_limit_is_not_sent(messenger: SlackMessenger, slack: FakeSlack) -> None:
    """It is an error of ours, which waiting does not mend."""
    with pytest.raises(DeliveryError):
        await messenger.send(ISLA, Card(title="x", blocks=(Heading("x" * 3001),)))
    assert slack.called("chat.postMessage") == []


def test_this_machine_is_not_reached_through_a_proxy(
    shared: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SDK would take one from the environment."""
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:1")
    assert web_client("x", "http://127.0.0.1:9/api/", shared).proxy is None
    assert web_client("x", "https://slack.com/api/", shared).proxy == "http://proxy.example:1"
