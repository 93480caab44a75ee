"""Forms of an appeal (policy 1.3, 1.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.chat.cards import Facts, Heading, Text
from bot.chat.events import Values
from bot.chat.forms import (
    Body,
    ChoiceField,
    ChoicesField,
    DateField,
    Form,
    Option,
    TextField,
    chosen,
    in_words,
    options,
)
from bot.errors import Problem
from bot.records.appeal.parts import Channel, Elsewhere, Outcome
from bot.records.appeal.record import Appeal
from bot.records.individual import Individual
from bot.records.restriction.parts import Considered, Explained, Telling
from bot.records.restriction.record import Restriction
from bot.views import wording
from bot.views.appeal import reading as appeal
from bot.views.appeal import words as said
from bot.views.context import Context
from bot.views.restriction import fairness as fair
from bot.views.restriction import fields, labels
from bot.views.restriction.review import EXPLAINED, TELLING

#: The answer that it is the restriction with the reference in the next field.
ANOTHER = "another"

#: Why the questions are asked, and who reads the answers.
_CHALLENGED = "1.8: a restriction can be challenged by an appeal"
_AGAINST = "1.8: which restriction is challenged"
_EXPLAINED = "1.6: the reason for a decision is explained to the person"
_DECIDER = "who decides the appeal"
_TELLER = "who tells the individual"

CHANNEL = ChoiceField(
    id="channel",
    because=_CHALLENGED,
    read_by=_DECIDER,
    label="How did it come in?",
    options=options(said.CHANNEL),
    required=True,
    missing="Please choose how it came in.",
)
RECEIVED_ON = DateField(
    id="on",
    because=_CHALLENGED,
    read_by="who decides the appeal; Harbour: it reminds from then on",
    label="When did it come in?",
    required=True,
    missing="Please give the day on which it came in.",
    outside="Please give the day on which it came in; it cannot be in the future.",
)
ABOUT = TextField(
    id="about",
    because=_AGAINST,
    read_by="Harbour: it finds the restriction; who decides the appeal",
    label="What is it about?",
    hint="The reference in their letter, such as RS-0007; else initials and address, or tenancy reference.",
    required=True,
    longest=fields.SHORT,
    missing="Please write a reference, or what you know of whom it is about.",
)
ELSEWHERE = ChoiceField(
    id="elsewhere",
    because="1.8: a challenge may come in any form",
    read_by=_DECIDER,
    label="How does it reach whoever decides?",
    options=options(said.ELSEWHERE),
    missing="Please choose one of the two.",
)
REFERENCE = TextField(
    id="reference",
    because=_AGAINST,
    read_by=_DECIDER,
    label="Its reference",
    hint="Such as RS-0007; or what you know of them, and you are shown what it may be.",
    required=True,
    longest=fields.SHORT,
    missing="Please write the reference of the restriction.",
    wrong={Problem.BOTH: "Please choose one of those shown, or write a reference: one of the two."},
)
WHICH = ChoiceField[str](
    id="which",
    because=_AGAINST,
    read_by=_DECIDER,
    label="Is it one of these?",
    missing="Please choose one of those shown, or another one.",
)
HEARD_ON = DateField(
    id="on",
    because="1.3: people understand what stage they are at",
    read_by=_DECIDER,
    label="On which day did they hear?",
    required=True,
    missing="Please give the day.",
    outside="Please give the day on which you wrote or spoke to them, since it came in.",
)
OUTCOME = ChoiceField[Outcome](
    id="outcome",
    because="1.8: the Chief Executive Officer decides the challenge",
    read_by="the individual; who handles the restriction",
    label="What do you decide?",
    required=True,
    reshapes=True,
    missing="Please choose one of them.",
    wrong={Problem.NOT_YET: "Please say first which restriction it is about, or that there is none."},
)
REASONS = TextField(
    id="reasons",
    because=_EXPLAINED,
    read_by=_TELLER,
    hint="Whoever tells the individual what changes reads them. They name nobody on the staff.",
    lines=True,
    required=True,
    missing="Please give your reasons in a sentence.",
    label="Your reasons",
)
SAYS = TextField(
    id="says",
    because=_CHALLENGED,
    read_by=_DECIDER,
    label="What do they say?",
    lines=True,
    missing="Please write down what they say: a line or two is enough.",
)
HAVE_BEEN_TOLD = ChoiceField(
    id="telling",
    because=_EXPLAINED,
    read_by=_DECIDER,
    label="Have they been told?",
    options=options(TELLING),
    required=True,
    reshapes=True,
    missing="Please choose one of the two.",
)
TOLD_ON = DateField(
    id="told_on",
    because=_EXPLAINED,
    read_by=_DECIDER,
    label="On which day",
    required=True,
    missing="Please give the day on which they were told.",
    outside="Please give the day on which it happened; it cannot be in the future.",
    wrong={Problem.NOT_AFTER: "Please give the day on which they were told: after it was decided, and up to today."},
)
TOLD_HOW = TextField(
    id="told_how",
    because="1.13: explained, in a form that suits them",
    read_by=_DECIDER,
    label="How",
    required=True,
    longest=fields.SHORT,
    missing="Please say how they were told.",
)
TOLD_BY = TextField(
    id="told_by",
    because="1.6, 1.8: a person explains it",
    read_by=_DECIDER,
    label="By whom",
    required=True,
    longest=fields.SHORT,
    missing="Please say who told them.",
)
HAVE_HEARD = ChoicesField[Considered | Explained](
    id="heard",
    because="1.3: people know what options they have now",
    read_by=_DECIDER,
    label="They have heard",
    required=True,
    missing="They have to hear whom they can turn to now: please tick it once they have.",
    options=(Option(Considered.YES, "Whom they can turn to now: the ombudsman, as below"),),
    wrong={Problem.REVIEW_UNSAID: "They have to hear when, and in which circumstances, we look at it again."},
)
NOT_TOLD_BECAUSE = TextField(
    id="not_told_because",
    because="1.6: a record where explaining is not possible",
    read_by=_DECIDER,
    label="Why not?",
    hint="The policy asks for a record where explaining is not possible or not appropriate.",
    lines=True,
    required=True,
    missing="Please give the reason why they have not been told.",
)
WHY_PAUSED = TextField(
    id="reasons",
    because=_EXPLAINED,
    read_by=_TELLER,
    label="Your reasons",
    lines=True,
    required=True,
    missing="Please give the reasons.",
)
HEARS = TextField(
    id="heard",
    because=_EXPLAINED,
    read_by=_TELLER,
    label="How does the individual hear of it?",
    hint="By whom and when; or why they do not.",
    lines=True,
    required=True,
    missing="Please say how the individual hears of it, or why they do not.",
)
PART = TextField(
    id="reason",
    because="1.8, 1.9.4: nobody decides about what concerns them",
    read_by="who decides the appeal instead",
    label="Which part do you have in it?",
    hint="A sentence. Whoever decides the appeal reads it.",
    lines=True,
    required=True,
    longest=fields.SHORT,
    missing="Please say in a sentence which part you have in it.",
)


def record(values: Values, context: Context) -> Form:
    """Record an appeal: by any member of staff, in any form, at any time (R-1.8-7)."""
    known: Values = {RECEIVED_ON.id: context.today.isoformat(), ELSEWHERE.id: Elsewhere.WRITTEN.value, **values}
    body: Body = [
        Text("Anybody can appeal in any form and at any time. It goes to the Chief Executive, and to nobody else."),
        CHANNEL,
        RECEIVED_ON.between(None, context.today),
        ABOUT,
        *in_words(
            ELSEWHERE,
            _says("In their own words, as far as you can."),
            known,
            needs={Elsewhere.WRITTEN.value},
        ),
        wording.section("1.3", "1.8"),
    ]
    return Form(name=appeal.RECORD, title="An appeal has come in", body=tuple(body), values=known)


# -- for whoever decides it --------------------------------------------------------------------------------


def _form(record: Appeal, name: str, title: str, body: Body, values: Values, submit: str = "Save") -> Form:
    return Form(
        name=name,
        title=title,
        about=record.id,
        extra=str(record.version),
        body=(*body, wording.section("1.3", "1.8")),
        submit=submit,
        values=values,
    )


def attach(record: Appeal, candidates: tuple[Restriction, ...], values: Values, context: Context) -> Form:
    """Choose the restriction that it is against: a likely one, or another by its reference."""
    known: Values = {WHICH.id: ANOTHER, **values} if candidates else values
    picks = tuple(Option(each.id, f"{each.ref}, {context.day_of(each.origin.at)}") for each in candidates[:9])
    which = replace(WHICH, options=(*picks, Option(ANOTHER, "Another one")))
    body: Body = [
        Text(f"It was given as: {record.received.about}"),
        *(in_words(which, REFERENCE, known, needs={ANOTHER}) if picks else [REFERENCE]),
        Text("Whoever decided the restriction hears that an appeal has been made, and nothing else."),
    ]
    return _form(record, appeal.ATTACH, "Which restriction", body, known)


def unclear(refs: Sequence[str]) -> str:
    """Error for an ambiguous reference. `refs`: the restrictions that it may mean."""
    if not refs:
        return (
            "No restriction that has been decided goes by this. Please write the reference in their letter, or their "
            "initials and the first line of their address."
        )
    if len(refs) > 1:
        return f"There is more than one: {', '.join(refs)}. Please write which of them."
    return f"It may be {refs[0]}. Please look, and write that if it is the one."


def acknowledge(record: Appeal, values: Values, context: Context) -> Form:
    """Day on which the individual was told that the appeal had arrived."""
    body: Body = [
        Text("Please let them know that it arrived, who decides it and by when they can expect an answer."),
        HEARD_ON.between(record.received.on, context.today),
    ]
    return _form(record, appeal.ACKNOWLEDGE, "It arrived", body, {HEARD_ON.id: context.today.isoformat(), **values})


def decide(
    record: Appeal, restriction: Restriction | None, individual: Individual | None, values: Values, context: Context
) -> Form:
    """Lift, vary or uphold, with reasons and the next body to turn to."""
    vary = Outcome.VARY in chosen(values, OUTCOME)
    known: Values = values if restriction is None else {**_known(restriction, context), **values}
    passed_on = _says("From what was passed on to you: a line or two is enough.", required=True)
    body: Body = [
        *_measures(restriction),
        *([] if record.received.says else [passed_on]),
        replace(OUTCOME, options=_outcomes(restriction)),
        *(_varied(restriction, known, individual, context) if vary else []),
        replace(REASONS, label="Your reasons, and why nothing lighter is enough") if vary else REASONS,
        said.afterwards(context.policy),
    ]
    return _form(record, appeal.DECIDE, "Decide the appeal", body, known, "Record it")


def _known(restriction: Restriction, context: Context) -> Values:
    measures = fields.measure_values(restriction.case.measures)
    return {**measures, **fields.review_values(restriction.review, context)}


def _measures(restriction: Restriction | None) -> Body:
    if restriction is None or not restriction.case.measures:
        return []
    return [Facts(tuple((labels.MEASURE[m.type], m.detail) for m in restriction.case.measures))]


def _says(hint: str, *, required: bool = False) -> TextField:
    return replace(SAYS, hint=hint, required=required)


def _outcomes(restriction: Restriction | None) -> tuple[Option[Outcome], ...]:
    """Outcomes that are possible in the restriction's present state; only "uphold" before it is decided."""
    if restriction is None:
        return options(said.OUTCOME, (Outcome.NOTHING,))
    if restriction.over:
        return options(said.OUTCOME_OVER)
    if restriction.decision is None:
        return options(said.OUTCOME, (Outcome.UPHOLD,))
    return options(said.OUTCOME, (Outcome.LIFT, Outcome.VARY, Outcome.UPHOLD))


