"""Examples of the way to a page in the browser."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.views.browser import dialogs as views
from bot.views.browser.dialogs import What
from bot.views.ended_contact import reading
from bot.views.examples import people
from bot.views.register import dialogs as register

_ADDRESS = "https://harbour.example.org/page/x"


def _with_way() -> Card:
    report = people.report()
    card = reading.for_manager(report, people.individual(), (), people.context(people.MORAG))
    return views.with_way(card, What.MATTER, report.id)


EXAMPLES: Mapping[str, Callable[[], Card]] = {
    "page/the button": _with_way,
    **{f"page/{what}": partial(views.ready, what, _ADDRESS) for what in What},
    "page/no page": views.no_page,
}

#: Forms of Harbour's own pages.
PAGES: Mapping[str, Callable[[], Form]] = {
    "page/before": views.before,
    "page/search": lambda: register.find({}, {"ended_contact": "Ended contact", "restriction": "Restriction"}),
}
