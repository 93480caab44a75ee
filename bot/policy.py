"""The organisation's policy as settings: contacts, intervals, working time, the table of nudges.

`policy.toml` beside this file holds a value for every key; an organisation's own file is laid over it. An unknown key
is refused, in one sentence that names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import Misconfigured
from bot.nudges import FORMER_NAMES, OWN_CHOICE, Lane, Offset, Planner, Rule, Table, Urgency
from bot.people import Role, is_email
from bot.platforms import Platform
from bot.records.days import months_after
from bot.records.references import LEAST_DIGITS, LEAST_PLACES, MOST_PLACES, ReferenceForm, References
from bot.working_time import WorkingTime

T = TypeVar("T")

PACKAGED = Path(__file__).with_name("policy.toml")

#: The setting beside the periods.
_ASK = "ask_months_before"

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

#: Source of a value of the packaged file that an organisation's own file overrides.
_KINDS: Mapping[type, str] = {
    str: 'text in quotation marks, such as "text"',
    bool: "true or false",
    int: "a whole number",
    list: "a list in square brackets",
    dict: "a table",
}


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link to something to read."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class OnCall:
    """Person on call from the opening of a day until the next entry begins."""

    since: date
    email: str


@dataclass(frozen=True, kw_only=True)
class SupportLine:
    """The confidential support line (1.12.2)."""

    name: str
    number: str | None
    hours: str | None


@dataclass(frozen=True, kw_only=True)
class PeopleFrom:
    """Source from which people are read automatically."""

    #: The source's name; None: from a file that somebody imports.
    source: str | None
    every: timedelta
    #: The id of the profile field that names the manager; empty if the source needs none.
    manager_field: str
    #: Roles of a group's members, by the group's id.
    groups: Mapping[str, frozenset[Role]]
    #: True if the source is asked about managers' absences.
    absences: bool = False


@dataclass(frozen=True, kw_only=True)
class Outages:
    """Limits from which on refusals of a platform count as an outage, and not against a person."""

    #: In hundredths of the people written to; at least this many people; within this time.
    percent: int
    least: int
    within: timedelta


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The settings of one organisation."""

    organisation: str
    short_name: str
    #: Stamped on every record (R-1.15-1).
    version: str
    #: When the policy itself is to be reviewed, in words.
    next_review: str
    #: An address.
    staff_guide: str | None
    support_line: SupportLine
    wellbeing_policies: tuple[Link, ...]
    #: E-mail of the handler for people without a reachable manager.
    duty_manager: str | None
    #: E-mail of the person above the chief executive, for matters about them (model.md §2.2).
    chair: str | None
    #: E-mail of the person who decides an appeal that the chief executive may not decide.
    appeal_decider: str | None
    #: People on call for urgent matters outside working hours, in order. Before the first: the duty manager.
    on_call: tuple[OnCall, ...]
    #: An import by which more of those listed would leave, in hundredths, is not carried out unless somebody says that
    #: it is right; fewer people than `leave_least` always may.
    leave_percent: int
    leave_least: int
    #: Names of columns in the organisation's own directory file.
    directory_columns: Mapping[str, str]
    people_from: PeopleFrom
    outages: Outages
    #: True if everybody may suggest a restriction, and not managers alone.
    any_staff_may_suggest: bool
    #: True if a second manager decides on a manager's proposal; the policy asks for one manager (1.8, R-1.8-5).
    two_managers: bool
    review_interval_months: int
    #: The furthest ahead for a review; longer than the suggested interval.
    longest_review_months: int
    #: Working days within which an appeal should be decided.
    appeal_days: int
    #: The body to turn to after an appeal, as named to the individual.
    ombudsman: str
    #: The office's contact details for the individual; empty: each letter leaves room for them.
    reach: str
    #: Months for which closed records are kept, by row; 0: never asked about.
    retention: Mapping[str, int]
    #: Months before that at which somebody is asked.
    ask_months_before: int
    calendar: WorkingTime
    nudges: Table
    #: Forms of the organisation's references, which identify an individual.
    references: References
    #: Where people's browsers reach Harbour's own pages, without a slash at the end; a setting of the
    #: installation, not of the file. None: there are no pages.
    public_url: str | None = None
    #: Advice to the keeper of the file, a line each.
    notes: tuple[str, ...] = ()
    #: The platforms, in the order in which people see them; a setting of the program, not of the file.
    platforms: tuple[Platform, ...] = ()

    @classmethod
    def load(cls, path: Path | None = None, *, closed_days: Container[date] = frozenset()) -> Policy:
        """The packaged settings with those of the file at `path` laid over them.

        `closed_days` are the bank holidays, for an organisation that keeps them. Raises Misconfigured, whose message
        names the key.
        """
        settings, notes = _parsed(PACKAGED), list[str]()
        if path is not None:
            own, notes = _with_names_of_today(_parsed(path), path.name)
            settings = _laid_over(settings, own, path.name)
        return replace(_Reader(settings, (path or PACKAGED).name).policy(closed_days), notes=tuple(notes))

    @cached_property
    def planner(self) -> Planner:
        """Planner of the next nudges of a record."""
        return Planner(self.nudges, self.calendar)

    def suggested_review(self, day: date) -> date:
        """Return the working day to suggest for the review of a restriction that starts on this day."""
        return self.calendar.working_days_from(months_after(day, self.review_interval_months), 0)

    def kept_until(self, row: str, closed_on: date) -> date | None:
        """Return the last day for which a record of this row is kept; None: it has no end of its own."""
        months = self.retention.get(row, 0)
        return months_after(closed_on, months) if months else None

    def asked_about(self, today: date) -> date:
        """Return the last day of keeping that somebody is asked about today."""
        return months_after(today, self.ask_months_before)

    def latest_review(self, day: date) -> date:
        """Return the last day allowed for a review on this day."""
        return months_after(day, self.longest_review_months)


