"""Messages, dialogs and home tabs of the workspace, in Slack's shapes."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from adapters.playground.slack.inputs import State, carried, first_state, identified
from adapters.playground.stand_in.refusals import Json

#: What an app may set of a view; Slack fills in the rest.
_VIEW_KEYS = (
    "type",
    "title",
    "submit",
    "close",
    "blocks",
    "private_metadata",
    "callback_id",
    "external_id",
    "clear_on_close",
    "notify_on_close",
)


@dataclass(kw_only=True)
class Message:
    """A message in a chat."""

    ts: str
    channel: str
    #: The id of the user who wrote it; the bot's own for the app.
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    #: The ts of the last rewriting.
    edited: str | None = None
    #: The id of the one user who sees it, if it is ephemeral.
    only_for: str | None = None

    def rewrite(self, text: str | None, blocks: Sequence[Json] | None) -> None:
        """Change its content. None leaves a part as it was; an empty list removes the blocks."""
        if text is not None:
            self.text = text
        if blocks is not None:
            self.blocks = identified(blocks)

    def payload(self, team_id: str, app: Json | None = None) -> Json:
        """The message object of the Web API; `app` holds `bot_id` and `app_id` where an app wrote it."""
        message: Json = {
            "type": "message",
            "user": self.user,
            "ts": self.ts,
            "text": self.text,
            "team": team_id,
            **(app or {}),
        }
        if self.blocks:
            message["blocks"] = copy.deepcopy(self.blocks)
        if self.edited:
            message["edited"] = {"user": self.user, "ts": self.edited}
        return message


@dataclass(kw_only=True)
class View:
    """A dialog or a home tab, with one person's values in it."""

    id: str
    user: str
    hash: str
    #: What the app gave: type, title, blocks and so on.
    body: Json
    #: The first of its stack, and the one beneath it.
    root: str
    previous: str | None = None
    state: State = field(default_factory=dict)
    #: The sentence beside each block after the app has found errors.
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def opened(cls, view_id: str, user: str, body: Json, hash_: str, under: View | None = None) -> View:
        """A view as it first appears, on top of `under`."""
        view = cls(
            id=view_id,
            user=user,
            hash=hash_,
            body={},
            root=under.root if under else view_id,
            previous=under.id if under else None,
        )
        view.become(body, hash_)
        view.state = first_state(view.blocks)
        return view

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, each with an id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    def become(self, body: Json, hash_: str) -> None:
        """Replace the content; inputs with the same ids keep their values (`inputs.carried`)."""
        self.body = {key: copy.deepcopy(body[key]) for key in _VIEW_KEYS if key in body}
        self.body["blocks"] = identified(body["blocks"])
        self.hash = hash_
        self.errors = {}
        self.state = carried(self.state, self.blocks)

    def payload(self, *, team_id: str, app_id: str, bot_id: str, with_state: bool) -> Json:
        """The view object; Slack includes the values in interaction payloads only."""
        return {
            "id": self.id,
            "team_id": team_id,
            "type": self.body["type"],
            "blocks": copy.deepcopy(self.blocks),
            "private_metadata": self.body.get("private_metadata") or "",
            "callback_id": self.body.get("callback_id") or "",
            "external_id": self.body.get("external_id") or "",
            "state": {"values": copy.deepcopy(self.state) if with_state else {}},
            "hash": self.hash,
            "title": self.body.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": bool(self.body.get("clear_on_close")),
            "notify_on_close": bool(self.body.get("notify_on_close")),
            "close": self.body.get("close"),
            "submit": self.body.get("submit"),
            "previous_view_id": self.previous,
            "root_view_id": self.root,
            "app_id": app_id,
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }
