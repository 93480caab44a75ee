"""Thousands of payloads that no platform would send, each signed as it signs: no 500, and nothing changes."""

from __future__ import annotations

import pytest

from tests.journeys.spoiled.trial import tried
from tests.journeys.world import World
from tests.sizes import size


@pytest.mark.platforms
async def test_spoiled_payloads_change_nothing(world: World) -> None:
    """Those of a whole journey, done by somebody who may not: read or refused, answered politely, and nothing shown."""
    await tried(world, size(300, 6_000))
