"""Forms of a police decision (1.9.4)."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.cards import Divider, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import Body, ChoiceField, DateField, Field, Form, Option, PeopleField, TextField, in_words, options
from bot.errors import Problem
from bot.people import PersonId
from bot.records.days import a_year_before
from bot.records.police.parts import Opinion, Outcome
from bot.records.police.record import PoliceDecision
from bot.views import wording
from bot.views.context import Context
from bot.views.police import reading as police
from bot.views.police import words as said

#: A colleague whom nobody has told in person is not asked, and no opinion of theirs is noted.
TELL_FIRST = "They have not been told yet. Please tell them first, yourself and in private."

#: The longest reference, in characters.
LONGEST_REFERENCE = 80

#: The answers: a reference was given, none was given, or it is still to come.
GIVEN = "given"
NONE_GIVEN = "none"
LATER = "later"

#: Why the questions are asked, and who reads the answers.
_VIEWS = "1.9.4: the views of the staff member are taken into account"
_RECORDED = "1.9.4: a manager clearly records the decision"
_DECIDER = "who decides about the police"

INSTEAD = ChoiceField(
    id="instead",
    because=_VIEWS,
    read_by=_DECIDER,
    label="What do you think?",
    options=options(said.OWN),
    missing="Please choose one of the three.",
    wrong={Problem.BOTH: "Please either write a sentence or choose this answer, not both."},
)
IN_WORDS = TextField(
    id="words",
    because=_VIEWS,
    read_by=_DECIDER,
    label="In your own words",
    lines=True,
    missing="Please write a sentence, or choose one of the answers above it.",
)
CALL_REFERENCE = TextField(
    id="reference",
    because=_RECORDED,
    read_by=_DECIDER,
    label="The reference that they gave you",
    longest=LONGEST_REFERENCE,
    required=True,
    missing="Please write the reference, or close this.",
)
OUTCOME = ChoiceField(
    id="outcome",
    because="1.9.4: normally reported to the police, as a manager decides",
    read_by="the staff concerned, once they have been told",
    label="What do you decide?",
    hint="Normally a physical threat is reported.",
    options=options(said.OUTCOME),
    required=True,
    reshapes=True,
    missing="Please choose one of the three.",
    wrong={Problem.NOT_YET: "Somebody whom it concerns has not been heard yet: please note what they think first."},
)
REFERENCE = TextField(
    id="reference",
    because=_RECORDED,
    read_by=_DECIDER,
    label="The police's reference",
    hint="It can follow later.",
    longest=LONGEST_REFERENCE,
)
HOW = ChoiceField(
    id="how",
    because=_RECORDED,
    read_by=_DECIDER,
    label="How were they told?",
    hint="Leave it empty if they are still to be told: you note it here afterwards.",
    options=options(said.HOW),
    missing="Please choose how the police were told.",
)
REPORTED_ON = DateField(
    id="on",
    because=_RECORDED,
    read_by=_DECIDER,
    label="On which day were they told?",
    missing="Please give the day on which the police were told.",
    outside="Please give the day on which the police were told; it cannot be in the future.",
)
IMPACT = TextField(
    id="impact",
    because="1.9.4: the impact on other staff is considered",
    read_by=_DECIDER,
    label="How could it affect other staff?",
    hint="Those who may come into contact with the individual, whatever was said above.",
    lines=True,
    required=True,
    missing="Please say how it could affect other staff, even if it is not at all.",
)
REASONS = TextField(
    id="reasons",
    because=_RECORDED,
    read_by=_DECIDER,
    label="Your reasons",
    lines=True,
    required=True,
    missing="Please give your reasons in a sentence.",
)
TOLD_ON = DateField(
    id="on",
    because="1.13: the principles apply to staff involved",
    read_by=_DECIDER,
    label="On which day",
    required=True,
    missing="Please give the day on which you told them.",
    outside="Please give the day on which you told them; it cannot be in the future.",
    wrong={Problem.NOT_YET: TELL_FIRST},
)
GAVE_ONE = ChoiceField[str](
    id="none",
    because=_RECORDED,
    read_by=_DECIDER,
    label="Did they give a reference?",
    missing="Please write the reference, or choose that they gave none.",
)
THE_REFERENCE = TextField(
    id="reference",
    because=_RECORDED,
    read_by=_DECIDER,
    label="The reference",
    longest=LONGEST_REFERENCE,
    missing="Please write the reference, or choose that they gave none.",
)
CAME_OF_IT = TextField(
    id="words",
    because=_RECORDED,
    read_by=_DECIDER,
    label="What came of it, in a sentence or two",
    lines=True,
    required=True,
    missing="Please write a sentence.",
)
NEWS = replace(CAME_OF_IT, id="news", label="What is new?")
PEOPLE = PeopleField(
    id="people",
    because="1.9.4: other staff who witnessed it are all asked",
    read_by="Harbour: it asks each alone",
    label="Who was there?",
    required=True,
    missing="Please choose at least one colleague.",
    wrong={
        Problem.BOTH: "They have reported it already: please choose who else was there.",
        Problem.NOT_YET: "Please tell the colleague whom it concerns first; then others can be asked.",
        Problem.UNFIT: "Somebody whom you chose cannot be asked by Harbour about this. Please leave them out.",
    },
)


def heard(person: PersonId, name: str = "", *, unasked: bool = False) -> tuple[ChoiceField[Opinion], TextField]:
    """Opinion of a person as the manager heard it; or why they could not be asked (R-1.9.4-6)."""
    way = ChoiceField(
        id=f"instead-{person}",
        because=_VIEWS,
        read_by=_DECIDER,
        label=f"What does {name} think?",
        options=options(said.NOTED),
        missing=unheard(name),
        wrong={Problem.BOTH: "Please either write what they said or choose this answer, not both."},
    )
    words = TextField(
        id=f"view-{person}",
        because=_VIEWS,
        read_by=_DECIDER,
        label=f"What {name} thinks",
        hint="As they said it to you; or why they could not be asked.",
        lines=True,
        missing="Please say in a few words why they could not be asked." if unasked else unheard(name),
    )
    return way, words


def unheard(name: str) -> str:
    """Error while somebody still has to be heard."""
    return f"{name} has not been heard: please note what they think."


# -- for the staff concerned -------------------------------------------------------------------------


def view(record: PoliceDecision, values: Values) -> Form:
    """Opinion of a staff member: in their own words, or none (R-1.9.4-6)."""
    known: Values = {INSTEAD.id: Opinion.WORDS.value, **values}
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
                INSTEAD,
                IN_WORDS,
                known,
                needs={Opinion.WORDS.value},
            ),
            wording.section("1.9.4"),
        ),
        submit="Send",
        values=known,
    )


def call_reference(about: str | None, extra: str, values: Values) -> Form:
    """The police's reference for a call; reveals nothing of the decision."""
    return Form(
        name=police.CALL,
        title="The police's reference",
        about=about,
        extra=extra,
        body=(
            Text(said.DANGER),
            CALL_REFERENCE,
            wording.section("1.9.4"),
        ),
        submit="Add it",
        values=values,
    )


