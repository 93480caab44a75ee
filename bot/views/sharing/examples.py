"""Examples of sharing decisions and of the alert card, one in each of its main states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.people import PersonId
from bot.records.individual import Individual
from bot.records.restriction.parts import ReviewOutcome
from bot.records.restriction.record import Restriction
from bot.records.said import Said
from bot.records.sharing.record import Group, SharingDecision, Stands
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, RORY
from bot.views.restriction.examples import states as restrictions
from bot.views.sharing import alert_card
from bot.views.sharing import dialogs as views
from bot.views.sharing import samples as records


def _whom(display: str = "T-4711") -> Individual:
    return restrictions.individual().changed(display=display)


def _decide(restriction: Restriction, values: Values | None = None, *, before: bool = False) -> Form:
    plan = records.PLAN if before else None
    known = views.known(restriction, plan, frozenset(), people.context(MORAG))
    return views.decide(restriction, plan, {**known, **(values or {})}, extra=".4")


def _confirm(display: str) -> Form:
    return views.confirm(restrictions.approved(), records.PLAN, _whom(display), people.context(MORAG), extra=".4")


def _card(record: SharingDecision, reader: PersonId = RORY, restriction: Restriction | None = None) -> Card:
    return alert_card.for_recipient(record, restriction or restrictions.active(), _whom(), people.context(reader))


def _standing(stands: Stands) -> Card:
    return _card(records.standing(stands))


def _read(record: SharingDecision, reader: PersonId = MORAG) -> Card:
    return views.for_manager(record, restrictions.active(), _whom(), people.context(reader), decides=reader == MORAG)


def _found(*, sure: bool = True) -> Card:
    record, context = records.in_force(), people.context(RORY)
    faces = alert_card.faces(record, restrictions.active(), _whom(), context)
    names = alert_card.faces(record, restrictions.lighter(), _whom(), context)
    return alert_card.found([(record, faces), (record.changed(), names)], sure=sure)


_NOBODY: Values = {"groups": ()}
_EVERYBODY: Values = {"groups": tuple(group.value for group in Group)}

EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "sharing/who needs to know": lambda: _decide(restrictions.approved()),
    "sharing/who needs to know, everybody": lambda: _decide(restrictions.approved(), _EVERYBODY),
    "sharing/who needs to know, nobody": lambda: _decide(restrictions.approved(), _NOBODY),
    "sharing/who needs to know, names withheld": lambda: _decide(restrictions.lighter()),
    "sharing/who needs to know, varied": lambda: _decide(restrictions.reviewed(ReviewOutcome.VARY), before=True),
    "sharing/who needs to know, lifted": lambda: _decide(restrictions.reviewed(ReviewOutcome.LIFT), before=True),
    "sharing/who needs to know, nothing answered": lambda: _decide(restrictions.approved()).with_errors(
        {"instruction": "Please write what to do, in one line."}
    ),
    "sharing/as they will read it": lambda: _confirm("T-4711"),
    "sharing/as they will read it, initials": lambda: _confirm("T. B."),
    "sharing/decided": lambda: views.decided(records.decided(), restrictions.shared(restrictions.approved())),
    "sharing/decided, nobody": lambda: views.decided(records.nobody(), restrictions.shared(restrictions.approved())),
    "sharing/card, to read": lambda: _card(records.decided()),
    "sharing/card, names withheld": lambda: _card(records.in_force(), restriction=restrictions.lighter()),
    **{f"sharing/card, {stands.value}": partial(_standing, stands) for stands in Stands},
    "sharing/card, lifted": lambda: _card(records.over(), AILSA),
    "sharing/card, read": lambda: alert_card.have_read(records.in_force()),
    "sharing/manager": lambda: _read(records.decided()),
    "sharing/manager, in force": lambda: _read(records.in_force()),
    "sharing/manager, everybody has read it": lambda: _read(records.everybody_has_read()),
    "sharing/manager, nobody": lambda: _read(records.nobody()),
    "sharing/manager, called back": lambda: _read(records.standing(Stands.WITHDRAWN)),
    "sharing/manager, lifted": lambda: _read(records.over()),
    "sharing/management team": lambda: _read(records.in_force(), AILSA),
    "sharing/before I contact them": lambda: views.check({}),
    "sharing/before I contact them, found": _found,
    "sharing/before I contact them, nothing": alert_card.nothing,
    "sharing/before I contact them, a street alone": alert_card.which_number,
    "sharing/before I contact them, more than one": lambda: alert_card.more(Said.of("T.B.")),
    "sharing/before I contact them, by initials": lambda: _found(sure=False),
    "sharing/card, whom it concerns": lambda: _card(records.in_force(), ISLA),
    "sharing/card, a person picked": lambda: _card(records.in_force(), CALLUM),
}
