"""Filling in of a form in Teams, with the questions that the answers bring up."""

from __future__ import annotations

from collections.abc import Callable

from adapters.playground.people.finding import question_in, several
from adapters.playground.people.person import Given
from adapters.playground.people.screen import Question, Screen
from adapters.playground.stand_in.refusals import CannotDo, Json
from adapters.playground.teams import inputs
from adapters.playground.teams.client import Client, Place
from adapters.playground.teams.filling import NotListed, is_typing, next_value
from adapters.teams import data

Find = Callable[[Screen], Question]


class Fields:
    """The fields of the open dialog, or of the newest form in the chat."""

    def __init__(self, client: Client, tapped: Callable[[], None]) -> None:
        """`tapped` is called for each tap."""
        self._client = client
        self._tapped = tapped
        #: The question on whose answer others depend that have not been shown yet.
        self._unshown: str | None = None

    def forget(self) -> None:
        """The form is gone, or another one."""
        self._unshown = None

    async def fill_in(self, find: Find, given: Given) -> None:
        """Fill in one field. If it is not there, the questions that follow from earlier answers are shown first."""
        if self._unshown is not None and not _has(self._client.read(self._client.form()), find):
            await self.show_what_follows()
        while await self._tap(find, given):
            pass

    async def _tap(self, find: Find, given: Given) -> bool:
        """One tap (or one typing) in a field; false if it says `given` already."""
        form = self._client.form()
        question = find(self._client.read(form))
        if question.place.block_id.endswith(data.FIND) and _finds(question) is not None:
            # Nobody is on offer yet: the first to be picked is looked for.
            names = several(given)
            if names:
                await self._look_for(form, question, self._client.tenant.find_member(names[0]).real_name)
            return bool(names)
        held = form.values.get(question.place.block_id, "")
        try:
            value = next_value(question, held, given, self._client.tenant.find_member)
        except NotListed as missing:
            if _finds(question) is None:
                raise
            await self._look_for(form, question, missing.name)
            return True
        if value is None:
            return False
        if not is_typing(question):
            self._tapped()
        self._client.type(form, question.place.block_id, value)
        if question.place.dispatches:
            self._unshown = question.place.block_id
        return not is_typing(question)

    async def _look_for(self, form: Place, question: Question, name: str) -> None:
        """Type a colleague's name beside a question, and look for them. Raises CannotDo if they are not found."""
        box = question.place.block_id.removesuffix(data.FIND) + data.FIND
        if form.values.get(box) == name:
            raise CannotDo(f"{question.label!r} finds nobody called {name!r}.")
        self._client.type(form, box, name)
        finds = _finds(question)
        assert finds is not None  # as who calls this has seen
        self._tapped()
        await self._client.press(form, finds)

    async def show_what_follows(self) -> None:
        """Press the button beside the question whose answer brings up others."""
        if self._unshown is None:
            return
        form = self._client.form()
        place = question_in(self._client.read(form), self._unshown).place
        self._unshown = None
        if isinstance(place, inputs.Place) and place.follows is not None:
            self._tapped()
            await self._client.press(form, place.follows)


def _has(screen: Screen, find: Find) -> bool:
    try:
        find(screen)
    except CannotDo:
        return False
    return True


def _finds(question: Question) -> Json | None:
    """The button that looks for colleagues, where a question has one."""
    return question.place.finds if isinstance(question.place, inputs.Place) else None
