from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.cards import Buttons
from bot.chat.events import ActionEvent, ReshapeEvent, Value
from bot.chat.forms import Form
from bot.chat.replies import Reply
from bot.flows.restriction import conversation as restriction
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.individual import Individual
from bot.records.restriction.measures import Channel, MeasureType
from bot.records.restriction.parts import (
    EvidenceKind,
    Format,
    Outcome,
    ReviewOutcome,
    ReviewPlan,
    TellingPlan,
    Thought,
    Training,
)
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from bot.views.restriction import labels as restriction_labels
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words

EVERYBODY = (ISLA, RORY, MORAG, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)
DECIDED = "This has already been decided by someone acting as manager. Nothing changed."
NOTE = "Shouted at me about the repair, swore, I warned him twice"

WISH: dict[str, Value] = {
    "individual": "T-4711",
    "relationship": "tenant",
    "measures": ("time_or_volume",),
    "wish": "He calls every hour.",
    "targets": (ISLA,),
    "witnesses": (RORY,),
}
CASE: dict[str, Value] = {
    "individual": "T-4711",
    "measures": ("channel",),
    "detail_channel": "E-mail only",
    "channels_channel": ("phone",),
    "behaviour": "Twelve calls, each with swearing.",
    "impact": "Nobody else could be served.",
    "evidence_words": "https://files.example.org/recording",
}
FAIR: dict[str, Value] = {
    "restorative": "tried",
    "restorative_words": "A break was agreed.",
    "adjustments": "We asked; none is known.",
    "thought_of": ("impact", "staffing", "open", "urgent"),
}
LATER = TODAY + timedelta(days=182)
PROPOSE: dict[str, Value] = {
    **CASE,
    **FAIR,
    "reasons": "It protects the team; a set day was offered and not kept.",
    "involved": "yes",
}
APPROVE: dict[str, Value] = {
    **CASE,
    **FAIR,
    "reasons": "It protects the team; a set day was offered and not kept.",
    "reviewing": "on_a_day",
    "review_on": LATER.isoformat(),
    "sooner_if": "Two calm months.",
}
LIGHTER: dict[str, Value] = {
    **APPROVE,
    "measures": ("time_or_volume",),
    "detail_time_or_volume": "One call a week",
    "channels_time_or_volume": ("phone",),
}
DENY: dict[str, Value] = {
    "reasons": "A call back can be tried first.",
    "instead": "Callum takes the next calls.",
}
ASK: dict[str, Value] = {"question": "Was it on one day?"}
AT_ONCE: dict[str, Value] = {**CASE, "reasons": "A threat today."}
NOBODY: dict[str, Value] = {"groups": (), "nobody_because": "Only the caseworker meets it."}
TOLD: dict[str, Value] = {
    "told_on": TODAY.isoformat(),
    "told_how": "letter",
    "told_by": "Morag Reid",
    "explained": ("review", "appeal"),
}
NOT_TOLD: dict[str, Value] = {"told_how": "not_told", "not_told_because": "The police asked us to wait."}
LIFT: dict[str, Value] = {"outcome": "lift", "reasons": "It has been calm."}
CONTINUE: dict[str, Value] = {
    "outcome": "continue",
    "since_then": "Three friendly calls.",
    "individual_says": "He would like to call.",
    "adjustments": "Nothing has changed.",
    "reasons": "One call a week was tried.",
    "reviewing": "on_a_day",
    "review_on": (LATER + timedelta(days=90)).isoformat(),
    "sooner_if": "Two calm months.",
}
VARY: dict[str, Value] = {
    **CONTINUE,
    "outcome": "vary",
    "measures": ("time_or_volume",),
    "detail_time_or_volume": "One call a week",
    "channels_time_or_volume": ("phone",),
}


def reported(house: House, **answers: Value) -> str:
    """Isla's report, with the wish ticked; returns the id of the suggestion that went with it."""
    said: dict[str, Value] = {"note": NOTE, "individual": "T-4711", "wishes": ("restrict",), "witnesses": (RORY,)}
    report = house.reports(ISLA, **{**said, **answers})
    (suggestion,) = house.children(report, Restriction)
    return suggestion.id


def of(house: House, person: PersonId, part: Part = Part.REPORTER) -> list[str]:
    """The ids of the restrictions in which somebody plays a part, oldest first."""

    def read(uow: UnitOfWork) -> list[str]:
        return [str(s.id) for s in uow.records.with_part(person, part, kind="restriction", limit=100)][::-1]

    return house.run(read)


def suggested(house: House, **changes: Value) -> str:
    """Isla's suggestion without a report, with Morag as its handler."""
    card(house.sends(ISLA, "restriction.suggest", {**WISH, **changes}))
    return of(house, ISLA)[-1]


def proposed(house: House, **changes: Value) -> str:
    """Proposal by Morag, who was there, with Ailsa as its handler."""
    card(house.sends(MORAG, "restriction.propose", {**PROPOSE, **changes}))
    return of(house, MORAG, Part.PROPOSER)[-1]


def approved(house: House, about: str, /, by: PersonId = MORAG, **changes: Value) -> str:
    """Approved, in one dialog."""
    card(house.sends(by, "restriction.decision", {**APPROVE, **changes}, about))
    return about


def shared(house: House, about: str, by: PersonId = MORAG) -> str:
    """It is decided that nobody else needs to know."""
    card(house.sends(by, "sharing.decide", NOBODY, about))
    return about


def active(house: House) -> str:
    """In force."""
    about = shared(house, approved(house, suggested(house)))
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    return about


