"""Acts as the people of a workspace against a running app."""

from __future__ import annotations

from types import TracebackType

from adapters.playground.people.answer import Answer
from adapters.playground.people.person import Person
from adapters.playground.slack import payloads
from adapters.playground.slack.link import COMMAND, EVENT, INTERACTIVE, HttpLink, Link, SocketLink
from adapters.playground.slack.person import SlackPerson
from adapters.playground.slack.socket_mode import SocketHub
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.refusals import Json
from adapters.playground.stand_in.sent import Channel


class Driver:
    """The people and their connection to the app. Use as a context, or call `close` at the end."""

    def __init__(
        self, workspace: Workspace, app_url: str = "", signing_secret: str | None = None, *, link: Link | None = None
    ) -> None:
        """`app_url`: where the app takes Slack's requests, such as "http://127.0.0.1:3978/slack/events"."""
        self.workspace = workspace
        self.link: Link = link or HttpLink(
            app_url, signing_secret or workspace.app.signing_secret, patience=workspace.patience
        )
        self._people: dict[str, SlackPerson] = {}

    @classmethod
    def over_socket(cls, workspace: Workspace, hub: SocketHub) -> Driver:
        """The same through Socket Mode."""
        return cls(workspace, link=SocketLink(hub, patience=workspace.patience))

    async def __aenter__(self) -> Driver:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """No more acts."""
        await self.link.close()

    def person(self, name: str) -> SlackPerson:
        """Somebody by short name, full name, e-mail or id; always the same object. Raises CannotDo."""
        user = self.workspace.find_user(name)
        return self._people.setdefault(user.id, SlackPerson(self.workspace, user.id, self.link))

    @property
    def platform(self) -> str:
        """Slack."""
        return "slack"

    def everybody(self) -> list[Person]:
        """All people of the workspace, no bots."""
        return [self.person(user.id) for user in self.workspace.users.values() if not user.is_bot]

    def outside(self, word: str) -> list[str]:
        """By which method this word was sent into a chat or asked of the Web API."""
        found = self.workspace.sent.containing(word, Channel.MESSAGE, Channel.EPHEMERAL, Channel.OTHER)
        return [sent.by for sent in found]

    @property
    def taps(self) -> int:
        """All taps of all people so far."""
        return sum(person.taps for person in self._people.values())

    async def post_interactivity(self, payload: Json) -> Answer:
        """Deliver any interaction, signed, as a forger might."""
        return await self.link.deliver(INTERACTIVE, payload)

    async def post_command(self, form: Json) -> Answer:
        """Deliver any command form, signed."""
        return await self.link.deliver(COMMAND, form)

    async def post_event(self, event: Json, *, retry: int = 0) -> Answer:
        """Deliver any event, in its envelope, signed; `retry` is its x-slack-retry-num."""
        return await self.link.deliver(EVENT, payloads.event_callback(self.workspace, event), retry=retry)
