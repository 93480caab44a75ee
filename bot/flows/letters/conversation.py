"""Drafting a letter to the individual: for the manager with whom the matter lies, who sends it (policy 1.3, 1.8, 1.13).

Nothing of what they write is kept, and Harbour sends none of it. That it was sent is the step of the record
itself that says so.
"""

from __future__ import annotations

from bot.access import may
from bot.chat.events import ActionEvent, SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import Done, OpenForm, Reply, ShowCard
from bot.errors import NotFound, Refused
from bot.flows import individuals
from bot.flows.letters.kinds import KINDS, Desk, Kind
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import Ticket, UnitOfWork
from bot.records.base import Record
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.individual import Individual
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.letters import form as forms
from bot.views.letters.form import Choice
from bot.views.letters.parts import Extra, Pen, Shape, Which
from bot.views.letters.shapes import Letter, drawn
from bot.views.letters.skeleton import Occasion

#: Where a document is handed over; the address goes on with what is issued for one person, once.
PATH = "/letter/"
#: What the act of an address to a letter begins with; which letter it is follows.
ACT = "letter:"
#: More restrictions than one individual ever has.
_MOST = 50


# -- what it is written from -----------------------------------------------------------------------------


def _opened(about: str | None, person: PersonId, uow: UnitOfWork, *, logged: bool) -> tuple[Record, Kind]:
    """The record, for the manager with whom it lies, and the letters about it. `logged`: as a view of its content."""
    record = uow.records.open(about, person, Act.DECIDE, Record)
    kind = KINDS.get(record.kind)
    if kind is None:
        raise NotFound
    if not kind.which(record):
        raise Refused("There is nothing to write yet: please decide first. Nothing changed.")
    if logged:
        uow.records.open(about, person, Act.READ, Record)
    return record, kind


def _desk(record: Record, kind: Kind, person: PersonId, uow: UnitOfWork, *, logged: bool) -> Desk:
    individual = individuals.of(kind.individual(record, uow), uow)
    return Desk(
        record=record,
        individual=individual,
        occasion=_occasion(record, person, uow, logged=logged),
        pen=_pen(record, individual, person, uow),
    )


def _occasion(record: Record, person: PersonId, uow: UnitOfWork, *, logged: bool) -> Occasion | None:
    """When and how it happened, where a report says so that the writer may read."""
    found: Record = record
    me = uow.people.get(person)
    if not isinstance(record, EndedContact):
        above = uow.records.peek(record.parent) if record.parent is not None else None
        if not isinstance(above, EndedContact) or me is None or not may(me, Act.READ, above, uow.people):
            return None
        found = uow.records.open(above.id, person, Act.READ, EndedContact) if logged else above
    assert isinstance(found, EndedContact)  # as was just seen
    calendar = uow.policy.calendar.in_zone(me.time_zone if me is not None else None)
    return Occasion(on=calendar.day_of(found.account.occurred_on), channel=found.account.channel)


def _pen(record: Record, individual: Individual | None, person: PersonId, uow: UnitOfWork) -> Pen:
    """Whoever writes knows whose names must not stand in it (R-1.8-4)."""
    nameless = _nameless(record, individual, uow)
    staff = tuple(part for each in uow.people for part in (each.name, each.email) if part)
    return Pen(
        policy=uow.policy,
        withheld=staff if nameless else (),
        nameless=nameless,
        today=Context.of(uow, person).today,
    )


def _nameless(record: Record, individual: Individual | None, uow: UnitOfWork) -> bool:
    """Whether names are withheld: by this restriction, by another about the same individual, or because what they
    wrote was aimed at somebody (R-1.8-4, R-1.9.2-2).
    """
    if isinstance(record, CorrespondenceDecision) and record.matter.targets:
        return True
    if isinstance(record, Restriction) and record.withholds_names:
        return True
    found = uow.records.find_all(Restriction, individual.id, limit=_MOST) if individual is not None else []
    return any(each.withholds_names for each in found if not each.over and (each.applies or each.decision is not None))


