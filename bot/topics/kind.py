"""Description of a topic, given once and read wherever it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat.cards import Card, Item
from bot.chat.events import CommandEvent
from bot.chat.replies import Reply
from bot.flows.request import Acts, FormFlow
from bot.nudges import Lane
from bot.people import PersonId, Role
from bot.ports import Notice, UnitOfWork
from bot.records.base import Record
from bot.records.rights import Act
from bot.views.context import Context
from bot.views.notices import common
from bot.words import Words

#: Draws a message about a record for whoever gets it; None: there is nothing to tell them.
Draw = Callable[[Notice, Any, Context], Card | None]
#: Draws a page of a record, with what belongs to it, as its manager reads it.
Read = Callable[[Any, tuple[Item, ...], Context, UnitOfWork, str], Card]


@dataclass(frozen=True, kw_only=True)
class Told:
    """Messages of a nudge (a row of model.md §6)."""

    #: To the person for whom something waits; None: the matter's own next step.
    remind: Draw | None = None
    #: To somebody besides, by lane.
    besides: Mapping[Lane, Draw] = field(default_factory=dict)
    #: The news for whoever handles the record, where no chat reaches the person who is reminded; "": none.
    unreached: str = ""
    #: True where what it asks may distress, though it is nobody's own choice.
    gentle: bool = False


@dataclass(frozen=True)
class News:
    """A notice that is not a nudge."""

    draw: Draw
    #: An answer to somebody who reported or asked.
    answers: bool = False
    #: Something is asked about what happened to them.
    asks: bool = False
    #: Only that something was added, at the version in `Notice.item`: no news to who has read it since.
    adds: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record. Raises TypeError where something is missing."""

    record: type[Record]
    #: None: it stands in no list.
    words: Words | None = None
    #: The message that says the matter's own next step, for the one with whom it lies.
    waits: Draw | None = None
    #: By row of the policy's table: every nudge that a record of this kind asks for.
    nudges: Mapping[str, Told] = field(default_factory=dict)
    #: By `Notice.view`.
    news: Mapping[str, News] = field(default_factory=dict)
    #: What the management team and the chief executive are told where it waits too long.
    late: Draw = common.waits_too_long
    #: For whoever keeps the records.
    read: Read | None = None
    #: Who is asked besides the manager while nobody is at work; None: nobody is.
    ask_on_call: Callable[[Any, UnitOfWork], PersonId | None] | None = None
    #: Whether its clock has stood since it was looked at, so that what was due is due later; None: it never stands.
    has_stood: Callable[[Any, UnitOfWork], bool] | None = None
    #: What becomes of one that nobody has decided to keep.
    run_out: Callable[[Any, UnitOfWork], None] | None = None

    def __post_init__(self) -> None:
        for part in ("kind", "prefix", "allowed"):
            if not hasattr(self.record, part):
                raise TypeError(f"{self.record.__name__} says nothing of its {part}.")
        keeper = self.record.allowed.get(Role.RECORDS_ADMIN, frozenset())
        if (Act.INSPECT in keeper) != (self.read is not None):
            raise TypeError(
                f"{self.record.__name__} is read in the register by its access or its drawing, and not both."
            )
        if self.words is not None and (untold := self.words.untold()):
            raise TypeError(f"There are no words for {self.record.__name__}: {', '.join(sorted(untold))}.")
        if self.waits is None and (silent := [row for row, told in self.nudges.items() if told.remind is None]):
            raise TypeError(f"Nothing is told of {self.record.__name__} by {', '.join(silent)}.")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A topic: its kinds of records, and its commands, actions and forms."""

    kinds: tuple[Kind, ...] = ()
    commands: Mapping[str, Callable[[CommandEvent, UnitOfWork], Reply]] = field(default_factory=dict)
    actions: Acts = field(default_factory=dict)
    forms: Mapping[str, FormFlow] = field(default_factory=dict)
