from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, HarbourError, Incomplete, NotFound, Problem, Refused
from bot.nudges import Series
from bot.people import PersonId, Role
from bot.records.named_online import personal_records, requests, sharing
from bot.records.named_online.parts import (
    Action,
    Decision,
    Gate,
    Half,
    How,
    Judged,
    Offers,
    Override,
    Place,
    Removal,
    Shared,
    Step,
    Threat,
    Told,
    WishKind,
)
from bot.records.named_online.record import NamedOnline, State
from bot.records.named_online.sharing import LONGEST_SUMMARY
from bot.records.online import ActionType, Answer, Request
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, NOW, RORY, TODAY
from bot.views.named_online import samples as example

LATER = NOW + timedelta(days=2)


def series(record: NamedOnline) -> dict[str, list[Series]]:
    """The nudges that run, by kind."""
    found: dict[str, list[Series]] = {}
    for each in record.nudges():
        found.setdefault(each.kind, []).append(each)
    return found


def tell(**changes: object) -> Told:
    """Morag has told Isla."""
    told = Told(at=NOW, on=TODAY, by=MORAG, how=How.PHONE)
    return replace(told, **changes)  # type: ignore[arg-type]


def danger(*gates: Gate) -> Override:
    """Somebody is in danger."""
    return Override(at=NOW, by=MORAG, gates=gates, reason="It gives an address and a time.")


def half(by: PersonId, *, yes: bool) -> Half:
    """An answer about personal records."""
    return Half(at=NOW, by=by, yes=yes)


SHARED = Shared(at=NOW, by=MORAG, summary="A member of staff has been named publicly.")
OFFERS = Offers(at=NOW, by=MORAG, talk=True, counselling=False)


# -- the way of it ---------------------------------------------------------------------------------------


def test_the_way_of_a_record() -> None:
    """Reported, seen, told, heard, decided, shared, settled."""
    records = [
        example.reported(),
        example.acknowledged(),
        example.told(),
        example.wished(),
        example.offered(),
        example.shared(),
        example.closed(),
    ]
    assert [record.state for record in records] == list(State)
    assert [record.is_open for record in records] == [True] * 6 + [False]


@pytest.mark.requirement("R-1.14.3-4")
def test_who_is_named_plays_no_part_before_they_have_been_told() -> None:
    """In every state before that."""
    for record in (example.reported(), example.acknowledged(), example.hurried()):
        assert ISLA not in {who for who, _ in record.parties()}
        assert ISLA in record.conflicted()
    assert (ISLA, Part.AFFECTED) in example.told().parties()


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("record", [example.reported(), example.told(), example.closed(), example.fullest()])
def test_the_finder_plays_no_part_at_all_and_never_handles_it(record: NamedOnline) -> None:
    """At no time, and by no route."""
    assert RORY not in {who for who, _ in record.parties()}
    assert RORY in record.conflicted()


def test_a_finder_who_manages_them_has_seen_it_and_handles_it() -> None:
    """It lies with them from the start."""
    record = example.reported(by=MORAG, by_manager=True)
    assert (record.state, record.found[0].by_manager) == (State.SEEN, True)
    assert MORAG not in record.conflicted()


def test_who_is_named_beside_them_never_handles_it() -> None:
    """They may not know of it themselves."""
    record = NamedOnline.report(
        example.reported().origin, person=ISLA, found=example.found(), handler=CALLUM, also_named=(MORAG,)
    )
    assert MORAG in record.conflicted()


def test_who_reports_their_own_naming_knows_and_has_a_say_at_once() -> None:
    """Nobody has to tell them."""
    record = example.own()
    assert record.told is not None
    assert record.told.how is How.KNEW
    assert (ISLA, Part.AFFECTED) in record.parties()
    assert (record.state, record.received_by, record.finders) == (State.REPORTED, ISLA, ())
    with pytest.raises(AlreadyDone):
        record.tell(tell(), TODAY)
    assert example.told().knew(LATER, TODAY) == example.told()


# -- finding it again ------------------------------------------------------------------------------------


def test_the_same_sent_twice_has_one_effect() -> None:
    """Within a day; later it is found again, and by others at once."""
    record = example.reported()
    assert record.found_again(example.found(at=NOW + timedelta(hours=1))) == record
    for again in (example.found(at=LATER), example.found(by=CALLUM), example.found(threat=Threat.YES)):
        assert len(record.found_again(again).found) == 2
    assert CALLUM in record.found_again(example.found(by=CALLUM)).conflicted()


