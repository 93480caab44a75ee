"""The Web API's methods about dialogs and home tabs."""

from __future__ import annotations

from adapters.playground.slack.checks import checked_view, required
from adapters.playground.slack.refusals import ApiError
from adapters.playground.slack.surfaces import View
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.refusals import Json


def open_view(workspace: Workspace, args: Json) -> Json:
    """views.open: a dialog for the person who has just acted.

    From within a dialog that is still open, the new one is laid on top, as `views.push` does.
    """
    body = checked_view(args.get("view"), "modal")
    trigger = workspace.triggers.exchange(required(args, "trigger_id"))
    dialogs = workspace.dialogs
    from_dialog = trigger.view in {view.id for view in dialogs.stack(trigger.user)}
    opened = dialogs.push(trigger.user, body) if from_dialog else dialogs.open(trigger.user, body)
    return _answer(workspace, opened)


def push_view(workspace: Workspace, args: Json) -> Json:
    """views.push: a dialog on top of the one in which the person has just acted."""
    body = checked_view(args.get("view"), "modal")
    trigger = workspace.triggers.exchange(required(args, "trigger_id"))
    return _answer(workspace, workspace.dialogs.push(trigger.user, body))


def update_view(workspace: Workspace, args: Json) -> Json:
    """views.update: let an open dialog become another."""
    if not args.get("view_id") and not args.get("external_id"):
        raise ApiError("invalid_arguments", ["[ERROR] missing required field: view_id"])
    body = checked_view(args.get("view"), "modal")
    view = workspace.dialogs.find(args.get("view_id"), args.get("external_id"))
    return _answer(workspace, workspace.dialogs.update(view, body, args.get("hash")))


def publish_view(workspace: Workspace, args: Json) -> Json:
    """views.publish: a person's home tab."""
    user = workspace.user(required(args, "user_id"))
    body = checked_view(args.get("view"), "home")
    return _answer(workspace, workspace.dialogs.publish(user.id, body, args.get("hash")))


def _answer(workspace: Workspace, view: View) -> Json:
    return {"view": workspace.dialogs.payload(view, with_state=False)}
