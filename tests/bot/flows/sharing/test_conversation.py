"""Deciding who needs to know, the card that they read, calling it back, and looking it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot.chat.cards import Card, Facts
from bot.chat.events import Value
from bot.courier import nudging, outcome, parcels
from bot.directory import matters
from bot.errors import About, DeliveryError
from bot.flows.sharing import joining
from bot.people import PersonId, Role
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.restriction.record import Restriction, State
from bot.records.sharing.record import Agency, SharingDecision, Stands
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.appeal.acts import PAUSE, acknowledged
from tests.bot.flows.restriction.test_conversation import (
    APPROVE,
    AT_ONCE,
    DENY,
    LIFT,
    NOBODY,
    TOLD,
    VARY,
    approved,
    of,
    suggested,
)
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words

#: Who answers the phones, and who looks after the web.
PHONES, WEB = PersonId("phones"), PersonId("web")
WHAT = "Take no calls; ask for an e-mail."
CALLS: dict[str, Value] = {
    "groups": ("phone_handlers",),
    "why_phone_handlers": "They answer the phones.",
    "instruction": WHAT,
    "goes_to": "person",
    "goes_to_person": (MORAG,),
}
PICKED: dict[str, Value] = {
    **CALLS,
    "groups": ("phone_handlers", "people", "involved"),
    "people_1": (CALLUM,),
    "why_people_1": "He looks after the repair.",
    "why_involved": "They may be in contact again.",
}
EVERYBODY = (ISLA, RORY, MORAG, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD, PHONES, WEB)
_ADDRESS = count()


@pytest.fixture(autouse=True)
def _posts(house: House) -> None:
    """Two posts that nobody of the example people holds."""
    for id_, role in ((PHONES, Role.PHONE_HANDLER), (WEB, Role.WEB_MONITOR)):
        person = replace(house.person(RORY), id=id_, email=f"{id_}@example.org", name=str(id_), roles=frozenset({role}))
        house.put(person)
    house.put(replace(house.person(BOARD), roles=frozenset({Role.BOARD})))


def delivered(house: House, *, unreachable: tuple[PersonId, ...] = ()) -> dict[PersonId, list[Card]]:
    """Deliver everything due; the cards that each person got, or that were rewritten."""
    got: dict[PersonId, list[Card]] = {}

    def carry(uow: UnitOfWork) -> int:
        nudged = nudging.nudge(uow).total()
        claimed = parcels.claim(uow)
        for parcel in claimed:
            letter = parcels.prepare(uow, parcel)
            if letter is None:
                continue
            if parcel.to in unreachable:
                outcome.failed(uow, letter.parcel, DeliveryError("gone", about=About.PERSON))
                continue
            if letter.removes:
                outcome.removed(uow, letter)
                continue
            got.setdefault(parcel.to, []).append(letter.card)
            outcome.delivered(uow, letter, {"slack": str(next(_ADDRESS))})
        return nudged + len(claimed)

    while house.run(carry):
        pass
    return got


def shares(house: House, about: str, answers: dict[str, Value], by: PersonId = MORAG) -> SharingDecision:
    """Take both steps of sharing, and return the decision."""
    assert form(house.sends(by, "sharing.decide", answers, about)).name == "sharing.confirm"
    card(house.sends(by, "sharing.confirm", {}, about))
    return newest(house, about)


def newest(house: House, about: str) -> SharingDecision:
    """The newest sharing decision."""
    return house.children(about, SharingDecision)[-1]


def told(house: House, about: str) -> None:
    """The individual has been told."""
    card(house.sends(MORAG, "restriction.told", TOLD, about))


def in_force(house: House, answers: dict[str, Value] = CALLS, **changes: Value) -> tuple[str, SharingDecision]:
    """A restriction in force, shared so."""
    before = set(of(house, ISLA))
    suggested(house, **changes)
    (about,) = set(of(house, ISLA)) - before
    approved(house, about, MORAG, **changes)
    shares(house, about, answers)
    delivered(house)
    told(house, about)
    delivered(house)
    return about, newest(house, about)


def titles(got: dict[PersonId, list[Card]], person: PersonId) -> list[str]:
    """Titles of the cards that somebody got."""
    return [each.title for each in got.get(person, [])]


# -- deciding --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.2-4")
@pytest.mark.requirement("R-1.14.2-5")
@pytest.mark.parametrize(
    ("channels", "ticked"),
    [
        (("phone",), ("phone_handlers", "involved")),
        (("email",), ("web_monitors", "involved")),
        (("web", "social_media"), ("web_monitors", "involved")),
        (("letter", "in_person"), ("involved",)),
        (("phone", "email"), ("phone_handlers", "web_monitors", "involved")),
    ],
)
def test_who_meets_it_at_work_is_ticked_beforehand(
    house: House, channels: tuple[str, ...], ticked: tuple[str, ...]
) -> None:
    """By the channels that the measures touch."""
    about = approved(house, suggested(house), channels_channel=channels)
    assert form(house.presses(MORAG, "form:sharing.decide", about)).values["groups"] == ticked


@pytest.mark.requirement("R-1.14.2-4")
@pytest.mark.requirement("R-1.14.2-5")
@pytest.mark.parametrize(
    ("behaviour", "ticked"),
    [
        ("phone", ("phone_handlers", "involved")),
        ("email", ("web_monitors", "involved")),
        ("our_social_media", ("web_monitors", "involved")),
        ("in_person_visit", ("involved",)),
    ],
)
def test_who_meets_the_behaviour_is_ticked_whatever_the_measure_is(
    house: House, behaviour: str, ticked: tuple[str, ...]
) -> None:
    """“Where the behaviour relates to phone contact … for emails …”: the measure is about letters alone."""
    report = house.reports(ISLA, channel=behaviour, individual="T-4711", wishes=("restrict",))
    (suggestion,) = house.children(report, Restriction)
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, "channels_channel": ("letter",)}, suggestion.id))
    asks = form(house.presses(MORAG, "form:sharing.decide", suggestion.id))
    assert asks.values["groups"] == ticked
    assert all(asks.values[f"why_{group}"] for group in ticked)


@pytest.mark.requirement("R-1.14.2-4")
@pytest.mark.parametrize(("whom", "found"), [("Callum Boyd alone", (CALLUM,)), ("whoever has the patch", ())])
def test_whom_a_measure_names_is_among_those_who_need_to_know(
    house: House, whom: str, found: tuple[PersonId, ...]
) -> None:
    """They are who is in contact: asked to read the card. Where the words do not tell who it is, that is asked."""
    about = suggested(house)
    named: dict[str, Value] = {**APPROVE, "measures": ("named_person",), "detail_named_person": whom}
    card(house.sends(MORAG, "restriction.decision", named, about))
    asks = form(house.presses(MORAG, "form:sharing.decide", about))
    assert asks.values["groups"] == ("involved", "people")
    assert asks.values["people_1"] == found
    assert asks.values.get("goes_to_person", ()) == found
    sent = house.sends(MORAG, "sharing.decide", {**asks.values, "instruction": WHAT}, about)
    assert ("people_1" in errors(sent)) is (not found)


def test_a_contact_is_never_passed_to_whoever_decides_by_default(house: House) -> None:
    """A post stands there: the duty manager, or where there is none, the reader's own manager."""
    about = approved(house, suggested(house))
    asks = form(house.presses(MORAG, "form:sharing.decide", about))
    assert (asks.values["goes_to"], asks.values.get("goes_to_person")) == ("duty_manager", None)
    shares(house, about, {**asks.values, "instruction": WHAT})


