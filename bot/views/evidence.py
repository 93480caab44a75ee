"""Evidence in the chat: its line, its cover, and the forms; never the material itself but a link, as text (1.14.1)."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Facts, Heading, Item, Link, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import (
    YES_NO,
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    FileField,
    Form,
    Option,
    TextField,
    options,
)
from bot.people import PersonId
from bot.records.base import Record, RecordId
from bot.records.evidence import ENDINGS, SHORT, EvidenceItem, ItemType, Material, Nature, State
from bot.records.links import inert
from bot.views import evidence_words as words
from bot.views import wording
from bot.views.context import Context

ADD = "evidence.add"
UPLOAD = "evidence.upload"
WITHDRAW = "evidence.withdraw"
LET = "evidence.let"
OPEN = "evidence.open"
LOOK = "evidence.look"

#: How long an address of Harbour's own pages is good for.
UPLOAD_MINUTES = 15
LOOK_MINUTES = 5
#: The largest file, in bytes and in words.
LARGEST = 20 * 1024 * 1024
LARGEST_WORDS = "20 MB"
#: What is taken, in words.
KINDS = "Pictures (PNG, JPEG, GIF, WebP), PDF, plain text, sound (MP3, M4A) and video (MP4)"

_SECTION = ("1.9.2", "1.14.1")
Body = list[Field | Block]


# -- its line ----------------------------------------------------------------------------------------


def add_button(parent: RecordId) -> Button:
    """The button that adds evidence to a record."""
    return Button(label="Add evidence", action=f"form:{ADD}", about=parent)


def line(item: EvidenceItem, context: Context, *, opens: bool) -> Item:
    """A piece of evidence in a list: what it is and what may distress, and nothing of what is in it (R-1.14.1-3)."""
    if item.withdrawn is not None:
        return Item(f"{item.ref} · {_what(item)}: withdrawn on {context.day_of(item.withdrawn.at)}")
    by = "you" if item.origin.by == context.reader else context.name(item.origin.by)
    text = f"{item.ref} · {_what(item)}, {warning(item.nature)}; added by {by}, {context.day_of(item.origin.at)}"
    button = Button(label="Look at it", action=OPEN, about=item.id)
    return Item(text, button if opens else None)


def _what(item: EvidenceItem) -> str:
    match item.type:
        case ItemType.FILE:
            return "a file"
        case ItemType.LINK:
            return "a link"
        case ItemType.PHYSICAL:
            return f"a thing ({item.thing.what})" if item.thing else "a thing"


def warning(nature: Nature) -> str:
    """What may distress, in a few words."""
    if not nature.distressing:
        return "not marked as distressing"
    named = [_material(material, nature) for material in nature.materials]
    return f"distressing: {', '.join(named)}"


def _material(material: Material, nature: Nature) -> str:
    return nature.words if material is Material.OTHER else words.MATERIAL[material].lower()


# -- its cover, and the second step ------------------------------------------------------------------


def cover(item: EvidenceItem, context: Context, *, manages: bool) -> Card:
    """What is read before anybody looks: what kind of material it is, and who may want to stop here (R-1.14.1-3).

    `manages`: whether the reader may withdraw it, and let somebody concerned look.
    """
    blocks: list[Block] = [*_before(item), *_facts(item, context)]
    if item.state is State.KEPT:
        ways = []
        if item.type is not ItemType.PHYSICAL:
            label = "I want to look at it" if item.nature.distressing else "Look at it"
            ways.append(Button(label=label, action=LOOK, about=item.id, look=Look.CAREFUL))
        ways.append(_back(item))
        blocks.append(Buttons(tuple(ways)))
    blocks += _looks(item, context)
    if manages and item.state is State.KEPT:
        blocks.append(Buttons((_form("Let somebody look", LET, item), _form("Withdraw it", WITHDRAW, item))))
    blocks.append(wording.section("1.14.1"))
    return Card(title=f"Evidence {item.ref}", blocks=tuple(blocks))


def _before(item: EvidenceItem) -> list[Block]:
    if not item.nature.distressing:
        return [Text("It was added as not distressing. Others can feel differently: you need not look.")]
    named = [_material(material, item.nature) for material in item.nature.materials]
    stops = [words.STOP[material] for material in item.nature.materials if material in words.STOP]
    blocks: list[Block] = [Text(f"This may distress. It holds: {', '.join(named)}.")]
    if stops:
        blocks.append(Text(f"Who may want to stop here: {'; '.join(stops)}."))
    return [*blocks, Text(words.NEED_NOT)]


def _facts(item: EvidenceItem, context: Context) -> list[Block]:
    facts = [("What it is", _type(item)), ("Belongs to", item.parent_ref)]
    facts.append(("Added", f"{context.name(item.origin.by)}, {context.moment(item.origin.at)}"))
    if item.captured_on is not None:
        facts.append(("Captured on", context.day(item.captured_on)))
    if item.file is not None:
        facts += [("Kept as", item.file.name), ("Size", size(item.file.size))]
    if item.thing is not None:
        facts += [("The thing", item.thing.what), ("Where it is", item.thing.where), ("On its envelope", item.label)]
    blocks: list[Block] = [Facts(tuple(facts))]
    if item.withdrawn is not None:
        lead = f"Withdrawn by {context.name(item.withdrawn.by)}, {context.moment(item.withdrawn.at)}"
        blocks += [Small(lead), Quote(item.withdrawn.reason)]
    return blocks


def _type(item: EvidenceItem) -> str:
    return {ItemType.FILE: "A file", ItemType.LINK: "A link", ItemType.PHYSICAL: "A thing"}[item.type]


def size(count: int) -> str:
    """Such as "1.4 MB"."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1024))} KB"


