"""A debrief: the answer to its offer, the cards of both people, and its agreed actions (1.12.2)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Heading, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import DateField, Field, Form, PeopleField, TextField
from bot.errors import Problem
from bot.records.days import a_year_after, a_year_before
from bot.records.debrief import Action, Debrief, State
from bot.views import pages, wording
from bot.views.context import Context

BOOK = "debrief.book"
HELD = "debrief.held"
AGREE = "debrief.agree"
DROP = "debrief.drop"

#: The longest text of one agreed action, in characters: a line, not an account.
LONGEST_ACTION = 300

#: Why the questions are asked, and who reads the answers.
_AGREED = "1.12.2: agreed actions are noted"
_OWNER = "both of them; who does it"

ANY_ANSWER = "Any answer is fine, and only agreed actions are written down."
ONLY_ACTIONS = "Only the day and what you agreed are noted, never what was said or felt."

BOOKED_ON = DateField(
    id="on",
    because="1.12.2: a de-brief meeting with their manager",
    read_by="both of them",
    label="On which day",
    required=True,
    missing="Please choose the day on which you talk.",
    outside="Please choose today or a later day, within a year.",
)
HELD_ON = DateField(
    id="on",
    because="1.12.2: a de-brief meeting with their manager",
    read_by="both of them; Harbour: it asks no more",
    label="On which day",
    required=True,
    missing="Please give the day on which you talked.",
    outside="Please give the day on which you talked: within the last year, and not in the future.",
)
WHAT = TextField(
    id="what",
    because=_AGREED,
    read_by=_OWNER,
    label="What did you agree to do?",
    hint="The action in a line.",
    longest=LONGEST_ACTION,
    required=True,
    missing="Please say what was agreed.",
)
_OR_NOTHING = "Please say what was agreed, or empty the day below."
OWNER = PeopleField(
    id="owner",
    because=_AGREED,
    read_by=_OWNER,
    label="Who does it?",
    most=1,
    missing="Please choose who does it.",
    wrong={Problem.LEFT: "They no longer work here: please choose somebody else."},
)
DUE = DateField(
    id="due",
    because=_AGREED,
    read_by="who does it; Harbour: it reminds them",
    label="By when?",
    missing="Please choose the day by which it is done.",
    outside="Please choose today or a later day, within a year.",
)
DROPPED_BECAUSE = TextField(
    id="because",
    because=_AGREED,
    read_by="both of them",
    label="Why, in a few words",
    hint="If you like. Plans change; that is fine.",
    longest=LONGEST_ACTION,
)


# -- for the person ----------------------------------------------------------------------------------


def for_person(record: Debrief, context: Context, page: str = "") -> Card:
    """Card for the person to whom it is offered: its state, and every answer that they can still give."""
    blocks: list[Block] = [Text(standing(record, context))]
    if record.held_on is None:
        blocks += [Buttons(_answers(record)), Small(ANY_ANSWER)]
    blocks += [Divider(), *wording.support_lines(context.policy)]
    blocks += [*_actions(record, context), wording.section("1.12.2")]
    return _paged(Card(title=f"Debrief {record.ref}", blocks=tuple(blocks)), record, page)


def _paged(card: Card, record: Debrief, page: str) -> Card:
    return pages.paged(card, page, action="debrief.open", about=record.id)


def standing(record: Debrief, context: Context) -> str:
    """State of a debrief in a sentence, for the person to whom it is offered."""
    manager = context.name(record.handler) if record.handler else "a manager"
    day = context.day(record.booked_on) if record.booked_on else ""
    found = f"Thank you. {manager} will find a time to talk with you."
    sought = "Thank you. A manager is being found who will talk with you."
    return {
        State.OFFERED: f"Would a conversation with {manager} help?",
        State.LATER: "Later is fine. You will be asked once more, in two weeks or so; you can say yes before that.",
        State.ACCEPTED: found if record.handler else sought,
        State.BOOKED: f"You talk with {manager} on {day}.",
        State.DECLINED: "No thanks is fine. Nobody will ask again about this; you can still change your mind.",
        State.ACTIONS_OPEN: "You have talked. What you agreed is below.",
        State.DONE: "You have talked. Nothing more to do.",
    }[record.state]


def _answers(record: Debrief) -> tuple[Button, ...]:
    """Answers that the person has not given; they can change their mind until the talk."""
    offered = {
        State.OFFERED: ("yes", "later", "no_thanks"),
        State.LATER: ("yes", "no_thanks"),
        State.ACCEPTED: ("later", "no_thanks"),
        State.BOOKED: ("later", "no_thanks"),
        State.DECLINED: ("yes", "later"),
    }
    first = {"yes": "Yes", "later": "Later", "no_thanks": "No thanks"}
    again = {"yes": "Yes, after all", "later": "Rather later", "no_thanks": "Rather not"}
    words = first if record.state is State.OFFERED else again
    return tuple(
        Button(
            label=words[answer],
            action=f"debrief.{answer}",
            about=record.id,
            look=Look.PRIMARY if answer == "yes" else Look.PLAIN,
        )
        for answer in offered.get(record.state, ())
    )


# -- for the manager -----------------------------------------------------------------------------------


def for_manager(record: Debrief, context: Context, page: str = "") -> Card:
    """Card for the person's manager: the next step, and the agreed actions."""
    blocks = [*_next_step(record, context), *_actions(record, context), wording.section("1.12.2")]
    return _paged(Card(title=f"Debrief {record.ref}", blocks=tuple(blocks)), record, page)


