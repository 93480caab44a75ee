"""The conversation about evidence: added by staff, viewed in two deliberate steps (policy 1.14.1, 1.9.2)."""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import FOLLOWED, Card
from bot.chat.events import ActionEvent, MessageEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Done, Reply, ShowCard
from bot.errors import Forbidden, NotFound
from bot.flows.inspecting import given
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import Ticket, UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.evidence import EvidenceItem, ItemType, Nature, Thing, Withdrawn, concerned
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.evidence import forms
from bot.views.evidence import reading as views

#: Paths of Harbour's own pages for files; a one-time token for one person follows.
ADD_PATH = "/evidence/add/"
LOOK_PATH = "/evidence/look/"
#: Right that a finder's address gives: to add, by that address alone, and nothing else.
FOUND = "found"


# -- adding --------------------------------------------------------------------------------------------


def _add_form(request: Request, uow: UnitOfWork) -> Form:
    parent = uow.records.open(request.about, request.person, Act.ATTACH, Record)
    return forms.add(parent, request.values, Context.of(uow, request.person))


def _add(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Keep a link or an object at once; for a file, give an address on Harbour's own pages."""
    parent = uow.records.open(event.about, event.person, Act.ATTACH, Record)
    type_ = answers[forms.TYPE]
    if type_ is ItemType.FILE:
        ticket = Ticket(person=event.person, about=parent.id, act=Act.ATTACH.value)
        token = uow.tickets.issue(ticket, minutes=views.UPLOAD_MINUTES)
        return ShowCard(views.upload_ready(parent, _address(ADD_PATH, token, uow)))
    origin, number = uow.records.begin(EvidenceItem, event.person, parent=parent.id), number_of(parent, uow)
    on = answers.get(forms.CAPTURED_ON)
    if type_ is ItemType.LINK:
        item = EvidenceItem.of_link(
            origin, parent, number, nature=nature(answers), captured_on=on, link=answers[forms.LINK]
        )
    else:
        thing = Thing(what=answers[forms.THING], where=answers[forms.KEPT_AT])
        item = EvidenceItem.of_thing(origin, parent, number, nature=nature(answers), captured_on=on, thing=thing)
    return ShowCard(views.added(kept(item, parent, uow)))


def found_address(finder: PersonId, found: RecordId, uow: UnitOfWork) -> str | None:
    """Address at which a finder may add one screenshot, within minutes; they have no other access (R-1.14.3-3).

    None where Harbour has no pages.
    """
    if uow.policy.public_url is None:
        return None
    ticket = Ticket(person=finder, about=found, act=FOUND)
    return _address(ADD_PATH, uow.tickets.issue(ticket, minutes=views.UPLOAD_MINUTES), uow)


def nature(answers: Answers) -> Nature:
    """Nature of the evidence: distressing or not, and in which respect."""
    if not answers.yes(forms.DISTRESSING):
        return Nature(distressing=False)
    return Nature(distressing=True, materials=answers[forms.MATERIALS], words=answers[forms.WORDS])


def number_of(parent: Record, uow: UnitOfWork) -> int:
    """Number of the record's next piece of evidence; numbers are never reused."""
    return len(uow.records.children(parent.id, EvidenceItem)) + 1


def kept(item: EvidenceItem, parent: Record, uow: UnitOfWork) -> EvidenceItem:
    """Keep it, and send the manager a pointer if somebody else added it."""
    saved = uow.records.add(item, act="added")
    if parent.handler not in (None, item.origin.by):
        assert parent.handler is not None  # as was just seen
        uow.outbox.put(parent.handler, "evidence", parent.id)
    return saved


def _address(path: str, token: str, uow: UnitOfWork) -> str:
    if uow.policy.public_url is None:
        raise NotFound
    return f"{uow.policy.public_url}{path}{token}"


def sent_in_chat(event: MessageEvent, uow: UnitOfWork) -> Reply:
    """Answer a file sent to the bot: it is not fetched, and its sender is told how to remove it (R-1.14.1-3)."""
    return ShowCard(views.sent_in_chat(Context.of(uow, event.person)))


def sent_beside(answer: ShowCard, event: MessageEvent, uow: UnitOfWork) -> Reply:
    """Answer a command with a file beside it: the words count, and the file is not fetched."""
    return ShowCard(views.sent_beside(answer.card, Context.of(uow, event.person)))


# -- looking -------------------------------------------------------------------------------------------


def opened(about: str | None, person: PersonId, uow: UnitOfWork) -> tuple[EvidenceItem, Act]:
    """The piece, opened by the right that lets this person see it. Logged as a view.

    A records administrator may see it while the reason that they gave holds.
    """
    found = uow.records.peek(RecordId(about)) if about else None
    if isinstance(found, EvidenceItem) and not allowed(Act.READ, found, person, uow) and given(found, person, uow.now):
        return uow.records.open(about, person, Act.INSPECT, EvidenceItem), Act.INSPECT
    return uow.records.open(about, person, Act.READ, EvidenceItem), Act.READ


def allowed(act: Act, item: EvidenceItem, person: PersonId, uow: UnitOfWork) -> bool:
    """True if this person may do this with a piece; nothing is logged."""
    me = uow.people.get(person)
    return me is not None and may(me, act, item, uow.people, uow.records.above(item))


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """The cover: what kind of material it is, and who may want to stop here."""
    item, _ = opened(event.about, event.person, uow)
    return ShowCard(_cover(item, event.person, uow))


def _cover(item: EvidenceItem, person: PersonId, uow: UnitOfWork) -> Card:
    return views.cover(item, Context.of(uow, person), manages=allowed(Act.DECIDE, item, person, uow))


def _look(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Second step: show the link as text, or an address for the file. The look is kept with the piece."""
    item, act = opened(event.about, event.person, uow)
    if item.file is not None:
        if uow.policy.public_url is None:
            return ShowCard(views.no_page(item))
        ticket = Ticket(person=event.person, about=item.id, act=act.value)
        token = uow.tickets.issue(ticket, minutes=views.LOOK_MINUTES)
        return ShowCard(views.file_ready(item, _address(LOOK_PATH, token, uow)))
    if not item.link:
        raise NotFound
    looked = uow.records.save(item.looked(event.person, uow.now), by=event.person, act="looked")
    return ShowCard(views.link_shown(looked))


def _back(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Thank somebody who turns back, and ask nothing."""
    return ShowCard(views.stopped())


def _followed(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Leave the dialog as it is after a link was followed in the browser."""
    return Done()


# -- what a manager does with it -------------------------------------------------------------------------


def _decider(about: str | None, person: PersonId, uow: UnitOfWork) -> EvidenceItem:
    return uow.records.open(about, person, Act.DECIDE, EvidenceItem)


def _withdraw_form(request: Request, uow: UnitOfWork) -> Form:
    return forms.withdraw(_decider(request.about, request.person, uow), request.values)


def _withdraw(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Withdraw it: its key goes with this commit; its bytes are swept away within a day."""
    item = _decider(event.about, event.person, uow)
    withdrawn = item.withdraw(Withdrawn(by=event.person, at=uow.now, reason=answers[forms.WHY]))
    saved = uow.records.save(withdrawn, by=event.person, act="withdrawn")
    return ShowCard(_cover(saved, event.person, uow))


def _let_form(request: Request, uow: UnitOfWork) -> Form:
    item = _decider(request.about, request.person, uow)
    return forms.let(item, _could_be_let(item, uow), request.values, Context.of(uow, request.person))


def _could_be_let(item: EvidenceItem, uow: UnitOfWork) -> tuple[PersonId, ...]:
    parent = _parent(item, uow)
    return tuple(sorted(concerned(parent) - set(item.let) - {parent.handler}))


def _let(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    item = _decider(event.about, event.person, uow)
    who = answers.get(forms.WHO)
    if who is None:
        raise Forbidden
    let = item.lets(PersonId(who), _parent(item, uow))
    saved = uow.records.save(let, by=event.person, act="let_look")
    return ShowCard(_cover(saved, event.person, uow))


def _parent(item: EvidenceItem, uow: UnitOfWork) -> Record:
    assert item.parent is not None  # each belongs to a record
    return uow.records.get(item.parent, Record)


ACTIONS = {
    views.OPEN: _open,
    views.LOOK: _look,
    "evidence.back": _back,
    FOLLOWED: _followed,
}

FORMS = {
    views.ADD: FormFlow(_add_form, _add),
    views.WITHDRAW: FormFlow(_withdraw_form, _withdraw),
    views.LET: FormFlow(_let_form, _let),
}
