"""A police decision, and the accounts of those who were there (policy 1.9.4)."""

from __future__ import annotations

from bot.chat.cards import Card, Item
from bot.flows import witness
from bot.flows.police import conversation as flow
from bot.flows.police import opening
from bot.nudges import Lane
from bot.ports import UnitOfWork
from bot.records.police.record import PoliceDecision, State
from bot.records.witness import State as Asked
from bot.records.witness import WitnessStatement
from bot.topics.kind import Kind, News, Told, Topic
from bot.views.context import Context
from bot.views.police import notices, reading
from bot.views.witness import dialogs
from bot.views.witness import notices as of_witness
from bot.words import Standing, Words


def _read(record: PoliceDecision, _belongs: tuple[Item, ...], context: Context, uow: UnitOfWork, page: str) -> Card:
    statements = tuple(uow.records.children(record.id, WitnessStatement))
    return reading.for_reading(record, statements, context, page=page)


def _read_account(
    record: WitnessStatement, _belongs: tuple[Item, ...], context: Context, _uow: UnitOfWork, page: str
) -> Card:
    return dialogs.for_manager(record, context, page=page)


DECISION = Kind(
    record=PoliceDecision,
    words=Words(
        called="police decision",
        opens="police.open",
        opens_own="police.open",
        states={
            State.OPENED: Standing(
                stands="waits for a decision",
                waiting="An urgent decision: please open it now",
                yours="A manager is deciding, with what you think of it.",
            ),
            State.DECIDED: Standing(
                stands="decided; the staff concerned are to be told",
                waiting="Your colleagues wait to hear from you",
                yours="It has been decided. A manager will tell you.",
            ),
            State.TOLD: Standing(
                stands="decided, and told",
                waiting="Please note what is left, and close it",
                yours="It has been decided.",
            ),
            State.CLOSED: Standing(stands="decided and closed", yours="It has been decided."),
        },
    ),
    waits=notices.for_decider,
    nudges={
        "decide_police": Told(besides={Lane.ON_CALL: notices.for_on_call}),
        "note_police_answer": Told(),
    },
    news={
        "police_view": News(notices.view, asks=True),
        "police_called": News(notices.called, adds=True),
        "police_added": News(notices.added, adds=True),
    },
    read=_read,
    ask_on_call=opening.ask_on_call,
)

ACCOUNT = Kind(
    record=WitnessStatement,
    words=Words(
        called="account",
        opens="witness.open",
        is_part=True,
        states={
            Asked.ASKED: Standing(
                stands="asked for",
                waiting="Something is asked of you; any answer is fine",
                yours="Asked of you; any answer is fine.",
            ),
            Asked.GIVEN: Standing(stands="on record", yours="On record. You can add to it."),
            Asked.DECLINED: Standing(stands="would rather not", yours="You would rather not, and that is fine."),
            Asked.NOT_A_WITNESS: Standing(stands="did not see or hear it", yours="You did not see or hear it."),
            Asked.NO_REPLY: Standing(stands="no answer", yours="Nobody waits for this any more."),
        },
    ),
    nudges={
        "ask_witness": Told(remind=of_witness.request, gentle=True, besides={Lane.HANDLER: of_witness.ask_in_person}),
    },
    read=_read_account,
)

TOPIC = Topic(
    kinds=(DECISION, ACCOUNT),
    actions={**flow.ACTIONS, **witness.ACTIONS},
    forms={**flow.FORMS, **witness.FORMS},
)
