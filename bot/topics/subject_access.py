"""Requests to see what is held about one person (policy 1.14.1; data protection law)."""

from __future__ import annotations

from bot.nudges import Lane
from bot.records.subject_access.record import State, SubjectAccess
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.subject_access import notices
from bot.words import Standing, Words

KIND = Kind(
    record=SubjectAccess,
    words=Words(
        called="request to see what is held",
        opens="subject_access.open",
        states={
            State.DECIDING: Standing(
                stands="what goes out is being decided", waiting="What goes out is to be decided, and looked at again"
            ),
            State.SECOND_LOOK: Standing(
                stands="somebody looks a second time", waiting="A second look before it goes out"
            ),
            State.READY: Standing(stands="may be handed over", waiting="It is to be handed over"),
            State.HANDED_OVER: Standing(stands="handed over"),
            State.REFUSED: Standing(stands="nothing was handed over"),
        },
    ),
    nudges={
        "answer_subject_access": Told(remind=notices.to_answer, besides={Lane.RECORDS_ADMIN: notices.late}),
        "look_a_second_time": Told(remind=notices.to_look_at),
    },
    news={"look_again": News(notices.to_change)},
)

TOPIC = Topic(kinds=(KIND,))
