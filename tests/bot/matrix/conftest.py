"""The world, built once: every try is undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.policy import Policy
from tests.bot.house import House
from tests.bot.matrix.finding import Finder
from tests.bot.matrix.stories import build


@pytest.fixture(scope="package")
def finder(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Iterator[Finder]:
    """Finder that tries everything in the world."""
    house = House(tmp_path_factory.mktemp("matrix") / "harbour.db", policy)
    yield Finder(build(house))
    house.close()
