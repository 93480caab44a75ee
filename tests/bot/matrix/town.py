"""A small town in which a record of each kind stands in each main state, all made by what people do.

Each free text holds a word of its own, so that wherever it is shown one sees which record it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.chat.events import Value
from bot.chat.replies import Reply
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records import RECORDS
from bot.records.base import Record, RecordId
from bot.views.examples.people import NOW
from tests.bot.house import House, words
from tests.bot.matrix.cast import (
    AFFECTED,
    CAST,
    CHIEF,
    FINDER,
    FORMER,
    HANDLER,
    KEEPER,
    OWNER,
    PHONE,
    PROPOSER,
    REPORTER,
    WITNESS,
)
from tests.bot.matrix.reading import canaries, canary, strings
from tests.bot.matrix.values import LATER, TODAY

Values = Mapping[str, Value]


#: Kind of record → how the names of its rows begin.
PREFIX: Mapping[str, str] = {
    "ended_contact": "ec_",
    "named_online": "no_",
    "restriction": "rs_",
    "debrief": "db_",
    "time_away": "ta_",
    "support_request": "sr_",
    "contact_outside": "co_",
    "police_decision": "pd_",
    "witness_statement": "ws_",
    "appeal": "ap_",
    "correspondence": "cd_",
    "online_action": "oa_",
    "restorative": "ra_",
    "sharing": "sd_",
    "evidence": "ev_",
}


@dataclass(frozen=True)
class Row:
    """One record in one state: a row of the table."""

    name: str
    id: RecordId
    ref: str
    kind: str


@dataclass
class MatrixTown:
    """The house and what stands in it."""

    house: House
    rows: dict[str, Row] = field(default_factory=dict)
    #: Reference of an individual → the record that is about them.
    individuals: dict[str, str] = field(default_factory=dict)
    #: The texts that were typed, by the record and what they say.
    planted: set[tuple[str, str]] = field(default_factory=set)

    # -- what people do -----------------------------------------------------------------------------

    def sends(self, person: PersonId, form: str, values: Values, about: str | None = None, extra: str = "") -> Reply:
        """A form, which has to be taken."""
        self.planted |= canaries("\n".join(strings(values)))
        return self._taken(self.house.sends(person, form, values, about, extra))

    def presses(self, person: PersonId, action: str, about: str | None = None, extra: str = "") -> Reply:
        """A button, which has to work."""
        return self._taken(self.house.presses(person, action, about, extra))

    def _taken(self, reply: Reply) -> Reply:
        assert not getattr(getattr(reply, "form", None), "errors", {}), reply
        assert "Nothing changed" not in words(reply), words(reply)
        return reply

    # -- what stands there ------------------------------------------------------------------------------

    def newest(self, kind: str, before: Iterable[str]) -> str:
        """The one record of this kind that was not there before."""
        (found,) = set(self.of(kind)) - set(before)
        return found

    def of(self, kind: str) -> list[str]:
        """The ids of all records of a kind."""
        return self.house.run(lambda uow: [str(id_) for id_, _ in uow.records.facts(RECORDS[kind], limit=1000)])

    def keep(self, name: str, about: str) -> str:
        """Keep it as a row."""

        def read(uow: UnitOfWork) -> Record:
            return uow.records.get(RecordId(about), Record)

        record = self.house.run(read)
        self.rows[name] = Row(name, record.id, record.ref, record.kind)
        return about

    def made(self, kind: str, person: PersonId, form: str, values: Values, about: str | None = None) -> str:
        """What somebody makes with a form; its id."""
        before = self.of(kind)
        self.sends(person, form, values, about)
        return self.newest(kind, before)

    def whom(self, row: str) -> str:
        """The reference of an individual whom nobody has met, for this record."""
        found = f"HA-{20001 + len(self.individuals)}"
        self.individuals[found] = row
        return found

    def passed_on(self, about: str) -> str:
        """Morag, to whom it came, cannot take it: it lies with Hamish."""
        self.presses(FORMER, "pass_on", about)
        return about


def build(house: House) -> MatrixTown:
    """All of it, in a house whose directory has the people of the matrix."""
    for person in CAST:
        house.put(person)
    town = MatrixTown(house)
    for part in _PARTS:
        part(town)
    return town


# -- ended contacts -----------------------------------------------------------------------------------------


def _report(town: MatrixTown, row: str, **more: Value) -> str:
    values: Values = {
        "channel": "phone",
        "reasons": ("distressing", "circular"),
        "note": canary(row, "note"),
        "individual": town.whom(row),
        "aimed_at": "colleague",
        "targets": (AFFECTED,),
        "witnesses": (WITNESS,),
        "reengage_on": LATER,
        "reengage_by": (OWNER,),
        "steps": canary(row, "steps"),
    }
    return town.made("ended_contact", REPORTER, "ended_contact.report", {**values, **more})


def _triaged(town: MatrixTown, row: str, about: str, **more: Value) -> None:
    town.presses(HANDLER, "ended_contact.acknowledge", about)
    town.sends(HANDLER, "ended_contact.talked", {"happened": "talked", "on": TODAY}, about)
    triage: Values = {
        "categories": ("other",),
        "impact": canary(row, "triage_impact"),
        "zero_tolerance": "no",
        "follow_ups": ("restriction",),
        "action": canary(row, "triage_action"),
        "signposted": canary(row, "triage_signposted"),
    }
    town.sends(HANDLER, "ended_contact.triage", {**triage, **more}, about)


def _reports(town: MatrixTown) -> None:
    town.passed_on(town.keep("ec_sent", _report(town, "ec_sent")))
    later: Values = {"note": None, "note_kind": "later"}
    town.passed_on(town.keep("ec_later", _report(town, "ec_later", **later)))
    seen = town.passed_on(town.keep("ec_seen", _report(town, "ec_seen")))
    town.presses(HANDLER, "ended_contact.acknowledge", seen)
    town.sends(REPORTER, "ended_contact.add", {"text": canary("ec_seen", "added")}, seen)
    town.sends(HANDLER, "ended_contact.add", {"text": canary("ec_seen", "manager")}, seen)
    triaged = town.passed_on(town.keep("ec_triaged", _report(town, "ec_triaged")))
    _triaged(town, "ec_triaged", triaged)
    # Hamish has begun a proposal from it.
    town.sends(HANDLER, "restriction.propose", case("ec_triaged", town.whom("draft")), triaged)
    closed = town.passed_on(town.keep("ec_closed", _report(town, "ec_closed")))
    _triaged(town, "ec_closed", closed)
    town.sends(HANDLER, "ended_contact.outcome", {"words": canary("ec_closed", "outcome")}, closed)


# -- time away and other requests -----------------------------------------------------------------------------


def _requests(town: MatrixTown) -> None:
    for row in ("ta_arranged", "ta_asked"):
        about = town.made("time_away", REPORTER, "time_away.request", {"when": canary(row, "when")})
        town.passed_on(town.keep(row, about))
        if row == "ta_arranged":
            first: Values = {"first_day": LATER, "back": "2027-05-27", "cover": (OWNER,), "words": canary(row, "words")}
            town.sends(HANDLER, "time_away.arrange", first, about)
    for help_ in ("no_contact", "other_name", "removal", "hour", "talk"):
        _asked(town, f"sr_{help_}", help_)
    answered = _asked(town, "sr_agreed", "removal")
    town.sends(HANDLER, "support_request.answer", _agreed("sr_agreed"), answered)
    placed = _asked(town, "sr_placed", "removal")
    town.sends(HANDLER, "support_request.answer", _agreed("sr_placed"), placed)
    town.presses(HANDLER, "support_request.in_place", placed)
    for row in ("sr_denied", "sr_stepped"):
        denied = _asked(town, row, "removal")
        reasons: Values = {"outcome": "not_agreed", "reasons": canary(row, "reasons")}
        town.sends(HANDLER, "support_request.answer", reasons, denied)
        if row == "sr_stepped":
            town.presses(REPORTER, "support_request.step_up", denied)


def _asked(town: MatrixTown, row: str, help_: str) -> str:
    values: Values = {
        "help": help_,
        **({"who": town.whom(row)} if help_ == "no_contact" else {}),
        **({"which": canary(row, "which")} if help_ in ("other_name", "removal") else {}),
        **({"when": canary(row, "when")} if help_ in ("hour", "talk") else {"words": canary(row, "asked")}),
    }
    about = town.keep(row, town.made("support_request", REPORTER, "support_request.ask", values))
    # For a talk with another manager it never came to Morag.
    return about if help_ == "talk" else town.passed_on(about)


def _agreed(row: str) -> Values:
    return {"outcome": "agreed", "on": "2026-11-30", "cover": (OWNER,), "words": canary(row, "answer")}


# -- debriefs -----------------------------------------------------------------------------------------------


def _talks(town: MatrixTown) -> None:
    for row in ("db_offered", "db_accepted", "db_agreed"):
        report = town.passed_on(_report(town, row, targets=(), aimed_at="me", witnesses=()))
        before = town.of("debrief")
        _triaged(town, row, report, zero_tolerance="yes")
        about = town.passed_on(town.keep(row, town.newest("debrief", before)))
        if row == "db_offered":
            continue
        town.presses(REPORTER, "debrief.yes", about)
        if row == "db_agreed":
            first: Values = {"on": TODAY, "what": canary(row, "mine"), "owner": (HANDLER,), "due": LATER}
            town.sends(HANDLER, "debrief.held", first, about)
            second: Values = {"what": canary(row, "theirs"), "owner": (OWNER,), "due": LATER}
            town.sends(HANDLER, "debrief.agree", second, about)


#: Long enough for the two answers about personal records, in days.
_WAITED = 30

# -- named publicly -----------------------------------------------------------------------------------------


def _found(town: MatrixTown, row: str, **more: Value) -> str:
    values: Values = {
        "named": (AFFECTED,),
        "place": "facebook",
        "link": f"https://www.example.org/{canary(row, 'link')}",
        "threat": "no",
        "line": canary(row, "line"),
    }
    about = town.made("named_online", FINDER, "named_online.report", {**values, **more})
    return town.passed_on(about)


def _told(town: MatrixTown, row: str, on: str = TODAY) -> str:
    about = town.keep(row, _found(town, row))
    town.presses(HANDLER, "named_online.acknowledge", about)
    town.sends(HANDLER, "named_online.told", {"on": on, "how": "in_person"}, about)
    return about


def _decided(town: MatrixTown, row: str, on: str = TODAY) -> str:
    about = _told(town, row, on)
    town.sends(AFFECTED, "named_online.wishes", {"kind": "words", "words": canary(row, "wish")}, about)
    decision: Values = {
        "actions": ("removal", "restriction"),
        "removal": "seek",
        "risk": canary(row, "risk"),
        "removal_reasons": canary(row, "reasons"),
        "restriction_reasons": canary(row, "restrict"),
        "request_of": canary(row, "of"),
        "request_by": "them",
        "request_on": on,
    }
    town.sends(HANDLER, "named_online.decide", decision, about)
    town.sends(HANDLER, "named_online.offers", {"talk": "yes", "counselling": "yes"}, about)
    return about


def _named(town: MatrixTown) -> None:
    town.keep("no_found", _found(town, "no_found"))
    seen = town.keep("no_seen", _found(town, "no_seen"))
    town.presses(HANDLER, "named_online.acknowledge", seen)
    urgent: Values = {"gates": ("act",), "reason": canary("no_seen", "danger")}
    town.sends(HANDLER, "named_online.urgent", urgent, seen)
    _told(town, "no_told")
    _decided(town, "no_decided")
    for row, days in (("no_shared", 0), ("no_chosen", 0), ("no_waited", _WAITED)):
        town.house.clock.at = NOW - timedelta(days=days)
        about = _decided(town, row, town.house.clock.at.date().isoformat())
        town.sends(HANDLER, "named_online.share", {"summary": canary(row, "summary")}, about)
        town.house.clock.at = NOW
        if row == "no_chosen":
            town.sends(AFFECTED, "named_online.personal", {"yes": "yes"}, about)
            town.sends(HANDLER, "named_online.personal", {"yes": "yes"}, about)


# -- the police, and witnesses --------------------------------------------------------------------------------


def _threat(town: MatrixTown, row: str) -> tuple[str, str]:
    before = town.of("police_decision")
    threat: Values = {"reasons": ("threat",), "threat_against": "colleague", "reengage_on": None}
    report = town.passed_on(_report(town, row, **threat))
    return report, town.keep(row, town.newest("police_decision", before))


def _view(town: MatrixTown, row: str, person: PersonId, about: str) -> None:
    town.sends(person, "police.view", {"words": canary(row, f"view_{person}")}, about)


def _police(town: MatrixTown) -> None:
    _threat(town, "pd_opened")
    statements: list[str] = []
    for row, outcome in (("pd_heard", None), ("pd_told", "report"), ("pd_not", "not_report")):
        before = town.of("witness_statement")
        report, about = _threat(town, row)
        statements.append(town.newest("witness_statement", before))
        _view(town, row, REPORTER, about)
        town.presses(HANDLER, "police.ask", about, AFFECTED)
        _view(town, row, AFFECTED, about)
        town.sends(REPORTER, "police.call_reference", {"reference": canary(row, "call")}, about)
        if outcome is not None:
            town.sends(HANDLER, "police.decide", _decision(row, outcome), about)
        if outcome == "report":
            _triaged(town, row, report, zero_tolerance="yes")
            town.sends(HANDLER, "police.tell", {"on": TODAY}, about)
            town.sends(HANDLER, "police.reference", {"reference": canary(row, "number")}, about)
            town.sends(HANDLER, "police.follow_up", {"words": canary(row, "later")}, about)
    asked, given, _ = statements
    town.keep("ws_asked", asked)
    town.keep("ws_given", given)
    town.sends(WITNESS, "witness.answer", {"words": canary("ws_given", "saw")}, given)
    before = town.of("police_decision")
    _found(town, "pd_found", threat="yes")
    town.keep("pd_found", town.newest("police_decision", before))


def _decision(row: str, outcome: str) -> Values:
    told: Values = {"on": TODAY, "how": "101"} if outcome == "report" else {}
    return {"outcome": outcome, "impact": canary(row, "impact"), "reasons": canary(row, "reasons"), **told}


# -- restrictions -----------------------------------------------------------------------------------------------


def case(row: str, whom: str) -> Values:
    """Step 1."""
    return {
        "individual": whom,
        "measures": ("channel",),
        "detail_channel": canary(row, "measure"),
        "channels_channel": ("phone",),
        "behaviour": canary(row, "behaviour"),
        "impact": canary(row, "impact"),
        "evidence_link": f"https://files.example.org/{canary(row, 'proof')}",
    }


def fair(row: str) -> Values:
    """Step 2."""
    return {
        "about_impact": "yes",
        "restorative": "tried",
        "restorative_words": canary(row, "tried"),
        "lighter_options": canary(row, "lighter"),
        "adjustments": canary(row, "needs"),
        "normal_staffing": canary(row, "staffing"),
        "training": "no",
        "complaint_open": "no",
        "emergencies": canary(row, "emergencies"),
    }


def approve(row: str) -> Values:
    """Step 3."""
    return {
        "answer": "approve",
        "reasons": canary(row, "reasons"),
        "reviewing": "on_a_day",
        "review_on": LATER,
        "sooner_if": canary(row, "sooner"),
        "told_by": (HANDLER,),
        "told_form": "letter",
    }


def told_individual(row: str) -> Values:
    """That the individual has been told."""
    return {
        "telling": "told",
        "told_on": TODAY,
        "told_how": canary(row, "how"),
        "told_by": "Hamish Orr",
        "explained": ("review", "appeal"),
    }


def _suggested(town: MatrixTown, row: str) -> tuple[str, str]:
    whom = town.whom(row)
    wish: Values = {
        "individual": whom,
        "relationship": "tenant",
        "measures": ("time_or_volume",),
        "wish": canary(row, "wish"),
        "targets": (AFFECTED,),
        "witnesses": (WITNESS,),
    }
    about = town.made("restriction", REPORTER, "restriction.suggest", wish)
    return town.passed_on(town.keep(row, about)), whom


def _prepared(town: MatrixTown, row: str) -> str:
    about, whom = _suggested(town, row)
    town.sends(HANDLER, "restriction.case", case(row, whom), about)
    town.sends(HANDLER, "restriction.fairness", fair(row), about)
    return about


def in_force(town: MatrixTown, row: str) -> str:
    """Approved, and the individual told."""
    about = _prepared(town, row)
    town.sends(HANDLER, "restriction.decision", approve(row), about)
    if row == "rs_active":
        decision = _shared(town, "sd_read", about, "phone_handlers", "people", "involved")
        for person in (PHONE, OWNER):
            town.presses(person, "sharing.read", decision)
    else:
        _unshared(town, "sd_none" if row == "rs_ap_received" else row, about)
    town.sends(HANDLER, "restriction.told", told_individual(row), about)
    return about


def _unshared(town: MatrixTown, row: str, about: str) -> None:
    """Nobody else needs to know."""
    before = town.of("sharing")
    town.sends(HANDLER, "sharing.decide", {"groups": (), "nobody_because": canary(row, "nobody")}, about)
    if row == "sd_none":
        town.keep(row, town.newest("sharing", before))


def _shared(town: MatrixTown, row: str, about: str, *groups: str) -> str:
    """Who needs to know, and the card that they read."""
    before = town.of("sharing")
    town.sends(HANDLER, "sharing.decide", shares(row, *groups), about)
    town.sends(HANDLER, "sharing.confirm", {}, about)
    return town.keep(row, town.newest("sharing", before))


def shares(row: str, *groups: str) -> Values:
    """A card for these."""
    return {
        "groups": groups,
        **{f"why_{group}": canary(row, "why") for group in groups},
        "people_1": (OWNER,),
        "why_people_1": canary(row, "why"),
        "instruction": canary(row, "instruction"),
        "goes_to": "duty_manager",
    }


def _restrictions(town: MatrixTown) -> None:
    _suggested(town, "rs_suggested")
    _prepared(town, "rs_prepared")
    asked, _ = _suggested(town, "rs_asked")
    town.sends(HANDLER, "restriction.decision", {"answer": "ask", "question": canary("rs_asked", "question")}, asked)
    approved = _prepared(town, "rs_approved")
    town.sends(HANDLER, "restriction.decision", approve("rs_approved"), approved)
    _shared(town, "sd_waits", approved, "web_monitors")
    # Hamish has begun to share it otherwise.
    town.sends(HANDLER, "sharing.decide", shares("sd_draft", "phone_handlers"), approved)
    ready = _prepared(town, "rs_ready")
    town.sends(HANDLER, "restriction.decision", approve("rs_ready"), ready)
    _unshared(town, "rs_ready", ready)
    in_force(town, "rs_active")
    denied, _ = _suggested(town, "rs_denied")
    no: Values = {"answer": "deny", "reasons": canary("rs_denied", "reasons")}
    town.sends(HANDLER, "restriction.decision", no, denied)
    row, before = "rs_proposed", town.of("restriction")
    persons: Values = {"targets": (AFFECTED,), "witnesses": (WITNESS,)}
    town.sends(PROPOSER, "restriction.propose", {**case(row, town.whom(row)), **persons})
    town.sends(PROPOSER, "restriction.propose_fairness", fair(row))
    town.passed_on(town.keep(row, town.newest("restriction", before)))


# -- contact outside the office -----------------------------------------------------------------------------------


def _outside(town: MatrixTown) -> None:
    for row in ("co_raised", "co_recorded", "co_erased"):
        raised: Values = {
            "where": "public_place",
            "on": TODAY,
            "line": canary(row, "line"),
            "whom": town.whom(row),
        }
        about = town.made("contact_outside", REPORTER, "outside_contact.raise", raised)
        town.passed_on(town.keep(row, about))
        note: Values = {
            "talked": "yes",
            "where": "public_place",
            "on": TODAY,
            "words": canary(row, "note"),
            "whom": raised["whom"],
            "because": canary(row, "because"),
        }
        if row == "co_recorded":
            town.sends(HANDLER, "contact_outside.record", note, about)
        if row == "co_erased":
            town.sends(HANDLER, "contact_outside.leave", {"talked": "yes"}, about)


# -- appeals ------------------------------------------------------------------------------------------------------


def _appeals(town: MatrixTown) -> None:
    for row in ("ap_received", "ap_acknowledged", "ap_decided"):
        in_force(town, f"rs_{row}")
        against = town.rows[f"rs_{row}"].ref
        came: Values = {"channel": "letter", "on": TODAY, "about": against, "says": canary(row, "says")}
        about = town.keep(row, town.made("appeal", OWNER, "appeal.record", came))
        if row == "ap_received":
            continue
        town.sends(CHIEF, "appeal.acknowledge", {"on": TODAY}, about)
        if row == "ap_acknowledged":
            pause: Values = {"reasons": canary(row, "pause"), "heard": canary(row, "heard")}
            town.sends(CHIEF, "appeal.suspend", pause, about)
            continue
        town.sends(CHIEF, "appeal.decide", {"outcome": "uphold", "reasons": canary(row, "reasons")}, about)


# -- what follows from a report ---------------------------------------------------------------------------------


def _follows(town: MatrixTown, row: str, kind: str, follow_up: str) -> str:
    report = town.passed_on(_report(town, row, channel="web_form"))
    before = town.of(kind)
    _triaged(town, row, report, follow_ups=(follow_up,))
    return town.keep(row, town.newest(kind, before))


def _correspondence(town: MatrixTown) -> None:
    for row in ("cd_opened", "cd_decided", "cd_informed"):
        about = _follows(town, row, "correspondence", "correspondence")
        if row == "cd_opened":
            continue
        decision: Values = {
            "verdict": "not_acceptable",
            "reasons": canary(row, "reasons"),
            "use": "used",
            "ground": "public_interest",
            "ground_words": canary(row, "ground"),
        }
        town.sends(HANDLER, "correspondence.decide", decision, about)
        if row == "cd_informed":
            informed: Values = {"way": "account", "account": canary(row, "account"), "on": TODAY}
            town.sends(HANDLER, "correspondence.inform", informed, about)


def _online(town: MatrixTown) -> None:
    for row in ("oa_opened", "oa_decided"):
        about = _follows(town, row, "online_action", "online")
        decision: Values = {
            "actions": ("block", "report"),
            "block_reasons": canary(row, "why"),
            "block_what": canary(row, "blocked"),
            "block_by": (HANDLER,),
            "block_on": TODAY,
            "report_reasons": canary(row, "reasons"),
            "request_of": canary(row, "of"),
            "request_by": (OWNER,),
            "request_on": TODAY,
            "reference": canary(row, "reference"),
            "guidance": canary(row, "guidance"),
        }
        if row == "oa_decided":
            town.sends(HANDLER, "online_action.decide", decision, about)


def _restorative(town: MatrixTown) -> None:
    for row in ("ra_opened", "ra_noted", "ra_closed"):
        about = _follows(town, row, "restorative", "restorative")
        if row == "ra_opened":
            continue
        step: Values = {"what": "break", "words": canary(row, "step"), "on": TODAY, "by": (OWNER,)}
        town.sends(HANDLER, "restorative.note", step, about)
        if row == "ra_closed":
            town.sends(HANDLER, "restorative.result", {"words": canary(row, "result")}, about)


# -- evidence -----------------------------------------------------------------------------------------------------


def _evidence(town: MatrixTown) -> None:
    report = town.rows["ec_triaged"].id
    for row in ("ev_link", "ev_let", "ev_thing", "ev_withdrawn"):
        link: Values = {
            "type": "link",
            "link": f"https://files.example.org/{canary(row, 'link')}",
            "distressing": "yes",
            "materials": ("other",),
            "words": canary(row, "kind"),
            "captured_on": TODAY,
        }
        thing = {"type": "physical", "thing": canary(row, "what"), "place": canary(row, "place"), "distressing": "no"}
        values = thing if row == "ev_thing" else link
        about = town.keep(row, town.made("evidence", REPORTER, "evidence.add", values, report))
        if row == "ev_let":
            town.sends(HANDLER, "evidence.let", {"person": AFFECTED}, about)
        if row == "ev_withdrawn":
            town.sends(HANDLER, "evidence.withdraw", {"reason": canary(row, "reason")}, about)


# -- who keeps the records -----------------------------------------------------------------------------------------

#: What has been read for a reason: while that holds, its further pages are read as well.
INSPECTED = ("ec_seen", "no_shared", "pd_told", "ws_given", "co_recorded", "ev_link")


def _inspected(town: MatrixTown) -> None:
    for row in INSPECTED:
        town.sends(KEEPER, "register.reason", {"reason": "Somebody asks what is held."}, town.rows[row].id)


_PARTS = (
    _reports,
    _requests,
    _talks,
    _named,
    _police,
    _restrictions,
    _outside,
    _appeals,
    _correspondence,
    _online,
    _restorative,
    _evidence,
    _inspected,
)
