"""The findings and steps of a named-online incident (1.14.3).

Each part reports what is missing by the id of its field.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.errors import Problem, lacking
from bot.people import PersonId
from bot.records.links import normalised
from bot.records.online import ActionType, Request, sound_choice


class Place(StrEnum):
    """Place where somebody has been named, online or not (R-1.14.3-2)."""

    FACEBOOK = "facebook"
    X = "x"
    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    OTHER_ONLINE = "other_online"
    LEAFLET = "leaflet"
    PRESS = "press"
    MEETING = "meeting"
    ELSEWHERE = "elsewhere"


#: Places that are not online.
OFFLINE = frozenset({Place.LEAFLET, Place.PRESS, Place.MEETING, Place.ELSEWHERE})
#: Places that say too little by themselves: details are asked for as well.
SAY_WHICH = frozenset({Place.OTHER_ONLINE, Place.LEAFLET, Place.PRESS, Place.MEETING, Place.ELSEWHERE})


class Threat(StrEnum):
    """Answers about a threat. An unsure finder need not judge: a manager looks first (R-1.9.3-5)."""

    NO = "no"
    YES = "yes"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, kw_only=True)
class Found:
    """One finding. The manager knows the finder, who hears no more of it (R-1.14.3-3)."""

    at: datetime
    by: PersonId
    place: Place
    #: Which site, paper or meeting, in words.
    where: str = ""
    #: The link as it was typed: plain text.
    link: str = ""
    line: str = ""
    threat: Threat
    #: True if the finder manages the person named, or already handles the matter: it lies with them.
    by_manager: bool = False

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers about the place."""
        return lacking(where=self.where or self.link or self.place not in SAY_WHICH)

    @property
    def lookup(self) -> str:
        """Key shared by two findings of one thing: its link, or the words for its place."""
        if self.link:
            return f"link {normalised(self.link)}"
        return f"place {self.place.value} {' '.join(f'{self.where} {self.line}'.casefold().split())}"

    def by_a_manager(self) -> Found:
        """Return the finding as made by the manager it lies with."""
        return replace(self, by_manager=True)

    def repeats(self, other: Found) -> bool:
        """True if it repeats this person's own finding within a day: the same thing sent twice."""
        return (
            self.at - other.at < timedelta(days=1) and replace(self, at=other.at, by_manager=other.by_manager) == other
        )


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A manager's judgement on a threat about which a finder was unsure (R-1.9.3-5)."""

    at: datetime
    by: PersonId
    threat: bool


class How(StrEnum):
    """Means by which the person named learnt of it: from a person, never by chat or e-mail (R-1.14.3-4)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    #: They had found it themselves.
    KNEW = "knew"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Record of telling the person named: the day, and by whom; never what was said."""

    at: datetime
    on: date
    by: PersonId
    how: How


class WishKind(StrEnum):
    """Answers of the person named on what should happen; each is fine (R-1.14.3-5)."""

    WORDS = "words"
    #: They will tell their manager, who then notes it.
    TELL_MANAGER = "tell_manager"
    NOT_SAID = "not_said"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Their wishes, in their own words or as their manager heard them. Added to, never overwritten."""

    at: datetime
    by: PersonId
    kind: WishKind
    words: str = ""


class Gate(StrEnum):
    """Gates that a manager may pass early when there is danger."""

    #: Act before the person named has been told and has had a say (R-1.14.3-5).
    ACT = "act"
    #: Tell the management team before the person named knows (R-1.14.3-9).
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Override:
    """Statement that somebody is in danger and a step cannot wait, with its author and the reason."""

    at: datetime
    by: PersonId
    gates: tuple[Gate, ...]
    reason: str


class Removal(StrEnum):
    """Decision on seeking to have the name removed; there is no default (R-1.14.3-8)."""

    SEEK = "seek"
    DO_NOT_SEEK = "do_not_seek"
    WAIT = "wait"


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action, with its reasons (R-1.9.3-1)."""

    type: ActionType
    reasons: str
    removal: Removal | None = None
    #: The risk that it makes things worse, in words.
    risk: str = ""

    def missing(self) -> dict[str, Problem]:
        """Return the missing answers."""
        reasons = lacking(**{f"{self.type.value}_reasons": self.reasons})
        return reasons | (lacking(removal=self.removal, risk=self.risk) if self.type is ActionType.REMOVAL else {})


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A manager's decision on actions, each with its own reasons."""

    at: datetime
    by: PersonId
    actions: tuple[Action, ...]
    request: Request | None = None

    @property
    def asks(self) -> bool:
        """True if somebody is asked to take it down."""
        return any(a.type is ActionType.REPORT or a.removal is Removal.SEEK for a in self.actions)

    def missing(self, today: date) -> dict[str, Problem]:
        """Return the missing or invalid answers, by field id."""
        problems = sound_choice([action.type for action in self.actions])
        for action in self.actions:
            problems |= action.missing()
        if not self.actions:
            return problems
        if self.request is not None:
            return problems | self.request.missing(today)
        return problems | lacking(request_of=not self.asks)


@dataclass(frozen=True, kw_only=True)
class Offers:
    """Offers of support (R-1.14.3-6). There is no field for whether anybody took them up."""

    at: datetime
    by: PersonId
    talk: bool
    counselling: bool


@dataclass(frozen=True, kw_only=True)
class Shared:
    """The minimal summary that the management team may read (R-1.14.3-9)."""

    at: datetime
    by: PersonId
    summary: str


@dataclass(frozen=True, kw_only=True)
class Half:
    """One of the two answers on putting a record into personal records (R-1.14.3-10)."""

    at: datetime
    by: PersonId
    yes: bool


class Step(StrEnum):
    """Steps required before it can be closed, in order."""

    ACKNOWLEDGE = "acknowledge"
    TELL = "tell"
    WISHES = "wishes"
    DECIDE = "decide"
    OFFERS = "offers"
    SHARE = "share"
    OWN_HALF = "own_half"
    THEIR_HALF = "their_half"
    POLICE = "police"
    #: A finder was unsure about a threat: the manager looks, and decides.
    THREAT = "threat"


def lookup(person: PersonId, found: Found) -> str:
    """Return the key by which the record of this person and finding is found again."""
    return f"{person} {found.lookup}"
