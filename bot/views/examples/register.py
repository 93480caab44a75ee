"""Examples of the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.people import Person, PersonId, Role
from bot.records.base import Inspection, Record
from bot.records.ended_contact import EndedContact
from bot.records.restriction import Restriction
from bot.views import ended_contact
from bot.views import home as homes
from bot.views import register as views
from bot.views.context import Context
from bot.views.examples import people

FIONA = PersonId("fiona")
_WHY = "A request to see what is held about T-4711, received on Monday."


def keeper() -> Context:
    """The desk of whoever keeps the records."""
    me = Person(id=FIONA, email="fiona@example.org", name="Fiona Baird", roles=frozenset({Role.RECORDS_ADMIN}))
    seen = people.context(people.ISLA)
    return replace(seen, reader=FIONA, people=type(seen.people)((*people.STAFF, me)))


def _restriction() -> Restriction:
    return Restriction(
        origin=people.origin("RS-0007", people.MORAG, "id-EC-0042"),
        individual=None,
        assigned=people.report().assigned,
    )


def _listed() -> tuple[Record, ...]:
    return (_restriction(), people.closed(), people.triaged(), people.report())


def _list() -> Card:
    items = tuple(views.line(r, keeper(), freely=r.kind == "restriction") for r in _listed())
    return views.register(items, more=homes.more_of(views.LIST, 90))


def _read(record: EndedContact) -> Card:
    belongs = (views.line(_restriction(), keeper(), freely=True),)
    drawn = ended_contact.for_manager(record, people.individual(), belongs, keeper())
    return views.for_keeper(drawn, record, Inspection(by=FIONA, at=people.NOW, reason=_WHY))


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "register/home": lambda: homes.home(homes.Lists(), keeper()),
    "register/list": _list,
    "register/list, empty": lambda: views.register((), more=None),
    "register/why": lambda: views.reason(people.triaged(), {}),
    "register/read, ended contact": lambda: _read(people.closed()),
    "register/read, ended contact, all said": lambda: _read(people.fullest_report()),
}