def _looks(item: EvidenceItem, context: Context) -> list[Block]:
    """Who has looked at the material itself, the newest first."""
    if not item.looks:
        return [Small("Nobody has looked at the material so far.")] if item.type is not ItemType.PHYSICAL else []
    newest = [f"{context.name(look.by)}, {context.moment(look.at)}" for look in reversed(item.looks[-5:])]
    more = f" · and {len(item.looks) - 5} before" if len(item.looks) > 5 else ""
    return [Small(f"Looked at by {' · '.join(newest)}{more}")]


def _form(label: str, form: str, item: EvidenceItem) -> Button:
    return Button(label=label, action=f"form:{form}", about=item.id)


def _back(item: EvidenceItem) -> Button:
    return Button(label="Not now", action="evidence.back", about=item.id)


def file_ready(item: EvidenceItem, address: str) -> Card:
    """The way to a file: an address of Harbour's own, once, for minutes."""
    return Card(
        title=f"Evidence {item.ref}",
        blocks=(
            Text(f"It opens in your browser, once, within {LOOK_MINUTES} minutes. This address is for you alone."),
            Text(warning(item.nature)[:1].upper() + warning(item.nature)[1:] + "."),
            Link(label="Open it in the browser", url=address),
            Buttons((_back(item),)),
            Small("That you looked is kept with it. Please do not save or pass on what you see."),
            wording.section("1.14.1"),
        ),
    )


def link_shown(item: EvidenceItem) -> Card:
    """The link itself, as text that nothing makes a link again."""
    return Card(
        title=f"Evidence {item.ref}",
        blocks=(
            Text(words.NEED_NOT if item.nature.distressing else "You need not open it."),
            Quote(inert(item.link)),
            Small("It is plain text. To look at it, copy it and put the marks in brackets right."),
            Buttons((_back(item),)),
            wording.section("1.14.1"),
        ),
    )


def stopped() -> Card:
    """For whoever stops before the material: that is always fine."""
    return Card(title="That is fine", blocks=(Text("You need not look, now or ever."), wording.section("1.14.1")))


def no_page(item: EvidenceItem) -> Card:
    """Where Harbour has no pages of its own, a file cannot be shown."""
    text = "Files open in the browser, and Harbour has no address there. Please ask whoever runs Harbour."
    return Card(title=f"Evidence {item.ref}", blocks=(Text(text), Buttons((_back(item),)), wording.section("1.14.1")))


