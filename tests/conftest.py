"""What every test may ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import settings

from adapters.calendar import BankHolidays
from bot.app.platforms import PLATFORMS
from bot.policy import Policy
from bot.working_time import WorkingTime

# The same examples at every run; a slow machine is no failure.
settings.register_profile("harbour", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("harbour")


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The packaged policy, with the bank holidays of Scotland, where people are met on every platform."""
    return replace(Policy.load(closed_days=BankHolidays()), platforms=PLATFORMS)


@pytest.fixture(scope="session")
def calendar(policy: Policy) -> WorkingTime:
    """The packaged policy's working time."""
    return policy.calendar
