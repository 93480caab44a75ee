from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

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
from bot.records.restriction.measures import MeasureType
from bot.records.restriction.parts import EvidenceKind, ReviewOutcome
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
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
    "evidence_link": "https://files.example.org/recording",
}
FAIR: dict[str, Value] = {
    "about_impact": "yes",
    "restorative": "tried",
    "restorative_words": "A break was agreed.",
    "lighter_options": "A set day was offered.",
    "adjustments": "We asked; none is known.",
    "normal_staffing": "No, not with a full team.",
    "training": "no",
    "complaint_open": "no",
    "emergencies": "The emergency line is open.",
}
LATER = TODAY + timedelta(days=182)
APPROVE: dict[str, Value] = {
    "answer": "approve",
    "reasons": "It protects the team.",
    "reviewing": "on_a_day",
    "review_on": LATER.isoformat(),
    "sooner_if": "Two calm months.",
    "told_by": (MORAG,),
    "told_form": "letter",
}
LIGHTER: dict[str, Value] = {
    **APPROVE,
    "answer": "lighter",
    "lighter": ("time_or_volume",),
    "lighter_time_or_volume": "One call a week",
    "lighter_channels_time_or_volume": ("phone",),
}
DENY: dict[str, Value] = {"answer": "deny", "reasons": "A call back can be tried first."}
ASK: dict[str, Value] = {"answer": "ask", "question": "Was it on one day?"}
AT_ONCE: dict[str, Value] = {"reasons": "A threat today.", "not_told_because": "It has just happened."}
NOBODY: dict[str, Value] = {"groups": (), "nobody_because": "Only the caseworker meets it."}
TOLD: dict[str, Value] = {
    "telling": "told",
    "told_on": TODAY.isoformat(),
    "told_how": "Letter",
    "told_by": "Morag Reid",
    "explained": ("review", "appeal"),
}
NOT_TOLD: dict[str, Value] = {"telling": "not_told", "not_told_because": "The police asked us to wait."}
LIFT: dict[str, Value] = {
    "outcome": "lift",
    "since_then": "Three friendly calls.",
    "individual_says": "He would like to call.",
    "adjustments": "Nothing has changed.",
    "reasons": "It has been calm.",
}
CONTINUE: dict[str, Value] = {
    **LIFT,
    "outcome": "continue",
    "lighter_options": "One call a week was tried.",
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
    """What Isla suggests without a report; it lies with Morag."""
    card(house.sends(ISLA, "restriction.suggest", {**WISH, **changes}))
    return of(house, ISLA)[-1]


def proposed(house: House, **changes: Value) -> str:
    """What Morag proposes; it lies with Ailsa."""
    house.sends(MORAG, "restriction.propose", {**CASE, **changes})
    card(house.sends(MORAG, "restriction.propose_fairness", FAIR))
    return of(house, MORAG, Part.PROPOSER)[-1]


def prepared(house: House, about: str, by: PersonId = MORAG) -> None:
    """Steps 1 and 2."""
    form(house.sends(by, "restriction.case", CASE, about))
    form(house.sends(by, "restriction.fairness", FAIR, about))


def approved(house: House, about: str, by: PersonId = MORAG) -> str:
    """All three steps."""
    prepared(house, about, by)
    card(house.sends(by, "restriction.decision", APPROVE, about))
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


def stage(house: House, about: str) -> State:
    """Where it stands."""
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
    house.store._shelf.policy = replace(house.policy, any_staff_may_suggest=False)
    assert "managers propose restrictions" in words(house.types(ISLA, "restriction"))
    assert NOTHING in words(house.sends(ISLA, "restriction.suggest", WISH))


@pytest.mark.requirement("R-1.8-5")
def test_nobody_concerned_is_asked_to_decide(house: House) -> None:
    """Where the manager is a target, the next in line decides; where nobody is left, one is to be named."""
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


def test_the_report_is_offered_as_evidence_and_its_note_as_the_facts(house: House) -> None:
    """To the manager who may read it; unticked, and logged as a view of the report."""
    about = reported(house)
    step = opens(house.presses(MORAG, "restriction.approve", about), "restriction.case")
    record = house.record(about, Restriction)
    assert step.values["behaviour"] == NOTE
    assert not step.values["evidence"]
    evidence = next(f for f in step.fields() if f.id == "evidence")
    assert [o.value for o in getattr(evidence, "options", ())] == [record.report_ref]
    assert (MORAG, "read") in house.history(str(record.parent))


def test_the_note_is_not_shown_to_a_manager_who_may_not_read_the_report(house: House) -> None:
    """The restriction has moved on, the report has not."""
    about = reported(house)
    house.presses(MORAG, "pass_on", about)
    step = opens(house.presses(CALLUM, "restriction.approve", about), "restriction.case")
    assert not step.values["behaviour"]
    assert NOTE not in words(house.presses(CALLUM, "restriction.open", about))


# -- proposing -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-5")
def test_a_manager_proposes_and_their_own_manager_decides(house: House) -> None:
    """Both steps are asked of the proposer, who then only hears."""
    about = proposed(house)
    record = house.record(about, Restriction)
    assert (record.handler, record.suggested, record.stage) == (AILSA, False, State.PROPOSED)
    for form_name, values in (("case", CASE), ("fairness", FAIR), ("decision", APPROVE), ("told", TOLD)):
        assert NOTHING in words(house.sends(MORAG, f"restriction.{form_name}", values, about))
    assert "Ailsa Grant decides, and you will hear." in words(house.presses(MORAG, "restriction.outcome", about))
    approved(house, about, AILSA)


def test_a_proposal_is_taken_up_again_where_it_was_left(house: House) -> None:
    """Step 1 is there after it was sent; it can be begun afresh; nobody else finds it."""
    opens(house.sends(MORAG, "restriction.propose", CASE), "restriction.propose_fairness")
    again = opens(house.types(MORAG, "restriction"), "restriction.propose")
    assert (again.values["impact"], "What you had begun is filled in below." in words(again)) == (CASE["impact"], True)
    assert "impact" not in opens(house.types(CALLUM, "restriction"), "restriction.propose").values
    afresh = opens(house.presses(MORAG, "restriction.afresh"), "restriction.propose")
    assert "impact" not in afresh.values
    assert of(house, MORAG, Part.PROPOSER) == []


def test_a_half_filled_step_is_kept(house: House) -> None:
    """The button in the form keeps what is typed; it leads back to the same step."""
    house.sends(MORAG, "restriction.propose", CASE)
    values: dict[str, Value] = {"lighter_options": "A set day."}
    event = ActionEvent(person=MORAG, action="restriction.keep", extra="restriction.propose_fairness ", values=values)
    go_on = button(house.handle(event), "Go on")
    assert (
        opens(house.presses(MORAG, go_on.action), "restriction.propose_fairness").values["lighter_options"]
        == "A set day."
    )


def test_step_two_without_step_one_leads_nowhere(house: House) -> None:
    """There is nothing to propose."""
    assert NOTHING in words(house.sends(MORAG, "restriction.propose_fairness", FAIR))


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
    reference = house.record(report, EndedContact).ref
    house.sends(MORAG, "restriction.propose", {**CASE, "evidence": (reference,)}, report)
    card(house.sends(MORAG, "restriction.propose_fairness", FAIR, report))
    (record,) = house.children(report, Restriction)
    assert (record.handler, record.targets, record.witnesses) == (AILSA, (ISLA,), (RORY,))
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
    prepared(house, about)
    before = house.record(about, Restriction)
    acts = ["approve", "lighter", "deny", "ask", "protect"]
    forms = {"case": CASE, "fairness": FAIR, "decision": APPROVE, "protection": AT_ONCE, "told": TOLD, "review": LIFT}
    for person in set(EVERYBODY) - {MORAG}:
        assert {words(house.presses(person, f"restriction.{act}", about)).split("\n")[1] for act in acts} == {NOTHING}
        sent = {words(house.sends(person, f"restriction.{name}", v, about)).split("\n")[1] for name, v in forms.items()}
        assert sent == {NOTHING}
        assert NOTHING in words(house.presses(person, "restriction.keep", about, "restriction.case approve.0"))
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


# -- the three steps -----------------------------------------------------------------------------------------


def test_approving_leads_through_three_steps(house: House) -> None:
    """Each keeps what was filled in and leads on with the answer set; the last one decides."""
    about = suggested(house)
    first = opens(house.presses(MORAG, "restriction.lighter", about), "restriction.case")
    assert (first.values["measures"], first.extra) == (("time_or_volume",), "lighter.0")
    second = opens(house.sends(MORAG, "restriction.case", CASE, about, first.extra), "restriction.fairness")
    third = opens(house.sends(MORAG, "restriction.fairness", FAIR, about, second.extra), "restriction.decision")
    assert (third.values["answer"], third.extra, third.values["told_by"]) == ("lighter", "lighter.2", (MORAG,))
    assert stage(house, about) is State.PROPOSED
    reply = house.sends(MORAG, "restriction.decision", LIGHTER, about, third.extra)
    assert "Approved. It starts when those who need to know have the card" in words(reply)
    record = house.record(about, Restriction)
    assert [m.type for m in record.case.measures] == [MeasureType.TIME_OR_VOLUME]


def test_what_was_filled_in_can_be_left_and_taken_up_again(house: House) -> None:
    """Sent steps stand in the record; half-filled ones are kept for the one who typed them."""
    about = suggested(house)
    house.sends(MORAG, "restriction.case", CASE, about)
    again = opens(house.presses(MORAG, "restriction.approve", about), "restriction.case")
    assert {name: again.values[name] for name in CASE} == CASE
    half: dict[str, Value] = {**CASE, "impact": "Half a sent", "behaviour": ""}
    keep = ActionEvent(
        person=MORAG, action="restriction.keep", about=about, extra=f"restriction.case {again.extra}", values=half
    )
    go_on = button(house.handle(keep), "Go on")
    assert (go_on.action, go_on.about, go_on.extra) == ("form:restriction.case", about, again.extra)
    kept = opens(house.presses(MORAG, go_on.action, about, go_on.extra), "restriction.case")
    assert (kept.values["impact"], kept.values["behaviour"]) == ("Half a sent", "")
    house.sends(MORAG, "restriction.case", CASE, about, "approve.1")
    assert (
        opens(house.presses(MORAG, "restriction.approve", about), "restriction.case").values["impact"] == CASE["impact"]
    )


def test_measures_ask_for_their_parameter_as_they_are_chosen(house: House) -> None:
    """The form is drawn again, and what was typed stays."""
    about = suggested(house)
    event = ReshapeEvent(
        person=MORAG, form="restriction.case", about=about, values={"measures": ("other",), "impact": "Typed"}
    )
    drawn = house.handle(event)
    assert "detail_other" in fields(drawn)
    assert "detail_time_or_volume" not in fields(drawn)
    assert form(drawn).values["impact"] == "Typed"


@pytest.mark.requirement("R-1.8-6")
def test_a_step_without_evidence_does_not_go_on(house: House) -> None:
    """The sentence stands beside a field that is there; with the report ticked it goes on."""
    about = reported(house)
    without = {**CASE, "evidence_link": None}
    assert set(errors(house.sends(MORAG, "restriction.case", without, about))) == {"evidence"}
    assert set(errors(house.sends(MORAG, "restriction.propose", without))) == {"evidence_link"}
    assert set(errors(house.sends(MORAG, "restriction.case", without, suggested(house)))) == {"evidence_link"}
    reference = house.record(about, Restriction).report_ref
    opens(house.sends(MORAG, "restriction.case", {**without, "evidence": (reference,)}, about), "restriction.fairness")


def test_links_are_kept_a_line_each_and_a_thing_with_its_place(house: House) -> None:
    """As text; and they stand in the form again."""
    about = suggested(house)
    links = "https://a.example.org\n\n  https://b.example.org "
    values = {**CASE, "evidence_link": links, "evidence_thing": "Letter, 3 May", "evidence_place": "Safe 2"}
    house.sends(MORAG, "restriction.case", values, about)
    evidence = house.record(about, Restriction).case.evidence
    assert [(e.kind, e.what, e.where) for e in evidence] == [
        (EvidenceKind.LINK, "https://a.example.org", ""),
        (EvidenceKind.LINK, "https://b.example.org", ""),
        (EvidenceKind.PHYSICAL, "Letter, 3 May", "Safe 2"),
    ]
    again = form(house.presses(MORAG, "restriction.approve", about)).values
    assert again["evidence_link"] == "https://a.example.org\nhttps://b.example.org"
    assert errors(house.sends(MORAG, "restriction.case", {**values, "evidence_place": ""}, about)) == {
        "evidence_place": "Please say where it is kept."
    }


@pytest.mark.requirement("R-1.6-1")
def test_being_different_is_no_reason(house: House) -> None:
    """The second step does not go on without impact."""
    about = suggested(house)
    assert set(errors(house.sends(MORAG, "restriction.fairness", {**FAIR, "about_impact": "no"}, about))) == {
        "about_impact"
    }


@pytest.mark.requirement("R-1.5-2")
@pytest.mark.requirement("R-1.7-2")
def test_needs_are_kept_and_looked_at_when_a_measure_touches_them(house: House) -> None:
    """What helps the individual is kept with them; a measure that touches it asks for a tick of its own."""
    about = suggested(house)
    house.sends(MORAG, "restriction.case", CASE, about)
    house.sends(MORAG, "restriction.fairness", {**FAIR, "needs": "Large print", "contact_by": "By phone"}, about)
    who = house.record(house.record(about, Restriction).individual, Individual)
    assert (who.adjustments, who.contact_by) == ("Large print", "By phone")
    opens(house.sends(MORAG, "restriction.decision", APPROVE, about), "restriction.fairness")
    assert set(errors(house.sends(MORAG, "restriction.fairness", FAIR, about))) == {"channel_considered"}
    considered = {**FAIR, "channel_considered": ("yes",)}
    opens(house.sends(MORAG, "restriction.fairness", considered, about), "restriction.decision")
    assert house.record(who.id, Individual).adjustments == "Large print"
    card(house.sends(MORAG, "restriction.decision", APPROVE, about))


def test_somebody_else_can_be_named_and_the_same_stays_the_same(house: House) -> None:
    """Initials lead to nobody again, so what stood there unchanged is the same individual."""
    about = suggested(house, individual="T. B.")
    before = house.record(about, Restriction).individual
    house.sends(MORAG, "restriction.case", {**CASE, "individual": "T. B."}, about)
    assert house.record(about, Restriction).individual == before
    house.sends(MORAG, "restriction.case", {**CASE, "individual": "T-4711"}, about)
    assert house.record(house.record(about, Restriction).individual, Individual).display == "T-4711"


def test_an_approval_needs_the_steps_and_keeps_what_was_typed(house: House) -> None:
    """Chosen in the third step without the first two, it leads to the one that is missing."""
    about = suggested(house)
    first = opens(house.sends(MORAG, "restriction.decision", APPROVE, about, "deny.0"), "restriction.case")
    second = opens(house.sends(MORAG, "restriction.case", CASE, about, first.extra), "restriction.fairness")
    opens(house.sends(MORAG, "restriction.decision", APPROVE, about, "deny.1"), "restriction.fairness")
    third = opens(house.sends(MORAG, "restriction.fairness", FAIR, about, second.extra), "restriction.decision")
    assert (third.values["reasons"], third.values["answer"]) == (APPROVE["reasons"], "approve")
    assert stage(house, about) is State.PROPOSED


@pytest.mark.requirement("R-1.8-8")
@pytest.mark.requirement("R-1.8-9")
def test_the_third_step_asks_for_a_review_or_a_reason(house: House) -> None:
    """A day after today; or why not, confirmed."""
    about = suggested(house)
    prepared(house, about)

    def sent(**changes: Value) -> Reply:
        return house.sends(MORAG, "restriction.decision", {**APPROVE, **changes}, about)

    assert set(errors(sent(review_on=None))) == {"review_on"}
    assert set(errors(sent(review_on=TODAY.isoformat()))) == {"review_on"}
    assert set(errors(sent(reviewing="none"))) == {"none_because", "none_confirmed"}
    assert set(errors(sent(reviewing="none", none_because="Violence."))) == {"none_confirmed"}
    card(sent(reviewing="none", none_because="Violence.", none_confirmed=("yes",)))
    plan = house.record(about, Restriction).review
    assert plan is not None
    assert (plan.on, plan.none_because) == (None, "Violence.")


@pytest.mark.requirement("R-1.6-7")
@pytest.mark.requirement("R-1.6-5")
def test_the_decider_sees_how_like_cases_were_decided(house: House) -> None:
    """Outcomes and their numbers, of restrictions with a measure of the same type; no names, no references."""
    approved(house, suggested(house))
    about = reported(house)
    prepared(house, about)
    third = house.presses(MORAG, "form:restriction.decision", about)
    assert "Earlier decisions about measures like these: Approved 1." in words(third)


def test_the_same_measure_is_not_lighter(house: House) -> None:
    """The sentence stands beside the measures of the lighter answer."""
    about = suggested(house)
    prepared(house, about)
    same = {
        **LIGHTER,
        "lighter": ("channel",),
        "lighter_channel": "E-mail only",
        "lighter_channels_channel": ("phone",),
    }
    assert set(errors(house.sends(MORAG, "restriction.decision", same, about))) == {"lighter"}


@pytest.mark.requirement("R-1.6-7")
def test_nothing_is_approved_with_one_click(house: House) -> None:
    """Approve opens the first step, also where a proposer has filled in everything."""
    about = proposed(house)
    opens(house.presses(AILSA, "restriction.approve", about), "restriction.case")
    assert stage(house, about) is State.PROPOSED


# -- answers -----------------------------------------------------------------------------------------------


def test_denying_goes_straight_to_the_reasons(house: House) -> None:
    """They are what Isla reads; her report stands as it was."""
    about = reported(house)
    report = house.record(house.record(about, Restriction).parent, EndedContact)
    step = opens(house.presses(MORAG, "restriction.deny", about), "restriction.decision")
    assert [f.id for f in step.fields()] == ["answer", "reasons"]
    assert set(errors(house.sends(MORAG, "restriction.decision", {"answer": "deny"}, about))) == {"reasons"}
    house.notices()
    card(house.sends(MORAG, "restriction.decision", DENY, about, step.extra))
    assert house.notices() == [(ISLA, "restriction_outcome", about)]
    heard = words(house.presses(ISLA, "restriction.outcome", about))
    assert "Not taken forward, because:\nA call back can be tried first." in heard
    assert "The report and the support around it stand." in heard
    assert house.history(about)[-1] == (ISLA, "hear")
    now = house.record(report.id, EndedContact)
    assert now == report.changed(version=now.version, heard_at=now.heard_at, heard_of=1)


@pytest.mark.parametrize(
    ("values", "heard"),
    [(APPROVE, "Approved. It starts when"), (LIGHTER, "Approved with a lighter measure. It starts when")],
)
def test_whoever_asked_hears_the_outcome(house: House, values: dict[str, Value], heard: str) -> None:
    """At the decision, in a sentence, and nothing of the reasons about the individual."""
    about = suggested(house)
    prepared(house, about)
    house.notices()
    card(house.sends(MORAG, "restriction.decision", values, about))
    assert (ISLA, "restriction_outcome", about) in house.notices()
    read = words(house.presses(ISLA, "restriction.outcome", about))
    assert (heard in read, "It protects the team." in read) == (True, False)


def test_more_is_asked_and_answered_privately(house: House) -> None:
    """The question opens for Isla alone; her answer tells Morag, who then decides."""
    about = suggested(house)
    house.notices()
    card(house.sends(MORAG, "restriction.decision", ASK, about))
    opened = house.presses(ISLA, "restriction.question", about)
    assert "Was it on one day?" in words(opened)
    assert set(errors(house.sends(ISLA, "restriction.answer", {}, about))) == {"answer"}
    assert "Morag Reid has your answer" in words(house.sends(ISLA, "restriction.answer", {"answer": "Yes."}, about))
    assert [s.kind for s in house.record(about, Restriction).nudges()] == ["decide_restriction"]
    assert "Was it on one day?\n" in words(house.presses(MORAG, "restriction.open", about))
    assert DECIDED in words(house.sends(ISLA, "restriction.answer", {"answer": "Again."}, about))


@pytest.mark.parametrize("decision", [APPROVE, DENY])
def test_a_stale_click_changes_nothing(house: House, decision: dict[str, Value]) -> None:
    """Whatever was decided, every button and every step of it says so."""
    about = suggested(house)
    prepared(house, about)
    card(house.sends(MORAG, "restriction.decision", decision, about))
    before = house.record(about, Restriction)
    for action in ("approve", "deny", "lighter", "ask", "protect"):
        assert DECIDED in words(house.presses(MORAG, f"restriction.{action}", about))
    for name, values in (("case", CASE), ("fairness", FAIR), ("decision", DENY), ("protection", AT_ONCE)):
        assert DECIDED in words(house.sends(MORAG, f"restriction.{name}", values, about))
    assert house.record(about, Restriction) == before


def test_a_repeat_has_one_effect(house: House) -> None:
    """The same submission twice is one suggestion."""
    for _ in range(2):
        house.sends(ISLA, "restriction.suggest", WISH, key="once")
    assert len(of(house, ISLA)) == 1


# -- at once, for safety ---------------------------------------------------------------------------------------


def test_measures_are_active_at_once_for_safety(house: House) -> None:
    """Step 1 with its evidence comes first; debriefs are offered; the decision is still to come."""
    about = suggested(house)
    first = opens(house.presses(MORAG, "restriction.protect", about), "restriction.case")
    opens(house.sends(MORAG, "restriction.case", CASE, about, first.extra), "restriction.protection")
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


def test_protection_without_the_first_step_says_what_is_missing(house: House) -> None:
    """Also where the form is sent without its first step."""
    reply = house.sends(MORAG, "restriction.protection", AT_ONCE, suggested(house, measures=None))
    assert set(errors(reply)) == {"measures", "behaviour", "impact", "evidence"}


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
    assert set(errors(house.sends(MORAG, "restriction.told", {"telling": "not_told"}, about))) == {"not_told_because"}
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
