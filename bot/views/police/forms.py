"""The forms about a police decision (1.9.4)."""

from __future__ import annotations

from bot.chat.cards import Divider, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import Body, ChoiceField, DateField, Field, Form, Option, PeopleField, TextField, in_words, options
from bot.people import PersonId
from bot.records.days import a_year_before
from bot.records.police.parts import Opinion, Outcome
from bot.records.police.record import PoliceDecision
from bot.views import wording
from bot.views.context import Context
from bot.views.police import reading as police
from bot.views.police import words as said

#: A colleague who has not heard of it from a person is not asked, and nothing is noted as theirs.
TELL_FIRST = "They have not been told yet. Please tell them first, yourself and in private."

#: The longest reference, in characters.
LONGEST_REFERENCE = 80

#: The answers that the police gave a reference, that they gave none, and that it is still to come.
GIVEN = "given"
NONE_GIVEN = "none"
LATER = "later"

#: Why the questions are asked, and who reads the answers.
_VIEWS = "1.9.4: the views of the staff member are taken into account"
_RECORDED = "1.9.4: a manager clearly records the decision"
_DECIDER = "who decides about the police"


def view_field(person: PersonId) -> str:
    """The id of the field for what somebody told the manager."""
    return f"view-{person}"


def instead_field(person: PersonId) -> str:
    """The id of the field for what stands in place of words."""
    return f"instead-{person}"


# -- for the staff concerned -------------------------------------------------------------------------


def view(record: PoliceDecision, values: Values) -> Form:
    """What they think: in their own words, or not at all (R-1.9.4-6)."""
    known: Values = {"instead": Opinion.WORDS.value, **values}
    return Form(
        name=police.VIEW,
        title="What do you think?",
        about=record.id,
        body=(
            Text(said.DANGER),
            Text(
                "A manager decides whether the police are told, so that you do not have to. What would you like them "
                "to know? You need not tell again what happened. It stands beside what you have said before."
            ),
            Small("They read it, and the chief executive and the management team may. No colleague does."),
            *in_words(
                ChoiceField(
                    id="instead",
                    because=_VIEWS,
                    read_by=_DECIDER,
                    label="What do you think?",
                    options=options(said.OWN),
                    missing="Please choose one of the three.",
                ),
                TextField(
                    id="words",
                    because=_VIEWS,
                    read_by=_DECIDER,
                    label="In your own words",
                    lines=True,
                    missing="Please write a sentence, or choose one of the answers above it.",
                ),
                known,
                needs={Opinion.WORDS.value},
            ),
            wording.section("1.9.4"),
        ),
        submit="Send",
        values=known,
    )


def call_reference(about: str | None, extra: str, values: Values) -> Form:
    """The police's reference for a call; it says nothing of where anything stands."""
    return Form(
        name=police.CALL,
        title="The police's reference",
        about=about,
        extra=extra,
        body=(
            Text(said.DANGER),
            TextField(
                id="reference",
                because=_RECORDED,
                read_by=_DECIDER,
                label="The reference that they gave you",
                longest=LONGEST_REFERENCE,
                required=True,
                missing="Please write the reference, or close this.",
            ),
            wording.section("1.9.4"),
        ),
        submit="Add it",
        values=values,
    )


# -- for the manager ---------------------------------------------------------------------------------


def note_view(record: PoliceDecision, person: PersonId, values: Values, context: Context) -> Form:
    """What somebody told the manager, that they chose not to say, or why they could not be asked."""
    known: Values = {instead_field(person): Opinion.WORDS.value, **values}
    return Form(
        name=police.NOTE,
        title="What they think",
        about=record.id,
        extra=person,
        body=(Text(said.DANGER), *_heard(person, known, context), wording.section("1.9.4")),
        submit="Note it",
        values=known,
    )


def _heard(person: PersonId, values: Values, context: Context) -> tuple[Field[object], ...]:
    """What they think, as the manager heard it; or why they could not be asked (R-1.9.4-6)."""
    name, unasked = context.name(person), values.get(instead_field(person)) == Opinion.COULD_NOT_ASK.value
    way = ChoiceField(
        id=instead_field(person),
        because=_VIEWS,
        read_by=_DECIDER,
        label=f"What does {name} think?",
        options=options(said.NOTED),
        missing=f"{name} has not been heard: please note what they think.",
    )
    words = TextField(
        id=view_field(person),
        because=_VIEWS,
        read_by=_DECIDER,
        label=f"What {name} thinks",
        hint="As they said it to you; or why they could not be asked.",
        lines=True,
        missing="Please say in a few words why they could not be asked."
        if unasked
        else f"{name} has not been heard: please note what they think.",
    )
    return in_words(way, words, values, needs={Opinion.WORDS.value, Opinion.COULD_NOT_ASK.value})


