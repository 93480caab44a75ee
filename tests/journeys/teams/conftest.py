"""What is Teams' alone: its tokens, its activities, its Bot Connector. These journeys are made there only."""

from __future__ import annotations

import pytest


@pytest.fixture
def platform() -> str:
    """Teams."""
    return "teams"
