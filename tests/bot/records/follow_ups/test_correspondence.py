"""A decision about correspondence: its maker, its basis, and the message to the sender (1.9.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, Incomplete, Problem, Refused
from bot.people import PersonId
from bot.records.follow_ups.correspondence import (
    CorrespondenceDecision,
    Decision,
    Ground,
    Informed,
    State,
    Use,
    Verdict,
    Way,
)
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY, individual
from bot.views.follow_ups import samples as example

EVERYBODY = (ISLA, RORY, CALLUM, MORAG, AILSA, EWAN)


def informed(way: Way = Way.MANAGER, **changes: object) -> Informed:
    """Note of the sender being informed."""
    told = Informed(at=NOW, recorded_by=MORAG, way=way, on=TODAY, by=MORAG, account="complaints@example.org")
    return replace(told, **changes)  # type: ignore[arg-type]


# -- who decides -------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-6")
@pytest.mark.parametrize("person", [ISLA, RORY])
def test_who_received_it_or_was_there_never_decides(person: PersonId) -> None:
    """Not even where it has come to lie with them."""
    assert person in example.opened().conflicted()
    for lies_with in (MORAG, person):
        record = example.opened(manager=lies_with)
        with pytest.raises(Forbidden):
            record.decide(replace(example.verdict(), by=person))


@pytest.mark.requirement("R-1.9.2-6")
def test_only_the_manager_with_whom_it_lies_decides() -> None:
    """And once."""
    with pytest.raises(Forbidden):
        example.opened().decide(replace(example.verdict(), by=CALLUM))
    decided = example.not_acceptable()
    assert decided.state is State.DECIDED
    with pytest.raises(AlreadyDone):
        decided.decide(example.verdict(Verdict.ACCEPTABLE))


def test_the_reporter_has_no_part_in_it() -> None:
    """They hear the outcome of their report, as ever."""
    assert example.opened().parties() == {(MORAG, Part.HANDLER), (MORAG, Part.MUST_ACT)}


# -- what is decided ---------------------------------------------------------------------------------


def test_reasons_are_needed() -> None:
    """For any verdict."""
    for verdict in Verdict:
        with pytest.raises(Incomplete) as refused:
            example.opened().decide(replace(example.verdict(verdict), reasons=""))
        assert refused.value.errors == {"reasons": Problem.MISSING}


@pytest.mark.requirement("R-1.9.2-4")
def test_evidence_inside_it_is_not_used_unless_somebody_says_why() -> None:
    """The default is that it is not; the ground and the words are both needed."""
    decision = Decision(at=NOW, by=MORAG, verdict=Verdict.NOT_ACCEPTABLE, reasons="Abuse")
    assert decision.use is Use.NOT_USED
    assert set(replace(decision, use=Use.USED).missing()) == {"ground", "ground_words"}
    assert set(replace(decision, use=Use.USED, ground=Ground.PUBLIC_INTEREST).missing()) == {"ground_words"}
    assert example.not_acceptable(Use.USED).facts()["evidence"] == "used"


def test_what_is_acceptable_needs_nothing_more() -> None:
    """The sender has nothing to hear."""
    record = example.acceptable()
    assert (record.state, list(record.nudges())) == (State.CLOSED, [])
    with pytest.raises(Refused):
        record.inform(informed(), TODAY)


# -- the sender --------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.2-1")
def test_the_sender_is_informed_of_what_was_decided_and_not_before() -> None:
    """With the day, who did it, and from which account."""
    with pytest.raises(Refused):
        example.opened().inform(informed(), TODAY)
    record = example.not_acceptable().inform(informed(), TODAY)
    assert (record.state, record.warned_on) == (State.CLOSED, TODAY)
    with pytest.raises(AlreadyDone):
        record.inform(informed(), TODAY)


@pytest.mark.requirement("R-1.9.2-1")
@pytest.mark.parametrize(
    ("way", "changes", "missing"),
    [
        (Way.MANAGER, {"by": None}, {"by"}),
        (Way.ACCOUNT, {"account": "", "by": None}, {"account"}),
        (Way.ACCOUNT, {"on": None, "by": None}, {"on"}),
        (Way.MANAGER, {"on": TODAY + timedelta(days=1)}, {"on"}),
        (Way.MANAGER, {"on": TODAY - timedelta(days=400)}, {"on"}),
        (Way.NOT_INFORMED, {"on": None, "by": None, "account": ""}, {"not_because"}),
    ],
)
def test_each_part_of_it_is_needed(way: Way, changes: dict[str, object], missing: set[str]) -> None:
    """A sentence for each."""
    with pytest.raises(Incomplete) as refused:
        example.not_acceptable().inform(informed(way, **changes), TODAY)
    assert set(refused.value.errors) == missing


@pytest.mark.requirement("R-1.9.2-2")
def test_it_never_comes_from_whom_it_was_aimed_at() -> None:
    """The recipient counts as the target unless they said otherwise."""
    assert example.opened().matter.targets == (ISLA,)
    with pytest.raises(Incomplete) as refused:
        example.not_acceptable().inform(informed(by=ISLA), TODAY)
    assert set(refused.value.errors) == {"by"}


@pytest.mark.requirement("R-1.9.2-1")
def test_a_sender_who_is_not_informed_has_not_been_warned() -> None:
    """The reason is kept instead."""
    record = example.informed(Way.NOT_INFORMED)
    assert (record.state, record.warned_on) == (State.CLOSED, None)


def test_it_is_found_by_the_individual_and_by_no_name() -> None:
    """For what is shown of earlier warnings."""
    assert example.opened().lookup == individual().id


# -- all of it -----------------------------------------------------------------------------------------


@given(
    by=st.sampled_from(EVERYBODY),
    reporter_decides=st.booleans(),
    verdict=st.sampled_from(Verdict),
    use=st.sampled_from(Use),
    ground=st.none() | st.sampled_from(Ground),
    words=st.sampled_from(["", "A loose pipe."]),
    reasons=st.sampled_from(["", "Abuse."]),
)
@pytest.mark.requirement("R-1.9.2-6")
@pytest.mark.requirement("R-1.9.2-4")
def test_a_decision_that_stands_has_everything(
    by: PersonId, reporter_decides: bool, verdict: Verdict, use: Use, ground: Ground | None, words: str, reasons: str
) -> None:
    """Any attempt that succeeds has an uninvolved manager, reasons, and a ground if something is used."""
    record = example.opened(manager=ISLA if reporter_decides else MORAG)
    decision = Decision(at=NOW, by=by, verdict=verdict, reasons=reasons, use=use, ground=ground, ground_words=words)
    try:
        decided = record.decide(decision)
    except (Forbidden, Incomplete):
        sound = by == MORAG and not reporter_decides and bool(reasons)
        assert not (sound and (use is Use.NOT_USED or (ground is not None and words)))
        return
    assert (by, bool(reasons)) == (MORAG, True)
    assert use is Use.NOT_USED or (ground is not None and words)
    assert decided.is_open is (verdict is Verdict.NOT_ACCEPTABLE)


@given(
    way=st.sampled_from(Way),
    by=st.none() | st.sampled_from(EVERYBODY),
    account=st.sampled_from(["", "complaints@"]),
    days=st.integers(-500, 5),
)
@pytest.mark.requirement("R-1.9.2-2")
def test_however_it_is_noted_it_is_never_by_the_targeted(
    way: Way, by: PersonId | None, account: str, days: int
) -> None:
    """Any note that is kept has a day, and the sending account unless somebody rang; or the reason why not."""
    told = Informed(
        at=NOW, recorded_by=MORAG, way=way, by=by, account=account, on=TODAY + timedelta(days=days), not_because="x"
    )
    try:
        record = example.not_acceptable().inform(told, TODAY)
    except Incomplete:
        return
    assert record.informed == told
    assert told.by != ISLA
    assert way is Way.NOT_INFORMED or -366 <= days <= 0
    assert way is not Way.ACCOUNT or account
    assert isinstance(record, CorrespondenceDecision)
    assert not record.is_open
