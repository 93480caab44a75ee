"""Times of a record's next nudges (model.md §6)."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.records
from adapters.calendar import BankHolidays
from bot.errors import Misconfigured
from bot.nudges import Lane, Nudge, Offset, Planner, Rule, Series, Urgency
from bot.people import PersonId
from bot.policy import Policy

LONDON = ZoneInfo("Europe/London")
MORAG = PersonId("morag")
HARBOUR = Policy.load(closed_days=BankHolidays())


def london(text: str) -> datetime:
    """A moment in London's time, such as "2026-11-24 15:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


TUESDAY = london("2026-11-24 10:00")


@dataclass(frozen=True)
class Waiting:
    """A record that names these series."""

    series: tuple[Series, ...]

    def nudges(self) -> Iterable[Series]:
        """The series."""
        return self.series


def series(kind: str, since: datetime | date = TUESDAY, *, urgent: bool = False, gentle: bool = False) -> Series:
    """A series that waits for Morag."""
    return Series(kind=kind, to=MORAG, since=since, urgent=urgent, gentle=gentle)


def planned(one: Series, now: datetime, **sent: int) -> dict[Lane, Nudge]:
    """The next nudge in each lane, when so many were sent."""
    last = {(one.kind, one.item, Lane(lane)): n for lane, n in sent.items()}
    return {nudge.lane: nudge for nudge in HARBOUR.planner.plan(Waiting((one,)), last, now)}


def played(one: Series, until: datetime, planner: Planner = HARBOUR.planner) -> list[tuple[datetime, Lane, int]]:
    """Nudges of a series, each sent at the moment it is due."""
    sent: dict[tuple[str, str, Lane], int] = {}
    found: list[tuple[datetime, Lane, int]] = []
    now = london("2026-01-01 00:00")
    while upcoming := planner.plan(Waiting((one,)), sent, now):
        nudge = min(upcoming, key=lambda nudge: nudge.due)
        if nudge.due > until:
            break
        now = max(now, nudge.due)
        found.append((nudge.due, nudge.lane, nudge.occurrence))
        sent[nudge.kind, nudge.item, nudge.lane] = nudge.occurrence
    return found


def reminders(one: Series, until: str) -> list[str]:
    """Times of the person's reminders until then, in London's time."""
    return [f"{due.astimezone(LONDON):%a %d %H:%M}" for due, lane, _ in played(one, london(until)) if lane == "remind"]


# -- distances ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("now", Offset()),
        ("30m", Offset(minutes=30)),
        ("4h", Offset(minutes=240)),
        ("2wd", Offset(working_days=2)),
        ("-20wd", Offset(working_days=-20)),
        ("0wd", Offset(working_days=0)),
    ],
)
def test_distances_are_read(text: str, expected: Offset) -> None:
    """Minutes, working hours and working days; the day itself is not the same as at once."""
    assert Offset.parse(text) == expected
    assert Offset.parse("0wd") != Offset.parse("now")


@pytest.mark.parametrize("text", ["", "soon", "4", "wd", "1.5h", "4 h", "2WD", "٣h", "1d", "--1wd"])
def test_what_is_no_distance_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(Misconfigured, match="not a distance in time"):
        Offset.parse(text)


# -- the table at work -------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-6")
def test_a_new_report_is_told_at_once_and_again_every_four_working_hours() -> None:
    """N1: at once, then every four working hours for one working day, over the close of the day."""
    expected = ["Tue 24 10:00", "Tue 24 14:00", "Wed 25 10:00"]
    assert reminders(series("acknowledge_report"), "2026-11-25 17:00") == expected


@pytest.mark.requirement("R-1.12.1-6")
def test_a_report_that_nobody_acknowledges_moves_on() -> None:
    """N1: to the deputy after one working day, to the management team's list after two, once each."""
    found = [
        (due, lane)
        for due, lane, _ in played(series("acknowledge_report"), london("2026-12-10 17:00"))
        if lane != "remind"
    ]
    assert found == [
        (london("2026-11-25 17:00"), Lane.PASS_ON),
        (london("2026-11-26 17:00"), Lane.MANAGEMENT_LIST),
    ]


