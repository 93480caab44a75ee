"""Sharing a restriction with those who need to know, and their card: the gates of policy 1.14.1 and 1.14.2."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import AlreadyDone, Forbidden, Incomplete
from bot.people import PersonId, Role
from bot.records.base import RecordId
from bot.records.restriction import reviews
from bot.records.restriction import sharing as restriction_sharing
from bot.records.restriction.measures import Channel, Measure, MeasureType
from bot.records.restriction.parts import ReviewOutcome
from bot.records.restriction.record import ON_ITS_WAY, UNDECIDED, Restriction
from bot.records.rights import Part
from bot.records.sharing.alert_card import LONGEST, AlertCard, Names, PassTo
from bot.records.sharing.record import Grant, Group, Plan, SharingDecision, Stands, State, preselected
from bot.views.examples import people as example
from bot.views.examples.people import CALLUM, ISLA, MORAG, NOW, RORY, TODAY
from bot.views.restriction.examples import states as restrictions
from bot.views.restriction.examples.states import TOLD
from bot.views.sharing import samples as records

PHONE, WEB = Group.PHONE_HANDLERS, Group.WEB_MONITORS


def asked(step: Callable[[], object]) -> dict[str, str]:
    """The sentences beside the fields for which the step asks."""
    with pytest.raises(Incomplete) as refused:
        step()
    return dict(refused.value.errors)


def decide(plan: Plan, names: Names | None = None, *, over: bool = False) -> SharingDecision:
    """Morag decides; it concerns Isla."""
    return SharingDecision.decide(
        example.origin("SD-0001", MORAG, "id-RS-0007"),
        plan,
        restriction_ref="RS-0007",
        barred={ISLA},
        names=names or Names(involved=("Isla Fraser",)),
        over=over,
    )


def plan(**changes: object) -> Plan:
    """Complete plan."""
    return replace(records.PLAN, **changes)  # type: ignore[arg-type] # examples name their own attributes


def with_card(**changes: object) -> Plan:
    """The same with another card."""
    return plan(card=replace(records.CARD, **changes))  # type: ignore[arg-type]


# -- who is ticked beforehand --------------------------------------------------------------------------


def touching(*channels: Channel, type_: MeasureType = MeasureType.CHANNEL) -> Measure:
    """A measure that touches these."""
    return Measure(type=type_, detail="As decided", channels=channels)


@pytest.mark.requirement("R-1.14.2-4")
@pytest.mark.requirement("R-1.14.2-5")
@pytest.mark.parametrize(
    ("channels", "groups"),
    [
        ((), set()),
        ((Channel.PHONE,), {PHONE}),
        ((Channel.EMAIL,), {WEB}),
        ((Channel.WEB,), {WEB}),
        ((Channel.SOCIAL_MEDIA,), {WEB}),
        ((Channel.IN_PERSON, Channel.LETTER), set()),
        ((Channel.PHONE, Channel.LETTER, Channel.EMAIL), {PHONE, WEB}),
    ],
)
def test_who_meets_a_measure_at_work_is_ticked(channels: tuple[Channel, ...], groups: set[Group]) -> None:
    """A phone measure ticks those who answer the phones; e-mail, web and social media those who look after them."""
    assert preselected([touching(*channels)]) == groups


CHANNELS = st.lists(st.lists(st.sampled_from(Channel), max_size=4).map(tuple), max_size=4)


@pytest.mark.requirement("R-1.14.2-4")
@pytest.mark.requirement("R-1.14.2-5")
@given(CHANNELS)
def test_nobody_is_ticked_besides(each: list[tuple[Channel, ...]]) -> None:
    """The phones with a phone measure and only then; the web with an online one and only then."""
    groups = preselected([touching(*channels) for channels in each])
    touched = {channel for channels in each for channel in channels}
    online = {Channel.EMAIL, Channel.WEB, Channel.SOCIAL_MEDIA}
    assert (PHONE in groups, WEB in groups) == (Channel.PHONE in touched, bool(online & touched))
    assert groups <= {PHONE, WEB}


@pytest.mark.requirement("R-1.14.2-4")
@pytest.mark.parametrize("type_", list(MeasureType))
def test_a_measure_about_channels_says_which(type_: MeasureType) -> None:
    """Preselected groups follow from an answer, never from free text."""
    vague = replace(restrictions.CASE, measures=(Measure(type=type_, detail="As decided", exceptional="Rare"),))
    asks = type_ in (MeasureType.CHANNEL, MeasureType.TIME_OR_VOLUME)
    assert set(vague.missing()) == ({f"channels_{type_}"} if asks else set())


# -- what is decided -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.2-2")
def test_each_recipient_has_a_reason() -> None:
    """For a role, for those concerned, and for people picked."""
    silent = tuple(replace(grant, why="") for grant in records.PLAN.grants)
    assert set(asked(lambda: decide(plan(grants=silent)))) == {"why_phone_handlers", "why_involved", "why_people_1"}


@pytest.mark.requirement("R-1.14.2-2")
def test_not_sharing_is_decided_with_reasons_as_well() -> None:
    """Nobody is no answer without a why."""
    assert set(asked(lambda: decide(Plan(change="approved")))) == {"nobody_because"}
    decided = decide(Plan(change="approved", nobody_because="Letters reach the caseworker alone."))
    assert (decided.state, decided.asked, list(decided.nudges())) == (State.NOT_SHARED, (), [])


def test_somebody_has_to_be_there() -> None:
    """A role that nobody holds reaches nobody, and nobody picked is nobody."""
    nobody = (Grant(group=PHONE, why="Calls."), Grant(group=Group.PEOPLE, why="The case."))
    assert set(asked(lambda: decide(plan(grants=nobody)))) == {"groups", "people_1"}


@pytest.mark.requirement("R-1.8-5")
def test_nobody_shares_what_concerns_them() -> None:
    """Targets decide nothing about it."""
    with pytest.raises(Forbidden):
        SharingDecision.decide(
            example.origin("SD-0001", ISLA),
            records.PLAN,
            restriction_ref="RS-0007",
            barred={ISLA},
            names=Names(),
            over=False,
        )


# -- the card ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-9")
@pytest.mark.parametrize(
    "words",
    [
        "",
        "x" * (LONGEST + 1),
        "Take no calls.\nHe swore.",
        "Take no calls.\u2028He swore.",
        "See https://example.org/a",
        "See www.example.org",
        "See example.org",
        "See example.org/a-post",
    ],
)
def test_the_card_says_one_thing_in_one_line(words: str) -> None:
    """One line of at most 140 characters, and no link in whatever form."""
    assert set(asked(lambda: decide(with_card(instruction=words)))) == {"instruction"}


@pytest.mark.requirement("R-1.14.1-8")
@pytest.mark.parametrize("name", ["Isla Fraser", "isla fraser", "Isla", "FRASER", "Isla  Fraser's"])
def test_the_card_names_nobody_whom_it_concerns(name: str) -> None:
    """In full or in part, however it is written; a word that merely holds it is no name."""
    assert set(asked(lambda: decide(with_card(instruction=f"Never put him through to {name}.")))) == {"instruction"}
    assert decide(with_card(instruction="Islands and frasers are fine.")).plan.card is not None


@pytest.mark.requirement("R-1.8-4")
def test_where_names_are_withheld_a_post_stands_on_the_card() -> None:
    """No person to pass to, and nobody's name in the line; without the measure a colleague may stand there."""
    withheld = Names(withheld=("Morag Reid", "Callum Boyd"))
    assert set(asked(lambda: decide(records.PLAN, withheld))) == {"goes_to"}
    post = with_card(pass_to=PassTo.DUTY_MANAGER, person=None)
    assert decide(post, withheld).plan.card == post.card
    named = replace(post, card=AlertCard(instruction="Put him through to Callum Boyd.", pass_to=PassTo.OWN_MANAGER))
    assert set(asked(lambda: decide(named, withheld))) == {"instruction"}
    assert decide(named).plan.card == named.card


