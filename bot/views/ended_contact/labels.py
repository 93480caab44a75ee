"""The labels of a report, in the order of the form."""

from __future__ import annotations

from bot.records.ended_contact import parts
from bot.records.individual import Relationship

CHANNEL = {
    parts.Channel.PHONE: "Phone",
    parts.Channel.IN_PERSON_OFFICE: "In person, at the office",
    parts.Channel.IN_PERSON_VISIT: "In person, on a visit or elsewhere",
    parts.Channel.EMAIL: "Email",
    parts.Channel.LETTER: "Letter",
    parts.Channel.WEB_FORM: "Web form",
    parts.Channel.OUR_SOCIAL_MEDIA: "Our social media",
    parts.Channel.OTHER_ONLINE: "Somewhere else online",
    parts.Channel.VIDEO: "Video",
    parts.Channel.OTHER: "Another way",
}

REASON = {
    parts.Reason.DISTRESSING: "It distressed me or made me uncomfortable",
    parts.Reason.ABUSIVE: "Abusive language",
    parts.Reason.THREAT: "A threat",
    parts.Reason.VIOLENCE: "Violence, or somebody was hurt",
    parts.Reason.HARASSMENT: "Harassment",
    parts.Reason.RECORDED: "Recording or livestreaming",
    parts.Reason.CIRCULAR: "Going round in circles",
    parts.Reason.OTHER: "Something else",
}

WARNED = {
    parts.Warned.WARNED: "Yes",
    parts.Warned.NOT_SAFE: "It was not safe to",
    parts.Warned.EXTREME: "It was intense, deeply upsetting or extreme",
    parts.Warned.JUDGED_NOT: "I judged it not right to",
    parts.Warned.NOT_APPLICABLE: "Does not apply",
}

THREAT_AGAINST = {
    parts.ThreatAgainst.ME: "Me",
    parts.ThreatAgainst.COLLEAGUE: "A colleague",
    parts.ThreatAgainst.SOMEONE_ELSE: "Someone else",
    parts.ThreatAgainst.ORGANISATION: "The organisation",
}

RECORDING_FOR = {
    parts.RecordingFor.PUBLIC: "To make public, or a livestream",
    parts.RecordingFor.OWN_USE: "For their own use",
}

AIMED_AT = {
    parts.AimedAt.ME: "Me",
    parts.AimedAt.COLLEAGUE: "A colleague",
    parts.AimedAt.ORGANISATION: "The organisation",
    parts.AimedAt.THIRD_PARTY: "Somebody else, and I read or heard it",
}

ENDED = {
    parts.Ended.EXPLAINED: "I said that I was uncomfortable, and what I needed to go on",
    parts.Ended.ENDED_CALL: "I ended the call",
    parts.Ended.ENDED_MEETING: "I ended the interview or meeting",
    parts.Ended.STOPPED_READING: "I did not read to the end",
    parts.Ended.LEFT_SOCIAL_MEDIA: "I left our social media",
}

NOTE_KIND = {
    parts.NoteKind.WRITTEN: "I write a sentence",
    parts.NoteKind.TELL_MANAGER: "I'd rather tell my manager",
    parts.NoteKind.LATER: "I'll add it later",
}

WISH = {
    parts.Wish.RESTRICT: "I would like contact to be restricted",
    parts.Wish.TIME_AWAY: "I would like a short time away from contact",
}

TRIED = {
    parts.Tried.BREAK: "I suggested a break",
    parts.Tried.EXPLAINED: "I explained what I could do",
    parts.Tried.CALL_BACK: "I offered to call back",
    parts.Tried.COLLEAGUE: "I offered a colleague or a manager",
    parts.Tried.NOTHING: "Nothing: there was no time for it",
}

CATEGORY = {
    parts.Category.VIOLENCE: "Violence (also words that make someone feel afraid or threatened)",
    parts.Category.ABUSE: "Abuse",
    parts.Category.HARASSMENT: "Harassment",
    parts.Category.CONTACT_OUTSIDE: "Contact outside the office",
    parts.Category.NAMING: "Naming and targeting staff publicly",
    parts.Category.DEMANDS: "Demands on our office",
    parts.Category.LEVELS: "Levels of contact",
    parts.Category.REFUSAL: "Refusal to co-operate",
    parts.Category.OTHER: "Other, because of its impact",
}

FOLLOW_UP = {
    parts.FollowUp.NO_FURTHER: "No further management needed",
    parts.FollowUp.RESTORATIVE: "Steps to restore the relationship",
    parts.FollowUp.RESTRICTION: "A restriction",
    parts.FollowUp.CORRESPONDENCE: "A decision about correspondence",
    parts.FollowUp.POLICE: "A decision about the police",
    parts.FollowUp.ONLINE: "Action online",
}

RELATIONSHIP = {
    Relationship.TENANT: "Tenant",
    Relationship.SERVICE_USER: "Service user",
    Relationship.STAKEHOLDER: "Stakeholder",
    Relationship.ADVOCATE: "Advocate",
    Relationship.ELECTED: "Elected representative",
    Relationship.CONTRACTOR: "Contractor or supplier",
    Relationship.OTHER: "Somebody else",
    Relationship.UNKNOWN: "I don't know",
}

REPORT_TO = {parts.ReportTo.MANAGER: "My line manager", parts.ReportTo.OTHER: "Another manager"}

TALKED = {
    parts.Talk.TALKED: "We have talked",
    parts.Talk.CHOSE_NOT_TO: "They chose not to talk about it",
}

ENDING_WAS_YOURS = "Ending the contact was yours to decide, and nobody approves or refuses that."


def outcome_words(*, no_further: bool) -> str:
    """Suggested answer to the reporter; the manager can change it (R-1.6-9)."""
    if no_further:
        return (
            "No further management is needed on this one. It was still right to end a contact that was distressing, "
            "and the support around it stands."
        )
    return "Thank you for reporting this. We are taking it further, and I will tell you what comes of it."