@pytest.mark.requirement("R-1.9.3-5")
@pytest.mark.parametrize(("threat", "needed"), [(Threat.YES, True), (Threat.NOT_SURE, False), (Threat.NO, False)])
def test_a_threat_needs_a_decision_about_the_police(threat: Threat, needed: bool) -> None:
    """A manager decides about the police, and it does not close before."""
    record = example.reported(threat=threat)
    assert (record.needs_police, record.waits_for_police) == (needed, needed)
    assert example.reported().found_again(example.found(by=CALLUM, threat=threat)).needs_police is needed
    assert (Step.POLICE in record.steps_left) is needed


@pytest.mark.requirement("R-1.9.3-5")
@pytest.mark.parametrize("threat", [True, False])
def test_whoever_is_not_sure_of_a_threat_need_not_judge(threat: bool) -> None:
    """A manager looks first, and it does not close before; nothing urgent follows by itself. A later doubt is asked."""
    record = example.reported(threat=Threat.NOT_SURE)
    assert (record.may_be_threat, record.needs_police, record.due) == (True, False, None)
    assert Step.THREAT in record.steps_left
    judged = record.judge(Judged(at=NOW, by=MORAG, threat=threat))
    assert (judged.may_be_threat, judged.needs_police) == (False, threat)
    assert judged.acknowledged_at == NOW
    with pytest.raises(AlreadyDone):
        judged.judge(Judged(at=NOW, by=MORAG, threat=threat))
    again = judged.found_again(example.found(by=CALLUM, threat=Threat.NOT_SURE, at=NOW + timedelta(hours=1)))
    assert again.may_be_threat is not threat


@pytest.mark.requirement("R-1.14.3-2")
def test_a_link_is_not_needed_but_some_places_have_to_be_said() -> None:
    """A leaflet has none."""
    assert example.reported(place=Place.LEAFLET, link="", where="At the co-op").found[0].link == ""
    assert example.reported(place=Place.FACEBOOK, link="").found[0].where == ""
    assert example.reported(place=Place.OTHER_ONLINE).found[0].where == ""
    with pytest.raises(Incomplete) as refused:
        example.reported(place=Place.LEAFLET, link="")
    assert refused.value.errors == {"where": Problem.MISSING}


# -- telling them ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-4")
def test_they_are_told_by_a_person_and_by_no_chat_or_mail() -> None:
    """No answer says that it was written to them."""
    assert set(How) == {How.IN_PERSON, How.PHONE, How.VIDEO, How.KNEW}
    with pytest.raises(Incomplete) as refused:
        example.acknowledged().tell(tell(how=How.KNEW), TODAY)
    assert refused.value.errors == {"how": Problem.UNFIT}


@pytest.mark.parametrize("by", [ISLA, RORY])
def test_nobody_concerned_says_that_they_have_been_told(by: PersonId) -> None:
    """Neither themself nor the finder."""
    with pytest.raises(Forbidden):
        example.acknowledged().tell(tell(by=by), TODAY)


@pytest.mark.parametrize("days", [-2, 1])
def test_the_day_they_were_told_fits(days: int) -> None:
    """Since it was found, and not in the future."""
    with pytest.raises(Incomplete) as refused:
        example.acknowledged().tell(tell(on=TODAY + timedelta(days=days)), TODAY)
    assert refused.value.errors == {"on": Problem.OUTSIDE}


# -- their say -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-5")
def test_their_say_is_added_to_and_never_written_over() -> None:
    """By them at any time, also once it is closed; by the manager as they said it."""
    record = example.wished().wish(example.wish(words="Or leave it."))
    record = record.wish(example.wish(by=MORAG, words="She would wait."))
    assert [w.words for w in record.wishes] == [
        "I would like it to be gone, quietly.",
        "Or leave it.",
        "She would wait.",
    ]
    assert len(example.closed().wish(example.wish(words="After all.")).wishes) == 2


