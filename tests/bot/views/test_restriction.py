from __future__ import annotations

import re

import pytest

from bot.chat.cards import Card
from bot.chat.forms import ChoiceField, ChoicesField, Form
from bot.people import PersonId
from bot.records.restriction.parts import ReviewOutcome, Thought
from bot.views.ended_contact import forms
from bot.views.examples import people
from bot.views.examples.people import ISLA, MORAG
from bot.views.restriction import fields, steps
from bot.views.restriction import labels as restriction_labels
from bot.views.restriction import reading as views
from bot.views.restriction import review as reviews
from bot.views.restriction.examples import states as examples
from tests.bot.house import labels, words

NEVER = ("offender", "perpetrator", "abuser", "vexatious", "banned", "blacklist", "rejected", "refused", "!")


def slack_id(person: PersonId) -> str:
    """Everybody is in the workspace."""
    return f"U{person.upper()}"


@pytest.mark.requirement("R-1.14.1-5")
def test_facts_are_asked_for_apart_from_their_impact() -> None:
    """Words and deeds as plain facts; their effect has a field of its own, and no opinion is asked for."""
    form = examples.EXAMPLES["restriction/propose"]()
    assert isinstance(form, Form)
    asked = {field.id: field for field in form.fields()}
    assert asked["behaviour"].hint == "Plain facts: what, when, how often."
    assert (asked["behaviour"].required, asked["impact"].required) == (True, True)
    report = forms.report({}, people.context(ISLA))
    said = {field.id: field for field in report.fields()}
    assert "in plain facts" in said["note"].hint
    assert [
        field.label for field in said.values() if re.search(r"opinion|think of|what are they like", field.label)
    ] == []


@pytest.mark.requirement("R-1.8-2")
def test_the_words_are_neutral_and_blame_nobody() -> None:
    """No label for the individual, no exclamation mark."""
    read = {name: words(draw()).casefold() for name, draw in examples.EXAMPLES.items()}
    assert [(name, word) for name, text in read.items() for word in NEVER if word in text] == []


def test_a_decider_is_offered_each_answer_and_the_way_out() -> None:
    """Approve first, Deny beside it; at once for safety; and to let it go. Lighter, where something is proposed."""
    last = ["Ask for more", "Make it active at once, for safety", "I can't take this"]
    suggested = labels(drawn_card("restriction/decider, suggested"))
    assert suggested[:5] == ["Approve", "Deny", *last]
    proposed = labels(drawn_card("restriction/decider, proposed"))
    assert proposed[:6] == ["Approve", "Deny", "Approve a lighter measure", *last]


def drawn_card(name: str) -> Card:
    """An example that is a card."""
    drawn = examples.EXAMPLES[name]()
    assert isinstance(drawn, Card)
    return drawn


def drawn_form(name: str) -> Form:
    """An example that is a form."""
    drawn = examples.EXAMPLES[name]()
    assert isinstance(drawn, Form)
    return drawn


def test_who_reads_without_deciding_gets_no_buttons() -> None:
    """The management team reads a restriction; it lies with its manager."""
    assert labels(drawn_card("restriction/management team")) == []


def offered(form: Form, field: str) -> list[str]:
    """The answers of one question."""
    found = next(f for f in form.fields() if f.id == field)
    assert isinstance(found, ChoiceField | ChoicesField)
    return [option.value for option in found.options]


@pytest.mark.requirement("R-1.6-2")
@pytest.mark.requirement("R-1.8-8")
def test_a_review_starts_from_lifting() -> None:
    """The question is whether it can be lifted, that answer stands first, and none is chosen."""
    form = drawn_form("restriction/review, overdue")
    assert next(iter(form.fields())).label == "Can this be lifted?"
    assert offered(form, "outcome") == ["lift", "vary", "continue"]
    assert form.values.get("outcome") is None


@pytest.mark.requirement("R-1.8-8")
def test_overdue_has_neither_lapsed_nor_been_extended() -> None:
    """The card and the form say so in the model's own words."""
    sentence = "This review is past its date. It has not lapsed and has not been extended. A decision is needed."
    assert sentence in words(drawn_card("restriction/decider, overdue"))
    assert sentence in words(drawn_form("restriction/review, overdue"))
    assert sentence not in words(drawn_card("restriction/decider, in force"))


