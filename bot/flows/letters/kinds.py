"""Letters that can be written about each kind of record, as a small table (policy 1.3, 1.8, 1.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.chat.forms import Form
from bot.flows.appeal import deciding as appeal_deciding
from bot.flows.follow_ups import correspondence
from bot.flows.request import Request
from bot.flows.restriction import review as restriction_review
from bot.flows.sharing.conversation import seen_to
from bot.ports import UnitOfWork
from bot.records.appeal import record as appeals
from bot.records.appeal.record import Appeal
from bot.records.base import Record, RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups import correspondence as correspondences
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.individual import Individual
from bot.records.letters import Which
from bot.records.restriction.record import Restriction
from bot.views.appeal import letter as appeal_letters
from bot.views.appeal import reading as appeal_views
from bot.views.follow_ups import correspondence as correspondence_views
from bot.views.letters import warning as warnings
from bot.views.letters.parts import Content, Extra, Pen
from bot.views.letters.skeleton import Occasion
from bot.views.restriction import letters as restriction_letters
from bot.views.restriction import review as reviews


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Sources for writing a letter."""

    record: Record
    individual: Individual | None
    occasion: Occasion | None
    pen: Pen


@dataclass(frozen=True, kw_only=True)
class Kind:
    """Letters that can be written about one kind of record."""

    which: Callable[[Record], tuple[Which, ...]]
    content: Callable[[Which, Desk, tuple[Extra, ...], UnitOfWork], Content]
    #: Reasons for the decision, as recorded.
    reasons: Callable[[Which, Record], str]
    individual: Callable[[Record, UnitOfWork], RecordId | None]
    #: Form that records that the individual was told; None if there is none.
    note: Callable[[Request, UnitOfWork], Form] | None = None
    #: True if that form comes next after this letter.
    can_note: Callable[[Which, Record, UnitOfWork], bool] = lambda _which, _record, _uow: False


# -- a restriction -------------------------------------------------------------------------------------


def _restriction(record: Record) -> Restriction:
    assert isinstance(record, Restriction)  # by its kind
    return record


def _about_restriction(which: Which, desk: Desk, extras: tuple[Extra, ...], uow: UnitOfWork) -> Content:
    drafted = restriction_letters.Desk(
        record=_restriction(desk.record),
        individual=desk.individual,
        occasion=desk.occasion,
        pen=desk.pen,
        extras=extras,
    )
    return restriction_letters.content(which, drafted)


def _restriction_can_note(which: Which, record: Record, uow: UnitOfWork) -> bool:
    found = seen_to(_restriction(record), uow)
    at_once = found.protected and found.protection is not None and found.protection.told is None
    waits = at_once or found.waits_for_telling
    return which is not Which.REVIEW_COMING and waits and not found.waits_for_sharing


# -- an appeal -----------------------------------------------------------------------------------------


def _appeal(record: Record) -> Appeal:
    assert isinstance(record, Appeal)  # by its kind
    return record


def _about_appeal(which: Which, desk: Desk, extras: tuple[Extra, ...], uow: UnitOfWork) -> Content:
    record = _appeal(desk.record)
    return appeal_letters.content(record, appeal_deciding.against(record, uow), desk.individual, desk.pen, extras)


def _appeal_reasons(which: Which, record: Record) -> str:
    decision = _appeal(record).decision
    return decision.reasons if decision is not None else ""


def _who_appealed(record: Record, uow: UnitOfWork) -> RecordId | None:
    restriction = appeal_deciding.against(_appeal(record), uow)
    return restriction.individual if restriction is not None else None


# -- what restricts nothing ----------------------------------------------------------------------------


def _correspondence(record: Record) -> CorrespondenceDecision:
    assert isinstance(record, CorrespondenceDecision)  # by its kind
    return record


def _warning(which: Which, desk: Desk, extras: tuple[Extra, ...], uow: UnitOfWork) -> Content:
    return warnings.content(which, desk.individual, desk.occasion, desk.pen, extras)


def _correspondence_reasons(which: Which, record: Record) -> str:
    decision = _correspondence(record).decision
    return decision.reasons if decision is not None else ""


def _report(record: Record) -> EndedContact:
    assert isinstance(record, EndedContact)  # by its kind
    return record


#: Letters by kind of record.
KINDS: Mapping[str, Kind] = {
    Restriction.kind: Kind(
        which=lambda record: restriction_letters.which(_restriction(record)),
        content=_about_restriction,
        reasons=lambda which, record: restriction_letters.reasons(which, _restriction(record)),
        individual=lambda record, _: _restriction(record).individual,
        note=restriction_review.FORMS[reviews.TOLD].draw,
        can_note=_restriction_can_note,
    ),
    Appeal.kind: Kind(
        which=lambda record: appeal_letters.which(_appeal(record)),
        content=_about_appeal,
        reasons=_appeal_reasons,
        individual=_who_appealed,
        note=appeal_deciding.FORMS[appeal_views.TOLD].draw,
        can_note=lambda _which, record, _uow: record.state is appeals.State.DECIDED,
    ),
    CorrespondenceDecision.kind: Kind(
        which=lambda record: warnings.which(_correspondence(record)),
        content=_warning,
        reasons=_correspondence_reasons,
        individual=lambda record, _: _correspondence(record).matter.individual,
        note=correspondence.FORMS[correspondence_views.INFORM].draw,
        can_note=lambda _which, record, _uow: record.state is correspondences.State.DECIDED,
    ),
    EndedContact.kind: Kind(
        # No letter is written before it is decided what follows.
        which=lambda record: (Which.BEHAVIOUR,) if _report(record).triage is not None else (),
        content=_warning,
        reasons=lambda _which, _record: "",
        individual=lambda record, _: _report(record).whom,
    ),
}
