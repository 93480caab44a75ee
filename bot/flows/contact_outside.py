"""The conversation about contact outside the office: raised, discussed, then recorded or erased (policy 1.10.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.chat.events import ActionEvent, CommandEvent, SubmitEvent
from bot.chat.forms import Answers, Form, tidy
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.flows import individuals
from bot.flows.assignment import pass_on, stays
from bot.flows.pieces import ended, place
from bot.flows.request import FormFlow, Request
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.contact_outside import Account, ContactOutside, Note, State
from bot.records.rights import Act
from bot.views.contact_outside import dialogs as views
from bot.views.context import Context
from bot.views.ended_contact import forms as ended_contact

#: The command, and the draft of the words typed after it until the form opens.
COMMAND = "outside_contact"


# -- raising it ----------------------------------------------------------------------------------------


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/outside-contact`: the form, with the words typed after it as its line."""
    line = tidy(event.text)
    return OpenForm(_form(Request(person=event.person, values={views.LINE.id: line} if line else {}), uow))


def _form(request: Request, uow: UnitOfWork) -> Form:
    return views.tell(request.values, Context.of(uow, request.person))


def _told(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Pass it to one's own manager or their cover, held but not yet recorded (R-1.10.4-1, R-1.10.4-2)."""
    context = Context.of(uow, event.person)
    account = Account(
        where=answers[views.WHERE],
        on=answers[views.ON],
        line=answers[views.LINE],
        frightened=answers.yes(views.FRIGHTENED),
        whom=answers[views.WHOM],
    )
    manager = uow.people.who_handles(
        event.person, day=uow.policy.calendar.today(uow.now), besides=frozenset({event.person})
    )
    origin = uow.records.begin(ContactOutside, event.person)
    record = uow.records.add(ContactOutside.tell(origin, account, manager=manager, today=context.today), act="raised")
    # The draft of what was typed before the form opened says the same, and would outlive it.
    uow.drafts.drop(event.person, COMMAND)
    if manager is not None:
        # Reminders begin on the next working day; the first notice goes now.
        uow.outbox.put(manager, "waiting", record.id)
    return ShowCard(views.receipt(record, context))


# -- reading it ------------------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.READ, ContactOutside)
    return _shown(record, event.person, uow)


def _shown(record: ContactOutside, reader: PersonId, uow: UnitOfWork) -> Reply:
    context = Context.of(uow, reader)
    if reader == record.origin.by:
        return ShowCard(views.for_reporter(record, context))
    known = individuals.of(record.note.individual if record.note else None, uow)
    whom = known.display if known else ""
    return ShowCard(views.for_manager(record, context, whom=whom, earlier=_earlier(record, uow)))


def _earlier(record: ContactOutside, uow: UnitOfWork) -> Sequence[Note]:
    """Earlier notes about the same individual, whoever raised them: for the manager alone (R-1.10.4-4)."""
    individual = _individual(record, uow)
    if individual is None:
        return ()
    found = uow.records.find_all(ContactOutside, individual, limit=views.MOST_EARLIER + 2)
    notes = [each.note for each in found if each.note is not None and each.id != record.id]
    return [note for note in notes if record.note is None or note.at < record.note.at][: views.MOST_EARLIER + 1]


def _individual(record: ContactOutside, uow: UnitOfWork) -> RecordId | None:
    """The individual it is about, if already on record; looked up, never added."""
    if record.account is None:
        return record.note.individual if record.note is not None else None
    found = individuals.known(record.account.whom, uow)
    return found.id if found is not None else None


# -- a report --------------------------------------------------------------------------------------------


def _lead_on(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Open the report form with the known facts filled in; nothing goes before they send it (R-1.10.4-2)."""
    record = uow.records.open(event.about, event.person, Act.READ, ContactOutside)
    # The individual as the manager recorded them is not for the author, who said as much as they wished.
    own, note = event.person == record.origin.by, record.note
    known = individuals.of(note.individual if note and not own else None, uow)
    values = views.known(record, event.person, whom=known.display if known else "")
    return OpenForm(ended_contact.report(values, Context.of(uow, event.person)))


# -- deciding --------------------------------------------------------------------------------------------


def _record_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, ContactOutside)
    return views.record_it(record, request.values, Context.of(uow, request.person))


def _recorded(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, ContactOutside)
    note = Note(
        at=uow.now,
        by=event.person,
        where=answers[views.WHERE],
        on=answers[views.ON],
        words=answers[views.NOTE],
        talked=answers.yes(views.TALKED),
    )
    decided = record.recorded(note, Context.of(uow, event.person).today)
    # A history line by the manager, among lines without names, would reveal whom those are about.
    whom = individuals.met(answers[views.WHOM], None, event.person, uow, unnamed=True)
    if whom is not None:
        decided = decided.pointing_at(whom.id)
    saved = uow.records.save(decided, by=event.person, act="recorded")
    uow.outbox.put(record.origin.by, "recorded", record.id)
    return _shown(saved, event.person, uow)


def _talked(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Note that the conversation has taken place about an account recorded before it."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, ContactOutside)
    return _shown(uow.records.save(record.talked(), by=event.person, act="talked"), event.person, uow)


def _leave_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, ContactOutside)
    return views.leave_it(record, request.values, Context.of(uow, request.person))


def _left(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Erase it at once, unrecorded, in this unit of work."""
    record = uow.records.open(event.about, event.person, Act.DECIDE, ContactOutside)
    context = Context.of(uow, event.person)
    shell = record.not_recorded(context.today, talked=answers.yes(views.TALKED))
    erased = uow.records.erase(shell, act="not_recorded")
    uow.outbox.put(record.origin.by, "not_recorded", record.id)
    return ShowCard(views.erased(erased, context))


# -- taking it back, and time that runs out ----------------------------------------------------------------


def _take_back_form(request: Request, uow: UnitOfWork) -> Form:
    return views.take_back(uow.records.open(request.about, request.person, Act.HEAR, ContactOutside))


def _taken_back(event: SubmitEvent, _answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.HEAR, ContactOutside)
    context = Context.of(uow, event.person)
    erased = uow.records.erase(record.taken_back(event.person, context.today), act="taken_back")
    return ShowCard(views.erased(erased, context))


def stand(uow: UnitOfWork) -> bool:
    """Stop the clock while one of the two is away, and let somebody cover meanwhile.

    Daily, in pieces, newest first. Returns True if more is left.
    """
    rows = uow.records.register([ContactOutside.kind], after=place(_STANDING, uow), limit=_AT_A_TIME)
    for row in rows:
        if row.state == State.RAISED:
            has_stood(uow.records.get(row.id, ContactOutside), uow)
            record = uow.records.get(row.id, ContactOutside)
            if record.handler is not None and not stays(record, uow):
                pass_on(record, uow, by=None, act="stand_in")
    return ended(_STANDING, rows[-1].id if len(rows) == _AT_A_TIME else None, uow)


#: Name of this work, and number of records in one unit of work: some 20 ms.
_STANDING, _AT_A_TIME = "standing", 50


def has_stood(record: ContactOutside, uow: UnitOfWork) -> bool:
    """True if days were found on which the two could not talk; everything then falls due later (R-1.10.4-2)."""
    calendar, stood = uow.policy.calendar, record
    day = max(calendar.day_of(record.assigned.since), record.stood_on or date.min)
    while record.state is State.RAISED and (day := calendar.working_days_from(day, 1)) <= calendar.today(uow.now):
        if _cannot_talk(record, day, uow):
            later = calendar.working_days_from(calendar.day_of(stood.since), 1)
            stood = stood.stood_still(day, calendar.open_of(later))
    if stood != record:
        uow.records.save(stood, by=None, act=None)
    return stood != record


def _cannot_talk(record: ContactOutside, day: date, uow: UnitOfWork) -> bool:
    """True if one of the two is away that day, even if somebody covers, or if it has no handler."""
    two = (record.origin.by, record.handler, *record.assigned.before)
    return record.handler is None or any(p.is_away(day) for p in map(uow.people.get, two) if p is not None)


def run_out(record: ContactOutside, uow: UnitOfWork) -> None:
    """Erase it when nobody has decided in time, and tell both (R-1.10.4-2, N28)."""
    both = (record.origin.by, record.handler)
    uow.records.erase(record.unanswered(uow.policy.calendar.today(uow.now)), act="unanswered")
    for person in both:
        if person is not None:
            uow.outbox.put(person, "unanswered", record.id)


ACTIONS = {
    "contact_outside.open": _open,
    "contact_outside.lead_on": _lead_on,
    "contact_outside.talked": _talked,
}

FORMS = {
    views.RAISE: FormFlow(_form, _told),
    views.RECORD: FormFlow(_record_form, _recorded),
    views.LEAVE: FormFlow(_leave_form, _left),
    views.TAKE_BACK: FormFlow(_take_back_form, _taken_back),
}
