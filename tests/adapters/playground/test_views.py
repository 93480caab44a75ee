"""Dialogs and home tabs are opened, changed and refused as Slack does."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.playground.slack.workspace import Workspace
from tests.adapters.playground.conftest import Seconds
from tests.adapters.playground.test_web_api import ISLA, refusal
from tests.adapters.playground.tiny_app import actions, asked, button, home, modal, option, section

FORM = modal(asked("What happened", "note", "plain_text_input", initial_value="from the command"))


async def test_a_dialog_opens_once_for_each_trigger(client: AsyncWebClient, workspace: Workspace) -> None:
    """The trigger id is used up; the view has an id, a hash and ids for everything in it."""
    trigger = workspace.triggers.issue(ISLA)
    answer = await client.views_open(trigger_id=trigger, view=FORM)
    view = workspace.dialogs.top(ISLA)
    assert view is not None
    assert (answer["view"]["id"], answer["view"]["hash"]) == (view.id, view.hash)
    assert (answer["view"]["root_view_id"], answer["view"]["previous_view_id"]) == (view.id, None)
    assert view.state == {"note": {"note.answer": {"type": "plain_text_input", "value": "from the command"}}}
    assert await refusal(client.views_open(trigger_id=trigger, view=FORM)) == "exchanged_trigger_id"


async def test_a_trigger_lives_as_long_as_an_answer_is_waited_for(
    client: AsyncWebClient, workspace: Workspace, seconds: Seconds
) -> None:
    """After that it is expired; one that was never given is invalid."""
    trigger = workspace.triggers.issue(ISLA)
    seconds.now += workspace.patience.answer + 0.01
    assert await refusal(client.views_open(trigger_id=trigger, view=FORM)) == "expired_trigger_id"
    assert await refusal(client.views_open(trigger_id="12.34.ab", view=FORM)) == "invalid_trigger_id"
    assert await refusal(client.views_open(trigger_id="", view=FORM)) == "invalid_arguments"


async def test_a_view_that_cannot_be_shown_is_refused(client: AsyncWebClient, workspace: Workspace) -> None:
    """Too large, of the wrong kind, without a submit button: each is refused, and the trigger stays good."""
    trigger = workspace.triggers.issue(ISLA)
    huge = modal(*(section("x" * 3000, block_id=f"b{n}") for n in range(90)))
    assert await refusal(client.views_open(trigger_id=trigger, view=huge)) == "view_too_large"
    assert await refusal(client.views_open(trigger_id=trigger, view=home(section("x")))) == "invalid_arguments"
    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id=trigger, view={**FORM, "submit": None})
    assert refused.value.response["response_metadata"]["messages"] != []
    assert (await client.views_open(trigger_id=trigger, view=FORM))["ok"] is True


async def test_three_dialogs_lie_on_one_another(client: AsyncWebClient, workspace: Workspace) -> None:
    """A fourth is refused; a push needs something to lie on."""
    assert await refusal(client.views_push(trigger_id=workspace.triggers.issue(ISLA), view=FORM)) == "not_found"
    await client.views_open(trigger_id=workspace.triggers.issue(ISLA), view=FORM)
    await client.views_push(trigger_id=workspace.triggers.issue(ISLA), view=FORM)
    await client.views_push(trigger_id=workspace.triggers.issue(ISLA), view=FORM)
    fourth = client.views_push(trigger_id=workspace.triggers.issue(ISLA), view=FORM)
    assert await refusal(fourth) == "push_limit_reached"
    bottom, middle, top = workspace.dialogs.stack(ISLA)
    assert [v.root for v in (bottom, middle, top)] == [bottom.id] * 3
    assert (middle.previous, top.previous) == (bottom.id, middle.id)


async def test_an_update_keeps_what_was_typed_where_the_ids_stay(client: AsyncWebClient, workspace: Workspace) -> None:
    """Input stays, whatever its new first value; an option that is no longer offered is dropped."""
    how = asked("How", "how", "radio_buttons", options=[option("Phone"), option("Letter")])
    await client.views_open(trigger_id=workspace.triggers.issue(ISLA), view=modal(how, *FORM["blocks"]))
    view = workspace.dialogs.top(ISLA)
    assert view is not None
    workspace.dialogs.typed(view, "note", "note.answer", {"type": "plain_text_input", "value": "typed"})
    letter = {"type": "radio_buttons", "selected_option": option("Letter")}
    workspace.dialogs.typed(view, "how", "how.answer", letter)
    again = asked("How", "how", "radio_buttons", options=[option("Phone")])
    note = asked("What happened", "note", "plain_text_input", initial_value="something else")
    new = asked("And then", "then", "plain_text_input", initial_value="fresh")
    await client.views_update(view_id=view.id, view=modal(again, note, new))
    assert view.state == {
        "how": {"how.answer": {"type": "radio_buttons", "selected_option": None}},
        "note": {"note.answer": {"type": "plain_text_input", "value": "typed"}},
        "then": {"then.answer": {"type": "plain_text_input", "value": "fresh"}},
    }


async def test_an_update_with_an_old_hash_is_refused(client: AsyncWebClient, workspace: Workspace) -> None:
    """The hash says which version was meant; a dialog that is closed is not found."""
    opened = await client.views_open(trigger_id=workspace.triggers.issue(ISLA), view=FORM)
    view_id, first = opened["view"]["id"], opened["view"]["hash"]
    second = (await client.views_update(view_id=view_id, view=FORM, hash=first))["view"]["hash"]
    assert await refusal(client.views_update(view_id=view_id, view=FORM, hash=first)) == "hash_conflict"
    assert (await client.views_update(view_id=view_id, view=FORM, hash=second))["ok"] is True
    workspace.dialogs.close_all(ISLA)
    assert await refusal(client.views_update(view_id=view_id, view=FORM)) == "not_found"


async def test_an_external_id_is_used_once(client: AsyncWebClient, workspace: Workspace) -> None:
    """Two open views cannot share it; by it a view is found."""
    named = {**FORM, "external_id": "one"}
    await client.views_open(trigger_id=workspace.triggers.issue(ISLA), view=named)
    twice = client.views_push(trigger_id=workspace.triggers.issue(ISLA), view=named)
    assert await refusal(twice) == "duplicate_external_id"
    assert (await client.views_update(external_id="one", view=named))["ok"] is True


async def test_a_home_is_published(client: AsyncWebClient) -> None:
    """It belongs to one person, keeps its id, and its hash is checked."""
    page = home(section("Waiting for you"), actions(button("Open", "open")))
    first = (await client.views_publish(user_id=ISLA, view=page))["view"]
    second = (await client.views_publish(user_id=ISLA, view=page, hash=first["hash"]))["view"]
    assert first["id"] == second["id"]
    assert await refusal(client.views_publish(user_id=ISLA, view=page, hash=first["hash"])) == "hash_conflict"
    assert await refusal(client.views_publish(user_id="U0NOBODY", view=page)) == "user_not_found"
    assert await refusal(client.views_publish(user_id=ISLA, view=FORM)) == "invalid_arguments"
