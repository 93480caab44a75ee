"""The Web API's methods about the app itself and about people."""

from __future__ import annotations

from adapters.playground.slack.checks import required
from adapters.playground.slack.refusals import ApiError
from adapters.playground.slack.users import User
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.refusals import Json

_PAGE = 200


def auth_test(workspace: Workspace, _args: Json) -> Json:
    """auth.test: who the app is."""
    app = workspace.app
    return {
        "url": f"https://{app.team_domain}.slack.com/",
        "team": app.team_name,
        "user": workspace.users[app.bot_user].name,
        "team_id": app.team_id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def users_info(workspace: Workspace, args: Json) -> Json:
    """users.info: one user."""
    return {"user": _payload(workspace, workspace.user(required(args, "user")))}


def users_lookup_by_email(workspace: Workspace, args: Json) -> Json:
    """users.lookupByEmail: the active member with this address. Refused with users_not_found."""
    wanted = required(args, "email").casefold()
    for user in workspace.users.values():
        if user.email.casefold() == wanted and not user.deleted and not user.is_stranger:
            return {"user": _payload(workspace, user)}
    raise ApiError("users_not_found")


def users_list(workspace: Workspace, args: Json) -> Json:
    """users.list: everybody of the team, deactivated ones too, in pages of `limit`."""
    users = [user for user in workspace.users.values() if not user.is_stranger]
    try:
        limit = int(args.get("limit") or _PAGE)
        start = int(args.get("cursor") or 0)
    except ValueError:
        raise ApiError("invalid_cursor") from None
    if limit < 1 or not 0 <= start <= len(users):
        raise ApiError("invalid_limit" if limit < 1 else "invalid_cursor")
    after = start + limit
    return {
        "members": [_payload(workspace, user) for user in users[start:after]],
        "cache_ts": int(workspace.clock.now().timestamp()),
        "response_metadata": {"next_cursor": str(after) if after < len(users) else ""},
    }


def users_profile_get(workspace: Workspace, args: Json) -> Json:
    """users.profile.get: the profile of one user, with the fields that the team has made for itself."""
    user = workspace.user(required(args, "user"))
    fields = {name: {"value": value, "alt": ""} for name, value in user.fields.items()}
    return {"profile": _payload(workspace, user)["profile"] | {"fields": fields}}


def conversations_open(workspace: Workspace, args: Json) -> Json:
    """conversations.open: the chat with one person."""
    if args.get("channel"):
        channel = required(args, "channel")
        if workspace.member_of(channel) is None:
            raise ApiError("channel_not_found")
        return {"no_op": True, "already_open": True, "channel": {"id": channel}}
    names = [name for name in required(args, "users").split(",") if name]
    if len(names) != 1:
        raise ApiError("missing_scope", extra={"needed": "mpim:write", "provided": scopes(workspace)})
    return _opened(workspace, workspace.user(names[0]), in_full=args.get("return_im") in (True, "1", "true"))


def scopes(workspace: Workspace) -> str:
    """The scopes of the app's token, as Slack lists them."""
    return ",".join(sorted(workspace.app.scopes))


def _opened(workspace: Workspace, user: User, *, in_full: bool) -> Json:
    if user.is_bot:
        raise ApiError("cannot_dm_bot")
    if user.deleted:
        raise ApiError("user_disabled")
    if user.is_stranger:
        raise ApiError("user_not_visible")
    known = user.id in workspace.chats
    channel: Json = {"id": workspace.chat_with(user.id)}
    if in_full:
        channel |= {"is_im": True, "user": user.id, "is_org_shared": False, "is_open": True}
    return {"no_op": True, "already_open": True, "channel": channel} if known else {"channel": channel}


def _payload(workspace: Workspace, user: User) -> Json:
    return user.payload(workspace.app.team_id, with_email="users:read.email" in workspace.app.scopes)
