"""A restriction between its decisions (policy 1.8; model.md §6, N22 and N23).

Is it still right without a review? Has the individual been told of the coming review?
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.chat.cards import Block, Button, Buttons, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import Body, Form, chosen, options
from bot.records.restriction import reviews
from bot.records.restriction.parts import Reviewing
from bot.records.restriction.record import Restriction
from bot.views import wording
from bot.views.context import Context
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields
from bot.views.restriction.story import measure_facts

LOOK = "restriction.look"
ANNOUNCED = "restriction.announced"

#: The number of working days before a review from which the individual can be told of it (N22).
ANNOUNCE_AHEAD = 15

STILL_RIGHT = {
    Reviewing.NONE: "Yes, it is still right, because…",
    Reviewing.ON_A_DAY: "No, there is to be a review",
}

_TOLD = "told"
_LEFT_OUT = "skip"

STILL_RIGHT_NOW = replace(
    fields.REVIEWING,
    label="Is it still right that there is no review?",
    options=options(STILL_RIGHT),
    required=True,
    missing="Please choose one of the two.",
)
LOOK_REASONS = replace(fair.REASONS, label="Why?", missing="Please give the reason in words.")


# -- without a review --------------------------------------------------------------------------------------


def asks(record: Restriction, context: Context) -> list[Block]:
    """Question to the management team, while it is open."""
    if not reviews.asks_whether_right(record, context.today):
        return []
    button = Button(label="Is this still right?", action=f"form:{LOOK}", about=record.id)
    return [Text("Nobody has looked for a year whether it is still right without a review."), Buttons((button,))]


def look(record: Restriction, values: Values, context: Context, *, extra: str) -> Form:
    """Check that the reason for no review still holds; or set a day for one (R-1.8-9)."""
    known: Values = {**fields.review_values(record.review, context), STILL_RIGHT_NOW.id: None, **values}
    on_a_day = Reviewing.ON_A_DAY in chosen(known, STILL_RIGHT_NOW)
    body: Body = [
        *measure_facts(record.case.measures),
        Small("Why there is no review"),
        Quote(_why(record)),
        STILL_RIGHT_NOW,
        LOOK_REASONS,
        *(_review(context) if on_a_day else []),
        wording.section("1.8"),
    ]
    return Form(
        name=LOOK,
        title="Is this still right?",
        about=record.id,
        extra=extra,
        body=tuple(body),
        values=known,
        submit="Save",
    )


def _why(record: Restriction) -> str:
    """Latest reason for having no review."""
    again = [each.reasons for each in record.looks if each.plan is None]
    return again[-1] if again else record.review.none_because if record.review else ""


def _review(context: Context) -> Body:
    return [fields.review_on(context), fields.SOONER_IF, Text("The individual is told of it, and the day.")]


# -- a review is coming --------------------------------------------------------------------------------------


def is_coming(record: Restriction, context: Context) -> bool:
    """True if the review is near, and nobody has noted yet if the individual was told of it."""
    if record.due is None or not record.to_announce or reviews.overdue(record, context.today):
        return False
    return context.policy.calendar.working_days_from(record.due, -ANNOUNCE_AHEAD) <= context.today


def announcing(record: Restriction, context: Context) -> list[Block]:
    """Suggestion to tell the individual of the coming review, with two equally good answers (N22)."""
    if not is_coming(record, context):
        return []
    text = "The individual can hear that the review is coming, and be asked what they would like. That is up to you."
    return [Text(text), Buttons(buttons(record))]


def buttons(record: Restriction) -> tuple[Button, ...]:
    """Two answers: told, or left out."""
    return (_button("They have heard of it", _TOLD, record), _button("Skip", _LEFT_OUT, record))


def _button(label: str, answer: str, record: Restriction) -> Button:
    day = record.due.isoformat() if record.due else ""
    return Button(label=label, action=ANNOUNCED, about=record.id, extra=f"{answer}.{day}", look=Look.PLAIN)


def carried(extra: str) -> tuple[bool | None, date | None]:
    """True if they have been told, and the day of the review, from a button; twice None if invalid."""
    answer, _, day = extra.partition(".")
    if answer not in (_TOLD, _LEFT_OUT):
        return None, None
    try:
        return answer == _TOLD, date.fromisoformat(day)
    except ValueError:
        return None, None