def test_a_report_made_at_night_waits_for_the_morning() -> None:
    """A nudge that is not urgent keeps to working hours."""
    assert reminders(series("acknowledge_report", london("2026-11-27 22:15")), "2026-12-01 10:00") == ["Tue 01 09:00"]


def test_a_threat_made_known_at_night_is_told_at_once_and_repeated_in_working_hours() -> None:
    """Urgent means at once; what follows keeps to working hours (N1: +4 working hours)."""
    found = reminders(series("acknowledge_report", london("2026-11-27 22:15"), urgent=True), "2026-12-01 17:00")
    assert found == ["Fri 27 22:15", "Tue 01 13:00", "Tue 01 17:00"]


def test_an_urgent_nudge_is_never_in_the_digest() -> None:
    """Class U travels alone."""
    nudge = planned(series("acknowledge_report", urgent=True), TUESDAY)[Lane.REMIND]
    assert (nudge.urgency, nudge.in_digest) == (Urgency.URGENT, False)


def test_what_counts_in_days_comes_in_the_morning_s_digest() -> None:
    """Class N: one digest a day, at 09:30."""
    nudge = planned(series("talk_with_reporter"), TUESDAY)[Lane.REMIND]
    assert (nudge.due, nudge.in_digest) == (london("2026-11-25 09:30"), True)


def test_what_moves_to_somebody_else_does_not_wait_for_a_digest() -> None:
    """The next person hears at once that something waits."""
    assert not planned(series("talk_with_reporter"), TUESDAY)[Lane.PASS_ON].in_digest


@pytest.mark.requirement("R-1.8-8")
def test_a_review_is_announced_four_times_then_every_week_until_it_is_done() -> None:
    """N21: 20, 10, 5 and 0 working days ahead; a working day late the team; ten late the chief executive."""
    review = series("review_restriction", date(2026, 11, 27))
    found = [(due.astimezone(LONDON), lane) for due, lane, _ in played(review, london("2026-12-22 09:00"))]
    assert found == [
        (london("2026-10-30 09:30"), Lane.REMIND),
        (london("2026-11-13 09:30"), Lane.REMIND),
        (london("2026-11-20 09:30"), Lane.REMIND),
        (london("2026-11-27 09:30"), Lane.REMIND),
        (london("2026-12-01 17:00"), Lane.MANAGEMENT_TEAM),
        (london("2026-12-07 09:30"), Lane.REMIND),
        (london("2026-12-14 09:30"), Lane.REMIND),
        (london("2026-12-14 17:00"), Lane.CHIEF_EXECUTIVE_LIST),
        (london("2026-12-21 09:30"), Lane.REMIND),
    ]


@pytest.mark.requirement("R-1.12.2-2")
def test_an_agreed_action_is_recalled_the_day_before_on_the_day_and_after() -> None:
    """N8: a working day before, on the day, three after; then the owner's line manager."""
    action = series("agreed_action", date(2026, 11, 27))
    found = [(f"{due:%d %b}", str(lane)) for due, lane, _ in played(action, london("2027-02-01 09:00"))]
    assert found == [("26 Nov", "remind"), ("27 Nov", "remind"), ("03 Dec", "remind"), ("07 Dec", "line_manager")]


@pytest.mark.requirement("R-1.12.2-5")
def test_support_is_offered_twice_and_then_never_again() -> None:
    """N5: at submission and once more; nobody else ever hears of it."""
    assert [lane for _, lane, _ in played(series("offer_support"), london("2030-01-01 09:00"))] == [
        Lane.REMIND,
        Lane.REMIND,
    ]


@pytest.mark.requirement("R-1.12.2-5")
def test_a_series_may_ask_for_fewer() -> None:
    """N5 is sent a second time only after zero tolerance."""
    one = Series(kind="offer_support", to=MORAG, since=TUESDAY, most=1)
    assert len(played(one, london("2030-01-01 09:00"))) == 1


