"""Detection of staff names in a text: a letter, or the name of an account that sends one (1.8, 1.9.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.names import folded

#: A word: letters only, once they are folded.
_WORD = re.compile(r"[^\W\d_]+")


def names(text: str, people: Iterable[str]) -> bool:
    """True if the text contains a word from one of these people's names: "from Isla's own account".

    Ignores case, accents and the possessive; finds names that are run together ("ifraser") as well.
    """
    known = frozenset(_known(people))
    return any(_is_name(word, known) for word in _words(text))


def _known(people: Iterable[str]) -> Iterator[str]:
    for name in people:
        parts = [part for part in _words(name) if part]
        yield from (part for part in parts if len(part) > 1)
        if len(parts) > 1:
            yield "".join(parts)
            yield parts[0][0] + parts[-1]


def _is_name(word: str, known: frozenset[str]) -> bool:
    return word in known or (word.endswith("s") and word[:-1] in known)


def _words(text: str) -> Iterator[str]:
    """Return the words in the form used for comparison."""
    return iter(_WORD.findall(folded(text)))