# -- for the manager ---------------------------------------------------------------------------------


def note_view(record: PoliceDecision, person: PersonId, values: Values, context: Context) -> Form:
    """Opinion that a person gave the manager, that they gave none, or why they could not be asked."""
    known: Values = {heard(person)[0].id: Opinion.WORDS.value, **values}
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
    way, _ = heard(person)
    unasked = values.get(way.id) == Opinion.COULD_NOT_ASK
    asked = heard(person, context.name(person), unasked=unasked)
    return in_words(*asked, values, needs={Opinion.WORDS, Opinion.COULD_NOT_ASK})


def decide(record: PoliceDecision, values: Values, context: Context) -> Form:
    """Decide, with separate fields for opinions, impact and reasons, all of them required (R-1.9.4-5 to -7)."""
    outcome = Outcome(str(values.get(OUTCOME.id) or _likely(record)))
    missing = record.without_view(outcome)
    known = {**_preset(record, outcome, missing, context), **values}
    if outcome is Outcome.NOT_REPORT and values.get(REASONS.id) != said.NORMALLY:
        # Typed in the other field, if the form could not be redrawn.
        why = reasons(outcome).id
        known[why] = values.get(why) or values.get(REASONS.id)
    body: Body = [
        Text(said.DANGER),
        Text(said.NOT_ALONE),
        *(part for person in missing for part in _heard(person, known, context)),
        *([Divider()] if missing else []),
        OUTCOME,
        *(_not_reported() if outcome is Outcome.NOT_REPORT else _reported(outcome, context)),
        IMPACT,
        reasons(outcome),
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
    """Usual outcome under the policy: to be reported, or reported already if somebody has called."""
    return Outcome.ALREADY if record.calls else Outcome.REPORT


def _preset(
    record: PoliceDecision, outcome: Outcome, missing: tuple[PersonId, ...], context: Context
) -> dict[str, Value]:
    """Initial values: the known facts, and the policy's own reason for its usual outcome."""
    return {
        OUTCOME.id: outcome.value,
        **_called(record, context),
        REASONS.id: said.NORMALLY,
        **{heard(person)[0].id: Opinion.WORDS.value for person in missing},
    }


def _called(record: PoliceDecision, context: Context) -> dict[str, Value]:
    """Known facts of an earlier call: the day, and the police's reference."""
    called = record.calls[-1] if record.calls else None
    return {
        REPORTED_ON.id: (context.local_day(called.at) if called else context.today).isoformat(),
        REFERENCE.id: next((call.reference for call in reversed(record.calls) if call.reference), ""),
    }


def _not_reported() -> Body:
    return [
        Small(
            "It can be right where, for example, the threat was withdrawn at once and was clearly flippant. "
            "It is an important safeguard, so please give the reasons with care."
        )
    ]


def _reported(outcome: Outcome, context: Context) -> Body:
    """Questions about the call, optional if it is still to be made."""
    return [*_how_told(context, needed=outcome is Outcome.ALREADY), REFERENCE]


def _how_told(context: Context, *, needed: bool) -> Body:
    on = REPORTED_ON.between(a_year_before(context.today), context.today)
    return [replace(HOW, hint="", required=True), on.needed()] if needed else [HOW, on]


def reasons(outcome: Outcome) -> TextField:
    """Field for the reasons; a separate one for not reporting, which the usual reasons do not fit."""
    return replace(REASONS, id="reasons_not") if outcome is Outcome.NOT_REPORT else REASONS


def tell(record: PoliceDecision, values: Values, context: Context) -> Form:
    """Day on which the staff concerned were told."""
    return Form(
        name=police.TELL,
        title="I have told them",
        about=record.id,
        body=(
            Text(said.DANGER),
            Text(f"You have told {context.names(record.staff)} yourself what was decided. Only the day is noted."),
            TOLD_ON.between(a_year_before(context.today), context.today),
            wording.section("1.9.4"),
        ),
        submit="Save",
        values={TOLD_ON.id: context.today.isoformat(), **values},
    )


def reference(record: PoliceDecision, values: Values, context: Context) -> Form:
    """Note how the police were told, if still missing; and their reference, or that they gave none."""
    to_be_told = record.decision is not None and record.decision.to_be_told
    called = _called(record, context)
    later = to_be_told and not called[REFERENCE.id]
    known: Values = {GAVE_ONE.id: LATER if later else GIVEN, **called, **values}
    follows = (Option(LATER, "It can follow later"),) if to_be_told else ()
    return Form(
        name=police.REFERENCE,
        title="The police know" if to_be_told else "The police's reference",
        about=record.id,
        body=(
            Text(said.DANGER),
            *(_how_told(context, needed=True) if to_be_told else []),
            *in_words(
                replace(GAVE_ONE, options=(Option(GIVEN, "Yes"), Option(NONE_GIVEN, "They gave none"), *follows)),
                THE_REFERENCE,
                known,
                needs={GIVEN},
            ),
            wording.section("1.9.4"),
        ),
        submit="Save",
        values=known,
    )


def follow_up(record: PoliceDecision, values: Values) -> Form:
    """Result of the report to the police."""
    return _words(record, police.FOLLOW_UP, "What came of it", "It stands beside what is there.", CAME_OF_IT, values)


def reopen(record: PoliceDecision, values: Values) -> Form:
    """News because of which the decision is made again."""
    text = "The decision before stays as it was; you decide once more."
    return _words(record, police.REOPEN, "Something is new", text, NEWS, values)


def _words(record: PoliceDecision, name: str, title: str, text: str, question: TextField, values: Values) -> Form:
    return Form(
        name=name,
        title=title,
        about=record.id,
        body=(Text(said.DANGER), Text(text), question, wording.section("1.9.4")),
        submit="Save",
        values=values,
    )


def witnesses(record: PoliceDecision, values: Values) -> Form:
    """Name other people who were there: each is asked individually (R-1.9.4-8)."""
    return Form(
        name=police.WITNESSES,
        title="Someone else was there",
        about=record.id,
        body=(
            Text(said.DANGER),
            Text("Each of them is asked privately to put on record what they saw. They read nothing of the report."),
            PEOPLE,
            wording.section("1.9.4"),
        ),
        submit="Ask them",
        values=values,
    )
