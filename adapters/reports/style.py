"""Colours, type and measures of the report, on paper and, by name, on the page."""

from __future__ import annotations

from reportlab.lib.colors import Color, HexColor

#: As they are on paper; on the page each follows what the reader's screen is set to.
COLOURS = {
    "ink": HexColor("#1d2a2c"),
    "soft": HexColor("#55625f"),
    "line": HexColor("#dad9d0"),
    "edge": HexColor("#7d8884"),
    "accent": HexColor("#17605c"),
    "wash": HexColor("#c5dfd9"),
    "paper": HexColor("#fffefb"),
    "sun": HexColor("#b86e00"),
}
INK, SOFT, LINE, EDGE, ACCENT, WASH, PAPER, SUN = COLOURS.values()

FONT, BOLD = "Helvetica", "Helvetica-Bold"

#: Of every picture, in points: the width of a phone.
WIDTH = 340.0
SIZE, SMALL = 12.0, 10.0


def in_svg(colour: Color) -> str:
    """A colour as the drawing library writes it."""
    return f"rgb({','.join(f'{int(100 * part)}%' for part in colour.rgb())})"
