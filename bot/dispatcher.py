"""From an event to its handler, by explicit tables; from an error to a reply that a person understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.chat import commands
from bot.chat.cards import Button, Buttons, Card, Text
from bot.chat.events import (
    ActionEvent,
    CommandEvent,
    Event,
    HomeEvent,
    InstalledEvent,
    MessageEvent,
    ReshapeEvent,
    SubmitEvent,
    Values,
)
from bot.chat.forms import Answers, Form
from bot.chat.replies import Done, OpenForm, Reply, ShowCard
from bot.errors import HarbourError, Incomplete, NotFound
from bot.flows import assignment, matters, naming, register, unsent, untold
from bot.flows.browser import address as browser
from bot.flows.documents import conversation as documents
from bot.flows.evidence.conversation import sent_beside, sent_in_chat
from bot.flows.home import conversation as home
from bot.flows.letters import conversation as letters
from bot.flows.request import Acts, FormFlow, Request
from bot.flows.subject_access import conversation as subject_access
from bot.ports import UnitOfWork
from bot.topics import KINDS, TOPICS, WHOLE
from bot.views.context import Context
from bot.views.home import unsent as views
from bot.views.home import untold as untold_views

T = TypeVar("T")


class Unchanged(Exception):
    """Roll back, then give `reply`: nothing of this unit of work is kept."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply


#: Draws a record for the records administrator, by kind.
_READ = {name: kind.read for name, kind in KINDS.items() if kind.read is not None}


