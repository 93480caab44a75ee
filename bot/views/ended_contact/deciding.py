"""The manager's forms for a report: the talk, the decision, and the answer to the reporter."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Text
from bot.chat.events import Value, Values
from bot.chat.forms import YES_NO, Body, ChoiceField, ChoicesField, DateField, Form, Option, TextField, chosen, options
from bot.errors import Problem
from bot.records.days import a_year_before
from bot.records.ended_contact.parts import WRITTEN, Category, FollowUp, Reason, RecordingFor, Talk
from bot.records.ended_contact.record import EndedContact
from bot.views import wording
from bot.views.context import Context
from bot.views.ended_contact import grounds, labels
from bot.views.ended_contact.reading import NONE_NEEDED, OUTCOME, TALKED, TRIAGE

#: Why the questions are asked, and who reads the answers.
_TALKED = "1.12.1: discussed with a manager as soon as possible"
_TOLD = "1.13: what was decided and why, for staff involved as well"
_DECIDER = "their manager; who decides what follows"

HAPPENED = ChoiceField(
    id="happened",
    because=_TALKED,
    read_by="both of them; Harbour: it asks no more",
    label="What happened",
    options=options(labels.TALKED),
    required=True,
    missing="Please choose one of the two.",
)
TALKED_ON = DateField(
    id="on",
    because=_TALKED,
    read_by="both of them",
    label="On which day",
    required=True,
    outside="Please give the day on which you talked: within the last year, and not in the future.",
    wrong={Problem.NOT_AFTER: "Please give the day on which you talked; it came after the contact."},
)
NOT_ZERO_BECAUSE = TextField(
    id="not_zero_because",
    because="1.9: zero tolerance of threats, violence and abuse",
    read_by=_DECIDER,
    label="Why is it not a zero tolerance incident?",
    hint="In a sentence. Debriefs are offered all the same.",
    lines=True,
    required=True,
    missing="Please say in a sentence why it is not a zero tolerance incident.",
)
CATEGORIES = ChoicesField(
    id="categories",
    because="1.10: consistent when we identify engagement that we manage",
    read_by=_DECIDER,
    label="Which kind of engagement is it?",
    hint="The policy's own list. Violence needs no injury.",
    options=options(labels.CATEGORY),
    required=True,
    reshapes=True,
    missing="Please choose at least one; “Other” is there for what does not fit.",
)
IMPACT = TextField(
    id="impact",
    because="1.10: what is not listed counts by its impact",
    read_by=_DECIDER,
    label="What was the impact?",
    lines=True,
    missing="Please say in a few words what the impact was.",
)
ZERO_TOLERANCE = ChoiceField(
    id="zero_tolerance",
    because="1.9: zero tolerance of threats, violence and abuse",
    read_by="their manager; Harbour: it offers debriefs",
    label="Is it a zero tolerance incident?",
    hint="A threat, violence or abuse towards staff. We then always take action.",
    options=YES_NO,
    required=True,
    reshapes=True,
    missing="Please choose yes or no.",
)
FOLLOW_UPS = ChoicesField(
    id="follow_ups",
    because="1.6: whether to take a management approach",
    read_by="their manager; Harbour: it opens each",
    label="What follows?",
    options=options(labels.FOLLOW_UP),
    required=True,
    reshapes=True,
    missing="Please choose what follows, even if it is nothing further.",
    wrong={
        Problem.BOTH: "Please choose either nothing further or what follows, not both.",
        Problem.UNFIT: "Here we always take action: please choose what follows.",
    },
)
ACTION = TextField(
    id="action",
    because="1.9: we will always take action",
    read_by="whoever handles it next",
    label="What is being done",
    lines=True,
    missing="Here we always take action: please say what is being done.",
    hint="In a sentence.",
)
SIGNPOSTED = TextField(
    id="signposted",
    because="1.4: where appropriate we signpost to support agencies",
    read_by=_DECIDER,
    label="Signposted to",
    hint="A support agency, if one would help.",
    longest=200,
)
#: The answer to the reporter. Each suggestion has its own field, since a field keeps the text that it showed.
WORDS_FURTHER = TextField(
    id="words",
    because=_TOLD,
    read_by="whoever reported it",
    label="What the reporter will read",
    hint="Kind and plain. Empty it if you would rather tell them yourself first.",
    lines=True,
)
WORDS_NO_FURTHER = replace(WORDS_FURTHER, id="words_no_further")
WORDS = TextField(
    id="words",
    because=_TOLD,
    read_by="whoever reported it",
    label="What they will read",
    lines=True,
    required=True,
    missing="Please write what you would like to tell, in a sentence.",
)
MORE_TO_COME = ChoicesField(
    id="more",
    because=_TOLD,
    read_by="Harbour: it reminds of what was promised",
    label="Is more to come?",
    options=(Option("more", "Yes: I will tell them that too"),),
)
WHY_NONE = TextField(
    id="why",
    because="1.6: the reason for a decision is documented",
    read_by="whoever reported it",
    label="Why is no restriction needed?",
    lines=True,
    required=True,
    missing="Please say in a sentence why none is needed.",
)


def talked(record: EndedContact, values: Values, context: Context) -> Form:
    """Day of the talk, and nothing of its content (1.12.1)."""
    return Form(
        name=TALKED,
        title="We have talked",
        about=record.id,
        body=(
            Text("Only the day is noted, never what was said."),
            HAPPENED,
            TALKED_ON.between(a_year_before(context.today), context.today),
            wording.section("1.12.1"),
        ),
        submit="Save",
        values={HAPPENED.id: Talk.TALKED.value, TALKED_ON.id: context.today.isoformat(), **values},
    )


#: The category suggested by the reporter's own answer; the manager names any other.
_CATEGORY = {
    Reason.ABUSIVE: Category.ABUSE,
    Reason.THREAT: Category.VIOLENCE,
    Reason.VIOLENCE: Category.VIOLENCE,
    Reason.HARASSMENT: Category.HARASSMENT,
}


def triage(record: EndedContact, values: Values, *, already: tuple[FollowUp, ...] = ()) -> Form:
    """Decide the next steps: the policy's categories, zero tolerance, and at least one answer (1.10).

    Prefilled from the report, and with the steps that exist already (`already`).
    """
    values = {**_begins(record, already), **values}
    body: Body = [Text("It is about impact, not about being different, unusual or upset.")]
    if Reason.RECORDED in record.account.reasons and record.account.recording_for is RecordingFor.PUBLIC:
        body.append(Text("The policy regards a statement of intent to publish or livestream as harassment (1.10.5)."))
    words, suggested = _told(values)
    return Form(
        name=TRIAGE,
        title="Decide what follows",
        about=record.id,
        body=(
            *body,
            *_category(record, values),
            *_what_follows(record, values),
            *words,
            wording.section("1.6", "1.9", "1.10"),
        ),
        submit="Save",
        values={**suggested, **values},
    )


def _begins(record: EndedContact, already: tuple[FollowUp, ...]) -> dict[str, Value]:
    named = tuple(dict.fromkeys(_CATEGORY[r].value for r in record.account.reasons if r in _CATEGORY))
    hurt = (Category.VIOLENCE.value,) if record.account.has_violence else ()
    categories = tuple(dict.fromkeys((*named, *hurt)))
    presumed: dict[str, Value] = {ZERO_TOLERANCE.id: "yes"} if _presumes(record, categories) else {}
    # A manager decides if the correspondence is acceptable (1.9.2).
    abusive = record.account.channel in WRITTEN and Category.ABUSE.value in categories
    follows = (*already, *((FollowUp.CORRESPONDENCE,) if abusive else ()))
    return {CATEGORIES.id: categories, FOLLOW_UPS.id: tuple(f.value for f in follows), **presumed}


def _presumes(record: EndedContact, categories: tuple[str, ...]) -> bool:
    """True if it counts as a zero tolerance incident unless the manager gives a reason against it (R-1.9-1)."""
    return record.account.is_urgent or bool({Category.VIOLENCE.value, Category.ABUSE.value} & {*categories})


def _category(record: EndedContact, values: Values) -> Body:
    categories = chosen(values, CATEGORIES)
    asks_why = _presumes(record, categories) and chosen(values, ZERO_TOLERANCE) == ("no",)
    return [
        CATEGORIES,
        *([IMPACT] if "other" in categories else []),
        *grounds.questions(categories, restricts=FollowUp.RESTRICTION.value in chosen(values, FOLLOW_UPS)),
        ZERO_TOLERANCE,
        *([NOT_ZERO_BECAUSE] if asks_why else []),
    ]


def _what_follows(record: EndedContact, values: Values) -> Body:
    acted_on = _presumes(record, chosen(values, CATEGORIES)) or chosen(values, ZERO_TOLERANCE) == ("yes",)
    return [
        FOLLOW_UPS,
        replace(ACTION, hint="In a sentence. Here we always take action.", required=True) if acted_on else ACTION,
        SIGNPOSTED,
    ]


def _told(values: Values) -> tuple[Body, dict[str, Value]]:
    """Field for the answer to the reporter and its suggested text, once the next steps are chosen."""
    follow_ups = chosen(values, FOLLOW_UPS)
    if not follow_ups:
        return [], {}
    no_further = FollowUp.NO_FURTHER in follow_ups
    words = WORDS_NO_FURTHER if no_further else WORDS_FURTHER
    return [words], {words.id: _words(values, no_further=no_further)}


def _words(values: Values, *, no_further: bool) -> str:
    """Manager's words from the other field, if any; otherwise the suggested sentence."""
    other = values.get((WORDS_FURTHER if no_further else WORDS_NO_FURTHER).id)
    if isinstance(other, str) and other and other != labels.outcome_words(no_further=not no_further):
        return other
    return labels.outcome_words(no_further=no_further)


