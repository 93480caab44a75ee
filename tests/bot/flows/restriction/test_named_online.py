"""A restriction that grows out of a colleague having been named publicly (policy 1.9.3, 1.10.5)."""

from __future__ import annotations

import pytest

from bot.chat.events import ActionEvent, Value
from bot.courier import nudging, parcels
from bot.people import PersonId
from bot.ports import UnitOfWork
from bot.records.debrief import Debrief
from bot.records.named_online.parts import Found, Gate, How, Override, Place, Threat, Told, Wish, WishKind
from bot.records.named_online.record import NamedOnline
from bot.records.restriction.parts import EvidenceKind
from bot.records.restriction.record import Restriction, State
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY
from tests.bot.flows.restriction.test_conversation import APPROVE, AT_ONCE, PROPOSE
from tests.bot.house import NOTHING, House, card, errors, fields, form, words

LINK = "https://social.example.org/posts/4711"
FROM_IT: dict[str, Value] = {**PROPOSE, "evidence_words": None}


def named(
    house: House,
    person: PersonId = ISLA,
    *,
    finder: PersonId = RORY,
    handler: PersonId = MORAG,
    told: bool = True,
    heard: bool = True,
) -> str:
    """Somebody found that a colleague is named; the manager may have told them and heard them."""

    def work(uow: UnitOfWork) -> str:
        found = Found(at=NOW, by=finder, place=Place.FACEBOOK, link=LINK, line=f"See {LINK}", threat=Threat.NO)
        origin = uow.records.begin(NamedOnline, finder)
        record = NamedOnline.report(origin, person=person, found=found, handler=handler)
        if told:
            record = record.tell(Told(at=NOW, on=TODAY, by=handler, how=How.IN_PERSON), TODAY)
        if heard:
            record = record.wish(Wish(at=NOW, by=person, kind=WishKind.NOT_SAID))
        return uow.records.add(record, act="found").id

    return house.run(work)


def proposed(house: House, about: str, by: PersonId = MORAG, **more: Value) -> Restriction:
    """Proposal of the manager from it, for another manager to decide."""
    house.sets(two_managers=True)
    card(house.sends(by, "restriction.propose", {**FROM_IT, **more}, about))
    (found,) = house.children(about, Restriction)
    return found


@pytest.mark.requirement("R-1.10.5-2")
@pytest.mark.requirement("R-1.9.3-4")
def test_its_manager_proposes_a_restriction_and_another_decides(house: House) -> None:
    """The report is evidence, the one who is named is whom it was aimed at; who is behind it is asked for."""
    about = named(house)
    drawn = house.presses(MORAG, "form:restriction.propose", about)
    assert {"individual", "behaviour"} <= set(fields(drawn))
    restriction = proposed(house, about)
    assert (restriction.origin.by, restriction.handler) == (MORAG, AILSA)
    assert (restriction.targets, restriction.report_ref) == ((ISLA,), "NO-0001")
    assert [(e.kind, e.what) for e in restriction.case.evidence] == [(EvidenceKind.REPORT, "NO-0001")]
    assert restriction.individual is not None


@pytest.mark.requirement("R-1.8-5")
def test_its_manager_decides_it_alone(house: House) -> None:
    """Only one who was neither named nor found it."""
    about = named(house)
    card(house.sends(MORAG, "restriction.propose", {**APPROVE, "evidence_words": None}, about))
    (restriction,) = house.children(about, Restriction)
    assert (restriction.handler, restriction.stage, restriction.targets) == (MORAG, State.APPROVED, (ISLA,))


@pytest.mark.requirement("R-1.10.5-2")
def test_whom_it_is_about_has_to_be_said(house: House) -> None:
    """Nobody knows yet: without an answer it goes no further."""
    about = named(house)
    assert "individual" in errors(house.sends(MORAG, "restriction.propose", {**FROM_IT, "individual": ""}, about))
    assert house.children(about, Restriction) == []


@pytest.mark.requirement("R-1.10.5-2")
def test_nothing_is_proposed_by_itself(house: House) -> None:
    """Opening the form, or keeping what is written in it, proposes nothing."""
    about = named(house)
    house.presses(MORAG, "form:restriction.propose", about)
    keep = ActionEvent(
        person=MORAG, action="restriction.keep", about=about, extra="restriction.propose ", values=FROM_IT
    )
    card(house.handle(keep))
    assert house.children(about, Restriction) == []


@pytest.mark.requirement("R-1.14.3-5")
@pytest.mark.requirement("R-1.10.5-2")
@pytest.mark.parametrize(("told", "sentence"), [(False, "have not been told yet"), (True, "what they would like")])
def test_nothing_is_proposed_before_they_have_had_their_say(house: House, told: bool, sentence: str) -> None:
    """By no step of the form, though its first one was kept half-way."""
    about = named(house, told=told, heard=False)
    kept = ActionEvent(
        person=MORAG, action="restriction.keep", about=about, extra="restriction.propose ", values=FROM_IT
    )
    assert "kept for you" in words(house.handle(kept))
    for reply in (
        house.presses(MORAG, "form:restriction.propose", about),
        house.sends(MORAG, "restriction.propose", FROM_IT, about),
    ):
        assert sentence in words(reply)
    assert house.children(about, Restriction) == []


