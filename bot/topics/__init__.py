"""The topics of the policy, each described once in a file of its own, from which all tables of kinds are made.

A new topic adds its line here and nothing elsewhere. A missing part fails when this is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from bot.flows.documents.drawing import Draws
from bot.policy import packaged_nudges
from bot.records.base import Record
from bot.topics import (
    appeal,
    contact_outside,
    debrief,
    ended_contact,
    evidence,
    follow_ups,
    individual,
    keeping,
    named_online,
    police,
    restriction,
    sharing,
    subject_access,
    support_request,
    time_away,
)
from bot.topics.kind import Kind, Topic
from bot.words import Words

#: In the order in which a record's children are listed.
TOPICS: tuple[Topic, ...] = (
    ended_contact.TOPIC,
    named_online.TOPIC,
    contact_outside.TOPIC,
    police.TOPIC,
    restriction.TOPIC,
    debrief.TOPIC,
    time_away.TOPIC,
    support_request.TOPIC,
    sharing.TOPIC,
    follow_ups.TOPIC,
    appeal.TOPIC,
    evidence.TOPIC,
    individual.TOPIC,
    subject_access.TOPIC,
    keeping.TOPIC,
)

#: Every kind of record.
KINDS: Mapping[str, Kind] = {kind.record.kind: kind for topic in TOPICS for kind in topic.kinds}
RECORDS: Mapping[str, type[Record]] = {name: kind.record for name, kind in KINDS.items()}
WORDS: Mapping[str, Words] = {name: kind.words for name, kind in KINDS.items() if kind.words is not None}
#: Draws a record for a document, by kind.
WHOLE: Draws = {name: draw for name, kind in KINDS.items() if (draw := kind.whole or kind.read) is not None}

#: The nudge to name somebody, for any matter with which nobody is left.
NAME = "name_handler"


def check_nudges(told: Set[str], rows: Set[str]) -> None:
    """Raise TypeError if a topic has a nudge without a row in the policy, or the other way round."""
    missing = [f"bot/policy.toml has no row [nudges.{nudge}]" for nudge in sorted(told - rows)]
    missing += [f"no topic has {nudge} among its nudges" for nudge in sorted(rows - told)]
    if missing:
        raise TypeError(f"Each nudge is told in bot/topics and timed in bot/policy.toml: {'; '.join(missing)}.")


check_nudges({row for kind in KINDS.values() for row in kind.nudges} | {NAME}, packaged_nudges())
