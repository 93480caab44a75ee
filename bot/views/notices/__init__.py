"""Every message that is pushed into a chat, by what it is about. Content-free, each of them.

A message is a function of the record as it is now: it is drawn when it is sent and again whenever
the record changes, until it is settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.chat.cards import Block, Buttons, Card, Item, Small, Text
from bot.nudges import OWN_CHOICE, Lane
from bot.ports import EMAIL, Notice
from bot.records.base import Record
from bot.records.erased import Erased
from bot.views.appeal import notices as appeal
from bot.views.contact_outside import notices as contact_outside
from bot.views.context import Context
from bot.views.debrief import notices as debrief
from bot.views.ended_contact import notices as ended_contact
from bot.views.evidence import notices as evidence
from bot.views.follow_ups import notices as follow_ups
from bot.views.keeping import notices as keeping
from bot.views.mail import without_buttons
from bot.views.named_online import notices as named_online
from bot.views.notices import common as others
from bot.views.police import notices as police
from bot.views.register import notices as register
from bot.views.restriction import notices as restriction
from bot.views.sharing import notices as sharing
from bot.views.support_request import notices as support_request
from bot.views.witness import notices as witness

Draw = Callable[[Notice, Any, Context], Card | None]

#: The matter's own next step, for the one with whom it lies: by kind of record.
HANDLER: Mapping[str, Draw] = {
    "ended_contact": ended_contact.for_manager,
    "restriction": restriction.for_decider,
    "debrief": debrief.for_manager,
    "time_away": others.for_arranging,
    "support_request": support_request.for_manager,
    "named_online": named_online.for_manager,
    "contact_outside": contact_outside.for_manager,
    "police_decision": police.for_decider,
    "correspondence": follow_ups.correspondence,
    "online_action": follow_ups.online_action,
    "restorative": follow_ups.restorative,
    "appeal": appeal.for_decider,
}

#: Nudges to the person for whom something waits: by row of model.md §6.
REMINDERS: Mapping[str, Draw] = {
    "N3": ended_contact.note,
    "N4": ended_contact.answer,
    "N5": ended_contact.support,
    "N6": debrief.offer,
    "N6L": debrief.offer,
    "N8": debrief.action,
    "N11": witness.request,
    "N15": named_online.to_share,
    "N16": named_online.choice,
    "N17": follow_ups.request,
    "N18A": restriction.question,
    "N20": sharing.to_read,
    "N22": restriction.review_coming,
    "N23": restriction.still_right,
    "N27": support_request.still_wanted,
    "N29": ended_contact.try_again,
    "N31": keeping.due,
    "N32": keeping.report,
    "NAME": others.name_someone,
}

#: Nudges to somebody besides the one for whom something waits: by lane and row.
BESIDES: Mapping[tuple[Lane, str], Draw] = {
    (Lane.LINE_MANAGER, "N8"): debrief.late_action,
    (Lane.LINE_MANAGER, "N20"): sharing.unread_in_team,
    (Lane.HANDLER, "N11"): witness.ask_in_person,
    (Lane.RECORDS_ADMIN, "N15"): register.not_shared,
    (Lane.HANDLER, "N17"): follow_ups.request,
}

#: What the management team and the chief executive are told of a matter that waits too long: by kind of record.
LATE: Mapping[str, Draw] = {"restriction": restriction.past_its_date, "appeal": appeal.waits_too_long}

#: What is told besides nudges: by `Notice.view`.
NEWS: Mapping[str, Draw] = {
    "outcome": ended_contact.outcome,
    "added": ended_contact.added,
    "restriction_outcome": restriction.outcome,
    "arranged": others.arranged,
    "support_answer": support_request.answered,
    "support_question": support_request.question,
    "support_heard": support_request.heard,
    "cover": support_request.cover,
    "booked": debrief.booked,
    "moved": others.has_moved,
    "not_heard": others.not_heard,
    "say": named_online.say,
    "found_again": named_online.found_again,
    "shared": named_online.shared,
    "recorded": contact_outside.decided,
    "not_recorded": contact_outside.ended,
    "unanswered": contact_outside.ended,
    "appeal_made": appeal.made,
    "suspension": appeal.suspension,
    "card": sharing.changed,
    "card_unreached": sharing.unreached,
    "police_view": police.view,
    "police_called": police.called,
    "police_added": police.added,
    "evidence": evidence.added,
}

#: That something was added, at the version of the record in `Notice.item`: no news to who has read it since.
ADDED = frozenset({"added", "found_again", "police_added", "police_called"})

#: Answers to somebody who reported or asked; what is in them may distress.
ANSWERS = frozenset({"outcome", "say", "restriction_outcome", "support_answer", "recorded"})

#: What is asked of somebody about what happened to them.
_GENTLE = frozenset({"police_view"})


def is_gentle(notice: Notice) -> bool:
    """Whether it may distress the one who gets it: never late in the day, on leave or in time away (model.md §5)."""
    return notice.view in ANSWERS | _GENTLE or (notice.kind in OWN_CHOICE | {"N11"} and notice.lane is Lane.REMIND)


#: The view of a copy by e-mail of the matter's own next step, besides the message in the chat (1.14.3).
BY_EMAIL = "by_email"


def platform(notice: Notice) -> str | None:
    """The platform by which alone it goes; None where any that reaches the person will do."""
    return EMAIL if notice.view == BY_EMAIL else None


def is_news(notice: Notice) -> bool:
    """Whether it is told also where nothing is left to do: not what only says that something waits, or is asked."""
    return notice.view not in {"nudge", "waiting", "police_view", BY_EMAIL}


#: The most lines of a digest; the rest is in the person's home.
DIGEST_LINES = 10


def drawing(notice: Notice, record: Record) -> Draw | None:
    """What draws this notice."""
    if isinstance(record, Erased):
        return keeping.gone
    if notice.view == BY_EMAIL:
        return _copy
    if notice.view != "nudge":
        # "waiting": the matter's own next step.
        return NEWS.get(notice.view) or HANDLER.get(record.kind)
    match notice.lane:
        case Lane.LINE_MANAGER | Lane.HANDLER | Lane.RECORDS_ADMIN:
            return BESIDES.get((notice.lane, notice.kind))
        case Lane.REMIND | Lane.PASS_ON:
            return REMINDERS.get(notice.kind) or HANDLER.get(record.kind)
        case _:
            return LATE.get(record.kind, others.waits_too_long)


def _copy(notice: Notice, record: Record, context: Context) -> Card | None:
    """The matter's own next step, with nothing to press."""
    draw = HANDLER.get(record.kind)
    found = draw(notice, record, context) if draw else None
    return without_buttons(found) if found else None


