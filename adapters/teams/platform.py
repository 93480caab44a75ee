"""Microsoft Teams, as the core knows it."""

from __future__ import annotations

from bot.platforms import Platform

TEAMS = Platform(
    name="teams",
    called="Microsoft Teams",
    removing="point at your message (on a phone, press and hold it), choose “More options”, then “Delete”.",
    # Entra object ids.
    folds_ids=True,
    # A tenant may have several accounts with one mailbox.
    shares_addresses=True,
)