@pytest.mark.requirement("R-1.6-7")
def test_lighter_stands_beside_approve() -> None:
    """On the card, with a dialog of its own in which the measure is chosen once."""
    assert "Approve a lighter measure" in labels(drawn_card("restriction/decider, prepared"))
    lighter = drawn_form("restriction/a lighter measure")
    assert [f.label for f in lighter.fields() if f.id == "measures"] == ["Which lighter measure?"]


@pytest.mark.requirement("R-1.8-3")
def test_every_measure_of_the_policy_has_its_one_parameter() -> None:
    """Each that is chosen asks for one thing, and none is chosen beforehand."""
    shown = [f.id for f in drawn_form("restriction/approve, every measure").fields()]
    assert {f"detail_{m.value}" for m in restriction_labels.OFFERED} <= set(shown)
    suggested = drawn_form("restriction/suggest")
    assert not suggested.values.get(fields.MEASURES.id)


@pytest.mark.requirement("R-1.6-5")
def test_a_busy_week_is_no_ground() -> None:
    """One of the confirmations is that a full team could not manage it either."""
    assert "staffing" in offered(drawn_form("restriction/approve"), "thought_of")
    assert "A full team on a normal day" in restriction_labels.THOUGHT[Thought.STAFFING]


@pytest.mark.requirement("R-1.6-1")
def test_different_or_upset_is_no_reason() -> None:
    """One of the confirmations is that it is about impact."""
    assert offered(drawn_form("restriction/approve"), "thought_of")[0] == "impact"
    assert "not about somebody being different or upset" in restriction_labels.THOUGHT[Thought.IMPACT]


@pytest.mark.requirement("R-1.6-6")
def test_a_training_need_stays_in_the_decision() -> None:
    """The person who asked for the restriction never reads of it."""
    for reader in (drawn_card("restriction/outcome, in force"), drawn_card("restriction/outcome, a lighter measure")):
        assert examples.FAIRNESS.training_words not in words(reader)


@pytest.mark.requirement("R-1.3-3")
@pytest.mark.requirement("R-1.8-10")
def test_telling_reminds_of_what_has_to_be_said() -> None:
    """The review and what brings it forward, the way to appeal, emergencies, another form."""
    read = words(drawn_form("restriction/told"))
    assert "when we look at it again" in read.casefold()
    assert examples.PLAN.sooner_if in read
    assert "How to appeal to the Chief Executive: in any form, at any time" in read
    assert "also in an emergency" in read
    assert "ask for this in another form" in read


@pytest.mark.requirement("R-1.8-4")
def test_no_name_is_put_into_a_notice_where_names_are_withheld() -> None:
    """The reminder says so, and holds no name of staff itself."""
    withheld, plain = (words(drawn_form(f"restriction/told{more}")) for more in (", names withheld, no review", ""))
    assert "Staff names are withheld: sign as HfL, and name nobody." in withheld
    assert "Staff names are withheld" not in plain
    names = [person.name for person in people.STAFF]
    assert [name for name in names if name in withheld] == []


@pytest.mark.requirement("R-1.8-9")
def test_no_review_asks_for_a_reason_and_a_tick() -> None:
    """For no day, and not for what would make us look sooner."""
    shown = [f.id for f in drawn_form("restriction/approve, no review").fields()]
    assert {"none_because", "none_confirmed"} <= set(shown)
    assert not {"review_on", "sooner_if"} & set(shown)


@pytest.mark.requirement("R-1.8-8")
def test_a_day_for_the_review_is_suggested() -> None:
    """From the organisation's settings."""
    day = people.policy().suggested_review(people.TODAY)
    form = drawn_form("restriction/approve")
    assert (form.values["reviewing"], form.values["review_on"]) == ("suggested", day.isoformat())
    asked = next(f for f in form.fields() if f.id == "reviewing")
    assert isinstance(asked, ChoiceField)
    assert asked.options[0].label == f"On {people.context(MORAG).day(day)}"


