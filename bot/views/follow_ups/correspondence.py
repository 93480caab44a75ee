"""A decision about correspondence: the manager's card and two forms (1.9.2). No reply is ever drafted here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.chat.cards import Block, Button, Buttons, Card, Divider, Facts, Heading, Item, Look, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import Body, ChoiceField, DateField, Form, PeopleField, TextField, options
from bot.errors import Problem
from bot.records.days import a_year_before
from bot.records.follow_ups.correspondence import CorrespondenceDecision, Informed, State, Use, Verdict, Way
from bot.views import pages, wording
from bot.views.context import Context
from bot.views.evidence import reading as evidence_views
from bot.views.follow_ups import words
from bot.views.letters import warning as letters
from bot.views.letters.form import draft_button, sent
from bot.views.police.story import Story
from bot.views.reported import reported

BEGIN = "correspondence.begin"
DECIDE = "correspondence.decide"
INFORM = "correspondence.inform"

#: The longest account, in characters.
_SHORT = 200

#: Why the questions are asked, and who reads the answers.
_USED = "1.9.2: used for a risk to health or safety, or a public interest"
_FROM = "1.9.2: by a manager, or from an account not linked to an individual"
_WARNED = "who decides the next time, as a warning before"

VERDICT = ChoiceField(
    id="verdict",
    because="1.9.2: a manager decides that correspondence is unacceptable",
    read_by="who informs the sender; the reporter hears which",
    label="Is the correspondence acceptable?",
    options=options(words.VERDICT),
    required=True,
    missing="Please choose one of the two.",
)
REASONS = TextField(
    id="reasons",
    because="1.6: the reason for a decision is documented",
    read_by="whoever handles it next",
    label="The reasons",
    hint="Plain facts. There is no need to repeat the words.",
    lines=True,
    required=True,
    missing="Please give your reasons in a sentence.",
)
USE = ChoiceField(
    id="use",
    because="1.9.2: what came with it is not used by default",
    read_by="who looks into what it says",
    label="Something was sent with it as evidence: is it used?",
    hint="Normally it is not. It can be where there is a risk to health or safety, or a public interest.",
    options=options(words.USE),
    required=True,
    reshapes=True,
    missing="Please choose one of the two.",
)
GROUND = ChoiceField(
    id="ground",
    because=_USED,
    read_by="who looks into what it says",
    label="Why is it used?",
    options=options(words.GROUND),
    required=True,
    missing="Please choose why what was sent with it is used.",
)
GROUND_WORDS = TextField(
    id="ground_words",
    because=_USED,
    read_by="who looks into what it says",
    label="What is the risk, or the public interest?",
    lines=True,
    required=True,
    missing="Please say what the risk or the public interest is.",
)
WAY = ChoiceField(
    id="way",
    because="1.9.2: the sender is informed that it is unacceptable",
    read_by=_WARNED,
    label="How did the sender hear?",
    options=options(words.WAY),
    required=True,
    reshapes=True,
    missing="Please choose one of the three.",
)
NOT_BECAUSE = TextField(
    id="not_because",
    because="1.6: a record where explaining is not possible or appropriate",
    read_by="whoever handles it next",
    label="Why not?",
    hint="Such as: nobody knows who sent it, or it would put somebody at risk.",
    lines=True,
    required=True,
    missing="Please say why the sender is not informed.",
)
BY = PeopleField(
    id="by",
    because=_FROM,
    read_by="whoever handles it next",
    label="Which manager?",
    most=1,
    required=True,
    missing="Please choose the manager who informed them.",
    wrong={
        Problem.UNFIT: "Please choose a manager, or say that it came from a shared account.",
        Problem.INVOLVED: "It was aimed at them. Please let another manager do it, or a shared account.",
    },
)
ACCOUNT = TextField(
    id="account",
    because=_FROM,
    read_by="whoever handles it next",
    label="From which account or address?",
    longest=_SHORT,
    missing="Please say from which account or address, such as “complaints@”.",
    wrong={Problem.INVOLVED: "It was aimed at the person whose account this is. Please use one that is nobody's own."},
)
ON = DateField(
    id="on",
    because="1.9.2: repeated despite warnings",
    read_by=_WARNED,
    label="On which day",
    required=True,
    missing="Please give the day on which they were informed.",
    outside="Please give the day on which they were informed; it cannot be in the future.",
)


def card(
    record: CorrespondenceDecision,
    context: Context,
    *,
    story: Story | None = None,
    warnings: tuple[date, ...] = (),
    earlier: tuple[Block, ...] = (),
    evidence: tuple[Item, ...] = (),
    propose: Button | None = None,
    page: str = "",
) -> Card:
    """Card of the decision: the next step, the report, the decision.

    `warnings`, `earlier`: days of earlier warnings, and lines about earlier reports; for the decider only.
    """
    blocks: list[Block] = [*_next_step(record), Divider(), *reported(record, story)]
    blocks += [
        *_warnings(warnings, context),
        *earlier,
        *_decision(record, context),
        *_informed(record, context),
        *sent(record, context),
    ]
    if evidence:
        blocks += [Divider(), Heading("Evidence"), *evidence]
    buttons = [evidence_views.add_button(record.id), *((propose,) if propose else ())]
    blocks += [Buttons(tuple(buttons)), wording.section("1.9.2", "1.14.1")]
    drawn = Card(title=f"Correspondence {record.ref}", blocks=tuple(blocks))
    return pages.paged(drawn, page, action="correspondence.open", about=record.id)


def _next_step(record: CorrespondenceDecision) -> list[Block]:
    match record.state:
        case State.OPENED:
            decide = tuple(
                Button(
                    label=label,
                    action=f"form:{DECIDE}",
                    about=record.id,
                    extra=verdict.value,
                )
                for verdict, label in words.VERDICT.items()
            )
            pass_on = Button(label="I can't take this", action="pass_on", about=record.id)
            text = "A manager decides whether this correspondence is acceptable, so that it is the same for everybody."
            return [Text(f"{text} {words.DO_NOT_REPLY}"), Buttons((*decide, pass_on))]
        case State.DECIDED:
            text = (
                "It is not acceptable, and its sender should hear so: from a manager, or from an account that is "
                "nobody's own. Please note it here once it is done. Harbour writes to nobody."
            )
            note = Button(
                label="The sender has been informed", action=f"form:{INFORM}", about=record.id, look=Look.PRIMARY
            )
            return [Text(f"{text} {words.DO_NOT_REPLY}"), Buttons((note, draft_button(record.id)))]
        case State.CLOSED:
            draft = [Buttons((draft_button(record.id),))] if letters.which(record) else []
            return [Text("Decided. Nothing more to do."), *draft]


def _warnings(warnings: tuple[date, ...], context: Context) -> list[Block]:
    """Days of earlier warnings only; they have no automatic consequence (R-1.9.2-7)."""
    if not warnings:
        return []
    days = ", ".join(context.day(day) for day in warnings)
    return [
        Heading("Earlier warnings to the same individual"),
        Text(f"{days}. You alone are shown this. Nothing follows from it by itself: you can propose a restriction."),
    ]


def _decision(record: CorrespondenceDecision, context: Context) -> list[Block]:
    decision = record.decision
    if decision is None:
        return []
    used = words.USE[decision.use]
    ground = f"{used}: {words.GROUND[decision.ground].lower()}" if decision.ground else used
    blocks: list[Block] = [
        Heading(words.VERDICT[decision.verdict]),
        Small(f"Decided by {context.name(decision.by)}, {context.moment(decision.at)}"),
        Quote(decision.reasons),
        Facts((("Evidence inside it", ground),)),
    ]
    return [*blocks, *((Quote(decision.ground_words),) if decision.ground_words else ())]


def _informed(record: CorrespondenceDecision, context: Context) -> list[Block]:
    informed = record.informed
    if informed is None:
        return []
    blocks: list[Block] = [Heading("The sender")]
    if informed.way is Way.NOT_INFORMED:
        blocks += [Text(words.WAY[informed.way]), Quote(informed.not_because)]
    else:
        blocks.append(Facts(_how(informed, context)))
    return [*blocks, Small(f"Noted by {context.name(informed.recorded_by)}, {context.moment(informed.at)}")]


def _how(informed: Informed, context: Context) -> tuple[tuple[str, str], ...]:
    facts = [("Informed", context.day(informed.on) if informed.on else "")]
    facts.append(("By", context.name(informed.by) if informed.by else "A shared account"))
    return (*facts, *([("From which account", informed.account)] if informed.account else []))


# -- the forms ---------------------------------------------------------------------------------------


def decide(record: CorrespondenceDecision, extra: str, values: Values) -> Form:
    """Decide if it is acceptable, with reasons; evidence in it is used only on a ground (R-1.9.2-4, -6)."""
    chosen = {VERDICT.id: extra} if extra in {verdict.value for verdict in Verdict} else {}
    known: Values = {**chosen, USE.id: Use.NOT_USED.value, **values}
    body: Body = [
        Text(f"{words.DO_NOT_REPLY} Nothing is written to the sender from here."),
        VERDICT,
        REASONS,
        *_use(known),
        wording.section("1.9.2"),
    ]
    return Form(
        name=DECIDE,
        title="Decide about it",
        about=record.id,
        extra=extra,
        body=tuple(body),
        submit="Save",
        values=known,
    )


def _use(values: Values) -> Body:
    if values.get(USE.id) != Use.USED.value:
        return [USE]
    return [
        USE,
        GROUND,
        GROUND_WORDS,
    ]


def inform(record: CorrespondenceDecision, values: Values, context: Context) -> Form:
    """Note that the sender was informed: by a manager, or from a shared account (R-1.9.2-1, -2)."""
    known: Values = {
        WAY.id: Way.MANAGER.value,
        BY.id: (context.reader,) if context.people.is_manager(context.reader) else (),
        ON.id: context.today.isoformat(),
        **values,
    }
    aimed = [Text("It was aimed at a colleague: it cannot come from them or from their account.")]
    body: Body = [
        Text("Harbour writes to nobody."),
        *(aimed if record.matter.targets else []),
        WAY,
        *_details(known, context),
        wording.section("1.9.2"),
    ]
    return Form(name=INFORM, title="The sender", about=record.id, body=tuple(body), submit="Save", values=known)


def _details(values: Values, context: Context) -> Body:
    way = values.get(WAY.id)
    if way == Way.NOT_INFORMED.value:
        return [
            NOT_BECAUSE,
        ]
    if way not in (Way.MANAGER.value, Way.ACCOUNT.value):
        return []
    by_manager = way == Way.MANAGER.value
    account = replace(
        ACCOUNT,
        hint="If they wrote. Such as “complaints@”." if by_manager else "Such as “complaints@”, or the office's paper.",
        required=not by_manager,
    )
    return [
        *([BY] if by_manager else []),
        account,
        ON.between(a_year_before(context.today), context.today),
    ]
