"""The page's server: the page itself, the acts, and the stream of changes. On the loopback address only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Self

from aiohttp import web

from adapters.playground.page.assets import application, file
from adapters.playground.page.passage import Leap
from adapters.playground.page.session import Session
from adapters.playground.page.stream import Stream
from adapters.playground.page.table import Lay
from adapters.playground.people.cast import PlayedOn
from adapters.playground.stand_in.refusals import Json, PlaygroundError


class Page:
    """The page, served inside the context: `async with Page(lay) as page: page.url`."""

    def __init__(self, lay: Lay, *, port: int = 0, platform: PlayedOn = PlayedOn.SLACK) -> None:
        self._lay = lay
        self._platform = platform
        self._port = port
        self._laid = AsyncExitStack()
        self._runner: web.AppRunner | None = None
        self._session: Session | None = None
        self.stream = Stream(self._window, self._shown)

    @property
    def session(self) -> Session:
        """Session on show."""
        assert self._session is not None  # from entering to leaving
        return self._session

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://127.0.0.1:{self._port}/"

    async def __aenter__(self) -> Self:
        await self._lay_table()
        app = application()
        self._route(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0, handle_signals=False)
        try:
            await self._runner.setup()
            await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        except OSError:
            await self._leave()
            raise
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._leave()

    async def _leave(self) -> None:
        self.stream.close()
        if self._runner is not None:
            await self._runner.cleanup()
        await self._clear_table()

    async def _lay_table(self) -> None:
        table = await self._laid.enter_async_context(self._lay(self._platform))
        self._session = Session(table, lambda: self.stream)

    async def _clear_table(self) -> None:
        await self.session.close()
        await self._laid.aclose()

    def _window(self, user: str) -> Json:
        return self.session.window(user)

    def _shown(self) -> Json:
        return self.session.shown()

    # -- routes ----------------------------------------------------------------------------------------

    def _route(self, app: web.Application) -> None:
        for path, handler in {
            "/": self._page,
            "/api/events": self.stream.serve,
            "/api/stored": self._stored,
        }.items():
            app.router.add_get(path, handler)
        for path, act in {
            "/api/people/{user}/account": self._account,
            "/api/people/{user}/{act}": self._act,
            "/api/clock": self._leap,
            "/api/trouble": self._trouble,
            "/api/verify": self._verify,
            "/api/restart": self._restart,
            "/api/again": self._again,
        }.items():
            app.router.add_post(path, _answered(act))

    async def _page(self, _: web.Request) -> web.FileResponse:
        return file("index.html")

    async def _stored(self, _: web.Request) -> web.Response:
        return web.json_response(await self.session.stored())

    async def _act(self, request: web.Request, given: Json) -> Json:
        return await self.session.act(request.match_info["user"], request.match_info["act"], given)

    async def _account(self, request: web.Request, given: Json) -> Json:
        self.session.account(request.match_info["user"], is_open=bool(given["open"]))
        return {}

    async def _leap(self, _: web.Request, given: Json) -> Json:
        await self.session.leap(Leap(given["by"]))
        return {}

    async def _trouble(self, _: web.Request, given: Json) -> Json:
        self.session.trouble(given["name"])
        return {}

    async def _verify(self, _: web.Request, __: Json) -> Json:
        return await self.session.verify()

    async def _restart(self, _: web.Request, __: Json) -> Json:
        await self.session.restart()
        return {}

    async def _again(self, _: web.Request, given: Json) -> Json:
        """Start over, perhaps on another platform, with nothing of the former state."""
        platform = PlayedOn(given.get("platform", self._platform))
        await self._clear_table()
        self._platform = platform
        self._laid = AsyncExitStack()
        await self._lay_table()
        self.stream.begin_again()
        return {}


def _answered(act: Callable[[web.Request, Json], Awaitable[Json]]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Handler that passes the body to `act` and answers 200 with its result, or 422 with the reason."""

    async def handle(request: web.Request) -> web.Response:
        try:
            given = await request.json()
            found = await act(request, given if isinstance(given, dict) else {})
        except PlaygroundError as problem:
            return web.json_response({"sentence": str(problem)}, status=422)
        except (KeyError, ValueError):
            return web.json_response({"sentence": "The page asked for something that there is not."}, status=400)
        return web.json_response(found)

    return handle
