"""A letter as a document for a word processor, behind an address that is good once and for minutes (policy 1.13)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from adapters.pages import html
from adapters.pages.answers import Handler, Store, gone, page
from bot.errors import Refused, Unavailable
from bot.flows.letters.conversation import PATH, before_document, document
from bot.views.letters.shapes import Letter

#: What a document is called: nothing of whom or what it is about.
_NAME = "letter.docx"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class LetterPages:
    """Hands a letter over as a document, once, to whoever presses the button of its page."""

    def __init__(self, store: Store) -> None:
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
        """The document; the one answer to whatever address is unknown, used, too old, or somebody else's."""
        token = request.match_info["token"]
        try:
            letter = await self._store.arun(lambda uow: document(token, uow))
        except (Unavailable, Refused):
            return gone()
        headers = {"Content-Disposition": f'attachment; filename="{_NAME}"', "Content-Type": _TYPE}
        return web.Response(body=await asyncio.to_thread(_written, letter), headers=headers)


def _written(letter: Letter) -> bytes:
    """The document. What writes it takes seven megabytes, and is loaded by whoever asks for the first."""
    from adapters.pages.document import written  # noqa: PLC0415 - as was just said

    return written(letter)
