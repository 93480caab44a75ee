"""Example police decisions and witness statements. All people are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.people import PersonId
from bot.records.ended_contact.parts import Channel, Reason, ThreatAgainst
from bot.records.ended_contact.record import EndedContact
from bot.records.police.parts import Decision, How, Note, Opinion, Outcome, Reference, Told, View
from bot.records.police.record import PoliceDecision
from bot.records.witness import Answer, WitnessStatement
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY


def report() -> EndedContact:
    """Report of a threat by phone against Isla and Callum, which Rory heard."""
    return people.report(
        reasons=(Reason.THREAT,),
        threat_against=ThreatAgainst.ME,
        note="He said that he knows where I live and that I should watch my back.",
        steps="I ended the call and told reception.",
        targets=(CALLUM,),
        individual=people.individual().id,
    )


def opened() -> PoliceDecision:
    """Decision opened by the report; Rory has been asked."""
    origin = people.origin("PD-0003", ISLA, "id-EC-0042")
    return PoliceDecision.open_for(origin, report(), manager=MORAG).has_asked(RORY)


def asked_on_call() -> PoliceDecision:
    """Decision for which Ewan, on call, has been asked besides Morag."""
    return opened().asked_on_call(EWAN)


def heard() -> PoliceDecision:
    """Decision with Isla's opinion, Callum's as noted by Morag, and a call by Isla."""
    said = opened().said(Opinion.WORDS, "I would like them to know. I am worried about the way home.", ISLA, NOW)
    noted = said.noted(View(of=CALLUM, by=MORAG, at=NOW, opinion=Opinion.RATHER_NOT))
    return noted.called(ISLA, NOW).called(ISLA, NOW, "PS-20261124-0815")


def decision(outcome: Outcome = Outcome.REPORT) -> Decision:
    """Morag's decision about the police."""
    reported = outcome is not Outcome.NOT_REPORT
    return Decision(
        at=NOW,
        by=MORAG,
        outcome=outcome,
        impact="Repairs and reception may meet him this week.",
        reasons="It was meant, and it was repeated.",
        on=TODAY if reported else None,
        how=How.NON_EMERGENCY if reported else None,
    )


def decided(outcome: Outcome = Outcome.REPORT) -> PoliceDecision:
    """Decided; the staff are not told yet."""
    return heard().decide(decision(outcome), TODAY)


def to_be_told() -> PoliceDecision:
    """Decided to report; the police are not told yet."""
    return heard().decide(replace(decision(Outcome.REPORT), on=None, how=None), TODAY)


def told() -> PoliceDecision:
    """Staff told; the police's reference is not known yet."""
    return decided().tell(Told(at=NOW, by=MORAG, on=TODAY), TODAY)


def referred() -> PoliceDecision:
    """Decision with all notes complete."""
    known = told().refer(Reference(at=NOW, by=MORAG, number="PS-20261124-0815"))
    return known.followed_up(Note(at=NOW, by=MORAG, words="An officer has spoken with him."))


def closed() -> PoliceDecision:
    """Decision with nothing left to do."""
    return referred().closed(NOW)


def unasked() -> PoliceDecision:
    """Staff told; a witness has left and has to be asked in person."""
    gone = PersonId("gone")
    return told().witnessed_by((AILSA, gone)).has_asked(AILSA)


def reopened() -> PoliceDecision:
    """Decision not to report, reopened after another call."""
    return decided(Outcome.NOT_REPORT).reopened(Note(at=NOW, by=MORAG, words="He called again and repeated it."))


def statement() -> WitnessStatement:
    """Statement requested from Rory."""
    origin = people.origin("WS-0002", MORAG, opened().id)
    return WitnessStatement.ask(origin, opened(), RORY, NOW - timedelta(hours=1), Channel.PHONE)


def given() -> WitnessStatement:
    """Statement by Rory, with an addition."""
    said = statement().answered(Answer.STATEMENT, "I heard him say: I know where you live.", RORY, NOW)
    return said.answered(Answer.STATEMENT, "He said it twice.", RORY, NOW)


def declined() -> WitnessStatement:
    """Statement that Rory declined."""
    return statement().answered(Answer.DECLINED, "", RORY, NOW)


def did_not_see() -> WitnessStatement:
    """Statement that Rory saw nothing."""
    return statement().answered(Answer.DID_NOT_SEE, "", RORY, NOW)


def asked_in_person() -> WitnessStatement:
    """Statement for which Morag asked Rory in person."""
    return statement().was_asked_in_person(MORAG, NOW)


def no_reply() -> WitnessStatement:
    """Statement without an answer when the decision was closed."""
    return statement().left(NOW)
