"""Moving a matter from one manager to the next, and choosing the next (1.12.1, R-1.12.1-6)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.chat.events import ActionEvent
from bot.chat.replies import Reply, ShowCard
from bot.errors import AlreadyDone, Forbidden, NotFound
from bot.flows.appeal import opening as appeal_opening
from bot.flows.following import follow
from bot.flows.mailing import email_too
from bot.flows.police.opening import keep_in_step
from bot.flows.sharing.following import follow as keep_cards
from bot.people import People, PersonId
from bot.ports import UnitOfWork
from bot.records.appeal.record import Appeal
from bot.records.assignment import Assigned, Assignment
from bot.records.base import RecordId
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.report import Report
from bot.records.rights import Act
from bot.views.notices.pointer import passed_on

A = TypeVar("A", bound=Assigned)

#: Act in the history by which somebody takes over from a manager who is away or may no longer have it.
STAND_IN = "stand_in"


def next_handler(record: Assigned, uow: UnitOfWork) -> PersonId | None:
    """The next manager of the person who brought it, except those in conflict and those who have had it."""
    return successor(record, uow.people, uow.policy.calendar.today(uow.now))


def successor(record: Assigned, people: People, day: date) -> PersonId | None:
    """The next manager for this record, given these people on this day.

    Nobody for what only the management team decides: the team names one of its own.
    """
    if isinstance(record, Appeal):
        return appeal_opening.next_decider(record, people)
    if record.for_management_team:
        return None
    besides = {*record.conflicted(), *record.assigned.before}
    if record.handler is not None:
        besides.add(record.handler)
    return people.who_handles(record.brought_by, day=day, besides=besides)


def pass_on(record: A, uow: UnitOfWork, *, by: PersonId | None, act: str = "passed_on") -> A:
    """Move it to the next manager; both they and the manager before them are told.

    If nobody is left, the management team is asked to name somebody (model.md §3).
    """
    return hand_to(record, next_handler(record, uow), uow, by=by, act=act)


def stays(record: Assigned, uow: UnitOfWork) -> bool:
    """True if it may stay with its handler: still here, managing people, and at work.

    An absence moves it to the manager covering, unless it is to keep its place until they are back.
    """
    handler = record.handler
    if handler is None or handler in record.conflicted() or not uow.people.is_manager(handler):
        return False
    if not record.may_be_decided_by(handler, uow.people):
        return False
    away = not uow.people.can_act(handler, uow.policy.calendar.today(uow.now))
    person = uow.people.get(handler)
    return not away or (record.keeps_its_place and person is not None and person.active)


def hand_to(
    record: A,
    to: PersonId | None,
    uow: UnitOfWork,
    *,
    by: PersonId | None,
    act: str,
    quietly: Collection[PersonId] = (),
) -> A:
    """Give it to this manager, or to nobody so that one is named. `quietly`: people told of it with other news."""
    going = record.moved(to, uow.now)
    if act == STAND_IN:
        going = going.standing_in_for(_away_from(record, uow))
    moved = _told(record, uow.records.save(going, by=by, act=act), uow, quietly)
    if isinstance(moved, Report):
        follow(moved, uow)
    _keep_in_step(moved, uow)
    return moved


def _away_from(record: Assigned, uow: UnitOfWork) -> PersonId | None:
    """The manager who gets it back on their return: the first handler who was away."""
    handler = uow.people.get(record.handler)
    is_away = handler is not None and handler.active and handler.is_away(uow.policy.calendar.today(uow.now))
    return record.assigned.stands_in_for or (record.handler if is_away else None)


def give_back(record: A, as_before: Assignment, uow: UnitOfWork, *, quietly: Collection[PersonId] = ()) -> A:
    """Return it to the manager who had it, with the full time to act. Records that moved with it follow."""
    again = replace(as_before, since=uow.now, moves=record.assigned.moves + 1)
    given = uow.records.save(record.changed(assigned=again), by=None, act="given_back")
    returned = _told(record, given, uow, quietly)
    _keep_in_step(returned, uow)
    return returned


def _told(before: A, moved: A, uow: UnitOfWork, quietly: Collection[PersonId]) -> A:
    """Tell the old handler that it has moved, and the new one that it is waiting for them."""
    if before.handler is not None and before.handler not in quietly:
        uow.outbox.put(before.handler, "moved", moved.id)
    if moved.handler is not None and moved.handler not in quietly:
        uow.outbox.put(moved.handler, "waiting", moved.id, urgent=any(series.urgent for series in moved.nudges()))
    return moved


def _keep_in_step(moved: Assigned, uow: UnitOfWork) -> None:
    """Update everything that depends on who the handler is."""
    if isinstance(moved, NamedOnline):
        email_too(moved, uow)
    appeal_opening.follow(moved, uow)
    keep_cards(moved, uow)
    if isinstance(moved, PoliceDecision):
        keep_in_step(moved, uow)


def assigned(record: str | None, uow: UnitOfWork) -> Assigned:
    """The record, if it is of a kind that has a handler. Raises NotFound. The caller authorises."""
    found = uow.records.peek(RecordId(record)) if record else None
    if not isinstance(found, Assigned):
        raise NotFound
    return found


def _cannot_take(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """The button "I can't take this": no reason is asked."""
    found = assigned(event.about, uow)
    record = uow.records.open(event.about, event.person, Act.DECIDE, type(found))
    if record.handler != event.person:
        raise Forbidden
    if not record.can_be_passed_on:
        raise AlreadyDone("This is settled already. Nothing changed.")
    return ShowCard(passed_on(pass_on(record, uow, by=event.person, act="could_not_take")))


ACTIONS = {"pass_on": _cannot_take}
