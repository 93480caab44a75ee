"""Settings from the environment and a `.env` file, read with pydantic-settings; errors name the variable.

A secret may be in a file instead, as secret stores provide it: `NAME_FILE` is the path of the file for `NAME`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from types import new_class
from typing import Any, Self, TypeVar, get_args
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from bot.errors import Misconfigured


class Variables(BaseSettings):
    """Some of the variables, each named by its field's alias. Secrets show in no representation of them."""

    model_config = SettingsConfigDict(
        frozen=True,
        case_sensitive=True,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
        str_strip_whitespace=True,
    )

    @classmethod
    def load(cls) -> Self:
        """From the environment and `.env`. Raises Misconfigured."""
        return _read(cls, {})

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Self:
        """Read these variables alone, ignoring the environment. Raises Misconfigured."""
        given: type[Self] = _given(cls)
        return _read(given, _from_files(cls, values) | {name: value for name, value in values.items() if value})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The library's own sources, and after them the files that either names."""
        named: dict[str, str | None] = {}
        for source in (dotenv_settings, env_settings):
            named |= source.env_vars if isinstance(source, EnvSettingsSource) else {}
        return (init_settings, env_settings, dotenv_settings, file_secret_settings, _Files(settings_cls, named))

    def malformed(self) -> Iterator[str]:
        """Yield a sentence for each setting that cannot be right; none repeats the value."""
        for name, field in type(self).model_fields.items():
            if _is_quoted(getattr(self, name)):
                yield f"{field.validation_alias} stands in quotation marks: take them out."


def _is_quoted(value: object) -> bool:
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    return len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"


class _Files(PydanticBaseSettingsSource):
    """Settings source for secrets in files."""

    def __init__(self, settings_cls: type[BaseSettings], named: Mapping[str, str | None]) -> None:
        super().__init__(settings_cls)
        self._named = named

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Nothing: all are read at once."""
        raise NotImplementedError

    def __call__(self) -> dict[str, Any]:
        """Return the contents of the files, by name of the variable."""
        return _from_files(self.settings_cls, self._named)


def _from_files(kind: type[BaseSettings], named: Mapping[str, str | None]) -> dict[str, str]:
    """The secrets of which these variables name the files. Raises Misconfigured."""
    fields = kind.model_fields.values()
    secrets = (str(f.validation_alias) for f in fields if SecretStr in (f.annotation, *get_args(f.annotation)))
    return {name: _read_file(name, file) for name in secrets if (file := named.get(f"{name}_FILE"))}


def _read_file(name: str, file: str) -> str:
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError):
        raise Misconfigured(f"{name}_FILE names a file that cannot be read: check where it is, and whose.") from None


class _Given(BaseSettings):
    """Variables that come from a mapping alone."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


V = TypeVar("V", bound=Variables)


@cache
def _given(kind: type[Variables]) -> Any:  # noqa: ANN401 - the same type, which cannot be said of a new one
    return new_class(kind.__name__, (_Given, kind))


def _read(kind: type[V], values: Mapping[str, Any]) -> V:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        # Never the value itself: it may be a secret.
        problems = [f"{_sentence(e['loc'], e['type'], e['msg'])}." for e in error.errors()]
        raise Misconfigured(" ".join(problems)) from None


def _sentence(where: tuple[str | int, ...], kind: str, message: str) -> str:
    # An error without a variable is about the file, which was not even read.
    return f"{where[0]} {_refusal(kind, message)}" if where else ".env cannot be read: save it as UTF-8 text"


def _refusal(kind: str, message: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return "must be a number from 0 to 65535" if kind.startswith(("int", "greater", "less")) else "cannot be read"


# -- values ------------------------------------------------------------------------------------------


def secret(value: SecretStr | None) -> str:
    """Plain value of a secret; empty if it is not set."""
    return value.get_secret_value() if value else ""


def web_address(url: str) -> str:
    """An address of the web. Raises ValueError, as all of these do."""
    if not url.startswith(("https://", "http://")):
        raise ValueError("must be an address that begins with https:// or http://")
    return url


def private_address(url: str) -> str:
    """Check that the address is encrypted or local, as it is used for trusted keys or for a password."""
    parts = urlsplit(web_address(url))
    host = parts.hostname
    if not host:
        raise ValueError("must be an address with the name of a server in it")
    if parts.scheme != "https" and not _is_this_machine(host):
        raise ValueError("must begin with https:// (http:// is for this machine alone)")
    return url


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
