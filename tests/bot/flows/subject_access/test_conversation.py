"""What is held about one person: all of it is found, nothing of others is let out, and two people have seen it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot import upkeep
from bot.chat.cards import Link
from bot.chat.events import Value
from bot.errors import Conflict, NotFound, Unavailable
from bot.flows.documents import pages
from bot.flows.documents.conversation import Making
from bot.people import Person, PersonId, Role
from bot.policy import Policy
from bot.ports import Ticket, UnitOfWork
from bot.records.base import RecordId
from bot.records.rights import Part
from bot.records.subject_access.record import Fate, State, SubjectAccess
from bot.topics import WHOLE
from bot.views.documents.masking import texts
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, card, errors, labels, words

KIT, KEIR = PersonId("kit"), PersonId("keir")
BEGIN: dict[str, Value] = {"received_on": TODAY.isoformat(), "known_by": "Came in person with a passport."}
OF_T4711: dict[str, Value] = {**BEGIN, "who": "individual", "reference": "T-4711"}
OF_RORY: dict[str, Value] = {**BEGIN, "who": "staff", "staff": (RORY,)}


@pytest.fixture
def house(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """A house whose pages browsers can reach, with two people who keep the records."""
    house = House(tmp_path / "paged.db", replace(policy, public_url="https://harbour.example.org"))
    for id_, name in ((KIT, "Kit Eadie"), (KEIR, "Keir Lang")):
        roles = frozenset({Role.RECORDS_ADMIN})
        house.put(Person(id=id_, email=f"{id_}@example.org", name=name, line_manager=AILSA, roles=roles))
    yield house
    house.close()


def told(house: House) -> str:
    """A report about T-4711 at which Rory was, with a threat; Rory gives an account."""
    about = house.reports(ISLA, note="He swore at Isla. Rory Muir heard.", witnesses=(RORY,), individual="T-4711")
    house.reports(CALLUM, note="Somebody else altogether, zzotherszz.", individual="T-9999")
    return about


def gathered(house: House) -> None:
    """The night in which every record is looked through."""
    while house.run(upkeep.gather):
        pass


def begun(house: House, values: dict[str, Value] = OF_T4711, by: PersonId = KIT) -> str:
    """A request, whose records have all been looked through."""
    card(house.sends(by, "subject_access.begin", values))
    gathered(house)
    return house.run(lambda uow: uow.records.register((SubjectAccess.kind,), limit=1)[0].id)


def request(house: House, about: str) -> SubjectAccess:
    """The request as it is."""
    return house.record(about, SubjectAccess)


def decides(house: House, about: str, ref: str, fate: Fate, by: PersonId = KIT) -> None:
    """All parts of a record are decided alike."""
    pieces = [piece for piece in request(house, about).pieces if piece.ref == ref]
    values: dict[str, Value] = {piece.key: fate.value for piece in pieces}
    card(house.sends(by, "subject_access.decide", values, about, ref))


def agreed(house: House, about: str, second: PersonId = KEIR) -> str:
    """Somebody else has looked, and agrees."""
    card(house.sends(KIT, "subject_access.ask", {"second": (second,)}, about))
    card(house.sends(second, "subject_access.look", {"agrees": "yes"}, about))
    return about


def draft(house: House, about: str, by: PersonId = KIT) -> str:
    """What would go out, as it is read in the chat."""
    return words(house.presses(by, "subject_access.draft", about))


def address(house: House, about: str, kind: str = "pdf") -> str:
    """The one-time token of the document."""
    (link,) = [
        block
        for block in card(house.presses(KIT, "subject_access.download", about, kind)).blocks
        if isinstance(block, Link)
    ]
    return link.url.rpartition("/")[2]


def content(house: House, token: str) -> Making:
    """What goes out."""
    return house.run(partial(pages.content, token, WHOLE))


def text(made: Making) -> str:
    """All of it as text."""
    return "\n".join(texts(made.sheet.blocks))


def hands_over(house: House, about: str) -> None:
    """It is downloaded and handed over."""
    token = address(house, about)
    version = content(house, token).version
    house.run(lambda uow: pages.made(token, "cd" * 32, version, WHOLE, uow))
    card(house.sends(KIT, "subject_access.handed", {"on": TODAY.isoformat(), "words": "By hand."}, about))


# -- who may -----------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
def test_who_keeps_the_records_sees_to_it_and_nobody_else(house: House) -> None:
    """Neither a manager nor the management team, nor the Chief Executive."""
    told(house)
    about = begun(house)
    for person in (ISLA, RORY, MORAG, CALLUM, AILSA, EWAN, DOUGAL, BOARD, STRANGER):
        assert NOTHING in words(house.sends(person, "subject_access.begin", OF_T4711))
        for action in ("subject_access.open", "subject_access.draft", "subject_access.download"):
            assert NOTHING in words(house.presses(person, action, about, "pdf"))
    assert "Somebody asks what is held about them." in words(house.goes_home(KIT))
    assert "Somebody asks" not in words(house.goes_home(MORAG))
    assert "Read what would go out" in labels(house.presses(KEIR, "subject_access.open", about))


def test_nobody_sees_to_what_is_held_about_themselves(house: House) -> None:
    """They begin no such request; one that somebody else began is not there for them."""
    own: dict[str, Value] = {**BEGIN, "who": "staff", "staff": (KIT,)}
    assert "Somebody else" in errors(house.sends(KIT, "subject_access.begin", own))["staff"]
    about = begun(house, own, by=KEIR)
    for action in ("subject_access.open", "subject_access.draft"):
        assert NOTHING in words(house.presses(KIT, action, about))
    for form in ("decide", "ask", "look", "handed", "refuse"):
        assert NOTHING in words(house.presses(KIT, f"form:subject_access.{form}", about))


@pytest.mark.parametrize(("typed", "said"), [("T-0000", "Nobody is known"), ("", "Please write")])
def test_somebody_who_is_not_known_is_not_guessed(house: House, typed: str, said: str) -> None:
    """It is said beside the field, and nothing is begun."""
    told(house)
    assert said in errors(house.sends(KIT, "subject_access.begin", {**OF_T4711, "reference": typed}))["reference"]


def test_of_several_who_could_be_meant_none_is_chosen(house: House) -> None:
    """A reference tells them apart; initials do not."""
    for reference in ("T-1111", "T-2222"):
        house.reports(ISLA, individual=f"T. B., {reference}")
    assert (
        "several" in errors(house.sends(KIT, "subject_access.begin", {**OF_T4711, "reference": "T. B."}))["reference"]
    )


# -- what is found -----------------------------------------------------------------------------------------------


def test_what_is_held_about_a_member_of_the_public_is_found_and_nothing_of_others(house: House) -> None:
    """By whatever points at them, with what came of it, and by their reference in anybody's words."""
    about = told(house)
    mention = house.reports(CALLUM, note="He said that he knows T-4711 well.")
    found = {piece.record for piece in request(house, begun(house)).pieces}
    grown = {each.id for each in house.run(lambda uow: uow.records.grown(RecordId(about)))}
    assert {about, mention} | grown <= found
    shown = draft(house, begun(house))
    assert ("He swore at [" in shown, "zzotherszz" in shown) == (True, False)


