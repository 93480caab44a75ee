"""The forms about a police decision (1.9.4)."""

from __future__ import annotations

from bot.chat.cards import Block, Divider, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import ChoiceField, DateField, Field, Form, Option, PeopleField, TextField, options
from bot.people import PersonId
from bot.records.days import a_year_before
from bot.records.police.parts import Outcome
from bot.records.police.record import PoliceDecision
from bot.views import wording
from bot.views.context import Context
from bot.views.police import reading as police
from bot.views.police import words as said

#: A colleague who has not heard of it from a person is not asked, and nothing is noted as theirs.
TELL_FIRST = "They have not been told yet. Please tell them first, yourself and in private."

#: The longest reference, in characters.
LONGEST_REFERENCE = 80

#: The answer that the police gave no reference.
NONE_GIVEN = "none"

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
            TextField(id="words", one_of=True, because=_VIEWS, read_by=_DECIDER, label="In your own words", lines=True),
            ChoiceField(
                id="instead",
                one_of=True,
                because=_VIEWS,
                read_by=_DECIDER,
                label="Instead of words",
                options=options(said.INSTEAD),
            ),
            wording.section("1.9.4"),
        ),
        submit="Send",
        values=values,
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
    return Form(
        name=police.NOTE,
        title="What they think",
        about=record.id,
        extra=person,
        body=(Text(said.DANGER), *_heard(person, context), wording.section("1.9.4")),
        submit="Note it",
        values=values,
    )


def _heard(person: PersonId, context: Context) -> list[Field | Block]:
    """What they think: one of the two is needed, so neither is called optional on its own."""
    name = context.name(person)
    return [
        Text(f"What {name} thinks has to be known first: in their words, or by one of the answers below."),
        TextField(
            id=view_field(person),
            one_of=True,
            because=_VIEWS,
            read_by=_DECIDER,
            label=f"What {name} thinks",
            hint="As they said it to you.",
            lines=True,
        ),
        ChoiceField(
            id=instead_field(person),
            one_of=True,
            because=_VIEWS,
            read_by=_DECIDER,
            label=f"If {name} said nothing",
            options=options(said.NOTED),
        ),
    ]


def decide(record: PoliceDecision, values: Values, context: Context) -> Form:
    """The decision: views, impact and reasons apart from one another, and each of them needed (R-1.9.4-5 to -7)."""
    chosen = values.get("outcome") or Outcome.REPORT.value
    reported = chosen != Outcome.NOT_REPORT.value
    missing = record.without_view(Outcome.REPORT if reported else Outcome.NOT_REPORT)
    preset: dict[str, Value] = {"outcome": Outcome.REPORT.value, "on": context.today.isoformat()}
    body: list[Field | Block] = [
        Text(said.DANGER),
        Text(said.NOT_ALONE),
        *(part for person in missing for part in _heard(person, context)),
        *([Divider()] if missing else []),
        _outcome(),
        *(_reported(context) if reported else _not_reported()),
        *_why(),
        wording.section("1.9.4"),
    ]
    return Form(
        name=police.DECIDE,
        title="Decide",
        about=record.id,
        body=tuple(body),
        submit="Record it",
        values={**preset, **values},
    )


def _outcome() -> Field:
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


def _not_reported() -> list[Field | Block]:
    return [
        Small(
            "It can be right where, for example, the threat was withdrawn at once and was clearly flippant. "
            "It is an important safeguard, so please give the reasons with care."
        )
    ]


def _reported(context: Context) -> list[Field | Block]:
    return [
        DateField(
            id="on",
            because=_RECORDED,
            read_by=_DECIDER,
            label="On which day were they told?",
            required=True,
            earliest=a_year_before(context.today),
            latest=context.today,
            missing="Please give the day on which the police were told.",
            outside="Please give the day on which the police were told; it cannot be in the future.",
        ),
        ChoiceField(
            id="how",
            because=_RECORDED,
            read_by=_DECIDER,
            label="How were they told?",
            options=options(said.HOW),
            required=True,
            missing="Please choose how the police were told.",
        ),
        TextField(
            id="reference",
            because=_RECORDED,
            read_by=_DECIDER,
            label="The police's reference",
            hint="It can follow later.",
            longest=LONGEST_REFERENCE,
        ),
    ]


def _why() -> list[Field | Block]:
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
            id="reasons",
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


def reference(record: PoliceDecision, values: Values) -> Form:
    """The police's reference, or that they gave none."""
    return Form(
        name=police.REFERENCE,
        title="The police's reference",
        about=record.id,
        body=(
            Text(said.DANGER),
            TextField(
                id="reference", because=_RECORDED, read_by=_DECIDER, label="The reference", longest=LONGEST_REFERENCE
            ),
            ChoiceField(
                id="none",
                because=_RECORDED,
                read_by=_DECIDER,
                label="Or",
                options=(Option(NONE_GIVEN, "They gave none"),),
            ),
            wording.section("1.9.4"),
        ),
        submit="Save",
        values=values,
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
