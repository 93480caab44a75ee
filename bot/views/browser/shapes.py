"""Content of a page in the browser, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.cards import Block, Card, Item
from bot.chat.forms import Form
from bot.views.context import Context
from bot.words import Tone


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Reader of a page, and the time it was opened: on every print."""

    by: str
    at: str

    @classmethod
    def of(cls, context: Context) -> Opened:
        """The reader, now."""
        today = context.today
        return cls(
            by=context.name(context.reader), at=f"{context.day(today)} {today.year}, {context.clock(context.now)}"
        )


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A state: a few words and a colour."""

    words: str
    tone: Tone


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One record of a matter, as the chat shows it to this reader."""

    ref: str
    day: str
    #: None: its card says how far it is, in the words that are meant for this reader.
    mark: Mark | None
    card: Card

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The card without the lines that only offer something to press."""
        return tuple(block for block in self.card.blocks if not (isinstance(block, Item) and _offers(block)))


def _offers(line: Item) -> bool:
    return line.button is not None and line.button.action.startswith("form:")


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something for the reader to do, and the record in which it is done."""

    text: str
    ref: str


@dataclass(frozen=True, kw_only=True)
class MatterPage:
    """A matter from its beginning: all of it that this reader may see."""

    opened: Opened
    title: str
    #: What waits for the reader, and their days to come.
    steps: tuple[Step, ...]
    entries: tuple[Entry, ...]
    #: True if there are days for a calendar.
    has_days: bool
    #: The list that it was opened from; "": none.
    back: str = ""

    @property
    def refs(self) -> frozenset[str]:
        """References of the records on it."""
        return frozenset(entry.ref for entry in self.entries)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list, and the colour of its state."""

    text: str
    tone: Tone
    #: Its record, where that opens as a page; None: it opens in the chat alone.
    about: str | None = None

    @property
    def ref(self) -> str:
        """The reference that it begins with."""
        return self.text.partition(" ")[0]


@dataclass(frozen=True, kw_only=True)
class Section:
    """Lines under a heading, or the sentence for none."""

    title: str
    lines: tuple[Line, ...]
    none: str
    #: A sentence below lines that are not all.
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list of matters that can be searched. It holds no word of any."""

    opened: Opened
    title: str
    lead: str
    search: Form
    sections: tuple[Section, ...]
    has_days: bool = False


BrowserPage = MatterPage | ListPage
