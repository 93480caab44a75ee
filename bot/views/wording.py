"""The words for what records hold, in one place. The order is the order in which they are offered."""

from __future__ import annotations

from collections.abc import Collection

from bot.chat.cards import Block, Facts, Small, Text
from bot.policy import Policy
from bot.records import contact_outside, debrief, individual
from bot.records.ended_contact import parts as ended_contact
from bot.records.restriction import measures as restriction_measures
from bot.records.restriction import parts as restriction_parts
from bot.records.support_request import parts as support_request_parts

CHANNEL = {
    ended_contact.Channel.PHONE: "Phone",
    ended_contact.Channel.IN_PERSON_OFFICE: "In person, at the office",
    ended_contact.Channel.IN_PERSON_VISIT: "In person, on a visit or elsewhere",
    ended_contact.Channel.EMAIL: "Email",
    ended_contact.Channel.LETTER: "Letter",
    ended_contact.Channel.WEB_FORM: "Web form",
    ended_contact.Channel.OUR_SOCIAL_MEDIA: "Our social media",
    ended_contact.Channel.OTHER_ONLINE: "Somewhere else online",
    ended_contact.Channel.VIDEO: "Video",
    ended_contact.Channel.OTHER: "Another way",
}

REASON = {
    ended_contact.Reason.DISTRESSING: "It distressed me or made me uncomfortable",
    ended_contact.Reason.ABUSIVE: "Abusive language",
    ended_contact.Reason.THREAT: "A threat",
    ended_contact.Reason.VIOLENCE: "Violence, or somebody was hurt",
    ended_contact.Reason.HARASSMENT: "Harassment",
    ended_contact.Reason.RECORDED: "Recording or livestreaming",
    ended_contact.Reason.CIRCULAR: "Going round in circles",
    ended_contact.Reason.OTHER: "Something else",
}

WARNED = {
    ended_contact.Warned.WARNED: "Yes",
    ended_contact.Warned.NOT_SAFE: "It was not safe to",
    ended_contact.Warned.EXTREME: "It was intense, deeply upsetting or extreme",
    ended_contact.Warned.JUDGED_NOT: "I judged it not right to",
    ended_contact.Warned.NOT_APPLICABLE: "Does not apply",
}

THREAT_AGAINST = {
    ended_contact.ThreatAgainst.ME: "Me",
    ended_contact.ThreatAgainst.COLLEAGUE: "A colleague",
    ended_contact.ThreatAgainst.SOMEONE_ELSE: "Someone else",
    ended_contact.ThreatAgainst.ORGANISATION: "The organisation",
}

RECORDING_FOR = {
    ended_contact.RecordingFor.PUBLIC: "To make public, or a livestream",
    ended_contact.RecordingFor.OWN_USE: "For their own use",
}

AIMED_AT = {
    ended_contact.AimedAt.ME: "Me",
    ended_contact.AimedAt.COLLEAGUE: "A colleague",
    ended_contact.AimedAt.ORGANISATION: "The organisation",
    ended_contact.AimedAt.THIRD_PARTY: "Somebody else, and I read or heard it",
}

ENDED = {
    ended_contact.Ended.EXPLAINED: "I said that I was uncomfortable, and what I needed to go on",
    ended_contact.Ended.ENDED_CALL: "I ended the call",
    ended_contact.Ended.ENDED_MEETING: "I ended the interview or meeting",
    ended_contact.Ended.STOPPED_READING: "I did not read to the end",
    ended_contact.Ended.LEFT_SOCIAL_MEDIA: "I left our social media",
}

NOTE_KIND = {
    ended_contact.NoteKind.WRITTEN: "I write a sentence",
    ended_contact.NoteKind.TELL_MANAGER: "I'd rather tell my manager",
    ended_contact.NoteKind.LATER: "I'll add it later",
}

WISH = {
    ended_contact.Wish.RESTRICT: "I would like contact to be restricted",
    ended_contact.Wish.TIME_AWAY: "I would like a short time away from contact",
}

TRIED = {
    ended_contact.Tried.BREAK: "I suggested a break",
    ended_contact.Tried.EXPLAINED: "I explained what I could do",
    ended_contact.Tried.CALL_BACK: "I offered to call back",
    ended_contact.Tried.COLLEAGUE: "I offered a colleague or a manager",
    ended_contact.Tried.NOTHING: "Nothing: there was no time for it",
}

CATEGORY = {
    ended_contact.Category.VIOLENCE: "Violence (also words that make someone feel afraid or threatened)",
    ended_contact.Category.ABUSE: "Abuse",
    ended_contact.Category.HARASSMENT: "Harassment",
    ended_contact.Category.CONTACT_OUTSIDE: "Contact outside the office",
    ended_contact.Category.NAMING: "Naming and targeting staff publicly",
    ended_contact.Category.DEMANDS: "Demands on our office",
    ended_contact.Category.LEVELS: "Levels of contact",
    ended_contact.Category.REFUSAL: "Refusal to co-operate",
    ended_contact.Category.OTHER: "Other, because of its impact",
}

