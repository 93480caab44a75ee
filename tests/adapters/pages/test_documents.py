"""A document of a matter over HTTP: once, for who may, with its evidence, and known again by its hash."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import aiohttp
import pytest
from pypdf import PdfReader

from adapters.house.metrics import Metrics
from adapters.house.web import WebServer, application
from adapters.pages.documents import DocumentPages
from adapters.paper import pdf
from bot import upkeep
from bot.chat.cards import Card
from bot.chat.events import Value
from bot.people import Person, PersonId, Role
from bot.records.base import RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.erased import Erased
from bot.records.subject_access.record import SubjectAccess
from bot.views.examples.people import ISLA, MORAG, RORY
from storage import EvidenceFolder, HandedOut, handed_out, verify
from tests.adapters.pages.conftest import NASTY, Answer, Desk, link_in
from tests.adapters.pages.pictures import picture
from tests.bot.house import NOTHING, House, card, words

FOR_POLICE: dict[str, Value] = {"purpose": "police"}


class Counter:
    """The desk of somebody who makes a document, and its pages on a port of their own."""

    def __init__(self, desk: Desk) -> None:
        self.house: House = desk.house
        self.session = desk.session
        pages = DocumentPages(desk.house.store, EvidenceFolder(desk.folder))
        self._web = WebServer(application(pages.posts, {}, Metrics(), pages.gets), "127.0.0.1", 0)

    async def __aenter__(self) -> Counter:
        await self._web.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._web.stop()

    def address(self, about: str, values: dict[str, Value] = FOR_POLICE, by: PersonId = MORAG) -> str:
        """The address of a document, on this machine."""
        return self.here(card(self.house.sends(by, "document.make", values, about)))

    def here(self, shown: Card) -> str:
        """The address on a card, on this machine."""
        return link_in(shown).replace("https://harbour.example.org", f"http://127.0.0.1:{self._web.port}")

    async def get(self, url: str) -> Answer:
        """Open an address."""
        async with self.session.get(url) as answer:
            return Answer(status=answer.status, body=await answer.read(), headers=dict(answer.headers))

    async def press(self, url: str) -> Answer:
        """Press the button of the page at an address."""
        async with self.session.post(url, data=aiohttp.FormData()) as answer:
            return Answer(status=answer.status, body=await answer.read(), headers=dict(answer.headers))


def read(content: bytes) -> str:
    """The text of a document."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.requirement("R-1.14.2-6")
async def test_a_document_comes_once_and_is_known_again(desk: Desk, tmp_path: Path) -> None:
    """Its hash is kept before it goes; one byte more and it is another. After that the address is none."""
    async with Counter(desk) as counter:
        there = counter.address(desk.report)
        before = desk.house.history(desk.report)
        for _ in range(2):
            assert "Download the document" in (await counter.get(there)).text
        assert desk.house.history(desk.report) == before
        answer = await counter.press(there)
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="document.pdf"'
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        for address in (there, f"{there.rpartition('/')[0]}/nothing"):
            assert [(await step(address)).status for step in (counter.get, counter.press)] == [404, 404]
    digest = sha256(answer.body).hexdigest()
    assert (MORAG, f"document.police.{digest}") in desk.house.history(desk.report)
    file = tmp_path / "document.pdf"
    file.write_bytes(answer.body)
    verify(desk.house.store)
    known = HandedOut(ref="EC-0001", at=desk.house.clock.at, purpose="police")
    assert handed_out(desk.house.store, file) == known
    file.write_bytes(answer.body + b"\n")
    assert handed_out(desk.house.store, file) is None


async def test_a_document_is_known_though_its_record_is_erased(desk: Desk, tmp_path: Path) -> None:
    """Its hash stands in a line of the history, which is never removed."""
    async with Counter(desk) as counter:
        answer = await counter.press(counter.address(desk.report))
    house, about = desk.house, RecordId(desk.report)
    house.run(lambda uow: uow.records.erase(Erased.of(uow.records.get(about, EndedContact)), act="erased"))
    file = tmp_path / "document.pdf"
    file.write_bytes(answer.body)
    verify(house.store)
    known = handed_out(house.store, file)
    assert known is not None
    assert known.ref == "EC-0001"


@pytest.mark.requirement("R-1.14.1-3", "R-1.14.1-6")
async def test_evidence_goes_along_with_its_cover_and_the_look_is_kept(desk: Desk) -> None:
    """Byte by byte, under the name that warns of it, if it is chosen."""
    item = await desk.added(picture(), NASTY)
    async with Counter(desk) as counter:
        chosen = await counter.press(counter.address(desk.report, {**FOR_POLICE, "files": (item.ref,)}))
        without = await counter.press(counter.address(desk.report, {**FOR_POLICE, "files": ()}))
    assert item.file is not None
    files = PdfReader(io.BytesIO(chosen.body)).attachments
    assert list(files) == [item.file.name] == ["DISTRESSING-EC-0001-1.png"]
    kept = desk.house.run(lambda uow: uow.records.get(item.id, type(item)))
    assert [look.by for look in kept.looks] == [MORAG]
    assert "This may distress. It holds: threats." in re.sub(r"\s+", " ", read(chosen.body))
    assert not PdfReader(io.BytesIO(without.body)).attachments


