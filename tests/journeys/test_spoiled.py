"""Thousands of payloads that no platform would send, each signed as it signs: no 500, and nothing changes."""

from __future__ import annotations

import pytest

from tests.journeys.spoiled.trial import tried
from tests.journeys.town import Town
from tests.sizes import size


@pytest.mark.platforms
async def test_spoiled_payloads_change_nothing(town: Town) -> None:
    """Those of a whole journey, done by somebody who may not: read or refused, answered politely, and nothing shown."""
    await tried(town, size(300, 6_000))
