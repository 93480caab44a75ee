"""A restriction (policy 1.6, 1.8)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import individuals
from bot.flows.restriction import conversation as flow
from bot.ports import UnitOfWork
from bot.records.restriction.record import Restriction, Shown, State
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.appeal import notices as appeal
from bot.views.context import Context
from bot.views.restriction import notices, reading
from bot.words import Standing, Words


def _whole(record: Restriction, belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str) -> Card:
    return reading.for_decider(
        record, individuals.of(record.individual, uow), belongs, context, decides=False, page=page
    )


KIND = Kind(
    record=Restriction,
    words=Words(
        called="restriction",
        opens="restriction.open",
        opens_own="restriction.outcome",
        left=notices.left,
        sent_along="Your suggestion to restrict contact",
        states={
            State.PROPOSED: Standing(
                stands="waits for a decision", waiting="A decision", yours="What you asked for waits for a decision."
            ),
            State.MORE_ASKED: Standing(
                stands="more was asked",
                waiting="Something more was asked of you",
                waiting_opens="restriction.question",
                yours="A manager would like to know a little more.",
            ),
            State.APPROVED: Standing(
                stands="approved; the individual is to be told",
                waiting="Who needs to know is to be decided, and the individual told",
                yours="There is an answer.",
            ),
            State.ACTIVE: Standing(
                stands="in force",
                waiting="What was reviewed is to be shared and told",
                yours="There is an answer.",
                in_force=True,
            ),
            Shown.SUSPENDED: Standing(
                stands="suspended while an appeal is heard",
                waiting="The individual is to be told what was decided",
                yours="There is an answer.",
                in_force=True,
            ),
            State.NOT_APPROVED: Standing(
                stands="not taken forward",
                waiting="What has stopped is to be told and shared",
                yours="There is an answer.",
            ),
            State.LIFTED: Standing(
                stands="lifted", waiting="That it is lifted is to be told and shared", yours="There is an answer."
            ),
            State.ENDED: Standing(
                stands="ended", waiting="That it has ended is to be shared", yours="There is an answer."
            ),
        },
    ),
    waits=notices.for_decider,
    nudges={
        "decide_restriction": Told(),
        "answer_question": Told(remind=notices.question),
        "decide_without_answer": Told(),
        "tell_individual": Told(),
        "review_restriction": Told(),
        "announce_review": Told(remind=notices.review_coming),
        "confirm_restriction": Told(remind=notices.still_right),
    },
    news={
        "restriction_outcome": News(notices.outcome, answers=True),
        "came": News(notices.came, answers=True),
        "appeal_made": News(appeal.made),
        "suspension": News(appeal.suspension),
        "told_on_appeal": News(appeal.told),
    },
    late=notices.past_its_date,
    whole=_whole,
)

TOPIC = Topic(kinds=(KIND,), commands={"restriction": flow.start}, actions=flow.ACTIONS, forms=flow.FORMS)
