"""Faults of Teams' side can be switched on."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from adapters.playground.teams.faults import EVERY_OPERATION, Fault, Faults, Operation
from adapters.playground.teams.tenant import Tenant
from tests.adapters.playground.teams.conftest import ISLA, App, card, message
from tests.waiting import until


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (Fault.blocked(), 403, "ConversationBlockedByUser"),
        (Fault.refused(403, "BotDisabledByAdmin"), 403, "BotDisabledByAdmin"),
        (Fault.not_found(), 404, "ConversationNotFound"),
        (Fault.precondition(), 412, "PreconditionFailed"),
        (Fault.throttled(7), 429, "Throttled"),
        (Fault.unavailable(), 503, "ServiceError"),
    ],
)
async def test_teams_can_refuse(app: App, tenant: Tenant, chat: str, fault: Fault, status: int, code: str) -> None:
    """For as many calls as asked, and nothing is done."""
    tenant.faults.on(Operation.SEND, fault, times=1)
    told = await app.call("POST", f"{chat}/activities", message("one"))
    assert (told.status, told.code) == (status, code)
    assert tenant.seen_by(ISLA.aad) == []
    assert (await app.call("POST", f"{chat}/activities", message("one"))).status == 201


async def test_it_may_say_when_to_come_back(app: App, tenant: Tenant, chat: str) -> None:
    """Retry-After, in seconds, where there is one."""
    said = []
    for fault in (Fault.throttled(7), Fault.unavailable(3), Fault.unavailable()):
        tenant.faults.on(Operation.SEND, fault, times=1)
        told = await app.call("POST", f"{chat}/activities", message("one"))
        said.append(told.headers.get("Retry-After"))
    assert said == ["7", "3", None]


async def test_a_gateway_answers_with_a_page(app: App, tenant: Tenant, chat: str) -> None:
    """502 in HTML, and nothing is done."""
    tenant.faults.on(Operation.UPDATE, Fault.bad_gateway())
    old = (await app.call("POST", f"{chat}/activities", message("one"))).body["id"]
    told = await app.call("PUT", f"{chat}/activities/{old}", message("two"))
    assert (told.status, told.headers["Content-Type"]) == (502, "text/html; charset=utf-8")
    assert [seen.card for seen in tenant.seen_by(ISLA.aad)] == [card("one")]


async def test_an_answer_can_be_lost_after_the_message_was_taken(app: App, tenant: Tenant, chat: str) -> None:
    """The caller sees the connection drop, or waits for nothing; the message stands."""
    tenant.faults.on(Operation.SEND, Fault.lost(), times=1)
    with pytest.raises(aiohttp.ClientError):
        await app.call("POST", f"{chat}/activities", message("one"))
    tenant.faults.on(Operation.SEND, Fault.lost(60), times=1)
    waiting = asyncio.create_task(app.call("POST", f"{chat}/activities", message("two")))
    await until(lambda: len(tenant.seen_by(ISLA.aad)) == 2)
    assert not waiting.done()
    waiting.cancel()
    assert [seen.card for seen in tenant.seen_by(ISLA.aad)] == [card("one"), card("two")]


async def test_teams_can_be_slow(app: App, tenant: Tenant) -> None:
    """The answer comes later than some would wait."""
    tenant.faults.on(Operation.CREATE, Fault.slow(0.2))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(app.create(ISLA.aad), 0.05)
    assert (await app.create(ISLA.aad)).status in {200, 201}


async def test_the_token_endpoint_can_fail(stranger: App, tenant: Tenant) -> None:
    """With an error of its own form, with a page, and after a token was made."""
    tenant.faults.on(Operation.TOKEN, Fault.unavailable(2), times=1)
    told = await stranger.sign_in()
    assert (told.status, told.body["error"], told.headers["Retry-After"]) == (503, "ServiceError", "2")
    tenant.faults.on(Operation.TOKEN, Fault.bad_gateway(), times=1)
    assert (await stranger.sign_in()).status == 502
    tenant.faults.on(Operation.TOKEN, Fault.lost(), times=1)
    with pytest.raises(aiohttp.ClientError):
        await stranger.sign_in()
    assert tenant.access.issued == 1
    assert (await stranger.sign_in()).status == 200


async def test_the_keys_can_be_out_of_reach(stranger: App, tenant: Tenant) -> None:
    """Their description, and the keys themselves."""
    url = (await stranger.ask("GET", stranger.teams.openid_url)).body["jwks_uri"]
    tenant.faults.on(Operation.OPENID, Fault.unavailable())
    tenant.faults.on(Operation.KEYS, Fault.bad_gateway())
    assert [(await stranger.ask("GET", each)).status for each in (stranger.teams.openid_url, url)] == [503, 502]
    tenant.faults.off(Operation.OPENID)
    tenant.faults.off(Operation.KEYS)
    assert [(await stranger.ask("GET", each)).status for each in (stranger.teams.openid_url, url)] == [200, 200]


async def test_everything_can_fail_at_once(app: App, tenant: Tenant, chat: str) -> None:
    """Until it is switched off."""
    tenant.faults.on(EVERY_OPERATION, Fault.refused(500, "ServiceError"))
    asked = [
        ("POST", ""),
        ("POST", f"{chat}/activities"),
        ("DELETE", f"{chat}/activities/1"),
        ("GET", f"{chat}/members"),
    ]
    assert [(await app.call(method, path, {})).status for method, path in asked] == [500] * 4
    assert (await app.sign_in()).status == 500
    tenant.faults.off()
    assert (await app.create(ISLA.aad)).status == 201


async def test_without_a_token_a_fault_is_not_met(app: App, tenant: Tenant, chat: str) -> None:
    """401 comes first, and the fault waits for the next call."""
    tenant.faults.on(Operation.SEND, Fault.throttled(1), times=1)
    app.bearer = "made-up"
    assert (await app.call("POST", f"{chat}/activities", message("one"))).status == 401
    assert tenant.faults.take(Operation.SEND) == Fault.throttled(1)


def test_faults_are_counted() -> None:
    """So many times and no more; one operation's fault goes before that of all."""
    faults = Faults()
    faults.on(Operation.SEND, Fault.blocked(), times=2)
    faults.on(EVERY_OPERATION, Fault.slow(1))
    taken = [faults.take(Operation.SEND) for _ in range(3)]
    faults.off(EVERY_OPERATION)
    assert taken == [Fault.blocked(), Fault.blocked(), Fault.slow(1)]
    assert faults.take(Operation.SEND) is None
