"""An appeal against a restriction (policy 1.8)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows.appeal import conversation as flow
from bot.flows.appeal.deciding import against
from bot.ports import UnitOfWork
from bot.records.appeal.record import Appeal, State
from bot.topics.kind import Kind, Told, Topic
from bot.views.appeal import notices, reading
from bot.views.context import Context
from bot.words import Standing, Words


def _whole(record: Appeal, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str) -> Card:
    return reading.for_reading(record, against(record, uow), context, page=page)


KIND = Kind(
    record=Appeal,
    words=Words(
        called="appeal",
        opens="appeal.open",
        opens_own="appeal.open",
        unread="has been made",
        states={
            State.RECEIVED: Standing(
                stands="waits to be acknowledged",
                waiting="An appeal: please open it",
                yours="Passed to the Chief Executive.",
            ),
            State.ACKNOWLEDGED: Standing(
                stands="waits to be decided", waiting="An appeal to decide", yours="Passed to the Chief Executive."
            ),
            State.DECIDED: Standing(
                stands="decided; the individual is to be told",
                waiting="The individual is to be told what you decided",
                yours="Passed to the Chief Executive.",
            ),
            State.CLOSED: Standing(stands="decided, and told", yours="Passed to the Chief Executive."),
        },
    ),
    waits=notices.for_decider,
    nudges={"tell_individual": Told(), "decide_appeal": Told()},
    late=notices.waits_too_long,
    whole=_whole,
)

TOPIC = Topic(kinds=(KIND,), commands={"appeal": flow.start}, actions=flow.ACTIONS, forms=flow.FORMS)
