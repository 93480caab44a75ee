"""The clock, the troubles, the stored data and the stream of changes."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from adapters.playground.page import Page
from tests.adapters.playground.page.conftest import Client


async def _reported(client: Client) -> None:
    _, window = await client.act("isla", "type", text="/ended-contact He swore at me")
    ref = window["modals"][0]["id"]
    await client.act("isla", "examples", ref=ref)
    await client.act("isla", "send", ref=ref)
    await client.act("isla", "close", ref=ref)
    await client.page.session.table.settle()


async def _next(stream: aiohttp.StreamReader, wanted: str) -> dict[str, Any]:
    """The data of the next event of this name."""
    async with asyncio.timeout(60):
        while True:
            line = (await stream.readline()).decode().strip()
            if line == f"event: {wanted}":
                data = (await stream.readline()).decode()
                found: dict[str, Any] = json.loads(data.removeprefix("data: "))
                return found


@pytest.mark.parametrize(
    ("by", "now"),
    [
        ("hour", "Tue 24 Nov, 11:00"),
        ("morning", "Wed 25 Nov, 09:30"),
        ("day", "Wed 25 Nov, 10:00"),
        ("week", "Tue 1 Dec, 10:00"),
        ("nudge", "Tue 24 Nov, 14:00"),
    ],
)
async def test_time_passes(client: Client, by: str, now: str) -> None:
    """To the hour, the morning, the day, the week and the next nudge; the news are kept for who comes later."""
    await _reported(client)
    assert (await client.ask("api/clock", by=by))[0] == 200
    shown = client.page.session.shown()
    assert (shown["clock"]["words"], shown["news"]["to"]) == (now, now)


async def test_what_happened_meanwhile(client: Client) -> None:
    """Messages by person and time, as each would see them."""
    await _reported(client)
    await client.ask("api/clock", by="nudge")
    assert client.page.session.shown()["news"]["lines"] == [
        {
            "at": "Tue 24 Nov, 14:00",
            "user": "U0MORAG",
            "who": "Morag Sinclair",
            "happened": "gets a message",
            "what": "A private report is waiting for you · EC-0001",
        },
        {
            "at": "Tue 24 Nov, 14:00",
            "user": "U0MORAG",
            "who": "Morag Sinclair",
            "happened": "sees a message go",
            "what": "",
        },
    ]


async def test_nothing_to_be_nudged_about(client: Client) -> None:
    """Is said."""
    assert await client.ask("api/clock", by="nudge") == (422, {"sentence": "Nothing is waiting to be nudged about."})


async def test_slack_fails_and_recovers(client: Client) -> None:
    """While Slack fails nothing arrives and nothing is lost; later it arrives once."""
    _, window = await client.act("isla", "type", text="/ended-contact He swore at me")
    ref = window["modals"][0]["id"]
    await client.act("isla", "answer", ref=ref, block="channel", value="email")
    await client.act("isla", "answer", ref=ref, block="reasons", value=["abusive"])
    await client.ask("api/trouble", name="failing")
    assert (await client.act("isla", "send", ref=ref))[1]["modals"][0]["title"] == "Sent"
    await client.page.session.table.settle()
    morag = client.page.session.table.cast.person("morag")
    assert morag.messages() == ()
    await client.ask("api/trouble", name="none")
    await client.ask("api/clock", by="hour")
    titles = [message.title for message in morag.messages()]
    assert [title for title in titles if "EC-0001" in title] == ["A private report is waiting for you · EC-0001"]


async def test_an_account_is_closed_and_opened_again(client: Client) -> None:
    """The page shows it, and nobody acts for somebody who is gone."""
    await client.ask("api/people/callum/account", open=False)
    callum = next(p for p in client.page.session.shown()["people"] if p["handle"] == "callum")
    assert callum["closed"]
    assert (await client.act("callum", "home"))[0] == 422
    await client.ask("api/people/callum/account", open=True)
    assert (await client.act("callum", "home"))[0] == 200


async def test_under_the_floor(client: Client) -> None:
    """Stored records, the outbox, the nudges ahead and the valid history; and no word of the report."""
    await _reported(client)
    status, text = await client.get("api/stored")
    found = json.loads(text)
    assert (status, {name: bool(rows) for name, rows in found.items()}) == (
        200,
        {"records": True, "outbox": True, "mail": False, "nudges": True, "chain": True},
    )
    assert "swore" not in text
    assert "Isla" not in text
    _, verdict = await client.ask("api/verify")
    assert (verdict["holds"], "The history holds" in verdict["words"]) == (True, True)


async def test_changes_are_streamed(client: Client) -> None:
    """Everything at first, then each window that changes, the clock, the people, the troubles, a restart."""
    async with client.session.get(f"{client.page.url}api/events") as answer:
        table = await _next(answer.content, "table")
        assert [p["handle"] for p in table["people"]][:2] == ["eilidh", "hamish"]
        await client.act("isla", "type", text="/ended-contact")
        window = await _next(answer.content, "window")
        assert (window["user"], len(window["modals"])) == ("U0ISLA", 1)
        await client.ask("api/clock", by="hour")
        assert (await _next(answer.content, "clock"))["words"] == "Tue 24 Nov, 11:00"
        await client.ask("api/people/callum/account", open=False)
        assert "people" in await _next(answer.content, "people")
        await client.ask("api/trouble", name="slow")
        assert (await _next(answer.content, "troubles"))["chosen"] == "slow"
        await client.ask("api/trouble", name="none")
        await client.ask("api/restart")
        assert await _next(answer.content, "service") == {"isUp": False}
        assert await _next(answer.content, "service") == {"isUp": True}


async def test_starting_over(client: Client, page: Page) -> None:
    """Everything is fresh, and who looked on is told."""
    await _reported(client)
    async with client.session.get(f"{page.url}api/events") as answer:
        first = await _next(answer.content, "table")
        assert (await client.ask("api/again"))[0] == 200
        second = await _next(answer.content, "table")
    assert first["name"] != second["name"]
    assert [window["messages"] for window in second["windows"] if window["messages"]] == []
    assert json.loads((await client.get("api/stored"))[1])["records"] == []
