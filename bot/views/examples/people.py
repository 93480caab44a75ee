"""Example people and records, to draw every view without a database. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from bot.chat.cards import Card
from bot.nudges import Lane
from bot.people import Absence, People, Person, PersonId, Role
from bot.platforms import Platform
from bot.policy import Policy
from bot.ports import Notice
from bot.records.base import Origin, Record, RecordId
from bot.records.debrief import Action, Answer, Debrief
from bot.records.ended_contact.parts import (
    Account,
    Addition,
    Category,
    Channel,
    Ended,
    FollowUp,
    NoteKind,
    Outcome,
    Reason,
    ThreatAgainst,
    Triage,
    Tried,
    Warned,
    Wish,
)
from bot.records.ended_contact.record import EndedContact
from bot.records.individual import Individual, Relationship
from bot.records.time_away import Arrangement, TimeAway
from bot.topics import WORDS, messages
from bot.views.context import Context

#: A Tuesday morning at work.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)

ISLA = PersonId("isla")
RORY = PersonId("rory")
MORAG = PersonId("morag")
CALLUM = PersonId("callum")
AILSA = PersonId("ailsa")
EWAN = PersonId("ewan")


def _person(
    id_: PersonId, name: str, manager: PersonId | None, *deputies: PersonId, roles: frozenset[Role] = frozenset()
) -> Person:
    return Person(id=id_, email=f"{id_}@example.org", name=name, line_manager=manager, deputies=deputies, roles=roles)


#: A housing officer and a colleague of another team, their managers, and above them.
STAFF = (
    _person(ISLA, "Isla Fraser", MORAG),
    _person(RORY, "Rory Muir", CALLUM),
    _person(MORAG, "Morag Reid", AILSA, CALLUM),
    _person(CALLUM, "Callum Boyd", AILSA),
    _person(AILSA, "Ailsa Grant", EWAN, roles=frozenset({Role.MANAGEMENT_TEAM})),
    _person(EWAN, "Ewan Scott", None, roles=frozenset({Role.CHIEF_EXECUTIVE})),
)


#: Two platforms, as an organisation may have them.
PLATFORMS = (
    Platform(name="one", called="Slack", removing="point at the file, choose “More actions”, then “Delete file”."),
    Platform(name="other", called="Microsoft Teams", removing="point at your message, choose “Delete”."),
)


@cache
def policy() -> Policy:
    """Packaged policy, with two platforms."""
    return replace(Policy.load(), platforms=PLATFORMS)


def context(reader: PersonId, *, away_until: date | None = None) -> Context:
    """Context for this reader."""
    absence = Absence(since=TODAY, back=away_until) if away_until else None
    people = (replace(p, absence=absence) if p.id == reader else p for p in STAFF)
    return Context(reader=reader, now=NOW, people=People(people), policy=policy(), words=WORDS)


def message(
    record: Record, context: Context, view: str = "nudge", kind: str = "", lane: Lane = Lane.REMIND, item: str = ""
) -> Card:
    """Message about the record as its reader gets it; only for a reader who gets one."""
    notice = Notice(
        id="n", to=context.reader, view=view, about=record.id, kind=kind, item=item, lane=lane, not_before=NOW
    )
    drawn = messages.card(notice, record, context)
    assert drawn is not None  # examples have notices that are sent
    return drawn


def origin(ref: str, by: PersonId, parent: str | None = None) -> Origin:
    """Origin of an example record."""
    above = RecordId(parent) if parent else None
    return Origin(id=RecordId(f"id-{ref}"), ref=ref, at=NOW, by=by, policy_version="2023-01-25", parent=above)


# -- the individual and the report -----------------------------------------------------------------


def individual() -> Individual:
    """Member of the public, known by initials."""
    return Individual.met(origin("IN-0001", ISLA), display="T. B.", relationship=Relationship.TENANT)


def account(**changes: object) -> Account:
    """Isla's account of a call."""
    said = Account(
        channel=Channel.PHONE,
        reasons=(Reason.DISTRESSING, Reason.ABUSIVE),
        note_kind=NoteKind.WRITTEN,
        note="Shouted at me about the repair and swore.",
        occurred_on=NOW,
        warned=Warned.WARNED,
        ended=(Ended.EXPLAINED, Ended.ENDED_CALL),
        witnesses=(RORY,),
        wishes=(Wish.RESTRICT,),
    )
    return replace(said, **changes)  # type: ignore[arg-type]


