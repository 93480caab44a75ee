"""An example of every view in each of its main states, to look at, and for every platform to draw and check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import walk_packages

import bot.views
from bot.chat.cards import Card
from bot.chat.forms import Form

Examples = Mapping[str, Callable[[], Card | Form]]


def _found() -> Iterator[tuple[str, Callable[[], Card | Form]]]:
    """`EXAMPLES` of all topics' example modules, which need not be listed anywhere."""
    for module in walk_packages(bot.views.__path__, "bot.views."):
        if "examples" in module.name.split(".")[3:]:
            yield from getattr(import_module(module.name), "EXAMPLES", {}).items()


#: Name → function that draws the example. Names begin with the topic, so they are sorted by it.
EXAMPLES: Examples = dict(sorted(_found(), key=lambda example: example[0].partition("/")[0]))
