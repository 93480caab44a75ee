"""The report as a page, a document and tables: all of it there, nothing fetched, nothing computed, no colour alone."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser

import pypdf
import pytest

from adapters.reports import page, paper, pictures, sheets, style
from bot.records.keeping import periods
from bot.records.keeping.report import drawn_up
from bot.views.keeping.report import samples
from bot.views.keeping.report.document import Document, Picture, Row, Shape
from bot.views.keeping.report.drawing_up import document

#: What would be run, if somebody saw to it that it was not escaped or not taken as text.
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "<b>alert(1)</b>", "</svg><script>"]


def of(written: str = "last-12-months", *, quarters: int = 8) -> Document:
    """The report of a period of the made-up years."""
    counted = samples.quarters(quarters)
    return document(drawn_up(periods.read(written, counted[-1].first), counted))


def hostile() -> Document:
    """A report whose every label is hostile."""
    rows = tuple(Row(label=text, count=range(7, 8)) for text in HOSTILE)
    chapter = of().chapters[0]
    several = tuple(replace(picture, title=HOSTILE[4], sentence="<i>so</i>", rows=rows) for picture in chapter.pictures)
    return replace(of(), title=HOSTILE[4], chapters=(replace(chapter, pictures=several),))


class Tags(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep it."""
        self.text += data


# -- the page ----------------------------------------------------------------------------------------------


def test_the_page_is_one_file_that_fetches_nothing_and_runs_nothing() -> None:
    """No script, no link, no image, no address but that of the drawing language."""
    text = page.page(of()).decode()
    tags = Tags(text).tags
    assert {"script", "link", "img", "iframe", "use", "image"} & {tag for tag, _ in tags} == set()
    assert not [
        name for _, attributes in tags for name in attributes if name.startswith("on") or name in ("src", "href")
    ]
    assert set(re.findall(r"https?://[^\s\"']*", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_every_picture_has_a_sentence_and_a_table_for_who_cannot_see_it() -> None:
    """With each of its lines and numbers."""
    report = of()
    tags = Tags(page.page(report).decode())
    drawn = [picture for chapter in report.chapters for picture in chapter.pictures if picture.rows]
    assert len([tag for tag, _ in tags.tags if tag == "table"]) == len(drawn)
    assert len([tag for tag, _ in tags.tags if tag == "svg"]) == len(drawn)
    for picture in drawn:
        assert picture.sentence in tags.text
        assert all(row.label in tags.text for row in picture.rows)


def test_what_is_hostile_is_text_on_the_page() -> None:
    """In the pictures as well."""
    text = page.page(hostile()).decode()
    assert not [tag for tag, _ in Tags(text).tags if tag in ("script", "b")]
    assert "alert(1)" in Tags(text).text


# -- pictures ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", Shape)
def test_pictures_have_the_colours_and_the_type_of_the_page(shape: Shape) -> None:
    """Each colour by its name, so that it follows the reader's screen; text is text, in no type of its own."""
    picture = next(each for chapter in of().chapters for each in chapter.pictures if each.shape is shape)
    drawn = pictures.svg(picture)
    assert re.findall(r"rgb\(|#[0-9a-f]{6}|font-family", drawn) == []
    assert set(re.findall(r"var\(--([a-z]+)\)", drawn)) <= set(style.COLOURS)
    assert "<text" in drawn
    assert "<title>" not in drawn


def test_a_number_that_is_not_told_exactly_is_drawn_to_the_least_and_pale_to_the_most() -> None:
    """The pale part has a dashed edge: it needs no colour."""
    rows = (Row(label="Exact", count=range(10, 11)), Row(label="About", count=range(5, 10)))
    exact, about = (pictures.svg(Picture(id="a", title="A", sentence="A.", rows=(row,))) for row in rows)
    assert ("dasharray: 3" in exact, "dasharray: 3" in about) == (False, True)
    assert ("var(--wash)" in exact, "var(--wash)" in about) == (False, True)
    assert "5 to 9" in about


# -- tables ------------------------------------------------------------------------------------------------


def test_no_cell_of_a_table_is_a_formula() -> None:
    """Whatever a text begins with: in a workbook it is a text, and in a file of text it is marked as one."""
    report = hostile()
    with zipfile.ZipFile(io.BytesIO(sheets.as_xlsx(report))) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name)
        assert re.findall(r"<f[ >]", text) == []
        assert all(text in book.read("xl/sharedStrings.xml").decode() for text in HOSTILE[:4])
    cells = [cell for line in csv.reader(io.StringIO(sheets.as_csv(report).decode("utf-8-sig"))) for cell in line]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert "'=1+1" in cells


def test_tables_have_every_number_of_the_report() -> None:
    """The least and the most of each, and the time that it is told for."""
    report = of("2026Q3")
    lines = list(sheets.lines(report))
    rows = [row for chapter in report.chapters for picture in chapter.pictures for row in picture.rows]
    numbers = [number for chapter in report.chapters for number in chapter.numbers]
    assert len([line for line in lines if line[2]]) == len(rows) + len(numbers)
    assert ("Reports", "Total", "contacts ended and reported", 38, 38, None, report.period) in lines
    assert all(line[6] for line in lines)


# -- the document ------------------------------------------------------------------------------------------


def test_the_document_has_all_of_it_as_text() -> None:
    """So that it can be searched, and read aloud."""
    report = of()
    text = " ".join(read.extract_text() for read in pypdf.PdfReader(io.BytesIO(paper.pdf(report))).pages)
    flat = " ".join(text.split())
    for chapter in report.chapters:
        assert chapter.title in flat
        assert all(" ".join(picture.title.split()) in flat for picture in chapter.pictures)
    assert "fewer than 5" in flat


def test_what_is_hostile_is_text_in_the_document() -> None:
    """Nothing in it is markup."""
    text = " ".join(read.extract_text() for read in pypdf.PdfReader(io.BytesIO(paper.pdf(hostile()))).pages)
    assert "<b>alert(1)</b>" in text
    assert "<i>so</i>" in text


def test_the_same_report_is_the_same_file() -> None:
    """No moment is in it, so two who print it can compare."""
    assert paper.pdf(of()) == paper.pdf(of())
    assert page.page(of()) == page.page(of())