def report(**changes: object) -> EndedContact:
    """Ended contact as it was sent; `changes` apply to its account."""
    return EndedContact.submit(origin("EC-0042", ISLA), account(**changes), handler=MORAG)


def fullest_report() -> EndedContact:
    """Ended contact with every field filled in."""
    long = "It went on for some time. " * 100
    said = report(
        channel=Channel.IN_PERSON_VISIT,
        reasons=tuple(Reason),
        note=long,
        tried=tuple(Tried),
        steps=long,
        threat_against=ThreatAgainst.ME,
        injury=True,
        individual=individual().id,
        ended=tuple(Ended),
        wishes=tuple(Wish),
        reengage_on=TODAY + timedelta(days=7),
        reengage_by=RORY,
    )
    for n in range(30):
        said = said.add(Addition(at=NOW, by=ISLA, text=f"Something else came to mind, number {n}."))
    return said


def triage(**changes: object) -> Triage:
    """Morag's decision on the next steps."""
    decided = Triage(
        at=NOW,
        by=MORAG,
        categories=(Category.ABUSE,),
        impact="",
        zero_tolerance=True,
        follow_ups=(FollowUp.RESTRICTION,),
        action="A restriction is being decided.",
    )
    return replace(decided, **changes)  # type: ignore[arg-type]


def acknowledged() -> EndedContact:
    """Report that was seen and not talked about yet."""
    return report().acknowledge(NOW)


def discussed() -> EndedContact:
    """Report that was talked about and not decided yet."""
    return report().talked(MORAG, TODAY, NOW, today=TODAY)


def triaged() -> EndedContact:
    """Decided report; Isla has no answer yet, and her suggestion exists already."""
    return discussed().triaged(triage()).proposal_settled(NOW)


def closed() -> EndedContact:
    """Report with nothing left to do."""
    return triaged().told(Outcome(at=NOW, by=MORAG, words="Thank you. We are taking it further."))


# -- a debrief -----------------------------------------------------------------------------------------


def debrief(manager: PersonId | None = MORAG) -> Debrief:
    """Debrief offered to Isla."""
    return Debrief.offer(origin("DB-0003", MORAG, "id-EC-0042"), person=ISLA, manager=manager)


def accepted() -> Debrief:
    """Debrief that Isla accepted."""
    return debrief().answered(Answer.YES, ISLA, NOW)


def talked() -> Debrief:
    """Debrief with three agreed actions, one of them done and one dropped."""
    agreed = tuple(
        Action(id=f"a{n}", what=what, owner=owner, due=TODAY + timedelta(days=7))
        for n, (what, owner) in enumerate((("Swap the visit", MORAG), ("A day off", ISLA), ("A new headset", RORY)), 1)
    )
    held = accepted().held(TODAY, agreed, TODAY)
    return held.done("a2", ISLA, NOW).dropped("a3", RORY, NOW, "None are to be had this year.")


# -- time away -------------------------------------------------------------------------------------------


def time_away(when: str = "", manager: PersonId | None = MORAG) -> TimeAway:
    """Isla's request for a short time away."""
    return TimeAway.ask(origin("SR-0005", ISLA), manager=manager, when=when)


def arranged() -> TimeAway:
    """Time away arranged by Morag."""
    arrangement = Arrangement(
        at=NOW,
        by=MORAG,
        first_day=TODAY,
        back=TODAY + timedelta(days=2),
        cover=(RORY,),
        words="Take care. Rory has your calls.",
    )
    return time_away("Today, if it can be").arrange(arrangement, TODAY)
