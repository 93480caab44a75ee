"""Delivery of people's acts to the app: activities over HTTP, each with a token that the stand-in has signed."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping

import jwt

from adapters.playground.people.answer import Answer
from adapters.playground.stand_in.patience import TEAMS, Patience
from adapters.playground.stand_in.refusals import AppFailed, Json
from adapters.playground.stand_in.sent import Channel
from adapters.playground.stand_in.wire import Wire
from adapters.playground.teams.keys import ISSUER, SigningKey
from adapters.playground.teams.tenant import Tenant

#: How long a token is good for.
_TOKEN_SECONDS = 3600


class TeamsLink:
    """Signed activities, as the Bot Connector sends them."""

    def __init__(
        self,
        app_url: str,
        tenant: Tenant,
        *,
        patience: Patience = TEAMS,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """`app_url`: where the app takes activities, such as "http://127.0.0.1:3978/api/messages"."""
        self._wire = Wire(app_url, "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)", patience.answer)
        self._tenant = tenant
        self._promise = patience.promise
        self._wall = wall
        self._standing: tuple[tuple[object, ...], str] = ((), "")

    async def deliver(self, activity: Json, *, token: str | None = None) -> Answer:
        """Deliver an activity and return the answer; an answer to an invoke is logged as sent.

        `token` replaces that of the stand-in. Raises AppFailed if no answer comes in time.
        """
        signed = self._current() if token is None else token
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {signed}"}
        loop = asyncio.get_running_loop()
        begun = loop.time()
        answer = await self.post(json.dumps(activity, ensure_ascii=False).encode(), headers)
        taken = loop.time() - begun
        is_invoke = activity.get("type") == "invoke"
        self._note(activity, answer, is_invoke=is_invoke)
        if is_invoke and taken > self._promise:
            raise AppFailed(f"Something went wrong. (The app took {taken:.1f} seconds.)", answer.status)
        return answer

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a body just as it is: for those who forge. Raises AppFailed if no answer comes in time."""
        return await self._wire.post(body, headers)

    def token(
        self, *, key: SigningKey | None = None, kid: str | None = None, algorithm: str = "RS256", **claims: object
    ) -> str:
        """A token of the Bot Connector; for forgers, with other claims (None: without that claim).

        `key` signs instead of the current one; `kid` is another name for it; `algorithm` "none" leaves the signature
        out, "HS256" signs with the public part of the key.
        """
        now = int(self._wall())
        usual: dict[str, object] = {
            "iss": ISSUER,
            "aud": self._tenant.app.app_id,
            "serviceurl": self._tenant.service_url,
            "nbf": now - 300,
            "exp": now + _TOKEN_SECONDS,
        }
        payload = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        signing = key or self._tenant.keys.current
        headers = {"kid": kid or signing.kid, "x5t": kid or signing.kid}
        match algorithm:
            case "none":
                return jwt.encode(payload, "", algorithm="none", headers=headers)
            case "HS256":
                return jwt.encode(payload, signing.described()["n"], algorithm="HS256", headers=headers)
            case _:
                return jwt.encode(payload, signing.private, algorithm=algorithm, headers=headers)

    def _current(self) -> str:
        """The token of this minute's deliveries: as from the real one, many activities come with the same."""
        tenant = self._tenant
        claimed = tenant.keys.current.kid, tenant.app.app_id, tenant.service_url, int(self._wall()) // 60
        if self._standing[0] != claimed:
            self._standing = claimed, self.token()
        return self._standing[1]

    async def close(self) -> None:
        """No more deliveries."""
        await self._wire.close()

    def _note(self, activity: Json, answer: Answer, *, is_invoke: bool) -> None:
        """A dialog is no part of any history; an answer in the body to anything else is not shown by Teams at all."""
        if not answer.body.strip():
            return
        name, channel = (str(activity.get("name")), Channel.VIEW) if is_invoke else ("answer", Channel.OTHER)
        try:
            found = json.loads(answer.body)
        except ValueError:
            found = answer.body.decode(errors="replace")
        self._tenant.sent.note(name, channel, found if isinstance(found, dict) else {"body": found})