def _letter(choice: Choice, desk: Desk, kind: Kind, uow: UnitOfWork) -> Letter:
    return drawn(kind.content(choice.which, desk, choice.extras, uow), choice.shape, uow.policy)


# -- the form --------------------------------------------------------------------------------------------


def _draft_form(request: Request, uow: UnitOfWork) -> Form:
    """The letter chosen so far; the first look is logged."""
    first = not request.values
    record, kind = _opened(request.about, request.person, uow, logged=first)
    offered = kind.which(record)
    choice = _chosen(request.values, offered) or _proposed(request.extra, record, offered)
    desk = _desk(record, kind, request.person, uow, logged=first)
    return forms.draft(
        record,
        offered,
        choice,
        _letter(choice, desk, kind, uow),
        request.values,
        reasons=kind.reasons(choice.which, record),
        can_note=kind.can_note(choice.which, record, uow),
        pages=uow.policy.public_url is not None,
    )


def _chosen(values: Values, offered: tuple[Which, ...]) -> Choice | None:
    """What is chosen in the form; None where it has not been drawn yet."""
    which, shape, extras = values.get("which"), values.get("shape"), values.get("extras") or ()
    if not isinstance(which, str) or which not in {each.value for each in offered}:
        return None
    return Choice(
        which=Which(which),
        shape=Shape(shape) if isinstance(shape, str) and shape in set(Shape) else Shape.LETTER,
        extras=tuple(each for each in Extra if each.value in extras),
    )


def _proposed(extra: str, record: Record, offered: tuple[Which, ...]) -> Choice:
    """What a button carries; else the likeliest letter, in the form that was planned."""
    carried = Choice.unpacked(extra)
    if carried is not None and carried.which in offered:
        return carried
    telling = record.decision.telling if isinstance(record, Restriction) and record.decision is not None else None
    planned = telling.form if telling is not None else None
    return Choice(which=offered[0], shape=forms.PLANNED[planned] if planned is not None else Shape.LETTER)


def _note(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """On to the step that records that they have been told; the text itself goes nowhere."""
    record, kind = _opened(event.about, event.person, uow, logged=False)
    which = answers.choice("which", Which)
    assert which is not None  # the form requires it
    if kind.note is None or not kind.can_note(which, record, uow):
        return Done()
    return OpenForm(kind.note(Request(person=event.person, about=record.id), uow))


# -- as a document -----------------------------------------------------------------------------------------


def _download(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """An address for the document, good once and for minutes."""
    record, kind = _opened(event.about, event.person, uow, logged=False)
    choice = Choice.unpacked(event.extra)
    if choice is None or choice.which not in kind.which(record):
        raise NotFound
    if uow.policy.public_url is None:
        return ShowCard(forms.no_page())
    ticket = Ticket(person=event.person, about=record.id, act=f"{ACT}{choice.packed}")
    token = uow.tickets.issue(ticket, minutes=forms.MINUTES)
    return ShowCard(forms.ready(record, choice, f"{uow.policy.public_url}{PATH}{token}"))


def document(token: str, uow: UnitOfWork) -> Letter:
    """The letter behind an address, which is used; the look is logged. Raises NotFound or Forbidden."""
    ticket = uow.tickets.find(token)
    choice = (
        Choice.unpacked(ticket.act.removeprefix(ACT)) if ticket is not None and ticket.act.startswith(ACT) else None
    )
    if ticket is None or choice is None:
        raise NotFound
    record, kind = _opened(ticket.about, ticket.person, uow, logged=True)
    if choice.which not in kind.which(record) or uow.tickets.use(token) is None:
        raise NotFound
    return _letter(choice, _desk(record, kind, ticket.person, uow, logged=True), kind, uow)


ACTIONS = {forms.DOWNLOAD: _download}

FORMS = {forms.DRAFT: FormFlow(_draft_form, _note)}
