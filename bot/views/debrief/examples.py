"""Examples of the cards and forms of a debrief."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.records.debrief import Answer, Debrief
from bot.views.debrief import dialogs as views
from bot.views.examples import people

_STATES: Mapping[str, Callable[[], Debrief]] = {
    "offered": people.debrief,
    "later": lambda: people.debrief().answered(Answer.LATER, people.ISLA, people.NOW),
    "accepted": people.accepted,
    "nobody left": lambda: people.debrief(manager=None).answered(Answer.YES, people.ISLA, people.NOW),
    "booked": lambda: people.accepted().booked(people.TODAY, people.TODAY),
    "declined": lambda: people.debrief().answered(Answer.NO_THANKS, people.ISLA, people.NOW),
    "nothing agreed": lambda: people.accepted().held(people.TODAY, (), people.TODAY),
    "actions agreed": people.talked,
}


def _person(record: Callable[[], Debrief]) -> Callable[[], Card]:
    return lambda: views.for_person(record(), people.context(people.ISLA))


def _manager(record: Callable[[], Debrief]) -> Callable[[], Card]:
    return lambda: views.for_manager(record(), people.context(people.MORAG))


def _drop() -> Form:
    record = people.talked()
    return views.drop(record, record.action("a1"), {}, people.context(people.MORAG))


def _owner() -> Card:
    record = people.talked()
    return views.for_owner(record, record.action("a3"), people.context(people.RORY))


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    **{f"debrief/person, {state}": _person(record) for state, record in _STATES.items()},
    **{f"debrief/manager, {state}": _manager(record) for state, record in _STATES.items()},
    "debrief/owner of an action": _owner,
    "debrief/book": lambda: views.book(people.accepted(), {}, people.context(people.MORAG)),
    "debrief/held": lambda: views.held(people.accepted(), {}, people.context(people.MORAG)),
    "debrief/agree": lambda: views.agree(people.talked(), {}, people.context(people.MORAG)),
    "debrief/drop": _drop,
}
