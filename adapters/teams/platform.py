"""Microsoft Teams, as the core knows it."""

from __future__ import annotations

from bot.platforms import Platform

TEAMS = Platform(
    name="teams",
    called="Microsoft Teams",
    removing="point at your message (on a phone, press and hold it), choose “More options”, then “Delete”.",
    # Entra object ids.
    folds_ids=True,
    id_pattern=r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
    id_looks="such as 0f8fad5b-d9cb-469f-a165-70867728950e: the object id in Entra, not a name or an address",
    # In an Entra export, "id" is an account only beside Entra's own column for the sign-in name.
    headers=("object id", "azure ad object id", "user principal name + id"),
)
