"""Examples of the cards and forms of an appeal, one in each of its main states."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Form
from bot.nudges import Lane
from bot.people import PersonId
from bot.records.appeal.parts import Decision, Outcome
from bot.records.appeal.record import Appeal
from bot.records.base import Record
from bot.records.restriction import appeals, reviews
from bot.records.restriction.afterwards import Ended
from bot.records.restriction.record import Restriction
from bot.views import lines
from bot.views.appeal import forms
from bot.views.appeal import reading as views
from bot.views.appeal import samples as records
from bot.views.examples import people
from bot.views.examples.people import AILSA, EWAN, ISLA, MORAG, NOW, RORY
from bot.views.naming import dialogs as naming
from bot.views.restriction import reading as restriction_views
from bot.views.restriction.examples import states as restrictions


def _read(record: Appeal, restriction: Restriction | None = None, reader: PersonId = EWAN) -> Card:
    against = None if record.against is None else restriction or restrictions.active()
    return views.for_decider(record, against, people.context(reader))


def _decided(outcome: Outcome) -> Card:
    return _read(records.decided(outcome))


def _decide(values: Values | None = None, record: Appeal | None = None, against: Restriction | None = None) -> Form:
    found = record or records.acknowledged()
    restriction = None if found.against is None else against or restrictions.active()
    return forms.decide(found, restriction, restrictions.individual(), values or {}, people.context(EWAN))


def _told(**values: str) -> Form:
    return forms.told(records.decided(), values, people.context(EWAN))


def _message(record: Record, to: PersonId, view: str = "nudge", lane: Lane = Lane.REMIND) -> Card:
    return people.message(
        record, people.context(to), view, "decide_appeal" if isinstance(record, Appeal) else "review_restriction", lane
    )


def _late() -> Card:
    """Message to the management team after a long wait."""
    return _message(records.acknowledged().put_on_list(), AILSA, lane=Lane.MANAGEMENT_TEAM)


def _everything() -> Card:
    """Long texts in every field, and repeated suspensions."""
    long = "It went on for some time, and then once more. " * 60
    decision = Decision(at=NOW, by=EWAN, outcome=Outcome.UPHOLD, reasons=long)
    record = records.acknowledged(says=long).decide(decision)
    against = restrictions.active()
    for _ in range(20):
        running = replace(records.suspended().suspensions[0], reasons=long, heard=long)
        against = appeals.resume(
            appeals.suspend(against, running), running.appeal, Ended(at=NOW, by=EWAN, reasons=long, heard=long)
        )
    return _read(record, against)


def _as_decided_before() -> Card:
    """Restriction for the manager who decided it, with a line that an appeal has been made."""
    context = people.context(MORAG)
    line = lines.line(records.appeal(), context, opens=False)
    return restriction_views.for_decider(records.suspended(), restrictions.individual(), (line,), context, decides=True)


_VARY: Values = {"outcome": Outcome.VARY.value, "measures": ("time_or_volume",)}

EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "appeal/record": lambda: forms.record({}, people.context(RORY)),
    "appeal/record, nothing answered": lambda: forms.record({}, people.context(RORY)).with_errors(
        {
            "channel": "Please choose how it came in.",
            "says": "Please write what they say, or choose that you pass it on.",
        }
    ),
    "appeal/receipt": lambda: views.receipt(records.appeal()),
    "appeal/came in": lambda: _read(records.appeal()),
    "appeal/came in, in a letter": lambda: _read(records.appeal(says="")),
    "appeal/came in, which restriction is not known": lambda: _read(records.appeal("T. B.", known=False)),
    "appeal/acknowledged": lambda: _read(records.acknowledged()),
    "appeal/suspended": lambda: _read(records.acknowledged(), records.suspended()),
    **{f"appeal/decided, {outcome.value}": partial(_decided, outcome) for outcome in Outcome},
    "appeal/told": lambda: _read(records.told()),
    "appeal/not told": lambda: _read(records.told("They have moved, and nobody knows where to.")),
    "appeal/named to decide": lambda: _read(records.passed_over(), reader=AILSA),
    "appeal/records": lambda: views.for_reading(records.told(), restrictions.active(), people.context(ISLA)),
    "appeal/moved": lambda: views.moved(records.nobody()),
    "appeal/somebody to be named": lambda: naming.name(records.nobody(), {}),
    "appeal/which restriction": lambda: forms.attach(
        records.appeal("T-4711"), (restrictions.active(), restrictions.proposed()), {}, people.context(EWAN)
    ),
    "appeal/which restriction, none found": lambda: forms.attach(
        records.appeal("T. B.", known=False), (), {}, people.context(EWAN)
    ),
    "appeal/acknowledge": lambda: forms.acknowledge(records.appeal(), {}, people.context(EWAN)),
    "appeal/decide": _decide,
    "appeal/decide, vary": lambda: _decide(_VARY),
    "appeal/decide, in a letter": lambda: _decide(record=records.acknowledged(says="")),
    "appeal/decide, over already": lambda: _decide(
        against=reviews.end(restrictions.active(), "The tenancy has ended.")
    ),
    "appeal/decide, active at once": lambda: _decide(against=restrictions.protected()),
    "appeal/decide, nothing to be about": lambda: _decide(record=records.unknown()),
    "appeal/they have been told": _told,
    "appeal/they have not been told": lambda: _told(telling="not_told"),
    "appeal/suspend": lambda: forms.suspend(records.acknowledged(), {}, people.context(EWAN)),
    "appeal/end the suspension": lambda: forms.resume(records.acknowledged(), {}, people.context(EWAN)),
    "appeal/I have a part in it": lambda: forms.aside(records.appeal(), {}),
    "appeal/restriction, for who decided it": _as_decided_before,
    "appeal/everything said": _everything,
    "appeal/message, it waits": lambda: _message(records.appeal(), EWAN),
    "appeal/message, decided": lambda: _message(records.decided(), EWAN),
    "appeal/message, told": lambda: _message(records.told(), EWAN),
    "appeal/message, it waits long": _late,
    "appeal/message, for who decided before": lambda: _message(restrictions.active(), MORAG, "appeal_made"),
    "appeal/message, suspended": lambda: _message(records.suspended(), MORAG, "suspension"),
    "appeal/message, not suspended any more": lambda: _message(restrictions.active(), MORAG, "suspension"),
    "appeal/message, a review while suspended": lambda: _message(
        records.suspended().changed(review=restrictions.overdue().review), MORAG
    ),
}
