"""Description of a platform for the core; each platform's own package provides it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Platform:
    """One platform."""

    #: Its name in rows, settings, commands and metrics: one word in lower case.
    name: str
    #: Its name, as people use it.
    called: str
    #: The end of a sentence on how somebody removes a file that they have sent there.
    removing: str = field(repr=False)
    #: True if ids of people there are not case-sensitive; they are then kept in lower case.
    folds_ids: bool = False
    #: Form of a person's id there: a pattern for the whole id, and a description that begins "such as …".
    id_pattern: str = field(default=r"[A-Za-z0-9-]+", repr=False)
    id_looks: str = field(default="as the person's profile shows it", repr=False)
    #: Headers of the column of its ids in exports (`bot.directory.headers`).
    headers: tuple[str, ...] = field(default=(), repr=False)

    @property
    def column(self) -> str:
        """The column of its ids in the directory file."""
        return f"{self.name}_id"

    def is_id(self, text: str) -> bool:
        """True if this can be an id of a person there."""
        return re.fullmatch(self.id_pattern, text) is not None

    def id(self, text: str) -> str:
        """Return an id of a person there in the form in which it is kept."""
        return text.lower() if self.folds_ids else text
