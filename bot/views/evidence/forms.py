"""Forms of evidence: adding it in the chat or on Harbour's own page, and the manager's actions (1.14.1)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Small, Text
from bot.chat.events import Values
from bot.chat.forms import (
    YES_NO,
    Body,
    ChoiceField,
    ChoicesField,
    DateField,
    FileField,
    Form,
    Option,
    TextField,
    options,
)
from bot.errors import Problem
from bot.people import PersonId
from bot.records.base import Record
from bot.records.evidence import OFFERED, SHORT, EvidenceItem, ItemType, Material
from bot.views import wording
from bot.views.context import Context
from bot.views.evidence import words
from bot.views.evidence.reading import ADD, KINDS, LARGEST_WORDS, LET, LOOK, SECTION, UPLOAD, WITHDRAW

#: Why the questions are asked, and who reads the answers.
_STORED = "1.14.1: online evidence is stored, such as screenshots"
_ENVELOPE = "1.14.1: physical documents are kept in envelopes"
_UNPREPARED = "1.14.1: nobody comes upon distressing material by accident"
_DECIDER = "who decides; an appeal"
_LOOKS = "whoever is about to look at it"

TYPE = ChoiceField[ItemType](
    id="type",
    because=_STORED,
    read_by="Harbour: it asks what that needs",
    label="What do you add?",
    required=True,
    reshapes=True,
    missing="Please choose one.",
)
LINK = TextField(
    id="link",
    because=_STORED,
    read_by=_DECIDER,
    label="The link",
    hint="It is kept as text and never opened.",
    required=True,
    longest=2000,
    missing="Please give the link.",
)
THING = TextField(
    id="thing",
    because=_ENVELOPE,
    read_by=_DECIDER,
    label="What is it?",
    hint="Such as “Letter, 3 May”. Not what it says.",
    required=True,
    longest=SHORT,
    missing="Please say what it is, in a few words.",
)
KEPT_AT = TextField(
    id="place",
    because=_ENVELOPE,
    read_by=_DECIDER,
    label="Where is it kept?",
    hint="Such as “Locked cabinet 2, first floor”.",
    required=True,
    longest=SHORT,
    missing="Please say where it is kept.",
)
DISTRESSING = ChoiceField(
    id="distressing",
    because=_UNPREPARED,
    read_by=_LOOKS,
    label="Could it distress whoever looks at it?",
    hint="If you are not sure, say yes.",
    options=YES_NO,
    required=True,
    reshapes=True,
    missing="Please choose yes or no.",
    wrong={Problem.BOTH: "You said what is in it: please say yes here, or take that away."},
)
MATERIALS = ChoicesField(
    id="materials",
    label="What is in it?",
    because=_UNPREPARED,
    read_by=_LOOKS,
    hint="So that nobody comes upon it unprepared.",
    options=options(words.MATERIAL),
    reshapes=True,
    missing="Please choose what is in it, so that nobody comes upon it unprepared.",
)
WORDS = TextField(
    id="words",
    because=_UNPREPARED,
    read_by=_LOOKS,
    label="If something else: what, in a few words?",
    longest=SHORT,
    missing="Please say in a few words what else is in it.",
)
CAPTURED_ON = DateField(
    id="captured_on",
    because=_STORED,
    read_by=_DECIDER,
    label="When was it captured?",
    hint="The day of the screenshot, or on which it came or was seen.",
    outside="Please give a day that is not in the future.",
)
FILE = FileField(
    id="file",
    because=_STORED,
    read_by=_DECIDER,
    label="The file",
    hint=f"{KINDS}, up to {LARGEST_WORDS}. Its own name is not kept.",
    media_types=OFFERED,
    required=True,
    missing="Please choose the file.",
)
WHY = TextField(
    id="reason",
    because="1.14.1: the record stays clear where evidence goes",
    read_by=_DECIDER,
    label="Why?",
    lines=True,
    required=True,
    longest=500,
    missing="Please say why, in a sentence.",
)
WHO = ChoiceField[str](
    id="person",
    because="1.14.1: accessed only by those who need to",
    read_by="Harbour: it lets them look",
    label="Who has asked?",
    required=True,
    missing="Please choose who has asked.",
)


# -- adding ------------------------------------------------------------------------------------------


def add(parent: Record, values: Values, context: Context) -> Form:
    """Add a piece of evidence: its kind first, then only the questions for that kind."""
    pages = context.policy.public_url is not None
    chosen = values.get(TYPE.id)
    offered = [t for t in ItemType if pages or t is not ItemType.FILE]
    body: Body = [replace(TYPE, options=options(words.TYPE, only=offered))]
    if not pages:
        body.append(Small("Files cannot be taken here. Please keep it safe, and note where, as a thing."))
    if chosen == ItemType.FILE:
        body.append(
            Text("You choose the file on a page of Harbour's own, in your browser. It never goes into the chat.")
        )
    elif chosen == ItemType.LINK:
        body += [
            LINK,
            *_nature(values),
            CAPTURED_ON.between(None, context.today),
        ]
    elif chosen == ItemType.PHYSICAL:
        body += [*_thing(), *_nature(values), CAPTURED_ON.between(None, context.today)]
    body.append(wording.section(*SECTION))
    return Form(
        name=ADD,
        title="Add evidence",
        about=parent.id,
        body=tuple(body),
        submit="Go on" if chosen in (None, ItemType.FILE) else "Keep it",
        values={**_known(parent, context), **values},
    )


def _known(parent: Record, context: Context) -> Values:
    """Initial values: distressing if a colleague is named publicly; otherwise the person adding it decides."""
    distressing = {DISTRESSING.id: "yes"} if parent.kind == "named_online" else {}
    return {**distressing, CAPTURED_ON.id: context.today.isoformat()}


def _thing() -> Body:
    return [
        Text("Nobody needs to scan it. Put it into an envelope, and write on that what you are told next."),
        THING,
        KEPT_AT,
    ]


def _nature(values: Values, *, always: bool = False) -> Body:
    """Questions about distressing content. `always`: show the follow-up at once, where the form cannot change."""
    yes = values.get(DISTRESSING.id) == "yes"
    body: Body = [DISTRESSING]
    if yes or always:
        body += [
            replace(MATERIALS, label="If yes: what is in it?", one_of=True) if always else MATERIALS.needed(),
            *([Small(words.UNLAWFUL)] if always or Material.SEXUAL.value in (values.get(MATERIALS.id) or ()) else []),
            WORDS,
        ]
    return body


def upload(parent: Record, values: Values, context: Context) -> Form:
    """Form of Harbour's own page: the file and its content."""
    return _upload(f"Add a file to {parent.ref}", parent.id, {**_known(parent, context), **values}, context)


