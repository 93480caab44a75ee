"""Follow-ups that a manager does beside a report (policy 1.7, 1.9.2, 1.9.3)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import individuals
from bot.flows.follow_ups import advice, correspondence, online_action, restorative
from bot.nudges import Lane
from bot.ports import UnitOfWork
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.correspondence import State as Correspondence
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.online_action import State as Online
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.follow_ups.restorative import State as Restorative
from bot.topics.kind import Kind, Told, Topic
from bot.views.context import Context
from bot.views.follow_ups import correspondence as correspondence_views
from bot.views.follow_ups import notices
from bot.views.follow_ups import online_action as online_views
from bot.views.follow_ups import restorative as restorative_views
from bot.words import Standing, Words


def _read_correspondence(
    record: CorrespondenceDecision, belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str
) -> Card:
    # Earlier warnings are for the decision maker alone (R-1.9.2-7).
    return correspondence_views.card(record, context, evidence=belongs, page=page)


def _read_online_action(
    record: OnlineAction, belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str
) -> Card:
    return online_views.card(record, context, evidence=belongs, page=page)


def _read_restorative(
    record: RestorativeAction, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str
) -> Card:
    whom = individuals.of(record.matter.individual, uow)
    return restorative_views.card(record, context, whom=whom.display if whom else "", page=page)


CORRESPONDENCE = Kind(
    record=CorrespondenceDecision,
    words=Words(
        called="decision about correspondence",
        opens="correspondence.open",
        states={
            Correspondence.OPENED: Standing(stands="waits for a decision", waiting="A private decision"),
            Correspondence.DECIDED: Standing(
                stands="decided; how the sender heard is to be noted",
                waiting="A private item: a step is still to be noted",
            ),
            Correspondence.CLOSED: Standing(stands="decided"),
        },
    ),
    waits=notices.correspondence,
    nudges={"decide_correspondence": Told()},
    read=_read_correspondence,
)

ONLINE_ACTION = Kind(
    record=OnlineAction,
    words=Words(
        called="action online",
        opens="online_action.open",
        states={
            Online.OPENED: Standing(stands="waits for a decision", waiting="A private decision"),
            Online.DECIDED: Standing(
                stands="decided; a platform has been asked", waiting="A private item: an answer is still to be noted"
            ),
            Online.CLOSED: Standing(stands="decided"),
        },
    ),
    waits=notices.online_action,
    nudges={
        "decide_online_action": Told(),
        "note_removal_answer": Told(remind=notices.request, besides={Lane.HANDLER: notices.request}),
    },
    read=_read_online_action,
)

RESTORATIVE = Kind(
    record=RestorativeAction,
    words=Words(
        called="restorative step",
        opens="restorative.open",
        states={
            Restorative.OPENED: Standing(stands="to be noted", waiting="A restorative step: please note which"),
            Restorative.NOTED: Standing(stands="noted"),
            Restorative.CLOSED: Standing(stands="noted, and how it went"),
        },
    ),
    waits=notices.restorative,
    nudges={"note_restorative_step": Told()},
    read=_read_restorative,
)

TOPIC = Topic(
    kinds=(CORRESPONDENCE, ONLINE_ACTION, RESTORATIVE),
    actions={**correspondence.ACTIONS, **online_action.ACTIONS, **restorative.ACTIONS},
    forms={**correspondence.FORMS, **online_action.FORMS, **restorative.FORMS, **advice.FORMS},
)
