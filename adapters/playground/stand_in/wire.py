"""Requests to the app, as a platform sends them: with its patience, and no longer."""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp

from adapters.playground.people.answer import Answer
from adapters.playground.stand_in.refusals import AppFailed


class Wire:
    """One URL of the app."""

    def __init__(self, url: str, agent: str, seconds: float) -> None:
        """`agent`: the User-Agent; `seconds`: how long an answer is waited for."""
        self._url = url
        self._agent = {"User-Agent": agent, "Accept": "application/json,*/*"}
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a body just as it is. Raises AppFailed if no answer comes in time."""
        if self._session is None or self._session.closed:
            patience = aiohttp.ClientTimeout(total=self._seconds)
            self._session = aiohttp.ClientSession(timeout=patience, headers=self._agent)
        try:
            async with self._session.post(self._url, data=body, headers=headers) as response:
                return Answer(response.status, await response.read())
        except TimeoutError:
            raise AppFailed(f"The app did not answer within {self._seconds:g} seconds.") from None
        except aiohttp.ClientError as problem:
            raise AppFailed(f"The app cannot be reached ({type(problem).__name__}).") from None

    async def close(self) -> None:
        """No more requests."""
        if self._session is not None:
            await self._session.close()