# -- adding ------------------------------------------------------------------------------------------


def add(parent: Record, values: Values, context: Context) -> Form:
    """Adding a piece of evidence: first what it is, then only what that needs."""
    pages = context.policy.public_url is not None
    chosen = values.get("type")
    offered = [t for t in ItemType if pages or t is not ItemType.FILE]
    body: Body = [
        ChoiceField(
            id="type",
            label="What do you add?",
            options=options(words.TYPE, only=offered),
            required=True,
            reshapes=True,
            missing="Please choose one.",
        )
    ]
    if not pages:
        body.append(Small("Files cannot be taken here. Please keep it safe, and note where, as a thing."))
    if chosen == ItemType.FILE:
        body.append(
            Text("You choose the file on a page of Harbour's own, in your browser. It never goes into the chat.")
        )
    elif chosen == ItemType.LINK:
        body += [
            TextField(
                id="link",
                label="The link",
                hint="It is kept as text and never opened.",
                required=True,
                longest=2000,
                missing="Please give the link.",
            ),
            *_nature(values),
            _captured(context),
        ]
    elif chosen == ItemType.PHYSICAL:
        body += [*_thing(), *_nature(values), _captured(context)]
    body += [Small(words.UNLAWFUL), wording.section(*_SECTION)]
    return Form(
        name=ADD,
        title="Add evidence",
        about=parent.id,
        body=tuple(body),
        submit="Go on" if chosen in (None, ItemType.FILE) else "Keep it",
        values={**_known(parent, context), **values},
    )


def _known(parent: Record, context: Context) -> Values:
    """What distresses where somebody is named publicly is the rule; anywhere else it is for whoever adds it to say."""
    distressing = {"distressing": "yes"} if parent.kind == "named_online" else {}
    return {**distressing, "captured_on": context.today.isoformat()}


def _thing() -> Body:
    return [
        Text("Nobody needs to scan it. Put it into an envelope, and write on that what you are told next."),
        TextField(
            id="thing",
            label="What is it?",
            hint="Such as “Letter, 3 May”. Not what it says.",
            required=True,
            longest=SHORT,
            missing="Please say what it is, in a few words.",
        ),
        TextField(
            id="place",
            label="Where is it kept?",
            hint="Such as “Locked cabinet 2, first floor”.",
            required=True,
            longest=SHORT,
            missing="Please say where it is kept.",
        ),
    ]


def _nature(values: Values, *, always: bool = False) -> Body:
    """Whether it may distress, and by what. `always`: also before the first is answered, where nothing can change."""
    yes = values.get("distressing") == "yes"
    body: Body = [
        ChoiceField(
            id="distressing",
            label="Could it distress whoever looks at it?",
            hint="If you are not sure, say yes.",
            options=YES_NO,
            required=True,
            reshapes=True,
            missing="Please choose yes or no.",
        )
    ]
    if yes or always:
        what = "If yes: what is in it?" if always else "What is in it?"
        body += [
            ChoicesField(
                id="materials",
                label=what,
                hint="So that nobody comes upon it unprepared.",
                options=options(words.MATERIAL),
                required=not always,
                missing="Please choose what is in it, so that nobody comes upon it unprepared.",
            ),
            TextField(id="words", label="If something else: what, in a few words?", longest=SHORT),
        ]
    return body


def _captured(context: Context) -> DateField:
    return DateField(
        id="captured_on",
        label="When was it captured?",
        hint="The day of the screenshot, or on which it came or was seen.",
        latest=context.today,
        outside="Please give a day that is not in the future.",
    )


