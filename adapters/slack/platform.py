"""Slack, as the core knows it."""

from __future__ import annotations

from bot.platforms import Platform

SLACK = Platform(
    name="slack",
    called="Slack",
    removing=(
        "point at the file (on a phone, press and hold it), choose “More actions”, then “Delete file”. "
        "Deleting the message alone may leave the file."
    ),
)
