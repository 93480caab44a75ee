"""A limit on the use of the complaint process (1.11): in exceptional circumstances alone, and never by its proposer."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.access import may
from bot.errors import Forbidden, HarbourError, Refused
from bot.people import People, Person, PersonId, Role
from bot.records.ended_contact import parts as ended_contact
from bot.records.restriction import gates, proposing, reviews
from bot.records.restriction.measures import Measure, MeasureType, limit_of
from bot.records.restriction.parts import Outcome, ReviewOutcome, Thought
from bot.records.restriction.record import Restriction, State
from bot.records.rights import Act, Part
from bot.views.ended_contact import labels as ended_contact_labels
from bot.views.restriction import labels as restriction_labels
from tests.bot.records.restriction.test_record import (
    AILSA,
    APPROVAL,
    CASE,
    DENIAL,
    EMAIL_ONLY,
    FAIRNESS,
    ISLA,
    MORAG,
    NOW,
    ONCE_A_WEEK,
    PROTECTION,
    TODAY,
    TOLD,
    WHO,
    missing,
    origin,
    ready,
    review,
    shared,
    suggestion,
)
from tests.sizes import size

EWAN, CALLUM = PersonId("ewan"), PersonId("callum")
LIMIT = Measure(
    type=MeasureType.COMPLAINT_PROCESS, detail="One complaint at a time", exceptional="Each held a threat to a child."
)
LIMITED = replace(CASE, measures=(EMAIL_ONLY, LIMIT))
STAFF = People(
    Person(id=id_, email=f"{id_}@example.org", name=id_.title(), line_manager=manager, roles=frozenset(roles))
    for id_, manager, roles in (
        (ISLA, MORAG, ()),
        (MORAG, AILSA, ()),
        (CALLUM, AILSA, ()),
        (PersonId("nobody"), CALLUM, ()),
        (AILSA, EWAN, (Role.MANAGEMENT_TEAM,)),
        (EWAN, None, (Role.CHIEF_EXECUTIVE,)),
    )
)


def proposal(to: PersonId | None = AILSA) -> Restriction:
    """Isla's suggestion with the limit added by Morag, and Ailsa as its handler."""
    return proposing.prepared(suggestion(), case=LIMITED, fairness=FAIRNESS, by=MORAG).moved(to, NOW)


def in_force() -> Restriction:
    """Approved by Ailsa, and told."""
    return shared(proposal().approve(replace(APPROVAL, by=AILSA), TODAY)).tell(TOLD, TODAY)


def decides(record: Restriction) -> set[PersonId]:
    """People who may decide as its handler."""
    return {p.id for p in STAFF if may(p, Act.DECIDE, record.moved(p.id, NOW), STAFF)}


# -- no category, and no count ---------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-1")
def test_complaining_is_no_category_and_is_counted_nowhere() -> None:
    """Neither what staff report, nor what a manager decides about it, nor what is kept in plain sight, knows of it."""
    named = [*ended_contact.Category, *ended_contact.Reason, *ended_contact.FollowUp]
    assert [each for each in named if "complain" in each.value] == []
    said = [*ended_contact_labels.CATEGORY.values(), *ended_contact_labels.REASON.values()]
    assert [words for words in said if "complain" in words.lower()] == []
    assert [name for name in in_force().facts() if "complain" in name] == []


# -- exceptional circumstances ---------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-2")
def test_a_limit_is_not_offered_among_the_measures() -> None:
    """Every other one is."""
    assert set(MeasureType) - set(restriction_labels.OFFERED) == {MeasureType.COMPLAINT_PROCESS}


@pytest.mark.requirement("R-1.11-2")
@pytest.mark.parametrize("name", ["detail", "exceptional"])
def test_a_limit_says_what_and_which_exceptional_circumstances(name: str) -> None:
    """On every way by which one can come in."""
    bare = replace(LIMIT, **{name: ""})  # type: ignore[arg-type]
    field = "detail_complaint_process" if name == "detail" else "exceptional"
    assert set(replace(CASE, measures=(bare,)).missing()) == {field}
    lighter = replace(APPROVAL, by=AILSA, outcome=Outcome.LIGHTER)
    asked = missing(lambda: proposal().approve(lighter, TODAY, lighter=(bare,)))
    assert asked == {field}
    varied = review(ReviewOutcome.VARY, by=AILSA, measures=(bare,))
    assert missing(lambda: reviews.reviewed(in_force(), varied, TODAY)) == {field}
    appealed = replace(varied, appeal="AP-0001")
    assert missing(lambda: reviews.on_appeal(in_force(), appealed, TODAY, member=True)) == {field}
    formal = replace(CASE, measures=(bare,))
    propose = proposing.propose
    args = {"individual": WHO, "decider": AILSA, "suggested": False, "fairness": FAIRNESS}
    assert missing(lambda: propose(origin(MORAG), case=formal, **args)) == {field}  # type: ignore[arg-type]


