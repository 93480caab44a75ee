"""Records as lines of a list, each with the one button that opens it."""

from __future__ import annotations

from bot.access import Act, may
from bot.chat.cards import Item
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.debrief import Debrief
from bot.records.police import PoliceDecision
from bot.records.restriction import Restriction
from bot.records.support import TimeAway
from bot.records.support_request import SupportRequest
from bot.views import lines as views
from bot.views.context import Context

_CHILDREN: tuple[type[Record], ...] = (PoliceDecision, Restriction, Debrief, TimeAway, SupportRequest)


def of_children(parent: RecordId, context: Context, uow: UnitOfWork) -> tuple[Item, ...]:
    """What grew out of a record; with `Open` only where the reader may read it.

    That somebody has asked for support is no line for who may not read it: they may have asked past the reader.
    """
    children = [child for kind in _CHILDREN for child in uow.records.children(parent, kind)]
    me = uow.people.get(context.reader)
    read = [(child, me is not None and may(me, Act.READ, child, uow.people)) for child in children]
    return tuple(
        views.line(child, context, opens=opens)
        for child, opens in read
        if opens or not isinstance(child, SupportRequest)
    )
