"""Canaries: a word of its own in every field that takes words, to be found in dialogs and nowhere else at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

from adapters.playground.people.person import Given, Person
from bot.chat.forms import Form, TextField
from bot.views.examples.gathered import EXAMPLES
from tests.journeys.acts import closed, fill, opens
from tests.journeys.world import World


class Canaries:
    """Canaries typed so far, and the fields of each form that held one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.words: list[str] = []
        self.filled: set[tuple[str, str]] = set()
        self._numbers = count(1)

    def word(self) -> str:
        """A new canary."""
        self.words.append(f"canary{next(self._numbers):03d}bird")
        return self.words[-1]

    def link(self) -> str:
        """A link with a canary as its host, and one in its path."""
        return f"https://{self.word()}.example/{self.word()}"

    async def types(self, person: Person) -> None:
        """A canary into every field of the open dialog that takes words."""
        seen: set[str] = set()
        while fresh := [block for block in self._typed(person) if block not in seen]:
            for block in fresh:
                seen.add(block)
                self.filled.add((self._form(person), _kind(block)))
                await person.answer(block, self.link() if block == "link" else f"{self.word()} sings")

    async def sends(self, person: Person, answers: Mapping[str, Given] | None = None) -> None:
        """Fill in a form, every word a canary, and send it."""
        await fill(person, answers or {})
        await self.types(person)
        await person.send()
        assert not (person.has_modal and person.modal().errors), person.modal().errors

    async def does(self, who: str, ref: str, what: str, answers: Mapping[str, Given] | None = None) -> None:
        """Open it, press, fill in with canaries, send, close."""
        person = await opens(self.world, who, ref)
        await person.press(what)
        await self.sends(person, answers)
        await self.leaves(person)

    async def answers(self, who: str, ref: str, label: str) -> None:
        """A manager answers from their message."""
        person = self.world.person(who)
        await person.press(label, near=ref)
        await self.sends(person)
        await self.leaves(person)

    async def own(self, who: str, ref: str, what: str, *, sends: bool = False) -> None:
        """Act on one's own request or contact; `sends`: a form without words."""
        person = self.world.person(who)
        await person.open_home()
        await person.press("Open", "home", near=ref)
        await person.press(what)
        if sends or self._typed(person):
            await self.sends(person)
        await self.leaves(person)

    async def leaves(self, person: Person) -> None:
        """Close every dialog and let the service do its due work."""
        await closed(person)
        await self.world.settle()

    def _typed(self, person: Person) -> list[str]:
        return [q.place.block_id for q in person.modal().questions if q.is_text]

    def _form(self, person: Person) -> str:
        return self.world.side(person).form(person)


def free_text(*prefixes: str) -> set[tuple[str, str]]:
    """Every field that takes words of the forms whose names begin so, by the examples: a form and the field's id."""
    forms = [drawn for draw in EXAMPLES.values() if isinstance(drawn := draw(), Form)]
    ours = (form for form in forms if form.name.startswith(prefixes))
    return {(form.name, _kind(f.id)) for form in ours for f in form.fields() if isinstance(f, TextField)}


def _kind(field: str) -> str:
    """A field that there is one of for each person, letter or part of a text, without which."""
    return re.sub(r"^(view-|text_|summary_).*", r"\1", field)
