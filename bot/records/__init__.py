"""The records, one file a type: its dataclass, states, steps, gates and nudges."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.appeal import Appeal
from bot.records.base import Record
from bot.records.contact_outside import ContactOutside
from bot.records.correspondence import CorrespondenceDecision
from bot.records.debrief import Debrief
from bot.records.ended_contact import EndedContact
from bot.records.erased import Erased
from bot.records.evidence import EvidenceItem
from bot.records.individual import Individual
from bot.records.named_online import NamedOnline
from bot.records.online_action import OnlineAction
from bot.records.police import PoliceDecision
from bot.records.quarter import Quarter
from bot.records.restorative import RestorativeAction
from bot.records.restriction import Restriction
from bot.records.retention import RetentionList
from bot.records.sharing import SharingDecision
from bot.records.support import TimeAway
from bot.records.support_request import SupportRequest
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
