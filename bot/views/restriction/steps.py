"""A restriction: suggesting, proposing and deciding it, each in one form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.chat.cards import Button, Buttons, Divider, Heading, Look, Quote, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import (
    YES_NO,
    Body,
    ChoiceField,
    ChoicesField,
    Field,
    Form,
    Option,
    PeopleField,
    TextField,
    chosen,
    options,
)
from bot.records.base import RecordId
from bot.records.individual import Individual
from bot.records.report import Report
from bot.records.restriction import gates, proposing
from bot.records.restriction.measures import MeasureType
from bot.records.restriction.parts import NOT_YET_TOLD, Answer, Evidence, Outcome
from bot.records.restriction.record import Restriction
from bot.views import wording
from bot.views.context import Context
from bot.views.ended_contact import labels as ended_contact_labels
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, labels

SUGGEST = "restriction.suggest"
PROPOSE = "restriction.propose"
PROPOSE_AT_ONCE = "restriction.propose_at_once"
DECISION = "restriction.decision"
NOT_FORWARD = "restriction.not_forward"
ASKING = "restriction.asking"
PROTECTION = "restriction.protection"

#: The forms that can be saved unfinished.
KEPT = frozenset({PROPOSE, DECISION})


class More(StrEnum):
    """Optional topics, each with its own questions."""

    EVIDENCE = "evidence"
    PERSON = "person"
    OURS = "ours"
    TELLING = "telling"
    COMPLAINTS = "complaints"


MORE = {
    More.EVIDENCE: "More evidence",
    More.PERSON: "What helps them, or led to it",
    More.OURS: "An open complaint, emergencies, staffing or training",
    More.TELLING: "Who tells them, and in what form",
    More.COMPLAINTS: "It is about use of the complaint process itself",
}

RELATIONSHIP = ChoiceField(
    id="relationship",
    because="1.2: who is covered",
    read_by="who decides",
    label="They are a",
    options=options(ended_contact_labels.RELATIONSHIP),
    menu=True,
)
WISHED = ChoicesField(
    id="measures",
    because="1.8: the approach is tailored, and the least that will do",
    read_by="who decides; the individual, in the letter",
    label="What would help?",
    hint="If you know.",
    options=options(labels.OFFERED),
)
WISH = TextField(
    id="wish",
    because="1.13: help somebody show what they need",
    read_by="who decides",
    label="Why would it help?",
    hint="What happened, and what it does. A sentence is enough.",
    lines=True,
    required=True,
    missing="Please write a sentence.",
)
TARGETS = PeopleField(
    id="targets",
    because="1.8, 1.12.2: who never decides, and is offered support",
    read_by="who decides",
    label="Colleagues it was aimed at",
)
WITNESSES = PeopleField(
    id="witnesses",
    because="1.8, 1.12.2: who never decides, and is offered support",
    read_by="who decides",
    label="Colleagues who saw or heard it",
)
TOLD_BY = PeopleField(
    id="told_by",
    because="1.6, 1.8: a person explains it",
    read_by="who decides",
    label="Who tells them?",
    hint="Empty: you do.",
    most=1,
)
TOLD_FORM = ChoiceField(
    id="told_form",
    because="1.13: accessible, and meets their needs",
    read_by="who tells them",
    label="In what form?",
    options=options(labels.FORMAT),
    menu=True,
)
TELLING_WORDS = TextField(
    id="telling_words",
    because="1.13: looks for ways to restore the relationship",
    read_by="who tells them",
    label="Anything to keep in mind when telling them",
    lines=True,
)
#: The involvement of the proposer: without a report, nobody else knows (R-1.8-5).
INVOLVED = ChoiceField(
    id="involved",
    because="1.8, 1.9.4: nobody decides about what concerns them",
    read_by="Harbour: it says who decides",
    label="Were you involved: was it aimed at you, or were you there?",
    hint="Then another manager decides.",
    options=YES_NO,
    required=True,
    reshapes=True,
    missing="Please choose yes or no.",
)
WHY_NOT = TextField(
    id="reasons",
    because="1.6: necessary, and the least restrictive method; the reason is explained",
    read_by="the individual, in the letter; an appeal",
    label="Not taken forward, because…",
    hint="Kind and plain. It blames nobody.",
    lines=True,
    required=True,
    missing="Please give the reasons: they are what the person who asked will read.",
)
INSTEAD = TextField(
    id="instead",
    because="1.12.2, 1.13: whoever asked is supported all the same",
    read_by="whoever asked",
    label="What is done instead, for them?",
    hint="Such as a colleague on the next call, or a step to restore the relationship.",
    lines=True,
    required=True,
    missing="Please say what is done instead: whoever asked needs something that helps.",
)
QUESTION = TextField(
    id="question",
    because="1.6: a decision is reasonable and consistent",
    read_by="whoever asked",
    label="What would you like to know?",
    lines=True,
    required=True,
    missing="Please write what you would like to know.",
)
WHY_NOW = TextField(
    id="reasons",
    because="1.6: necessary, and the least restrictive method; the reason is explained",
    read_by="the individual, in the letter; an appeal",
    label="Why can this not wait?",
    lines=True,
    required=True,
    missing="Please say why this cannot wait.",
)
NOT_TOLD_YET = TextField(
    id="not_told_because",
    because="1.6: a record where explaining is not possible",
    read_by="who decides; an appeal",
    label="Why has the individual not been told yet?",
    hint=f"Empty: “{NOT_YET_TOLD}”",
    lines=True,
)
SAY_MORE = ChoicesField(
    id="more",
    because="1.6: what was considered stands on record, where there is more",
    read_by="nobody: it opens the questions below it",
    label="Is there more to say?",
    hint="Nothing here has to be.",
    options=options(MORE),
    reshapes=True,
)

#: The questions of each topic.
_QUESTIONS: Mapping[More, tuple[Field[object], ...]] = {
    More.EVIDENCE: (fields.EVIDENCE, fields.EVIDENCE_WORDS),
    More.PERSON: fair.PERSON,
    More.OURS: fair.OURS,
    More.TELLING: (TOLD_BY, TOLD_FORM, TELLING_WORDS),
}


def _finish(form: Form) -> Form:
    """The same form with a button to save it unfinished."""
    keep = Button(
        label="Keep and finish later", action="restriction.keep", about=form.about, extra=f"{form.name} {form.extra}"
    )
    return replace(form, body=(*form.body, Buttons((keep,))))


def keeps(extra: str) -> tuple[str, str]:
    """Name and extra of the form behind a button "Keep and finish later"."""
    name, _, own = extra.partition(" ")
    return name, own


# -- suggesting and proposing ----------------------------------------------------------------------


def suggest(values: Values) -> Form:
    """Suggestion by anybody: the individual, the wish, the reasons. A manager decides."""
    body: Body = [
        Text("A manager decides. You can suggest this whether or not there is a report."),
        fields.whom(),
        RELATIONSHIP,
        WISHED,
        WISH,
        *_concerned(),
        wording.section("1.6", "1.8"),
    ]
    return Form(name=SUGGEST, title="Suggest a restriction", body=tuple(body), submit="Send", values=values)


def _concerned(report: Report | None = None) -> Body:
    besides = "Besides those in the report. " if report else ""
    return [
        replace(TARGETS, hint=f"{besides}None of them will be asked to decide."),
        replace(WITNESSES, hint=besides.strip()),
    ]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Inputs of the questions about a restriction."""

    values: Values
    context: Context
    #: The individual, if known; with their needs, if the reader may read those.
    individual: Individual | None = None
    #: Evidence that needs no question.
    account: Evidence | None = None
    #: True if a report describes the behaviour; and if its kind of engagement is decided.
    reported: bool = False
    grounded: bool = False
    #: True if they are a contractor or a supplier.
    contractor: bool = False
    #: Pieces of evidence kept already.
    kept: tuple[Option[str], ...] = ()
    #: True if a limit on the use of the complaint process would be proposed here for the first time.
    begins: bool = True
    #: True if it is decided here, and not by somebody else.
    decides: bool = True
    #: True if its measures are active already, for safety.
    active: bool = False