def reshaped(house: House, about: str | None, values: dict[str, Value], name: str = "restriction.decision") -> Reply:
    """The form again, after an answer has changed its questions."""
    return house.handle(ReshapeEvent(person=MORAG, form=name, about=about, values=values))


def stage(house: House, about: str) -> State:
    """State of the restriction."""
    return house.record(about, Restriction).stage


def opens(reply: Reply, name: str) -> Form:
    """The form of a reply, which is the one of this name."""
    opened = form(reply)
    assert opened.name == name
    return opened


# -- suggesting ----------------------------------------------------------------------------------------


def test_staff_suggest_and_a_manager_proposes(house: House) -> None:
    """The command opens the form that fits, with what was typed in it."""
    assert (
        opens(house.types(ISLA, "restriction", "calls hourly"), "restriction.suggest").values["wish"] == "calls hourly"
    )
    assert opens(house.types(MORAG, "restriction", "calls"), "restriction.propose").values["behaviour"] == "calls"


def test_a_suggestion_goes_to_the_manager_alone(house: House) -> None:
    """Isla reads who decides and that she will hear; it lies with Morag, and the words are kept."""
    reply = house.sends(ISLA, "restriction.suggest", WISH)
    assert "Morag Reid can see this privately, and decides. You will hear what comes of it, and why." in words(reply)
    record = house.record(of(house, ISLA)[0], Restriction)
    assert (record.handler, record.suggested, record.wish) == (MORAG, True, "He calls every hour.")
    assert (record.targets, record.witnesses) == ((ISLA,), (RORY,))
    assert house.record(record.individual, Individual).display == "T-4711"


def test_a_suggestion_needs_whom_and_why(house: House) -> None:
    """Nothing else."""
    assert set(errors(house.sends(ISLA, "restriction.suggest", {}))) == {"individual", "wish"}


def test_managers_alone_propose_where_the_organisation_says_so(house: House) -> None:
    """Staff are told whom to turn to, and cannot get round it."""
    house.store._context.policy = replace(house.policy, any_staff_may_suggest=False)
    assert "managers propose restrictions" in words(house.types(ISLA, "restriction"))
    assert NOTHING in words(house.sends(ISLA, "restriction.suggest", WISH))


@pytest.mark.requirement("R-1.8-5")
def test_nobody_concerned_is_asked_to_decide(house: House) -> None:
    """For a manager who is a target the next in line decides; if nobody is left, one is to be named."""
    next_one = house.record(suggested(house, targets=(MORAG,)), Restriction)
    assert next_one.handler == CALLUM
    nobody = house.record(suggested(house, targets=(MORAG, CALLUM, AILSA), witnesses=(DOUGAL,)), Restriction)
    assert (nobody.handler, nobody.needs_naming) == (None, True)


# -- from a report ---------------------------------------------------------------------------------------


def test_a_wish_in_a_report_is_a_suggestion_with_its_manager(house: House) -> None:
    """It grew out of the report, knows its individual and those involved, and has no evidence yet."""
    record = house.record(reported(house), Restriction)
    report = house.record(record.parent, EndedContact)
    assert (record.handler, record.report_ref, record.individual) == (MORAG, report.ref, report.account.individual)
    assert (record.targets, record.witnesses, record.case.evidence) == ((ISLA,), (RORY,), ())


def test_what_was_aimed_at_somebody_else_has_no_known_target(house: House) -> None:
    """The reporter never decides all the same."""
    record = house.record(reported(house, aimed_at="organisation"), Restriction)
    assert (record.targets, ISLA in record.conflicted()) == ((), True)


def test_whom_the_reporter_passed_by_gets_neither(house: House) -> None:
    """The report and the suggestion go to another manager, and never to the line manager."""
    record = house.record(reported(house, report_to="other"), Restriction)
    assert record.handler == CALLUM
    assert MORAG in record.conflicted()


@pytest.mark.requirement("R-1.8-5")
def test_a_report_whose_manager_was_there_leads_to_another_who_decides(house: House) -> None:
    """The suggestion does not follow a report to somebody in conflict."""
    report = house.record(house.reports(ISLA), EndedContact)
    seen = report.changed(account=replace(report.account, witnesses=(MORAG,)))
    suggestion = house.run(lambda uow: restriction.suggest_from(seen, uow))
    assert (report.handler, suggestion.handler) == (MORAG, CALLUM)


@pytest.mark.requirement("R-1.8-6")
def test_what_the_report_says_is_filled_in_and_it_is_the_evidence(house: House) -> None:
    """For the manager who may read it: nothing is asked twice, and the look at it is logged."""
    about = reported(house)
    opened = opens(house.presses(MORAG, "restriction.approve", about), "restriction.decision")
    record = house.record(about, Restriction)
    assert (opened.values["individual"], opened.values["behaviour"]) == ("T-4711", NOTE)
    assert opened.values["channels_channel"] == ("phone",)
    assert f"It rests on: Report {record.report_ref}." in words(reshaped(house, about, {"more": ("evidence",)}))
    assert (MORAG, "read") in house.history(str(record.parent))
    known = ("individual", "behaviour", "evidence_words")
    card(house.sends(MORAG, "restriction.decision", {n: v for n, v in APPROVE.items() if n not in known}, about))
    case = house.record(about, Restriction).case
    assert (case.behaviour, [(e.kind, e.what) for e in case.evidence]) == (
        NOTE,
        [(EvidenceKind.REPORT, record.report_ref)],
    )


@pytest.mark.requirement("R-1.8-6")
def test_the_words_of_whoever_asked_are_evidence(house: House) -> None:
    """Without a report, the officer's own account is what it rests on."""
    about = suggested(house)
    approved(house, about, evidence_words=None)
    record = house.record(about, Restriction)
    assert [(e.kind, e.what) for e in record.case.evidence] == [(EvidenceKind.ACCOUNT, record.ref)]


