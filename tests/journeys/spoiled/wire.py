"""One platform's route to Harbour, and a journey's payloads to spoil on it, sent by somebody without rights."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from adapters.playground.stand_in.refusals import Json

#: A kind of delivery, and its payload.
Sent = tuple[str, Json]


@dataclass(frozen=True, kw_only=True)
class Wire:
    """One platform's way to the house."""

    url: str
    #: Another one that is spoiled.
    spoiled: Callable[[Random], Sent]
    #: The body of what is sent, and the headers by which it is the platform's own.
    request: Callable[[Sent], tuple[bytes, Mapping[str, str]]]
    #: The statuses that may come: read, not readable, not for this app; 503 where the platform refused an answer.
    statuses: frozenset[int]
    #: Which exceptions may stand in the log: of calls that the platform refused.
    refusals: frozenset[str] = frozenset()


def encoded(payload: Json) -> str:
    """The payload as JSON in ASCII, in which lone surrogates may occur."""
    return json.dumps(payload)
