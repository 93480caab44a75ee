"""A colleague who has been named publicly (policy 1.14.3)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows.named_online import conversation as flow
from bot.flows.named_online import finding
from bot.nudges import Lane
from bot.ports import UnitOfWork
from bot.records.named_online.record import NamedOnline, State
from bot.topics.kind import Kind, News, Told, Topic
from bot.views import pages
from bot.views.context import Context
from bot.views.ended_contact import notices as ended_contact
from bot.views.follow_ups import notices as follow_ups
from bot.views.named_online import notices, reading, story
from bot.views.register import notices as register
from bot.words import Standing, Words


def _read(record: NamedOnline, belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str) -> Card:
    return reading.for_manager(record, belongs, context, page=page)


def _whole(record: NamedOnline, belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str) -> Card:
    """The links stand in a document as text."""
    return pages.with_quotes(_read(record, belongs, context, uow, page), () if page else story.links(record))


KIND = Kind(
    record=NamedOnline,
    # Its subject is content: a list says no more than a message does.
    words=Words(
        called="private item",
        opens="named_online.open",
        states={
            State.REPORTED: Standing(
                stands="waits to be seen",
                waiting="A private item: please open it",
                yours="You have a say in what happens next.",
            ),
            State.SEEN: Standing(
                stands="seen; a private talk is next",
                waiting="A private talk that only you can have",
                yours="You have a say in what happens next.",
            ),
            State.TOLD: Standing(
                stands="somebody is being asked",
                waiting="A private item: something is still to be asked",
                yours="You have a say in what happens next.",
            ),
            State.WISHES_RECORDED: Standing(
                stands="what follows is being decided",
                waiting="A private decision",
                yours="What you said is kept. What is done is being decided.",
            ),
            State.DECIDED: Standing(
                stands="decided; steps are left",
                waiting="A private item: a step is left",
                yours="What is done has been decided.",
            ),
            State.SHARED: Standing(
                stands="nearly complete",
                waiting="A private item: nearly complete",
                yours="What is done has been decided.",
            ),
            State.CLOSED: Standing(stands="settled", yours="Settled. You can still add to what you said."),
        },
    ),
    waits=notices.for_manager,
    nudges={
        "offer_support": Told(remind=ended_contact.support),
        "acknowledge_named_online": Told(),
        "tell_named_colleague": Told(),
        "decide_online_action": Told(),
        "share_summary": Told(remind=notices.to_share, besides={Lane.RECORDS_ADMIN: register.not_shared}),
        "choose_personal_record": Told(remind=notices.choice),
        "note_removal_answer": Told(remind=follow_ups.request, besides={Lane.HANDLER: follow_ups.request}),
    },
    news={
        "say": News(notices.say, answers=True),
        "found_again": News(notices.found_again, adds=True),
        "shared": News(notices.shared),
    },
    read=_read,
    whole=_whole,
)

TOPIC = Topic(kinds=(KIND,), commands={"named_online": finding.start}, actions=flow.ACTIONS, forms=flow.FORMS)
