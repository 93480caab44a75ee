"""The individual to whom records refer (model.md §2, policy 1.2, 1.5)."""

from __future__ import annotations

from bot.records.individual import Individual
from bot.topics.kind import Kind, Topic

TOPIC = Topic(kinds=(Kind(record=Individual),))
