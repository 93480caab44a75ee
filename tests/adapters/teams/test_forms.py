"""Forms become dialogs: an input for each question, with its value in place and its errors beside it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.chat.errors import Unrenderable
from adapters.chat.pointers import Pointer
from adapters.teams import forms, values
from adapters.teams.data import Do
from adapters.teams.identity import Identity
from adapters.teams.people import Colleagues
from bot.chat.cards import Block, Button, Buttons, Facts, Item, Quote, Small, Text
from bot.chat.events import Value, Values
from bot.chat.forms import (
    ChoiceField,
    ChoicesField,
    DateField,
    Field,
    FileField,
    Form,
    Option,
    PeopleField,
    TextField,
    TimeField,
)
from bot.people import People, Person, PersonId
from bot.views.sharing import dialogs as sharing
from tests import exhibits
from tests.adapters.teams.people import FakeStore
from tests.adapters.teams.schema import refusals

Json = dict[str, Any]

PHONE, LETTER = Option("phone", "Phone"), Option("letter", "Letter", "On paper")
SHAPES = ChoiceField(id="how", label="How", options=(PHONE, LETTER), reshapes=True)
NOTE = TextField(id="note", label="Note")
WHO = PeopleField(id="who", label="Who")
BACK = Button(label="Back", action="restriction.back")


def _staff(count: int = 0) -> Colleagues:
    named = [("morag", "Morag Munro"), ("ewan", "Ewan Bain"), ("isla", "Isla Fraser")]
    others = [(f"p{n}", f"Somebody {n}") for n in range(count)]
    return Colleagues.of(
        People(Person(id=PersonId(i), email=f"{i}@example.org", name=name) for i, name in (*named, *others))
    )


FEW, MANY = _staff(), _staff(100)


def _form(*body: Field[object] | Block, values: Values | None = None, errors: Mapping[str, str] | None = None) -> Form:
    return Form(name="a.report", title="Report", body=body, values=values or {}, errors=errors or {})


def _body(
    form: Form,
    people: Colleagues = FEW,
    *,
    finding: Mapping[str, str] | None = None,
    note: str = "",
    new: Collection[str] = (),
) -> list[Json]:
    content = forms.dialog(form, people, showing="ab12", finding=finding, note=note, new=new)["card"]["content"]
    assert refusals(content) == []
    body: list[Json] = content["body"]
    return body


def _input(question: Field[object], value: Value = None) -> Json:
    return _body(_form(question, values={question.id: value}))[0]


def _read(body: list[Json]) -> list[str]:
    """Visible texts, one for each element."""
    said = []
    for element in body:
        if element["type"] == "ActionSet":
            said.append(f"[{', '.join(a['title'] for a in element['actions'])}]")
        elif element["type"] == "Container":
            said.append("\n".join(_read(element["items"])))
        else:
            said.append(element.get("label") or "".join(r["text"] for r in element.get("inlines", ())))
    return said


def _ours(body: list[Json], title: str) -> Json:
    actions = (a for e in body if e["type"] == "ActionSet" for a in e["actions"])
    ours: Json = next(a["data"]["harbour"] for a in actions if a["title"] == title)
    return ours


def test_a_form_is_a_dialog_with_its_pointers() -> None:
    """Its button carries them, and how to read what comes along; text and buttons stand between the questions."""
    choices = ChoicesField(id="few", label="Few", options=(PHONE,))
    form = Form(
        name="restriction.decide",
        title="Decide",
        body=(Text("Is it fair?"), NOTE, choices, WHO, Buttons((BACK,)), Small("1.8")),
        submit="Next",
        about="rec1",
        extra="step 2",
    )
    drawn = forms.dialog(form, FEW, showing="ab12", card_id="1:abc")
    assert (drawn["title"], drawn["height"], drawn["width"]) == ("Decide", "medium", "medium")
    body = drawn["card"]["content"]["body"]
    assert _read(body) == [
        "Is it fair?",
        "Note (optional)",
        "Few (optional)",
        "Who (optional)",
        "[Back]",
        "1.8",
        "[Next]",
    ]
    reading = {"words": ["note"], "many": ["few"], "people": ["who"], "to": "rec1|step 2|ab12", "card": "1:abc"}
    assert _ours(body, "Next") == {"do": "form", "name": "restriction.decide", **reading}
    assert _ours(body, "Back") == {"do": "act", "name": "restriction.back", **reading}
    assert body[-1]["actions"][0]["style"] == "positive"


def test_a_button_in_a_form_keeps_its_own_pointer() -> None:
    """One that has none belongs to what the form is about."""
    own = Button(label="Open", action="a.open", about="rec2")
    body = _body(Form(name="a.b", title="x", body=(Buttons((own, BACK)),), about="rec1"))
    assert [_ours(body, "Open")["to"], _ours(body, "Back")["to"]] == ["rec2|", "rec1||ab12"]


@pytest.mark.parametrize(
    ("question", "value", "drawn"),
    [
        (NOTE, "typed", {"type": "Input.Text", "maxLength": 3000, "value": "typed"}),
        (
            TextField(id="a", label="a", lines=True, longest=99, placeholder="Such as this"),
            None,
            {"type": "Input.Text", "maxLength": 99, "isMultiline": True, "placeholder": "Such as this"},
        ),
        (ChoiceField(id="a", label="a", options=(PHONE, LETTER)), "phone", {"style": "expanded", "value": "phone"}),
        (ChoiceField(id="a", label="a", options=(PHONE, LETTER)), "gone", {"style": "expanded"}),
        (ChoiceField(id="a", label="a", options=(PHONE,), menu=True), None, {"style": "compact"}),
        (
            ChoicesField(id="a", label="a", options=(PHONE, LETTER)),
            ("letter", "gone", "phone"),
            {"style": "expanded", "isMultiSelect": True, "value": "phone,letter"},
        ),
        (WHO, ("morag", "stranger"), {"style": "compact", "isMultiSelect": True, "value": "morag"}),
        (PeopleField(id="a", label="a", most=1), "ewan", {"style": "compact", "value": "ewan"}),
        (
            DateField(id="a", label="a", earliest=date(2026, 11, 1), latest=date(2026, 11, 30), outside="In November."),
            "2026-11-24",
            {
                "type": "Input.Date",
                "value": "2026-11-24",
                "min": "2026-11-01",
                "max": "2026-11-30",
                "errorMessage": "In November.",
            },
        ),
        (DateField(id="a", label="a"), "24/11", {"type": "Input.Date"}),
        (TimeField(id="a", label="a"), "14:30:00", {"type": "Input.Time", "value": "14:30"}),
        (TimeField(id="a", label="a"), "noon", {"type": "Input.Time"}),
    ],
)
def test_what_is_typed_stands_in_its_field(question: Field[object], value: Value, drawn: Json) -> None:
    """Each question has its input, and its answer so far."""
    found = _input(question, value)
    told = {k: v for k, v in found.items() if k not in ("id", "label", "choices", "wrap")}
    assert told == {"type": "Input.ChoiceSet", **drawn}


@pytest.mark.parametrize(("count", "style"), [(10, "expanded"), (11, "compact")])
def test_more_than_ten_answers_fold_into_a_menu(count: int, style: str) -> None:
    """As in Slack."""
    answers = tuple(Option(str(n), str(n)) for n in range(count))
    assert _input(ChoiceField(id="a", label="a", options=answers))["style"] == style
    assert _input(ChoicesField(id="a", label="a", options=answers))["style"] == style


def test_an_answer_has_its_hint_behind_it() -> None:
    """An Adaptive Card has no place of its own for it; nothing in it is read as mark-up."""
    options = (LETTER, Option("x", "[x](https://x.example) {{DATE(1)}}"))
    titles = [c["title"] for c in _input(ChoiceField(id="a", label="a", options=options))["choices"]]
    assert titles == ["Letter – On paper", "[x] (https[:]//x.example) { {DATE(1)}}"]


def test_the_client_insists_where_sending_is_all_that_can_be_done() -> None:
    """Elsewhere it would keep people from showing what follows, or from a way back, until all is answered."""
    needed = TextField(id="a", label="A", required=True, missing="Please write a line.")
    day = DateField(id="d", label="D", latest=date(2026, 11, 30))
    (drawn, *_) = _body(_form(needed, day))
    assert (drawn["label"], drawn["isRequired"], drawn["errorMessage"]) == ("A", True, "Please write a line.")
    for other in (SHAPES, Buttons((BACK,)), Item("x", BACK)):
        body = _body(_form(needed, day, other))
        assert not any("isRequired" in e or "max" in e for e in body)
    assert not any("isRequired" in e for e in _body(_form(needed, WHO), MANY))


def test_a_button_under_an_answer_shows_what_follows_from_it() -> None:
    """For a card cannot call back when something is chosen."""
    form = _form(SHAPES, ChoicesField(id="few", label="Few", options=(PHONE,)))
    body = _body(form)
    assert _read(body) == ["How (optional)", "[Show what follows]", "Few (optional)", "[Send]"]
    follows = _ours(body, "Show what follows")
    assert (follows["do"], follows["name"], follows["many"]) == ("reshape", "a.report", ["few"])
    assert follows["drawn"] == forms.drawn(form)


def test_one_button_shows_what_follows_from_answers_that_stand_together() -> None:
    """And no two of a form say the same."""
    other, last = replace(SHAPES, id="what", label="What was it"), replace(SHAPES, id="at", label="It was aimed at")
    body = _body(_form(SHAPES, other, NOTE, last))
    follows = [line for line in _read(body) if "what follows" in line]
    assert follows == ["[Show what follows]", "[Show what follows from “It was aimed at”]"]
    long = replace(last, label="x" * 80)
    assert "[Show what follows]" in _read(_body(_form(SHAPES, NOTE, long)))[4:]


def test_the_mark_tells_which_questions_were_asked() -> None:
    """Not what was answered, nor what is wrong with it; only a form that can be reshaped carries it."""
    form = _form(NOTE, SHAPES)
    same = form.filled({"note": "x"}).with_errors({"note": "y"})
    others = [_form(NOTE), _form(SHAPES, NOTE), _form(NOTE, SHAPES, WHO)]
    assert forms.drawn(form) == forms.drawn(same)
    assert len({forms.drawn(f) for f in (form, *others)}) == 4
    assert [_ours(_body(f), "Send").get("drawn") for f in (form, _form(NOTE))] == [forms.drawn(form), None]


def test_errors_stand_above_their_fields_and_general_ones_at_the_top_and_all_of_them_above_the_button() -> None:
    """In words, and in a colour that is not all there is: whoever has pressed it may see the end of the form alone."""
    body = _body(_form(NOTE, TextField(id="b", label="B"), errors={"b": "Please write a line.", "x": "Look again."}))
    general, own = "Needed: Look again.", "Needed: Please write a line."
    asked = [general, "Note (optional)", own, "B (optional)"]
    assert _read(body) == [forms.NOT_SENT, *asked, forms.NOT_SENT, own, general, "[Send]"]
    assert {run["color"] for at in (1, 3, -3, -2) for run in body[at]["inlines"]} == {"attention"}


def test_a_note_stands_at_the_top_and_above_the_button() -> None:
    """Why a form that was sent is there again."""
    note = "Your answers bring up further questions."
    assert _read(_body(_form(NOTE), note=note)) == [note, "Note (optional)", note, "[Send]"]


def test_a_new_question_is_marked_in_words_above_its_label() -> None:
    """And what is needed there stands between, in the colour of warnings: the mark is no warning."""
    body = _body(_form(WHO, NOTE, errors={"note": "Please say more."}), new={"note"})
    assert _read(body)[2:5] == ["New", "Needed: Please say more.", "Note (optional)"]
    colours = [run.get("color") for element in body[2:4] for run in element["inlines"]]
    assert colours == [None, "attention"]


def test_a_hint_stands_under_its_field() -> None:
    """Small."""
    body = _body(_form(TextField(id="a", label="A", hint="One line\nor two", required=True)))
    assert _read(body) == ["A", "One line", "or two", "[Send]"]
    assert body[1]["inlines"][0]["isSubtle"]


def test_what_was_typed_after_a_command_and_does_not_fit_is_shown() -> None:
    """Nothing that was typed is lost, also where the field is too short for it."""
    body = _body(_form(NOTE, values={"note": "x" * 2999 + "y" + "too much\nhttps://x.example"}))
    assert body[0]["value"] == "x" * 2999 + "y"
    assert _read(body)[1:3] == [
        "This is longer than the 3000 characters that fit. What did not fit is below: copy it, and add it later.",
        "too much\nhttps[:]//x.example",
    ]


def test_among_many_colleagues_one_is_looked_for() -> None:
    """At first there is nothing but the box to type in; its id says whose it is."""
    body = _body(_form(WHO), MANY)
    assert _read(body) == ["Who (optional)", "[Find]", "[Send]"]
    assert (body[0]["id"], body[0]["placeholder"]) == ("who~find", "Find a colleague: part of a name or e-mail")
    assert _ours(body, "Find")["do"] == "reshape"


def test_those_found_are_offered_beside_those_chosen() -> None:
    """The box is empty again: whoever is chosen is chosen in the list, and nobody by words that were typed before."""
    body = _body(_form(WHO, values={"who": ("ewan",)}), MANY, finding={"who": "munro"})
    assert _read(body) == [
        "Who (optional)",
        "Find a colleague: part of a name or e-mail",
        "One colleague matches.",
        "[Find]",
        "[Send]",
    ]
    assert [c["title"] for c in body[0]["choices"]] == ["Ewan Bain", "Morag Munro"]
    assert (body[0]["style"], body[0]["value"], body[1].get("value")) == ("expanded", "ewan", None)


def test_words_that_lead_to_nobody_stay_to_be_mended() -> None:
    """In their box."""
    body = _body(_form(WHO), MANY, finding={"who": "munroe"})
    assert body[0]["value"] == "munroe"


async def test_a_colleague_who_was_found_can_be_unchosen_again() -> None:
    """Also where the words meant nobody else, who was chosen for them: the list alone counts from then on."""
    store = FakeStore(*(Person(id=PersonId(c.id), email=c.email, name=c.name) for c in MANY.everybody))
    identity = Identity(connector=None, tenant="tenant", store=store)  # type: ignore[arg-type]
    looked = _sent(_body(_form(WHO), MANY), "Find", {"who~find": "Morag Munro"})
    found = (await identity.picked(looked.answers)).values["who"]
    body = _body(_form(WHO, values={"who": found}), MANY, finding=looked.answers.finding)
    assert (found, body[0]["value"]) == (("morag",), "morag")
    sent = _sent(body, "Send", {"who": "ewan"})
    assert (await identity.picked(sent.answers)).values == {"who": ("ewan",)}


@pytest.mark.parametrize(
    ("sought", "listed", "said"),
    [
        ("nobody", 0, "Nobody here matches that."),
        ("somebody 1", 19, "19 colleagues match."),
        ("example.org", 20, "103 colleagues match. The first 20 are listed;"),
    ],
)
def test_it_is_said_how_many_match(sought: str, listed: int, said: str) -> None:
    """Twenty are listed at most."""
    body = _body(_form(WHO), MANY, finding={"who": sought})
    assert sum(len(e.get("choices", ())) for e in body) == listed
    assert any(line.startswith(said) for line in _read(body))


def test_a_form_in_the_chat_is_empty_and_names_nobody() -> None:
    """Typed text stays out of the chat, and so do the names of colleagues."""
    form = _form(NOTE, SHAPES, WHO, values={"note": "typed", "who": ("morag",)}, errors={"note": "No."})
    activity = forms.in_chat(form, showing="ab12")
    content = activity["attachments"][0]["content"]
    assert refusals(content) == []
    assert (activity["summary"], [e.get("label") for e in content["body"]]) == (
        "Report",
        [None, "Note (optional)", "How (optional)", "Who (optional)", None],
    )
    assert not any("value" in e for e in content["body"])
    assert "Morag" not in json.dumps(activity)
    assert _ours(content["body"], "Send")["people"] == ["who"]


@pytest.mark.parametrize(
    "form",
    [
        Form(name="a.b", title="x", body=(NOTE,), about="rec1"),
        _form(NOTE, Quote("Their words")),
        _form(NOTE, Facts((("When", "today"),))),
        _form(NOTE, Buttons((BACK,))),
        _form(NOTE, Item("x", BACK)),
        sharing.check({}),
    ],
)
def test_a_form_that_holds_anything_is_not_drawn_in_the_chat(form: Form) -> None:
    """A chat is kept for ever; and what is looked up could not be read there."""
    assert not forms.fits_chat(form)
    with pytest.raises(Unrenderable):
        forms.in_chat(form, showing="ab12")


@pytest.mark.parametrize(
    "form",
    [
        Form(name="A b", title="x", body=(Text("x"),)),
        Form(name="a.b", title="x", body=(Text("x"),), submit="x" * 76),
        Form(name="a.b", title="x", body=(Text("x"),), about="not an id"),
        _form(ChoiceField(id="a", label="a", options=())),
        _form(ChoiceField(id="a", label="a", options=(Option("1,2", "x"),))),
        _form(ChoicesField(id="a", label="a", options=(PHONE, PHONE))),
        _form(NOTE, NOTE),
        _form(TextField(id="a", label="")),
        _form(TextField(id="harbour", label="a")),
        _form(TextField(id="msteams", label="a")),
        _form(TextField(id="a~find", label="a")),
        _form(FileField(id="a", label="a")),
        _form(*(Text("x" * 3000),) * 14),
    ],
)
def test_what_breaks_a_rule_raises(form: Form) -> None:
    """Nothing is cut, and nothing is sent that Teams would refuse."""
    with pytest.raises(Unrenderable):
        forms.dialog(form, FEW, showing="ab12")


# -- the way back ------------------------------------------------------------------------------------------


def _sent(body: list[Json], title: str, typed: Mapping[str, str]) -> values.Pressed:
    """The button pressed, with the data that Teams' client sends along."""
    actions = (a for e in body if e["type"] == "ActionSet" for a in e["actions"])
    carried = next(a["data"] for a in actions if a["title"] == title)
    standing = {e["id"]: e.get("value", "") for e in body if e["type"].startswith("Input.")}
    return values.pressed({**carried, **standing, **typed})


