"""Finding what is held about one person: by their part in it at once, and by every mention overnight, in pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum

from bot.flows.documents import drawing
from bot.flows.documents.drawing import Drawn, Draws
from bot.flows.keeping import trees
from bot.flows.pieces import ended, place
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.appeal.record import Appeal
from bot.records.base import Record, RecordId
from bot.records.debrief import Debrief
from bot.records.individual import Individual
from bot.records.police.record import PoliceDecision
from bot.records.rights import Part
from bot.records.said import By, Said
from bot.records.subject_access.record import Fate, Piece, SubjectAccess
from bot.records.support_request.record import SupportRequest
from bot.records.time_away import TimeAway
from bot.records.witness import WitnessStatement
from bot.views.documents.masking import Names

#: Records of one person found by their part, at most; and records looked through in one unit of work.
MOST, AT_A_TIME = 2000, 100
#: Fewer letters of a person's description say nothing in somebody else's words.
_LEAST = 6


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Subject of a request: an individual as they are known here, or somebody who works here."""

    individual: Individual | None
    staff: PersonId | None

    @classmethod
    def of(cls, record: SubjectAccess, uow: UnitOfWork) -> Subject:
        """The subject of a request."""
        found = uow.records.peek(record.individual) if record.individual is not None else None
        return cls(individual=found if isinstance(found, Individual) else None, staff=record.staff)


# -- by their part in it ------------------------------------------------------------------------------------------


def records(subject: Subject, draws: Draws, uow: UnitOfWork) -> tuple[Record, ...]:
    """Records about the person, by the indexes: with what belongs to them, for a member of the public."""
    if subject.staff is not None:
        found = _of_staff(subject.staff, uow)
    elif subject.individual is not None:
        found = [subject.individual, *_of_individual(subject.individual, uow)]
    else:
        found = []
    return tuple(record for record in _once(found) if _counts(record, subject, draws))


def _of_staff(person: PersonId, uow: UnitOfWork) -> list[Record]:
    rows = (row for part in Part for row in uow.records.with_part(person, part, limit=MOST))
    return [record for row in rows if (record := uow.records.peek(row.id)) is not None]


def _of_individual(individual: Individual, uow: UnitOfWork) -> Iterator[Record]:
    kinds = [kind.kind for kind in uow.records.kinds if kind.points_at_individual]
    for row in uow.records.about(kinds, individual.id, limit=MOST):
        record = uow.records.peek(row.id)
        if record is not None:
            root = _root(record, uow)
            yield root
            yield from (each for _, each in trees.grown(root, uow))


def _root(record: Record, uow: UnitOfWork) -> Record:
    above = uow.records.peek(record.parent) if record.parent is not None else None
    return record if above is None else _root(above, uow)


def _once(found: Iterable[Record]) -> list[Record]:
    return sorted({record.id: record for record in found}.values(), key=lambda each: (each.origin.at, each.ref))


def _counts(record: Record, subject: Subject, draws: Draws) -> bool:
    """True if it can be drawn and may be about the person: support of staff is about nobody else."""
    return record.kind in draws and (subject.staff is not None or not isinstance(record, drawing.PRIVATE))


# -- by every mention ------------------------------------------------------------------------------------------------


def gather(draws: Draws, uow: UnitOfWork) -> bool:
    """Look through some more records for what mentions the subject of a request. Returns True if more is left."""
    request = next(_ungathered(uow), None)
    if request is None:
        return False
    name, subject = f"subject_access {request.id}", Subject.of(request, uow)
    rows = uow.records.register(sorted(draws), after=place(name, uow), limit=AT_A_TIME)
    mentions, known = _mentions(subject, uow), {piece.record for piece in request.pieces}
    found = [
        record
        for row in rows
        if row.id not in known and (record := uow.records.peek(row.id)) is not None
        if _counts(record, subject, draws) and mentions(record)
    ]
    is_over = len(rows) < AT_A_TIME
    if found or is_over:
        pieces = [piece for record in found for piece in pieces_of(record, subject, draws, uow)]
        uow.records.save(request.found(pieces, is_gathered=is_over), by=None, act="gathered")
    ended(name, None if is_over else rows[-1].id, uow)
    return True


def _ungathered(uow: UnitOfWork) -> Iterator[SubjectAccess]:
    for row in uow.records.register((SubjectAccess.kind,), limit=MOST):
        if row.is_open and not (found := uow.records.get(row.id, SubjectAccess)).is_gathered:
            yield found


