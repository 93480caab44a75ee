"""A world for each test, once on each platform.

Most journeys prove a rule of the core again where people meet it: in the quick size each is made on one platform,
two thirds of them on Slack and one on Teams, whose SDK takes three times as long. What differs by platform is marked
`platforms`, and is made on both.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from zlib import crc32

import pytest
from aiohttp import web_app

from tests import sizes
from tests.journeys.patience import unhurried
from tests.journeys.world import World
from tests.journeys.world import world as opened

#: Where every journey is made.
PLATFORMS = ("slack", "teams")
#: Where they are made in the quick size, in turn.
_TURNS = ("slack", "slack", "teams")
#: Opens a world: at a moment, with more settings (`tests.journeys.world.world`).
Worlds = Callable[..., AbstractAsyncContextManager[World]]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave each journey to one platform."""
    if not sizes.is_thorough():
        sizes.leave_out(config, items, _is_for_the_other)


def _is_for_the_other(item: pytest.Item) -> bool:
    params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    platform = params.get("platform")
    if platform not in PLATFORMS or item.get_closest_marker("platforms") is not None:
        return False
    journey = item.nodeid.replace(platform, "")
    return platform != _TURNS[crc32(journey.encode()) % len(_TURNS)]


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """A world hangs on the handlers of its house, and aiohttp keeps those of the last thousand: it lets them go."""
    yield
    web_app._cached_build_middleware.cache_clear()


@pytest.fixture(autouse=True)
def _unhurried(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the house take its time on a busy machine, but where a test is about how soon it has to answer."""
    if request.node.get_closest_marker("hurried") is None:
        unhurried(monkeypatch)


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> str:
    """Platform of the people of this journey."""
    return str(request.param)


@pytest.fixture
def worlds(tmp_path: Path, platform: str) -> Worlds:
    """For a journey that begins at a moment of its own, or in a world of its own."""
    return partial(opened, tmp_path, platforms=(platform,))


@pytest.fixture
async def world(worlds: Worlds) -> AsyncIterator[World]:
    """A world on a Monday morning in January, 10:00."""
    async with worlds() as found:
        yield found
