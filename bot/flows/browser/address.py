"""From a button in the chat to a page in one browser: an address that works once, then half an hour (policy 1.14.1).

Both are tickets, of which the database holds a hash and a sealed text. Who may see what is asked again at every step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from bot.chat.events import ActionEvent
from bot.chat.forms import Form
from bot.chat.replies import Reply, ShowCard
from bot.errors import NotFound, Unavailable
from bot.flows import matters, register
from bot.flows.browser import matter
from bot.flows.request import Acts
from bot.people import PersonId
from bot.ports import Ticket, UnitOfWork
from bot.records.base import RecordId
from bot.views.browser import dialogs as views
from bot.views.browser.dialogs import What
from bot.views.matters.dialogs import SHOW
from bot.views.register.dialogs import LIST

#: Path of the pages; a one-time token for one person follows.
PATH = "/page/"
#: Prefixes of the act in a ticket for an address, and for a browser that has used one; what it shows follows.
_ADDRESS, _BROWSER = "page:", "browser:"

#: The page that the card of an action can become; of all others, those that open a record.
_LISTS: Mapping[str, What] = {SHOW: What.MATTERS, LIST: What.REGISTER}
#: Ask whether somebody may see a page. Each raises Unavailable, and notes nothing.
_MAY: Mapping[What, Callable[[str | None, PersonId, UnitOfWork], object]] = {
    What.MATTER: matter.opened_by,
    What.MATTERS: lambda _, person, uow: matters.manager(person, uow),
    What.REGISTER: lambda _, person, uow: register.keeper(person, uow),
}


def with_way(event: ActionEvent, reply: Reply, uow: UnitOfWork) -> Reply:
    """The reply, with a button to its page if it has one and browsers reach Harbour."""
    what = _LISTS.get(event.action) or (What.MATTER if event.action in matter.openers(uow) else None)
    if what is None or uow.policy.public_url is None or not isinstance(reply, ShowCard):
        return reply
    try:
        _MAY[what](event.about, event.person, uow)
    except Unavailable:
        return reply
    return ShowCard(views.with_way(reply.card, what, event.about))


def _open(what: What, event: ActionEvent, uow: UnitOfWork) -> Reply:
    """Give an address for the page, valid once and for minutes."""
    _MAY[what](event.about, event.person, uow)
    if uow.policy.public_url is None:
        return ShowCard(views.no_page())
    about = RecordId(event.about or "") if what is What.MATTER else RecordId("")
    token = uow.tickets.issue(Ticket(person=event.person, about=about, act=_ADDRESS + what), minutes=views.MINUTES)
    return ShowCard(views.ready(what, f"{uow.policy.public_url}{PATH}{token}"))


def before(token: str, uow: UnitOfWork) -> Form:
    """The page before the page. Uses, notes and reveals nothing. Raises Unavailable."""
    _behind(token, _ADDRESS, uow)
    return views.before()


def begin(token: str, uow: UnitOfWork) -> str:
    """Use up an address, and return the secret of the browser that did. Raises Unavailable."""
    ticket, what = _behind(token, _ADDRESS, uow)
    if uow.tickets.use(token) is None:
        raise NotFound
    return uow.tickets.issue(Ticket(person=ticket.person, about=ticket.about, act=_BROWSER + what), minutes=views.STAYS)


def behind(secret: str, uow: UnitOfWork) -> tuple[Ticket, What]:
    """The ticket of a browser, and the page that it may show. Raises Unavailable."""
    return _behind(secret, _BROWSER, uow)


def _behind(token: str, prefix: str, uow: UnitOfWork) -> tuple[Ticket, What]:
    ticket = uow.tickets.find(token)
    if ticket is None or not ticket.act.startswith(prefix):
        raise NotFound
    what = What(ticket.act.removeprefix(prefix))
    _MAY[what](ticket.about, ticket.person, uow)
    return ticket, what


ACTIONS: Acts = {act: partial(_open, what) for what, act in views.ACTS.items()}
