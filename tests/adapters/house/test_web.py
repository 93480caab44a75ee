"""The web application: health, readiness, metrics, headers and an orderly end."""

from __future__ import annotations

import asyncio
import gzip

import aiohttp
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestClient, TestServer

from adapters.house.metrics import Metrics
from adapters.house.web import WebServer, application


async def _yes() -> str | None:
    return None


async def _no() -> str | None:
    return "It stands still."


async def _fails(_: web.Request) -> web.StreamResponse:
    raise RuntimeError("she swore at me")


async def test_it_lives_and_says_what_is_fit() -> None:
    """`/healthz` asks nobody; `/readyz` is 503 unless every part is fit."""
    async with TestClient(TestServer(application({}, {"database": _yes, "metronome": _yes}, Metrics()))) as client:
        assert (await client.get("/healthz")).status == 200
        assert (await client.get("/readyz")).status == 200
    async with TestClient(TestServer(application({}, {"database": _yes, "metronome": _no}, Metrics()))) as client:
        answer = await client.get("/readyz")
        assert (answer.status, await answer.json()) == (
            503,
            {"database": True, "metronome": False, "why": {"metronome": "It stands still."}},
        )


async def test_requests_are_counted_by_route_and_not_by_address() -> None:
    """No requested address becomes a label."""
    async with TestClient(TestServer(application({}, {}, Metrics()))) as client:
        await client.get("/healthz?who=isla")
        await client.get("/isla-reid")
        await client.get("/slack/events")
        page = await (await client.get("/metrics")).text()
    assert 'harbour_requests_total{route="/healthz",status="200"} 1.0' in page
    assert 'harbour_requests_total{route="none",status="404"} 2.0' in page
    assert "isla" not in page


async def test_every_answer_has_the_headers() -> None:
    """Also one that says no; and none tells what it runs on."""
    async with TestClient(TestServer(application({"/x": _fails}, {}, Metrics()))) as client:
        for answer in (
            await client.get("/healthz"),
            await client.get("/nowhere"),
            await client.get("/x"),
            await client.post("/x"),
        ):
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Server"] == "harbour"


async def test_what_nobody_expected_is_an_empty_500() -> None:
    """Not a word of it."""
    async with TestClient(TestServer(application({"/x": _fails}, {}, Metrics()))) as client:
        answer = await client.post("/x")
        assert (answer.status, await answer.text()) == (500, "")


async def test_what_was_taken_is_answered_before_it_stops() -> None:
    """And nothing more is taken."""
    begun = asyncio.Event()

    async def slow(_: web.Request) -> web.StreamResponse:
        begun.set()
        await asyncio.sleep(0.2)
        return web.Response(text="done")

    server = WebServer(application({"/x": slow}, {}, Metrics()), "127.0.0.1", 0)
    await server.start()
    async with ClientSession() as session:
        asking = asyncio.create_task(_asked(session, server.port))
        await begun.wait()
        await server.stop()
        assert await asking == "done"


async def _asked(session: ClientSession, port: int) -> str:
    async with session.post(f"http://127.0.0.1:{port}/x") as answer:
        return await answer.text()


async def test_a_head_that_never_ends_is_not_waited_for() -> None:
    """Nor a connection on which nothing is asked; one that is being answered is left alone."""

    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(0.6)
        return web.Response(text="done")

    server = WebServer(application({"/x": slow}, {}, Metrics()), "127.0.0.1", 0, idle=0.2)
    await server.start()
    for begun in (b"", b"POST /x HTTP/1.1\r\nHost: x\r\nX-Part:"):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(begun)
        assert await reader.read() == b""
        writer.close()
    async with aiohttp.ClientSession() as session, session.post(f"http://127.0.0.1:{server.port}/x") as answer:
        assert await answer.text() == "done"
    await server.stop()


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "zstd", "unknown"])
async def test_a_packed_body_is_refused_unopened(packing: str, caplog: pytest.LogCaptureFixture) -> None:
    """For any sender: nothing is inflated, and nothing is logged."""
    read: list[bytes] = []

    async def takes(request: web.Request) -> web.Response:
        read.append(await request.read())
        return web.Response()

    server = WebServer(application({"/x": takes}, {}, Metrics()), "127.0.0.1", 0)
    await server.start()
    url, body = f"http://127.0.0.1:{server.port}/x", gzip.compress(b"0" * 1_000_000)
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=body, headers={"Content-Encoding": packing}) as answer:
            assert answer.status == 415
        async with session.post(url, data=b"plain") as answer:
            assert answer.status == 200
    await server.stop()
    assert (read, caplog.records) == ([b"plain"], [])
