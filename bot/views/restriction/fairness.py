"""Fairness of a restriction: the policy's questions, each answered in words (1.3, 1.5 to 1.8)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Block, Facts, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import Body, ChoiceField, ChoicesField, Option, TextField, chosen, options
from bot.errors import Problem
from bot.records.individual import Individual, Need
from bot.records.restriction.measures import Measure, touches_contact
from bot.records.restriction.parts import Considered, Fairness, Thought
from bot.views.context import Context
from bot.views.restriction import labels
from bot.views.restriction.fields import SHORT

THOUGHT_OF = ChoicesField(
    id="thought_of",
    because="1.3, 1.6: impact, normal working, what is open",
    read_by="who decides; an appeal",
    label="I have thought of these, and each holds",
    options=options(labels.THOUGHT),
    required=True,
    missing="Each of these has to hold: where one does not, something lighter is right.",
)
RESTORATIVE = ChoiceField(
    id="restorative",
    because="1.7, 1.8: restorative steps come first",
    read_by="who decides; an appeal",
    label="Where do steps to restore the relationship stand?",
    hint="Such as a break, an early word, a change in how we do things.",
    options=options(labels.RESTORATIVE),
    required=True,
    missing="Please say where restorative steps stand.",
)
RESTORATIVE_WORDS = TextField(
    id="restorative_words",
    because="1.7, 1.8: tried and failed, or why not",
    read_by="who decides; an appeal",
    label="What was tried, or why not?",
    lines=True,
    required=True,
    missing="Please say what was tried, or why it is not possible or not appropriate.",
)
#: The needs that were considered (R-1.5-1).
ADJUSTMENTS = TextField(
    id="adjustments",
    because="1.5: accessibility needs are considered",
    read_by="who decides; an appeal; the next review",
    label="Which needs or adjustments did you consider?",
    hint="What they need, never a diagnosis. If none is known, say how you looked.",
    lines=True,
    required=True,
    missing="Please say in words which needs or adjustments you considered.",
)
REASONS = TextField(
    id="reasons",
    because="1.6: necessary, and the least restrictive method; the reason is explained",
    read_by="the individual, in the letter; an appeal",
    lines=True,
    required=True,
    missing="Please say why this is needed, and why nothing lighter is enough.",
    label="Why is this needed, and why is nothing lighter enough?",
)
CHANNEL_CONSIDERED = ChoicesField(
    id="channel_considered",
    because="1.5: an adjustment is kept",
    read_by="who decides; an appeal",
    label="Does that still work for them?",
    options=(Option(Considered.YES, "I have considered it, and it is kept or replaced"),),
    required=True,
    missing="A measure touches how they asked to be contacted. Please confirm that you considered it.",
)
HELPS = TextField(
    id="needs",
    because="1.5, 1.7: adjustments keep people involved",
    read_by="whoever handles a matter about them",
    label="What helps them to be in contact with us",
    hint="It is kept.",
    longest=SHORT,
)
CONTACT_BY = TextField(
    id="contact_by",
    because="1.5: how they asked to be contacted",
    read_by="whoever handles a matter about them",
    label="How they asked to be contacted",
    hint="It is kept.",
    longest=SHORT,
)
CIRCUMSTANCES = TextField(
    id="circumstances",
    because="1.8: it may not be their fault",
    read_by="who decides; an appeal",
    label="Circumstances outwith their control that we know of",
    hint="It may not be anybody's fault.",
    lines=True,
)
SIGNPOSTED = TextField(
    id="signposted",
    because="1.4: where appropriate we signpost to support agencies",
    read_by="who decides; the next review",
    label="Signposted to",
    hint="A support agency, if one would help.",
    longest=SHORT,
)
COMPLAINT = TextField(
    id="complaint_words",
    because="1.3: what is open goes on",
    read_by="who decides; an appeal",
    label="Which complaint or request is open, and how does it go on?",
    hint="No measure closes, pauses or hides it.",
    lines=True,
)
EMERGENCIES = TextField(
    id="emergencies",
    because="practice of every landlord: emergencies can be reported",
    read_by="the individual, in the letter",
    label="How they report emergencies and urgent repairs",
    longest=SHORT,
)
NORMAL_STAFFING = TextField(
    id="normal_staffing",
    because="1.6: if we were operating normally",
    read_by="who decides; an appeal",
    label="How this would be with a full team on a normal day",
    longest=SHORT,
)
TRAINING_WORDS = TextField(
    id="training_words",
    because="1.6: it may be a training requirement",
    read_by="who decides",
    label="Which training of ours could help?",
    hint="This is not shown to the reporter and goes into nobody's personal record.",
    longest=SHORT,
)
#: Needs of the individual: answers here are saved with the individual's record.
NEEDS = (CONTACT_BY.id, HELPS.id)
#: Needs and circumstances of the individual (R-1.5-2, R-1.7-2, R-1.8-2); all optional.
PERSON = (HELPS, CONTACT_BY, CIRCUMSTANCES, SIGNPOSTED)
#: Our own side: open matters, emergencies, staffing, training (R-1.3-2, R-1.6-5, R-1.6-6); all optional.
OURS = (COMPLAINT, EMERGENCIES, NORMAL_STAFFING, TRAINING_WORDS)


def fairness(values: Values, *, proposed: tuple[Measure, ...], individual: Individual | None) -> Body:
    """Safeguards that the policy names (1.3, 1.5 to 1.8)."""
    return [
        RESTORATIVE,
        RESTORATIVE_WORDS,
        ADJUSTMENTS,
        *to_consider(proposed, individual, values),
        REASONS,
        thought_of(values),
    ]


def thought_of(values: Values) -> ChoicesField[Thought]:
    """Conditions that all have to be ticked; the error names those that are not."""
    fair = Fairness(
        thought_of=tuple(each for each in Thought if each in chosen(values, THOUGHT_OF)),
        complaint_words=str(values.get(COMPLAINT.id) or ""),
        emergencies=str(values.get(EMERGENCIES.id) or ""),
        normal_staffing=str(values.get(NORMAL_STAFFING.id) or ""),
    )
    unticked = "”, “".join(words for each, words in labels.THOUGHT.items() if each not in fair.holds)
    sentence = f"Each has to hold, else something lighter is right. Not ticked: “{unticked}”."
    return replace(THOUGHT_OF, wrong={Problem.UNFIT: sentence})


def to_consider(proposed: tuple[Measure, ...], individual: Individual | None, values: Values) -> Body:
    """Confirmation to tick if a measure may affect known or newly noted needs (R-1.5-2)."""
    known = () if individual is None else (individual.contact_by, individual.adjustments)
    written = (value for name in NEEDS if isinstance(value := values.get(name), str))
    recorded = "; ".join(dict.fromkeys(part for part in (*known, *written) if part))
    if not touches_contact(proposed, contact_by="", adjustments=recorded):
        return []
    return [
        Text(f"Please look twice: a measure may touch what they asked for ({recorded})."),
        CHANNEL_CONSIDERED,
    ]


def touches(proposed: tuple[Measure, ...], individual: Individual | None) -> bool:
    """True if a measure may affect something that the individual asked for (R-1.5-2)."""
    return individual is not None and touches_contact(
        proposed, contact_by=individual.contact_by, adjustments=individual.adjustments
    )


def fairness_values(fairness: Fairness, individual: Individual | None) -> dict[str, Value]:
    """Saved answers, and the individual's recorded needs."""
    known = "; ".join(part for part in (individual.adjustments, individual.contact_by) if part) if individual else ""
    return {
        RESTORATIVE.id: fairness.restorative.value if fairness.restorative else None,
        RESTORATIVE_WORDS.id: fairness.restorative_words,
        REASONS.id: fairness.lighter_options,
        ADJUSTMENTS.id: fairness.adjustments or known,
        THOUGHT_OF.id: tuple(each.value for each in fairness.holds),
        HELPS.id: individual.adjustments if individual else "",
        CONTACT_BY.id: individual.contact_by if individual else "",
        CHANNEL_CONSIDERED.id: (Considered.YES.value,) if fairness.channel_considered else (),
        CIRCUMSTANCES.id: fairness.circumstances,
        NORMAL_STAFFING.id: fairness.normal_staffing,
        TRAINING_WORDS.id: fairness.training_words,
        COMPLAINT.id: fairness.complaint_words,
        EMERGENCIES.id: fairness.emergencies,
    }


def noted(need: Need, context: Context) -> list[Block]:
    """A recorded need of the individual, with its author and time."""
    said = (("How they asked to be contacted", need.contact_by), ("What helps them", need.adjustments))
    facts = Facts(tuple((label, value) for label, value in said if value))
    return [Small(f"Noted by {context.name(need.by)}, {context.moment(need.at)}"), facts]
