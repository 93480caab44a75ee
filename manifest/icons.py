"""Draws the icons of the Teams app: an anchor.

`python -m manifest.icons` writes `manifest/teams/color.png` (192 x 192, full colour) and
`manifest/teams/outline.png` (32 x 32, white on nothing), as Microsoft asks for.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

_FOLDER = Path(__file__).parent / "teams"
_SEA, _WHITE, _NOTHING = (29, 78, 95, 255), (255, 255, 255, 255), (255, 255, 255, 0)
#: Drawn so many times larger, and made smaller again: smooth edges.
_FINE = 16


def icon(size: int, ground: tuple[int, int, int, int], margin: float) -> Image.Image:
    """The icon, so many pixels wide and high; `margin` is the part of it that stays free on each side."""
    whole = size * _FINE
    shape = Image.new("L", (whole, whole), 0)
    free, side = whole * margin, whole * (1 - 2 * margin)

    def at(x: float, y: float) -> tuple[float, float]:
        return free + side * x, free + side * y

    draw, stroke = ImageDraw.Draw(shape), round(side * 0.11)
    draw.ellipse((*at(0.35, 0.0), *at(0.65, 0.30)), outline=255, width=stroke)
    draw.rectangle((*at(0.445, 0.24), *at(0.555, 0.95)), fill=255)
    draw.rounded_rectangle((*at(0.28, 0.36), *at(0.72, 0.47)), radius=stroke / 2, fill=255)
    draw.arc((*at(0.08, 0.16), *at(0.92, 1.0)), start=10, end=170, fill=255, width=stroke)
    for tip in ((0.02, 0.66, 0.12, 0.50, 0.24, 0.66), (0.98, 0.66, 0.88, 0.50, 0.76, 0.66)):
        draw.polygon([at(*tip[i : i + 2]) for i in (0, 2, 4)], fill=255)
    image = Image.new("RGBA", (size, size), ground)
    image.paste(_WHITE, mask=shape.resize((size, size), Image.Resampling.LANCZOS))
    if ground[3] == 0:
        image.putalpha(shape.resize((size, size), Image.Resampling.LANCZOS))
    return image


def main() -> None:
    """Write both."""
    icon(192, _SEA, 0.2).save(_FOLDER / "color.png", optimize=True)
    icon(32, _NOTHING, 0.05).save(_FOLDER / "outline.png", optimize=True)


if __name__ == "__main__":
    main()