@dataclass(frozen=True, kw_only=True)
class LikeCases:
    """Outcomes of similar cases, in numbers and without names (R-1.6-5)."""

    by_measure: Mapping[Outcome, int] = field(default_factory=dict)
    by_ground: Mapping[Outcome, int] = field(default_factory=dict)


#: Used if there are none so far.
NONE_SO_FAR = LikeCases()


def opened(values: Values) -> dict[str, Value]:
    """The same values, with the optional topics selected that have any answers."""
    said = [more for more, asked in _QUESTIONS.items() if any(values.get(each.id) for each in asked)]
    limits = [More.COMPLAINTS] if "yes" in chosen(values, fields.ABOUT_COMPLAINTS) else []
    return {**values, SAY_MORE.id: tuple(each.value for each in (*said, *limits))}


def _weighed(desk: Desk, measures: Body) -> Body:
    """Measures and reasons, fairness, and, for the decider, what follows; optional topics last."""
    values = desk.values
    return [
        fields.whom(known=desk.individual is not None),
        *([fields.NOT_CONTRACT] if desk.contractor else []),
        *fields.grounds(values, known=desk.grounded),
        *measures,
        fields.behaviour(reported=desk.reported),
        fields.IMPACT,
        *([fields.EVIDENCE_WORDS.needed()] if desk.account is None else []),
        Divider(),
        Heading("Is it fair?"),
        *fair.fairness(values, proposed=fields.chosen_measures(values), individual=desk.individual),
        *([Divider(), *_afterwards(desk)] if desk.decides else []),
        Divider(),
        *_more(desk),
    ]


