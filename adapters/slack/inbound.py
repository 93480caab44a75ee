"""Slack's requests, read into one small value, and from it into an event of the core (platform page: slack).

The signature has been checked already. Everything is checked again all the same: an unreadable request raises
`Unreadable`, and nothing else is ever raised. No network, no state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from adapters.chat import pointers
from adapters.chat.envelope import id_at, id_if_any, key_of, object_at
from adapters.chat.errors import Unreadable
from adapters.chat.plain import linked
from adapters.chat.pointers import Pointer
from adapters.slack.state import Answers, answers
from bot.chat.commands import by_slash
from bot.chat.events import (
    ActionEvent,
    CommandEvent,
    Event,
    HomeEvent,
    MessageEvent,
    ReshapeEvent,
    SubmitEvent,
    Value,
    Values,
)
from bot.chat.forms import tidy
from bot.people import PersonId

#: `<#C01|general>`, and `<https://example.org/a|this post>`.
_MENTION = re.compile(r"<((?:[@#!]|tel:)[^<>|]*)(?:\|([^<>]*))?>")
_LINK = re.compile(r"<(?:mailto:)?([^<>|]+)(?:\|([^<>]*))?>")


class Kind(StrEnum):
    """Place of an act in Slack; it decides the way of answering."""

    COMMAND = "command"
    MESSAGE_ACTION = "message_action"
    HOME_ACTION = "home_action"
    MODAL_ACTION = "modal_action"
    SUBMISSION = "submission"
    HOME = "home"
    TYPED = "typed"
    #: The app was taken out of the workspace, or its tokens were withdrawn.
    REVOKED = "revoked"
    #: Of no interest: acknowledged and forgotten.
    IGNORED = "ignored"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One thing that somebody did in Slack."""

    kind: Kind
    #: Slack's ids of the person, of their workspace and of its enterprise.
    user: str = ""
    team: str | None = None
    enterprise: str | None = None
    #: The same for a repeat of the same act.
    key: str | None = None
    #: Opens one modal within three seconds.
    trigger: str | None = None
    response_url: str | None = field(default=None, repr=False)
    channel: str | None = None
    view: str | None = None
    hash: str | None = None
    #: The name of the command, the act or the form.
    name: str = ""
    #: True for an answer that shapes the rest of its form: the form is to be shown again.
    reshapes: bool = False
    text: str = field(default="", repr=False)
    #: True for a message to which a file is attached.
    with_file: bool = False
    pointer: Pointer = pointers.NONE
    answers: Answers = field(default_factory=Answers, repr=False)
    #: Block ids of the questions in the view.
    inputs: tuple[str, ...] = ()
    #: Whose tokens were withdrawn, by the ids of the bots; None: everybody's.
    bots: tuple[str, ...] | None = None

    def event(self, person: PersonId, picked: Mapping[str, Value], problems: Mapping[str, str]) -> Event:
        """The event of the core. `picked` are the people fields, with people of the directory."""
        values: Values = {**self.answers.values, **picked}
        about, extra = self.pointer.about, self.pointer.extra
        match self.kind:
            case Kind.COMMAND:
                return CommandEvent(person=person, key=self.key, name=self.name, text=self.text)
            case Kind.SUBMISSION:
                return SubmitEvent(
                    person=person,
                    key=self.key,
                    form=self.name,
                    about=about,
                    extra=extra,
                    values=values,
                    problems=problems,
                )
            case Kind.MODAL_ACTION if self.reshapes:
                return ReshapeEvent(
                    person=person, form=self.name, about=about, extra=extra, values=values, problems=problems
                )
            case Kind.MESSAGE_ACTION | Kind.HOME_ACTION | Kind.MODAL_ACTION:
                return ActionEvent(
                    person=person,
                    key=self.key,
                    action=self.name,
                    about=about,
                    extra=extra,
                    values=values,
                    problems=problems,
                )
            case Kind.HOME:
                return HomeEvent(person=person)
            case _:
                return MessageEvent(person=person, key=self.key, text=self.text, with_file=self.with_file)