@pytest.mark.requirement("R-1.14.2-1")
@pytest.mark.requirement("R-1.14.1-8")
def test_approved_shared_told_and_then_in_force(house: House) -> None:
    """It waits for the decision, for its arrival, and for the individual to be told, each with a sentence."""
    about = approved(house, suggested(house))
    page = house.presses(MORAG, "restriction.open", about)
    assert "The individual has been told" not in labels(page)
    assert "decide first who needs to know" in words(house.presses(MORAG, "form:restriction.told", about))
    assert set(errors(house.sends(MORAG, "restriction.told", TOLD, about))) == {"telling"}
    shares(house, about, CALLS)
    assert "has not reached everybody" in words(house.presses(MORAG, "form:restriction.told", about))
    assert set(errors(house.sends(MORAG, "restriction.told", TOLD, about))) == {"telling"}
    assert house.record(about, Restriction).stage is State.APPROVED
    got = delivered(house)
    assert titles(got, PHONES) == ["A card to read · SD-0001"]
    told(house, about)
    assert house.record(about, Restriction).stage is State.ACTIVE
    assert titles(delivered(house), PHONES)[-1] == "About a card · SD-0001"


@pytest.mark.requirement("R-1.14.1-9")
def test_the_last_step_shows_the_card_as_it_will_be_read(house: House) -> None:
    """Fact by fact the same as in the dialog of whoever reads it."""
    about = approved(house, suggested(house))
    preview = form(house.sends(MORAG, "sharing.decide", CALLS, about))
    shown = next(block for block in preview.body if isinstance(block, Facts))
    assert house.children(about, SharingDecision) == []
    card(house.sends(MORAG, "sharing.confirm", {}, about))
    read = card(house.presses(PHONES, "sharing.open", newest(house, about).id))
    assert [block for block in read.blocks if isinstance(block, Facts)] == [shown]
    assert [label for label, _ in shown.facts] == ["Who", "What to do", "Pass to", "We look at it again"]
    assert dict(shown.facts)["What to do"] == WHAT