def outcome(record: EndedContact, values: Values, context: Context) -> Form:
    """Answer to the reporter; also a later one, when there is a result (R-1.13-5)."""
    first = record.outcome is None
    no_further = bool(record.triage and FollowUp.NO_FURTHER in record.triage.follow_ups)
    more = first and record.triage is not None and record.triage.promises
    known: Values = {
        WORDS.id: labels.outcome_words(no_further=no_further) if first else "",
        MORE_TO_COME.id: ("more",) if more else (),
    }
    return Form(
        name=OUTCOME,
        title="Tell the outcome" if first else "Tell what came of it",
        about=record.id,
        body=(
            Text(f"{context.name(record.origin.by)} reads this privately, with your name."),
            WORDS,
            MORE_TO_COME,
            wording.section("1.13"),
        ),
        submit="Tell them",
        values={**known, **values},
    )


def no_restriction(record: EndedContact, values: Values, context: Context) -> Form:
    """Reason why the intended restriction is not needed after all (1.6)."""
    return Form(
        name=NONE_NEEDED,
        title="None after all",
        about=record.id,
        body=(
            Text(f"{context.name(record.origin.by)} can read this with the report."),
            WHY_NONE,
            wording.section("1.6", "1.8"),
        ),
        submit="Save",
        values=values,
    )
