"""Lists in a home that depend on roles: the team's list, appeals, reviews, cards, records due."""

from __future__ import annotations

from collections.abc import Iterable

from bot.access import may
from bot.chat.events import ActionEvent
from bot.chat.replies import Reply, ShowCard
from bot.errors import Forbidden
from bot.flows.home.paging import ALL, after
from bot.flows.keeping import quarter
from bot.flows.keeping import trees as retention_trees
from bot.people import Person, Role
from bot.ports import Summary, UnitOfWork
from bot.records.appeal.record import Appeal
from bot.records.base import Record
from bot.records.keeping.quarter import Quarter
from bot.records.restriction.record import Restriction
from bot.records.rights import Act, Part
from bot.records.sharing.record import SharingDecision
from bot.views import lines
from bot.views.context import Context
from bot.views.home import by_role
from bot.views.home import dialogs as views

_LEADS = frozenset({Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE})
_READ_REPORTS = _LEADS | {Role.BOARD}


def of(context: Context, uow: UnitOfWork) -> by_role.Lists:
    """Lists that the reader's roles add to their home."""
    me, limit = context.me, by_role.MOST + 1
    if me is None or not me.active:
        return by_role.Lists()
    return by_role.Lists(
        manages=uow.people.is_manager(me.id),
        listed=_listed(me, uow, limit),
        appeals=len(_appeals(me, uow)) if uow.people.decides_appeals(me.id) else None,
        overdue=len(_overdue(me, uow)) if Role.CHIEF_EXECUTIVE in me.roles else None,
        cards=tuple(lines.card(card, context) for card in _cards(me, uow, limit)),
        due=_due(me, uow),
        report=_report(me, uow),
    )


# -- the management team's list --------------------------------------------------------------------------


def _listed(me: Person, uow: UnitOfWork, limit: int) -> int | None:
    """Number of matters on the management team's list for this reader; None if the list is never theirs."""
    if not (_leads(me) or uow.people.names_where_the_team_cannot(me.id)):
        return None
    rows = uow.records.on_management_list(limit if _leads(me) else ALL)
    return min(len(_for_naming(me, rows, uow)), limit)


def _for_naming(me: Person, rows: Iterable[Summary], uow: UnitOfWork) -> list[Record]:
    """Matters on the list for which this reader may name somebody; none that concerns them."""
    records = (uow.records.peek(row.id) for row in rows)
    return [record for record in records if record and me.id in uow.people.who_names(record.conflicted())]


def _leads(me: Person) -> bool:
    return bool(_LEADS & me.roles)


def _management_list(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the management team what is overdue, without matters that concern the reader.

    The chair and the duty manager see those that nobody in the team may handle.
    """
    context = Context.of(uow, event.person)
    me = context.me
    if me is None or not me.active:
        raise Forbidden
    start = after(event)
    rows = uow.records.on_management_list(start + ALL + 1)
    records = _for_naming(me, rows[start : start + ALL], uow)
    if not records and not _leads(me):
        raise Forbidden
    items = tuple(
        lines.on_list(
            record,
            context,
            names=may(me, Act.NAME, record, uow.people),
            opens=may(me, Act.READ, record, uow.people),
        )
        for record in records
    )
    more = views.more_of(event.action, start + ALL) if len(rows) > start + ALL else None
    return ShowCard(by_role.management_list(items, more=more))


# -- for whoever decides appeals ---------------------------------------------------------------------------


def _appeals(me: Person, uow: UnitOfWork) -> list[Summary]:
    """The reader's open appeals, by the date for deciding (1.8)."""
    return uow.records.with_part(me.id, Part.HANDLER, open_only=True, kind=Appeal.kind, limit=ALL)


def _overdue(me: Person, uow: UnitOfWork) -> list[Summary]:
    """Restrictions past their review that the reader may deal with (1.8, N21)."""
    calendar = uow.policy.calendar
    late = [
        row
        for row in uow.records.on_management_list(ALL)
        if row.kind == Restriction.kind
        and uow.words[row.kind].of(row.state).in_force
        and row.due is not None
        and calendar.day_of(row.due) < calendar.today(uow.now)
    ]
    return [row for row in late if may(me, Act.READ, uow.records.get(row.id, Restriction), uow.people)]


def _appeals_list(event: ActionEvent, uow: UnitOfWork) -> Reply:
    context = Context.of(uow, event.person)
    if context.me is None or not uow.people.decides_appeals(event.person):
        raise Forbidden
    items = tuple(lines.waiting(row, context) for row in _appeals(context.me, uow))
    return ShowCard(views.all_of("Appeals with you", items, more=None))


def _overdue_list(event: ActionEvent, uow: UnitOfWork) -> Reply:
    context = Context.of(uow, event.person)
    if context.me is None or Role.CHIEF_EXECUTIVE not in context.me.roles:
        raise Forbidden
    items = tuple(lines.review(row, context) for row in _overdue(context.me, uow))
    return ShowCard(views.all_of("Past their review", items, more=None))


# -- cards, and what is due ----------------------------------------------------------------------------------


def _cards(me: Person, uow: UnitOfWork, limit: int) -> list[SharingDecision]:
    """Cards held by the reader that are in force or may be soon (1.14.2)."""
    held = uow.records.with_part(me.id, Part.CARD, open_only=True, kind=SharingDecision.kind, limit=limit)
    records = (uow.records.get(row.id, SharingDecision) for row in held)
    return [record for record in records if may(me, Act.HEAR, record, uow.people)]


def _all_cards(event: ActionEvent, uow: UnitOfWork) -> Reply:
    context = Context.of(uow, event.person)
    if context.me is None:
        raise Forbidden
    items = tuple(lines.card(card, context) for card in _cards(context.me, uow, ALL))
    return ShowCard(views.all_of("Your cards", items, more=None))


def _due(me: Person, uow: UnitOfWork) -> int:
    """Number of records whose retention the reader is due to decide."""
    newest = retention_trees.newest(uow) if Role.RECORDS_ADMIN in me.roles else None
    return newest.due_for(me.id) if newest is not None and not newest.past else 0


def _report(me: Person, uow: UnitOfWork) -> Quarter | None:
    """The last quarterly report, if the reader may read it."""
    found = quarter.newest(uow) if me.roles & _READ_REPORTS else None
    return found if found is not None and may(me, Act.READ, found, uow.people) else None


ACTIONS = {
    by_role.MANAGEMENT_LIST: _management_list,
    by_role.APPEALS: _appeals_list,
    by_role.OVERDUE: _overdue_list,
    by_role.CARDS: _all_cards,
}
