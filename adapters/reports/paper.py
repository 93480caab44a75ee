"""The report as a document to print: A4, its pictures as vectors, its text as text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from adapters.reports import style
from adapters.reports.pictures import drawing
from bot.views.keeping.report.document import Chapter, Document, Number, Picture

_MARGIN, _GUTTER = 16 * mm, 10 * mm
_COLUMN = (A4[0] - 2 * _MARGIN - _GUTTER) / 2


def _type(
    size: float, *, bold: bool = False, soft: bool = False, after: float = 0, before: float = 0
) -> ParagraphStyle:
    return ParagraphStyle(
        "text",
        fontName=style.BOLD if bold else style.FONT,
        fontSize=size,
        leading=size * 1.35,
        textColor=style.SOFT if soft else style.INK,
        spaceAfter=after,
        spaceBefore=before,
    )


_TITLE = _type(26, bold=True, after=6)
_PERIOD = _type(13, soft=True, after=6)
_LEAD = _type(10, after=14)
_TEXT = _type(10, after=4)
_CHAPTER = _type(15, bold=True, before=14, after=8)
_HEAD = _type(10.5, bold=True)
_SAYS = _type(9, soft=True, after=6)
_SMALL = _type(8, soft=True, before=5)
_BIG = _type(22, bold=True)


def pdf(document: Document) -> bytes:
    """The whole document."""
    file = io.BytesIO()
    paper = BaseDocTemplate(
        file, pagesize=A4, title=document.title, author="Harbour", lang="en-GB", invariant=True, displayDocTitle=True
    )
    frame = Frame(_MARGIN, _MARGIN, A4[0] - 2 * _MARGIN, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)

    def foot(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont(style.FONT, 8)
        canvas.setFillColor(style.SOFT)
        canvas.drawString(_MARGIN, 9 * mm, document.title)
        canvas.drawRightString(A4[0] - _MARGIN, 9 * mm, str(canvas.getPageNumber()))

    paper.addPageTemplates(PageTemplate(frames=[frame], onPage=foot))
    paper.build(_story(document))
    return file.getvalue()


def _story(document: Document) -> list[Flowable]:
    story: list[Flowable] = [
        _said(document.title, _TITLE),
        _said(document.period, _PERIOD),
        _said(document.lead, _LEAD),
    ]
    for what, is_so in document.short:
        story += [_said(what, _HEAD), _said(is_so, _TEXT)]
    for chapter in document.chapters:
        story += _chapter(chapter)
    story += [_said("How to read it", _CHAPTER), *(_said(note, _TEXT) for note in document.notes)]
    return story


def _said(text: str, in_type: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), in_type)


def _chapter(chapter: Chapter) -> list[Flowable]:
    story: list[Flowable] = [CondPageBreak(105 * mm), _said(chapter.title, _CHAPTER)]
    if chapter.numbers:
        story += [_row([_number(number) for number in chapter.numbers], 3), Spacer(0, 8)]
    pairs = [chapter.pictures[at : at + 2] for at in range(0, len(chapter.pictures), 2)]
    return [*story, *(_row([_picture(picture) for picture in pair], 2) for pair in pairs)]


def _row(cells: Sequence[list[Flowable]], columns: int) -> Table:
    """Cells side by side, on one page."""
    width = (A4[0] - 2 * _MARGIN) / columns
    row = [*cells, *([[]] * (columns - len(cells)))]
    space = [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP"),
             ("RIGHTPADDING", (0, 0), (-1, -1), _GUTTER / 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 12)]  # fmt: skip
    return Table([row], colWidths=[width] * columns, style=space, splitByRow=0)


def _number(number: Number) -> list[Flowable]:
    time = [_said(number.time, _SMALL)] if number.time else []
    return [_said(number.said, _BIG), _said(number.label, _type(9, soft=True)), *time]


def _picture(picture: Picture) -> list[Flowable]:
    parts: list[Flowable] = [_said(picture.title, _HEAD), _said(picture.sentence, _SAYS)]
    if picture.rows:
        drawn, scale = drawing(picture), (_COLUMN - 4) / style.WIDTH
        drawn.width, drawn.height = drawn.width * scale, drawn.height * scale
        drawn.scale(scale, scale)
        parts.append(drawn)
    return [*parts, _said(picture.time, _SMALL)] if picture.time else parts
