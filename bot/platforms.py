"""The platforms on which people are met: what the core has to know of each. The package that speaks with it says it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Platform:
    """One platform."""

    #: Its name in rows, settings, commands and metrics: one word in lower case.
    name: str
    #: What people call it.
    called: str
    #: How somebody removes a file that they have sent there, as the rest of a sentence.
    removing: str = field(repr=False)
    #: Whether an id of a person there is the same in either case; then it is kept in lower case.
    folds_ids: bool = False
    #: Whether an address there may lead to several accounts, and change hands.
    shares_addresses: bool = False

    @property
    def column(self) -> str:
        """The column of its ids in the directory file."""
        return f"{self.name}_id"

    def id(self, text: str) -> str:
        """An id of a person there, as it is kept."""
        return text.lower() if self.folds_ids else text
