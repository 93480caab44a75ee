"""A matter as a page over HTTP: once, by a press, in that browser alone, for half an hour, and without a script."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path

import aiohttp
import icalendar
import pytest

from adapters.house.metrics import Metrics
from adapters.house.web import WebServer, application
from adapters.pages import html
from adapters.pages.browser import BrowserPages
from bot.chat.cards import Link
from bot.people import PersonId, Role
from bot.policy import Policy
from bot.records.base import Record
from bot.views.examples.people import CALLUM, ISLA, MORAG
from tests.adapters.pages.test_html import EVIL, Outline
from tests.bot.flows.sharing.test_conversation import in_force
from tests.bot.house import BOARD, House, card

PUBLIC = "https://harbour.example.org"
GONE = "This address does not work"


@dataclass
class Answer:
    """What a browser got."""

    status: int
    headers: dict[str, str]
    cookies: SimpleCookie
    text: str


@dataclass
class Desk:
    """The house, its address, and browsers by their cookies."""

    house: House
    url: str
    session: aiohttp.ClientSession
    #: What this browser keeps.
    kept: dict[str, str] = field(default_factory=dict)

    def address(self, person: PersonId, about: str | None, action: str = "page.open") -> str:
        """The address that the chat gives."""
        (link,) = [b for b in card(self.house.presses(person, action, about)).blocks if isinstance(b, Link)]
        return link.url.replace(self.house.policy.public_url or "", self.url)

    async def asks(self, method: str, url: str, *, other: bool = False, **given: object) -> Answer:
        """A request of this browser, or of another one."""
        cookies = {} if other else self.kept
        how = {"allow_redirects": False, "cookies": cookies, **given}
        async with self.session.request(method, url, **how) as answer:  # type: ignore[arg-type] # as asked
            text = (await answer.read()).decode("utf-8")
            return Answer(answer.status, dict(answer.headers), answer.cookies, text)

    async def opens(self, url: str) -> Answer:
        """Press the button, and go where it leads."""
        begun = await self.asks("POST", url)
        assert (begun.status, begun.headers["Location"]) == (303, url.rpartition("/")[2]), begun.text
        self.kept = {name: each.value for name, each in begun.cookies.items()}
        return await self.asks("GET", url)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A service whose pages browsers can reach."""
    house = House(tmp_path / "harbour.db", replace(Policy.load(), public_url=PUBLIC))
    pages = BrowserPages(house.store)
    web = WebServer(application(pages.posts, {}, Metrics(), pages.gets), "127.0.0.1", 0)
    await web.start()
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield Desk(house, f"http://127.0.0.1:{web.port}", session)
    await web.stop()
    house.close()


async def test_a_page_opens_once_by_a_press_and_stays_in_that_browser(desk: Desk) -> None:
    """Looking uses nothing up; after the press no other browser is shown anything."""
    about = desk.house.reports(ISLA)
    url = desk.address(MORAG, about)
    before = desk.house.history(about)
    for _ in range(2):
        first = await desk.asks("GET", url)
        assert (first.status, "A confidential page" in first.text, "EC-0001" in first.text) == (200, True, False)
    assert (await desk.asks("HEAD", url)).status == 405
    assert desk.house.history(about) == before
    shown = await desk.opens(url)
    assert (shown.status, "Shouted about the repair." in shown.text) == (200, True)
    assert desk.house.history(about) == [*before, (MORAG, "read")]
    for method in ("GET", "POST"):
        other = await desk.asks(method, url, other=True)
        assert (other.status, GONE in other.text, other.cookies) == (404, True, SimpleCookie())
    assert (await desk.asks("GET", url)).text == shown.text


async def test_the_secret_is_for_this_page_alone_and_for_no_script(desk: Desk) -> None:
    """It goes with its address, over TLS, from no other site, for half an hour."""
    url = desk.address(MORAG, desk.house.reports(ISLA))
    begun = await desk.asks("POST", url)
    (cookie,) = begun.cookies.values()
    token = url.rpartition("/")[2]
    assert cookie["path"] == f"/page/{token}"
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"], cookie["max-age"]) == (
        True,
        True,
        "Strict",
        "1800",
    )
    assert len(cookie.value) >= 43
    assert cookie.value not in begun.text + repr(begun.headers["Location"])


