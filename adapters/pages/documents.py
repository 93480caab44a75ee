"""A document as PDF, or as data, at an address that works once and for minutes (policy 1.14.2).

It is drawn in a thread, one at a time; its hash is kept before a byte of it goes out.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from hashlib import sha256

from aiohttp import web

from adapters.logs import logger
from adapters.pages import html
from adapters.pages.answers import Handler, PageStore, gone, page
from bot.errors import Conflict, HarbourError, Refused, Unavailable
from bot.flows.documents.conversation import PATH, Making
from bot.flows.documents.pages import before, content, made
from bot.ports import EvidenceStore, Kept
from bot.records.evidence import File
from bot.topics import WHOLE
from bot.views.documents.sheets import as_data
from bot.views.evidence import reading as views

#: The document's file name: it says nothing of anybody or of the matter.
_NAME = "document"


class DocumentPages:
    """Pages that hand out a document, once, when the button is pressed."""

    def __init__(self, store: PageStore, files: EvidenceStore | None) -> None:
        self._store = store
        self._files = files
        self._drawing = asyncio.Lock()

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
            return page(html.form(await self._store.arun(lambda uow: before(token, WHOLE, uow))))
        except (Unavailable, Refused):
            return gone()

    async def _document(self, request: web.Request) -> web.StreamResponse:
        """The document; for any address that is unknown, used, expired or somebody else's, the one response."""
        token = request.match_info["token"]
        try:
            making = await self._store.arun(lambda uow: content(token, WHOLE, uow))
            async with self._drawing:
                drawn = await asyncio.to_thread(_drawn, making, self._files)
            digest = sha256(drawn).hexdigest()
            await self._store.arun(lambda uow: made(token, digest, making.version, WHOLE, uow))
        except (Unavailable, Refused, Conflict):
            return gone()
        except HarbourError:
            logger().error("evidence.unreadable")
            return page(html.card(views.unreadable()), status=503)
        ending, type_ = ("json", "application/json") if making.as_data else ("pdf", "application/pdf")
        headers = {"Content-Disposition": f'attachment; filename="{_NAME}.{ending}"', "Content-Type": type_}
        return web.Response(body=drawn, headers=headers)


def _drawn(making: Making, files: EvidenceStore | None) -> bytes:
    """The document with its files, or as data. The library takes some megabytes, and is loaded for the first one."""
    sheet = making.sheet
    if making.as_data:
        return json.dumps(as_data(sheet), ensure_ascii=False, indent=1).encode()
    from adapters.paper.pdf import Attachment, Paper, drawn  # noqa: PLC0415 - as was just said

    attached = [Attachment(name=file.name, content=_content(file, files)) for file in sheet.files]
    return drawn(Paper(title=sheet.title, blocks=sheet.blocks, dated=sheet.dated), attached)


def _content(file: File, files: EvidenceStore | None) -> bytes:
    if files is None:
        raise HarbourError
    return files.read(Kept(blob=file.blob, key=file.key, size=file.size))
