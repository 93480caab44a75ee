"""Teams' side of the service: activities of the Bot Connector go through the core, and its answer back.

An accepted act is committed before Teams is answered. Every failure is answered with a sentence; if even that is
impossible, 503 lets the Bot Connector send a message again (an act has one effect).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Self

import aiohttp

from adapters.chat.errors import CannotTell, NotShown, NotStaff, OtherAccount, Unconfirmed
from adapters.chat.pace import shared as shared_pace
from adapters.house.metrics import Metrics
from adapters.house.service import Service, TooSlow, Transactions, keeps
from adapters.house.web import Handler
from adapters.logs import logger
from adapters.teams.acts import Acts, Answer, Untold
from adapters.teams.answers import Answers, told
from adapters.teams.credentials import OutboundToken
from adapters.teams.errors import TeamsError
from adapters.teams.identity import Identity
from adapters.teams.in_chat import Further
from adapters.teams.inbound import Heard, Kind
from adapters.teams.keys import Keys
from adapters.teams.messenger import TeamsMessenger
from adapters.teams.offers import Offers
from adapters.teams.pace import Pace
from adapters.teams.platform import TEAMS
from adapters.teams.route import TeamsRoute
from adapters.teams.sdk import Bot
from adapters.teams.settings import TeamsSettings
from adapters.teams.standing import FRESH, Standing
from adapters.teams.tokens import Tokens
from adapters.teams.turns import PatientTurn, Turn
from adapters.teams.welcome import Welcome
from bot.chat.events import Event, MessageEvent
from bot.chat.replies import Reply
from bot.errors import HarbourError, Misconfigured

Json = dict[str, Any]

ELSEWHERE = "Harbour talks with people one to one. Please write to me in our own chat."
#: Seconds in which an answer is found: a client waits ten to fifteen for a dialog or a button, and a refusal takes a
#: moment too. For words nobody waits: only the Bot Connector, which gives its own request up after fifteen.
_ANSWER = 9.0
_ANSWER_TO_WORDS = 13.0
#: Seconds between two attempts to fetch the signing keys, while none are known.
_PAUSE = 15.0
_NO_KEYS = (
    "Teams: the keys with which Microsoft signs cannot be read, so that nothing people do can be taken. Let this"
    " machine reach login.botframework.com over https, or mend TEAMS_OPENID_URL; it is tried until it works."
)
#: Seconds for activities under way when the service stops.
_DRAIN = 5.0


@dataclass
class _Act:
    """Progress of one act: its event, once it is known."""

    event: Event | None = None


class TeamsApp:
    """Everything that speaks with Teams: build with `open`, run with `start`, end with `close`."""

    def __init__(
        self,
        settings: TeamsSettings,
        service: Service,
        store: Transactions,
        shared: aiohttp.ClientSession,
        metrics: Metrics,
    ) -> None:
        self._service = service
        self._metrics = metrics
        self._session = shared
        self._keys = Keys(settings.openid_url, shared)
        outbound = OutboundToken(settings.app_id, settings.app_password, settings.tenant_id, shared, settings.token_url)
        self._bot = Bot(settings.app_id, outbound)
        self._identity = Identity(self._bot, settings.tenant_id, store)
        self.messenger = TeamsMessenger(
            self._bot,
            settings.tenant_id,
            store,
            self._identity.forget,
            pace=Pace(shared=shared_pace(store, TEAMS.name)) if settings.paced else Pace.none(),
        )
        self._standing = Standing(self._bot, outbound, store, fresh=FRESH if settings.paced else 0)
        self._offers = Offers(self._bot)
        self._answers = Answers(service, store, self._offers)
        self._welcome = Welcome(service, store, self._identity)
        self._acts = Acts()
        self._untold = Untold()
        self._route = TeamsRoute(Tokens(settings.app_id, settings.tenant_id, self._keys), self)
        self._asking: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls, settings: TeamsSettings, service: Service, store: Transactions, metrics: Metrics | None = None
    ) -> Self:
        """Build it in the running event loop. Asks nothing of Microsoft yet. Raises Misconfigured."""
        if missing := settings.missing():
            raise Misconfigured(" ".join(missing))
        shared = aiohttp.ClientSession()
        try:
            return cls(settings, service, store, shared, metrics or Metrics())
        except Misconfigured:
            await shared.close()
            raise

    @property
    def posts(self) -> Mapping[str, Handler]:
        """The one URL that the Bot Connector calls."""
        return {"/api/messages": self._route}

    async def trouble(self) -> str | None:
        """See `Side`: incoming tokens can be checked, and outgoing calls are accepted."""
        return await self._standing.trouble() if self._keys.are_known else _NO_KEYS

    async def start(self) -> None:
        """Fetch the signing keys; where they cannot be reached now, they are asked for until they can."""
        await self._keys.refresh()
        if not self._keys.are_known:
            self._asking = asyncio.create_task(self._ask_for_keys())

    async def close(self) -> None:
        """Finish the activities under way, and close the connections."""
        await self._acts.drain(_DRAIN)
        await self._offers.drain()
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
        await self._keys.close()
        await self._bot.close()
        await self._session.close()

    async def dispatch(self, heard: Heard, *, is_message: bool) -> Answer:
        """Handle an activity; return the status and the JSON body of the HTTP answer. Never raises.

        `is_message` separates text from other events where Harbour talks with nobody.
        """
        if heard.kind in {Kind.IGNORED, Kind.UNKNOWN_INVOKE}:
            return 200, None
        if heard.kind is Kind.ELSEWHERE and not (is_message or heard.is_invoke):
            return 200, None
        try:
            return await self._acts.once(heard, lambda: self._bot.process(heard, partial(self._answered, heard)))
        except Exception as error:  # noqa: BLE001 - never 500 for anything a client sends
            logger().error("teams.not_answered", kind=heard.kind.value, exc_info=error)
            if heard.is_invoke:
                return 200, told(HarbourError().message)
            # A sentence that can never arrive need not be tried again: the chat is gone, or closed to us.
            return (200 if isinstance(error, TeamsError) and error.is_permanent else 503), None

    async def _ask_for_keys(self) -> None:
        while not self._keys.are_known:
            await asyncio.sleep(_PAUSE)
            await self._keys.refresh()

    async def _answered(self, heard: Heard, turn: Turn) -> Json | None:
        """Answer an activity; return the body of the answer to an invoke."""
        act, outcome, turn = _Act(), "done", PatientTurn(turn)
        try:
            return await self._done(heard, act, turn)
        except (NotStaff, OtherAccount, Unconfirmed) as refusal:
            outcome = "refused"
            if isinstance(refusal, OtherAccount):
                logger().warning("teams.other_account", kind=heard.kind.value)
            return await self._turned_away(heard, refusal.message, turn)
        except (CannotTell, TooSlow) as refusal:
            outcome = "slow" if isinstance(refusal, TooSlow) else "refused"
            if heard.kind is Kind.INSTALLED:
                raise  # nobody has asked anything; it comes again
            return await self._answers.refuse(heard, refusal.message, turn, act.event)
        except NotShown as unseen:
            outcome = "not_shown"
            logger().error("teams.not_shown", kind=heard.kind.value, exc_info=unseen.__cause__)
            return await self._answers.saved(heard, unseen.message, turn)
        except Exception as error:
            outcome = "failed"
            if not heard.is_invoke and heard.kind is not Kind.CHAT:
                raise  # it comes again
            logger().error("teams.failed", kind=heard.kind.value, exc_info=error)
            return await self._answers.refuse(heard, HarbourError().message, turn, act.event)
        finally:
            self._metrics.event("teams", heard.kind.value, outcome)

    async def _done(self, heard: Heard, act: _Act, turn: Turn) -> Json | None:
        match heard.kind:
            case Kind.ELSEWHERE:
                return await self._answers.saved(heard, ELSEWHERE, turn)
            case Kind.INSTALLED:
                await self._welcome.greet(heard, turn)
                return None
            case Kind.REMOVED:
                await self._identity.removed(heard)
                return None
        deadline = asyncio.get_running_loop().time() + (_ANSWER if heard.is_invoke else _ANSWER_TO_WORDS)
        event, reply = self._untold.take(heard) or await self._replied(heard, act, deadline)
        try:
            async with asyncio.timeout_at(deadline if heard.is_invoke else None):
                return await self._answers.give(heard, event, reply, turn)
        except Exception as error:
            if isinstance(event, MessageEvent) and isinstance(error, TeamsError) and not error.is_permanent:
                self._untold.keep(heard, replace(event, text=""), reply)  # the words themselves are not kept
                raise
            if isinstance(reply, Further) or not keeps(event, reply):
                raise
            raise NotShown from error

    async def _replied(self, heard: Heard, act: _Act, deadline: float) -> tuple[Event, Reply]:
        """Return the event and the core's reply. Raises NotStaff, OtherAccount, CannotTell, TooSlow."""
        try:
            async with asyncio.timeout_at(deadline):
                person = await self._identity.person(heard)
                await self._identity.remember(heard, person)
                picked = await self._identity.picked(heard.answers)
                event = heard.event(person, picked.values, picked.problems)
                act.event = event = await self._answers.completed(heard, event)
                return event, await self._answers.further(heard, event) or await self._service.handle(event)
        except TimeoutError:
            raise TooSlow from None

    async def _turned_away(self, heard: Heard, sentence: str, turn: Turn) -> Json | None:
        """Say politely, to anybody who wrote something, that Harbour is not for them."""
        if heard.kind in {Kind.INSTALLED, Kind.REMOVED}:
            return None
        return await self._answers.saved(heard, sentence, turn)
