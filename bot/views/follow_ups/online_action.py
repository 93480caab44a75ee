"""Card and forms for action about something online (1.9.3)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import (
    Body,
    ChoiceField,
    DateField,
    Form,
    PeopleField,
    TextField,
    chosen,
    first,
    options,
)
from bot.records.days import a_year_before
from bot.records.follow_ups.online_action import Decision, OnlineAction, State, Step
from bot.records.online import ActionType, Answer, Request
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.evidence import reading as evidence_views
from bot.views.follow_ups import words
from bot.views.named_online import deciding
from bot.views.named_online.deciding import ASKED_ON, CAPTURE_FIRST, REFERENCE
from bot.views.police.story import Story
from bot.views.reported import reported

BEGIN = "online_action.begin"
DECIDE = "online_action.decide"
ANSWERED = "online_action.answered"

#: The longest platform or reference, in characters.
_SHORT = 300

ACTIONS = replace(
    deciding.ACTIONS,
    because="1.9.3: which of the actions are taken",
    read_by="whoever handles it next; the reporter hears that something is done",
)
_WHO = PeopleField(
    id="by",
    because="1.9.3: who acts is recorded",
    read_by="whoever handles it next; who asks them",
    label="Who did it?",
    most=1,
    required=True,
    missing="Please choose a colleague.",
)
BLOCKED_BY = replace(_WHO, id="block_by")
ASKED_BY = replace(_WHO, id="request_by", label="Who asks them?")
BLOCKED = TextField(
    id="block_what",
    because="1.9.3: accounts are blocked, or other options used",
    read_by="whoever handles it next",
    label="What was blocked or set, and where?",
    hint="Such as: comments switched off on our page.",
    required=True,
    longest=_SHORT,
    missing="Please say what was blocked or set, and where.",
)
PLATFORM = TextField(
    id="request_of",
    because="1.9.3: the platform's own reporting mechanisms",
    read_by="who asks them",
    label="Which platform is asked to take it down?",
    required=True,
    longest=_SHORT,
    missing="Please say which platform is asked.",
)
BLOCKED_ON = DateField(
    id="block_on",
    because="1.9.3: when it was done is recorded",
    read_by="whoever handles it next",
    label="On which day",
    required=True,
    missing="Please give the day on which it was done.",
    outside="Please give the day on which it was done; it cannot be in the future.",
)
ANSWER = ChoiceField(
    id="answer",
    because="1.9.3: to have the content removed",
    read_by="whoever handles it next; the reporter hears it",
    label="What came of it?",
    options=options(words.ANSWER),
    required=True,
    missing="Please choose one of the three.",
)


def card(
    record: OnlineAction,
    context: Context,
    *,
    story: Story | None = None,
    evidence: tuple[Item, ...] = (),
    propose: Button | None = None,
    page: str = "",
) -> Card:
    """Card for the manager: the next step, the report, and the decisions with reasons, the newest first."""
    blocks: list[Block] = [*_next_step(record), Divider(), *reported(record, story)]
    for number, decision in reversed(list(enumerate(record.decisions))):
        blocks += _decision(record, str(number), decision, context)
    if evidence:
        blocks += [Divider(), Heading("Evidence"), *evidence]
    proposes = (propose,) if propose is not None and record.proposes_restriction else ()
    blocks += [
        Buttons((evidence_views.add_button(record.id), *proposes)),
        wording.section("1.9.3", "1.14.1"),
    ]
    drawn = Card(title=f"Action online {record.ref}", blocks=tuple(blocks))
    return pages.paged(drawn, page, action="online_action.open", about=record.id)


def _next_step(record: OnlineAction) -> list[Block]:
    opened = record.state is State.OPENED
    decide = Button(
        label="Decide what is done" if opened else "Something more is done",
        action=f"form:{DECIDE}",
        about=record.id,
        look=Look.PRIMARY if opened else Look.PLAIN,
    )
    match record.state:
        case State.OPENED:
            pass_on = Button(label="I can't take this", action="pass_on", about=record.id)
            text = "Please decide what is done, even if it is nothing, and why. Harbour does none of it by itself."
            return [Text(text), Buttons((decide, pass_on))]
        case State.DECIDED:
            return [Text("Decided. What came of the request is still to be noted."), Buttons((decide,))]
        case State.CLOSED:
            return [Text("Decided. Nothing more to do."), Buttons((decide,))]


def _decision(record: OnlineAction, number: str, decision: Decision, context: Context) -> list[Block]:
    blocks: list[Block] = [Heading(f"Decided by {context.name(decision.by)}, {context.moment(decision.at)}")]
    for step in decision.steps:
        blocks += [Small(words.DONE[step.type]), Quote(step.reasons), *_by_whom(step, context)]
    # A separate question in earlier versions; now part of the reasons.
    if decision.guidance:
        blocks.append(Facts((("Advice that was followed", decision.guidance),)))
    return [*blocks, *(_request(record, number, decision.request, context) if decision.request else [])]


def _by_whom(step: Step, context: Context) -> list[Block]:
    if step.type is not ActionType.BLOCK or step.on is None:
        return []
    who = f"{context.name(step.by)}, {context.day(step.on)}"
    return [Facts((("What was done", step.what), ("Who did it, and when", who)))]


def _request(record: OnlineAction, number: str, request: Request, context: Context) -> list[Block]:
    facts = [
        ("Asked to take it down", request.of),
        ("Who asked, and when", f"{context.name(request.by)}, {context.day(request.on)}"),
    ]
    if request.reference:
        facts.append(("Their reference", request.reference))
    if request.answer is not None:
        facts.append(("What came of it", words.ANSWER[request.answer]))
    blocks: list[Block] = [Facts(tuple(facts))]
    if request.answer in (None, Answer.NO_REPLY):
        label = "Note what came of it"
        blocks.append(Buttons((Button(label=label, action=f"form:{ANSWERED}", about=record.id, extra=number),)))
    return blocks


# -- the forms ---------------------------------------------------------------------------------------


def decide(
    record: OnlineAction, values: Values, context: Context, *, has_evidence: bool = True, ours: bool = False
) -> Form:
    """Choose the actions, each with its own reasons (R-1.9.3-1).

    `ours`: it is on our own pages, where we block first. `has_evidence`: True if something was kept; otherwise a
    reminder asks for it before it may be gone (R-1.14.1-2).
    """
    actions = chosen(values, ACTIONS)
    body: Body = [
        replace(ACTIONS, options=options(first({ActionType.BLOCK if ours else ActionType.REPORT}, words.ACTION)))
    ]
    for type_ in words.ACTION:
        if type_ in actions:
            body += [reasons(type_), *_besides(type_, context, has_evidence=has_evidence)]
    body.append(wording.section("1.9.3"))
    today = context.today.isoformat()
    known: Values = {
        BLOCKED_ON.id: today,
        ASKED_ON.id: today,
        BLOCKED_BY.id: context.reader,
        ASKED_BY.id: context.reader,
    }
    return Form(
        name=DECIDE,
        title="Decide what is done",
        about=record.id,
        # A further decision is a new act, not a repeat of the last.
        extra=str(len(record.decisions)),
        body=tuple(body),
        submit="Save",
        values={**known, **values},
    )


_WHY = {
    ActionType.BLOCK: "Why is it blocked or set?",
    ActionType.REPORT: "Why is it reported to the platform?",
    ActionType.RESTRICTION: "Why is a restriction proposed?",
    ActionType.NOTHING: "Why is nothing done?",
}


def reasons(type_: ActionType) -> TextField:
    """Reasons for this action."""
    return replace(
        deciding.reasons(type_),
        read_by="whoever handles it next",
        label=_WHY[type_],
        hint="And the advice that you followed, if any.",
    )


def _besides(type_: ActionType, context: Context, *, has_evidence: bool) -> Body:
    """Questions about an action besides its reasons."""
    year = (a_year_before(context.today), context.today)
    match type_:
        case ActionType.BLOCK:
            return [BLOCKED, BLOCKED_BY, BLOCKED_ON.between(*year)]
        case ActionType.REPORT:
            first: Body = [] if has_evidence else [Text(CAPTURE_FIRST)]
            return [*first, PLATFORM, ASKED_BY, ASKED_ON.between(*year), REFERENCE]
        case ActionType.RESTRICTION:
            return [Small("The proposal itself comes next: you find it with this record once you have saved.")]
        case _:
            return []


def answered(record: OnlineAction, request: str, values: Values, context: Context) -> Form:
    """Result of a takedown request (R-1.9.3-3). A colleague who asked the platform sees that request only."""
    asked = record.asked(request)
    return Form(
        name=ANSWERED,
        title="What came of it",
        about=record.id,
        extra=request,
        body=(
            Text(f"{asked.of} was asked on {context.day(asked.on)}."),
            ANSWER,
            wording.section("1.9.3"),
        ),
        submit="Save",
        values=values,
    )


def noted(record: OnlineAction) -> Card:
    """Confirmation for the colleague who asked the platform and has noted the result."""
    return Card(title=record.ref, blocks=(Text("Thank you. It is noted, and there is nothing more for you to do."),))
