"""Examples of records due for a look, and of the quarterly report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.people import PersonId
from bot.records.base import HARBOUR, Keeping, Record
from bot.records.erased import Erased
from bot.records.keeping import periods
from bot.records.keeping.quarter import Quarter, Tally, Topic
from bot.records.keeping.report import Quarterly, drawn_up
from bot.records.keeping.retention import RetentionList, Waiting
from bot.views.contact_outside import samples as contact_outside_records
from bot.views.context import Context
from bot.views.examples import people
from bot.views.home import by_role
from bot.views.home import dialogs as homes
from bot.views.keeping import quarter
from bot.views.keeping import retention as views
from bot.views.keeping.report import card as figures
from bot.views.keeping.report import samples
from bot.views.keeping.report.drawing_up import document
from bot.views.named_online import samples as named_online_records
from bot.views.register.examples import FIONA, keeper

_COUNTS = {"contact outside": 1, "ended contact": 2, "kept for a legal hold": 1}
_UNTIL = people.TODAY + timedelta(days=20)


def _keeping() -> Keeping:
    return Keeping(by=FIONA, at=people.NOW, reason="A case is before the sheriff court.", until=_UNTIL, hold=True)


def _held() -> Record:
    return named_online_records.closed().kept(_keeping())


def _due() -> tuple[Record, ...]:
    return people.closed(), contact_outside_records.recorded(), _held()


def _waiting(record: Record) -> Waiting:
    return Waiting(record=record.id, until=_UNTIL, held=bool(record.keepings))


def _list() -> Card:
    items = tuple(views.line(record, _waiting(record), keeper()) for record in _due())
    past = replace(_waiting(people.closed()), until=people.TODAY - timedelta(days=3))
    return views.listed(
        (views.line(people.closed(), past, keeper()), *items), more=homes.more_of(views.LIST, 90), counts=_COUNTS
    )


def _one(record: Record, grown: tuple[Record, ...] = (), *, reads: bool = True) -> Card:
    return views.card(record, grown, _UNTIL, keeper(), held=bool(record.keepings), freely=False, reads=reads)


def listed(*due: Record, past: bool = False) -> RetentionList:
    """Retention list of November."""
    made = RetentionList(origin=people.origin("RT-0003", HARBOUR), month="2026-11", past=past)
    return made.as_of((_waiting(record) for record in due), (FIONA,))


def report(of: int = 60, opened: tuple[PersonId, ...] = ()) -> Quarter:
    """Report of the third quarter, with this number of reports."""
    totals = {
        Topic.CONTACTS: Tally(
            of=of,
            parts={"phone": of - of // 3 - of // 20, "email": of // 3, "in_person": of // 20},
            flags={"reason_abusive": of // 2, "reason_threat": of // 6, "threat": of // 6, "zero_tolerance": of // 20},
        ),
        Topic.DEBRIEFS: Tally(of=of // 4, flags={"wanted": of // 6, "held": of // 8}, besides={"agreed": of // 6}),
        Topic.RESTRICTIONS: Tally(of=of // 3, flags={"overdue": 0, "no_review": of // 20}, besides={"new": of // 10}),
        Topic.APPEALS: Tally(of=of // 20, parts={"uphold": of // 20}, median=11, measured=of // 20),
        Topic.POLICE: Tally(of=of // 6, parts={"report": of // 6}, median=2, measured=of // 6),
        Topic.NAMED_ONLINE: Tally(of=of // 20),
        Topic.SUPPORT: Tally(of=of // 5, flags={"answered": of // 5}),
    }
    made = Quarter(
        origin=people.origin("QR-0002", HARBOUR),
        first=date(2026, 7, 1),
        totals=totals,
        members=(people.AILSA, people.EWAN),
    )
    for person in opened:
        made = made.opened_by(person, people.NOW)
    return made


def _period(written: str, counted: list[Quarterly]) -> Card:
    period = periods.read(written, counted[-1].first)
    newest = counted[-1].first
    choice = (periods.quarter(newest), periods.year(newest), periods.last_twelve_months(newest))
    drawn = document(drawn_up(period, counted))
    return figures.card(drawn, report().id, choice, "QR-0002", _team().day_of(people.NOW))


def _told(record: Record, kind: str, context: Context) -> Card:
    return people.message(record, context, kind=kind)


def _team() -> Context:
    return people.context(people.AILSA)


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "retention/home": lambda: homes.home(homes.Lists(roles=by_role.Lists(due=3)), keeper()),
    "retention/list": _list,
    "retention/several": lambda: views.several([(each, _waiting(each)) for each in _due()], {}, keeper()),
    "retention/several, kept": lambda: views.seen_to(("EC-0042", "CO-0001"), ()),
    "retention/several, erased": lambda: views.seen_to((), ("EC-0042", "DB-0003", "CO-0001")),
    "retention/list, empty": lambda: views.listed((), more=None),
    "retention/one": lambda: _one(people.closed(), (people.talked(), people.arranged())),
    "retention/one, on hold": lambda: _one(_held()),
    "retention/one, not to be read": lambda: _one(people.arranged(), reads=False),
    "retention/keep": lambda: views.keep(people.closed(), {}),
    "retention/erase": lambda: views.erase(people.closed(), (people.talked(),), {}, keeper(), held=False),
    "retention/erase, on hold": lambda: views.erase(_held(), (), {}, keeper(), held=True),
    "retention/kept": lambda: views.kept(_held(), _keeping(), keeper()),
    "retention/erased": lambda: views.erased(("EC-0042", "DB-0003", "IN-0001")),
    "retention/message": lambda: _told(listed(*_due()), "review_retention", keeper()),
    "retention/message, looked at": lambda: _told(listed(), "review_retention", keeper()),
    "retention/message, a newer list": lambda: _told(listed(*_due(), past=True), "review_retention", keeper()),
    "retention/message, erased": lambda: _told(Erased.of(people.closed()), "tell_outcome", people.context(people.ISLA)),
    "quarter/report": lambda: quarter.report(report(), _team()),
    "quarter/report, few": lambda: quarter.report(report(4), _team()),
    "quarter/report, none": lambda: quarter.report(report(0), _team()),
    "quarter/figures": lambda: _period("2026Q3", samples.quarters()),
    "quarter/figures, a year": lambda: _period("2025", samples.quarters()),
    "quarter/figures, none": lambda: _period("2026Q3", samples.quarters(1, times=0)),
    "quarter/figures, not counted": lambda: _period("2024", samples.quarters(1)),
    "quarter/home": lambda: homes.home(homes.Lists(roles=by_role.Lists(report=report())), _team()),
    "quarter/message": lambda: _told(report(), "read_quarter", _team()),
    "quarter/message, opened": lambda: _told(report(opened=(people.AILSA,)), "read_quarter", _team()),
}
