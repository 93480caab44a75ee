"""The words of an appeal (policy 1.3, 1.8)."""

from __future__ import annotations

from bot.chat.cards import Small
from bot.policy import Policy
from bot.records.appeal.parts import Channel, Elsewhere, Outcome
from bot.records.appeal.record import State

CHANNEL = {
    Channel.LETTER: "Letter",
    Channel.EMAIL: "Email",
    Channel.PHONE: "Phone",
    Channel.IN_PERSON: "In person",
    Channel.ADVOCATE: "Through an advocate or another helper",
    Channel.OTHER: "Another way",
}

ELSEWHERE = {
    Elsewhere.WRITTEN: "I write down what they say",
    Elsewhere.PASSED_ON: "It is in the letter or e-mail that I pass on",
}

#: In the order of the form: lifting comes first (R-1.6-2).
OUTCOME = {
    Outcome.LIFT: "Lift the restriction",
    Outcome.VARY: "Vary the restriction",
    Outcome.UPHOLD: "Uphold the restriction as it is",
    Outcome.NOTHING: "There is no restriction that it could be about",
}

#: The same for a restriction that is over already: nothing is left to vary.
OUTCOME_OVER = {
    Outcome.LIFT: "It should not have been put in place",
    Outcome.UPHOLD: "It was right to put it in place",
}

DECIDED = {
    Outcome.LIFT: "The restriction is lifted",
    Outcome.VARY: "The restriction is varied",
    Outcome.UPHOLD: "The restriction is upheld",
    Outcome.NOTHING: "There is no restriction that it could be about",
}

#: State and next step, for the decider.
NEXT = {
    State.RECEIVED: "An appeal has come in. It is yours to decide. Next: please let them know that it arrived.",
    State.ACKNOWLEDGED: "They know that it arrived. Next: please read what was decided and why, and decide.",
    State.DECIDED: "It is decided. Next: please see that they are told, and whom they can turn to now.",
    State.CLOSED: "It is decided, and they have been told. Nothing more to do.",
}

#: State, for readers who have nothing to do.
STANDS = {
    State.RECEIVED: "It has come in, and waits for whoever decides it.",
    State.ACKNOWLEDGED: "It has been acknowledged, and waits to be decided.",
    State.DECIDED: "It is decided. The individual is to be told.",
    State.CLOSED: "It is decided, and the individual has been told.",
}

#: Confirmation for the person who recorded it: the same for any reference and any decider.
THANKS = "Thank you. It has gone to the Chief Executive."
KEEP_SAFE = "If there is a letter or an e-mail, please keep it safe until you are asked for it."

STAYS = "The restriction stays as it is unless you suspend it."
SUSPENDED = "The restriction is suspended while this appeal is heard: its measures do not apply."


def afterwards(policy: Policy) -> Small:
    """Reminder of the ombudsman as the next step, on every form of the decision (R-1.3-3)."""
    return Small(f"Afterwards they can turn to {policy.ombudsman}. Please tell them so.")
