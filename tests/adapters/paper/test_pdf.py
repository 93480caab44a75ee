"""Documents on paper: everything that a card says, in any script of Europe, and nobody named where it does not show."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import TTFont

from adapters.paper import pdf
from adapters.paper.pdf import Attachment, Paper, Table, drawn
from bot.chat.cards import Button, Buttons, Divider, Facts, Heading, Item, Link, Quote, Small, Text

#: A pangram or a name of each script and of the marks that the languages of Europe put on letters.
SCRIPTS = (
    "Þórður Ægisson",
    "Żółć gęślą jaźń",
    "Árvíztűrő tükörfúrógép",
    "Příliš žluťoučký kůň",
    "Ștefăniță ţine",
    "İstanbul’da ığdır",
    "Ŵyrion Llŷn",
    "Gàidhlig òran",
    "Ξεσκεπάζω την ψυχοφθόρα",
    "Жалісна її ґава щука",
    "Ђорђе Љубиша Џакула",
    "Հայերեն",
    "ქართული",
)


def read(content: bytes) -> str:
    """The text of all pages."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_every_block_of_a_card_is_on_the_page_and_buttons_are_not() -> None:
    """Typed text stands as it was typed, and never as mark-up."""
    blocks = (
        Text("A paragraph."),
        Heading("A heading"),
        Quote("He said <b>1 & 2</b>\nand left."),
        Facts((("Channel", "Phone"), ("How", "<i>loud</i>"))),
        Small("Policy 1.9"),
        Item("A line", Button(label="Open", action="x")),
        Divider(),
        Table(("Month", "Count"), (("May", "3"),)),
        Buttons((Button(label="Approve", action="x"),)),
        Link(label="Follow", url="https://example.org"),
    )
    text = read(drawn(Paper(title="EC-0042", blocks=blocks)))
    shown = ("EC-0042", "A paragraph.", "A heading", "<b>1 & 2</b>", "and left.", "Channel", "Phone", "<i>loud</i>")
    assert [each for each in (*shown, "Policy 1.9", "A line", "Month", "3") if each not in text] == []
    assert [each for each in ("Open", "Approve", "Follow", "example.org") if each in text] == []


@pytest.mark.parametrize("words", SCRIPTS)
def test_any_script_of_europe_is_read_back(words: str) -> None:
    """Every letter has a shape in the font that goes along."""
    assert words in read(drawn(Paper(title="x", blocks=(Text(words),))))
    for face in Path(pdf.__file__).with_name("fonts").glob("*.ttf"):
        shapes = TTFont(face.stem, face).face.charToGlyph
        assert [letter for letter in words if ord(letter) not in shapes] == []


def test_each_page_says_which_of_how_many_when_and_that_it_is_confidential() -> None:
    """Texts longer than a page go on to the next, in a quotation and in a table as well."""
    long = "word " * 4000
    table = Table(("Number", "Square"), tuple((str(n), str(n * n)) for n in range(120)))
    blocks = (Quote(long), Facts((("What", long),)), table)
    pages = PdfReader(io.BytesIO(drawn(Paper(title="x", blocks=blocks, dated="Tue 1 Dec 2026")))).pages
    texts = [page.extract_text() for page in pages]
    assert len(pages) > 10
    assert all(f"{n} of {len(pages)}" in text for n, text in enumerate(texts, 1))
    assert all("Confidential · Tue 1 Dec 2026" in text for text in texts)
    assert sum(text.count("word") for text in texts) == 8000
    assert sum("Number" in text for text in texts) > 1


def test_nobody_is_named_where_it_does_not_show_and_the_same_gives_the_same() -> None:
    """No author, no tool, no time; a document is made twice alike, so that it can be held against its hash."""
    paper, files = Paper(title="EC-0042", blocks=(Text("x"),)), [Attachment(name="EC-0042-1.txt", content=b"hello")]
    content = drawn(paper, files)
    assert content == drawn(paper, files)
    found: Mapping[str, object] = PdfReader(io.BytesIO(content)).metadata or {}
    assert {name: found[name] for name in ("/Author", "/Subject", "/Keywords")} == dict.fromkeys(
        ("/Author", "/Subject", "/Keywords"), ""
    )
    assert (found["/Title"], found["/Creator"], found["/Producer"]) == ("EC-0042", "Harbour", "Harbour")
    assert "2000" in str(found["/CreationDate"])


def test_files_go_along_inside_it() -> None:
    """Under their names, byte by byte."""
    files = [Attachment(name="a.txt", content=b"one"), Attachment(name="b.png", content=bytes(range(256)))]
    found = PdfReader(io.BytesIO(drawn(Paper(title="x", blocks=()), files))).attachments
    assert {name: found[name] for name in ("a.txt", "b.png")} == {"a.txt": [b"one"], "b.png": [bytes(range(256))]}


def test_text_that_no_document_can_hold_stops_none() -> None:
    """It was kept before typed text was cleared of it."""
    assert "Mr K." in read(drawn(Paper(title="a\x00b", blocks=(Text("Mr\x00 K\ud800\uffff."),))))
