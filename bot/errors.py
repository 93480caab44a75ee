"""What can go wrong, in one small tree. A docstring is the sentence that a person reads."""

from __future__ import annotations

from collections.abc import Mapping


class HarbourError(Exception):
    """Something went wrong. Nothing changed. Please try again in a moment."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or (type(self).__doc__ or "").strip())

    @property
    def message(self) -> str:
        """The sentence to show."""
        return str(self)


class Unavailable(HarbourError):
    """This is not available to you, or it no longer exists. Nothing changed."""


class Forbidden(Unavailable):
    """This is not available to you, or it no longer exists. Nothing changed."""


class NotFound(Unavailable):
    """This is not available to you, or it no longer exists. Nothing changed."""


class AlreadyDone(HarbourError):
    """This has already been decided by someone acting as manager. Nothing changed."""


class InvalidTransition(AlreadyDone):
    """A step that does not follow from where the record stands."""

    def __init__(self, expected: object, got: object) -> None:
        super().__init__(AlreadyDone.__doc__)
        self.expected = expected
        self.got = got


class Conflict(HarbourError):
    """Somebody else changed this a moment ago. Please open it again."""


class Refused(HarbourError):
    """The policy does not allow this, and the message says why and what to do instead."""


class Incomplete(HarbourError):
    """Something the policy asks for is still missing: a sentence for each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class Misconfigured(HarbourError):
    """A setting is missing or malformed; the message says which and how to mend it."""


class DeliveryError(HarbourError):
    """A message could not be delivered.

    `permanent`: the person cannot be reached this way at all (deactivated, unknown).
    `retry_after`: seconds that the platform asked us to wait, if it did.
    """

    def __init__(self, message: str, *, permanent: bool = False, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
