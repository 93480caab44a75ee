"""The two platforms, as the rounds know them: a stand-in, what people do there, and with what Harbour is compared."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from benchmarks import payloads, slack, staff, teams
from benchmarks.teams_payloads import Teams


class Act(Protocol):
    """Something that people do again and again."""

    def request(self, user: str, number: int) -> bytes:
        """The whole HTTP request, as this person makes it, the number of all."""
        ...

    def is_answer(self, body: bytes) -> bool:
        """True if this is the body of Harbour's answer."""
        ...


#: Does it once, and returns the body of Harbour's answer.
Once = Callable[[Act], Awaitable[bytes]]


class Side(Protocol):
    """One platform."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def kinds(self) -> Sequence[str]:
        """Servers to compare: Harbour, the platform's own library alone, and a handler that does nothing."""
        ...

    @property
    def url(self) -> str:
        """Address of the stand-in."""
        ...

    async def start(self) -> None:
        """Let the stand-in listen."""
        ...

    async def stop(self) -> None:
        """No more."""
        ...

    def people(self) -> Sequence[str]:
        """People who act, by their ids on the platform."""
        ...

    async def acts(self, once: Once) -> Mapping[str, Act]:
        """Acts to measure, by name, the report first; Harbour is asked for its forms."""
        ...


class SlackSide:
    """Slack beside Bolt."""

    name = "slack"
    kinds = ("harbour", "bolt", "aiohttp")

    def __init__(self) -> None:
        self._stand_in = slack.StandIn()

    @property
    def url(self) -> str:
        return self._stand_in.url

    async def start(self) -> None:
        await self._stand_in.start()

    async def stop(self) -> None:
        await self._stand_in.stop()

    def people(self) -> Sequence[str]:
        return staff.reporters()

    async def acts(self, once: Once) -> Mapping[str, Act]:
        """The report is that of the form as Harbour shows it after the first answer."""
        command = payloads.command()
        await once(command)
        await once(payloads.channel_chosen(self._stand_in.view))
        return {"report": payloads.report(self._stand_in.view), "command": command}


class TeamsSide:
    """Teams beside the SDK's `process_activity`."""

    name = "teams"
    kinds = ("harbour", "botbuilder", "aiohttp")

    def __init__(self) -> None:
        self._stand_in = teams.StandIn()

    @property
    def url(self) -> str:
        return self._stand_in.url

    async def start(self) -> None:
        await self._stand_in.start()

    async def stop(self) -> None:
        await self._stand_in.stop()

    def people(self) -> Sequence[str]:
        return staff.reporters(staff.teams_id)

    async def acts(self, once: Once) -> Mapping[str, Act]:
        """The report is that of the form as it is shown after it has been sent once, with its further questions."""
        people = Teams(self._stand_in.service_url, self._stand_in.bearer())
        dialog = _dialog(await once(people.fetch()))
        further = _dialog(await once(people.submit(dialog, receipt=b'"continue"')))
        return {"task/submit": people.submit(further), "task/fetch": people.fetch(), "message": people.message()}


def _dialog(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)["task"]["value"]
    return found


SIDES: Mapping[str, Callable[[], Side]] = {"slack": SlackSide, "teams": TeamsSide}
