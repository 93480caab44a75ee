"""The policy file: the packaged one, an organisation's own over it, and refusals."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.errors import Misconfigured
from bot.nudges import Lane, Offset, Urgency
from bot.policy import Link, Policy, SupportLine
from bot.records.ended_contact.record import ZERO_TOLERANCE
from bot.topics import RECORDS
from bot.views.examples.people import TODAY


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Path of an organisation's own file."""
    return tmp_path / "own.toml"


def refusal(path: Path, text: str) -> str:
    """Message with which a file of this text is refused."""
    path.write_text(text, "utf-8")
    with pytest.raises(Misconfigured) as refused:
        Policy.load(path)
    assert "\n" not in refused.value.message
    return refused.value.message


@pytest.mark.requirement("R-1.15-1")
def test_the_packaged_policy_is_the_one_approved_in_january_2023(policy: Policy) -> None:
    """The version that every decision is stamped with is the Board's approval."""
    assert policy.version == "2023-01-25"
    assert policy.short_name == "HfL"
    assert policy.duty_manager is None
    assert policy.support_line == SupportLine(name="the confidential support line", number=None, hours=None)


def test_bank_holidays_and_closures_are_both_closed(own: Path) -> None:
    """The closures of the file come on top of the bank holidays that are given."""
    own.write_text("[working_time]\nclosures = [2026-12-24]\n", "utf-8")
    calendar = Policy.load(own, closed_days={date(2026, 12, 25)}).calendar
    worked = [day for day in (23, 24, 25, 28) if calendar.is_working_day(date(2026, 12, day))]
    assert worked == [23, 28]


def test_an_organisation_may_work_on_bank_holidays(own: Path) -> None:
    """Its closures alone are closed then."""
    own.write_text("[working_time]\nbank_holidays = false\nclosures = [2026-12-24]\n", "utf-8")
    calendar = Policy.load(own, closed_days={date(2026, 12, 25)}).calendar
    worked = [day for day in (23, 24, 25, 28) if calendar.is_working_day(date(2026, 12, day))]
    assert worked == [23, 25, 28]


def test_a_nudge_is_read_by_the_name_that_it_had(own: Path) -> None:
    """With a line that says what it is called now; both names at once are refused."""
    own.write_text("[nudges.N1]\npass_on = { at = ['3h'] }\n", "utf-8")
    found = Policy.load(own)
    assert found.nudges["acknowledge_report"][Lane.PASS_ON].at == (Offset(minutes=180),)
    assert found.notes == ("own.toml: nudges.N1 is called nudges.acknowledge_report now. It is read as that.",)
    own.write_text("[nudges.N1.pass_on]\nat = []\n[nudges.acknowledge_report.pass_on]\nat = []\n", "utf-8")
    with pytest.raises(Misconfigured, match="keep one of the two"):
        Policy.load(own)


def test_an_own_file_holds_only_what_differs(own: Path, policy: Policy) -> None:
    """Settings that the file leaves out are those of the package."""
    own.write_text(
        """
        [support]
        line_number = "0800 000 000"
        wellbeing_policies = [{ name = "Wellbeing at work", url = "https://example.org/wellbeing" }]
        [people]
        duty_manager = "Duty@Example.org"
        [working_time]
        opens = "08:30"
        weekdays = ["Mon", "Tue"]
        [nudges.acknowledge_report]
        pass_on = { at = ["3h"] }
        management_list = { at = [] }
        """,
        "utf-8",
    )
    found = Policy.load(own)
    assert found.support_line.number == "0800 000 000"
    assert found.wellbeing_policies == (Link(name="Wellbeing at work", url="https://example.org/wellbeing"),)
    assert found.duty_manager == "duty@example.org"
    assert (found.calendar.opens, found.calendar.closes) == (time(8, 30), time(17))
    assert found.calendar.weekdays == frozenset({0, 1})
    assert set(found.nudges["acknowledge_report"]) == {Lane.REMIND, Lane.PASS_ON}
    assert found.nudges["acknowledge_report"][Lane.PASS_ON].at == (Offset(minutes=180),)
    assert found.nudges["talk_with_reporter"] == policy.nudges["talk_with_reporter"]


