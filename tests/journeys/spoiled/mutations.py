"""Payloads that no platform would send: with parts replaced, removed, doubled or turned into traps.

All drawn from one random source, so that a hundred thousand take a minute. The tests of the adapters do the same on a
small scale with Hypothesis.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from adapters.playground.stand_in.refusals import Json

Path = tuple[str | int, ...]

_SCALARS: Sequence[object] = (
    None, True, False, 0, -1, 2**63, 10**400, 1.5, -0.0, float("nan"), float("inf"), "", "x", "x" * 300, "x" * 30_000,
    "\ud800", "\udc00\ud800", "a,b,\ud83d", "\x00", "﷽" * 300, "<at>", "<!channel>", "__proto__", "personal",
    "groupChat", "channel", "emulator", "directline", "29:x\n", "{{DATE()}}", "|", "|x|", "form:", "../|..",
)  # fmt: skip


def _deep(levels: int) -> list[object]:
    found: list[object] = []
    for _ in range(levels):
        found = [found]
    return found


_TRAPS: Sequence[object] = (_deep(200), {"a": _deep(200)}, [{}] * 400, {"__class__": "x"})


def anything(chance: Random, depth: int = 3) -> object:
    """Anything that JSON can hold, with some that only Python's reader lets through."""
    kind = chance.random()
    if depth and kind < 0.15:
        return [anything(chance, depth - 1) for _ in range(chance.randrange(4))]
    if depth and kind < 0.3:
        return {_word(chance): anything(chance, depth - 1) for _ in range(chance.randrange(4))}
    if kind < 0.4:
        return copy.deepcopy(chance.choice(_TRAPS))
    return _word(chance) if kind < 0.6 else chance.choice(_SCALARS)


def _word(chance: Random) -> str:
    return "".join(chr(chance.randrange(0x11000)) for _ in range(chance.randrange(12)))


def mutated(chance: Random, example: Json) -> Json:
    """The example, with up to three of its parts replaced by anything, taken out, renamed or wrapped."""
    spoiled = copy.deepcopy(example)
    for _ in range(chance.randint(1, 3)):
        paths = list(_paths(spoiled))
        if not paths:
            break
        *above, last = chance.choice(paths)
        holder = at(spoiled, above)
        match chance.choice(("replace", "replace", "remove", "rename", "wrap")):
            case "remove":
                del holder[last]
            case "rename" if isinstance(holder, dict):
                holder[_word(chance)] = holder.pop(last)
            case "wrap":
                holder[last] = [holder[last]]
            case _:
                holder[last] = anything(chance)
    return spoiled


def at(payload: Json, path: Sequence[str | int]) -> Any:  # noqa: ANN401 - as JSON has it
    """Value at this path. Raises LookupError or TypeError."""
    found: Any = payload
    for key in path:
        found = found[key]
    return found


def _paths(value: object, above: Path = ()) -> Iterator[Path]:
    """Paths of all values: every key and every list index."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        yield (*above, key)
        yield from _paths(inner, (*above, key))
