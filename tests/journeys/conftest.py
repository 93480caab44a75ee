"""A town for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.journeys.town import Town
from tests.journeys.town import town as opened


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town on a Monday morning in January, 10:00."""
    async with opened(tmp_path) as found:
        yield found
