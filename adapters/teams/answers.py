"""A reply of the core, carried back to where in Teams something was done (architecture, idea 2).

| done in                 | a form                 | a card       | a sentence                 |
| ----------------------- | ---------------------- | ------------ | -------------------------- |
| a button of a message   | a dialog               | a dialog     | a small dialog             |
| a dialog                | in its place           | in its place | in its place, or it closes |
| the chat, typed         | a button that opens it | a message    | a message                  |

A dialog that was sent is gone on the person's side: what they typed is drawn again with whatever is
answered, or read back to them, so that nothing typed is lost. What is done with a button in the
chat itself is answered by `in_chat`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from adapters.chat.errors import Unrenderable
from adapters.house.service import Refusal, Service, Transactions
from adapters.logs import logger
from adapters.teams import cards, forms
from adapters.teams.in_chat import OPENS, Already, Further, InChat, due, mark, said, words
from adapters.teams.inbound import Heard, Kind
from adapters.teams.offers import Offers
from adapters.teams.people import Colleagues
from adapters.teams.turns import Turn
from bot.chat.cards import Block, Card, Divider, Heading, Quote, Small, Text
from bot.chat.events import Event, ReshapeEvent, SubmitEvent
from bot.chat.forms import Form, PeopleField
from bot.chat.replies import Done, OpenForm, Reply, ShowCard, ShowHome
from bot.people import People

Json = dict[str, Any]

FURTHER = f"Not sent yet. Your answers bring up further questions. Each of them is marked “{forms.NEW}”."
CHANGED = "Not sent yet. What is asked here has changed since it was opened. Please look through it and send it again."
NO_LONGER_ASKED = "This is no longer asked, and is not sent. Copy what you need."
TYPED = "What you typed"
_COPY = "The form cannot be shown again at the moment. What you typed is below: copy what you need."
_DONE = "Done."
_TITLE = "Harbour"
#: Seconds for drawing a form again after something went wrong.
_AGAIN = 0.6
_NOBODY = Colleagues.of(People(()))


class Answers:
    """Carries replies back."""

    def __init__(self, service: Service, store: Transactions, offers: Offers) -> None:
        self._service = service
        self._store = store
        self._offers = offers
        self._in_chat = InChat(service, store)

    async def completed(self, heard: Heard, event: Event) -> Event:
        """The event, completed with the answers from other parts of its form."""
        if heard.kind is Kind.CHAT and isinstance(event, SubmitEvent):
            return await self._in_chat.completed(heard, event)
        return event

    async def further(self, heard: Heard, event: Event) -> Further | Already | None:
        """Return the questions that the answers bring up and that were not drawn; None if the form is complete.

        Cards of Teams cannot call back when something is chosen. A complete form is accepted as it is. A form that was
        sent before has no further questions: in the chat that is said; in a dialog, the core has an answer of its own.
        """
        if not isinstance(event, SubmitEvent):
            return None
        if heard.kind is Kind.CHAT:
            return await self._in_chat.further(heard, event)
        if not heard.drawn or (event.key and await self._service.was_done(event.key)):
            return None
        form = await self._drawn(event)
        if form is None or not _holds_up(heard, form):
            return None
        await self._service.unsent(event)
        return Further(form)

    async def give(self, heard: Heard, event: Event, reply: Reply, turn: Turn) -> Json | None:
        """Show the reply; returns the body of the answer to an invoke, or None. Raises TeamsError, Unrenderable."""
        match heard.kind:
            case Kind.FETCH:
                return await self._opened(heard, reply)
            case Kind.SUBMIT:
                body = await self._in_dialog(heard, event, reply)
                if heard.card and isinstance(event, SubmitEvent) and not isinstance(reply, OpenForm | Refusal):
                    self._offers.settle(heard, heard.card)
                return body
            case Kind.CHAT:
                await self._in_chat.give(heard, event, reply, turn)
            case _:
                await self._typed(heard, event, reply, turn)
        return None

    async def refuse(self, heard: Heard, sentence: str, turn: Turn, event: Event | None = None) -> Json | None:
        """Show one sentence instead of an answer; text typed in a dialog comes back with it. Raises TeamsError."""
        if heard.kind is Kind.SUBMIT:
            return await self._refused(heard, event, sentence)
        return await self.saved(heard, sentence, turn)

    async def saved(self, heard: Heard, sentence: str, turn: Turn) -> Json | None:
        """Show one sentence; typed text need not come back. Raises TeamsError."""
        if heard.is_invoke:
            return told(sentence)
        await turn.reply(said(sentence))
        return None

    # -- a dialog ----------------------------------------------------------------------------------

    async def _opened(self, heard: Heard, reply: Reply) -> Json:
        match reply:
            case OpenForm(form):
                return await self._form(heard, form)
            case ShowCard(card) | ShowHome(card):
                return _shown(cards.dialog(card, card_id=heard.card or ""))
            case Done(text):
                return told(text or _DONE)

    async def _in_dialog(self, heard: Heard, event: Event, reply: Reply) -> Json | None:
        match reply:
            case Further(form):
                return await self._reshaped(heard, form)
            case OpenForm(form) if isinstance(event, ReshapeEvent):
                return await self._again(heard, form)
            case OpenForm(form) if form.errors and form.name == heard.name:
                return await self._again(heard, form, new=_asked(form) - heard.answers.asked)
            case Refusal(card=card):
                return await self._back(heard, event, words(card), card.title)
            case Done(text="") if not isinstance(event, ReshapeEvent):
                return None
            case _:
                return await self._opened(heard, reply)

    async def _refused(self, heard: Heard, event: Event | None, sentence: str) -> Json:
        try:
            async with asyncio.timeout(_AGAIN):
                return await self._back(heard, event, sentence)
        except Exception as error:  # noqa: BLE001 - the typed text comes back all the same
            logger().warning("teams.not_drawn_again", exc_info=error)
        try:
            return _typed_back(heard, sentence)
        except Unrenderable as error:
            logger().error("teams.typed_not_shown", exc_info=error)
            return told(sentence)

    async def _back(self, heard: Heard, event: Event | None, reason: str, title: str = _TITLE) -> Json:
        """The form as it was sent, with the reason above it; the typed text alone if there is no such form now."""
        form = await self._drawn(event) if isinstance(event, SubmitEvent | ReshapeEvent) else None
        return _typed_back(heard, reason, title) if form is None else await self._again(heard, form, reason)

    async def _drawn(self, event: SubmitEvent | ReshapeEvent) -> Form | None:
        """The form as these answers shape it, if it may still be seen."""
        again = ReshapeEvent(
            person=event.person, form=event.form, about=event.about, extra=event.extra, values=event.values
        )
        reply = await self._service.handle(again)
        return reply.form if isinstance(reply, OpenForm) else None

    async def _reshaped(self, heard: Heard, form: Form) -> Json:
        """The form with other questions than were answered: new ones are marked, and lost answers are shown to copy."""
        answered, asked = heard.answers.asked, _asked(form)
        new = asked - answered
        if gone := tuple(_texts(heard, answered - asked)):
            typed = (Quote(text) for text in gone)
            back: tuple[Block, ...] = (Heading(TYPED), Small(NO_LONGER_ASKED), *typed, Divider())
            form = replace(form, body=(*back, *form.body))
        return await self._again(heard, form, FURTHER if new else CHANGED, new)

    async def _again(self, heard: Heard, form: Form, note: str = "", new: Collection[str] = ()) -> Json:
        """The same showing of a form: sent twice, it is still one act."""
        showing, finding = heard.pointer.showing or mark(), heard.answers.finding
        people = await self._colleagues(form)
        return _shown(
            forms.dialog(form, people, showing=showing, card_id=heard.card or "", finding=finding, note=note, new=new)
        )

    async def _form(self, heard: Heard, form: Form) -> Json:
        people = await self._colleagues(form)
        return _shown(forms.dialog(form, people, showing=mark(), card_id=heard.card or ""))

    async def _colleagues(self, form: Form) -> Colleagues:
        """Colleagues that a form may ask for; the directory is read only if it has a people field."""
        if not any(isinstance(question, PeopleField) for question in form.fields()):
            return _NOBODY
        return await self._store.arun(lambda uow: Colleagues.of(uow.people))

    # -- the chat ----------------------------------------------------------------------------------

    async def _typed(self, heard: Heard, event: Event, reply: Reply, turn: Turn) -> None:
        """A message opens no dialog and is kept for ever: its answer holds no content."""
        match reply:
            case ShowCard(card):
                here = await self._in_chat.here(card, event.person)
                message = await turn.reply(cards.message(card, here=here))
                if len(card.buttons()) == 1:
                    self._offers.made(heard, message)
            case OpenForm() | ShowHome():
                await turn.reply(said(OPENS))
            case Done(text) if text:
                await turn.reply(said(text))


def told(sentence: str) -> Json:
    """The body of an answer that shows one sentence in a dialog."""
    return {"task": {"type": "message", "value": sentence}}


def _asked(form: Form) -> set[str]:
    return {question.id for question in form.fields()}


def _holds_up(heard: Heard, form: Form) -> bool:
    """True if sending it as it is would lose something: a further question that needs its answer, or words typed."""
    if forms.drawn(form) == heard.drawn:
        return False
    return bool(due(form, heard.answers.asked) or tuple(_texts(heard, heard.answers.asked - _asked(form))))


def _shown(dialog: Json) -> Json:
    return {"task": {"type": "continue", "value": dialog}}


def _typed_back(heard: Heard, reason: str, title: str = _TITLE) -> Json:
    """The reason, and the typed text, for this person alone. Raises Unrenderable."""
    typed = tuple(Quote(text) for text in _texts(heard, heard.answers.asked))
    back: tuple[Block, ...] = (Text(_COPY), Heading(TYPED), *typed) if typed else ()
    return _shown(cards.dialog(Card(title=title, blocks=(Text(reason), *back))))


def _texts(heard: Heard, of: Collection[str]) -> Iterator[str]:
    """Yield the typed, not chosen, answers to these questions."""
    answers = heard.answers
    typed = {name: value for name, value in answers.values.items() if name not in answers.chosen}
    for name, value in (*typed.items(), *answers.finding.items()):
        if name in of and isinstance(value, str) and value.strip():
            yield value