def decide(record: PoliceDecision, values: Values, context: Context) -> Form:
    """The decision: views, impact and reasons apart from one another, and each of them needed (R-1.9.4-5 to -7)."""
    outcome = Outcome(str(values.get("outcome") or _likely(record)))
    missing = record.without_view(outcome)
    known = {**_preset(record, outcome, missing, context), **values}
    if outcome is Outcome.NOT_REPORT and values.get("reasons") != said.NORMALLY:
        # Written where the form could not be drawn again.
        known["reasons_not"] = values.get("reasons_not") or values.get("reasons")
    body: Body = [
        Text(said.DANGER),
        Text(said.NOT_ALONE),
        *(part for person in missing for part in _heard(person, known, context)),
        *([Divider()] if missing else []),
        _outcome(),
        *(_not_reported() if outcome is Outcome.NOT_REPORT else _reported(outcome, context)),
        *_why(outcome),
        wording.section("1.9.4"),
    ]
    return Form(
        name=police.DECIDE,
        title="Decide",
        about=record.id,
        body=tuple(body),
        submit="Record it",
        values=known,
    )


def _likely(record: PoliceDecision) -> Outcome:
    """What the policy's case makes likely: it is reported, or it has been by whoever called them."""
    return Outcome.ALREADY if record.calls else Outcome.REPORT


def _preset(
    record: PoliceDecision, outcome: Outcome, missing: tuple[PersonId, ...], context: Context
) -> dict[str, Value]:
    """What is known already, and the policy's own reason for its normal answer."""
    return {
        "outcome": outcome.value,
        **_called(record, context),
        reasons_field(Outcome.REPORT): said.NORMALLY,
        **{instead_field(person): Opinion.WORDS.value for person in missing},
    }


def _called(record: PoliceDecision, context: Context) -> dict[str, Value]:
    """What is known of a call already: on which day, and the police's reference."""
    called = record.calls[-1] if record.calls else None
    return {
        "on": (context.local_day(called.at) if called else context.today).isoformat(),
        "reference": next((call.reference for call in reversed(record.calls) if call.reference), ""),
    }


def _outcome() -> Field[object]:
    return ChoiceField(
        id="outcome",
        because="1.9.4: normally reported to the police, as a manager decides",
        read_by="the staff concerned, once they have been told",
        label="What do you decide?",
        hint="Normally a physical threat is reported.",
        options=options(said.OUTCOME),
        required=True,
        reshapes=True,
        missing="Please choose one of the three.",
    )


def _not_reported() -> Body:
    return [
        Small(
            "It can be right where, for example, the threat was withdrawn at once and was clearly flippant. "
            "It is an important safeguard, so please give the reasons with care."
        )
    ]


def _reported(outcome: Outcome, context: Context) -> Body:
    """How they were told; what is still to be reported is decided all the same."""
    number = TextField(
        id="reference",
        because=_RECORDED,
        read_by=_DECIDER,
        label="The police's reference",
        hint="It can follow later.",
        longest=LONGEST_REFERENCE,
    )
    return [*_how_told(context, needed=outcome is Outcome.ALREADY), number]


def _how_told(context: Context, *, needed: bool) -> Body:
    how = ChoiceField(
        id="how",
        because=_RECORDED,
        read_by=_DECIDER,
        label="How were they told?",
        hint="" if needed else "Leave it empty if they are still to be told: you note it here afterwards.",
        options=options(said.HOW),
        required=needed,
        missing="Please choose how the police were told.",
    )
    on = DateField(
        id="on",
        because=_RECORDED,
        read_by=_DECIDER,
        label="On which day were they told?",
        required=needed,
        earliest=a_year_before(context.today),
        latest=context.today,
        missing="Please give the day on which the police were told.",
        outside="Please give the day on which the police were told; it cannot be in the future.",
    )
    return [how, on]


def reasons_field(outcome: Outcome) -> str:
    """The id of the field for the reasons: those for the normal answer, which stand there, are none for another."""
    return "reasons_not" if outcome is Outcome.NOT_REPORT else "reasons"


