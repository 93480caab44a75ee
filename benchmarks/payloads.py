"""Requests from Slack, signed, in bytes."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from benchmarks.slack import TEAM

Json = dict[str, Any]

SECRET = "a secret of the benchmark"  # noqa: S105 - no secret
NOTE = (
    "She shouted at me about the repair to the boiler, called me useless and swore at me. "
    "I said twice that I would end the call, and then I did."
)

#: Placeholders in a body for values that differ from one request to the next.
_USER, _NUMBER = "UWHOEVERITIS", "NUMBEROFTHISACT"


class SlackAct:
    """An act that people repeat in Slack: its body, signed anew each time."""

    def __init__(self, payload: Json, *, is_command: bool = False, receipt: bytes = b"") -> None:
        self._receipt = receipt
        fields: Mapping[str, str] = payload if is_command else {"payload": json.dumps(payload)}
        self._body = urlencode(fields).encode()
        self._mac = hmac.new(SECRET.encode(), digestmod=hashlib.sha256)

    def request(self, user: str, number: int) -> bytes:
        """The whole HTTP request."""
        body = self._body.replace(_USER.encode(), user.encode()).replace(_NUMBER.encode(), b"%015d" % number)
        stamp = b"%d" % time.time()
        mac = self._mac.copy()
        mac.update(b"v0:" + stamp + b":" + body)
        return (
            b"POST /slack/events HTTP/1.1\r\nHost: harbour\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            b"X-Slack-Request-Timestamp: %b\r\nX-Slack-Signature: v0=%b\r\nContent-Length: %d\r\n\r\n%b"
            % (stamp, mac.hexdigest().encode(), len(body), body)
        )

    def is_answer(self, body: bytes) -> bool:
        """True if Harbour answers like this: with the receipt, or with nothing."""
        return self._receipt in body if self._receipt else not body


def command() -> SlackAct:
    """`/ended-contact` with a sentence."""
    return SlackAct(
        {
            "token": "unused",
            "team_id": TEAM,
            "team_domain": "homes",
            "channel_id": "C0GENERAL",
            "channel_name": "general",
            "user_id": _USER,
            "user_name": "somebody",
            "command": "/ended-contact",
            "text": NOTE,
            "api_app_id": "A0HARBOUR",
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.com/commands/T0HOME/1/x",
            "trigger_id": _NUMBER,
        },
        is_command=True,
    )


def channel_chosen(view: Json) -> SlackAct:
    """The first answer in the report, which redraws it."""
    action = {"type": "radio_buttons", "action_id": "channel", "block_id": "channel", "action_ts": _NUMBER}
    return SlackAct(_interaction("block_actions") | {"view": _shown(view, _REPORT), "actions": [action]})


def report(view: Json) -> SlackAct:
    """The report sent, with six taps and a sentence."""
    sent = _interaction("view_submission") | {"view": _shown(view, _REPORT), "response_urls": []}
    return SlackAct(sent, receipt=b'"title": {"type": "plain_text", "text": "Sent"')


#: Answers given so far, by field.
_REPORT: Mapping[str, str | tuple[str, ...]] = {
    "channel": "phone",
    "reasons": ("distressing", "abusive"),
    "warned": "warned",
    "note_kind": "written",
    "note": NOTE,
}


def _interaction(kind: str) -> Json:
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": "homes"},
        "user": {"id": _USER, "username": "somebody", "name": "somebody", "team_id": TEAM},
        "api_app_id": "A0HARBOUR",
        "token": "unused",
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": _NUMBER,
    }


def _shown(view: Json, answers: Mapping[str, str | tuple[str, ...]]) -> Json:
    """The view as Slack returns it: all its blocks, and the value of each input."""
    values = {
        block["block_id"]: {block["block_id"]: _entered(block["element"], answers.get(block["block_id"]))}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    return view | {
        "id": f"V{_NUMBER}",
        "team_id": TEAM,
        "state": {"values": values},
        "hash": "1700000000.abcdef",
        "previous_view_id": None,
        "root_view_id": f"V{_NUMBER}",
        "app_id": "A0HARBOUR",
        "external_id": "",
        "app_installed_team_id": TEAM,
        "bot_id": "BBOT",
    }


_KEYS = {
    "plain_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "radio_buttons": "selected_option",
    "static_select": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
}


def _entered(element: Json, answer: str | tuple[str, ...] | None) -> Json:
    kind = element["type"]
    if "options" in element:
        chosen = [option for option in element["options"] if option["value"] in _several(answer)]
        many = _KEYS[kind] == "selected_options"
        return {"type": kind, _KEYS[kind]: chosen if many else next(iter(chosen), None)}
    if answer is None and kind == "multi_users_select":
        answer = ()
    return {"type": kind, _KEYS[kind]: answer}


def _several(answer: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (answer,) if isinstance(answer, str) else answer or ()