@pytest.mark.requirement("R-1.14.2-2")
def test_each_recipient_needs_a_reason(house: House) -> None:
    """For everybody picked, in words; for a role the usual one stands, and will do."""
    about = approved(house, suggested(house))
    silent = {**PICKED, "why_people_1": "", "people_2": (RORY,)}
    assert set(errors(house.sends(MORAG, "sharing.decide", silent, about))) == {"why_people_1"}
    second = {**PICKED, "people_2": (RORY,)}
    assert set(errors(house.sends(MORAG, "sharing.decide", second, about))) == {"why_people_2"}
    assert house.children(about, SharingDecision) == []
    usual = shares(house, about, {**CALLS, "why_phone_handlers": ""})
    assert usual.plan.grants[0].why == "They answer the phones, and may take a call from them."


@pytest.mark.requirement("R-1.14.1-8")
def test_what_the_measure_says_stands_on_the_card(house: House) -> None:
    """To be confirmed or put in other words: what to do is not asked twice."""
    about = approved(house, suggested(house))
    assert form(house.presses(MORAG, "form:sharing.decide", about)).values["instruction"] == "E-mail only"
    decision = shares(house, about, {**CALLS, "instruction": ""})
    assert decision.plan.card is not None
    assert decision.plan.card.instruction == "E-mail only"


@pytest.mark.requirement("R-1.14.1-8")
def test_what_two_measures_say_stands_on_the_card(house: House) -> None:
    """In one line, and last what stays as it was."""
    two: dict[str, Value] = {
        "measures": ("channel", "time_or_volume"),
        "detail_channel": "",
        "channels_channel": ("in_person",),
        "detail_time_or_volume": "One call a week",
        "channels_time_or_volume": ("phone",),
    }
    about = suggested(house)
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, **two}, about))
    assert form(house.presses(MORAG, "form:sharing.decide", about)).values["instruction"] == (
        "One call a week. No visits or meetings in person. In every other way as before."
    )


@pytest.mark.requirement("R-1.14.2-2")
def test_that_nobody_needs_to_know_is_recorded_with_its_reason(house: House) -> None:
    """With the decision maker, the day and the reason; nobody is notified."""
    about = approved(house, suggested(house))
    assert set(errors(house.sends(MORAG, "sharing.decide", {"groups": ()}, about))) == {"nobody_because"}
    card(house.sends(MORAG, "sharing.decide", NOBODY, about))
    decision = newest(house, about)
    assert (decision.origin.by, decision.plan.nobody_because) == (MORAG, NOBODY["nobody_because"])
    assert "Only the caseworker meets it." in words(house.presses(MORAG, "sharing.open", decision.id))
    assert titles(delivered(house), PHONES) == []
    told(house, about)


@pytest.mark.requirement("R-1.14.1-8")
@pytest.mark.parametrize("line", ["Never put him through to Isla.", "See example.org/a", "x" * 141])
def test_what_does_not_belong_on_a_card_is_refused_beside_its_field(house: House, line: str) -> None:
    """And what was typed stays."""
    about = approved(house, suggested(house))
    reply = house.sends(MORAG, "sharing.decide", {**CALLS, "instruction": line}, about)
    assert set(errors(reply)) == {"instruction"}
    assert form(reply).values["instruction"] == line


@pytest.mark.requirement("R-1.8-4")
def test_where_names_are_withheld_the_card_names_nobody(house: House) -> None:
    """A post is offered, a person is refused, and the card reads so."""
    withhold: dict[str, Value] = {"measures": ("channel", "withhold_names"), "detail_withhold_names": "The team signs."}
    about = approved(house, suggested(house), MORAG, **withhold)
    assert "goes_to_person" not in fields(house.presses(MORAG, "form:sharing.decide", about))
    assert set(errors(house.sends(MORAG, "sharing.decide", CALLS, about))) == {"goes_to"}
    withheld = {**CALLS, "goes_to": "duty_manager", "instruction": "Pass him to Callum Boyd"}
    assert set(errors(house.sends(MORAG, "sharing.decide", withheld, about))) == {"instruction"}
    decision = shares(house, about, {**withheld, "instruction": WHAT})
    read = words(house.presses(PHONES, "sharing.open", decision.id))
    assert "Pass to: The duty manager" in read
    assert [person.name for person in house.run(lambda uow: list(uow.people)) if person.name in read] == []


def test_a_role_that_nobody_holds_reaches_nobody(house: House) -> None:
    """Somebody else has to be chosen."""
    house.leave(PHONES)
    about = approved(house, suggested(house))
    assert set(errors(house.sends(MORAG, "sharing.decide", CALLS, about))) == {"groups"}


@pytest.mark.requirement("R-1.14.1-6")
def test_nobody_else_shares(house: House) -> None:
    """Neither step, by a button or by sending the form; nor what is not to be shared."""
    about = approved(house, suggested(house))
    form(house.sends(MORAG, "sharing.decide", CALLS, about))
    for person in set(EVERYBODY) - {MORAG}:
        for name in ("sharing.decide", "sharing.confirm"):
            assert NOTHING in words(house.presses(person, f"form:{name}", about))
            assert NOTHING in words(house.sends(person, name, CALLS, about))
    assert house.children(about, SharingDecision) == []
    undecided = suggested(house)
    assert "nothing here that anybody needs to know" in words(house.presses(MORAG, "form:sharing.decide", undecided))
    assert NOTHING in words(house.sends(MORAG, "sharing.confirm", {}, approved(house, undecided)))


