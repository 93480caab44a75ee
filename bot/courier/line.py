"""Health of one platform: a refusal may concern one person, or everybody (an outage).

Errors of the app itself, or for many of those written to, say nothing about a person: nobody is given up then, and
everything waits. Kept in memory: a process that starts anew finds out again, and gives up nobody before.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import About, DeliveryError
from bot.people import PersonId
from bot.policy import Outages

#: The shortest and the longest wait while there is an outage: as long as it has lasted, between these.
_SHORTEST = timedelta(seconds=5)
_LONGEST = timedelta(minutes=2)
#: So many failures in a row are remembered.
_MOST = 100


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """Last result of writing to somebody; the error, or "" if there was none."""

    at: datetime
    wrong: str = ""


@dataclass(frozen=True, kw_only=True)
class _Doubt:
    """Since when somebody is not reached, and how often others had been by then."""

    since: datetime
    others: int


@dataclass(frozen=True, kw_only=True)
class _Outage:
    """An outage: its beginning, the operation that failed, and the reason with the remedy."""

    since: datetime
    doing: str
    why: str


@dataclass
class _Doing:
    """Results of one kind of operation; success in rewriting messages does not prove that new ones arrive."""

    tried: dict[PersonId, _Tried] = field(default_factory=dict)
    doubts: dict[PersonId, _Doubt] = field(default_factory=dict)
    #: Number of successes, and the failures since the last one, in order.
    taken: int = 0
    row: deque[tuple[str, PersonId]] = field(default_factory=lambda: deque(maxlen=_MOST))

    def alike(self, wrong: str, limits: Outages) -> int:
        """For how many people this went wrong last; 0 where that is too small a part of all who were written to."""
        found = sum(tried.wrong == wrong for tried in self.tried.values())
        return found if found * 100 >= limits.percent * len(self.tried) else 0

    def goes_again(self) -> None:
        """Forget failures noted during an outage, so that they count against nobody."""
        self.tried.clear()
        self.doubts.clear()


class Line:
    """Health of one platform, judged by the result of each message. `doing` names the operation."""

    def __init__(self) -> None:
        self._outage: _Outage | None = None
        self._done: defaultdict[str, _Doing] = defaultdict(_Doing)

    @property
    def trouble(self) -> str | None:
        """Reason why nothing goes, with the remedy, in sentences; None if it goes."""
        return self._outage.why if self._outage is not None else None

    def took(self, person: PersonId, at: datetime, doing: str) -> None:
        """Note a success in writing to somebody. It ends an outage of the same operation."""
        done = self._done[doing]
        if self._outage is not None and self._outage.doing == doing:
            self._outage = None
            for each in self._done.values():
                each.goes_again()
        done.tried[person] = _Tried(at=at)
        done.doubts.pop(person, None)
        done.taken += 1
        done.row.clear()

    def refused(
        self, person: PersonId, error: DeliveryError, at: datetime, doing: str, limits: Outages
    ) -> DeliveryError:
        """Note a refusal, and return it as it counts: nobody is given up while it may be an outage."""
        if error.about is About.MESSAGE or (error.about is About.MOMENT and error.retry_after is not None):
            return error
        done = self._done[doing]
        if self._outage is None:
            why = _everybodys(done, person, error, at, limits)
            self._outage = _Outage(since=at, doing=doing, why=why) if why else None
        if self._outage is not None:
            return self.waits(at)
        if error.permanent and not _is_sure(done, person, error, at, limits):
            return DeliveryError(error.message)
        return error

    def waits(self, at: datetime) -> DeliveryError:
        """Error for every message while there is an outage."""
        assert self._outage is not None
        wait = min(max(at - self._outage.since, _SHORTEST), _LONGEST)
        return DeliveryError(self._outage.why, about=About.APP, retry_after=wait.total_seconds())


def _everybodys(done: _Doing, person: PersonId, error: DeliveryError, at: datetime, limits: Outages) -> str:
    """Why this is everybody's and not this person's; "" if it is not known to be."""
    if error.about is About.APP:
        return error.advice
    wrong = _kind(error)
    done.tried[person] = _Tried(at=at, wrong=wrong)
    done.row.append((wrong, person))
    done.tried = {who: tried for who, tried in done.tried.items() if at - tried.at <= limits.within}
    alike = done.alike(wrong, limits)
    if alike >= limits.least:
        return (
            f"{error.message}, for {alike} of {len(done.tried)} people. It is tried again until it takes one. "
            "If these people cannot be reached for good, change them in the directory."
        )
    in_a_row = sum(each == wrong for each, _ in done.row)
    if error.about is About.MOMENT and in_a_row == len(done.row) >= limits.least:
        return f"{error.message}, {in_a_row} times in a row. It is tried again until it goes."
    return ""


def _is_sure(done: _Doing, person: PersonId, error: DeliveryError, at: datetime, limits: Outages) -> bool:
    """True if this person alone is not reached.

    An error about the person counts at once, unless another person had the same just before. Any other counts once it
    has lasted long enough, others were reached meanwhile, and it does not concern many of them.
    """
    wrong = _kind(error)
    if error.about is About.PERSON and not any(each == wrong and who != person for each, who in done.row):
        return True
    doubt = done.doubts.setdefault(person, _Doubt(since=at, others=done.taken))
    return at - doubt.since >= limits.within and done.taken > doubt.others and done.alike(wrong, limits) <= 1


def _kind(error: DeliveryError) -> str:
    """Key by which two failures are alike."""
    return error.message if error.about is About.PERSON else error.about.value