@pytest.mark.requirement("R-1.14.3-5")
def test_each_way_of_not_saying_is_an_answer() -> None:
    """A wish to tell the manager instead leaves it open until the manager has noted it."""
    silent = example.told().wish(example.wish(kind=WishKind.NOT_SAID, words=""))
    assert silent.state is State.WISHES_RECORDED
    rather = example.told().wish(example.wish(kind=WishKind.TELL_MANAGER, words=""))
    assert rather.state is State.TOLD
    noted = rather.wish(example.wish(by=MORAG, kind=WishKind.NOT_SAID, words=""))
    assert noted.state is State.WISHES_RECORDED


@pytest.mark.requirement("R-1.14.3-5")
@pytest.mark.parametrize("by", [CALLUM, RORY, AILSA])
def test_nobody_else_speaks_for_them(by: PersonId) -> None:
    """Not the finder, not another manager."""
    with pytest.raises(Forbidden):
        example.told().wish(example.wish(by=by))


def test_words_are_needed_where_words_were_chosen() -> None:
    """And the manager cannot say that they would rather tell the manager."""
    with pytest.raises(Incomplete):
        example.told().wish(example.wish(words=""))
    with pytest.raises(Forbidden):
        example.told().wish(example.wish(by=MORAG, kind=WishKind.TELL_MANAGER))
    with pytest.raises(Refused, match="Please tell them first"):
        example.acknowledged().wish(example.wish(by=MORAG))


# -- what is done ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-5")
@pytest.mark.parametrize(
    ("record", "why"),
    [(example.reported(), "told yet"), (example.acknowledged(), "told yet"), (example.told(), "ask them first")],
)
def test_nothing_is_done_before_they_know_and_have_had_their_say(record: NamedOnline, why: str) -> None:
    """Neither by a decision nor by a proposal that grows out of it."""
    with pytest.raises(Refused, match=why):
        record.decide(example.nothing(), TODAY)
    with pytest.raises(Refused, match=why):
        record.ready_for_action()


def test_danger_opens_the_gate_to_action_and_they_have_to_be_told_all_the_same() -> None:
    """With a reason; the reminder to tell them goes on."""
    hurried = example.acknowledged().override(danger(Gate.ACT)).decide(example.removal(), TODAY)
    assert hurried.state is State.SEEN
    assert Step.TELL in hurried.steps_left
    assert set(series(hurried)) == {"tell_named_colleague", "note_removal_answer"}
    with pytest.raises(Refused):
        sharing.share(hurried, SHARED)
    for missing in (replace(danger(Gate.ACT), reason=""), danger()):
        with pytest.raises(Incomplete):
            example.acknowledged().override(missing)


@pytest.mark.requirement("R-1.9.3-1")
@pytest.mark.parametrize("kind", ActionType)
def test_each_thing_that_is_done_has_its_reasons(kind: ActionType) -> None:
    """Nothing as well."""
    removal = Removal.WAIT if kind is ActionType.REMOVAL else None
    action = Action(type=kind, reasons="", removal=removal, risk="Small" if removal else "")
    request = Request(of="Facebook", by=MORAG, on=TODAY) if kind is ActionType.REPORT else None
    decision = Decision(at=NOW, by=MORAG, actions=(action,), request=request)
    with pytest.raises(Incomplete) as missing:
        example.wished().decide(decision, TODAY)
    assert set(missing.value.errors) == {f"{kind.value}_reasons"}
    reasoned = replace(decision, actions=(replace(action, reasons="Because."),))
    assert len(example.wished().decide(reasoned, TODAY).decisions) == 1


@pytest.mark.requirement("R-1.14.3-8")
@pytest.mark.parametrize(("changes", "missing"), [({"removal": None}, {"removal"}), ({"risk": ""}, {"risk"})])
def test_removal_is_chosen_and_its_risk_said_in_words(changes: dict[str, object], missing: set[str]) -> None:
    """There is no default."""
    seek = Action(type=ActionType.REMOVAL, reasons="Because.", removal=Removal.DO_NOT_SEEK, risk="Great")
    broken = replace(seek, **changes)  # type: ignore[arg-type]
    with pytest.raises(Incomplete) as refused:
        example.wished().decide(Decision(at=NOW, by=MORAG, actions=(broken,)), TODAY)
    assert set(refused.value.errors) == missing
    assert example.wished().decide(Decision(at=NOW, by=MORAG, actions=(seek,)), TODAY).removal is Removal.DO_NOT_SEEK


