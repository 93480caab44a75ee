"""Examples of the cards and forms about support and time away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.views.context import Context
from bot.views.examples import people
from bot.views.time_away import dialogs as views


def _isla() -> Context:
    return people.context(people.ISLA)


def _morag() -> Context:
    return people.context(people.MORAG)


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "support/options": lambda: views.options(_isla()),
    "support/options, already asked": lambda: views.options(_isla(), asked=people.time_away()),
    "support/ask": lambda: views.ask({"when": "Thursday"}, _isla()),
    "support/when": lambda: views.when(people.time_away(), {}),
    "support/receipt": lambda: views.receipt(people.time_away(), _isla()),
    "support/receipt, already asked": lambda: views.receipt(people.time_away("Thursday"), _isla(), already=True),
    "support/receipt, nobody left": lambda: views.receipt(people.time_away(manager=None), _isla()),
    "support/asker, asked": lambda: views.for_asker(people.time_away("Thursday"), _isla()),
    "support/asker, arranged": lambda: views.for_asker(people.arranged(), _isla()),
    "support/manager, asked": lambda: views.for_manager(people.time_away(), _morag()),
    "support/manager, arranged": lambda: views.for_manager(people.arranged(), _morag()),
    "support/cover": lambda: views.for_cover(people.arranged(), people.context(people.RORY)),
    "support/arrange": lambda: views.arrange(people.time_away("Thursday"), {}, _morag()),
}
