"""Forms become modals: an input for each question, with its value in place and its errors beside it."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.chat.errors import Unrenderable
from adapters.chat.pointers import Pointer
from adapters.slack.forms import inputs, modal
from adapters.slack.inbound import read
from bot.chat.cards import Button, Buttons, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    Form,
    Option,
    PeopleField,
    TextField,
    TimeField,
)
from bot.people import PersonId
from tests.adapters.slack.fakes import submission

PHONE, LETTER = Option("phone", "Phone"), Option("letter", "Letter", "On paper")


def _slack_id(person: PersonId) -> str | None:
    return {"morag": "UMORAG", "ewan": "UEWAN"}.get(person)


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _form(*fields: Field[object], values: Values | None = None) -> Form:
    return Form(name="ended_contact.report", title="Report an ended contact", body=fields, values=values or {})


def _element(field: Field[object], value: Value = None) -> dict[str, Any]:
    drawn: dict[str, Any] = modal(_form(field, values={field.id: value}), _slack_id)["blocks"][0]["element"]
    return drawn


def test_a_form_is_a_modal_with_its_pointers() -> None:
    """The name is the callback, the pointers the metadata; text and buttons stand between the questions."""
    form = Form(
        name="restriction.decide",
        title="Decide",
        body=(Text("Is it fair?"), TextField(id="why", label="Why", required=True), Buttons((_BACK,)), Small("1.8")),
        submit="Next",
        about="rec1",
        extra="step 2",
    )
    drawn = modal(form, _slack_id)
    assert (drawn["callback_id"], drawn["private_metadata"]) == ("restriction.decide", "rec1|step 2")
    assert (drawn["submit"], drawn["close"]) == (_plain("Next"), _plain("Not now"))
    assert [b["type"] for b in drawn["blocks"]] == ["section", "input", "actions", "context"]
    assert inputs(drawn) == ("why",)


_BACK = Button(label="Back", action="restriction.back")


def test_block_and_action_are_named_for_the_field() -> None:
    """So Slack keeps what is typed when the form is drawn again; a hint and need are told."""
    drawn = modal(_form(TextField(id="note", label="What happened", hint="A sentence", required=True)), _slack_id)
    assert drawn["blocks"][0] == {
        "type": "input",
        "block_id": "note",
        "label": _plain("What happened"),
        "hint": _plain("A sentence"),
        "optional": False,
        "element": {"action_id": "note", "type": "plain_text_input", "multiline": False, "max_length": 3000},
    }


@pytest.mark.parametrize(
    ("field", "value", "kind", "initial"),
    [
        (TextField(id="a", label="a"), "typed", "plain_text_input", {"initial_value": "typed"}),
        (
            ChoiceField(id="a", label="a", options=(PHONE, LETTER)),
            "phone",
            "radio_buttons",
            {"initial_option": {"text": _plain("Phone"), "value": "phone"}},
        ),
        (ChoiceField(id="a", label="a", options=(PHONE, LETTER)), "gone", "radio_buttons", {}),
        (
            ChoiceField(id="a", label="a", options=(PHONE, LETTER), menu=True),
            "letter",
            "static_select",
            {"initial_option": {"text": _plain("Letter"), "value": "letter", "description": _plain("On paper")}},
        ),
        (
            ChoicesField(id="a", label="a", options=(PHONE, LETTER)),
            ("phone", "gone"),
            "checkboxes",
            {"initial_options": [{"text": _plain("Phone"), "value": "phone"}]},
        ),
        (PeopleField(id="a", label="a"), ("morag", "stranger"), "multi_users_select", {"initial_users": ["UMORAG"]}),
        (PeopleField(id="a", label="a", most=1), ("ewan",), "users_select", {"initial_user": "UEWAN"}),
        (PeopleField(id="a", label="a", most=1), "ewan", "users_select", {"initial_user": "UEWAN"}),
        (DateField(id="a", label="a"), "2026-11-24", "datepicker", {"initial_date": "2026-11-24"}),
        (DateField(id="a", label="a"), "24/11", "datepicker", {}),
        (TimeField(id="a", label="a"), "14:30:00", "timepicker", {"initial_time": "14:30"}),
        (TimeField(id="a", label="a"), "noon", "timepicker", {}),
    ],
)
def test_what_is_typed_stands_in_its_field(
    field: Field[object], value: Value, kind: str, initial: dict[str, Any]
) -> None:
    """Each question has its input, and its answer so far."""
    drawn = _element(field, value)
    assert drawn["type"] == kind
    assert {k: v for k, v in drawn.items() if k.startswith("initial")} == initial


@pytest.mark.parametrize(
    ("count", "one", "many"), [(10, "radio_buttons", "checkboxes"), (11, "static_select", "multi_static_select")]
)
def test_more_than_ten_answers_fold_into_a_menu(count: int, one: str, many: str) -> None:
    """Slack shows at most ten radio buttons or check-boxes."""
    answers = tuple(Option(str(n), str(n)) for n in range(count))
    assert _element(ChoiceField(id="a", label="a", options=answers))["type"] == one
    assert _element(ChoicesField(id="a", label="a", options=answers))["type"] == many


def test_an_answer_that_shapes_the_form_is_sent_at_once() -> None:
    """`dispatch_action` makes Slack send a click, upon which the form is shown again."""
    shapes = ChoiceField(id="a", label="a", options=(PHONE,), reshapes=True)
    plain = ChoicesField(id="b", label="b", options=(PHONE,))
    drawn = modal(_form(shapes, plain), _slack_id)
    assert [b.get("dispatch_action") for b in drawn["blocks"]] == [True, None]


def test_errors_stand_above_their_fields_and_general_ones_at_the_top() -> None:
    """For when Slack cannot put them beside the fields itself."""
    form = _form(TextField(id="a", label="a"), TextField(id="b", label="b"))
    drawn = modal(form.with_errors({"b": "Please write a line.", "gone": "Please look again."}), _slack_id)
    told = [b["text"]["text"] if b["type"] == "section" else b["block_id"] for b in drawn["blocks"]]
    assert told == ["Please look again.", "a", "Please write a line.", "b"]


def test_what_was_typed_after_a_command_and_does_not_fit_is_shown() -> None:
    """Nothing that was typed is lost, also where Slack's field is too short for it."""
    typed = "x" * 2999 + "y" + "what is too much"
    drawn = modal(_form(TextField(id="note", label="n"), values={"note": typed}), _slack_id)
    assert drawn["blocks"][0]["element"]["initial_value"] == typed[:3000]
    assert [b["text"]["text"] for b in drawn["blocks"][1:]] == [
        "This is longer than the 3000 characters that fit. What did not fit is below: copy it, and add it later.",
        "what is too much",
    ]