# -- who -----------------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-3")
def test_only_members_of_the_management_team_who_did_not_propose_it_decide() -> None:
    """Without the limit any manager may."""
    assert decides(ready()) == {MORAG, CALLUM, AILSA, EWAN}
    assert decides(proposal()) == {AILSA, EWAN}
    assert decides(proposing.prepared(suggestion(), case=LIMITED, by=AILSA)) == {EWAN}
    assert decides(in_force()) == {AILSA, EWAN}


@pytest.mark.requirement("R-1.11-3")
def test_a_manager_who_proposes_it_formally_never_decides() -> None:
    """Also a member of the management team."""
    record = proposing.propose(
        origin(AILSA), individual=WHO, decider=EWAN, suggested=False, case=LIMITED, fairness=FAIRNESS
    )
    assert (record.limit_by, decides(record)) == ((AILSA,), {EWAN})
    with pytest.raises(Forbidden):
        record.moved(AILSA, NOW).approve(replace(APPROVAL, by=AILSA), TODAY)


@pytest.mark.requirement("R-1.11-3")
def test_whoever_puts_it_in_has_proposed_it() -> None:
    """They hear what comes of it, and take no step towards it; also where somebody has taken it out in between."""
    record = proposing.prepared(suggestion(), case=LIMITED, fairness=FAIRNESS, by=MORAG)
    steps: list[Callable[[Restriction], object]] = [
        lambda r: r.approve(APPROVAL, TODAY),
        lambda r: r.deny(DENIAL),
        lambda r: proposing.ask_more(r, MORAG, NOW, "Why?"),
        lambda r: r.protect(PROTECTION),
    ]
    for step in steps:
        with pytest.raises(Forbidden):
            step(record)
    assert (MORAG, Part.PROPOSER) in record.parties()
    assert proposing.hear_what_came(record) == (ISLA, MORAG)
    out = proposing.prepared(proposal(), case=CASE, by=AILSA)
    assert (out.for_management_team, MORAG in out.conflicted()) == (False, True)
    back = proposing.prepared(out, case=LIMITED, by=AILSA)
    assert (back.limit_by, decides(back)) == ((MORAG, AILSA), {EWAN})


def test_nobody_puts_it_in_unnamed() -> None:
    """Its author is always recorded."""
    with pytest.raises(Forbidden):
        proposing.prepared(suggestion(), case=LIMITED)


def test_a_member_may_correct_what_was_proposed() -> None:
    """To read it and put it right is no proposal of their own."""
    milder = replace(LIMITED, measures=(EMAIL_ONLY, replace(LIMIT, detail="Two at a time")))
    mended = proposing.prepared(proposal(), case=milder, by=AILSA)
    assert mended.approve(replace(APPROVAL, by=AILSA), TODAY).limit_by == (MORAG,)


def test_more_is_asked_of_whoever_put_it_in() -> None:
    """And of whoever brought the rest, where it was asked before."""
    before = proposing.ask_more(ready(), MORAG, NOW, "When?")
    assert (before.asked, proposing.prepared(before, case=LIMITED, by=MORAG).asked) == (ISLA, ISLA)
    record = proposing.ask_more(proposal(), AILSA, NOW, "What is exceptional?")
    assert (record.asked, set(record.waits_for)) == (MORAG, {MORAG, AILSA})
    assert next((s.kind, s.to) for s in record.nudges()) == ("answer_question", MORAG)


# -- no other way in -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.11-3")
def test_none_begins_with_a_decision() -> None:
    """A lighter measure, a review and an appeal add none that was not proposed: that is for somebody else to decide."""
    assert missing(
        lambda: ready().approve(replace(APPROVAL, outcome=Outcome.LIGHTER), TODAY, lighter=(ONCE_A_WEEK, LIMIT))
    ) == {"measures"}
    plain = shared(ready().approve(APPROVAL, TODAY)).tell(TOLD, TODAY)
    varied = review(ReviewOutcome.VARY, measures=(ONCE_A_WEEK, LIMIT), appeal="AP-0001")
    assert missing(lambda: reviews.reviewed(plain, varied, TODAY)) == {"measures"}
    assert missing(lambda: reviews.on_appeal(plain, varied, TODAY, member=True)) == {"measures"}