# -- changes ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.2-3")
def test_a_change_asks_anew_and_calls_the_old_card_back(house: House) -> None:
    """Those who meet the new measure are ticked; the old card stands until the individual has been told."""
    about, first = in_force(house, PICKED)
    changed = {**VARY, "channels_time_or_volume": ("email",)}
    page = house.sends(MORAG, "restriction.review", changed, about)
    assert "Decide who needs to know" in labels(page)
    assert set(errors(house.sends(MORAG, "restriction.told", TOLD, about))) == {"telling"}
    again = form(house.presses(MORAG, "form:sharing.decide", about))
    assert again.values["groups"] == ("web_monitors", "involved", "people")
    assert (again.values["people_1"], again.values["instruction"]) == ((CALLUM,), "One call a week")
    answers = {**CALLS, "groups": ("web_monitors", "people"), "people_1": (CALLUM,), "why_people_1": "As before."}
    second = shares(house, about, {**answers, "why_web_monitors": "They read the e-mails."})
    got = delivered(house)
    assert titles(got, WEB) == ["A card to read · SD-0002"]
    assert [house.record(each.id, SharingDecision).stands for each in (first, second)] == [
        Stands.IN_FORCE, Stands.NOT_YET,
    ]  # fmt: skip
    told(house, about)
    got = delivered(house)
    assert [house.record(each.id, SharingDecision).stands for each in (first, second)] == [
        Stands.SUPERSEDED, Stands.IN_FORCE,
    ]  # fmt: skip
    assert any("no longer in force" in words(each) for each in got[PHONES])
    assert WHAT not in words(house.presses(PHONES, "sharing.open", first.id))


def test_what_is_left_is_said_at_home_and_the_receipt_has_its_button(house: House) -> None:
    """First who needs to know, then that the individual is told: never what has been done already."""
    about = suggested(house)
    approved(house, about)
    both = "Who needs to know is to be decided, and the individual told"
    assert both in words(house.goes_home(MORAG))
    receipt = card(house.sends(MORAG, "sharing.decide", NOBODY, about))
    home = words(house.goes_home(MORAG))
    assert ("The individual is to be told" in home, "Who needs to know" in home) == (True, False)
    assert labels(receipt) == ["The individual has been told", "Open"]
    assert form(house.presses(MORAG, button(receipt, "The individual has been told").action, about)).about == about
    told(house, about)
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    assert "The individual is to be told" in words(house.goes_home(MORAG))


@pytest.mark.requirement("R-1.14.2-3")
def test_lifted_the_card_is_called_back_at_once(house: House) -> None:
    """Its messages are written again, whoever had it hears, and it is asked who else needs to."""
    about, first = in_force(house)
    card(house.presses(PHONES, "sharing.read", first.id))
    delivered(house)
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    got = delivered(house)
    assert all("no longer in force" in words(each) for each in got[PHONES])
    assert {each.title for each in got[PHONES]} == {"SD-0001"}
    told(house, about)
    assert house.record(about, Restriction).is_open
    again = form(house.presses(MORAG, "form:sharing.decide", about))
    assert again.values["groups"] == ("phone_handlers",)
    assert again.values["why_phone_handlers"] == "They followed it, and need to know that it is over."
    assert "instruction" not in [field.id for field in again.fields()]
    answers = {**again.values, "groups": ("phone_handlers", "people"), "people_1": (CALLUM,), "why_people_1": "Visits."}
    card(house.sends(MORAG, "sharing.decide", answers, about))
    got = delivered(house)
    assert (titles(got, CALLUM), titles(got, PHONES)) == (["SD-0002"], [])
    assert "Nothing applies to contact with T-4711 any more." in words(
        house.presses(CALLUM, "sharing.open", newest(house, about).id)
    )
    assert not house.record(about, Restriction).is_open


def test_the_same_change_can_be_shared_anew(house: House) -> None:
    """The newer decision stands in place of the older; who is left out hears that."""
    about, first = in_force(house)
    web: dict[str, Value] = {**CALLS, "groups": ("web_monitors",), "why_web_monitors": "They read the e-mails."}
    second = shares(house, about, web)
    got = delivered(house)
    assert [house.record(each.id, SharingDecision).stands for each in (first, second)] == [
        Stands.SUPERSEDED, Stands.IN_FORCE,
    ]  # fmt: skip
    assert any("no longer in force" in words(each) for each in got[PHONES])
    assert "A card to read · SD-0002" in titles(got, WEB)


def test_suspended_the_card_is_not_followed(house: House) -> None:
    """Holders of the card are notified of the pause and of the return; meanwhile it is not found."""
    about, first = in_force(house)
    appeal = acknowledged(house)
    card(house.sends(EWAN, "appeal.suspend", PAUSE, appeal))
    assert house.record(first.id, SharingDecision).stands is Stands.PAUSED
    assert any("Not in force at the moment" in words(each) for each in delivered(house)[PHONES])
    assert WHAT not in words(house.types(PHONES, "check_contact", "T-4711"))
    card(house.sends(EWAN, "appeal.resume", {"reasons": "Mended.", "heard": "Ewan writes."}, appeal))
    assert any("This card is in force now." in words(each) for each in delivered(house)[PHONES])
    assert WHAT in words(house.types(PHONES, "check_contact", "T-4711"))
    assert house.record(about, Restriction).in_force


