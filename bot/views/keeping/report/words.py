"""Words of the report: what each figure is called, and each group of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.records.keeping.figures import DAYS, DELAY, HOURS, LONGER, TOLD, UNKNOWN, WEEKS
from bot.records.keeping.telling import Split
from bot.views.ended_contact import labels


@dataclass(frozen=True, kw_only=True)
class Called:
    """The words of one figure: its title, and what its total counts."""

    title: str
    of: str
    #: Its groups, where they are no times.
    groups: Mapping[str, str] | None = None
    #: Of a figure of yes and no: what is so.
    what: str = ""


#: The end of a band of time.
EDGES = {
    "hour": "an hour",
    "four_hours": "4 hours",
    "day": "a day",
    "three_days": "3 days",
    "week": "a week",
    "two_weeks": "2 weeks",
    "four_weeks": "4 weeks",
}

_TIMES = frozenset({*HOURS, *DAYS, *DELAY, *TOLD, *WEEKS, LONGER})

_UNKNOWN = {UNKNOWN: "Not known"}

_CHANNELS = {value.value: label for value, label in labels.CHANNEL.items()} | {
    "in_person_office": "At the office",
    "in_person_visit": "On a visit or elsewhere",
    "other_online": "Elsewhere online",
}
_GROUNDS = {value.value: label for value, label in labels.REASON.items()} | {"distressing": "Distress or discomfort"}

CALLED: Mapping[tuple[str, str], Called] = {
    ("reported", "channel"): Called(
        title="How the contact came",
        of="reports",
        groups=_CHANNELS,
    ),
    ("reported", "ground"): Called(title="Why it was ended", of="reports", groups=_GROUNDS),
    ("reported", "delay"): Called(title="From the event to the report", of="reports", groups=_UNKNOWN),
    ("seen", "took"): Called(title="Until a manager had seen it", of="reports seen"),
    ("talked", "took"): Called(
        title="Until they had talked", of="reports talked about", groups={"chose_not_to": "They chose not to talk"}
    ),
    ("told", "took"): Called(title="Until the reporter was told what follows", of="outcomes told"),
    ("triaged", "outcome"): Called(
        title="Zero tolerance, and what followed",
        of="reports decided",
        groups={
            "zero_restriction": "Zero tolerance: a restriction",
            "zero_police": "Zero tolerance: about the police",
            "zero_other": "Zero tolerance: something else",
            "followed": "Not zero tolerance: something followed",
            "no_further": "No further management",
        },
    ),
    ("answered", "answer"): Called(
        title="Answers to the offer",
        of="answers",
        groups={"yes": "Yes", "later": "Later", "no_thanks": "No, thanks"},
    ),
    ("done", "timing"): Called(
        title="Agreed actions that were done", of="actions done", groups={"in_time": "In time", "late": "Late"}
    ),
    ("decided", "outcome"): Called(
        title="What was decided",
        of="decisions",
        groups={"approved": "Approved", "approved_lighter": "A lighter measure", "not_approved": "Not taken forward"},
    ),
    ("decided", "training"): Called(
        title="A training need noted", of="decisions", groups={"yes": "Noted", "no": "None noted"}
    ),
    ("decided", "complaint_process"): Called(
        title="Limits on the use of the complaint process",
        of="decisions",
        groups={"yes": "With such a limit", "no": "Without"},
    ),
    ("reviewed", "timing"): Called(
        title="Reviews held",
        of="reviews",
        groups={"on_time": "On time", "late": "Late", "unplanned": "Without a date"},
    ),
    ("reviewed", "outcome"): Called(
        title="What came of the reviews",
        of="reviews",
        groups={"lift": "Lifted", "vary": "Varied", "continue": "Continued"},
    ),
    ("appeal_decided", "outcome"): Called(
        title="What came of appeals",
        of="appeals decided",
        groups={"lift": "Lifted", "vary": "Varied", "uphold": "Upheld as it was", "nothing": "About no restriction"},
    ),
    ("appeal_decided", "took"): Called(title="Until an appeal was decided", of="appeals decided"),
    ("police_decided", "outcome"): Called(
        title="Told to the police",
        of="decisions",
        groups={"report": "Told to the police", "already": "Told already", "not_report": "Not told to the police"},
    ),
    ("police_decided", "took"): Called(title="Until it was decided", of="decisions"),
    ("named_told", "took"): Called(title="Until the person was told", of="people told"),
    ("arranged", "took"): Called(title="Until support was arranged or answered", of="requests answered"),
}

#: Totals that stand by themselves.
NUMBERS: Mapping[str, str] = {
    "reported": "contacts ended and reported",
    "offered": "conversations offered",
    "held": "conversations held",
    "agreed": "actions agreed",
    "started": "restrictions that began",
    "ended": "restrictions that ended",
    "appealed": "appeals received",
    "named": "times that a colleague was named publicly",
    "asked": "requests for support",
}

#: What an organisation has to be able to show of every restriction, by the figure that tells it.
MINIMUMS: Mapping[str, str] = {
    "evidence": "What happened is on record, with evidence",
    "adjustments": "Adjustments that the individual may need were considered",
    "told": "The individual was told what was decided, and why",
    "review": "There is a date for a review, or a reason for having none",
    "appeal": "It was explained how to appeal, and to whom",
}

#: What a restriction in force waits for.
STANDING: Mapping[str, str] = {
    "ahead": "Their review is ahead",
    "past": "Past their review",
    "none": "Without a review, for a reason on record",
}


def is_time(group: str) -> bool:
    """True of a group that is a band of time."""
    return group in _TIMES


def label(split: Split, groups: range, *, times: bool = False) -> str:
    """Neighbouring groups in words; with `times`, those that are bands of time."""
    names = [split.groups[group] for group in groups]
    bands = [name for name in names if is_time(name)]
    others = [_named(split, name) for name in names if not (times or is_time(name))]
    said = [*([_time(split, bands)] if bands else []), *others]
    first, *rest = said
    return first if not rest else f"{', '.join([first, *map(_lower, rest[:-1])])} or {_lower(rest[-1])}"


def _named(split: Split, name: str) -> str:
    return (CALLED[split.of, split.name].groups or _UNKNOWN)[name]


def _time(split: Split, names: list[str]) -> str:
    """One or more bands of time that follow each other."""
    bands = [name for name in split.groups if is_time(name)]
    begins = bands.index(names[0])
    since = EDGES[bands[begins - 1]] if begins else ""
    if names[-1] == LONGER:
        return f"Longer than {since}" if since else "Any time"
    until = EDGES[names[-1]]
    return f"{since[0].upper()}{since[1:]} to {until}" if since else f"Within {until}"


def _lower(text: str) -> str:
    return f"{text[0].lower()}{text[1:]}"
