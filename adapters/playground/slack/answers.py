"""Effects of the app's answer to an act, as Slack shows them to the person."""

from __future__ import annotations

from adapters.playground.people.answer import Answer
from adapters.playground.slack.checks import checked_view
from adapters.playground.slack.message_methods import respond
from adapters.playground.slack.refusals import ApiError
from adapters.playground.slack.surfaces import View
from adapters.playground.slack.tickets import ResponseUrl
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.refusals import AppFailed, Json
from adapters.playground.stand_in.sent import Channel


def succeeded(answer: Answer) -> None:
    """The app must answer 200. Raises AppFailed."""
    if answer.status != 200:
        raise AppFailed(
            f"We had some trouble connecting. Try again? (The app answered {answer.status}.)", answer.status
        )


def after_command(workspace: Workspace, form: Json, answer: Answer) -> None:
    """Show the app's answer to a command: nothing, a line of text, or a message as JSON."""
    if answer.status != 200:
        raise AppFailed(f'{form["command"]} failed with the error "dispatch_failed".', answer.status)
    if not answer.body.strip():
        return
    reply = answer.json() if answer.body.lstrip().startswith(b"{") else {"text": answer.body.decode()}
    if not reply:
        return
    public = reply.get("response_type") == "in_channel"
    workspace.sent.note("command", Channel.MESSAGE if public else Channel.EPHEMERAL, reply)
    where = ResponseUrl(user=form["user_id"], channel=form["channel_id"], ts=None, since=0.0)
    try:
        respond(workspace, where, reply)
    except ApiError as refusal:
        raise AppFailed(f"Slack cannot show the answer: {_reasons(refusal)}", answer.status) from None


def after_submission(workspace: Workspace, view: View, answer: Answer) -> None:
    """Close the dialog, or follow `response_action`. On AppFailed it stays open as it was."""
    succeeded(answer)
    reply = answer.json()
    if reply:
        workspace.sent.note("view_submission", Channel.VIEW, reply)
    try:
        _carry_out(workspace, view, reply)
    except ApiError as refusal:
        raise AppFailed(f"Slack cannot show the answer: {_reasons(refusal)}", answer.status) from None


def _carry_out(workspace: Workspace, view: View, reply: Json) -> None:
    dialogs = workspace.dialogs
    match reply.get("response_action"):
        case None if not reply:
            dialogs.close(view)
        case "clear":
            dialogs.close_all(view.user)
        case "errors":
            dialogs.object(view, _errors(view, reply.get("errors")))
        case "update":
            dialogs.update(dialogs.find(view.id), checked_view(reply.get("view"), "modal"))
        case "push":
            dialogs.push(view.user, checked_view(reply.get("view"), "modal"))
        case _:
            raise ApiError("invalid_response_action")


def _errors(view: View, errors: object) -> dict[str, str]:
    """A sentence for each input block; Slack shows none of them if one names another block."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise ApiError("invalid_errors", ["there are no errors in it"])
    if not all(isinstance(sentence, str) and sentence for sentence in errors.values()):
        raise ApiError("invalid_errors", ["an error is not a sentence"])
    strangers = sorted(set(errors) - inputs)
    if strangers:
        raise ApiError("invalid_errors", [f"no input block is called {', '.join(strangers)}"])
    return dict(errors)


def _reasons(refusal: ApiError) -> str:
    return "; ".join((refusal.code, *refusal.messages))
