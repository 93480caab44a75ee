"""Whether a text names somebody who works here: in a letter, or in the account that one comes from (1.8, 1.9.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.names import folded

#: A word: letters alone, as they are once they are folded.
_WORD = re.compile(r"[^\W\d_]+")


def names(text: str, people: Iterable[str]) -> bool:
    """True if a word of one of these people's names stands in the text: "from Isla's own account".

    In any case, with or without accents, with what is somebody's; run together ("ifraser") as well.
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
    """The words as they are compared."""
    return iter(_WORD.findall(folded(text)))