def test_a_contact_is_passed_to_somebody_whom_it_does_not_concern() -> None:
    """To a post or a person; never to whom it was aimed at."""
    assert set(asked(lambda: decide(with_card(pass_to=None, person=None)))) == {"goes_to"}
    assert set(asked(lambda: decide(with_card(person=None)))) == {"goes_to_person"}
    assert set(asked(lambda: decide(with_card(person=ISLA)))) == {"goes_to_person"}


# -- reading it ----------------------------------------------------------------------------------------


def test_those_who_need_it_for_their_work_are_asked_to_read_it() -> None:
    """Not the one who decided, and not those whom it concerns: these look when they want to."""
    decided = records.decided()
    assert decided.asked == decided.unread == (RORY, CALLUM)
    assert [(s.kind, s.to, s.item) for s in decided.nudges()] == [
        ("read_alert_card", RORY, RORY),
        ("read_alert_card", CALLUM, CALLUM),
    ]
    assert {p for p, part in decided.parties() if part is Part.MUST_ACT} == {RORY, CALLUM}
    own = replace(records.PLAN, grants=(Grant(group=PHONE, why="Calls.", people=(MORAG, RORY)),))
    assert decide(own).asked == (RORY,)


def test_reading_is_said_once_and_by_who_was_asked() -> None:
    """Once all have, nobody is asked any more."""
    read = records.decided().read(RORY, NOW)
    assert (read.unread, [s.to for s in read.nudges()], read.state) == ((CALLUM,), [CALLUM], State.SHARED)
    everybody = read.read(CALLUM, NOW)
    assert (list(everybody.nudges()), everybody.state) == ([], State.READ)
    with pytest.raises(AlreadyDone):
        read.read(RORY, NOW)
    for other in (ISLA, MORAG, PersonId("nobody")):
        with pytest.raises(Forbidden):
            read.read(other, NOW)


