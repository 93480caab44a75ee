"""What is held about one person: its card, its forms, and what is read before it goes (policy 1.14.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Link, Look, Quote, Small, Text
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
from bot.people import Role
from bot.records.base import Record
from bot.records.subject_access.record import LEFT_OUT, Fate, Piece, State, SubjectAccess
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.documents.masking import texts
from bot.views.documents.sheets import Sheet
from bot.views.subject_access import words

OPEN = "subject_access.open"
DRAFT = "subject_access.draft"
DOWNLOAD = "subject_access.download"
BEGIN = "subject_access.begin"
DECIDE = "subject_access.decide"
ASK = "subject_access.ask"
LOOK = "subject_access.look"
HANDED = "subject_access.handed"
REFUSE = "subject_access.refuse"
LINK = "Download the document"
#: The validity of an address, in minutes.
MINUTES = 15

_SECTION = ("1.14.1", "1.15")
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


def offered(context: Context) -> list[Block]:
    """Line in the home of those who keep the records."""
    if context.me is None or Role.RECORDS_ADMIN not in context.me.roles:
        return []
    begin = Button(label="Begin", action=f"form:{BEGIN}")
    return [Item("Somebody asks what is held about them.", begin)]


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
            wording.section(*_SECTION),
        ),
        submit="Find it",
        values={RECEIVED.id: today.isoformat(), **values},
    )


# -- its card ----------------------------------------------------------------------------------------------


def card(record: SubjectAccess, found: Sequence[tuple[Record, str]], context: Context, page: str = "") -> Card:
    """Card of a request. `found`: its records, and how each is called."""
    blocks: list[Block] = [Text(_stands(record, context)), *_steps(record, context)]
    blocks += [Divider(), Facts(_facts(record, context)), *_looks(record, context)]
    blocks.append(Heading(f"What was found: {len(found)}"))
    decides = record.is_open and record.second != context.reader
    for each, called in found:
        button = Button(label="Decide", action=f"form:{DECIDE}", about=record.id, extra=each.ref)
        text = f"{each.ref} · {called}: {_fates(piece for piece in record.pieces if piece.record == each.id)}"
        blocks.append(Item(text, button if decides else None))
    drawn = Card(title=f"What is held {record.ref}", blocks=(*blocks, wording.section(*_SECTION)))
    return pages.paged(drawn, page, action=OPEN, about=record.id)


def _stands(record: SubjectAccess, context: Context) -> str:
    if record.answered is not None:
        how = "Nothing was handed over" if record.is_refused else "Handed over"
        return f"{how}, on {context.day(record.answered.on)}: {record.answered.words}"
    by = f"It has to be answered by {context.day(record.due)}."
    match record.state:
        case State.SECOND_LOOK if record.second == context.reader:
            return f"Please read what would go out, and say whether it may. {by}"
        case State.SECOND_LOOK:
            return f"{context.name(record.second)} has been asked to look at it. {by}"
        case State.READY:
            return f"{context.name(record.second)} has agreed. It can be downloaded and handed over. {by}"
        case _:
            more = "" if record.is_gathered else " Every record is looked through overnight for more."
            return f"Please decide what goes out, and ask somebody else to look at it.{more} {by}"


def _steps(record: SubjectAccess, context: Context) -> list[Block]:
    draft = Button(label="Read what would go out", action=DRAFT, about=record.id)
    if not record.is_open:
        return []
    if record.second == context.reader:
        say = _form("Say whether it may", LOOK, record, primary=True)
        return [Buttons((say, draft) if record.state is State.SECOND_LOOK else (draft,))]
    refuse = _form("Nothing is handed over", REFUSE, record)
    if record.state is State.READY:
        files = (Button(label=label, action=DOWNLOAD, about=record.id, extra=kind) for kind, label in _FILES.items())
        return [Buttons((_form("It was handed over", HANDED, record, primary=True), *files)), Buttons((draft, refuse))]
    return [Buttons((_form("Ask for a second look", ASK, record, primary=True), draft, refuse))]


_FILES = {"pdf": "Download it", "json": "Download it as data"}


def _form(label: str, form: str, record: SubjectAccess, *, primary: bool = False) -> Button:
    look = Look.PRIMARY if primary else Look.PLAIN
    return Button(label=label, action=f"form:{form}", about=record.id, look=look)


def _facts(record: SubjectAccess, context: Context) -> tuple[tuple[str, str], ...]:
    return (
        ("Who asks", context.name(record.staff) if record.staff is not None else "A member of the public"),
        ("It came on", context.day(record.received_on)),
        ("How it is known that it is them", record.known_by),
        ("Who sees to it", context.name(record.keeper)),
        *((f"Made {context.moment(each.at)}", f"hash {each.digest[:12]}…") for each in record.documents),
    )


def _looks(record: SubjectAccess, context: Context) -> list[Block]:
    blocks: list[Block] = []
    for look in record.looks:
        said = "It may go out" if look.agrees else "It may not go out yet"
        blocks.append(Small(f"{said}: {context.name(look.by)}, {context.moment(look.at)}"))
        blocks += [Quote(look.words)] if look.words else []
    return blocks


def _fates(pieces: Iterable[Piece]) -> str:
    count = Counter(
        "left out" if p.fate in LEFT_OUT else "as it is" if p.fate is Fate.KEEP else "masked" for p in pieces
    )
    return ", ".join(f"{number} {how}" for how, number in sorted(count.items()))


def _fate(fate: Fate) -> str:
    return "left out" if fate in LEFT_OUT else "as it is" if fate is Fate.KEEP else "masked"


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
        body=(Text("All of each part stands in what would go out."), *body, wording.section(*_SECTION)),
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
    parts = (*body, wording.section(*_SECTION))
    return Form(name=name, title=title, about=record.id, body=parts, submit=submit, values=values)


# -- before it goes ----------------------------------------------------------------------------------------------


def draft(record: SubjectAccess, sheet: Sheet, page: str = "") -> Card:
    """What would go out, as the person would read it."""
    back = Buttons((Button(label="Back", action=OPEN, about=record.id),))
    drawn = Card(title=f"To go out {record.ref}", blocks=(back, *sheet.blocks, wording.section(*_SECTION)))
    return pages.paged(drawn, page, action=DRAFT, about=record.id)


def thanked() -> Card:
    """Answer to somebody who says that it may not go out yet."""
    text = "Thank you. It goes back to whoever sees to it, with your words, and does not go out before another look."
    return Card(title="A second look", blocks=(Text(text), wording.section(*_SECTION)))


def reopened() -> Card:
    """Answer to somebody who was asked about what has changed since."""
    text = "Something has been recorded since, and is decided first. You will be asked again."
    return Card(title="A second look", blocks=(Text(text), wording.section(*_SECTION)))


def ready(record: SubjectAccess, address: str) -> Card:
    """Link to the document, valid once and for minutes."""
    back = Button(label="Back", action=OPEN, about=record.id)
    text = f"It comes through your browser, once, within {MINUTES} minutes. This address is for you alone."
    return Card(
        title=f"To hand over {record.ref}",
        blocks=(
            Text(text),
            Link(label="Download the document", url=address),
            Buttons((back,)),
            wording.section(*_SECTION),
        ),
    )


def no_page(record: SubjectAccess) -> Card:
    """Explanation that there is no document, because Harbour has no pages of its own."""
    text = "Documents come through the browser, and Harbour has no address there."
    return Card(title=f"To hand over {record.ref}", blocks=(Text(text), wording.section(*_SECTION)))
