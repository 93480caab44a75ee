"""The questions about a restriction, in groups, and what is known already as what stands in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.chat.cards import Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import YES_NO, Body, ChoiceField, ChoicesField, DateField, Option, TextField, options
from bot.records.ended_contact.grounds import HELP_FIRST
from bot.records.ended_contact.parts import Category
from bot.records.restriction.measures import (
    BY_CHANNEL,
    CHANNELS,
    EXCEPTIONAL,
    LIMITS,
    WHAT_EXACTLY,
    Measure,
    MeasureType,
    channels_field,
    limit_of,
)
from bot.records.restriction.parts import SOONER, Case, Considered, Evidence, EvidenceKind, Reviewing, ReviewPlan
from bot.views import wording
from bot.views.context import Context

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


def whom(*, known: bool = False) -> Body:
    """Whom it is about. Where that is known, it stands there and can be corrected."""
    return [
        TextField(
            id="individual",
            because="1.8: a restriction is tailored to an individual",
            read_by="who decides; those with the card",
            label="Who is it about?",
            hint="Initials, their reference or the first line of their address, with commas; not the full name.",
            required=not known,
            longest=80,
            missing="Please say whom this is about: initials or a tenancy reference.",
        )
    ]


# -- which kind of engagement ----------------------------------------------------------------------


def grounds(values: Values, *, known: bool) -> Body:
    """Which kind of engagement it is, where no report says so; and the help that comes first (1.10, R-1.10.8-1).

    `known`: the report has been decided about, and says both.
    """
    asked = ChoicesField(
        id="grounds",
        because="1.10: consistent when we identify engagement that we manage",
        read_by="who decides, an appeal",
        label="Which kind of engagement is it?",
        hint="The policy's own list.",
        options=options(wording.CATEGORY),
        reshapes=True,
    )
    helped = TextField(
        id="help_offered",
        because="1.10.8: we always seek to assist first",
        read_by="who decides, an appeal",
        label="What help was offered first?",
        lines=True,
        required=True,
        missing=HELP_FIRST,
    )
    refuses = Category.REFUSAL.value in chosen(values, "grounds")
    says = known and bool(values.get("help_offered"))
    return [*([] if known else [asked]), *([helped] if refuses and not says else [])]


def contract() -> ChoicesField[Considered]:
    """Where they are a contractor: a restriction is chosen, and does not merely happen (1.2, R-1.2-2)."""
    return ChoicesField(
        id="not_contract",
        because="1.2: different processes may be appropriate for contracts",
        read_by="who decides, an appeal",
        label="They are a contractor or supplier: the process for contracts may apply instead",
        options=(Option(Considered.YES, "A restriction is the right way here"),),
        required=True,
        missing="Please say that a restriction is the right way here, or use the process for contracts.",
    )


# -- measures --------------------------------------------------------------------------------------


def measures(values: Values, *, label: str, hint: str = "") -> Body:
    """Which measures, each with its one parameter (R-1.8-3). None is suggested."""
    picked = chosen(values, "measures")
    return [
        ChoicesField(
            id="measures",
            because="1.8: the approach is tailored, and the least that will do",
            read_by="who decides; the individual, in the letter",
            label=label,
            hint=hint or "As few and as light as will do.",
            options=options(wording.OFFERED),
            required="yes" not in chosen(values, LIMITS),
            reshapes=True,
            missing="Please choose at least one measure.",
        ),
        *(part for type_ in wording.OFFERED if type_ in picked for part in _parameters(type_, values)),
    ]


def _parameters(type_: MeasureType, values: Values) -> Body:
    """What one measure asks for besides: its parameter, and for some the channels that it touches (R-1.14.2-4, -5)."""
    touched = chosen(values, channels_field(type_))
    # Which channels are closed says the rest, unless they all are.
    said = type_ is MeasureType.CHANNEL and len(touched) < len(wording.TOUCHED)
    detail = TextField(
        id=f"detail_{type_.value}",
        because="1.8: a measure has to be clear to whoever is under it",
        read_by="the individual, in the letter; those with the card",
        label=wording.MEASURE_DETAIL[type_],
        hint="Empty: in every other way." if said else "",
        required=not said,
        longest=SHORT,
        missing=WHAT_EXACTLY,
    )
    if type_ not in BY_CHANNEL:
        return [detail]
    channels = ChoicesField(
        id=channels_field(type_),
        because="1.14.2: who meets it at work follows from the channels",
        read_by="the sharing decision",
        label=wording.TOUCHES[type_],
        options=options(wording.TOUCHED),
        required=True,
        missing=CHANNELS,
    )
    return [channels, detail] if type_ is MeasureType.CHANNEL else [detail, channels]


def chosen_measures(values: Values) -> tuple[Measure, ...]:
    """The measures chosen so far, without their parameters."""
    limit = (MeasureType.COMPLAINT_PROCESS,) if "yes" in chosen(values, LIMITS) else ()
    picked = (*chosen(values, "measures"), *limit)
    return tuple(Measure(type=m, detail="") for m in wording.MEASURE if m in picked)


def measure_values(measures: tuple[Measure, ...]) -> dict[str, Value]:
    """Measures as what stands in the form."""
    details: dict[str, Value] = {
        f"detail_{m.type.value}": detail
        for m in measures
        if (detail := wording.in_own_words(m.detail) if m.type is MeasureType.CHANNEL else m.detail)
    }
    touched: dict[str, Value] = {
        channels_field(m.type): tuple(channel.value for channel in m.channels)
        for m in measures
        if m.type in BY_CHANNEL and m.channels
    }
    limit = limit_of(measures)
    return {
        "measures": tuple(m.type.value for m in measures if m != limit),
        **details,
        **touched,
        LIMITS: "no" if limit is None else "yes",
        "exceptional": "" if limit is None else limit.exceptional,
    }


# -- the complaint process ---------------------------------------------------------------------------


def complaint_process(values: Values, *, begins: bool = False) -> Body:
    """Whether it is about repeated use of the complaint process itself: never one of the measures (R-1.11-1, -2).

    `begins`: it is proposed here, and moves to the management team (R-1.11-3).
    """
    asked = ChoiceField(
        id=LIMITS,
        because="1.11: a limit on complaints is the management team's alone",
        read_by="the management team",
        label="Is this about repeated use of the complaint process itself?",
        hint="Hardly ever. Everybody may complain more than once.",
        options=YES_NO,
        reshapes=True,
    )
    if "yes" not in chosen(values, asked.id):
        return [asked]
    return [
        asked,
        Text(
            "Access to complaints is important. A limit is for exceptional circumstances, and no open complaint is "
            "closed, paused or hidden by it."
        ),
        *([Text(TEAM_DECIDES)] if begins else []),
        TextField(
            id=f"detail_{MeasureType.COMPLAINT_PROCESS.value}",
            because="1.11: what is limited, and how they can still complain",
            read_by="the management team; the individual",
            label="What is limited, and how can they still complain?",
            required=True,
            longest=SHORT,
            missing="Please say what is limited, and how they can still complain.",
        ),
        TextField(
            id="exceptional",
            because="1.11: only in exceptional circumstances",
            read_by="the management team",
            label="Which exceptional circumstances are there?",
            hint="That they complain again, or often, is none.",
            lines=True,
            required=True,
            missing=EXCEPTIONAL,
        ),
    ]


# -- what and why ------------------------------------------------------------------------------------


def behaviour(*, reported: bool = False) -> TextField:
    """What was said or done, as facts (R-1.6-3). Where the report says it, it stands there."""
    return TextField(
        id="behaviour",
        because="1.6: proportionate to the behaviour",
        read_by="who decides; an appeal",
        label="What was said or done?",
        hint=f"Plain facts: what, when, how often.{' Empty: as the report says.' if reported else ''}",
        lines=True,
        required=not reported,
        missing="Please write what was said or done, in plain facts.",
    )


def impact() -> TextField:
    """What it does, apart from what happened (R-1.6-3)."""
    return TextField(
        id="impact",
        because="1.6: proportionate to the impact on us and our staff",
        read_by="who decides; an appeal",
        label="What does it do to staff and to the service?",
        lines=True,
        required=True,
        missing="Please write what it does to staff and to the service.",
    )


def evidence() -> Body:
    """What it rests on, where there is no account of the officer's own (R-1.8-6)."""
    return [
        replace(
            _evidence_words("What supports it?"),
            required=True,
            missing="A restriction needs evidence: a link, or a thing and where it is kept.",
        )
    ]


