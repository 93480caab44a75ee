"""Response of an app to a request from a platform."""

from __future__ import annotations

import json
from dataclasses import dataclass

from adapters.playground.stand_in.refusals import AppFailed, Json


@dataclass(frozen=True)
class Answer:
    """An HTTP status and a body."""

    status: int
    body: bytes

    def json(self) -> Json:
        """The body as an object; an empty body is an empty object. Raises AppFailed."""
        if not self.body.strip():
            return {}
        try:
            found = json.loads(self.body)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise AppFailed("The app's answer is neither empty nor a JSON object.", self.status)
        return found
