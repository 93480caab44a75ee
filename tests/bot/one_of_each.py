"""One record of each kind, with the same people in it: for the table of permissions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.people import PersonId
from bot.records.appeal.parts import Against, Channel, Received
from bot.records.appeal.record import Appeal
from bot.records.assignment import Assigned, Assignment
from bot.records.base import HARBOUR, Record, RecordId
from bot.records.contact_outside import Account, ContactOutside, Note, Place, State
from bot.records.debrief import Action, Answer, Debrief
from bot.records.erased import Erased
from bot.records.evidence import EvidenceItem, Material, Nature
from bot.records.follow_ups import grown
from bot.records.follow_ups.correspondence import CorrespondenceDecision
from bot.records.follow_ups.matter import Matter
from bot.records.follow_ups.online_action import Decision as Done
from bot.records.follow_ups.online_action import OnlineAction, Step
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.keeping.quarter import Quarter
from bot.records.keeping.retention import RetentionList
from bot.records.named_online.parts import Found, How, Shared, Threat, Told
from bot.records.named_online.parts import Place as Seen
from bot.records.named_online.record import NamedOnline
from bot.records.online import ActionType, Request
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.sharing.alert_card import AlertCard, PassTo
from bot.records.sharing.record import Grant, Group, Plan, SharingDecision
from bot.records.subject_access.record import SubjectAccess
from bot.records.support_request.parts import Answer as Agreed
from bot.records.support_request.parts import Help, Wanted
from bot.records.support_request.parts import Outcome as Agreement
from bot.records.support_request.record import SupportRequest
from bot.records.witness import WitnessStatement
from bot.views.examples import people as example
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, RORY, TODAY

OWNER = PersonId("owner")
TARGET = PersonId("target")
FINDER = PersonId("finder")


def lies(record: Record, *, with_somebody: bool) -> Record:
    """The record, passed from Callum to Morag, or to nobody."""
    assert isinstance(record, Assigned)
    to = MORAG if with_somebody else None
    return record.changed(assigned=replace(record.assigned, to=to, before=(CALLUM,)))


def report(*, with_somebody: bool = True) -> Record:
    """Report of Isla's; Rory was there, and somebody tries again."""
    said = example.report(reengage_on=TODAY + timedelta(days=1), reengage_by=OWNER)
    return lies(said, with_somebody=with_somebody)


def restriction(*, with_somebody: bool = True, suggested: bool = True) -> Record:
    """Isla's suggestion or proposal, with a target and a witness."""
    record = Restriction(
        origin=example.origin("RS-0001", ISLA),
        individual=None,
        assigned=example.report().assigned,
        suggested=suggested,
        targets=(TARGET,),
        witnesses=(RORY,),
    )
    return lies(record, with_somebody=with_somebody)


def debrief(*, with_somebody: bool = True) -> Record:
    """Isla said yes; somebody owns an agreed action."""
    offered = Debrief.offer(example.origin("DB-0001", CALLUM), person=ISLA, manager=MORAG)
    action = Action(id="a1", what="A headset", owner=OWNER, due=TODAY)
    said = offered.answered(Answer.YES, ISLA, NOW)
    return lies(said.changed(actions=(action,)), with_somebody=with_somebody)


def time_away(*, with_somebody: bool = True) -> Record:
    """Isla asks for it."""
    return lies(example.time_away(), with_somebody=with_somebody)


def named_online(*, with_somebody: bool = True, told: bool = True, shared: bool = True) -> Record:
    """Somebody found that a target is named; they may have been told, and it may be shared."""
    found = Found(at=NOW, by=FINDER, place=Seen.PRESS, where="The Courier", threat=Threat.NO)
    record = NamedOnline.report(example.origin("NO-0001", FINDER), person=TARGET, found=found, handler=MORAG)
    if told:
        record = record.tell(Told(at=NOW, on=TODAY, by=MORAG, how=How.IN_PERSON), TODAY)
    if shared:
        record = record.changed(shared=Shared(at=NOW, by=MORAG, summary="Named in a newspaper."))
    return lies(record, with_somebody=with_somebody)


def police_decision(*, with_somebody: bool = True, zero_tolerance: bool = True) -> Record:
    """Isla received a threat against a colleague who knows of it; Rory was there, and somebody found more of it."""
    record = PoliceDecision(
        origin=example.origin("PD-0001", ISLA, "id-EC-0042"),
        assigned=Assignment(to=MORAG, since=NOW),
        report_ref="EC-0042",
        brought_for=ISLA,
        reporter=ISLA,
        finders=(FINDER,),
        threatened=(TARGET,),
        witnesses=(RORY,),
        barred=(FINDER,),
        aware=(TARGET,),
        zero_tolerance=zero_tolerance,
    )
    return lies(record, with_somebody=with_somebody)


def witness_statement(*, with_somebody: bool = True) -> Record:
    """Rory is asked what he saw; it is kept from everybody else whom the matter concerns."""
    return WitnessStatement(
        origin=example.origin("WS-0001", MORAG, "id-PD-0001"),
        witness=RORY,
        lies_with=MORAG if with_somebody else None,
        kept_from=(ISLA, TARGET, FINDER),
        happened_at=NOW,
        channel=None,
    )


def support_request(*, with_somebody: bool = True) -> Record:
    """Isla asks to be removed from a case; somebody covers it."""
    wanted = Wanted(help=Help.REMOVAL, which="The case in Elm Street")
    record = SupportRequest.ask(example.origin("SR-0001", ISLA), manager=MORAG, wanted=wanted)
    agreed = Agreed(at=NOW, by=MORAG, outcome=Agreement.AGREED, on=TODAY, cover=OWNER)
    return lies(record.decide(agreed, TODAY), with_somebody=with_somebody)


