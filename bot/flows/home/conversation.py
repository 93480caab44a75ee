"""Home, and words typed to Harbour outside any form.

A home is drawn from bounded lists of plain columns, so that it takes as long with a million records as with a few. Only
the reader's agreed actions are loaded, a few at most.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.chat.cards import Card, Item
from bot.chat.commands import Command
from bot.chat.events import ActionEvent, CommandEvent, Event, InstalledEvent, MessageEvent, SubmitEvent
from bot.chat.forms import Answers, Form, tidy
from bot.chat.replies import Done, Reply, ShowCard, ShowHome
from bot.errors import Forbidden, Incomplete, Problem
from bot.flows import coming_back, unsent
from bot.flows import time_away as support
from bot.flows.home import by_role
from bot.flows.home.paging import ALL, after
from bot.flows.request import FormFlow, Request
from bot.flows.restriction import conversation as restriction
from bot.nudges import Lane
from bot.people import Person, PersonId
from bot.ports import Summary, UnitOfWork
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.records.witness import WitnessStatement
from bot.views import lines
from bot.views.context import Context
from bot.views.home import dialogs as views
from bot.views.home.by_role import MOST


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/harbour`: the home, for the person alone."""
    return ShowCard(_home(event.person, uow))


def show(event: Event, uow: UnitOfWork) -> Reply:
    """Show the home in its tab."""
    return ShowHome(_home(event.person, uow))


def welcome(_event: InstalledEvent, _uow: UnitOfWork) -> Reply:
    """Say what Harbour is for, once, when it is installed."""
    return ShowCard(views.welcome())


