"""Socket Mode: the same listener, over a connection that we open ourselves."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.house.service import Service
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.faults import Fault
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from adapters.slack.app import SlackApp
from adapters.slack.settings import SlackSettings
from bot.chat.cards import Card, Text
from bot.chat.events import CommandEvent, SubmitEvent
from bot.chat.forms import Form, TextField
from bot.chat.replies import OpenForm, ShowCard, ShowHome
from tests.adapters.slack.fakes import ISLA, FakeDispatcher, FakeStore

FORM = Form(name="ended_contact.report", title="Ended contact", body=(TextField(id="note", label="What happened"),))
CARD = Card(title="Thank you", blocks=(Text("It is sent."),))


@pytest.fixture
async def stand_in() -> AsyncIterator[StandIn]:
    """A stand-in for Slack, in whose workspace Isla is."""
    isla = User(id="UISLA", name="isla", real_name="Isla Reid", email=ISLA.email)
    async with StandIn(Workspace([isla])) as running:
        yield running


@pytest.fixture
async def driver(stand_in: StandIn, core: FakeDispatcher, store: FakeStore) -> AsyncIterator[Driver]:
    """The people, in front of a service that is connected by Socket Mode."""
    settings = SlackSettings(
        bot_token=stand_in.bot_token, app_token=stand_in.app_token, api_url=stand_in.api_url, pace=0
    )
    house = await SlackApp.open(settings, Service(store, core), store)
    await house.start()
    await stand_in.hub.connected()
    async with Driver.over_socket(stand_in.workspace, stand_in.hub) as people:
        yield people
    await house.close()


async def test_a_command_a_form_and_the_home_go_over_the_socket(driver: Driver, core: FakeDispatcher) -> None:
    """The typed text is in the form; the form is answered in its place; the home is published."""
    isla = driver.person("Isla Reid")
    core.reply = OpenForm(FORM.filled({"note": "she swore"}))
    await isla.command("/ended-contact", "she swore")
    core.reply = OpenForm(FORM.with_errors({"note": "Please write a sentence."}))
    await isla.send()
    assert "Please write a sentence." in isla.modal().errors.values()
    core.reply = ShowCard(CARD)
    await isla.send()
    assert "It is sent." in isla.modal().text
    await isla.close()
    core.reply = ShowHome(CARD)
    assert "It is sent." in (await isla.open_home()).text
    command, first, second, _ = core.seen
    assert isinstance(command, CommandEvent)
    assert isinstance(first, SubmitEvent)
    assert (command.text, dict(first.values)) == ("she swore", {"note": "she swore"})
    assert first.key == second.key


async def test_a_connection_that_never_was_is_said(stand_in: StandIn, core: FakeDispatcher, store: FakeStore) -> None:
    """The token holds, and yet nothing arrives; it says which other token to look at."""
    stand_in.workspace.faults.on("apps.connections.open", Fault.refused("invalid_auth"))
    settings = SlackSettings(
        bot_token=stand_in.bot_token, app_token=stand_in.app_token, api_url=stand_in.api_url, fresh=0
    )
    house = await SlackApp.open(settings, Service(store, core), store)
    await house.start()
    said = await house.trouble()
    await house.close()
    assert said is not None
    assert "SLACK_APP_TOKEN" in said
    stand_in.workspace.faults.off()
    house = await SlackApp.open(settings, Service(store, core), store)
    await house.start()
    await stand_in.hub.connected()
    assert await house.trouble() is None
    await house.close()


async def test_what_cannot_be_read_is_acknowledged(driver: Driver, core: FakeDispatcher) -> None:
    """Else Slack would send it again and again."""
    answer = await driver.post_interactivity({"type": "block_actions", "actions": []})
    assert answer.status == 200
    assert core.seen == []
