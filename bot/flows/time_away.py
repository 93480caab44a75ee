"""Support options, and a short time away: asked for and arranged, never refused (policy 1.12.2)."""

from __future__ import annotations

from bot.chat.events import ActionEvent, CommandEvent, SubmitEvent
from bot.chat.forms import Answers, Form, tidy
from bot.chat.replies import OpenForm, Reply, ShowCard
from bot.flows import reports
from bot.flows.passed_by import passed_by
from bot.flows.request import FormFlow, Request
from bot.people import Absence, PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.rights import Act, Part
from bot.records.time_away import Arrangement, TimeAway
from bot.views.context import Context
from bot.views.time_away import dialogs as views

# -- what there is -------------------------------------------------------------------------------------


def start(event: CommandEvent, uow: UnitOfWork) -> Reply:
    """`/support`: the options, without an incident (R-1.12-2); words typed after it say when time away would suit."""
    if tidy(event.text):
        return OpenForm(_ask_form(Request(person=event.person, values={"when": event.text}), uow))
    return show(event.person, uow)


def show(person: PersonId, uow: UnitOfWork) -> ShowCard:
    """The support options. Looking at them is recorded nowhere (R-1.12.2-6)."""
    return ShowCard(views.options(Context.of(uow, person), asked=_on_its_way(person, uow)))


def is_asked(person: PersonId, uow: UnitOfWork) -> bool:
    """True if they have asked for time away and the request is still open."""
    return _on_its_way(person, uow) is not None


# -- asking --------------------------------------------------------------------------------------------


def ask_for_time(person: PersonId, uow: UnitOfWork, *, parent: RecordId | None = None, when: str = "") -> TimeAway:
    """Ask for a short time away, or return the open request if there is one.

    `parent` is the report that it came with; the caller has opened or made it. `when`: times that would suit, in the
    person's words.
    """
    waiting = _on_its_way(person, uow)
    if waiting is not None:
        return _suits(waiting, when, uow) if when and when != waiting.when else waiting
    not_to = passed_by(parent, person, uow)
    besides = {person, *(() if not_to is None else (not_to,))}
    manager = uow.people.who_handles(person, day=uow.policy.calendar.today(uow.now), besides=besides)
    origin = uow.records.begin(TimeAway, person, parent)
    return uow.records.add(TimeAway.ask(origin, manager=manager, when=when, not_to=not_to), act="asked")


def _on_its_way(person: PersonId, uow: UnitOfWork) -> TimeAway | None:
    found = uow.records.with_part(person, Part.REPORTER, open_only=True, kind=TimeAway.kind, limit=1)
    return uow.records.get(found[0].id, TimeAway) if found else None


def _ask(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Ask for time away with one press; times that would suit can be given afterwards."""
    parent = None
    if event.about is not None:
        parent = reports.opened(event.about, event.person, Act.ANSWER, uow).id
    already = _on_its_way(event.person, uow) is not None
    record = ask_for_time(event.person, uow, parent=parent)
    return ShowCard(views.receipt(record, Context.of(uow, event.person), already=already))


def _ask_form(request: Request, uow: UnitOfWork) -> Form:
    return views.ask(request.values, Context.of(uow, request.person))


def _asked(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    already = _on_its_way(event.person, uow) is not None
    record = ask_for_time(event.person, uow, when=answers[views.SUITS])
    return ShowCard(views.receipt(record, Context.of(uow, event.person), already=already))


def _when_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.HEAR, TimeAway)
    return views.when(record, request.values)


def _when(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.HEAR, TimeAway)
    saved = _suits(record, answers[views.SUITS], uow)
    return ShowCard(views.for_asker(saved, Context.of(uow, event.person)))


def _suits(record: TimeAway, when: str, uow: UnitOfWork) -> TimeAway:
    return uow.records.save(record.suits(when), by=record.origin.by, act="said_when")


# -- reading and arranging -------------------------------------------------------------------------------


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.READ, TimeAway)
    return _shown(record, event.person, uow)


def _shown(record: TimeAway, reader: PersonId, uow: UnitOfWork) -> Reply:
    context = Context.of(uow, reader)
    if reader == record.origin.by:
        return ShowCard(views.for_asker(record, context))
    return ShowCard(views.for_manager(record, context))


def _arrange_form(request: Request, uow: UnitOfWork) -> Form:
    record = uow.records.open(request.about, request.person, Act.DECIDE, TimeAway)
    return views.arrange(record, request.values, Context.of(uow, request.person))


def _arrange(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    record = uow.records.open(event.about, event.person, Act.DECIDE, TimeAway)
    arrangement = Arrangement(
        at=uow.now,
        by=event.person,
        first_day=answers[views.FIRST_DAY],
        back=answers[views.BACK],
        cover=answers[views.COVER],
        words=answers[views.SHOULD_KNOW],
    )
    today = Context.of(uow, event.person).today
    saved = uow.records.save(record.arrange(arrangement, today), by=event.person, act="arranged")
    person = uow.people.get(record.origin.by)
    if person is not None:
        # Nudges about distressing matters wait while they are away.
        uow.directory.put(person.away(Absence(since=arrangement.first_day, back=arrangement.back), today))
    uow.outbox.put(record.origin.by, "arranged", record.id)
    for covers in saved.covered_by:
        if covers != event.person:
            uow.outbox.put(covers, "cover_away", record.id)
    return _shown(saved, event.person, uow)


def _cover(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the time away to the person covering it. Logged as a view."""
    record = uow.records.open(event.about, event.person, Act.ANSWER, TimeAway)
    return ShowCard(views.for_cover(record, Context.of(uow, event.person)))


ACTIONS = {"time_away.ask": _ask, "time_away.open": _open, "time_away.cover": _cover}

FORMS = {
    views.ASK: FormFlow(_ask_form, _asked),
    views.WHEN: FormFlow(_when_form, _when),
    views.ARRANGE: FormFlow(_arrange_form, _arrange),
}
