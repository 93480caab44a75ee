"""The platforms on which people are met: a line for each, in the order in which people read of them."""

from __future__ import annotations

import adapters.slack.entry
import adapters.teams.entry

ENTRIES = (
    adapters.slack.entry.ENTRY,
    adapters.teams.entry.ENTRY,
)
PLATFORMS = tuple(entry.platform for entry in ENTRIES)
