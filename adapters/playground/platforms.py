"""The platforms with a stand-in: a line for each, in the order in which their people are shown."""

from __future__ import annotations

import adapters.playground.slack.stand
import adapters.playground.teams.stand

STANDS = {
    stand.platform.name: stand
    for stand in (
        adapters.playground.slack.stand.STAND,
        adapters.playground.teams.stand.STAND,
    )
}