@pytest.mark.parametrize(
    ("public", "path", "secure"),
    [
        ("http://127.0.0.1:8000", "/page/", ""),
        ("http://localhost", "/page/", ""),
        ("http://harbour.example.org", "/page/", True),
        ("https://example.org/harbour", "/harbour/page/", True),
    ],
)
async def test_only_on_this_machine_does_it_go_without_tls(desk: Desk, public: str, path: str, secure: object) -> None:
    """And below whatever path the service is reached."""
    desk.house.sets(public_url=public)
    url = desk.address(MORAG, desk.house.reports(ISLA))
    (cookie,) = (await desk.asks("POST", url)).cookies.values()
    assert (cookie["path"].removesuffix(url.rpartition("/")[2]), cookie["secure"]) == (path, secure)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "same-site"}, 404),
        ({"Sec-Fetch-Site": "cross-site"}, 404),
        ({"Sec-Fetch-Site": "none"}, 404),
        ({"Origin": "https://elsewhere.example"}, 404),
        ({"Origin": "null"}, 404),
        ({"Origin": "http://["}, 404),
        ({}, 303),
    ],
)
async def test_no_other_site_presses_the_button(desk: Desk, headers: dict[str, str], status: int) -> None:
    """Neither the first nor any on the page; and the address is still good for its reader."""
    url = desk.address(MORAG, None, "page.matters")
    assert (await desk.asks("POST", url, headers=headers)).status == status
    if status == 404:
        await desk.opens(url)
        assert (await desk.asks("POST", url, headers=headers)).status == 404


async def test_an_older_browser_names_the_page_it_is_on(desk: Desk) -> None:
    """By its origin alone."""
    url = desk.address(MORAG, desk.house.reports(ISLA))
    assert (await desk.asks("POST", url, headers={"Origin": desk.url})).status == 303


async def test_after_half_an_hour_it_is_gone(desk: Desk) -> None:
    """However often it was looked at."""
    url = desk.address(MORAG, desk.house.reports(ISLA))
    await desk.opens(url)
    desk.house.clock.at += timedelta(minutes=29)
    assert (await desk.asks("GET", url)).status == 200
    desk.house.clock.at += timedelta(minutes=1)
    for address in (url, f"{url}/days.ics"):
        answer = await desk.asks("GET", address)
        assert (answer.status, GONE in answer.text) == (404, True)


async def test_who_left_sees_what_anybody_sees(desk: Desk) -> None:
    """The one answer to any address that does not work."""
    url = desk.address(MORAG, desk.house.reports(ISLA))
    await desk.opens(url)
    desk.house.leave(MORAG)
    unknown = await desk.asks("GET", f"{desk.url}/page/nothing", other=True)
    gone = await desk.asks("GET", url)
    assert (gone.status, gone.text) == (unknown.status, unknown.text)


