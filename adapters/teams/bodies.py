"""Answers of Microsoft's servers, read without trusting their size or shape."""

from __future__ import annotations

import json
from collections.abc import Mapping

import aiohttp

#: Bytes. Microsoft's list of keys, the longest of the answers, has about a tenth of this.
_LARGEST = 2 * 1024 * 1024
_CHUNK = 64 * 1024


async def whole(response: aiohttp.ClientResponse) -> bytes:
    """All of a body. Raises ValueError where it is too large to be an answer."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > _LARGEST:
            raise ValueError("a body too large to be an answer")
    return bytes(body)


async def json_object(response: aiohttp.ClientResponse) -> Mapping[str, object]:
    """The JSON object in a body. Raises ValueError, which quotes nothing of it."""
    return parsed(await whole(response))


def parsed(body: bytes) -> Mapping[str, object]:
    """The JSON object that this is. Raises ValueError, which quotes nothing of it."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None
    if isinstance(found, dict):
        return found
    raise ValueError("not a JSON object")
