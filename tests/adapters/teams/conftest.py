"""A small Bot Connector on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.teams.connector import FakeConnector


@pytest.fixture
def connector() -> FakeConnector:
    """The Bot Connector."""
    return FakeConnector()


@pytest.fixture
async def service_url(connector: FakeConnector) -> AsyncIterator[str]:
    """URL of the Bot Connector."""
    server = await connector.serve()
    yield str(server.make_url("/"))
    await server.close()
