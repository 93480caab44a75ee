"""A document of one matter: for its handler and who keeps the records, with names masked unless a reason is given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bot.chat.cards import Card, Link
from bot.chat.events import ReshapeEvent, Value
from bot.errors import Conflict, Forbidden, NotFound
from bot.flows.documents import pages as flow
from bot.flows.documents.conversation import Making
from bot.people import Person, PersonId, Role
from bot.policy import Policy
from bot.ports import Ticket, UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.ended_contact.record import EndedContact
from bot.records.evidence import EvidenceItem
from bot.records.police.record import PoliceDecision
from bot.records.time_away import TimeAway
from bot.topics import WHOLE
from bot.views.documents.masking import texts
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.flows.restriction.test_conversation import active
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, card, errors, fields, form, labels, words

KIT = PersonId("kit")
FOR_COURT: dict[str, Value] = {"purpose": "court"}
#: Everybody's name, in ways that people type.
NOTE = "Isla's own words: rory and Ms Muir heard it, isla@example.org has it. Callum Boyd rang R. Muir."


@pytest.fixture
def house(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """A house whose pages browsers can reach, with somebody who keeps the records."""
    house = House(tmp_path / "paged.db", replace(policy, public_url="https://harbour.example.org"))
    roles = frozenset({Role.RECORDS_ADMIN})
    house.put(Person(id=KIT, email="kit@example.org", name="Kit Eadie", line_manager=AILSA, roles=roles))
    yield house
    house.close()


def reported(house: House) -> str:
    """Isla's report, at which Rory was; it threatened her, so that the police decision hangs under it."""
    return house.reports(ISLA, note=NOTE, witnesses=(RORY,), individual="T-4711", reasons=("threat",))


def reads_to_keep(house: House, about: str) -> Card:
    """The page of the register, for a reason."""
    return card(house.sends(KIT, "register.reason", {"reason": "A court asks for it."}, about))


def address(house: House, about: str, values: Mapping[str, Value] = FOR_COURT, by: PersonId = MORAG) -> str:
    """The one-time token of a document, as its address ends."""
    made = card(house.sends(by, "document.make", values, about))
    (link,) = [block for block in made.blocks if isinstance(block, Link)]
    path = "https://harbour.example.org/document/"
    assert link.url.startswith(path)
    return link.url.removeprefix(path)


def content(house: House, token: str) -> Making:
    """What the document shows."""
    return house.run(partial(flow.content, token, WHOLE))


def text(made: Making) -> str:
    """All of it as text."""
    return "\n".join(texts(made.sheet.blocks))


def kept(house: House, token: str, digest: str = "ab" * 32, version: int | None = None) -> None:
    """The hash is kept, as the page does it before it hands the document out."""
    known = content(house, token).version if version is None else version
    house.run(lambda uow: flow.made(token, digest, known, WHOLE, uow))


# -- who may -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
def test_its_handler_and_who_keeps_the_records_make_one_and_nobody_else(house: House) -> None:
    """The latter once they have given a reason to read it; for all others it is not there."""
    about = reported(house)
    for person in (ISLA, RORY, CALLUM, AILSA, EWAN, DOUGAL, BOARD, STRANGER, KIT):
        assert NOTHING in words(house.presses(person, "form:document.make", about))
        assert NOTHING in words(house.sends(person, "document.make", FOR_COURT, about))
    assert "Make a document" in labels(house.presses(MORAG, "ended_contact.open", about))
    assert "Make a document" not in labels(house.presses(ISLA, "ended_contact.open", about))
    assert "Make a document" in [button.label for button in reads_to_keep(house, about).buttons()]
    assert address(house, about) != address(house, about, by=KIT)


def test_whom_a_matter_concerns_makes_none_though_they_keep_the_records(house: House) -> None:
    """As with anything else about it."""
    about = house.reports(ISLA, witnesses=(KIT,))
    assert NOTHING in words(house.sends(KIT, "register.reason", {"reason": "Mine."}, about))
    assert NOTHING in words(house.sends(KIT, "document.make", FOR_COURT, about))


