"""Findings of `harbour doctor` about the app in Teams, each with its remedy."""

from __future__ import annotations

from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.chat.checks import Finding
from adapters.teams.checks import check
from tests.adapters.teams.signing import APP, TENANT, Publisher, published

NOWHERE = "http://127.0.0.1:1/"


async def asked(openid_url: str, token_url: str, secret: str = "zebra") -> list[Finding]:
    """Findings of the check."""
    return await check(APP, secret, TENANT, openid_url=openid_url, token_url=token_url)


def token_server(status: int, **answer: object) -> TestServer:
    """Hands out tokens, or refuses."""

    async def handle(_: web.Request) -> web.Response:
        return web.json_response(answer, status=status)

    app = web.Application()
    app.router.add_post("/token", handle)
    return TestServer(app)


async def test_a_good_app_is_good() -> None:
    """Its secret is accepted, and the keys can be read."""
    async with published() as keys, token_server(200, access_token="t", expires_in=3600) as server:
        found = await asked(keys.url, str(server.make_url("/token")))
    assert [f.is_good for f in found] == [True, True]


async def test_a_wrong_secret_is_told_with_the_setting_to_mend() -> None:
    """And the secret itself is not said."""
    refusal = {"error": "invalid_client", "error_codes": [7000215]}
    async with published() as keys, token_server(401, **refusal) as server:
        _, found = await asked(keys.url, str(server.make_url("/token")))
    assert not found.is_good
    assert "TEAMS_APP_PASSWORD" in found.says
    assert "zebra" not in f"{found}"


async def test_what_does_not_answer_is_told() -> None:
    """Each with what to let through, or the setting to mend."""
    found = await asked(NOWHERE, NOWHERE)
    assert [(f.is_good, f.mend.rpartition(" ")[2]) for f in found] == [
        (False, "TEAMS_OPENID_URL."),
        (False, "TEAMS_TOKEN_URL."),
    ]


async def test_keys_that_cannot_be_read_are_told() -> None:
    """Something answers that is no OpenID metadata."""
    async with published(Publisher(keys=[])) as keys:
        found, _ = await asked(keys.url, NOWHERE)
    assert (found.is_good, "TEAMS_OPENID_URL" in found.mend) == (False, True)


async def test_addresses_that_are_not_encrypted_are_not_asked() -> None:
    """The secret would be sent to one of them."""
    found = await asked("http://keys.example/", "http://tokens.example/")
    assert [f.is_good for f in found] == [False, False]
    assert ["https://" in f.says for f in found] == [True, True]
