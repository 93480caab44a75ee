"""Words for a manager's actions beside a report, in the order of the forms (1.7, 1.9.2, 1.9.3)."""

from __future__ import annotations

from bot.records.follow_ups.correspondence import Ground, Use, Verdict, Way
from bot.records.follow_ups.restorative import Professional, What
from bot.records.online import ActionType, Answer

#: Shown with any correspondence that may be abusive (R-1.9.2-3).
DO_NOT_REPLY = "Please do not reply to it directly."

#: Readers of the notes about a restorative step.
STEP_READ_BY = "whoever handles it; who decides about a restriction"

VERDICT = {Verdict.ACCEPTABLE: "It is acceptable", Verdict.NOT_ACCEPTABLE: "It is not acceptable"}

USE = {Use.NOT_USED: "It is not used", Use.USED: "It is used"}
GROUND = {
    Ground.HEALTH_OR_SAFETY: "There is a risk to health or safety",
    Ground.PUBLIC_INTEREST: "It is in the public interest",
}

WAY = {
    Way.MANAGER: "A manager informed them",
    Way.ACCOUNT: "It came from a shared account that is nobody's own",
    Way.NOT_INFORMED: "They are not informed, because…",
}

ACTION = {
    ActionType.BLOCK: "Block an account, or another technical step",
    ActionType.REPORT: "Report it to the platform",
    ActionType.RESTRICTION: "Limit contact in other ways: propose a restriction",
    ActionType.NOTHING: "Nothing",
}
DONE = {
    ActionType.BLOCK: "A block, or another technical step",
    ActionType.REPORT: "Reported to the platform",
    ActionType.RESTRICTION: "A restriction is proposed",
    ActionType.NOTHING: "Nothing is done",
}
ANSWER = {Answer.REMOVED: "It was removed", Answer.REFUSED: "They will not remove it", Answer.NO_REPLY: "No reply"}

WHAT = {
    What.BREAK: "A break",
    What.EARLY: "An early word, before it grows",
    What.ADJUSTMENT: "A change in how we do things for them",
    What.EXPECTATIONS: "What they can expect of us was explained",
    What.ADVICE: "Advice from outside, without names",
    What.OTHER: "Something else",
}
PROFESSIONAL = {
    Professional.HEALTH: "Health",
    Professional.MENTAL_HEALTH: "Mental health",
    Professional.SOCIAL_WORK: "Social work",
    Professional.HOUSING_SUPPORT: "Housing support",
    Professional.ADVOCACY: "Advocacy",
    Professional.THIRD_SECTOR: "A charity or another expert of the third sector",
    Professional.OTHER: "Somebody else",
}