@pytest.mark.requirement("R-1.8-5")
def test_who_is_named_never_decides_it(house: House) -> None:
    """Ailsa is the proposer's own manager, and is named: the next one decides, and she can be given it by nobody."""
    about = named(house, AILSA, handler=CALLUM)
    restriction = proposed(house, about, CALLUM)
    assert restriction.handler == EWAN
    assert AILSA in restriction.conflicted()
    assert NOTHING in words(house.presses(AILSA, "restriction.open", restriction.id))
    assert NOTHING in words(house.presses(AILSA, "restriction.approve", restriction.id))


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.requirement("R-1.8-5")
def test_who_found_it_neither_decides_nor_hears_of_it(house: House) -> None:
    """Ailsa found it: the next one decides, nobody reads there that it was she, and it never moves to her."""
    about = named(house, finder=AILSA)
    restriction = proposed(house, about)
    assert restriction.handler == EWAN
    assert AILSA in restriction.conflicted()
    assert AILSA not in {person for person, _ in restriction.parties()}
    assert "Ailsa" not in words(house.presses(EWAN, "restriction.open", restriction.id))
    assert NOTHING in words(house.presses(AILSA, "restriction.open", restriction.id))


@pytest.mark.parametrize("other", [ISLA, RORY, CALLUM, AILSA, EWAN])
def test_nobody_else_proposes_from_it(house: House, other: PersonId) -> None:
    """Neither who is named nor who found it, nor another manager: the same answer as for no record at all."""
    about = named(house)
    assert NOTHING in words(house.presses(other, "form:restriction.propose", about))
    assert NOTHING in words(house.sends(other, "restriction.propose", FROM_IT, about))
    assert NOTHING in words(house.presses(other, "restriction.keep", about, "restriction.propose"))


@pytest.mark.requirement("R-1.14.3-2")
def test_the_link_is_neither_in_the_form_nor_in_a_message(house: House) -> None:
    """The report itself is the evidence; the link stays where it can be asked for."""
    about = named(house)
    drawn = form(house.presses(MORAG, "form:restriction.propose", about))
    assert LINK not in words(drawn) + str(dict(drawn.values))
    restriction = proposed(house, about)

    assert LINK not in words(house.presses(AILSA, "restriction.open", restriction.id))
    messages = house.run(_messages)
    assert [to for to, _ in messages] == [AILSA]
    assert not any(text in messages[0][1] for text in (LINK, "Isla", "NO-0001", "swearing"))


def _messages(uow: UnitOfWork) -> list[tuple[PersonId, str]]:
    """Recipients and content of all messages about the restriction that would go now."""
    nudging.nudge(uow)
    letters = [parcels.prepare(uow, parcel) for parcel in parcels.claim(uow)]
    found = [(letter.person.id, words(letter.card)) for letter in letters if letter is not None]
    return [(to, text) for to, text in found if "RS-0001" in text]


@pytest.mark.requirement("R-1.14.3-4")
@pytest.mark.parametrize("told", [True, False])
def test_no_conversation_is_offered_to_who_has_not_heard_of_it(house: House, told: bool) -> None:
    """In danger a restriction may come first; the offer would tell them what a person has to tell them."""
    about = named(house, told=told, heard=told)
    if not told:
        override = Override(at=NOW, by=MORAG, gates=(Gate.ACT,), reason="Somebody waits at the door.")
        record = house.record(about, NamedOnline)
        house.run(lambda uow: uow.records.save(record.override(override), by=MORAG, act="urgent_override"))
    restriction = proposed(house, about)
    card(house.sends(AILSA, "restriction.protection", AT_ONCE, restriction.id))
    assert [d.person for d in house.children(restriction.id, Debrief)] == ([ISLA] if told else [])


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize(("finder", "people"), [(RORY, (ISLA, AILSA)), (AILSA, (ISLA,))])
def test_who_is_named_or_finds_it_later_decides_no_more(
    house: House, finder: PersonId, people: tuple[PersonId, ...]
) -> None:
    """Ailsa has the proposal when it turns out: it moves on at once, and she reads it no more."""
    restriction = proposed(house, named(house))
    assert restriction.handler == AILSA
    again: dict[str, Value] = {"named": people, "place": "facebook", "link": LINK, "threat": "no"}
    card(house.sends(finder, "named_online.report", again))
    assert house.record(restriction.id, Restriction).handler == EWAN
    assert NOTHING in words(house.presses(AILSA, "restriction.open", restriction.id))


# -- who did not know yet --------------------------------------------------------------------------------------


def _offered(house: House, *parents: str) -> list[PersonId]:
    return [debrief.person for parent in parents for debrief in house.children(parent, Debrief)]


@pytest.mark.requirement("R-1.12.2-1")
@pytest.mark.requirement("R-1.14.3-4")
@pytest.mark.parametrize("way", ["told", "found"])
def test_the_conversation_that_was_held_back_is_offered_once_they_know(house: House, way: str) -> None:
    """A measure began at once, before they had been told: nothing reached them then, and nothing is lost."""
    about = named(house, told=False, heard=False)
    card(house.sends(MORAG, "named_online.urgent", {"gates": ("act",), "reason": "He is on his way here."}, about))
    restriction = proposed(house, about).id
    card(house.sends(AILSA, "restriction.protection", AT_ONCE, restriction))
    assert _offered(house, about, restriction) == []
    if way == "told":
        card(house.sends(MORAG, "named_online.told", {"on": TODAY.isoformat(), "how": "in_person"}, about))
    else:
        own: dict[str, Value] = {"named": (ISLA,), "place": "facebook", "link": LINK, "threat": "no", "line": ""}
        card(house.sends(ISLA, "named_online.report", own))
    assert _offered(house, about, restriction) == [ISLA]


def test_without_a_measure_there_is_nothing_to_offer_when_they_are_told(house: House) -> None:
    """A proposal alone offers nobody a conversation."""
    about = named(house, told=False, heard=False)
    card(house.sends(MORAG, "named_online.urgent", {"gates": ("act",), "reason": "He is on his way here."}, about))
    restriction = proposed(house, about).id
    card(house.sends(MORAG, "named_online.told", {"on": TODAY.isoformat(), "how": "in_person"}, about))
    assert _offered(house, about, restriction) == []