async def test_a_page_is_kept_by_nobody_and_loads_nothing(desk: Desk) -> None:
    """The headers of every page, and the same for the days."""
    about, _ = in_force(desk.house)
    url = desk.address(MORAG, about)
    shown = await desk.opens(url)
    for answer in (shown, await desk.asks("GET", f"{url}/days.ics")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"] == html.POLICY
    assert not {"script", "img", "iframe", "link"} & set(Outline(shown.text).tags)


async def test_a_page_is_whole(desk: Desk) -> None:
    """Ids are there once, links lead to what is there, each record has its heading and its state."""
    about, _ = in_force(desk.house)
    shown = await desk.opens(desk.address(MORAG, about))
    outline = Outline(shown.text)
    ids = outline.all("id")
    assert len(ids) == len(set(ids))
    inside = {href.removeprefix("#") for href in outline.all("href", "a") if href.startswith("#")}
    assert inside | set(outline.all("aria-labelledby")) <= set(ids)
    assert {"RS-0001", "DB-0001", "SD-0001"} <= set(ids)
    assert outline.tags.count("h1") == outline.tags.count("main") == 1
    assert re.findall(r'<p class="state">([^<]+)</p>', shown.text)[0] == "in force"
    assert "Opened by Morag Reid, Tue 24 Nov 2026, 10:00." in shown.text
    assert "Confidential" in shown.text
    assert "Open as a page" not in shown.text


async def test_what_anybody_typed_stays_text(desk: Desk) -> None:
    """Also on this page."""
    about = desk.house.reports(ISLA, note=EVIL)
    shown = await desk.opens(desk.address(MORAG, about))
    assert EVIL not in shown.text
    assert "&lt;script&gt;" in shown.text
    assert "script" not in Outline(shown.text).tags


async def test_a_list_is_searched_without_a_word_in_the_address(desk: Desk) -> None:
    """By a form whose answers are in the body; what is found is marked, and what was looked for stays."""
    desk.house.reports(ISLA)
    desk.house.reports(ISLA)
    url = desk.address(MORAG, None, "page.matters")
    everything = await desk.opens(url)
    assert ("EC-0001" in everything.text, "EC-0002" in everything.text) == (True, True)
    assert set(Outline(everything.text).all("method", "form")) == {"post"}
    assert Outline(everything.text).all("action", "form") == []
    sent = aiohttp.FormData({"ref": "EC-0002", "part": "with_me", "month": ""}, default_to_multipart=True)
    found = await desk.asks("POST", url, data=sent)
    assert ("EC-0001" in found.text, 'value="EC-0002"' in found.text, "selected>With me" in found.text) == (
        False,
        True,
        True,
    )
    assert '<li class="waits"><span>EC-0002' in found.text


async def test_a_matter_of_the_list_opens_in_its_place(desk: Desk) -> None:
    """Authorised and noted like any; one that is not the reader's is not there, nor one that does not exist."""
    house = desk.house
    about, other = house.reports(ISLA), house.reports(CALLUM)
    assert house.record(other, Record).handler != MORAG
    url = desk.address(MORAG, None, "page.matters")
    await desk.opens(url)
    before = house.history(other)
    for pressed, status in ((about, 200), (other, 404), ("0" * 32, 404), ("x" * 100, 404)):
        data = aiohttp.FormData({"about": pressed}, default_to_multipart=True)
        answer = await desk.asks("POST", url, data=data)
        assert (answer.status, "EC-0001" in answer.text, "EC-0002" in answer.text) == (status, status == 200, False)
    assert house.history(about)[-1] == (MORAG, "read")
    assert house.history(other) == before


async def test_the_register_opens_nothing(desk: Desk) -> None:
    """A record of it is read in the chat, for a reason."""
    about = desk.house.reports(ISLA)
    desk.house.put(replace(desk.house.person(BOARD), roles=frozenset({Role.RECORDS_ADMIN})))
    url = desk.address(BOARD, None, "page.register")
    listed = await desk.opens(url)
    assert about not in listed.text
    pressed = await desk.asks("POST", url, data=aiohttp.FormData({"about": about}, default_to_multipart=True))
    assert "Shouted" not in pressed.text


@pytest.mark.parametrize(
    ("data", "headers"),
    [(b"ref=EC-0001", {"Content-Type": "application/x-www-form-urlencoded"}), (b"", {"Content-Type": "text/plain"})],
)
async def test_what_is_no_form_of_ours_is_not_read(desk: Desk, data: bytes, headers: dict[str, str]) -> None:
    """And is no fault of the service."""
    url = desk.address(MORAG, None, "page.matters")
    await desk.opens(url)
    assert (await desk.asks("POST", url, data=data, headers=headers)).status == 404


async def test_a_matter_is_not_searched(desk: Desk) -> None:
    """A press where there is nothing to press is noted nowhere."""
    about = desk.house.reports(ISLA)
    url = desk.address(MORAG, about)
    await desk.opens(url)
    before = desk.house.history(about)
    assert (await desk.asks("POST", url)).status == 404
    assert desk.house.history(about) == before


async def test_the_days_hold_a_reference_and_nothing_else(desk: Desk) -> None:
    """For a calendar of any make; taken in again they are the same days."""
    about, _ = in_force(desk.house)
    url = desk.address(MORAG, about)
    shown = await desk.opens(url)
    assert f'href="{url.rpartition("/")[2]}/days.ics"' in shown.text
    answer = await desk.asks("GET", f"{url}/days.ics")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="days.ics"'
    (event,) = icalendar.Calendar.from_ical(answer.text).walk("VEVENT")
    assert (event["SUMMARY"], event["CLASS"], event["TRANSP"]) == (
        "Harbour: a review (RS-0001)",
        "PRIVATE",
        "TRANSPARENT",
    )
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    assert f"{event.decoded('DTSTART'):%Y-%m-%d}" == "2027-05-25"
    again = await desk.asks("GET", f"{url}/days.ics")
    assert again.text == answer.text
    assert about not in answer.text
    for word in ("Morag", "Isla", "T-4711", "Twelve", "e-mail"):
        assert word not in answer.text


async def test_the_days_are_for_that_browser_alone(desk: Desk) -> None:
    """And for nobody who only knows the address."""
    about, _ = in_force(desk.house)
    url = desk.address(MORAG, about)
    assert (await desk.asks("GET", f"{url}/days.ics")).status == 404
    await desk.opens(url)
    assert (await desk.asks("GET", f"{url}/days.ics", other=True)).status == 404
