"""The questions about each kind of engagement, shown where the kind was ticked, and their answers as facts (1.10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.chat.forms import ChoicesField, Field, TextField, options
from bot.records.ended_contact.grounds import Abuse, Grounds, Harassment
from bot.records.ended_contact.parts import Category

ABUSE = {
    Abuse.DEGRADING: "Insulting or degrading",
    Abuse.RACIST: "Racist",
    Abuse.SEXIST: "Sexist",
    Abuse.HOMOPHOBIC: "Homophobic",
    Abuse.ALLEGATIONS: "Serious allegations without any evidence",
    Abuse.BELITTLING: "Belittling somebody's ability or their person",
}
HARASSMENT = {
    Harassment.AFTER_ASKED: "Contact with a colleague after being asked not to",
    Harassment.OUTSIDE: "Contact outside the office, to influence somebody",
    Harassment.NAMING: "Naming and targeting somebody in public",
    Harassment.RECORDING: "A recording or a stream for the public",
}

#: The longest short fact.
_SHORT = 200

#: The readers of the answers.
_DECIDER = "their manager; who decides what follows"

ABUSIVE = ChoicesField(
    id="abuse",
    because="1.10.2: named as the policy names it, to be consistent",
    read_by=_DECIDER,
    label="What kind of abuse?",
    options=options(ABUSE),
)
HARASSING = ChoicesField(
    id="harassment",
    because="1.10.3: named as the policy names it, to be consistent",
    read_by=_DECIDER,
    label="What kind of harassment?",
    options=options(HARASSMENT),
)
ASKED_TO_STOP = TextField(
    id="asked_to_stop",
    because="1.10.3: when previously asked not to",
    read_by=_DECIDER,
    label="Were they asked to stop before? When?",
    longest=_SHORT,
)
STAFF_TIME = TextField(
    id="staff_time",
    because="1.10.6: an excessive amount of staff time",
    read_by=_DECIDER,
    label="What does it take?",
    hint="Staff time, what others wait for, and what it does to the service for this person.",
    lines=True,
)
LEVEL = TextField(
    id="level",
    because="1.10.7: the volume and duration of contact",
    read_by=_DECIDER,
    label="How many contacts and minutes, over what time?",
    hint="Such as: 14 calls and about 120 minutes in one afternoon.",
    longest=_SHORT,
)
HARD_FOR_THEM = TextField(
    id="hard_for_them",
    because="1.10.8: a specific, genuine difficulty",
    read_by=_DECIDER,
    label="Is something making it hard for them?",
    lines=True,
)
HELP_OFFERED = TextField(
    id="help_offered",
    because="1.10.8: we always seek to assist first",
    read_by=_DECIDER,
    label="What help was offered?",
    hint="We always try to help first.",
    lines=True,
    missing="Before a restriction, please say what help was offered: we always try to help first.",
)

_QUESTIONS: Mapping[Category, tuple[Field[object], ...]] = {
    Category.ABUSE: (ABUSIVE,),
    Category.HARASSMENT: (HARASSING, ASKED_TO_STOP),
    Category.DEMANDS: (STAFF_TIME,),
    Category.LEVELS: (LEVEL,),
    Category.REFUSAL: (HARD_FOR_THEM, HELP_OFFERED),
}


def questions(categories: Collection[str], *, restricts: bool) -> list[Field[object]]:
    """Questions for the ticked kinds; all optional except about the help that comes before a restriction."""
    asked = [field for category, fields in _QUESTIONS.items() if category.value in categories for field in fields]
    return [HELP_OFFERED.needed() if restricts and field is HELP_OFFERED else field for field in asked]


def facts(grounds: Grounds) -> list[tuple[str, str | None]]:
    """Short answers, as labelled facts."""
    return [
        ("Kind of abuse", ", ".join(ABUSE[kind] for kind in grounds.abuse)),
        ("Kind of harassment", ", ".join(HARASSMENT[kind] for kind in grounds.harassment)),
        ("Asked to stop before", grounds.asked_to_stop),
        ("Level of contact", grounds.level),
    ]


def words(grounds: Grounds) -> tuple[tuple[str, str], ...]:
    """Answers in sentences, with their labels."""
    return (
        ("What it takes", grounds.staff_time),
        ("What makes it hard for them", grounds.hard_for_them),
        ("What help was offered", grounds.help_offered),
    )
