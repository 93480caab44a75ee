"""Slack's requests are read into events; an unreadable one is refused, and nothing else is raised."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.chat.errors import Unreadable
from adapters.chat.pointers import NOWHERE
from adapters.slack.inbound import Heard, Kind, read
from bot.chat.events import ActionEvent, CommandEvent, HomeEvent, MessageEvent, ReshapeEvent, SubmitEvent
from tests.adapters.slack.fakes import ISLA, TEAM, button, click, command, happened, submission, typed, view

Json = dict[str, Any]


def _event(heard: Heard) -> object:
    return heard.event(ISLA.id, {}, {})


def test_a_slash_command_is_a_command_event() -> None:
    """The command's name is the core's; the trigger is its key, so that a repeat has one effect."""
    heard = read(command("shouted &amp; swore &lt;at&gt; me"))
    event = _event(heard)
    assert isinstance(event, CommandEvent)
    assert (event.person, event.name, event.text) == (ISLA.id, "ended_contact", "shouted & swore <at> me")
    assert event.key == read(command("another text")).key
    assert event.key != read(command(trigger_id="9.9.z")).key
    assert (heard.kind, heard.user, heard.team) == (Kind.COMMAND, "UISLA", TEAM)


def test_an_unknown_command_leads_nowhere() -> None:
    """A command that is in no table of ours is for the core to refuse politely."""
    assert read(command(command="/other")).name == NOWHERE


ANSWERS: Json = {
    "note": {"note": {"type": "plain_text_input", "value": "swore\x00 at me"}},
    "empty": {"empty": {"type": "plain_text_input", "value": None}},
    "how": {"how": {"type": "radio_buttons", "selected_option": {"value": "phone", "text": {}}}},
    "none": {"none": {"type": "static_select", "selected_option": None}},
    "what": {"what": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}},
    "more": {"more": {"type": "multi_static_select", "selected_options": []}},
    "day": {"day": {"type": "datepicker", "selected_date": "2026-11-24"}},
    "at": {"at": {"type": "timepicker", "selected_time": "14:30"}},
    "who": {"who": {"type": "users_select", "selected_user": "UMORAG"}},
    "nobody": {"nobody": {"type": "users_select", "selected_user": None}},
    "all": {"all": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
}


def test_every_kind_of_input_is_read() -> None:
    """Text, choices, days and times become values; people stay Slack ids until they are looked at."""
    heard = read(submission(view(metadata="rec1|step 2", state={"values": ANSWERS})))
    event = heard.event(ISLA.id, {"who": ("morag",)}, {"all": "Please choose somebody else."})
    assert isinstance(event, SubmitEvent)
    assert dict(event.values) == {
        "note": "swore\x00 at me",
        "empty": None,
        "how": "phone",
        "none": None,
        "what": ("a", "b"),
        "more": (),
        "day": "2026-11-24",
        "at": "14:30",
        "who": ("morag",),
    }
    assert dict(heard.answers.picked) == {"who": ("UMORAG",), "nobody": (), "all": ("U1", "U2")}
    assert (event.form, event.about, event.extra) == ("ended_contact.report", "rec1", "step 2")
    assert dict(event.problems) == {"all": "Please choose somebody else."}


def test_sending_a_form_twice_is_one_act() -> None:
    """The key of a form sent holds its view and form, and not the hash, which changes with every redraw."""
    first = read(submission(view()))
    assert first.key == read(submission(view(hash="2.h"), trigger_id="other")).key
    assert first.key != read(submission(view(id="V2"))).key
    assert first.key != read(submission(view(name="ended_contact.triage"))).key
    assert first.key != read(submission(view(metadata="rec2|"))).key
    assert first.key != read(submission(view(metadata="||a1"))).key


def test_a_button_in_a_message_is_an_action() -> None:
    """The button's value is an opaque pointer; its key is the click's own time."""
    heard = read(click(button(value="rec1|page 2"), channel={"id": "D1"}, response_url="https://x.example/y"))
    event = _event(heard)
    assert isinstance(event, ActionEvent)
    assert (event.action, event.about, event.extra) == ("ended_contact.open", "rec1", "page 2")
    assert (heard.kind, heard.channel) == (Kind.MESSAGE_ACTION, "D1")
    assert event.key != read(click(button() | {"action_ts": "18.1"})).key


def test_a_repeated_button_of_one_act_is_that_act() -> None:
    """Ids differ within a view; the act is the same."""
    assert read(click(button("ended_contact.open~3"))).name == "ended_contact.open"


def test_a_button_in_a_form_brings_what_is_typed_and_the_forms_own_pointer() -> None:
    """A button without a pointer belongs to what its form is about."""
    shown = view(metadata="rec1|x", state={"values": ANSWERS})
    heard = read(click({"type": "button", "action_id": "restriction.back"}, view=shown))
    event = _event(heard)
    assert isinstance(event, ActionEvent)
    assert (heard.kind, event.about, event.extra, event.values["how"]) == (Kind.MODAL_ACTION, "rec1", "x", "phone")


def test_an_answer_that_shapes_the_form_asks_for_the_form_again() -> None:
    """A choice in a modal comes as the form's own name, with everything typed so far."""
    shown = view(metadata="rec1|x", state={"values": ANSWERS})
    event = _event(read(click({"type": "radio_buttons", "action_id": "how"}, view=shown)))
    assert isinstance(event, ReshapeEvent)
    assert (event.form, event.about, event.extra) == ("ended_contact.report", "rec1", "x")
    assert event.values["note"] == "swore\x00 at me"