FOLLOW_UP = {
    ended_contact.FollowUp.NO_FURTHER: "No further management needed",
    ended_contact.FollowUp.RESTORATIVE: "Steps to restore the relationship",
    ended_contact.FollowUp.RESTRICTION: "A restriction",
    ended_contact.FollowUp.CORRESPONDENCE: "A decision about correspondence",
    ended_contact.FollowUp.POLICE: "A decision about the police",
    ended_contact.FollowUp.ONLINE: "Action online",
}

RELATIONSHIP = {
    individual.Relationship.TENANT: "Tenant",
    individual.Relationship.SERVICE_USER: "Service user",
    individual.Relationship.STAKEHOLDER: "Stakeholder",
    individual.Relationship.ADVOCATE: "Advocate",
    individual.Relationship.ELECTED: "Elected representative",
    individual.Relationship.CONTRACTOR: "Contractor or supplier",
    individual.Relationship.OTHER: "Somebody else",
    individual.Relationship.UNKNOWN: "I don't know",
}

MEASURE = {
    restriction_measures.MeasureType.CHANNEL: "Contact by certain channels only",
    restriction_measures.MeasureType.NAMED_PERSON: "Contact with a named person only",
    restriction_measures.MeasureType.TIME_OR_VOLUME: "Limits on time or volume of contact",
    restriction_measures.MeasureType.THIRD_PARTY: "Contact through an advocate or another third party",
    restriction_measures.MeasureType.WITHHOLD_NAMES: "Staff names or direct details are not given",
    restriction_measures.MeasureType.OTHER: "Another measure",
    restriction_measures.MeasureType.COMPLAINT_PROCESS: "A limit on the use of the complaint process",
}

#: Those that are offered. A limit on the use of the complaint process is none of them (R-1.11-2).
OFFERED = {
    type_: words for type_, words in MEASURE.items() if type_ is not restriction_measures.MeasureType.COMPLAINT_PROCESS
}

MEASURE_DETAIL = {
    restriction_measures.MeasureType.CHANNEL: "How can they be in contact instead?",
    restriction_measures.MeasureType.NAMED_PERSON: "Who is the named person?",
    restriction_measures.MeasureType.TIME_OR_VOLUME: "When, how long or how often?",
    restriction_measures.MeasureType.THIRD_PARTY: "Through whom?",
    restriction_measures.MeasureType.WITHHOLD_NAMES: "Which names or details, and what stands instead?",
    restriction_measures.MeasureType.OTHER: "What is the measure?",
}

#: Which channels a measure touches, by its type; and the channels.
TOUCHES = {
    restriction_measures.MeasureType.CHANNEL: "Which channels does it close or change?",
    restriction_measures.MeasureType.TIME_OR_VOLUME: "On which channels does the limit apply?",
}

TOUCHED = {
    restriction_measures.Channel.PHONE: "Phone",
    restriction_measures.Channel.EMAIL: "Email",
    restriction_measures.Channel.WEB: "Web forms and our website",
    restriction_measures.Channel.SOCIAL_MEDIA: "Social media",
    restriction_measures.Channel.IN_PERSON: "In person",
    restriction_measures.Channel.LETTER: "Letter",
}


def without(channels: Collection[restriction_measures.Channel]) -> str:
    """What closing these channels comes to, where nobody has put it in words of their own; empty where all are."""
    if not set(TOUCHED) - set(channels):
        return ""
    closed = _AND.join(_CLOSED[channel] for channel in channels)
    return f"{_NO}{closed}{_AS_BEFORE}" if closed else ""


def in_own_words(detail: str) -> str:
    """A measure as somebody has put it; empty where the words are only what closing some channels comes to.

    They follow the channels, and never stand as if typed: the individual would be told of channels closed no longer.
    """
    closed = detail.removeprefix(_NO).removesuffix(_AS_BEFORE)
    generated = detail == f"{_NO}{closed}{_AS_BEFORE}" and set(closed.split(_AND)) <= set(_CLOSED.values())
    return "" if generated else detail


_NO, _AND, _AS_BEFORE = "No ", " and ", ". In every other way as before."


#: A channel that is closed, as a line says it for whoever is under it and whoever has the card.
_CLOSED = {
    restriction_measures.Channel.PHONE: "phone calls",
    restriction_measures.Channel.EMAIL: "e-mails",
    restriction_measures.Channel.WEB: "messages through web forms or our website",
    restriction_measures.Channel.SOCIAL_MEDIA: "messages on social media",
    restriction_measures.Channel.IN_PERSON: "visits or meetings in person",
    restriction_measures.Channel.LETTER: "letters",
}


#: What each comes to, as it is ticked.
THOUGHT = {
    restriction_parts.Thought.IMPACT: "It is about what it does, not about somebody being different or upset",
    restriction_parts.Thought.STAFFING: "A full team on a normal day could not manage it either",
    restriction_parts.Thought.OPEN: "A complaint or request that is open goes on",
    restriction_parts.Thought.URGENT: "Emergencies and urgent repairs can still be reported",
}

