"""Possible repeats of the same individual: the decider is asked when words alone suggest one (model.md §2).

A reference joins records automatically (`bot.flows.individuals`). Other words could be anybody's: they raise the
question once, if they recur with the same channel, and nothing is joined until somebody has answered it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from bot.chat.cards import Card
from bot.chat.events import ActionEvent
from bot.chat.replies import Reply, ShowCard
from bot.errors import AlreadyDone
from bot.flows import individuals
from bot.flows.request import Acts
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.contact_outside import ContactOutside
from bot.records.ended_contact.record import EndedContact
from bot.records.erased import Erased
from bot.records.individual import Individual
from bot.records.rights import Act
from bot.records.said import By
from bot.views.earlier import lines as views

R = TypeVar("R", bound=Record)

#: More records than ever point at one individual.
_MOST = 500


def perhaps(whom: Individual, uow: UnitOfWork) -> Individual | None:
    """An individual already on record who may be the same, unless a person has said that they are not."""
    for other, by in individuals.alike(whom.said, uow):
        is_before = other.id < whom.id and other.id not in whom.others
        alike = By.REFERENCE in by or (by & {By.WORDS, By.ADDRESS} and _channels(whom, uow) & _channels(other, uow))
        if is_before and alike:
            return other
    return None


def _channels(whom: Individual, uow: UnitOfWork) -> frozenset[str]:
    """Channels of contact with the individual, from the records about them."""
    found = (uow.records.peek(row.id) for row in uow.records.about((EndedContact.kind, ContactOutside.kind), whom.id))
    return frozenset(each.account.channel if isinstance(each, EndedContact) else each.kind for each in found if each)


def answers(kind: type[R], show: Callable[[R, PersonId, UnitOfWork], Card]) -> Acts:
    """The two answers on the page of such a record, which is then shown again."""
    return {
        views.the_same(kind.kind): partial(_answered, kind, show, _join),
        views.another(kind.kind): partial(_answered, kind, show, _keep_apart),
    }


def _answered(
    kind: type[R],
    show: Callable[[R, PersonId, UnitOfWork], Card],
    act: Callable[[Individual, Individual, PersonId, UnitOfWork], None],
    event: ActionEvent,
    uow: UnitOfWork,
) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, kind)
    whom = individuals.of(RecordId(record.lookup) if record.lookup else None, uow)
    other = perhaps(whom, uow) if whom is not None else None
    if whom is None or other is None or other.id != event.extra:
        raise AlreadyDone("This has been answered already. Nothing changed.")
    act(whom, other, event.person, uow)
    return ShowCard(show(uow.records.get(record.id, kind), event.person, uow))


def _keep_apart(whom: Individual, other: Individual, by: PersonId, uow: UnitOfWork) -> None:
    uow.records.save(whom.apart_from(other.id), by=by, act="kept_apart")


def _join(whom: Individual, other: Individual, by: PersonId, uow: UnitOfWork) -> None:
    """Move the records of the later individual to the earlier, and leave a shell in place of the later."""
    pointing = [kind.kind for kind in uow.records.kinds if kind.points_at_individual]
    for row in uow.records.about(pointing, whom.id, limit=_MOST):
        record = uow.records.peek(row.id)
        if record is not None:
            uow.records.save(record.pointing_at(other.id), by=by, act="joined")
    uow.records.save(other.joined(whom), by=by, act="joined")
    uow.records.erase(Erased.of(whom), act="joined")