def test_support_of_staff_is_neither_made_into_one_nor_in_one(house: House) -> None:
    """A debrief and a time away are between the person and their manager."""
    about = house.reports(ISLA)
    house.presses(ISLA, "time_away.ask", about)
    (away,) = (each.id for each in house.children(about, TimeAway))
    assert NOTHING in words(house.presses(MORAG, "form:document.make", away))
    assert "SR-0001" not in text(content(house, address(house, about)))


def test_what_its_maker_may_not_read_is_not_in_it(house: House) -> None:
    """A police decision that has moved on to somebody else."""
    about = reported(house)
    assert "PD-0001" in text(content(house, address(house, about)))
    (below,) = (each.id for each in house.children(about, PoliceDecision))
    house.presses(MORAG, "pass_on", below)
    assert "PD-0001" not in text(content(house, address(house, about)))


def test_without_an_address_in_the_browser_there_is_none(tmp_path: Path, policy: Policy) -> None:
    """It is not offered, and not made."""
    house = House(tmp_path / "bare.db", policy)
    about = house.reports(ISLA)
    assert "Make a document" not in labels(house.presses(MORAG, "ended_contact.open", about))
    assert "no address" in words(house.sends(MORAG, "document.make", FOR_COURT, about))
    house.close()


# -- what it shows -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
def test_names_are_masked_wherever_they_stand(house: House) -> None:
    """As Harbour writes them and as somebody typed them; the individual and the facts are there."""
    shown = text(content(house, address(house, reported(house))))
    assert [
        name for name in ("Isla", "isla", "Fraser", "Rory", "rory", "Muir", "Callum", "Morag", "R.") if name in shown
    ] == []
    assert "[colleague 1]'s own words: [witness 1] and Ms [witness 1] heard it, [colleague 1] has it." in shown
    assert "T-4711" in shown
    assert "police decision" in shown


def test_a_name_is_shown_for_a_reason_and_no_other(house: House) -> None:
    """The reason is asked once a name is chosen; without one nothing is made."""
    about = reported(house)
    values: Mapping[str, Value] = {**FOR_COURT, "names": (RORY,)}
    again = house.handle(ReshapeEvent(person=MORAG, form="document.make", about=about, values=values))
    assert f"why-{RORY}" in fields(again)
    assert f"why-{ISLA}" not in fields(again)
    assert "why this name" in errors(house.sends(MORAG, "document.make", values, about))[f"why-{RORY}"]
    token = address(house, about, {**values, f"why-{RORY}": "He is a witness for the prosecution."})
    shown = text(content(house, token))
    assert ("Rory Muir" in shown, "Isla" in shown, "Fraser" in shown) == (True, False, False)
    kept(house, token)
    (made,) = house.record(about, EndedContact).documents
    assert [(each.person, each.why) for each in made.wanted.shown] == [(RORY, "He is a witness for the prosecution.")]


def test_for_somebody_else_it_is_said_for_whom(house: House) -> None:
    """And on what ground."""
    about = reported(house)
    assert list(errors(house.sends(MORAG, "document.make", {"purpose": "other"}, about))) == ["words"]
    shown = text(content(house, address(house, about, {"purpose": "other", "words": "The insurer, by contract."})))
    assert "Somebody else: The insurer, by contract." in shown


def test_what_came_of_it_is_in_it_and_no_step_that_is_left(house: House) -> None:
    """Measures, decision and history of a restriction; no button, and nothing that asks its reader for something."""
    about = active(house)
    shown = text(content(house, address(house, about)))
    assert ("E-mail only" in shown, "SD-0001" in shown, "Can this be lifted?" in shown) == (True, True, False)
    assert "You " not in shown


def _issued(uow: UnitOfWork, ticket: Ticket) -> str:
    return uow.tickets.issue(ticket, minutes=5)


