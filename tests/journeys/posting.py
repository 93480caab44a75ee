"""Bodies that nobody's client would send, posted past any client: many at once, over connections that stay open."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping

import aiohttp

_AT_ONCE = 16

#: The status and the body of an answer.
Answered = tuple[int, bytes]


async def posted(url: str, requests: Iterable[tuple[bytes, Mapping[str, str]]]) -> list[Answered]:
    """The answer to each body with its headers, in order."""
    waiting = list(enumerate(requests))[::-1]
    found: dict[int, Answered] = {}

    async def work(session: aiohttp.ClientSession) -> None:
        while waiting:
            number, (body, headers) = waiting.pop()
            async with session.post(url, data=body, headers=headers) as answer:
                found[number] = answer.status, await answer.read()

    connector = aiohttp.TCPConnector(limit=_AT_ONCE)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=30)) as session:
        await asyncio.gather(*(work(session) for _ in range(_AT_ONCE)))
    return [found[number] for number in sorted(found)]


def counted(answers: Iterable[Answered]) -> Counter[int]:
    """Number of answers with each status."""
    return Counter(status for status, _ in answers)
