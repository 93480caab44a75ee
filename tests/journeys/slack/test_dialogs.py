"""Slack's dialogs: expired triggers, answers of the wrong shape, and the literal showing of typed text."""

from __future__ import annotations

import pytest

from adapters.playground.slack import payloads
from adapters.playground.slack.faults import Fault
from adapters.playground.slack.link import COMMAND, INTERACTIVE
from adapters.playground.stand_in.refusals import Json
from tests.journeys.acts import REPORT, closed, fill, opens, reports
from tests.journeys.test_words import HOSTILE
from tests.journeys.world import World


async def test_what_was_typed_is_kept_where_the_form_does_not_open(world: World) -> None:
    """`views.open` fails: one tap later the form is there with the sentence in it."""
    isla = world.person("isla")
    world.slack.workspace.faults.on("views.open", Fault.refused("expired_trigger_id"), times=1)
    await isla.command("/ended-contact", "shouted at me about the repair")
    assert not isla.has_modal
    assert "What you wrote is kept for you, and nobody has seen it." in isla.newest().text
    await isla.press("Open the form")
    assert isla.modal().fields["What happened, in a sentence"] == "shouted at me about the repair"
    assert world.leaks("about the repair") == []


@pytest.mark.hurried
@pytest.mark.parametrize("fault", [Fault.broken(), Fault.slow(3.5)])
async def test_a_click_whose_dialog_does_not_open_is_answered(world: World, fault: Fault) -> None:
    """In time, with a sentence."""
    ref = await reports(world, "isla")
    world.slack.workspace.faults.on("views.open", fault, times=1)
    morag = await opens(world, "morag", ref)
    assert not morag.has_modal
    assert "did not open in time" in morag.newest().text
    await morag.press("Open", near=ref)
    assert "shouted at me" in morag.modal().text


async def test_the_same_command_twice_opens_one_form_and_keeps_nothing(world: World) -> None:
    """Slack's trigger opens one dialog; the second delivery is answered too, and what was typed is not lost."""
    workspace, isla, before = world.slack.workspace, world.person("isla"), world.state()
    form = payloads.command(
        workspace, workspace.user(isla.id), "/ended-contact", "shouted", workspace.chat_with(isla.id)
    )
    first, second = [await world.slack.link.deliver(COMMAND, form) for _ in range(2)]
    assert (first.status, second.status) == (200, 200)
    assert isla.modal().fields["What happened, in a sentence"] == "shouted"
    assert world.state() == before


async def test_what_was_typed_after_a_command_whose_form_does_not_open_is_in_no_message(world: World) -> None:
    """Nor in a log, a metric or the database file."""
    isla = world.person("isla")
    for name in ("ended-contact", "named-online", "outside-contact", "support"):
        world.slack.workspace.faults.on("views.open", Fault.refused("expired_trigger_id"), times=1)
        await isla.command(f"/{name}", "canary001bird https://canary002bird.example")
        await closed(isla)
    assert world.leaks("canary001bird", "canary002bird") == []


async def test_words_of_others_stand_where_slack_reads_no_mark_up(world: World) -> None:
    """They mention nobody and link nowhere: each stands in a text that is shown just as it is."""
    for text in HOSTILE:
        ref = await reports(world, "isla", text)
        morag = await opens(world, "morag", ref)
        quoted = [plain(block) for block in world.slack.top(morag).blocks]
        assert any(text.replace("https://", "https[:]//") in found for found in quoted), quoted
        await closed(morag)


def plain(block: Json) -> str:
    """The text of a block that Slack shows just as it is."""
    parts = [block.get("text"), *block.get("elements", ())]
    texts = [part for part in parts if isinstance(part, dict)]
    for part in texts:
        if part.get("type") == "mrkdwn":
            assert "<!" not in part["text"]
            assert "<@" not in part["text"]
            assert "<http" not in part["text"]
    return "\n".join(str(part.get("text")) for part in texts if part.get("type") == "plain_text")


#: What stands where a field's state should be.
SHAPES: tuple[object, ...] = (
    {"type": "radio_buttons", "selected_option": {"value": {"a": 1}}},
    None,
    1,
    "x",
    [],
    {"type": 5},
    {"type": "plain_text_input", "value": ["x"]},
    {"selected_option": 3},
)


async def test_answers_of_the_wrong_shape_never_break_it(world: World) -> None:
    """An answer, no 500, and nothing kept."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    for junk in SHAPES:
        payload = isla.pending().payload
        payload["view"]["state"]["values"]["channel"] = {"channel": junk}
        answer = await world.slack.link.deliver(INTERACTIVE, payload)
        assert answer.status in (200, 400)
    assert world.refs() == []


async def test_what_was_settled_elsewhere_is_told_on_top_of_the_form(world: World) -> None:
    """The typed text stays under it."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    payload = isla.pending().payload
    payload["view"]["callback_id"] = "restriction.decision"
    answer = await world.slack.link.deliver(INTERACTIVE, payload)
    assert answer.json()["response_action"] == "push"
