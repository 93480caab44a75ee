"""A request for support: the manager's card, with the answers open to them (1.12.2, 1.12.3)."""

from __future__ import annotations

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Look, Quote, Small, Text
from bot.records.individual import Individual
from bot.records.support_request.parts import Help, Outcome, State
from bot.records.support_request.record import SupportRequest
from bot.views.context import Context
from bot.views.support_request import reading as views


def for_manager(
    record: SupportRequest,
    individual: Individual | None,
    context: Context,
    *,
    report: Block | None = None,
    page: str = "",
) -> Card:
    """Card for the manager: the next step, and the request. `report`: line of the report it came with."""
    blocks = _next_step(record, context)
    blocks += _answered_before(record, context)
    blocks += [Divider(), *views.what_was_asked(record, individual, context), *((report,) if report else ())]
    return views.drawn(record, blocks, page)


def asks(record: SupportRequest, context: Context) -> str:
    """Request to the manager, in a sentence or two."""
    person = context.name(record.origin.by)
    return {
        Help.NO_CONTACT: f"{person} asks for no more contact with a specific individual. The individual hears nothing "
        "of this.",
        Help.OTHER_NAME: f"{person} asks that correspondence goes in the name of a senior manager.",
        Help.REMOVAL: f"{person} asks to be removed completely from a case or an interaction.",
        Help.HOUR: f"Please free an hour for {person}.",
        Help.TALK: f"{person} would like to talk with you. Please find a time; they need not say what about before it.",
    }[record.wanted.help]


NOT_WHY = "Please don't ask for a reason that they have not given; not saying is a full answer."


def _next_step(record: SupportRequest, context: Context) -> list[Block]:
    person = context.name(record.origin.by)
    match record.state:
        case State.ASKED | State.STEPPED_UP:
            return _to_answer(record, context)
        case State.ARRANGED:
            return [Text(f"{_told_manager(record, context)} {person} has been told. Nothing more to do.")]
        case State.AGREED | State.AGREED_IN_PART:
            return _to_put_in_place(record, context)
        case State.IN_PLACE | State.CHECKED:
            return _in_place(record, context)
        case State.NOT_AGREED:
            return [Text(f"Not taken forward. {person} has been told, with the reasons. Nothing more to do.")]
        case State.ENDED:
            return [Text(_ended(record, person))]


def _to_answer(record: SupportRequest, context: Context) -> list[Block]:
    def button(label: str, action: str, look: Look = Look.PLAIN) -> Button:
        return Button(label=label, action=action, about=record.id, look=look)

    pass_on = button("I can't take this", "pass_on")
    if record.is_arranged:
        again = [Text("They ask for another time: what they have added is below.")] if record.answers else []
        arrange = button("Arrange it", f"form:{views.ARRANGE}", Look.PRIMARY)
        return [Text(asks(record, context)), *again, Buttons((arrange, pass_on))]
    if record.state is State.STEPPED_UP:
        lead = "It was answered once, and they ask the management team to look at it again."
    elif record.answers:
        lead = "They ask for a change: what they have added is below. What was agreed stands until you answer."
    else:
        lead = ""
    buttons = (
        button("Approve", "support_request.approve", Look.PRIMARY),
        button("Approve in part", "support_request.in_part"),
        button("Deny", "support_request.deny"),
        pass_on,
    )
    return [Text(asks(record, context)), *([Text(lead)] if lead else []), Text(NOT_WHY), Buttons(buttons)]


def _told_manager(record: SupportRequest, context: Context) -> str:
    found = record.arrangement
    assert found is not None  # guaranteed by the state "arranged"
    at = f" at {found.clock:%H:%M}" if found.clock else ""
    what = "You talk" if record.wanted.help is Help.TALK else "An hour is kept free"
    return f"Arranged. {what} on {views.from_when(found, context)}{at}."


def _to_put_in_place(record: SupportRequest, context: Context) -> list[Block]:
    person = context.name(record.origin.by)
    day = views.from_when(record.agreement, context)
    text = f"Agreed, and {person} has been told. Please see that it is in place from {day}."
    done = Button(label="It is in place", action="support_request.in_place", about=record.id, look=Look.PRIMARY)
    return [Text(text), *_templates(record, person), Buttons((done, *_propose(record)))]


def _templates(record: SupportRequest, person: str) -> list[Block]:
    if record.wanted.help is not Help.OTHER_NAME:
        return []
    return [Text(f"Please see that {person}'s name is gone from templates, signatures and drafts as well.")]


def _in_place(record: SupportRequest, context: Context) -> list[Block]:
    person = context.name(record.origin.by)
    blocks: list[Block] = [Text(f"In place since {views.since(record.in_place_at, context)}. Nothing to do.")]
    if record.look is not None:
        blocks.append(Text(f"You have proposed to look at it again. It stays as it is until {person} says otherwise."))
    else:
        blocks.append(Text(f"It ends when {person} says so. If it has to change, propose to look at it together."))
        blocks.append(Buttons(_propose(record)))
    return blocks


def _propose(record: SupportRequest) -> tuple[Button, ...]:
    if record.look is not None:
        return ()
    return (Button(label="Propose to look at it again", action=f"form:{views.PROPOSE}", about=record.id),)


def _ended(record: SupportRequest, person: str) -> str:
    if record.agreement is None:
        return f"{person} does not need it any more. Nothing to do."
    return f"{person} does not need it any more. What was put in place for it can go back to how it was."


def _answered_before(record: SupportRequest, context: Context) -> list[Block]:
    """All earlier answers, the newest first."""
    blocks: list[Block] = []
    for answer in reversed(record.answers if not record.is_arranged else ()):
        facts = [] if answer.outcome is Outcome.NOT_AGREED else views.agreed_facts(answer, context)[:-1]
        words = {
            Outcome.AGREED: "Approved",
            Outcome.AGREED_IN_PART: "Approved in part",
            Outcome.NOT_AGREED: "Not taken forward",
        }[answer.outcome]
        blocks.append(Small(f"{words} by {context.name(answer.by)}, {context.moment(answer.at)}"))
        blocks += [Facts(tuple(facts))] if facts else []
        blocks += [Quote(text) for text in (answer.part, answer.words) if text]
    return [Divider(), Heading("Answered so far"), *blocks] if blocks else []