def test_who_is_on_call_is_a_list_of_days(own: Path, policy: Policy) -> None:
    """Empty as it is packaged; an address is read in any case."""
    own.write_text(f"[people]\non_call = [{_TURN}, {{ from = 2026-12-07, email = 'Callum@example.org' }}]\n", "utf-8")
    assert policy.on_call == ()
    assert [(turn.since, turn.email) for turn in Policy.load(own).on_call] == [
        (date(2026, 11, 30), "morag@example.org"),
        (date(2026, 12, 7), "callum@example.org"),
    ]


def test_how_the_office_is_reached_is_as_it_is_written(own: Path, policy: Policy) -> None:
    """In a sentence, so without a full stop of its own; empty as it is packaged."""
    own.write_text("[letters]\nreach = ' 0131 555 0100, office@example.org. '\n", "utf-8")
    assert (policy.reach, Policy.load(own).reach) == ("", "0131 555 0100, office@example.org")


#: One turn on call.
_TURN = "{ from = 2026-11-30, email = 'morag@example.org' }"

TABLE = {
    "acknowledge_report": {"remind": "now/4h", "pass_on": "1wd", "management_list": "2wd"},
    "talk_with_reporter": {"remind": "1wd/1wd", "pass_on": "3wd"},
    "add_note": {"remind": "1wd 3wd"},
    "tell_outcome": {"remind": "5wd/3wd", "management_list": "10wd"},
    "offer_support": {"remind": "now 2wd"},
    "offer_debrief": {"remind": "now 3wd"},
    "offer_debrief_again": {"remind": "10wd"},
    "hold_debrief": {"remind": "1wd/2wd", "management_list": "5wd"},
    "agreed_action": {"remind": "-1wd 0wd 3wd", "line_manager": "5wd"},
    "decide_police": {
        "remind": "now 30m 1h 2h/1wd",
        "pass_on": "1h",
        "on_call": "now",
        "management_team": "2h",
    },
    "note_police_answer": {"remind": "3wd 10wd/10wd", "management_list": "20wd"},
    "ask_witness": {"remind": "now 1wd 3wd", "handler": "5wd"},
    "acknowledge_named_online": {"remind": "now/2h", "pass_on": "4h", "management_list": "2wd"},
    "tell_named_colleague": {"remind": "4h 1wd/1wd", "pass_on": "2wd", "management_list": "4wd"},
    "decide_online_action": {"remind": "2wd/2wd", "management_list": "5wd"},
    "share_summary": {"remind": "1wd/2wd", "records_admin": "5wd"},
    "choose_personal_record": {"remind": "5wd 10wd"},
    "note_removal_answer": {"remind": "5wd 10wd", "handler": "15wd"},
    "decide_restriction": {"remind": "now/2wd", "pass_on": "3wd", "management_team": "5wd"},
    "keep_promise": {"remind": "5wd/5wd", "management_list": "15wd"},
    "propose_restriction": {"remind": "1wd/2wd", "management_list": "5wd"},
    "answer_question": {"remind": "now 2wd 4wd"},
    "decide_without_answer": {"remind": "3wd/2wd", "management_team": "5wd"},
    "tell_individual": {"remind": "1wd/1wd", "management_list": "3wd"},
    "read_alert_card": {"remind": "now 2wd", "line_manager": "3wd"},
    "review_restriction": {
        "remind": "-20wd -10wd -5wd 0wd/5wd",
        "management_team": "1wd",
        "chief_executive_list": "10wd",
    },
    "announce_review": {"remind": "-15wd"},
    "confirm_restriction": {"remind": "0wd", "chief_executive_list": "20wd"},
    "decide_appeal": {"remind": "now 5wd/5wd", "management_team": "15wd"},
    "arrange_time_away": {"remind": "now/2h", "pass_on": "4h"},
    "answer_support_request": {"remind": "now 1wd/1wd", "management_team": "3wd"},
    "check_support": {"remind": "20wd 60wd"},
    "decide_contact_outside": {"remind": "1wd/2wd", "pass_on": "4wd", "erase": "10wd"},
    "talk_again": {"remind": "0wd"},
    "decide_correspondence": {"remind": "1wd/2wd", "management_list": "5wd"},
    "review_retention": {"remind": "0wd"},
    "read_quarter": {"remind": "5wd"},
    "note_restorative_step": {"remind": "10wd/10wd"},
    "answer_subject_access": {"remind": "-15wd -10wd -5wd -2wd 0wd/1wd", "records_admin": "1wd"},
    "look_a_second_time": {"remind": "now/2wd"},
    "name_handler": {"remind": "now/1wd"},
}


