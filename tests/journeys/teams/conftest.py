"""Journeys for Teams alone: its tokens, its activities, its Bot Connector."""

from __future__ import annotations

import pytest


@pytest.fixture
def platform() -> str:
    """Teams."""
    return "teams"
