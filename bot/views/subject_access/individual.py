"""An individual as they are known here, for a request of their own: nobody else reads it so."""

from __future__ import annotations

from bot.chat.cards import Block, Card, Facts, Heading
from bot.records.individual import Individual
from bot.views import wording
from bot.views.context import Context


def whole(record: Individual, context: Context) -> Card:
    """Every description of them, with who wrote it, and their needs."""
    written = [(context.name(record.origin.by), record.display)]
    written += [(context.name(name.by), name.words) for name in record.names]
    known = (("Relationship", record.relationship.value.replace("_", " ")), *written)
    blocks: list[Block] = [Heading("How they are described, and by whom"), Facts(known)]
    for need in record.needs:
        facts = (("Help in contact", need.adjustments), ("Preferred contact", need.contact_by))
        by = f"Noted by {context.name(need.by)}, {context.moment(need.at)}"
        blocks += [Heading(by), Facts(tuple((label, value) for label, value in facts if value))]
    return Card(title=f"Individual {record.ref}", blocks=(*blocks, wording.section("1.5")))
