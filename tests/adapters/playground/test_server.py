"""The stand-in is reached from this machine only."""

from __future__ import annotations

import aiohttp
import pytest

from adapters.playground.slack.server import StandIn


async def test_other_hosts_are_refused(slack: StandIn) -> None:
    """A request that names another host, as a page on the web could send, is turned away."""
    async with aiohttp.ClientSession() as session:
        elsewhere = await session.post(f"{slack.api_url}auth.test", headers={"Host": "evil.example"})
        here = await session.post(f"{slack.api_url}auth.test")
    assert (elsewhere.status, here.status) == (421, 200)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])  # noqa: S104
def test_it_listens_on_loopback_only(host: str) -> None:
    """An address that others could reach is refused before anything starts."""
    with pytest.raises(ValueError, match="loopback"):
        StandIn(host=host)


def test_secrets_are_not_shown() -> None:
    """The tokens and the signing secret stay out of what is printed."""
    app = StandIn().workspace.app
    assert not any(secret in repr(app) for secret in (app.bot_token, app.app_token, app.signing_secret))
