"""The figures of the report: each total, and how it is split (model.md §9).

A report falls under one ground, the gravest: every split is of cases, and none is counted in two groups.
"""

from __future__ import annotations

from bot.records.keeping.telling import Split

#: Until something was done, in hours: less than the number.
HOURS = {"hour": 1, "four_hours": 4, "day": 24, "three_days": 72}
DAYS = {"day": 24, "three_days": 72, "week": 168, "two_weeks": 336}
DELAY = {"hour": 1, "day": 24, "three_days": 72}
TOLD = {"day": 24, "three_days": 72}
WEEKS = {"week": 168, "two_weeks": 336, "four_weeks": 672}
LONGER, UNKNOWN = "longer", "unknown"

#: Grounds of a report, the gravest first.
GROUNDS = ("violence", "threat", "harassment", "recorded", "abusive", "circular", "distressing", "other")

_YES_NO = ("yes", "no")

#: Every figure, in the order of the report.
SPLITS: tuple[Split, ...] = (
    Split(of="reported"),
    Split(
        of="reported",
        name="channel",
        groups=(
            *("phone", "video", "in_person_office", "in_person_visit", "letter", "email", "web_form"),
            *("our_social_media", "other_online", "other"),
        ),
    ),
    Split(of="reported", name="ground", groups=GROUNDS),
    Split(of="reported", name="delay", groups=(*DELAY, LONGER, UNKNOWN)),
    Split(of="seen", name="took", groups=(*HOURS, LONGER)),
    Split(of="talked", name="took", groups=(*DAYS, LONGER, "chose_not_to")),
    Split(of="told", name="took", groups=(*DAYS, LONGER)),
    Split(
        of="triaged",
        name="outcome",
        groups=("zero_restriction", "zero_police", "zero_other", "followed", "no_further"),
    ),
    Split(of="offered"),
    Split(of="answered", name="answer", groups=("yes", "later", "no_thanks")),
    Split(of="held"),
    Split(of="agreed"),
    Split(of="done", name="timing", groups=("in_time", "late")),
    Split(of="decided", name="outcome", groups=("approved", "approved_lighter", "not_approved")),
    Split(of="decided", name="training", groups=_YES_NO),
    Split(of="decided", name="complaint_process", groups=_YES_NO),
    Split(of="started"),
    *(
        Split(of="started", name=name, groups=_YES_NO)
        for name in ("evidence", "adjustments", "told", "review", "appeal")
    ),
    Split(of="reviewed", name="timing", groups=("on_time", "late", "unplanned")),
    Split(of="reviewed", name="outcome", groups=("lift", "vary", "continue")),
    Split(of="ended"),
    Split(of="appealed"),
    Split(of="appeal_decided", name="outcome", groups=("lift", "vary", "uphold", "nothing")),
    Split(of="appeal_decided", name="took", groups=(*WEEKS, LONGER)),
    Split(of="police_decided", name="outcome", groups=("report", "already", "not_report")),
    Split(of="police_decided", name="took", groups=(*HOURS, LONGER)),
    Split(of="named", hides_none=True),
    Split(of="named_told", name="took", groups=(*TOLD, LONGER), hides_none=True),
    Split(of="asked"),
    Split(of="arranged", name="took", groups=(*DAYS, LONGER)),
)

#: What the restrictions in force at the end of a quarter wait for.
STANDING = ("ahead", "past", "none")


def in_force(month: str) -> str:
    """Name of the count of restrictions in force at the end of a month, such as 2026-09."""
    return f"in_force.{month}"


def standing(group: str) -> str:
    """Name of the count of restrictions in force at the end of a quarter, by what they wait for."""
    return f"standing.{group}"


def band(took: int, bands: dict[str, int]) -> str:
    """The band of a number of hours."""
    return next((name for name, below in bands.items() if took < below), LONGER)