def test_what_is_held_about_somebody_who_works_here_is_found_by_every_part_and_mention(house: House) -> None:
    """As a witness, as whoever asked, as the directory has them, and in somebody's words."""
    about = told(house)
    house.sends(RORY, "time_away.request", {"when": "On Friday, zzawayzz"})
    mention = house.reports(ISLA, note="I rang rory about it.")
    house.reports(ISLA, note="Nobody else was there, zzotherszz.")
    request_ = begun(house, OF_RORY)
    of_rory = house.run(partial(_parts_of, person=RORY))
    found = {piece.record for piece in request(house, request_).pieces}
    assert {*of_rory, about, mention} <= found
    shown = draft(house, request_)
    assert [each in shown for each in ("Rory Muir", "rory@example.org", "zzawayzz", "zzotherszz")] == [
        *(True, True, True, False)
    ]
    assert [name for name in ("Isla", "Fraser", "T-4711") if name in shown] == []


def test_what_somebody_has_a_part_in_is_found_at_once(house: House) -> None:
    """The night is for what merely mentions them."""
    about = told(house)
    mention = house.reports(ISLA, note="I rang rory about it.")
    house.sends(KIT, "subject_access.begin", OF_RORY)
    request_ = house.run(lambda uow: uow.records.register((SubjectAccess.kind,), limit=1)[0].id)
    found = {piece.record for piece in request(house, request_).pieces}
    assert (about in found, mention in found) == (True, False)


