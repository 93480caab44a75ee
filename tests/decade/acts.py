"""Acts of people: they open what waits, press what is offered, and fill in what is asked, as best they can."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Protocol

from bot.chat.cards import Button, Card, Look
from bot.chat.events import ActionEvent, CommandEvent, Event, HomeEvent, SubmitEvent, Value
from bot.chat.forms import ChoiceField, ChoicesField, DateField, Field, FileField, Form, PeopleField, TextField
from bot.chat.replies import OpenForm, Reply, ShowCard, ShowHome
from bot.people import PersonId
from tests.bot.matrix.values import VALUES

#: Acts that people begin, with their relative frequency.
_BEGIN = {
    "ended_contact": 60,
    "named_online": 8,
    "outside_contact": 8,
    "support": 8,
    "restriction": 5,
    "appeal": 3,
    "check_contact": 5,
    "harbour": 10,
}
_LOOKS = {Look.PRIMARY: 8, Look.PLAIN: 2, Look.CAREFUL: 2}
#: Buttons seldom pressed, and those that lead nowhere here.
_SELDOM = frozenset({"pass_on", "home.more", "form:home.away", "form:restriction.propose_at_once"})
#: Forms that begin something new: people open them of their own accord, and seldom.
_NEW = frozenset(f"form:{name}" for name in (
    "ended_contact.report", "named_online.report", "outside_contact.raise", "support_request.ask", "time_away.request",
    "restriction.suggest", "appeal.record", "advice.ask", "restorative.note",
))  # fmt: skip
_NEVER = frozenset({"followed", "form:evidence.add", "form:home.where"})
#: How far ahead a day is, by question; any other is today, or what the form suggests.
_AHEAD = {"review_on": 120, "back": 4, "due": 6, "first_day": 1, "reengage_on": 3}
#: How many steps somebody takes at a sitting, and how often they try to fill in a form.
_STEPS, _TRIES = 5, 6
#: The words by which what somebody typed is known again.
CANARY = re.compile(r"zz\d+zz")
#: Text typed by everybody, beside the words that identify it.
TYPED = "That is how it was."
_REFERENCES = re.compile(r"individual|reference|whom|about")


class Tells(Protocol):
    """Carries out an event, with all faults, and returns the reply; None if there was none."""

    def __call__(self, event: Event, *, sends: str = "") -> Awaitable[Reply | None]:
        """`sends` are the words by which the text is recognised later."""
        ...


@dataclass
class Acts:
    """Everything that people do, drawn from one source of chance."""

    random: Random
    tells: Tells
    #: The colleagues whom somebody may name.
    colleagues: Callable[[], Sequence[PersonId]]
    managers: Callable[[], Sequence[PersonId]]
    today: Callable[[], date]
    done: Counter[str] = field(default_factory=Counter)
    given_up: Counter[str] = field(default_factory=Counter)
    words: int = 0
    _keys: int = 0

    # -- what they begin with ---------------------------------------------------------------------------

    async def begins(self, person: PersonId) -> None:
        """Something new."""
        name = self.random.choices(list(_BEGIN), list(_BEGIN.values()))[0]
        await self._follows(person, await self.tells(CommandEvent(person=person, name=name)), _STEPS)

    async def answers(self, person: PersonId, asks: Sequence[Card]) -> None:
        """Answer a message in their chat that asks for something, or else look in their home."""
        if self.random.random() < 0.8:
            await self._follows(person, ShowCard(self.random.choice(asks[-6:])), _STEPS)
        else:
            await self._follows(person, await self.tells(HomeEvent(person=person)), _STEPS)

    # -- what they press ----------------------------------------------------------------------------------

    async def _follows(self, person: PersonId, reply: Reply | None, steps: int) -> None:
        while reply is not None and steps > 0:
            steps -= 1
            match reply:
                case OpenForm(form):
                    reply = await self._fills_in(person, form)
                case ShowCard(card) | ShowHome(card):
                    button = self._chosen(card)
                    if button is None:
                        return
                    reply = await self.tells(self._press(person, button))
                case _:
                    return

    def _chosen(self, card: Card) -> Button | None:
        buttons = [each for each in card.buttons() if each.action not in _NEVER]
        weights = [0.2 if each.action in _SELDOM | _NEW else _LOOKS[each.look] for each in buttons]
        return self.random.choices(buttons, weights)[0] if buttons else None

    def _press(self, person: PersonId, button: Button) -> Event:
        self.done[button.action.partition(".")[0]] += 1
        return ActionEvent(person=person, action=button.action, about=button.about, extra=button.extra, key=self._key())

    def _key(self) -> str:
        self._keys += 1
        return f"k{self._keys}"

    # -- what they fill in --------------------------------------------------------------------------------

    async def _fills_in(self, person: PersonId, form: Form) -> Reply | None:
        """The answer to the form once it is taken; None where it is given up."""
        values: dict[str, Value] = dict(form.values)
        self.words += 1
        sends = f"zz{self.words}zz"
        known = self.random.choice(VALUES.get(form.name, ({},)))
        for attempt in range(_TRIES):
            for question in form.fields():
                wrong = question.id in form.errors
                if not wrong and (values.get(question.id) or not self._is_answered(question)):
                    continue
                suggested = known.get(question.id) if attempt >= 2 else None
                values[question.id] = self._answer(question, person, sends, attempt, suggested)
            event = SubmitEvent(
                person=person, form=form.name, about=form.about, extra=form.extra, values=values, key=self._key()
            )
            reply = await self.tells(event, sends=sends)
            if not (isinstance(reply, OpenForm) and reply.form.name == form.name and reply.form.errors):
                self.done[f"form:{form.name}"] += 1
                return reply
            form = reply.form
        self.given_up[f"{form.name} {sorted(form.errors)}"] += 1
        return None

    def _is_answered(self, question: Field[object]) -> bool:
        return question.required or question.one_of or self.random.random() < 0.2

    def _answer(self, question: Field[object], person: PersonId, sends: str, attempt: int, suggested: Value) -> Value:
        match question:
            case ChoiceField(options=options) if options:
                values = [each.value for each in options]
                return suggested if suggested in values else self.random.choice(values)
            case ChoicesField(options=options) if options:
                values = [each.value for each in options]
                many = len(values) if question.id == "thought_of" else min(len(values), self.random.choice((1, 1, 2)))
                return tuple(self.random.sample(values, many))
            case PeopleField(most=most):
                those = self.managers() if question.id == "to" else self.colleagues()
                others = [each for each in those if each != person]
                return tuple(self.random.sample(others, min(most, self.random.choice((1, 1, 1, 2)), len(others))))
            case DateField(earliest=earliest, latest=latest):
                ahead = (_AHEAD.get(question.id, 0), 0, 7, -1, 60, 1)[attempt]
                day = self.today() + timedelta(days=ahead)
                return min(max(day, earliest or day), latest or day).isoformat()
            case FileField():
                return None
            case TextField(longest=longest):
                if _REFERENCES.fullmatch(question.id):
                    return f"HA-{self.random.randrange(20000, 20040)}"
                return f"{sends} {TYPED}"[:longest]
        return "10:00"
