"""A debrief (policy 1.12.2)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import debrief as flow
from bot.nudges import Lane
from bot.ports import UnitOfWork
from bot.records.debrief import Debrief, State
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.context import Context
from bot.views.debrief import dialogs, notices
from bot.words import Standing, Words


def _whole(record: Debrief, _belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str) -> Card:
    return dialogs.for_person(record, context, page)


KIND = Kind(
    record=Debrief,
    words=Words(
        called="debrief",
        opens="debrief.open",
        whose=lambda record: record.person,
        unread="offered",
        states={
            State.OFFERED: Standing(
                stands="offered",
                waiting="Would a conversation help? Any answer is fine",
                yours="A conversation is offered, if you would like one.",
            ),
            State.LATER: Standing(stands="later", yours="You said later. You can say yes at any time."),
            State.ACCEPTED: Standing(
                stands="a day is to be found",
                waiting="A conversation to find a day for",
                yours="You said yes. A day is being found.",
            ),
            State.DECLINED: Standing(stands="no thanks", yours="You said no thanks. You can change your mind."),
            State.BOOKED: Standing(stands="a day is found", waiting="A conversation", yours="A day has been found."),
            State.ACTIONS_OPEN: Standing(
                stands="talked; agreed actions are open",
                waiting="An agreed action",
                yours="You have talked. Agreed actions are open.",
            ),
            State.DONE: Standing(stands="talked", yours="You have talked."),
        },
    ),
    waits=notices.for_manager,
    nudges={
        "offer_debrief": Told(remind=notices.offer),
        "offer_debrief_again": Told(remind=notices.offer),
        "hold_debrief": Told(),
        "agreed_action": Told(remind=notices.action, besides={Lane.LINE_MANAGER: notices.late_action}),
    },
    news={"booked": News(notices.booked)},
    whole=_whole,
)

TOPIC = Topic(kinds=(KIND,), actions=flow.ACTIONS, forms=flow.FORMS)
