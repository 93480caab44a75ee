"""A person at their own Slack (`adapters.playground.people.person.Person`).

Every act goes to the app just as Slack would send it, and the app's answer is shown as Slack would show it. An act
that a person could not do raises CannotDo with a sentence that says why.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from functools import partial

from adapters.playground.people.answer import Answer
from adapters.playground.people.finding import button_called, buttons_called, question_called, question_in
from adapters.playground.people.person import Forgery, Given, Pending, Where
from adapters.playground.people.screen import Button, Place, Question, Screen
from adapters.playground.slack import forging, payloads
from adapters.playground.slack.answers import after_command, after_submission, succeeded
from adapters.playground.slack.filling import is_typing, next_value, refusals
from adapters.playground.slack.inputs import answer_key
from adapters.playground.slack.link import COMMAND, EVENT, INTERACTIVE, Link
from adapters.playground.slack.reading import of_message, of_view
from adapters.playground.slack.surfaces import Message, View
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.refusals import CannotDo, ClientRefused, Json


class SlackPerson:
    """One person, at their own Slack. Made by `Driver.person`."""

    def __init__(self, workspace: Workspace, user_id: str, link: Link) -> None:
        self._workspace = workspace
        self._link = link
        self.id = user_id
        #: Presses, choices, ticks and sendings so far; typing costs none.
        self.taps = 0

    @property
    def user(self) -> User:
        """Account as it is now."""
        return self._workspace.user(self.id)

    @property
    def platform(self) -> str:
        """Slack."""
        return "slack"

    @property
    def handle(self) -> str:
        """The short name."""
        return self.user.name

    @property
    def name(self) -> str:
        """Their name."""
        return self.user.real_name

    @property
    def email(self) -> str:
        """Their address."""
        return self.user.email

    # -- reading -----------------------------------------------------------------------------------

    def messages(self) -> tuple[Screen, ...]:
        """Messages of the chat with the app, oldest first, those shown to this person alone included."""
        return tuple(of_message(message, self._named) for message in self._workspace.seen_by(self.id))

    def news(self, after: int = 0) -> tuple[Screen, ...]:
        """Messages from the app, oldest first. In Slack a command is answered by a dialog, so every message is news."""
        came = [m for m in self._workspace.came_to(self.id) if m.user != self.id]
        return tuple(of_message(message, self._named) for message in came[after:])

    def newest(self) -> Screen:
        """The app's newest message to this person. Raises CannotDo if there is none."""
        found = [m for m in self._workspace.seen_by(self.id) if m.user != self.id]
        if not found:
            raise CannotDo(f"{self.name} has no message.")
        return of_message(found[-1], self._named)

    def modal(self) -> Screen:
        """The dialog that is open. Raises CannotDo if none is."""
        return of_view(self._modal(), self._named)

    @property
    def has_modal(self) -> bool:
        """True if a dialog is open."""
        return self._workspace.dialogs.top(self.id) is not None

    def home(self) -> Screen:
        """The home tab. Raises CannotDo if the app has not published one."""
        view = self._workspace.dialogs.home(self.id)
        if view is None:
            raise CannotDo(f"The app has published no home for {self.name}.")
        return of_view(view, self._named)

    async def wait_for(self, text: str, seconds: float | None = None) -> Screen:
        """The newest message of the app that says this, now or as soon as it does. Raises CannotDo."""

        def found() -> Screen | None:
            return next((m for m in reversed(self.messages()) if m.by != self.name and text in m.text), None)

        patience = self._workspace.patience.message if seconds is None else seconds
        await self._workspace.feed.until(lambda: found() is not None, patience)
        message = found()
        if message is None:
            raise CannotDo(f"{self.name} got no message with {text!r} within {patience:g} seconds.")
        return message

    # -- acting ------------------------------------------------------------------------------------

    async def command(self, name: str, text: str = "", *, channel: str | None = None) -> None:
        """Type a command, such as "/ended-contact", in the chat with the app or in `channel`."""
        self._is_free(f"type {name}")
        place = channel or self._workspace.chat_with(self.id)
        form = payloads.command(self._workspace, self.user, name, text, place)
        answer = await self._link.deliver(COMMAND, form)
        after_command(self._workspace, form, answer)

    async def say(self, text: str, *, retries: int = 0, file: str = "") -> None:
        """Write to the app, perhaps with a file of this name; with `retries`, Slack delivers it so many times more."""
        self._is_free("write")
        chat = self._workspace.chat_with(self.id)
        message = self._workspace.post(chat, self.id, html.escape(text, quote=False))
        await self._event(payloads.direct_message(self._workspace, self.user, message, file), retries)

    async def open_home(self, *, retries: int = 0) -> Screen:
        """Open the app's home tab and look at it."""
        self._is_free("open the home tab")
        await self._event(payloads.home_opened(self._workspace, self.user, "home"), retries)
        return self.home()

    async def press(
        self,
        what: str,
        in_: Where | None = None,
        *,
        near: str = "",
        on: Screen | None = None,
        confirm: bool = True,
        repeat: int = 0,
    ) -> None:
        """Press a button, by its label or its action_id.

        It is searched for in the open dialog, else in the newest message that has it, or else in `in_`. `near` are
        words beside it, or in its message, to pick one of several; `on` is a screen seen before, for a stale click;
        `confirm` is the answer if Slack asks first; `repeat` delivers the same click that many times more.
        """
        self._can_act()
        screen = on or self._screen_with(what, in_, near)
        button = button_called(screen, what, near)
        surface = self._surface(screen)
        self.taps += 1
        if "confirm" in button.element:
            self.taps += 1
            if not confirm:
                return
        await self._dispatch(surface, _pressed(button), repeat)

    async def fill(self, answers: Mapping[str, Given]) -> None:
        """Fill in the open dialog: visible label -> text or choice.

        A choice by its words (several as a tuple: exactly these), a person by name, a date or an ISO text; None
        empties a field. A field that Slack sends at once is sent at once here.
        """
        self._can_act()
        for label, given in answers.items():
            while await self._tap(partial(question_called, label=label), given):
                pass

    async def answer(self, block_id: str, given: Given) -> None:
        """Fill in the one field of this block of the open dialog; see `fill`."""
        self._can_act()
        while await self._tap(partial(question_in, block_id=block_id), given):
            pass

    async def send(self, *, repeat: int = 0) -> None:
        """Send the open dialog and show the app's answer. Raises ClientRefused or AppFailed.

        With `repeat`, the very same submission is delivered that many times more.
        """
        self._can_act()
        view = self._modal()
        screen = of_view(view, self._named)
        if screen.submit is None:
            raise CannotDo(f"{screen.title!r} has nothing to send.")
        self.taps += 1
        objections = refusals(screen, view.state)
        if objections:
            raise ClientRefused(objections)
        view.errors = {}
        payload = payloads.view_submission(self._workspace, self.user, view)
        after_submission(self._workspace, view, await self._link.deliver(INTERACTIVE, payload))
        for _ in range(repeat):
            succeeded(await self._link.deliver(INTERACTIVE, payload))

    async def close(self, *, everything: bool = False) -> None:
        """Close the open dialog, or the whole stack; typed text is lost."""
        view = self._modal()
        self.taps += 1
        cleared = everything or bool(view.body.get("clear_on_close"))
        closed = self._workspace.dialogs.stack(self.id)[::-1] if cleared else (view,)
        for each in closed:
            self._workspace.dialogs.close(each)
        for each in closed:
            if each.body.get("notify_on_close"):
                payload = payloads.view_closed(self._workspace, self.user, each, cleared=cleared)
                succeeded(await self._link.deliver(INTERACTIVE, payload))

    async def post_interactivity(self, payload: Json) -> Answer:
        """Send any interaction, signed as Slack's own, as a forger might."""
        return await self._link.deliver(INTERACTIVE, payload)

    def pending(self, forged: Forgery | None = None) -> Pending:
        """Submission of the open dialog, unchanged or forged."""
        payload = payloads.view_submission(self._workspace, self.user, self._modal())
        if forged is not None:
            payload["view"] = forging.forged(payload["view"], forged)
        return Pending(platform=self.platform, payload=payload)

    async def deliver(self, pending: Pending) -> Answer:
        """Deliver it as this person, even if it is somebody else's."""
        user = {**pending.payload["user"], "id": self.id, "team_id": self._workspace.app.team_id}
        return await self._link.deliver(INTERACTIVE, {**pending.payload, "user": user})

    async def click(self, button: Button, *, act: str | None = None, value: str | None = None) -> Answer:
        """Send the click of a button as if it were in their own chat."""
        chat = self._workspace.chat_with(self.id)
        message = Message(ts=self._workspace.next_ts(), channel=chat, user=self._workspace.app.bot_user, text="")
        changes = {key: said for key, said in (("action_id", act), ("value", value)) if said is not None}
        action = {**_pressed(button), **changes}
        return await self._link.deliver(
            INTERACTIVE, payloads.message_action(self._workspace, self.user, message, action)
        )

    # -- how ---------------------------------------------------------------------------------------

    async def _tap(self, find: Callable[[Screen], Question], given: Given) -> bool:
        """One tap (or one typing) in a field; false if it says `given` already."""
        view = self._modal()
        question = find(of_view(view, self._named))
        place = question.place
        value = next_value(question, view.state[place.block_id][place.action_id], given, self._workspace.find_user)
        if value is None:
            return False
        self.taps += 0 if is_typing(place) else 1
        self._workspace.dialogs.typed(view, place.block_id, place.action_id, value)
        if place.dispatches:
            await self._dispatch(view, _changed(place, value), 0)
        return not is_typing(place)

    async def _dispatch(self, surface: Message | View, action: Json, repeat: int) -> None:
        if isinstance(surface, Message):
            payload = payloads.message_action(self._workspace, self.user, surface, action)
        else:
            payload = payloads.view_action(self._workspace, self.user, surface, action)
        for _ in range(repeat + 1):
            succeeded(await self._link.deliver(INTERACTIVE, payload))

    async def _event(self, payload: Json, retries: int) -> None:
        for retry in range(retries + 1):
            succeeded(await self._link.deliver(EVENT, payload, retry=retry))

    def _screen_with(self, what: str, in_: Where | None, near: str) -> Screen:
        where = in_ or ("modal" if self.has_modal else "message")
        if where == "modal":
            return self.modal()
        self._is_free(f"press {what!r}")
        if where == "home":
            return self.home()
        for screen in reversed(self.messages()):
            if near in screen.text and buttons_called(screen, what):
                return screen
        beside = f" with {near!r}" if near else ""
        seen = "; ".join(", ".join(m.labels) for m in self.messages() if m.labels) or "none"
        raise CannotDo(f"{self.name} has no message{beside} with a button {what!r}. Buttons: {seen}.")

    def _surface(self, screen: Screen) -> Message | View:
        dialogs = self._workspace.dialogs
        for view in (*dialogs.stack(self.id), dialogs.home(self.id)):
            if view is not None and view.id == screen.ref:
                return view
        for message in self._workspace.seen_by(self.id):
            if message.ts == screen.ref:
                return message
        raise CannotDo(f"{screen.title!r} is not there any more.")

    def _modal(self) -> View:
        view = self._workspace.dialogs.top(self.id)
        if view is None:
            raise CannotDo(f"{self.name} has no dialog open.")
        return view

    def _can_act(self) -> None:
        if self.user.deleted:
            raise CannotDo(f"{self.name}'s account is deactivated.")
        if self.user.is_bot:
            raise CannotDo(f"{self.name} is a bot: it has no hands.")

    def _is_free(self, act: str) -> None:
        self._can_act()
        if self.has_modal:
            raise CannotDo(f"{self.name} cannot {act} while the dialog {self.modal().title!r} is open.")

    def _named(self, user: str) -> str:
        found = self._workspace.users.get(user)
        return found.real_name if found else user


def _pressed(button: Button) -> Json:
    action: Json = {"type": button.element["type"], "action_id": button.action, "block_id": button.block_id}
    if button.option is not None:
        return {**action, "selected_option": button.option}
    action |= {key: button.element[key] for key in ("text", "value", "style") if key in button.element}
    return action


def _changed(place: Place, value: Json) -> Json:
    key = answer_key(place.kind)
    return {"type": place.kind, "action_id": place.action_id, "block_id": place.block_id, key: value[key]}
