"""The labels of a request for support, in the order of the forms."""

from __future__ import annotations

from bot.records.support_request import parts

HELP = {
    parts.Help.NO_CONTACT: "No contact with a specific individual",
    parts.Help.OTHER_NAME: "Correspondence in a senior manager's name",
    parts.Help.REMOVAL: "To be removed from a case or an interaction",
    parts.Help.HOUR: "An hour kept free for me",
    parts.Help.TALK: "To talk with a manager who is not my own",
}

GROUND = {
    parts.Ground.THREATS: "I am concerned about threats",
    parts.Ground.NAMED: "I have been named publicly, or might be",
    parts.Ground.MORE_VULNERABLE: "Something else makes me more vulnerable",
    parts.Ground.RATHER_NOT_SAY: "I'd rather not say",
}

ANSWER = {
    parts.Outcome.AGREED: "Approve",
    parts.Outcome.AGREED_IN_PART: "Approve in part",
    parts.Outcome.NOT_AGREED: "Deny",
}
