"""Names of a kind of record and of its states: for lists, which open nothing and hold no content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.people import PersonId


class Tone(StrEnum):
    """Colour of a state, beside its words and never instead of them."""

    WAITS = "waits"
    HOLDS = "holds"
    SETTLED = "settled"
    #: For people who are not told how far it is.
    PLAIN = "plain"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One state of a record, in words; empty for a state that nobody ever hears of."""

    #: A few words for anybody who may know that there is one.
    stands: str
    #: The next step, for the person who has to take it, and its button if it is not the usual one.
    waiting: str = "Something waits"
    waiting_opens: str = ""
    #: A sentence for people whose own report or request it is.
    yours: str = ""
    #: True if the decision holds now, until somebody looks at it again.
    in_force: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """A kind of record in words."""

    called: str
    #: By state.
    states: Mapping[str, Standing] = field(default_factory=dict)
    #: The button that opens one for its readers; and for its owner and others who only hear of it, if that is another
    #: or they have one at all. "": none.
    opens: str = ""
    opens_own: str = ""
    #: The exact thing left to do, if the state alone does not tell; "" if it does.
    left: Callable[[Any], str] | None = None
    #: The person one is for, if its line names them.
    whose: Callable[[Any], PersonId] | None = None
    #: Its line for people who may not read it, if that is not its state.
    unread: str = ""
    #: True if it is part of another matter, and not listed separately among a manager's matters.
    is_part: bool = False
    #: Its name on the receipt of the report it was sent with.
    sent_along: str = "A request"

    @property
    def own(self) -> str:
        """The button for people whose own record it is."""
        return self.opens_own or self.opens

    def of(self, state: str) -> Standing:
        """A state in words."""
        return self.states.get(state, _UNTOLD)

    def tone(self, state: str, *, is_open: bool) -> Tone:
        """Colour of a state, for those who read its words: it holds, is over, or waits for somebody."""
        if not is_open:
            return Tone.SETTLED
        return Tone.HOLDS if self.of(state).in_force else Tone.WAITS

    def untold(self) -> frozenset[StrEnum]:
        """Return the states without words, in every enumeration in which some state has them."""
        known = {type(state) for state in self.states if isinstance(state, StrEnum)}
        return frozenset(state for states in known for state in states if state not in self.states)


_UNTOLD = Standing(stands="")
