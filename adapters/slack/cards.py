"""Cards drawn in Block Kit, for a message, a modal or the Home tab (platform page: slack).

All text is plain_text without emoji codes, so that no typed text is ever read as mark-up, a mention or a link. Nothing
is cut: breaking a limit raises Unrenderable.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from adapters.chat import pointers
from adapters.chat.errors import Unrenderable
from adapters.chat.plain import defanged, pieces
from adapters.slack import limits
from adapters.slack.limits import Surface
from bot.chat.cards import (
    FOLLOWED,
    Block,
    Button,
    Buttons,
    Card,
    Divider,
    Facts,
    Heading,
    Item,
    Link,
    Look,
    Quote,
    Small,
    Text,
)

Json = dict[str, Any]

#: The title of a modal whose own title is too long for Slack's 24 characters and is put into the body.
_SHORT_TITLE = "Harbour"
_STYLES = {Look.PRIMARY: "primary", Look.CAREFUL: "danger"}


def message(card: Card) -> Json:
    """The card as `text` and `blocks` of a message: for cards that hold no content.

    The fallback says no more than the card's own title. Raises Unrenderable.
    """
    return _sound({"text": escaped(card.title), "blocks": [header(card.title), *blocks(card.blocks)]}, Surface.MESSAGE)


def modal(card: Card, *, close: str = "Close") -> Json:
    """The card as a modal without a submit button. Raises Unrenderable."""
    title = card.title if len(card.title) <= limits.TITLE_TEXT else _SHORT_TITLE
    body = blocks(card.blocks)
    if title != card.title or not body:
        body.insert(0, header(card.title))
    view = {"type": "modal", "callback_id": "card", "title": plain(title), "close": plain(close), "blocks": body}
    return _sound(view, Surface.MODAL)


def home(card: Card) -> Json:
    """The card as the Home tab. Raises Unrenderable."""
    view = {"type": "home", "callback_id": "home", "blocks": [header(card.title), *blocks(card.blocks)]}
    return _sound(view, Surface.HOME)


def _sound(payload: Json, surface: Surface) -> Json:
    if findings := limits.problems(payload, surface):
        raise Unrenderable(findings)
    return payload


def blocks(parts: Iterable[Block]) -> list[Json]:
    """The parts of a card, from top to bottom."""
    repeats: Counter[str] = Counter()
    return [drawn for part in parts for drawn in block(part, repeats)]


def block(part: Block, repeats: Counter[str]) -> Iterator[Json]:
    """One part of a card. `repeats` counts the buttons of each act, whose ids have to differ."""
    match part:
        case Text(text):
            yield from _sections(text)
        case Quote(text):
            yield from _sections(defanged(text))
        case Heading(text):
            yield header(text)
        case Small(text):
            yield {"type": "context", "elements": [plain(text)]}
        case Facts(facts):
            yield from _facts(facts)
        case Divider():
            yield {"type": "divider"}
        case Buttons(buttons):
            yield {"type": "actions", "elements": [_button(b, repeats) for b in buttons]}
        case Link(label=label, url=url):
            yield {"type": "actions", "elements": [_way_out(label, url, repeats)]}
        case Item(text, button):
            accessory = {"accessory": _button(button, repeats)} if button else {}
            yield {"type": "section", "text": plain(text), **accessory}


def plain(text: str) -> Json:
    """Text that Slack shows as it is: no mark-up, no mentions, no emoji codes."""
    return {"type": "plain_text", "text": text, "emoji": False}


def header(text: str) -> Json:
    """A heading; one that is too long for Slack's, as with a long name in it, is drawn as text instead."""
    kind = "header" if len(text) <= limits.HEADER_TEXT else "section"
    return {"type": kind, "text": plain(text)}


def _sections(text: str) -> Iterator[Json]:
    return ({"type": "section", "text": plain(part)} for part in pieces(text, limits.SECTION_TEXT))


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[Json]:
    """Short facts in pairs of columns; one that is too long for a column gets a row of its own."""
    short: list[Json] = []
    for label, value in facts:
        text = f"{label}\n{defanged(value) or '–'}"
        if len(text) <= limits.FIELD_TEXT:
            short.append(plain(text))
            continue
        yield from _columns(short)
        short = []
        yield from _sections(text)
    yield from _columns(short)


def _columns(fields: list[Json]) -> Iterator[Json]:
    for start in range(0, len(fields), limits.FIELDS):
        yield {"type": "section", "fields": fields[start : start + limits.FIELDS]}


def _button(button: Button, repeats: Counter[str]) -> Json:
    if pointers.name(button.action) != button.action:
        raise Unrenderable(["button: not the name of an act"])
    repeats[button.action] += 1
    times = repeats[button.action]
    drawn: Json = {
        "type": "button",
        "action_id": button.action if times == 1 else f"{button.action}~{times}",
        "text": plain(button.label),
    }
    if pointer := pointers.packed(button.about, button.extra):
        drawn["value"] = pointer
    if style := _STYLES.get(button.look):
        drawn["style"] = style
    return drawn


def _way_out(label: str, url: str, repeats: Counter[str]) -> Json:
    """A button that opens an address in the browser. Slack reports the click as well: the act of that is nothing."""
    return {**_button(Button(label=label, action=FOLLOWED, look=Look.PRIMARY), repeats), "url": url}


def escaped(text: str) -> str:
    """Text for where Slack reads mark-up: the fallback of a message and short answers."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
