"""The conversation about an ended contact (policy 1.9, 1.12.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from bot.chat.cards import Card, Item
from bot.chat.events import ActionEvent, CommandEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.errors import Forbidden, Incomplete, Problem
from bot.flows import debrief, earlier, hearing, individuals, lines, same
from bot.flows import time_away as support
from bot.flows.assignment import pass_on, stays
from bot.flows.follow_ups import opening as follow_ups
from bot.flows.police import opening as police
from bot.flows.request import FormFlow, Request
from bot.flows.restriction import conversation as restriction
from bot.flows.sharing.held import held
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import Record
from bot.records.ended_contact.grounds import Grounds
from bot.records.ended_contact.parts import (
    Account,
    Addition,
    FollowUp,
    NoteKind,
    Outcome,
    ReportTo,
    Talk,
    Triage,
    Wish,
)
from bot.records.ended_contact.record import EndedContact
from bot.records.restriction.record import Restriction
from bot.records.rights import Act, Part
from bot.records.time_away import TimeAway
from bot.views.context import Context
from bot.views.ended_contact import adding, deciding, forms, grounds
from bot.views.ended_contact import reading as views

# -- reporting ---------------------------------------------------------------------------------------


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/ended-contact`: the form, with the words typed after it in the note."""
    return OpenForm(_report_form(Request(person=event.person, values={"note": event.text}), uow))


def _report_form(request: Request, uow: UnitOfWork) -> Form:
    return forms.report(request.values, Context.of(uow, request.person))


def _report(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    origin = uow.records.begin(EndedContact, event.person)
    account = _account(answers, event.person, uow)
    record = uow.records.add(
        EndedContact.submit(origin, account, handler=_who_sees_it(account, event.person, uow)),
        act="submitted",
    )
    also: list[Record] = []
    if Wish.RESTRICT in account.wishes:
        also.append(restriction.suggest_from(record, uow))
    if Wish.TIME_AWAY in account.wishes:
        also.append(support.ask_for_time(event.person, uow, parent=record.id))
    decision, context = police.open_for(record, uow), Context.of(uow, event.person)
    unasked = adding.unasked(event.values, context)
    return ShowCard(views.receipt(record, context, also=tuple(also), police=decision, unasked=unasked))


def _sent_already(event: SubmitEvent, _answers: Callable[[], Answers], uow: UnitOfWork) -> Reply:
    """Show the receipt of the last report to somebody who sends it again: it was kept once."""
    sent = uow.records.with_part(event.person, Part.REPORTER, kind=EndedContact.kind, limit=100)
    newest = max(sent, key=lambda summary: summary.created_at)
    record = uow.records.get(newest.id, EndedContact)
    also = (*uow.records.children(record.id, Restriction), *uow.records.children(record.id, TimeAway))
    context = Context.of(uow, event.person)
    unasked = adding.unasked(event.values, context)
    return ShowCard(views.receipt(record, context, also=also, police=police.of(record, uow), unasked=unasked))


def _who_sees_it(account: Account, reporter: PersonId, uow: UnitOfWork) -> PersonId | None:
    """The reporter's line manager or the next in the chain, but no target, witness or manager kept out."""
    besides = {reporter, *account.targets, *account.witnesses}
    if account.not_to is not None:
        besides.add(account.not_to)
    return uow.people.who_handles(reporter, day=uow.policy.calendar.today(uow.now), besides=besides)


def _not_to(answers: Answers, reporter: PersonId, uow: UnitOfWork) -> PersonId | None:
    """The line manager, if another is to see it: it never reaches them, wherever it moves later."""
    me = uow.people.get(reporter)
    return me.line_manager if me and answers.get(forms.REPORT_TO) is ReportTo.OTHER else None


def _account(answers: Answers, reporter: PersonId, uow: UnitOfWork) -> Account:
    note = answers[forms.NOTE]
    relationship = answers.get(forms.RELATIONSHIP)
    who = individuals.met(answers[forms.INDIVIDUAL], relationship, reporter, uow)
    return Account(
        channel=answers[forms.CHANNEL],
        reasons=answers[forms.REASONS],
        note_kind=NoteKind.WRITTEN if note else answers[forms.NOTE_KIND],
        note=note,
        occurred_on=_occurred(answers, reporter, uow),
        warned=answers.get(forms.WARNED),
        threat_against=answers.get(forms.THREAT_AGAINST),
        recording_for=answers.get(forms.RECORDING_FOR),
        aimed_at=answers.get(forms.AIMED_AT),
        ended=answers[forms.ENDED],
        tried=answers[forms.TRIED],
        steps=answers[forms.STEPS],
        individual=who.id if who else None,
        relationship=None if who else relationship,
        witnesses=tuple(w for w in answers[forms.WITNESSES] if w != reporter),
        targets=tuple(t for t in answers[forms.TARGETS] if t != reporter),
        injury=answers.yes(forms.INJURY),
        wishes=answers[forms.WISHES],
        reengage_on=answers.get(forms.REENGAGE_ON),
        reengage_by=answers.one(forms.REENGAGE_BY),
        not_to=_not_to(answers, reporter, uow),
    )


def _occurred(answers: Answers, reporter: PersonId, uow: UnitOfWork) -> datetime:
    """Time of the incident: now if none was given, and never in the future."""
    day, at = answers.get(forms.OCCURRED_ON), answers.get(forms.OCCURRED_AT)
    if day is None and at is None:
        return uow.now
    me = uow.people.get(reporter)
    calendar = uow.policy.calendar.in_zone(me.time_zone if me else None)
    moment = calendar.moment(day or calendar.today(uow.now), at or time(12))
    if at is not None and moment > uow.now:
        raise Incomplete({forms.OCCURRED_AT.id: Problem.OUTSIDE})
    return min(moment, uow.now)


# -- reading -----------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the page asked for to the report's manager or reporter. Logged as a view."""
    record = uow.records.open(event.about, event.person, Act.READ, EndedContact)
    return ShowCard(_card(record, event.person, uow, page=event.extra))


def _card(record: EndedContact, reader: PersonId, uow: UnitOfWork, page: str = "") -> Card:
    context = Context.of(uow, reader)
    own = reader == record.origin.by
    individual = individuals.of(record.account.individual, uow, writer=reader if own else None)
    if own:
        added = lines.of_evidence(record.id, context, uow, own=True)
        return views.for_reporter(
            record,
            individual,
            context,
            police=police.of(record, uow),
            belongs=added,
            came=hearing.so_far(record, uow),
            cards=held(uow.records.children(record.id, Restriction), reader, uow),
            page=page,
        )
    belongs = _belongs(record, context, uow)
    return views.for_manager(
        record,
        individual,
        belongs,
        context,
        ways=follow_ups.ways(record, uow),
        earlier=earlier.noted(record, record.whom, reader, uow) if record.triage is None else (),
        came=hearing.so_far(record, uow),
        page=page,
    )


def _belongs(record: EndedContact, context: Context, uow: UnitOfWork) -> tuple[Item, ...]:
    """Lines for the records opened from the report, with `Open` for those who may read them."""
    return lines.of_children(record.id, context, uow)


# -- the manager's part --------------------------------------------------------------------------------


def _acknowledge(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, EndedContact)
    saved = uow.records.save(record.acknowledge(uow.now), by=event.person, act="acknowledged")
    return ShowCard(_card(saved, event.person, uow))


def _talked_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, EndedContact)
    return deciding.talked(record, request.values, Context.of(uow, request.person))


