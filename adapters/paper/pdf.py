"""A document as PDF: in letters that every script of Europe has, with "n of m" on each page, naming nobody unseen.

Its library takes some megabytes: import this where a document is drawn, and draw in a thread.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as Grid

from adapters.paper.plain import plain
from bot.chat.cards import Block, Divider, Facts, Heading, Item, Quote, Small, Text

_FONTS = Path(__file__).with_name("fonts")
_FACE, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_MARGIN, _FOOT = 20 * mm, 11 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_INK, _GREY, _TINT = Color(0.1, 0.1, 0.1), Color(0.36, 0.36, 0.36), Color(0.94, 0.94, 0.94)
#: How much of the width the labels of facts take.
_LABEL = 0.32
#: A heading with less room than this below it goes to the next page.
_TOGETHER = 30 * mm


@dataclass(frozen=True)
class Table:
    """A table, its first row repeated on each page."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes along inside the document."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document: the blocks of cards, tables, and drawings of the library's own."""

    title: str
    blocks: Sequence[Block | Table | Flowable]
    #: The day it was made, in words, for the foot of each page.
    dated: str = ""
    #: The first words of the foot.
    marked: str = "Confidential"


def drawn(paper: Paper, attachments: Iterable[Attachment] = ()) -> bytes:
    """The document. The same content gives the same bytes."""
    _known_fonts()
    content = io.BytesIO()
    template = SimpleDocTemplate(
        content,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=plain(paper.title),
        author="",
        subject="",
        creator="Harbour",
        producer="Harbour",
        lang="en-GB",
        displayDocTitle=1,
        invariant=1,
        initialFontName=_FACE,
    )
    foot = " · ".join(part for part in (paper.marked, paper.dated) if part)
    flowables = [Paragraph(_text(paper.title), _style("title")), *_blocks(paper.blocks)]
    template.build(flowables, canvasmaker=partial(_Numbered, foot=plain(foot)))
    return _with(content.getvalue(), list(attachments))


def _with(content: bytes, attachments: Sequence[Attachment]) -> bytes:
    """The document with these files inside it."""
    if not attachments:
        return content
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for attachment in attachments:
        writer.add_attachment(attachment.name, attachment.content)
    # The library would else put its own name there.
    writer.add_metadata({"/Producer": "Harbour"})
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


# -- blocks --------------------------------------------------------------------------------------------------


def _blocks(blocks: Iterable[Block | Table | Flowable]) -> Iterator[Flowable]:
    """Blocks as they are on paper. Buttons and links belong into the chat and are left out."""
    for block in blocks:
        match block:
            case Text(text) | Item(text):
                yield Paragraph(_text(text), _style("text"))
            case Quote(text):
                yield Paragraph(_text(text), _style("quote"))
            case Heading(text):
                yield CondPageBreak(_TOGETHER)
                yield Paragraph(_text(text), _style("heading"))
            case Small(text):
                yield Paragraph(_text(text), _style("small"))
            case Facts(facts):
                yield _grid(facts, (_LABEL, 1 - _LABEL), ("label", "text"))
            case Table(head, rows):
                even = (1 / len(head),) * len(head)
                yield _grid((head, *rows), even, ("text",) * len(head), repeated=1)
            case Divider():
                yield HRFlowable(width="100%", color=_GREY, thickness=0.5, spaceBefore=6, spaceAfter=6)
            case Flowable():
                yield block
            case _:
                continue


def _grid(rows: Iterable[Sequence[str]], widths: Sequence[float], styles: Sequence[str], repeated: int = 0) -> Grid:
    """Rows of paragraphs, which may go on to the next page; the first of a table is bold and repeated."""
    cells = [
        [
            Paragraph(_text(text), _style("label" if n < repeated else style))
            for text, style in zip(row, styles, strict=True)
        ]
        for n, row in enumerate(rows)
    ]
    lines: Any = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.25, _GREY)]
    return Grid(
        cells,
        colWidths=[part * _WIDTH for part in widths],
        style=lines,
        repeatRows=repeated,
        splitInRow=1,
        spaceBefore=3,
        spaceAfter=6,
    )


def _text(text: str) -> str:
    """Typed text as the library reads it: never as mark-up, its lines as they were."""
    return escape(plain(text), quote=False).replace("\n", "<br/>")


@cache
def _known_fonts() -> None:
    for face in (_FACE, _BOLD):
        registerFont(TTFont(face, _FONTS / f"{face}.ttf"))
    registerFontFamily(_FACE, normal=_FACE, bold=_BOLD, italic=_FACE, boldItalic=_BOLD)


@cache
def _style(name: str) -> ParagraphStyle:
    base = ParagraphStyle("text", fontName=_FACE, fontSize=10, leading=14, spaceAfter=5, textColor=_INK)
    changes: Mapping[str, Mapping[str, Any]] = {
        "text": {},
        "title": {"fontName": _BOLD, "fontSize": 16, "leading": 21, "spaceAfter": 10},
        "heading": {"fontName": _BOLD, "fontSize": 12, "leading": 16, "spaceBefore": 9},
        "label": {"fontName": _BOLD, "fontSize": 9.5},
        "small": {"fontSize": 8.5, "leading": 12, "textColor": _GREY},
        "quote": {"backColor": _TINT, "borderPadding": 4, "leftIndent": 6, "rightIndent": 6, "spaceBefore": 4},
    }
    return ParagraphStyle(name, parent=base, **changes[name])


class _Numbered(Canvas):
    """Pages that wait until their number is known, each with its foot."""

    def __init__(self, *args: object, foot: str, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._foot = foot
        self._pages: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802 - as the library calls it
        """Keep the page."""
        self._pages.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]

    def save(self) -> None:
        """Draw the feet, and write."""
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(_FACE, 8)
            self.setFillColor(_GREY)
            self.drawString(_MARGIN, _FOOT, self._foot)
            self.drawRightString(A4[0] - _MARGIN, _FOOT, f"{number} of {len(self._pages)}")
            super().showPage()
        super().save()
