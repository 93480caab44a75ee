"""The words of a police decision, and of what witnesses are asked (policy 1.9.4)."""

from __future__ import annotations

from bot.chat.cards import Button
from bot.records.police.parts import How, Opinion, Outcome
from bot.records.police.record import State
from bot.records.witness import Answer
from bot.records.witness import State as Statement

#: The first line of every screen.
DANGER = "If anyone is in danger, call 999 first."

#: Who decides, and why (model.md §7).
NOT_ALONE = (
    "A threat has been reported. The person threatened should not have to decide this alone. "
    "You decide, with their view and the effect on others."
)

OUTCOME = {
    Outcome.REPORT: "Report it to the police",
    Outcome.ALREADY: "It has been reported to them already",
    Outcome.NOT_REPORT: "Do not report it",
}

DECIDED = {
    Outcome.REPORT: "The police have been told",
    Outcome.ALREADY: "The police had been told already",
    Outcome.NOT_REPORT: "The police are not told",
}

HOW = {
    How.NON_EMERGENCY: "By phone, 101",
    How.EMERGENCY: "By phone, 999",
    How.ONLINE: "Online",
    How.IN_PERSON: "In person",
}

#: What somebody may answer instead of words, for themselves.
INSTEAD = {
    Opinion.RATHER_NOT: "I'd rather not say",
    Opinion.TELL_MANAGER: "I'll tell my manager",
}

#: The same, noted by the manager.
NOTED = {
    Opinion.RATHER_NOT: "They chose not to say",
    Opinion.COULD_NOT_ASK: "They could not be asked, for the reason above",
}

SAID = {
    Opinion.WORDS: "",
    Opinion.RATHER_NOT: "Chose not to say.",
    Opinion.TELL_MANAGER: "Will tell the manager.",
    Opinion.COULD_NOT_ASK: "Could not be asked.",
}

#: What a witness may answer instead of a statement.
NO_STATEMENT = {
    Answer.DECLINED: "I'd rather not",
    Answer.DID_NOT_SEE: "I did not see or hear it",
}

ANSWERED = {
    Answer.STATEMENT: "",
    Answer.DECLINED: "Would rather not.",
    Answer.DID_NOT_SEE: "Did not see or hear it.",
}

#: Where a request to a witness stands, for the manager.
STATEMENT = {
    Statement.ASKED: "asked, no answer yet",
    Statement.GIVEN: "has put it on record",
    Statement.DECLINED: "would rather not",
    Statement.NOT_A_WITNESS: "did not see or hear it",
    Statement.NO_REPLY: "no answer",
}

#: Where the decision stands, for the staff concerned; what was decided is told by a person first.
STANDING = {
    State.OPENED: "A manager is deciding whether the police are told. You do not have to decide this.",
    State.DECIDED: "It has been decided. Your manager will tell you.",
    State.TOLD: "",
    State.CLOSED: "",
}


def called(about: str, extra: str = "") -> Button:
    """The button by which anybody concerned says that they have called the police; `extra`: further decisions."""
    return Button(label="I have called the police", action="police.called", about=about, extra=extra)
