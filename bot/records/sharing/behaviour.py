"""Channels of the behaviour: a restriction is shared by these and by those its measures affect (policy 1.14.2).

"Where the behaviour relates to phone contact … for emails …" (R-1.14.2-4, R-1.14.2-5).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.ended_contact.parts import Channel as Way
from bot.records.named_online.parts import OFFLINE
from bot.records.named_online.record import NamedOnline
from bot.records.report import Report
from bot.records.restriction.measures import Channel

#: Channels on which other people may meet the individual as well.
_WAYS: Mapping[Way, Channel] = {
    Way.PHONE: Channel.PHONE,
    Way.EMAIL: Channel.EMAIL,
    Way.WEB_FORM: Channel.WEB,
    Way.OUR_SOCIAL_MEDIA: Channel.SOCIAL_MEDIA,
    Way.OTHER_ONLINE: Channel.WEB,
    Way.LETTER: Channel.LETTER,
    Way.IN_PERSON_OFFICE: Channel.IN_PERSON,
    Way.IN_PERSON_VISIT: Channel.IN_PERSON,
}


def where(report: Report) -> frozenset[Channel]:
    """Return the channels of the behaviour that was reported."""
    if isinstance(report, NamedOnline):
        online = any(found.place not in OFFLINE for found in report.found)
        return frozenset({Channel.SOCIAL_MEDIA}) if online else frozenset()
    way = _WAYS.get(report.account.channel)
    return frozenset({way}) if way is not None else frozenset()