@pytest.mark.requirement("R-1.14.3-8")
def test_it_is_decided_once_removal_is() -> None:
    """Or once it is decided to do nothing; a block alone leaves it open."""
    block = Action(type=ActionType.BLOCK, reasons="The account writes to her.")
    blocked = example.wished().decide(Decision(at=NOW, by=MORAG, actions=(block,)), TODAY)
    assert Step.DECIDE in blocked.steps_left
    assert Step.DECIDE not in blocked.decide(example.removal(Removal.WAIT), TODAY).steps_left
    assert Step.DECIDE not in example.wished().decide(example.nothing(), TODAY).steps_left
    both = (*example.nothing().actions, block)
    with pytest.raises(Incomplete) as refused:
        example.wished().decide(Decision(at=NOW, by=MORAG, actions=both), TODAY)
    assert refused.value.errors == {"actions": Problem.BOTH}
    with pytest.raises(Incomplete) as refused:
        example.wished().decide(Decision(at=NOW, by=MORAG, actions=()), TODAY)
    assert refused.value.errors == {"actions": Problem.MISSING}


@pytest.mark.requirement("R-1.9.3-3")
def test_a_request_is_followed_until_it_has_an_answer() -> None:
    """It names the platform, the person who asked, the day and the answer."""
    record = example.decided()
    assert [(s.to, s.item, s.since) for s in series(record)["note_removal_answer"]] == [(MORAG, "0", TODAY)]
    waiting = requests.answered(record, "0", Answer.NO_REPLY, LATER)
    gone = requests.answered(waiting, "0", Answer.REMOVED, LATER)
    assert requests.asked(gone, "0").answer is Answer.REMOVED
    for settled, answer in ((gone, Answer.REFUSED), (waiting, Answer.NO_REPLY)):
        with pytest.raises(AlreadyDone):
            requests.answered(settled, "0", answer, LATER)
    assert "note_removal_answer" not in series(gone)
    for unknown in ("1", "-1", "x", "99999", "²"):
        with pytest.raises(NotFound):
            requests.asked(record, unknown)


@pytest.mark.requirement("R-1.9.3-3")
@pytest.mark.parametrize(
    ("request_", "missing"),
    [
        (None, {"request_of"}),
        (Request(of="", by=MORAG, on=TODAY), {"request_of"}),
        (Request(of="X", by=MORAG, on=TODAY + timedelta(days=1)), {"request_on"}),
    ],
)
def test_who_is_asked_and_when_is_on_record(request_: Request | None, missing: set[str]) -> None:
    """For removal that is sought, and for a report to the platform."""
    for actions in (example.removal().actions, (Action(type=ActionType.REPORT, reasons="Because."),)):
        with pytest.raises(Incomplete) as refused:
            example.wished().decide(Decision(at=NOW, by=MORAG, actions=actions, request=request_), TODAY)
        assert set(refused.value.errors) == missing


def test_who_asked_themself_is_reminded_themself() -> None:
    """Only once they know of it; what the manager asked is for whoever has it since."""
    asked = Request(of="Facebook", by=ISLA, on=TODAY)
    record = example.wished().decide(replace(example.removal(), request=asked), TODAY)
    assert [s.to for s in series(record)["note_removal_answer"]] == [ISLA]
    assert [s.to for s in series(example.decided().moved(CALLUM, LATER))["note_removal_answer"]] == [CALLUM]


def test_its_manager_is_reminded_of_every_step_that_is_theirs() -> None:
    """Also where support is still to be offered, or nobody has looked yet whether it is a threat."""
    assert "decide_online_action" in series(sharing.share(example.decided(), SHARED))
    doubtful = replace(example.shared(), found=(replace(example.shared().found[0], threat=Threat.NOT_SURE),))
    assert "decide_online_action" in series(doubtful)
    assert "decide_online_action" not in series(example.shared())


# -- support, sharing, personal records --------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-6")
def test_what_was_offered_is_noted_and_never_what_came_of_it() -> None:
    """There is no field for it."""
    assert set(Offers.__dataclass_fields__) == {"at", "by", "talk", "counselling"}
    with pytest.raises(Refused):
        example.acknowledged().offer(OFFERS)
    assert example.told().offer(OFFERS).offers == (OFFERS,)


