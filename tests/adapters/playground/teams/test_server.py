"""Teams' side on the loopback address: access to it, its keys and its tokens."""

from __future__ import annotations

import jwt
import pytest

from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams.link import TeamsLink
from adapters.playground.teams.server import TeamsStandIn
from adapters.playground.teams.tenant import Tenant
from tests.adapters.playground.conftest import Seconds
from tests.adapters.playground.teams.conftest import ISLA, App


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::"])  # noqa: S104
def test_it_listens_on_loopback_only(host: str) -> None:
    """An address that others could reach is refused before anything starts."""
    with pytest.raises(ValueError, match="loopback"):
        TeamsStandIn(host=host)


async def test_other_hosts_are_refused(stranger: App) -> None:
    """A request that names another host, as a page on the web could send, is turned away."""
    url = stranger.teams.openid_url
    assert (await stranger.ask("GET", url, headers={"Host": "evil.example"})).status == 421
    assert (await stranger.ask("GET", url)).status == 200


async def test_the_keys_verify_what_is_signed(stranger: App, tenant: Tenant) -> None:
    """From the metadata to the key, as an app goes: RS256, the issuer that is named, endorsed for Teams."""
    metadata = (await stranger.ask("GET", stranger.teams.openid_url)).body
    keys = (await stranger.ask("GET", metadata["jwks_uri"])).body["keys"]
    token = TeamsLink("http://127.0.0.1:9/", tenant).token()
    kid = jwt.get_unverified_header(token)["kid"]
    found = next(key for key in keys if key["kid"] == kid)
    claims = jwt.decode(
        token, jwt.PyJWK(found).key, algorithms=["RS256"], audience=tenant.app.app_id, issuer=metadata["issuer"]
    )
    assert claims["serviceurl"] == stranger.teams.service_url
    assert found["endorsements"] == ["msteams"]
    assert metadata["id_token_signing_alg_values_supported"] == ["RS256"]


async def test_keys_roll_over(stranger: App, tenant: Tenant) -> None:
    """A new key signs; both are described until the old one is withdrawn."""
    old = tenant.keys.current
    new = tenant.keys.rollover()
    url = (await stranger.ask("GET", stranger.teams.openid_url)).body["jwks_uri"]
    assert [key["kid"] for key in (await stranger.ask("GET", url)).body["keys"]] == [new.kid, old.kid]
    assert jwt.get_unverified_header(TeamsLink("http://127.0.0.1:9/", tenant).token())["kid"] == new.kid
    tenant.keys.withdraw()
    assert [key["kid"] for key in (await stranger.ask("GET", url)).body["keys"]] == [new.kid]


async def test_a_token_is_handed_out_for_the_right_credentials(stranger: App, tenant: Tenant) -> None:
    """It is a Bearer token of an hour, and opens the Bot Connector."""
    told = await stranger.sign_in()
    assert (told.status, told.body["token_type"], told.body["expires_in"]) == (200, "Bearer", 3599)
    assert (await stranger.create(ISLA.aad)).status == 201
    assert tenant.access.issued == 1


@pytest.mark.parametrize(
    ("changes", "status", "error", "number"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
        ({"client_id": "somebody-else"}, 400, "unauthorized_client", 700016),
        ({"client_secret": "a guess"}, 401, "invalid_client", 7000215),
        ({"scope": "https://graph.microsoft.com/.default"}, 400, "invalid_scope", 70011),
    ],
)
async def test_other_credentials_get_no_token(
    stranger: App, tenant: Tenant, changes: dict[str, str], status: int, error: str, number: int
) -> None:
    """Each is refused with Microsoft's own words and number."""
    told = await stranger.sign_in(**changes)
    assert (told.status, told.body["error"], told.body["error_codes"]) == (status, error, [number])
    assert tenant.access.issued == 0


async def test_another_tenant_gets_no_token(stranger: App, tenant: Tenant) -> None:
    """The address names the tenant."""
    elsewhere = stranger.teams.token_url.replace(tenant.app.tenant_id, "11111111-2222-3333-4444-555555555555")
    told = await stranger.ask("POST", elsewhere, data={"grant_type": "client_credentials"})
    assert (told.status, told.body["error_codes"]) == (400, [90002])


async def test_the_secret_is_kept_nowhere(app: App, tenant: Tenant) -> None:
    """Requests of the app are logged without its password."""
    assert [sent.by for sent in tenant.sent] == ["token"]
    assert app.teams.tenant.sent.containing(tenant.app.password) == []


async def test_without_a_token_that_holds_nothing_is_done(app: App, tenant: Tenant, seconds: Seconds) -> None:
    """No token, a made-up one, one that has expired and one that was revoked: 401 each, nothing noted."""
    good = app.bearer
    statuses = []
    for bearer in ("", "made-up", good):
        app.bearer = bearer
        statuses.append((await app.create(ISLA.aad)).status)
    seconds.now = tenant.access.life
    statuses.append((await app.create(ISLA.aad)).status)
    await app.sign_in()
    tenant.access.revoke_all()
    statuses.append((await app.create(ISLA.aad)).status)
    assert statuses == [401, 401, 201, 401, 401]
    assert [sent.by for sent in tenant.sent if sent.channel is Channel.OTHER] == ["token", "create", "token"]


def test_the_settings_lead_to_the_stand_in(teams: TeamsStandIn, tenant: Tenant) -> None:
    """Credentials of the app, and the addresses of keys and tokens."""
    settings = teams.settings()
    assert (settings.app_id, settings.app_password) == (tenant.app.app_id, tenant.app.password)
    assert (settings.tenant_id, settings.paced) == (tenant.app.tenant_id, False)
    assert (settings.openid_url, settings.token_url) == (teams.openid_url, teams.token_url)
    assert teams.settings(paced=True).paced is True
