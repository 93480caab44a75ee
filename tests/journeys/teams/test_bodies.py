"""Requests to `/api/messages` that are no activity of Teams': 400, 401, 408, 413; never 500, never a change."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
from yarl import URL

from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams import activities
from adapters.playground.teams.members import Member
from adapters.playground.teams.tenant import GENERAL
from adapters.teams.app import ELSEWHERE
from tests.journeys.acts import closed
from tests.journeys.teams.overheard import posted
from tests.journeys.test_people import NOT_STAFF
from tests.journeys.world import World

CANARY = "canary003bird"
FOREIGN = "11111111-2222-4333-8444-555555555555"


def typed(world: World, who: str, text: str = "ended contact shouted at me", **changed: object) -> Json:
    """Words in the chat."""
    tenant = world.teams.tenant
    member = tenant.find_member(who)
    return activities.message(tenant, member, tenant.post(tenant.chat_with(member.aad), member.aad, text)) | changed


def said(world: World, who: str) -> list[str]:
    """Answers of the app in somebody's chat, in words."""
    person = world.person(who)
    return [message.text for message in person.messages() if message.by != person.name]


#: With a good token, as Teams' own have.
UNREADABLE: list[tuple[str, bytes]] = [
    ("application/json", b""),
    ("application/json", b"{"),
    ("application/json", b"[1]"),
    ("application/json", b"null"),
    ("application/json", b"\xff\xfe{}"),
    ("application/json", b"[" * 50_000),
    ("application/json", b'{"a":' * 50_000),
    ("application/json", b'{"a": NaN}'),
    ("application/json", b'{"a": ' + b"9" * 5000 + b"}"),
    ("text/plain", b"{}"),
    ("application/x-www-form-urlencoded", b"type=message"),
    ("multipart/form-data; boundary=x", b"--x--"),
]


async def test_a_body_that_is_no_json_object_is_400(world: World) -> None:
    """With any token: nothing is raised, kept or logged."""
    before = world.state()
    for kind, body in UNREADABLE:
        ((status, answer),) = await posted(world, [body], {"Content-Type": kind})
        assert (status, answer) == (400, b""), (kind, body[:20])
    assert world.state() == before
    assert "Traceback" not in world.surroundings.log.getvalue()


async def test_what_is_packed_is_refused_unopened(world: World) -> None:
    """With any token and any content: the Bot Connector never compresses."""
    good = json.dumps(typed(world, "isla", "help")).encode()
    for body in (good, gzip.compress(good), gzip.compress(b" " * 50_000_000)):
        ((status, _),) = await posted(world, [body], {"Content-Encoding": "gzip"})
        assert status == 415
    assert len(said(world, "isla")) == 1  # the welcome


async def test_a_body_over_the_cap_is_413(world: World) -> None:
    """By what its head says, and by what comes where its head says nothing."""
    link = world.teams.people.link
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {link.token()}"}
    large = json.dumps(typed(world, "isla", "x" * 2_000_000)).encode()

    async def in_pieces() -> AsyncIterator[bytes]:
        for at in range(0, len(large), 65536):
            yield large[at : at + 65536]

    async with aiohttp.ClientSession() as session:
        for data in (io.BytesIO(large), in_pieces()):
            async with session.post(f"{world.house.url}/api/messages", data=data, headers=headers) as answer:
                assert answer.status == 413
    assert len(said(world, "isla")) == 1


async def test_a_body_that_does_not_come_is_408_and_holds_up_nobody(world: World) -> None:
    """After five seconds; somebody else is answered meanwhile."""
    house = URL(world.house.url)
    reader, writer = await asyncio.open_connection(house.host, house.port)
    token = world.teams.people.link.token()
    head = (
        f"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n"
    )
    writer.write(f"{head}Content-Length: 1000\r\n\r\n{{".encode())
    await writer.drain()
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await closed(isla)
    async with asyncio.timeout(60):
        assert (await reader.readline()).startswith(b"HTTP/1.1 408 ")
    writer.close()


async def test_without_a_token_nothing_is_read(world: World) -> None:
    """401, however large or broken it is."""
    async with aiohttp.ClientSession() as session:
        for body in (b"{}", b"{", b"x" * 2_000_000):
            async with session.post(f"{world.house.url}/api/messages", data=io.BytesIO(body)) as answer:
                assert answer.status == 401


