"""Operations of the Bot Connector (platform page: teams)."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.checks import checked_message
from adapters.playground.teams.members import Member
from adapters.playground.teams.refusals import Refused
from adapters.playground.teams.surfaces import BOT, ChatMessage
from adapters.playground.teams.tenant import GENERAL, Tenant

#: What stands in the address, and in the query: "conversation", "activity", "member", "pageSize", …
Asked = Mapping[str, str]
Answered = tuple[int, Json | None]

_PAGE = 200


def create(tenant: Tenant, _asked: Asked, body: Json) -> Answered:
    """POST /v3/conversations: the chat with one person, the same one each time."""
    _same_tenant(tenant, body)
    bot = body.get("bot") or {}
    if bot and (not isinstance(bot, dict) or bot.get("id") not in (tenant.app.account, tenant.app.app_id)):
        raise Refused(400, "BadSyntax")
    wanted = body.get("members")
    if body.get("isGroup") or not isinstance(wanted, list) or len(wanted) != 1 or not isinstance(wanted[0], dict):
        raise Refused(400, "BadSyntax")
    member = tenant.known(str(wanted[0].get("id")))
    if member is None:
        raise Refused(400, "BadArgument", "Failed to decrypt pairwise id.")
    if member.guest or member.deleted or not member.installed or member.foreign_tenant:
        raise Refused(403, "BotNotInConversationRoster")
    return 201, {"id": tenant.chat_with(member.aad)}


def send(tenant: Tenant, asked: Asked, body: Json) -> Answered:
    """POST …/activities: a message into a conversation."""
    conversation = _writable(tenant, asked)
    said = checked_message(body)
    message = tenant.post(conversation, BOT, said.text, card=said.card, summary=said.summary, reply_to=said.reply_to)
    return 201, {"id": message.id}


def reply(tenant: Tenant, asked: Asked, body: Json) -> Answered:
    """POST …/activities/{id}: a message that answers an activity."""
    return send(tenant, asked, body | {"replyToId": asked["activity"]})


def update(tenant: Tenant, asked: Asked, body: Json) -> Answered:
    """PUT …/activities/{id}: one of the app's own messages is written again, as a whole."""
    message = _own(tenant, asked)
    said = checked_message(body)
    tenant.rewrite(message, said.text, card=said.card, summary=said.summary)
    return 200, {"id": message.id}


def delete(tenant: Tenant, asked: Asked, _body: Json) -> Answered:
    """DELETE …/activities/{id}: one of the app's own messages is taken away."""
    tenant.delete(_own(tenant, asked))
    return 200, None


def member(tenant: Tenant, asked: Asked, _body: Json) -> Answered:
    """GET …/members/{id}: a member of the conversation, by account or Entra object id."""
    found = tenant.known(asked["member"])
    if found is None or found not in _present(tenant, asked):
        raise Refused(404, "MemberNotFoundInConversation")
    return 200, found.payload(tenant.app.tenant_id)


def members(tenant: Tenant, asked: Asked, _body: Json) -> tuple[int, list[Json]]:
    """GET …/members: all of them, the app aside."""
    return 200, [found.payload(tenant.app.tenant_id) for found in _present(tenant, asked)]


def paged_members(tenant: Tenant, asked: Asked, _body: Json) -> Answered:
    """GET …/pagedmembers: the same in pages of `pageSize`, from `continuationToken` on."""
    found = _present(tenant, asked)
    try:
        size, start = int(asked.get("pageSize") or _PAGE), int(asked.get("continuationToken") or 0)
    except ValueError:
        raise Refused(400, "BadArgument") from None
    if size < 1 or start < 0:
        raise Refused(400, "BadArgument")
    page: Json = {"members": [each.payload(tenant.app.tenant_id) for each in found[start : start + size]]}
    return 200, page | ({"continuationToken": str(start + size)} if start + size < len(found) else {})


def _same_tenant(tenant: Tenant, body: Json) -> None:
    channel_data = body.get("channelData")
    within = channel_data.get("tenant") if isinstance(channel_data, dict) else None
    named = {body.get("tenantId"), within.get("id") if isinstance(within, dict) else None} - {None}
    if not named:
        raise Refused(400, "BadSyntax")
    if named != {tenant.app.tenant_id}:
        raise Refused(403, "BotNotInConversationRoster", "The bot is not registered in this tenant.")


def _present(tenant: Tenant, asked: Asked) -> list[Member]:
    """The members of the conversation, in which the app must be itself."""
    conversation = _conversation(asked)
    if conversation == GENERAL:
        return [each for each in tenant.members.values() if not each.deleted]
    found = tenant.members.get(tenant.member_of(conversation) or "")
    if found is None or found.deleted:
        raise Refused(404, "ConversationNotFound")
    if not found.installed:
        raise Refused(403, "BotNotInConversationRoster")
    return [found]


def _writable(tenant: Tenant, asked: Asked) -> str:
    """The id of the conversation, into which the app may write."""
    conversation = _conversation(asked)
    for each in _present(tenant, asked) if conversation != GENERAL else ():
        if code := each.closed or ("ConversationBlockedByUser" if each.blocked else ""):
            raise Refused(403, code)
    return conversation


def _conversation(asked: Asked) -> str:
    """Id of the conversation from the address, without the thread that a channel may name behind a semicolon."""
    return asked["conversation"].partition(";")[0]


def _own(tenant: Tenant, asked: Asked) -> ChatMessage:
    message = tenant.message(_writable(tenant, asked), asked["activity"])
    if message is None:
        raise Refused(404, "ActivityNotFoundInConversation")
    if message.by != BOT:
        raise Refused(403, "MessageWritesBlocked", "The message is not the bot's own.")
    return message