def read(payload: Mapping[str, object]) -> Heard:
    """Read one request. `payload` is the parsed form of a slash command, or the parsed JSON of the rest.

    Raises Unreadable.
    """
    if "command" in payload:
        return _command(payload)
    match payload.get("type"):
        case "event_callback":
            return _event(payload)
        case "block_actions":
            return _action(payload)
        case "view_submission":
            return _submission(payload)
        case str():
            return Heard(kind=Kind.IGNORED)
        case _:
            raise Unreadable


def _command(payload: Mapping[str, object]) -> Heard:
    command = by_slash(id_at(payload, "command"))
    trigger = id_if_any(payload, "trigger_id")
    user = id_at(payload, "user_id")
    return Heard(
        kind=Kind.COMMAND,
        user=user,
        team=id_if_any(payload, "team_id"),
        enterprise=id_if_any(payload, "enterprise_id"),
        key=key_of("slack", "command", user, trigger) if trigger else None,
        trigger=trigger,
        response_url=id_if_any(payload, "response_url"),
        channel=id_if_any(payload, "channel_id"),
        name=command.name if command else pointers.NOWHERE,
        text=_typed(payload.get("text", "")),
    )


def _event(payload: Mapping[str, object]) -> Heard:
    event = object_at(payload, "event")
    match event.get("type"):
        case "app_home_opened" if event.get("tab") in (None, "home"):
            return _heard_event(payload, event, Kind.HOME)
        case "message" if event.get("channel_type") == "im" and not _is_foreign_message(event):
            return _heard_event(payload, event, Kind.TYPED)
        case "app_uninstalled" | "tokens_revoked":
            return _revoked(payload, event)
        case str():
            return Heard(kind=Kind.IGNORED)
        case _:
            raise Unreadable


def _revoked(payload: Mapping[str, object], event: Mapping[str, object]) -> Heard:
    """The app is gone from a workspace, or tokens are: those of the bots alone are of interest, where it says whose."""
    tokens = event.get("tokens")
    bots = tokens.get("bot") if isinstance(tokens, Mapping) else None
    return Heard(
        kind=Kind.REVOKED,
        team=id_if_any(payload, "team_id"),
        enterprise=id_if_any(payload, "enterprise_id"),
        bots=tuple(map(str, bots or ())) if isinstance(tokens, Mapping) and isinstance(bots, list | None) else None,
    )


def _heard_event(payload: Mapping[str, object], event: Mapping[str, object], kind: Kind) -> Heard:
    user = id_at(event, "user")
    team = id_if_any(event, "user_team") or id_if_any(event, "team") or id_if_any(payload, "team_id")
    return Heard(
        kind=kind,
        user=user,
        team=team,
        enterprise=id_if_any(payload, "enterprise_id"),
        key=key_of("slack", "event", user, id_at(payload, "event_id")),
        channel=id_if_any(event, "channel"),
        text=_typed(event.get("text", "")) if kind is Kind.TYPED else "",
        with_file=kind is Kind.TYPED and (event.get("subtype") == "file_share" or bool(event.get("files"))),
    )


def _is_foreign_message(event: Mapping[str, object]) -> bool:
    """True if nobody typed it: written by a bot (Harbour too), or changed, or deleted."""
    by_a_bot = any(event.get(key) for key in ("bot_id", "bot_profile", "app_id"))
    return by_a_bot or event.get("subtype") not in (None, "file_share")


