"""A house with its pages on a real port, and a browser's hands."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import pytest

from adapters.house.metrics import Metrics
from adapters.house.web import WebServer, application
from adapters.pages.content import checked
from adapters.pages.evidence import EvidencePages
from adapters.pages.verdicts import Checked
from bot.chat.cards import Card, Link
from bot.chat.replies import ShowCard
from bot.people import PersonId
from bot.policy import Policy
from bot.records.evidence import EvidenceItem
from bot.views.evidence import reading as views
from bot.views.examples.people import ISLA, MORAG
from storage import EvidenceFolder
from tests.bot.house import House
from tests.waiting import PATIENCE

#: An answer with which a file is taken.
CALM = {"distressing": "no"}
NASTY = {"distressing": "yes", "materials": "threats"}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        """As it is read."""
        return self.body.decode()


def link_in(card: Card) -> str:
    """The address behind the one link of a card."""
    (link,) = [block for block in card.blocks if isinstance(block, Link)]
    return link.url


class Desk:
    """Acts in the chat and in the browser."""

    def __init__(self, house: House, folder: Path, session: aiohttp.ClientSession, pages: EvidencePages) -> None:
        self.house = house
        self.folder = folder
        self.session = session
        self.pages = pages
        self.url = ""
        self.report = house.reports(ISLA)

    # -- in the chat -----------------------------------------------------------------------------

    def address(self, person: PersonId = ISLA, about: str | None = None) -> str:
        """The address of the page on which a file is added."""
        reply = self.house.sends(person, views.ADD, {"type": "file"}, about=about or self.report)
        assert isinstance(reply, ShowCard), reply
        return self.here(link_in(reply.card))

    def looking(self, item: EvidenceItem, person: PersonId = MORAG) -> str:
        """The address at which a file is looked at."""
        reply = self.house.presses(person, views.LOOK, item.id)
        assert isinstance(reply, ShowCard), reply
        return self.here(link_in(reply.card))

    def here(self, url: str) -> str:
        """The same address on this machine."""
        assert url.startswith("https://harbour.example.org/evidence/")
        return url.replace("https://harbour.example.org", self.url)

    def items(self) -> list[EvidenceItem]:
        """The evidence of the report."""
        return self.house.children(self.report, EvidenceItem)

    def files(self) -> list[Path]:
        """What lies in the folder."""
        return sorted(self.folder.iterdir())

    # -- in the browser ----------------------------------------------------------------------------

    async def get(self, url: str) -> Answer:
        """Open an address."""
        async with self.session.get(url, allow_redirects=False) as answer:
            return Answer(status=answer.status, body=await answer.read(), headers=dict(answer.headers))

    async def look(self, url: str) -> Answer:
        """Press the button of the page at an address."""
        async with self.session.post(url, data=aiohttp.FormData(), allow_redirects=False) as answer:
            return Answer(status=answer.status, body=await answer.read(), headers=dict(answer.headers))

    async def send(
        self, url: str, content: bytes | None, answers: dict[str, str] | None = None, name: str = "IMG_2041.png"
    ) -> Answer:
        """Fill in the page and send it."""
        form = aiohttp.FormData(default_to_multipart=True)
        if content is not None:
            form.add_field("file", io.BytesIO(content), filename=name, content_type="image/png")
        else:
            form.add_field("file", b"", filename="", content_type="application/octet-stream")
        for field, answer in (CALM if answers is None else answers).items():
            form.add_field(field, answer)
        async with self.session.post(url, data=form) as answered:
            return Answer(status=answered.status, body=await answered.read(), headers=dict(answered.headers))

    async def added(self, content: bytes, answers: dict[str, str] | None = None, **given: str) -> EvidenceItem:
        """A file of Isla's, kept."""
        answer = await self.send(self.address(), content, answers, **given)
        assert answer.status == 200, answer.text
        return self.items()[-1]

    @staticmethod
    def problems(answer: Answer) -> list[str]:
        """The sentences at the top of a form that came back."""
        return re.findall(r'<li><a href="#[\w-]+">([^<]+)</a></li>', answer.text)


async def opened_here(content: bytes) -> Checked:
    """The file, opened in this process: what a process of its own adds is proved beside it."""
    return await asyncio.to_thread(checked, content)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Isla has reported a contact; Morag handles it."""
    policy = replace(Policy.load(), public_url="https://harbour.example.org")
    house = House(tmp_path / "harbour.db", policy)
    folder = tmp_path / "evidence"
    pages = EvidencePages(house.store, EvidenceFolder(folder), opened_here, turn=PATIENCE)
    web = WebServer(application(pages.posts, {}, Metrics(), pages.gets), "127.0.0.1", 0)
    await web.start()
    async with aiohttp.ClientSession() as session:
        opened = Desk(house, folder, session, pages)
        opened.url = f"http://127.0.0.1:{web.port}"
        yield opened
    await web.stop()
    house.close()
