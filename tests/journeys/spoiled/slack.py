"""Payloads of Slack: commands, clicks, forms and events that say they are others, or point elsewhere."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from random import Random
from urllib.parse import urlencode

from adapters.playground.people.answer import Answer
from adapters.playground.people.cast import Cast
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.link import COMMAND, EVENT, INTERACTIVE, HttpLink
from adapters.playground.stand_in.refusals import Json
from tests.journeys.acts import closed
from tests.journeys.spoiled.mutations import Path, anything, at, mutated
from tests.journeys.spoiled.wire import Sent, Wire, encoded
from tests.journeys.teams.overheard import small_journey, unfinished_report
from tests.journeys.world import World

_FORM = "application/x-www-form-urlencoded"
#: What a click or a form carries of ours, by where it stands.
_CARRIED: Sequence[Path] = (
    ("actions", 0, "action_id"),
    ("actions", 0, "value"),
    ("view", "callback_id"),
    ("view", "private_metadata"),
    ("view", "state", "values"),
)


class _Overheard(HttpLink):
    """A way to the house that keeps what goes along it."""

    def __init__(self, world: World) -> None:
        workspace = world.slack.workspace
        super().__init__(f"{world.house.url}/slack/events", workspace.app.signing_secret, patience=workspace.patience)
        self.heard: list[Sent] = []

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Answer:
        """Deliver it, and keep it."""
        self.heard.append((kind, copy.deepcopy(payload)))
        return await super().deliver(kind, payload, retry=retry)


async def wire(world: World, who: str, note: str) -> Wire:
    """Of a journey in which this is typed, as somebody's who may nothing in it."""
    link, cast = _Overheard(world), world.cast
    world.cast = Cast([Driver(world.slack.workspace, link=link)], world.surroundings.met_on)
    await small_journey(world, note)
    isla = await unfinished_report(world, "isla")
    examples = [_as_of(world, who, sent) for sent in (*link.heard, (INTERACTIVE, isla.pending().payload))]
    await closed(isla)
    await link.close()
    world.cast = cast
    signs, user = world.slack.link, world.slack.workspace.find_user(who)

    def request(sent: Sent) -> tuple[bytes, Mapping[str, str]]:
        if isinstance(sent[1].get("trigger_id"), str):
            sent[1]["trigger_id"] = world.slack.workspace.triggers.issue(user.id)
        body, kind = _body(sent)
        return body, {"Content-Type": kind, **signs.signed(body)}

    return Wire(
        url=f"{world.house.url}/slack/events",
        spoiled=lambda chance: _spoiled(chance, examples),
        request=request,
        statuses=frozenset({200, 400, 503}),
        # Nothing is shown in a dialog that is not open, by a trigger that is none, in no chat, on a busy machine.
        refusals=frozenset({"SlackApiError", "DeliveryError", "TimeoutError"}),
    )


def _body(sent: Sent) -> tuple[bytes, str]:
    kind, payload = sent
    if kind == EVENT:
        return encoded(payload).encode(), "application/json"
    form = payload if kind == COMMAND else {"payload": encoded(payload)}
    return urlencode(form, errors="surrogatepass").encode(), _FORM


def _as_of(world: World, who: str, sent: Sent) -> Sent:
    """The same as if this person had done it; without the answers of a form that everybody may send."""
    workspace, (kind, payload) = world.slack.workspace, copy.deepcopy(sent)
    user = workspace.find_user(who)
    chat = workspace.chat_with(user.id)
    if "response_url" in payload:
        payload["response_url"] = workspace.root_url + workspace.response_urls.issue(user.id, chat)
    if kind == COMMAND:
        return kind, payload | {"user_id": user.id, "user_name": user.name, "channel_id": chat}
    if kind == EVENT:
        payload["event"] |= {"user": user.id, "channel": chat}
        return kind, payload
    payload["user"] |= {"id": user.id, "username": user.name, "name": user.name}
    if "channel" in payload:
        payload["channel"]["id"] = chat
    view = payload.get("view")
    if view is not None and view["private_metadata"].startswith("|"):
        view["state"] = {"values": {}}
    return kind, payload


def _holding(payload: Json) -> Iterator[Path]:
    """Where it carries something of ours."""
    for path in _CARRIED:
        with suppress(LookupError, TypeError):
            at(payload, path)
            yield path


def _forged(chance: Random, known: Sequence[Json]) -> Json:
    spoiled = copy.deepcopy(chance.choice(known))
    for _ in range(chance.randint(1, 3)):
        path = chance.choice(list(_holding(spoiled)) or [("type",)])
        others = [at(other, path) for other in known if path in set(_holding(other))] or [""]
        new = copy.deepcopy(chance.choice(others)) if chance.random() < 0.5 else anything(chance)
        at(spoiled, path[:-1])[path[-1]] = new
    return spoiled


def _spoiled(chance: Random, examples: Sequence[Sent]) -> Sent:
    kind, payload = chance.choice(examples)
    known = [payload for each, payload in examples if each == kind and list(_holding(payload))]
    found = _forged(chance, known) if known and chance.random() < 0.5 else mutated(chance, payload)
    if chance.random() < 0.9:  # no repeat of the one that was spoiled
        number = chance.getrandbits(64)
        for path in (("event_id",), ("actions", 0, "action_ts"), ("view", "id")):
            with suppress(LookupError, TypeError):
                if isinstance(at(found, path), str):
                    at(found, path[:-1])[path[-1]] = f"X{number}"
    return kind, found
