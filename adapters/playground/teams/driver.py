"""Acts as the people of a tenant against a running app."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from adapters.playground.people.person import Person
from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams import activities
from adapters.playground.teams.link import TeamsLink
from adapters.playground.teams.person import TeamsPerson
from adapters.playground.teams.showing import taken
from adapters.playground.teams.tenant import Tenant


class Driver:
    """The people and their connection to the app. Use as a context, or call `install` at the beginning and `close` at
    the end.
    """

    def __init__(self, tenant: Tenant, app_url: str = "", *, link: TeamsLink | None = None) -> None:
        """`app_url`: where the app takes activities, such as "http://127.0.0.1:3978/api/messages"."""
        self.tenant = tenant
        self.link = link or TeamsLink(app_url, tenant, patience=tenant.patience)
        self._people: dict[str, TeamsPerson] = {}

    async def __aenter__(self) -> Self:
        await self.install()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def install(self) -> None:
        """Add the app, as an administrator, for everybody who is to have it and has not; the app is notified.

        Its answer is a welcome and no news: a story begins after it. Raises AppFailed.
        """
        for member in list(self.tenant.members.values()):
            # Guests cannot have it (platform page: teams).
            is_to_have_it = member.installed and not (member.guest or member.deleted)
            if is_to_have_it and member.aad not in self.tenant.chats:
                self.tenant.install(member.aad)
                taken(await self.link.deliver(activities.installed(self.tenant, member)))
                self.tenant.greetings |= {message.id for message in self.tenant.seen_by(member.aad)}

    async def close(self) -> None:
        """No more acts."""
        await self.link.close()

    def person(self, name: str) -> TeamsPerson:
        """Somebody by short name, full name, e-mail or id; always the same object. Raises CannotDo."""
        aad = self.tenant.find_member(name).aad
        return self._people.setdefault(aad, TeamsPerson(self.tenant, aad, self.link))

    @property
    def platform(self) -> str:
        """Teams."""
        return "teams"

    def everybody(self) -> list[Person]:
        """All people of the tenant."""
        return [self.person(aad) for aad in self.tenant.members]

    def outside(self, word: str) -> list[str]:
        """By which operation this word was sent into a chat or asked of Teams' side."""
        found = self.tenant.sent.containing(word, Channel.MESSAGE, Channel.EPHEMERAL, Channel.OTHER)
        return [sent.by for sent in found]

    @property
    def taps(self) -> int:
        """All taps of all people so far."""
        return sum(person.taps for person in self._people.values())
