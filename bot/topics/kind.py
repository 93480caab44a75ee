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

#: Draws a message about a record for its recipient; None: there is nothing to tell them.
Draw = Callable[[Notice, Any, Context], Card | None]
#: Draws a page of a record, with its children, for its manager.
Read = Callable[[Any, tuple[Item, ...], Context, UnitOfWork, str], Card]


@dataclass(frozen=True, kw_only=True)
class Told:
    """Messages of a nudge (a row of model.md §6)."""

    #: To the person for whom something waits; None: the matter's own next step.
    remind: Draw | None = None
    #: To somebody besides, by lane.
    besides: Mapping[Lane, Draw] = field(default_factory=dict)
    #: Notice to the record's handler if no chat reaches the person who is reminded; "": none.
    unreached: str = ""
    #: True if its question may distress, though it is nobody's own choice.
    gentle: bool = False


@dataclass(frozen=True)
class News:
    """A notice that is not a nudge."""

    draw: Draw
    #: An answer to somebody who reported or asked.
    answers: bool = False
    #: A question about something that happened to them.
    asks: bool = False
    #: Only an addition, at the version in `Notice.item`: no news to anybody who has read the record since.
    adds: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of record. Raises TypeError where something is missing."""

    record: type[Record]
    #: None: it is on no list.
    words: Words | None = None
    #: The message with the matter's own next step, for its handler.
    waits: Draw | None = None
    #: By row of the policy's table: every nudge that a record of this kind asks for.
    nudges: Mapping[str, Told] = field(default_factory=dict)
    #: By `Notice.view`.
    news: Mapping[str, News] = field(default_factory=dict)
    #: The message to the management team and the chief executive if it waits too long.
    late: Draw = common.waits_too_long
    #: For the records administrator.
    read: Read | None = None
    #: For a document, as nobody in particular reads it; None: as for the records administrator.
    whole: Read | None = None
    #: People asked besides the manager outside working hours; None: nobody.
    ask_on_call: Callable[[Any, UnitOfWork], PersonId | None] | None = None
    #: True if its clock has been stopped since the last look, so that it is due later; None: its clock never stops.
    has_stood: Callable[[Any, UnitOfWork], bool] | None = None
    #: End of one that nobody has decided to keep.
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
