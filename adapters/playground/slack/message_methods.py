"""The Web API's methods about messages, and the answer through a response URL."""

from __future__ import annotations

from adapters.playground.slack.checks import checked_message, required
from adapters.playground.slack.refusals import ApiError
from adapters.playground.slack.surfaces import Message
from adapters.playground.slack.tickets import ResponseUrl
from adapters.playground.slack.workspace import GENERAL, Workspace
from adapters.playground.stand_in.refusals import Json


def post_message(workspace: Workspace, args: Json) -> Json:
    """chat.postMessage: into a chat, given by its own id or by the person's.

    A message to a closed account is silently accepted, as by Slack (python-slack-sdk issue 1156); only
    `conversations.open` and `users.info` report the account.
    """
    channel = _channel(workspace, required(args, "channel"))
    text, blocks = _content(args)
    message = workspace.post(channel, workspace.app.bot_user, text or "", blocks)
    return {"channel": channel, "ts": message.ts, "message": payload(workspace, message)}


def post_ephemeral(workspace: Workspace, args: Json) -> Json:
    """chat.postEphemeral: shown to one member of the channel, until they reload."""
    channel = _channel(workspace, required(args, "channel"))
    user = workspace.user(required(args, "user"))
    if workspace.member_of(channel) != user.id:
        raise ApiError("user_not_in_channel")
    text, blocks = _content(args)
    message = workspace.post(channel, workspace.app.bot_user, text or "", blocks, only_for=user.id)
    return {"message_ts": message.ts}


def update(workspace: Workspace, args: Json) -> Json:
    """chat.update: write one of the app's own messages again. Blocks that are not given stay."""
    message = _own(workspace, args, "cant_update_message")
    text, blocks = checked_message(args)
    if text is None and blocks is None:
        raise ApiError("no_text")
    workspace.rewrite(message, text, blocks)
    shown = payload(workspace, message)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}


def delete(workspace: Workspace, args: Json) -> Json:
    """chat.delete: take one of the app's own messages away."""
    message = _own(workspace, args, "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def respond(workspace: Workspace, where: ResponseUrl, args: Json) -> None:
    """An answer to a command or a click: by a response URL, or in the answer to the command itself.

    Shown to the person alone unless `response_type` is "in_channel"; may replace or delete the
    message of the click.
    """
    original = _original(workspace, where)
    if args.get("delete_original"):
        if original is None:
            raise ApiError("message_not_found")
        workspace.delete(original)
        return
    text, blocks = _content(args)
    if args.get("replace_original") and original is not None:
        workspace.rewrite(original, text, blocks)
        return
    only_for = None if args.get("response_type") == "in_channel" else where.user
    workspace.post(where.channel, workspace.app.bot_user, text or "", blocks, only_for=only_for)


def payload(workspace: Workspace, message: Message) -> Json:
    """The message in Slack's shape."""
    app = workspace.app
    by_app = {"bot_id": app.bot_id, "app_id": app.app_id} if message.user == app.bot_user else None
    return message.payload(app.team_id, by_app)


def _content(args: Json) -> tuple[str | None, list[Json] | None]:
    text, blocks = checked_message(args)
    if not text and not blocks:
        raise ApiError("no_text")
    return text, blocks


def _channel(workspace: Workspace, channel: str) -> str:
    """The channel's id, into which the app may write."""
    if channel == GENERAL:
        raise ApiError("not_in_channel")
    if workspace.member_of(channel) is not None:
        return channel
    user = workspace.users.get(channel)
    if user is None or user.is_bot or user.is_stranger:
        raise ApiError("channel_not_found")
    return workspace.chat_with(user.id)


def _own(workspace: Workspace, args: Json, otherwise: str) -> Message:
    channel = required(args, "channel")
    if channel not in workspace.messages:
        raise ApiError("channel_not_found")
    message = workspace.message(channel, required(args, "ts"))
    if message.user != workspace.app.bot_user:
        raise ApiError(otherwise)
    return message


def _original(workspace: Workspace, where: ResponseUrl) -> Message | None:
    if where.ts is None:
        return None
    try:
        return workspace.message(where.channel, where.ts, ephemeral=True)
    except ApiError:
        return None