def test_the_home_tab_and_direct_messages_are_events() -> None:
    """Opening the Home tab has no key: it may be repeated. A message has its event's id."""
    home = read(happened({"type": "app_home_opened", "tab": "home", "channel": "D1"}))
    assert isinstance(_event(home), HomeEvent)
    message = read(
        typed("ended contact <http://evil.example|evil.example> &amp; &lt;b&gt; <mailto:a@b.example|a@b.example>")
    )
    event = _event(message)
    assert isinstance(event, MessageEvent)
    assert event.text == "ended contact evil.example & <b> a@b.example"
    assert event.key == read(typed("again")).key
    assert message.channel == "D1"


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("named online <https://example.org/p/1|this post>", "named online this post https://example.org/p/1"),
        ("see <https://example.org/p/1>", "see https://example.org/p/1"),
        ("see <https://www.example.org/p/1/|example.org/p/1>", "see example.org/p/1"),
        ("<mailto:a@b.example|write to her>", "write to her a@b.example"),
        ("<mailto:a@b.example|a@b.example> <tel:01311234|0131 1234>", "a@b.example 0131 1234"),
        ("in <#C01|general>, <@U01|isla> and <@U02> <!here>", "in general, isla and @U02 !here"),
        ("&gt; ended contact\n&gt; 3 &lt; 5", "> ended contact\n> 3 < 5"),
    ],
)
def test_a_link_with_a_name_keeps_its_address(sent: str, meant: str) -> None:
    """The words beside it stay too; in a direct message and after a command."""
    assert meant == read(typed(sent)).text == read(command(text=sent)).text


@pytest.mark.parametrize(
    "payload",
    [
        happened({"type": "app_home_opened", "tab": "messages"}),
        happened({"type": "message", "channel_type": "channel", "text": "x"}),
        typed("x", bot_id="B1"),
        typed("x", subtype="message_changed"),
        typed("x", subtype="message_deleted"),
        happened({"type": "team_join"}),
        {"type": "view_closed", "view": view()},
        {"type": "shortcut"},
    ],
)
def test_what_is_of_no_interest_is_ignored(payload: Json) -> None:
    """A closed form, somebody else's message, Harbour's own, an unknown event: acknowledged, no more."""
    assert read(payload).kind is Kind.IGNORED


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_being_taken_out_of_the_workspace_is_noticed(kind: str) -> None:
    """It is nobody's act, and worth knowing."""
    assert read(happened({"type": kind})).kind is Kind.REVOKED


@pytest.mark.parametrize(
    "value",
    ["rec1", "a b|", "<!channel>|", "x" * 3000, 7, ["rec1"], "rec1|\u202eevil", "|é", "a|b|c|d", "a|b|not a mark"],
)
def test_a_forged_pointer_leads_nowhere(value: object) -> None:
    """It is not read as having no pointer, which could mean something else, and nothing is raised."""
    event = _event(read(click({"type": "button", "action_id": "ended_contact.open", "value": value})))
    assert isinstance(event, ActionEvent)
    assert (event.about, event.extra) == (NOWHERE, NOWHERE)


@pytest.mark.parametrize("name", ["Ended Contact", "", "é", "a" * 200, None, 3])
def test_a_forged_form_name_leads_nowhere(name: object) -> None:
    """The core knows no such form."""
    assert read(submission(view(callback_id=name))).name == NOWHERE


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": 3},
        {"type": "event_callback"},
        {"type": "event_callback", "event": []},
        {"type": "event_callback", "event": {"type": []}},
        {"type": "event_callback", "event": {"type": "message", "channel_type": "im", "text": "x"}},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": ["x"]},
        click(button()) | {"user": "UISLA"},
        click(button()) | {"user": {"id": ["UISLA"]}},
        click(button()) | {"view": 3},
        click(button()) | {"channel": "D1"},
        submission(view()) | {"view": None},
        submission(view(id="")),
        submission(view(state={"values": []})),
        submission(view(state={"values": {"a": {"a": {"type": "rich_text_input"}}}})),
        submission(view(state={"values": {"a": {"a": {"type": "plain_text_input", "value": "\ud800"}}}})),
        submission(view(state={"values": {"a": {"a": {"type": "radio_buttons", "selected_option": "x"}}}})),
        submission(view(state={"values": {"a": {"a": {"type": "checkboxes", "selected_options": {}}}}})),
        submission(view(state={"values": {"a": {"a": 3}}})),
        submission(view(state={"values": {"a": 3}})),
        command() | {"user_id": "U\nX"},
        command() | {"text": 3},
    ],
)
def test_what_slack_does_not_send_cannot_be_read(payload: Json) -> None:
    """Unknown shapes and unknown inputs are refused: none is read as empty."""
    with pytest.raises(Unreadable):
        read(payload)