async def test_evidence_that_cannot_be_read_stops_the_document(desk: Desk) -> None:
    """Nothing is kept of it, and the answer says so."""
    item = await desk.added(picture())
    for file in desk.files():
        file.unlink()
    async with Counter(desk) as counter:
        answer = await counter.press(counter.address(desk.report, {**FOR_POLICE, "files": (item.ref,)}))
    assert answer.status == 503
    assert desk.house.record(desk.report, EndedContact).documents == ()


@pytest.mark.requirement("R-1.14.1-6")
async def test_nobody_is_named_in_the_file_unless_for_a_reason(desk: Desk) -> None:
    """Neither on its pages nor in what does not show, however it is packed."""
    about = desk.house.reports(ISLA, note="Isla and rory muir were there.", witnesses=(RORY,))
    reason = {f"why-{RORY}": "He gave a statement to them."}
    async with Counter(desk) as counter:
        masked = await counter.press(counter.address(about))
        shown = await counter.press(counter.address(about, {**FOR_POLICE, "names": (RORY,), **reason}))
    assert not re.search("isla|fraser|rory|muir|morag|reid", read(masked.body), re.IGNORECASE)
    assert not re.search(b"isla|fraser|rory|muir|morag|reid", masked.body, re.IGNORECASE)
    assert "rory muir" in read(shown.body)
    assert not re.search("isla|fraser|morag|reid", read(shown.body), re.IGNORECASE)


@pytest.mark.requirement("R-1.14.1-6")
async def test_an_address_opens_nothing_for_whom_it_is_no_longer(desk: Desk) -> None:
    """The matter has moved on since: the answer is the one for an address that never was."""
    async with Counter(desk) as counter:
        there = counter.address(desk.report)
        desk.house.presses(MORAG, "pass_on", desk.report)
        assert [(await step(there)).status for step in (counter.get, counter.press)] == [404, 404]
    assert desk.house.record(desk.report, EndedContact).documents == ()


async def test_what_is_held_about_somebody_goes_out_as_a_page_and_as_data(desk: Desk, tmp_path: Path) -> None:
    """The same of it in both, each known again by its hash; before a second look there is no address at all."""
    house, kit, keir = desk.house, PersonId("kit"), PersonId("keir")
    for id_ in (kit, keir):
        name, roles = f"{id_.title()} Eadie", frozenset({Role.RECORDS_ADMIN})
        house.put(Person(id=id_, email=f"{id_}@example.org", name=name, roles=roles))
    house.reports(ISLA, note="He swore at Isla Fraser.", individual="T-4711")
    asks: dict[str, Value] = {"who": "individual", "reference": "T-4711"}
    house.sends(kit, "subject_access.begin", {**asks, "received_on": "2026-11-24", "known_by": "In person."})
    while house.run(upkeep.gather):
        pass
    about = house.run(lambda uow: uow.records.register((SubjectAccess.kind,), limit=1)[0].id)
    assert NOTHING in words(house.presses(kit, "subject_access.download", about, "pdf"))
    house.sends(kit, "subject_access.ask", {"second": (keir,)}, about)
    house.sends(keir, "subject_access.look", {"agrees": "yes"}, about)
    async with Counter(desk) as counter:
        found = [
            await counter.press(counter.here(card(house.presses(kit, "subject_access.download", about, kind))))
            for kind in ("pdf", "json")
        ]
    assert [answer.headers["Content-Type"] for answer in found] == ["application/pdf", "application/json"]
    data = json.loads(found[1].body)
    said = [block["text"] for block in data["blocks"] if "text" in block]
    assert "He swore at [colleague 1]." in said
    assert all(" ".join(text.split()) in " ".join(read(found[0].body).split()) for text in said)
    verify(house.store)
    for answer in found:
        file = tmp_path / "out"
        file.write_bytes(answer.body)
        known = handed_out(house.store, file)
        assert known is not None
        assert (known.ref, known.purpose) == ("SA-0001", "subject_access")


def test_a_document_shows_what_its_sheet_shows() -> None:
    """The adapter draws; it adds and leaves out nothing."""
    sheet = pdf.Paper(title="Matter EC-0001", blocks=())
    assert read(pdf.drawn(replace(sheet, dated="Tue 24 Nov"))).split() == (
        ["Matter", "EC-0001", "Confidential", "·", "Tue", "24", "Nov", "1", "of", "1"]
    )
