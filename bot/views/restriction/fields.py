"""The questions about a restriction, in groups, and their initial values."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.chat.cards import Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import YES_NO, Body, ChoiceField, ChoicesField, DateField, Option, TextField, chosen, options
from bot.errors import Problem
from bot.records.ended_contact.parts import Category
from bot.records.restriction.measures import (
    BY_CHANNEL,
    Channel,
    Measure,
    MeasureType,
    limit_of,
)
from bot.records.restriction.parts import (
    MOST_LINKS,
    SOONER,
    Case,
    Considered,
    Evidence,
    EvidenceKind,
    Reviewing,
    ReviewPlan,
)
from bot.views.context import Context
from bot.views.ended_contact import grounds as engagement
from bot.views.ended_contact import labels as ended_contact_labels
from bot.views.restriction import labels

#: The consequence of a limit on the use of the complaint process in a proposal.
TEAM_DECIDES = (
    "Only a member of the management team who did not propose it decides this: it goes to them, and you will hear "
    "what comes of it."
)

#: The longest detail of a measure, and the longest short fact on a card.
SHORT = 300

INDIVIDUAL = TextField(
    id="individual",
    because="1.8: a restriction is tailored to an individual",
    read_by="who decides; those with the card",
    label="Who is it about?",
    hint="Initials, their reference or the first line of their address, with commas; not the full name.",
    longest=80,
    missing="Please say whom this is about: initials or a tenancy reference.",
)
GROUNDS = ChoicesField(
    id="grounds",
    because="1.10: consistent when we identify engagement that we manage",
    read_by="who decides, an appeal",
    label="Which kind of engagement is it?",
    hint="The policy's own list.",
    options=options(ended_contact_labels.CATEGORY),
    reshapes=True,
)
HELP_OFFERED = replace(
    engagement.HELP_OFFERED,
    read_by="who decides, an appeal",
    label="What help was offered first?",
    hint="",
    required=True,
)
#: For contractors: a restriction has to be chosen over the process for contracts (1.2, R-1.2-2).
NOT_CONTRACT = ChoicesField(
    id="not_contract",
    because="1.2: different processes may be appropriate for contracts",
    read_by="who decides, an appeal",
    label="They are a contractor or supplier: the process for contracts may apply instead",
    options=(Option(Considered.YES, "A restriction is the right way here"),),
    required=True,
    missing="Please say that a restriction is the right way here, or use the process for contracts.",
)
MEASURES = ChoicesField(
    id="measures",
    because="1.8: the approach is tailored, and the least that will do",
    read_by="who decides; the individual, in the letter",
    options=options(labels.OFFERED),
    reshapes=True,
    missing="Please choose at least one measure.",
    label="What should change?",
    hint="As few and as light as will do.",
    wrong={
        Problem.NOT_YET: (
            "A limit on the use of the complaint process is proposed first, and somebody else in the management team "
            "decides: please leave it out here, and propose it."
        ),
        Problem.UNFIT: (
            "Only a member of the management team can change the limit on the use of the complaint process: please "
            "leave it as it is, or end it."
        ),
        Problem.NOT_LIGHTER: "Please choose a measure that is lighter than the one proposed.",
        Problem.SAME: "Please change a measure, or choose to continue it.",
    },
)
_DETAIL = TextField(
    id="detail",
    because="1.8: a measure has to be clear to whoever is under it",
    read_by="the individual, in the letter; those with the card",
    label=labels.MEASURE_DETAIL[MeasureType.OTHER],
    required=True,
    longest=SHORT,
    missing="Please say what exactly: which channel, whom, when or how often.",
)
_CHANNELS = ChoicesField(
    id="channels",
    because="1.14.2: who meets it at work follows from the channels",
    read_by="the sharing decision",
    label=labels.TOUCHES[MeasureType.CHANNEL],
    options=options(labels.TOUCHED),
    required=True,
    missing="Please tick which channels it touches: it decides who may need to know.",
)
_LIMIT = TextField(
    id=f"detail_{MeasureType.COMPLAINT_PROCESS.value}",
    because="1.11: what is limited, and how they can still complain",
    read_by="the management team; the individual",
    label="What is limited, and how can they still complain?",
    required=True,
    longest=SHORT,
    missing="Please say what is limited, and how they can still complain.",
)
ABOUT_COMPLAINTS = ChoiceField(
    id="about_complaints",
    because="1.11: a limit on complaints is the management team's alone",
    read_by="the management team",
    label="Is this about repeated use of the complaint process itself?",
    hint="Hardly ever. Everybody may complain more than once.",
    options=YES_NO,
    reshapes=True,
    wrong={
        Problem.UNFIT: (
            "Nobody in the management team could decide this: each of them proposes it, or it concerns them. Please "
            "leave it out."
        ),
    },
)
EXCEPTIONAL = TextField(
    id="exceptional",
    because="1.11: only in exceptional circumstances",
    read_by="the management team",
    label="Which exceptional circumstances are there?",
    hint="That they complain again, or often, is none.",
    lines=True,
    required=True,
    missing="Please say which exceptional circumstances there are. Complaining again, or often, is none.",
)
BEHAVIOUR = TextField(
    id="behaviour",
    because="1.6: proportionate to the behaviour",
    read_by="who decides; an appeal",
    label="What was said or done?",
    lines=True,
    missing="Please write what was said or done, in plain facts.",
    hint="Plain facts: what, when, how often.",
    required=True,
)
#: The effect, separate from the behaviour (R-1.6-3).
IMPACT = TextField(
    id="impact",
    because="1.6: proportionate to the impact on us and our staff",
    read_by="who decides; an appeal",
    label="What does it do to staff and to the service?",
    lines=True,
    required=True,
    missing="Please write what it does to staff and to the service.",
)
EVIDENCE = ChoicesField[str](
    id="evidence",
    because="1.8: supported by evidence",
    read_by="who decides; an appeal",
    label="Which of these is evidence as well?",
)
EVIDENCE_WORDS = TextField(
    id="evidence_words",
    because="1.8: supported by evidence",
    read_by="who decides; an appeal",
    lines=True,
    label="What supports it?",
    hint="One a line: a link, or a thing and where it is kept. Nothing is opened.",
    missing="A restriction needs evidence: a link, or a thing and where it is kept.",
    wrong={Problem.TOO_MANY: f"Please give at most {MOST_LINKS} of them: those that show it best."},
)
REVIEWING = ChoiceField[Reviewing](
    id="reviewing",
    because="1.8: normally subject to review",
    read_by="the individual; who reviews it",
    label="When do we look at it again?",
    reshapes=True,
)
#: Reasons to bring the review forward (R-1.8-10).
SOONER_IF = TextField(
    id="sooner_if",
    because="1.8: the circumstances of a review are explained",
    read_by="the individual",
    label="What would make us look sooner?",
    hint=f"The individual is told this and the day. Empty: “{SOONER}”",
    lines=True,
    missing="Please say what would make us look at it again, or sooner.",
)
REVIEW_ON = DateField(
    id="review_on",
    because="1.8: at appropriate intervals",
    read_by="the individual; who reviews it",
    label="The day of the review",
    required=True,
    missing="Please choose the day of the review, or write why there is none.",
    outside="Please choose a day after today.",
)
NONE_BECAUSE = TextField(
    id="none_because",
    because="1.8: the discretion to have no review has a reason",
    read_by="the management team; an appeal",
    label="Why there is to be no review",
    hint="Such as to protect staff from violence. It stays on the management team's list.",
    lines=True,
    required=True,
    missing="Please say why there is to be no review.",
    wrong={Problem.BOTH: "Please choose either a day or a reason for no review, not both."},
)
NONE_CONFIRMED = ChoicesField(
    id="none_confirmed",
    because="1.8: no review is decided, never left out",
    read_by="the management team",
    label="To be sure",
    options=(Option(Considered.YES, "There is to be no review, and I have said why"),),
    required=True,
    missing="Please confirm that there is to be no review.",
)


# -- whom ------------------------------------------------------------------------------------------


def whom(*, known: bool = False) -> TextField:
    """Individual; optional if already known."""
    return replace(INDIVIDUAL, required=not known)


# -- which kind of engagement ----------------------------------------------------------------------


def grounds(values: Values, *, known: bool) -> Body:
    """Kind of engagement, if no report gives it; and the help that comes first (1.10, R-1.10.8-1).

    `known`: True if the report has been decided, and gives both.
    """
    refuses = Category.REFUSAL.value in chosen(values, GROUNDS)
    says = known and bool(values.get(HELP_OFFERED.id))
    return [*([] if known else [GROUNDS]), *([HELP_OFFERED] if refuses and not says else [])]


# -- measures --------------------------------------------------------------------------------------


def measures(values: Values, *, label: str = MEASURES.label, hint: str = "") -> Body:
    """Choose measures, each with its details (R-1.8-3). None is suggested."""
    picked = chosen(values, MEASURES)
    return [
        replace(
            MEASURES,
            label=label,
            hint=hint or MEASURES.hint,
            required="yes" not in chosen(values, ABOUT_COMPLAINTS),
        ),
        *(part for type_ in labels.OFFERED if type_ in picked for part in _parameters(type_, values)),
    ]


def detail(type_: MeasureType) -> TextField:
    """Details of a measure."""
    if type_ is MeasureType.COMPLAINT_PROCESS:
        return _LIMIT
    return replace(_DETAIL, id=f"detail_{type_.value}", label=labels.MEASURE_DETAIL[type_])


def channels(type_: MeasureType) -> ChoicesField[Channel]:
    """Channels affected by a measure, if its type asks for them."""
    return replace(_CHANNELS, id=f"channels_{type_.value}", label=labels.TOUCHES[type_])


def _parameters(type_: MeasureType, values: Values) -> Body:
    """Further fields of a measure: its details, and for some its channels (R-1.14.2-4, -5)."""
    exactly = detail(type_)
    if type_ not in BY_CHANNEL:
        return [exactly]
    touches = channels(type_)
    if type_ is not MeasureType.CHANNEL:
        return [exactly, touches]
    # The closed channels say the rest, unless all are closed.
    says = len(chosen(values, touches)) < len(labels.TOUCHED)
    return [touches, replace(exactly, hint="Empty: in every other way.", required=False) if says else exactly]


def chosen_measures(values: Values) -> tuple[Measure, ...]:
    """Measures chosen so far, without their details."""
    limit = (MeasureType.COMPLAINT_PROCESS,) if "yes" in chosen(values, ABOUT_COMPLAINTS) else ()
    picked = (*chosen(values, MEASURES), *limit)
    return tuple(Measure(type=m, detail="") for m in labels.MEASURE if m in picked)


def measure_values(measures: tuple[Measure, ...]) -> dict[str, Value]:
    """Measures as form values."""
    details: dict[str, Value] = {
        detail(m.type).id: words
        for m in measures
        if (words := labels.in_own_words(m.detail) if m.type is MeasureType.CHANNEL else m.detail)
    }
    touched: dict[str, Value] = {
        channels(m.type).id: tuple(channel.value for channel in m.channels)
        for m in measures
        if m.type in BY_CHANNEL and m.channels
    }
    limit = limit_of(measures)
    return {
        MEASURES.id: tuple(m.type.value for m in measures if m != limit),
        **details,
        **touched,
        ABOUT_COMPLAINTS.id: "no" if limit is None else "yes",
        EXCEPTIONAL.id: "" if limit is None else limit.exceptional,
    }


# -- the complaint process ---------------------------------------------------------------------------


def complaint_process(values: Values, *, begins: bool = False) -> Body:
    """Questions about repeated use of the complaint process, which is never a measure itself (R-1.11-1, -2).

    `begins`: True if it is proposed here, and moves to the management team (R-1.11-3).
    """
    if "yes" not in chosen(values, ABOUT_COMPLAINTS):
        return [ABOUT_COMPLAINTS]
    return [
        ABOUT_COMPLAINTS,
        Text(
            "Access to complaints is important. A limit is for exceptional circumstances, and no open complaint is "
            "closed, paused or hidden by it."
        ),
        *([Text(TEAM_DECIDES)] if begins else []),
        _LIMIT,
        EXCEPTIONAL,
    ]


# -- what and why ------------------------------------------------------------------------------------


def behaviour(*, reported: bool = False) -> TextField:
    """Behaviour, as facts (R-1.6-3); optional if a report describes it."""
    if not reported:
        return BEHAVIOUR
    return replace(BEHAVIOUR, hint=f"{BEHAVIOUR.hint} Empty: as the report says.", required=False)


def more_evidence(account: Evidence | None, kept: tuple[Option[str], ...]) -> Body:
    """Evidence besides the officer's own account. `kept`: items already kept, by reference."""
    ticks = replace(EVIDENCE, options=kept)
    if account is None:
        return [ticks] if kept else [Text("It is asked for above.")]
    rests = Small(f"It rests on: {labels.EVIDENCE[account.kind]} {account.what}.")
    return [rests, *([ticks] if kept else []), replace(EVIDENCE_WORDS, label="What else supports it?")]


