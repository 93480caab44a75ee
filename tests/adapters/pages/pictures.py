"""Files to send: real ones, and such as should never be kept."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image, PngImagePlugin
from pillow_heif import register_heif_opener

register_heif_opener()

#: A word that must not be found anywhere afterwards.
SECRET = "zebra-canary"
PDF = b"%PDF-1.7\n1 0 obj << /Title (A letter) >> endobj\ntrailer << >>\n%%EOF\n"
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 50
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\0" * 64
ZIP = b"PK\x03\x04" + b"\0" * 60
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + b"\0" * 40
AMR = b"#!AMR\n" + b"\x3c" * 60
OGG = b"OggS\x00\x02" + b"\0" * 60
MOV = b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + b"\0" * 60
WEBM = b"\x1aE\xdf\xa3\x00\x00\x00\x00B\x82\x84webm" + b"\0" * 60
MSG = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "__properties_version1.0".encode("utf-16-le")
#: An older document of Word is of the same container, and may hold programs.
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le")
EXE = b"MZ" + b"\x90\x00\x03" * 40


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: object) -> bytes:
    """A picture."""
    written = io.BytesIO()
    Image.new(mode, size, 3).save(written, kind, **how)
    return written.getvalue()


def with_metadata(kind: str) -> bytes:
    """A picture with metadata on its place and camera."""
    exif = Image.Exif()
    exif[0x010F] = SECRET  # the maker of the camera
    exif[0x9286] = SECRET  # the user's comment
    exif.get_ifd(0x8825)[1] = "N"  # the place
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", SECRET)
        notes.add_itxt("XML:com.adobe.xmp", SECRET)
        return picture(kind, exif=exif, pnginfo=notes, icc_profile=SECRET.encode())
    if kind == "GIF":
        return picture(kind, comment=SECRET.encode())
    return picture(kind, exif=exif, xmp=SECRET.encode(), icc_profile=SECRET.encode(), comment=SECRET.encode())


def document(*besides: str) -> bytes:
    """A document of Word, with these parts besides."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        for name in ("[Content_Types].xml", "word/document.xml", *besides):
            parts.writestr(name, f"<{SECRET}/>")
    return written.getvalue()


def moving(frames: int, kind: str = "GIF", size: tuple[int, int] = (8, 8)) -> bytes:
    """A moving picture, each frame of another colour."""
    first, *others = [Image.new("RGB", size, (n * 7 % 256, n % 256, 50)) for n in range(frames)]
    written = io.BytesIO()
    first.save(written, kind, save_all=True, append_images=others, duration=40)
    return written.getvalue()


def tiny(width: int, height: int) -> bytes:
    """A whole WebP of under fifty bytes, lossless and of one colour: each of its five codes has a single symbol."""
    bits = (width - 1) | (height - 1) << 14 | 0b0001_0001_0001_0001_0001 << 35
    data = b"\x2f" + bits.to_bytes(8, "little")
    chunk = b"VP8L" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says of itself that it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
