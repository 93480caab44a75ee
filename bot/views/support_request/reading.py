"""Cards of a request for support, for the person who asked and the person covering (1.12.2, 1.12.3)."""

from __future__ import annotations

from datetime import datetime

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Look, Quote, Small, Text
from bot.records.individual import Individual
from bot.records.support_request.parts import Answer, Help, Outcome, State
from bot.records.support_request.record import SupportRequest
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.support_request import labels

ASK = "support_request.ask"
SAY = "support_request.say"
ANSWER = "support_request.answer"
ARRANGE = "support_request.arrange"
PROPOSE = "support_request.propose"

STANDS = "The support around you stands."
TEAM = "the management team"
NOBODY_TO_LOOK_AGAIN = (
    "Nobody else in the management team could look at it again, so nothing has moved. You can speak with whoever "
    "answered about what would help, or ask for a talk with another manager: choose “Support, or time away”, and "
    "then “Something else would help”."
)

_AGREED = (State.AGREED, State.AGREED_IN_PART, State.IN_PLACE, State.CHECKED)


def _title(record: SupportRequest) -> str:
    return f"Request {record.ref}"


def section(record: SupportRequest) -> Small:
    """Policy section; for an arrangement a general one, which does not reveal the purpose (R-1.12.2-6)."""
    return wording.section("1.12") if record.is_arranged else wording.section("1.12.2", "1.12.3")


def drawn(record: SupportRequest, blocks: list[Block], page: str) -> Card:
    """Card of the request, a page at a time."""
    whole = Card(title=_title(record), blocks=(*blocks, section(record)))
    return pages.paged(whole, page, action="support_request.open", about=record.id)


def something_else(about: str | None = None) -> Button:
    """Button to all support besides time away; `about`: the report that it is for."""
    return Button(label="Something else would help", action=f"form:{ASK}", about=about)


# -- for whoever asks --------------------------------------------------------------------------------


def receipt(record: SupportRequest, context: Context, *, already: bool = False) -> Card:
    """Confirmation for the person who asked; also if they ask again."""
    lead = "Your request is on its way already." if already and record.waits_for_answer else "Thank you."
    if already and not record.waits_for_answer:
        lead = "You have asked for this already."
    blocks = (Text(f"{lead} {standing(record, context)}"), Buttons(_for_asker(record)), section(record))
    return Card(title=_title(record), blocks=blocks)


def for_asker(record: SupportRequest, individual: Individual | None, context: Context, *, page: str = "") -> Card:
    """Card for the person who asked: the state of the request, and their options."""
    blocks: list[Block] = [Text(standing(record, context)), *_not_taken_forward(record)]
    if record.look is not None:
        who = context.name(record.look.by)
        text = f"{who} would like to look at it again with you. It stays as it is unless you say otherwise."
        blocks += [Text(text), Quote(record.look.words)]
    if buttons := _for_asker(record):
        blocks.append(Buttons(buttons))
    blocks += [*_what_stands(record, context), Divider(), *what_was_asked(record, individual, context)]
    blocks += [Divider(), *wording.support_lines(context.policy)]
    return drawn(record, blocks, page)


def standing(record: SupportRequest, context: Context) -> str:
    """State of a request in a sentence or two, for the person who asked."""
    match record.state:
        case State.ASKED | State.STEPPED_UP:
            return _waiting(record, context)
        case State.ARRANGED:
            return _arranged(record, context)
        case State.AGREED | State.AGREED_IN_PART:
            agreed = "Agreed in part" if record.state is State.AGREED_IN_PART else "Agreed"
            return f"{agreed}. It is to be in place from {from_when(record.agreement, context)}."
        case State.IN_PLACE | State.CHECKED:
            return f"It is in place, since {since(record.in_place_at, context)}."
        case State.NOT_AGREED:
            return "There is an answer."
        case State.ENDED:
            return "You said that you do not need it any more. You can ask again at any time."


def _waiting(record: SupportRequest, context: Context) -> str:
    name, ref = context.name(record.handler), f"Your reference is {record.ref}."
    if record.state is State.STEPPED_UP:
        again = "Nobody who has answered it before decides."
        who = f"{name}, of {TEAM}, looks at it again" if record.handler else "The management team looks at it again"
        return f"{who}. {again} {ref}"
    if record.handler is None:
        return f"The management team has been asked who takes this. {ref}"
    if record.answers:
        return (
            f"You asked for a change, and {name} will answer you. What was agreed or arranged stands until then. {ref}"
        )
    if record.is_arranged:
        return f"{name} will arrange it and let you know. {ref}"
    return f"{name} will read it and give you an answer, with reasons. {ref}"


def _arranged(record: SupportRequest, context: Context) -> str:
    found = record.arrangement
    assert found is not None  # guaranteed by the state "arranged"
    at = f" at {found.clock:%H:%M}" if found.clock else ""
    when = f"{from_when(found, context)}{at}"
    if record.wanted.help is Help.TALK:
        return f"It is arranged: you talk with {context.name(found.by)} on {when}."
    return f"It is arranged: an hour is kept free for you on {when}."