@pytest.mark.requirement("R-1.5-2")
def test_a_need_on_record_is_shown_where_a_measure_touches_it() -> None:
    """With a tick of its own; without a need there is none."""
    touched = drawn_form("restriction/approve, prepared")
    assert "By phone, before noon; Large print" in words(touched)
    assert "channel_considered" in [f.id for f in touched.fields()]
    free = drawn_form("restriction/approve")
    assert "channel_considered" not in [f.id for f in free.fields()]


def test_denying_asks_why_not_and_what_instead() -> None:
    """Nothing else holds it up."""
    assert [f.id for f in drawn_form("restriction/deny").fields()] == ["reasons", "instead"]
    assert [f.id for f in drawn_form("restriction/ask for more").fields()] == ["question"]


@pytest.mark.parametrize(
    ("state", "sentences"),
    [
        ("not taken forward", ["Not taken forward, because:", "The report and the support around it stand."]),
        ("a lighter measure", ["Approved with a lighter measure.", "Limits on time or volume of contact"]),
        ("approved", ["Approved. It starts when the individual has been told."]),
        ("more asked", ["Morag Reid would like to know a little more before deciding."]),
        ("suggested", ["Morag Reid decides, and you will hear."]),
        ("active at once", ["The measures are active already, for safety."]),
        ("in force", ["Approved. It is active."]),
    ],
)
@pytest.mark.requirement("R-1.6-9")
def test_what_became_of_it_is_said_kindly(state: str, sentences: list[str]) -> None:
    """With the support options, whatever was decided (model.md §7)."""
    read = words(drawn_card(f"restriction/outcome, {state}"))
    assert [s for s in [*sentences, "We do not record whether you use them."] if s not in read] == []


def test_a_denial_without_a_report_promises_none() -> None:
    """Support stands all the same."""
    denied = examples.alone().moved(MORAG, people.NOW).deny(examples.DENIAL)
    read = words(views.outcome(denied, people.context(ISLA)))
    assert ("The report" in read, "The support around you stands." in read) == (False, True)


@pytest.mark.requirement("R-1.8-6")
def test_evidence_is_asked_for_where_there_is_none() -> None:
    """Beside a report, or the words of whoever asked, it can be added to."""
    needed = {f.id: f.required for f in drawn_form("restriction/propose").fields()}
    assert needed["evidence_words"]
    for name in ("restriction/approve", "restriction/approve, without a report"):
        assert "evidence_words" not in [f.id for f in drawn_form(name).fields()]
    assert "evidence_words" in [f.id for f in drawn_form("restriction/approve, more to say").fields()]


def test_what_is_kept_half_way_leads_back_to_its_form() -> None:
    """The button carries the form and what was pressed."""
    button = next(b for b in drawn_form("restriction/a lighter measure").body[-1].buttons)  # type: ignore[union-attr]
    assert steps.keeps(button.extra) == (steps.DECISION, "lighter.2")


@pytest.mark.requirement("R-1.5-1")
@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_a_review_asks_about_needs_again(outcome: ReviewOutcome) -> None:
    """Whenever something goes on to be managed, and what is on record is shown in any case."""
    form = drawn_form(f"restriction/review, {outcome.value}")
    assert ("adjustments" in [f.id for f in form.fields()]) is (outcome is not ReviewOutcome.LIFT)
    assert "What helps them, as it is recorded: By phone, before noon; Large print" in words(form)


def test_lifting_asks_least() -> None:
    """Why, and nothing else; varying asks for measures, going on for what happened since and a day."""
    shown = {o: {f.id for f in drawn_form(f"restriction/review, {o.value}").fields()} for o in ReviewOutcome}
    more = {"since_then", "individual_says", "adjustments", "reviewing", "sooner_if"}
    assert shown[ReviewOutcome.LIFT] == {"outcome", "reasons"}
    assert more | {"measures"} <= shown[ReviewOutcome.VARY]
    assert more <= shown[ReviewOutcome.CONTINUE]
    assert "measures" not in shown[ReviewOutcome.CONTINUE]


def test_when_it_is_over_there_is_nothing_to_appeal() -> None:
    """Telling that it was lifted asks for no tick about review or appeal."""
    assert "explained" not in [f.id for f in drawn_form("restriction/told, lifted").fields()]
    assert offered(drawn_form("restriction/told, active at once"), "explained") == ["appeal"]
    assert reviews.over(examples.denied())
