"""Forms for a decided restriction: telling the individual, its review, its end; and for the decider's question."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Facts, Heading, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import Body, ChoiceField, ChoicesField, DateField, Form, Option, TextField, chosen, options
from bot.errors import Problem
from bot.records.days import a_year_before
from bot.records.individual import Individual
from bot.records.restriction import reviews
from bot.records.restriction.parts import Explained, Format, ReviewOutcome, Telling
from bot.records.restriction.record import Restriction, State
from bot.views import wording
from bot.views.context import Context
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, labels

ANSWER = "restriction.answer"
TOLD = "restriction.told"
REVIEW = "restriction.review"
END = "restriction.end"

#: Points that the individual has to hear besides the decision (R-1.8-10, R-1.3-3).
EXPLAINED = {
    Explained.REVIEW: "When we look at it again, and what would bring it forward",
    Explained.APPEAL: "How to appeal to the Chief Executive",
}
#: For the handler of a restriction lifted or varied on appeal: nobody tells the individual twice.
TOLD_ON_APPEAL = "Whoever decided the appeal tells the individual. There is nothing for you to tell them."
OVERDUE = "This review is past its date. It has not lapsed and has not been extended. A decision is needed."

#: While an appeal is open, its decider may come to another answer (1.8).
APPEALED = (
    "An appeal against this restriction is open, and somebody else decides it. You can lift or vary it all the same: "
    "then the appeal is about whether it was right. Please talk with whoever decides it first."
)

TELLING = {
    Telling.TOLD: "They have been told",
    Telling.NOT_TOLD: "They have not been told, because…",
}

YOUR_ANSWER = TextField(
    id="answer",
    because="1.6: a decision is reasonable and consistent",
    read_by="who decides",
    label="Your answer",
    hint="What you know is enough.",
    lines=True,
    required=True,
    missing="Please write your answer.",
)
TOLD_HOW = ChoiceField[Format | Telling](
    id="told_how",
    because="1.6, 1.13: explained, in a form that suits them",
    read_by="who decides; an appeal",
    label="How were they told?",
    options=(*options(labels.FORMAT), Option(Telling.NOT_TOLD, TELLING[Telling.NOT_TOLD])),
    required=True,
    reshapes=True,
    menu=True,
    missing="Please say how the individual was told.",
)
HEARD = ChoicesField[Explained](
    id="explained",
    because="1.3, 1.8: the review and the appeal are explained",
    read_by="who decides; an appeal",
    label="They have heard",
    hint="Both are needed.",
    required=True,
    missing="Please tick what was explained: it is needed.",
    options=options(EXPLAINED),
    wrong={
        Problem.REVIEW_UNSAID: "The individual has to hear when, and in which circumstances, we look at it again.",
        Problem.APPEAL_UNSAID: "The individual has to hear how to appeal to the Chief Executive.",
    },
)
TOLD_ON = DateField(
    id="told_on",
    because="1.8: explained at the time",
    read_by="who decides; an appeal",
    label="On another day than today",
    outside="Please give the day on which it happened: within the last year, and not in the future.",
    missing="Please give the day on which the individual was told, or the reason why not.",
    wrong={Problem.NOT_AFTER: "Please give the day on which they were told of this: it was decided later."},
)
WHO_TOLD = TextField(
    id="told_by",
    because="1.6, 1.8: a person explains it",
    read_by="who decides",
    label="By whom",
    longest=fields.SHORT,
)
NOT_TOLD_BECAUSE = TextField(
    id="not_told_because",
    because="1.6: a record where explaining is not possible",
    read_by="who decides; an appeal",
    label="Why not?",
    hint="The policy asks for a record where explaining is not possible or not appropriate.",
    lines=True,
    required=True,
    missing="Please give the reason why the individual has not been told.",
    wrong={Problem.BOTH: "Please give either the day or the reason why not."},
)
OUTCOME = ChoiceField(
    id="outcome",
    because="1.6: the relationship is restored whenever possible",
    read_by="the individual; the next review",
    label="Can this be lifted?",
    options=options(labels.REVIEW_OUTCOME),
    required=True,
    reshapes=True,
    missing="Please choose one of the three.",
)
SINCE_THEN = TextField(
    id="since_then",
    because="1.6, 1.8: a review looks at what there is now",
    read_by="who reviews it next",
    label="What has happened since?",
    lines=True,
    required=True,
    missing="Please say what has happened since.",
)
INDIVIDUAL_SAYS = TextField(
    id="individual_says",
    because="1.13: from the points of view of all involved",
    read_by="who reviews it next",
    label="What does the individual say?",
    hint="Or that they were not asked, and why.",
    lines=True,
    required=True,
    missing="Please say what the individual says, or that they were not asked and why.",
)
ENDED_BECAUSE = TextField(
    id="because",
    because="1.8: reviewed while we are providing a service",
    read_by="the management team",
    label="Why has the service ended?",
    lines=True,
    required=True,
    missing="Please say why the service has ended.",
)


def answer(record: Restriction, values: Values, context: Context, *, extra: str) -> Form:
    """Answer the decider's question, as the person who suggested or proposed it."""
    body: Body = [
        Small(f"{context.name(record.questions[-1].by)} would like to know"),
        Quote(record.questions[-1].text),
        YOUR_ANSWER,
        wording.section("1.8"),
    ]
    return Form(name=ANSWER, title="A question for you", about=record.id, extra=extra, body=tuple(body), values=values)


