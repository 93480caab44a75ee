"""A question is declared once: drawn as it is or varied, read by itself, and it has the sentence for each refusal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

import pytest

from bot.chat.events import Values
from bot.chat.forms import YES_NO, Answers, ChoiceField, ChoicesField, DateField, Form, PeopleField, TextField, options
from bot.errors import Incomplete, Problem, lacking, refuse
from bot.people import PersonId
from bot.records.days import within

TODAY = date(2026, 11, 24)
ONE = timedelta(days=1)


class How(StrEnum):
    """An answer of a few."""

    PHONE = "phone"
    LETTER = "letter"


HOW = ChoiceField(id="how", label="How?", options=options({How.PHONE: "By phone", How.LETTER: "By letter"}))
ALL = ChoicesField(id="all", label="Which?", options=HOW.options)
WHEN = DateField(
    id="when",
    label="When?",
    missing="Please give the day.",
    outside="Please choose a day up to today.",
    wrong={Problem.NOT_AFTER: "Please choose a day after the first one."},
)
WORDS = TextField(id="words", label="What happened?")
WHO = PeopleField(id="who", label="Who?", most=1)
SURE = ChoiceField(id="sure", label="Are you sure?", options=YES_NO)

FORM = Form(name="a.form", title="A form", body=(HOW, ALL, WHEN.between(None, TODAY), WORDS, WHO, SURE))


def read(values: Values) -> Answers:
    """The answers of the form."""
    return FORM.read(values)


def test_an_answer_is_read_by_its_question() -> None:
    """As what it is, and by the question as it was declared, however it was varied."""
    answers = read(
        {"how": "letter", "all": ("letter", "phone"), "when": "2026-11-23", "words": " Shouted ", "who": "isla"}
    )
    assert answers[HOW] is How.LETTER
    assert answers[ALL] == (How.PHONE, How.LETTER)
    assert answers[WHEN] == TODAY - ONE
    assert answers[replace(WORDS, label="In your own words")] == "Shouted"
    assert answers.one(WHO) == PersonId("isla")
    assert HOW in answers
    assert SURE not in answers
    assert not answers.yes(SURE)
    assert read({"sure": "yes"}).yes(SURE)


def test_a_text_and_several_answers_may_be_empty() -> None:
    """Of anything else there is none."""
    answers = read({})
    assert (answers[WORDS], answers[ALL], answers[WHO], answers.one(WHO)) == ("", (), (), None)
    assert (answers.get(HOW), answers.get(WHEN), answers.get(WORDS)) == (None, None, None)


def test_who_insists_on_an_answer_is_told_what_is_missing() -> None:
    """So that a form that did not ask for it comes back, and nothing breaks."""
    with pytest.raises(Incomplete) as refused:
        read({})[WHEN]
    assert refused.value.errors == {"when": "Please give the day."}


def test_only_an_option_that_was_drawn_is_an_answer() -> None:
    """An option that is declared and was not drawn is no answer."""
    drawn = replace(FORM, body=(replace(HOW, options=HOW.options[:1]),))
    with pytest.raises(Incomplete):
        drawn.read({"how": "letter"})


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Problem.MISSING, "Please give the day."),
        (Problem.OUTSIDE, "Please choose a day up to today."),
        (Problem.NOT_AFTER, "Please choose a day after the first one."),
        (Problem.SAME, "Something that is needed here is still missing. Nothing changed."),
        ("There is more than one.", "There is more than one."),
    ],
)
def test_a_question_says_what_is_wrong(error: str, sentence: str) -> None:
    """In its own words for each problem; a sentence stands as it is."""
    assert FORM.with_errors({"when": error}).errors == {"when": sentence}


def test_of_a_question_that_is_not_asked_nobody_reads_a_code() -> None:
    """A sentence stands as it is, and a problem becomes one for all of them."""
    errors = FORM.with_errors({"x": Problem.MISSING, "y": "Please wait."}).errors
    assert errors == {"x": "Something that is needed here is still missing. Nothing changed.", "y": "Please wait."}


def test_a_refusal_outside_a_form_says_no_code_either() -> None:
    """As the answer to a button."""
    assert (
        Incomplete({"on": Problem.MISSING}).message
        == "Something that is needed here is still missing. Nothing changed."
    )
    assert Incomplete({"on": "Please wait."}).message == "Please wait."


def test_what_is_lacking_is_named_by_its_question() -> None:
    """And a day that cannot be meant."""
    assert lacking(words="", who=None, all=(), how=How.PHONE) == dict.fromkeys(("words", "who", "all"), Problem.MISSING)
    days = {"early": TODAY - ONE, "first": TODAY, "last": TODAY + ONE, "late": TODAY + 2 * ONE, "none": None}
    assert within(TODAY, TODAY + ONE, **days) == {
        "early": Problem.OUTSIDE,
        "late": Problem.OUTSIDE,
        "none": Problem.MISSING,
    }
    refuse({})
    with pytest.raises(Incomplete):
        refuse({"words": Problem.MISSING})
