"""A request for support (policy 1.12.2, 1.12.3)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import individuals
from bot.flows.support_request import conversation as flow
from bot.ports import UnitOfWork
from bot.records.support_request.parts import State
from bot.records.support_request.record import SupportRequest
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.context import Context
from bot.views.support_request import notices, reading
from bot.words import Standing, Words


def _whole(record: SupportRequest, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str) -> Card:
    return reading.for_asker(record, individuals.of(record.individual, uow), context, page=page)


KIND = Kind(
    record=SupportRequest,
    words=Words(
        called="private request",
        opens="support_request.open",
        whose=lambda record: record.origin.by,
        states={
            State.ASKED: Standing(
                stands="waits for an answer",
                waiting="A private request: please open it",
                yours="Your request is on its way.",
            ),
            State.STEPPED_UP: Standing(
                stands="the management team looks at it again",
                waiting="A private request, to be looked at again",
                yours="The management team looks at it again.",
            ),
            State.ARRANGED: Standing(stands="arranged", yours="It is arranged."),
            State.AGREED: Standing(
                stands="agreed; to be put in place",
                waiting="What you agreed is to be put in place",
                yours="Agreed. It is being put in place.",
            ),
            State.AGREED_IN_PART: Standing(
                stands="agreed in part; to be put in place",
                waiting="What you agreed is to be put in place",
                yours="Agreed in part. It is being put in place.",
            ),
            State.NOT_AGREED: Standing(stands="answered", yours="There is an answer."),
            State.IN_PLACE: Standing(stands="in place", yours="It is in place.", in_force=True),
            State.CHECKED: Standing(stands="in place", yours="It is in place.", in_force=True),
            State.ENDED: Standing(stands="not needed any more", yours="You do not need it any more."),
        },
    ),
    waits=notices.for_manager,
    nudges={"answer_support_request": Told(), "check_support": Told(remind=notices.still_wanted)},
    news={
        "support_answer": News(notices.answered, answers=True),
        "support_question": News(notices.question),
        "support_heard": News(notices.heard),
        "cover": News(notices.cover),
    },
    whole=_whole,
)

TOPIC = Topic(kinds=(KIND,), actions=flow.ACTIONS, forms=flow.FORMS)
