"""Drafting a letter to the individual, for the matter's handler, who sends it (policy 1.3, 1.8, 1.13).

Harbour sends none of it. The draft is the writer's until the letter has been sent; then it is kept with the record, and
the step follows that records that the individual was told.
"""

from __future__ import annotations

from bot.access import may
from bot.chat.events import ActionEvent, SubmitEvent, Value, Values
from bot.chat.forms import Answers, Form, tidy
from bot.chat.replies import Done, OpenForm, Reply, ShowCard
from bot.errors import Incomplete, NotFound, Refused
from bot.flows import individuals
from bot.flows.letters.kinds import KINDS, Desk, Kind
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import Ticket, UnitOfWork
from bot.records.base import Record
from bot.records.ended_contact.record import EndedContact
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.individual import Individual
from bot.records.letters import SentLetter, Which
from bot.records.restriction.parts import Format
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.views.letters import form as forms
from bot.views.letters.form import Choice
from bot.views.letters.parts import Extra, Pen, Shape
from bot.views.letters.shapes import Letter, drawn
from bot.views.letters.skeleton import Occasion

#: Path for handing over a document; a one-time token for one person follows.
PATH = "/letter/"
#: Prefix of the act in a ticket for a letter; the choice of letter follows.
ACT = "letter:"
#: More restrictions than one individual ever has.
_MOST = 50


# -- what it is written from -----------------------------------------------------------------------------


def _opened(about: str | None, person: PersonId, uow: UnitOfWork, *, logged: bool) -> tuple[Record, Kind]:
    """The record, for its handler, and the letters about it. `logged`: as a view of its content."""
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
    """Date and channel of the incident, from a report that the writer may read."""
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
    """The writer's pen, with the names that must not appear in the letter (R-1.8-4)."""
    nameless = _nameless(record, individual, uow)
    staff = tuple(part for each in uow.people for part in (each.name, each.email) if part)
    me = uow.people.get(person)
    return Pen(
        policy=uow.policy,
        name=me.name if me is not None else "",
        withheld=staff if nameless else (),
        nameless=nameless,
    )


def _nameless(record: Record, individual: Individual | None, uow: UnitOfWork) -> bool:
    """True if names are withheld, by a restriction or because correspondence had a target (R-1.8-4, R-1.9.2-2)."""
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
    """Form of the letter chosen, as it was last left; the first look is logged."""
    first = not request.values
    record, kind = _opened(request.about, request.person, uow, logged=first)
    offered = kind.which(record)
    desk = _desk(record, kind, request.person, uow, logged=first)
    kept = _kept(request.person, request.values, desk, kind, uow)
    choice = _chosen(request.values, offered) or _proposed(request.extra, kept, record, offered)
    return forms.draft(
        record,
        offered,
        choice,
        _letter(choice, desk, kind, uow),
        {**kept, **request.values},
        reasons=kind.reasons(choice.which, record),
        sends=_sends(choice.which, record, kind, uow),
        pages=uow.policy.public_url is not None,
        nameless=desk.pen.nameless,
    )


def _kept(person: PersonId, values: Values, desk: Desk, kind: Kind, uow: UnitOfWork) -> Values:
    """The writer's changes to each letter so far, kept for them alone until it is sent.

    Unchanged text is not kept: it is drawn again from the record.
    """
    about = desk.record.id
    before = uow.drafts.find(person, forms.DRAFT, about) or {}
    if not values:
        return before
    choices = {choice for field in values if (choice := Choice.of_field(field)) is not None}
    drawn = {
        field: piece
        for choice in choices
        if choice.which in kind.which(desk.record)
        for field, piece in choice.pieces(_letter(choice, desk, kind, uow)).items()
    }
    edited = {f: text for f, text in values.items() if f in drawn and _differs(text, drawn[f])}
    chosen = {name: values[name] for name in ("which", "shape", "extras") if name in values}
    others = {f: text for f, text in before.items() if Choice.of_field(f) is not None and f not in drawn}
    kept = {**others, **chosen, **edited}
    uow.drafts.keep(person, forms.DRAFT, kept, about)
    return kept


def _differs(text: Value, drawn: str) -> bool:
    return isinstance(text, str) and tidy(text) != tidy(drawn)


def _sends(which: Which, record: Record, kind: Kind, uow: UnitOfWork) -> bool:
    """True if this letter can be noted as sent."""
    return which in forms.ALONE or kind.can_note(which, record, uow)


def _chosen(values: Values, offered: tuple[Which, ...]) -> Choice | None:
    """Letter chosen in the form, or the only one there is; None if the form has not been drawn yet."""
    which, shape, extras = values.get("which") or offered[0].value, values.get("shape"), values.get("extras") or ()
    if "shape" not in values or which not in {each.value for each in offered}:
        return None
    return Choice(
        which=Which(str(which)),
        shape=Shape(shape) if isinstance(shape, str) and shape in set(Shape) else Shape.LETTER,
        extras=tuple(each for each in Extra if each.value in extras),
    )


