"""What a file is, by its content and never by its name or what a browser says of it; and pictures made anew.

A picture is decoded within limits and encoded again: nothing of it is kept but what is seen. Where
it was taken, with what and by whom goes, and so does whatever else was put into the same file. A text
is kept as UTF-8. Recordings, scans and documents are kept as they are, and are only ever saved from
the page: nothing here opens them.
"""

from __future__ import annotations

import codecs
import io
import warnings
import zipfile
from collections.abc import Mapping

import filetype  # type: ignore[import-untyped]
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from adapters.pages.verdicts import EMPTY, NOT_READABLE, TOO_LARGE, TOO_MANY_PIXELS, WRONG_KIND, Checked
from bot.errors import Refused
from bot.records.evidence import ENDINGS
from bot.views.evidence.reading import LARGEST

#: Of one picture, and of all pictures of a moving one together.
PIXELS = 50_000_000
FRAMES = 200
#: A text is looked at as a whole; in anything else the first bytes tell.
_TELLING = 8192
_CONTROLS = frozenset(map(chr, range(0x20))) - set("\t\n\f\r")

#: A phone's pictures, which no browser shows: they become JPEG.
_HEIC = "image/heic"
#: What tells an Outlook message from other files of the same container.
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MACROS = "vbaproject.bin"

register_heif_opener()
Image.MAX_IMAGE_PIXELS = PIXELS
# Up to twice as many it would only warn of, on standard error.
warnings.simplefilter("error", Image.DecompressionBombWarning)

#: How pictures are opened and saved; a quality at which writing on a screen stays sharp.
_FORMATS: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "image/png": ("PNG", {}),
    "image/jpeg": ("JPEG", {"quality": 92}),
    "image/gif": ("GIF", {}),
    "image/webp": ("WEBP", {"quality": 92}),
    _HEIC: ("HEIF", {"quality": 92}),
}
#: What becomes something else, and as what it is saved.
_BECOMES: Mapping[str, tuple[str, str]] = {_HEIC: ("image/jpeg", "JPEG")}


def checked(content: bytes) -> Checked:
    """The file, if it may be kept. Blocks for as long as a picture takes. Raises Refused with a sentence."""
    if not content:
        raise Refused(EMPTY)
    if len(content) > LARGEST:
        raise Refused(TOO_LARGE)
    media_type = _media_type(content)
    if media_type in _FORMATS:
        content = _anew(content, media_type)
    elif media_type == "text/plain":
        content = str(_text(content)).encode()
    kept_as, _ = _BECOMES.get(media_type, (media_type, ""))
    return Checked(media_type=kept_as, content=content)


def _media_type(content: bytes) -> str:
    known = filetype.guess_mime(content[:_TELLING])
    found = "image/png" if known == "image/apng" else str(known)
    if found == _WORD and not _is_plain_document(content):
        raise Refused(WRONG_KIND)
    if found in ENDINGS or found == _HEIC:
        return found
    if content.startswith(_CONTAINER) and _OUTLOOK in content:
        return "application/vnd.ms-outlook"
    if _text(content) is not None:
        return "text/plain"
    raise Refused(WRONG_KIND)


def _is_plain_document(content: bytes) -> bool:
    """True if a document of Word holds no programs. Nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = {name.lower() for name in parts.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return "word/document.xml" in names and not any(name.endswith(_MACROS) for name in names)


def _text(content: bytes) -> str | None:
    """The text, where it is one: in UTF-8, in UTF-16 as Windows marks it, or in Windows' own letters."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROLS & set(text) else text
    return None


def _anew(content: bytes, media_type: str) -> bytes:
    """The picture, decoded and encoded again."""
    name, how = _FORMATS[media_type]
    _, saved_as = _BECOMES.get(media_type, ("", name))
    try:
        with Image.open(io.BytesIO(content), formats=[name]) as picture:
            # A photograph may hold a second one for its depth: what is seen is the first.
            frames, durations = _frames(picture, 1 if saved_as == "JPEG" else None)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Refused(TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, RuntimeError):
        # A decoder may stumble over a damaged picture in any of these ways.
        raise Refused(NOT_READABLE) from None
    first, *others = frames
    moving = {"save_all": True, "append_images": others, "duration": durations, "loop": 0} if others else {}
    written = io.BytesIO()
    try:
        first.save(written, saved_as, **how, **moving)
    except (OSError, ValueError, MemoryError):
        # What could be decoded and cannot be encoded is too much for the encoder.
        raise Refused(TOO_MANY_PIXELS) from None
    return written.getvalue()


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
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    plain = picture.convert("RGBA" if alpha and has_alpha else "RGB")
    ImageOps.exif_transpose(plain, in_place=True)
    plain.info.clear()
    return plain
