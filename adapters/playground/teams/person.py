"""A person at their own Teams (`adapters.playground.people.person.Person`).

Every act goes to the app just as Teams would send it, and the app's answer is shown as Teams would show it. An act
that a person could not do raises CannotDo with a sentence that says why.

Differences from Slack follow a person's steps in Teams: a command is typed, and its form opens by the button of the
card that answers it; the home is a dialog; questions that follow from an answer are shown by the button beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from adapters.playground.people.answer import Answer
from adapters.playground.people.finding import button_called, buttons_called, question_called, question_in
from adapters.playground.people.person import Forgery, Given, Pending, Where
from adapters.playground.people.screen import Button, Screen
from adapters.playground.stand_in.refusals import CannotDo
from adapters.playground.teams import activities, forging, inputs
from adapters.playground.teams.client import Client
from adapters.playground.teams.fields import Fields
from adapters.playground.teams.link import TeamsLink
from adapters.playground.teams.members import Member
from adapters.playground.teams.reading import of_dialog
from adapters.playground.teams.surfaces import BOT, ChatMessage, Dialog
from adapters.playground.teams.tenant import Tenant
from adapters.teams import data

#: What is typed to be offered one's home, and the act of the button that opens it.
_HOME, _SHOW_HOME = "harbour", "home.show"


class TeamsPerson:
    """One person, at their own Teams. Made by `Driver.person`."""

    def __init__(self, tenant: Tenant, aad: str, link: TeamsLink) -> None:
        self._tenant = tenant
        self._client = Client(tenant, aad, link)
        self._fields = Fields(self._client, self._tapped)
        self.id = aad
        #: Presses, choices, ticks and sendings so far; typing costs none.
        self.taps = 0
        #: The cards that answered a command and did no more than open something.
        self._passed: set[str] = set()
        #: The home as it was last seen, the card whose button opens it, and its dialog until something is done in it.
        self._home: Screen | None = None
        self._door: Screen | None = None
        self._at_home: Dialog | None = None

    @property
    def member(self) -> Member:
        """Member as they are now."""
        return self._tenant.members[self.id]

    @property
    def platform(self) -> str:
        """Teams."""
        return "teams"

    @property
    def handle(self) -> str:
        """The short name."""
        return self.member.name

    @property
    def name(self) -> str:
        """Their name."""
        return self.member.real_name

    @property
    def email(self) -> str:
        """Their address."""
        return self.member.email

    # -- reading -----------------------------------------------------------------------------------

    def messages(self) -> tuple[Screen, ...]:
        """Messages of the chat with the app, oldest first, the person's own included."""
        return tuple(self._client.read(message) for message in self._client.chat())

    def news(self, after: int = 0) -> tuple[Screen, ...]:
        """Unprompted messages from the app, oldest first: no answers to what was typed, and no welcome."""
        came = [m for m in self._client.came() if m.by == BOT and not self._is_answer(m)]
        return tuple(map(self._client.read, came[after:]))

    def newest(self) -> Screen:
        """The app's newest message, past the cards that merely opened something. Raises CannotDo if there is none."""
        for message in reversed(self._client.chat()):
            if message.by == BOT and message.id not in self._passed | self._tenant.greetings:
                return self._client.read(message)
        raise CannotDo(f"{self.name} has no message.")

    def modal(self) -> Screen:
        """The dialog that is open. Raises CannotDo if none is."""
        dialog = self._client.dialog
        if dialog is None or not self.has_modal:
            raise CannotDo(f"{self.name} has no dialog open.")
        return of_dialog(dialog)

    @property
    def has_modal(self) -> bool:
        """True if a dialog is open, other than that of the home."""
        return self._client.dialog is not None and not self._is_at_home

    def home(self) -> Screen:
        """The home as they last saw it: in Teams it is a dialog, and never changes under their eyes. Raises CannotDo
        if they have not opened it."""
        if self._home is None:
            raise CannotDo(f"{self.name} has not opened their home.")
        return self._home

    async def wait_for(self, text: str, seconds: float | None = None) -> Screen:
        """The newest message of the app that says this, now or as soon as it does. Raises CannotDo."""

        def found() -> Screen | None:
            return next((m for m in reversed(self.messages()) if m.by != self.name and text in m.text), None)

        patience = self._tenant.patience.message if seconds is None else seconds
        await self._tenant.feed.until(lambda: found() is not None, patience)
        message = found()
        if message is None:
            raise CannotDo(f"{self.name} got no message with {text!r} within {patience:g} seconds.")
        return message

    # -- acting ------------------------------------------------------------------------------------

    async def command(self, name: str, text: str = "") -> None:
        """Type a command's words, such as "ended contact" for "/ended-contact", and open the one thing that is offered.

        Where the card that answers offers a choice, it is left to be read and pressed.
        """
        words = name.removeprefix("/").replace("-", " ")
        offer = await self._offered(f"{words} {text}".strip())
        if offer is not None:
            await self._opens(offer, _way_in(offer))

    async def say(self, text: str, *, retries: int = 0, file: str = "") -> None:
        """Write to the app, perhaps with a file of this name; with `retries` it is delivered so many times more."""
        self._is_free("write")
        await self._client.write(text, file=file, times=retries + 1)

    async def open_home(self, *, retries: int = 0) -> Screen:
        """Ask for the home and look at it in its dialog, which is closed by the next act.

        If none is offered, the app's answer instead.
        """
        self._is_free("open the home")
        self._door = await self._offered(_HOME, retries)
        if self._door is not None and not buttons_called(self._door, _SHOW_HOME):
            return self._door
        return await self._enter()

    async def press(
        self,
        what: str,
        in_: Where | None = None,
        *,
        near: str = "",
        on: Screen | None = None,
        confirm: bool = True,  # noqa: ARG002 - Teams never asks first
        repeat: int = 0,
    ) -> None:
        """Press a button, by its label or the name of its act.

        It is searched for in the open dialog, else in the newest message that has it, or else in `in_` ("home": its
        dialog, which is opened again if need be). `near` are words beside it, or in its message, to pick one of
        several; `on` is a screen seen before, for a stale click; `repeat` delivers the same click that many times
        more.
        """
        self._can_act()
        if in_ == "home" and not self._is_at_home:
            await self._enter()
        screen = on or self._screen_with(what, in_, near)
        await self._tap_on(screen, button_called(screen, what, near), repeat)

    async def fill(self, answers: Mapping[str, Given]) -> None:
        """Fill in the open dialog, or the form in the chat: visible label -> text or choice.

        A choice by its words (several as a tuple: exactly these), a person by name, a date or an ISO text; None
        empties a field. Questions that follow from the answers are shown before this ends.
        """
        self._can_act()
        for label, given in answers.items():
            await self._fields.fill_in(partial(question_called, label=label), given)
        await self._fields.show_what_follows()

    async def answer(self, block_id: str, given: Given) -> None:
        """Fill in the one field that has this id; see `fill`."""
        self._can_act()
        await self._fields.fill_in(partial(question_in, block_id=block_id), given)
        await self._fields.show_what_follows()

    async def send(self, *, repeat: int = 0) -> None:
        """Send the open dialog, or the form in the chat, and show the app's answer. Raises ClientRefused or AppFailed.

        With `repeat`, the very same submission is delivered that many times more.
        """
        self._can_act()
        form = self._client.form()
        sends = inputs.submitting(form.card or {})
        if sends is None:
            raise CannotDo(f"{self._client.read(form).title!r} has nothing to send.")
        self.taps += 1
        self._fields.forget()
        await self._client.press(form, sends, repeat)

    async def close(self, *, everything: bool = False) -> None:  # noqa: ARG002 - there is never more than one
        """Close the open dialog; typed text is lost, and the app is not notified."""
        if self._client.dialog is None:
            raise CannotDo(f"{self.name} has no dialog open.")
        self._leave()

    # -- what nobody should try --------------------------------------------------------------------

    def pending(self, forged: Forgery | None = None) -> Pending:
        """Submission of the open dialog, unchanged or forged."""
        dialog = self._client.dialog
        sends = inputs.submitting(dialog.card) if dialog is not None else None
        if dialog is None or sends is None:
            raise CannotDo(f"{self.name} has nothing to send.")
        value = inputs.data_of(sends, dialog.card, dialog.values)
        if forged is not None:
            value = forging.forged(value, forged)
        return Pending(platform=self.platform, payload=activities.submit(self._tenant, self.member, value))

    async def deliver(self, pending: Pending) -> Answer:
        """Deliver it as this person, in their own chat, even if it is somebody else's."""
        own = activities.submit(self._tenant, self.member, {})
        mine = {key: own[key] for key in ("from", "conversation", "channelData", "entities")}
        return await self._client.link.deliver({**pending.payload, **mine})

    async def click(self, button: Button, *, act: str | None = None, value: str | None = None) -> Answer:
        """Send the click of a button as if it were in a message of their own chat, and show the dialog it opens.

        `act` replaces its act, `value` its pointer.
        """
        return await self._client.fetch(forging.clicked(button.element, act, value))

    # -- commands and the home -----------------------------------------------------------------------

    async def _offered(self, words: str, retries: int = 0) -> Screen | None:
        """Type these words and return the app's answer; None if nothing comes."""
        before = {message.id for message in self._client.chat()}

        def answers() -> list[ChatMessage]:
            seen = self._client.chat()
            return [m for m in seen if m.id not in before and m.by == BOT and m.reply_to]

        await self.say(words, retries=retries)
        await self._tenant.feed.until(lambda: bool(answers()), self._tenant.patience.message)
        return self._client.read(answers()[-1]) if answers() else None

    async def _opens(self, offer: Screen, button: Button | None) -> None:
        if button is not None:
            self._passed.add(offer.ref)
            await self._tap_on(offer, button)

    async def _enter(self) -> Screen:
        """Open the dialog of the home."""
        self._is_free("open the home")
        if self._door is None:
            raise CannotDo(f"{self.name} has not opened their home.")
        await self._opens(self._door, button_called(self._door, _SHOW_HOME))
        self._home, self._at_home = self.modal(), self._client.dialog
        return self._home

    @property
    def _is_at_home(self) -> bool:
        return self._at_home is not None and self._client.dialog is self._at_home

    async def _tap_on(self, screen: Screen, button: Button, repeat: int = 0) -> None:
        self.taps += 1
        self._fields.forget()
        place = self._client.place(screen)
        self._at_home = None
        await self._client.press(place, button.element, repeat)

    def _tapped(self) -> None:
        self.taps += 1

    # -- where -----------------------------------------------------------------------------------------

    def _screen_with(self, what: str, in_: Where | None, near: str) -> Screen:
        if in_ == "home":
            return self.home()
        if in_ == "modal" or (in_ is None and self.has_modal and not self._only_says()):
            return self.modal()
        self._is_free(f"press {what!r}")
        for screen in reversed(self.messages()):
            if near in screen.text and screen.ref not in self._passed and buttons_called(screen, what):
                return screen
        beside = f" with {near!r}" if near else ""
        seen = "; ".join(", ".join(m.labels) for m in self.messages() if m.labels) or "none"
        raise CannotDo(f"{self.name} has no message{beside} with a button {what!r}. Buttons: {seen}.")

    def _is_answer(self, message: ChatMessage) -> bool:
        return bool(message.reply_to) or message.id in self._tenant.greetings

    def _only_says(self) -> bool:
        """True if the open dialog is a sentence and nothing more."""
        screen = self.modal()
        return not screen.buttons and not screen.questions and screen.submit is None

    def _leave(self) -> None:
        self.taps += 1
        self._fields.forget()
        self._client.close()

    def _can_act(self) -> None:
        if self.member.deleted:
            raise CannotDo(f"{self.name}'s account is deactivated.")

    def _is_free(self, act: str) -> None:
        """Close the home, or a dialog with a mere sentence, first; a dialog in which something can be done stays."""
        self._can_act()
        if self._is_at_home or (self.has_modal and self._only_says()):
            self._leave()
        if self.has_modal:
            raise CannotDo(f"{self.name} cannot {act} while the dialog {self.modal().title!r} is open.")


def _way_in(offer: Screen) -> Button | None:
    """The one button that opens the offered dialog, not the one that answers in the chat.

    None if there is a choice: then the card itself is the answer.
    """
    opens = [b for b in offer.buttons if b.element.get("data", {}).get(data.TEAMS) == data.FETCH]
    found = [b for b in opens if b.action == _SHOW_HOME] or opens
    return found[0] if len(found) == 1 else None
