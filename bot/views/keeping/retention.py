"""Records past their time, for the records administrator (model.md §6 N31, §8).

Lines as in the register, and nothing of a record's content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Small, Text
from bot.chat.events import Values
from bot.chat.forms import YES_NO, ChoiceField, ChoicesField, Form, Option, TextField, options
from bot.errors import Problem
from bot.records.base import Keeping, Record, RecordId
from bot.records.keeping.retention import Longer, Waiting
from bot.views import wording
from bot.views.context import Context
from bot.views.register.dialogs import REASON

#: The acts: the list, and one record of it.
LIST = "retention.list"
OPEN = "retention.open"
#: The forms.
KEEP = "retention.keep"
ERASE = "retention.erase"
SEVERAL = "retention.several"

#: The longest reason: a sentence or two.
_LONGEST = 500

#: Why the questions are asked, and who reads the answers.
_NEEDED = "practice of data protection: kept for a reason, or erased"

_LONGER = {
    Longer.THREE: "Three months more",
    Longer.SIX: "Six months more",
    Longer.TWELVE: "A year more",
    Longer.HOLD: "Until a legal hold has ended; somebody looks again each year",
}

WHY_KEPT = TextField(
    id="reason",
    because=_NEEDED,
    read_by="who looks at it again",
    label="Why is it kept?",
    hint="Such as a court case, or that the individual has asked. Please name nobody.",
    lines=True,
    required=True,
    longest=_LONGEST,
    missing="Please say why it is kept.",
)
HOW_LONG = ChoiceField(
    id="how",
    because=_NEEDED,
    read_by="Harbour: it asks again then",
    label="For how long?",
    options=options(_LONGER),
    required=True,
    missing="Please choose for how long.",
)
OVER = ChoiceField(
    id="over",
    because=_NEEDED,
    read_by="Harbour: it erases nothing else",
    label="It is kept for a legal hold. Has that ended?",
    options=YES_NO,
    required=True,
    missing="Please say whether the legal hold has ended.",
    wrong={Problem.NOT_YET: "It is kept for a legal hold. Please say that it has ended, or keep it. Nothing changed."},
)
WHICH = ChoicesField[str](
    id="which",
    because=_NEEDED,
    read_by="Harbour: it sees to those",
    label="Which of them?",
    required=True,
    missing="Please choose some of them.",
    wrong={
        Problem.NOT_YET: "One of them is kept for a legal hold: please see to that one by itself. Nothing changed.",
        Problem.UNFIT: "One of them is not due any more. Please open the list again. Nothing changed.",
    },
)
#: What becomes of several: kept for so long, or erased.
GONE = "erase"
WHAT = ChoiceField[str](
    id="what",
    because=_NEEDED,
    read_by="Harbour: it does so",
    label="What becomes of them?",
    options=(*(Option(how.value, label) for how, label in _LONGER.items()), Option(GONE, "Erase them for good")),
    required=True,
    missing="Please choose what becomes of them.",
)
WHY = TextField(
    id="why",
    because=_NEEDED,
    read_by="who looks at them again",
    label="Why?",
    hint="One reason for all of them. Please name nobody. Not needed to erase them.",
    lines=True,
    longest=_LONGEST,
    missing="Please say why they are kept.",
)


def offered(due: int) -> list[Block]:
    """Line in the records administrator's home, if something is due."""
    return [Item(f"Due to be erased: {due}", Button(label="Look", action=LIST))] if due else []


def listed(items: tuple[Item, ...], *, more: Button | None, counts: Mapping[str, int] | None = None) -> Card:
    """List of the records, by the end of their time. `counts`: how many there are in all, by kind and standing."""
    if not items and more is None:
        return Card(title="Due to be erased", blocks=(Text("Nothing is due."), _section()))
    lead = Text("The time of these is over, or ends within weeks. Each is kept for a reason, or erased; by you alone.")
    several = Button(label="See to several", action=f"form:{SEVERAL}")
    ways = (Buttons((more,)),) if more is not None else ()
    facts = (Facts(tuple((what, str(count)) for what, count in counts.items())),) if counts else ()
    return Card(title="Due to be erased", blocks=(lead, *facts, Buttons((several,)), *items, *ways, _section()))


def counted(waiting: Sequence[Waiting], kinds: Mapping[RecordId, str]) -> Mapping[str, int]:
    """How many are due, of which kinds, and how many are under a legal hold. `kinds`: what each is called."""
    held = sum(each.held for each in waiting)
    due = Counter(kinds[each.record] for each in waiting if not each.held and each.record in kinds)
    return {**dict(sorted(due.items())), **({"kept for a legal hold": held} if held else {})}


def several(lines: Sequence[tuple[Record, Waiting]], values: Values, context: Context) -> Form:
    """See to several at once, for one reason."""
    choices = tuple(Option(str(record.id), _short(record, each, context)) for record, each in lines)
    return Form(
        name=SEVERAL,
        title="See to several",
        body=(
            Text("Each goes with all that grew out of it. What is erased can be brought back by nobody."),
            replace(WHICH, options=choices),
            WHAT,
            WHY,
            _section(),
        ),
        submit="See to them",
        close="Leave them as they are",
        values=values,
    )


