"""Errors of Slack's Web API: the subject of each, and the remedy if somebody has to act.

From the reference of chat.postMessage, chat.update, chat.delete, conversations.open, users.info, users.lookupByEmail
and auth.test. An error in no row, such as "internal_error", passes by itself.
"""

from __future__ import annotations

from collections.abc import Mapping

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import About, DeliveryError

#: Slack did not answer, or not in time.
UNREACHED = (aiohttp.ClientError, TimeoutError, OSError)

_INSTALL = "Install the app to the workspace again, set its bot token as SLACK_BOT_TOKEN, and start Harbour again."
_SCOPES = "Upload the manifest (harbour manifest slack), and install the app again."
_LET_IN = "Let the app in again in the administration of Slack."
_NOTHING = "Slack moves the workspace: there is nothing to do but to wait."
_TAB = "Switch on the messages tab of the app's home: upload the manifest (harbour manifest slack)."

#: Not a token at all; the service does not start with it.
NO_TOKEN = frozenset({"not_authed", "invalid_auth", "not_allowed_token_type"})
#: The token is not accepted. "account_inactive" is said of the token too: its own user or workspace is gone.
WRONG_TOKEN = NO_TOKEN | {"account_inactive", "token_revoked", "token_expired"}
#: About the app or the workspace, with the remedy of each.
_APP: Mapping[str, str] = {
    **dict.fromkeys(WRONG_TOKEN, _INSTALL),
    **dict.fromkeys(("missing_scope", "no_permission"), _SCOPES),
    **dict.fromkeys(("access_denied", "accesslimited", "ekm_access_denied", "enterprise_is_restricted"), _LET_IN),
    **dict.fromkeys(("team_access_not_granted", "two_factor_setup_required"), _LET_IN),
    **dict.fromkeys(("org_login_required", "team_added_to_org"), _NOTHING),
    **dict.fromkeys(("deprecated_endpoint", "method_deprecated", "unknown_method"), "Install a newer Harbour."),
    "messages_tab_disabled": _TAB,
}
#: About one person. An address that is not found has no account.
_PERSON = frozenset({"cannot_dm_bot", "user_disabled", "users_not_found"})
#: About an account or a chat that is not found, or not open to the app: that may be everybody's, such as after a
#: move to another workspace.
OF_ACCOUNT = frozenset({"invalid_user_combination", "user_not_found", "user_not_visible"})
_CHAT = OF_ACCOUNT | frozenset(
    {
        "channel_not_found",
        "is_archived",
        "is_inactive",
        "method_not_supported_for_channel_type",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "team_not_found",
    }
)
#: About one message.
_MESSAGE = frozenset(
    {
        "block_mismatch",
        "cant_delete_message",
        "cant_update_message",
        "compliance_exports_prevent_deletion",
        "edit_window_closed",
        "message_not_found",
    }
)


def about(name: str) -> About:
    """Classify a Slack error code by what it concerns: the app, the person, the chat, the message or the moment."""
    rows = ((_APP, About.APP), (_PERSON, About.PERSON), (_CHAT, About.CHAT), (_MESSAGE, About.MESSAGE))
    return next((kind for row, kind in rows if name in row), About.MOMENT)


def code(error: SlackApiError) -> str:
    """Slack's own error code, such as "channel_not_found"."""
    response = error.response
    if isinstance(response, AsyncSlackResponse) and isinstance(response.data, Mapping):
        return str(response.data.get("error", ""))[:80]
    return ""


def retry_after(error: SlackApiError) -> float | None:
    """The seconds that Slack asked us to wait, if it did; bounded to between one second and an hour."""
    response = error.response
    if not isinstance(response, AsyncSlackResponse) or not (
        response.status_code == 429 or code(error) == "ratelimited"
    ):
        return None
    asked = next((v for k, v in response.headers.items() if k.lower() == "retry-after"), "")
    return min(max(float(asked), 1.0), 3600.0) if str(asked).isdigit() else 30.0


def delivery_error(error: Exception) -> DeliveryError:
    """Convert a failed call into the courier's error.

    After a timeout nobody knows whether the message was posted: it is tried again (at least once).
    """
    if not isinstance(error, SlackApiError):
        return DeliveryError("Slack: not reached")
    name = code(error)
    return DeliveryError(
        f"Slack: {name or 'no answer'}",
        about=about(name),
        retry_after=retry_after(error),
        mend=_APP.get(name, ""),
    )
