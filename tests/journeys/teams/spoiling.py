"""Activities of a real journey, spoiled by the thousand: by property-based generation, and the same at every run."""

from __future__ import annotations

import copy
import uuid
from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from adapters.playground.stand_in.refusals import Json
from adapters.teams.data import CARD, DO, DRAWN, MANY, NAME, OURS, PEOPLE, TO, Do
from tests.adapters.teams.activities import anything, mutated


def _carried(activity: Json) -> Json | None:
    """What the button of an activity carries of ours, if it is one."""
    value = activity.get("value")
    inner = value.get("data", value) if isinstance(value, dict) else None
    found = inner.get(OURS) if isinstance(inner, dict) else None
    return found if isinstance(found, dict) else None


def _deep(levels: int) -> list[object]:
    found: list[object] = []
    for _ in range(levels):
        found = [found]
    return found


#: What is put in the place of a part, besides anything at all: what others have tripped over.
_TRAPS = st.sampled_from(
    [
        _deep(200),
        {"a": _deep(200)},
        "x" * 30_000,
        "\udc00\ud800",
        "\ud83d",
        "\x00",
        "﷽" * 300,
        [{}] * 400,
        10**400,
        -0.0,
        {"__class__": "x"},
        "groupChat",
        "channel",
        "emulator",
        "directline",
    ]
)


@st.composite
def _forged(draw: st.DrawFn, examples: Sequence[Json]) -> Json:
    """A button of the journey that says it is another, points elsewhere, or holds other kinds of answers."""
    spoiled = copy.deepcopy(draw(st.sampled_from([a for a in examples if _carried(a) is not None])))
    known = [found for found in map(_carried, examples) if found is not None]
    ours = _carried(spoiled)
    assert ours is not None
    for _ in range(draw(st.integers(1, 3))):
        part = draw(st.sampled_from([DO, NAME, TO, MANY, PEOPLE, DRAWN, CARD]))
        others = [other[part] for other in known if part in other] or [""]
        names = st.lists(
            st.sampled_from(["channel", "reasons", "note", "witnesses", "measures", "x~find", ""]), max_size=4
        )
        match part:
            case "do":
                ours[part] = draw(st.sampled_from([*[do.value for do in Do], "", "x"]))
            case "many" | "people":
                ours[part] = draw(names | anything)
            case _:
                ours[part] = draw(st.sampled_from(others) | anything)
    return spoiled


@st.composite
def spoiled(draw: st.DrawFn, examples: Sequence[Json]) -> Json:
    """One of the examples with parts replaced, taken out, doubled or forged."""
    found = draw(mutated(tuple(examples)) | _forged(examples) | _forged(examples) | _trapped(examples))
    if draw(st.integers(0, 9)) and isinstance(found.get("id"), str):
        found["id"] = f"f:{uuid.UUID(int=draw(st.integers(0, 2**64)))}"  # no repeat of the one that was spoiled
    return found


@st.composite
def _trapped(draw: st.DrawFn, examples: Sequence[Json]) -> Json:
    """One of the examples with a trap in one of its parts, at any depth."""
    found = copy.deepcopy(draw(st.sampled_from(list(examples))))
    holder: Json = found
    while True:
        key = draw(st.sampled_from(sorted(holder)))
        inner = holder[key]
        if not isinstance(inner, dict) or not inner or draw(st.booleans()):
            holder[key] = draw(_TRAPS)
            return found
        holder = inner


def many(examples: Sequence[Json], count: int) -> list[Json]:
    """So many that are spoiled, no two alike, the same at every run."""
    found: list[Json] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(spoiled(examples))
    def keep(one: Json) -> None:
        found.append(one)

    run: Callable[[], None] = keep
    run()
    return found
