"""Against whom it was, for any reader: who answered "me" is named, so that nobody takes it for themselves."""

from __future__ import annotations

from bot.records.ended_contact.parts import AimedAt, ThreatAgainst
from bot.records.ended_contact.record import EndedContact
from bot.views.context import Context
from bot.views.ended_contact import labels


def threat_against(record: EndedContact, context: Context) -> str | None:
    """Against whom a threat was made; None if there was none, or it was not said."""
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
