"""Whether a restriction is fair: the questions that the policy asks for, each in words (1.3, 1.5 to 1.8)."""

from __future__ import annotations

from bot.chat.cards import Block, Facts, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import YES_NO, ChoiceField, ChoicesField, Option, TextField, options
from bot.records.individual import Individual, Need
from bot.records.restriction.measures import Measure, touches_contact
from bot.records.restriction.parts import CONSIDER, Considered, Fairness, Restorative, Training
from bot.views import wording
from bot.views.context import Context
from bot.views.restriction.fields import SHORT, Body, chosen

RESTORATIVE_WORDS = {
    Restorative.TRIED: "What was tried, and how did it go?",
    Restorative.NOT_POSSIBLE: "Why are they not possible?",
    Restorative.NOT_APPROPRIATE: "Why are they not appropriate?",
}


def _yes(answer: bool | None) -> str | None:  # noqa: FBT001 - an answer, not a switch
    return None if answer is None else "yes" if answer else "no"


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
