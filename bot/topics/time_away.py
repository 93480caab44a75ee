"""Support at any time, and a short time away (policy 1.12.2)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import time_away as flow
from bot.ports import UnitOfWork
from bot.records.time_away import State, TimeAway
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.context import Context
from bot.views.time_away import dialogs, notices
from bot.words import Standing, Words


def _whole(record: TimeAway, _belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, _page: str) -> Card:
    return dialogs.for_asker(record, context)


KIND = Kind(
    record=TimeAway,
    words=Words(
        called="time away",
        opens="time_away.open",
        whose=lambda record: record.origin.by,
        sent_along="Your request for a short time away",
        states={
            State.ASKED: Standing(
                stands="asked for; to be arranged",
                waiting="A private request, to be arranged",
                yours="Your request is on its way.",
            ),
            State.ARRANGED: Standing(stands="arranged", yours="Your time away is arranged."),
        },
    ),
    waits=notices.for_arranging,
    nudges={"arrange_time_away": Told()},
    news={"arranged": News(notices.arranged), "cover_away": News(notices.cover)},
    whole=_whole,
)

TOPIC = Topic(kinds=(KIND,), commands={"support": flow.start}, actions=flow.ACTIONS, forms=flow.FORMS)