def test_nothing_distressing_arrives_in_the_last_hour_of_the_day() -> None:
    """Gentle: what happened at 16:30 is spoken of the next morning."""
    late = series("offer_support", london("2026-11-24 16:30"), gentle=True)
    assert planned(late, TUESDAY)[Lane.REMIND].due == london("2026-11-25 09:30")


def test_a_series_that_the_table_does_not_know_has_no_nudge() -> None:
    """A record may name what an organisation has no row for."""
    assert planned(series("N99"), TUESDAY) == {}


def test_after_an_outage_the_latest_is_sent_and_those_before_it_are_left_out() -> None:
    """Late, never in a burst: a week of silence is followed by one reminder."""
    now = london("2026-11-26 12:30")
    late = planned(series("acknowledge_report"), now)[Lane.REMIND]
    assert late.due == london("2026-11-26 09:30")
    following = planned(series("acknowledge_report"), now, remind=late.occurrence)[Lane.REMIND]
    assert following.due == london("2026-11-27 09:30")
    assert following.occurrence == late.occurrence + 1


def test_a_nudge_that_was_sent_is_not_due_again() -> None:
    """A lane whose one nudge was sent has no next one."""
    assert Lane.PASS_ON not in planned(series("acknowledge_report"), london("2026-12-10 12:00"), pass_on=0)


def test_every_series_that_a_record_names_has_a_row(policy: Policy) -> None:
    """No record waits for a nudge that nobody has said the time of."""
    folder = Path(next(iter(bot.records.__path__)))
    calls = [node for file in folder.glob("*.py") for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    named = {
        word.value.value
        for call in calls
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Series"
        for word in call.keywords
        if word.arg == "kind" and isinstance(word.value, ast.Constant)
    }
    assert named - set(policy.nudges) == set()


def test_one_nudge_of_a_series_can_be_asked_for() -> None:
    """As the table has it now; None where it has no such one any more."""
    found = HARBOUR.planner.nudge(series("acknowledge_report"), Lane.REMIND, 2)
    assert found is not None
    assert (found.occurrence, found.due) == (2, london("2026-11-25 10:00"))
    assert HARBOUR.planner.nudge(series("add_note"), Lane.REMIND, 2) is None
    assert HARBOUR.planner.nudge(series("add_note"), Lane.PASS_ON, 0) is None


# -- whatever the rule -------------------------------------------------------------------------------

in_minutes = st.lists(st.integers(0, 3000), min_size=1, max_size=4, unique=True).map(
    lambda found: tuple(Offset(minutes=n) for n in sorted(found))
)
in_days = st.lists(st.integers(-20, 20), min_size=1, max_size=4, unique=True).map(
    lambda found: tuple(Offset(working_days=n) for n in sorted(found))
)
every_day = st.one_of(st.none(), st.integers(1, 10).map(lambda n: Offset(working_days=n)))
every_minute = st.one_of(st.none(), st.integers(30, 2000).map(lambda n: Offset(minutes=n)))
rules = st.one_of(
    st.builds(Rule, urgency=st.sampled_from(Urgency), at=in_minutes, every=every_minute),
    st.builds(Rule, urgency=st.sampled_from(Urgency), at=in_days, every=every_day),
)
starts = st.datetimes(datetime(2026, 1, 5), datetime(2026, 12, 1), timezones=st.just(LONDON))  # noqa: DTZ001 - bounds


@given(rules, starts, st.sampled_from(Lane))
def test_nudges_come_in_order_each_once(rule: Rule, since: datetime, lane: Lane) -> None:
    """Occurrences count up by one, and none is due before the one before it."""
    planner = Planner({"acknowledge_report": {lane: rule}}, HARBOUR.calendar)
    found = played(series("acknowledge_report", since), since + timedelta(days=40), planner)
    assert [n for _, _, n in found] == sorted({n for _, _, n in found})
    assert [due for due, _, _ in found] == sorted(due for due, _, _ in found)


@given(rules, starts, st.integers(0, 60))
def test_an_outage_ends_in_one_nudge_for_a_lane(rule: Rule, since: datetime, days: int) -> None:
    """However long it lasted, once the late one is sent nothing else is due at that moment."""
    planner = Planner({"acknowledge_report": {Lane.REMIND: rule}}, HARBOUR.calendar)
    now = since + timedelta(days=days)
    late = planner.plan(Waiting((series("acknowledge_report", since),)), {}, now)
    sent = {(nudge.kind, nudge.item, nudge.lane): nudge.occurrence for nudge in late}
    following = planner.plan(Waiting((series("acknowledge_report", since),)), sent, now)
    assert all(nudge.due > now for nudge in following)


@given(rules, starts, st.booleans())
def test_what_is_not_urgent_is_due_in_working_hours(rule: Rule, since: datetime, gentle: bool) -> None:
    """Quiet hours hold for every rule that is not urgent."""
    planner = Planner({"acknowledge_report": {Lane.REMIND: rule}}, HARBOUR.calendar)
    for nudge in planner.plan(Waiting((series("acknowledge_report", since, gentle=gentle),)), {}, since):
        quiet = HARBOUR.calendar.not_quiet(nudge.due, gentle=gentle)
        assert nudge.urgency is Urgency.URGENT or quiet == nudge.due


# -- the rhythm ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "every", "expected"),
    [
        (("now",), "4h", ["0m", "240m", "480m", "2d", "3d", "8d", "13d"]),
        (("now",), "2h", ["0m", "120m", "240m", "360m", "480m", "2d", "3d", "8d"]),
        (("now",), "10h", ["0m", "2d", "3d", "8d"]),
        (("1wd",), "1wd", ["1d", "2d", "3d", "8d", "13d"]),
        (("5wd",), "3wd", ["5d", "8d", "13d"]),
        (("now", "5wd"), "5wd", ["0m", "5d", "10d", "15d"]),
        (("-20wd", "0wd"), "5wd", ["-20d", "0d", "5d", "10d"]),
        (("now",), "20wd", ["0m", "20d", "40d"]),
    ],
)
def test_the_rhythm_slows(at: tuple[str, ...], every: str, expected: list[str]) -> None:
    """By the hour for a working day, daily until three days have passed, and then weekly, without end."""
    rule = Rule(urgency=Urgency.NORMAL, at=tuple(map(Offset.parse, at)), every=Offset.parse(every))
    found = [f"{o.minutes}m" if o.working_days is None else f"{o.working_days}d" for o in islice(rule.offsets(), 20)]
    assert found[: len(expected)] == expected
    assert len(found) == 20