def test_the_note_is_not_shown_to_a_manager_who_may_not_read_the_report(house: House) -> None:
    """The restriction has moved on, the report has not."""
    about = reported(house)
    house.presses(MORAG, "pass_on", about)
    step = opens(house.presses(CALLUM, "restriction.approve", about), "restriction.decision")
    assert not step.values.get("behaviour")
    assert NOTE not in words(house.presses(CALLUM, "restriction.open", about))


# -- proposing -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-5")
def test_one_manager_proposes_and_decides_in_one_go(house: House) -> None:
    """For one who was not involved: no second manager, and nobody to wait for."""
    house.notices()
    reply = house.sends(MORAG, "restriction.propose", {**APPROVE, "involved": "no"})
    assert "Approved. It starts when those who need to know have the card" in words(reply)
    record = house.record(of(house, MORAG, Part.PROPOSER)[-1], Restriction)
    assert (record.stage, record.handler, record.own) == (State.APPROVED, MORAG, True)
    assert house.history(record.id) == [(MORAG, "proposed"), (MORAG, "approved")]
    assert "restriction_outcome" not in [view for _, view, _ in house.notices()]
    shared(house, record.id)
    card(house.sends(MORAG, "restriction.told", TOLD, record.id))
    assert stage(house, record.id) is State.ACTIVE


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("involved", [{"involved": "yes"}, {"targets": (MORAG,)}, {"witnesses": (MORAG,)}])
def test_a_manager_who_was_involved_proposes_and_another_decides(house: House, involved: dict[str, Value]) -> None:
    """Their own answer does not count: targets and witnesses never decide."""
    reply = house.sends(MORAG, "restriction.propose", {**APPROVE, "involved": "no", **involved})
    assert "can see this privately, and decides." in words(reply)
    about = of(house, MORAG, Part.PROPOSER)[-1]
    record = house.record(about, Restriction)
    assert (record.stage, record.own, MORAG in record.conflicted()) == (State.PROPOSED, False, True)
    for name, values in (("decision", APPROVE), ("protection", AT_ONCE), ("not_forward", DENY), ("told", TOLD)):
        assert NOTHING in words(house.sends(MORAG, f"restriction.{name}", values, about))


def test_whether_one_was_involved_has_to_be_said(house: House) -> None:
    """Without a report nobody else knows."""
    assert set(errors(house.sends(MORAG, "restriction.propose", APPROVE))) == {"involved"}


@pytest.mark.requirement("R-1.8-5")
def test_an_organisation_can_ask_for_two_managers(house: House) -> None:
    """The second one then decides, who finds what was proposed filled in."""
    house.sets(two_managers=True)
    opened = opens(house.types(MORAG, "restriction"), "restriction.propose")
    assert (opened.submit, "reviewing" in [f.id for f in opened.fields()]) == ("Propose", False)
    card(house.sends(MORAG, "restriction.propose", {**APPROVE, "involved": "no"}))
    about = of(house, MORAG, Part.PROPOSER)[-1]
    record = house.record(about, Restriction)
    assert (record.handler, record.stage, record.own) == (AILSA, State.PROPOSED, False)
    assert NOTHING in words(house.sends(MORAG, "restriction.decision", APPROVE, about))
    decides = opens(house.presses(AILSA, "restriction.approve", about), "restriction.decision")
    assert {name: decides.values[name] for name in ("behaviour", "impact", "reasons", *FAIR)} == {
        name: APPROVE[name] for name in ("behaviour", "impact", "reasons", *FAIR)
    }
    refused = house.sends(MORAG, "restriction.propose_at_once", {**AT_ONCE, "involved": "no"})
    assert "two managers decide here" in words(refused)
    approved(house, about, AILSA)


@pytest.mark.requirement("R-1.8-5")
def test_one_manager_makes_it_active_at_once(house: House) -> None:
    """With the officer's own account as evidence, in three answers; the decision is still to come, and theirs."""
    report = house.reports(ISLA, note=NOTE, individual="T-4711", witnesses=(RORY,))
    opened = opens(house.presses(MORAG, "form:restriction.propose_at_once", report), "restriction.propose_at_once")
    assert (opened.values["behaviour"], opened.values["individual"]) == (NOTE, "T-4711")
    answers: dict[str, Value] = {"measures": ("channel",), "channels_channel": ("phone",), "reasons": "He is outside."}
    reply = house.sends(MORAG, "restriction.propose_at_once", answers, report)
    assert "You brought this restriction. It needs your decision. The measures are active already" in words(reply)
    assert "Ask for more" not in labels(reply)
    (record,) = house.children(report, Restriction)
    assert (record.in_force, record.handler, record.own) == (True, MORAG, True)
    assert {e.kind for e in record.case.evidence} == {EvidenceKind.REPORT}
    approved(house, record.id)
    assert stage(house, record.id) is State.APPROVED


def test_a_proposal_is_taken_up_again_where_it_was_left(house: House) -> None:
    """The draft is there; it can be begun afresh; nobody else finds it."""
    keep = ActionEvent(person=MORAG, action="restriction.keep", extra="restriction.propose ", values=CASE)
    go_on = button(house.handle(keep), "Go on")
    again = opens(house.presses(MORAG, go_on.action), "restriction.propose")
    assert (again.values["impact"], "What you had begun is filled in below." in words(again)) == (CASE["impact"], True)
    assert "impact" not in opens(house.types(CALLUM, "restriction"), "restriction.propose").values
    afresh = opens(house.presses(MORAG, "restriction.afresh"), "restriction.propose")
    assert "impact" not in afresh.values
    assert of(house, MORAG, Part.PROPOSER) == []