RETENTION = {
    "ended_contact": 12,
    "zero_tolerance": 36,
    "police_decision": 36,
    "witness_statement": 36,
    "restriction": 12,
    "appeal": 12,
    "named_online": 12,
    "contact_outside": 12,
    "support_request": 6,
    "time_away": 6,
    "debrief": 12,
    "correspondence": 12,
    "online_action": 12,
    "restorative": 12,
    "subject_access": 24,
}


def written(offset: Offset) -> str:
    """A distance as the file has it."""
    if offset.working_days is not None:
        return f"{offset.working_days}wd"
    if offset.minutes % 60:
        return f"{offset.minutes}m"
    return f"{offset.minutes // 60}h" if offset.minutes else "now"


@pytest.mark.requirement("R-1.8-8")
def test_the_packaged_table_of_nudges_is_the_model_s(policy: Policy) -> None:
    """Every row of the table says when, how often and who hears of it next."""
    table = {
        kind: {
            str(lane): " ".join(map(written, rule.at)) + (f"/{written(rule.every)}" if rule.every else "")
            for lane, rule in row.items()
        }
        for kind, row in policy.nudges.items()
    }
    assert table == TABLE


def test_what_is_a_person_s_own_choice_is_wellbeing(policy: Policy) -> None:
    """Support and de-briefs are offered, at most twice, and nobody else hears of them."""
    kinds = {kind for kind, row in policy.nudges.items() if row[Lane.REMIND].urgency is Urgency.WELLBEING}
    assert kinds == {"offer_support", "offer_debrief", "offer_debrief_again", "choose_personal_record", "check_support"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 14), date(2026, 11, 16)),  # 14 November is a Saturday
        (date(2026, 8, 31), date(2027, 3, 1)),  # February has no 31st, and the 28th is a Sunday
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_a_review_is_suggested_months_ahead_on_a_working_day(policy: Policy, day: date, expected: date) -> None:
    """The suggestion is a setting: the policy itself names no interval."""
    assert policy.suggested_review(day) == expected


def test_how_long_records_are_kept_is_a_suggestion_for_each_kind(policy: Policy) -> None:
    """The policy names no period; every row is that of a kind of record, or of a zero tolerance incident."""
    assert policy.retention == RETENTION
    assert set(policy.retention) - {ZERO_TOLERANCE} <= set(RECORDS)
    assert policy.ask_months_before == 1


@pytest.mark.parametrize(
    ("row", "closed_on", "expected"),
    [
        ("restriction", date(2026, 8, 31), date(2027, 8, 31)),
        ("support_request", date(2026, 8, 31), date(2027, 2, 28)),
        ("evidence", date(2026, 8, 31), None),
    ],
)
def test_until_when_a_record_is_kept(policy: Policy, row: str, closed_on: date, expected: date | None) -> None:
    """From the day on which it was closed; what has no period of its own goes with its parent."""
    assert policy.kept_until(row, closed_on) == expected