def card(notice: Notice, record: Record, context: Context) -> Card | None:
    """The message, or None where there is nothing to tell this person."""
    draw = drawing(notice, record)
    return draw(notice, record, context) if draw else None


def superseded(card: Card) -> Card:
    """What stands in place of an older message, once a newer one says it."""
    return Card(title=card.title, blocks=(Text("There is a newer message about this below."),), settled=True)


def digest(cards: Sequence[Card]) -> Card:
    """Several messages as one: a line each, with the one button that opens it. What is the same is said once."""
    cards = [card for n, card in enumerate(cards) if card not in cards[:n]]
    if len(cards) == 1:
        return cards[0]
    lines = [line for each in cards[:DIGEST_LINES] for line in _line(each)]
    if len(cards) > DIGEST_LINES:
        lines.append(Small(f"And {len(cards) - DIGEST_LINES} more: Harbour lists them under “Waiting for you”."))
    waiting = sum(1 for each in cards if not each.settled)
    title = "What waits for you today" if waiting else "Nothing waits for you here"
    return Card(title=title, blocks=tuple(lines), settled=not waiting)


def _line(each: Card) -> list[Block]:
    text = next((block.text for block in each.blocks if isinstance(block, Text)), "")
    line = f"{each.title}: {text}" if text else each.title
    opening = next((b for b in each.buttons() if b.label == "Open"), None)
    if opening is not None or not each.buttons():
        return [Item(line, opening)]
    return [Text(line), Buttons(each.buttons())]