def test_staff_cannot_propose_formally(house: House) -> None:
    """Neither by the form nor by what it sends."""
    assert NOTHING in words(house.presses(ISLA, "form:restriction.propose"))
    assert NOTHING in words(house.sends(ISLA, "restriction.propose", CASE))


def test_a_manager_proposes_from_a_report(house: House) -> None:
    """Only from one that lies with them; the individual and the note are there."""
    report = house.reports(ISLA, note=NOTE, individual="T-4711", witnesses=(RORY,))
    step = opens(house.presses(MORAG, "form:restriction.propose", report), "restriction.propose")
    assert (step.values["behaviour"], step.values["individual"]) == (NOTE, "T-4711")
    assert NOTHING in words(house.presses(CALLUM, "form:restriction.propose", report))
    card(house.sends(MORAG, "restriction.propose", {**APPROVE, "more": ("evidence",)}, report))
    (record,) = house.children(report, Restriction)
    assert (record.handler, record.targets, record.witnesses) == (MORAG, (ISLA,), (RORY,))
    assert {e.kind for e in record.case.evidence} == {EvidenceKind.REPORT, EvidenceKind.LINK}


# -- reading -----------------------------------------------------------------------------------------------


def test_reading_is_logged_and_has_the_next_step(house: House) -> None:
    """The manager reads what is asked and decides; the management team reads and has no buttons."""
    about = suggested(house)
    reply = house.presses(MORAG, "restriction.open", about)
    assert "Isla Fraser suggests a restriction. It needs your decision." in words(reply)
    assert labels(reply)[:2] == ["Approve", "Deny"]
    assert labels(house.presses(AILSA, "restriction.open", about)) == []
    assert house.history(about)[-2:] == [(MORAG, "read"), (AILSA, "read")]


def test_the_report_is_a_line_for_who_may_read_it(house: House) -> None:
    """The management team reads the restriction and not the report."""
    about = reported(house)
    assert "the report it grew out of" in words(house.presses(MORAG, "restriction.open", about))
    assert "the report it grew out of" not in words(house.presses(AILSA, "restriction.open", about))


@pytest.mark.parametrize("answer", ["approve", "deny", "lighter", "ask", "protect"])
def test_a_first_look_through_an_answer_is_logged_too(house: House, answer: str) -> None:
    """The buttons of the message show content as well."""
    about = suggested(house)
    form(house.presses(MORAG, f"restriction.{answer}", about))
    assert house.history(about)[-1] == (MORAG, "read")


@pytest.mark.requirement("R-1.8-5")
def test_nobody_else_can_do_anything(house: House) -> None:
    """Every act and every form, by everybody who may not: the same answer, and nothing changed."""
    about = suggested(house)
    before = house.record(about, Restriction)
    acts = ["approve", "lighter", "deny", "ask", "protect"]
    forms = {
        "decision": APPROVE,
        "not_forward": DENY,
        "asking": ASK,
        "protection": AT_ONCE,
        "told": TOLD,
        "review": LIFT,
    }
    for person in set(EVERYBODY) - {MORAG}:
        assert {words(house.presses(person, f"restriction.{act}", about)).split("\n")[1] for act in acts} == {NOTHING}
        sent = {words(house.sends(person, f"restriction.{name}", v, about)).split("\n")[1] for name, v in forms.items()}
        assert sent == {NOTHING}
        assert NOTHING in words(house.presses(person, "restriction.keep", about, "restriction.decision approve.0"))
    for person in (RORY, CALLUM, DOUGAL, STRANGER, BOARD, ISLA):
        assert NOTHING in words(house.presses(person, "restriction.open", about))
    for person in set(EVERYBODY) - {ISLA}:
        assert NOTHING in words(house.presses(person, "restriction.outcome", about))
        assert NOTHING in words(house.presses(person, "restriction.question", about))
    assert house.record(about, Restriction) == before


@pytest.mark.requirement("R-1.8-5")
def test_somebody_who_is_no_manager_any_more_decides_nothing(house: House) -> None:
    """The role is looked at when it is decided, not when it was given."""
    about = suggested(house)
    house.put(replace(house.person(ISLA), line_manager=CALLUM))
    assert NOTHING in words(house.presses(MORAG, "restriction.approve", about))
    assert labels(house.presses(MORAG, "restriction.open", about)) == []


def test_what_does_not_exist_reads_the_same(house: House) -> None:
    """As what one may not see."""
    for about in (None, "nothing", house.reports(ISLA)):
        for action in ("open", "approve", "outcome", "question"):
            assert NOTHING in words(house.presses(MORAG, f"restriction.{action}", about))
    assert NOTHING in words(house.presses(MORAG, "restriction.keep", None, "restriction.suggest "))


# -- approving -----------------------------------------------------------------------------------------------


def test_approving_is_one_dialog(house: House) -> None:
    """Known answers are filled in; nothing is saved before it is sent."""
    about = suggested(house)
    opened = opens(house.presses(MORAG, "restriction.approve", about), "restriction.decision")
    assert (opened.values["measures"], opened.extra) == (("time_or_volume",), "approve.0")
    reply = house.sends(MORAG, "restriction.decision", APPROVE, about, opened.extra)
    assert "Approved. It starts when those who need to know have the card" in words(reply)
    record = house.record(about, Restriction)
    assert record.decision is not None
    assert record.decision.telling is not None
    assert (record.decision.telling.by, record.review) == (MORAG, ReviewPlan(on=LATER, sooner_if="Two calm months."))
    assert record.fairness.lighter_options == record.decision.reasons == APPROVE["reasons"]