def _open_unsent(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Open a form that was begun and not sent, with the answers it had."""
    match unsent.begun_again(event, uow):
        case SubmitEvent() as sent:
            return _drawn(sent.form, Request.of(sent), uow)
        case CommandEvent() as typed:
            return _found(COMMANDS, typed.name)(typed, uow)
    return unsent.nothing()


COMMANDS: Mapping[str, Callable[[CommandEvent, UnitOfWork], Reply]] = {
    **{name: start for topic in TOPICS for name, start in topic.commands.items()},
    "harbour": home.start,
}

ACTIONS: Acts = {
    **{name: act for topic in TOPICS for name, act in topic.actions.items()},
    **assignment.ACTIONS,
    **letters.ACTIONS,
    **register.actions(_READ),
    **subject_access.actions(WHOLE),
    **home.ACTIONS,
    **matters.ACTIONS,
    **browser.ACTIONS,
    views.OPEN: _open_unsent,
    views.THROW_AWAY: unsent.throw_away,
}

FORMS: Mapping[str, FormFlow] = {
    **{name: flow for topic in TOPICS for name, flow in topic.forms.items()},
    **letters.FORMS,
    **documents.forms_of(WHOLE),
    **naming.FORMS,
    **register.forms(_READ),
    **subject_access.forms(WHOLE),
    **home.FORMS,
    **matters.FORMS,
}

#: The actions that open a record for its readers.
_OPENS_RECORD = frozenset(kind.words.opens for kind in KINDS.values() if kind.words is not None and kind.words.opens)

#: A button whose action begins so opens the form named after it.
OPENS = "form:"


class Dispatcher:
    """Answers events, each inside one unit of work."""

    def handle(self, event: Event, uow: UnitOfWork) -> Reply:
        """Return the answer. Raises Unchanged with the answer if nothing is to be kept."""
        try:
            reply = self._handle(event, uow)
            return OpenForm(untold.told(reply.form, event.person, uow)) if isinstance(reply, OpenForm) else reply
        except HarbourError as error:
            raise Unchanged(_sorry(error)) from None

    def untold(self, event: SubmitEvent, uow: UnitOfWork) -> None:
        """Note that a submission was saved but its sender was not told in time."""
        untold.note(event, uow)

    def keep(self, event: Event, uow: UnitOfWork) -> Reply:
        """Save typed text whose form could not be opened or accepted; returns a button that opens it."""
        if isinstance(event, SubmitEvent):
            unsent.keep(event, uow)
            return Done()
        if not isinstance(event, CommandEvent) or not event.text:
            return Done("That did not open in time. It may be saved already; pressing it again does nothing twice.")
        unsent.typed(event, uow)
        draft = uow.drafts.keep(event.person, event.name, {"text": event.text})
        again = Button(label="Open the form", action="draft.open", extra=draft)
        text = "The form did not open in time. What you wrote is kept for you, and nobody has seen it."
        return ShowCard(Card(title="One more tap", blocks=(Text(text), Buttons((again,)))))

    def _handle(self, event: Event, uow: UnitOfWork) -> Reply:
        match event:
            case CommandEvent():
                unsent.typed(event, uow)
                return _found(COMMANDS, event.name)(event, uow)
            case ActionEvent(action="draft.open"):
                return self._open_draft(event, uow)
            case ActionEvent(action=action) if action.startswith(OPENS):
                return _drawn(action.removeprefix(OPENS), Request.of(event), uow)
            case ActionEvent():
                return self._act(event, uow)
            case ReshapeEvent():
                return _drawn(event.form, Request.of(event), uow)
            case SubmitEvent():
                return self._submit(event, uow)
            case MessageEvent():
                return self._said(event, uow)
            case HomeEvent():
                return home.show(event, uow)
            case InstalledEvent():
                return home.welcome(event, uow)
        raise NotFound

    def _act(self, event: ActionEvent, uow: UnitOfWork) -> Reply:
        handler = _found(ACTIONS, event.action)
        if event.key and uow.once(event.key) is not None:
            return Done("That has been done already. Nothing was done twice.")
        reply = handler(event, uow)
        if isinstance(reply, ShowCard) and event.action in _OPENS_RECORD:
            reply = ShowCard(documents.beside(reply.card, event.about, event.person, WHOLE, uow))
        return browser.with_way(event, reply, uow)

    def _submit(self, event: SubmitEvent, uow: UnitOfWork) -> Reply:
        """Check for a repeat, then validate, then act. Repeats are answered first, even if the record has moved on
        since.
        """
        flow = _found(FORMS, event.form)
        if event.key and uow.once(event.key) is not None:
            untold.settle(event.person, event.form, uow)
            return self._again(event, flow, uow)
        before = untold.is_again(event, uow)
        untold.settle(event.person, event.form, uow)
        if before is not None:
            return ShowCard(untold_views.already(before, Context.of(uow, event.person)))
        form = flow.draw(Request.of(event), uow)
        try:
            reply = flow.submit(event, _read(form, event.values, event.problems), uow)
        except Incomplete as missing:
            again = untold.told(form.filled(event.values).with_errors(missing.errors), event.person, uow)
            raise Unchanged(OpenForm(again)) from None
        unsent.settle(event.person, event.form, uow)
        return reply

    def _again(self, event: SubmitEvent, flow: FormFlow, uow: UnitOfWork) -> Reply:
        """Answer a repeated submission, whose sender has not seen the first answer."""
        if flow.again is None:
            return Done("We have this already. Nothing was sent twice.")
        return flow.again(event, lambda: _read(flow.draw(Request.of(event), uow), event.values, event.problems), uow)

    def _said(self, event: MessageEvent, uow: UnitOfWork) -> Reply:
        if event.key and uow.once(event.key) is not None:
            return Done()
        found = commands.typed(event.text)
        if found is None:
            return sent_in_chat(event, uow) if event.with_file else home.did_not_understand(event, uow)
        command, text = found
        offered = home.offer(command, text, event, uow)
        return sent_beside(offered, event, uow) if event.with_file else offered

    def _open_draft(self, event: ActionEvent, uow: UnitOfWork) -> Reply:
        draft, mark, chosen = (*event.extra.split(" "), "", "")[:3]
        kept = uow.drafts.take(event.person, draft)
        if kept is None and not chosen:
            raise NotFound
        # The typed text has been sent meanwhile: the button still opens its form, now empty.
        begun, _, values = kept or (unsent.SAID, None, {})
        name = chosen if begun == unsent.SAID else begun
        text = values.get("text") if mark in (str(values.get("mark", "")).split() or [""]) else ""
        command = CommandEvent(person=event.person, name=name, text=text if isinstance(text, str) else "")
        return _found(COMMANDS, name)(command, uow)


def _found(table: Mapping[str, T], name: str) -> T:
    if name not in table:
        raise NotFound
    return table[name]


def _drawn(name: str, request: Request, uow: UnitOfWork) -> Reply:
    return OpenForm(_found(FORMS, name).draw(request, uow))


def _read(form: Form, values: Values, problems: Mapping[str, str]) -> Answers:
    """Return the answers, with the platform's errors about the people picked. Raises Incomplete."""
    try:
        answers = form.read(values)
    except Incomplete as missing:
        raise Incomplete({**missing.errors, **problems}) from None
    if problems:
        raise Incomplete(problems)
    return answers


def _sorry(error: HarbourError) -> Reply:
    """An error as a card: the reason, and that nothing changed."""
    return ShowCard(Card(title="Nothing changed", blocks=(Text(error.message),)))
