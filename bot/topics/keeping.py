"""Retention of records, and the quarterly report (model.md §6, §8, §9)."""

from __future__ import annotations

from bot.flows.keeping import quarter, retention
from bot.records.erased import Erased
from bot.records.keeping.quarter import Quarter
from bot.records.keeping.retention import RetentionList
from bot.topics.kind import Kind, Told, Topic
from bot.views.keeping import notices
from bot.words import Words

ERASED = Kind(record=Erased, words=Words(called="erased"))
LIST = Kind(record=RetentionList, nudges={"review_retention": Told(remind=notices.due)})
QUARTER = Kind(record=Quarter, nudges={"read_quarter": Told(remind=notices.report)})

TOPIC = Topic(kinds=(ERASED, LIST, QUARTER), actions={**retention.ACTIONS, **quarter.ACTIONS}, forms=retention.FORMS)