def _proposed(extra: str, kept: Values, record: Record, offered: tuple[Which, ...]) -> Choice:
    """Letter that the button names, else the one kept, else the likeliest, in the planned format."""
    carried = Choice.unpacked(extra)
    if carried is not None and carried.which in offered:
        return carried
    telling = record.decision.telling if isinstance(record, Restriction) and record.decision is not None else None
    easy = telling is not None and telling.form is Format.EASY_READ
    planned = Choice(which=offered[0], shape=Shape.EASY_READ if easy else Shape.LETTER)
    return _chosen(kept, offered) or planned


def _keep(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Keep the draft for this person alone until they return to it."""
    record, kind = _opened(event.about, event.person, uow, logged=False)
    _kept(event.person, event.values, _desk(record, kind, event.person, uow, logged=False), kind, uow)
    choice = Choice.unpacked(event.extra)
    return ShowCard(forms.kept(record.id, choice.packed if choice is not None else ""))


def _note(event: SubmitEvent, _answers: Answers, uow: UnitOfWork) -> Reply:
    """Keep the sent letter with the record, then open the step that records that they were told.

    If it cannot be noted yet, it stays the writer's draft (drawing the form has kept it).
    """
    record, kind = _opened(event.about, event.person, uow, logged=False)
    choice = _chosen(event.values, kind.which(record))
    if choice is None:
        raise Refused("Another letter fits where this stands now. Nothing changed: please open it again.")
    if not _sends(choice.which, record, kind, uow):
        return Done("Your letter is kept for you as it stands.")
    desk = _desk(record, kind, event.person, uow, logged=False)
    texts = forms.typed(choice.pieces(_letter(choice, desk, kind, uow)), event.values)
    if errors := forms.gaps(texts):
        raise Incomplete(errors)
    text = "\n\n".join(piece for piece in texts.values() if piece)
    sent = record.sent(SentLetter(which=choice.which, text=text, by=event.person, at=uow.now))
    if sent is not record:
        uow.records.save(sent, by=event.person, act="letter_kept")
    uow.drafts.drop(event.person, forms.DRAFT, record.id)
    if kind.note is None or not kind.can_note(choice.which, record, uow):
        return Done("The letter is kept with the record.")
    return OpenForm(kind.note(Request(person=event.person, about=record.id), uow))


# -- as a document -----------------------------------------------------------------------------------------


def _download(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Give an address for the document, valid once and for minutes."""
    record, kind = _opened(event.about, event.person, uow, logged=False)
    choice = Choice.unpacked(event.extra)
    if choice is None or choice.which not in kind.which(record):
        raise NotFound
    _kept(event.person, event.values, _desk(record, kind, event.person, uow, logged=False), kind, uow)
    if uow.policy.public_url is None:
        return ShowCard(forms.no_page())
    ticket = Ticket(person=event.person, about=record.id, act=f"{ACT}{choice.packed}")
    token = uow.tickets.issue(ticket, minutes=forms.MINUTES)
    return ShowCard(forms.ready(record, choice, f"{uow.policy.public_url}{PATH}{token}"))


def before_document(token: str, uow: UnitOfWork) -> Form:
    """The page before the document. Uses, logs and reveals nothing. Raises NotFound or Forbidden."""
    _behind(token, uow, logged=False)
    return forms.page()


def document(token: str, uow: UnitOfWork) -> Letter:
    """The letter behind an address, which is used up; the look is logged. Raises NotFound or Forbidden."""
    ticket, choice, record, kind = _behind(token, uow, logged=True)
    if uow.tickets.use(token) is None:
        raise NotFound
    letter = _letter(choice, _desk(record, kind, ticket.person, uow, logged=True), kind, uow)
    pieces, kept = choice.pieces(letter), uow.drafts.find(ticket.person, forms.DRAFT, record.id) or {}
    if pieces.keys().isdisjoint(kept):
        return letter
    return letter.edited("\n\n".join(forms.typed(pieces, {**pieces, **kept}).values()))


def _behind(token: str, uow: UnitOfWork, *, logged: bool) -> tuple[Ticket, Choice, Record, Kind]:
    """Resolve an address to its letter. Raises NotFound unless it can still be written."""
    ticket = uow.tickets.find(token)
    if ticket is None or not ticket.act.startswith(ACT):
        raise NotFound
    choice = Choice.unpacked(ticket.act.removeprefix(ACT))
    record, kind = _opened(ticket.about, ticket.person, uow, logged=logged)
    if choice is None or choice.which not in kind.which(record):
        raise NotFound
    return ticket, choice, record, kind


ACTIONS = {forms.DOWNLOAD: _download, forms.KEEP: _keep}

FORMS = {forms.DRAFT: FormFlow(_draft_form, _note)}