def _why(outcome: Outcome) -> Body:
    return [
        TextField(
            id="impact",
            because="1.9.4: the impact on other staff is considered",
            read_by=_DECIDER,
            label="How could it affect other staff?",
            hint="Those who may come into contact with the individual, whatever was said above.",
            lines=True,
            required=True,
            missing="Please say how it could affect other staff, even if it is not at all.",
        ),
        TextField(
            id=reasons_field(outcome),
            because=_RECORDED,
            read_by=_DECIDER,
            label="Your reasons",
            lines=True,
            required=True,
            missing="Please give your reasons in a sentence.",
        ),
    ]


def tell(record: PoliceDecision, values: Values, context: Context) -> Form:
    """On which day the staff concerned were told."""
    return Form(
        name=police.TELL,
        title="I have told them",
        about=record.id,
        body=(
            Text(said.DANGER),
            Text(f"You have told {context.names(record.staff)} yourself what was decided. Only the day is noted."),
            DateField(
                id="on",
                because="1.13: the principles apply to staff involved",
                read_by=_DECIDER,
                label="On which day",
                required=True,
                earliest=a_year_before(context.today),
                latest=context.today,
                missing="Please give the day on which you told them.",
                outside="Please give the day on which you told them; it cannot be in the future.",
            ),
            wording.section("1.9.4"),
        ),
        submit="Save",
        values={"on": context.today.isoformat(), **values},
    )


def reference(record: PoliceDecision, values: Values, context: Context) -> Form:
    """How the police were told, where that is still to be noted; and their reference, or that they gave none."""
    to_be_told = record.decision is not None and record.decision.to_be_told
    called = _called(record, context)
    later = to_be_told and not called["reference"]
    known: Values = {"none": LATER if later else GIVEN, **called, **values}
    follows = (Option(LATER, "It can follow later"),) if to_be_told else ()
    return Form(
        name=police.REFERENCE,
        title="The police know" if to_be_told else "The police's reference",
        about=record.id,
        body=(
            Text(said.DANGER),
            *(_how_told(context, needed=True) if to_be_told else []),
            *in_words(
                ChoiceField(
                    id="none",
                    because=_RECORDED,
                    read_by=_DECIDER,
                    label="Did they give a reference?",
                    options=(Option(GIVEN, "Yes"), Option(NONE_GIVEN, "They gave none"), *follows),
                    missing="Please write the reference, or choose that they gave none.",
                ),
                TextField(
                    id="reference",
                    because=_RECORDED,
                    read_by=_DECIDER,
                    label="The reference",
                    longest=LONGEST_REFERENCE,
                    missing="Please write the reference, or choose that they gave none.",
                ),
                known,
                needs={GIVEN},
            ),
            wording.section("1.9.4"),
        ),
        submit="Save",
        values=known,
    )


def follow_up(record: PoliceDecision, values: Values) -> Form:
    """What came of it."""
    return _words(record, police.FOLLOW_UP, "What came of it", "words", "What came of it, in a sentence or two", values)


def reopen(record: PoliceDecision, values: Values) -> Form:
    """What is new, so that it is decided again."""
    return _words(record, police.REOPEN, "Something is new", "news", "What is new?", values)


def _words(record: PoliceDecision, name: str, title: str, id_: str, label: str, values: Values) -> Form:
    reopens = name == police.REOPEN
    text = (
        "The decision before stays as it was; you decide once more." if reopens else "It stands beside what is there."
    )
    return Form(
        name=name,
        title=title,
        about=record.id,
        body=(
            Text(said.DANGER),
            Text(text),
            TextField(
                id=id_,
                because=_RECORDED,
                read_by=_DECIDER,
                label=label,
                lines=True,
                required=True,
                missing="Please write a sentence.",
            ),
            wording.section("1.9.4"),
        ),
        submit="Save",
        values=values,
    )


def witnesses(record: PoliceDecision, values: Values) -> Form:
    """Who else was there: each is asked alone (R-1.9.4-8)."""
    return Form(
        name=police.WITNESSES,
        title="Someone else was there",
        about=record.id,
        body=(
            Text(said.DANGER),
            Text("Each of them is asked privately to put on record what they saw. They read nothing of the report."),
            PeopleField(
                id="people",
                because="1.9.4: other staff who witnessed it are all asked",
                read_by="Harbour: it asks each alone",
                label="Who was there?",
                required=True,
                missing="Please choose at least one colleague.",
            ),
            wording.section("1.9.4"),
        ),
        submit="Ask them",
        values=values,
    )