def _more(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the further commands."""
    return ShowCard(views.more(Context.of(uow, event.person)))


def _again(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return ShowCard(_home(event.person, uow))


def _home(person: PersonId, uow: UnitOfWork) -> Card:
    context = Context.of(uow, person)
    limit = MOST + 1
    lists = views.Lists(
        unsent=unsent.those(person, uow),
        waiting=waiting(context, uow, limit),
        yours=_yours(context, uow, limit),
        coming=_coming(context, uow, limit),
        roles=by_role.of(context, uow),
    )
    return views.home(lists, context)


# -- what waits ------------------------------------------------------------------------------------------


def waiting(context: Context, uow: UnitOfWork, limit: int) -> tuple[Item, ...]:
    """The reader's next tasks: reviews, then other matters by due date and age, then agreed actions."""
    waits = uow.records.with_part(context.reader, Part.MUST_ACT, open_only=True, limit=limit)
    reviews = [lines.review(row, context) for row in _reviews(context, uow, limit) if _day(row, uow) <= context.today]
    agreed = [each.item for each in _own(context, uow, limit) if each.day <= context.today]
    rows = (*waits, *_offers(context, uow, limit))
    return (*reviews, *(lines.waiting(row, context, _left(row, context, uow)) for row in rows), *agreed)[:limit]


def _left(row: Summary, context: Context, uow: UnitOfWork) -> str:
    """The remaining step in words, where the state alone does not say."""
    left = context.words[row.kind].left
    record = uow.records.peek(row.id) if left else None
    return left(record) if left and record else ""


def _offers(context: Context, uow: UnitOfWork, limit: int) -> list[Summary]:
    """Conversations offered to the reader, until the day of the last offer: silence is an answer too."""
    rows = uow.records.with_part(context.reader, Part.AFFECTED, open_only=True, kind=Debrief.kind, limit=limit)
    offered = uow.policy.nudges.get("offer_debrief", {}).get(Lane.REMIND)
    days = max((offset.working_days or 0 for offset in offered.at), default=0) if offered else 0
    calendar = uow.policy.calendar

    def stands(row: Summary) -> bool:
        return calendar.today(uow.now) <= calendar.working_days_from(calendar.day_of(row.created_at), days)

    return [row for row in rows if row.state == "offered" and stands(row)]


def _reviews(context: Context, uow: UnitOfWork, limit: int) -> list[Summary]:
    """Restrictions for the reader to review, nearest first."""
    mine = uow.records.with_part(context.reader, Part.HANDLER, open_only=True, kind=Restriction.kind, limit=limit)
    return [row for row in mine if row.due is not None and uow.words[row.kind].of(row.state).in_force]


def _day(row: Summary, uow: UnitOfWork) -> date:
    assert row.due is not None  # the caller lists those that have one
    return uow.policy.calendar.day_of(row.due)


class Dated(NamedTuple):
    """A day of the reader's: its line, its reference, and what there is on it."""

    day: date
    item: Item
    ref: str
    what: str


def _own(context: Context, uow: UnitOfWork, limit: int) -> list[Dated]:
    """The reader's agreed actions and second attempts with their days, nearest first."""
    me = context.reader
    debriefs = uow.records.with_part(me, Part.TO_DO, open_only=True, kind=Debrief.kind, limit=limit)
    trying = uow.records.with_part(me, Part.OWNER, kind=EndedContact.kind, limit=limit)
    found = [*_actions(me, debriefs, context, uow), *_tries(trying, context, uow)]
    return sorted(found, key=_by_day)


def _by_day(dated: Dated) -> date:
    return dated.day


def _actions(me: PersonId, rows: Iterable[Summary], context: Context, uow: UnitOfWork) -> Iterator[Dated]:
    for row in rows:
        record = uow.records.get(row.id, Debrief)
        for action in record.actions:
            if action.owner == me and action.is_open:
                yield Dated(action.due, lines.agreed(record, action.id, context), record.ref, "an agreed action")


def _tries(rows: Iterable[Summary], context: Context, uow: UnitOfWork) -> Iterator[Dated]:
    for row in rows:
        on = uow.records.get(row.id, EndedContact).account.reengage_on
        if on is not None:
            yield Dated(on, lines.try_again(row.ref, row.id, on, context), row.ref, "trying again")


# -- one's reports, and what is coming up ----------------------------------------------------------------


def _yours(context: Context, uow: UnitOfWork, limit: int) -> tuple[Item, ...]:
    """Records of the reader's own, newest first: sent, asked for, suggested, proposed, offered to them or naming them.

    A record that names them publicly appears once they know of it.
    """
    me = context.reader
    sent = uow.records.with_part(me, Part.REPORTER, limit=limit)
    proposed = uow.records.with_part(me, Part.PROPOSER, limit=limit)
    offered = uow.records.with_part(me, Part.AFFECTED, kind=Debrief.kind, limit=limit)
    named = uow.records.with_part(me, Part.AFFECTED, kind=NamedOnline.kind, limit=limit)
    heard = uow.records.with_part(me, Part.AFFECTED, kind=PoliceDecision.kind, limit=limit)
    saw = uow.records.with_part(me, Part.WITNESS, kind=WitnessStatement.kind, limit=limit)
    found = {row.id: row for row in (*sent, *proposed, *offered, *named, *heard, *saw)}
    rows = sorted(found.values(), key=lambda row: row.created_at, reverse=True)
    return tuple(lines.yours(row, context) for row in rows[:limit])


def _coming(context: Context, uow: UnitOfWork, limit: int) -> tuple[Item, ...]:
    return tuple(each.item for each in coming(context, uow, limit))


def coming(context: Context, uow: UnitOfWork, limit: int) -> list[Dated]:
    """Dated conversations, agreed actions and reviews, nearest first."""
    booked = uow.records.with_part(context.reader, Part.AFFECTED, open_only=True, kind=Debrief.kind, limit=limit)
    talks = (row for row in booked if row.due and row.state == "booked")
    ahead = [
        *(_dated(row, lines.talk, "a conversation", context, uow) for row in talks),
        *(_dated(row, lines.review, "a review", context, uow) for row in _reviews(context, uow, limit)),
        *_own(context, uow, limit),
    ]
    return sorted((each for each in ahead if each.day > context.today), key=_by_day)[:limit]


def _dated(
    row: Summary, line: Callable[[Summary, Context], Item], what: str, context: Context, uow: UnitOfWork
) -> Dated:
    return Dated(_day(row, uow), line(row, context), row.ref, what)


def _all(
    title: str, of: Callable[[Context, UnitOfWork, int], tuple[Item, ...]], event: ActionEvent, uow: UnitOfWork
) -> Reply:
    start = after(event)
    items = of(Context.of(uow, event.person), uow, start + ALL + 1)
    more = views.more_of(event.action, start + ALL) if len(items) > start + ALL else None
    return ShowCard(views.all_of(title, items[start : start + ALL], more=more))


def _all_waiting(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _all("Waiting for you", waiting, event, uow)


def _all_yours(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _all("Your reports", _yours, event, uow)


def _all_coming(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return _all("Coming up", _coming, event, uow)


# -- what was typed ----------------------------------------------------------------------------------------


def did_not_understand(event: MessageEvent, uow: UnitOfWork) -> Reply:
    """Answer words that match nothing: not repeated, and kept privately for the form that they open.

    No report has begun, so there is no reminder. Messages sent one after another become one text.
    """
    if not tidy(event.text):
        return ShowCard(views.did_not_understand(uow.policy))
    mark, before = _mark(event), _said_today(event.person, uow)
    text = "\n".join((*before.texts, event.text))
    kept = {"text": text, "mark": " ".join((*before.marks, mark)), "day": _today(uow)}
    draft = uow.drafts.keep(event.person, unsent.SAID, kept)
    return ShowCard(views.did_not_understand(uow.policy, f"{draft} {mark}"))


class _Said(NamedTuple):
    """Texts that somebody has already written, and the marks of the cards that open them."""

    texts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


def _said_today(person: PersonId, uow: UnitOfWork) -> _Said:
    kept = uow.drafts.find(person, unsent.SAID) or {}
    if kept.get("day") != _today(uow):
        return _Said()
    return _Said((str(kept["text"]),), tuple(str(kept["mark"]).split()))


def _today(uow: UnitOfWork) -> str:
    return uow.policy.calendar.today(uow.now).isoformat()


def _mark(event: MessageEvent) -> str:
    """The mark of the card that opens what was typed."""
    return hashlib.sha256((event.key or event.text).encode()).hexdigest()[:12]


def offer(command: Command, text: str, event: MessageEvent, uow: UnitOfWork) -> ShowCard:
    """A command typed in a direct message: a button that opens its form, with what followed kept as a draft."""
    if command.name == "harbour":
        # A chat message stays where it is: the home itself belongs in a dialog.
        return ShowCard(views.what_i_can_do())
    if text:
        mark = _mark(event)
        draft = uow.drafts.keep(event.person, command.name, {"text": text, "mark": mark})
        unsent.begin(event.person, command.name, uow)
        return ShowCard(views.offer(command, f"{draft} {mark}"))
    if command.name == "support" and not support.is_asked(event.person, uow):
        return support.show(event.person, uow)
    # A request under way belongs in a dialog too, with its reference and its handler.
    return ShowCard(views.offer(command, None))


def _support(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return support.show(event.person, uow)


def _restriction(event: ActionEvent, uow: UnitOfWork) -> Reply:
    return restriction.start(CommandEvent(person=event.person, name="restriction"), uow)


# -- away ----------------------------------------------------------------------------------------------------


def _away_form(request: Request, uow: UnitOfWork) -> Form:
    return views.away(request.values, Context.of(uow, request.person))


def _away(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    context = Context.of(uow, event.person)
    me = context.me
    if me is None:
        raise Forbidden
    back = answers.get(views.BACK)
    if back is None and me.back_after(context.today) is None:
        raise Incomplete({views.BACK.id: Problem.MISSING})
    uow.directory.put(me.away_until(back, context.today))
    if back is None:
        coming_back.comes_back(me.id, uow)
        return Done("Noted: you are here.")
    return Done(f"Noted: you are away until {context.day(back)}.")


# -- where Harbour writes ------------------------------------------------------------------------------------


def _where_form(request: Request, uow: UnitOfWork) -> Form:
    context = Context.of(uow, request.person)
    _with_a_choice(context)
    return views.where(request.values, context)


def _where(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    context = Context.of(uow, event.person)
    me = _with_a_choice(context)
    where = answers[views.WRITES]
    uow.directory.put(replace(me, prefers=where))
    return Done(views.chosen(where, context))


def _with_a_choice(context: Context) -> Person:
    """The reader, if known on both platforms. Raises Forbidden."""
    if context.me is None or not context.me.on_both:
        raise Forbidden
    return context.me


ACTIONS = {
    **by_role.ACTIONS,
    "home.show": _again,
    "home.waiting": _all_waiting,
    "home.yours": _all_yours,
    "home.coming": _all_coming,
    "home.more": _more,
    "home.support": _support,
    "home.restriction": _restriction,
}

FORMS = {views.AWAY: FormFlow(_away_form, _away), views.WHERE: FormFlow(_where_form, _where)}
