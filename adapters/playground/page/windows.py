"""What each person sees, as JSON for the page: Slack's own blocks, and what is typed in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from adapters.playground.example import COLLEAGUES
from adapters.playground.page.table import Table
from adapters.playground.refusals import Json
from adapters.playground.slack.surfaces import Message, View
from adapters.playground.slack.users import User
from bot.chat.commands import COMMANDS

#: Who sits at the table at first.
SEATED = ("isla", "morag", "callum", "hamish")
_POSTS: Mapping[str, str] = {colleague.handle: colleague.post for colleague in COLLEAGUES}


def people(table: Table) -> list[Json]:
    """Everybody who can sit at the table, in the order of the directory."""
    return [person(user) for user in table.workspace.users.values() if not user.is_bot]


def person(user: User) -> Json:
    """Somebody, as the page names them."""
    return {"id": user.id, "handle": user.name, "name": user.real_name, "post": _post(user), "closed": user.deleted}


def _post(user: User) -> str:
    if user.is_stranger:
        return "works for another organisation"
    if user.is_restricted:
        return "guest"
    return _POSTS.get(user.name, "not in the directory")


def names(table: Table) -> dict[str, str]:
    """Everybody's name by their id, for mentions and for pickers."""
    return {user.id: user.real_name for user in table.workspace.users.values()}


def pickable(table: Table) -> list[Json]:
    """Whom a picker of people offers: accounts that are open, by name."""
    users = [user for user in table.workspace.users.values() if not (user.deleted or user.is_bot)]
    return [{"id": user.id, "name": user.real_name} for user in sorted(users, key=lambda user: user.real_name)]


def commands() -> list[Json]:
    """The commands that can be typed, as the app's manifest lists them."""
    return [{"name": c.slash, "summary": c.summary, "usage": c.usage} for c in COMMANDS]


def window(table: Table, user_id: str) -> Json:
    """One person's Slack: the chat with the app, the home tab, the dialogs on one another."""
    workspace = table.workspace
    home = workspace.dialogs.home(user_id)
    seen = list(workspace.seen_by(user_id))
    return {
        "user": user_id,
        "platform": "slack",
        "messages": [_message(table, message) for message in seen],
        "home": _view(home) if home else None,
        "modals": [_view(view) for view in workspace.dialogs.stack(user_id)],
        "taps": table.driver.person(user_id).taps,
    }


def _message(table: Table, message: Message) -> Json:
    app = table.workspace.app
    by_app = message.user == app.bot_user
    return {
        "ref": message.ts,
        "ts": message.ts,
        "by": app.bot_name if by_app else table.workspace.user(message.user).real_name,
        "byApp": by_app,
        "at": _at(table, message),
        "text": message.text,
        "blocks": message.blocks,
        "edited": message.edited is not None,
        "onlyForYou": message.only_for is not None,
    }


def _at(table: Table, message: Message) -> str:
    return table.calendar.words(datetime.fromtimestamp(float(message.ts), UTC))


def _view(view: View) -> Json:
    body = view.body
    return {
        "id": view.id,
        "name": body.get("callback_id") or "",
        "title": (body.get("title") or {}).get("text", ""),
        "submit": (body.get("submit") or {}).get("text", ""),
        "close": (body.get("close") or {}).get("text", ""),
        "blocks": view.blocks,
        "state": view.state,
        "errors": view.errors,
    }