@pytest.mark.requirement("R-1.11-3")
def test_on_appeal_only_a_member_changes_it() -> None:
    """Anybody who decides the appeal may end it, or leave it as it is."""
    stricter = review(ReviewOutcome.VARY, measures=(replace(LIMIT, detail="None at all"),), appeal="AP-0001")
    assert missing(lambda: reviews.on_appeal(in_force(), stricter, TODAY)) == {"measures"}
    assert reviews.on_appeal(in_force(), stricter, TODAY, member=True).case.measures == stricter.measures
    for kept in ((ONCE_A_WEEK, LIMIT), (ONCE_A_WEEK,)):
        varied = reviews.on_appeal(in_force(), review(ReviewOutcome.VARY, measures=kept, appeal="AP-0001"), TODAY)
        # Until the individual has been told, what applied before goes on, and with it who decides.
        assert (varied.case.measures, varied.for_management_team) == (kept, True)
    assert reviews.on_appeal(in_force(), review(ReviewOutcome.LIFT), TODAY).stage is State.LIFTED


@pytest.mark.requirement("R-1.11-3")
def test_it_never_starts_before_it_is_decided() -> None:
    """Measures that protect somebody start at once without it; by itself, none does."""
    at_once = replace(PROTECTION, by=AILSA)
    assert [m.type for m in proposal().protect(at_once).applies] == [MeasureType.CHANNEL]
    alone = proposing.prepared(proposal(), case=replace(CASE, measures=(LIMIT,)), by=AILSA)
    assert tuple(gates.can_start_at_once(each.case.measures) for each in (alone, proposal())) == (False, True)
    with pytest.raises(Refused):
        alone.protect(at_once)


# -- an open complaint -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.3-2")
def test_an_open_complaint_stays_open_under_a_limit() -> None:
    """Nothing is approved where that was not thought of; which one it is can be said in words."""
    silent = replace(FAIRNESS, thought_of=tuple(each for each in Thought if each is not Thought.OPEN))
    record = proposing.prepared(proposal(), fairness=silent)
    assert missing(lambda: record.approve(replace(APPROVAL, by=AILSA), TODAY)) == {"thought_of"}
    said = proposing.prepared(record, fairness=replace(silent, complaint_words="It goes on."))
    assert said.approve(replace(APPROVAL, by=AILSA), TODAY).fairness.complaint_words == "It goes on."


# -- whatever anybody does -------------------------------------------------------------------------------------------

#: None: whoever has it.
PEOPLE = st.sampled_from((None, None, None, MORAG, CALLUM, AILSA, EWAN))
MEASURES = st.sampled_from(
    [pick for n in (1, 2, 3) for pick in itertools.combinations((EMAIL_ONLY, ONCE_A_WEEK, LIMIT), n)]
)
DO = ("prepare", "move", "approve", "lighter", "protect", "tell", "vary", "appeal")


def _done(record: Restriction, what: str, by: PersonId, measures: tuple[Measure, ...]) -> Restriction:
    """One step as the conversations take it: who may not take it does not."""
    person = STAFF.get(by)
    assert person is not None
    if what == "move":
        return record.moved(by, NOW)
    vary = review(ReviewOutcome.VARY, by=by, measures=measures, appeal="AP-0001" if what == "appeal" else "")
    if what == "appeal":
        return reviews.on_appeal(record, vary, TODAY, member=by in STAFF.management_team())
    if not may(person, Act.DECIDE, record, STAFF):
        raise Forbidden
    match what:
        case "prepare":
            return proposing.prepared(record, case=replace(CASE, measures=measures), by=by)
        case "approve":
            return record.approve(replace(APPROVAL, by=by), TODAY)
        case "lighter":
            return record.approve(replace(APPROVAL, by=by, outcome=Outcome.LIGHTER), TODAY, lighter=measures)
        case "protect":
            return record.protect(replace(PROTECTION, by=by))
        case "tell":
            return shared(record).tell(TOLD, TODAY)
        case _:
            return reviews.reviewed(record, vary, TODAY)


@pytest.mark.requirement("R-1.11-3")
@settings(max_examples=size(50, 500))
@given(st.sampled_from((ready, proposal, in_force)), st.lists(st.tuples(st.sampled_from(DO), PEOPLE, MEASURES)))
def test_whatever_anybody_does_no_limit_is_decided_by_others(
    begin: Callable[[], Restriction], acts: list[tuple[str, PersonId | None, tuple[Measure, ...]]]
) -> None:
    """Any measure in force was decided by a member of the team who had not proposed it, with the circumstances."""
    record = begin()
    decided = [record.decision.by] if record.decision is not None else []
    for what, who, measures in acts:
        before, by = record, who or record.assigned.to or EWAN
        with suppress(HarbourError):
            record = _done(record, what, by, measures)
        if what in ("approve", "lighter") and record.decision is not before.decision:
            decided.append(by)
        limit = limit_of(record.applies)
        if limit is not None:
            (first,) = decided
            assert first in STAFF.management_team()
            assert first not in record.limit_by
            assert limit.exceptional
