"""Several messages combined into one, and the remains of a message replaced by a newer one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Item, Small, Text

#: The most lines of a digest; the rest are in the person's home.
DIGEST_LINES = 10


def folded(*, newer: bool) -> Card:
    """Single line that replaces a message which a platform does not let us delete."""
    title = "There is a newer message about this below." if newer else "There is nothing here for you any more."
    return Card(title=title, settled=True)


def with_others(cards: Sequence[Card]) -> Card:
    """Combine several messages about one matter: the first with all its buttons, then a line for each of the others.

    Buttons that repeat one of the first message are left out.
    """
    first, *others = _each_once(cards)
    if not others:
        return first
    there = acts(first.buttons())
    lines = [line for each in others for line in _line(each, tuple(b for b in to_press(each) if not acts([b]) & there))]
    settled = all(card.settled for card in cards)
    return Card(title=first.title, blocks=(*_whole(first), Divider(), *lines), settled=settled)


def digest(cards: Sequence[Card]) -> Card:
    """Combine several messages: a line each, with the one button that opens it. Duplicates appear once."""
    cards = _each_once(cards)
    if len(cards) == 1:
        return cards[0]
    lines = [line for each in cards[:DIGEST_LINES] for line in _line(each, to_press(each))]
    if len(cards) > DIGEST_LINES:
        lines.append(Small(f"And {len(cards) - DIGEST_LINES} more: Harbour lists them under “Waiting for you”."))
    waiting = sum(1 for each in cards if not each.settled)
    title = "What waits for you today" if waiting else "Nothing waits for you here"
    return Card(title=title, blocks=tuple(lines), settled=not waiting)


def _whole(card: Card) -> tuple[Block, ...]:
    """All blocks of a card; a sentence and its only button as one line."""
    match card.blocks:
        case (Text(text), Buttons((button,))):
            return (Item(text, button),)
        case blocks:
            return blocks


def _each_once(cards: Sequence[Card]) -> list[Card]:
    return [card for n, card in enumerate(cards) if card not in cards[:n]]


def to_press(card: Card) -> tuple[Button, ...]:
    """Buttons for the line of a digest: the one that opens the matter, or all if none does."""
    opening = next((b for b in card.buttons() if b.label == "Open"), None)
    return (opening,) if opening is not None else card.buttons()


def acts(buttons: Iterable[Button]) -> set[tuple[str, str | None, str]]:
    """Actions of the buttons, regardless of their labels."""
    return {(button.action, button.about, button.extra) for button in buttons}


def _line(each: Card, pressed: tuple[Button, ...]) -> list[Block]:
    text = next((block.text for block in each.blocks if isinstance(block, Text)), "")
    line = f"{each.title}: {text}" if text else each.title
    if len(pressed) <= 1:
        return [Item(line, *pressed)]
    return [Text(line), Buttons(pressed)]
