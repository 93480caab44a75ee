"""The platforms on which people are met: a line for each."""

from __future__ import annotations

from adapters.slack.platform import SLACK
from adapters.teams.platform import TEAMS

PLATFORMS = (SLACK, TEAMS)
