"""Earlier reports with the same reference: number, kinds and months, for the decider only (model.md §6).

No names, no order except by date, and no automatic consequence.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.cards import Block, Button, Buttons, Small, Text
from bot.ports import Summary
from bot.records.base import Record
from bot.records.individual import Individual
from bot.views.context import Context

#: The most that are listed individually, and the most that are counted.
MOST_TOLD = 10
MOST_COUNTED = 50

_NOTHING_FOLLOWS = "A number decides nothing by itself."


def noted(found: Sequence[Summary], context: Context, *, has_reference: bool = True) -> tuple[Block, ...]:
    """Blocks for the decider's page. Records that belong to a report are listed with it and not counted separately."""
    ids = {each.id for each in found}
    reports = [each for each in found if each.parent not in ids]
    count = f"more than {MOST_COUNTED}" if len(found) > MOST_COUNTED else str(len(reports) or "none")
    whom = "reference" if has_reference else "individual"
    lead = Text(f"Earlier reports about this {whom}: {count}. {_NOTHING_FOLLOWS}")
    if not reports:
        return (lead,)
    told = "; ".join(_told(each, found, context) for each in reports[:MOST_TOLD])
    more = "; and more" if len(reports) > MOST_TOLD else ""
    return lead, Small(f"{told[0].upper()}{told[1:]}{more}. You alone are shown this, to decide.")


# -- perhaps the same ------------------------------------------------------------------------------------


def the_same(kind: str) -> str:
    """Name of the action "the same individual", for this kind of record."""
    return f"{kind}.same"


def another(kind: str) -> str:
    """Name of the action "somebody else", for this kind of record."""
    return f"{kind}.another"


def perhaps(record: Record, other: Individual, context: Context) -> tuple[Block, ...]:
    """Question to the decider if the same name was given before: nothing is linked without their answer."""
    month = context.policy.calendar.month_words(context.policy.calendar.day_of(other.origin.at))
    text = (
        f"Somebody was written down as “{other.display}” in {month}. Is it the same individual? "
        "Nothing is joined unless you say so, and you alone are asked."
    )
    yes = Button(label="The same individual", action=the_same(record.kind), about=record.id, extra=other.id)
    no = Button(label="Somebody else", action=another(record.kind), about=record.id, extra=other.id)
    return Text(text), Buttons((yes, no))


def _told(report: Summary, found: Sequence[Summary], context: Context) -> str:
    grew = [each for each in found if each.parent == report.id]
    also = f", and a {context.words[grew[0].kind].called} that grew out of it" if grew else ""
    day = context.policy.calendar.day_of(report.created_at)
    return f"{context.words[report.kind].called}, {context.policy.calendar.month_words(day)}{also}"