@pytest.mark.parametrize(
    "form",
    [
        Form(name="a.b", title="A title that is too long for Slack", body=(Text("x"),)),
        Form(name="A b", title="x", body=(Text("x"),)),
        Form(name="a.b", title="x", body=(Text("x"),), submit="x" * 25),
        Form(name="a.b", title="x", body=(ChoiceField(id="a", label="a", options=()),)),
        Form(name="a.b", title="x", body=(TextField(id="a", label="a"), TextField(id="a", label="b"))),
        Form(name="a.b", title="x", body=(TextField(id="a", label=""),)),
        Form(name="a.b", title="x", body=(Field(id="a", label="a"),)),
        Form(name="a.b", title="x", body=(Text("x"),) * 101),
    ],
)
def test_what_breaks_a_limit_raises(form: Form) -> None:
    """Nothing is cut, and nothing is sent that Slack would refuse."""
    with pytest.raises(Unrenderable):
        modal(form, _slack_id)


def test_a_form_comes_back_as_it_went() -> None:
    """Name and pointers survive the way through Slack."""
    form = Form(name="a.b", title="x", body=(TextField(id="note", label="n"),), about="rec1", extra="e=1")
    drawn = modal(form, _slack_id, "a1b2")
    heard = read(submission(drawn | {"id": "V1", "state": {"values": {}}}))
    assert (heard.name, heard.pointer, heard.inputs) == ("a.b", Pointer("rec1", "e=1", "a1b2"), ("note",))


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("n" * 75, {"text": _plain("n" * 75)}),
        ("n" * 76, {"text": _plain("n" * 74 + "…"), "description": _plain("…nn")}),
        ("n" * 200, {"text": _plain("n" * 74 + "…"), "description": _plain("…" + "n" * 73 + "…")}),
    ],
)
def test_a_name_that_is_too_long_for_an_answer_goes_on_below_it(name: str, drawn: dict[str, Any]) -> None:
    """The form opens, and what is cut is seen to be."""
    (option,) = _element(ChoiceField(id="who", label="Who", options=(Option("p1", name),)))["options"]
    assert option == {"value": "p1", **drawn}


def test_an_empty_question_is_drawn_once_for_everybody() -> None:
    """With an answer chosen, once for each; with words or people in it, anew each time, and for them alone."""
    how = ChoiceField(id="how", label="How was it?", options=(PHONE, LETTER))
    note, who = TextField(id="note", label="What happened?"), PeopleField(id="who", label="Who was there?")

    def drawn(values: Values) -> list[Any]:
        blocks: list[Any] = modal(_form(how, note, who, values=values), _slack_id)["blocks"]
        return blocks

    empty, again = drawn({}), drawn({})
    assert all(one is other for one, other in zip(empty, again, strict=True))
    typed, typed_again = (drawn({"how": "phone", "note": "shouted", "who": ("morag",)}) for _ in range(2))
    assert [one is other for one, other in zip(typed, typed_again, strict=True)] == [True, False, False]
    assert "shouted" not in str(drawn({}))


def test_nothing_is_kept_of_an_answer_that_nobody_offered() -> None:
    """A made-up answer leaves no drawing behind."""
    how = ChoiceField(id="how", label="How was it?", options=(PHONE, LETTER))
    one, other = (modal(_form(how, values={"how": "made up"}), _slack_id)["blocks"][0] for _ in range(2))
    assert one is not other