@pytest.mark.requirement("R-1.14.2-1")
def test_measures_for_safety_are_shared_while_they_apply(house: House) -> None:
    """At once, without waiting; what is decided afterwards asks anew, and a denial calls the card back."""
    about = suggested(house)
    page = house.sends(MORAG, "restriction.protection", AT_ONCE, about)
    assert "Decide who needs to know" in labels(page)
    decision = shares(house, about, CALLS)
    assert decision.plan.change == "protective"
    assert house.record(decision.id, SharingDecision).stands is Stands.IN_FORCE
    delivered(house)
    card(house.sends(MORAG, "restriction.not_forward", DENY, about))
    assert any("no longer in force" in words(each) for each in delivered(house)[PHONES])
    assert "Decide who needs to know" in labels(house.presses(MORAG, "restriction.open", about))


def test_the_card_goes_along_with_its_restriction(house: House) -> None:
    """The new manager reads who needs to know of it; the former one does not."""
    about, decision = in_force(house)
    house.leave(MORAG)
    house.run(matters.reroute)
    handler = house.record(about, Restriction).handler
    assert handler not in (None, MORAG)
    assert house.record(decision.id, SharingDecision).manager == handler


# -- reading it ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.requirement("R-1.14.2-2")
def test_who_reads_the_card_and_who_reads_the_decision(house: House) -> None:
    """The card: by role now, by name, and whom it concerns. The decision: the manager, those above, the records."""
    _, decision = in_force(house, PICKED)
    for person in EVERYBODY:
        reply = words(house.presses(person, "sharing.open", decision.id))
        reads_all = person in (MORAG, AILSA, EWAN)
        reads_card = person in (PHONES, CALLUM, ISLA, RORY)
        assert ((WHAT in reply), ("He looks after the repair." in reply)) == (reads_all or reads_card, reads_all)
        assert (reply == words(house.presses(person, "sharing.open", "nothing"))) is not (reads_all or reads_card)
    assert (PHONES, "hear") in house.history(decision.id)
    assert (AILSA, "read") in house.history(decision.id)


def test_a_role_given_up_takes_the_card_along(house: House) -> None:
    """And whoever takes the role on reads it, though it was shared before they came."""
    _, decision = in_force(house)
    house.put(replace(house.person(PHONES), roles=frozenset()))
    house.put(replace(house.person(RORY), roles=frozenset({Role.PHONE_HANDLER})))
    assert NOTHING in words(house.presses(PHONES, "sharing.open", decision.id))
    assert NOTHING in words(house.presses(PHONES, "sharing.read", decision.id))
    assert WHAT in words(house.presses(RORY, "sharing.open", decision.id))
    assert WHAT in words(house.types(RORY, "check_contact", "T-4711"))
    assert "no card for you" in words(house.types(PHONES, "check_contact", "T-4711"))


def test_reading_is_said_once(house: House) -> None:
    """The manager sees who has read it and who has not."""
    _, decision = in_force(house, PICKED)
    opened = house.presses(PHONES, "sharing.open", decision.id)
    assert button(opened, "I have read it").action == "sharing.read"
    assert "Thank you." in words(house.presses(PHONES, "sharing.read", decision.id))
    assert "already" in words(house.presses(PHONES, "sharing.read", decision.id))
    assert labels(house.presses(PHONES, "sharing.open", decision.id)) == []
    read = words(house.presses(MORAG, "sharing.open", decision.id))
    assert "Has read it: phones" in read
    assert "Has not read it yet: Callum Boyd" in read
    assert labels(house.presses(ISLA, "sharing.open", decision.id)) == []


def test_home_lists_a_card_to_read_until_it_is_read(house: House) -> None:
    """A reference and no more."""
    _, decision = in_force(house)
    assert "SD-0001 · sharing decision · A card to read" in words(house.goes_home(PHONES))
    card(house.presses(PHONES, "sharing.read", decision.id))
    assert "SD-0001 · sharing decision · A card to read" not in words(house.goes_home(PHONES))


# -- nudges ----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.2-1")
def test_n20_asks_twice_and_then_tells_their_manager_without_a_name(house: House) -> None:
    """At once, after two working days, and their manager at three; silence once it is read."""
    about = approved(house, suggested(house))
    decision = shares(house, about, CALLS)
    assert titles(delivered(house), PHONES) == ["A card to read · SD-0001"]
    house.clock.at += timedelta(days=2)
    assert "A card to read · SD-0001" in titles(delivered(house), PHONES)
    assert not any("SD-0001" in title for title in titles(delivered(house), CALLUM))
    house.clock.at += timedelta(days=5)  # over a weekend and a holiday
    (to_manager,) = [each for each in delivered(house)[CALLUM] if "SD-0001" in each.title]
    assert "Somebody in your team has not read a card yet." in words(to_manager)
    assert ("phones" in words(to_manager), labels(to_manager)) == (False, [])
    card(house.presses(PHONES, "sharing.read", decision.id))
    got = delivered(house)
    assert any("dealt with" in words(each) for each in got[CALLUM])
    house.clock.at += timedelta(days=20)
    assert PHONES not in delivered(house)