def _next_step(record: Debrief, context: Context) -> list[Block]:
    person = context.name(record.person)
    talked = Button(label="We have talked", action=f"form:{HELD}", about=record.id)
    match record.state:
        case State.OFFERED:
            offered = f"{person} has been offered a conversation with you. Whether to take it up is theirs alone."
            return [Text(offered), Buttons((talked,))]
        case State.LATER:
            return [Text(f"{person} would rather talk later. They will be asked once more."), Buttons((talked,))]
        case State.DECLINED:
            return [Text(f"{person} does not want a conversation about this. That is fine; there is nothing to do.")]
        case State.ACCEPTED:
            book = Button(label="Book a day", action=f"form:{BOOK}", about=record.id, look=Look.PRIMARY)
            return [
                Text(f"{person} would like to talk with you. Please find a time; the talk is practical and voluntary."),
                Buttons((book, talked, _pass_on(record))),
            ]
        case State.BOOKED:
            assert record.booked_on is not None  # guaranteed by the state "booked"
            done = Button(label="We have talked", action=f"form:{HELD}", about=record.id, look=Look.PRIMARY)
            other = Button(label="Another day", action=f"form:{BOOK}", about=record.id)
            return [
                Text(f"You talk with {person} on {context.day(record.booked_on)}. {ONLY_ACTIONS}"),
                Buttons((done, other, _pass_on(record))),
            ]
        case State.ACTIONS_OPEN | State.DONE:
            agree = Button(label="Add an agreed action", action=f"form:{AGREE}", about=record.id)
            return [Text(f"You have talked with {person}. {ONLY_ACTIONS}"), Buttons((agree,))]


def _pass_on(record: Debrief) -> Button:
    return Button(label="I can't take this", action="pass_on", about=record.id)


# -- agreed actions --------------------------------------------------------------------------------------


def for_owner(record: Debrief, action: Action, context: Context) -> Card:
    """Card for the owner of one agreed action: that action, and nothing else of the debrief."""
    blocks = [*_action(record, action, context), wording.section("1.12.2")]
    return Card(title=f"Action from {record.ref}", blocks=tuple(blocks))


def _actions(record: Debrief, context: Context) -> list[Block]:
    if record.held_on is None:
        return []
    if not record.actions:
        return [Small(f"Talked on {context.day(record.held_on)}. Nothing was agreed.")]
    # Open actions come first, by day; then settled ones, the newest first.
    to_do = sorted((action for action in record.actions if action.is_open), key=lambda action: action.due)
    settled = [action for action in reversed(record.actions) if not action.is_open]
    rows = [block for action in (*to_do, *settled) for block in _action(record, action, context)]
    return [Divider(), Heading(f"Agreed on {context.day(record.held_on)}"), *rows]


def _action(record: Debrief, action: Action, context: Context) -> list[Block]:
    who = "You" if action.owner == context.reader else context.name(action.owner)
    by = f"{who}, by {context.day(action.due)}"
    if action.done_at is not None:
        return [Small(f"{by}. Done on {context.moment(action.done_at)}."), Quote(action.what)]
    if not action.is_open:
        because = f": {action.dropped_because}" if action.dropped_because else ""
        return [Small(f"{by}."), Quote(f"{action.what}\nNot going to happen{because}")]
    done = Button(label="Done", action="debrief.action_done", about=record.id, extra=action.id)
    drop = Button(label="Not going to happen", action=f"form:{DROP}", about=record.id, extra=action.id)
    return [Small(f"{by}."), Quote(action.what), Buttons((done, drop))]


# -- forms -----------------------------------------------------------------------------------------------


def book(record: Debrief, values: Values, context: Context) -> Form:
    """Set the day of the conversation; the two agree on place and time themselves."""
    planned = {BOOKED_ON.id: record.booked_on.isoformat()} if record.booked_on else {}
    return Form(
        name=BOOK,
        title="Book a debrief",
        about=record.id,
        body=(
            Text(f"{context.name(record.person)} hears that a day has been found, and reads here which one."),
            BOOKED_ON.between(context.today, a_year_after(context.today)),
            wording.section("1.12.2"),
        ),
        submit="Book",
        values={**planned, **values},
    )


def held(record: Debrief, values: Values, context: Context) -> Form:
    """Note that they have talked, and the agreed actions; no field for the talk itself (R-1.12.2-2)."""
    return Form(
        name=HELD,
        title="We have talked",
        about=record.id,
        body=(
            Text(f"{ONLY_ACTIONS} If nothing was agreed, leave the rest empty."),
            HELD_ON.between(a_year_before(context.today), context.today),
            *_agreement(context, required=False),
            Small("More than one? Add the others afterwards."),
            wording.section("1.12.2"),
        ),
        submit="Save",
        values={HELD_ON.id: context.today.isoformat(), OWNER.id: (context.reader,), **values},
    )


def agree(record: Debrief, values: Values, context: Context) -> Form:
    """Add an agreed action."""
    return Form(
        name=AGREE,
        title="Add an agreed action",
        about=record.id,
        body=(*_agreement(context, required=True), wording.section("1.12.2")),
        submit="Add",
        values={OWNER.id: (context.reader,), **values},
    )


def _agreement(context: Context, *, required: bool) -> tuple[Field[object], ...]:
    return (
        WHAT if required else replace(WHAT, required=False, missing=_OR_NOTHING),
        replace(OWNER, required=required),
        replace(
            DUE.between(context.today, a_year_after(context.today)),
            hint="" if required else "Leave it empty for two weeks from now.",
            required=required,
        ),
    )


def drop(record: Debrief, action: Action, values: Values, context: Context) -> Form:
    """Drop an agreed action, with an optional reason; nobody is blamed for it."""
    return Form(
        name=DROP,
        title="Not going to happen",
        about=record.id,
        extra=action.id,
        body=(
            Quote(action.what),
            Small(f"By {context.day(action.due)}."),
            DROPPED_BECAUSE,
            wording.section("1.12.2"),
        ),
        submit="Save",
        values=values,
    )