def upload(parent: Record, values: Values, context: Context) -> Form:
    """The form of Harbour's own page: the file, and what is in it."""
    return Form(
        name=UPLOAD,
        title=f"Add a file to {parent.ref}",
        about=parent.id,
        body=(
            Text("It is kept encrypted, apart from the chat. Only the manager who handles this can look at it."),
            FileField(
                id="file",
                label="The file",
                hint=f"{KINDS}, up to {LARGEST_WORDS}. Its own name is not kept.",
                media_types=tuple(ENDINGS),
                required=True,
                missing="Please choose the file.",
            ),
            *_nature(values, always=True),
            _captured(context),
            Small("Pictures lose hidden details, such as the place and the device. Other files are kept as they are."),
            Small(words.UNLAWFUL),
            wording.section(*_SECTION),
        ),
        submit="Keep it",
        values={**_known(parent, context), **values},
    )


def upload_ready(parent: Record, address: str) -> Card:
    """The way to Harbour's own page, once, for minutes."""
    return Card(
        title="Add a file",
        blocks=(
            Text(
                f"The page opens in your browser and is good for one file, within {UPLOAD_MINUTES} minutes. "
                "This address is for you alone."
            ),
            Link(label="Choose the file", url=address),
            Text("Please do not send it in the chat: what stands there stays, and may be seen by others."),
            Small(f"{KINDS}, up to {LARGEST_WORDS}. It is added to {parent.ref}."),
            wording.section(*_SECTION),
        ),
    )


def added(item: EvidenceItem) -> Card:
    """What whoever added it reads, in the chat and on the page."""
    blocks: list[Block] = [Text(f"Thank you. It is kept as {item.ref}, with {item.parent_ref}.")]
    if item.file is not None:
        blocks.append(Facts((("Kept as", item.file.name), ("Size", size(item.file.size)))))
    if item.thing is not None:
        blocks += [Heading("Please write this on the envelope"), Text(item.label)]
        blocks.append(Facts((("The thing", item.thing.what), ("Where it is", item.thing.where))))
    blocks += [
        Text("It is shown nowhere by itself. Who may look at it is asked to stop first, and each look is noted."),
        wording.section("1.14.1"),
    ]
    return Card(title="Kept", blocks=tuple(blocks))


#: Beside the file, where another answer needs something.
CHOOSE_AGAIN = "Please choose the file once more: a browser forgets it."


def gone() -> Card:
    """The page behind an address that is good for nothing (any more): the same, whyever that is."""
    return Card(
        title="This address does not work",
        blocks=(
            Text("Each address is for one person, works once, and only for some minutes. Nothing was kept or shown."),
            Text("In the chat, open the record again: the button there gives you a new one."),
        ),
    )


def unreadable() -> Card:
    """The page where a file cannot be read any more."""
    text = "This file cannot be read: it is damaged, or not there any more. Please tell whoever runs Harbour."
    return Card(title="This cannot be shown", blocks=(Text(text),))


# -- what a manager does with it ---------------------------------------------------------------------


def withdraw(item: EvidenceItem, values: Values) -> Form:
    """It is no evidence any more: the file is gone for good; that it was there, and why it went, stays."""
    return Form(
        name=WITHDRAW,
        title="Withdraw it",
        about=item.id,
        body=(
            Text("The file or the link is gone for good then. That it was there, and your reason, stay."),
            TextField(
                id="reason",
                label="Why?",
                lines=True,
                required=True,
                longest=500,
                missing="Please say why, in a sentence.",
            ),
            wording.section("1.14.1"),
        ),
        submit="Withdraw it",
        values=values,
    )


def let(item: EvidenceItem, people: tuple[PersonId, ...], values: Values, context: Context) -> Form:
    """Somebody concerned asked to look, and the manager agrees (model.md §4, note 3)."""
    body: Body = [Text("Only for a colleague whom it concerns, who has asked you, and only if you agree.")]
    if people:
        body.append(
            ChoiceField(
                id="person",
                label="Who has asked?",
                options=tuple(Option(person, context.name(person)) for person in people),
                required=True,
                missing="Please choose who has asked.",
            )
        )
    else:
        body.append(Text("There is nobody else here whom it concerns."))
    body += [Text("They read first what kind of material it is, and can stop there."), wording.section("1.14.1")]
    return Form(
        name=LET, title="Let somebody look", about=item.id, body=tuple(body), submit="Let them look", values=values
    )
