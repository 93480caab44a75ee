"""Counts of two made-up years, for examples."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.records.days import months_after
from bot.records.keeping.figures import STANDING, in_force, standing
from bot.records.keeping.report import Quarterly

#: Counts of a quarter, by total and split: the groups that have any.
_ONE: Mapping[str, Mapping[str, int]] = {
    "reported.channel": {"phone": 18, "email": 9, "in_person_office": 3, "in_person_visit": 6, "our_social_media": 2},
    "reported.ground": {"threat": 6, "abusive": 15, "circular": 5, "distressing": 11, "violence": 1},
    "reported.delay": {"hour": 21, "day": 15, "three_days": 2},
    "seen.took": {"hour": 14, "four_hours": 17, "day": 6, "three_days": 1},
    "talked.took": {"day": 19, "three_days": 12, "week": 4, "chose_not_to": 2},
    "told.took": {"day": 5, "three_days": 12, "week": 16, "two_weeks": 3},
    "triaged.outcome": {"zero_restriction": 2, "zero_police": 3, "zero_other": 8, "followed": 7, "no_further": 16},
    "answered.answer": {"yes": 9, "later": 1, "no_thanks": 3},
    "done.timing": {"in_time": 8, "late": 2},
    "decided.outcome": {"approved": 3, "approved_lighter": 2, "not_approved": 1},
    "decided.training": {"yes": 1, "no": 5},
    "decided.complaint_process": {"no": 6},
    **{f"started.{name}": {"yes": 5} for name in ("evidence", "adjustments", "review", "appeal")},
    "started.told": {"yes": 4, "no": 1},
    "reviewed.timing": {"on_time": 5, "late": 1},
    "reviewed.outcome": {"lift": 2, "vary": 1, "continue": 3},
    "appeal_decided.outcome": {"uphold": 2, "vary": 1},
    "appeal_decided.took": {"two_weeks": 2, "four_weeks": 1},
    "police_decided.outcome": {"report": 6, "not_report": 1},
    "police_decided.took": {"hour": 4, "four_hours": 3},
    "named_told.took": {"day": 1, "three_days": 1},
    "arranged.took": {"day": 5, "three_days": 2},
}
_TOTALS = {"offered": 14, "held": 8, "agreed": 11, "ended": 3, "appealed": 3, "named": 2, "asked": 7}


def quarters(number: int = 8, *, times: int = 1) -> list[Quarterly]:
    """So many quarters alike but for what is in force, the last of them the third of 2026."""
    firsts = [months_after(date(2026, 7, 1), -3 * at) for at in reversed(range(number))]
    return [Quarterly(first=first, counts=_counts(first, at, times)) for at, first in enumerate(firsts)]


def _counts(first: date, at: int, times: int) -> dict[str, int]:
    found = {name: count * times for name, count in _TOTALS.items()}
    for name, groups in _ONE.items():
        found |= {f"{name}.{group}": count * times for group, count in groups.items()}
        found[name.partition(".")[0]] = sum(groups.values()) * times
    stands = {in_force(f"{months_after(first, month):%Y-%m}"): (8 + 2 * at + month) * times for month in range(3)}
    return found | stands | {standing(group): (6 - 2 * number) * times for number, group in enumerate(STANDING)}
