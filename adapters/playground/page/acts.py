"""Acts of a person in their window, carried out exactly as on their platform."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from adapters.playground.page.answers import fill_in
from adapters.playground.page.side import text
from adapters.playground.page.table import Table
from adapters.playground.page.windows import Windows
from adapters.playground.stand_in.refusals import CannotDo, Json


class Acts:
    """The acts of the people at one table. Each person does one thing after the other."""

    def __init__(self, table: Table, windows: Windows) -> None:
        self._table = table
        self._windows = windows
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def do(self, user: str, act: str, given: Json) -> None:
        """Do it. Raises KeyError for an act that there is not, PlaygroundError if it cannot be done."""
        person = self._table.cast.person(user)
        side = self._windows.side(person)
        carry_out = None if act == "examples" else side.acts[act]
        if act == "type" and not text(given, "text").strip():
            raise CannotDo("There is nothing to send yet.")
        async with self._turns[person.id]:
            if carry_out is not None:
                await carry_out(person, given)
            elif person.has_modal and person.modal().ref == given.get("ref"):
                await fill_in(self._table, side, person, text(given, "walk"))
            else:
                raise CannotDo("That dialog is not open any more.")