def _measures(record: Restriction) -> Body:
    return [Facts(tuple((labels.MEASURE[m.type], m.detail) for m in record.case.measures))]


# -- telling the individual ------------------------------------------------------------------------


def over(record: Restriction) -> bool:
    """True if nothing is left to review or to appeal."""
    return record.stage in (State.LIFTED, State.NOT_APPROVED)


def told(record: Restriction, values: Values, context: Context, *, extra: str) -> Form:
    """Note that the individual was told, or why not (R-1.6-4, R-1.8-10)."""
    plan = record.decision.telling if record.decision else None
    known: Values = {
        TOLD_HOW.id: plan.form.value if plan and plan.form else None,
        WHO_TOLD.id: context.name(plan.by) if plan and plan.by else "",
        **values,
    }
    not_told = Telling.NOT_TOLD in chosen(known, TOLD_HOW)
    body: Body = [
        *_to_say(record, context),
        TOLD_HOW,
        *([NOT_TOLD_BECAUSE] if not_told else _how_told(record, context)),
        wording.section("1.3", "1.6", "1.8"),
    ]
    return Form(
        name=TOLD,
        title="The individual is told",
        about=record.id,
        extra=extra,
        body=tuple(body),
        submit="Save",
        values=known,
    )


def _to_say(record: Restriction, context: Context) -> Body:
    """Points to cover (R-1.3-3, R-1.8-4, R-1.8-10), in the speaker's own words."""
    lines = ["What has been happening and its effect, in a line or two", "What we have decided, and why"]
    if over(record):
        lines += ["What applies no longer, and how to reach us now"]
    else:
        lines += [
            "What this means in practice, and how to reach us, also in an emergency",
            f"When we look at it again, and what would make us look sooner: {_when(record, context)}",
            "How to appeal to the Chief Executive: in any form, at any time",
        ]
    lines.append("That they can ask for this in another form, and tell us what we should know")
    names = f"Staff names are withheld: sign as {context.policy.short_name}, and name nobody."
    return [
        Heading("What they have to hear"),
        Text("\n".join(f"• {line}" for line in lines)),
        *([Text(names)] if record.withholds_names else []),
    ]


def _when(record: Restriction, context: Context) -> str:
    if record.review is None:
        return "the decision is still to come"
    return fields.review_words(record.review, context)


def _how_told(record: Restriction, context: Context) -> Body:
    heard = replace(HEARD, options=options(EXPLAINED, (Explained.APPEAL,))) if record.protected else HEARD
    return [
        TOLD_ON.between(a_year_before(context.today), context.today),
        WHO_TOLD,
        *([] if over(record) else [heard]),
    ]


# -- the review ------------------------------------------------------------------------------------


def review(
    record: Restriction,
    individual: Individual | None,
    values: Values,
    context: Context,
    *,
    extra: str,
    appealed: bool = False,
) -> Form:
    """Review, starting with "Can this be lifted?": lifting needs least; nothing is preselected (R-1.6-2)."""
    lift, vary = (value in chosen(values, OUTCOME) for value in (ReviewOutcome.LIFT, ReviewOutcome.VARY))
    answered = bool(chosen(values, OUTCOME))
    why = "Why can it be lifted?" if lift else "Why does it go on, and why is nothing lighter enough?"
    body: Body = [
        *([Text(OVERDUE)] if reviews.overdue(record, context.today) else []),
        *([Text(APPEALED)] if appealed else []),
        *_measures(record),
        *_recorded(individual),
        OUTCOME,
        *(_varied(record, values, individual) if vary else []),
        *([SINCE_THEN, INDIVIDUAL_SAYS, fair.ADJUSTMENTS] if answered and not lift else []),
        *([replace(fair.REASONS, label=why, missing="Please give the reasons.")] if answered else []),
        *(fields.review_plan(values, context) if answered and not lift else []),
        wording.section("1.5", "1.6", "1.8"),
    ]
    return Form(
        name=REVIEW, title="Review", about=record.id, extra=extra, body=tuple(body), submit="Save", values=values
    )


def _varied(record: Restriction, values: Values, individual: Individual | None) -> Body:
    """New measures; the old ones apply until the individual has been told (R-1.8-10)."""
    return [
        *fields.measures(values, label="What are the measures from now on?"),
        *(fields.complaint_process(values) if record.for_management_team else []),
        Text("Until the individual has been told, what applies now goes on."),
        *fair.to_consider(fields.chosen_measures(values), individual, {}),
    ]


def _recorded(individual: Individual | None) -> Body:
    known = [part for part in (individual.contact_by, individual.adjustments) if part] if individual else []
    return [Small("What helps them, as it is recorded: " + "; ".join(known))] if known else []


def end(record: Restriction, values: Values, *, extra: str) -> Form:
    """End of the service to the individual, and with it of the reviews (R-1.8-11)."""
    body: Body = [
        Text("This ends the restriction and its reviews. Nothing more is asked about it."),
        ENDED_BECAUSE,
        wording.section("1.8"),
    ]
    return Form(
        name=END,
        title="The service has ended",
        about=record.id,
        extra=extra,
        body=tuple(body),
        submit="End",
        values=values,
    )
