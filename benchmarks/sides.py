"""The two platforms in the rounds: a stand-in, people's acts, and the servers to compare."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

from benchmarks import payloads, slack, staff, teams
from benchmarks.teams_payloads import Teams


class Act(Protocol):
    """An act that people repeat."""

    def request(self, user: str, number: int) -> bytes:
        """The whole HTTP request from this person, the number-th of all."""
        ...

    def is_answer(self, body: bytes) -> bool:
        """True if this is the body of Harbour's answer."""
        ...


#: Carries out the act once, and returns the body of Harbour's answer.
Once = Callable[[Act], Awaitable[bytes]]


class Side(Protocol):
    """One platform."""

    @property
    def name(self) -> str:
        """Name of the platform."""
        ...

    @property
    def kinds(self) -> Sequence[str]:
        """Servers to compare: Harbour, the platform's own library alone, the usual bot, a handler that does nothing."""
        ...

    @property
    def url(self) -> str:
        """Address of the stand-in."""
        ...

    async def start(self) -> None:
        """Start the stand-in."""
        ...

    async def stop(self) -> None:
        """Stop the stand-in."""
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
    kinds = ("harbour", "bolt", "usual", "aiohttp")

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
        """Acts to measure; the report is sent from the form that Harbour shows after the first answer."""
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
        """Acts to measure; the report is sent from the form shown after a first sending, with its further questions."""
        people = Teams(self._stand_in.service_url, self._stand_in.bearer())
        dialog = _dialog(await once(people.fetch()))
        further = _dialog(await once(people.submit(dialog, receipt=b'"continue"')))
        return {"task/submit": people.submit(further), "task/fetch": people.fetch(), "message": people.message()}


def _dialog(body: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(body)["task"]["value"]
    return found


SIDES: Mapping[str, Callable[[], Side]] = {"slack": SlackSide, "teams": TeamsSide}
