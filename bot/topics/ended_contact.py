"""An ended contact (policy 1.9, 1.12.1)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import ended_contact as flow
from bot.flows import individuals
from bot.ports import UnitOfWork
from bot.records.ended_contact.record import EndedContact, State
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.context import Context
from bot.views.ended_contact import notices, reading
from bot.words import Standing, Words


def _read(record: EndedContact, belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str) -> Card:
    return reading.for_manager(record, individuals.of(record.whom, uow), belongs, context, page=page)


KIND = Kind(
    record=EndedContact,
    words=Words(
        called="ended contact",
        opens="ended_contact.open",
        states={
            State.SUBMITTED: Standing(
                stands="waits to be seen",
                waiting="A private report: please open it",
                yours="Sent. It waits for a manager to open it.",
            ),
            State.ACKNOWLEDGED: Standing(
                stands="seen; a conversation is next",
                waiting="A conversation, as soon as you can",
                yours="A manager has seen it and will talk with you.",
            ),
            State.DISCUSSED: Standing(
                stands="talked about; what follows is being decided",
                waiting="What follows is to be decided",
                yours="You have talked. What follows is being decided.",
            ),
            State.TRIAGED: Standing(
                stands="decided; the reporter is to be told",
                waiting="The reporter waits to hear from you",
                yours="What follows has been decided.",
            ),
            State.TOLD: Standing(
                stands="decided and told; a talk or another decision is still open",
                waiting="A talk is to be noted, or a decision that belongs to it made",
                yours="There is an answer.",
            ),
            State.PROPOSING: Standing(
                stands="decided and told; a restriction is to be proposed",
                waiting="What you decided is to be begun",
                yours="There is an answer.",
            ),
            State.PROMISED: Standing(
                stands="answered; what comes of it is still to be told",
                waiting="The reporter waits to hear what came of it",
                yours="There is an answer. You will hear what comes of it.",
            ),
            State.CLOSED: Standing(stands="settled", yours="Settled."),
        },
    ),
    waits=notices.for_manager,
    nudges={
        "acknowledge_report": Told(),
        "talk_with_reporter": Told(),
        "add_note": Told(remind=notices.note),
        "propose_restriction": Told(),
        "tell_outcome": Told(remind=notices.answer),
        "keep_promise": Told(remind=notices.word),
        "offer_support": Told(remind=notices.support),
        "talk_again": Told(remind=notices.try_again),
    },
    news={
        "outcome": News(notices.outcome, answers=True),
        "came": News(notices.came, answers=True),
        "added": News(notices.added, adds=True),
    },
    read=_read,
)

TOPIC = Topic(kinds=(KIND,), commands={"ended_contact": flow.start}, actions=flow.ACTIONS, forms=flow.FORMS)
