"""The labels of a restriction, in the order of the forms; and its measures in words."""

from __future__ import annotations

from collections.abc import Collection

from bot.records.restriction import measures, parts

MEASURE = {
    measures.MeasureType.CHANNEL: "Contact by certain channels only",
    measures.MeasureType.NAMED_PERSON: "Contact with a named person only",
    measures.MeasureType.TIME_OR_VOLUME: "Limits on time or volume of contact",
    measures.MeasureType.THIRD_PARTY: "Contact through an advocate or another third party",
    measures.MeasureType.WITHHOLD_NAMES: "Staff names or direct details are not given",
    measures.MeasureType.OTHER: "Another measure",
    measures.MeasureType.COMPLAINT_PROCESS: "A limit on the use of the complaint process",
}

#: The measures on offer, without a limit on the use of the complaint process (R-1.11-2).
OFFERED = {type_: words for type_, words in MEASURE.items() if type_ is not measures.MeasureType.COMPLAINT_PROCESS}

MEASURE_DETAIL = {
    measures.MeasureType.CHANNEL: "How can they be in contact instead?",
    measures.MeasureType.NAMED_PERSON: "Who is the named person?",
    measures.MeasureType.TIME_OR_VOLUME: "When, how long or how often?",
    measures.MeasureType.THIRD_PARTY: "Through whom?",
    measures.MeasureType.WITHHOLD_NAMES: "Which names or details, and what stands instead?",
    measures.MeasureType.OTHER: "What is the measure?",
}

#: The question about the channels that a measure affects, by its type; and the channels.
TOUCHES = {
    measures.MeasureType.CHANNEL: "Which channels does it close or change?",
    measures.MeasureType.TIME_OR_VOLUME: "On which channels does the limit apply?",
}

TOUCHED = {
    measures.Channel.PHONE: "Phone",
    measures.Channel.EMAIL: "Email",
    measures.Channel.WEB: "Web forms and our website",
    measures.Channel.SOCIAL_MEDIA: "Social media",
    measures.Channel.IN_PERSON: "In person",
    measures.Channel.LETTER: "Letter",
}


def without(channels: Collection[measures.Channel]) -> str:
    """Default words for closing these channels; empty if all are closed."""
    if not set(TOUCHED) - set(channels):
        return ""
    closed = _AND.join(_CLOSED[channel] for channel in channels)
    return f"{_NO}{closed}{_AS_BEFORE}" if closed else ""


def in_own_words(detail: str) -> str:
    """Measure in the words that somebody typed; empty if they are the default words for closed channels.

    Default words follow the channels and are not prefilled as typed text: they would outlive a change of channels.
    """
    closed = detail.removeprefix(_NO).removesuffix(_AS_BEFORE)
    generated = detail == f"{_NO}{closed}{_AS_BEFORE}" and set(closed.split(_AND)) <= set(_CLOSED.values())
    return "" if generated else detail


_NO, _AND, _AS_BEFORE = "No ", " and ", ". In every other way as before."

#: The words for a closed channel, for the individual and for recipients of the card.
_CLOSED = {
    measures.Channel.PHONE: "phone calls",
    measures.Channel.EMAIL: "e-mails",
    measures.Channel.WEB: "messages through web forms or our website",
    measures.Channel.SOCIAL_MEDIA: "messages on social media",
    measures.Channel.IN_PERSON: "visits or meetings in person",
    measures.Channel.LETTER: "letters",
}

#: The meaning of each condition, as it is ticked.
THOUGHT = {
    parts.Thought.IMPACT: "It is about what it does, not about somebody being different or upset",
    parts.Thought.STAFFING: "A full team on a normal day could not manage it either",
    parts.Thought.OPEN: "A complaint or request that is open goes on",
    parts.Thought.URGENT: "Emergencies and urgent repairs can still be reported",
}

RESTORATIVE = {
    parts.Restorative.TRIED: "They were tried",
    parts.Restorative.NOT_POSSIBLE: "They are not possible",
    parts.Restorative.NOT_APPROPRIATE: "They are not appropriate",
}

TRAINING = {
    parts.Training.NO: "No",
    parts.Training.POSSIBLY: "Possibly",
    parts.Training.YES: "Yes",
}

FORMAT = {
    parts.Format.LETTER: "Letter",
    parts.Format.EMAIL: "Email",
    parts.Format.PHONE: "By phone",
    parts.Format.IN_PERSON: "In person",
    parts.Format.LARGE_PRINT: "Large print",
    parts.Format.EASY_READ: "Easy read",
    parts.Format.TRANSLATED: "Translated",
    parts.Format.ADVOCATE: "Through an advocate",
}

EVIDENCE = {
    parts.EvidenceKind.REPORT: "Report",
    parts.EvidenceKind.ACCOUNT: "In the words of whoever asked",
    parts.EvidenceKind.ITEM: "Evidence",
    parts.EvidenceKind.LINK: "Link",
    parts.EvidenceKind.PHYSICAL: "Physical item",
}

OUTCOME = {
    parts.Outcome.APPROVED: "Approved",
    parts.Outcome.LIGHTER: "Approved with a lighter measure",
    parts.Outcome.NOT_APPROVED: "Not taken forward",
}

REVIEW_OUTCOME = {
    parts.ReviewOutcome.LIFT: "Lift it",
    parts.ReviewOutcome.VARY: "Vary it",
    parts.ReviewOutcome.CONTINUE: "Continue it",
}
