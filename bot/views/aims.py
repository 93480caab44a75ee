"""Target of a contact or threat, for any reader: an answer "me" is shown as the reporter's name."""

from __future__ import annotations

from bot.records.ended_contact.parts import AimedAt, ThreatAgainst
from bot.records.ended_contact.record import EndedContact
from bot.views.context import Context
from bot.views.ended_contact import labels


def threat_against(record: EndedContact, context: Context) -> str | None:
    """Target of a threat; None if there was none, or the report does not say."""
    against = record.account.threat_against
    if against is ThreatAgainst.ME:
        return context.name(record.origin.by)
    return labels.THREAT_AGAINST[against] if against else None


def aimed_at(record: EndedContact, context: Context) -> str | None:
    """Person or group at whom it was aimed; None if the report does not say."""
    aim = record.account.aimed_at
    if aim is AimedAt.ME:
        return context.name(record.origin.by)
    return labels.AIMED_AT[aim] if aim else None
