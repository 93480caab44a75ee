"""Hand-written fakes of everything below Slack's adapter: the core, the store and Slack's Web API."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.chat.events import Event, SubmitEvent
from bot.chat.replies import Done, Reply
from bot.dispatcher import Unchanged
from bot.people import People, Person, PersonId
from bot.ports import UnitOfWork
from tests.adapters.chat.notes import FakeHistory, FakeNotes

T = TypeVar("T")
Json = dict[str, Any]

SECRET = "a secret of the tests"
TEAM = "T0HOME"

ISLA = Person(id=PersonId("isla"), email="isla@example.org", name="Isla Reid", ids={"slack": "UISLA"})
MORAG = Person(id=PersonId("morag"), email="morag@example.org", name="Morag Bain")


class FakeDirectory(FakeHistory):
    """The people, kept in a list."""

    def __init__(self, *people: Person) -> None:
        super().__init__()
        self.listed = {p.id: p for p in people}

    def people(self) -> People:
        """Everybody."""
        return People(self.listed.values())

    def put(self, person: Person) -> Person:
        """Keep them."""
        self.listed[person.id] = person
        return person


class FakeStore:
    """Runs work at once, on a unit of work that has people and nothing else."""

    is_shared = False

    def __init__(self, *people: Person) -> None:
        self.directory = FakeDirectory(*people)
        self.notes = FakeNotes()
        self.now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

    @property
    def people(self) -> People:
        """The directory's snapshot."""
        return self.directory.people()

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run it."""
        return work(cast("UnitOfWork", self))


class FakeDispatcher:
    """Gives set answers, and records the events."""

    def __init__(self) -> None:
        self.reply: Reply | Exception = Done()
        self.kept: Reply = Done("Kept for you.")
        self.seen: list[Event] = []
        self.saved: list[Event] = []
        self.late: list[Event] = []

    def handle(self, event: Event, uow: UnitOfWork) -> Reply:  # noqa: ARG002 - as the core has it
        """The reply that was set."""
        self.seen.append(event)
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply

    def untold(self, event: SubmitEvent, uow: UnitOfWork) -> None:  # noqa: ARG002 - as the core has it
        """Remember whose answer came too late."""
        self.late.append(event)

    def keep(self, event: Event, uow: UnitOfWork) -> Reply:  # noqa: ARG002 - as the core has it
        """Remember it as kept."""
        self.saved.append(event)
        return self.kept

    def refuse(self, reply: Reply) -> None:
        """Answer so that nothing is kept."""
        self.reply = Unchanged(reply)


def user(user_id: str, email: str = "", **facts: object) -> Json:
    """A user as Slack describes one."""
    profile = {"email": email, "real_name": user_id.title()} if email else {"real_name": user_id.title()}
    known = {"id": user_id, "team_id": TEAM, "name": user_id.lower(), "profile": profile, "is_email_confirmed": True}
    return {**known, **facts}


@dataclass
class Call:
    """One call of the Web API."""

    method: str
    arguments: Json


@dataclass
class FakeSlack:
    """A small Web API with set answers; it records every call."""

    users: dict[str, Json] = field(default_factory=dict)
    #: What a method is to answer instead: an error's name, or a whole response.
    trouble: dict[str, str | Callable[[], web.Response]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    scopes: str = "chat:write,commands,im:history,im:write,users:read,users:read.email"

    async def serve(self) -> TestServer:
        """Listen on this machine."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._answer)
        server = TestServer(app)
        await server.start_server()
        return server

    def called(self, method: str) -> list[Json]:
        """The arguments of every call of this method."""
        return [c.arguments for c in self.calls if c.method == method]

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await request.json() if request.content_type == "application/json" else await self._form(request)
        self.calls.append(Call(method, arguments))
        trouble = self.trouble.get(method)
        if callable(trouble):
            return trouble()
        if trouble:
            return web.json_response({"ok": False, "error": trouble})
        return web.json_response(self._result(method, arguments), headers={"x-oauth-scopes": self.scopes})

    async def _form(self, request: web.Request) -> Json:
        form = {key: str(value) for key, value in [*request.query.items(), *(await request.post()).items()]}
        return {k: json.loads(v) if v[:1] in {"{", "["} else v for k, v in form.items()}

    def _result(self, method: str, arguments: Json) -> Json:
        match method:
            case "auth.test":
                return {"ok": True, "team_id": TEAM, "user_id": "UBOT", "bot_id": "BBOT"}
            case "users.info" if arguments["user"] in self.users:
                return {"ok": True, "user": self.users[arguments["user"]]}
            case "users.info" | "users.lookupByEmail":
                found = [u for u in self.users.values() if u["profile"].get("email") == arguments.get("email")]
                return {"ok": True, "user": found[0]} if found else {"ok": False, "error": "user_not_found"}
            case "conversations.open":
                return {"ok": True, "channel": {"id": "D" + arguments["users"]}}
            case "chat.postMessage":
                return {"ok": True, "channel": arguments["channel"], "ts": f"170000000{len(self.calls)}.000100"}
            case _:
                return {"ok": True}


def signed(body: bytes, at: int, secret: str = SECRET) -> dict[str, str]:
    """The headers with which Slack signs a body."""
    base = b"v0:" + str(at).encode() + b":" + body
    signature = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(at), "X-Slack-Signature": signature}


def form(**fields: str) -> bytes:
    """A form's body."""
    return urlencode(fields).encode()


def command(text: str = "", **changes: str) -> Json:
    """A slash command of Isla's."""
    return {
        "token": "x",
        "team_id": TEAM,
        "user_id": "UISLA",
        "user_name": "isla",
        "command": "/ended-contact",
        "text": text,
        "trigger_id": "1.2.abc",
        "channel_id": "C1",
        "response_url": "https://hooks.slack.com/commands/T/1/x",
        **changes,
    }


def view(name: str = "ended_contact.report", metadata: str = "", **changes: object) -> Json:
    """A modal of Harbour's, as it comes back."""
    return {
        "id": "V1",
        "type": "modal",
        "hash": "1.h",
        "callback_id": name,
        "private_metadata": metadata,
        "blocks": [],
        "state": {"values": {}},
        **changes,
    }


def submission(shown: Json, **changes: object) -> Json:
    """A form sent by Isla."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM, "domain": "x"},
        "user": {"id": "UISLA", "team_id": TEAM},
        "trigger_id": "1.2.sub",
        "view": shown,
        **changes,
    }


def click(action: Json, **changes: object) -> Json:
    """A button pressed by Isla, in a message unless `view` is given."""
    return {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": "UISLA", "team_id": TEAM},
        "trigger_id": "1.2.act",
        "actions": [{"action_ts": "17.1", "block_id": "b", **action}],
        **changes,
    }


def button(action_id: str = "ended_contact.open", value: str = "rec1|") -> Json:
    """A button."""
    return {"type": "button", "action_id": action_id, "value": value}


def happened(event: Json, **changes: object) -> Json:
    """An event of the Events API."""
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "event_id": "Ev1",
        "event_time": 1,
        "event": {"user": "UISLA", **event},
        **changes,
    }


def typed(text: str, **changes: object) -> Json:
    """A direct message of Isla's."""
    return happened({"type": "message", "channel_type": "im", "channel": "D1", "text": text, "ts": "17.2", **changes})
