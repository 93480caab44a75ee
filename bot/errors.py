"""Errors, in one small tree. For those that a person reads, the docstring is the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class HarbourError(Exception):
    """Something went wrong. Nothing changed. Please try again in a moment."""

    #: Kind of failure, for the log alone: without a value.
    cause = ""

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
    """A step that does not follow from the record's state."""

    def __init__(self, expected: object, got: object) -> None:
        super().__init__(AlreadyDone.__doc__)
        self.expected = expected
        self.got = got


class Conflict(HarbourError):
    """Somebody else changed this a moment ago. Please open it again."""


class Refused(HarbourError):
    """The policy does not allow this, and the message says why and what to do instead."""


class Problem(StrEnum):
    """Finding of a record about an answer. The question has the sentence for it (`bot.chat.forms.Field`)."""

    MISSING = "missing"
    #: A day, or a time, that is implausible.
    OUTSIDE = "outside"
    #: A day that has to come after another one, and does not.
    NOT_AFTER = "not_after"
    #: A person whom it concerns, or one who no longer works here.
    INVOLVED = "involved"
    LEFT = "left"
    #: A person or thing that does not fit the question.
    UNFIT = "unfit"
    #: Something else has to be done first.
    NOT_YET = "not_yet"
    #: A point that had to be explained, and was not.
    REVIEW_UNSAID = "review_unsaid"
    APPEAL_UNSAID = "appeal_unsaid"
    #: Content that does not belong in a text.
    LINES = "lines"
    LINKS = "links"
    NAMES = "names"
    #: The present measures again, or nothing lighter than the proposal.
    SAME = "same"
    NOT_LIGHTER = "not_lighter"
    TOO_MANY = "too_many"
    #: Two answers that exclude each other.
    BOTH = "both"


class Incomplete(HarbourError):
    """Something that is needed here is still missing. Nothing changed."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(error for error in errors.values() if not isinstance(error, Problem)))
        #: A problem, or a sentence, by the id of the question.
        self.errors = dict(errors)


def lacking(**needed: object) -> dict[str, Problem]:
    """Return those answers, by the id of the question, that are empty."""
    return {name: Problem.MISSING for name, answer in needed.items() if not answer}


def refuse(problems: Mapping[str, Problem]) -> None:
    """Raise Incomplete if there are any."""
    if problems:
        raise Incomplete(problems)


class Misconfigured(HarbourError):
    """A setting is missing or malformed; the message says which and how to mend it."""


class About(StrEnum):
    """Subject of a failure. Only failures of a person or of their chat may count against them."""

    #: This person cannot be reached this way.
    PERSON = "person"
    #: This chat does not take it: that may be the person's, or everybody's.
    CHAT = "chat"
    #: This one message: it is gone, or must not be changed.
    MESSAGE = "message"
    #: The app, its token or its tenant: nothing gets through until somebody has put it right.
    APP = "app"
    #: A temporary failure.
    MOMENT = "moment"


class DeliveryError(HarbourError):
    """A message could not be delivered.

    `retry_after` is the wait in seconds that the platform asked for, if any; `mend` the remedy, in a sentence.
    """

    def __init__(
        self, message: str, *, about: About = About.MOMENT, retry_after: float | None = None, mend: str = ""
    ) -> None:
        super().__init__(message)
        self.about = about
        self.retry_after = retry_after
        self.mend = mend

    @property
    def advice(self) -> str:
        """Error and remedy, in sentences."""
        return f"{self.message}. {self.mend}".strip()

    @property
    def permanent(self) -> bool:
        """True if another attempt would be refused as well."""
        return self.about in (About.PERSON, About.CHAT, About.MESSAGE)
