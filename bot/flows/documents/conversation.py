"""Making a document of a matter for somebody outside: for its handler, and for those who keep the records (1.14.2).

The file is drawn outside the core; its hash is kept with the record, in the same unit of work that uses up its address,
and only then is it handed out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.access import may
from bot.chat.cards import Buttons, Card
from bot.chat.events import SubmitEvent, Values
from bot.chat.forms import Answers, Form, chosen
from bot.chat.replies import Reply, ShowCard
from bot.errors import Conflict, Forbidden, NotFound
from bot.flows.documents import drawing
from bot.flows.documents.drawing import Drawn, Draws
from bot.flows.inspecting import given
from bot.flows.request import FormFlow, Request
from bot.people import PersonId, Role
from bot.ports import Ticket, UnitOfWork
from bot.records import documents
from bot.records.base import Inspection, Record, RecordId
from bot.records.documents import Document, Purpose, Shown, Wanted
from bot.records.evidence import EvidenceItem
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.documents import forms
from bot.views.documents.masking import Masks, Names
from bot.views.documents.sheets import FOR, Sheet, of_matter

#: Path for handing out a document; a one-time token for one person follows. And the act of its ticket.
PATH = "/document/"
ACT = "document"


# -- who may ---------------------------------------------------------------------------------------------------------


def _right(record: Record, person: PersonId, draws: Draws, uow: UnitOfWork) -> Act | None:
    """The act by which somebody may make a document of a matter: its handler, or who keeps the records.

    The latter reads what they read in the register: freely, or while the reason holds that they gave for it.
    """
    me, by = uow.people.get(person), drawing.right(record, person, uow)
    if me is None or by is None or not _is_matter(record, draws, uow):
        return None
    if by is Act.READ and (may(me, Act.DECIDE, record, uow.people) or Role.RECORDS_ADMIN in me.roles):
        return by
    return by if by is Act.INSPECT and given(record, person, uow.now) else None


def _is_matter(record: Record, draws: Draws, uow: UnitOfWork) -> bool:
    """True for what a document can be made of: no part of something else, and no support of staff."""
    words = uow.words.get(record.kind)
    is_part = words is None or words.is_part or record.under_parent
    return record.kind in draws and not is_part and not isinstance(record, drawing.PRIVATE)


def _opened(about: str | None, person: PersonId, draws: Draws, uow: UnitOfWork, *, logged: bool = True) -> Record:
    """The record, by that right. `logged`: as a view of its content. Raises Forbidden, which reads as not found."""
    found = uow.records.peek(RecordId(about)) if about else None
    by = _right(found, person, draws, uow) if found is not None else None
    if found is None or by is None:
        raise Forbidden
    return uow.records.open(found.id, person, by, Record) if logged else found


# -- in the chat -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """A matter on the desk: its records with every name, the labels of those named, the files that could go along."""

    parts: tuple[Drawn, ...]
    names: Names
    labels: Mapping[PersonId, str]
    evidence: tuple[EvidenceItem, ...]


def _desk(record: Record, person: PersonId, draws: Draws, uow: UnitOfWork) -> _Desk:
    records = (record, *drawing.belonging(record, person, draws, uow))
    parts = tuple(drawing.drawn(each, draws, uow) for each in records)
    found = drawing.names(parts, uow)
    items = tuple(each for each in records if isinstance(each, EvidenceItem) and each.file is not None)
    return _Desk(parts=parts, names=found, labels=drawing.labels(parts, found, uow), evidence=items)


def _form(draws: Draws, request: Request, uow: UnitOfWork) -> Form:
    record = _opened(request.about, request.person, draws, uow, logged=not request.values)
    desk = _desk(record, request.person, draws, uow)
    kept = {} if request.values else uow.drafts.find(request.person, forms.MAKE, record.id) or {}
    return forms.make(record, desk.labels, desk.evidence, {**kept, **request.values}, Context.of(uow, request.person))


def _make(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Keep what was chosen, and give an address for the document, valid once and for minutes."""
    record = _opened(event.about, event.person, draws, uow, logged=False)
    if uow.policy.public_url is None:
        return ShowCard(forms.no_page())
    uow.drafts.keep(event.person, forms.MAKE, _kept(answers, event.values), record.id)
    token = uow.tickets.issue(Ticket(person=event.person, about=record.id, act=ACT), minutes=forms.MINUTES)
    return ShowCard(forms.ready(record, f"{uow.policy.public_url}{PATH}{token}"))


