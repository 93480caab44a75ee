"""A person in the stand-in can do and see the same as in Slack."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, time

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.playground.people.person import Given
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.link import HttpLink
from adapters.playground.slack.workspace import GENERAL, Workspace
from adapters.playground.stand_in.patience import LONG
from adapters.playground.stand_in.refusals import AppFailed, CannotDo, ClientRefused
from tests.adapters.playground.tiny_app import (
    Handler,
    Json,
    Said,
    TinyApp,
    actions,
    asked,
    button,
    home,
    modal,
    option,
    section,
)

ISLA = "U0ISLA"
NOTE = asked("What happened", "note", "plain_text_input", multiline=True)


def opening(view: Json, answers: list[Said] | None = None) -> Handler:
    """A handler that opens this dialog for a command or a click, and answers submissions in turn."""
    waiting = list(answers or [])

    async def handle(kind: str, payload: Json, client: AsyncWebClient) -> Said:
        if kind == "command" or (kind == "block_actions" and "view" not in payload):
            await client.views_open(trigger_id=payload["trigger_id"], view=view)
        return waiting.pop(0) if kind == "view_submission" and waiting else None

    return handle


async def post(workspace: Workspace, *blocks: Json, text: str = "hello") -> None:
    """A message of the app in Isla's chat."""
    workspace.post(workspace.chat_with(ISLA), workspace.app.bot_user, text, blocks)


# -- commands and messages ---------------------------------------------------------------------------


async def test_a_command_arrives_as_slack_sends_it(driver: Driver, app: TinyApp) -> None:
    """Signed, as a form, with `& < >` escaped and word for word otherwise."""
    await driver.person("isla").command("/report", "payload=1 & <b>", channel=GENERAL)
    form = app.last
    assert (form["command"], form["text"]) == ("/report", "payload=1 &amp; &lt;b&gt;")
    assert (form["user_id"], form["channel_id"], form["channel_name"]) == (ISLA, GENERAL, "general")
    assert form["response_url"].startswith("http://127.0.0.1:")
    assert app.headers[-1]["content-type"] == "application/x-www-form-urlencoded"


async def test_a_wrong_signature_is_the_app_s_to_refuse(workspace: Workspace, app_url: str) -> None:
    """A forger with another secret sees the app's 401."""
    forger = Driver(workspace, app_url, "another secret")
    with pytest.raises(AppFailed) as failed:
        await forger.person("isla").command("/report")
    await forger.close()
    assert failed.value.status == 401


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        ("Noted.", "Noted."),
        ({"text": "Noted &amp; kept."}, "Noted & kept."),
        ({"text": "Noted.", "blocks": [section("Noted in blocks.")]}, "Noted in blocks."),
    ],
)
async def test_the_answer_to_a_command_is_shown_to_its_writer(
    driver: Driver, app: TinyApp, answer: Json | str, seen: str
) -> None:
    """A line of text or a message, for this person alone."""

    async def handle(*_: object) -> Json | str:
        return answer

    app.handler = handle
    isla = driver.person("isla")
    await isla.command("/report")
    assert (isla.newest().text, isla.newest().is_ephemeral) == (seen, True)
    assert driver.person("morag").messages() == ()


@pytest.mark.parametrize("answer", [500, {"blocks": [{"type": "confetti"}]}, {"response_type": "in_channel"}])
async def test_a_failed_command_is_told(driver: Driver, app: TinyApp, answer: Json | int) -> None:
    """Every answer that Slack cannot show is a failure, never a silence."""

    async def handle(*_: object) -> Json | int:
        return answer

    app.handler = handle
    with pytest.raises(AppFailed):
        await driver.person("isla").command("/report")


async def test_slack_waits_only_so_long(workspace: Workspace, app: TinyApp, app_url: str) -> None:
    """An app that takes longer has not answered; one that is not there cannot be reached."""

    async def handle(*_: object) -> None:
        await asyncio.sleep(LONG.answer)

    app.handler = handle
    hasty = HttpLink(app_url, workspace.app.signing_secret, patience=replace(LONG, answer=0.05))
    async with Driver(workspace, link=hasty) as people:
        with pytest.raises(AppFailed, match="did not answer"):
            await people.person("isla").command("/report")
    async with Driver(workspace, "http://127.0.0.1:1/slack/events") as people:
        with pytest.raises(AppFailed, match="cannot be reached"):
            await people.person("isla").command("/report")