def upload_found(context: Context) -> Form:
    """The same for a finder, without any news of the record (R-1.14.3-3)."""
    nature: Values = {DISTRESSING.id: "yes", MATERIALS.id: (Material.PRIVATE.value,)}
    values: Values = {**nature, CAPTURED_ON.id: context.today.isoformat()}
    return _upload("Add a screenshot", None, values, context)


def _upload(title: str, about: str | None, values: Values, context: Context) -> Form:
    return Form(
        name=UPLOAD,
        title=title,
        about=about,
        body=(
            Text("It is kept encrypted, apart from the chat. Only the manager who handles this can look at it."),
            FILE,
            *_nature(values, always=True),
            CAPTURED_ON.between(None, context.today),
            Small("Pictures lose hidden details, such as the place and the device. Other files are kept as they are."),
            wording.section(*SECTION),
        ),
        submit="Keep it",
        values=values,
    )


def look() -> Form:
    """Page before the file, so that software which prefetches addresses does not use up the single look."""
    return Form(
        name=LOOK,
        title="A piece of evidence",
        body=(
            Text("It opens here, once. That you looked is kept with it. You need not look, now or ever."),
            wording.section("1.14.1"),
        ),
        submit="Open it",
    )


# -- what a manager does with it ---------------------------------------------------------------------


def withdraw(item: EvidenceItem, values: Values) -> Form:
    """Withdraw a piece: the file is erased for good; its entry and the reason stay."""
    return Form(
        name=WITHDRAW,
        title="Withdraw it",
        about=item.id,
        body=(
            Text("The file or the link is gone for good then. That it was there, and your reason, stay."),
            WHY,
            wording.section("1.14.1"),
        ),
        submit="Withdraw it",
        values=values,
    )


def let(item: EvidenceItem, people: tuple[PersonId, ...], values: Values, context: Context) -> Form:
    """Let somebody concerned look, at their request (model.md §4, note 3)."""
    body: Body = [Text("Only for a colleague whom it concerns, who has asked you, and only if you agree.")]
    if people:
        body.append(replace(WHO, options=tuple(Option(person, context.name(person)) for person in people)))
    else:
        body.append(Text("There is nobody else here whom it concerns."))
    body += [Text("They read first what kind of material it is, and can stop there."), wording.section("1.14.1")]
    return Form(
        name=LET, title="Let somebody look", about=item.id, body=tuple(body), submit="Let them look", values=values
    )