def _mentions(subject: Subject, uow: UnitOfWork) -> Callable[[Record], bool]:
    """A test of whether a record mentions the person, by id, by name, or by their reference."""
    staff, individual, references = subject.staff, subject.individual, uow.policy.references
    if staff is not None:
        person = uow.people.get(staff)
        names = Names(() if person is None else (person,), {staff})
        return lambda record: any(
            text == staff or any(staff in span.whom for span in names.found(text)) for text in _strings(record)
        )
    if individual is None:
        return lambda _: False
    written = {words.casefold() for words in words_for(individual) if len(words) >= _LEAST}

    def is_named(text: str) -> bool:
        folded = text.casefold()
        if any(words in folded for words in written):
            return True
        digits = any(c.isdecimal() for c in text)
        return digits and By.REFERENCE in Said.of(text).agrees(individual.said, references)

    return lambda record: any(text == individual.id or is_named(text) for text in _strings(record))


def words_for(individual: Individual) -> tuple[str, ...]:
    """How an individual is described here, in everybody's words."""
    return tuple(dict.fromkeys((individual.display, *(name.words for name in individual.names))))


def _strings(thing: object) -> Iterator[str]:
    """Every text anywhere in a record; what stands for a choice is none."""
    if isinstance(thing, str) and not isinstance(thing, Enum):
        yield thing
    elif isinstance(thing, Mapping):
        yield from (text for item in thing.items() for each in item for text in _strings(each))
    elif isinstance(thing, tuple | list | frozenset):
        yield from (text for each in thing for text in _strings(each))
    elif is_dataclass(thing):
        yield from (text for field in fields(thing) for text in _strings(getattr(thing, field.name)))


# -- in pieces ---------------------------------------------------------------------------------------------------------


def pieces_of(record: Record, subject: Subject, draws: Draws, uow: UnitOfWork) -> tuple[Piece, ...]:
    """The parts of a record, each with what is proposed for it."""
    fate = proposed(record, subject)
    parts = drawing.sections(drawing.drawn(record, draws, uow).blocks)
    return tuple(
        Piece(record=record.id, ref=record.ref, kind=record.kind, version=record.version, number=n, fate=fate)
        for n in range(len(parts))
    )


def proposed(record: Record, subject: Subject) -> Fate:
    """Proposal for the parts of a record: masked; what others said in confidence, and their support, left out."""
    if isinstance(record, WitnessStatement) and record.witness != subject.staff:
        return Fate.CONFIDENCE
    if isinstance(record, PoliceDecision):
        return Fate.POLICE
    if isinstance(record, drawing.PRIVATE) and _whose(record) != subject.staff:
        return Fate.OTHERS
    if isinstance(record, Appeal) and subject.staff not in (None, record.handler):
        return Fate.OTHERS  # it is what somebody else says, and what another person made of it
    return Fate.MASK


def _whose(record: Debrief | TimeAway | SupportRequest) -> PersonId:
    return record.person if isinstance(record, Debrief) else record.origin.by


def outdated(request: SubjectAccess, uow: UnitOfWork) -> frozenset[RecordId]:
    """Records that have changed, or gone, since their pieces were decided."""
    versions = {piece.record: piece.version for piece in request.pieces}
    found = {id_: uow.records.peek(id_) for id_ in versions}
    return frozenset(id_ for id_, record in found.items() if record is None or record.version != versions[id_])


def refreshed(request: SubjectAccess, draws: Draws, uow: UnitOfWork) -> SubjectAccess:
    """The request with what was recorded or has changed since it was last opened, to be decided anew."""
    if not request.is_open:
        return request
    subject, old = Subject.of(request, uow), outdated(request, uow)
    known = {piece.record for piece in request.pieces} - old
    new = [record for record in records(subject, draws, uow) if record.id not in known]
    gone = {id_ for id_ in old if id_ not in {record.id for record in new}}
    # What was found by a mention is not found by its part again.
    new += [record for id_ in gone if (record := uow.records.peek(id_)) and record.kind in draws]
    if not new and not gone:
        return request
    pieces = [piece for record in new for piece in pieces_of(record, subject, draws, uow)]
    left = request.changed(pieces=tuple(piece for piece in request.pieces if piece.record not in gone))
    return uow.records.save(left.found(pieces, is_gathered=request.is_gathered), by=None, act="gathered")


def drawn_pieces(request: SubjectAccess, draws: Draws, uow: UnitOfWork) -> tuple[tuple[Drawn, tuple[Piece, ...]], ...]:
    """The records of a request as they are drawn, each with its pieces."""
    found = []
    for id_ in dict.fromkeys(piece.record for piece in request.pieces):
        record = uow.records.peek(id_)
        if record is not None and record.kind in draws:
            mine = tuple(piece for piece in request.pieces if piece.record == id_)
            found.append((drawing.drawn(record, draws, uow), mine))
    return tuple(found)
