"""Acts through the page arrive as Slack would send them, or are refused in a sentence."""

from __future__ import annotations

import pytest

from adapters.playground.people.person import Person
from bot.chat.commands import COMMANDS
from tests.adapters.playground.page.conftest import Client
from tests.browser.tables import workspace_of


@pytest.fixture
def isla(client: Client) -> Person:
    """Isla."""
    return client.page.session.table.cast.person("isla")


async def test_a_report(client: Client, isla: Person) -> None:
    """A command opens the form; answers are kept field by field; sending it leads to the receipt."""
    status, window = await client.act("isla", "type", text="/ended-contact He swore at me")
    assert (status, window["modals"][0]["title"]) == (200, "Ended contact")
    ref = window["modals"][0]["id"]
    await client.act("isla", "answer", ref=ref, block="channel", value="phone")
    await client.act("isla", "answer", ref=ref, block="reasons", value=["abusive", "threat"])
    await client.act("isla", "answer", ref=ref, block="reasons", value=["abusive"])
    await client.act("isla", "answer", ref=ref, block="witnesses", value=["U0CALLUM"])
    await client.act("isla", "answer", ref=ref, block="occurred_on", value="2026-11-23")
    assert isla.modal().fields["What was it?"] == ("Abusive language",)
    assert isla.modal().fields["Colleagues who were there"] == ("Callum Stewart",)
    await client.act("isla", "send", ref=ref)
    assert isla.modal().title == "Sent"
    status, window = await client.act("isla", "close", ref=ref)
    assert (status, window["modals"]) == (200, [])


async def test_what_slack_objects_to_stands_beside_the_fields(client: Client) -> None:
    """Every page that looks on sees it."""
    _, window = await client.act("isla", "type", text="/ended-contact")
    _, window = await client.act("isla", "send", ref=window["modals"][0]["id"])
    assert window["modals"][0]["errors"] == {
        "channel": "Please complete this required field.",
        "reasons": "Please complete this required field.",
        "note": "Please complete this required field.",
    }


async def test_the_example_answers_are_accepted(client: Client, isla: Person) -> None:
    """Six taps and one sentence."""
    _, window = await client.act("isla", "type", text="/ended-contact")
    ref = window["modals"][0]["id"]
    await client.act("isla", "examples", ref=ref)
    await client.act("isla", "send", ref=ref)
    assert (isla.modal().title, isla.taps) == ("Sent", 6)


async def test_an_unlisted_form_is_filled_in_by_kind(client: Client, isla: Person) -> None:
    """Each required question gets an answer of its kind."""
    workspace = workspace_of(client.page.session.table)
    options = [{"text": {"type": "plain_text", "text": "One"}, "value": "1"}]
    elements = [
        {"type": "static_select", "options": options},
        {"type": "checkboxes", "options": options},
        {"type": "users_select"},
        {"type": "datepicker"},
        {"type": "timepicker"},
        {"type": "plain_text_input", "max_length": 10},
    ]
    blocks = [
        {"type": "input", "block_id": f"b{n}", "label": {"type": "plain_text", "text": f"{n}"}, "element": element}
        for n, element in enumerate(elements)
    ]
    view = workspace.dialogs.open(
        "U0ISLA", {"type": "modal", "title": {"type": "plain_text", "text": "?"}, "blocks": blocks}
    )
    await client.act("isla", "examples", ref=view.id)
    assert list(isla.modal().fields.values()) == ["One", ("One",), "Eilidh Grant", "2026-12-01", "10:00", "An example"]


async def test_buttons_and_words(client: Client, isla: Person) -> None:
    """The home tab opens, its buttons work, a message is answered, what is for one alone goes at a reload."""
    _, window = await client.act("isla", "home")
    home = window["home"]
    button = next(b["elements"][0] for b in home["blocks"] if b["type"] == "actions")
    status, window = await client.act("isla", "press", ref=home["id"], action=button["action_id"])
    assert (status, len(window["modals"])) == (200, 1)
    await client.act("isla", "close", ref=window["modals"][0]["id"])
    _, window = await client.act("isla", "type", text="hello")
    assert window["messages"][-1]["byApp"]
    workspace = workspace_of(client.page.session.table)
    workspace.post(workspace.chat_with(isla.id), workspace.app.bot_user, "psst", only_for=isla.id)
    _, window = await client.act("isla", "reload")
    assert "psst" not in [message["text"] for message in window["messages"]]


@pytest.mark.parametrize(
    ("act", "given", "sentence"),
    [
        ("type", {"text": "  "}, "There is nothing to send yet."),
        ("type", {"text": "/dance"}, "/dance is not a valid command. Type / to see those that there are."),
        ("press", {"ref": "1", "action": "x"}, "That is not there any more."),
        ("send", {"ref": "V1"}, "That dialog is not open any more."),
        ("answer", {"ref": "V1"}, "That dialog is not open any more."),
    ],
)
async def test_what_cannot_be_done(client: Client, act: str, given: dict[str, str], sentence: str) -> None:
    """Is refused in a sentence for the person."""
    assert await client.act("isla", act, **given) == (422, {"sentence": sentence})


async def test_a_field_that_is_gone(client: Client) -> None:
    """An answer for it is refused."""
    _, window = await client.act("isla", "type", text="/ended-contact")
    status, found = await client.act("isla", "answer", ref=window["modals"][0]["id"], block="warned", value="warned")
    assert (status, found["sentence"]) == (422, "That field is not asked for any more.")


@pytest.mark.parametrize("path", ["api/people/isla/dance", "api/clock", "api/trouble"])
async def test_what_there_is_not(client: Client, path: str) -> None:
    """The page's own mistakes are told apart."""
    assert (await client.ask(path, by="never", name="never"))[0] == 400


async def test_nobody_of_that_name(client: Client) -> None:
    """Is told in a sentence."""
    assert (await client.act("nobody", "home"))[0] == 422


@pytest.mark.parametrize("who", ["morag", "rory"])
async def test_the_example_answers_of_every_command_are_accepted(client: Client, who: str) -> None:
    """A manager's and a phone handler's: each form that a command opens can be sent as it was filled in."""
    for command in COMMANDS:
        _, window = await client.act(who, "type", text=command.slash)
        form = window["modals"][-1]
        if form.get("submit"):
            await client.act(who, "examples", ref=form["id"])
            await client.act(who, "send", ref=form["id"])
        person = client.page.session.table.cast.person(who)
        assert (command.slash, person.modal().errors) == (command.slash, {})
        await person.close(everything=True)
