"""A message or a dialog in Teams is read as a person reads it."""

from __future__ import annotations

from datetime import UTC, datetime

from adapters.playground.people.screen import Screen
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.reading import of_dialog, of_message
from adapters.playground.teams.surfaces import BOT, ChatMessage, Dialog
from tests.adapters.playground.teams.tiny_bot import asked, button, card, choice, fact, form, item, row, text

AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def message(content: Json | None = None, says: str = "", *, summary: str = "", reply_to: str | None = None) -> Screen:
    """A message of the app."""
    written = ChatMessage(
        id="1", conversation="a:1", by=BOT, at=AT, text=says, card=content, summary=summary, reply_to=reply_to
    )
    return of_message(written, "Harbour")


def opened(content: Json, values: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> Screen:
    """A dialog."""
    return of_dialog(
        Dialog(
            id="2",
            user="-",
            title="A form",
            height=None,
            width=None,
            card=content,
            values=values or {},
            errors=errors or {},
        )
    )


def test_a_message_is_read_from_top_to_bottom() -> None:
    """A line each, the buttons among them; its first line is its title."""
    heading = {"type": "TextBlock", "text": "Something waits", "style": "heading", "wrap": True}
    screen = message(card(heading, text("Please open it."), row(button("Open", "it.open", to="7|"))), summary="Waits")
    assert (screen.title, screen.text) == ("Something waits", "Something waits\nPlease open it.\n[Open]")
    assert (screen.by, screen.notification, screen.at, screen.is_answer) == ("Harbour", "Waits", AT, False)
    (found,) = screen.buttons
    assert (found.label, found.action, found.value, found.style) == ("Open", "it.open", "7|", "")


def test_words_without_a_card_are_read_too() -> None:
    """Their own title, and an answer where they answer something."""
    screen = message(says="Hello", reply_to="0")
    assert (screen.title, screen.text, screen.notification, screen.is_answer) == ("Hello", "Hello", "Hello", True)


def test_what_stands_in_a_container_is_read_and_what_is_hidden_is_not() -> None:
    """Words in a box are words."""
    box = {"type": "Container", "items": [text("inside"), {**text("unseen"), "isVisible": False}]}
    assert message(card(text("above"), box)).text == "above\ninside"


def test_a_label_in_bold_stands_above_its_value() -> None:
    """A bold word alone is no label."""
    assert opened(card(fact("Who", "Isla: Fraser"), text("Bold: ", weight="bolder"))).text.splitlines() == [
        "A form",
        "Who",
        "Isla: Fraser",
        "Bold: ",
        "[Close]",
    ]


def test_buttons_know_what_stands_beside_them() -> None:
    """In the same row, or just above."""
    screen = opened(
        card(item("EC-0001", button("Open", "a")), item("EC-0002", button("Open", "b")), row(button("Back", "c")))
    )
    assert [(b.action, b.beside) for b in screen.buttons] == [("a", "EC-0001"), ("b", "EC-0002"), ("c", "EC-0002")]
    styled = opened(card(text("-"), row(button("Yes", "y", style="positive"), button("No", "n", style="destructive"))))
    assert [b.style for b in styled.buttons] == ["primary", "danger"]


def test_a_way_out_has_its_address() -> None:
    """An `Action.OpenUrl` carries nothing of ours."""
    (found,) = opened(card(row({"type": "Action.OpenUrl", "title": "Add it", "url": "https://h.example/x"}))).buttons
    assert (found.label, found.action, found.url) == ("Add it", "", "https://h.example/x")


def test_a_form_has_questions_and_one_way_to_send_it() -> None:
    """The button that sends it is no other button; a question that says so may stay without an answer."""
    screen = opened(form(asked("Text", "What happened", "what"), asked("Date", "The day (optional)", "day")))
    assert (screen.submit, screen.close, screen.buttons) == ("Send", "Close", ())
    assert [(q.label, q.required) for q in screen.questions] == [("What happened", True), ("The day", False)]
    assert screen.text.splitlines() == ["A form", "What happened", "The day (optional)", "[Send]", "[Close]"]


def test_what_is_typed_and_chosen_is_read_in_words() -> None:
    """Hints are read, and are no part of an answer; what is folded shows what is chosen alone."""
    screen = opened(
        form(
            choice("How?", "how", "Phone – by voice", "Letter"),
            choice("What?", "what", "Swearing", "Shouting", isMultiSelect=True),
            choice("Who?", "who", "Isla Fraser", "Rory Mackay", style="compact", placeholder="A name"),
            asked("Text", "Where?", "where", placeholder="A place"),
        ),
        {"how": "phone", "what": "shouting,gone", "who": "rory"},
    )
    assert screen.fields == {"How?": "Phone", "What?": ("Shouting",), "Who?": "Rory Mackay", "Where?": None}
    assert screen.text.splitlines()[1:-2] == [
        "How?",
        "(x) Phone",
        "by voice",
        "( ) Letter",
        "What?",
        "( ) Swearing",
        "(x) Shouting",
        "Who?",
        "Rory Mackay",
        "Where?",
        "A place",
    ]


def test_an_error_is_what_stands_in_the_colour_of_warnings_just_above_a_field() -> None:
    """Elsewhere it is a line like others; the client's own stands under the field."""
    warned = text("Needed: a sentence.", color="attention")
    screen = opened(form(warned, text("between"), asked("Text", "One", "one"), warned, asked("Text", "Two", "two")))
    assert screen.errors == {"Two": "a sentence."}
    assert screen.text.count("Needed: a sentence.") == 2
    refused = opened(form(asked("Text", "One", "one")), errors={"one": "Please fill this in."})
    assert (refused.errors, refused.text.splitlines()[2]) == ({"One": "Please fill this in."}, "Please fill this in.")


def test_a_question_knows_the_button_that_shows_what_follows() -> None:
    """The one just under it, past a hint, and not that of the next question."""
    follows = row(button("Show what follows", "a.form", "reshape"))
    screen = opened(
        form(
            asked("Text", "One", "one"), choice("Two", "two", "a", "b"), text("a hint"), follows, row(button("X", "x"))
        )
    )
    assert [(q.label, q.place.dispatches) for q in screen.questions] == [("One", False), ("Two", True)]
    assert screen.labels == ("Show what follows", "X")


def test_one_button_may_stand_under_several_choices() -> None:
    """It shows what follows from each; a question of another kind between them parts it from those above."""
    follows, one, two = (
        row(button("Show what follows", "a.form", "reshape")),
        choice("One", "one"),
        choice("Two", "two"),
    )
    together = opened(form(one, text("a hint"), two, follows))
    assert [(q.label, q.place.dispatches) for q in together.questions] == [("One", True), ("Two", True)]
    apart = opened(form(one, asked("Text", "Between", "between"), two, follows))
    assert [q.label for q in apart.questions if q.place.dispatches] == ["Two"]


def test_what_finds_colleagues_belongs_to_its_question() -> None:
    """With somebody on offer it is no question of its own; its button is nothing that follows from an answer."""
    box, find = asked("Text", "Find a colleague", "who~find"), row(button("Find", "a.form", "reshape"))
    listed = opened(form(choice("Who?", "who", "Isla Fraser"), box, find))
    assert [(q.label, q.place.dispatches) for q in listed.questions] == [("Who?", False)]
    alone = opened(form({**box, "label": "Who?"}, find))
    assert [(q.label, q.place.block_id, q.place.dispatches) for q in alone.questions] == [("Who?", "who~find", False)]
