"""The settings of one installation, from the environment and a `.env` file (docs/operating.md lists them).

Part of the composition and not of the core: it may use a library.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, Field, SecretStr

from adapters.chat.entry import PlatformVariables
from adapters.email.message import address
from adapters.email.server import MailServer
from adapters.sources import Source, SourceVariables
from adapters.variables import Variables, web_address
from bot.app.platforms import ENTRIES, SOURCES
from bot.errors import Misconfigured
from bot.policy import PeopleFrom

S = TypeVar("S", bound="Settings")
V = TypeVar("V", bound=Variables)

#: The variables of every platform and source, each once.
_OTHERS: tuple[type[Variables], ...] = tuple(dict.fromkeys((*(e.variables for e in ENTRIES), *SOURCES.values())))
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def _without_slash(url: str) -> str:
    return url.rstrip("/")


def _database(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
    return url


def _mail_server(url: SecretStr) -> SecretStr:
    MailServer.of(url.get_secret_value())
    return url


def _mail_address(email: str) -> str:
    if address(email) is None:
        raise ValueError("must be an e-mail address")
    return email


def _log_level(level: str) -> str:
    if level.upper() not in _LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(_LOG_LEVELS)}")
    return level.upper()


class Settings(Variables):
    """Settings of the whole program, from environment variables."""

    database_url: Annotated[SecretStr, AfterValidator(_database)] = Field(
        SecretStr("sqlite:///var/harbour.db"), validation_alias="HARBOUR_DATABASE_URL"
    )
    #: Comma-separated, newest first, as `harbour keys new` prints them.
    encryption_keys: SecretStr | None = Field(None, validation_alias="HARBOUR_ENCRYPTION_KEYS")
    #: None for the packaged one.
    policy: Path | None = Field(None, validation_alias="HARBOUR_POLICY")
    host: str = Field("127.0.0.1", validation_alias="HARBOUR_HOST")
    #: 0 for any free one.
    port: int = Field(3978, ge=0, le=65535, validation_alias="HARBOUR_PORT")
    public_url: Annotated[str, AfterValidator(web_address), AfterValidator(_without_slash)] | None = Field(
        None, validation_alias="HARBOUR_PUBLIC_URL"
    )
    #: The folder of evidence.
    evidence: Path = Field(Path("var/evidence"), validation_alias="HARBOUR_EVIDENCE")
    #: Where the head of the history is noted besides the log.
    heads_file: Path | None = Field(None, validation_alias="HARBOUR_HEADS_FILE")
    log_level: Annotated[str, AfterValidator(_log_level)] = Field("INFO", validation_alias="HARBOUR_LOG_LEVEL")

    #: smtp://[user:password@]host[:port][?starttls=always|never] or smtps://…; with `mail_from`, or neither.
    smtp_url: Annotated[SecretStr, AfterValidator(_mail_server)] | None = Field(
        None, validation_alias="HARBOUR_SMTP_URL"
    )
    mail_from: Annotated[str, AfterValidator(_mail_address)] | None = Field(None, validation_alias="HARBOUR_MAIL_FROM")

    _platforms: tuple[PlatformVariables, ...] = ()
    _sources: tuple[SourceVariables, ...] = ()

    @classmethod
    def load(cls) -> Self:
        return _together(super().load, {kind: kind.load for kind in _OTHERS})

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        return _together(partial(super().of, values), {kind: partial(kind.of, values) for kind in _OTHERS})

    @property
    def platforms(self) -> tuple[PlatformVariables, ...]:
        """The variables of every platform, whether or not it is set up."""
        return self._platforms

    def source(self, name: str, kept: PeopleFrom) -> Source:
        """Source of the people by its name. Raises Misconfigured."""
        found = next((each for each in self._sources if isinstance(each, SOURCES.get(name, ()))), None)
        if found is None:
            raise Misconfigured(f"People cannot come from '{name}': choose one of {', '.join(SOURCES)}.")
        source = found.source(kept)
        if source is None:
            raise Misconfigured(f"People cannot be read from '{name}': set {found.needed_to_read}.")
        return source

    def missing(self) -> list[str]:
        """List a sentence for each setting that `serve` still needs, saying what to do."""
        found = []
        if self.encryption_keys is None:
            found.append("HARBOUR_ENCRYPTION_KEYS is not set: run 'harbour keys new' and set it to what that prints.")
        begun = [platform for platform in self.platforms if platform.is_begun]
        if not begun:
            needed = ", or ".join(platform.needed for platform in self.platforms)
            found.append(f"No platform is set up: set {needed}, or all of them for both.")
        found.extend(sentence for platform in begun for sentence in platform.missing())
        if (self.smtp_url is None) != (self.mail_from is None):
            found.append("HARBOUR_SMTP_URL and HARBOUR_MAIL_FROM belong together: set both, or neither.")
        return found

    def malformed(self) -> Iterator[str]:
        yield from super().malformed()
        for platform in self.platforms:
            yield from platform.malformed()

    def for_serve(self) -> Self:
        """The same settings, once they are complete. Raises Misconfigured."""
        if missing := self.missing():
            raise Misconfigured(" ".join(missing))
        return self


def _together(own: Callable[[], S], others: Mapping[type[Variables], Callable[[], Variables]]) -> S:
    """The settings with those of every platform and source. Raises Misconfigured with all that is wrong in any."""
    wrong: list[str] = []
    settings = _noted(own, wrong)
    found = [each for read in others.values() if (each := _noted(read, wrong)) is not None]
    if settings is None or wrong:
        raise Misconfigured(" ".join(dict.fromkeys(wrong)))
    settings._platforms = tuple(each for each in found if isinstance(each, PlatformVariables))
    settings._sources = tuple(each for each in found if isinstance(each, SourceVariables))
    return settings


def _noted(read: Callable[[], V], wrong: list[str]) -> V | None:
    """Return the value read; on Misconfigured note the error and return None."""
    try:
        return read()
    except Misconfigured as error:
        wrong.append(error.message)
        return None