@pytest.mark.requirement("R-1.14.2-1")
def test_who_cannot_be_reached_is_for_the_manager_to_tell(house: House) -> None:
    """The manager hears that somebody was not reached; it does not hold up the restriction."""
    about = approved(house, suggested(house))
    shares(house, about, PICKED)
    got = delivered(house, unreachable=(PHONES,))
    assert "A card did not arrive · SD-0001" in titles(got, MORAG)
    assert "A card to read · SD-0001" in titles(got, CALLUM)
    told(house, about)
    assert house.record(about, Restriction).in_force


def test_whom_it_concerns_is_not_asked_to_read_anything(house: House) -> None:
    """Isla and Rory find the card when they look for it; nobody asks them to, and it holds nothing up."""
    about = approved(house, suggested(house))
    shares(house, about, {**PICKED, "groups": ("involved", "people")})
    got = delivered(house)
    assert not any("card" in title for who in (ISLA, RORY) for title in titles(got, who))
    told(house, about)
    for who in (ISLA, RORY):
        assert WHAT in words(house.types(who, "check_contact", "T-4711"))


@pytest.mark.requirement("R-1.14.2-4")
def test_whom_it_concerns_hears_when_it_starts_pauses_changes_and_ends(house: House) -> None:
    """Rory was there: each time one pointer. Isla, who asked for it, hears it as news of what she asked for."""
    about = approved(house, suggested(house))
    everybody = {**PICKED, "groups": ("involved", "phone_handlers")}
    shares(house, about, everybody)
    delivered(house)
    told(house, about)

    def heard(who: PersonId) -> list[str]:
        return [words(each) for each in got.get(who, []) if "card" in words(each) or "news" in words(each)]

    got = delivered(house)
    assert (len(heard(RORY)), "in force now" in heard(RORY)[0]) == (1, True)
    assert (len(heard(ISLA)), "There is news of what you asked for." in heard(ISLA)[0]) == (1, True)
    appeal = acknowledged(house)
    card(house.sends(EWAN, "appeal.suspend", PAUSE, appeal))
    got = delivered(house)
    assert any("Not in force at the moment" in each for each in heard(RORY))
    card(house.sends(EWAN, "appeal.resume", PAUSE, appeal))
    got = delivered(house)
    assert any("in force now" in each for each in heard(RORY))
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    got = delivered(house)
    assert any("no longer in force" in each for each in heard(RORY))


@pytest.mark.requirement("R-1.14.2-4")
def test_who_comes_to_a_role_later_gets_the_cards_that_stand(house: House) -> None:
    """As any other who answers the phones, from that day on; not whom it concerns, and not what is called back."""
    about, decision = in_force(house)
    card(house.presses(PHONES, "sharing.read", decision.id))
    ended, _ = in_force(house)
    card(house.sends(MORAG, "restriction.review", LIFT, ended))
    delivered(house)
    house.clock.at += timedelta(days=30)
    for person in (CALLUM, RORY):  # Rory was there
        house.put(replace(house.person(person), roles=frozenset({Role.PHONE_HANDLER})))
    for _ in range(2):
        house.run(joining.bring_in)
    got = delivered(house)
    assert titles(got, CALLUM) == [f"A card to read · {decision.ref}"]
    assert not any("to read" in title for title in titles(got, RORY))
    assert WHAT in words(house.presses(CALLUM, "sharing.open", decision.id))
    card(house.presses(CALLUM, "sharing.read", decision.id))
    assert [r.by for r in newest(house, about).readings] == [PHONES, CALLUM]


@pytest.mark.requirement("R-1.9.4-6")
def test_who_does_not_know_of_a_threat_yet_hears_nothing_of_it_by_the_card(house: House) -> None:
    """A person tells Callum first that he was threatened, and never Harbour."""
    said: dict[str, Value] = {"reasons": ("threat",), "threat_against": "colleague", "targets": (CALLUM,)}
    report = house.reports(ISLA, individual="T-4711", wishes=("restrict",), witnesses=(RORY,), **said)
    (suggestion,) = house.children(report, Restriction)
    about = approved(house, suggestion.id)
    shares(house, about, {**CALLS, "groups": ("phone_handlers", "involved"), "why_involved": "They may meet him."})
    delivered(house)
    told(house, about)
    got = delivered(house)
    assert [bool(titles(got, who)) for who in (RORY, CALLUM)] == [True, False]