async def test_a_direct_message_is_an_event_that_may_come_again(driver: Driver, app: TinyApp) -> None:
    """Escaped, with the same event id at each delivery, and the retry's number in the header."""
    isla = driver.person("isla")
    await isla.say("help & <!channel>", retries=2)
    events = [payload for _, payload in app.received]
    assert {e["event"]["text"] for e in events} == {"help &amp; &lt;!channel&gt;"}
    assert len({e["event_id"] for e in events}) == 1
    assert [h.get("x-slack-retry-num") for h in app.headers] == [None, "1", "2"]
    assert [m.text for m in isla.messages()] == ["help & <!channel>"]


async def test_a_message_can_be_waited_for(driver: Driver, client: AsyncWebClient) -> None:
    """It is found as soon as it comes, and missed loudly."""
    isla = driver.person("isla")
    waiting = asyncio.create_task(isla.wait_for("EC-0042"))
    await client.chat_postMessage(channel=ISLA, text="EC-0042 waits")
    assert (await waiting).text == "EC-0042 waits"
    with pytest.raises(CannotDo, match="no message with 'EC-0043'"):
        await isla.wait_for("EC-0043", seconds=0.01)


# -- pressing ----------------------------------------------------------------------------------------


async def test_a_button_is_pressed_by_its_label_or_its_action(
    driver: Driver, app: TinyApp, workspace: Workspace
) -> None:
    """The newest message that has it; the payload is Slack's."""
    isla = driver.person("isla")
    await post(workspace, section("one"), actions(button("Open", "open", value="first")))
    await post(workspace, section("two"), actions(button("Open", "open", value="second")))
    await isla.press("Open")
    newest = app.last
    await isla.press("open", near="one")
    older = app.last
    assert [p["actions"][0]["value"] for p in (newest, older)] == ["second", "first"]
    assert newest["container"]["message_ts"] == newest["message"]["ts"] == isla.newest().ref
    assert newest["user"]["id"] == ISLA
    assert isla.taps == 2


async def test_a_button_that_is_not_there_cannot_be_pressed(driver: Driver, workspace: Workspace) -> None:
    """The sentence says what there is; two alike need to be told apart."""
    isla = driver.person("isla")
    with pytest.raises(CannotDo, match="no message with a button 'Open'"):
        await isla.press("Open")
    rows = [section(f"EC-{n}", accessory=button("Open", f"open.{n}"), block_id=f"row{n}") for n in (1, 2)]
    await post(workspace, *rows)
    with pytest.raises(CannotDo, match=r"a button 'Approve'\. Buttons: Open, Open"):
        await isla.press("Approve")
    with pytest.raises(CannotDo, match="2 buttons 'Open'"):
        await isla.press("Open")
    with pytest.raises(CannotDo, match="no dialog open"):
        await isla.press("Open", "modal")
    with pytest.raises(CannotDo, match="published no home"):
        await isla.press("Open", "home")


async def test_rows_are_told_apart_by_what_stands_beside_them(
    driver: Driver, app: TinyApp, workspace: Workspace
) -> None:
    """`near` picks the row."""
    rows = [section(f"EC-{n}", accessory=button("Open", f"open.{n}"), block_id=f"row{n}") for n in (1, 2)]
    await post(workspace, *rows)
    await driver.person("isla").press("Open", near="EC-2")
    assert app.last["actions"][0]["action_id"] == "open.2"


async def test_a_stale_button_can_still_be_clicked(driver: Driver, app: TinyApp, workspace: Workspace) -> None:
    """A screen that was seen before: the message has moved on, the click has not."""
    await post(workspace, section("waits"), actions(button("Approve", "approve", value="7")))
    isla = driver.person("isla")
    seen = isla.newest()
    workspace.rewrite(workspace.message(workspace.chat_with(ISLA), seen.ref), "settled", [section("settled")])
    await isla.press("Approve", on=seen)
    assert (app.last["actions"][0]["value"], isla.newest().labels) == ("7", ())
    workspace.delete(workspace.message(workspace.chat_with(ISLA), seen.ref))
    with pytest.raises(CannotDo, match="not there any more"):
        await isla.press("Approve", on=seen)


async def test_slack_asks_first_where_it_is_told_to(driver: Driver, app: TinyApp, workspace: Workspace) -> None:
    """A second tap; whoever says no sends nothing. A repeated delivery is the same click."""
    sure = {key: {"type": "plain_text", "text": key} for key in ("title", "text", "confirm", "deny")}
    await post(workspace, actions(button("Lift", "lift", confirm=sure)))
    isla = driver.person("isla")
    await isla.press("Lift", confirm=False)
    assert (isla.taps, app.received) == (2, [])
    await isla.press("Lift", repeat=1)
    first, second = (payload for _, payload in app.received)
    assert (isla.taps, first) == (4, second)