async def test_other_ways_in_do_not_exist(world: World) -> None:
    """No route but those of the contract, and none of them another method."""
    async with aiohttp.ClientSession() as session:
        for method, path, status in (
            ("GET", "/api/messages", 405),
            ("PUT", "/api/messages", 405),
            ("POST", "/slack/events", 404),
            ("POST", "/api/messages/x", 404),
            ("GET", "/healthz", 200),
            ("GET", "/readyz", 200),
        ):
            async with session.request(method, world.house.url + path) as answer:
                assert (path, answer.status) == (path, status)


async def test_another_channel_another_tenant_and_a_made_up_chat_are_no_matter_of_ours(world: World) -> None:
    """Good tokens all: refused or passed over, and nothing of them is kept."""
    tenant, before = world.teams.tenant, world.state()
    ours = typed(world, "isla", f"ended contact {CANARY}")
    conversation, foreign = ours["conversation"], FOREIGN
    tries: list[tuple[Json, int]] = [
        ({"channelId": "webchat"}, 401),
        ({"channelId": "emulator"}, 401),
        ({"channelId": None}, 401),
        ({"serviceUrl": "https://elsewhere.example/"}, 401),
        ({"channelData": {"tenant": {"id": foreign}}}, 400),
        ({"conversation": {**conversation, "tenantId": foreign}}, 400),
        ({"conversation": {**conversation, "tenantId": foreign}, "channelData": {"tenant": {"id": foreign}}}, 200),
        ({"conversation": {**conversation, "conversationType": "groupChat", "isGroup": True}}, 200),
        ({"conversation": {**conversation, "id": "a:1nowhere"}}, 200),
        ({"from": {"id": "28:another-bot", "name": "Bot"}}, 200),
        ({"from": {"id": "29:1nobody", "name": "Nobody", "aadObjectId": foreign}}, 200),
    ]
    bodies = [json.dumps({**ours, "id": f"1{number}", **changed}).encode() for number, (changed, _) in enumerate(tries)]
    answers = await posted(world, bodies)
    assert [status for status, _ in answers] == [status for _, status in tries]
    assert all(body == b"" for _, body in answers)
    assert world.state() == before
    answered = [m for chat in tenant.messages.values() for m in chat.values() if m.reply_to == "1"]
    assert answered == []
    assert world.leaks(CANARY) == []


async def test_in_a_channel_one_empty_sentence_is_said_whatever_was_asked(world: World) -> None:
    """Typed words and buttons alike: nothing of them is kept, and nobody is looked up."""
    tenant, before = world.teams.tenant, world.state()
    isla = tenant.find_member("isla")
    written = tenant.post(GENERAL, isla.aad, f"ended contact {CANARY}")
    answer = await world.teams.people.link.deliver(activities.in_channel(tenant, isla, written))
    assert (answer.status, answer.body) == (200, b"")
    spoken = [m for m in tenant.messages[GENERAL].values() if m.by == "bot"]
    assert [ELSEWHERE in json.dumps(m.card) + m.text for m in spoken] == [True]
    assert world.state() == before
    assert world.leaks(CANARY) == []


async def test_guests_and_people_of_other_tenants_are_refused_politely(world: World) -> None:
    """A sentence; nothing of what they typed or pressed is kept."""
    tenant, before = world.teams.tenant, world.state()
    olga = replace(Member.called("olga", "Olga Berg", "olga@neighbour.example"), foreign_tenant=FOREIGN)
    greta = tenant.change_member(tenant.find_member("greta").aad, installed=True)
    for member in (tenant.add_member(olga), greta):
        for activity in (
            typed(world, member.name, f"ended contact {CANARY}"),
            activities.fetch(tenant, member, {"harbour": {"do": "act", "name": "home.show"}}, "1"),
            activities.submit(
                tenant, member, {"harbour": {"do": "form", "name": "ended_contact.report"}, "note": CANARY}
            ),
        ):
            answer = await world.teams.people.link.deliver(activity)
            assert answer.status == 200
            assert activity["type"] == "message" or NOT_STAFF in answer.body.decode()
        assert world.state() == before
    assert world.leaks(CANARY) == []
