"""Support: the options for anybody at any time, and a short time away from contact (1.12, 1.12.2)."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Look, Quote, Text
from bot.chat.events import Values
from bot.chat.forms import DateField, Form, PeopleField, TextField
from bot.errors import Problem
from bot.records.days import a_year_after
from bot.records.time_away import State, TimeAway
from bot.views import wording
from bot.views.context import Context
from bot.views.support_request import reading as support_request

ASK = "time_away.request"
WHEN = "time_away.when"
ARRANGE = "time_away.arrange"

#: The longest "when would suit", in characters: a line; and the longest note: a few lines.
LONGEST_WHEN = 300
LONGEST_WORDS = 1000

#: Why the questions are asked, and who reads the answers.
_AWAY = "1.12.2: a short time away from all contact, if requested"
_READ_BY = "whoever asked; who covers"

#: The time that would suit: for time away, an hour or a talk.
SUITS = TextField(
    id="when",
    because="1.12.2: time away, or time for support, if they wish",
    read_by="who arranges it",
    label="When would suit?",
    hint="If you like. Please leave out why.",
    longest=LONGEST_WHEN,
)
FIRST_DAY = DateField(
    id="first_day",
    because=_AWAY,
    read_by=_READ_BY,
    label="First day away from contact",
    required=True,
    missing="Please choose the first day.",
    outside="Please choose today or a later day, within a year.",
)
BACK = DateField(
    id="back",
    because=_AWAY,
    read_by=_READ_BY,
    label="Back on",
    hint="The first day on which they take contact again.",
    required=True,
    missing="Please choose the day on which they are back.",
    outside="Please choose a day within a year.",
    wrong={Problem.NOT_AFTER: "Please choose a day after the first one."},
)
COVER = PeopleField(
    id="cover",
    because=_AWAY,
    read_by=_READ_BY,
    label="Who covers",
    hint="If somebody has to. They hear from when, and to speak with you. Nothing else.",
    wrong={Problem.INVOLVED: "They are the one who is away: please choose somebody else to cover."},
)
#: Shown to the person who asked, with the answer.
SHOULD_KNOW = TextField(
    id="words",
    because="1.13: clear and straightforward, for staff as well",
    read_by="whoever asked",
    label="Anything they should know",
    hint="Kind and plain.",
    lines=True,
    longest=LONGEST_WORDS,
)

NO_REASON = "You do not need to give a reason, and nobody refuses it: your manager arranges it."


# -- for whoever asks --------------------------------------------------------------------------------


def options(context: Context, *, asked: TimeAway | None = None) -> Card:
    """Support options, independent of any incident (R-1.12-2)."""
    blocks: list[Block] = [
        Text("Any contact that worries or upsets you is reason enough to ask for support."),
        *wording.support_lines(context.policy),
        Divider(),
    ]
    more = support_request.something_else()
    if asked is None:
        away = Button(label="I'd like a short time away", action="time_away.ask", look=Look.PRIMARY)
        blocks += [
            Text(f"You can have a short time away from all contact. {NO_REASON}"),
            Buttons((away, Button(label="Say when first", action=f"form:{ASK}"), more)),
        ]
    else:
        reading = Button(label="Open", action="time_away.open", about=asked.id)
        blocks += [Text(standing(asked, context)), Buttons((reading, more))]
    blocks.append(wording.section("1.12", "1.12.2"))
    return Card(title="Support", blocks=tuple(blocks))


def ask(values: Values, context: Context) -> Form:
    """Ask for time away; the only question, when it would suit, is optional (R-1.12.2-3)."""
    return Form(
        name=ASK,
        title="A short time away",
        body=(
            Text(NO_REASON),
            SUITS,
            Divider(),
            *wording.support_lines(context.policy),
            wording.section("1.12.2"),
        ),
        submit="Ask for it",
        values=values,
    )


def when(record: TimeAway, values: Values) -> Form:
    """Say which time would suit, after the request was sent."""
    return Form(
        name=WHEN,
        title="When would suit?",
        about=record.id,
        body=(SUITS, wording.section("1.12.2")),
        submit="Save",
        values={SUITS.id: record.when, **values},
    )


def receipt(record: TimeAway, context: Context, *, already: bool = False) -> Card:
    """Confirmation for the person who asked; also if they ask again."""
    lead = "Your request is on its way already. " if already else "Thank you. "
    return Card(title="A short time away", blocks=(Text(lead + standing(record, context)), *_open_to_asker(record)))


def for_asker(record: TimeAway, context: Context) -> Card:
    """Card for the person who asked: the state of the request, and any arrangement."""
    blocks: list[Block] = [Text(standing(record, context))]
    arrangement = record.arrangement
    if arrangement is not None:
        facts = [("From", context.day(arrangement.first_day)), ("Back on", context.day(arrangement.back))]
        if arrangement.cover:
            facts.append(("Who covers", context.names(arrangement.cover)))
        blocks.append(Facts(tuple(facts)))
        if arrangement.words:
            blocks.append(Quote(arrangement.words))
    if record.when:
        blocks.append(Facts((("You said it would suit", record.when),)))
    blocks += [*_open_to_asker(record), Divider(), *wording.support_lines(context.policy)]
    return Card(title=f"Time away {record.ref}", blocks=(*blocks, wording.section("1.12.2")))


def _open_to_asker(record: TimeAway) -> tuple[Block, ...]:
    if record.state is not State.ASKED:
        return ()
    label = "Change when it would suit" if record.when else "Say when it would suit"
    return (Buttons((Button(label=label, action=f"form:{WHEN}", about=record.id),)),)


def standing(record: TimeAway, context: Context) -> str:
    """State of a request in a sentence, for the person who asked."""
    if record.arrangement is not None:
        first, back = context.day(record.arrangement.first_day), context.day(record.arrangement.back)
        away = f"It is arranged: you are away from all contact from {first} and back on {back}."
        return f"{away} Messages wait until then; your home shows what there is."
    if record.handler is None:
        return f"The management team has been asked who arranges it. Your reference is {record.ref}."
    return f"{context.name(record.handler)} will arrange it and let you know. Your reference is {record.ref}."


# -- for the manager ---------------------------------------------------------------------------------


def for_manager(record: TimeAway, context: Context) -> Card:
    """Card for the manager, with one thing to do: arrange it. It cannot be refused."""
    person = context.name(record.origin.by)
    title = f"Time away {record.ref}"
    if record.arrangement is not None:
        arrangement = record.arrangement
        facts = [
            ("From", context.day(arrangement.first_day)),
            ("Back on", context.day(arrangement.back)),
            ("Who covers", context.names(arrangement.cover) or "Nobody was named"),
        ]
        done = f"Arranged for {person} by {context.name(arrangement.by)}. Nothing more to do."
        return Card(title=title, blocks=(Text(done), Facts(tuple(facts)), wording.section("1.12.2")))
    arrange = Button(label="Arrange it", action=f"form:{ARRANGE}", about=record.id, look=Look.PRIMARY)
    pass_on = Button(label="I can't take this", action="pass_on", about=record.id)
    return Card(
        title=title,
        blocks=(
            Text(
                f"{person} would like a short time away from all contact. The policy lets them have it, so it needs "
                "arranging, not a decision. Please don't ask why; they may tell you if they wish."
            ),
            Facts((("When would suit", record.when or "They did not say; please ask them what suits."),)),
            Buttons((arrange, pass_on)),
            wording.section("1.12.2"),
        ),
    )


# -- for whoever covers ------------------------------------------------------------------------------


def for_cover(record: TimeAway, context: Context) -> Card:
    """Dates of the cover and the person to speak to; not the absent colleague or a reason (model.md §4)."""
    arrangement = record.arrangement
    assert arrangement is not None  # cover begins with an arrangement
    facts = (
        ("From", context.day(arrangement.first_day)),
        ("Up to, and without", context.day(arrangement.back)),
        ("Please speak with", context.name(arrangement.by)),
    )
    text = "There is something to cover, and you are asked to take it on. Please don't ask a colleague why."
    return Card(title=f"To cover {record.ref}", blocks=(Text(text), Facts(facts), wording.section("1.12.2")))


def arrange(record: TimeAway, values: Values, context: Context) -> Form:
    """Arrange the days and the cover."""
    person = context.name(record.origin.by)
    suits = (Facts((("When would suit", record.when),)),) if record.when else ()
    return Form(
        name=ARRANGE,
        title="Arrange time away",
        about=record.id,
        body=(
            Text(f"{person} reads this as soon as you save it."),
            *suits,
            FIRST_DAY.between(context.today, a_year_after(context.today)),
            BACK.between(None, a_year_after(context.today)),
            COVER,
            SHOULD_KNOW,
            wording.section("1.12.2"),
        ),
        submit="Arrange it",
        values={FIRST_DAY.id: context.today.isoformat(), **values},
    )