@pytest.mark.requirement("R-1.14.3-9")
def test_the_management_team_reads_nothing_before_it_is_shared() -> None:
    """By no role that leads."""
    for role in (Role.MANAGEMENT_TEAM, Role.CHIEF_EXECUTIVE):
        assert [r.shown_to(role) for r in (example.offered(), example.shared())] == [False, True]


@pytest.mark.requirement("R-1.14.3-9")
@pytest.mark.parametrize("record", [example.reported(), example.acknowledged()])
def test_nothing_is_shared_before_they_know(record: NamedOnline) -> None:
    """Except for danger, with a reason of its own: danger that lets one act does not let one tell."""
    for waiting in (record, record.override(danger(Gate.ACT))):
        with pytest.raises(Refused, match="told yet"):
            sharing.share(waiting, SHARED)
    assert sharing.share(record.override(danger(Gate.SHARE)), SHARED).shared == SHARED
    assert sharing.share(example.told(), SHARED).shared == SHARED


@pytest.mark.requirement("R-1.14.3-9")
@pytest.mark.parametrize("summary", ["", "x" * (LONGEST_SUMMARY + 1), "See https://example.org/a", "www.example.org"])
def test_the_summary_is_short_and_without_a_link(summary: str) -> None:
    """Nothing distressing comes with it."""
    with pytest.raises(Incomplete):
        sharing.share(example.told(), replace(SHARED, summary=summary))


@pytest.mark.requirement("R-1.14.3-10")
@given(halves=st.lists(st.tuples(st.sampled_from([ISLA, MORAG, CALLUM, RORY, AILSA]), st.booleans()), max_size=8))
def test_a_record_goes_into_personal_records_only_if_both_say_yes(halves: list[tuple[PersonId, bool]]) -> None:
    """Nobody else has an answer, and while one is missing there is none."""
    record = example.told()
    last: dict[PersonId, bool] = {}
    for by, yes in halves:
        settled = ISLA in last and MORAG in last
        try:
            record = personal_records.choose(record, half(by, yes=yes))
            last[by] = yes
        except (Forbidden, AlreadyDone):
            assert settled or by not in (ISLA, MORAG)
    both = last.get(ISLA, False) and last.get(MORAG, False)
    assert (personal_records.agreed(record) is True) is both
    assert set(last) <= {ISLA, MORAG}


@pytest.mark.requirement("R-1.14.3-10")
def test_there_is_no_record_by_default() -> None:
    """Nobody has a field that writes one, and time alone makes none."""
    assert personal_records.agreed(example.shared()) is None
    with pytest.raises(Refused):
        personal_records.choose(example.acknowledged(), half(MORAG, yes=True))
    assert personal_records.agreed(example.chosen().close(NOW, waited=True)) is False
    with pytest.raises(Refused):
        example.chosen().close(NOW, waited=False)


# -- in whatever order -------------------------------------------------------------------------------------

STEPS: dict[str, Callable[[NamedOnline], NamedOnline]] = {
    "acknowledge": lambda r: r.acknowledge(NOW),
    "tell": lambda r: r.tell(tell(), TODAY),
    "wish": lambda r: r.wish(example.wish()),
    "noted": lambda r: r.wish(example.wish(by=MORAG, kind=WishKind.NOT_SAID, words="")),
    "rather": lambda r: r.wish(example.wish(kind=WishKind.TELL_MANAGER, words="")),
    "hurry": lambda r: r.override(danger(Gate.ACT)),
    "hurry to share": lambda r: r.override(danger(Gate.SHARE)),
    "nothing": lambda r: r.decide(example.nothing(), TODAY),
    "removal": lambda r: r.decide(example.removal(), TODAY),
    "offer": lambda r: r.offer(OFFERS),
    "share": lambda r: sharing.share(r, SHARED),
    "own half": lambda r: personal_records.choose(r, half(ISLA, yes=True)),
    "half": lambda r: personal_records.choose(r, half(MORAG, yes=True)),
    "close": lambda r: r.close(NOW, waited=False),
    "close later": lambda r: r.close(LATER, waited=True),
    "police": lambda r: r.police_settled(NOW),
    "moved": lambda r: r.moved(CALLUM if r.handler == MORAG else MORAG, NOW),
    "again": lambda r: r.found_again(example.found(by=CALLUM, at=LATER, threat=Threat.YES)),
}


