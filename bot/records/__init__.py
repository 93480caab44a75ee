"""The records, one file a type: its dataclass, states, steps, gates and nudges."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.appeal.record import Appeal
from bot.records.base import Record
from bot.records.contact_outside import ContactOutside
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.erased import Erased
from bot.records.evidence import EvidenceItem
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.individual import Individual
from bot.records.keeping.quarter import Quarter
from bot.records.keeping.retention import RetentionList
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.sharing.record import SharingDecision
from bot.records.support_request.record import SupportRequest
from bot.records.time_away import TimeAway
from bot.records.witness import WitnessStatement

#: Every type of record by its kind: the one line that a new type adds here.
RECORDS: Mapping[str, type[Record]] = {
    record.kind: record
    for record in (
        ContactOutside,
        EndedContact,
        Individual,
        NamedOnline,
        Restriction,
        Debrief,
        TimeAway,
        SupportRequest,
        PoliceDecision,
        WitnessStatement,
        CorrespondenceDecision,
        OnlineAction,
        RestorativeAction,
        Appeal,
        SharingDecision,
        EvidenceItem,
        Erased,
        RetentionList,
        Quarter,
    )
}
