"""The measures of a restriction: their types, and the details each needs (R-1.8-3; 1.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Problem, lacking


class MeasureType(StrEnum):
    """Types of measure (R-1.8-3). There is no default and no total ban."""

    CHANNEL = "channel"
    NAMED_PERSON = "named_person"
    WITHHOLD_NAMES = "withhold_names"
    THIRD_PARTY = "third_party"
    TIME_OR_VOLUME = "time_or_volume"
    OTHER = "other"
    #: A limit on the use of the complaint process: never offered among the others (R-1.11-2).
    COMPLAINT_PROCESS = "complaint_process"


class Channel(StrEnum):
    """Channels a measure affects; they decide which staff are told (R-1.14.2-4, -5)."""

    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    SOCIAL_MEDIA = "social_media"
    IN_PERSON = "in_person"
    LETTER = "letter"


#: Types of measure that name the channels they affect.
BY_CHANNEL = (MeasureType.CHANNEL, MeasureType.TIME_OR_VOLUME)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure with its one parameter: which channel, which person, how often."""

    type: MeasureType
    detail: str
    #: Channels it affects, if its type asks for them (`BY_CHANNEL`).
    channels: tuple[Channel, ...] = ()
    #: The exceptional circumstances, for a limit on the use of the complaint process (R-1.11-2).
    exceptional: str = ""


def limit_of(measures: Iterable[Measure]) -> Measure | None:
    """Return the limit on the use of the complaint process, if it is among these."""
    return next((m for m in measures if m.type is MeasureType.COMPLAINT_PROCESS), None)


def missing_measures(measures: tuple[Measure, ...]) -> dict[str, Problem]:
    """Return the missing answers, by `measures`, `detail_…`, `channels_…` and `exceptional`."""
    details = {f"detail_{m.type}": m.detail for m in measures}
    channels = {f"channels_{m.type}": m.channels for m in measures if m.type in BY_CHANNEL}
    limit = limit_of(measures)
    return lacking(measures=measures, **details, **channels, exceptional=limit is None or limit.exceptional)


def touches_contact(measures: tuple[Measure, ...], *, contact_by: str, adjustments: str) -> bool:
    """True if a measure may affect the individual's preferred contact, or an adjustment (R-1.5-2).

    Both are free text, so every measure on contact counts: too often is better than never.
    """
    recorded = bool(contact_by or adjustments)
    return recorded and any(m.type is not MeasureType.WITHHOLD_NAMES for m in measures)