def _not_taken_forward(record: SupportRequest) -> list[Block]:
    last = record.answers[-1] if record.answers else None
    if last is None or last.outcome is not Outcome.NOT_AGREED or record.state is State.ENDED:
        return []
    stands = "What was agreed before stays in place." if record.agreement else STANDS
    return [Text("Not taken forward, because:"), Quote(last.words), Text(stands)]


def _for_asker(record: SupportRequest) -> tuple[Button, ...]:
    def button(label: str, action: str, look: Look = Look.PLAIN) -> Button:
        return Button(label=label, action=action, about=record.id, look=look)

    end = button("I don't need it any more", "support_request.no_longer")
    again = button("Ask the management team", "support_request.step_up", Look.PRIMARY)
    higher = (again,) if record.can_step_up else ()
    if record.waits_for_answer:
        return (button("Add something", f"form:{SAY}"), end)
    if record.state is State.ARRANGED:
        return (button("Ask for another time", f"form:{SAY}"), end)
    if record.state in _AGREED:
        keep = (button("Keep it as it is", "support_request.still"),) if record.look else ()
        return (*higher, *keep, button("Change it", f"form:{SAY}"), end)
    return higher


# -- what was asked, and what stands --------------------------------------------------------------------


def what_was_asked(record: SupportRequest, individual: Individual | None, context: Context) -> list[Block]:
    """Request in the person's own words; for a manager without the purpose of an hour."""
    wanted, own = record.wanted, context.reader == record.origin.by
    unsaid = "They did not say; please ask them." if record.is_arranged and not own else ""
    facts = (
        ("Asked for", labels.HELP[wanted.help] if own or not record.is_arranged else ""),
        ("With whom", individual.display if individual else ""),
        ("Which", wanted.which),
        ("When would suit", wanted.when or unsaid),
        ("On what grounds", "; ".join(labels.GROUND[ground] for ground in wanted.grounds)),
    )
    blocks: list[Block] = [Heading("What was asked"), Facts(tuple((label, value) for label, value in facts if value))]
    if wanted.words:
        blocks.append(Quote(wanted.words))
    for said in reversed(record.said):
        blocks += [Small(f"Added {context.moment(said.at)}"), Quote(said.text)]
    return blocks


def _what_stands(record: SupportRequest, context: Context) -> list[Block]:
    found = record.arrangement if record.is_arranged else record.agreement
    if found is None or record.state is State.ENDED:
        return []
    facts = [] if record.is_arranged else agreed_facts(found, context)
    said = [("Agreed in part", found.part), ("With it", found.words)]
    return [
        *((Facts(tuple(facts)),) if facts else ()),
        *(block for label, text in said if text for block in (Small(label), Quote(text))),
    ]


def agreed_facts(answer: Answer, context: Context) -> list[tuple[str, str]]:
    """Agreed details: the start, the cover or signatory, and the author of the answer."""
    facts = [("From", from_when(answer, context))]
    if answer.cover:
        facts.append(("Who takes over", context.name(answer.cover)))
    if answer.in_name_of:
        facts.append(("In whose name", context.name(answer.in_name_of)))
    return [*facts, ("Answered by", context.name(answer.by))]


def from_when(answer: Answer | None, context: Context) -> str:
    """Day from which it is agreed or arranged."""
    assert answer is not None
    assert answer.on is not None  # every agreement and arrangement has a day
    return context.day(answer.on)


def since(at: datetime | None, context: Context) -> str:
    """Day on which it was put in place."""
    assert at is not None
    return context.day_of(at)


# -- for whoever covers ----------------------------------------------------------------------------------


def for_cover(record: SupportRequest, context: Context) -> Card:
    """Start of the cover and the person to speak to; not the request, its author or the reason (model.md §4)."""
    title = f"To cover {record.ref}"
    if record.covered_by != context.reader:
        return Card(title=title, blocks=(Text(nothing_to_cover(record)),))
    with_whom = context.name(record.handler) if record.handler else TEAM
    facts = (("From", from_when(record.agreement, context)), ("Please speak with", with_whom))
    text = "There is something to cover, and you are asked to take it on."
    return Card(title=title, blocks=(Text(text), Facts(facts), wording.section("1.12")))


def nothing_to_cover(record: SupportRequest) -> str:
    """Message to the person covering, once it is over."""
    return f"There is nothing for you to cover any more under {record.ref}. Thank you."


def ended(record: SupportRequest, context: Context) -> Card:
    """Confirmation for the person who ended it."""
    text = "Thank you for saying so. You can ask again at any time, for this or anything else."
    return Card(title=_title(record), blocks=(Text(text), *wording.support_lines(context.policy), section(record)))
