"""Slack as the page shows it: its own blocks with their values; acts exactly as Slack would send them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from adapters.playground.page.side import Act, post, several, text
from adapters.playground.page.troubles import Name
from adapters.playground.people.answer import Answer
from adapters.playground.people.person import Driver, Given, Person
from adapters.playground.people.screen import Place, Question, Screen
from adapters.playground.slack.driver import Driver as SlackDriver
from adapters.playground.slack.faults import EVERY_METHOD, Fault
from adapters.playground.slack.filling import refusals
from adapters.playground.slack.inputs import is_empty
from adapters.playground.slack.link import Link
from adapters.playground.slack.reading import of_view, option_label
from adapters.playground.slack.surfaces import Message, View
from adapters.playground.slack.users import User
from adapters.playground.stand_in.changes import Change, Feed
from adapters.playground.stand_in.refusals import CannotDo, ClientRefused, Json
from bot.chat.commands import by_slash
from bot.working_time import WorkingTime

_FAULTS: Mapping[Name, Fault] = {
    Name.SLOW: Fault.slow(2.0),
    Name.RATE_LIMITED: Fault.rate_limited(60),
    Name.FAILING: Fault.broken(),
}


class SlackSide:
    """A workspace (`side.Side`)."""

    def __init__(self, driver: SlackDriver, calendar: WorkingTime) -> None:
        self._driver = driver
        self._workspace = driver.workspace
        self._calendar = calendar
        self.acts: Mapping[str, Act] = {
            "type": self._type,
            "home": self._home,
            "press": self._press,
            "answer": self._answer,
            "send": self._send,
            "close": self._close,
            "reload": self._reload,
        }

    @property
    def feed(self) -> Feed:
        """Feed of changes in the workspace."""
        return self._workspace.feed

    # -- who is there ----------------------------------------------------------------------------------

    def person(self, person: Person) -> Json:
        """See `Side`."""
        user = self._workspace.user(person.id)
        named = {"id": user.id, "handle": user.name, "name": user.real_name, "post": _post(user)}
        return {**named, "closed": user.deleted, "platform": "slack"}

    def names(self) -> dict[str, str]:
        """See `Side`."""
        return {user.id: user.real_name for user in self._workspace.users.values()}

    def pickable(self) -> list[Json]:
        """See `Side`."""
        users = [user for user in self._workspace.users.values() if not (user.deleted or user.is_bot)]
        return [{"id": user.id, "name": user.real_name} for user in sorted(users, key=lambda user: user.real_name)]

    def account(self, person: Person, *, is_open: bool) -> None:
        """See `Side`."""
        self._workspace.change_user(person.id, deleted=not is_open)

    # -- what they see ---------------------------------------------------------------------------------

    def window(self, person: Person) -> Json:
        """The chat with the app, the home tab, the dialogs on one another."""
        home = self._workspace.dialogs.home(person.id)
        return {
            "user": person.id,
            "platform": "slack",
            "messages": [self._message(message) for message in self._workspace.seen_by(person.id)],
            "home": _view(home) if home else None,
            "modals": [_view(view) for view in self._workspace.dialogs.stack(person.id)],
            "taps": person.taps,
        }

    def _message(self, message: Message) -> Json:
        app = self._workspace.app
        by_app = message.user == app.bot_user
        return {
            "ref": message.ts,
            "ts": message.ts,
            "by": app.bot_name if by_app else self._workspace.user(message.user).real_name,
            "byApp": by_app,
            "at": self._calendar.words(datetime.fromtimestamp(float(message.ts), UTC)),
            "text": message.text,
            "blocks": message.blocks,
            "edited": message.edited is not None,
            "onlyForYou": message.only_for is not None,
        }

    def form(self, person: Person) -> str:
        """See `Side`."""
        view = self._workspace.dialogs.top(person.id)
        return str(view.body.get("callback_id") or "") if view is not None else ""

    def is_empty(self, person: Person, question: Question) -> bool:
        """See `Side`."""
        view = self._workspace.dialogs.top(person.id)
        place = question.place
        return view is None or is_empty(view.state[place.block_id][place.action_id])

    def says(self, change: Change) -> str:
        """See `Side`."""
        message = self._workspace.messages.get(change.channel or "", {}).get(change.ref)
        return message.text if message else ""

    def sent(self) -> int:
        """See `Side`."""
        return len(self._workspace.sent)

    # -- what they do ----------------------------------------------------------------------------------

    async def _type(self, person: Person, given: Json) -> None:
        """Send typed text: a command, or a message to the app."""
        typed = text(given, "text").strip()
        if not typed.startswith("/"):
            await person.say(typed)
            return
        name, _, rest = typed.partition(" ")
        if by_slash(name) is None:
            raise CannotDo(f"{name} is not a valid command. Type / to see those that there are.")
        await person.command(name, rest.strip())

    async def _home(self, person: Person, _: Json) -> None:
        await person.open_home()

    async def _press(self, person: Person, given: Json) -> None:
        """Press a button of a message, a dialog or the home tab, as it is now."""
        screen = self._screen(person, text(given, "ref"))
        await person.press(text(given, "label") or text(given, "action"), on=screen)

    def _screen(self, person: Person, ref: str) -> Screen:
        dialogs = self._workspace.dialogs
        for view in (dialogs.top(person.id), dialogs.home(person.id)):
            if view is not None and view.id == ref:
                return of_view(view, self._named)
        for screen in person.messages():
            if screen.ref == ref:
                return screen
        raise CannotDo("That is not there any more.")

    async def _reload(self, person: Person, _: Json) -> None:
        self._workspace.reload(person.id)

    async def _answer(self, person: Person, given: Json) -> None:
        """Keep the value of a field, and send it at once if Slack would."""
        self._top(person, given)
        block = text(given, "block")
        question = next((q for q in person.modal().questions if q.place.block_id == block), None)
        if question is None:
            raise CannotDo("That field is not asked for any more.")
        await person.answer(block, _given(question.place, given.get("value")))

    async def _send(self, person: Person, given: Json) -> None:
        view = self._top(person, given)
        try:
            await person.send()
        except ClientRefused:
            # Slack's own client shows these beside the fields, and so does every page that looks on.
            self._workspace.dialogs.object(view, self._objections(view))

    def _objections(self, view: View) -> dict[str, str]:
        screen = of_view(view, self._named)
        found = refusals(screen, view.state)
        return {q.place.block_id: found[q.label] for q in screen.questions if q.label in found}

    async def _close(self, person: Person, given: Json) -> None:
        self._top(person, given)
        await person.close()

    def _top(self, person: Person, given: Json) -> View:
        view = self._workspace.dialogs.top(person.id)
        if view is None or view.id != given.get("ref"):
            raise CannotDo("That dialog is not open any more.")
        return view

    def _named(self, user: str) -> str:
        found = self._workspace.users.get(user)
        return found.real_name if found else user

    # -- what is done to them --------------------------------------------------------------------------

    def trouble(self, name: str) -> None:
        """See `Side`."""
        self._workspace.faults.off()
        fault = _FAULTS.get(Name(name))
        if fault is not None:
            self._workspace.faults.on(EVERY_METHOD, fault)

    def paced(self, seconds: float) -> Driver:
        """See `Side`."""
        return SlackDriver(self._workspace, link=_PacedLink(self._driver.link, seconds))


class _PacedLink:
    """A link that waits a little before each act."""

    def __init__(self, link: Link, seconds: float) -> None:
        self._link = link
        self._seconds = seconds

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Answer:
        """See `Link`."""
        await asyncio.sleep(self._seconds)
        return await self._link.deliver(kind, payload, retry=retry)

    async def close(self) -> None:
        """The link is another's: it stays open."""


def _post(user: User) -> str:
    if user.is_stranger:
        return "works for another organisation"
    return "guest" if user.is_restricted else post(user.name)


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


def _given(place: Place, value: object) -> Given:
    """Value from the page as a person would give it: options by their labels."""
    chosen = several(value)
    if "options" in place.element:
        offered: list[Json] = place.element["options"]
        chosen = [option_label(option) for option in offered if option["value"] in chosen]
    if place.kind in ("checkboxes", "multi_static_select", "multi_users_select"):
        return tuple(chosen)
    return chosen[0] if chosen else None