def _varied(restriction: Restriction | None, values: Values, individual: Individual | None, context: Context) -> Body:
    """New measures, with the questions of a review; the old ones apply until the individual is told (R-1.8-10)."""
    return [
        *fields.measures(values, label="What are the measures from now on?"),
        *(fields.complaint_process(values) if restriction is not None and restriction.for_management_team else []),
        Text("Until the individual has been told, nothing new applies."),
        *fair.to_consider(fields.chosen_measures(values), individual, {}),
        fair.ADJUSTMENTS,
        *fields.review_plan(values, context),
    ]


# -- afterwards --------------------------------------------------------------------------------------------


def told(record: Appeal, values: Values, context: Context) -> Form:
    """Note of how and by whom the individual was told, and of the next body to turn to; or why not (R-1.3-3)."""
    known: Values = {
        HAVE_BEEN_TOLD.id: Telling.TOLD.value,
        TOLD_ON.id: context.today.isoformat(),
        # Initially through the channel of the appeal and by the reader.
        TOLD_HOW.id: said.CHANNEL[Channel.LETTER if record.letters else record.received.channel],
        TOLD_BY.id: context.name(context.reader),
        **values,
    }
    not_told = Telling.NOT_TOLD in chosen(known, HAVE_BEEN_TOLD)
    body: Body = [
        Heading("What they have to hear"),
        Text("• What you decided, and why\n• What it means from now on\n• Whom they can turn to now"),
        HAVE_BEEN_TOLD,
        *([NOT_TOLD_BECAUSE] if not_told else _how_told(record, context)),
        said.afterwards(context.policy),
    ]
    return _form(record, appeal.TOLD, "They have been told", body, known)


