"""What it is made of that a colleague has been named publicly: what was found, and each step that follows (1.14.3).

Where something is missing, each part says so by the id of the field in which it is asked.
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
    """Where somebody has been named; a place need not be online (R-1.14.3-2)."""

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


#: Places that nobody meets online.
OFFLINE = frozenset({Place.LEAFLET, Place.PRESS, Place.MEETING, Place.ELSEWHERE})
#: Places that say too little by themselves: which one is asked as well.
SAY_WHICH = frozenset({Place.OTHER_ONLINE, Place.LEAFLET, Place.PRESS, Place.MEETING, Place.ELSEWHERE})


class Threat(StrEnum):
    """Whether it holds a threat. Who is not sure need not judge: a manager looks first (R-1.9.3-5)."""

    NO = "no"
    YES = "yes"
    NOT_SURE = "not_sure"


@dataclass(frozen=True, kw_only=True)
class Found:
    """That somebody found it. Who did is known to the manager, and hears no more of it (R-1.14.3-3)."""

    at: datetime
    by: PersonId
    place: Place
    #: Which site, paper or meeting, in words.
    where: str = ""
    #: The link as it was typed: plain text.
    link: str = ""
    line: str = ""
    threat: Threat
    #: True where they manage the one who is named, or have the matter already: it lies with them.
    by_manager: bool = False

    def missing(self) -> dict[str, Problem]:
        """What is still needed to know where it is."""
        return lacking(where=self.where or self.link or self.place not in SAY_WHICH)

    @property
    def lookup(self) -> str:
        """What is the same for two findings of one thing: its link, or the words for its place."""
        if self.link:
            return f"link {normalised(self.link)}"
        return f"place {self.place.value} {' '.join(f'{self.where} {self.line}'.casefold().split())}"

    def by_a_manager(self) -> Found:
        """The same, found by the manager with whom it lies."""
        return replace(self, by_manager=True)

    def repeats(self, other: Found) -> bool:
        """True if it says what this person has said already, within a day: the same thing sent twice."""
        return (
            self.at - other.at < timedelta(days=1) and replace(self, at=other.at, by_manager=other.by_manager) == other
        )


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Whether it is a threat, as a manager says it where a finder was not sure (R-1.9.3-5)."""

    at: datetime
    by: PersonId
    threat: bool


class How(StrEnum):
    """How somebody learnt that they have been named: from a person, and never by chat or e-mail (R-1.14.3-4)."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    #: They had found it themselves.
    KNEW = "knew"


@dataclass(frozen=True, kw_only=True)
class Told:
    """That the one who is named has heard of it, on which day and from whom. Never what was said."""

    at: datetime
    on: date
    by: PersonId
    how: How


class WishKind(StrEnum):
    """What the one who is named says about what should happen; each is fine (R-1.14.3-5)."""

    WORDS = "words"
    #: They will tell their manager, who notes it then.
    TELL_MANAGER = "tell_manager"
    NOT_SAID = "not_said"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Their wishes, in their own words or as their manager heard them. Added to, and never written over."""

    at: datetime
    by: PersonId
    kind: WishKind
    words: str = ""


class Gate(StrEnum):
    """What danger lets a manager do before it is its turn."""

    #: Act before the one who is named has been told and has had a say (R-1.14.3-5).
    ACT = "act"
    #: Tell the management team before the one who is named knows (R-1.14.3-9).
    SHARE = "share"


@dataclass(frozen=True, kw_only=True)
class Override:
    """That somebody is in danger, and so a step cannot wait: who says so, and why."""

    at: datetime
    by: PersonId
    gates: tuple[Gate, ...]
    reason: str


class Removal(StrEnum):
    """Whether to seek to have the name removed: there is no default (R-1.14.3-8)."""

    SEEK = "seek"
    DO_NOT_SEEK = "do_not_seek"
    WAIT = "wait"


@dataclass(frozen=True, kw_only=True)
class Action:
    """One thing that is done, and the reasons for it (R-1.9.3-1)."""

    type: ActionType
    reasons: str
    removal: Removal | None = None
    #: The risk that it makes things worse, in words.
    risk: str = ""

    def missing(self) -> dict[str, Problem]:
        """What is still needed."""
        reasons = lacking(**{f"{self.type.value}_reasons": self.reasons})
        return reasons | (lacking(removal=self.removal, risk=self.risk) if self.type is ActionType.REMOVAL else {})


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a manager decides to do, each with its own reasons."""

    at: datetime
    by: PersonId
    actions: tuple[Action, ...]
    request: Request | None = None

    @property
    def asks(self) -> bool:
        """True if somebody is asked to take it down."""
        return any(a.type is ActionType.REPORT or a.removal is Removal.SEEK for a in self.actions)

    def missing(self, today: date) -> dict[str, Problem]:
        """What is still needed, by the id of its field."""
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
    """Whether support was offered (R-1.14.3-6). Never whether anybody took it up: there is no field for that."""

    at: datetime
    by: PersonId
    talk: bool
    counselling: bool


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What the management team may read: a minimal summary (R-1.14.3-9)."""

    at: datetime
    by: PersonId
    summary: str


@dataclass(frozen=True, kw_only=True)
class Half:
    """One of the two answers to whether a record goes into personal records (R-1.14.3-10)."""

    at: datetime
    by: PersonId
    yes: bool


class Step(StrEnum):
    """What is to be done before it can be closed, in its order."""

    ACKNOWLEDGE = "acknowledge"
    TELL = "tell"
    WISHES = "wishes"
    DECIDE = "decide"
    OFFERS = "offers"
    SHARE = "share"
    OWN_HALF = "own_half"
    THEIR_HALF = "their_half"
    POLICE = "police"
    #: A finder was not sure whether it holds a threat: the manager looks, and says.
    THREAT = "threat"


def lookup(person: PersonId, found: Found) -> str:
    """By what the record about this person and this finding is found again."""
    return f"{person} {found.lookup}"