async def test_a_menu_of_further_acts_is_pressed_like_buttons(
    driver: Driver, app: TinyApp, workspace: Workspace
) -> None:
    """Each line of an overflow menu is a button."""
    more = {"type": "overflow", "action_id": "more", "options": [option("Add something"), option("Not mine")]}
    await post(workspace, section("EC-1", accessory=more))
    await driver.person("isla").press("Not mine")
    assert app.last["actions"][0]["selected_option"]["value"] == "not_mine"


async def test_the_home_tab_is_opened_and_used(driver: Driver, app: TinyApp) -> None:
    """The event comes first, then the buttons."""

    async def handle(kind: str, payload: Json, client: AsyncWebClient) -> None:
        if kind == "app_home_opened":
            page = home(section("Waiting for you"), actions(button("Show all", "all")))
            await client.views_publish(user_id=payload["event"]["user"], view=page)

    app.handler = handle
    isla = driver.person("isla")
    page = await isla.open_home()
    await isla.press("Show all", "home")
    assert (page.text, page.labels) == ("Waiting for you\n[Show all]", ("Show all",))
    assert app.last["view"]["type"] == "home"
    assert "message" not in app.last


# -- who can act -------------------------------------------------------------------------------------


async def test_those_without_an_account_cannot_act(driver: Driver, workspace: Workspace) -> None:
    """Neither the deactivated nor bots; and nobody acts behind an open dialog."""
    workspace.deactivate("U0CALLUM")
    with pytest.raises(CannotDo, match="deactivated"):
        await driver.person("callum").command("/report")
    with pytest.raises(CannotDo, match="bot"):
        await driver.person("rota").say("hello")
    with pytest.raises(CannotDo, match="Nobody"):
        driver.person("nobody")
    workspace.dialogs.open(ISLA, modal(NOTE))
    with pytest.raises(CannotDo, match="while the dialog 'A form' is open"):
        await driver.person("isla").say("hello")


async def test_anything_can_be_forged(driver: Driver, app: TinyApp) -> None:
    """A signed request with whatever a forger likes, for the app to refuse."""
    await driver.person("isla").post_interactivity({"type": "block_actions", "user": {"id": "U0MORAG"}})
    await driver.post_event({"type": "message", "bot_id": "B1"}, retry=3)
    await driver.post_command({"command": "/nothing"})
    assert [kind for kind, _ in app.received] == ["block_actions", "message", "command"]
    assert app.headers[1]["x-slack-retry-num"] == "3"


# -- filling in and sending --------------------------------------------------------------------------

EVERYTHING = modal(
    section("If anyone is in danger, call 999 first."),
    asked("How", "how", "radio_buttons", options=[option("Phone"), option("Letter")]),
    asked("What was it?", "what", "checkboxes", optional=True, options=[option("A threat"), option("Abuse")]),
    asked("Measure", "measure", "static_select", optional=True, options=[option("One person")]),
    asked("Tags", "tags", "multi_static_select", optional=True, options=[option("One"), option("Two")]),
    asked("Manager", "manager", "users_select", optional=True),
    asked("Who else", "who", "multi_users_select", optional=True, max_selected_items=2),
    asked("Day", "day", "datepicker", optional=True, initial_date="2026-11-20"),
    asked("Time", "time", "timepicker", optional=True),
    asked("Note", "note", "plain_text_input", optional=True, max_length=20),
)


async def test_every_kind_of_field_is_filled_in_by_what_is_seen(driver: Driver, app: TinyApp) -> None:
    """Labels, the words of the answers, people by name; a tap for each choice and none for typing."""
    app.handler = opening(EVERYTHING)
    isla = driver.person("isla")
    await isla.command("/report")
    answers: dict[str, Given] = {
        "How": "Phone",
        "What was it?": ("A threat", "Abuse"),
        "Measure": "One person",
        "Tags": ("Two",),
        "Manager": "Morag Sinclair",
        "Who else": ("callum", "Ailsa Munro"),
        "Time": time(14, 30),
        "Note": "shouted, swore",
    }
    await isla.fill(answers)
    assert isla.taps == 9
    await isla.fill({"What was it?": "Abuse", "Day": date(2026, 11, 23), "Note": None})
    await isla.send()
    assert isla.taps == 12
    values = {block: next(iter(state.values())) for block, state in app.last["view"]["state"]["values"].items()}
    assert values == {
        "how": {"type": "radio_buttons", "selected_option": option("Phone")},
        "what": {"type": "checkboxes", "selected_options": [option("Abuse")]},
        "measure": {"type": "static_select", "selected_option": option("One person")},
        "tags": {"type": "multi_static_select", "selected_options": [option("Two")]},
        "manager": {"type": "users_select", "selected_user": "U0MORAG"},
        "who": {"type": "multi_users_select", "selected_users": ["U0CALLUM", "U0AILSA"]},
        "day": {"type": "datepicker", "selected_date": "2026-11-23"},
        "time": {"type": "timepicker", "selected_time": "14:30"},
        "note": {"type": "plain_text_input", "value": None},
    }