def _talked(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, EndedContact)
    chose_not_to = answers.get(deciding.HAPPENED) is Talk.CHOSE_NOT_TO
    today = Context.of(uow, event.person).today
    talked = record.talked(event.person, answers[deciding.TALKED_ON], uow.now, today=today, chose_not_to=chose_not_to)
    saved = uow.records.save(talked, by=event.person, act="chose_not_to_talk" if chose_not_to else "talked")
    # A threat from before police decisions were kept here has none yet.
    police.open_for(saved, uow, by=event.person)
    return ShowCard(_card(saved, event.person, uow))


def _triage_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, EndedContact)
    already = [FollowUp.RESTRICTION] if uow.records.children(record.id, Restriction) else []
    return deciding.triage(
        record, request.values, already=(*already, *((FollowUp.POLICE,) if record.needs_police else ()))
    )


def _triage(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, EndedContact)
    triage = Triage(
        at=uow.now,
        by=event.person,
        categories=answers[deciding.CATEGORIES],
        impact=answers[deciding.IMPACT],
        zero_tolerance=answers.yes(deciding.ZERO_TOLERANCE),
        not_zero_because=answers[deciding.NOT_ZERO_BECAUSE],
        follow_ups=answers[deciding.FOLLOW_UPS],
        action=answers[deciding.ACTION],
        signposted=answers[deciding.SIGNPOSTED],
        grounds=Grounds(
            abuse=answers[grounds.ABUSIVE],
            harassment=answers[grounds.HARASSING],
            asked_to_stop=answers[grounds.ASKED_TO_STOP],
            staff_time=answers[grounds.STAFF_TIME],
            level=answers[grounds.LEVEL],
            hard_for_them=answers[grounds.HARD_FOR_THEM],
            help_offered=answers[grounds.HELP_OFFERED],
        ),
    )
    triaged = record.triaged(triage)
    triaged = _with_what_there_is(triaged, uow)
    words = answers[deciding.WORDS_NO_FURTHER] or answers[deciding.WORDS_FURTHER]
    if words:
        triaged = triaged.told(Outcome(at=uow.now, by=event.person, words=words, promises=triage.promises))
    saved = uow.records.save(triaged, by=event.person, act="triaged")
    if words:
        uow.outbox.put(record.origin.by, "outcome", record.id)
    police.open_for(saved, uow, by=event.person)
    follow_ups.open_for(saved, triage.follow_ups, uow, by=event.person)
    if triage.zero_tolerance:
        police.zero_tolerance(saved, uow)
    if saved.calls_for_debriefs:
        debrief.offer_to((*saved.involved, *police.involved(saved, uow)), saved.id, uow)
    return ShowCard(_card(saved, event.person, uow))