@pytest.mark.requirement("R-1.14.1-6")
def test_the_reporter_comes_to_the_card_from_what_came_of_the_report(house: House) -> None:
    """It says what to do; others who were not there get nowhere with it."""
    report = house.reports(ISLA, individual="T-4711", wishes=("restrict",), witnesses=(RORY,))
    (suggestion,) = house.children(report, Restriction)
    about = approved(house, suggestion.id)
    shares(house, about, {**CALLS, "groups": ("phone_handlers", "involved"), "why_involved": "They may meet him."})
    delivered(house)
    assert "The card SD-0001" not in labels(house.presses(ISLA, "ended_contact.open", report))
    told(house, about)
    news = [words(each) for each in delivered(house).get(ISLA, []) if "card" in words(each) or "news" in words(each)]
    assert (len(news), "There is news of what came of your report." in news[0]) == (1, True)  # and not twice
    opened = button(house.presses(ISLA, "ended_contact.open", report), "The card SD-0001")
    assert WHAT in words(house.presses(ISLA, opened.action, opened.about))
    assert "The card SD-0001" in labels(house.presses(ISLA, "restriction.outcome", about))
    assert NOTHING in words(house.presses(CALLUM, opened.action, opened.about))


# -- looking it up ---------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-8")
@pytest.mark.requirement("R-1.14.1-6")
def test_check_contact_shows_the_card_to_those_who_need_it(house: House) -> None:
    """However the reference is written; each look is logged. The manager finds it as well."""
    _, decision = in_force(house, PICKED)
    for typed in ("T-4711", "t4711", " T 47 11 "):
        assert WHAT in words(house.types(PHONES, "check_contact", typed))
    for person in (CALLUM, ISLA, MORAG):
        assert WHAT in words(house.sends(person, "check_contact.look", {"reference": "T-4711"}))
        assert (person, "hear") in house.history(decision.id)
    assert house.history(decision.id).count((PHONES, "hear")) == 3


@pytest.mark.requirement("R-1.14.1-6")
def test_no_card_not_for_you_and_misspelt_are_the_same_to_the_byte(house: House) -> None:
    """The asker cannot tell them apart, and no log would either."""
    _, decision = in_force(house, PICKED)
    before = house.history(decision.id)
    replies = {
        repr(house.types(person, "check_contact", typed))
        for person, typed in (
            (WEB, "T-4711"),  # not for them
            (STRANGER, "T-4711"),
            (DOUGAL, "T-4711"),
            (WEB, "T-4712"),  # nobody
            (PHONES, "T-4717"),  # misspelt
            (PHONES, "T. B."),  # initials
            (PHONES, "RS-0001"),
            (PHONES, "'; drop table"),
        )
    } | {repr(house.sends(WEB, "check_contact.look", {"reference": "T-4711"}))}
    assert len(replies) == 1
    assert house.history(decision.id) == before


def test_check_contact_without_a_reference_asks_for_it(house: House) -> None:
    """And for nothing else."""
    assert fields(house.types(PHONES, "check_contact")) == ["reference"]
    assert set(errors(house.sends(PHONES, "check_contact.look", {}))) == {"reference"}


#: What is said above a card that was found by what two people may share.
SHARED = "Two people can share what you typed"


@pytest.mark.requirement("R-1.14.1-7")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("T-4711", WHAT),
        ("t.b., 12 mill rd, flat 2", WHAT),
        ("flat 2, 12 mill road", f"{SHARED}; {WHAT}"),
        ("Tom Brown", f"{SHARED}; {WHAT}"),
        ("12 Mill Road", "more than one person may be meant"),  # which flat was not said
        ("flat 3, 12 Mill Road", "no card for you"),
        ("M.K., flat 2, 12 Mill Road", "no card for you"),
        ("T-4712", "no card for you"),
        ("TB flat 2 12, Mill Road", WHAT),
    ],
)
def test_the_card_is_found_by_what_a_caller_says(house: House, typed: str, said: str) -> None:
    """At once by what nobody else has; by what two may share, to be made sure of; never against what was written."""
    in_force(house, individual="T.B., Flat 2, 12 Mill Road, T-4711")
    shown = words(house.types(PHONES, "check_contact", typed))
    assert [part in shown for part in said.split("; ")] == [True] * len(said.split("; "))
    assert (SHARED in shown, WHAT in shown) == (SHARED in said, WHAT in said)
    assert "no card for you" in words(house.types(WEB, "check_contact", typed))


@pytest.mark.requirement("R-1.14.1-7")
def test_who_cannot_be_told_apart_is_not_listed(house: House) -> None:
    """More is asked for, and nothing is shown or logged; whoever has no card for them reads that there is none."""
    _, decision = in_force(house, individual="T.B., 12 Mill Road")
    in_force(house, {**CALLS, "instruction": "Write to her."}, individual="T.B., 3 High Street")
    before = house.history(decision.id)
    shown = words(house.types(PHONES, "check_contact", "T B"))
    assert "more than one person may be meant" in shown
    assert not {part for part in (WHAT, "Write to her.", "Mill", "High", "SD-") if part in shown}
    assert house.history(decision.id) == before
    assert "no card for you" in words(house.types(WEB, "check_contact", "T B"))
    one = words(house.types(PHONES, "check_contact", "T B, 12 mill rd"))
    assert (WHAT in one, "Write to her." in one) == (True, False)


