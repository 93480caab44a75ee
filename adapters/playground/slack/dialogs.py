"""The dialogs and home tabs of the people in a workspace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from adapters.playground.slack.installation import Installation
from adapters.playground.slack.refusals import ApiError
from adapters.playground.slack.surfaces import View
from adapters.playground.stand_in.changes import Change, ChangeKind, Feed
from adapters.playground.stand_in.refusals import Json

if TYPE_CHECKING:
    from bot.ports import Clock

#: The most dialogs that lie on one another.
DEEPEST = 3


class Dialogs:
    """Each person's stack of dialogs, and their home tab."""

    def __init__(self, app: Installation, feed: Feed, clock: Clock, next_id: Callable[[str], str]) -> None:
        self._app = app
        self._feed = feed
        self._clock = clock
        self._next_id = next_id
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> tuple[View, ...]:
        """The person's open dialogs, the one on top last."""
        return tuple(self._stacks.get(user, ()))

    def top(self, user: str) -> View | None:
        """The dialog that the person sees."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def home(self, user: str) -> View | None:
        """The person's home tab, once the app has published it."""
        return self._homes.get(user)

    def find(self, view_id: object = None, external_id: object = None) -> View:
        """An open dialog by one of its ids. Refused with not_found."""
        for stack in self._stacks.values():
            for view in stack:
                if view.id == view_id or (external_id and view.body.get("external_id") == external_id):
                    return view
        raise ApiError("not_found")

    def open(self, user: str, body: Json) -> View:
        """Open a dialog, and close all others."""
        self._no_duplicate(body)
        self.close_all(user)
        return self._put(user, body, None)

    def push(self, user: str, body: Json) -> View:
        """Open a dialog on top of the others."""
        under = self.top(user)
        if under is None:
            raise ApiError("not_found")
        if len(self._stacks[user]) >= DEEPEST:
            raise ApiError("push_limit_reached")
        self._no_duplicate(body)
        return self._put(user, body, under)

    def update(self, view: View, body: Json, expected_hash: object = None) -> View:
        """Let a dialog become another; refused with hash_conflict if it has changed meanwhile."""
        _same_hash(view, expected_hash)
        self._no_duplicate(body, besides=view)
        view.become(body, self._hash())
        self._tell(ChangeKind.MODAL_UPDATED, view)
        return view

    def publish(self, user: str, body: Json, expected_hash: object = None) -> View:
        """Show this as the person's home tab."""
        home = self._homes.get(user)
        if home is None:
            home = View.opened(self._next_id("V"), user, body, self._hash())
            self._homes[user] = home
        else:
            _same_hash(home, expected_hash)
            home.become(body, self._hash())
        self._tell(ChangeKind.HOME, home)
        return home

    def close(self, view: View) -> None:
        """Close one dialog, if it is still open; the one beneath it shows again."""
        stack = self._stacks.get(view.user, [])
        if view in stack:
            stack.remove(view)
            self._tell(ChangeKind.MODAL_CLOSED, view)

    def close_all(self, user: str) -> None:
        """Close all of a person's dialogs."""
        for view in reversed(self.stack(user)):
            self.close(view)

    def typed(self, view: View, block_id: str, action_id: str, value: Json) -> None:
        """The person has typed or chosen something."""
        view.state.setdefault(block_id, {})[action_id] = value
        self._tell(ChangeKind.TYPED, view)

    def object(self, view: View, errors: dict[str, str]) -> None:
        """Show a sentence beside each of these blocks."""
        view.errors = errors
        self._tell(ChangeKind.MODAL_UPDATED, view)

    def payload(self, view: View, *, with_state: bool) -> Json:
        """The view object in Slack's shape."""
        app = self._app
        return view.payload(team_id=app.team_id, app_id=app.app_id, bot_id=app.bot_id, with_state=with_state)

    def _put(self, user: str, body: Json, under: View | None) -> View:
        view = View.opened(self._next_id("V"), user, body, self._hash(), under)
        self._stacks.setdefault(user, []).append(view)
        self._tell(ChangeKind.MODAL_OPENED, view)
        return view

    def _no_duplicate(self, body: Json, besides: View | None = None) -> None:
        name = body.get("external_id")
        for stack in self._stacks.values():
            if name and any(v.body.get("external_id") == name and v is not besides for v in stack):
                raise ApiError("duplicate_external_id")

    def _hash(self) -> str:
        return f"{int(self._clock.now().timestamp())}.{self._next_id('')}"

    def _tell(self, kind: ChangeKind, view: View) -> None:
        self._feed.publish(Change(kind=kind, user=view.user, ref=view.id))


def _same_hash(view: View, expected: object) -> None:
    if expected and expected != view.hash:
        raise ApiError("hash_conflict")
