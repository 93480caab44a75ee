"""A letter as a word-processor document, at an address that works once and for minutes (policy 1.13)."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Mapping

import docx
from aiohttp import web
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from adapters.pages import html
from adapters.pages.answers import Handler, PageStore, gone, page
from bot.errors import Refused, Unavailable
from bot.flows.letters.conversation import PATH, before_document, document
from bot.views.letters.shapes import Letter

#: Characters that no document can hold, which older texts may still contain.
_NO_LETTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The document's file name: it says nothing of the person or the subject.
_NAME = "letter.docx"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Plain letters without feet are read most easily.
_FACE = "Arial"
_POINTS = 12
#: Space between lines and after a paragraph; as easy reading asks for.
_LINES = 1.5
_AFTER = 10


class LetterPages:
    """Pages that hand over a letter as a document, once, when the button is pressed."""

    def __init__(self, store: PageStore) -> None:
        self._store = store

    @property
    def gets(self) -> Mapping[str, Handler]:
        """The routes that are read."""
        return {f"{PATH}{{token}}": self._before}

    @property
    def posts(self) -> Mapping[str, Handler]:
        """The routes that are sent to."""
        return {f"{PATH}{{token}}": self._document}

    async def _before(self, request: web.Request) -> web.StreamResponse:
        """The page with the button: nothing has happened yet."""
        token = request.match_info["token"]
        try:
            return page(html.form(await self._store.arun(lambda uow: before_document(token, uow))))
        except (Unavailable, Refused):
            return gone()

    async def _document(self, request: web.Request) -> web.StreamResponse:
        """The document; for any address that is unknown, used, expired or somebody else's, the one response."""
        token = request.match_info["token"]
        try:
            letter = await self._store.arun(lambda uow: document(token, uow))
        except (Unavailable, Refused):
            return gone()
        headers = {"Content-Disposition": f'attachment; filename="{_NAME}"', "Content-Type": _TYPE}
        return web.Response(body=await asyncio.to_thread(written, letter), headers=headers)


def written(letter: Letter) -> bytes:
    """The letter as a document: real headings, and no author."""
    made = docx.Document()
    _set(made, _POINTS)
    properties = made.core_properties
    properties.author, properties.comments, properties.language = "", "", "en-GB"
    properties.title = _plain(letter.title)
    made.add_heading(_plain(letter.title), level=1)
    for paragraph in letter.paragraphs:
        if paragraph in letter.headings:
            made.add_heading(_plain(paragraph), level=2)
        else:
            made.add_paragraph(_plain(paragraph))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _plain(text: str) -> str:
    return _NO_LETTER.sub("", text)


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
