"""Pictures of a report: bars, columns of months, and marks. Every bar has its number: no colour has to be told apart.

A number that is not told exactly is a bar to the least, and from there to the most a pale one with a dashed edge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, Shape, String
from reportlab.lib.colors import Color
from reportlab.lib.utils import simpleSplit

from adapters.reports import style
from bot.views.keeping.report.document import Picture, Row
from bot.views.keeping.report.document import Shape as Kind

_Anchor = Literal["start", "middle", "end"]

_BAR, _GAP, _LEADING = 12.0, 14.0, 15.0


def drawing(picture: Picture) -> Drawing:
    """The picture, as wide as a phone."""
    drawn, height = _KINDS[picture.shape](picture)
    return Drawing(style.WIDTH, height, *drawn)


def svg(picture: Picture) -> str:
    """The picture for a page, in its type and its colours; what it says is said beside it."""
    text: str = renderSVG.drawToString(drawing(picture))
    text = text[text.index("<svg") :]
    for name, colour in style.COLOURS.items():
        text = text.replace(style.in_svg(colour), f"var(--{name})")
    for pattern, instead in _TO_PAGE.items():
        text = pattern.sub(instead, text)
    return text


#: What the library writes for a file of its own, and what a page of several has instead.
_TO_PAGE: Mapping[re.Pattern[str], str] = {
    re.compile(r"<svg [^>]*?viewBox"): '<svg role="img" aria-hidden="true" viewBox',
    re.compile(r"\s*<title>.*?</desc>", re.DOTALL): "",
    re.compile(r"\s*<clipPath.*?</clipPath>", re.DOTALL): "",
    re.compile(r' (?:id="group"|style="clip-path[^"]*"|transform="")'): "",
    # What is bold ends at the right, in whatever type the reader has.
    re.compile(r'<text x="[^"]*"( y="[^"]*" style=")font-family: Helvetica-Bold;'): (
        rf'<text x="{style.WIDTH:g}"\1font-weight: 650; text-anchor: end;'
    ),
    re.compile(r"font-family: Helvetica;"): "",
}


# -- bars ----------------------------------------------------------------------------------------------------


def _bars(picture: Picture) -> tuple[list[Shape], float]:
    most = max(1, *(row.count.stop - 1 for row in picture.rows if row.count is not None))
    blocks = [(row, _lines(row.label, 74)) for row in picture.rows]
    height = sum(len(lines) * _LEADING + 3 + _BAR + _GAP for _, lines in blocks) - _GAP
    top, shapes = height, list[Shape]()
    for row, lines in blocks:
        shapes += [_text(0, top - 11 - at * _LEADING, line) for at, line in enumerate(lines)]
        shapes.append(_text(style.WIDTH, top - 11, row.said, font=style.BOLD, anchor="end"))
        top -= len(lines) * _LEADING + 3 + _BAR
        shapes += _bar(row, top, style.WIDTH / most)
        top -= _GAP
    return shapes, height


def _lines(label: str, beside: float) -> list[str]:
    lines: list[str] = simpleSplit(label, style.FONT, style.SIZE, style.WIDTH - beside)
    return lines


def _bar(row: Row, y: float, unit: float) -> list[Shape]:
    track = Line(0, y, style.WIDTH, y, strokeColor=style.LINE, strokeWidth=1)
    if row.count is None:
        return [track]
    least, most = row.count.start * unit, (row.count.stop - 1) * unit
    return [track, *_between(0, y, most, _BAR, is_sure=least == most), *_between(0, y, least, _BAR)]


def _between(x: float, y: float, width: float, height: float, *, is_sure: bool = True) -> list[Shape]:
    """The part between the least and the most: pale, with a dashed edge."""
    if width <= 0 or height <= 0:
        return []
    if is_sure:
        return [_filled(x, y, width, height, style.ACCENT)]
    pale = _filled(x + 0.5, y + 0.5, width - 1, height - 1, style.WASH)
    pale.setProperties({"strokeColor": style.ACCENT, "strokeWidth": 1, "strokeDashArray": [3, 2]})
    return [pale]


def _filled(x: float, y: float, width: float, height: float, colour: Color) -> Rect:
    rect = Rect(x, y, width, height)
    rect.setProperties({"fillColor": colour, "strokeColor": None})
    return rect


def _text(
    x: float, y: float, text: str, *, font: str = style.FONT, anchor: _Anchor = "start", small: bool = False
) -> String:
    size, colour = (style.SMALL, style.SOFT) if small else (style.SIZE, style.INK)
    return String(x, y, text, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)


# -- months --------------------------------------------------------------------------------------------------

_HIGH, _FOOT, _LEFT = 120.0, 34.0, 26.0


def _months(picture: Picture) -> tuple[list[Shape], float]:
    """A column for each month: it lies between the least and the most that the number can be."""
    counts = [row.count or range(1) for row in picture.rows]
    most = max(10, *(count.stop for count in counts))
    unit, step = _HIGH / most, (style.WIDTH - _LEFT) / len(counts)
    shapes = list[Shape]()
    for number in range(0, most + 1, max(5, most // 20 * 5)):
        y = _FOOT + number * unit
        shapes.append(Line(_LEFT, y, style.WIDTH, y, strokeColor=style.LINE, strokeWidth=1))
        shapes.append(_text(_LEFT - 6, y - 3.5, str(number), anchor="end", small=True))
    for at, (row, count) in enumerate(zip(picture.rows, counts, strict=True)):
        x, low, high = _LEFT + (at + 0.16) * step, count.start * unit, (count.stop - 1) * unit
        shapes += _between(x, _FOOT + low, step * 0.68, high - low, is_sure=False)
        shapes += _between(x, _FOOT, step * 0.68, low)
        shapes += _named(row.label, x + step * 0.34, is_first=at == 0)
    return shapes, _FOOT + _HIGH + 8


def _named(label: str, x: float, *, is_first: bool) -> list[Shape]:
    month, year = label.split()
    named: list[Shape] = [_text(x, _FOOT - 14, month[0], anchor="middle", small=True)]
    return [*named, _text(x, 4, year, anchor="middle", small=True)] if is_first or month == "January" else named


# -- marks ---------------------------------------------------------------------------------------------------


def _marks(picture: Picture) -> tuple[list[Shape], float]:
    """A mark for each: a tick where it is there for all, a half circle where not, a ring where that is not told."""
    blocks = [(row, _lines(row.label, 122)) for row in picture.rows]
    height = sum(len(lines) * _LEADING + _GAP for _, lines in blocks) - _GAP
    top, shapes = height, list[Shape]()
    for row, lines in blocks:
        shapes += _mark(row, 9, top - 8)
        shapes += [_text(28, top - 12 - at * _LEADING, line) for at, line in enumerate(lines)]
        said = "not told yet" if row.of is None else f"{row.said} of {row.of}"
        shapes.append(_text(style.WIDTH, top - 12, said, font=style.BOLD, anchor="end"))
        top -= len(lines) * _LEADING + _GAP
    return shapes, height


def _mark(row: Row, x: float, y: float) -> list[Shape]:
    if row.count is None or row.of is None:
        return [Circle(x, y, 7, fillColor=None, strokeColor=style.EDGE, strokeWidth=1.5, strokeDashArray=[3, 2])]
    if row.count.start == row.of:
        tick = PolyLine([x - 3.5, y, x - 1, y - 3, x + 4, y + 3.5], strokeColor=style.PAPER, strokeWidth=2)
        return [Circle(x, y, 8, fillColor=style.ACCENT, strokeColor=None), tick]
    ring = Circle(x, y, 7, fillColor=None, strokeColor=style.SUN, strokeWidth=1.8)
    return [ring, _filled(x - 4, y - 1, 8, 2, style.SUN)]


_KINDS: Mapping[Kind, Callable[[Picture], tuple[list[Shape], float]]] = {
    Kind.BARS: _bars,
    Kind.MONTHS: _months,
    Kind.MARKS: _marks,
}
