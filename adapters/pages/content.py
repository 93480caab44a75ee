"""What a file is, by its content and never by its name or what a browser says of it; and pictures made anew.

A picture is decoded within limits and encoded again: nothing of it is kept but what is seen. Where
it was taken, with what and by whom goes, and so does whatever else was put into the same file.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

import filetype  # type: ignore[import-untyped]
from PIL import Image, ImageOps, UnidentifiedImageError

from bot.errors import Refused
from bot.records.evidence import ENDINGS
from bot.views.evidence.reading import KINDS, LARGEST, LARGEST_WORDS

#: Of one picture, and of all pictures of a moving one together.
PIXELS = 50_000_000
FRAMES = 200
#: A text is looked at as a whole; in anything else the first bytes tell.
_TELLING = 8192
_TEXT = frozenset(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D}

Image.MAX_IMAGE_PIXELS = PIXELS
# Up to twice as many it would only warn of, on standard error.
warnings.simplefilter("error", Image.DecompressionBombWarning)

EMPTY = "The file is empty. Please choose another."
TOO_LARGE = (
    f"The file is larger than {LARGEST_WORDS}. Please make it smaller, or keep it safe and note where, as a thing."
)
WRONG_KIND = f"Files of this kind are not taken. {KINDS} are; a document can be saved as a PDF, a screen as a picture."
TOO_MANY_PIXELS = "The picture has more pixels than can be looked at here. A screenshot of it will do."
NOT_READABLE = "The picture is damaged and cannot be opened. Please choose another, or take a screenshot of it."

#: How pictures are opened and saved; a quality at which writing on a screen stays sharp.
_FORMATS: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "image/png": ("PNG", {}),
    "image/jpeg": ("JPEG", {"quality": 92}),
    "image/gif": ("GIF", {}),
    "image/webp": ("WEBP", {"quality": 92}),
}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file as it may be kept."""

    media_type: str
    content: bytes = field(repr=False)


def checked(content: bytes) -> Checked:
    """The file, if it may be kept. Blocks for as long as a picture takes. Raises Refused with a sentence."""
    if not content:
        raise Refused(EMPTY)
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE)
    media_type = _media_type(content)
    if media_type in _FORMATS:
        content = _anew(content, media_type)
    return Checked(media_type=media_type, content=content)


def _media_type(content: bytes) -> str:
    known = filetype.guess_mime(content[:_TELLING])
    found = "image/png" if known == "image/apng" else str(known)
    if found in ENDINGS:
        return found
    if _is_text(content):
        return "text/plain"
    raise Refused(WRONG_KIND)


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _TEXT & set(content)


def _anew(content: bytes, media_type: str) -> bytes:
    """The picture, decoded and encoded again."""
    name, how = _FORMATS[media_type]
    try:
        with Image.open(io.BytesIO(content), formats=[name]) as picture:
            # A photograph may hold a second one for its depth: what is seen is the first.
            frames, durations = _frames(picture, 1 if name == "JPEG" else None)
        written = io.BytesIO()
        first, *others = frames
        moving = {"save_all": True, "append_images": others, "duration": durations, "loop": 0} if others else {}
        first.save(written, name, **how, **moving)
        return written.getvalue()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError):
        # A decoder may stumble over a damaged picture in any of these ways.
        raise Refused(NOT_READABLE) from None


def _frames(picture: Image.Image, wanted: int | None) -> tuple[list[Image.Image], list[int]]:
    """The first `wanted` pictures of a moving one, or all; upright, in plain colours, without anything besides."""
    width, height = picture.size
    most = min(FRAMES, PIXELS // max(1, width * height))
    frames: list[Image.Image] = []
    durations: list[int] = []
    while len(frames) != wanted:
        try:
            picture.seek(len(frames))
        except EOFError:
            break
        if len(frames) >= most:
            raise Refused(TOO_MANY_PIXELS)
        durations.append(int(picture.info.get("duration", 100)) or 100)
        frames.append(_plain(picture, alpha=wanted is None))
    return frames, durations


def _plain(picture: Image.Image, *, alpha: bool) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    plain = upright.convert("RGBA" if alpha and has_alpha else "RGB")
    return Image.frombytes(plain.mode, plain.size, plain.tobytes())
