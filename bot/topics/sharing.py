"""Sharing of a restriction with those who need to know, and the alert card (policy 1.14.1, 1.14.2)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import individuals
from bot.flows.sharing import conversation as flow
from bot.flows.sharing import looking_up
from bot.nudges import Lane
from bot.ports import UnitOfWork
from bot.records.restriction.record import Restriction
from bot.records.sharing.record import SharingDecision, State
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.context import Context
from bot.views.sharing import dialogs, notices
from bot.words import Standing, Words


def _whole(record: SharingDecision, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, _page: str) -> Card:
    assert record.parent is not None  # it is about a restriction
    restriction = uow.records.get(record.parent, Restriction)
    individual = individuals.of(restriction.individual, uow)
    return dialogs.for_manager(record, restriction, individual, context, decides=False)


KIND = Kind(
    record=SharingDecision,
    words=Words(
        called="sharing decision",
        opens="sharing.open",
        opens_own="sharing.open",
        is_part=True,
        states={
            State.SHARED: Standing(stands="shared; not read by everybody yet", waiting="A card to read"),
            State.READ: Standing(stands="shared and read"),
            State.NOT_SHARED: Standing(stands="nobody else needs to know"),
            State.SUPERSEDED: Standing(stands="a later decision stands in its place"),
            State.WITHDRAWN: Standing(stands="called back"),
        },
    ),
    nudges={
        # The card is for people who meet the individual: the manager tells one whom no chat reaches (R-1.14.2-1).
        "read_alert_card": Told(
            remind=notices.to_read,
            besides={Lane.LINE_MANAGER: notices.unread_in_team},
            unreached="card_unreached",
        ),
    },
    news={"card": News(notices.changed), "card_unreached": News(notices.unreached)},
    whole=_whole,
)

TOPIC = Topic(
    kinds=(KIND,),
    commands={"check_contact": looking_up.start},
    actions=flow.ACTIONS,
    forms={**flow.FORMS, **looking_up.FORMS},
)