@pytest.mark.requirement("R-1.14.1-7")
def test_what_was_said_already_is_not_asked_for(house: House) -> None:
    """A street alone lacks its number, whoever asks; and a flat that was given is not asked for again."""
    in_force(house, individual="D.M., 14 Harbour Row")
    for person in (PHONES, WEB):
        assert "ask for the number of the house" in words(house.types(person, "check_contact", "Harbour Row"))
    shown = words(house.types(PHONES, "check_contact", "Flat 2, 14 Harbour Row"))
    assert "ask for their reference, or for their initials, and look again" in shown


def test_several_restrictions_are_several_cards(house: House) -> None:
    """Each under its own reference; one that was lifted is not among them."""
    in_force(house)
    about, _ = in_force(house, {**CALLS, "instruction": "Write to him on Mondays."})
    both = words(house.types(PHONES, "check_contact", "T-4711"))
    assert (WHAT in both, "Write to him on Mondays." in both) == (True, True)
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    one = words(house.types(PHONES, "check_contact", "T-4711"))
    assert (WHAT in one, "Write to him on Mondays." in one) == (True, False)


def test_a_card_that_is_not_in_force_yet_is_not_found(house: House) -> None:
    """Until the individual has been told, nobody follows it."""
    about = approved(house, suggested(house))
    shares(house, about, CALLS)
    assert "no card for you" in words(house.types(PHONES, "check_contact", "T-4711"))


# -- nothing else ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-8")
@pytest.mark.requirement("R-1.14.1-9")
def test_the_card_and_its_messages_say_nothing_else(house: House) -> None:
    """A canary in every field of the restriction and of the decision: none but the line is read."""
    names = {"individual", "reviewing", "review_on", "restorative", "relationship"}
    numbers = count()

    def sung(answers: dict[str, Value]) -> dict[str, Value]:
        return {k: v if k in names or not isinstance(v, str) else f"canary{next(numbers)}" for k, v in answers.items()}

    about = suggested(house, wish="canary of a wish", individual="T-4711")
    said: dict[str, Value] = {**APPROVE, "complaint_words": "x", "needs": "x", "circumstances": "x", "contact_by": "x"}
    said |= {"training_words": "x", "emergencies": "x", "normal_staffing": "x", "telling_words": "x"}
    opened: dict[str, Value] = {"more": ("evidence", "person", "ours", "telling"), "channel_considered": ("yes",)}
    card(house.sends(MORAG, "restriction.decision", {**sung(said), **opened}, about))
    answers = {**PICKED, "not_with": "canary kept away", "more": "canary told besides"}
    answers |= {k: f"canary {k}" for k in answers if k.startswith("why_")}
    decision = shares(house, about, answers)
    got = delivered(house)
    told(house, about)
    later = delivered(house)
    messages = [words(each) for cards in (*got.values(), *later.values()) for each in cards]
    read = [words(house.presses(person, "sharing.open", decision.id)) for person in (PHONES, CALLUM, ISLA)]
    looked = [words(house.types(person, "check_contact", "T-4711")) for person in (PHONES, CALLUM, ISLA, MORAG)]
    assert [text for text in (*messages, *read, *looked) if "canary" in text] == []
    assert all(WHAT in text for text in (*read, *looked))
    assert [text for text in messages if WHAT in text or "T-4711" in text] == []
    assert "canary" in words(house.presses(MORAG, "restriction.open", about))
    assert house.run(lambda uow: uow.records.by_ref(SharingDecision, "SD-0001")) is not None
    assert house.record(RecordId(decision.id), SharingDecision).plan.more == "canary told besides"


# -- somebody outside ------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.2-6")
@pytest.mark.parametrize("groups", [CALLS, NOBODY], ids=["besides a card", "and nobody here"])
def test_that_another_agency_is_told_is_kept_with_its_ground(house: House, groups: dict[str, Value]) -> None:
    """It is a person who tells them: Harbour sends nothing out."""
    about = approved(house, suggested(house))
    assert "agency_why" not in fields(house.presses(MORAG, "form:sharing.decide", about))
    silent: dict[str, Value] = {**groups, "agency": "police"}
    assert set(errors(house.sends(MORAG, "sharing.decide", silent, about))) == {"agency_why"}
    house.sends(MORAG, "sharing.decide", {**silent, "agency_why": "A threat to harm a neighbour."}, about)
    if groups is not NOBODY:
        card(house.sends(MORAG, "sharing.confirm", {}, about))
    decision = newest(house, about)
    assert (decision.plan.agency, decision.plan.agency_why) == (Agency.POLICE, "A threat to harm a neighbour.")
    read = words(house.presses(MORAG, "sharing.open", decision.id))
    assert read.index("The police") < read.index("A threat to harm a neighbour.")