# -- how it is kept ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.2-6")
def test_its_hash_stands_in_the_history_with_who_and_what_for(house: House) -> None:
    """And its reader is told of it before the next; the address is used up."""
    about = reported(house)
    token = address(house, about)
    kept(house, token)
    assert (MORAG, f"document.court.{'ab' * 32}") in house.history(about)
    with pytest.raises(NotFound):
        content(house, token)
    with pytest.raises(NotFound):
        kept(house, token, version=1)
    again = words(form(house.presses(MORAG, "form:document.make", about)))
    assert "Morag Reid" in again
    assert f"hash {'ab' * 6}…" in again


def test_what_has_changed_meanwhile_is_not_handed_out(house: House) -> None:
    """The document would not be of the record as it is."""
    about = reported(house)
    token = address(house, about)
    version = content(house, token).version
    house.presses(MORAG, "ended_contact.acknowledge", about)
    with pytest.raises(Conflict):
        kept(house, token, version=version)
    assert house.record(about, EndedContact).documents == ()


@pytest.mark.requirement("R-1.14.1-6")
def test_the_right_is_asked_again_at_the_address(house: House) -> None:
    """A matter that has moved on, and somebody who has left, get the answer for what is not there."""
    about = reported(house)
    token = address(house, about)
    house.presses(MORAG, "pass_on", about)
    steps: tuple[Callable[[UnitOfWork], object], ...] = (
        partial(flow.before, token, WHOLE),
        partial(flow.content, token, WHOLE),
        lambda uow: flow.made(token, "ab" * 32, 2, WHOLE, uow),
    )
    for step in steps:
        with pytest.raises(Forbidden):
            house.run(step)


def test_a_ticket_for_anything_else_opens_no_document(house: House) -> None:
    """Nor does one for which nothing was chosen."""
    about = RecordId(reported(house))
    for act in ("letter:decision.letter.", "read", "document"):
        ticket = Ticket(person=MORAG, about=about, act=act)
        with pytest.raises(NotFound):
            content(house, house.run(partial(_issued, ticket=ticket)))


def test_every_record_in_it_is_noted_as_read_and_the_page_before_it_notes_nothing(house: House) -> None:
    """As a view in each of their histories, with who it was."""
    about = reported(house)
    token = address(house, about)
    (below,) = house.run(lambda uow: [each.id for each in uow.records.grown(RecordId(about))])
    before = house.history(about), house.history(below)
    house.run(partial(flow.before, token, WHOLE))
    assert (house.history(about), house.history(below)) == before
    content(house, token)
    assert (house.history(about), house.history(below)) == tuple([*lines, (MORAG, "read")] for lines in before)


def test_why_they_were_read_is_kept_with_what_is_read_to_keep_the_records(house: House) -> None:
    """With each record in the document; a manager reads them as usual."""
    about = reported(house)
    kept(house, address(house, about))
    assert [each.inspections for each in house.children(about, PoliceDecision)] == [()]
    reads_to_keep(house, about)
    kept(house, address(house, about, by=KIT))
    ((inspection,),) = (each.inspections for each in house.children(about, PoliceDecision))
    assert (inspection.by, inspection.reason) == (KIT, "A document of EC-0001, for: A court")


def test_a_thing_and_a_link_are_described_and_have_no_file(house: House) -> None:
    """Evidence stands in it by its cover; there is nothing to attach."""
    about = reported(house)
    thing: dict[str, Value] = {"type": "physical", "thing": "Letter", "place": "Cabinet 2", "distressing": "no"}
    house.sends(ISLA, "evidence.add", thing, about)
    made = content(house, address(house, about))
    assert ("Cabinet 2" in text(made), made.sheet.files) == (True, ())
    assert house.children(about, EvidenceItem)[0].looks == ()


def test_every_kind_of_matter_can_be_drawn(house: House) -> None:
    """Whoever a record lies with can make a document of it."""
    assert set(WHOLE) >= {kind.kind for kind in house.run(lambda uow: list(uow.records.kinds)) if _has_content(kind)}


def _has_content(kind: type[Record]) -> bool:
    return bool(kind.allowed) and kind.kind not in {"erased", "retention", "quarter", "subject_access"}
