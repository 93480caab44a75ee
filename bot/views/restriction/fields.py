"""The questions about a restriction, in groups, and what is known already as what stands in them."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.cards import Block, Divider, Heading, Text
from bot.chat.events import Value, Values
from bot.chat.forms import YES_NO, ChoiceField, ChoicesField, DateField, Field, Option, TextField, options
from bot.records.restriction.measures import (
    BY_CHANNEL,
    CHANNELS,
    EXCEPTIONAL,
    Measure,
    MeasureType,
    channels_field,
    exceptional_field,
    limit_field,
    limit_of,
)
from bot.records.restriction.parts import Case, Considered, EvidenceKind, Reviewing, ReviewPlan
from bot.views import wording
from bot.views.context import Context

Body = list[Field | Block]

REVIEWING = {
    Reviewing.ON_A_DAY: "On a day",
    Reviewing.NONE: "There is to be no review, because…",
}

#: What happens to a proposal with a limit on the use of the complaint process.
TEAM_DECIDES = (
    "Only a member of the management team who did not propose it decides this: it goes to them, and you will hear "
    "what comes of it."
)

#: The longest parameter of a measure, and what stands in a card as a small fact.
SHORT = 300


def chosen(values: Values, name: str) -> tuple[str, ...]:
    """The answers chosen so far in one question."""
    value: Value = values.get(name)
    return (value,) if isinstance(value, str) and value else tuple(value or ())


# -- whom ------------------------------------------------------------------------------------------


def whom() -> Body:
    """Whom it is about."""
    return [
        TextField(
            id="individual",
            label="Who is it about?",
            hint="Initials or a tenancy reference, not the full name.",
            required=True,
            longest=80,
            missing="Please say whom this is about: initials or a tenancy reference.",
        )
    ]


# -- measures --------------------------------------------------------------------------------------


def measures(values: Values, *, name: str = "measures", label: str, hint: str = "") -> Body:
    """Which measures, each with its one parameter (R-1.8-3). None is suggested."""
    prefix = "detail" if name == "measures" else name
    picked = chosen(values, name)
    return [
        ChoicesField(
            id=name,
            label=label,
            hint=hint or "As few and as light as will do. Each one asks for one thing more.",
            options=options(wording.OFFERED),
            required="yes" not in chosen(values, limit_field(name)),
            reshapes=True,
            missing="Please choose at least one measure.",
        ),
        *(part for type_ in wording.OFFERED if type_ in picked for part in _parameters(type_, prefix, name)),
    ]


def _parameters(type_: MeasureType, prefix: str, name: str) -> Body:
    """What one measure asks for besides: its parameter, and for some the channels that it touches (R-1.14.2-4, -5)."""
    detail = TextField(
        id=f"{prefix}_{type_.value}",
        label=wording.MEASURE_DETAIL[type_],
        required=True,
        longest=SHORT,
        missing="Please say what exactly: which channel, whom, when or how often.",
    )
    if type_ not in BY_CHANNEL:
        return [detail]
    touched = ChoicesField(
        id=channels_field(type_, name),
        label=wording.TOUCHES[type_],
        options=options(wording.TOUCHED),
        required=True,
        missing=CHANNELS,
    )
    return [detail, touched]


def chosen_measures(values: Values, name: str = "measures") -> tuple[Measure, ...]:
    """The measures chosen so far, without their parameters."""
    limit = (MeasureType.COMPLAINT_PROCESS,) if "yes" in chosen(values, limit_field(name)) else ()
    return tuple(Measure(type=m, detail="") for m in wording.MEASURE if m in (*chosen(values, name), *limit))


def measure_values(measures: tuple[Measure, ...], *, name: str = "measures") -> dict[str, Value]:
    """Measures as what stands in the form."""
    prefix = "detail" if name == "measures" else name
    details: dict[str, Value] = {f"{prefix}_{m.type.value}": m.detail for m in measures}
    touched: dict[str, Value] = {
        channels_field(m.type, name): tuple(channel.value for channel in m.channels)
        for m in measures
        if m.type in BY_CHANNEL
    }
    limit = limit_of(measures)
    return {
        name: tuple(m.type.value for m in measures if m != limit),
        **details,
        **touched,
        limit_field(name): "no" if limit is None else "yes",
        exceptional_field(name): "" if limit is None else limit.exceptional,
    }


# -- the complaint process ---------------------------------------------------------------------------


def complaint_process(values: Values, *, name: str = "measures", begins: bool = False) -> Body:
    """Whether it is about repeated use of the complaint process itself: never one of the measures (R-1.11-1, -2).

    `begins`: it is proposed here, and moves to the management team (R-1.11-3).
    """
    asked = ChoiceField(
        id=limit_field(name),
        label="Is this about repeated use of the complaint process itself?",
        hint="Hardly ever. Everybody may complain more than once.",
        options=YES_NO,
        reshapes=True,
    )
    if "yes" not in chosen(values, asked.id):
        return [asked]
    prefix = "detail" if name == "measures" else name
    return [
        asked,
        Text(
            "Access to complaints is important. A limit is for exceptional circumstances, and no open complaint is "
            "closed, paused or hidden by it."
        ),
        *([Text(TEAM_DECIDES)] if begins else []),
        TextField(
            id=f"{prefix}_{MeasureType.COMPLAINT_PROCESS.value}",
            label="What is limited, and how can they still complain?",
            required=True,
            longest=SHORT,
            missing="Please say what is limited, and how they can still complain.",
        ),
        TextField(
            id=exceptional_field(name),
            label="Which exceptional circumstances are there?",
            hint="That they complain again, or often, is none.",
            lines=True,
            required=True,
            missing=EXCEPTIONAL,
        ),
    ]


# -- step 1: what and why --------------------------------------------------------------------------


def case(values: Values, *, report_ref: str, kept: tuple[Option, ...] = (), begins: bool = True) -> Body:
    """What is asked, what happened, what it does, and the evidence (R-1.6-3, R-1.8-6).

    `kept`: pieces of evidence that are kept already, by their references. `begins`: a limit on the use of the
    complaint process would be proposed here; nobody has yet.
    """
    report = (Option(report_ref, f"{wording.EVIDENCE[EvidenceKind.REPORT]} {report_ref}"),) if report_ref else ()
    ticks = ChoicesField(
        id="evidence",
        label="Which of these is evidence?",
        hint="Needed: the report, something kept with it, a link or a thing.",
        options=(*report, *kept),
    )
    return [
        *measures(values, label="What should change?"),
        TextField(
            id="behaviour",
            label="What was said or done?",
            hint="Plain facts: what, when, how often.",
            lines=True,
            required=True,
            missing="Please write what was said or done, in plain facts.",
        ),
        TextField(
            id="impact",
            label="What does it do to staff and to the service?",
            lines=True,
            required=True,
            missing="Please write what it does to staff and to the service.",
        ),
        Divider(),
        Heading("The evidence"),
        Text("A restriction needs at least one piece of evidence."),
        *([ticks] if ticks.options else []),
        TextField(
            id="evidence_link",
            label="Links",
            hint="One a line. Each is kept as text and never opened.",
            lines=True,
        ),
        TextField(id="evidence_thing", label="A thing", hint="Its label, such as “Letter, 3 May”.", longest=SHORT),
        TextField(id="evidence_place", label="Where the thing is kept", longest=SHORT),
        Divider(),
        *complaint_process(values, begins=begins),
    ]


def case_values(case: Case) -> dict[str, Value]:
    """Step 1 as it was kept."""
    links = "\n".join(e.what for e in case.evidence if e.kind is EvidenceKind.LINK)
    thing = next((e for e in case.evidence if e.kind is EvidenceKind.PHYSICAL), None)
    return {
        **measure_values(case.measures),
        "behaviour": case.behaviour,
        "impact": case.impact,
        "evidence": tuple(e.what for e in case.evidence if e.kind in (EvidenceKind.REPORT, EvidenceKind.ITEM)),
        "evidence_link": links,
        "evidence_thing": thing.what if thing else "",
        "evidence_place": thing.where if thing else "",
    }


# -- the review ------------------------------------------------------------------------------------


def review_plan(values: Values, context: Context) -> Body:
    """When it is looked at again, or why not; and what would bring that forward (R-1.8-8…10)."""
    none = Reviewing.NONE in chosen(values, "reviewing")
    return [
        ChoiceField(
            id="reviewing",
            label="When do we look at it again?",
            options=options(REVIEWING),
            required=True,
            reshapes=True,
            missing="Please choose one of the two.",
        ),
        *(_no_review() if none else review_on(context)),
        sooner_if(),
    ]


def sooner_if() -> TextField:
    """What would bring the review forward (R-1.8-10)."""
    return TextField(
        id="sooner_if",
        label="What would make us look sooner?",
        hint="The individual is told this and the day.",
        lines=True,
        required=True,
        missing="Please say what would make us look at it again, or sooner.",
    )


def review_on(context: Context) -> Body:
    """On which day."""
    latest = context.policy.latest_review(context.today)
    return [
        DateField(
            id="review_on",
            label="The day of the review",
            required=True,
            earliest=context.today + timedelta(days=1),
            latest=latest,
            outside=f"Please choose a day after today, up to {latest.day} {latest:%B %Y}.",
            missing="Please choose the day of the review, or write why there is none.",
        )
    ]


def _no_review() -> Body:
    return [
        TextField(
            id="none_because",
            label="Why there is to be no review",
            hint="Such as to protect staff from violence. It stays on the management team's list.",
            lines=True,
            required=True,
            missing="Please say why there is to be no review.",
        ),
        ChoicesField(
            id="none_confirmed",
            label="To be sure",
            options=(Option(Considered.YES.value, "There is to be no review, and I have said why"),),
            required=True,
            missing="Please confirm that there is to be no review.",
        ),
    ]


def review_values(plan: ReviewPlan | None, context: Context) -> dict[str, Value]:
    """A review on the working day that the organisation's settings suggest."""
    day = context.policy.suggested_review(context.today)
    return {
        "reviewing": Reviewing.ON_A_DAY.value,
        "review_on": day.isoformat(),
        "sooner_if": plan.sooner_if if plan else "",
    }


def review_words(plan: ReviewPlan, context: Context) -> str:
    """A plan in a sentence."""
    when = f"On {context.day(plan.on)}" if plan.on else f"No review, because: {plan.none_because}"
    return f"{when}. Sooner if: {plan.sooner_if}"