def _parts_of(uow: UnitOfWork, person: PersonId) -> set[str]:
    return {row.id for part in Part for row in uow.records.with_part(person, part, limit=100)}


def test_what_others_said_in_confidence_is_left_out_until_somebody_decides_otherwise(house: House) -> None:
    """A witness's account, and what could prejudice a police matter; both are listed with the reason."""
    house.reports(ISLA, reasons=("threat",), note="He will come back.", witnesses=(RORY,), individual="T-4711")
    statement = house.run(lambda uow: uow.records.with_part(RORY, Part.WITNESS, kind="witness_statement")[0])
    card(house.sends(RORY, "witness.answer", {"words": "He meant it, zzsaidzz."}, statement.id))
    about = begun(house)
    assert ("zzsaidzz" in draft(house, about), "said in confidence" in draft(house, about)) == (False, True)
    assert "would prejudice" in draft(house, about)
    decides(house, about, statement.ref, Fate.MASK)
    assert "zzsaidzz" in draft(house, about)
    decides(house, about, statement.ref, Fate.PRIVILEGE)
    assert ("zzsaidzz" in draft(house, about), "legal privilege" in draft(house, about)) == (False, True)


def test_a_part_that_is_kept_shows_names_and_one_that_is_masked_does_not(house: House) -> None:
    """As it was decided, part by part."""
    told(house)
    about = begun(house)
    assert "Rory" not in draft(house, about)
    decides(house, about, "EC-0001", Fate.KEEP)
    assert "Rory Muir heard." in draft(house, about)


# -- four eyes ----------------------------------------------------------------------------------------------------


def test_nothing_goes_out_that_one_person_alone_has_seen(house: House) -> None:
    """No address before somebody else has agreed; neither does whoever decided agree themselves."""
    told(house)
    about = begun(house)
    assert NOTHING in words(house.presses(KIT, "subject_access.download", about, "pdf"))
    assert "decided some of it" in errors(house.sends(KIT, "subject_access.ask", {"second": (KIT,)}, about))["second"]
    assert "management team" in errors(house.sends(KIT, "subject_access.ask", {"second": (MORAG,)}, about))["second"]
    card(house.sends(KIT, "subject_access.ask", {"second": (KEIR,)}, about))
    for person in (KIT, AILSA, MORAG):
        assert NOTHING in words(house.sends(person, "subject_access.look", {"agrees": "yes"}, about))
    assert NOTHING in words(house.presses(KIT, "subject_access.download", about, "pdf"))
    card(house.sends(KEIR, "subject_access.look", {"agrees": "yes"}, about))
    assert request(house, about).state is State.READY
    assert "He swore at" in text(content(house, address(house, about)))


def test_whoever_decides_a_piece_while_they_are_asked_is_no_second(house: House) -> None:
    """Another keeper who changes something has a part in it from then on."""
    told(house)
    about = begun(house)
    card(house.sends(KIT, "subject_access.ask", {"second": (KEIR,)}, about))
    decides(house, about, "EC-0001", Fate.KEEP, by=KEIR)
    assert request(house, about).state is State.DECIDING
    assert "second" in errors(house.sends(KIT, "subject_access.ask", {"second": (KEIR,)}, about))