@pytest.mark.requirement("R-1.14.3-4")
@pytest.mark.requirement("R-1.14.3-5")
@pytest.mark.requirement("R-1.14.3-9")
@given(order=st.lists(st.sampled_from(sorted(STEPS)), max_size=30), threat=st.sampled_from(Threat))
def test_no_order_of_steps_passes_a_gate(order: list[str], threat: Threat) -> None:
    """Nothing done before they know and were heard, nothing shared before they know, but for danger; nothing closed
    with a step left."""
    record = example.reported(threat=threat)
    for step in order:
        before = record
        try:
            record = STEPS[step](record)
        except HarbourError:
            assert record is before
            continue
        gates = {gate for override in before.overrides for gate in override.gates}
        if record.decisions != before.decisions:
            assert Gate.ACT in gates or (before.told is not None and before.wishes_since is not None)
        if record.shared != before.shared:
            assert Gate.SHARE in gates or before.told is not None
        if record.told is None:
            assert ISLA not in {who for who, _ in record.parties()}
            assert ISLA not in {each.to for each in record.nudges()}
            assert record.state in (State.REPORTED, State.SEEN)
        if record.closed_at is not None and before.closed_at is None:
            assert set(record.steps_left) <= ({Step.OWN_HALF, Step.THEIR_HALF} if step == "close later" else set())
        assert RORY not in {who for who, _ in record.parties()}
        assert RORY not in {each.to for each in record.nudges()}


# -- nudges, and what is counted ----------------------------------------------------------------------------


def test_each_step_that_waits_has_its_nudge() -> None:
    """And stops with it."""
    expected = {
        "reported": {"acknowledge_named_online"},
        "acknowledged": {"tell_named_colleague"},
        "told": {"offer_support", "decide_online_action", "choose_personal_record"},
        "wished": {"offer_support", "decide_online_action", "share_summary", "choose_personal_record"},
        "decided": {"offer_support", "share_summary", "choose_personal_record", "note_removal_answer"},
        "shared": {"offer_support", "choose_personal_record", "note_removal_answer"},
        "closed": {"offer_support", "note_removal_answer"},
    }
    assert {name: set(series(getattr(example, name)())) for name in expected} == expected
    assert set(series(example.reported(handler=None))) == {"name_handler"}
    assert set(series(example.told().moved(None, NOW))) == {"offer_support", "choose_personal_record", "name_handler"}


@pytest.mark.requirement("R-1.14.3-10")
def test_each_of_the_two_is_asked_alone() -> None:
    """One series each, and each stops with their own answer."""
    both = {(s.to, s.item) for s in series(example.shared())["choose_personal_record"]}
    assert both == {(ISLA, ISLA), (MORAG, MORAG)}
    assert [s.to for s in series(example.chosen())["choose_personal_record"]] == [ISLA]


@pytest.mark.requirement("R-1.12.2-5")
def test_they_are_reminded_of_support_once_they_know() -> None:
    """Gently, once, and never before."""
    assert "offer_support" not in series(example.hurried())
    (reminder,) = series(example.told())["offer_support"]
    assert (reminder.to, reminder.gentle, reminder.most) == (ISLA, True, 1)
    assert "offer_support" not in series(example.told().support_seen(ISLA))


@pytest.mark.requirement("R-1.14.3-7")
def test_what_is_counted_tells_nobody_who_or_where() -> None:
    """A threat, whether removal was sought, and the hours until they knew."""
    assert example.reported().facts() == {"threat": False, "removal": ""}
    told = example.acknowledged().tell(tell(at=NOW + timedelta(hours=5)), TODAY)
    assert told.facts() == {"threat": False, "removal": "", "hours_to_told": 5}
    assert example.decided().facts()["removal"] == "seek"


@pytest.mark.requirement("R-1.9.3-5")
def test_it_does_not_close_before_the_police_decision() -> None:
    """Settled the moment that it is made, where nothing else is left."""
    threatened = example.chosen().found_again(example.found(by=CALLUM, threat=Threat.YES))
    waits = personal_records.choose(threatened, half(ISLA, yes=False))
    assert waits.is_open
    with pytest.raises(Refused):
        waits.close(NOW, waited=True)
    assert not waits.police_settled(LATER).is_open
