"""A restriction: suggesting it, proposing it, and the three short steps of deciding it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.chat.cards import Block, Button, Buttons, Divider, Heading, Quote, Small, Text
from bot.chat.events import Values
from bot.chat.forms import ChoiceField, ChoicesField, Field, Form, Option, PeopleField, TextField, options
from bot.records.individual import Individual
from bot.records.report import Report
from bot.records.restriction import proposing
from bot.records.restriction.measures import Measure, MeasureType, limit_field
from bot.records.restriction.parts import Answer, Outcome
from bot.records.restriction.record import Restriction
from bot.views import wording
from bot.views.context import Context
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields
from bot.views.restriction.fields import Body, chosen

SUGGEST = "restriction.suggest"
PROPOSE = "restriction.propose"
PROPOSE_FAIRNESS = "restriction.propose_fairness"
CASE = "restriction.case"
FAIRNESS = "restriction.fairness"
DECISION = "restriction.decision"

#: The forms that can be kept half-way.
KEPT = frozenset({PROPOSE, PROPOSE_FAIRNESS, CASE, FAIRNESS, DECISION})

ANSWERS = {
    Answer.APPROVE: "Approve",
    Answer.LIGHTER: "Approve a lighter measure",
    Answer.ASK: "Ask for more",
    Answer.DENY: "Deny",
}


def _finish(form: Form) -> Form:
    """The same form with the way out that loses nothing."""
    keep = Button(
        label="Keep and finish later", action="restriction.keep", about=form.about, extra=f"{form.name} {form.extra}"
    )
    return replace(form, body=(*form.body, Buttons((keep,))))


def keeps(extra: str) -> tuple[str, str]:
    """What the button "Keep and finish later" carries: the form's name, and its own extra."""
    name, _, own = extra.partition(" ")
    return name, own


def with_errors_in_place(form: Form, errors: dict[str, str]) -> dict[str, str]:
    """The errors by a field of this form: where there is no report to tick, evidence is asked for as a link."""
    shown = {f.id for f in form.fields()}
    if "evidence" in errors and "evidence" not in shown:
        return {("evidence_link" if name == "evidence" else name): what for name, what in errors.items()}
    return errors


# -- suggesting and proposing ----------------------------------------------------------------------


def suggest(values: Values) -> Form:
    """For everybody: whom, what would help, why. A manager decides."""
    body: Body = [
        Text("A manager decides. You can suggest this whether or not there is a report."),
        *fields.whom(),
        ChoiceField(id="relationship", label="They are a", options=options(wording.RELATIONSHIP), menu=True),
        ChoicesField(id="measures", label="What would help?", hint="If you know.", options=options(wording.OFFERED)),
        TextField(
            id="wish",
            label="Why would it help?",
            hint="What happened, and what it does. A sentence is enough.",
            lines=True,
            required=True,
            missing="Please write a sentence.",
        ),
        *_concerned(),
        wording.section("1.6", "1.8"),
    ]
    return Form(name=SUGGEST, title="Suggest a restriction", body=tuple(body), submit="Send", values=values)


def _concerned(report: Report | None = None) -> Body:
    besides = "Besides those in the report. " if report else ""
    return [
        PeopleField(
            id="targets", label="Colleagues it was aimed at", hint=f"{besides}None of them will be asked to decide."
        ),
        PeopleField(id="witnesses", label="Colleagues who saw or heard it", hint=besides.strip()),
    ]


def propose(report: Report | None, values: Values, *, begun: bool, kept: tuple[Option, ...] = ()) -> Form:
    """For a manager, step 1 of 2: what and why. Their own manager decides.

    `kept`: the evidence that is kept with the report.
    """
    values = {limit_field("measures"): "no", **values}
    body: Body = [Text("You propose it, and your own manager decides: nobody approves their own proposal.")]
    if begun:
        afresh = Button(
            label="Start afresh", action="restriction.afresh", about=report.id if report else None, extra=PROPOSE
        )
        body += [Text("What you had begun is filled in below."), Buttons((afresh,))]
    body += [
        *fields.whom(),
        ChoiceField(id="relationship", label="They are a", options=options(wording.RELATIONSHIP), menu=True),
        *fields.case(values, report_ref=report.ref if report else "", kept=kept),
        Divider(),
        *_concerned(report),
        wording.section("1.6", "1.8"),
    ]
    about = report.id if report else None
    form = Form(name=PROPOSE, title="1 of 2: What and why", body=tuple(body), submit="Next", about=about, values=values)
    return _finish(form)


def propose_fairness(
    report: Report | None,
    proposed: tuple[Measure, ...],
    individual: Individual | None,
    values: Values,
    *,
    recorded: bool = False,
) -> Form:
    """For a manager, step 2 of 2: is it fair? Then it goes to whoever decides.

    `individual`: whose needs the proposer may read. `recorded`: there are some that they may not.
    """
    unread = Text("Something is recorded about what helps them. Whoever decides reads it and considers it.")
    body: Body = [
        *([unread] if recorded else []),
        *fair.fairness(values, proposed=proposed, individual=individual),
        wording.section("1.5", "1.6", "1.7", "1.8"),
    ]
    return _finish(
        Form(
            name=PROPOSE_FAIRNESS,
            title="2 of 2: Is it fair?",
            body=tuple(body),
            submit="Propose",
            about=report.id if report else None,
            values=values,
        )
    )


# -- deciding --------------------------------------------------------------------------------------