def _afterwards(desk: Desk) -> Body:
    nobody = f"Staff names are withheld: whatever is sent is signed {desk.context.policy.short_name} and names nobody."
    withheld = MeasureType.WITHHOLD_NAMES in chosen(desk.values, fields.MEASURES)
    starts = "It is active already; what you approve applies" if desk.active else "It starts"
    return [
        Heading("What happens then"),
        *fields.review_plan(desk.values, desk.context),
        Text(f"{starts} when those who need to know have the card, and the individual has been told: a person does."),
        *([Text(nobody)] if withheld else []),
    ]


def _more(desk: Desk) -> Body:
    """Optional topics, with the questions of those picked."""
    picked = chosen(desk.values, SAY_MORE)
    answers: Mapping[More, Body] = {
        More.EVIDENCE: fields.more_evidence(desk.account, desk.kept),
        More.PERSON: [*fair.PERSON],
        More.OURS: [*fair.OURS],
        More.TELLING: [*_QUESTIONS[More.TELLING]] if desk.decides else [Text("Whoever decides says that.")],
        More.COMPLAINTS: fields.complaint_process(desk.values, begins=desk.begins),
    }
    return [SAY_MORE, *(part for more in MORE if more in picked for part in answers[more])]


def propose(
    report: Report | None,
    desk: Desk,
    *,
    begun: bool,
    decided: LikeCases = NONE_SO_FAR,
    recorded: bool = False,
) -> Form:
    """Proposal by a manager, who decides it at once if not involved; otherwise another manager does (R-1.8-5).

    `recorded`: True if the individual has recorded needs that the reader may not read.
    """
    about = report.id if report else None
    lead = (
        "You decide this, if you were not involved. Then those who need to know hear of it, and the individual is told."
        if desk.decides
        else "You propose it, and another manager decides."
    )
    body: Body = [Text(lead), *_begun(about, begun=begun)]
    if desk.decides:
        body.append(_at_once(PROPOSE_AT_ONCE, about))
    unread = Text("Something is recorded about what helps them. Whoever decides reads it and considers it.")
    body += [
        *([unread] if recorded else []),
        *([replace(RELATIONSHIP, reshapes=True)] if desk.individual is None else []),
        *([] if report is not None else [INVOLVED]),
        *_weighed(desk, fields.measures(desk.values)),
        *_concerned(report),
        *(_like_cases(decided) if desk.decides else []),
        wording.section("1.3", "1.5", "1.6", "1.7", "1.8"),
    ]
    return _finish(
        Form(
            name=PROPOSE,
            title="Restrict contact",
            body=tuple(body),
            submit="Decide" if desk.decides else "Propose",
            about=about,
            values=desk.values,
        )
    )


def _at_once(form: str, about: RecordId | None) -> Buttons:
    """Button to make it active at once, if it cannot wait for the rest of the questions."""
    label = "Make it active at once, for safety"
    return Buttons((Button(label=label, action=f"form:{form}", about=about, look=Look.CAREFUL),))


def _begun(about: RecordId | None, *, begun: bool) -> Body:
    if not begun:
        return []
    afresh = Button(label="Start afresh", action="restriction.afresh", about=about, extra=PROPOSE)
    return [Text("What you had begun is filled in below."), Buttons((afresh,))]