def test_what_changes_after_the_second_look_is_looked_at_again(house: House) -> None:
    """A piece decided otherwise, or a record that goes on: an address from before opens nothing."""
    report = told(house)
    about = agreed(house, begun(house))
    token = address(house, about)
    decides(house, about, "EC-0001", Fate.KEEP)
    with pytest.raises(NotFound):
        content(house, token)
    agreed(house, about)
    token = address(house, about)
    house.presses(MORAG, "ended_contact.acknowledge", report)
    with pytest.raises(Conflict):
        content(house, token)
    house.presses(KIT, "subject_access.open", about)
    assert request(house, about).state is State.DECIDING
    assert {piece.by for piece in request(house, about).pieces if piece.record == report} == {None}


def test_whoever_looks_can_say_what_should_change(house: House) -> None:
    """It goes back, with their words, and they read it no longer; an earlier yes does not count again."""
    told(house)
    about = agreed(house, begun(house), second=AILSA)
    decides(house, about, "EC-0001", Fate.MASK)
    card(house.sends(KIT, "subject_access.ask", {"second": (AILSA,)}, about))
    assert request(house, about).state is State.SECOND_LOOK
    assert "words" in errors(house.sends(AILSA, "subject_access.look", {"agrees": "no"}, about))
    house.sends(AILSA, "subject_access.look", {"agrees": "no", "words": "Page two."}, about)
    assert request(house, about).state is State.DECIDING
    assert NOTHING in words(house.presses(AILSA, "subject_access.open", about))
    assert "Page two." in words(house.presses(KIT, "subject_access.open", about))
    assert (KIT, "look_again", about) in house.notices()


def test_no_second_look_is_asked_for_before_all_is_looked_through(house: House) -> None:
    """What mentions them is found overnight."""
    told(house)
    card(house.sends(KIT, "subject_access.begin", OF_T4711))
    about = house.run(lambda uow: uow.records.register((SubjectAccess.kind,), limit=1)[0].id)
    assert "overnight" in errors(house.sends(KIT, "subject_access.ask", {"second": (KEIR,)}, about))["second"]
    gathered(house)
    card(house.sends(KIT, "subject_access.ask", {"second": (KEIR,)}, about))


# -- its end --------------------------------------------------------------------------------------------------------


def test_it_is_handed_over_once_and_its_hash_is_kept(house: House) -> None:
    """And is then settled: nothing more goes out of it."""
    told(house)
    about = agreed(house, begun(house))
    early = house.sends(KIT, "subject_access.handed", {"on": TODAY.isoformat(), "words": "By hand."}, about)
    assert "has not been made yet" in errors(early)["on"]
    hands_over(house, about)
    assert request(house, about).state is State.HANDED_OVER
    assert (KIT, f"document.subject_access.{'cd' * 32}") in house.history(about)
    assert NOTHING in words(house.presses(KIT, "subject_access.download", about, "pdf"))


def test_it_can_be_refused_with_the_reason(house: House) -> None:
    """At any time before its end."""
    told(house)
    about = begun(house)
    assert "words" in errors(house.sends(KIT, "subject_access.refuse", {}, about))
    card(house.sends(KIT, "subject_access.refuse", {"words": "It is not them."}, about))
    assert request(house, about).state is State.REFUSED
    assert "It is not them." in words(house.presses(KIT, "subject_access.open", about))


def test_a_ticket_for_a_document_opens_nothing_else(house: House) -> None:
    """A ticket for a matter is none for a request, and the other way round."""
    report = RecordId(told(house))
    about = RecordId(agreed(house, begun(house)))
    for id_, act in ((about, "document"), (report, "subject_access.pdf"), (about, "subject_access.exe")):
        ticket = Ticket(person=KIT, about=id_, act=act)
        with pytest.raises(Unavailable):
            content(house, house.run(partial(_issued, ticket=ticket)))


def _issued(uow: UnitOfWork, ticket: Ticket) -> str:
    return uow.tickets.issue(ticket, minutes=5)