def _asked(record: Restriction, context: Context) -> list[Field | Block]:
    if not record.wish:
        return []
    return [Small(f"What {context.name(record.origin.by)} asked for"), Quote(record.wish)]


def case(record: Restriction, values: Values, context: Context, *, extra: str, kept: tuple[Option, ...] = ()) -> Form:
    """Step 1 of 3: what and why. `kept`: the evidence that is kept with the report, or with the proposal."""
    body: Body = [
        *_asked(record, context),
        *fields.whom(),
        *fields.case(values, report_ref=record.report_ref, kept=kept, begins=not record.for_management_team),
        wording.section("1.6", "1.8"),
    ]
    return _finish(
        Form(
            name=CASE,
            title="1 of 3: What and why",
            body=tuple(body),
            submit="Next",
            about=record.id,
            extra=extra,
            values=values,
        )
    )


def fairness(record: Restriction, individual: Individual | None, values: Values, *, extra: str) -> Form:
    """Step 2 of 3, "is it fair": each safeguard of the policy in words."""
    body: Body = [
        *fair.fairness(values, proposed=record.case.measures, individual=individual),
        wording.section("1.3", "1.5", "1.6", "1.7", "1.8"),
    ]
    return _finish(
        Form(
            name=FAIRNESS,
            title="2 of 3: Is it fair?",
            body=tuple(body),
            submit="Next",
            about=record.id,
            extra=extra,
            values=values,
        )
    )


def like_cases(decided: Mapping[Outcome, int]) -> Body:
    """How like cases were decided, as numbers (R-1.6-5): for the one who decides, to be consistent."""
    told = [f"{wording.OUTCOME[outcome]} {decided[outcome]}" for outcome in wording.OUTCOME if decided.get(outcome)]
    text = "; ".join(told) if told else "none so far"
    return [Small(f"Earlier decisions about measures like these: {text}.")]


def decision(
    record: Restriction,
    values: Values,
    context: Context,
    *,
    extra: str,
    decided: Mapping[Outcome, int],
    individual: Individual | None = None,
) -> Form:
    """Step 3 of 3: what happens then. It asks only what the chosen answer needs."""
    picked = [a for a in ANSWERS if a in chosen(values, "answer")]
    body: Body = [
        *like_cases(decided),
        ChoiceField(
            id="answer",
            label="What is your answer?",
            options=options(ANSWERS),
            required=True,
            reshapes=True,
            missing="Please choose an answer.",
        ),
    ]
    match picked:
        case [Answer.DENY]:
            body += _denying(record, context)
        case [Answer.ASK]:
            body += _asking(record, context)
        case [Answer.LIGHTER]:
            lighter = fields.measures(values, name="lighter", label="Which lighter measure?", hint=_proposed(record))
            if not record.fairness.channel_considered:
                lighter += fair.to_consider(fields.chosen_measures(values, "lighter"), individual)
            if record.for_management_team:
                lighter += fields.complaint_process(values, name="lighter")
            body += [*lighter, *_approving(record, values, context)]
        case _:
            body += _approving(record, values, context)
    body.append(wording.section("1.6", "1.8", "1.13"))
    form = Form(
        name=DECISION,
        title="Deny" if picked == [Answer.DENY] else "3 of 3: What happens",
        body=tuple(body),
        submit="Ask" if picked == [Answer.ASK] else "Decide",
        about=record.id,
        extra=extra,
        values=values,
    )
    return _finish(form)


def _proposed(record: Restriction) -> str:
    return "Proposed: " + "; ".join(wording.MEASURE[m.type] for m in record.case.measures) + "."


def _denying(record: Restriction, context: Context) -> Body:
    who = context.name(record.origin.by)
    stands = "The report and the support around it stand." if record.report_ref else "The support for staff stands."
    return [
        Text(f"{who} reads your reasons after “Not taken forward, because”. {stands}"),
        TextField(
            id="reasons",
            label="Not taken forward, because…",
            hint="Kind and plain. It blames nobody.",
            lines=True,
            required=True,
            missing="Please give the reasons: they are what the person who asked will read.",
        ),
    ]


def _asking(record: Restriction, context: Context) -> Body:
    return [
        TextField(
            id="question",
            label="What would you like to know?",
            hint=f"{context.name(proposing.proposer(record))} answers it privately.",
            lines=True,
            required=True,
            missing="Please write what you would like to know.",
        )
    ]


def _approving(record: Restriction, values: Values, context: Context) -> Body:
    withheld = MeasureType.WITHHOLD_NAMES in (*(m.type for m in record.case.measures), *chosen(values, "lighter"))
    nobody = Text(f"Staff names are withheld: whatever is sent is signed {context.policy.short_name} and names nobody.")
    return [
        TextField(
            id="reasons",
            label="The reasons for your decision",
            lines=True,
            required=True,
            missing="Please give the reasons for the decision.",
        ),
        Divider(),
        *fields.review_plan(values, context),
        Divider(),
        Heading("Telling the individual"),
        Text("It starts when the individual has been told. Harbour tells them nothing: a person does."),
        Text("Who else needs to know of it is the next thing that you decide."),
        *([nobody] if withheld else []),
        PeopleField(
            id="told_by",
            label="Who tells them?",
            most=1,
            required=True,
            missing="Please choose who tells the individual.",
        ),
        ChoiceField(
            id="told_form",
            label="How?",
            hint="In the form that suits them.",
            options=options(wording.FORMAT),
            required=True,
            menu=True,
            missing="Please choose how the individual is told.",
        ),
        TextField(id="telling_words", label="Anything to keep in mind when telling them", lines=True),
    ]
