"""Parts of a home that depend on roles. Counts, references and states; no individual, no words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.cards import Block, Button, Buttons, Card, Heading, Item, Text
from bot.records.keeping.quarter import Quarter
from bot.views.context import Context
from bot.views.keeping import quarter, retention
from bot.views.matters import dialogs as matters
from bot.views.register import dialogs as register
from bot.views.subject_access import dialogs as subject_access

#: The number of lines shown in each part of a home; the rest opens with "Show all".
MOST = 10

MANAGEMENT_LIST = "home.management_list"
APPEALS = "home.appeals"
OVERDUE = "home.overdue"
CARDS = "home.cards"


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Work that waits for the reader's roles; None if the role is not theirs."""

    #: True if they manage anybody, and so have matters of their own.
    manages: bool = False
    #: The number of matters on the management team's list, up to one more than is shown.
    listed: int | None = None
    #: The number of open appeals that they have to decide.
    appeals: int | None = None
    #: The number of restrictions past their review.
    overdue: int | None = None
    #: The cards that they hold, at most one more than is shown.
    cards: tuple[Item, ...] = ()
    #: The number of records due for a look, for the records administrator.
    due: int = 0
    #: The report of the last quarter, for its readers.
    report: Quarter | None = None


def parts(lists: Lists, context: Context) -> list[Block]:
    """Parts of a home for the reader's roles; empty without a role."""
    return [
        *_cards(lists.cards),
        *(matters.offered() if lists.manages else []),
        *_appeals(lists.appeals, lists.overdue),
        *_management(lists.listed),
        *register.offered(context),
        *subject_access.offered(context),
        *retention.offered(lists.due),
        *(quarter.offered(lists.report) if lists.report is not None else ()),
    ]


def _cards(items: tuple[Item, ...]) -> list[Block]:
    if not items:
        return []
    return [Heading("Your cards"), *items[:MOST], *_all(len(items), CARDS)]


def _all(count: int, action: str) -> list[Block]:
    return [Buttons((Button(label="Show all", action=action),))] if count > MOST else []


def _appeals(appeals: int | None, overdue: int | None) -> list[Block]:
    """Lines for the chief executive: appeals to decide, and reviews that are overdue."""
    lines: list[Block] = []
    if appeals:
        text = "One appeal is with you." if appeals == 1 else f"{appeals} appeals are with you."
        lines.append(Item(text, Button(label="Open", action=APPEALS)))
    if overdue:
        text = (
            "One restriction is past its review." if overdue == 1 else f"{overdue} restrictions are past their review."
        )
        lines.append(Item(text, Button(label="Open", action=OVERDUE)))
    if overdue == 0 and not appeals:
        lines.append(Text("No appeal is open, and no review is overdue."))
    return [Heading("Appeals and reviews"), *lines] if lines else []


def _management(listed: int | None) -> list[Block]:
    if not listed:
        return []
    if listed == 1:
        text = "One matter has waited past its time."
    else:
        count = f"More than {MOST}" if listed > MOST else str(listed)
        text = f"{count} matters have waited past their time."
    return [Heading("For the management team"), Item(text, Button(label="Open", action=MANAGEMENT_LIST))]


def management_list(items: tuple[Item, ...], *, more: Button | None) -> Card:
    """The management team's list: references, what each waits for, and since when (model.md §6)."""
    lead = Text("These have waited past their time. Please see that somebody can take them.")
    if not items:
        return Card(title="Management team", blocks=(Text("Nothing waits."),))
    ways = () if more is None else (Buttons((more,)),)
    return Card(title="Management team", blocks=(lead, *items, *ways))
