"""Examples of lines about earlier reports with the same reference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.ports import Summary
from bot.records.base import RecordId
from bot.views.earlier import lines as earlier
from bot.views.ended_contact import reading as ended_contact
from bot.views.examples import people
from bot.views.follow_ups import correspondence
from bot.views.follow_ups import samples as follow_ups_records
from bot.views.restriction import reading as restriction
from bot.views.restriction.examples.states import proposed


def _summary(kind: str, ref: str, at: datetime, parent: str | None = None) -> Summary:
    return Summary(
        id=RecordId(f"id-{ref}"),
        ref=ref,
        kind=kind,
        state="closed",
        parent=None if parent is None else RecordId(f"id-{parent}"),
        created_at=at,
        due=None,
        is_open=False,
    )


def _found() -> tuple[Summary, ...]:
    months = [people.NOW - timedelta(days=30 * n) for n in range(1, 4)]
    return (
        _summary("contact_outside", "CO-0002", months[0]),
        _summary("restriction", "RS-0003", months[1], "EC-0017"),
        _summary("ended_contact", "EC-0017", months[2]),
    )


def _report(found: tuple[Summary, ...]) -> Card:
    context = people.context(people.MORAG)
    return ended_contact.for_manager(
        people.discussed(), people.individual(), (), context, earlier=earlier.noted(found, context)
    )


def _perhaps() -> Card:
    context, record = people.context(people.MORAG), people.discussed()
    asked = earlier.perhaps(record, people.individual(), context)
    return ended_contact.for_manager(record, people.individual(), (), context, earlier=asked)


def _restriction() -> Card:
    context = people.context(people.MORAG)
    return restriction.for_decider(
        proposed(), people.individual(), (), context, decides=True, earlier=earlier.noted(_found(), context)
    )


def _correspondence() -> Card:
    context = people.context(people.MORAG)
    return correspondence.card(follow_ups_records.opened(), context, earlier=earlier.noted(_found(), context))


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "earlier/ended contact": lambda: _report(_found()),
    "earlier/ended contact, none": lambda: _report(()),
    "earlier/ended contact, many": lambda: _report(
        tuple(_summary("ended_contact", f"EC-{n:04d}", people.NOW) for n in range(51))
    ),
    "earlier/ended contact, perhaps the same": _perhaps,
    "earlier/restriction": _restriction,
    "earlier/correspondence": _correspondence,
}
