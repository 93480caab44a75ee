"""Notes on the directory, and its history, in memory."""

from __future__ import annotations

from typing import TypeVar, cast

from bot.people import PersonId

T = TypeVar("T")


class FakeNotes:
    """The notes (`bot.ports.Notes`)."""

    def __init__(self) -> None:
        self.kept: dict[tuple[type, str], object] = {}

    def keep(self, name: str, noted: object) -> None:
        """Keep it."""
        self.kept[type(noted), name] = noted

    def find(self, kind: type[T], name: str) -> T | None:
        """Return the note."""
        return cast("T | None", self.kept.get((kind, name)))

    def all(self, kind: type[T]) -> list[T]:
        """All of a kind."""
        return [cast("T", noted) for (of, _), noted in self.kept.items() if of is kind]

    def drop(self, kind: type[object], name: str) -> None:
        """No more."""
        self.kept.pop((kind, name), None)


class FakeHistory:
    """Lines about people."""

    def __init__(self) -> None:
        self.lines: list[tuple[PersonId, str]] = []

    def noted(self, about: PersonId, act: str) -> None:
        """One more."""
        self.lines.append((about, act))
