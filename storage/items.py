"""The item of a nudge or a notice: its subject inside the record, such as a person; encrypted."""

from __future__ import annotations

from storage.crypto import Vault


def hidden(vault: Vault, item: str, about: str | None) -> str:
    """Alias of the item in this record; "" for no item."""
    return vault.alias(item, "item", about or "") if item else ""


def shown(vault: Vault, alias: str, about: str | None) -> str:
    """Resolve the alias of an item."""
    return vault.named(alias, "item", about or "") if alias else ""
