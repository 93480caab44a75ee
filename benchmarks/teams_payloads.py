"""Requests from the Bot Connector, in bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from adapters.playground.teams import inputs
from adapters.teams import data
from benchmarks.payloads import NOTE
from benchmarks.teams import APP, TENANT, chat_of

Json = dict[str, Any]

#: Placeholders in a body for values that differ from one request to the next.
_USER, _NUMBER = "WHOEVER-IT-IS", "000000NUMBER000"
#: Answers given so far, by field.
_REPORT: Mapping[str, str] = {
    "channel": "phone",
    "reasons": "distressing,abusive",
    "warned": "warned",
    "note_kind": "written",
    "note": NOTE,
}
_OPENS = {data.OURS: {data.DO: data.Do.ACT.value, data.NAME: "form:ended_contact.report"}, data.TEAMS: data.FETCH}


class TeamsAct:
    """An act that people repeat in Teams, with the current token."""

    def __init__(self, activity: Json, bearer: str, receipt: bytes = b"") -> None:
        self._body = json.dumps(activity, ensure_ascii=False).encode()
        self._head = (
            "POST /api/messages HTTP/1.1\r\nHost: harbour\r\nContent-Type: application/json; charset=utf-8\r\n"
            f"Authorization: Bearer {bearer}\r\n"
        ).encode()
        self._receipt = receipt

    def request(self, user: str, number: int) -> bytes:
        """The whole HTTP request."""
        body = self._body.replace(_USER.encode(), user.encode()).replace(_NUMBER.encode(), b"%015d" % number)
        return b"%bContent-Length: %d\r\n\r\n%b" % (self._head, len(body), body)

    def is_answer(self, body: bytes) -> bool:
        """True if Harbour answers like this: with the receipt, or with nothing."""
        return self._receipt in body if self._receipt else not body


class Teams:
    """Acts of people who reach their app by this Bot Connector."""

    def __init__(self, service_url: str, bearer: str) -> None:
        self._service_url = service_url
        self._bearer = bearer

    def message(self) -> TeamsAct:
        """Type words, which are answered with a button that opens their form."""
        html = {"contentType": "text/html", "content": f"<p>ended contact {NOTE}</p>"}
        said = {"text": f"ended contact {NOTE}", "textFormat": "plain", "attachments": [html]}
        return TeamsAct(self._activity("message", **said), self._bearer)

    def fetch(self) -> TeamsAct:
        """Press the button that opens the form."""
        return self._invoke("task/fetch", _OPENS, b'"continue"', replyToId="1700000000000")

    def submit(self, dialog: Json, receipt: bytes = b'"title":"Sent"') -> TeamsAct:
        """Send the form of this dialog, filled in; the answer contains `receipt`."""
        card = dialog["card"]["content"]
        button = inputs.submitting(card)
        assert button is not None
        sent = inputs.data_of(button, card, {**inputs.first_state(card), **_REPORT})
        pointer, _, _ = sent[data.OURS][data.TO].rpartition("|")
        sent[data.OURS][data.TO] = f"{pointer}|{_NUMBER}"
        return self._invoke("task/submit", sent, receipt)

    def _invoke(self, name: str, carried: Json, receipt: bytes, **more: object) -> TeamsAct:
        value = {"data": carried, "context": {"theme": "default"}}
        return TeamsAct(self._activity("invoke", name=name, value=value, **more), self._bearer, receipt)

    def _activity(self, kind: str, **more: object) -> Json:
        client = {"type": "clientInfo", "locale": "en-GB", "country": "GB", "platform": "Web"}
        return {
            "type": kind,
            "id": f"f:{_NUMBER}",
            "timestamp": "2026-11-24T10:00:00.000Z",
            "localTimestamp": "2026-11-24T10:00:00.000+00:00",
            "localTimezone": "Europe/London",
            "locale": "en-GB",
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": {"id": f"29:1{_USER}", "name": "Somebody", "aadObjectId": _USER},
            "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": chat_of(_USER)},
            "recipient": {"id": f"28:{APP}", "name": "Harbour"},
            "entities": [client | {"timezone": "Europe/London"}],
            "channelData": {"tenant": {"id": TENANT}, "source": {"name": "message"}},
            **more,
        }
