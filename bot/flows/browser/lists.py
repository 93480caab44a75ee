"""My matters and the register as pages: lines without any content, searched by reference, state and month (1.10)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.cards import Item
from bot.chat.events import Values
from bot.chat.forms import Answers, Form
from bot.errors import Incomplete
from bot.flows import matters, register
from bot.flows.browser.matter import MOST
from bot.flows.home import conversation as home
from bot.people import PersonId
from bot.ports import Summary, UnitOfWork
from bot.views.browser import lists as views
from bot.views.browser.shapes import Line, ListPage, Section
from bot.views.context import Context
from bot.views.matters.dialogs import NOTHING, TITLES, Matter
from bot.views.matters.dialogs import line as matter_line
from bot.views.register import dialogs as register_views


def of_matters(person: PersonId, values: Values, uow: UnitOfWork) -> ListPage:
    """A manager's matters by section, or those that match what was filled in. Raises Forbidden."""
    me, context = matters.manager(person, uow), Context.of(uow, person)
    form, answers = _read(matters.search(values, context), values)
    if answers is None:
        parts = matters.of(me.id, uow)
        sections = tuple(
            Section(title=TITLES[part], lines=_matters(found, context), none=NOTHING[part])
            for part, found in parts.items()
        )
    else:
        sections = (views.found(_matters(matters.matching(answers, me.id, uow), context)),)
    return views.matters(sections, form, context, has_days=bool(home.coming(context, uow, MOST)))


def of_register(person: PersonId, values: Values, uow: UnitOfWork) -> ListPage:
    """The newest lines of the register, or those that match what was filled in. Raises Forbidden."""
    me, context = register.keeper(person, uow), Context.of(uow, person)
    form, answers = _read(register_search(values, uow), values)
    found = register.matching(answers or form.read({}), me, uow, views.MOST + 1)
    lines = tuple(_line(row, item, context) for row, item in found[: views.MOST])
    return views.register(lines, form, context, is_more=len(found) > views.MOST)


def register_search(values: Values, uow: UnitOfWork) -> Form:
    """The form of a search in the register, with what was filled in."""
    called = {kind.kind: uow.words[kind.kind].called for kind in register.kinds(uow)}
    return register_views.find(values, {kind: words[:1].upper() + words[1:] for kind, words in called.items()})


def _read(form: Form, values: Values) -> tuple[Form, Answers | None]:
    """The form and its answers; None if nothing was filled in, or something in it needs attention."""
    if not any(values.values()):
        return form, None
    try:
        return form, form.read(values)
    except Incomplete as missing:
        return form.with_errors(missing.errors), None


def _matters(found: Iterable[Matter], context: Context) -> tuple[Line, ...]:
    return tuple(
        _line(each.row, matter_line(each, context), context, about=each.row.id if each.opens else None)
        for each in found
    )


def _line(row: Summary, item: Item, context: Context, about: str | None = None) -> Line:
    return Line(text=item.text, tone=context.words[row.kind].tone(row.state, is_open=row.is_open), about=about)