def test_a_lighter_measure_is_chosen_once(house: House) -> None:
    """The requested measure is shown beside the question, and the chosen one is approved."""
    about = suggested(house, measures=("channel",))
    opened = opens(house.presses(MORAG, "restriction.lighter", about), "restriction.decision")
    assert "Proposed: Contact by certain channels only." in words(opened)
    card(house.sends(MORAG, "restriction.decision", LIGHTER, about, opened.extra))
    record = house.record(about, Restriction)
    assert record.decision is not None
    assert (record.decision.outcome, [m.type for m in record.case.measures]) == (
        Outcome.LIGHTER,
        [MeasureType.TIME_OR_VOLUME],
    )


def test_what_was_filled_in_can_be_left_and_taken_up_again(house: House) -> None:
    """It is kept for the one who typed it, and gone once it is decided."""
    about = suggested(house)
    half: dict[str, Value] = {**CASE, "impact": "Half a sent", "behaviour": ""}
    keep = ActionEvent(
        person=MORAG, action="restriction.keep", about=about, extra="restriction.decision approve.0", values=half
    )
    go_on = button(house.handle(keep), "Go on")
    assert (go_on.action, go_on.about, go_on.extra) == ("form:restriction.decision", about, "approve.0")
    kept = opens(house.presses(MORAG, go_on.action, about, go_on.extra), "restriction.decision")
    assert (kept.values["impact"], kept.values["behaviour"]) == ("Half a sent", "")
    approved(house, about)
    assert house.run(lambda uow: uow.drafts.find(MORAG, "restriction.decision", about)) is None


def test_measures_ask_for_their_parameter_as_they_are_chosen(house: House) -> None:
    """The form is drawn again, and what was typed stays."""
    drawn = reshaped(house, suggested(house), {"measures": ("other",), "impact": "Typed"})
    assert "detail_other" in fields(drawn)
    assert "detail_time_or_volume" not in fields(drawn)
    assert form(drawn).values["impact"] == "Typed"


def test_which_channels_are_closed_says_the_rest(house: House) -> None:
    """In other words where somebody writes them; all of them closed has to be said in words."""
    about = suggested(house)
    channels = tuple(channel.value for channel in Channel)
    all_closed = {**APPROVE, "detail_channel": None, "channels_channel": channels}
    assert set(errors(house.sends(MORAG, "restriction.decision", all_closed, about))) == {"detail_channel"}
    approved(house, about, detail_channel=None)
    (measure,) = house.record(about, Restriction).case.measures
    assert measure.detail == "No phone calls. In every other way as before."


@pytest.mark.requirement("R-1.8-6")
def test_nothing_is_decided_without_evidence(house: House) -> None:
    """Only without an account of the incident is it asked for and required."""
    without = {**APPROVE, "evidence_words": None, "involved": "no"}
    assert set(errors(house.sends(MORAG, "restriction.propose", without))) == {"evidence_words"}
    card(house.sends(MORAG, "restriction.propose", without, house.reports(ISLA)))


def test_evidence_is_kept_a_line_each(house: House) -> None:
    """A link as text, a thing with its place; and they stand in the form again."""
    about = suggested(house)
    said = "https://a.example.org\n\n  Letter, 3 May, in safe 2 "
    card(house.sends(MORAG, "restriction.protection", {**AT_ONCE, "evidence_words": None}, about))
    approved(house, about, more=("evidence",), evidence_words=said)
    evidence = house.record(about, Restriction).case.evidence
    assert [(e.kind, e.what) for e in evidence[1:]] == [
        (EvidenceKind.LINK, "https://a.example.org"),
        (EvidenceKind.PHYSICAL, "Letter, 3 May, in safe 2"),
    ]


def test_what_is_optional_is_never_refused_when_it_is_empty(house: House) -> None:
    """The dialog is taken with nothing but what it says is needed, after a report as without one."""
    about = reported(house)
    opened = form(house.presses(MORAG, "restriction.approve", about))
    drawn = form(reshaped(house, about, {**opened.values, "measures": ("channel",)}))
    needed = {f.id: APPROVE.get(f.id) or drawn.values[f.id] for f in drawn.fields() if f.required}
    card(house.sends(MORAG, "restriction.decision", needed, about, opened.extra))
    record = house.record(about, Restriction)
    assert record.review is not None
    assert (record.review.on, record.review.sooner_if) == (
        house.policy.suggested_review(TODAY),
        "They ask for it, or something changes.",
    )


@pytest.mark.requirement("R-1.6-1")
@pytest.mark.requirement("R-1.6-5")
@pytest.mark.requirement("R-1.3-2")
@pytest.mark.parametrize("left_out", FAIR["thought_of"] or ())
def test_each_thing_thought_of_has_to_hold(house: House, left_out: str) -> None:
    """About impact; not a busy week; what is open goes on; emergencies can be reported."""
    others = tuple(each for each in FAIR["thought_of"] or () if each != left_out)
    reply = house.sends(MORAG, "restriction.decision", {**APPROVE, "thought_of": others}, suggested(house))
    assert set(errors(reply)) == {"thought_of"}
    assert [words for each, words in restriction_labels.THOUGHT.items() if words in errors(reply)["thought_of"]] == [
        restriction_labels.THOUGHT[Thought(left_out)]
    ]


