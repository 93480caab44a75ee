"""The questions about a restriction, in groups, and what is known already as what stands in them."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.cards import Block, Divider, Facts, Heading, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import YES_NO, ChoiceField, ChoicesField, DateField, Field, Option, TextField, options
from bot.records.individual import Individual, Need
from bot.records.restriction import CONSIDER, Case, Fairness, Measure, MeasureType, ReviewPlan
from bot.records.restriction_parts import (
    BY_CHANNEL,
    CHANNELS,
    Considered,
    EvidenceKind,
    Restorative,
    Reviewing,
    Training,
    channels_field,
    touches_contact,
)
from bot.views import wording
from bot.views.context import Context

Body = list[Field | Block]

REVIEWING = {
    Reviewing.ON_A_DAY: "On a day",
    Reviewing.NONE: "There is to be no review, because…",
}

#: The longest parameter of a measure, and what stands in a card as a small fact.
SHORT = 300

RESTORATIVE_WORDS = {
    Restorative.TRIED: "What was tried, and how did it go?",
    Restorative.NOT_POSSIBLE: "Why are they not possible?",
    Restorative.NOT_APPROPRIATE: "Why are they not appropriate?",
}


def chosen(values: Values, name: str) -> tuple[str, ...]:
    """The answers chosen so far in one question."""
    value: Value = values.get(name)
    return (value,) if isinstance(value, str) and value else tuple(value or ())


def _yes(answer: bool | None) -> str | None:  # noqa: FBT001 - an answer, not a switch
    return None if answer is None else "yes" if answer else "no"


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
            options=options(wording.MEASURE),
            required=True,
            reshapes=True,
            missing="Please choose at least one measure.",
        ),
        *(part for type_ in wording.MEASURE if type_ in picked for part in _parameters(type_, prefix, name)),
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


def measure_values(measures: tuple[Measure, ...], *, name: str = "measures") -> dict[str, Value]:
    """Measures as what stands in the form."""
    prefix = "detail" if name == "measures" else name
    details: dict[str, Value] = {f"{prefix}_{m.type.value}": m.detail for m in measures}
    touched: dict[str, Value] = {
        channels_field(m.type, name): tuple(channel.value for channel in m.channels)
        for m in measures
        if m.type in BY_CHANNEL
    }
    return {name: tuple(m.type.value for m in measures), **details, **touched}


# -- step 1: what and why --------------------------------------------------------------------------


def case(values: Values, *, report_ref: str, kept: tuple[Option, ...] = ()) -> Body:
    """What is asked, what happened, what it does, and the evidence (R-1.6-3, R-1.8-6).

    `kept`: pieces of evidence that are kept already, by their references.
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


# -- step 2: is it fair ----------------------------------------------------------------------------


def fairness(values: Values, *, proposed: tuple[Measure, ...], individual: Individual | None) -> Body:
    """The safeguards that the policy names, each in words (1.3, 1.5 to 1.8)."""
    return [
        Text("People may be upset, or simply different. That alone is no reason to restrict anything."),
        ChoiceField(
            id="about_impact",
            label="Is this about impact, not about being different or upset?",
            options=YES_NO,
            required=True,
            missing="Please choose yes or no.",
        ),
        *_restorative(values),
        TextField(
            id="lighter_options",
            label="Which lighter options did you consider, and why are they not enough?",
            lines=True,
            required=True,
            missing="Please say which lighter options you considered and why they are not enough.",
        ),
        *_needs(proposed, individual),
        *_service(values),
    ]


def _restorative(values: Values) -> Body:
    picked = [r for r in Restorative if r in chosen(values, "restorative")]
    return [
        ChoiceField(
            id="restorative",
            label="Where do steps to restore the relationship stand?",
            hint="Such as a break, an early word, a change in how we do things.",
            options=options(wording.RESTORATIVE),
            required=True,
            reshapes=True,
            missing="Please say where restorative steps stand.",
        ),
        TextField(
            id="restorative_words",
            label=RESTORATIVE_WORDS[picked[0]] if picked else "What was tried, or why not?",
            lines=True,
            required=True,
            missing="Please say what was tried, or why it is not possible or not appropriate.",
        ),
    ]


def _needs(proposed: tuple[Measure, ...], individual: Individual | None) -> Body:
    body: Body = [
        TextField(
            id="adjustments",
            label="Which needs or adjustments did you consider?",
            hint="What they need, never a diagnosis. If none is known, say how you looked.",
            lines=True,
            required=True,
            missing="Please say in words which needs or adjustments you considered.",
        ),
        TextField(
            id="needs", label="What helps them to be in contact with us", hint="If known. It is kept.", longest=SHORT
        ),
        TextField(id="contact_by", label="How they asked to be contacted", hint="If known. It is kept.", longest=SHORT),
    ]
    body += to_consider(proposed, individual)
    body.append(
        TextField(
            id="circumstances",
            label="Circumstances outwith their control that we know of",
            hint="It may not be anybody's fault.",
            lines=True,
        )
    )
    return body


