"""What is Slack's alone: its wire, its triggers, its directory of accounts. These journeys are made there only."""

from __future__ import annotations

import pytest


@pytest.fixture
def platform() -> str:
    """Slack."""
    return "slack"