def test_the_words_of_a_suggestion_say_what_happened(house: House) -> None:
    """If there is no report; the measure can be made active at once from the message and from the page."""
    about = suggested(house)
    drawn = house.presses(MORAG, "restriction.approve", about)
    assert form(drawn).values["behaviour"] == WISH["wish"]
    at_once = next(
        each
        for block in form(drawn).body
        if isinstance(block, Buttons)
        for each in block.buttons
        if each.label.startswith("Make it active at once")
    )
    asked = form(house.presses(MORAG, at_once.action, about))
    assert (asked.name, asked.values["behaviour"]) == ("restriction.protection", WISH["wish"])


def test_what_can_be_said_besides_is_asked_where_it_is_ticked(house: House) -> None:
    """Nothing of it has to be answered; what is known opens by itself."""
    about = suggested(house)
    short = fields(house.presses(MORAG, "restriction.approve", about))
    assert not {"circumstances", "training_words", "told_form", "about_complaints"} & set(short)
    every = form(reshaped(house, about, {"more": ("person", "ours", "telling", "complaints", "evidence")}))
    asked = [f for f in every.fields() if f.id not in short]
    assert {"needs", "circumstances", "training_words", "emergencies", "told_by", "told_form"} <= {f.id for f in asked}
    assert not [f.id for f in asked if f.required]
    more: dict[str, Value] = {"more": ("person", "ours", "telling"), "circumstances": "The repair is late."}
    approved(house, about, MORAG, **more, training_words="Ending a call.", told_by=(AILSA,), told_form="email")
    record = house.record(about, Restriction)
    assert record.decision is not None
    assert (record.fairness.circumstances, record.fairness.training, record.decision.telling) == (
        "The repair is late.",
        Training.POSSIBLY,
        TellingPlan(by=AILSA, form=Format.EMAIL),
    )


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.requirement("R-1.7-2")
def test_needs_are_kept_and_looked_at_when_a_measure_touches_them(house: House) -> None:
    """Needs stay with the individual; a measure that affects them asks for a tick of its own."""
    about = suggested(house)
    noted: dict[str, Value] = {**APPROVE, "more": ("person",), "needs": "Large print", "contact_by": "By phone"}
    assert set(errors(house.sends(MORAG, "restriction.decision", noted, about))) == {"channel_considered"}
    card(house.sends(MORAG, "restriction.decision", {**noted, "channel_considered": ("yes",)}, about))
    who = house.record(house.record(about, Restriction).individual, Individual)
    assert (who.adjustments, who.contact_by) == ("Large print", "By phone")
    again = form(house.presses(MORAG, "restriction.approve", suggested(house)))
    assert again.values["adjustments"] == "Large print; By phone"


@pytest.mark.requirement("R-1.5-2")
def test_needs_that_a_proposer_may_not_read_are_considered_before_it_is_decided(house: House) -> None:
    """A reference typed is no right to read: the decision is asked for once the record is theirs."""
    who = house.record(house.record(suggested(house), Restriction).individual, Individual)
    house.run(
        lambda uow: uow.records.save(
            who.adjusted(MORAG, uow.now, adjustments="", contact_by="By phone"), by=MORAG, act="x"
        )
    )
    opened = form(house.types(MORAG, "restriction"))
    assert "By phone" not in words(opened)
    then = opens(house.sends(MORAG, "restriction.propose", {**APPROVE, "involved": "no"}), "restriction.decision")
    assert ("By phone" in words(then), then.values["impact"]) == (True, CASE["impact"])
    about = of(house, MORAG, Part.PROPOSER)[-1]
    assert stage(house, about) is State.PROPOSED
    approved(house, about, channel_considered=("yes",))


def test_somebody_else_can_be_named_and_the_same_stays_the_same(house: House) -> None:
    """Initials lead to nobody again, so what stood there unchanged is the same individual."""
    about = suggested(house, individual="T. B.")
    before = house.record(about, Restriction).individual
    card(house.sends(MORAG, "restriction.protection", {**AT_ONCE, "individual": "T. B."}, about))
    assert house.record(about, Restriction).individual == before
    approved(house, about, individual="T-4711")
    assert house.record(house.record(about, Restriction).individual, Individual).display == "T-4711"


@pytest.mark.requirement("R-1.8-8")
@pytest.mark.requirement("R-1.8-9")
def test_a_decision_asks_for_a_review_or_a_reason(house: House) -> None:
    """A day after today; or why not, confirmed, and then nothing about looking sooner."""
    about = suggested(house)

    def sent(**changes: Value) -> Reply:
        return house.sends(MORAG, "restriction.decision", {**APPROVE, **changes}, about)

    assert set(errors(sent(review_on=None))) == {"review_on"}
    assert set(errors(sent(review_on=TODAY.isoformat()))) == {"review_on"}
    assert set(errors(sent(reviewing="none"))) == {"none_because", "none_confirmed"}
    assert set(errors(sent(reviewing="none", none_because="Violence."))) == {"none_confirmed"}
    card(sent(reviewing="none", none_because="Violence.", none_confirmed=("yes",)))
    plan = house.record(about, Restriction).review
    assert plan == ReviewPlan(none_because="Violence.", none_confirmed=True)


@pytest.mark.requirement("R-1.6-7")
@pytest.mark.requirement("R-1.6-5")
def test_the_decider_sees_how_like_cases_were_decided(house: House) -> None:
    """Outcomes and their numbers, of restrictions with a measure of the same type; no names, no references."""
    approved(house, suggested(house))
    drawn = reshaped(house, reported(house), {"measures": ("channel",)})
    assert "Earlier decisions about measures like these: Approved 1." in words(drawn)


def test_the_same_measure_is_not_lighter(house: House) -> None:
    """The sentence stands beside the measures."""
    about = proposed(house)
    reply = house.sends(AILSA, "restriction.decision", APPROVE, about, "lighter.0")
    assert set(errors(reply)) == {"measures"}