def _kept(answers: Answers, values: Values) -> Values:
    """Answers as they were read: only reasons for names that are chosen."""
    named = answers[forms.NAMES]
    reasons = {(field := forms.why(PersonId(person))).id: answers[field] for person in named}
    purpose = answers[forms.PURPOSE]
    words = answers[forms.FOR_WHOM] if purpose is Purpose.OTHER else ""
    return {
        forms.PURPOSE.id: purpose.value,
        forms.FOR_WHOM.id: words,
        forms.NAMES.id: named,
        forms.FILES.id: answers[forms.FILES],
        **reasons,
    }


def beside(card: Card, about: str | None, person: PersonId, draws: Draws, uow: UnitOfWork) -> Card:
    """The page of a record, with the button for a document before its policy section where this reader may make one."""
    record = uow.records.peek(RecordId(about)) if about else None
    if record is None or uow.policy.public_url is None or _right(record, person, draws, uow) is None:
        return card
    return replace(card, blocks=(*card.blocks[:-1], Buttons((forms.make_button(record.id),)), *card.blocks[-1:]))


def forms_of(draws: Draws) -> Mapping[str, FormFlow]:
    """Form for making a document."""
    return {forms.MAKE: FormFlow(partial(_form, draws), partial(_make, draws))}


# -- on the page -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Making:
    """A document to be drawn: what it shows, and the version of the record that it shows."""

    sheet: Sheet
    version: int
    #: True for data instead of a page.
    as_data: bool = False


def before(ticket: Ticket, draws: Draws, uow: UnitOfWork) -> Form:
    """The page before the document. Uses, logs and reveals nothing. Raises NotFound or Forbidden."""
    _opened(ticket.about, ticket.person, draws, uow, logged=False)
    return forms.page()


def content(ticket: Ticket, draws: Draws, uow: UnitOfWork) -> Making:
    """Content of a document; every record in it is opened, and so logged. Raises NotFound or Forbidden."""
    record = _opened(ticket.about, ticket.person, draws, uow)
    wanted, desk = _wanted(ticket, uow), _desk(record, ticket.person, draws, uow)
    for part in desk.parts[1:]:
        by = drawing.right(part.record, ticket.person, uow)
        assert by is not None  # else it would not belong
        uow.records.open(part.record.id, ticket.person, by, Record)
    masks = Masks(names=desk.names, labels=desk.labels, shown={each.person for each in wanted.shown})
    items = tuple(item for item in desk.evidence if item.ref in wanted.files)
    parts = [(part.record, part.blocks) for part in desk.parts]
    context = Context.of(uow, ticket.person)
    return Making(sheet=of_matter(record, parts, wanted, items, masks, context), version=record.version)


def made(ticket: Ticket, digest: str, version: int, draws: Draws, uow: UnitOfWork) -> None:
    """Keep the hash of a document with its record. Raises Unavailable, or Conflict."""
    record, wanted = _opened(ticket.about, ticket.person, draws, uow, logged=False), _wanted(ticket, uow)
    if record.version != version:
        raise Conflict
    document = Document(wanted=wanted, by=ticket.person, at=uow.now, digest=digest)
    act = documents.act(wanted.purpose, digest)
    uow.records.save(record.handed_out(document), by=ticket.person, act=act)
    for part in drawing.belonging(record, ticket.person, draws, uow):
        _keep_reading(part, document, record, uow)
    uow.drafts.drop(ticket.person, forms.MAKE, record.id)


def _keep_reading(part: Record, document: Document, root: Record, uow: UnitOfWork) -> None:
    """Keep with a record in a document that its file was looked at, and why it was read by who keeps the records."""
    by, at, changed, act = document.by, document.at, part, "looked"
    if drawing.right(part, by, uow) is Act.INSPECT:
        why = f"A document of {root.ref}, for: {FOR[document.wanted.purpose]}"
        changed, act = changed.inspected(Inspection(by=by, at=at, reason=why)), "inspected"
    if isinstance(changed, EvidenceItem) and (changed.link or changed.ref in document.wanted.files):
        changed = changed.looked(by, at)
    if changed is not part:
        uow.records.save(changed, by=by, act=act)


def _wanted(ticket: Ticket, uow: UnitOfWork) -> Wanted:
    """The document as it was chosen in the chat. Raises NotFound if the choice is gone."""
    kept = uow.drafts.find(ticket.person, forms.MAKE, ticket.about)
    if kept is None or kept.get(forms.PURPOSE.id) not in set(Purpose):
        raise NotFound
    shown = (PersonId(person) for person in chosen(kept, forms.NAMES))
    return Wanted(
        purpose=Purpose(str(kept[forms.PURPOSE.id])),
        words=str(kept.get(forms.FOR_WHOM.id) or ""),
        shown=tuple(Shown(person=each, why=str(kept.get(forms.why(each).id) or "")) for each in shown),
        files=chosen(kept, forms.FILES),
    )