def test_an_organisation_sets_its_own_periods(own: Path) -> None:
    """Nothing is asked about where there is none."""
    own.write_text("[retention]\nrestriction = 24\nnamed_online = 0\nask_months_before = 2\n", "utf-8")
    found = Policy.load(own)
    assert found.kept_until("restriction", TODAY) == date(2028, 11, 24)
    assert found.kept_until("named_online", TODAY) is None
    assert found.asked_about(TODAY) == date(2027, 1, 24)


def test_the_planner_is_made_once(policy: Policy) -> None:
    """A policy keeps its planner."""
    assert policy.planner is policy.planner


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[organisation]\nname = 3", 'organisation.name must be text in quotation marks, such as "text".'),
        ("[organisation]\nname = '  '", "organisation.name must not be empty."),
        ("[organisation]\ncolour = 'red'", "organisation.colour is not a setting: it may be misspelt."),
        ("[colours]\nred = 1", "colours is not a setting: it may be misspelt."),
        ("people = 3", "people must be a table."),
        ("[references]\nforms = 'AA-99999'", "references.forms must be a list in square brackets."),
        (
            "[references]\nforms = ['Flat 9']",
            'references.forms has "Flat 9": a form is such as "AA-99999", A for',
        ),
        ("[references]\nforms = [4711]", 'references.forms has "4711": a form is such as'),
        ("[people]\nduty_manager = 'Morag'", "people.duty_manager must be an e-mail address, or empty."),
        ("[outages]\nfailing_percent = 0", "outages.failing_percent must be from 1 to 100."),
        ("[outages]\nleast_failing = 1", "outages.least_failing must be from 2 to 1000."),
        ("[outages]\nwithin_minutes = 0", "outages.within_minutes must be from 1 to 240."),
        ("[directory]\nevery_hours = 0", "directory.every_hours must be from 1 to 168."),
        ("[directory]\ngroups = [{ group = '1', role = 'king' }]", "directory.groups must list { group ="),
        ("[people]\non_call = ['morag@example.org']", "people.on_call must list people as { from = 2026-11-30,"),
        (
            "[people]\non_call = [{ from = '2026-11-30', email = 'm@example.org' }]",
            "people.on_call must list people as",
        ),
        (
            "[people]\non_call = [{ from = 2026-11-30, email = 'Morag' }]",
            "people.on_call has no e-mail address for 2026",
        ),
        (f"[people]\non_call = [{_TURN}, {_TURN}]", "people.on_call must be in order, the earliest day first"),
        ("[restrictions]\nreview_interval_months = 0", "restrictions.review_interval_months must be from 1 to 23."),
        ("[restrictions]\nreview_interval_months = true", "review_interval_months must be a whole number."),
        ("[restrictions]\nany_staff_may_suggest = 'no'", "any_staff_may_suggest must be true or false."),
        ("[restrictions]\ntwo_managers = 'no'", "two_managers must be true or false."),
        ("[policy]\nstaff_guide = 'javascript:1'", "policy.staff_guide must be an address that begins with https://"),
        ("[support]\nwellbeing_policies = ['x']", "support.wellbeing_policies must list links as"),
        ("[working_time]\nopens = '9 am'", 'working_time.opens must be a time such as "09:00".'),
        ("[working_time]\nopens = '18:00'", "working_time cannot be used. The digest must go out between"),
        ("[working_time]\ntime_zone = 'Europe/Nowhere'", "working_time cannot be used. 'Europe/Nowhere' is not a time"),
        ("[working_time]\nweekdays = ['Montag']", "working_time.weekdays must be some of Mon, Tue,"),
        ("[working_time]\nweekdays = []", "working_time cannot be used. The working week needs at least one day"),
        ("[working_time]\nclosures = ['2026-12-24']", "working_time.closures must list days without quotation marks"),
        ("[working_time]\nclosures = 3", "working_time.closures must be a list in square brackets."),
        ("[retention]\nended_contact = -1", "retention.ended_contact must be from 0 to 240."),
        ("[retention]\nrumours = 6", "retention.rumours is not a setting"),
        ("[retention]\nask_months_before = '1'", "retention.ask_months_before must be a whole number."),
        ("[nudges.N99]\nclass = 'normal'", "nudges.N99 is not a setting"),
        ("[nudges.acknowledge_report]\nboss = { at = ['now'] }", "nudges.acknowledge_report.boss is not a setting"),
        (
            "[nudges.acknowledge_report]\nclass = 'loud'",
            "nudges.acknowledge_report.class must be one of urgent, normal, wellbeing.",
        ),
        ("[nudges.acknowledge_report]\nremind = 'now'", "nudges.acknowledge_report.remind must be a table."),
        (
            "[nudges.acknowledge_report]\nremind = { at = 'now' }",
            "nudges.acknowledge_report.remind must be written as {",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['now'], very = '1h' }",
            "nudges.acknowledge_report.remind must be written as {",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['soon'] }",
            "nudges.acknowledge_report.remind cannot be read: 'soon' is not a distance",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = [4] }",
            "nudges.acknowledge_report.remind cannot be read: '4' is not a distance in time",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['-2h'] }",
            "nudges.acknowledge_report.remind can only look ahead in working days",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['2wd', '1wd'] }",
            "nudges.acknowledge_report.remind.at must be in order",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['now'], every = '0h' }",
            "nudges.acknowledge_report.remind.every must be longer than nothing.",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['1wd'], every = '2h' }",
            "nudges.acknowledge_report.remind.every must be in working days",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['now'], then = '2wd' }",
            "nudges.acknowledge_report.remind.then must be in working days (wd), beside an every.",
        ),
        (
            "[nudges.acknowledge_report]\nremind = { at = ['now'], every = '1wd', then = '4h' }",
            "nudges.acknowledge_report.remind.then must be in working days (wd), beside an every.",
        ),
        (
            "[nudges.offer_support]\npass_on = { at = ['1wd'] }",
            "nudges.offer_support is about a person's own choice: it can only remind",
        ),
        (
            "[nudges.offer_debrief]\nclass = 'normal'\nmanagement_list = { at = ['2wd'] }",
            "nudges.offer_debrief is about a person's own choice",
        ),
        (
            "[nudges.add_note]\nremind = { at = ['1wd'], every = '1wd' }",
            "nudges.add_note.remind is about a person's own choice",
        ),
        (
            "[nudges.offer_support]\nremind = { at = ['now'], every = '1wd' }",
            "nudges.offer_support.remind is about a person's own choice",
        ),
        (
            "[nudges.offer_debrief]\nremind = { at = ['now', '1wd', '2wd'] }",
            "nudges.offer_debrief.remind is about a person's own choice",
        ),
        ("[working_time\n", "own.toml is not TOML:"),
    ],
)
def test_a_mistake_is_refused_by_name(own: Path, text: str, said: str) -> None:
    """Each mistake gets one sentence that names the file and the key."""
    message = refusal(own, text)
    assert message.startswith("own.toml")
    assert said in message


def test_a_file_that_cannot_be_read_is_refused(own: Path) -> None:
    """A missing file and one that is not text each get a sentence."""
    with pytest.raises(Misconfigured, match="cannot be read: check HARBOUR_POLICY"):
        Policy.load(own)
    own.write_bytes(b"\xff\xfe[people]")
    with pytest.raises(Misconfigured, match="is not UTF-8 text"):
        Policy.load(own)


def test_the_packaged_hours_are_nine_to_five(policy: Policy) -> None:
    """The working day and its digest (model.md §5)."""
    day = date(2026, 11, 24)
    calendar = policy.calendar
    assert calendar.open_of(day) == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert calendar.morning_of(day) == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert calendar.close_of(day) == datetime(2026, 11, 24, 17, tzinfo=UTC)
