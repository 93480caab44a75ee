"""The questions about what is held about one person: beginning, deciding, a second look, its end (policy 1.14.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.chat.cards import Block, Divider, Quote, Text
from bot.chat.events import Values
from bot.chat.forms import (
    YES_NO,
    Body,
    ChoiceField,
    DateField,
    Form,
    Option,
    PeopleField,
    TextField,
    options,
)
from bot.errors import Problem
from bot.records.base import Record
from bot.records.subject_access.record import Fate, Piece, SubjectAccess
from bot.views import wording
from bot.views.documents.masking import texts
from bot.views.subject_access import words

BEGIN = "subject_access.begin"
DECIDE = "subject_access.decide"
ASK = "subject_access.ask"
LOOK = "subject_access.look"
HANDED = "subject_access.handed"
REFUSE = "subject_access.refuse"

#: The policy sections.
SECTION = ("1.14.1", "1.15")
_LAW = "practice of data protection: a person may see what is held about them"
_FOUR_EYES = "practice of data protection: a second look before anything goes out"
_KEEPERS = "whoever keeps the records"
#: The longest text; and so much of a part is shown where it is decided: all of it stands in the draft.
_LONGEST, _EXCERPT = 500, 280

WHO = ChoiceField(
    id="who",
    because=_LAW,
    read_by=_KEEPERS,
    label="Who asks?",
    options=(Option("individual", "A member of the public"), Option("staff", "Somebody who works here, or did")),
    required=True,
    reshapes=True,
    missing="Please choose who asks.",
)
REFERENCE = TextField(
    id="reference",
    because=_LAW,
    read_by="Harbour: it finds them by it",
    label="How are they known here?",
    hint="Their reference, or another description that fits nobody else.",
    required=True,
    longest=80,
    missing="Please write how they are known here.",
    wrong={
        Problem.UNFIT: "Nobody is known by that here. Please look in a report for how they are described.",
        Problem.TOO_MANY: "That could be several people. Please write their reference.",
    },
)
STAFF = PeopleField(
    id="staff",
    because=_LAW,
    read_by="Harbour: it finds what they have a part in",
    label="Which colleague?",
    most=1,
    required=True,
    missing="Please choose them.",
    wrong={Problem.INVOLVED: "Somebody else has to see to what is held about you."},
)
RECEIVED = DateField(
    id="received_on",
    because="practice of data protection: one month to answer",
    read_by="Harbour: it says by when it has to be answered",
    label="When did it come?",
    required=True,
    missing="Please choose the day on which it came.",
    outside="Please choose a day within the last year.",
)
KNOWN_BY = TextField(
    id="known_by",
    because="practice of data protection: it goes to nobody else",
    read_by=_KEEPERS,
    label="How do you know that it is them?",
    hint="Such as: came in person with a passport.",
    required=True,
    longest=_LONGEST,
    missing="Please say how you know that it is them.",
)
SECOND = PeopleField(
    id="second",
    because=_FOUR_EYES,
    read_by="Harbour: it asks them",
    label="Who looks a second time?",
    hint="Somebody else who keeps the records, or of the management team, without a part in it. They read all of it.",
    most=1,
    required=True,
    missing="Please choose somebody.",
    wrong={
        Problem.INVOLVED: "They decided some of it, or it is about them. Please choose somebody else.",
        Problem.UNFIT: "Please choose somebody who keeps the records, or of the management team.",
        Problem.NOT_YET: "Not all records have been looked through yet: that is done overnight. Nothing changed.",
    },
)
AGREES = ChoiceField(
    id="agrees",
    because=_FOUR_EYES,
    read_by=_KEEPERS,
    label="May it go out as it is?",
    options=YES_NO,
    required=True,
    missing="Please say whether it may go out.",
)
WORDS = TextField(
    id="words",
    because=_FOUR_EYES,
    read_by=_KEEPERS,
    label="What should change?",
    hint="Needed if it may not go out.",
    lines=True,
    longest=_LONGEST,
    missing="Please say what should change.",
)
HANDED_ON = DateField(
    id="on",
    because="practice of data protection: one month to answer",
    read_by=_KEEPERS,
    label="When was it handed over?",
    required=True,
    missing="Please choose the day.",
    outside="Please choose a day since it came.",
    wrong={Problem.NOT_YET: "Its document has not been made yet. Please download it first."},
)
HOW = TextField(
    id="words",
    because=_LAW,
    read_by=_KEEPERS,
    label="How was it handed over?",
    required=True,
    longest=_LONGEST,
    missing="Please say how it was handed over.",
)
WHY_NOT = TextField(
    id="words",
    because="practice of data protection: a refusal is explained",
    read_by=_KEEPERS,
    label="Why is nothing handed over?",
    hint="They are told this, and that they can complain to the Information Commissioner’s Office.",
    lines=True,
    required=True,
    longest=_LONGEST,
    missing="Please say why nothing is handed over.",
)


def begin(values: Values, today: date) -> Form:
    """Begin a request."""
    whom = {"individual": REFERENCE, "staff": STAFF}.get(str(values.get(WHO.id)))
    return Form(
        name=BEGIN,
        title="What is held",
        body=(
            Text("What is found is decided piece by piece, and looked at by somebody else before it goes out."),
            WHO,
            *((whom,) if whom is not None else ()),
            RECEIVED.between(None, today),
            KNOWN_BY,
            wording.section(*SECTION),
        ),
        submit="Find it",
        values={RECEIVED.id: today.isoformat(), **values},
    )


# -- deciding ------------------------------------------------------------------------------------------------


def fate(piece: Piece) -> ChoiceField[Fate]:
    """The question what becomes of a part."""
    return ChoiceField(
        id=piece.key,
        because="practice of data protection: others' data is masked or left out",
        read_by="who looks a second time; the person, where something is left out",
        label=f"What becomes of part {piece.number + 1}?",
        options=options(words.FATE),
        required=True,
        menu=True,
    )


def decide(
    request: SubjectAccess, about: Record, parts: Iterable[tuple[Piece, tuple[Block, ...]]], values: Values
) -> Form:
    """Decide about the parts of one record; each is shown masked, in short."""
    body: Body = []
    known: dict[str, str] = {}
    for piece, blocks in parts:
        body += [Divider(), Quote(_excerpt(blocks)), fate(piece)]
        known[piece.key] = piece.fate.value
    return Form(
        name=DECIDE,
        title=f"What goes of {about.ref}",
        about=request.id,
        extra=about.ref,
        body=(Text("All of each part stands in what would go out."), *body, wording.section(*SECTION)),
        submit="Keep this",
        values={**known, **values},
    )


def _excerpt(blocks: Iterable[Block]) -> str:
    text = " · ".join(texts(blocks))
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


def ask(record: SubjectAccess, values: Values) -> Form:
    """Ask somebody for a second look."""
    return _about(record, ASK, "A second look", (SECOND,), "Ask them", values)


def look(record: SubjectAccess, values: Values) -> Form:
    """Say whether it may go out."""
    needed = replace(WORDS, required=values.get(AGREES.id) == "no")
    return _about(record, LOOK, "A second look", (AGREES, needed), "Say so", values)


def handed(record: SubjectAccess, values: Values, today: date) -> Form:
    """Note that it was handed over."""
    body = (HANDED_ON.between(record.received_on, today), HOW)
    return _about(record, HANDED, "It was handed over", body, "Note it", {HANDED_ON.id: today.isoformat(), **values})


def refuse(record: SubjectAccess, values: Values) -> Form:
    """Note that nothing is handed over."""
    return _about(record, REFUSE, "Nothing handed over", (WHY_NOT,), "Note it", values)


def _about(
    record: SubjectAccess,
    name: str,
    title: str,
    body: Sequence[TextField | DateField | PeopleField | ChoiceField[str]],
    submit: str,
    values: Values,
) -> Form:
    parts = (*body, wording.section(*SECTION))
    return Form(name=name, title=title, about=record.id, body=parts, submit=submit, values=values)
