"""Buttons answered in the chat itself, for a client that opens no dialogs.

A chat is kept for ever, and others may look on. So only a form that holds nothing of any record is drawn there, empty,
and only sentences are said. Everything else opens in a dialog, or not at all.

A draft beside the form keeps what the form in the chat does not hold: what was typed before it was drawn, and the
answers of a first part that brought up a second. It belongs to one showing of the form: two of them in one chat are
two reports.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from adapters.house.service import Refusal, Service, Transactions
from adapters.logs import logger
from adapters.teams import cards, forms
from adapters.teams.errors import TeamsError
from adapters.teams.identity import CHOOSE
from adapters.teams.inbound import Heard
from adapters.teams.turns import Turn
from bot.chat.cards import Button, Card, Look, Small, Text
from bot.chat.events import ActionEvent, Event, ReshapeEvent, SubmitEvent, Values
from bot.chat.forms import Form, TextField
from bot.chat.replies import Done, OpenForm, Reply, ShowCard, ShowHome
from bot.people import PersonId
from bot.ports import UnitOfWork

Json = dict[str, Any]

OPENS = "This opens in a dialog. Please use Teams on the web, on a computer or on a phone."
FURTHER = (
    "Not sent yet. Your answers bring up further questions. "
    "Please answer these as well, and press the button below them."
)
HERE = "Answer here in the chat"
_KEPT = "What you wrote before is kept, and goes with this. If you write it here again, this counts instead."
_NEEDED = "This is still needed. Your answers are still in the form above: please change it there and send it again."
_WHOLE = "Please type the whole name of your colleague, or their e-mail."
ALREADY = "We have this already. Nothing was sent twice."
THANKS = (
    "Thank you. Whoever needs to see this is told, and you hear from Harbour here when there is news for you. "
    "If anyone is in danger, call 999."
)
_SENT = "Sent."
#: Acts that show a form and change nothing.
_OPENING = re.compile(r"form:.+|draft\.open")
_REFERENCE = re.compile(r"\b[A-Z]{2}-\d{4,}\b")
#: A receipt's own reference, if it is not in its title; other references belong to other records.
_OWN = re.compile(rf"\b[Rr]eference (?:is )?(?=({_REFERENCE.pattern}))")


class Further(OpenForm):
    """A form that was sent and is not accepted yet: its answers bring up questions that were not asked."""


class Already(Done):
    """A form that was sent before, and is not sent again."""


@dataclass(frozen=True, kw_only=True)
class _Beside:
    """Draft kept beside a form in the chat."""

    #: Text typed before the form was drawn without it.
    given: Values = field(default_factory=dict, repr=False)
    #: The answers of its first part; an unanswered question has none.
    asked: Values = field(default_factory=dict, repr=False)
    #: The messages with its further parts.
    parts: tuple[str, ...] = ()


class InChat:
    """Answers buttons in the chat."""

    def __init__(self, service: Service, store: Transactions) -> None:
        self._service = service
        self._store = store

    async def here(self, card: Card, person: PersonId) -> Button | None:
        """Button that draws the form in the chat instead of the dialog of the card's only button, if allowed."""
        buttons = card.buttons()
        if len(buttons) != 1 or not _OPENING.fullmatch(buttons[0].action):
            return None
        (button,) = buttons
        opened = ActionEvent(person=person, action=button.action, about=button.about, extra=button.extra)
        reply = await self._service.foreseen(opened)
        may_be = isinstance(reply, OpenForm) and _may_be_here(reply.form)
        return replace(button, label=HERE, look=Look.PLAIN) if may_be else None

    async def completed(self, heard: Heard, event: SubmitEvent) -> SubmitEvent:
        """The submitted form, completed from the draft beside it."""
        if event.about is not None:
            return event
        beside = await self._store.arun(lambda uow: _beside(uow, event.person, _showing(heard)))
        values = {**beside.asked, **event.values}
        values |= {name: value for name, value in beside.given.items() if not values.get(name)}
        return replace(event, values=values)

    async def further(self, heard: Heard, event: SubmitEvent) -> Further | Already | None:
        """The questions that the answers bring up and that were not asked, as a form of their own, if one is required.

        Missing required answers are asked for once more among them. After the form was sent, no part of it has any
        questions.
        """
        if event.key and await self._service.was_done(event.key):
            return Already(ALREADY)
        if event.problems:
            return None  # an unidentified colleague is asked for first, or the typed name would be lost
        before, now = await self._drawn(event, {}), await self._drawn(event, event.values)
        if before is None or now is None or not _may_be_here(now):
            return None
        asked = {*event.values, *(question.id for question in before.fields())}
        if not due(now, asked):
            return None
        further = tuple(q for q in now.fields() if q.id not in asked or (q.required and not event.values.get(q.id)))
        answers = {name: event.values.get(name) for name in asked}
        await self._store.arun(lambda uow: uow.drafts.keep(event.person, _asked(_showing(heard)), answers))
        await self._service.unsent(event)
        return Further(replace(now, body=(Text(FURTHER), *further), values={}, errors={}))

    async def give(self, heard: Heard, event: Event, reply: Reply, turn: Turn) -> None:
        """Say the reply, or draw it. Raises TeamsError, Unrenderable."""
        match reply:
            case Further(form):
                # The same showing: both parts are one act, and the second knows the message of the first.
                showing = heard.pointer.showing or mark()
                part = await turn.reply(forms.in_chat(form, showing=showing, card_id=heard.card or ""))
                await self._store.arun(lambda uow: _add_part(uow, event.person, _showing(heard), part))
            case OpenForm(form) if form.errors and isinstance(event, SubmitEvent):
                await self._wait(heard, event)
                await turn.reply(cards.message(_needed(form)))
            case OpenForm(form) if isinstance(event, ActionEvent) and _may_be_here(form):
                await self._draw(event, form, turn)
            case Refusal(card=card):
                await turn.reply(said(words(card)))
            case Already(text):
                await turn.reply(said(text))
            case ShowCard() | ShowHome() | Done() if isinstance(event, SubmitEvent):
                await self._sent(heard, event, reply, turn)
            case Done(text) if text:
                await turn.reply(said(text))
            case Done():
                return
            case _:
                await turn.reply(said(OPENS))

    async def _draw(self, event: ActionEvent, form: Form, turn: Turn) -> None:
        """The form without a word that anybody typed; that is kept beside it."""
        texts = {f.id for f in form.fields() if isinstance(f, TextField)}
        given = {name: value for name, value in form.values.items() if name in texts and value}
        empty = await self._drawn(SubmitEvent(person=event.person, form=form.name), {})
        if empty is None or not _may_be_here(empty):
            await turn.reply(said(OPENS))
            return
        showing = mark()
        if given:
            await self._store.arun(lambda uow: uow.drafts.keep(event.person, _given(f"{form.name} {showing}"), given))
        lead = (Text(_KEPT),) if given else ()
        drawn = replace(empty, body=(*lead, *empty.body), errors={})
        await turn.reply(forms.in_chat(drawn, showing=showing))

    async def _drawn(self, event: SubmitEvent, values: Values) -> Form | None:
        """The form as these answers shape it, if the person may see it."""
        again = ReshapeEvent(person=event.person, form=event.form, about=event.about, extra=event.extra, values=values)
        reply = await self._service.handle(again)
        return reply.form if isinstance(reply, OpenForm) else None

    async def _wait(self, heard: Heard, event: SubmitEvent) -> None:
        """Keep the answers of a further part until the errors of another one are corrected.

        Not if a typed colleague could not be identified: that text would be lost.
        """
        if event.problems or event.about is not None:
            return
        await self._store.arun(lambda uow: uow.drafts.keep(event.person, _asked(_showing(heard)), event.values))

    async def _sent(self, heard: Heard, event: SubmitEvent, reply: Reply, turn: Turn) -> None:
        """Replace all parts of the form in the chat by the confirmation, and delete the draft beside it."""
        beside = await self._store.arun(lambda uow: _taken_beside(uow, event.person, _showing(heard)))
        message = cards.message(_news(reply))
        places = dict.fromkeys(place for place in (heard.card, *beside.parts, heard.reply_to) if place)
        rewritten = [await _rewritten(place, message, turn) for place in places]
        if not any(rewritten):
            await turn.reply(message)


