"""Examples of naming a handler."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.views.examples import people
from bot.views.naming import dialogs as views

EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "naming/name": lambda: views.name(people.report(), {}),
    "naming/name, cannot": lambda: views.name(people.report(), {"to": people.RORY}).with_errors({"to": views.CANNOT}),
    "naming/named": lambda: views.named(people.report(), people.CALLUM, people.context(people.AILSA)),
    "naming/named, oneself": lambda: views.named(people.report(), people.AILSA, people.context(people.AILSA)),
}
