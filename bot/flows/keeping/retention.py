"""Records whose retention period is over: a person keeps them for a reason or erases them (model.md §8).

A record goes with everything that came of it, and never while any of that is still open.
"""

from __future__ import annotations

from bot.access import may
from bot.chat.cards import Card
from bot.chat.events import ActionEvent, SubmitEvent
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import Forbidden, Incomplete, Problem, lacking, refuse
from bot.flows.home.paging import ALL, after
from bot.flows.keeping import counting, looking, trees
from bot.flows.keeping.looking import Look
from bot.flows.keeping.trees import Tree
from bot.flows.request import FormFlow, Request
from bot.people import Person, PersonId, Role
from bot.ports import UnitOfWork
from bot.records.base import HARBOUR, Keeping, Record, RecordId
from bot.records.days import months_after
from bot.records.keeping.retention import MONTHS, Erasure, Longer, RetentionList, Waiting
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.home import dialogs as homes
from bot.views.keeping import retention as views

#: Name of the one search under way.
_LOOK = "retention"

# -- the list of the month ---------------------------------------------------------------------------------


def look(uow: UnitOfWork) -> bool:
    """Search some more, and draw up the list when complete. Returns True if more is left.

    Runs daily; the one list of each month is drawn up again.
    """
    so_far = uow.notes.find(Look, _LOOK) or Look(begun=uow.now)
    if not so_far.is_over:
        uow.notes.keep(_LOOK, looking.further(so_far, uow))
        return True
    if uow.notes.drop(Look, _LOOK):  # else another process has drawn it up
        _draw_up(looking.still_waiting(so_far, uow), uow)
    return False


def _draw_up(found: tuple[Waiting, ...], uow: UnitOfWork) -> None:
    month, keepers = f"{uow.policy.calendar.today(uow.now):%Y-%m}", uow.people.holding(Role.RECORDS_ADMIN)
    newest = trees.newest(uow)
    if newest is not None and newest.month == month:
        now = newest.as_of(found, keepers)
        if now != newest:
            uow.records.save(now, by=None, act=None)
        return
    if newest is not None and not newest.past:
        uow.records.save(newest.changed(past=True), by=None, act=None)
    if found:
        made = RetentionList(origin=uow.records.begin(RetentionList, HARBOUR), month=month)
        uow.records.add(made.as_of(found, keepers), act="listed")


def _keeper(person: PersonId, uow: UnitOfWork) -> Person:
    me = uow.people.get(person)
    if me is None or not me.active or Role.RECORDS_ADMIN not in me.roles:
        raise Forbidden
    return me