async def _rewritten(place: str, message: Json, turn: Turn) -> bool:
    try:
        await turn.update(place, message)
    except TeamsError as error:
        logger().warning("teams.not_rewritten", reason=error.code, status=error.status)
        return False
    return True


def due(form: Form, asked: Collection[str]) -> bool:
    """True if a question that was not asked keeps the form from being sent.

    A required one does, and one that comes filled in: nobody is to state what they have not read.
    """
    return any(q.required or form.values.get(q.id) for q in form.fields() if q.id not in asked)


def mark() -> str:
    """The mark of a new showing of a form."""
    return secrets.token_hex(4)


def said(sentence: str) -> Json:
    """A message of one sentence."""
    return cards.message(Card(title="Harbour", blocks=(Text(sentence),)))


def words(card: Card) -> str:
    """The sentences of a card that has nothing but sentences."""
    return " ".join(block.text for block in card.blocks if isinstance(block, Text))


def _may_be_here(form: Form) -> bool:
    """True if a form is of no record: it points at none, and shows nothing that anybody has written."""
    return forms.fits_chat(form) and not form.extra


def _needed(form: Form) -> Card:
    """Card of the questions still open, with what to do about each, and nothing that was typed."""
    labels = {question.id: question.label for question in form.fields()}
    # A chat never shows a list of names.
    errors = {name: _WHOLE if sentence == CHOOSE else sentence for name, sentence in form.errors.items()}
    lines = (Text(f"{labels[name]}: {s}" if name in labels else s) for name, s in errors.items())
    return Card(title="Not sent yet", blocks=(Text(_NEEDED), *lines))