@pytest.mark.requirement("R-1.6-7")
def test_nothing_is_approved_with_one_click(house: House) -> None:
    """Approve opens the dialog, also where a proposer has filled in everything."""
    about = proposed(house)
    opens(house.presses(AILSA, "restriction.approve", about), "restriction.decision")
    assert stage(house, about) is State.PROPOSED


# -- answers -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.13-5")
def test_denying_says_why_and_what_is_done_instead(house: House) -> None:
    """Both are what Isla reads; her report stands as it was."""
    about = reported(house)
    report = house.record(house.record(about, Restriction).parent, EndedContact)
    opened = opens(house.presses(MORAG, "restriction.deny", about), "restriction.not_forward")
    assert [f.id for f in opened.fields()] == ["reasons", "instead"]
    assert set(errors(house.sends(MORAG, "restriction.not_forward", {}, about))) == {"reasons", "instead"}
    house.notices()
    card(house.sends(MORAG, "restriction.not_forward", DENY, about, opened.extra))
    assert house.notices() == [(ISLA, "restriction_outcome", about)]
    heard = words(house.presses(ISLA, "restriction.outcome", about))
    assert "Not taken forward, because:\nA call back can be tried first." in heard
    assert "What is done instead\nCallum takes the next calls." in heard
    assert "The report and the support around it stand." in heard
    assert house.history(about)[-1] == (ISLA, "hear")
    now = house.record(report.id, EndedContact)
    assert now == report.changed(version=now.version, heard_at=now.heard_at, heard_of=1)


@pytest.mark.parametrize(
    ("values", "course", "heard"),
    [
        (APPROVE, "approve.0", "Approved. It starts when"),
        (LIGHTER, "lighter.0", "Approved with a lighter measure. It starts when"),
    ],
)
def test_whoever_asked_hears_the_outcome(house: House, values: dict[str, Value], course: str, heard: str) -> None:
    """At the decision, in a sentence, and nothing of the reasons about the individual."""
    about = suggested(house)
    house.notices()
    card(house.sends(MORAG, "restriction.decision", values, about, course))
    assert (ISLA, "restriction_outcome", about) in house.notices()
    read = words(house.presses(ISLA, "restriction.outcome", about))
    assert (heard in read, "It protects the team" in read) == (True, False)


def test_more_is_asked_and_answered_privately(house: House) -> None:
    """The question opens for Isla alone; her answer tells Morag, who then decides."""
    about = suggested(house)
    house.notices()
    card(house.sends(MORAG, "restriction.asking", ASK, about))
    opened = house.presses(ISLA, "restriction.question", about)
    assert "Was it on one day?" in words(opened)
    assert set(errors(house.sends(ISLA, "restriction.answer", {}, about))) == {"answer"}
    assert "Morag Reid has your answer" in words(house.sends(ISLA, "restriction.answer", {"answer": "Yes."}, about))
    assert [s.kind for s in house.record(about, Restriction).nudges()] == ["decide_restriction"]
    assert "Was it on one day?\n" in words(house.presses(MORAG, "restriction.open", about))
    assert DECIDED in words(house.sends(ISLA, "restriction.answer", {"answer": "Again."}, about))


@pytest.mark.parametrize(("name", "decision"), [("decision", APPROVE), ("not_forward", DENY)])
def test_a_stale_click_changes_nothing(house: House, name: str, decision: dict[str, Value]) -> None:
    """After any decision every button and every step of it says so."""
    about = suggested(house)
    card(house.sends(MORAG, f"restriction.{name}", decision, about))
    before = house.record(about, Restriction)
    for action in ("approve", "deny", "lighter", "ask", "protect"):
        assert DECIDED in words(house.presses(MORAG, f"restriction.{action}", about))
    for stale, values in (("decision", APPROVE), ("not_forward", DENY), ("asking", ASK), ("protection", AT_ONCE)):
        assert DECIDED in words(house.sends(MORAG, f"restriction.{stale}", values, about))
    assert house.record(about, Restriction) == before


def test_a_repeat_has_one_effect(house: House) -> None:
    """The same submission twice is one suggestion."""
    for _ in range(2):
        house.sends(ISLA, "restriction.suggest", WISH, key="once")
    assert len(of(house, ISLA)) == 1


# -- at once, for safety ---------------------------------------------------------------------------------------


def test_measures_are_active_at_once_for_safety(house: House) -> None:
    """In one dialog, with the evidence; debriefs are offered; the decision is still to come."""
    about = suggested(house)
    opens(house.presses(MORAG, "restriction.protect", about), "restriction.protection")
    reply = house.sends(MORAG, "restriction.protection", AT_ONCE, about)
    assert "The measures are active already, for safety." in words(reply)
    assert "Make it active at once, for safety" not in labels(reply)
    assert {d.person for d in house.children(about, Debrief)} == {ISLA, RORY}
    assert house.record(about, Restriction).in_force
    assert "active already" in words(house.sends(MORAG, "restriction.protection", AT_ONCE, about))
    told = {**TOLD, "explained": ("appeal",)}
    assert "The individual has been told" not in labels(house.sends(MORAG, "restriction.told", told, about))
    shared(house, approved(house, about))
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    assert len(house.children(about, Debrief)) == 2


