"""Years of an organisation as its records would be counted: made up, from a seed, and counted as real ones are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random

from bot.flows.keeping.found import BY_KIND, Span
from bot.ports import Counted
from bot.records.base import Facts
from bot.records.days import months_after
from bot.records.keeping.report import Quarterly

#: Reports of ended contacts for each person in a year.
REPORTS = 0.6

_CHANNELS = {
    "phone": 46,
    "email": 20,
    "in_person_office": 9,
    "in_person_visit": 11,
    "our_social_media": 5,
    "letter": 3,
    "web_form": 3,
    "other_online": 2,
    "video": 0.5,
    "other": 0.5,
}
_REASONS = {"abusive": 36, "distressing": 24, "threat": 12, "circular": 10, "harassment": 8, "violence": 4}
_REASONS |= {"recorded": 4, "other": 2}
_FOLLOWS = {"no_further": 55, "restorative": 15, "correspondence": 9, "restriction": 16, "online": 5}


def quarters(people: int, years: int, seed: int, first: int = 2026) -> list[Quarterly]:
    """Counts of all quarters of these years."""
    dice = Random(seed)  # noqa: S311 - nothing secret
    records = list(_records(dice, people, years, first))
    firsts = [months_after(date(first, 1, 1), 3 * number) for number in range(4 * years)]
    return [Quarterly(first=each, counts=_counted(records, _span(each))) for each in firsts]


def _counted(records: list[tuple[str, Counted]], span: Span) -> Mapping[str, int]:
    return Counter(name for kind, each in records for name in BY_KIND[kind](each, span))


def _span(first: date) -> Span:
    starts = [datetime.combine(months_after(first, month), datetime.min.time(), UTC) for month in range(4)]
    ends = {f"{start:%Y-%m}": end for start, end in pairwise(starts)}
    return Span(starts[0], starts[3], ends)


def _records(dice: Random, people: int, years: int, first: int) -> Iterator[tuple[str, Counted]]:
    """Records of all kinds, as they came of reports."""
    begins, hours = datetime(first, 1, 1, tzinfo=UTC), 8760 * years
    for _ in range(_about(dice, people * REPORTS * years)):
        at = begins + timedelta(hours=dice.random() * hours)
        yield from _report(dice, at)
    for _ in range(_about(dice, people * 0.02 * years)):
        at = begins + timedelta(hours=dice.random() * hours)
        yield "named_online", _one(at, threat=dice.random() < 0.2, hours_to_told=_soon(dice, 20))
    for _ in range(_about(dice, people * 0.12 * years)):
        at = begins + timedelta(hours=dice.random() * hours)
        yield dice.choice(["time_away", "support_request"]), _one(at, answered_after=_soon(dice, 30))


def _report(dice: Random, at: datetime) -> Iterator[tuple[str, Counted]]:
    reason, follows = _one_of(dice, _REASONS), _one_of(dice, _FOLLOWS)
    zero = reason in ("threat", "violence") or (reason == "abusive" and dice.random() < 0.4)
    seen, talked = _soon(dice, 5), _soon(dice, 40)
    triaged = talked + _soon(dice, 20)
    follow_ups = sorted({follows, *(["police"] if reason in ("threat", "violence") else [])})
    yield (
        "ended_contact",
        _one(
            at,
            channel=_one_of(dice, _CHANNELS),
            reasons=reason,
            zero_tolerance=zero,
            follow_ups=",".join(follow_ups),
            reported_after=_soon(dice, 3),
            chose_not_to_talk=dice.random() < 0.06,
            seen_after=seen,
            talked_after=talked,
            triaged_after=triaged,
            told_after=triaged + _soon(dice, 40),
        ),
    )
    if reason in ("threat", "violence"):
        outcome = _one_of(dice, {"report": 70, "already": 12, "not_report": 18})
        yield "police_decision", _one(at, hours_to_decide=_soon(dice, 2), outcome=outcome)
    if zero:
        yield "debrief", _debrief(dice, at + timedelta(hours=triaged))
    if follows == "restriction":
        yield from _restriction(dice, at + timedelta(hours=triaged))


def _debrief(dice: Random, at: datetime) -> Counted:
    answer = _one_of(dice, {"yes": 62, "no_thanks": 25, "later": 13})
    facts: dict[str, str | int | bool] = {"answer": answer, "answered_after": _soon(dice, 40), "done_after": ""}
    if answer == "yes":
        held, actions = _soon(dice, 120), dice.choice([0, 1, 1, 2])
        done = [f"{held + _soon(dice, 300)}:{_one_of(dice, {'in_time': 80, 'late': 20})}" for _ in range(actions)]
        facts |= {"held_after": held, "actions": actions, "done_after": ",".join(done)}
    return _made(at, "closed", None, facts)


def _restriction(dice: Random, at: datetime) -> Iterator[tuple[str, Counted]]:
    outcome, decided = _one_of(dice, {"approved": 60, "approved_lighter": 22, "not_approved": 18}), _soon(dice, 60)
    facts: dict[str, str | int | bool] = {"outcome": outcome, "decided_after": decided, "measure_types": "channel"}
    facts |= {"training": _one_of(dice, {"no": 80, "possibly": 14, "yes": 6}), "evidence": True, "adjustments": True}
    if outcome == "not_approved":
        yield "restriction", _made(at, "not_approved", None, facts)
        return
    lasts, none = dice.choice([2200, 4400, 4400, 8800]), dice.random() < 0.08
    began, reviews = decided + _soon(dice, 40), []
    for number in range(1, 1 + lasts // 2200):
        late = dice.random() < 0.12
        what = "lift" if 2200 * number >= lasts else _one_of(dice, {"continue": 70, "vary": 30})
        reviews.append(f"{began + 2190 * number}:{'late' if late else 'on_time'}:{what}")
    facts |= {"began_after": began, "ended_after": began + lasts, "reviewed_after": "" if none else ",".join(reviews)}
    facts |= {"told": dice.random() < 0.96, "review_set": not none, "no_review": none, "appeal_said": True}
    yield "restriction", _made(at, "active", at + timedelta(hours=began + lasts), facts)
    if dice.random() < 0.18:
        what = _one_of(dice, {"uphold": 55, "vary": 25, "lift": 20})
        when = at + timedelta(hours=began + 400)
        yield "appeal", _one(when, outcome=what, decided_after=_soon(dice, 260))


def _one(at: datetime, **facts: str | int | bool) -> Counted:
    return _made(at, "closed", None, facts)


def _made(at: datetime, state: str, due: datetime | None, facts: Facts) -> Counted:
    return Counted(state=state, created_at=at, closed_at=None, due=due, facts=facts)


def _soon(dice: Random, hours: float) -> int:
    """So many hours on average; now and then many more."""
    return int(dice.expovariate(1 / hours))


def _about(dice: Random, number: float) -> int:
    return max(0, round(dice.gauss(number, number**0.5)))


def _one_of(dice: Random, weights: Mapping[str, float]) -> str:
    return dice.choices([*weights], [*weights.values()])[0]