def _action(payload: Mapping[str, object]) -> Heard:
    actions = payload.get("actions")
    action = actions[0] if isinstance(actions, list) and actions else None
    if not isinstance(action, Mapping):
        raise Unreadable
    user = id_at(object_at(payload, "user"), "id")
    trigger = id_if_any(payload, "trigger_id")
    act = id_if_any(action, "action_ts") or trigger
    action_id, view = id_at(action, "action_id"), _view(payload)
    base = Heard(
        kind=view.kind,
        user=user,
        team=_team(payload),
        enterprise=_enterprise(payload),
        key=key_of("slack", "action", user, act, action_id) if act else None,
        trigger=trigger,
        response_url=id_if_any(payload, "response_url"),
        channel=id_if_any(object_at(payload, "channel"), "id") if payload.get("channel") else None,
        view=view.id,
        hash=view.hash,
        name=pointers.name(action_id),
        pointer=pointers.unpacked(action.get("value")),
        answers=view.answers,
        inputs=view.inputs,
    )
    if action.get("type") != "button":
        return replace(base, name=view.form, pointer=view.pointer, reshapes=True)
    # A button without a pointer of its own belongs to the subject of its form.
    return replace(base, pointer=view.pointer) if base.pointer == pointers.NONE else base


def _submission(payload: Mapping[str, object]) -> Heard:
    user, view = id_at(object_at(payload, "user"), "id"), _view(payload)
    if view.id is None:
        raise Unreadable
    pointer = view.pointer
    return Heard(
        kind=Kind.SUBMISSION,
        user=user,
        team=_team(payload),
        enterprise=_enterprise(payload),
        # Not the view's hash, which changes with every redraw: sending one showing again is one act.
        key=key_of("slack", "view", user, view.id, view.form, pointer.about or "", pointer.extra, pointer.showing),
        trigger=id_if_any(payload, "trigger_id"),
        view=view.id,
        hash=view.hash,
        name=view.form,
        pointer=pointer,
        answers=view.answers,
        inputs=view.inputs,
    )


@dataclass(frozen=True, kw_only=True)
class _View:
    """The view in which something was done; without an id, it was done in a message."""

    kind: Kind = Kind.MESSAGE_ACTION
    id: str | None = None
    hash: str | None = None
    form: str = pointers.NOWHERE
    pointer: Pointer = pointers.NONE
    answers: Answers = field(default_factory=Answers)
    inputs: tuple[str, ...] = ()


def _view(payload: Mapping[str, object]) -> _View:
    if payload.get("view") is None:
        return _View()
    view = object_at(payload, "view")
    state = view.get("state")
    return _View(
        kind=Kind.HOME_ACTION if view.get("type") == "home" else Kind.MODAL_ACTION,
        id=id_at(view, "id"),
        hash=id_if_any(view, "hash"),
        form=pointers.name(view.get("callback_id")),
        pointer=pointers.unpacked(view.get("private_metadata")),
        answers=answers(state.get("values") if isinstance(state, Mapping) else None),
        inputs=tuple(_inputs(view.get("blocks"))),
    )


def _inputs(blocks: object) -> Iterator[str]:
    for block in blocks if isinstance(blocks, list) else ():
        if isinstance(block, Mapping) and block.get("type") == "input" and isinstance(block.get("block_id"), str):
            yield str(block["block_id"])


def _team(payload: Mapping[str, object]) -> str | None:
    """The workspace that the person belongs to; where Slack does not say, the one it happened in."""
    own = id_if_any(object_at(payload, "user"), "team_id")
    return own or (id_if_any(object_at(payload, "team"), "id") if payload.get("team") else None)


def _enterprise(payload: Mapping[str, object]) -> str | None:
    return id_if_any(object_at(payload, "enterprise"), "id") if payload.get("enterprise") else None


def _typed(text: object) -> str:
    """Text as the person typed it: Slack writes `&`, `<` and `>` as entities and links as `<address|label>`.

    An address is never lost behind its label; whoever is mentioned, or rung, is the label alone.
    """
    if not isinstance(text, str):
        raise Unreadable
    shown = _MENTION.sub(lambda m: m[2] or m[1].removeprefix("tel:"), text)
    shown = _LINK.sub(lambda m: linked(m[1], m[2] or ""), shown)
    return tidy(shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