@pytest.mark.parametrize("stands", [Stands.SUPERSEDED, Stands.WITHDRAWN])
def test_what_is_called_back_asks_nothing(stands: Stands) -> None:
    """No nudge, nothing waits, and nobody reads it any more."""
    called_back = records.decided().changed(stands=stands)
    assert (list(called_back.nudges()), called_back.is_open) == ([], False)
    assert not {part for _, part in called_back.parties()} & {Part.MUST_ACT}
    with pytest.raises(AlreadyDone):
        called_back.read(RORY, NOW)


def test_a_role_reads_it_while_it_is_chosen() -> None:
    """Those who answer the phones were; those who look after the web were not."""
    shown = {role for role in Role if records.decided().shown_to(role)}
    assert set(Role) - shown == {Role.WEB_MONITOR}


# -- the restriction waits for it ----------------------------------------------------------------------


def sharing(restriction: Restriction) -> tuple[str, bool, str]:
    """The newest change, whether sharing is still to be decided, and what it waits for."""
    return restriction.change, restriction.sharing_due, restriction.waits_for_sharing


@pytest.mark.requirement("R-1.14.2-1")
def test_nothing_starts_before_those_who_need_to_know_have_the_card() -> None:
    """It has to be decided, and has to have arrived; then it starts when the individual is told."""
    approved = restrictions.approved()
    assert sharing(approved) == ("approved", True, UNDECIDED)
    assert asked(lambda: approved.tell(TOLD, TODAY)) == {"telling": UNDECIDED}
    on_its_way = restrictions.shared(approved, delivered=False)
    assert sharing(on_its_way) == ("approved", False, ON_ITS_WAY)
    assert asked(lambda: on_its_way.tell(TOLD, TODAY)) == {"telling": ON_ITS_WAY}
    assert restriction_sharing.delivered(on_its_way).tell(TOLD, TODAY).in_force


