"""Nudges: reminders of things that wait, their times, and the next person to be told (model.md §6).

A record names its running nudges as `Series`; the organisation's table sets their times as `Rule`s. Together they give
the next `Nudge` of each series. Nothing is kept in memory and nothing has to be cancelled: a series that the record no
longer names has no next nudge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Protocol

from bot.errors import Misconfigured
from bot.people import PersonId
from bot.working_time import WorkingTime


class Urgency(StrEnum):
    """Urgency of a nudge: U at once and alone, N in working hours, W at most two and then silence."""

    URGENT = "urgent"
    NORMAL = "normal"
    WELLBEING = "wellbeing"


#: Former names of nudges (the rows of model.md §6): still read in an organisation's own file.
FORMER_NAMES: Mapping[str, str] = {
    "N1": "acknowledge_report",
    "N2": "talk_with_reporter",
    "N3": "add_note",
    "N4": "tell_outcome",
    "N5": "offer_support",
    "N6": "offer_debrief",
    "N6L": "offer_debrief_again",
    "N7": "hold_debrief",
    "N8": "agreed_action",
    "N9": "decide_police",
    "N10": "note_police_answer",
    "N11": "ask_witness",
    "N12": "acknowledge_named_online",
    "N13": "tell_named_colleague",
    "N14": "decide_online_action",
    "N15": "share_summary",
    "N16": "choose_personal_record",
    "N17": "note_removal_answer",
    "N18": "decide_restriction",
    "N18A": "answer_question",
    "N18Q": "decide_without_answer",
    "N19": "tell_individual",
    "N20": "read_alert_card",
    "N21": "review_restriction",
    "N22": "announce_review",
    "N23": "confirm_restriction",
    "N24": "decide_appeal",
    "N25": "arrange_time_away",
    "N26": "answer_support_request",
    "N27": "check_support",
    "N28": "decide_contact_outside",
    "N29": "talk_again",
    "N30": "decide_correspondence",
    "N31": "review_retention",
    "N32": "read_quarter",
    "RA": "note_restorative_step",
    "NAME": "name_handler",
}


#: Kinds that are about what happened to the person themself, and theirs alone to answer (model.md §6):
#: whatever an organisation sets, they remind twice at most and are passed on to nobody.
OWN_CHOICE = frozenset(
    {"add_note", "offer_support", "offer_debrief", "offer_debrief_again", "choose_personal_record", "check_support"}
)


#: Working days after which the rhythm is slower (`Rule.then`): by then somebody above has heard (model.md §6).
_SLOWER_FROM = 3
#: Reminders counted in hours come on the hour, so that those of one hour make one message.
_HOUR = 60


#: Kinds for the whole management team, whoever the handler is: nobody is named for them.
OF_TEAM = frozenset({"confirm_restriction"})


class Lane(StrEnum):
    """Recipient of a nudge: the person it waits for, or somebody above."""

    REMIND = "remind"
    #: The matter moves on to the next person in the chain of command, who is told that it waits.
    PASS_ON = "pass_on"  # noqa: S105 - no password
    #: Outside working hours the person on call is asked as well, and may take it.
    ON_CALL = "on_call"
    #: The management team is told.
    MANAGEMENT_TEAM = "management_team"
    #: The matter is on the management team's list, and in its digest.
    MANAGEMENT_LIST = "management_list"
    #: The same for the chief executive.
    CHIEF_EXECUTIVE_LIST = "chief_executive_list"
    #: The owner's line manager is told that something is late.
    LINE_MANAGER = "line_manager"
    #: The record's handler is told that somebody has not answered.
    HANDLER = "handler"
    #: The records administrator is told that a step is missing.
    RECORDS_ADMIN = "records_admin"
    #: A record that nobody has decided to keep is erased, and those concerned are told (R-1.10.4-2).
    ERASE = "erase"


@dataclass(frozen=True)
class Offset:
    """A distance in working time: so many minutes, or so many working days."""

    #: None if it is counted in minutes. 0 is the day itself, which is not the same as at once.
    working_days: int | None = None
    minutes: int = 0

    @classmethod
    def parse(cls, text: str) -> Offset:
        """`now`, `30m`, `4h` (working hours) or `-20wd` (working days). Raises Misconfigured."""
        if text == "now":
            return cls()
        found = re.fullmatch(r"(-?[0-9]{1,4})(m|h|wd)", text)
        if found is None:
            raise Misconfigured(f"'{text}' is not a distance in time: write now, 30m, 4h or 2wd.")
        amount = int(found.group(1))
        match found.group(2):
            case "wd":
                return cls(working_days=amount)
            case "h":
                return cls(minutes=60 * amount)
            case _:
                return cls(minutes=amount)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One row of the organisation's table: a kind of nudge in one lane."""

    urgency: Urgency
    #: Offsets from the moment or day at which the series starts.
    at: tuple[Offset, ...]
    #: Interval of repeats after the last of `at`; None: no repeats.
    every: Offset | None = None
    #: Working days between two repeats once the rhythm is slower, unless `every` is longer.
    then: int = 5

    def offsets(self, held_from: int = 0, *, day_minutes: int = 480) -> Iterator[Offset]:
        """Distances in order, without end if the rule repeats.

        An hourly rhythm lasts for one working day, of `day_minutes`; from then on the matter comes with the day's
        digest. `held_from` is the working day on which its present holder got it, from which days count for them.
        """
        yield from self.at
        if self.every is None:
            return
        last, step = self.at[-1], self.every.working_days
        if step is None:
            while last.minutes + self.every.minutes <= day_minutes:
                last = Offset(minutes=last.minutes + self.every.minutes)
                yield last
            last, step = Offset(working_days=max(1, -(-last.minutes // day_minutes))), 1
        day, first = last.working_days or 0, self.at[0].working_days or 0
        slower_from = max(_SLOWER_FROM, first + _SLOWER_FROM - 1) + held_from
        while True:
            day += step if day < slower_from else max(step, self.then)
            yield Offset(working_days=day)


#: The organisation's table: kind → lane → rule.
Table = Mapping[str, Mapping[Lane, Rule]]


@dataclass(frozen=True, kw_only=True)
class Series:
    """A record's wish that somebody be nudged until something is done."""

    #: Row of the organisation's table, such as "acknowledge_report".
    kind: str
    #: The person it waits for; None if nobody is assigned and the management team names someone.
    to: PersonId | None
    #: The moment, or the day, that the rule counts from.
    since: datetime | date
    #: Key that separates two series of one kind on one record, such as the id of an agreed action.
    item: str = ""
    #: Raises the class to urgent (N1 with a threat; the first of N5 for the reporter of one).
    urgent: bool = False
    #: True for a distressing matter: nothing in the last hour of the day, on leave, or in time away.
    gentle: bool = False
    #: The most nudges in the REMIND lane (N5: twice only after zero tolerance).
    most: int | None = None
    #: For a matter that may move on: the time from which its present holder has it, and the number of moves so far.
    #: The PASS_ON lane counts from there: nobody loses a matter that has just come to them.
    held_since: datetime | None = None
    holder: int = 0


@dataclass(frozen=True, kw_only=True)
class Nudge:
    """The next nudge of one series in one lane."""

    kind: str
    item: str
    lane: Lane
    #: Number within (record, kind, item, lane), from 0: the unique key that makes it happen once.
    occurrence: int
    due: datetime
    to: PersonId | None
    urgency: Urgency
    #: True for reminders that are one message with whatever else falls due for the person at that moment.
    in_digest: bool


class Nudged(Protocol):
    """A record, as seen by nudges."""

    def nudges(self) -> Iterable[Series]:
        """Series that run in the record's present state."""


class Planner:
    """Planner of a record's next nudges."""

    def __init__(self, table: Table, calendar: WorkingTime) -> None:
        self._table = table
        self._calendar = calendar

    def plan(self, record: Nudged, sent: Mapping[tuple[str, str, Lane], int], now: datetime) -> list[Nudge]:
        """The next nudge of each series and lane.

        `sent` holds the highest occurrence already sent, by (kind, item, lane). After an outage
        the latest one that is due is given and those before it are skipped: late, never a burst.
        """
        return [
            nudge
            for series in record.nudges()
            for lane, rule in self._table.get(series.kind, {}).items()
            if (nudge := self._next(series, lane, rule, sent.get((series.kind, series.item, lane), -1), now))
        ]

    def following(self, record: Nudged, kind: str, item: str, lane: Lane, last: int, now: datetime) -> Nudge | None:
        """The next nudge of this one series and lane after occurrence `last`, as in a plan."""
        series = next((s for s in record.nudges() if (s.kind, s.item) == (kind, item)), None)
        rule = self._table.get(kind, {}).get(lane)
        return self._next(series, lane, rule, last, now) if series and rule else None

    def nudge(self, series: Series, lane: Lane, occurrence: int) -> Nudge | None:
        """This one nudge of a series, or None if the table no longer has it."""
        rule = self._table.get(series.kind, {}).get(lane)
        if rule is None:
            return None
        if lane is Lane.PASS_ON:
            return self._nudge(series, lane, rule, occurrence, rule.at[0])
        offset = next(islice(self._offsets(series, rule), occurrence, None), None)
        return self._nudge(series, lane, rule, occurrence, offset) if offset is not None else None

    def _next(self, series: Series, lane: Lane, rule: Rule, last: int, now: datetime) -> Nudge | None:
        if lane is Lane.PASS_ON:
            # Silence moves a matter on once; after that it is for those above. A matter without a handler is not moved.
            moves = last < 0 and series.to is not None
            return self._nudge(series, lane, rule, series.holder, rule.at[0]) if moves else None
        found: Nudge | None = None
        for n, offset in enumerate(self._offsets(series, rule)):
            if series.most is not None and lane is Lane.REMIND and n >= series.most:
                break
            if n <= last:
                continue
            nudge = self._nudge(series, lane, rule, n, offset)
            if n >= len(rule.at) and series.holder and series.held_since and nudge.due <= series.held_since:
                continue  # the present holder was told of it on getting it
            if found is not None and nudge.due > now:
                break
            found = nudge
            if nudge.due > now:
                break
        return found

    def _offsets(self, series: Series, rule: Rule) -> Iterator[Offset]:
        return rule.offsets(self._held_from(series), day_minutes=self._calendar.day_minutes)

    def _held_from(self, series: Series) -> int:
        """Number of working days between the start of the series and its passing to its present holder."""
        if not series.holder or series.held_since is None:
            return 0
        start = self._calendar.day_of(series.since) if isinstance(series.since, datetime) else series.since
        return self._calendar.working_days_between(start, self._calendar.day_of(series.held_since))

    def _nudge(self, series: Series, lane: Lane, rule: Rule, occurrence: int, offset: Offset) -> Nudge:
        urgency = _urgency(series, rule, offset)
        start = series.held_since if lane is Lane.PASS_ON and series.held_since is not None else series.since
        in_days = offset.working_days is not None or not isinstance(start, datetime)
        gentle = series.gentle and lane is Lane.REMIND
        by_the_hour = lane is Lane.REMIND and urgency is Urgency.NORMAL and offset.minutes >= _HOUR
        if in_days or not isinstance(start, datetime):
            due = self._due_day(start, lane, offset)
        else:
            due = self._due_hour(start, offset, urgency, gentle=gentle, full=by_the_hour)
        if lane is Lane.ON_CALL:
            due = self._calendar.closed_from(due)
        return Nudge(
            kind=series.kind,
            item=series.item,
            lane=lane,
            occurrence=occurrence,
            due=due,
            to=series.to,
            urgency=urgency,
            in_digest=lane is not Lane.PASS_ON and (urgency is not Urgency.WELLBEING if in_days else by_the_hour),
        )

    def _due_hour(self, start: datetime, offset: Offset, urgency: Urgency, *, gentle: bool, full: bool) -> datetime:
        if urgency is Urgency.URGENT and not offset.minutes:
            return start
        # An urgent nudge arrives at once; its repeats keep to working hours, as the table says.
        due = self._calendar.working_minutes_after(start, offset.minutes)
        return self._calendar.not_quiet(self._calendar.full_hour(due) if full else due, gentle=gentle)

    def _due_day(self, start: datetime | date, lane: Lane, offset: Offset) -> datetime:
        first = self._calendar.day_of(start) if isinstance(start, datetime) else start
        day = self._calendar.working_days_from(first, offset.working_days or 0)
        # A deadline of a day ends at its close; a reminder comes in its morning.
        return self._calendar.morning_of(day) if lane is Lane.REMIND else self._calendar.close_of(day)


def _urgency(series: Series, rule: Rule, offset: Offset) -> Urgency:
    """Return the rule's urgency, or urgent if the series is; for wellbeing, only a nudge that comes at once is."""
    raised = rule.urgency is Urgency.NORMAL or offset == Offset()
    return Urgency.URGENT if series.urgent and raised else rule.urgency
