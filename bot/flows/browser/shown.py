"""Pages for a browser that has used an address: drawn anew, and authorised anew, every time."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.events import Values
from bot.chat.forms import Form
from bot.errors import NotFound
from bot.flows import matters
from bot.flows.browser import lists, matter
from bot.flows.browser.address import behind
from bot.flows.home.conversation import Dated, coming
from bot.flows.keeping import trees
from bot.flows.request import Acts
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.views.browser.dialogs import What
from bot.views.browser.shapes import BrowserPage
from bot.views.context import Context

#: What a press on a line of a list is sent as, with the id of its record.
ABOUT = "about"


def page(secret: str, values: Values, acts: Acts, uow: UnitOfWork) -> BrowserPage:
    """The page. `acts` are the buttons of the chat; `values` what was looked for or pressed. Raises Unavailable."""
    ticket, what = behind(secret, uow)
    pressed = values.get(ABOUT)
    match what:
        case What.MATTERS if isinstance(pressed, str):
            opened = matter.page(RecordId(pressed), ticket.person, acts, uow)
            return replace(opened, has_days=False, back="My matters")
        case What.MATTER:
            return matter.page(ticket.about, ticket.person, acts, uow)
        case What.MATTERS:
            return lists.of_matters(ticket.person, values, uow)
        case What.REGISTER:
            return lists.of_register(ticket.person, values, uow)


def search(secret: str, uow: UnitOfWork) -> Form:
    """The form with which a list is searched. Raises Unavailable, also where a page is none."""
    ticket, what = behind(secret, uow)
    match what:
        case What.MATTER:
            raise NotFound
        case What.MATTERS:
            return matters.search({}, Context.of(uow, ticket.person))
        case What.REGISTER:
            return lists.register_search({}, uow)


def days(secret: str, uow: UnitOfWork) -> list[Dated]:
    """The reader's days to come, as far as they are on the page. Raises Unavailable."""
    ticket, what = behind(secret, uow)
    context = Context.of(uow, ticket.person)
    match what:
        case What.MATTER:
            around = trees.around(uow.records.get(ticket.about, Record), uow)
            return matter.coming(context, [record.id for _, record in around], uow)
        case What.MATTERS:
            return coming(context, uow, matter.MOST)
        case What.REGISTER:
            return []
