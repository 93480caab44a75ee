"""Evidence in the chat: its line, cover and links; never the material itself, except a link as text (1.14.1)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Facts, Heading, Item, Link, Look, Quote, Small, Text
from bot.records.base import Record, RecordId
from bot.records.evidence import EvidenceItem, ItemType, Material, Nature, State
from bot.records.links import inert
from bot.views import wording
from bot.views.context import Context
from bot.views.evidence import words

ADD = "evidence.add"
UPLOAD = "evidence.upload"
WITHDRAW = "evidence.withdraw"
LET = "evidence.let"
OPEN = "evidence.open"
LOOK = "evidence.look"

#: The validity of an address of Harbour's own pages, in minutes.
UPLOAD_MINUTES = 15
LOOK_MINUTES = 5
#: The largest file, in bytes and in words.
LARGEST = 20 * 1024 * 1024
LARGEST_WORDS = "20 MB"
#: The accepted kinds of file, in words.
KINDS = (
    "Pictures (PNG, JPEG, GIF, WebP, HEIC, TIFF), PDF, Word, an Outlook message, plain text, "
    "sound (MP3, M4A, WAV, AMR, OGG) and video (MP4, MOV, WebM)"
)

#: The policy sections about adding evidence.
SECTION = ("1.9.2", "1.14.1")


# -- its line ----------------------------------------------------------------------------------------


def add_button(parent: RecordId) -> Button:
    """Button to add evidence to a record."""
    return Button(label="Add evidence", action=f"form:{ADD}", about=parent)


def line(item: EvidenceItem, context: Context, *, opens: bool) -> Item:
    """Line in a list: the kind and a warning, and nothing of the content (R-1.14.1-3)."""
    if item.withdrawn is not None:
        return Item(f"{item.ref} · {_what(item)}: withdrawn on {context.day_of(item.withdrawn.at)}")
    by = "you" if item.origin.by == context.reader else context.name(item.origin.by)
    text = f"{item.ref} · {_what(item)}, {warning(item.nature)}; added by {by}, {context.day_of(item.origin.at)}"
    button = Button(label="Look at it", action=OPEN, about=item.id)
    return Item(text, button if opens else None)


def option(item: EvidenceItem) -> str:
    """Short label of an option to choose, without any content."""
    distressing = ", distressing" if item.nature.distressing else ""
    return f"{item.ref}: {_type(item).lower()}{distressing}"


def _what(item: EvidenceItem) -> str:
    match item.type:
        case ItemType.FILE:
            return "a file"
        case ItemType.LINK:
            return "a link"
        case ItemType.PHYSICAL:
            return f"a thing ({item.thing.what})" if item.thing else "a thing"


def warning(nature: Nature) -> str:
    """Distressing content, in a few words."""
    if not nature.distressing:
        return "not marked as distressing"
    named = [_material(material, nature) for material in nature.materials]
    return f"distressing: {', '.join(named)}"


def _material(material: Material, nature: Nature) -> str:
    return nature.words if material is Material.OTHER else words.MATERIAL[material].lower()


# -- its cover, and the second step ------------------------------------------------------------------


def cover(item: EvidenceItem, context: Context, *, manages: bool) -> Card:
    """Cover of a piece of evidence: the kind of material, and a warning before anybody looks (R-1.14.1-3).

    `manages`: True if the reader may withdraw it, and let somebody concerned look.
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
    """Size in words, such as "1.4 MB"."""
    return f"{count / 1024 / 1024:.1f} MB" if count >= 100_000 else f"{max(1, round(count / 1024))} KB"


def _looks(item: EvidenceItem, context: Context) -> list[Block]:
    """People who looked at the material itself, the newest first."""
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
    """Link to a file at Harbour's own address, valid once and for minutes."""
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
    """Link as text that no client turns into a link again."""
    return Card(
        title=f"Evidence {item.ref}",
        blocks=(
            Text(words.NEED_NOT if item.nature.distressing else "You need not open it."),
            Quote(inert(item.link)),
            Small("It is plain text, and cannot be pressed. To look at it, copy it and take the square brackets out."),
            Buttons((_back(item),)),
            wording.section("1.14.1"),
        ),
    )


def stopped() -> Card:
    """Answer to somebody who stops before the material: that is always fine."""
    return Card(title="That is fine", blocks=(Text("You need not look, now or ever."), wording.section("1.14.1")))


def no_page(item: EvidenceItem) -> Card:
    """Explanation that no file can be shown, because Harbour has no pages of its own."""
    text = "Files open in the browser, and Harbour has no address there. Please ask whoever runs Harbour."
    return Card(title=f"Evidence {item.ref}", blocks=(Text(text), Buttons((_back(item),)), wording.section("1.14.1")))


# -- adding ------------------------------------------------------------------------------------------


def upload_ready(parent: Record, address: str) -> Card:
    """Link to Harbour's own page, valid once and for minutes."""
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
            wording.section(*SECTION),
        ),
    )


def sent_in_chat(context: Context) -> Card:
    """Answer to a file sent in the chat: it stays there unless the sender removes it. Names nothing."""
    reports = Buttons((Button(label="Your reports", action="home.yours"),))
    return Card(title="A file in this chat", blocks=(*stays_in_chat(context), reports))


def sent_beside(card: Card, context: Context) -> Card:
    """Answer to a message with a file: the answer to its words, then the advice about the file."""
    return replace(card, blocks=(*card.blocks, Heading("The file beside it"), *stays_in_chat(context)))


def stays_in_chat(context: Context) -> tuple[Block, ...]:
    """Advice about a file sent in the chat, and how to remove it.

    For the one platform on which Harbour knows the reader; for all if there is more than one.
    """
    everywhere = context.policy.platforms
    known = [platform for platform in everywhere if context.me is not None and platform.name in context.me.ids]
    if len(known) == 1:
        how = [Text(f"To remove it: {known[0].removing}")]
    else:
        how = [Text(f"To remove it in {platform.called}: {platform.removing}") for platform in everywhere]
    return (
        Text("Harbour has not opened or kept it. The chat itself keeps a copy, and only you can remove that."),
        *how,
        Text("To add it safely: open what it belongs to, and choose “Add evidence” there."),
    )


def added(item: EvidenceItem) -> Card:
    """Confirmation for the person who added it, in the chat and on the page."""
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


def added_to_what_was_found() -> Card:
    """Confirmation for a finder who added a screenshot; without a link to the record, which they may not read."""
    return Card(title="Kept", blocks=(Text("Thank you. It is kept with what you sent."), wording.section("1.14.3")))


#: Beside the file field, if another answer has to be corrected.
CHOOSE_AGAIN = "Please choose the file once more: a browser forgets it."


#: Beside the file field, if other uploads would keep the person waiting too long.
BUSY = "Other files are being sent just now, so this one was not taken. Please choose it again in a minute."


def gone() -> Card:
    """Page behind an invalid or expired address: the same for every reason."""
    return Card(
        title="This address does not work",
        blocks=(
            Text("Each address is for one person, works once, and only for some minutes. Nothing was kept or shown."),
            Text("In the chat, open the record again: the button there gives you a new one."),
        ),
    )


def unreadable() -> Card:
    """Page for a file that can no longer be read."""
    text = "This file cannot be read: it is damaged, or not there any more. Please tell whoever runs Harbour."
    return Card(title="This cannot be shown", blocks=(Text(text),))
