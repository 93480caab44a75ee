"""The platforms, in the order in which people read of them; and the sources of the directory."""

from __future__ import annotations

from collections.abc import Mapping

import adapters.slack.entry
import adapters.teams.entry
from adapters.entra.variables import EntraVariables
from adapters.sources import SourceVariables

ENTRIES = (
    adapters.slack.entry.ENTRY,
    adapters.teams.entry.ENTRY,
)
#: Where people can come from, besides a file, by the names in settings and commands.
SOURCES: Mapping[str, type[SourceVariables]] = {
    **{entry.platform.name: entry.variables for entry in ENTRIES if issubclass(entry.variables, SourceVariables)},
    "entra": EntraVariables,
}
PLATFORMS = tuple(entry.platform for entry in ENTRIES)
