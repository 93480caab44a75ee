"""Subscribers to the workspace hear of every change, in order."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.changes import Change, ChangeKind
from tests.adapters.playground.tiny_app import asked, home, modal, section

ISLA = "U0ISLA"
FORM = modal(asked("What happened", "note", "plain_text_input"))


async def test_every_change_is_told(client: AsyncWebClient, workspace: Workspace) -> None:
    """Messages, dialogs, typing, home tabs and people, each for the one who sees it."""
    heard: list[Change] = []
    unsubscribe = workspace.feed.subscribe(heard.append)
    posted = await client.chat_postMessage(channel=ISLA, text="hello")
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    await client.chat_update(**where, text="settled")
    await client.chat_postEphemeral(channel=posted["channel"], user=ISLA, text="only you")
    await client.chat_delete(**where)
    opened = await client.views_open(trigger_id=workspace.triggers.issue(ISLA), view=FORM)
    view = workspace.dialogs.find(opened["view"]["id"])
    workspace.dialogs.typed(view, "note", "note.answer", {"type": "plain_text_input", "value": "x"})
    await client.views_update(view_id=view.id, view=FORM)
    workspace.dialogs.close(view)
    await client.views_publish(user_id=ISLA, view=home(section("hello")))
    workspace.deactivate(ISLA)
    assert [change.kind for change in heard] == [
        ChangeKind.MESSAGE,
        ChangeKind.REWRITTEN,
        ChangeKind.EPHEMERAL,
        ChangeKind.DELETED,
        ChangeKind.MODAL_OPENED,
        ChangeKind.TYPED,
        ChangeKind.MODAL_UPDATED,
        ChangeKind.MODAL_CLOSED,
        ChangeKind.HOME,
        ChangeKind.USER,
    ]
    assert {change.user for change in heard} == {ISLA}
    unsubscribe()
    await client.chat_postMessage(channel=ISLA, text="unheard")
    assert len(heard) == 10