def _news(reply: Reply) -> Card:
    """Confirmation that the form was sent, with the receipt's reference if it names one."""
    match reply:
        case Done(text) if text:
            return Card(title=text, settled=True)
        case ShowCard(card) | ShowHome(card):
            title = " ".join(filter(None, (_SENT, _reference(card))))
        case _:
            title = _SENT
    return Card(title=title, blocks=(Text(THANKS),), settled=True)


def _reference(card: Card) -> str | None:
    """The submission's own reference. A receipt may hold others: of its consequences, or the individual's."""
    said_ = (block.text for block in card.blocks if isinstance(block, Text | Small))
    own = next((found[1] for text in said_ if (found := _OWN.search(text))), None)
    titled = _REFERENCE.search(card.title)
    return own or (titled[0] if titled else None)


def _showing(heard: Heard) -> str:
    """Which form in the chat it is."""
    return f"{heard.name} {heard.pointer.showing}"


def _given(showing: str) -> str:
    return f"in chat, given: {showing}"


def _asked(showing: str) -> str:
    return f"in chat, asked: {showing}"


def _parts(showing: str) -> str:
    return f"in chat, parts: {showing}"


def _beside(uow: UnitOfWork, person: PersonId, showing: str) -> _Beside:
    given, asked = (uow.drafts.find(person, name) for name in (_given(showing), _asked(showing)))
    found = uow.drafts.find(person, _parts(showing)) or {}
    parts = found.get("messages") or ()
    return _Beside(given=given or {}, asked=asked or {}, parts=(parts,) if isinstance(parts, str) else parts)


def _add_part(uow: UnitOfWork, person: PersonId, showing: str, message: str) -> None:
    before = _beside(uow, person, showing).parts
    uow.drafts.keep(person, _parts(showing), {"messages": (*before, message)})


def _taken_beside(uow: UnitOfWork, person: PersonId, showing: str) -> _Beside:
    """Return the draft beside a form, and delete it."""
    beside = _beside(uow, person, showing)
    for name in (_given(showing), _asked(showing), _parts(showing)):
        uow.drafts.drop(person, name)
    return beside