def test_whoever_it_moves_on_to_has_days_of_their_own() -> None:
    """It came to them on the third day: they hear daily for three days more, and nothing that was due before."""
    one = replace(series("talk_with_reporter"), held_since=london("2026-11-27 17:00"), holder=1)
    due = [nudge for nudge in played(one, london("2026-12-31 17:00")) if nudge[1] is Lane.REMIND]
    days = [f"{moment.astimezone(LONDON):%d %b}" for moment, _, _ in due]
    assert days[days.index("01 Dec") :][:4] == ["01 Dec", "02 Dec", "03 Dec", "10 Dec"]


def test_what_counts_in_hours_comes_at_a_full_one() -> None:
    """So that what falls into the same hour is one message; what is urgent, and what is new, does not wait for it."""
    late = series("acknowledge_report", london("2026-11-24 10:04"))
    assert reminders(late, "2026-11-24 17:00") == ["Tue 24 10:04", "Tue 24 15:00"]
    urgent = series("decide_police", london("2026-11-24 10:04"))
    assert reminders(urgent, "2026-11-24 17:00") == ["Tue 24 10:04", "Tue 24 10:34", "Tue 24 11:04", "Tue 24 12:04"]


def test_what_counts_in_days_is_in_the_digest_however_urgent_and_what_is_ones_own_alone() -> None:
    """One message in the morning; an offer of support is never a line among what waits."""
    planner = HARBOUR.planner
    police, support = series("decide_police"), series("offer_support")
    daily = planner.nudge(police, Lane.REMIND, 4)
    first = planner.nudge(police, Lane.REMIND, 0)
    second = planner.nudge(support, Lane.REMIND, 1)
    assert [nudge.in_digest for nudge in (daily, first, second) if nudge] == [True, False, False]
