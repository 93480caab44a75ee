"""Messages about a restriction: a request and a time, never the individual or the reasons."""

from __future__ import annotations

from bot.chat.cards import Button, Card
from bot.ports import Notice
from bot.records.restriction import reviews
from bot.records.restriction.record import Restriction, State
from bot.views.context import Context
from bot.views.notices.common import name_another
from bot.views.notices.pointer import cannot_take, closed, moved, opens, pointer
from bot.views.restriction import looks as restriction_looks
from bot.views.restriction.review import TOLD_ON_APPEAL

#: Working days until a decision moves on (N18), and from the reminder of a review to its day (N21).
DECIDE_WITHIN = 3
REVIEW_AHEAD = 20

OVERDUE = "This review is past its date. It has not lapsed and has not been extended. A decision is needed."


def for_decider(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the handler: the next step."""
    if record.handler != context.reader:
        return moved(record)
    opening = Button(label="Open", action="restriction.open", about=record.id)
    if record.told_with_appeal:
        how = "Lifted" if record.stage is State.LIFTED else "Varied"
        return pointer(f"{how} on appeal · {record.ref}", f"{TOLD_ON_APPEAL}{_share(record)}", opening)
    match record.stage:
        case State.PROPOSED:
            return _to_decide(record, context)
        case State.MORE_ASKED:
            return pointer(f"You asked for more · {record.ref}", "Nothing to do until the answer comes.", opening)
        case State.APPROVED:
            # Measures that are active for safety have started already.
            starts = "What was approved applies" if record.applies else "It starts"
            text = f"{starts} when the individual has been told. Please record when and how, or why not."
            if record.sharing_due:
                text = f"{starts} once those who need to know have been decided on, and the individual has been told."
            return pointer(f"Approved · {record.ref}", text, opens(record, "restriction.open"))
        case State.ACTIVE:
            return _in_force(record, context)
        case State.NOT_APPROVED | State.LIFTED | State.ENDED:
            return _over(record)


def _over(record: Restriction) -> Card:
    """Message that no measure applies any more; the individual may still have to be told."""
    outcomes = {State.NOT_APPROVED: "Not taken forward", State.LIFTED: "Lifted"}
    outcome = outcomes.get(record.stage, "Ended, because the service has ended")
    if record.waits_for_telling:
        text = f"Please record when and how the individual was told.{_share(record)}"
        return pointer(f"{outcome} · {record.ref}", text, opens(record, "restriction.open"))
    if record.sharing_due:
        return pointer(f"{outcome} · {record.ref}", _SHARE, opens(record, "restriction.open"))
    reading = Button(label="Open", action="restriction.open", about=record.id)
    return closed(record, f"{outcome}. Nothing more to do.", reading)


def left(record: Restriction) -> str:
    """Steps still due after the decision, for the waiting list; empty if none."""
    to_tell = record.stage is State.APPROVED or record.retell
    match (record.sharing_due, to_tell):
        case (True, True):
            return "Who needs to know is to be decided, and the individual told"
        case (True, False):
            return "Who needs to know is to be decided"
        case (False, True):
            return "The individual is to be told"
        case _:
            return ""


_SHARE = "Please decide who needs to know of it for their work."


def _share(record: Restriction) -> str:
    return f" {_SHARE}" if record.sharing_due else ""


def _to_decide(record: Restriction, context: Context) -> Card:
    calendar = context.policy.calendar
    day = calendar.working_days_from(calendar.day_of(record.assigned.since), DECIDE_WITHIN)
    when = f"by {context.day(day)}" if day >= context.today else "as soon as you can"
    urgent = " The measures are active already, for safety." if record.protection else ""
    urgent += _share(record)
    return pointer(
        f"A restriction is waiting for your decision · {record.ref}",
        f"Please read it and decide {when}.{urgent}",
        opens(record, "restriction.open"),
        Button(label="Approve", action="restriction.approve", about=record.id),
        Button(label="Deny", action="restriction.deny", about=record.id),
        cannot_take(record),
    )


def _in_force(record: Restriction, context: Context) -> Card:
    opening = opens(record, "restriction.open")
    if record.waits_for_telling:
        what = "that there is a review" if record.review_just_set else "how the review ended"
        text = f"Please record when and how the individual was told {what}.{_share(record)}"
        return pointer(f"The individual is to be told · {record.ref}", text, opening)
    if reviews.overdue(record, context.today):
        return pointer(f"A review is past its date · {record.ref}", _while_heard(record) + OVERDUE, opening)
    # Counted back from the review like its reminders, since it may be on a day that is not worked.
    if record.due and context.policy.calendar.working_days_from(record.due, -REVIEW_AHEAD) <= context.today:
        when = f"{record.ref} is due for review on {context.day(record.due)}."
        text = f"{_while_heard(record)}{when} Start from: can this be lifted?"
        return pointer(f"A review is coming · {record.ref}", text, opening)
    if record.sharing_due:
        return pointer(f"A step is waiting · {record.ref}", _SHARE, opening)
    until = f" until its review on {context.day(record.due)}" if record.due else ""
    if record.suspension is not None:
        return closed(record, f"Suspended while an appeal is heard. Nothing to do{until}.", opening)
    return closed(record, f"In force. Nothing to do{until}.", opening)


def _while_heard(record: Restriction) -> str:
    return "" if record.suspension is None else "Suspended while an appeal is heard; its reviews go on. "


def review_coming(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the handler: the individual can be told of the coming review (N22). It is optional."""
    if record.handler != context.reader:
        return moved(record)
    opening = opens(record, "restriction.open")
    if not restriction_looks.is_coming(record, context):
        return closed(record, "There is nothing to do here now.", opening)
    text = "The individual can hear that the review is coming, if that helps. You can as well leave it out."
    return pointer(f"A review is coming · {record.ref}", text, opening, *restriction_looks.buttons(record))


def still_right(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the management team and the chief executive: no review is set, and nobody has looked for a year (N23)."""
    if not reviews.asks_whether_right(record, context.today):
        return closed(record, "This has been looked at.")
    opening = opens(record, "restriction.open")
    look = Button(label="Is this still right?", action=f"form:{restriction_looks.LOOK}", about=record.id)
    text = "It is in force without a review, and nobody has looked for a year whether that is still right."
    return pointer(f"Is this still right? · {record.ref}", text, opening, look)


def question(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the proposer: a question from the decider."""
    if record.stage is not State.MORE_ASKED:
        return closed(record, "Answered. Thank you.")
    text = "Your manager would like to know a little more before deciding."
    return pointer(f"A question for you · {record.ref}", text, opens(record, "restriction.question"))


def outcome(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the person who suggested or proposed it: there is a decision."""
    reading = Button(label="Open", action="restriction.outcome", about=record.id)
    return closed(record, "There is an answer to what you asked for.", reading)


def came(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the person who suggested or proposed it: there is a result since (R-1.13-5)."""
    reading = Button(label="Open", action="restriction.outcome", about=record.id)
    return closed(record, "There is news of what you asked for.", reading)


def past_its_date(notice: Notice, record: Restriction, context: Context) -> Card:
    """To the management team and the chief executive: a matter that has waited too long."""
    if notice.kind == "confirm_restriction":
        return still_right(notice, record, context)
    opening = Button(label="Open", action="restriction.open", about=record.id)
    if reviews.overdue(record, context.today):
        return pointer(f"A review is past its date · {record.ref}", OVERDUE, opening, name_another(record))
    if record.stage in (State.PROPOSED, State.MORE_ASKED):
        text = "It has waited past its time. Please see that somebody can take it."
        return pointer(f"A decision is waiting · {record.ref}", text, opening, name_another(record))
    if record.listed:
        text = "A step is still to be taken with it. Please see that somebody can take it."
        return pointer(f"A step is waiting · {record.ref}", text, opening, name_another(record))
    return closed(record, "This has been dealt with.")
