"""Errors between a person, a platform and the app."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: A JSON object as it travels: a platform's payloads are read as they are and not modelled twice.
Json = dict[str, Any]


class PlaygroundError(Exception):
    """Failure of a person's act; the message says what failed and why."""


class CannotDo(PlaygroundError):
    """A person could not do that: there is no such button, field or dialog."""


class ClientRefused(PlaygroundError):
    """The platform's own client does not send the dialog. `errors`: the sentence for each label."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("The dialog was not sent. " + " ".join(f"{k!r}: {v}" for k, v in errors.items()))
        self.errors = dict(errors)


class AppFailed(PlaygroundError):
    """The app did not answer as the platform demands, and the person reads that something went wrong.

    `status` is the HTTP status, or None if there was no answer in time.
    """

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
