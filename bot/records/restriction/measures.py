"""The measures of a restriction: what each is, and what it has to say (R-1.8-3; 1.11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: What to say where it is not known which channels a measure touches.
CHANNELS = "Please tick which channels it touches: it decides who may need to know."


#: The id of the question whether it is about the complaint process itself.
LIMITS = "about_complaints"

#: What to say where it is not known what exactly a measure is.
WHAT_EXACTLY = "Please say what exactly: which channel, whom, when or how often."

#: What to ask of a limit on the use of the complaint process.
EXCEPTIONAL = "Please say which exceptional circumstances there are. Complaining again, or often, is none."


class MeasureType(StrEnum):
    """What a restriction can do (R-1.8-3). There is no default and no total ban."""

    CHANNEL = "channel"
    NAMED_PERSON = "named_person"
    WITHHOLD_NAMES = "withhold_names"
    THIRD_PARTY = "third_party"
    TIME_OR_VOLUME = "time_or_volume"
    OTHER = "other"
    #: A limit on the use of the complaint process: never offered among the others (R-1.11-2).
    COMPLAINT_PROCESS = "complaint_process"


class Channel(StrEnum):
    """What a measure about the way of contact touches: who meets it at work follows from that (R-1.14.2-4, -5)."""

    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    SOCIAL_MEDIA = "social_media"
    IN_PERSON = "in_person"
    LETTER = "letter"


#: The measures that say which channels they touch.
BY_CHANNEL = (MeasureType.CHANNEL, MeasureType.TIME_OR_VOLUME)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure with its one parameter: which channel, which person, how often."""

    type: MeasureType
    detail: str
    #: Which channels it touches, where its type asks for that (`BY_CHANNEL`).
    channels: tuple[Channel, ...] = ()
    #: The exceptional circumstances, for a limit on the use of the complaint process (R-1.11-2).
    exceptional: str = ""


def limit_of(measures: Iterable[Measure]) -> Measure | None:
    """The limit on the use of the complaint process, where there is one among these."""
    return next((m for m in measures if m.type is MeasureType.COMPLAINT_PROCESS), None)


def missing_measures(measures: tuple[Measure, ...]) -> dict[str, str]:
    """A sentence for each thing that is not there, by `measures`, `detail_…`, `channels_…` and `exceptional`."""
    errors = {} if measures else {"measures": "Please choose at least one measure."}
    errors |= {f"detail_{m.type}": WHAT_EXACTLY for m in measures if not m.detail}
    errors |= {channels_field(m.type): CHANNELS for m in measures if m.type in BY_CHANNEL and not m.channels}
    limit = limit_of(measures)
    return errors | ({"exceptional": EXCEPTIONAL} if limit is not None and not limit.exceptional else {})


def channels_field(type_: MeasureType) -> str:
    """The id of the question which channels a measure touches."""
    return f"channels_{type_.value}"


def touches_contact(measures: tuple[Measure, ...], *, contact_by: str, adjustments: str) -> bool:
    """True if a measure may change how the individual asked to be contacted, or an adjustment (R-1.5-2).

    Both are words, so every measure about the way of contact counts: too often is better than never.
    """
    recorded = bool(contact_by or adjustments)
    return recorded and any(m.type is not MeasureType.WITHHOLD_NAMES for m in measures)
