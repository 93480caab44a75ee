"""Error responses of Slack's Web API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from adapters.playground.stand_in.refusals import Json


class ApiError(Exception):
    """Slack's Web API refuses: `{"ok": false, "error": code}`.

    `messages` become `response_metadata.messages`; `extra` is merged into the answer (`needed` and
    `provided` of `missing_scope`).
    """

    def __init__(self, code: str, messages: Sequence[str] = (), extra: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.messages = tuple(messages)
        self.extra = dict(extra or {})

    def body(self) -> Json:
        """The answer's JSON."""
        body: Json = {"ok": False, "error": self.code, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": list(self.messages)}
        return body
