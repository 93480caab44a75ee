"""A letter as a document for a word processor, behind an address that is good once and for minutes (policy 1.13)."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol, TypeVar

import docx
from aiohttp import web
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from adapters.pages import html
from bot.errors import Unavailable
from bot.flows.letters.conversation import PATH, document
from bot.ports import UnitOfWork
from bot.views.evidence import reading as views
from bot.views.letters.shapes import Letter

T = TypeVar("T")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

#: What a document is called: nothing of whom or what it is about.
_NAME = "letter.docx"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Plain letters without feet are read most easily.
_FACE = "Arial"
_POINTS = 12
#: Space between lines and after a paragraph; as easy reading asks for.
_LINES = 1.5
_AFTER = 10


class Store(Protocol):
    """Where units of work run."""

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run the work and commit, from the event loop."""
        ...


class LetterPages:
    """Hands a letter over as a document, once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def gets(self) -> Mapping[str, Handler]:
        """The routes that are read."""
        return {f"{PATH}{{token}}": self._document}

    async def _document(self, request: web.Request) -> web.StreamResponse:
        """The document; the one answer to whatever address is unknown, used, too old, or somebody else's."""
        token = request.match_info["token"]
        try:
            letter = await self._store.arun(lambda uow: document(token, uow))
        except Unavailable:
            return web.Response(
                text=html.card(views.gone()),
                content_type="text/html",
                status=404,
                headers={"Content-Security-Policy": html.POLICY},
            )
        headers = {"Content-Disposition": f'attachment; filename="{_NAME}"', "Content-Type": _TYPE}
        return web.Response(body=await asyncio.to_thread(written, letter), headers=headers)


def written(letter: Letter) -> bytes:
    """The letter as a document: real headings, and nobody as its author."""
    made = docx.Document()
    _set(made, _POINTS)
    properties = made.core_properties
    properties.author, properties.comments, properties.language = "", "", "en-GB"
    properties.title = letter.title
    made.add_heading(letter.title, level=1)
    for paragraph in letter.paragraphs:
        if paragraph in letter.headings:
            made.add_heading(paragraph, level=2)
        else:
            made.add_paragraph(paragraph)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _set(made: Document, points: int) -> None:
    """One plain face in the text and the headings, with room between the lines."""
    for name, size in (("Normal", points), ("Heading 1", points + 4), ("Heading 2", points + 2)):
        style = made.styles[name]
        style.font.name, style.font.size = _FACE, Pt(size)
        # A heading of the template has a face of its theme besides.
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        room = style.paragraph_format
        room.line_spacing_rule, room.line_spacing, room.space_after = WD_LINE_SPACING.MULTIPLE, _LINES, Pt(_AFTER)