def _with_what_there_is(record: EndedContact, uow: UnitOfWork) -> EndedContact:
    """Stop waiting for a restriction if one has already been suggested or proposed."""
    return record.proposal_settled(uow.now) if uow.records.children(record.id, Restriction) else record


def _outcome_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, EndedContact)
    return deciding.outcome(record, request.values, Context.of(uow, request.person))


def _outcome(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, EndedContact)
    more = bool(answers[deciding.MORE_TO_COME])
    told = record.told(Outcome(at=uow.now, by=event.person, words=answers[deciding.WORDS], promises=more))
    told = _with_what_there_is(told, uow)
    saved = uow.records.save(told, by=event.person, act="told")
    police.open_for(saved, uow, by=event.person)
    uow.outbox.put(record.origin.by, "outcome", record.id)
    return ShowCard(_card(saved, event.person, uow))


def _no_restriction_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, EndedContact)
    return deciding.no_restriction(record, request.values, Context.of(uow, request.person))


def _no_restriction(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, EndedContact)
    why = Addition(at=uow.now, by=event.person, text=f"{views.NO_RESTRICTION}: {answers[deciding.WHY_NONE]}")
    none = record.no_restriction(why).heard(uow.now, record.heard_of)
    saved = uow.records.save(none, by=event.person, act="no_restriction")
    uow.outbox.put(record.origin.by, "came", record.id)
    return ShowCard(_card(saved, event.person, uow))


# -- adding --------------------------------------------------------------------------------------------


def _add_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.ADD, EndedContact)
    return adding.add(record, request.values, Context.of(uow, request.person), _unasked(request.extra))


def _unasked(extra: str) -> tuple[str, ...]:
    return tuple(filter(None, extra.split(",")))


def _add(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.ADD, EndedContact)
    text = adding.in_words(record, answers, Context.of(uow, event.person), _unasked(event.extra))
    added = record.add(Addition(at=uow.now, by=event.person, text=text))
    saved = uow.records.save(added, by=event.person, act="added")
    if saved.handler == event.person:
        return ShowCard(_card(saved, event.person, uow))  # whoever works on it keeps it, also on leave
    if not stays(saved, uow):
        saved = pass_on(saved, uow, by=None, act="stand_in")
    elif saved.acknowledged_at is not None:
        assert saved.handler is not None  # it stays with somebody
        uow.outbox.put(saved.handler, "added", saved.id, item=str(saved.version))
    return ShowCard(_card(saved, event.person, uow))


def _tell_manager(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Note that the reporter will tell their manager: their own choice, which nobody makes for them."""
    record = uow.records.open(event.about, event.person, Act.ADD, EndedContact)
    if event.person != record.origin.by:
        raise Forbidden
    saved = uow.records.save(record.will_tell_manager(), by=event.person, act="will_tell_manager")
    return ShowCard(_card(saved, event.person, uow))


def _support_seen(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the support options to somebody who answers the reminder, which is not repeated (N5)."""
    record = uow.records.open(event.about, event.person, Act.ANSWER, EndedContact)
    uow.records.save(record.support_seen(event.person), by=None, act=None)
    return support.show(event.person, uow)


def _reengaged(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.ANSWER, EndedContact)
    uow.records.save(record.reengaged(event.person, uow.now), by=event.person, act="reengaged")
    return ShowCard(views.reengaged(record))


ACTIONS = {
    "ended_contact.open": _open,
    "ended_contact.acknowledge": _acknowledge,
    "ended_contact.tell_manager": _tell_manager,
    "ended_contact.support_seen": _support_seen,
    "ended_contact.reengaged": _reengaged,
    **same.answers(EndedContact, _card),
}

FORMS = {
    views.REPORT: FormFlow(_report_form, _report, _sent_already),
    views.TALKED: FormFlow(_talked_form, _talked),
    views.TRIAGE: FormFlow(_triage_form, _triage),
    views.OUTCOME: FormFlow(_outcome_form, _outcome),
    views.NONE_NEEDED: FormFlow(_no_restriction_form, _no_restriction),
    views.ADD: FormFlow(_add_form, _add),
}
