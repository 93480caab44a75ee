"""My matters: a manager's own work, from plain columns alone, so that no record is opened (policy 1.6, 1.10)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.chat.events import ActionEvent, SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Forbidden
from bot.flows.home.paging import ALL, counted
from bot.flows.request import Acts, FormFlow, Request
from bot.people import Person, PersonId
from bot.ports import Summary, UnitOfWork
from bot.records import rights
from bot.records.days import months_after
from bot.records.restriction.record import Restriction
from bot.views.context import Context
from bot.views.matters import dialogs as views
from bot.views.matters.dialogs import Matter, Part

#: Number of a manager's records looked at: open ones first, then the newest.
_LOOKED_AT = 1000
_YEAR = timedelta(days=366)
#: Parts that a team member can have in a restriction made for them.
_CONCERNED = (rights.Part.REPORTER, rights.Part.PROPOSER, rights.Part.AFFECTED)


def of(me: PersonId, uow: UnitOfWork) -> dict[Part, list[Matter]]:
    """All matters of a manager by section: first by due date, then newest."""
    mine = {row.id: row for row in _rows(me, rights.Part.HANDLER, uow)}
    decided = {row.id: row for row in _rows(me, rights.Part.DECIDER, uow)}
    team = {row.id: row for row in _in_the_team(me, uow)}
    open_ones = [row for row in mine.values() if row.is_open]
    rows: dict[Part, Iterable[Summary]] = {
        Part.WITH_ME: (row for row in open_ones if not _in_force(row, uow)),
        Part.IN_FORCE: (row for row in {**mine, **team}.values() if _in_force(row, uow)),
        Part.DECIDED: (row for row in decided.values() if row.is_open or _lately(row, uow)),
        Part.CLOSED: (row for row in mine.values() if _lately(row, uow)),
    }
    return {part: [Matter(row=row, opens=row.id in mine) for row in found] for part, found in rows.items()}


def _rows(person: PersonId, part: rights.Part, uow: UnitOfWork) -> list[Summary]:
    found = uow.records.with_part(person, part, limit=_LOOKED_AT)
    return [row for row in found if (words := uow.words.get(row.kind)) is not None and not words.is_part]


def _in_the_team(me: PersonId, uow: UnitOfWork) -> Iterator[Summary]:
    """Restrictions in force that concern somebody managed by the reader; none that was kept from the reader."""
    for person in uow.people:
        if person.line_manager != me or not person.active:
            continue
        for part in _CONCERNED:
            for row in uow.records.with_part(person.id, part, open_only=True, kind=Restriction.kind):
                if _in_force(row, uow) and uow.records.get(row.id, Restriction).not_to != me:
                    yield row


def _in_force(row: Summary, uow: UnitOfWork) -> bool:
    return row.is_open and uow.words[row.kind].of(row.state).in_force


def _lately(row: Summary, uow: UnitOfWork) -> bool:
    return row.closed_at is not None and row.closed_at > uow.now - _YEAR


def manager(person: PersonId, uow: UnitOfWork) -> Person:
    """The reader, if a manager. Raises Forbidden."""
    me = uow.people.get(person)
    if me is None or not uow.people.is_manager(person):
        raise Forbidden
    return me


# -- all, and one part ---------------------------------------------------------------------------------


def _show(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show a summary of each section."""
    me = manager(event.person, uow)
    return ShowCard(views.overview(of(me.id, uow), Context.of(uow, me.id)))


def _part(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the section and page that the button asks for."""
    me = manager(event.person, uow)
    name, _, after = event.extra.partition(".")
    part = Part(name) if name in set(Part) else Part.WITH_ME
    return ShowCard(views.part(part, of(me.id, uow)[part], Context.of(uow, me.id), start=counted(after), most=ALL))


# -- looking for some ----------------------------------------------------------------------------------


def _find_form(request: Request, uow: UnitOfWork) -> Form:
    return search(request.values, Context.of(uow, manager(request.person, uow).id))


def search(values: Values, context: Context) -> Form:
    """The form of a search, with what was filled in."""
    return views.find(values, _months(context.today), context)


def _months(today: date) -> tuple[date, ...]:
    """This month and the ones before it, newest first."""
    first = today.replace(day=1)
    return tuple(months_after(first, -n) for n in range(views.MONTHS))


def _find(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    me = manager(event.person, uow)
    return ShowCard(views.found(matching(answers, me.id, uow), Context.of(uow, me.id), most=ALL))


def matching(answers: Answers, me: PersonId, uow: UnitOfWork) -> tuple[Matter, ...]:
    """Matters of a manager that match what was filled in, each once."""
    part, ref, month = answers.get(views.STANDS), answers[views.REF], answers.get(views.MONTH) or ""
    parts = of(me, uow)
    chosen = parts[part] if part is not None else [matter for matters in parts.values() for matter in matters]
    calendar = uow.policy.calendar
    found = {
        matter.row.id: matter
        for matter in chosen
        if called(matter.row, ref) and f"{calendar.day_of(matter.row.created_at):%Y-%m}".startswith(month)
    }
    return tuple(found.values())


def called(row: Summary, ref: str) -> bool:
    """True if these words are the record's reference, in any spelling, or its number."""
    wanted = "".join(c for c in ref.upper() if c.isalnum())
    prefix, _, number = row.ref.partition("-")
    return not wanted or wanted in (prefix + number, number, number.lstrip("0"))


ACTIONS: Acts = {views.SHOW: _show, views.PART: _part}

FORMS = {views.FIND: FormFlow(_find_form, _find)}