def _how_told(record: Appeal, context: Context) -> Body:
    # A variation sets a review as well, and nobody else tells them of it (R-1.8-10).
    review = (Option(Explained.REVIEW, EXPLAINED[Explained.REVIEW]),) if record.has_varied else ()
    return [
        TOLD_ON.between(context.today - timedelta(days=366), context.today),
        TOLD_HOW,
        TOLD_BY,
        replace(HAVE_HEARD, options=(*HAVE_HEARD.options, *review)),
    ]


# -- suspending --------------------------------------------------------------------------------------------


def suspend(record: Appeal, values: Values, context: Context) -> Form:
    """Suspend the measures while the appeal is heard; reviews go on."""
    text = "Its measures stop now, until the appeal is decided or you end this. Its reviews go on."
    return _pause(record, appeal.SUSPEND, "Suspend it", text, values, context)


def resume(record: Appeal, values: Values, context: Context) -> Form:
    """End the suspension before the appeal is decided."""
    text = "Its measures apply again from now on. Please see that they hear of it first."
    return _pause(record, appeal.RESUME, "End the suspension", text, values, context)


def _pause(record: Appeal, name: str, title: str, text: str, values: Values, context: Context) -> Form:
    body: Body = [
        Text(text),
        WHY_PAUSED,
        HEARS,
        said.afterwards(context.policy),
    ]
    return _form(record, name, title, body, values)


def aside(record: Appeal, values: Values) -> Form:
    """Withdraw as decider because of a part in the matter: somebody else decides."""
    body: Body = [
        Text(
            "Nobody decides about what they have a part in: such as having been there, or having advised on it. "
            "Somebody else is found who decides this appeal, and you cannot take it back."
        ),
        PART,
    ]
    return _form(record, appeal.ASIDE, "I have a part in it", body, values, "Pass it on")
