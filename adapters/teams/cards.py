"""Cards drawn as Adaptive Cards 1.5, for a message or a dialog (platform page: teams).

Text is shown literally, and nothing is cut: breaking a limit raises Unrenderable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from adapters.chat import pointers
from adapters.chat.errors import Unrenderable
from adapters.chat.plain import defanged
from adapters.teams import data, limits
from adapters.teams.data import Do
from adapters.teams.texts import SMALL, Json, heading, lines
from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Link, Look, Quote, Small, Text

#: Makes the data of a button: everything in `Action.Submit.data`.
Carried = Callable[[Button], Json]

ADAPTIVE = "application/vnd.microsoft.card.adaptive"
#: The title of a dialog whose own title is too long for its frame and is put into the body.
_SHORT_TITLE = "Harbour"
_STYLES = {Look.PRIMARY: "positive", Look.CAREFUL: "destructive"}
#: A dialog of at most so many elements is this high; Teams' own three sizes.
_HEIGHTS = ((6, "small"), (14, "medium"))


def message(card: Card, *, here: Button | None = None) -> Json:
    """The card as the body of a message activity: for cards that hold no content. Raises Unrenderable.

    The summary, which a locked phone shows, says no more than the card's own title. Every button opens
    a dialog, but `here`, which is answered in the chat.
    """
    body = Body(_opening)
    body.draw(heading(card.title, size="large"))
    body.parts(card.blocks)
    if here is not None:
        body.draw(*buttons((here,), lambda button: {data.OURS: carried(Do.HERE, button)}))
    return activity(card.title, body)


def dialog(card: Card, *, card_id: str = "") -> Json:
    """The card as a dialog (`TaskModuleTaskInfo`). Raises Unrenderable.

    `card_id` is the message from which the dialog was opened.
    """
    body = Body(lambda button: {data.OURS: carried(Do.ACT, button, card_id=card_id)})
    body.parts(card.blocks)
    return framed(card.title, body)


def carried(do: Do, button: Button, *, card_id: str = "") -> Json:
    """Data of a button: an opaque pointer. Raises Unrenderable."""
    if pointers.name(button.action) != button.action:
        raise Unrenderable(["button: not the name of an act"])
    ours = {data.DO: do.value, data.NAME: button.action}
    ours |= {data.TO: to} if (to := pointers.packed(button.about, button.extra)) else {}
    return ours | ({data.CARD: card_id} if card_id else {})


def _opening(button: Button) -> Json:
    return {data.OURS: carried(Do.ACT, button), data.TEAMS: data.FETCH}


class Body:
    """The elements of one card, from top to bottom."""

    def __init__(self, carries: Carried) -> None:
        self._carries = carries
        self._line = False
        self.elements: list[Json] = []

    def draw(self, *elements: Json) -> None:
        """Add these elements; a divider before them becomes a line above the first."""
        for element in elements:
            line = {"separator": True, "spacing": "large"} if self._line and self.elements else {}
            self.elements.append(element | line)
            self._line = False

    def parts(self, parts: Iterable[Block]) -> None:
        """Parts of a card. One without a text is drawn all the same, for the lint to find."""
        for part in parts:
            if isinstance(part, Divider):
                self._line = True
            else:
                self.draw(*_block(part, self._carries))


def activity(title: str, body: Body) -> Json:
    """The body of a message activity with this card. Raises Unrenderable."""
    return {"type": "message", "summary": title, "attachments": [_attached(body.elements, limits.MESSAGE)]}


def framed(title: str, body: Body) -> Json:
    """A dialog with this card; a title that is too long for the frame is put into the card. Raises Unrenderable."""
    fits = len(title) <= limits.TITLE_TEXT
    above = [] if fits and body.elements else [heading(title, size="large")]
    elements = [*above, *body.elements]
    height = next((height for most, height in _HEIGHTS if len(elements) <= most), "large")
    return {
        "title": title if fits else _SHORT_TITLE,
        "height": height,
        "width": "medium",
        "card": _attached(elements, limits.DIALOG),
    }


def _attached(elements: list[Json], budget: limits.Budget) -> Json:
    card = {"type": "AdaptiveCard", "version": limits.VERSION, "body": elements}
    if findings := limits.problems(card, budget):
        raise Unrenderable(findings)
    return {"contentType": ADAPTIVE, "content": card}


def _block(part: Block, carries: Carried) -> Iterator[Json]:
    match part:
        case Text(text):
            yield from lines(text)
        case Quote(text):
            yield {"type": "Container", "style": "emphasis", "items": lines(defanged(text))}
        case Heading(text):
            yield heading(text)
        case Small(text):
            yield from lines(text, SMALL)
        case Facts(facts):
            yield from _facts(facts)
        case Buttons(row):
            yield from buttons(row, carries)
        case Link(label=label, url=url):
            way_out = {"type": "Action.OpenUrl", "title": label, "url": url, "style": _STYLES[Look.PRIMARY]}
            yield {"type": "ActionSet", "actions": [way_out]}
        case Item(text, None):
            yield from lines(text)
        case Item(text, Button() as button):
            yield _beside(text, button, carries)


def _facts(facts: Iterable[tuple[str, str]]) -> Iterator[Json]:
    """Small facts, each in a line of its own."""
    for n, (label, value) in enumerate(facts):
        first, *others = lines(defanged(value) if value.strip() else "–", label=f"{label.rstrip(':')}: ")
        yield {**first, "spacing": "small"} if n else first
        yield from others


def _beside(text: str, button: Button, carries: Carried) -> Json:
    """A line of a list, and its button to the right of it."""
    columns: list[Json] = [
        {"type": "Column", "width": "stretch", "verticalContentAlignment": "center", "items": lines(text)},
        {"type": "Column", "width": "auto", "items": buttons((button,), carries)},
    ]
    return {"type": "ColumnSet", "columns": columns}


def buttons(row: Sequence[Button], carries: Carried) -> list[Json]:
    """A row of buttons, continued below if there are too many for Teams. Raises Unrenderable."""
    if not row:
        raise Unrenderable(["buttons: none"])
    some = [row[n : n + limits.ACTIONS] for n in range(0, len(row), limits.ACTIONS)]
    return [{"type": "ActionSet", "actions": [submit(b.label, carries(b), b.look) for b in few]} for few in some]


def submit(title: str, what: Json, look: Look = Look.PLAIN) -> Json:
    """A button that sends something back."""
    style = {"style": _STYLES[look]} if look in _STYLES else {}
    return {"type": "Action.Submit", "title": title, **style, "data": what}