# -- deciding --------------------------------------------------------------------------------------


def _asked(record: Restriction, context: Context) -> Body:
    if not record.wish:
        return []
    return [Small(f"What {context.name(record.origin.by)} asked for"), Quote(record.wish)]


def _like_cases(decided: LikeCases) -> Body:
    """Similar cases, for a consistent decision."""
    counts = {"about measures like these": decided.by_measure, "about engagement of the same kind": decided.by_ground}
    return [
        Small(f"Earlier decisions {about}: {_counted(outcomes)}.")
        for about, outcomes in counts.items()
        if outcomes or outcomes is decided.by_measure
    ]


def _counted(outcomes: Mapping[Outcome, int]) -> str:
    told = [f"{labels.OUTCOME[outcome]} {outcomes[outcome]}" for outcome in labels.OUTCOME if outcomes.get(outcome)]
    return "; ".join(told) if told else "none so far"


def decision(record: Restriction, desk: Desk, answer: Answer, *, extra: str, decided: LikeCases = NONE_SO_FAR) -> Form:
    """Approve it, or a lighter measure: all that the policy requires, in one form."""
    lightens = answer is Answer.LIGHTER
    measures = fields.measures(
        desk.values,
        label="Which lighter measure?" if lightens else fields.MEASURES.label,
        hint=_proposed(record) if lightens else "",
    )
    at_once = not record.protected and gates.can_start_at_once(record.case.measures)
    body: Body = [
        *([_at_once(PROTECTION, record.id)] if at_once else []),
        *_asked(record, desk.context),
        *_weighed(desk, measures),
        *_like_cases(decided),
        wording.section("1.3", "1.5", "1.6", "1.7", "1.8"),
    ]
    return _finish(
        Form(
            name=DECISION,
            title="A lighter measure" if lightens else "Approve",
            body=tuple(body),
            submit="Approve",
            about=record.id,
            extra=extra,
            values=desk.values,
        )
    )


def _proposed(record: Restriction) -> str:
    proposed = "; ".join(labels.MEASURE[m.type] for m in record.case.measures)
    return f"Proposed: {proposed}." if proposed else ""


def not_forward(record: Restriction, values: Values, context: Context, *, extra: str) -> Form:
    """Refusal: the reasons, and what is done instead for the person who asked (1.6, R-1.13-5)."""
    who = context.name(record.origin.by)
    stands = "The report and the support around it stand." if record.report_ref else "The support for staff stands."
    body: Body = [
        Text(f"{who} reads both answers, after “Not taken forward, because”. {stands}"),
        WHY_NOT,
        INSTEAD,
        wording.section("1.6", "1.8", "1.13"),
    ]
    return _about(record, NOT_FORWARD, "Deny", "Deny", body, values, extra)


def asking(record: Restriction, values: Values, context: Context, *, extra: str) -> Form:
    """Question to the person who asked for it, before the decision."""
    body: Body = [
        replace(QUESTION, hint=f"{context.name(proposing.proposer(record))} answers it privately."),
        wording.section("1.6", "1.8", "1.13"),
    ]
    return _about(record, ASKING, "Ask for more", "Ask", body, values, extra)


def _about(record: Restriction, name: str, title: str, submit: str, body: Body, values: Values, extra: str) -> Form:
    return Form(name=name, title=title, body=tuple(body), submit=submit, about=record.id, extra=extra, values=values)


# -- at once, for safety -----------------------------------------------------------------------------


def protection(desk: Desk, *, name: str = PROTECTION, about: RecordId | None, extra: str = "") -> Form:
    """Make the measures active at once, for safety, with the officer's own account as evidence (model.md §2.3)."""
    body: Body = [
        Text("The measures start now. A decision is still needed, and the individual is told the next working day."),
        fields.whom(known=desk.individual is not None),
        *([INVOLVED] if name == PROPOSE_AT_ONCE and about is None else []),
        *fields.measures(desk.values),
        fields.behaviour(reported=desk.reported),
        *([fields.EVIDENCE_WORDS.needed()] if desk.account is None else []),
        WHY_NOW,
        NOT_TOLD_YET,
        wording.section("1.6", "1.8", "1.9"),
    ]
    return Form(
        name=name,
        title="Active at once",
        about=about,
        extra=extra,
        body=tuple(body),
        submit="Start now",
        values=desk.values,
    )