def more_evidence(account: Evidence | None, kept: tuple[Option[str], ...]) -> Body:
    """What it rests on besides the officer's own account. `kept`: pieces that are kept already, by their references."""
    ticks = ChoicesField(
        id="evidence",
        because="1.8: supported by evidence",
        read_by="who decides; an appeal",
        label="Which of these is evidence as well?",
        options=kept,
    )
    if account is None:
        return [ticks] if kept else [Text("It is asked for above.")]
    rests = Small(f"It rests on: {wording.EVIDENCE[account.kind]} {account.what}.")
    return [rests, *([ticks] if kept else []), _evidence_words("What else supports it?")]


def _evidence_words(label: str) -> TextField:
    hint = "One a line: a link, or a thing and where it is kept. Nothing is opened."
    return TextField(
        id="evidence_words",
        because="1.8: supported by evidence",
        read_by="who decides; an appeal",
        label=label,
        hint=hint,
        lines=True,
    )


def case_values(case: Case) -> dict[str, Value]:
    """What and why, as it was kept."""
    own = (e for e in case.evidence if e.kind in (EvidenceKind.LINK, EvidenceKind.PHYSICAL))
    return {
        **measure_values(case.measures),
        "behaviour": case.behaviour,
        "impact": case.impact,
        "evidence": tuple(e.what for e in case.evidence if e.kind is EvidenceKind.ITEM),
        "evidence_words": "\n".join(", ".join(part for part in (e.what, e.where) if part) for e in own),
    }