RESTORATIVE = {
    restriction_parts.Restorative.TRIED: "They were tried",
    restriction_parts.Restorative.NOT_POSSIBLE: "They are not possible",
    restriction_parts.Restorative.NOT_APPROPRIATE: "They are not appropriate",
}

TRAINING = {
    restriction_parts.Training.NO: "No",
    restriction_parts.Training.POSSIBLY: "Possibly",
    restriction_parts.Training.YES: "Yes",
}

FORMAT = {
    restriction_parts.Format.LETTER: "Letter",
    restriction_parts.Format.EMAIL: "Email",
    restriction_parts.Format.PHONE: "By phone",
    restriction_parts.Format.IN_PERSON: "In person",
    restriction_parts.Format.LARGE_PRINT: "Large print",
    restriction_parts.Format.EASY_READ: "Easy read",
    restriction_parts.Format.TRANSLATED: "Translated",
    restriction_parts.Format.ADVOCATE: "Through an advocate",
}

EVIDENCE = {
    restriction_parts.EvidenceKind.REPORT: "Report",
    restriction_parts.EvidenceKind.ACCOUNT: "In the words of whoever asked",
    restriction_parts.EvidenceKind.ITEM: "Evidence",
    restriction_parts.EvidenceKind.LINK: "Link",
    restriction_parts.EvidenceKind.PHYSICAL: "Physical item",
}

OUTCOME = {
    restriction_parts.Outcome.APPROVED: "Approved",
    restriction_parts.Outcome.LIGHTER: "Approved with a lighter measure",
    restriction_parts.Outcome.NOT_APPROVED: "Not taken forward",
}

REVIEW_OUTCOME = {
    restriction_parts.ReviewOutcome.LIFT: "Lift it",
    restriction_parts.ReviewOutcome.VARY: "Vary it",
    restriction_parts.ReviewOutcome.CONTINUE: "Continue it",
}

DEBRIEF_ANSWER = {
    debrief.Answer.YES: "Yes",
    debrief.Answer.LATER: "Later",
    debrief.Answer.NO_THANKS: "No thanks",
}

PLACE = {
    contact_outside.Place.SOCIAL_NETWORK: "On a social network",
    contact_outside.Place.PUBLIC_PLACE: "In a public place",
    contact_outside.Place.HOME: "At home",
    contact_outside.Place.ELSEWHERE: "Somewhere else",
}

HELP = {
    support_request_parts.Help.NO_CONTACT: "No contact with a specific individual",
    support_request_parts.Help.OTHER_NAME: "Correspondence in a senior manager's name",
    support_request_parts.Help.REMOVAL: "To be removed from a case or an interaction",
    support_request_parts.Help.HOUR: "An hour kept free for me",
    support_request_parts.Help.TALK: "To talk with a manager who is not my own",
}

GROUND = {
    support_request_parts.Ground.THREATS: "I am concerned about threats",
    support_request_parts.Ground.NAMED: "I have been named publicly, or might be",
    support_request_parts.Ground.MORE_VULNERABLE: "Something else makes me more vulnerable",
    support_request_parts.Ground.RATHER_NOT_SAY: "I'd rather not say",
}

ANSWER = {
    support_request_parts.Outcome.AGREED: "Approve",
    support_request_parts.Outcome.AGREED_IN_PART: "Approve in part",
    support_request_parts.Outcome.NOT_AGREED: "Deny",
}

REPORT_TO = {ended_contact.ReportTo.MANAGER: "My line manager", ended_contact.ReportTo.OTHER: "Another manager"}

TALKED = {
    ended_contact.Talk.TALKED: "We have talked",
    ended_contact.Talk.CHOSE_NOT_TO: "They chose not to talk about it",
}

SAFETY_FIRST = "If anyone is in danger, call 999 first. You can do this later."
ENDING_WAS_YOURS = "Ending the contact was yours to decide, and nobody approves or refuses that."


def section(*numbers: str) -> Small:
    """The policy section, in small print (R-1.15-1)."""
    return Small("Policy " + ", ".join(numbers))


def outcome_words(*, no_further: bool) -> str:
    """What a reporter may read of the outcome; the manager can change it (R-1.6-9)."""
    if no_further:
        return (
            "No further management is needed on this one. It was still right to end a contact that was distressing, "
            "and the support around it stands."
        )
    return "Thank you for reporting this. We are taking it further, and I will tell you what comes of it."


def support_lines(policy: Policy) -> tuple[Block, ...]:
    """The support options (1.12.2). Whether anybody uses them is never recorded."""
    line = policy.support_line
    facts = [(_upper(line.name), " · ".join(part for part in (line.number, line.hours) if part))]
    facts += [(link.name, link.url) for link in policy.wellbeing_policies]
    shown = tuple((name, value) for name, value in facts if value)
    lead = "These are there if you want them. We do not record whether you use them."
    if not shown:
        return (Text(f"{lead} Your manager can tell you how to reach {line.name}."),)
    return (Text(lead), Facts(shown))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
