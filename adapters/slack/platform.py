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
    id_pattern=r"[UW][A-Z0-9]+",
    id_looks="such as U012AB3CD: it begins with U or W, and is not the short name",
    headers=("slack member id", "slack user id"),
)
