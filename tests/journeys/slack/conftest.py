"""Journeys for Slack alone: its wire, its triggers, its directory of accounts."""

from __future__ import annotations

import pytest


@pytest.fixture
def platform() -> str:
    """Slack."""
    return "slack"
