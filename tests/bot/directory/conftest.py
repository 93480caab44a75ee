"""A house for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.policy import Policy
from tests.bot.house import House


@pytest.fixture
def house(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """Example people at work on a Tuesday morning."""
    house = House(tmp_path / "harbour.db", policy)
    yield house
    house.close()
