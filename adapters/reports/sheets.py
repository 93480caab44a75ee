"""The report as tables: one line for each number. No cell is a formula, whatever its text begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bot.views.keeping.report.document import Document, Number, Picture, Row

_HEADER = ("chapter", "figure", "line", "at least", "at most", "of", "time")
_WIDTHS = (34, 40, 52, 10, 10, 10, 60)

#: Beginnings that a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = tuple[str, str, str, int | None, int | None, int | None, str]


def lines(document: Document) -> Iterator[Line]:
    """Every number of the report; one that is not told has no numbers."""
    for chapter in document.chapters:
        for number in chapter.numbers:
            yield (chapter.title, "Total", *_number(number), number.time or document.period)
        for picture in chapter.pictures:
            for row in picture.rows:
                yield (chapter.title, picture.title, *_row(row), picture.time or document.period)
            if not picture.rows:
                yield (chapter.title, picture.title, *_none(picture))


def _number(number: Number) -> tuple[str, int | None, int | None, None]:
    return number.label, number.count, number.count, None


def _row(row: Row) -> tuple[str, int | None, int | None, int | None]:
    if row.count is None:
        return row.label, None, None, row.of
    return row.label, row.count.start, row.count.stop - 1, row.of


def _none(picture: Picture) -> tuple[str, None, None, None, str]:
    return "", None, None, None, picture.sentence


def as_csv(document: Document) -> bytes:
    """As text, with a mark by which spreadsheets know its encoding."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    writer.writerows([plain(cell) if isinstance(cell, str) else cell for cell in line] for line in lines(document))
    return text.getvalue().encode("utf-8-sig")


def plain(text: str) -> str:
    """The text, so that no spreadsheet computes it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_xlsx(document: Document) -> bytes:
    """As a workbook: the numbers, and how to read them."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped] # noqa: PLC0415 - only whoever wants a workbook needs it

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": document.title, "author": "Harbour"})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Numbers")
        found = [_HEADER, *lines(document)]
        for at, line in enumerate(found):
            for column, cell in enumerate(line):
                if isinstance(cell, str):
                    sheet.write_string(at, column, cell, wrapped if at else bold)
                elif cell is not None:
                    sheet.write_number(at, column, cell, wrapped)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(found) - 1, len(_HEADER) - 1)
        about = book.add_worksheet("How to read it")
        about.set_column(0, 0, 110)
        for at, note in enumerate((document.title, document.period, document.lead, *document.notes)):
            about.write_string(at, 0, note, wrapped if at else bold)
    return file.getvalue()
