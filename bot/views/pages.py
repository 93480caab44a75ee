"""Cards too long for one page: each page holds what fits, and `Earlier…` leads to the next.

The next page is addressed by the number of parts left, counted from the end: additions come first in a card, so
nothing between two pages is ever skipped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Link, Quote, Small, Text
from bot.records.links import inert

#: The room on a page besides its title, page buttons and policy section, on the platform that has the least:
#: one has 100 blocks and 250,000 characters for it, another 40,000 characters for all its JSON.
PLACES = 90
CHARACTERS = 24_000

#: The buttons between pages.
EARLIER = "Earlier…"
NEWEST = "Back to the newest"
WAYS = frozenset({EARLIER, NEWEST})

#: A longer text may be drawn as several blocks, each of at least half this length; a fact in a column has less.
_TEXT = 3000
_COLUMN = 2000
#: The cost of a block besides its text.
_FRAME = 300
#: Facts above this size are split.
_HEAVY = 8_000

Part = tuple[Block, ...]


def paged(card: Card, page: str, *, action: str, about: str) -> Card:
    """Page of a card to which the extra of a button points; the first if to none.

    `action` opens the card. The last block, its policy section, is on every page.
    """
    parts = list(_parts(card.blocks[:-1]))
    left = int(page) if page.isascii() and page.isdecimal() and 0 < int(page[:6]) < len(parts) else len(parts)
    start = len(parts) - left
    end = start + _fitting(parts[start:])
    blocks = [block for part in parts[start:end] for block in part]
    ways = []
    if end < len(parts):
        ways.append(Button(label=EARLIER, action=action, about=about, extra=str(len(parts) - end)))
    if start:
        ways.append(Button(label=NEWEST, action=action, about=about))
    return replace(card, blocks=(*blocks, *((Buttons(tuple(ways)),) if ways else ()), *card.blocks[-1:]))


def content(card: Card) -> tuple[Block, ...]:
    """Blocks of a page without the next step, with which a manager's card begins, up to the first divider."""
    if any(button.label == NEWEST for button in card.buttons()):
        return card.blocks
    first = next((n for n, block in enumerate(card.blocks) if isinstance(block, Divider)), 0)
    return card.blocks[first:]


def with_quotes(card: Card, links: Iterable[str]) -> Card:
    """The card with these links as inert text, before its policy section."""
    quotes = tuple(Quote(inert(link)) for link in links)
    return replace(card, blocks=(*card.blocks[:-1], *quotes, *card.blocks[-1:]))


def _parts(blocks: Iterable[Block]) -> Iterator[Part]:
    """Blocks that stay together: a heading with its content, a row of buttons with their subject."""
    part: list[Block] = []
    complete = False
    for block in (each for whole in blocks for each in _apart(whole)):
        if complete and not isinstance(block, Buttons):
            yield tuple(part)
            part, complete = [], False
        part.append(block)
        complete = complete or not isinstance(block, Divider | Heading | Small)
    if part:
        yield tuple(part)


def _apart(block: Block) -> Iterator[Block]:
    """Long facts one by one; any other block unchanged."""
    if isinstance(block, Facts) and _characters(block) > _HEAVY:
        yield from (Facts((fact,)) for fact in block.facts)
    else:
        yield block


def _fitting(parts: list[Part]) -> int:
    """Number of parts that fit on a page; at least one."""
    places = characters = 0
    for n, part in enumerate(parts):
        places += sum(_places(block) for block in part)
        characters += sum(_characters(block) for block in part)
        if n and (places > PLACES or characters > CHARACTERS):
            return n
    return len(parts)


def _places(block: Block) -> int:
    """Number of blocks as which it may be drawn, at most."""
    match block:
        case Text(text) | Quote(text):
            return _drawn_in(text, _TEXT)
        case Facts(facts):
            # A fact too long for a column separates those before it from those after it.
            long = [n for label, value in facts if (n := _drawn_in(f"{label}\n{value}", _COLUMN)) > 1]
            return 1 + sum(n + 1 for n in long)
        case _:
            return 1


def _drawn_in(text: str, most: int) -> int:
    # A link is made inert with two more characters.
    length = len(text) + 2 * (text.count("://") + text.lower().count("www."))
    return 1 if length <= most else 2 + length // (_TEXT // 2)


def _characters(block: Block) -> int:
    """Size of a block as JSON, in which a character outside ASCII counts several times."""
    match block:
        case Facts(facts):
            return sum(_FRAME + len(json.dumps(f"{label}\n{value}")) for label, value in facts)
        case Buttons(buttons):
            return _FRAME * len(buttons)
        case Divider():
            return _FRAME
        case Link(label=label, url=url):
            return _FRAME + len(json.dumps(label + url))
        case _:
            return _FRAME + len(json.dumps(block.text))
