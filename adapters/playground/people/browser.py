"""A browser on somebody's own machine, for Harbour's one-time pages; and a picture for it to send."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import aiohttp
from PIL import Image, PngImagePlugin

from adapters.playground.people.screen import Screen

_MAKER, _COMMENT, _PLACE = 0x010F, 0x9286, 0x8825


@dataclass(frozen=True, kw_only=True)
class Page:
    """Response to a request. `content` may hold confidential text, and is left out of its representation."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    @property
    def text(self) -> str:
        """The page as text."""
        return self.content.decode(errors="replace")


def address(screen: Screen) -> str:
    """URL of the one button of a dialog that opens the browser. Raises ValueError if there is not exactly one."""
    (url,) = [button.element["url"] for button in screen.buttons if "url" in button.element]
    return str(url)


async def reads(url: str) -> Page:
    """Go to an address."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return Page(status=answer.status, headers=dict(answer.headers), content=await answer.read())


async def presses(url: str) -> Page:
    """Press the one button of a page that asks nothing."""
    async with aiohttp.ClientSession() as session, session.post(url, data=aiohttp.FormData()) as answer:
        return Page(status=answer.status, headers=dict(answer.headers), content=await answer.read())


async def sends(url: str, fields: Iterable[tuple[str, str]], content: bytes, name: str) -> Page:
    """Send the form of a page with a file of this name."""
    form = aiohttp.FormData()
    for key, value in fields:
        form.add_field(key, value)
    form.add_field("file", content, filename=name, content_type="application/octet-stream")
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
        return Page(status=answer.status, headers=dict(answer.headers), content=await answer.read())


def picture(secret: str) -> bytes:
    """A small PNG whose metadata hold this text as device, author and place."""
    exif = Image.Exif()
    exif[_MAKER] = exif[_COMMENT] = secret
    exif.get_ifd(_PLACE)[1] = "N"
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", secret)
    written = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 40, 60)).save(written, "PNG", exif=exif, pnginfo=notes)
    return written.getvalue()
