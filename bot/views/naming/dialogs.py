"""Naming the handler of a matter for which nobody is left (model.md §3)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Button, Buttons, Card, Look, Text
from bot.chat.events import Values
from bot.chat.forms import Form, PeopleField
from bot.people import PersonId
from bot.records.assignment import Assigned
from bot.views import wording
from bot.views.context import Context

NAME = "naming.name"

#: The same sentence for every reason, so that it does not reveal anybody's part in the matter.
CANNOT = (
    "They cannot take this one: they may be away, manage nobody, or be too close to it. Please choose somebody else."
)

TEAM_ONLY = "This one is for the management team: please choose one of its members."

TO = PeopleField(
    id="to",
    because="1.12.1: if not available, another manager",
    read_by="Harbour: it goes to them alone",
    label="Who should handle it?",
    most=1,
    required=True,
    missing="Please choose one person.",
)


def name(record: Assigned, values: Values) -> Form:
    """Form to name the handler, without access to the record itself."""
    return Form(
        name=NAME,
        title="Name someone",
        about=record.id,
        body=(
            Text(f"{_why(record)} Please name one person: they alone will read it."),
            replace(TO, hint=f"{_among(record)} who is at work now. It may be you."),
            wording.section("1.8", "1.12.1"),
        ),
        submit="Name them",
        values=values,
    )


def _among(record: Assigned) -> str:
    return "A member of the management team" if record.for_management_team else "A manager"


def _why(record: Assigned) -> str:
    if record.needs_naming and record.for_management_team:
        return f"{record.ref} is for one of the management team alone."
    if record.needs_naming:
        return f"Nobody in the usual line can take {record.ref}."
    return f"{record.ref} has waited too long with the manager who has it."


def named(record: Assigned, to: PersonId, context: Context) -> Card:
    """Confirmation for the person who named the handler."""
    who = "you" if to == context.reader else context.name(to)
    told = "It is on its way to you." if to == context.reader else "They have been told that it waits for them."
    opening = Button(label="Open", action=context.words[record.kind].opens, about=record.id, look=Look.PRIMARY)
    text = Text(f"Thank you. {record.ref} lies with {who} now. {told}")
    return Card(title=record.ref, blocks=(text, Buttons((opening,))) if to == context.reader else (text,))