def _answer(question: Field[object]) -> str:
    """A sound answer, as Teams' client sends it."""
    match question:
        case ChoiceField(options=options):
            return str(options[0].value)
        case ChoicesField(options=options):
            return ",".join(o.value for o in options[:2])
        case PeopleField(most=most):
            return "morag" if most == 1 else "morag,isla"
        case DateField(earliest=earliest, latest=latest):
            return (earliest or latest or date(2026, 11, 24)).isoformat()
        case TimeField():
            return "14:30"
        case _:
            return "x, y\nz"


def _value(question: Field[object]) -> Value:
    """The same, as the core reads it."""
    answer = _answer(question)
    return tuple(answer.split(",")) if isinstance(question, ChoicesField | PeopleField) else answer


def _comes_back(form: Form) -> None:
    heard = _sent(_body(form), form.submit, {f.id: _answer(f) for f in form.fields()})
    reshaped = any(isinstance(f, ChoiceField | ChoicesField) and f.reshapes for f in form.fields())
    assert (heard.do, heard.name, heard.drawn) == (Do.FORM, form.name, forms.drawn(form) if reshaped else "")
    assert heard.pointer == Pointer(form.about, form.extra, "ab12")
    answered = {**heard.answers.values, **heard.answers.picked}
    assert answered == {f.id: _value(f) for f in form.fields()}
    assert vars(form.read(answered)) == vars(form.read({f.id: _value(f) for f in form.fields()}))


@exhibits.by_topic
def test_every_form_comes_back_as_it_was_filled_in(topic: str) -> None:
    """Drawn, filled in, sent and read: the answers are those that were given."""
    exhibits.wrong(exhibits.of(topic, Form), _comes_back)


def test_what_was_looked_for_comes_back_apart() -> None:
    """And a question for people that has no list yet is answered with nobody."""
    heard = _sent(_body(_form(WHO), MANY), "Find", {"who~find": "munro"})
    assert (heard.do, heard.answers.finding, heard.answers.picked) == (Do.RESHAPE, {"who": "munro"}, {"who": ()})


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.text(st.characters(codec="utf-8"), max_size=300))
def test_whatever_is_typed_comes_back(typed: str, said: str) -> None:
    """Letter for letter, drawn again and sent again; what stands in a field is read by nobody."""
    body = _body(_form(NOTE, values={"note": typed}, errors={"note": said} if said.strip() else {}))
    assert _sent(body, "Send", {}).answers.values == {"note": typed or None}