def contact_outside(*, with_somebody: bool = True, recorded: bool = True) -> Record:
    """Contact that Isla raised with Morag, who may have recorded it."""
    raised = ContactOutside.tell(
        example.origin("CO-0001", ISLA), Account(where=Place.PUBLIC_PLACE, on=TODAY), manager=MORAG, today=TODAY
    )
    note = Note(at=NOW, by=MORAG, where=Place.PUBLIC_PLACE, on=TODAY)
    kept = raised.changed(stands=State.RECORDED, account=None, note=note) if recorded else raised
    return lies(kept, with_somebody=with_somebody)


def _matter() -> Matter:
    """Report of something sent to Isla and aimed at a target; Rory was there."""
    return Matter(brought_for=ISLA, ref="EC-0042", targets=(TARGET,), barred=(ISLA, RORY, TARGET))


def correspondence(*, with_somebody: bool = True) -> Record:
    """Decision about correspondence."""
    origin = example.origin("CD-0001", MORAG, "id-EC-0042")
    return lies(grown.open_for(CorrespondenceDecision, origin, _matter(), manager=MORAG), with_somebody=with_somebody)


def online_action(*, with_somebody: bool = True) -> Record:
    """Action online, with a request to a platform."""
    record = grown.open_for(OnlineAction, example.origin("OA-0001", MORAG, "id-EC-0042"), _matter(), manager=MORAG)
    step = Step(type=ActionType.REPORT, reasons="It breaks their rules.")
    asked = Done(at=NOW, by=MORAG, steps=(step,), request=Request(of="Facebook", by=OWNER, on=TODAY))
    return lies(record.decide(asked, TODAY), with_somebody=with_somebody)


def restorative(*, with_somebody: bool = True) -> Record:
    """A step to restore the relationship is to follow."""
    origin = example.origin("RA-0001", MORAG, "id-EC-0042")
    return lies(grown.open_for(RestorativeAction, origin, _matter(), manager=MORAG), with_somebody=with_somebody)


def individual(*, with_somebody: bool = True) -> Record:  # noqa: ARG001 - it lies with nobody
    """A member of the public."""
    return example.individual()


def evidence(*, with_somebody: bool = True) -> Record:  # noqa: ARG001 - it goes along with what it belongs to
    """A link that Isla added to her report."""
    origin = example.origin("EV-0001", ISLA, "id-EC-0042")
    nature = Nature(distressing=True, materials=(Material.THREATS,))
    return EvidenceItem.of_link(origin, report(), 1, nature=nature, captured_on=TODAY, link="https://example.org/a")


def appeal(*, with_somebody: bool = True) -> Record:
    """Appeal recorded by Isla against a restriction with a target and a witness; Morag was named to decide it."""
    received = Received(on=TODAY, channel=Channel.PHONE, about="RS-0001", says="It is not fair.")
    against = Against(restriction=RecordId("id-RS-0001"), ref="RS-0001", barred=(TARGET, RORY))
    origin = example.origin("AP-0001", ISLA)
    record = Appeal.record(origin, received, TODAY, decider=MORAG, against=against)
    return lies(record.entrusted_to(MORAG), with_somebody=with_somebody)


def sharing(*, with_somebody: bool = True) -> Record:
    """Sharing of a restriction that concerns a target and a witness: by role, and with somebody by name."""
    return SharingDecision(
        origin=example.origin("SD-0001", CALLUM, "id-RS-0001"),
        restriction_ref="RS-0001",
        plan=Plan(
            change="approved",
            grants=(
                Grant(group=Group.PHONE_HANDLERS, why="They answer the phones."),
                Grant(group=Group.PEOPLE, why="The case is theirs.", people=(OWNER,)),
                Grant(group=Group.INVOLVED, why="They may be in contact again.", people=(ISLA, TARGET)),
            ),
            card=AlertCard(instruction="Take no calls.", pass_to=PassTo.DUTY_MANAGER),
        ),
        manager=MORAG if with_somebody else None,
        barred=(ISLA, TARGET, RORY),
    )


def erased(*, with_somebody: bool = True) -> Record:
    """Shell of a report that somebody has erased."""
    return Erased.of(report(with_somebody=with_somebody))


def retention(*, with_somebody: bool = True) -> Record:  # noqa: ARG001 - it lies with nobody
    """A list of records due for a look."""
    return RetentionList(origin=example.origin("RT-0001", HARBOUR), month="2026-11")


def quarter(*, with_somebody: bool = True) -> Record:  # noqa: ARG001 - it lies with nobody
    """The report of a quarter."""
    return Quarter(origin=example.origin("QR-0001", HARBOUR), first=TODAY)


def subject_access(*, with_somebody: bool = True) -> Record:  # noqa: ARG001 - it lies with who keeps the records
    """A request of a target who works here, at which somebody is asked to look a second time."""
    begun = SubjectAccess.received(
        example.origin("SA-0001", CALLUM), received_on=TODAY, known_by="By sight.", today=TODAY, staff=TARGET
    )
    return begun.found((), is_gathered=True).asks(OWNER, CALLUM, NOW)


#: By kind.
RECORD: Mapping[str, Callable[..., Record]] = {
    "ended_contact": report,
    "restriction": restriction,
    "debrief": debrief,
    "time_away": time_away,
    "named_online": named_online,
    "police_decision": police_decision,
    "witness_statement": witness_statement,
    "support_request": support_request,
    "contact_outside": contact_outside,
    "correspondence": correspondence,
    "online_action": online_action,
    "restorative": restorative,
    "evidence": evidence,
    "appeal": appeal,
    "sharing": sharing,
    "individual": individual,
    "erased": erased,
    "retention": retention,
    "quarter": quarter,
    "subject_access": subject_access,
}