def case_values(case: Case) -> dict[str, Value]:
    """Saved measures, behaviour, impact and evidence, as form values."""
    own = (e for e in case.evidence if e.kind in (EvidenceKind.LINK, EvidenceKind.PHYSICAL))
    return {
        **measure_values(case.measures),
        BEHAVIOUR.id: case.behaviour,
        IMPACT.id: case.impact,
        EVIDENCE.id: tuple(e.what for e in case.evidence if e.kind is EvidenceKind.ITEM),
        EVIDENCE_WORDS.id: "\n".join(", ".join(part for part in (e.what, e.where) if part) for e in own),
    }


# -- the review ------------------------------------------------------------------------------------


def review_plan(values: Values, context: Context) -> Body:
    """Day of the review, or why there is none; and what would bring it forward (R-1.8-8…10)."""
    suggested = context.policy.suggested_review(context.today)
    answers = {
        Reviewing.SUGGESTED: f"On {context.day(suggested)}",
        Reviewing.ON_A_DAY: "On another day",
        Reviewing.NONE: "There is to be no review, because…",
    }
    reviewing = chosen(values, REVIEWING)
    none = Reviewing.NONE in reviewing
    return [
        replace(REVIEWING, options=options(answers)),
        *([review_on(context)] if Reviewing.ON_A_DAY in reviewing else []),
        *([NONE_BECAUSE, NONE_CONFIRMED] if none else [SOONER_IF]),
    ]


def review_on(context: Context) -> DateField:
    """Day of the review."""
    latest = context.policy.latest_review(context.today)
    outside = f"Please choose a day after today, up to {latest.day} {latest:%B %Y}."
    return replace(REVIEW_ON.between(context.today + timedelta(days=1), latest), outside=outside)


def review_values(plan: ReviewPlan | None, context: Context) -> dict[str, Value]:
    """Initial review, on the working day that the organisation's settings suggest."""
    day = context.policy.suggested_review(context.today)
    return {
        REVIEWING.id: Reviewing.SUGGESTED.value,
        REVIEW_ON.id: day.isoformat(),
        SOONER_IF.id: plan.sooner_if if plan else "",
    }


def review_words(plan: ReviewPlan, context: Context) -> str:
    """Review plan in a sentence."""
    when = f"On {context.day(plan.on)}." if plan.on else f"No review, because: {plan.none_because}"
    return f"{when} Sooner if: {plan.sooner_if}" if plan.sooner_if else when