def test_at_once_asks_for_little(house: House) -> None:
    """Measures and the reasons for haste; the content of the report is not asked for again."""
    about = reported(house, channel="letter")
    assert set(errors(house.sends(MORAG, "restriction.protection", {}, about))) == {"measures", "reasons"}
    named: dict[str, Value] = {"measures": ("named_person",), "detail_named_person": "Morag", "reasons": "A threat."}
    card(house.sends(MORAG, "restriction.protection", named, about))
    protection = house.record(about, Restriction).protection
    assert protection is not None
    assert protection.not_told_because == "It has only just been decided."


# -- telling ---------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-10")
def test_it_starts_when_the_individual_has_been_told(house: House) -> None:
    """Only now are debriefs offered, to everybody involved, once each."""
    about = approved(house, reported(house))
    report = house.record(about, Restriction).parent
    assert (stage(house, about), house.children(about, Debrief)) == (State.APPROVED, [])
    shared(house, about)
    opens(house.presses(MORAG, "form:restriction.told", about), "restriction.told")
    assert "In force. The review is on" in words(house.sends(MORAG, "restriction.told", TOLD, about))
    assert stage(house, about) is State.ACTIVE
    offered = [d.person for parent in (about, str(report)) for d in house.children(parent, Debrief)]
    assert sorted(offered) == sorted([ISLA, RORY])


@pytest.mark.requirement("R-1.8-10")
@pytest.mark.requirement("R-1.3-3")
@pytest.mark.parametrize("explained", [None, ("review",), ("appeal",)])
def test_both_explanations_are_needed(house: House, explained: Value) -> None:
    """The review, and the way to appeal."""
    about = shared(house, approved(house, suggested(house)))
    assert set(errors(house.sends(MORAG, "restriction.told", {**TOLD, "explained": explained}, about))) == {"explained"}
    assert stage(house, about) is State.APPROVED


@pytest.mark.requirement("R-1.6-4")
def test_why_not_is_recorded_instead(house: House) -> None:
    """With a reason it starts as well; without one it does not."""
    about = shared(house, approved(house, suggested(house)))
    assert set(errors(house.sends(MORAG, "restriction.told", {"told_how": "not_told"}, about))) == {"not_told_because"}
    assert "The police asked us to wait." in words(house.sends(MORAG, "restriction.told", NOT_TOLD, about))
    assert stage(house, about) is State.ACTIVE


def test_telling_is_recorded_once(house: House) -> None:
    """A second time there is nothing to tell."""
    about = active(house)
    assert "recorded already" in words(house.presses(MORAG, "form:restriction.told", about))
    assert "recorded already" in words(house.sends(MORAG, "restriction.told", TOLD, about))


# -- the review ----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-8")
@pytest.mark.parametrize(
    ("values", "outcome", "after"),
    [
        (LIFT, ReviewOutcome.LIFT, State.LIFTED),
        (VARY, ReviewOutcome.VARY, State.ACTIVE),
        (CONTINUE, ReviewOutcome.CONTINUE, State.ACTIVE),
    ],
)
def test_a_review_lifts_varies_or_continues(
    house: House, values: dict[str, Value], outcome: ReviewOutcome, after: State
) -> None:
    """With reasons; the individual is told again, and then nothing more is asked."""
    about = active(house)
    opened = opens(house.presses(MORAG, "form:restriction.review", about), "restriction.review")
    assert opened.values.get("outcome") is None
    reply = house.sends(MORAG, "restriction.review", values, about, opened.extra)
    varies = outcome is ReviewOutcome.VARY
    assert labels(reply)[0] == ("Decide who needs to know" if varies else "The individual has been told")
    record = house.record(about, Restriction)
    assert (record.stage, record.reviews[-1].outcome, record.retell) == (after, outcome, True)
    if varies:
        shared(house, about)
    told = house.presses(MORAG, "form:restriction.told", about)
    card(house.sends(MORAG, "restriction.told", TOLD, about, form(told).extra))
    assert house.record(about, Restriction).retell is False
    assert len(house.children(about, Debrief)) == 2


def test_only_what_is_in_force_is_reviewed(house: House) -> None:
    """Neither before nor after."""
    about = approved(house, suggested(house))
    assert DECIDED in words(house.presses(MORAG, "form:restriction.review", about))
    assert stage(house, about) is State.APPROVED


@pytest.mark.requirement("R-1.8-8")
def test_overdue_says_so_and_waits(house: House) -> None:
    """A year later it is in force still, and asks for a decision."""
    about = active(house)
    house.clock.at += timedelta(days=365)
    sentence = "It has not lapsed and has not been extended. A decision is needed."
    assert sentence in words(house.presses(MORAG, "restriction.open", about))
    assert sentence in words(house.presses(MORAG, "form:restriction.review", about))
    assert stage(house, about) is State.ACTIVE


@pytest.mark.requirement("R-1.8-11")
def test_the_service_ends_and_with_it_the_reviews(house: House) -> None:
    """With a reason."""
    about = active(house)
    assert set(errors(house.sends(MORAG, "restriction.end", {}, about))) == {"because"}
    reply = house.sends(MORAG, "restriction.end", {"because": "The tenancy has ended."}, about)
    assert ("Ended, because the service has ended." in words(reply), labels(reply)[:1]) == (True, ["Draft the letter"])
    assert stage(house, about) is State.ENDED
    record = house.run(lambda uow: uow.records.get(RecordId(about), Restriction))
    assert list(record.nudges()) == []


def test_the_same_form_later_in_one_dialog_is_a_new_act(house: House) -> None:
    """A form carries the record's version, by which a platform tells a repeat from a new act."""
    about = active(house)
    first = form(house.presses(MORAG, "form:restriction.review", about)).extra
    house.sends(MORAG, "restriction.review", CONTINUE, about, first)
    assert form(house.presses(MORAG, "form:restriction.review", about)).extra != first
