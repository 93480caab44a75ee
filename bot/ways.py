"""Ways to a person: the one place that chooses them, and the addresses of a message afterwards.

A way is one or more platforms that carry the same message at once. Ways are tried in order: if nothing of one can ever
arrive, the next is taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from bot.people import BOTH, Person
from bot.ports import EMAIL, Message

#: The platforms that carry a message at the same time; nearly always one.
Way = tuple[str, ...]
#: Addresses of a message: one for each platform; None if it has not arrived there yet.
Places = Mapping[str, str | None]

_TOGETHER = "+"


def ways(person: Person, running: Sequence[str]) -> tuple[Way, ...]:
    """Ways to this person in order, from the platforms that run and may reach them.

    Their own choice comes first; then platforms on which they are known by an id, then those that may find them by
    their address, each in the order in which the platforms run; e-mail last.
    """
    chosen = _chosen(person, running)
    rest = sorted((p for p in running if p not in chosen), key=lambda p: _rank(person, p))
    return (*((chosen,) if chosen else ()), *((platform,) for platform in rest))


def _chosen(person: Person, running: Sequence[str]) -> Way:
    if person.prefers == BOTH:
        return tuple(platform for platform in running if platform != EMAIL)
    return tuple(platform for platform in running if platform == person.prefers)


def _rank(person: Person, platform: str) -> int:
    if platform in person.ids:
        return 0
    return 2 if platform == EMAIL else 1


def placed(places: Places) -> tuple[str, str]:
    """Return platform and address to keep for a message sent to these places; it has arrived at one of them.

    For one platform they are its own; for several, all their names, such as "one+other", and all the addresses.
    """
    if len(places) > 1:
        return _TOGETHER.join(places), _addresses(places)
    ((platform, address),) = places.items()
    assert address is not None  # it has arrived somewhere
    return platform, address


def places(message: Message) -> Places:
    """Addresses of this message, by platform."""
    if _TOGETHER not in message.platform:
        return {message.platform: message.address}
    found: dict[str, str | None] = json.loads(message.address)
    return found


def moved(message: Message, places: Places) -> str:
    """Address of this message once it is at these places, which are among those of `message.platform`."""
    return _addresses(places) if _TOGETHER in message.platform else message.address


def _addresses(places: Places) -> str:
    return json.dumps(dict(places), sort_keys=True)
