"""Harbour's own pages for evidence, each behind a one-time address for one person (policy 1.14.1).

People without the right, and addresses that are unknown, used or expired, all get the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.cards import Card
from bot.chat.events import Values
from bot.chat.forms import Answers, Form
from bot.errors import Incomplete, NotFound, Problem, refuse
from bot.flows.evidence.conversation import FOUND, allowed, kept, nature, number_of
from bot.people import PersonId
from bot.ports import Kept, Ticket, UnitOfWork
from bot.records.base import Record
from bot.records.evidence import EvidenceItem, File
from bot.records.named_online.parts import lookup
from bot.records.named_online.record import NamedOnline
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.evidence import forms
from bot.views.evidence import reading as views

#: Acts of adding a file and of looking at it.
_ADDS = frozenset({Act.ATTACH.value, FOUND})
_LOOKS = frozenset({Act.READ.value, Act.INSPECT.value})


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A checked file in the store."""

    media_type: str
    kept: Kept


def form(token: str, uow: UnitOfWork) -> Form:
    """The form behind an address. Raises NotFound or Forbidden, which read the same."""
    ticket = _ticket(token, _ADDS, uow)
    if ticket.act == FOUND:
        _found(ticket, uow)
        return forms.upload_found(Context.of(uow, ticket.person))
    parent = uow.records.open(ticket.about, ticket.person, Act.ATTACH, Record)
    return forms.upload(parent, {}, Context.of(uow, ticket.person))


def _found(ticket: Ticket, uow: UnitOfWork) -> list[NamedOnline]:
    """Records that came of the finder's report, one for each colleague named. Raises NotFound."""
    finder, first = uow.people.get(ticket.person), uow.records.peek(ticket.about)
    if finder is None or not finder.active or not isinstance(first, NamedOnline):
        raise NotFound
    found = next((each for each in reversed(first.found) if each.by == finder.id), None)
    if found is None:
        raise NotFound
    named = (uow.records.find_all(NamedOnline, lookup(person, found)) for person in first.also_named)
    others = (record for records in named for record in records if any(each.by == finder.id for each in record.found))
    return list({record.id: record for record in (first, *others)}.values())


def read(form: Form, values: Values) -> Answers:
    """Read the form. Raises Incomplete, with a problem for each field that needs attention."""
    answers = form.read(values)
    if not answers.yes(forms.DISTRESSING) and (forms.MATERIALS in answers or forms.WORDS in answers):
        raise Incomplete({forms.DISTRESSING.id: Problem.BOTH})
    refuse(nature(answers).missing())
    return answers


def add(token: str, answers: Answers, upload: Upload, uow: UnitOfWork) -> Card:
    """Keep the file as evidence; only now does a record point at it. Uses up the address."""
    ticket = _ticket(token, _ADDS, uow)
    if ticket.act == FOUND:
        records = _found(ticket, uow)
        _use(token, uow)
        for record in records:
            _kept(record, ticket, answers, upload, uow)
        return views.added_to_what_was_found()
    parent = uow.records.open(ticket.about, ticket.person, Act.ATTACH, Record)
    _use(token, uow)
    return views.added(_kept(parent, ticket, answers, upload, uow))


def _kept(parent: Record, ticket: Ticket, answers: Answers, upload: Upload, uow: UnitOfWork) -> EvidenceItem:
    item = EvidenceItem.of_file(
        uow.records.begin(EvidenceItem, ticket.person, parent=parent.id),
        parent,
        number_of(parent, uow),
        nature=nature(answers),
        captured_on=answers.get(forms.CAPTURED_ON),
        file=File(
            name="",
            media_type=upload.media_type,
            size=upload.kept.size,
            blob=upload.kept.blob,
            key=upload.kept.key,
        ),
    )
    return kept(item, parent, uow)


def sender(token: str, uow: UnitOfWork) -> PersonId:
    """The person to whom an address for adding was given. Raises NotFound."""
    return _ticket(token, _ADDS, uow).person


def before_look(token: str, uow: UnitOfWork) -> Form:
    """The page before the file. Uses, logs and reveals nothing; raises NotFound where the file would not open."""
    ticket = _ticket(token, _LOOKS, uow)
    item = uow.records.get(ticket.about, EvidenceItem)
    if item.file is None or not allowed(Act(ticket.act), item, ticket.person, uow):
        raise NotFound
    return forms.look()


def look(token: str, uow: UnitOfWork) -> File:
    """The file behind an address, which is used up; the look is logged and kept with the file (R-1.14.1-6)."""
    ticket = _ticket(token, _LOOKS, uow)
    item = uow.records.open(ticket.about, ticket.person, Act(ticket.act), EvidenceItem)
    if item.file is None:
        raise NotFound
    _use(token, uow)
    uow.records.save(item.looked(ticket.person, uow.now), by=ticket.person, act="looked")
    return item.file


def is_wanted(blob: str, uow: UnitOfWork) -> bool:
    """True if a record points at the file of this name in the store."""
    return uow.records.find(EvidenceItem, blob) is not None


def _ticket(token: str, acts: frozenset[str], uow: UnitOfWork) -> Ticket:
    ticket = uow.tickets.find(token)
    if ticket is None or ticket.act not in acts:
        raise NotFound
    return ticket


def _use(token: str, uow: UnitOfWork) -> None:
    if uow.tickets.use(token) is None:
        raise NotFound