# -- the review ------------------------------------------------------------------------------------


def review_plan(values: Values, context: Context) -> Body:
    """When it is looked at again, or why not; and what would bring that forward (R-1.8-8…10)."""
    suggested = context.policy.suggested_review(context.today)
    answers = {
        Reviewing.SUGGESTED: f"On {context.day(suggested)}",
        Reviewing.ON_A_DAY: "On another day",
        Reviewing.NONE: "There is to be no review, because…",
    }
    reviewing = chosen(values, "reviewing")
    none = Reviewing.NONE in reviewing
    return [
        ChoiceField(
            id="reviewing",
            because="1.8: normally subject to review",
            read_by="the individual; who reviews it",
            label="When do we look at it again?",
            options=options(answers),
            reshapes=True,
        ),
        *(review_on(context) if Reviewing.ON_A_DAY in reviewing else []),
        *(_no_review() if none else [sooner_if()]),
    ]


def sooner_if() -> TextField:
    """What would bring the review forward (R-1.8-10)."""
    return TextField(
        id="sooner_if",
        because="1.8: the circumstances of a review are explained",
        read_by="the individual",
        label="What would make us look sooner?",
        hint=f"The individual is told this and the day. Empty: “{SOONER}”",
        lines=True,
    )


def review_on(context: Context) -> Body:
    """On which day."""
    latest = context.policy.latest_review(context.today)
    return [
        DateField(
            id="review_on",
            because="1.8: at appropriate intervals",
            read_by="the individual; who reviews it",
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
            because="1.8: the discretion to have no review has a reason",
            read_by="the management team; an appeal",
            label="Why there is to be no review",
            hint="Such as to protect staff from violence. It stays on the management team's list.",
            lines=True,
            required=True,
            missing="Please say why there is to be no review.",
        ),
        ChoicesField(
            id="none_confirmed",
            because="1.8: no review is decided, never left out",
            read_by="the management team",
            label="To be sure",
            options=(Option(Considered.YES, "There is to be no review, and I have said why"),),
            required=True,
            missing="Please confirm that there is to be no review.",
        ),
    ]


def review_values(plan: ReviewPlan | None, context: Context) -> dict[str, Value]:
    """A review on the working day that the organisation's settings suggest."""
    day = context.policy.suggested_review(context.today)
    return {
        "reviewing": Reviewing.SUGGESTED.value,
        "review_on": day.isoformat(),
        "sooner_if": plan.sooner_if if plan else "",
    }


def review_words(plan: ReviewPlan, context: Context) -> str:
    """A plan in a sentence."""
    when = f"On {context.day(plan.on)}." if plan.on else f"No review, because: {plan.none_because}"
    return f"{when} Sooner if: {plan.sooner_if}" if plan.sooner_if else when