def _short(record: Record, waiting: Waiting, context: Context) -> str:
    held = ", on hold" if waiting.held else ""
    return f"{record.ref}: {context.day(waiting.until)}{held}"


def seen_to(kept: Sequence[str], gone: Sequence[str]) -> Card:
    """Confirmation for several."""
    said = [f"Kept: {', '.join(kept)}."] if kept else []
    said += [f"Erased: {', '.join(gone)}. What they held can be brought back by nobody."] if gone else []
    back = Buttons((Button(label="Back to the list", action=LIST),))
    return Card(title="Seen to", blocks=(*map(Text, said), back))


def line(record: Record, waiting: Waiting, context: Context) -> Item:
    """Line for a record: its reference, kind, state and day."""
    button = Button(label="Look", action=OPEN, about=record.id)
    return Item(f"{_named(record, context)}, {_until(waiting.until, context, held=waiting.held)}", button)


def card(
    record: Record,
    grown: Sequence[Record],
    until: date,
    context: Context,
    *,
    held: bool,
    freely: bool,
    reads: bool,
) -> Card:
    """Card for a record: what would be erased with it, and the two choices.

    `freely`: True if the reader needs no reason to read it; `reads`: True if they may read it at all.
    """
    keep = Button(label="Keep it longer", action=f"form:{KEEP}", about=record.id, look=Look.PRIMARY)
    erase = Button(label="Erase it…", action=f"form:{ERASE}", about=record.id, look=Look.CAREFUL)
    blocks: list[Block] = [
        Text(f"{_named(record, context)}, {_until(until, context, held=held)}."),
        Buttons((keep, erase)),
    ]
    blocks += [Divider(), *_with_it(grown, context)]
    keeping = record.keeping
    if keeping is not None:
        by = f"{context.name(keeping.by)}, {context.day_of(keeping.at)}"
        blocks += [Heading("Why it is kept"), Facts(((by, keeping.reason),))]
    if reads:
        action = context.words[record.kind].opens if freely else f"form:{REASON}"
        blocks.append(Item("What it says is read only where that is needed.", _open(action, record)))
    back = Button(label="Back to the list", action=LIST)
    return Card(title=f"{record.ref}: keep or erase", blocks=(*blocks, Buttons((back,)), _section()))


def _open(action: str, record: Record) -> Button:
    return Button(label="Open", action=action, about=record.id)


def _with_it(grown: Sequence[Record], context: Context) -> list[Block]:
    if not grown:
        return [Text("Nothing else goes with it.")]
    kinds = Counter(context.words[record.kind].called for record in grown)
    return [Heading("What goes with it"), Facts(tuple((kind, str(count)) for kind, count in sorted(kinds.items())))]


def _named(record: Record, context: Context) -> str:
    words = context.words[record.kind]
    return f"{record.ref} · {words.called}: {words.of(record.state).stands}"


def _until(until: date, context: Context, *, held: bool) -> str:
    if held:
        return f"kept for a legal hold, to be looked at by {context.day(until)}"
    return f"its time {'ended on' if until < context.today else 'ends on'} {context.day(until)}"


def keep(record: Record, values: Values) -> Form:
    """Keep it longer, for a reason."""
    return Form(
        name=KEEP,
        title=f"Keep {record.ref} longer",
        body=(
            WHY_KEPT,
            HOW_LONG,
            _section(),
        ),
        submit="Keep it",
        about=record.id,
        extra=str(record.version),
        values=values,
    )


def erase(record: Record, grown: Sequence[Record], values: Values, context: Context, *, held: bool) -> Form:
    """Erase it, as a deliberate second step."""
    return Form(
        name=ERASE,
        title=f"Erase {record.ref}",
        body=(
            Text(
                "What it says, its files and what grew out of it are gone for good, here and for everybody. "
                "That there was one, and in which month, stays for the totals; that you erased it is kept as well. "
                "Copies of the database go as they are replaced."
            ),
            *_with_it(grown, context),
            *((OVER,) if held else ()),
            _section(),
        ),
        submit="Erase it for good",
        close="Leave it as it is",
        about=record.id,
        extra=str(record.version),
        values=values,
    )


def kept(record: Record, keeping: Keeping, context: Context) -> Card:
    """Confirmation that it is kept."""
    hold = " It is not erased before somebody has said that the legal hold has ended." if keeping.hold else ""
    text = f"{record.ref} is kept. Somebody looks at it again by {context.day(keeping.until)}.{hold}"
    return Card(title="Kept", blocks=(Text(text), Buttons((Button(label="Back to the list", action=LIST),))))


def erased(refs: Sequence[str]) -> Card:
    """Confirmation that it is erased."""
    text = f"Erased: {', '.join(refs)}. What they held can be brought back by nobody."
    return Card(title="Erased", blocks=(Text(text), Buttons((Button(label="Back to the list", action=LIST),))))


def _section() -> Small:
    return wording.section("1.14.1", "1.15")
