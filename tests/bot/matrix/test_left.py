"""Somebody who has left, with any part: every button and form answers as if there were no record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.policy import Policy
from tests.bot.house import House
from tests.bot.matrix.cast import CAST, DUTY
from tests.bot.matrix.finding import Finder
from tests.bot.matrix.stories import build
from tests.bot.matrix.table import MAY
from tests.bot.matrix.test_routes import nothing


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, policy: Policy) -> Iterator[Finder]:
    """The same world after everybody has left."""
    house = House(tmp_path_factory.mktemp("left") / "harbour.db", policy)
    finder = Finder(build(house), own=True)
    for person in (*CAST, house.person(DUTY)):
        house.put(replace(person, active=False))
    yield finder
    house.close()


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("kind", sorted(MAY))
def test_who_has_left_may_nothing_by_any_route(empty: Finder, kind: str) -> None:
    """Not even what was their own."""
    found = empty.of(kind)
    nothing([f"{row} {route}: {' '.join(sorted(columns))}" for (row, route), columns in found.opened.items()])
    nothing([f"{row} {what} is read" for row, what in found.read])
    nothing([f"{row} {route} changes something" for row, route in found.meddled])