async def test_what_is_not_touched_is_sent_as_it_stands(driver: Driver, app: TinyApp) -> None:
    """First values are answers; the rest is empty, and all of it is there."""
    app.handler = opening(EVERYTHING)
    isla = driver.person("isla")
    await isla.command("/report")
    await isla.fill({"how": "letter"})
    await isla.send()
    values = app.last["view"]["state"]["values"]
    assert values["day"]["day.answer"]["selected_date"] == "2026-11-20"
    assert values["what"]["what.answer"]["selected_options"] == []
    assert values["note"]["note.answer"]["value"] is None
    assert len(values) == 9


@pytest.mark.parametrize(
    ("label", "given", "why"),
    [
        ("Whatever", "x", "no field 'Whatever'"),
        ("How", "Fax", "no answer 'Fax'"),
        ("How", None, "cannot be emptied"),
        ("Note", "x" * 21, "at most 20 characters"),
        ("Note", ("a", "b"), "takes text"),
        ("Manager", ("isla", "morag"), "one person"),
        ("Manager", "nobody", "Nobody in the workspace"),
        ("Manager", "callum", "deactivated"),
        ("Who else", ("isla", "morag", "ailsa"), "at most 2"),
        ("Day", "tomorrow", "cannot be picked"),
        ("What was it?", date(2026, 1, 1), "no choice"),
        ("T", "x", "2 fields are called 'T'"),
    ],
)
async def test_what_a_person_could_not_answer_is_refused(
    driver: Driver, workspace: Workspace, label: str, given: Given, why: str
) -> None:
    """With a sentence that says what there is."""
    workspace.deactivate("U0CALLUM")
    workspace.dialogs.open(ISLA, EVERYTHING)
    with pytest.raises(CannotDo, match=why.replace("?", r"\?")):
        await driver.person("isla").fill({label: given})


async def test_a_choice_that_shapes_the_form_is_sent_at_once(driver: Driver, app: TinyApp) -> None:
    """The form comes back with more to answer, and what was typed is still there."""
    how = asked("How", "how", "radio_buttons", at_once=True, options=[option("Phone"), option("Letter")])
    warned = asked("Did you give a warning?", "warned", "radio_buttons", options=[option("Yes"), option("No")])

    async def handle(kind: str, payload: Json, client: AsyncWebClient) -> None:
        if kind == "command":
            await client.views_open(trigger_id=payload["trigger_id"], view=modal(how, NOTE))
        if kind == "block_actions":
            view = payload["view"]
            await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(how, warned, NOTE))

    app.handler = handle
    isla = driver.person("isla")
    await isla.command("/report")
    await isla.fill({"What happened": "shouted", "How": "Phone", "Did you give a warning?": "Yes"})
    pressed = app.last
    assert pressed["actions"][0]["selected_option"] == option("Phone")
    assert pressed["view"]["state"]["values"]["note"]["note.answer"]["value"] == "shouted"
    assert isla.modal().fields == {"How": "Phone", "Did you give a warning?": "Yes", "What happened": "shouted"}


async def test_slack_s_own_client_wants_what_is_required(driver: Driver, app: TinyApp) -> None:
    """Nothing reaches the app until it is answered."""
    app.handler = opening(modal(NOTE))
    isla = driver.person("isla")
    await isla.command("/report")
    with pytest.raises(ClientRefused) as refused:
        await isla.send()
    assert list(refused.value.errors) == ["What happened"]
    assert [kind for kind, _ in app.received] == ["command"]


async def test_slack_s_own_client_wants_enough_of_it(driver: Driver, workspace: Workspace) -> None:
    """A field with a least length is not sent below it; an optional one may stay empty."""
    least = asked("Why", "why", "plain_text_input", optional=True, min_length=3)
    workspace.dialogs.open(ISLA, modal(least))
    isla = driver.person("isla")
    await isla.fill({"Why": "no"})
    with pytest.raises(ClientRefused, match="at least 3 characters"):
        await isla.send()
    await isla.fill({"Why": None})
    await isla.send()
    assert not isla.has_modal


