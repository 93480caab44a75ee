"""Words for the record of a named colleague, in the order of the forms."""

from __future__ import annotations

from bot.records.named_online.parts import Gate, How, Place, Removal, Threat, WishKind
from bot.records.online import ActionType, Answer

PLACE = {
    Place.FACEBOOK: "Facebook",
    Place.X: "X",
    Place.INSTAGRAM: "Instagram",
    Place.TIKTOK: "TikTok",
    Place.YOUTUBE: "YouTube",
    Place.OTHER_ONLINE: "Another website or app",
    Place.LEAFLET: "A leaflet or poster",
    Place.PRESS: "Press or broadcast",
    Place.MEETING: "At a meeting",
    Place.ELSEWHERE: "Somewhere else",
}

THREAT = {Threat.NO: "No", Threat.YES: "Yes", Threat.NOT_SURE: "I am not sure"}

#: Means of telling somebody: no chat and no e-mail (R-1.14.3-4).
TELLING = {How.IN_PERSON: "In person", How.PHONE: "By phone", How.VIDEO: "In a video call"}
HOW = {**TELLING, How.KNEW: "They had found it themselves"}

OWN_WISH = {
    WishKind.WORDS: "I will write it here",
    WishKind.TELL_MANAGER: "I will tell my manager",
    WishKind.NOT_SAID: "I choose not to say",
}
NOTED_WISH = {WishKind.WORDS: "They told me", WishKind.NOT_SAID: "They chose not to say"}
WISH = {
    WishKind.WORDS: "What they would like",
    WishKind.TELL_MANAGER: "They would rather tell their manager",
    WishKind.NOT_SAID: "They chose not to say",
}
#: The same, for the named person themselves.
OWN_SAID = {
    WishKind.WORDS: "What you would like",
    WishKind.TELL_MANAGER: "You would rather tell your manager",
    WishKind.NOT_SAID: "You chose not to say",
}

GATE = {
    Gate.ACT: "Deciding what is done",
    Gate.SHARE: "Telling the management team",
}

ACTION = {
    ActionType.REMOVAL: "Decide whether to seek to have it removed",
    ActionType.REPORT: "Report it to the platform",
    ActionType.BLOCK: "Block an account, or another technical step",
    ActionType.RESTRICTION: "Propose a restriction",
    ActionType.NOTHING: "Nothing",
}
DONE = {
    ActionType.REMOVAL: "Removal",
    ActionType.REPORT: "Reported to the platform",
    ActionType.BLOCK: "A block, or another technical step",
    ActionType.RESTRICTION: "A restriction is proposed",
    ActionType.NOTHING: "Nothing is done",
}

REMOVAL = {
    Removal.SEEK: "Seek to have it removed",
    Removal.DO_NOT_SEEK: "Do not seek it",
    Removal.WAIT: "Wait, and look again",
}

ANSWER = {Answer.REMOVED: "It was removed", Answer.REFUSED: "They will not remove it", Answer.NO_REPLY: "No reply"}
