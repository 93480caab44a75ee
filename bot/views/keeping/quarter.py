"""The way to the quarterly report, and a report from before its counts were kept (`bot.views.keeping.report`)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.chat.cards import Block, Button, Card, Facts, Heading, Item, Small, Text
from bot.records.keeping.quarter import Quarter, Tally, Topic
from bot.records.keeping.telling import LEAST
from bot.views import wording
from bot.views.context import Context
from bot.views.ended_contact import labels
from bot.views.keeping.report.card import OPEN
from bot.views.keeping.small_counts import FEW, cell, part_of, parted

_HEADING = {
    Topic.CONTACTS: "Ended contacts",
    Topic.DEBRIEFS: "Conversations offered",
    Topic.RESTRICTIONS: "Restrictions in force",
    Topic.APPEALS: "Appeals",
    Topic.POLICE: "Decisions about the police",
    Topic.NAMED_ONLINE: "Colleagues named publicly",
    Topic.SUPPORT: "Requests for support",
}

#: The time that something took, by topic.
_MEDIAN = {
    Topic.APPEALS: "Days to a decision, in the middle",
    Topic.POLICE: "Hours to a decision, in the middle",
    Topic.NAMED_ONLINE: "Hours until the person was told, in the middle",
}

#: Labels of the counts, by the name of a fact.
_WORDS: Mapping[str, str] = {
    **{value.value: label for value, label in labels.CHANNEL.items()},
    **{f"reason_{value.value}": label for value, label in labels.REASON.items()},
    "threat": "with a threat",
    "injury": "with an injury",
    "zero_tolerance": "zero tolerance",
    "wanted": "wanted",
    "held": "held",
    "agreed": "actions agreed",
    "done": "of these, done",
    "new": "new in the quarter",
    "lifted": "lifted in the quarter",
    "overdue": "past their review",
    "no_review": "without a review, for a reason",
    "undecided": "not decided yet",
    "uphold": "upheld as it was",
    "vary": "varied",
    "lift": "lifted",
    "report": "told to the police",
    "not_report": "not told to the police",
    "already": "reported already",
    "nothing": "about no restriction",
    "answered": "answered",
}


def offered(record: Quarter) -> list[Block]:
    """Line in the home of those who may read the report."""
    return [Item("The report of the last quarter.", Button(label="Open", action=OPEN, about=record.id))]


def report(record: Quarter, context: Context) -> Card:
    """The whole of it. No names, no rates per person, and no cell from which anybody could be identified."""
    first, last = context.day(record.first), context.day(record.last)
    lead = (
        f"From {first} to {last}, as it stood on {context.day_of(record.origin.at)}. "
        f"Counts under {LEAST}, and what would give them away, are not told."
    )
    blocks: list[Block] = [Text(lead)]
    for topic in Topic:
        blocks += _topic(topic, record.totals.get(topic, Tally()))
    blocks += [Small("A number here says how often something was reported, not how often it happened."), _section()]
    return Card(title=f"Report of the quarter {record.ref}", blocks=tuple(blocks))


def _topic(topic: Topic, tally: Tally) -> list[Block]:
    whole, parts = parted(tally.parts) if tally.parts else (cell(tally.of), {})
    if topic is Topic.NAMED_ONLINE and tally.of < LEAST:
        # As with small counts, it does not reveal if there was one at all.
        return [Heading(f"{_HEADING[topic]}: {FEW}")]
    facts = [(_words(name), count) for name, count in parts.items() if count != "0"]
    if tally.of >= LEAST:
        facts += [(_words(name), part_of(count, tally.of)) for name, count in tally.flags.items()]
    facts += [(_words(name), cell(count)) for name, count in tally.besides.items()]
    if tally.median is not None and tally.measured >= LEAST:
        facts.append((_MEDIAN[topic], str(tally.median)))
    return [Heading(f"{_HEADING[topic]}: {whole}"), *((Facts(tuple(facts)),) if facts else ())]


def _words(name: str) -> str:
    words = _WORDS.get(name, name.replace("_", " "))
    return f"{words[0].upper()}{words[1:]}"


def _section() -> Small:
    return wording.section("1.14.1", "1.15")
