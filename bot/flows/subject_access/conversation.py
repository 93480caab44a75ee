"""Access to what is held about one person: found, decided piece by piece, looked at by somebody else, and handed over.

Nothing is handed over that two people have not seen as it goes out: a piece that changes opens it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.access import may
from bot.chat.cards import Block, Card
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Conflict, Forbidden, Incomplete, NotFound, Problem
from bot.flows import individuals
from bot.flows.documents import drawing
from bot.flows.documents.conversation import PATH, Making
from bot.flows.documents.drawing import Draws
from bot.flows.request import Acts, FormFlow, Request
from bot.flows.subject_access import finding
from bot.flows.subject_access.finding import Subject
from bot.people import PersonId, Role
from bot.ports import Ticket, UnitOfWork
from bot.records import documents
from bot.records.base import Record, RecordId
from bot.records.contact_outside import ContactOutside
from bot.records.documents import Document, Purpose, Wanted
from bot.records.individual import Individual
from bot.records.rights import Act
from bot.records.said import By, Said
from bot.records.subject_access.record import LEFT_OUT, Answered, Piece, SecondLook, State, SubjectAccess
from bot.views.context import Context
from bot.views.documents import forms as document_forms
from bot.views.documents.masking import Masks
from bot.views.documents.sheets import Sheet
from bot.views.subject_access import dialogs as views
from bot.views.subject_access import forms as asked
from bot.views.subject_access import sheet as sheets

#: The acts of tickets for what goes out: as a page, and as data.
_ACT = "subject_access."
ACTS = frozenset({f"{_ACT}pdf", f"{_ACT}json"})


def _keeper(person: PersonId, uow: UnitOfWork) -> None:
    me = uow.people.get(person)
    if me is None or not me.active or Role.RECORDS_ADMIN not in me.roles:
        raise Forbidden


def _released(about: str | None, person: PersonId, uow: UnitOfWork) -> SubjectAccess:
    """The request, for whoever decides what goes out. Raises Forbidden, which reads as not found."""
    return uow.records.open(about, person, Act.RELEASE, SubjectAccess)


# -- beginning ---------------------------------------------------------------------------------------------


def _begin_form(request: Request, uow: UnitOfWork) -> Form:
    _keeper(request.person, uow)
    return asked.begin(request.values, Context.of(uow, request.person).today)


def _begin(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Begin it, with what is found by the person's part in it."""
    _keeper(event.person, uow)
    is_staff = answers[asked.WHO] == "staff"
    staff = answers.one(asked.STAFF) if is_staff else None
    if staff == event.person:
        raise Incomplete({asked.STAFF.id: Problem.INVOLVED})
    begun = SubjectAccess.received(
        uow.records.begin(SubjectAccess, event.person),
        received_on=answers[asked.RECEIVED],
        known_by=answers[asked.KNOWN_BY],
        today=Context.of(uow, event.person).today,
        individual=None if is_staff else _whom(answers[asked.REFERENCE], uow),
        staff=staff,
    )
    added = uow.records.add(begun, act="received")
    return ShowCard(_card(finding.refreshed(added, draws, uow), event.person, draws, uow))


def _whom(typed: str, uow: UnitOfWork) -> RecordId:
    """The individual who is known so. Raises Incomplete unless it is one."""
    alike = individuals.alike(Said.of(typed), uow)
    sure = [each for each, by in alike if By.REFERENCE in by] or [each for each, _ in alike]
    if len(sure) == 1:
        return sure[0].id
    raise Incomplete({asked.REFERENCE.id: Problem.TOO_MANY if sure else Problem.UNFIT})


# -- reading and deciding -----------------------------------------------------------------------------------


