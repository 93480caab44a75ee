"""What a person does in their window, carried out exactly as Slack would: through `Person`."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping

from adapters.playground.page.answers import fill_in
from adapters.playground.page.table import Table
from adapters.playground.person import Given, Person
from adapters.playground.refusals import CannotDo, ClientRefused, Json
from adapters.playground.screen import Place, Screen
from adapters.playground.slack.filling import refusals
from adapters.playground.slack.reading import of_view, option_label
from adapters.playground.slack.surfaces import View
from bot.chat.commands import by_slash

Act = Callable[[Person, Json], Awaitable[None]]


class Acts:
    """The acts of the people at one table. Each person does one thing after the other."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._acts: Mapping[str, Act] = {
            "type": self._type,
            "home": self._home,
            "press": self._press,
            "answer": self._answer,
            "examples": self._examples,
            "send": self._send,
            "close": self._close,
            "reload": self._reload,
        }

    async def do(self, user: str, act: str, given: Json) -> None:
        """Do it. Raises KeyError for an act that there is not, PlaygroundError if it cannot be done."""
        carry_out = self._acts[act]
        person = self._table.driver.person(user)
        async with self._turns[person.id]:
            await carry_out(person, given)

    # -- the chat and the home tab ---------------------------------------------------------------------

    async def _type(self, person: Person, given: Json) -> None:
        """Send what was typed: a command, or a message to the app."""
        text = _text(given, "text").strip()
        if not text:
            raise CannotDo("There is nothing to send yet.")
        if not text.startswith("/"):
            await person.say(text)
            return
        name, _, rest = text.partition(" ")
        if by_slash(name) is None:
            raise CannotDo(f"{name} is not a valid command. Type / to see those that there are.")
        await person.command(name, rest.strip())

    async def _home(self, person: Person, _: Json) -> None:
        await person.open_home()

    async def _press(self, person: Person, given: Json) -> None:
        """Press what stands in a message, a dialog or the home tab, as it is now."""
        ref, label = _text(given, "ref"), _text(given, "label")
        screen = self._screen(person, ref)
        await person.press(label or _text(given, "action"), on=screen)

    def _screen(self, person: Person, ref: str) -> Screen:
        dialogs, names = self._table.workspace.dialogs, self._named
        for view in (dialogs.top(person.id), dialogs.home(person.id)):
            if view is not None and view.id == ref:
                return of_view(view, names)
        for screen in person.messages():
            if screen.ref == ref:
                return screen
        raise CannotDo("That is not there any more.")

    async def _reload(self, person: Person, _: Json) -> None:
        self._table.workspace.reload(person.id)

    # -- dialogs ---------------------------------------------------------------------------------------

    async def _answer(self, person: Person, given: Json) -> None:
        """Keep what was typed or chosen in a field; what Slack sends at once is sent at once."""
        self._top(person, given)
        block = _text(given, "block")
        question = next((q for q in person.modal().questions if q.place.block_id == block), None)
        if question is None:
            raise CannotDo("That field is not asked for any more.")
        await person.answer(block, _given(question.place, given.get("value")))

    async def _examples(self, person: Person, given: Json) -> None:
        self._top(person, given)
        await fill_in(self._table, person, _text(given, "walk"))

    async def _send(self, person: Person, given: Json) -> None:
        view = self._top(person, given)
        try:
            await person.send()
        except ClientRefused:
            # Slack's own client shows these beside the fields, and so does every page that looks on.
            self._table.workspace.dialogs.object(view, self._objections(view))

    def _objections(self, view: View) -> dict[str, str]:
        screen = of_view(view, self._named)
        found = refusals(screen, view.state)
        return {q.place.block_id: found[q.label] for q in screen.questions if q.label in found}

    async def _close(self, person: Person, given: Json) -> None:
        self._top(person, given)
        await person.close()

    def _top(self, person: Person, given: Json) -> View:
        view = self._table.workspace.dialogs.top(person.id)
        if view is None or view.id != given.get("ref"):
            raise CannotDo("That dialog is not open any more.")
        return view

    def _named(self, user: str) -> str:
        found = self._table.workspace.users.get(user)
        return found.real_name if found else user


def _text(given: Json, name: str) -> str:
    value = given.get(name, "")
    return value if isinstance(value, str) else ""


def _given(place: Place, value: object) -> Given:
    """What the page sends for a field, as a person would give it: options by their words."""
    if isinstance(value, str):
        chosen = [value] if value else []
    else:
        chosen = [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
    if "options" in place.element:
        offered: list[Json] = place.element["options"]
        chosen = [option_label(option) for option in offered if option["value"] in chosen]
    if place.kind in ("checkboxes", "multi_static_select", "multi_users_select"):
        return tuple(chosen)
    return chosen[0] if chosen else None
