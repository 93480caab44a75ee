"""Errors between Harbour and any platform."""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import HarbourError, Refused


class Unreadable(Exception):
    """Input that the platform does not send. It was not read."""


class Unrenderable(ValueError):
    """Output that breaks one of the platform's rules; raised so that nothing is cut off.

    Holds findings of the platform's lint, which never quote the text itself.
    """

    def __init__(self, findings: Iterable[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(self.findings))


class NotStaff(Refused):
    """Harbour is for the people who work here, signed in with their own account. Nothing was sent."""


class OtherAccount(Refused):
    """Harbour knows another account under this e-mail address. Nothing was sent.

    Please ask whoever looks after Harbour to enter this account in the directory.
    """

    def __init__(self) -> None:
        super().__init__(" ".join((type(self).__doc__ or "").split()))


class Unconfirmed(Refused):
    """Your e-mail address is not confirmed here yet, so Harbour cannot tell who you are. Nothing was sent.

    Please confirm it in the settings of your account, and try again.
    """

    def __init__(self) -> None:
        super().__init__(" ".join((type(self).__doc__ or "").split()))


class CannotTell(HarbourError):
    """Harbour could not check who you are. Nothing changed. Please try again in a minute."""


class SomebodyElse(CannotTell):
    """Harbour could not check who you are. Nothing changed. Please try again in a minute."""


class NotShown(HarbourError):
    """Saved. Please open it again."""