@pytest.mark.requirement("R-1.14.2-1")
def test_a_reason_not_to_tell_is_no_way_round_it() -> None:
    """The same gate stands before a restriction that the individual is not told of."""
    silent = replace(TOLD, on=None, how="", not_told_because="The police asked us to wait.")
    assert asked(lambda: restrictions.approved().tell(silent, TODAY)) == {"telling": UNDECIDED}


@pytest.mark.requirement("R-1.14.2-3")
def test_each_change_is_decided_anew() -> None:
    """A list that was made for one change is not used for the next."""
    active = restrictions.active()
    assert sharing(active) == ("approved", False, "")
    varied = restrictions.reviewed(ReviewOutcome.VARY)
    assert sharing(varied) == ("varied1", True, UNDECIDED)
    assert asked(lambda: varied.tell(TOLD, TODAY)) == {"telling": UNDECIDED}
    assert restriction_sharing.applies_as(restrictions.shared(varied).tell(TOLD, TODAY)) == "varied1"
    assert sharing(restrictions.reviewed(ReviewOutcome.LIFT)) == ("lifted", True, "")
    assert sharing(reviews.end(active, "The tenancy has ended.")) == ("ended", True, "")
    assert sharing(restrictions.reviewed(ReviewOutcome.CONTINUE)) == ("approved", False, "")


@pytest.mark.requirement("R-1.14.2-3")
def test_what_applies_until_they_are_told_is_the_change_before() -> None:
    """However often it is varied in between."""
    varied = restrictions.reviewed(ReviewOutcome.VARY)
    assert (varied.change, restriction_sharing.applies_as(varied)) == ("varied1", "approved")
    again = reviews.reviewed(
        varied, replace(varied.reviews[0], measures=(restrictions.NO_NAMES,), at=NOW + timedelta(days=1)), TODAY
    )
    assert (again.change, restriction_sharing.applies_as(again)) == ("varied2", "approved")
    assert (
        restriction_sharing.applies_as(
            restrictions.shared(again).tell(replace(TOLD, on=TODAY + timedelta(days=1)), TODAY + timedelta(days=1))
        )
        == "varied2"
    )


@pytest.mark.requirement("R-1.14.2-1")
def test_measures_for_safety_start_at_once_and_are_shared_then() -> None:
    """They wait for nothing; that they are shared is asked for, and again once it is decided."""
    protected = restrictions.protected()
    assert protected.in_force
    assert sharing(protected) == ("protective", True, "")
    assert "share-protective" in {s.item for s in protected.nudges() if s.kind == "tell_individual"}
    approved = restrictions.shared(protected).approve(restrictions.APPROVAL, TODAY)
    assert (restriction_sharing.applies_as(approved), *sharing(approved)) == ("protective", "approved", True, UNDECIDED)
    denied = restrictions.shared(protected).deny(restrictions.DENIAL)
    assert sharing(denied) == ("stopped", True, "")


def test_where_nobody_knew_nobody_has_to_hear_the_end() -> None:
    """A restriction shared with nobody needs no recall."""
    private = restriction_sharing.shared(restrictions.approved(), RecordId("sd"), "approved", with_somebody=False)
    ended = reviews.end(private.tell(TOLD, TODAY), "The tenancy has ended.")
    assert (ended.sharing_due, ended.is_open) == (False, False)


def test_who_has_to_hear_keeps_it_open_until_that_is_decided() -> None:
    """And it waits for the manager, with a nudge from when it ended."""
    ended = reviews.end(restrictions.active(), "The tenancy has ended.", NOW + timedelta(days=2))
    assert (ended.sharing_due, ended.is_open) == (True, True)
    assert (MORAG, Part.MUST_ACT) in ended.parties()
    assert [(s.kind, s.since, s.item) for s in ended.nudges()] == [
        ("tell_individual", NOW + timedelta(days=2), "share-ended")
    ]
    done = restrictions.shared(ended)
    assert (done.is_open, list(done.nudges())) == (False, [])
