"""Contact outside the office (policy 1.10.4)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import contact_outside as flow
from bot.flows import individuals
from bot.ports import UnitOfWork
from bot.records.contact_outside import ContactOutside, State
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.contact_outside import dialogs, notices
from bot.views.context import Context
from bot.words import Standing, Words


def _read(record: ContactOutside, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, _page: str) -> Card:
    # Other records about the same individual are for the manager alone (R-1.10.4-4).
    whom = individuals.of(record.note.individual if record.note else None, uow)
    return dialogs.for_manager(record, context, whom=whom.display if whom else "")


KIND = Kind(
    record=ContactOutside,
    words=Words(
        called="contact outside the office",
        opens="contact_outside.open",
        states={
            State.RAISED: Standing(
                stands="raised; a talk is next",
                waiting="A private talk, and then a small decision",
                yours="Your manager will talk with you. Nothing is recorded so far.",
            ),
            State.RECORDED: Standing(
                stands="recorded",
                waiting="Recorded before you could talk: please do when you can",
                yours="A note was kept.",
            ),
            State.NOT_RECORDED: Standing(
                stands="talked about; nothing was recorded", yours="You talked; nothing was recorded."
            ),
            State.TAKEN_BACK: Standing(stands="taken back", yours="You took it back. Nothing was recorded."),
            State.UNANSWERED: Standing(
                stands="erased; nothing was recorded", yours="It was erased. Nothing was recorded."
            ),
        },
    ),
    waits=notices.for_manager,
    nudges={"decide_contact_outside": Told()},
    news={
        "recorded": News(notices.decided, answers=True),
        "not_recorded": News(notices.ended),
        "unanswered": News(notices.ended),
    },
    read=_read,
    has_stood=flow.has_stood,
    run_out=flow.run_out,
)

TOPIC = Topic(kinds=(KIND,), commands={"outside_contact": flow.start}, actions=flow.ACTIONS, forms=flow.FORMS)
