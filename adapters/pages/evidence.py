"""The pages on which a file of evidence is added, and looked at (policy 1.14.1).

An address is good once and for minutes. The file is in memory while it is checked, and sealed before
it touches a disk; only once it is safely in the store does a record point at it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from weakref import WeakValueDictionary

from aiohttp import web

from adapters.logs import logger
from adapters.pages import html
from adapters.pages.answers import APART, Handler, Store, gone, page
from adapters.pages.multipart import Broken, Sent, sent
from adapters.pages.opener import opened
from adapters.pages.verdicts import Checked
from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Answers, Form
from bot.errors import HarbourError, Incomplete, Refused, Unavailable
from bot.flows.evidence import page as core
from bot.flows.evidence.conversation import ADD_PATH, LOOK_PATH
from bot.people import PersonId
from bot.ports import EvidenceStore, Kept
from bot.records.evidence import File
from bot.views.evidence import reading as views

#: How many files arrive at a time, each in memory meanwhile; and seconds for which somebody waits for their turn.
_AT_A_TIME = 6
_TURN = 20.0
#: What no record has pointed at for so long is swept away: by then whoever was adding it has ended.
_FORGOTTEN = timedelta(hours=1)

#: For what is shown from the store: nothing of it may run, load or send anything.
_SHOWN = "default-src 'none'; img-src 'self'; frame-ancestors 'none'; sandbox"
#: What a browser shows by itself and without running anything; all else is handed over as a file to save.
_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "text/plain"})


#: Opens a file that somebody has sent. Raises Refused with a sentence.
Opener = Callable[[bytes], Awaitable[Checked]]


class EvidencePages:
    """The pages and what lies behind them. `files` blocks, and is asked from a thread."""

    def __init__(self, store: Store, files: EvidenceStore, opened: Opener = opened, turn: float = _TURN) -> None:
        self._store = store
        self._files = files
        self._opened = opened
        self.turn = turn
        self._arriving = asyncio.Semaphore(_AT_A_TIME)
        #: One file of a person at a time: whoever sends slowly is in nobody's way but their own.
        self._of: WeakValueDictionary[PersonId, asyncio.Lock] = WeakValueDictionary()
        #: One picture at a time is decoded: it takes much memory.
        self._checking = asyncio.Lock()

    @property
    def gets(self) -> Mapping[str, Handler]:
        """The routes that are read."""
        return {f"{ADD_PATH}{{token}}": self._form, f"{LOOK_PATH}{{token}}": self._before}

    @property
    def posts(self) -> Mapping[str, Handler]:
        """The routes that are sent to."""
        return {f"{ADD_PATH}{{token}}": self._add, f"{LOOK_PATH}{{token}}": self._look}

    def sweep(self, now: datetime | None = None) -> int:
        """Remove what no record points at (any more). Returns how many there were. Blocks."""
        forgotten = self._files.older_than((now or datetime.now(UTC)) - _FORGOTTEN)
        unwanted = [blob for blob in forgotten if not self._is_wanted(blob)]
        for blob in unwanted:
            self._files.remove(blob)
        return len(unwanted)

    def _is_wanted(self, blob: str) -> bool:
        return self._store.run(lambda uow: core.is_wanted(blob, uow))

    @property
    def senders(self) -> frozenset[PersonId]:
        """Those of whom a file is arriving, or waits for its turn."""
        return frozenset(self._of)

    # -- adding ----------------------------------------------------------------------------------------

    async def _form(self, request: web.Request) -> web.StreamResponse:
        try:
            return page(html.form((await self._drawn(request))[1]))
        except Unavailable:
            return gone()

    async def _add(self, request: web.Request) -> web.StreamResponse:
        """Keep the file; or the same form again, with what was typed and what is wrong."""
        form = None
        try:
            sender, form = await self._drawn(request)
            async with self._turn_of(sender):
                given = await sent(request, form)
                form = form.filled({**given.values})
                return page(html.card(await self._kept(request.match_info["token"], form, given)))
        except Unavailable:
            return gone()
        except Incomplete as missing:
            assert form is not None  # it has been read
            return page(html.form(form.with_errors(_again(missing.errors))), status=400)
        except (Broken, TimeoutError):
            assert form is not None  # it is what arrives
            return page(html.form(form.with_errors({"file": Broken().message})), status=400)

    async def _drawn(self, request: web.Request) -> tuple[PersonId, Form]:
        """Whose address it is, and its form."""
        token = request.match_info["token"]
        return await self._store.arun(lambda uow: (core.sender(token, uow), core.form(token, uow)))

    @asynccontextmanager
    async def _turn_of(self, sender: PersonId) -> AsyncIterator[None]:
        """The sender's turn, until their file is kept or refused. Raises Incomplete where it does not come."""
        own = self._of.setdefault(sender, asyncio.Lock())
        try:
            async with asyncio.timeout(self.turn):
                await own.acquire()
                try:
                    await self._arriving.acquire()
                except BaseException:
                    own.release()
                    raise
        except TimeoutError:
            raise Incomplete({"file": views.BUSY}) from None
        try:
            yield
        finally:
            self._arriving.release()
            own.release()

    async def _kept(self, token: str, form: Form, given: Sent) -> Card:
        """What is said once it is kept. Raises Incomplete; then nothing is left of it."""
        answers, file = await self._read(form, given)
        kept = await asyncio.to_thread(self._files.keep, [file.content])
        upload = core.Upload(media_type=file.media_type, kept=kept)
        try:
            return await self._store.arun(lambda uow: core.add(token, answers, upload, uow))
        except BaseException:
            await asyncio.to_thread(self._files.remove, kept.blob)
            raise

    async def _read(self, form: Form, given: Sent) -> tuple[Answers, Checked]:
        """The answers and the file. Raises Incomplete with everything that needs something, at once."""
        errors: dict[str, str] = {}
        answers, file = None, None
        is_there = given.file is not None or given.problem
        values: Values = {**form.values, **given.values, "file": "there" if is_there else None}
        try:
            answers = core.read(form, values)
        except Incomplete as missing:
            errors |= missing.errors
        try:
            if given.problem:
                raise Refused(given.problem)
            if given.file is not None:
                async with self._checking:
                    file = await self._opened(given.file)
        except Refused as refused:
            errors["file"] = refused.message
        if errors or answers is None or file is None:
            raise Incomplete(errors)
        return answers, file

    # -- looking ---------------------------------------------------------------------------------------

    async def _before(self, request: web.Request) -> web.StreamResponse:
        """The page with the button: nothing has happened yet."""
        token = request.match_info["token"]
        try:
            return page(html.form(await self._store.arun(lambda uow: core.before_look(token, uow))))
        except Unavailable:
            return gone()

    async def _look(self, request: web.Request) -> web.StreamResponse:
        """The file itself, once. Nothing of it is given out before all of it is known to be whole."""
        token = request.match_info["token"]
        try:
            file = await self._store.arun(lambda uow: core.look(token, uow))
        except Unavailable:
            return gone()
        try:
            kept = Kept(blob=file.blob, key=file.key, size=file.size)
            content = await asyncio.to_thread(self._files.read, kept)
        except HarbourError:
            logger().error("evidence.unreadable")
            return page(html.card(views.unreadable()), status=503)
        return _file(file, content)


def _again(errors: Mapping[str, str]) -> dict[str, str]:
    """A browser never keeps a chosen file: where something else is wrong, it has to be chosen again."""
    return {"file": views.CHOOSE_AGAIN, **errors}


def _file(file: File, content: bytes) -> web.Response:
    how = "inline" if file.media_type in _INLINE else "attachment"
    headers = {
        "Content-Security-Policy": _SHOWN,
        "Content-Disposition": f'{how}; filename="{file.name}"',
        "Content-Type": f"{file.media_type}; charset=utf-8" if file.media_type == "text/plain" else file.media_type,
        **APART,
    }
    return web.Response(body=content, headers=headers)
