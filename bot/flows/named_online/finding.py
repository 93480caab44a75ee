"""Reporting that a colleague is named publicly: it goes to their manager, and the finder hears no more (1.14.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.chat.events import CommandEvent, SubmitEvent
from bot.chat.forms import Answers, Form, tidy
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Incomplete, Problem, refuse
from bot.flows import known
from bot.flows.assignment import pass_on, stays
from bot.flows.evidence.conversation import found_address
from bot.flows.mailing import email_too
from bot.flows.police import opening as police_opening
from bot.flows.request import Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.links import first_link
from bot.records.named_online.parts import Found, Threat, lookup
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.report import barred_besides
from bot.records.restriction.record import Restriction
from bot.views.context import Context
from bot.views.named_online import forms
from bot.views.named_online import reading as views


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/named-online`: the form, with a link and words typed after it in their fields."""
    link, line = first_link(tidy(event.text))
    return OpenForm(report_form(Request(person=event.person, values={forms.LINK.id: link, forms.LINE.id: line}), uow))


def report_form(request: Request, uow: UnitOfWork) -> Form:
    """The finder's form."""
    return forms.report(request.values)


def report(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Make one record for each colleague named, each with their own manager; the answer is always the same."""
    named = answers[forms.NAMED]
    if any((person := uow.people.get(one)) is None or not person.active for one in named):
        raise Incomplete({forms.NAMED.id: Problem.LEFT})
    found = _found(answers, event.person, uow)
    refuse(found.missing())
    records = [_kept(one, found, tuple(n for n in named if n != one), uow) for one in named]
    return _sent(records, found, event.person, uow)


def sent_already(event: SubmitEvent, answers: Callable[[], Answers], uow: UnitOfWork) -> Reply:
    """Give the same answer again to a repeat: it was kept once."""
    read = answers()
    found = _found(read, event.person, uow)
    kept = (_same(one, found, uow) for one in read[forms.NAMED])
    return _sent([record for record in kept if record is not None], found, event.person, uow)


def _found(answers: Answers, finder: PersonId, uow: UnitOfWork) -> Found:
    return Found(
        at=uow.now,
        by=finder,
        place=answers[forms.PLACE],
        where=answers[forms.WHERE],
        link=answers[forms.LINK],
        line=answers[forms.LINE],
        threat=answers[forms.THREAT],
    )


def _sent(records: Sequence[NamedOnline], found: Found, finder: PersonId, uow: UnitOfWork) -> Reply:
    own = next((record for record in records if record.person == finder), None)
    threat = found.threat is not Threat.NO
    # An unsure finder has opened no decision, and is not shown one that somebody else has.
    decisions = [police_opening.of(record, uow) for record in records] if found.threat is Threat.YES else []
    police = [decision.id for decision in decisions if decision is not None]
    about = next((record for record in records if record.person != finder), None)
    return ShowCard(
        views.sent(
            threat=threat,
            police=police,
            own=own,
            others=about is not None,
            context=Context.of(uow, finder),
            screenshot=found_address(finder, about.id, uow) if about is not None else None,
        )
    )


# -- one of those who are named ----------------------------------------------------------------------


def _kept(person: PersonId, found: Found, others: tuple[PersonId, ...], uow: UnitOfWork) -> NamedOnline:
    same = _same(person, found, uow)
    record = _new(person, found, others, uow) if same is None else _added(same, found, others, uow)
    police_opening.open_for(record, uow)
    _keep_apart(record, uow)
    if record.told is not None and found.by == person:
        police_opening.now_known(record, person, uow)
        known.offer_what_was_held_back(record, (person,), uow)
    return uow.records.get(record.id, NamedOnline)


def _same(person: PersonId, found: Found, uow: UnitOfWork) -> NamedOnline | None:
    """The open record about this person and link; without a link, the one from this finder."""
    known = uow.records.find_all(NamedOnline, lookup(person, found))
    return next(
        (r for r in known if r.is_open and (found.link or any(earlier.by == found.by for earlier in r.found))), None
    )


def _manages(finder: PersonId, person: PersonId, uow: UnitOfWork) -> bool:
    named = uow.people.get(person)
    return named is not None and named.line_manager == finder and finder != person


def _new(person: PersonId, found: Found, others: tuple[PersonId, ...], uow: UnitOfWork) -> NamedOnline:
    manages = _manages(found.by, person, uow) and found.by not in others
    besides = {person, *others, *(() if manages else (found.by,))}
    today = uow.policy.calendar.today(uow.now)
    record = NamedOnline.report(
        uow.records.begin(NamedOnline, found.by),
        person=person,
        found=_by(found, manager=manages),
        handler=uow.people.who_handles(person, day=today, besides=besides),
        also_named=others,
    )
    saved = uow.records.add(_known(record, found, uow), act="reported")
    if saved.acknowledged_at is not None and saved.handler is not None:
        # They have seen it where it was published; from now on it waits for them here.
        uow.outbox.put(saved.handler, "waiting", saved.id)
    email_too(saved, uow)
    return saved


def _added(record: NamedOnline, found: Found, others: tuple[PersonId, ...], uow: UnitOfWork) -> NamedOnline:
    manages = record.handler == found.by or (_manages(found.by, record.person, uow) and found.by not in others)
    added = _known(record.found_again(_by(found, manager=manages), others), found, uow)
    if added == record:
        return record
    saved = uow.records.save(added, by=found.by, act="found_again")
    if not stays(saved, uow):
        return pass_on(saved, uow, by=None, act="stand_in")
    if saved.handler is not None and saved.handler != found.by:
        uow.outbox.put(saved.handler, "found_again", saved.id, item=str(saved.version))
    return saved


def _keep_apart(record: NamedOnline, uow: UnitOfWork) -> None:
    """Bar people since named, or among its finders, from deciding the records opened from it (model.md §3)."""
    for restriction in uow.records.children(record.id, Restriction):
        barred = tuple(sorted({*restriction.barred, *barred_besides(record, restriction.origin.by)}))
        if barred != restriction.barred:
            uow.records.save(restriction.changed(barred=barred), by=None, act="joined")
    grown = (*uow.records.children(record.id, PoliceDecision), *uow.records.children(record.id, Restriction))
    for each in grown:
        if each.is_open and each.handler in each.conflicted():
            pass_on(each, uow, by=None, act="stand_in")


def _by(found: Found, *, manager: bool) -> Found:
    return found.by_a_manager() if manager else found


def _known(record: NamedOnline, found: Found, uow: UnitOfWork) -> NamedOnline:
    """Note that the named colleague knows, if they reported it themselves."""
    if found.by != record.person:
        return record
    return record.knew(uow.now, Context.of(uow, found.by).today)
