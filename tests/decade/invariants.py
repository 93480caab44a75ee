"""Conditions that hold at the end of every simulated day, and with every answer that somebody reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from bot.chat.events import Event, SubmitEvent
from bot.chat.replies import OpenForm, Reply
from bot.people import Person, PersonId, Role
from bot.records.assignment import Assigned
from bot.records.base import Record, RecordId
from bot.records.contact_outside import ContactOutside
from bot.records.debrief import Debrief
from bot.records.debrief import State as Talk
from bot.records.ended_contact.record import EndedContact
from bot.records.erased import Erased
from bot.records.follow_ups.online_action import OnlineAction
from bot.records.follow_ups.restorative import RestorativeAction
from bot.records.named_online.parts import Step
from bot.records.named_online.record import NamedOnline
from bot.records.police.record import PoliceDecision
from bot.records.rights import Part
from bot.records.sharing.record import SharingDecision
from bot.records.support_request.record import SupportRequest
from bot.records.witness import WitnessStatement
from storage.history import GENESIS, mac, read
from storage.tables import history, message, notice, nudge, record
from storage.times import stamp
from storage.unit_of_work import UnitOfWork
from tests.bot.matrix.reading import strings
from tests.decade.acts import CANARY

if TYPE_CHECKING:
    from tests.decade.world import World

_OPEN = select(record.c.id).where(record.c.is_open)
_NEW = select(history).where(history.c.seq > bindparam("seq")).order_by(history.c.seq)
_AHEAD = select(nudge.c.kind).where(nudge.c.record_id == bindparam("record"), nudge.c.due.is_not(None))
_LATE = {
    "nudge": select(nudge.c.kind, nudge.c.due).where(nudge.c.due <= bindparam("now")),
    "notice": select(notice.c.view, notice.c.due).where(notice.c.due <= bindparam("now")),
    "message": select(message.c.platform, message.c.due).where(message.c.due <= bindparam("now")),
}
_TOLD = select(notice.c.view, notice.c.due, notice.c.dropped, notice.c.message_id).where(
    notice.c.about == bindparam("record"), notice.c.to_person == bindparam("to")
)

#: Record made by each form.
_REPORTS: dict[str, type[Record]] = {
    "ended_contact.report": EndedContact,
    "named_online.report": NamedOnline,
    "outside_contact.raise": ContactOutside,
    "support_request.ask": SupportRequest,
}
#: Records with a limited number of reminders; then somebody above is told, who asks in person.
_ONCE_TOLD = (WitnessStatement, SharingDecision, OnlineAction)
#: Steps that wait for nobody here: the choices of either side, and the police decision.
_HALVES = frozenset({Step.OWN_HALF, Step.THEIR_HALF, Step.POLICE})
#: Notices that tell a reporter the outcome.
_ANSWERS = frozenset({"outcome", "came"})


@dataclass(frozen=True)
class Report:
    """Something that was acknowledged."""

    by: PersonId
    form: str
    about: RecordId


class Invariants:
    """Checks the conditions, and remembers everything that has to stay."""

    def __init__(self, world: World) -> None:
        self._world = world
        #: Reports acknowledged, by their identifying words.
        self.reports: dict[str, Report] = {}
        #: Forms sent today.
        self._sent: list[SubmitEvent] = []
        #: Words that a reader has copied into another record, whose readers see them too.
        self._quoted: set[str] = set()
        #: Whose end was told.
        self._heard: set[str] = set()
        self._known: set[RecordId] = set()
        self._decided: dict[RecordId, tuple[object, ...]] = {}
        self._seq, self._hash = 0, GENESIS

    # -- at once --------------------------------------------------------------------------------------------

    def reads(self, event: Event, reply: Reply, sends: str) -> None:
        """Check that each submission is there, once, and that each reader may read what they read."""
        if isinstance(event, SubmitEvent) and not (isinstance(reply, OpenForm) and reply.form.errors):
            if event.form in _REPORTS:
                self._acknowledged(event, sends)
            for quoted in set(CANARY.findall("\n".join(strings(event.values)))) - {sends}:
                self._quoted.add(quoted)
        for words in set(CANARY.findall("\n".join(strings(reply)))) - self._quoted:
            if words in self.reports:
                self._read(words, event)

    def _acknowledged(self, event: SubmitEvent, sends: str) -> None:
        new = self._world.replicas[0].store.run(lambda uow: self._unknown(event, uow))
        self._sent.append(event)
        if new:  # else it was said otherwise: it is known already, or refused in words
            self._known.update(new)
            self.reports[sends] = Report(event.person, event.form, new[0])
        if len(new) > 1:
            self._world.finds(f"{event.form} was kept {len(new)} times")

    def _unknown(self, event: SubmitEvent, uow: UnitOfWork) -> list[RecordId]:
        kind = _REPORTS[event.form]
        part = Part.FINDER if kind is NamedOnline else Part.REPORTER
        found = uow.records.with_part(event.person, part, kind=kind.kind, limit=1000)
        return [each.id for each in found if each.id not in self._known]

    def _read(self, words: str, event: Event) -> None:
        report = self.reports[words]

        def look(uow: UnitOfWork) -> str | None:
            person = uow.people.get(event.person)
            found = uow.records.peek(report.about)
            if found is None or person is None or isinstance(found, Erased):
                return "of a record that is erased"
            if _may_read(person, found, report, uow):
                return None
            parts = sorted(part for who, part in found.parties() if who == person.id)
            return f"of {found.kind} ({found.state}) by {parts}"

        if wrong := self._world.replicas[0].store.run(look):
            self._world.finds(f"words {wrong} were read, who may not, in {_way(event)}")

    # -- every day ------------------------------------------------------------------------------------------

    def broken(self, uow: UnitOfWork) -> list[str]:
        """Broken conditions, in words."""
        return list(self._broken(uow))

    def _broken(self, uow: UnitOfWork) -> Iterator[str]:
        yield from self._chain(uow)
        yield from self._nothing_is_late(uow)
        for event in self._sent:
            if self._unknown(event, uow):
                yield f"{event.form} was kept once more when it came again"
        self._sent.clear()
        for report in self.reports.values():
            if uow.records.summary(report.about) is None:
                yield f"{report.form} was acknowledged and is lost"
        for (id_,) in uow.session.all(_OPEN, {}):
            found = uow.records.peek(RecordId(id_))
            if found is None:
                continue
            yield from self._has_a_holder(found, uow)
            yield from self._is_reminded_of(found, uow)
            yield from self._is_decided_once(found)
        yield from self._everybody_heard(uow)

    def _chain(self, uow: UnitOfWork) -> Iterator[str]:
        for row in uow.session.all(_NEW, {"seq": self._seq}):
            line, said = read(row)
            if line["seq"] != self._seq + 1 or mac(uow.context.vault, self._hash, line) != said:
                yield f"line {line['seq']} of the history does not fit"
            self._seq, self._hash = line["seq"], said

    def _nothing_is_late(self, uow: UnitOfWork) -> Iterator[str]:
        for what, late in _LATE.items():
            if rows := uow.session.all(late, {"now": stamp(uow.now)}):
                yield f"{len(rows)} due and left: {what} {rows[0][0]}"

    def _has_a_holder(self, found: Record, uow: UnitOfWork) -> Iterator[str]:
        if not isinstance(found, Assigned):
            return
        if isinstance(found, Debrief) and found.state not in (Talk.ACCEPTED, Talk.BOOKED):
            return  # an offer, or what was agreed: it waits for nobody above
        holder = found.handler
        if holder is None:
            if not (found.on_management_list and any(each.kind == "name_handler" for each in found.nudges())):
                yield f"{found.ref} ({found.state}) lies with nobody, and nobody is asked to name one"
            return
        person = uow.people.get(holder)
        if person is None or not person.active:
            yield f"{found.ref} ({found.state}) lies with somebody who has left"
        if not uow.people.is_manager(holder):
            yield f"{found.ref} ({found.state}) lies with somebody who manages nobody"
        if holder in found.conflicted():
            yield f"{found.ref} ({found.state}) lies with somebody whom it concerns"

    def _is_reminded_of(self, found: Record, uow: UnitOfWork) -> Iterator[str]:
        waits = {who for who, part in found.parties() if part is Part.MUST_ACT}
        if isinstance(found, NamedOnline) and _HALVES.issuperset(found.steps_left):
            return  # silence means that no record is kept; its manager may close it once they have waited
        if isinstance(found, RestorativeAction) and found.step is not None:
            return  # nobody has to say how it went
        ahead = uow.session.all(_AHEAD, {"record": found.id})
        if waits and not ahead and not found.on_management_list and not isinstance(found, _ONCE_TOLD):
            yield f"{found.kind} {found.ref} ({found.state}) waits, and nobody is ever reminded"

    def _is_decided_once(self, found: Record) -> Iterator[str]:
        decision = getattr(found, "decision", None)
        if decision is None:
            return
        facts = (getattr(decision, "by", None), getattr(decision, "at", None))
        if self._decided.setdefault(found.id, facts) != facts:
            yield f"{found.kind} {found.ref} ({found.state}) was decided twice"

    def _everybody_heard(self, uow: UnitOfWork) -> Iterator[str]:
        for words, report in self.reports.items():
            if words in self._heard:
                continue
            found = uow.records.peek(report.about)
            if not isinstance(found, EndedContact) or found.is_open:
                continue
            self._heard.add(words)
            person = uow.people.get(report.by)
            if person is None or not person.active:
                continue
            to = uow.outbox._to(report.by, found.id)  # as a notice has them, in a plain column
            told = [row for row in uow.session.all(_TOLD, {"record": found.id, "to": to}) if row[0] in _ANSWERS]
            if not any(due is not None or sent is not None or why == "unreachable" for _, due, why, sent in told):
                yield f"{found.ref} is closed, and whoever reported it has not heard: {told}"


def _way(event: Event) -> str:
    return str(getattr(event, "action", "") or getattr(event, "form", "") or type(event).__name__)


def _tree(found: Record, uow: UnitOfWork) -> Iterator[Record]:
    yield found
    for each in uow.records.grown(found.id):
        child = uow.records.peek(each.id)
        if child is not None:
            yield from _tree(child, uow)


def _may_read(person: Person, found: Record, report: Report, uow: UnitOfWork) -> bool:
    """True if model.md §4 lets them read it: as author, as handler of it or a descendant, or to keep the records."""
    if person.id == report.by:
        return not isinstance(found, NamedOnline)
    if Role.RECORDS_ADMIN in person.roles and not isinstance(found, SupportRequest):
        return True
    for each in _tree(found, uow):
        if each.handler == person.id or (isinstance(each, PoliceDecision) and person.id in _on_call(each)):
            return True
    return False


def _on_call(decision: PoliceDecision) -> frozenset[PersonId]:
    return frozenset(who for who, part in decision.parties() if part is Part.ON_CALL)
