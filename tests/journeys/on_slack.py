"""The stand-in for Slack, in the words of `tests.journeys.sides.Side`."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import aiohttp

from adapters.house.side import Connection
from adapters.playground.people.person import Person
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.faults import Fault
from adapters.playground.slack.link import HttpLink
from adapters.playground.slack.server import StandIn
from adapters.playground.slack.surfaces import View
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.sent import Channel
from tests.journeys.sides import Call, Trouble

_METHODS = {Call.SEND: "chat.postMessage", Call.REWRITE: "chat.update", Call.REMOVE: "chat.delete", Call.ANY: "*"}


class OnSlack:
    """The stand-in for Slack."""

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in = stand_in
        #: Its people, since the house was opened last.
        self.people: Driver

    @property
    def platform(self) -> str:
        return "slack"

    @property
    def workspace(self) -> Workspace:
        """Its workspace."""
        return self.stand_in.workspace

    def connection(self) -> Connection:
        return self.stand_in.connection()

    async def driver(self, house: str) -> Driver:
        self.people = Driver(self.workspace, f"{house}/slack/events")
        return self.people

    @property
    def link(self) -> HttpLink:
        """The signed connection to the service."""
        assert isinstance(self.people.link, HttpLink)
        return self.people.link

    def fails(self, call: Call, trouble: Trouble, seconds: float = 0.0, *, times: int | None = None) -> None:
        fault = {
            Trouble.BROKEN: Fault.broken(),
            Trouble.REFUSED: Fault.refused("internal_error"),
            Trouble.KEPT: Fault.refused("cant_delete_message"),
            Trouble.UNKNOWN: Fault.refused("account_inactive"),
            Trouble.SHUT: Fault.refused("channel_not_found"),
            Trouble.LIMITED: Fault.rate_limited(int(seconds)),
            Trouble.SLOW: Fault.slow(seconds),
            Trouble.LOST: Fault.lost(seconds),
        }
        self.workspace.faults.on(_METHODS[call], fault[trouble], times=times)

    def is_well(self) -> None:
        self.workspace.faults.off()

    def tries(self, call: Call) -> int:
        return sum(call is Call.ANY or sent.by == _METHODS[call] for sent in self.workspace.sent)

    def closes(self, person: Person) -> None:
        self.workspace.deactivate(person.id)

    def makes_guest(self, person: Person) -> None:
        self.workspace.change_user(person.id, is_restricted=True)

    def forgets(self, person: Person) -> None:
        del self.workspace.users[person.id]

    def readdresses(self, person: Person, email: str) -> None:
        self.workspace.change_user(person.id, email=email)

    async def doubles(self, person: Person, account: str, *, confirmed: bool = True) -> str:
        user = self.workspace.users[person.id]
        self.workspace.add_user(replace(user, id=account, name="other", is_email_confirmed=confirmed))
        return "other"

    def form(self, person: Person) -> str:
        return str(self.top(person).body["callback_id"])

    def raw(self, person: Person) -> str:
        return self.bare(json.dumps(self.top(person).body, sort_keys=True)) if person.has_modal else ""

    def shown(self) -> str:
        return "\n".join(sent.text for sent in self.workspace.sent if sent.channel is Channel.VIEW)

    def bare(self, text: str) -> str:
        return re.sub(r'("block_id": ")[0-9a-f]{6}"|("private_metadata": "[^"|]*\|[^"|]*)\|[0-9a-f]+"', r"\1\2", text)

    async def plant(self, person: Person, text: str) -> str:
        headers = {"Authorization": f"Bearer {self.stand_in.bot_token}"}
        url = f"{self.stand_in.api_url}chat.postMessage"
        async with (
            aiohttp.ClientSession() as session,
            session.post(url, json={"channel": person.id, "text": text}, headers=headers) as answer,
        ):
            assert (await answer.json())["ok"]
        return "chat.postMessage"

    def top(self, person: Person) -> View:
        """The dialog that is open."""
        view = self.workspace.dialogs.top(person.id)
        assert view is not None
        return view
