"""Examples of the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.nudges import Lane
from bot.people import Person, PersonId, Role
from bot.records.assignment import Assignment
from bot.records.base import Inspection, Record
from bot.records.ended_contact.record import EndedContact
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.witness import Answer, WitnessStatement
from bot.views.contact_outside import dialogs as contact_outside
from bot.views.contact_outside import samples as contact_outside_records
from bot.views.context import Context
from bot.views.ended_contact import reading as ended_contact
from bot.views.examples import people
from bot.views.home import dialogs as homes
from bot.views.named_online import reading as named_online
from bot.views.named_online import samples as named_online_records
from bot.views.police import reading as police
from bot.views.register import dialogs as views
from bot.views.witness import dialogs as witness

FIONA = PersonId("fiona")
_WHY = "A request to see what is held about T-4711, received on Monday."


def keeper() -> Context:
    """Context of the records administrator."""
    me = Person(id=FIONA, email="fiona@example.org", name="Fiona Baird", roles=frozenset({Role.RECORDS_ADMIN}))
    seen = people.context(people.ISLA)
    return replace(seen, reader=FIONA, people=type(seen.people)((*people.STAFF, me)))


def _restriction() -> Restriction:
    return Restriction(
        origin=people.origin("RS-0007", people.MORAG, "id-EC-0042"),
        individual=None,
        assigned=people.report().assigned,
    )


def _police() -> PoliceDecision:
    return PoliceDecision(
        origin=people.origin("PD-0003", people.ISLA, "id-EC-0042"),
        assigned=Assignment(to=people.MORAG, since=people.NOW),
        report_ref="EC-0042",
        brought_for=people.ISLA,
        reporter=people.ISLA,
        witnesses=(people.RORY,),
        asked=(people.RORY,),
    )


def _statement() -> WitnessStatement:
    asked = WitnessStatement.ask(
        people.origin("WS-0004", people.MORAG, "id-PD-0003"), _police(), people.RORY, people.NOW, None
    )
    return asked.answered(Answer.STATEMENT, "He stood in the door and said it twice.", people.RORY, people.NOW)


def _listed() -> tuple[Record, ...]:
    others = (_statement(), _police(), named_online_records.shared(), contact_outside_records.recorded())
    return (*others, _restriction(), people.closed(), people.triaged(), people.report())


def _list() -> Card:
    items = tuple(views.line(r, keeper(), freely=r.kind == "restriction") for r in _listed())
    return views.register(items, more=homes.more_of(views.LIST, 90))


def _read(record: Record, card: Card) -> Card:
    return views.for_keeper(card, record, Inspection(by=FIONA, at=people.NOW, reason=_WHY))


def _ended_contact(record: EndedContact) -> Card:
    belongs = (views.line(_restriction(), keeper(), freely=True), views.line(_police(), keeper(), freely=False))
    return _read(record, ended_contact.for_manager(record, people.individual(), belongs, keeper()))


def _named_online(record: NamedOnline) -> Card:
    return _read(record, named_online.for_manager(record, (), keeper()))


def _contact_outside() -> Card:
    record = contact_outside_records.recorded()
    return _read(record, contact_outside.for_manager(record, keeper(), whom="T-4711"))


def _not_shared(record: NamedOnline) -> Card:
    return people.message(record, keeper(), kind="share_summary", lane=Lane.RECORDS_ADMIN)


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "register/home": lambda: homes.home(homes.Lists(), keeper()),
    "register/list": _list,
    "register/list, empty": lambda: views.register((), more=None),
    "register/why": lambda: views.reason(people.triaged(), {}),
    "register/read, ended contact": lambda: _ended_contact(people.closed()),
    "register/read, ended contact, all said": lambda: _ended_contact(people.fullest_report()),
    "register/read, named publicly": lambda: _named_online(named_online_records.closed()),
    "register/read, named publicly, all said": lambda: _named_online(named_online_records.fullest()),
    "register/read, the link": lambda: views.apart(
        named_online.link(named_online_records.closed()), named_online_records.closed()
    ),
    "register/read, police decision": lambda: _read(
        _police(), police.for_reading(_police(), (_statement(),), keeper())
    ),
    "register/read, account": lambda: _read(_statement(), witness.for_manager(_statement(), keeper())),
    "register/read, contact outside": _contact_outside,
    "register/message, not shared": lambda: _not_shared(named_online_records.offered()),
    "register/message, shared since": lambda: _not_shared(named_online_records.shared()),
}
