"""Every message that is pushed into a chat, drawn from its record. Content-free, each of them.

A message is a function of the record as it is now: it is drawn when it is sent and again whenever
the record changes, until it is settled.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.cards import Card
from bot.nudges import OWN_CHOICE, Lane
from bot.ports import EMAIL, Notice
from bot.records.base import Record
from bot.records.erased import Erased
from bot.topics import KINDS, NAME
from bot.topics.kind import Draw, Kind, News
from bot.views.context import Context
from bot.views.evidence import notices as evidence
from bot.views.keeping import notices as keeping
from bot.views.mail import BY_EMAIL, without_buttons
from bot.views.notices import common

#: Notices about a record of any kind.
_OF_ANY: Mapping[str, News] = {
    "moved": News(common.has_moved),
    "not_heard": News(common.not_heard),
    "evidence": News(evidence.added),
}
_NEWS: Mapping[str, News] = {**_OF_ANY, **{view: news for kind in KINDS.values() for view, news in kind.news.items()}}

#: Answers to somebody who reported or asked; their content may distress.
ANSWERS = frozenset(view for view, news in _NEWS.items() if news.answers)
#: That something was added; see `News.adds`.
ADDED = frozenset(view for view, news in _NEWS.items() if news.adds)
#: Notices that may distress, or ask somebody about something that happened to them.
_GENTLE = ANSWERS | {view for view, news in _NEWS.items() if news.asks}
_GENTLE_NUDGES = OWN_CHOICE | {row for kind in KINDS.values() for row, told in kind.nudges.items() if told.gentle}


def is_gentle(notice: Notice) -> bool:
    """True if it may distress its recipient: never late in the day, on leave or in time away (model.md §5)."""
    return notice.view in _GENTLE or (notice.kind in _GENTLE_NUDGES and notice.lane is Lane.REMIND)


def apart(notice: Notice) -> str:
    """Mark that keeps an offer to somebody apart from other messages of its matter; "" for any other notice."""
    return notice.kind if notice.kind in OWN_CHOICE and notice.lane is Lane.REMIND else ""


def is_news(notice: Notice) -> bool:
    """True if it is sent even with nothing left to do; False if it only says that something waits or is asked."""
    return notice.view in _NEWS and not _NEWS[notice.view].asks


def platform(notice: Notice) -> str | None:
    """The platform by which alone it goes; None where any that reaches the person will do."""
    return EMAIL if notice.view == BY_EMAIL else None


def unreached(notice: Notice, record: Record | None) -> str:
    """Notice for the record's handler if the chat does not reach the person to be reminded; "" for none."""
    told = KINDS[record.kind].nudges.get(notice.kind) if record is not None else None
    return told.unreached if told is not None else ""


def drawing(notice: Notice, record: Record) -> Draw | None:
    """Function that draws this notice. Raises KeyError for one that its kind does not know."""
    if isinstance(record, Erased):
        return keeping.gone
    kind = KINDS[record.kind]
    match notice.view:
        case "nudge":
            return _nudge(notice, kind)
        case "waiting":
            return kind.waits
        case _ if notice.view == BY_EMAIL:
            return _copy
        case view:
            return (kind.news.get(view) or _OF_ANY[view]).draw


def _nudge(notice: Notice, kind: Kind) -> Draw | None:
    match notice.lane:
        case Lane.REMIND | Lane.PASS_ON if notice.kind == NAME:
            return common.name_someone
        case Lane.REMIND | Lane.PASS_ON:
            return (kind.nudges[notice.kind].remind if notice.kind else None) or kind.waits
        case Lane.ON_CALL | Lane.LINE_MANAGER | Lane.HANDLER | Lane.RECORDS_ADMIN:
            return kind.nudges[notice.kind].besides.get(notice.lane)
        case _:
            return kind.late


def _copy(notice: Notice, record: Record, context: Context) -> Card | None:
    """The matter's own next step, with nothing to press."""
    draw = KINDS[record.kind].waits
    found = draw(notice, record, context) if draw else None
    return without_buttons(found) if found else None


def card(notice: Notice, record: Record, context: Context) -> Card | None:
    """Card of the message; None if there is nothing to tell this person."""
    draw = drawing(notice, record)
    return draw(notice, record, context) if draw else None