def _list(event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Show the list as register lines, without the content of the records."""
    return ShowCard(_listed(event.person, uow, start=after(event)))


def _listed(person: PersonId, uow: UnitOfWork, start: int = 0) -> Card:
    me, context, newest = _keeper(person, uow), Context.of(uow, person), trees.newest(uow)
    waiting = newest.for_reader(me.id) if newest is not None else ()
    page = waiting[start : start + ALL]
    items = tuple(
        views.line(record, each, context) for each in page if (record := uow.records.peek(each.record)) is not None
    )
    more = homes.more_of(views.LIST, start + ALL) if len(waiting) > start + ALL else None
    rows = ((each.record, uow.records.summary(each.record)) for each in waiting)
    kinds = {id_: uow.words[row.kind].called for id_, row in rows if row is not None}
    return views.listed(items, more=more, counts=views.counted(waiting, kinds))


# -- one of them -------------------------------------------------------------------------------------------


def _due(about: str | None, person: PersonId, uow: UnitOfWork) -> Tree:
    """The record with its descendants, if their time is over and this person may decide. Raises Forbidden."""
    me = _keeper(person, uow)
    tree = trees.of(uow.records.open(about, person, Act.RETAIN, Record), uow)
    if tree is None or not tree.is_listed(uow) or me.id in tree.barred:
        raise Forbidden
    return tree


def _open(event: ActionEvent, uow: UnitOfWork) -> Reply:
    tree, context = _due(event.about, event.person, uow), Context.of(uow, event.person)
    me = _keeper(event.person, uow)
    freely = may(me, Act.READ, tree.root, uow.people)
    reads = freely or may(me, Act.INSPECT, tree.root, uow.people)
    return ShowCard(
        views.card(tree.root, tree.grown, tree.until, context, held=tree.is_held, freely=freely, reads=reads)
    )


def _keep_form(request: Request, uow: UnitOfWork) -> Form:
    tree = _due(request.about, request.person, uow)
    return views.keep(tree.root, request.values)


def _kept(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Keep it for a reason, and until a day on which somebody looks again."""
    tree = _due(event.about, event.person, uow)
    keeping = _keep(tree, event.person, answers[views.HOW_LONG], answers[views.WHY_KEPT], uow)
    return ShowCard(views.kept(tree.root, keeping, Context.of(uow, event.person)))


def _keep(tree: Tree, by: PersonId, how: Longer, reason: str, uow: UnitOfWork) -> Keeping:
    keeping = Keeping(
        by=by,
        at=uow.now,
        reason=reason,
        until=months_after(max(uow.policy.calendar.today(uow.now), tree.until), MONTHS[how]),
        hold=how is Longer.HOLD,
    )
    uow.records.save(tree.root.kept(keeping), by=by, act="kept")
    _looked_at(tree.root.id, uow)
    return keeping


def _erase_form(request: Request, uow: UnitOfWork) -> Form:
    tree = _due(request.about, request.person, uow)
    return views.erase(tree.root, tree.grown, request.values, Context.of(uow, request.person), held=tree.is_held)


def _erased(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Erase it for good with its descendants: the deliberate second step."""
    tree = _due(event.about, event.person, uow)
    if tree.is_held and not answers.yes(views.OVER):
        raise Incomplete({views.OVER.id: Problem.NOT_YET})
    return ShowCard(views.erased(_erase(tree, event.person, uow)))


def _erase(tree: Tree, by: PersonId, uow: UnitOfWork) -> tuple[str, ...]:
    refs = trees.erase(tree, uow)
    counting.begin_anew(uow)
    _looked_at(tree.root.id, uow, Erasure(at=uow.now, by=by, refs=refs))
    return refs


# -- several at once ---------------------------------------------------------------------------------------


def _several_form(request: Request, uow: UnitOfWork) -> Form:
    """Choose among the first of the list, as many as fit in a dialog."""
    me, newest = _keeper(request.person, uow), trees.newest(uow)
    waiting = newest.for_reader(me.id)[:ALL] if newest is not None else ()
    lines = [(record, each) for each in waiting if (record := uow.records.peek(each.record)) is not None]
    return views.several(lines, request.values, Context.of(uow, me.id))


def _several(event: SubmitEvent, answers: Answers, uow: UnitOfWork) -> Reply:
    """Keep or erase several, for one reason; all of them or none. One under a legal hold is erased by itself."""
    what, why = answers[views.WHAT], answers[views.WHY]
    found = [_due_or_not(id_, event.person, uow) for id_ in answers[views.WHICH]]
    if what != views.GONE:
        refuse(lacking(why=why))
        for tree in found:
            _keep(tree, event.person, Longer(what), why, uow)
        return ShowCard(views.seen_to([tree.root.ref for tree in found], ()))
    if any(tree.is_held for tree in found):
        raise Incomplete({views.WHICH.id: Problem.NOT_YET})
    return ShowCard(views.seen_to((), [ref for tree in found for ref in _erase(tree, event.person, uow)]))


def _due_or_not(about: str, person: PersonId, uow: UnitOfWork) -> Tree:
    """One of the list, judged anew. Raises Incomplete if it is not due any more."""
    try:
        return _due(about, person, uow)
    except Forbidden:
        raise Incomplete({views.WHICH.id: Problem.UNFIT}) from None


def _looked_at(record: RecordId, uow: UnitOfWork, erasure: Erasure | None = None) -> None:
    """Take it off the list, which keeps a note of erasures and of who made them."""
    newest = trees.newest(uow)
    if newest is None:
        return
    changed = newest.without(record) if erasure is None else newest.erased(record, erasure)
    uow.records.save(changed, by=erasure.by if erasure else None, act="erased" if erasure else None)


ACTIONS = {views.LIST: _list, views.OPEN: _open}

FORMS = {
    views.KEEP: FormFlow(_keep_form, _kept),
    views.ERASE: FormFlow(_erase_form, _erased),
    views.SEVERAL: FormFlow(_several_form, _several),
}