async def test_errors_stand_beside_their_fields_until_the_next_sending(driver: Driver, app: TinyApp) -> None:
    """The dialog stays, with what was typed; then it goes."""
    errors = {"response_action": "errors", "errors": {"note": "Please say a little more."}}
    app.handler = opening(modal(NOTE), [errors])
    isla = driver.person("isla")
    await isla.command("/report")
    await isla.fill({"What happened": "x"})
    await isla.send()
    assert isla.modal().errors == {"What happened": "Please say a little more."}
    assert isla.modal().fields == {"What happened": "x"}
    assert "Please say a little more." in isla.modal().text
    await isla.send()
    assert not isla.has_modal


async def test_a_sent_dialog_may_become_another_or_be_covered(driver: Driver, app: TinyApp) -> None:
    """update, push, close of the top one, and clear of all."""
    receipt = modal(section("Thank you."), title="Sent", submit="On")
    answers: list[Said] = [
        {"response_action": "update", "view": receipt},
        {"response_action": "push", "view": modal(section("Sure?"), title="Sure", submit="Yes")},
        None,
        {"response_action": "clear"},
    ]
    app.handler = opening(modal(section("Well?")), answers)
    isla = driver.person("isla")
    await isla.command("/report")
    titles = []
    for _ in range(3):
        await isla.send()
        titles.append(isla.modal().title)
    await isla.send()
    assert (titles, isla.has_modal) == (["Sent", "Sure", "Sent"], False)


@pytest.mark.parametrize(
    "answer",
    [
        500,
        "thank you",
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors", "errors": {"other": "No such block."}},
        {"response_action": "errors", "errors": {"note": ""}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "shout"},
        {"text": "hello"},
    ],
)
async def test_an_answer_that_slack_cannot_show_leaves_the_dialog_open(
    driver: Driver, app: TinyApp, answer: Said
) -> None:
    """The person reads that it did not work, has lost nothing, and can send again."""
    app.handler = opening(modal(NOTE), [answer])
    isla = driver.person("isla")
    await isla.command("/report")
    await isla.fill({"What happened": "shouted"})
    with pytest.raises(AppFailed):
        await isla.send()
    assert isla.modal().fields == {"What happened": "shouted"}
    await isla.send(repeat=1)
    assert not isla.has_modal
    assert app.received[-1] == app.received[-2]


async def test_a_dialog_can_be_closed(driver: Driver, app: TinyApp, workspace: Workspace) -> None:
    """One at a time or all; the app hears of it where it asked to; nothing is left to fill in."""
    isla = driver.person("isla")
    workspace.dialogs.open(ISLA, modal(NOTE, title="First"))
    workspace.dialogs.push(ISLA, modal(NOTE, title="Second", notify_on_close=True))
    workspace.dialogs.push(ISLA, modal(section("read this"), title="Third", submit=None))
    with pytest.raises(CannotDo, match="nothing to send"):
        await isla.send()
    await isla.close()
    await isla.close()
    assert (isla.modal().title, app.last["type"], app.last["is_cleared"]) == ("First", "view_closed", False)
    await isla.close(everything=True)
    with pytest.raises(CannotDo, match="no dialog open"):
        await isla.fill({"What happened": "x"})


async def test_a_dialog_reads_from_top_to_bottom(driver: Driver, workspace: Workspace) -> None:
    """Title, words, questions with their answers and choices, hints, errors, buttons."""
    hinted = asked("Note", "note", "plain_text_input", placeholder={"type": "plain_text", "text": "a sentence"})
    hinted["hint"] = {"type": "plain_text", "text": "1.9"}
    small = {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": "*Policy* <@U0MORAG> &lt;x&gt;", "verbatim": True}],
    }
    how = asked(
        "How", "how", "radio_buttons", options=[option("Phone"), option("Letter")], initial_option=option("Phone")
    )
    workspace.dialogs.open(ISLA, modal(section("Please."), how, hinted, small, actions(button("Later", "later"))))
    assert driver.person("isla").modal().text.splitlines() == [
        "A form",
        "Please.",
        "How",
        "(x) Phone",
        "( ) Letter",
        "Note",
        "a sentence",
        "1.9",
        "Policy @Morag Sinclair <x>",
        "[Later]",
        "[Send]",
        "[Not now]",
    ]
