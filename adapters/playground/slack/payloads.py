"""Payloads of Slack for each act of a person (Slack's reference, "Interaction payloads", "Events API")."""

from __future__ import annotations

import html

from adapters.playground.slack.message_methods import payload as message_payload
from adapters.playground.slack.surfaces import Message, View
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import GENERAL, Workspace
from adapters.playground.stand_in.refusals import Json


def command(workspace: Workspace, user: User, name: str, text: str, channel: str) -> Json:
    """The form of a slash command. Slack escapes `& < >` in its text, as in every message."""
    path = workspace.response_urls.issue(user.id, channel)
    return {
        "token": "unused",
        "team_id": workspace.app.team_id,
        "team_domain": workspace.app.team_domain,
        "channel_id": channel,
        "channel_name": "general" if channel == GENERAL else "directmessage",
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": html.escape(text, quote=False),
        "api_app_id": workspace.app.app_id,
        "is_enterprise_install": "false",
        "response_url": workspace.root_url + path,
        "trigger_id": workspace.triggers.issue(user.id),
    }


def message_action(workspace: Workspace, user: User, message: Message, action: Json) -> Json:
    """block_actions from a message. `message` may be an older copy: then the click is a stale one."""
    ephemeral = message.only_for is not None
    path = workspace.response_urls.issue(user.id, message.channel, message.ts)
    body = _interaction(workspace, user, "block_actions")
    body |= {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": ephemeral,
        },
        "channel": {"id": message.channel, "name": "directmessage"},
        "state": {"values": {}},
        "response_url": workspace.root_url + path,
        "trigger_id": workspace.triggers.issue(user.id),
        "actions": [{**action, "action_ts": workspace.next_ts()}],
    }
    if not ephemeral:
        body["message"] = message_payload(workspace, message)
    return body


def view_action(workspace: Workspace, user: User, view: View, action: Json) -> Json:
    """block_actions from a dialog or a home tab."""
    from_dialog = view.body["type"] == "modal"
    return _interaction(workspace, user, "block_actions") | {
        "container": {"type": "view", "view_id": view.id},
        "view": workspace.dialogs.payload(view, with_state=True),
        "trigger_id": workspace.triggers.issue(user.id, view.id if from_dialog else None),
        "actions": [{**action, "action_ts": workspace.next_ts()}],
    }


def view_submission(workspace: Workspace, user: User, view: View) -> Json:
    """view_submission: the dialog with all its values."""
    return _interaction(workspace, user, "view_submission") | {
        "view": workspace.dialogs.payload(view, with_state=True),
        "response_urls": [],
        "trigger_id": workspace.triggers.issue(user.id, view.id),
    }


def view_closed(workspace: Workspace, user: User, view: View, *, cleared: bool) -> Json:
    """view_closed: the dialog was closed without being sent."""
    return _interaction(workspace, user, "view_closed") | {
        "view": workspace.dialogs.payload(view, with_state=True),
        "is_cleared": cleared,
    }


def home_opened(workspace: Workspace, user: User, tab: str) -> Json:
    """app_home_opened: the person looks at the app's "home" or "messages" tab."""
    event: Json = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": workspace.chat_with(user.id),
        "tab": tab,
        "event_ts": workspace.next_ts(),
    }
    home = workspace.dialogs.home(user.id)
    if home is not None and tab == "home":
        event["view"] = workspace.dialogs.payload(home, with_state=True)
    return event_callback(workspace, event)


def direct_message(workspace: Workspace, user: User, message: Message, file: str = "") -> Json:
    """message.im: the person wrote to the app, perhaps with a file of this name."""
    shared: Json = {"subtype": "file_share", "files": [{"id": workspace.next_id("F"), "name": file}]} if file else {}
    return event_callback(
        workspace,
        {
            **shared,
            "type": "message",
            "channel_type": "im",
            "channel": message.channel,
            "user": user.id,
            "text": message.text,
            "ts": message.ts,
            "event_ts": message.ts,
            "team": workspace.app.team_id,
        },
    )


def event_callback(workspace: Workspace, event: Json) -> Json:
    """The envelope of an event."""
    app = workspace.app
    return {
        "token": "unused",
        "team_id": app.team_id,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.next_id("Ev"),
        "event_time": int(workspace.clock.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": app.team_id,
                "user_id": app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _interaction(workspace: Workspace, user: User, kind: str) -> Json:
    app = workspace.app
    team = {"id": app.team_id, "domain": app.team_domain}
    return {
        "type": kind,
        "team": team,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id or app.team_id},
        "api_app_id": app.app_id,
        "token": "unused",
        "enterprise": None,
        "is_enterprise_install": False,
    }
