"""The activities that Teams sends to a bot when a person acts, in Teams' own shape (platform page: teams)."""

from __future__ import annotations

import copy
import html
import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.members import Member
from adapters.playground.teams.surfaces import ChatMessage
from adapters.playground.teams.tenant import GENERAL, Tenant

#: Teams' name in the Bot Framework.
CHANNEL_ID = "msteams"
#: The team that the channel GENERAL is of.
_TEAM = "19:3b0d8e7f6a5c4d2e9f1a7b8c6d5e4f30@thread.tacv2"


def message(tenant: Tenant, member: Member, written: ChatMessage, *, file: str = "") -> Json:
    """Activity for a text that the person wrote to the app, perhaps with a file of this name.

    Teams escapes `& < >` in it, as Slack does.
    """
    attachments: list[Json] = [{"contentType": "text/html", "content": f"<p>{html.escape(written.text)}</p>"}]
    if file:
        attachments.insert(0, _file(file))
    return _activity(tenant, member, "message", written.id) | {
        "text": html.escape(written.text, quote=False),
        "textFormat": "plain",
        "attachments": attachments,
    }


def submitted(tenant: Tenant, member: Member, value: Json, reply_to: str) -> Json:
    """Action.Submit in a message of the chat: no text, the button's data merged with the inputs."""
    activity = _activity(tenant, member, "message", tenant.next_id()) | {
        "value": copy.deepcopy(value),
        "replyToId": reply_to,
    }
    activity["channelData"] |= {"source": {"name": "message"}, "legacy": {"replyToId": f"1:{reply_to}"}}
    return activity


def fetch(tenant: Tenant, member: Member, value: Json, reply_to: str) -> Json:
    """task/fetch: a button of a message that opens a dialog. Holds the id of the message."""
    return _invoke(tenant, member, "task/fetch", value) | {"replyToId": reply_to}


def submit(tenant: Tenant, member: Member, value: Json) -> Json:
    """task/submit: Action.Submit in a dialog. Teams does not say from which message it was opened."""
    return _invoke(tenant, member, "task/submit", value)


def installed(tenant: Tenant, member: Member) -> Json:
    """installationUpdate: the person, or their administrator, has added the app."""
    return _installation(tenant, member, "add")


def removed(tenant: Tenant, member: Member) -> Json:
    """installationUpdate: the app was taken away from the person."""
    return _installation(tenant, member, "remove")


def conversation_begun(tenant: Tenant, member: Member) -> Json:
    """conversationUpdate: the bot has become a member of the chat."""
    return _roster(tenant, member) | {"membersAdded": [{"id": tenant.app.account}]}


def conversation_ended(tenant: Tenant, member: Member) -> Json:
    """conversationUpdate: the bot is no longer a member of the chat."""
    return _roster(tenant, member) | {"membersRemoved": [{"id": tenant.app.account}]}


def in_channel(tenant: Tenant, member: Member, written: ChatMessage) -> Json:
    """Activity for a text in a channel of a team, with the app mentioned in front."""
    activity = _activity(tenant, member, "message", written.id) | {
        "text": f"{_at(tenant)} {written.text}\n",
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": _spoken_to(tenant, written)}],
        "conversation": {
            "isGroup": True,
            "conversationType": "channel",
            "tenantId": tenant.app.tenant_id,
            "id": f"{GENERAL};messageid={written.id}",
        },
    }
    activity["entities"].insert(0, _mention(tenant))
    activity["channelData"] |= {
        "teamsChannelId": GENERAL,
        "teamsTeamId": _TEAM,
        "channel": {"id": GENERAL},
        "team": {"id": _TEAM},
    }
    return activity


def mentioned(tenant: Tenant, member: Member, written: ChatMessage) -> Json:
    """Activity for a text in the person's own chat, with the app mentioned in front."""
    activity = message(tenant, member, written)
    activity["text"] = f"{_at(tenant)} {activity['text']}"
    activity["attachments"][0]["content"] = _spoken_to(tenant, written)
    activity["entities"].insert(0, _mention(tenant))
    return activity


def _at(tenant: Tenant) -> str:
    return f"<at>{tenant.app.name}</at>"


def _mention(tenant: Tenant) -> Json:
    app = tenant.app
    return {"type": "mention", "text": _at(tenant), "mentioned": {"id": app.account, "name": app.name}}


def _spoken_to(tenant: Tenant, written: ChatMessage) -> str:
    """HTML of the text, with the mention as Teams draws it."""
    name = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">' + tenant.app.name + "</span>"
    return f"<div>{name} {html.escape(written.text)}</div>"


def _invoke(tenant: Tenant, member: Member, name: str, value: Json) -> Json:
    activity = _activity(tenant, member, "invoke", f"f:{uuid.uuid4()}") | {
        "name": name,
        "value": {"data": copy.deepcopy(value), "context": {"theme": "default"}},
    }
    activity["channelData"]["source"] = {"name": "message"}
    return activity


def _installation(tenant: Tenant, member: Member, action: str) -> Json:
    activity = _activity(tenant, member, "installationUpdate", f"f:{uuid.uuid4()}") | {"action": action}
    activity["channelData"] |= {
        "settings": {"selectedChannel": {"id": activity["conversation"]["id"]}},
        "source": {"name": "message"},
    }
    return activity


def _roster(tenant: Tenant, member: Member) -> Json:
    return _activity(tenant, member, "conversationUpdate", f"f:{uuid.uuid4()}")


def _activity(tenant: Tenant, member: Member, kind: str, id_: str) -> Json:
    """Common part of all activities of the personal chat."""
    app = tenant.app
    now = tenant.clock.now()
    tenant_id = member.foreign_tenant or app.tenant_id
    return {
        "type": kind,
        "id": id_,
        "timestamp": _stamp(now),
        "localTimestamp": _local(now, member.time_zone),
        "localTimezone": member.time_zone,
        "locale": member.locale,
        "channelId": CHANNEL_ID,
        "serviceUrl": tenant.service_url,
        "from": {"id": member.account, "name": member.real_name, "aadObjectId": member.aad},
        "conversation": {
            "conversationType": "personal",
            "tenantId": tenant_id,
            "id": tenant.chat_with(member.aad),
        },
        "recipient": {"id": app.account, "name": app.name},
        "entities": [
            {
                "type": "clientInfo",
                "locale": member.locale,
                "country": member.locale.rpartition("-")[2],
                "platform": "Web",
                "timezone": member.time_zone,
            }
        ],
        "channelData": {"tenant": {"id": tenant_id}},
    }


def _file(name: str) -> Json:
    """A file as Teams sends it: a link into the person's OneDrive."""
    link = f"https://hfl-my.sharepoint.example/personal/{uuid.uuid4()}"
    return {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": link,
        "name": name,
        "content": {"downloadUrl": link, "uniqueId": str(uuid.uuid4()), "fileType": name.rpartition(".")[2]},
    }


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _local(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).isoformat(timespec="milliseconds")