def packaged_nudges() -> frozenset[str]:
    """Rows of the table of nudges; an organisation's own file may change them, but adds none."""
    return frozenset(_parsed(PACKAGED)["nudges"])


@dataclass(frozen=True)
class _ClosedDays(Container[date]):
    """The organisation's closures and the bank holidays together."""

    closures: frozenset[date]
    bank_holidays: Container[date]

    def __contains__(self, day: object) -> bool:
        return day in self.closures or day in self.bank_holidays


def _parsed(path: Path) -> dict[str, Any]:
    """The file's tables. Raises Misconfigured."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError:
        raise Misconfigured(f"The policy file '{path}' cannot be read: check HARBOUR_POLICY.") from None
    except UnicodeDecodeError:
        raise Misconfigured(f"{path.name} is not UTF-8 text: save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(f"{path.name} is not TOML: {error}.") from None


def _with_names_of_today(own: Mapping[str, Any], file: str) -> tuple[Mapping[str, Any], list[str]]:
    """Return the tables with every nudge under its present name, and a line for each that had another."""
    table = own.get("nudges")
    if not isinstance(table, dict):
        return own, []
    renamed, notes = dict(table), []
    for former, name in FORMER_NAMES.items():
        if former in table and name in table:
            raise Misconfigured(f"{file}: nudges.{former} is nudges.{name} by its present name: keep one of the two.")
        if former in table:
            renamed[name] = renamed.pop(former)
            notes.append(f"{file}: nudges.{former} is called nudges.{name} now. It is read as that.")
    return {**own, "nudges": renamed}, notes


def _laid_over(base: Mapping[str, Any], own: Mapping[str, Any], file: str, where: str = "") -> dict[str, Any]:
    """Return `base` with the values of `own` laid over it: no new key, and no other kind of value."""
    merged = dict(base)
    in_row = where.startswith("nudges.") and where != "nudges."
    is_free = where == "directory.columns."
    for key, value in own.items():
        name = f"{where}{key}"
        if key not in base and not (is_free or (in_row and key in set(Lane))):
            raise Misconfigured(f"{file}: {name} is not a setting: it may be misspelt.")
        expected = type(base.get(key, "" if is_free else {}))
        if type(value) is not expected:
            raise Misconfigured(f"{file}: {name} must be {_KINDS[expected]}.")
        # A rule in a row of the nudge table is replaced as a whole; tables are laid over key by key.
        merged[key] = _laid_over(base[key], value, file, f"{name}.") if type(value) is dict and not in_row else value
    return merged


class _Reader:
    """Reader of the tables into a `Policy`. Every refusal names the key."""

    def __init__(self, settings: Mapping[str, Any], file: str) -> None:
        self._settings = settings
        self._file = file

    def policy(self, closed_days: Container[date]) -> Policy:
        """The policy that the tables describe."""
        return Policy(
            organisation=self._text("organisation.name"),
            short_name=self._text("organisation.short_name"),
            version=self._text("policy.version"),
            next_review=self._text("policy.next_review"),
            staff_guide=self._address("policy.staff_guide", self._get("policy.staff_guide", str)),
            support_line=SupportLine(
                name=self._text("support.line_name"),
                number=self._get("support.line_number", str).strip() or None,
                hours=self._get("support.line_hours", str).strip() or None,
            ),
            wellbeing_policies=self._links("support.wellbeing_policies"),
            duty_manager=self._email("people.duty_manager"),
            chair=self._email("people.chair"),
            appeal_decider=self._email("people.appeal_decider"),
            on_call=self._on_call("people.on_call"),
            leave_percent=self._number("directory.most_leaving_percent", 0, 100),
            leave_least=self._number("directory.least_leaving", 1, 100_000),
            directory_columns=self._get("directory.columns", dict),
            people_from=PeopleFrom(
                source=self._get("directory.source", str).strip().casefold() or None,
                every=timedelta(hours=self._number("directory.every_hours", 1, 168)),
                manager_field=self._get("directory.manager_field", str).strip(),
                groups=self._groups("directory.groups"),
                absences=self._get("directory.absences", bool),
            ),
            outages=Outages(
                percent=self._number("outages.failing_percent", 1, 100),
                least=self._number("outages.least_failing", 2, 1000),
                within=timedelta(minutes=self._number("outages.within_minutes", 1, 240)),
            ),
            any_staff_may_suggest=self._get("restrictions.any_staff_may_suggest", bool),
            two_managers=self._get("restrictions.two_managers", bool),
            review_interval_months=self._number("restrictions.review_interval_months", 1, self._longest_review() - 1),
            longest_review_months=self._longest_review(),
            appeal_days=self._number("restrictions.appeal_days", 1, 120),
            ombudsman=self._text("restrictions.ombudsman"),
            reach=self._get("letters.reach", str).strip().rstrip("."),
            retention={row: self._months(row) for row in self._settings["retention"] if row != _ASK},
            ask_months_before=self._months(_ASK),
            references=References(tuple(self._forms("references.forms"))),
            calendar=self._calendar(closed_days),
            nudges={kind: self._row(f"nudges.{kind}", row) for kind, row in self._settings["nudges"].items()},
        )

    # -- values ----------------------------------------------------------------------------------

    def _get(self, name: str, kind: type[T]) -> T:
        table, key = name.split(".")
        value = self._settings[table][key]
        assert isinstance(value, kind)  # the packaged file has one of this kind, and so does the file laid over it
        return value

    def _refuse(self, name: str, what: str) -> Misconfigured:
        return Misconfigured(f"{self._file}: {name} {what}")

    def _text(self, name: str) -> str:
        text = self._get(name, str).strip()
        if not text:
            raise self._refuse(name, "must not be empty.")
        return text

    def _number(self, name: str, least: int, most: int) -> int:
        number = self._get(name, int)
        if not least <= number <= most:
            raise self._refuse(name, f"must be from {least} to {most}.")
        return number

    def _months(self, key: str) -> int:
        return self._number(f"retention.{key}", 0, 240)

    def _longest_review(self) -> int:
        return self._number("restrictions.longest_review_months", 2, 60)

    def _on_call(self, name: str) -> tuple[OnCall, ...]:
        found = []
        for turn in self._get(name, list):
            if not isinstance(turn, dict) or set(turn) != {"from", "email"} or type(turn["from"]) is not date:
                raise self._refuse(name, 'must list people as { from = 2026-11-30, email = "…" }.')
            email = str(turn["email"]).strip().casefold()
            if not is_email(email):
                raise self._refuse(name, f"has no e-mail address for {turn['from']}.")
            found.append(OnCall(since=turn["from"], email=email))
        if any(one.since >= other.since for one, other in pairwise(found)):
            raise self._refuse(name, "must be in order, the earliest day first, and name each day once.")
        return tuple(found)

    def _groups(self, name: str) -> Mapping[str, frozenset[Role]]:
        found: dict[str, frozenset[Role]] = {}
        for row in self._get(name, list):
            if not isinstance(row, dict) or set(row) != {"group", "role"} or row["role"] not in set(Role):
                raise self._refuse(name, f'must list {{ group = "…", role = "…" }}. The roles are {", ".join(Role)}.')
            group = str(row["group"]).strip().casefold()
            found[group] = found.get(group, frozenset()) | {Role(row["role"])}
        return found

    def _email(self, name: str) -> str | None:
        email = self._get(name, str).strip().casefold()
        if email and not is_email(email):
            raise self._refuse(name, "must be an e-mail address, or empty.")
        return email or None

    def _address(self, name: str, url: object) -> str | None:
        if not isinstance(url, str) or (url and not url.startswith(("https://", "http://"))):
            raise self._refuse(name, "must be an address that begins with https://, or empty.")
        return url or None

    def _links(self, name: str) -> tuple[Link, ...]:
        found = []
        for link in self._get(name, list):
            if not isinstance(link, dict) or set(link) != {"name", "url"} or not all(link.values()):
                raise self._refuse(name, 'must list links as { name = "…", url = "https://…" }.')
            found.append(Link(name=str(link["name"]), url=self._address(name, link["url"]) or ""))
        return tuple(found)

    def _forms(self, name: str) -> Iterator[ReferenceForm]:
        for written in self._get(name, list):
            try:
                yield ReferenceForm.parse(str(written))
            except ValueError:
                least = f"{LEAST_PLACES} to {MOST_PLACES} letters and digits, at least {LEAST_DIGITS} of them a 9"
                what = f'has "{written}": a form is such as "AA-99999", A for a letter and 9 for a digit, with {least}.'
                raise self._refuse(name, what) from None

    def _time(self, name: str) -> time:
        try:
            found = time.fromisoformat(self._get(name, str))
        except ValueError:
            found = time.max
        if found.second or found.microsecond or found.tzinfo:
            raise self._refuse(name, 'must be a time such as "09:00".')
        return found

    # -- working time ----------------------------------------------------------------------------

    def _calendar(self, closed_days: Container[date]) -> WorkingTime:
        closures = self._get("working_time.closures", list)
        if any(type(day) is not date for day in closures):
            raise self._refuse("working_time.closures", "must list days without quotation marks, such as 2026-12-24.")
        keeps_holidays = self._get("working_time.bank_holidays", bool)
        weekdays = self._get("working_time.weekdays", list)
        if any(day not in _WEEKDAYS for day in weekdays):
            raise self._refuse("working_time.weekdays", f"must be some of {', '.join(_WEEKDAYS)}.")
        opens, closes, digest_at = (self._time(f"working_time.{key}") for key in ("opens", "closes", "digest_at"))
        calm = timedelta(minutes=self._number("working_time.calm_minutes", 0, 240))
        try:
            return WorkingTime(
                zone=self._text("working_time.time_zone"),
                opens=opens,
                closes=closes,
                weekdays=frozenset(_WEEKDAYS.index(day) for day in weekdays),
                closed=_ClosedDays(frozenset(closures), closed_days) if keeps_holidays else frozenset(closures),
                digest_at=digest_at,
                calm=calm,
            )
        except Misconfigured as error:
            raise self._refuse("working_time", f"cannot be used. {error.message}") from None

    # -- nudges ----------------------------------------------------------------------------------

    def _row(self, name: str, row: Mapping[str, Any]) -> Mapping[Lane, Rule]:
        """One kind of nudge: its rule in each lane."""
        if row["class"] not in set(Urgency):
            raise self._refuse(f"{name}.class", f"must be one of {', '.join(Urgency)}.")
        urgency = Urgency(row["class"])
        rules = {
            Lane(lane): rule
            for lane, value in row.items()
            if lane != "class" and (rule := self._rule(f"{name}.{lane}", value, urgency)) is not None
        }
        if urgency is Urgency.WELLBEING or name.removeprefix("nudges.") in OWN_CHOICE:
            self._check_own_choice(name, rules)
        return rules

    def _check_own_choice(self, name: str, rules: Mapping[Lane, Rule]) -> None:
        """Check that an offer of a person's own choice is made twice at most and passed on to nobody (model.md §6)."""
        if set(rules) - {Lane.REMIND}:
            raise self._refuse(name, "is about a person's own choice: it can only remind, never be passed on.")
        if any(rule.every is not None or len(rule.at) > 2 for rule in rules.values()):
            raise self._refuse(f"{name}.remind", "is about a person's own choice: twice at most, and no every.")

    def _rule(self, name: str, value: Mapping[str, Any], urgency: Urgency) -> Rule | None:
        """Return one rule; None if it is switched off."""
        if not isinstance(value.get("at"), list) or set(value) - {"at", "every", "then"}:
            raise self._refuse(name, 'must be written as { at = ["now", "1wd"], every = "1wd" }.')
        at = tuple(self._offset(name, text) for text in value["at"])
        every = self._offset(name, value["every"]) if "every" in value else None
        if not at:
            return None
        if any(_order(one) >= _order(other) for one, other in pairwise(at)):
            raise self._refuse(f"{name}.at", "must be in order, the nearest first.")
        if every is not None and _order(every) <= (0, 0):
            raise self._refuse(f"{name}.every", "must be longer than nothing.")
        if every is not None and every.working_days is None and at[-1].working_days is not None:
            raise self._refuse(f"{name}.every", "must be in working days (wd), as what it follows is.")
        if "then" not in value:
            return Rule(urgency=urgency, at=at, every=every)
        then = self._offset(name, value["then"]).working_days
        if every is None or then is None or then < 1:
            raise self._refuse(f"{name}.then", "must be in working days (wd), beside an every.")
        return Rule(urgency=urgency, at=at, every=every, then=then)

    def _offset(self, name: str, text: object) -> Offset:
        try:
            offset = Offset.parse(text if isinstance(text, str) else repr(text))
        except Misconfigured as error:
            raise self._refuse(name, f"cannot be read: {error.message}") from None
        if offset.minutes < 0:
            raise self._refuse(name, "can only look ahead in working days, such as -5wd.")
        return offset


def _order(offset: Offset) -> tuple[int, int]:
    return offset.working_days or 0, offset.minutes
