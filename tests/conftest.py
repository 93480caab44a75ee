"""Fixtures for every test, and the size in which the tests run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from adapters.calendar import BankHolidays
from bot.app.platforms import PLATFORMS
from bot.policy import Policy
from bot.working_time import WorkingTime
from tests import sizes
from tests.postgresql import server

#: Where files need no disk, and the room that a run takes there.
_MEMORY, _ROOM = Path("/dev/shm"), 2 << 30  # noqa: S108 - pytest makes a folder of its own in it


def pytest_addoption(parser: pytest.Parser) -> None:
    """The size."""
    parser.addoption("--thorough", action="store_true", help="the full count of every proof (tests/sizes.py)")


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is read."""
    if config.getoption("--thorough"):
        sizes.be_thorough()
    # The same examples at every run; a slow machine is no failure.
    settings.register_profile(
        "harbour",
        deadline=None,
        derandomize=True,
        print_blob=True,
        max_examples=sizes.size(20, 100),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("harbour")
    # The databases of the tests need not outlive the machine: no commit waits for a disk.
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect tests of the thorough size."""
    if not sizes.is_thorough():
        sizes.leave_out(config, items, lambda item: item.get_closest_marker("thorough") is not None)


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The packaged policy, with the bank holidays of Scotland and all platforms."""
    return replace(Policy.load(closed_days=BankHolidays()), platforms=PLATFORMS)


@pytest.fixture(scope="session")
def calendar(policy: Policy) -> WorkingTime:
    """The packaged policy's working time."""
    return policy.calendar


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    with server() as address:
        yield address
