"""A witness statement: the request to one person, and their words on record (1.9.4)."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, Form, TextField, in_words, options
from bot.errors import Problem
from bot.records.witness import Answer, Entry, State, WitnessStatement
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.ended_contact import labels
from bot.views.police import words as said

ANSWER = "witness.answer"

#: Why the questions are asked, and who reads the answers.
_ON_RECORD = "1.9.4: witnesses are all asked to put it on record"

#: The request: facts, and no more than they can give.
ASKED = (
    "Would you put on record what you saw or heard? Plain facts, in your own words. You need not remember "
    "everything, and you need not say how it made you feel. Any answer is fine."
)
#: The readers of a statement.
READERS = (
    "The manager who handles this reads it; whoever keeps the records may, with a reason that is noted. "
    "Nobody else who was there does."
)

INSTEAD = ChoiceField(
    id="instead",
    because=_ON_RECORD,
    read_by="who decides about the police",
    label="Your answer",
    options=options(said.STATES),
    required=True,
    missing="Please choose one of the three.",
    wrong={Problem.BOTH: "Please either write what you saw or choose this answer, not both."},
)
WORDS = TextField(
    id="words",
    because=_ON_RECORD,
    read_by="who decides about the police",
    label="What you saw or heard",
    hint="What was said or done, in plain facts.",
    lines=True,
    missing="Please write a sentence, or choose one of the answers above it.",
)


def for_witness(record: WitnessStatement, context: Context, *, page: str = "") -> Card:
    """Card for the witness: a note that they were named as present, and their own words."""
    thanks = {
        State.GIVEN: "Thank you. It is on record. You can add to it at any time; what is there stays.",
        State.DECLINED: "That is fine. You can still put something on record, at any time.",
        State.NOT_A_WITNESS: "Thank you for saying so. You can still put something on record, at any time.",
        State.NO_REPLY: "Nobody waits for this any more. You can still put something on record.",
    }
    label = "Add to it" if record.state is State.GIVEN else "Put it on record"
    look = Look.PRIMARY if record.is_open else Look.PLAIN
    answer = Button(label=label if record.entries else "Answer", action=f"form:{ANSWER}", about=record.id, look=look)
    calls = (said.called(record.parent),) if record.parent else ()
    blocks: list[Block] = [
        Text(said.DANGER),
        Text(happened(record, context)),
        Text(thanks.get(record.state, ASKED)),
        Text(READERS),
        Buttons((answer, *calls)),
        *_entries(record, context),
        Divider(),
        *wording.support_lines(context.policy),
        wording.section("1.9.4", "1.12.2"),
    ]
    return _paged(Card(title=f"Your account {record.ref}", blocks=tuple(blocks)), record, page)


def for_manager(record: WitnessStatement, context: Context, *, page: str = "") -> Card:
    """Card for the manager who decides about the police."""
    name = context.name(record.witness)
    lead = f"{name}: {said.STATEMENT[record.state]}."
    blocks: list[Block] = [Text(said.DANGER), Text(lead)]
    if record.in_person is not None:
        asker = context.name(record.in_person.by)
        blocks.append(Small(f"Asked in person by {asker}, {context.moment(record.in_person.at)}"))
    blocks += [*_entries(record, context), Small("Please show it to nobody else who was there.")]
    blocks.append(wording.section("1.9.4"))
    return _paged(Card(title=f"Account {record.ref}", blocks=tuple(blocks)), record, page)


def happened(record: WitnessStatement, context: Context) -> str:
    """All that a witness learns: that they were named, the day, and the channel."""
    how = f" ({labels.CHANNEL[record.channel].lower()})" if record.channel else ""
    return f"You were named as having been there when something happened, {context.moment(record.happened_at)}{how}."


def _paged(card: Card, record: WitnessStatement, page: str) -> Card:
    return pages.paged(card, page, action="witness.open", about=record.id)


def _entries(record: WitnessStatement, context: Context) -> list[Block]:
    """Answers, the newest first."""
    return [block for entry in reversed(record.entries) for block in _entry(entry, context)]


def _entry(entry: Entry, context: Context) -> list[Block]:
    words = said.ANSWERED[entry.answer]
    lead = context.moment(entry.at)
    blocks: list[Block] = [Small(f"{lead}: {words}" if words else lead)]
    return [*blocks, Quote(entry.words)] if entry.words else blocks


def answer(record: WitnessStatement, values: Values, context: Context) -> Form:
    """Give a statement, or one of the two other answers."""
    added = bool(record.entries)
    known: Values = {INSTEAD.id: Answer.STATEMENT.value, **values}
    return Form(
        name=ANSWER,
        title="What you saw or heard",
        about=record.id,
        body=(
            Text(said.DANGER),
            Text(happened(record, context)),
            Text("What you write stands beside what is there. Nothing is changed or lost." if added else ASKED),
            Text(READERS),
            *in_words(
                INSTEAD,
                WORDS,
                known,
                needs={Answer.STATEMENT.value},
            ),
            wording.section("1.9.4"),
        ),
        submit="Send",
        values=known,
    )