def _open(draws: Draws, event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the request, with what is new. Logged as a view."""
    record = _fresh(event, draws, uow)
    if record is None:
        return ShowCard(views.reopened())
    return ShowCard(_card(record, event.person, draws, uow, event.extra))


def _fresh(event: ActionEvent, draws: Draws, uow: UnitOfWork) -> SubjectAccess | None:
    """The request, with what is new; None if that opened it again, and the reader is no longer asked about it."""
    opened = uow.records.open(event.about, event.person, Act.READ, SubjectAccess)
    record, me = finding.refreshed(opened, draws, uow), uow.people.get(event.person)
    return record if me is not None and may(me, Act.READ, record, uow.people) else None


def _card(record: SubjectAccess, person: PersonId, draws: Draws, uow: UnitOfWork, page: str = "") -> Card:
    ids = dict.fromkeys(piece.record for piece in record.pieces)
    found = [each for id_ in ids if (each := uow.records.peek(id_)) is not None]
    return views.card(record, [(each, _called(each, uow)) for each in found], Context.of(uow, person), page)


def _called(record: Record, uow: UnitOfWork) -> str:
    return "as they are known here" if isinstance(record, Individual) else uow.words[record.kind].called


def _note(records: Iterable[Record], person: PersonId, uow: UnitOfWork) -> None:
    """Note a view of those records that this person may read by themselves; any other is noted with the request."""
    for record in records:
        by = drawing.right(record, person, uow)
        if by is not None:
            uow.records.open(record.id, person, by, Record)


@dataclass(frozen=True, kw_only=True)
class _Desk:
    """A request on the desk: its records in their parts, and the masks over them."""

    parts: tuple[sheets.Parts, ...]
    masks: Masks


def _desk(record: SubjectAccess, draws: Draws, uow: UnitOfWork) -> _Desk:
    subject = Subject.of(record, uow)
    drawn = finding.drawn_pieces(record, draws, uow)
    names = drawing.names([each for each, _ in drawn], uow)
    masks = Masks(
        names=names,
        labels=drawing.labels([each for each, _ in drawn], names, uow),
        shown=frozenset() if subject.staff is None else frozenset({subject.staff}),
        individuals=() if subject.staff is None else _individuals([each.record for each, _ in drawn], uow),
        references=None if subject.staff is None else uow.policy.references,
    )
    parts = tuple((each.record, _parts(each.blocks, pieces)) for each, pieces in drawn)
    return _Desk(parts=parts, masks=masks)


def _parts(blocks: tuple[Block, ...], pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, tuple[Block, ...]], ...]:
    sections = drawing.sections(blocks)
    return tuple((piece, sections[piece.number]) for piece in pieces if piece.number < len(sections))


def _individuals(records: list[Record], uow: UnitOfWork) -> tuple[str, ...]:
    """Words for the members of the public in these records."""
    pointed = {record.lookup for record in records if record.points_at_individual and record.lookup}
    found = (uow.records.peek(RecordId(id_)) for id_ in pointed)
    known = (words for each in found if isinstance(each, Individual) for words in finding.words_for(each))
    raised = (each.account.whom for each in records if isinstance(each, ContactOutside) and each.account is not None)
    return tuple(words for words in (*known, *raised) if words)


def _sheet(record: SubjectAccess, person: PersonId, draws: Draws, uow: UnitOfWork) -> Sheet:
    desk = _desk(record, draws, uow)
    return sheets.of(record, desk.parts, uow.people.get(record.staff), desk.masks, Context.of(uow, person))


def _draft(draws: Draws, event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show what would go out. Logged as a view."""
    record = _fresh(event, draws, uow)
    if record is None:
        return ShowCard(views.reopened())
    _note([each.record for each, _ in finding.drawn_pieces(record, draws, uow)], event.person, uow)
    return ShowCard(views.draft(record, _sheet(record, event.person, draws, uow), event.extra))


def _decide_form(draws: Draws, request: Request, uow: UnitOfWork) -> Form:
    record = _released(request.about, request.person, uow)
    desk = _desk(record, draws, uow)
    about, parts = next(((each, parts) for each, parts in desk.parts if each.ref == request.extra), (None, ()))
    if about is None:
        raise NotFound
    _note([about], request.person, uow)
    masked = [(piece, tuple(desk.masks.block(block) for block in blocks)) for piece, blocks in parts]
    return asked.decide(record, about, masked, request.values)


def _decide(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = _released(event.about, event.person, uow)
    mine = [piece for piece in record.pieces if piece.ref == event.extra]
    fates = {piece.number: fate for piece in mine if (fate := answers.get(asked.fate(piece))) is not None}
    saved = uow.records.save(record.decides(event.extra, fates, event.person), by=event.person, act="decided")
    return ShowCard(_card(saved, event.person, draws, uow))


# -- the second look --------------------------------------------------------------------------------------------


def _ask_form(request: Request, uow: UnitOfWork) -> Form:
    return asked.ask(_released(request.about, request.person, uow), request.values)


def _ask(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record, second = _released(event.about, event.person, uow), answers.one(asked.SECOND)
    if second is not None and second not in _could_look(uow):
        raise Incomplete({asked.SECOND.id: Problem.UNFIT})
    _still(record, uow)
    saved = uow.records.save(record.asks(second, event.person, uow.now), by=event.person, act="asked")
    return ShowCard(_card(saved, event.person, draws, uow))


def _could_look(uow: UnitOfWork) -> frozenset[PersonId]:
    return frozenset((*uow.people.holding(Role.RECORDS_ADMIN), *uow.people.management_team()))


def _still(record: SubjectAccess, uow: UnitOfWork) -> None:
    """Raise Conflict where a record has changed since it was decided."""
    if finding.outdated(record, uow):
        raise Conflict


def _look_form(request: Request, uow: UnitOfWork) -> Form:
    return asked.look(uow.records.open(request.about, request.person, Act.AFFIRM, SubjectAccess), request.values)


def _look(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Keep the second look; what has changed since it was decided is decided first."""
    record = uow.records.open(event.about, event.person, Act.AFFIRM, SubjectAccess)
    _still(record, uow)
    said = SecondLook(by=event.person, at=uow.now, agrees=answers.yes(asked.AGREES), words=answers[asked.WORDS])
    saved = uow.records.save(record.looked_at(said), by=event.person, act="agreed" if said.agrees else "not_agreed")
    if saved.second is None:
        uow.outbox.put(saved.keeper, "look_again", saved.id)
        return ShowCard(views.thanked())
    return ShowCard(_card(saved, event.person, draws, uow))


# -- its end ------------------------------------------------------------------------------------------------------


def _handed_form(request: Request, uow: UnitOfWork) -> Form:
    record = _released(request.about, request.person, uow)
    return asked.handed(record, request.values, Context.of(uow, request.person).today)


def _handed(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record, today = _released(event.about, event.person, uow), Context.of(uow, event.person).today
    said = Answered(by=event.person, at=uow.now, on=answers[asked.HANDED_ON], words=answers[asked.HOW])
    saved = uow.records.save(record.hand_over(said, today), by=event.person, act="handed_over")
    for id_ in dict.fromkeys(piece.record for piece in record.pieces if piece.fate not in LEFT_OUT):
        _released_of(id_, event.person, uow)
    return ShowCard(_card(saved, event.person, draws, uow))


def _released_of(about: RecordId, person: PersonId, uow: UnitOfWork) -> None:
    """A line in the history of a record of which something was handed over."""
    found = uow.records.peek(about)
    if found is not None:
        uow.records.save(found, by=None if found.anonymous_history else person, act="released")


def _refuse_form(request: Request, uow: UnitOfWork) -> Form:
    return asked.refuse(_released(request.about, request.person, uow), request.values)


def _refuse(draws: Draws, event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record, today = _released(event.about, event.person, uow), Context.of(uow, event.person).today
    said = Answered(by=event.person, at=uow.now, on=today, words=answers[asked.WHY_NOT])
    saved = uow.records.save(record.refused(said), by=event.person, act="refused")
    return ShowCard(_card(saved, event.person, draws, uow))


# -- as a document --------------------------------------------------------------------------------------------------


def _download(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Give an address for what goes out, valid once and for minutes: once somebody else has agreed to it."""
    record = _ready(event.about, event.person, uow)
    if f"{_ACT}{event.extra}" not in ACTS:
        raise NotFound
    if uow.policy.public_url is None:
        return ShowCard(views.no_page(record))
    ticket = Ticket(person=event.person, about=record.id, act=f"{_ACT}{event.extra}")
    token = uow.tickets.issue(ticket, minutes=views.MINUTES)
    return ShowCard(views.ready(record, f"{uow.policy.public_url}{PATH}{token}"))


def _ready(about: str | None, person: PersonId, uow: UnitOfWork) -> SubjectAccess:
    """The request, if it may go out as it is now. Raises Forbidden or NotFound, or Conflict."""
    record = _released(about, person, uow)
    if record.state is not State.READY:
        raise NotFound
    _still(record, uow)
    return record


def before(ticket: Ticket, draws: Draws, uow: UnitOfWork) -> Form:
    """The page before the document. Uses, logs and reveals nothing. Raises NotFound or Forbidden."""
    _ready(ticket.about, ticket.person, uow)
    return document_forms.page()


def content(ticket: Ticket, draws: Draws, uow: UnitOfWork) -> Making:
    """Content that goes out. Logged as a view. Raises NotFound, Forbidden or Conflict."""
    record = _ready(ticket.about, ticket.person, uow)
    uow.records.open(record.id, ticket.person, Act.READ, SubjectAccess)
    sheet = _sheet(record, ticket.person, draws, uow)
    return Making(sheet=sheet, version=record.version, as_data=ticket.act == f"{_ACT}json")


def made(ticket: Ticket, digest: str, version: int, draws: Draws, uow: UnitOfWork) -> None:
    """Keep the hash of what goes out."""
    record = _ready(ticket.about, ticket.person, uow)
    if record.version != version:
        raise Conflict
    document = Document(wanted=Wanted(purpose=Purpose.SUBJECT), by=ticket.person, at=uow.now, digest=digest)
    uow.records.save(record.handed_out(document), by=ticket.person, act=documents.act(Purpose.SUBJECT, digest))


def actions(draws: Draws) -> Acts:
    """Button actions."""
    return {views.OPEN: partial(_open, draws), views.DRAFT: partial(_draft, draws), views.DOWNLOAD: _download}


def forms(draws: Draws) -> Mapping[str, FormFlow]:
    """Forms."""
    return {
        asked.BEGIN: FormFlow(_begin_form, partial(_begin, draws)),
        asked.DECIDE: FormFlow(partial(_decide_form, draws), partial(_decide, draws)),
        asked.ASK: FormFlow(_ask_form, partial(_ask, draws)),
        asked.LOOK: FormFlow(_look_form, partial(_look, draws)),
        asked.HANDED: FormFlow(_handed_form, partial(_handed, draws)),
        asked.REFUSE: FormFlow(_refuse_form, partial(_refuse, draws)),
    }
