"""A letter as a document over HTTP: once, for who may, with nobody as its author and in plain letters."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiohttp
import docx
import pytest

from adapters.house.metrics import Metrics
from adapters.house.web import WebServer, application
from adapters.pages.document import written
from adapters.pages.letters import LetterPages
from bot.chat.cards import Link
from bot.policy import Policy
from bot.views.examples.people import MORAG
from bot.views.letters.examples import letter
from bot.views.letters.parts import Shape
from tests.bot.flows.restriction.test_conversation import approved, suggested
from tests.bot.house import House, card


@pytest.fixture
async def paged(tmp_path: Path) -> AsyncIterator[tuple[House, str]]:
    """A house whose letters browsers reach, and where."""
    house = House(tmp_path / "harbour.db", replace(Policy.load(), public_url="https://harbour.example.org"))
    pages = LetterPages(house.store)
    web = WebServer(application(pages.posts, {}, Metrics(), pages.gets), "127.0.0.1", 0)
    await web.start()
    yield house, f"http://127.0.0.1:{web.port}"
    await web.stop()
    house.close()


@pytest.mark.requirement("R-1.13-6")
async def test_a_document_comes_once(paged: tuple[House, str]) -> None:
    """As a file to save, kept by no cache; after that, and at any other address, nothing."""
    house, url = paged
    about = approved(house, suggested(house))
    reply = card(house.presses(MORAG, "letter.download", about, "decision.letter."))
    (link,) = [block for block in reply.blocks if isinstance(block, Link)]
    there = link.url.replace("https://harbour.example.org", url)
    async with aiohttp.ClientSession() as session:
        before = house.history(about)
        for _ in range(2):
            async with session.get(there) as page:
                assert (page.status, "Download the document" in await page.text()) == (200, True)
        assert house.history(about) == before
        async with session.post(there) as answer:
            assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
            assert answer.headers["Content-Disposition"] == 'attachment; filename="letter.docx"'
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            read = docx.Document(io.BytesIO(await answer.read()))
        assert "appeal to our Chief Executive" in "\n".join(p.text for p in read.paragraphs)
        for address in (there, f"{url}/letter/nothing"):
            for method in ("GET", "POST"):
                async with session.request(method, address) as again:
                    assert again.status == 404
                    assert "This address does not work" in await again.text()


@pytest.mark.requirement("R-1.13-6")
@pytest.mark.parametrize("shape", Shape)
def test_a_document_is_readable(shape: Shape) -> None:
    """All of the text, headings as headings where there are any, in a plain face."""
    drawn = letter("decided", shape)
    read = docx.Document(io.BytesIO(written(drawn)))
    assert [p.text for p in read.paragraphs] == [drawn.title, *drawn.paragraphs]
    headings = [p.text for p in read.paragraphs if p.style is not None and p.style.name == "Heading 2"]
    assert headings == [paragraph for paragraph in drawn.paragraphs if paragraph in drawn.headings]
    assert ("What we have decided" in headings) is (shape is Shape.EASY_READ)
    normal = read.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Arial", 12)


def test_a_document_holds_only_what_documents_can() -> None:
    """What was kept before typed text was cleared of such signs stops no letter."""
    drawn = letter("decided")
    spoilt = replace(drawn, paragraphs=("Dear\ufffe Mr\x00 K\ud800\uffff.", *drawn.paragraphs))
    read = docx.Document(io.BytesIO(written(spoilt)))
    assert read.paragraphs[1].text == "Dear Mr K."


@pytest.mark.requirement("R-1.8-4")
def test_a_document_names_nobody_in_what_does_not_show() -> None:
    """Neither an author nor the tool that wrote it."""
    content = written(letter("decided, a lighter measure, without names and without a review"))
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        whole = b"".join(parts.read(name) for name in parts.namelist())
    assert b"Morag" not in whole
