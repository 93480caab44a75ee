"""The stand-in for Teams' side, in the words of `tests.journeys.sides.Side`."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import aiohttp

from adapters.house.side import Connection
from adapters.playground.people.person import Person
from adapters.playground.stand_in.refusals import Json
from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams import activities
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.entra import SCOPE
from adapters.playground.teams.faults import EVERY_OPERATION, Fault, Operation
from adapters.playground.teams.server import TeamsStandIn
from adapters.playground.teams.surfaces import Dialog
from adapters.playground.teams.tenant import Tenant
from adapters.teams import data
from tests.journeys.sides import Call, Trouble

_OPERATIONS = {
    Call.SEND: Operation.SEND,
    Call.REWRITE: Operation.UPDATE,
    Call.REMOVE: Operation.DELETE,
    Call.ANY: EVERY_OPERATION,
}
#: All but what Microsoft's sign-in services answer.
_OF_CONNECTOR = [each for each in Operation if each not in {Operation.TOKEN, Operation.OPENID, Operation.KEYS}]
#: Parts of a form that differ between two showings of it, and the message from which it was opened.
_SHOWING = re.compile(r'("to": ?"[^"|]*\|[^"|]*)\|[0-9a-f]+"|"card": ?"[^"]*",? ?')


class OnTeams:
    """The stand-in for Teams' side."""

    def __init__(self, stand_in: TeamsStandIn) -> None:
        self.stand_in = stand_in
        #: Its people, since the house was opened last.
        self.people: Driver

    @property
    def platform(self) -> str:
        return "teams"

    @property
    def tenant(self) -> Tenant:
        """Its tenant."""
        return self.stand_in.tenant

    def connection(self) -> Connection:
        return self.stand_in.connection()

    async def driver(self, house: str) -> Driver:
        self.people = Driver(self.tenant, f"{house}/api/messages")
        await self.people.install()
        return self.people

    def fails(self, call: Call, trouble: Trouble, seconds: float = 0.0, *, times: int | None = None) -> None:
        fault = {
            Trouble.BROKEN: Fault.bad_gateway(),
            Trouble.REFUSED: Fault.precondition(),
            Trouble.KEPT: Fault.refused(403, "MessageWritesBlocked"),
            Trouble.UNKNOWN: Fault.refused(401, "BotNotRegistered"),
            Trouble.SHUT: Fault.refused(403, "BotDisabledByAdmin"),
            Trouble.LIMITED: Fault.throttled(int(seconds)),
            Trouble.SLOW: Fault.slow(seconds),
            Trouble.LOST: Fault.lost(seconds),
        }
        only_the_connector = call is Call.ANY and trouble in {Trouble.UNKNOWN, Trouble.SHUT}
        for operation in _OF_CONNECTOR if only_the_connector else (_OPERATIONS[call],):
            self.tenant.faults.on(operation, fault[trouble], times=times)

    def is_well(self) -> None:
        self.tenant.faults.off()

    def tries(self, call: Call) -> int:
        return sum(call is Call.ANY or sent.by == _OPERATIONS[call] for sent in self.tenant.sent)

    def closes(self, person: Person) -> None:
        self.tenant.change_member(person.id, deleted=True)

    def makes_guest(self, person: Person) -> None:
        self.tenant.change_member(person.id, guest=True, upn="")

    def forgets(self, person: Person) -> None:
        del self.tenant.members[person.id]

    async def uninstalls(self, person: Person) -> None:
        """Remove the app as this person; the service is notified."""
        self.tenant.uninstall(person.id)
        await self.people.link.deliver(activities.removed(self.tenant, self.tenant.members[person.id]))

    def readdresses(self, person: Person, email: str) -> None:
        self.tenant.change_member(person.id, email=email, upn=email)

    async def doubles(self, person: Person, account: str, *, confirmed: bool = True) -> str:  # noqa: ARG002
        first = self.tenant.members[person.id]
        changes = replace(first, aad=account, account="29:1other", name="other", installed=True)
        other = self.tenant.add_member(changes)
        self.tenant.install(account)
        for activity in (activities.installed(self.tenant, other), activities.conversation_begun(self.tenant, other)):
            assert (await self.people.link.deliver(activity)).status == 200
        return "other"

    def form(self, person: Person) -> str:
        return str(person.pending().payload["value"]["data"][data.OURS][data.NAME])

    def raw(self, person: Person) -> str:
        dialog = self.tenant.dialogs.of(person.id)
        return "" if dialog is None else self.bare(json.dumps(_sent(dialog), sort_keys=True))

    def shown(self) -> str:
        return "\n".join(sent.text for sent in self.tenant.sent if sent.channel is Channel.VIEW)

    def bare(self, text: str) -> str:
        return _SHOWING.sub(lambda found: f'{found[1]}"' if found[1] else "", text)

    async def plant(self, person: Person, text: str) -> str:
        app = self.tenant.app
        asks = {
            "grant_type": "client_credentials",
            "client_id": app.app_id,
            "client_secret": app.password,
            "scope": SCOPE,
        }
        url = f"{self.stand_in.service_url}v3/conversations/{self.tenant.chat_with(person.id)}/activities"
        async with aiohttp.ClientSession() as session:
            async with session.post(self.stand_in.token_url, data=asks) as answer:
                headers = {"Authorization": f"Bearer {(await answer.json())['access_token']}"}
            async with session.post(url, json={"type": "message", "text": text}, headers=headers) as answer:
                assert answer.status == 201
        return Operation.SEND


def _sent(dialog: Dialog) -> Json:
    return {"title": dialog.title, "height": dialog.height, "width": dialog.width, "card": dialog.card}
