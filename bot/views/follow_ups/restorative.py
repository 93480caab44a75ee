"""A step to restore the relationship: its card and forms, and its mention when a restriction is considered (1.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import Body, ChoiceField, DateField, Field, Form, Part, PeopleField, TextField, options
from bot.records.base import RecordId
from bot.records.days import a_year_after, a_year_before
from bot.records.follow_ups.restorative import RestorativeAction, State, Step, What
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.follow_ups import words

NOTE = "restorative.note"
RESULT = "restorative.result"
#: The act offered before a proposal.
FIRST = "restorative.first"

#: Why the questions are asked, and who reads the answers.
_RECORD = "1.14.1: a clear record that we worked to restore a relationship"

LABEL = "Note a step to restore the relationship"
#: The longest description of a step or of its result, in characters.
LONGEST = 500
#: The number of steps, the newest, that are shown when a restriction is considered.
MOST_TRIED = 8

WHOM = TextField(
    id="whom",
    because="1.7: a relationship is restored with somebody",
    read_by=words.STEP_READ_BY,
    label="Who is it about?",
    hint="Initials or a tenancy reference, not the full name.",
    required=True,
    longest=80,
    missing="Please say whom it is about: initials or a tenancy reference.",
)
ON = DateField(
    id="on",
    because=_RECORD,
    read_by=words.STEP_READ_BY,
    label="On which day",
    required=True,
    missing="Please choose the day.",
    outside="Please choose a day within a year.",
)
WHAT = ChoiceField(
    id="what",
    because="1.7: breaks, early words, adjustments, clear expectations",
    read_by=words.STEP_READ_BY,
    label="What kind of step?",
    options=options(words.WHAT, [what for what in What if what is not What.ADVICE]),
    required=True,
    missing="Please choose one; “Something else” is there for what does not fit.",
)
WORDS = TextField(
    id="words",
    because=_RECORD,
    read_by=words.STEP_READ_BY,
    label="What is done",
    hint="In a sentence.",
    lines=True,
    longest=LONGEST,
    required=True,
    missing="Please say in a sentence what is done.",
)
BY = PeopleField(
    id="by",
    because=_RECORD,
    read_by=words.STEP_READ_BY,
    label="Who does it?",
    most=1,
    required=True,
    missing="Please choose a colleague.",
)
WENT = TextField(
    id="words",
    because="1.8: a restriction comes where this was tried and failed, or is not possible",
    read_by=words.STEP_READ_BY,
    label="How did it go?",
    hint="In a sentence or two, in plain facts.",
    lines=True,
    longest=LONGEST,
    required=True,
    missing="Please say it in a sentence.",
)


def note_button(about: RecordId) -> Button:
    """Button on a report or a restriction that opens the form for a step."""
    return Button(label=LABEL, action=f"form:{NOTE}", about=about)


def instead(about: RecordId) -> tuple[Item, ...]:
    """Hint at a restorative step, if a restriction was refused or made lighter."""
    return (Item("A step to restore the relationship may help now, as well or instead.", note_button(about)),)


# -- its card ----------------------------------------------------------------------------------------


def card(record: RestorativeAction, context: Context, *, whom: str = "", page: str = "") -> Card:
    """Card of a restorative step: the next note to make, the step, the result."""
    blocks: list[Block] = [*_next_step(record), Divider()]
    facts = [("The individual", whom), ("Belongs to", record.matter.ref)]
    step = record.step
    if step is not None:
        facts += [("What", words.WHAT[step.what]), ("From whom", _professional(step))]
        facts += [("When", context.day(step.on)), ("Who", context.name(step.by))]
    if any(value for _, value in facts):
        blocks.append(Facts(tuple((label, value) for label, value in facts if value)))
    if step is not None and step.words:
        blocks.append(Quote(step.words))
    if record.result is not None:
        by = f"{context.name(record.result.by)}, {context.moment(record.result.at)}"
        blocks += [Heading("How it went"), Small(by), Quote(record.result.words)]
    blocks += [Small("It is help, and it counts against nobody."), wording.section("1.7", "1.14.1")]
    drawn = Card(title=f"A restorative step {record.ref}", blocks=tuple(blocks))
    return pages.paged(drawn, page, action="restorative.open", about=record.id)


def _professional(step: Step) -> str:
    return words.PROFESSIONAL[step.professional] if step.professional is not None else ""


def _next_step(record: RestorativeAction) -> list[Block]:
    match record.state:
        case State.OPENED:
            note = Button(label="Note the step", action=f"form:{NOTE}", about=record.id, look=Look.PRIMARY)
            none = Button(label="There was none, because…", action=f"form:{RESULT}", about=record.id)
            pass_on = Button(label="I can't take this", action="pass_on", about=record.id)
            return [
                Text("A step to restore the relationship is to follow. Please note which, once you know."),
                Buttons((note, none, pass_on)),
            ]
        case State.NOTED:
            went = Button(label="How did it go?", action=f"form:{RESULT}", about=record.id, look=Look.PRIMARY)
            return [Text("Noted. How it went can be noted at any time."), Buttons((went,))]
        case State.CLOSED:
            return [Text("Noted. Nothing more to do.")]


# -- the forms ---------------------------------------------------------------------------------------


def note(about: str | None, values: Values, context: Context, *, asks_whom: bool) -> Form:
    """Note of a step: its kind, day and owner; and the individual, if not known yet (R-1.7-1)."""
    known: Values = {ON.id: context.today.isoformat(), BY.id: context.reader, **values}
    body: tuple[Part, ...] = (
        Text("What was or will be done so that things go well again. It is help, and it counts against nobody."),
        *((WHOM,) if asks_whom else ()),
        WHAT,
        WORDS,
        ON.between(a_year_before(context.today), a_year_after(context.today)),
        BY,
        wording.section("1.7", "1.14.1"),
    )
    return Form(name=NOTE, title="A restorative step", about=about, body=body, submit="Save", values=known)


def result(record: RestorativeAction, values: Values) -> Form:
    """Result of the step; or the reason why there was none."""
    begun = record.step is not None
    return Form(
        name=RESULT,
        title="How it went" if begun else "No step, because",
        about=record.id,
        body=(
            WENT if begun else replace(WENT, label="Why was there none?"),
            wording.section("1.7"),
        ),
        submit="Save",
        values=values,
    )


# -- where a restriction is weighed ------------------------------------------------------------------


def before_proposing(form: Form) -> Form:
    """Form of a proposal, preceded by the offer of a restorative step (1.7, 1.8)."""
    first: tuple[Block, ...] = (
        Text("Would a step to restore the relationship help first? What you have written here is kept meanwhile."),
        Buttons((Button(label=LABEL, action=FIRST),)),
    )
    return replace(form, body=(*first, *form.body))


def with_tried(form: Form, steps: Sequence[RestorativeAction], context: Context) -> Form:
    """Form "Is it fair?", with earlier steps beside their question, in words and without a count (R-1.7-1)."""
    noted = [each for each in steps if each.step is not None][:MOST_TRIED]
    if not noted:
        return form
    shown: Body = []
    for part in form.body:
        if isinstance(part, Field) and part.id == "restorative":
            shown += [Small("Noted before as tried, or to be tried:"), *(_tried(each, context) for each in noted)]
        shown.append(part)
    return replace(form, body=tuple(shown))


def _tried(record: RestorativeAction, context: Context) -> Text:
    step = record.step
    assert step is not None  # the caller passes noted steps only
    what = ": ".join(part for part in (words.WHAT[step.what], step.words or _professional(step)) if part)
    went = f" How it went: {record.result.words}" if record.result is not None else ""
    return Text(f"{context.day(step.on)} · {what}{'' if what.endswith('.') else '.'}{went}")