def to_consider(proposed: tuple[Measure, ...], individual: Individual | None) -> Body:
    """Where a measure may touch what the individual asked for: that it was considered (R-1.5-2)."""
    if individual is None or not touches(proposed, individual):
        return []
    recorded = "; ".join(part for part in (individual.contact_by, individual.adjustments) if part)
    return [
        Text(f"Please look twice: a measure may touch what they asked for ({recorded})."),
        ChoicesField(
            id="channel_considered",
            label="Does that still work for them?",
            options=(Option(Considered.YES.value, "I have considered it, and it is kept or replaced"),),
            required=True,
            missing=CONSIDER,
        ),
    ]


def chosen_measures(values: Values, name: str = "measures") -> tuple[Measure, ...]:
    """The measures chosen so far, without their parameters."""
    return tuple(Measure(type=m, detail="") for m in wording.MEASURE if m in chosen(values, name))


def touches(proposed: tuple[Measure, ...], individual: Individual | None) -> bool:
    """Whether a measure may touch what the individual asked for (R-1.5-2)."""
    return individual is not None and touches_contact(
        proposed, contact_by=individual.contact_by, adjustments=individual.adjustments
    )


def _service(values: Values) -> Body:
    """What is ours to look at: staffing, training, an open complaint, and emergencies."""
    return [
        TextField(
            id="normal_staffing",
            label="Would we manage this at normal staffing?",
            hint="A busy week is no ground for a restriction.",
            lines=True,
            required=True,
            missing="Please say whether we would manage this at normal staffing.",
        ),
        *_training(values),
        *_complaint(values),
        TextField(
            id="emergencies",
            label="How can they still report emergencies and urgent repairs?",
            lines=True,
            required=True,
            missing="Please say how emergencies and urgent repairs can still be reported.",
        ),
    ]


def _training(values: Values) -> Body:
    training = chosen(values, "training")
    could_be = Training.POSSIBLY in training or Training.YES in training
    which = TextField(id="training_words", label="Which training could help?", required=True, longest=SHORT)
    return [
        ChoiceField(
            id="training",
            label="Could a training need be part of it?",
            hint="This is not shown to the reporter and goes into nobody's personal record.",
            options=options(wording.TRAINING),
            required=True,
            reshapes=True,
            missing="Please say whether a training need could be part of this.",
        ),
        *([which] if could_be else []),
    ]


def _complaint(values: Values) -> Body:
    stays = TextField(
        id="complaint_words",
        label="How does that complaint or request stay open?",
        hint="No measure closes, pauses or hides it.",
        lines=True,
        required=True,
        missing="Please say how that complaint or request stays open.",
    )
    return [
        ChoiceField(
            id="complaint_open",
            label="Is a complaint or a service request open?",
            options=YES_NO,
            required=True,
            reshapes=True,
            missing="Please say whether a complaint or a service request is open.",
        ),
        *([stays] if "yes" in chosen(values, "complaint_open") else []),
    ]


def fairness_values(fairness: Fairness, individual: Individual | None) -> dict[str, Value]:
    """Step 2 as it was kept, and what is recorded about the individual's needs."""
    begun = fairness != Fairness()
    return {
        "about_impact": _yes(fairness.about_impact) if begun else None,
        "restorative": fairness.restorative.value if fairness.restorative else None,
        "restorative_words": fairness.restorative_words,
        "lighter_options": fairness.lighter_options,
        "adjustments": fairness.adjustments,
        "needs": individual.adjustments if individual else "",
        "contact_by": individual.contact_by if individual else "",
        "channel_considered": (Considered.YES.value,) if fairness.channel_considered else (),
        "circumstances": fairness.circumstances,
        "normal_staffing": fairness.normal_staffing,
        "training": fairness.training.value if fairness.training else None,
        "training_words": fairness.training_words,
        "complaint_open": _yes(fairness.complaint_open),
        "complaint_words": fairness.complaint_words,
        "emergencies": fairness.emergencies,
    }


def noted(need: Need, context: Context) -> list[Block]:
    """What was learnt of an individual's needs, by whom and when."""
    said = (("How they asked to be contacted", need.contact_by), ("What helps them", need.adjustments))
    facts = Facts(tuple((label, value) for label, value in said if value))
    return [Small(f"Noted by {context.name(need.by)}, {context.moment(need.at)}"), facts]


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
        *(_no_review() if none else _review_on(context)),
        TextField(
            id="sooner_if",
            label="What would make us look sooner?",
            hint="The individual is told this and the day.",
            lines=True,
            required=True,
            missing="Please say what would make us look at it again, or sooner.",
        ),
    ]


def _review_on(context: Context) -> Body:
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
