"""Words of a police decision and of witness statements (policy 1.9.4)."""

from __future__ import annotations

from bot.chat.cards import Button
from bot.records.police.parts import Decision, How, Opinion, Outcome
from bot.records.police.record import State
from bot.records.witness import Answer
from bot.records.witness import State as Statement

#: The first line of every card and form.
DANGER = "If anyone is in danger, call 999 first."

#: The decider and the reason for it (model.md §7).
NOT_ALONE = (
    "A threat or violence has been reported. The person it was aimed at should not have to decide this alone. "
    "You decide, with their view and the effect on others."
)

#: The reason for the policy's usual outcome; it can be edited.
NORMALLY = "Threats and violence are normally reported to the police."

OUTCOME = {
    Outcome.REPORT: "Report it to the police",
    Outcome.ALREADY: "It has been reported to them already",
    Outcome.NOT_REPORT: "Do not report it",
}

#: Decided, but the police are not told yet.
TO_BE_TOLD = "It is to be reported to the police"
DECIDED = {
    Outcome.REPORT: "The police have been told",
    Outcome.ALREADY: "The police had been told already",
    Outcome.NOT_REPORT: "The police are not told",
}


def decided(decision: Decision) -> str:
    """Decision in words; says if the police are still to be told."""
    return TO_BE_TOLD if decision.to_be_told else DECIDED[decision.outcome]


HOW = {
    How.NON_EMERGENCY: "By phone, 101",
    How.EMERGENCY: "By phone, 999",
    How.ONLINE: "Online",
    How.IN_PERSON: "In person",
}

#: The answers of the person themselves.
OWN = {
    Opinion.WORDS: "In my own words",
    Opinion.RATHER_NOT: "I'd rather not say",
    Opinion.TELL_MANAGER: "I'll tell my manager",
}

#: The same, as noted by the manager.
NOTED = {
    Opinion.WORDS: "They told me",
    Opinion.RATHER_NOT: "They chose not to say",
    Opinion.COULD_NOT_ASK: "They could not be asked",
}

SAID = {
    Opinion.WORDS: "",
    Opinion.RATHER_NOT: "Chose not to say.",
    Opinion.TELL_MANAGER: "Will tell the manager.",
    Opinion.COULD_NOT_ASK: "Could not be asked.",
}

#: The answers of a witness.
STATES = {
    Answer.STATEMENT: "I put it on record",
    Answer.DECLINED: "I'd rather not",
    Answer.DID_NOT_SEE: "I did not see or hear it",
}

ANSWERED = {
    Answer.STATEMENT: "",
    Answer.DECLINED: "Would rather not.",
    Answer.DID_NOT_SEE: "Did not see or hear it.",
}

#: The state of a witness's request, for the manager.
STATEMENT = {
    Statement.ASKED: "asked, no answer yet",
    Statement.GIVEN: "has put it on record",
    Statement.DECLINED: "would rather not",
    Statement.NOT_A_WITNESS: "did not see or hear it",
    Statement.NO_REPLY: "no answer",
}

#: The state for the staff concerned; a person tells them the decision first.
STANDING = {
    State.OPENED: "A manager is deciding whether the police are told. You do not have to decide this.",
    State.DECIDED: "It has been decided. A manager will tell you.",
    State.TOLD: "",
    State.CLOSED: "",
}


def called(about: str, extra: str = "") -> Button:
    """Button with which anybody concerned notes that they called the police; `extra`: further decisions."""
    return Button(label="I have called the police", action="police.called", about=about, extra=extra)
