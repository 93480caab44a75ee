"""A letter as a word-processor document, at an address that works once and for minutes (policy 1.13)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from adapters.pages import html
from adapters.pages.answers import Handler, PageStore, gone, page
from bot.errors import Refused, Unavailable
from bot.flows.letters.conversation import PATH, before_document, document
from bot.views.letters.shapes import Letter

#: The document's file name: it says nothing of the person or the subject.
_NAME = "letter.docx"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


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
        return web.Response(body=await asyncio.to_thread(_written, letter), headers=headers)


def _written(letter: Letter) -> bytes:
    """The letter as a document. Its library takes seven megabytes, and is loaded for the first letter."""
    from adapters.pages.document import written  # noqa: PLC0415 - as was just said

    return written(letter)
