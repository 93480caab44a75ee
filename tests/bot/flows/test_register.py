"""The register: the records administrator's list of records, and their content for a reason that is kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.chat.events import Value
from bot.chat.replies import OpenForm
from bot.flows import register
from bot.people import Person, PersonId, Role
from bot.ports import UnitOfWork
from bot.records.base import Record
from bot.records.contact_outside import ContactOutside
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.named_online import sharing
from bot.records.named_online.parts import Found, How, Place, Shared, Threat, Told, Wish, WishKind
from bot.records.named_online.record import NamedOnline
from bot.records.restriction.record import Restriction
from bot.records.rights import Act
from bot.topics import KINDS, WORDS
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY
from tests.bot.house import BOARD, NOTHING, House, button, card, errors, fields, form, labels, words
from tests.bot.one_of_each import FINDER, RECORD, TARGET, contact_outside, named_online
from tests.bot.world import World

FIONA = PersonId("fiona")
WHY = "A request to see what is held."
TRIAGE: dict[str, Value] = {
    "categories": ("abuse",),
    "zero_tolerance": "yes",
    "action": "A letter goes out.",
    "follow_ups": ("correspondence",),
    "words": "Thank you.",
}
OTHERS = (ISLA, RORY, MORAG, CALLUM, AILSA, EWAN, BOARD)


@pytest.fixture
def kept(house: House) -> House:
    """The same house, with a records administrator."""
    fiona = Person(
        id=FIONA,
        email="fiona@example.org",
        name="Fiona Baird",
        line_manager=AILSA,
        roles=frozenset({Role.RECORDS_ADMIN}),
    )
    house.put(fiona)
    return house


def listed(house: House, person: PersonId = FIONA) -> str:
    """Register as this person reads it."""
    return words(house.presses(person, "register.list"))


def read(house: House, about: str, why: str = WHY) -> str:
    """Record as it is read for this reason."""
    return words(house.sends(FIONA, "register.reason", {"reason": why}, about))


@pytest.mark.requirement("R-1.14.1-6")
def test_the_register_is_for_whoever_keeps_the_records_alone(kept: House) -> None:
    """A button in their home, and nothing for anybody else, whatever their role."""
    about = kept.reports(ISLA)
    assert button(kept.goes_home(FIONA), "Register").action == "register.list"
    for other in OTHERS:
        assert "Register" not in labels(kept.goes_home(other))
        assert NOTHING in listed(kept, other)
        assert NOTHING in words(kept.presses(other, "form:register.reason", about))
        assert NOTHING in words(kept.sends(other, "register.reason", {"reason": WHY}, about))
        assert NOTHING in words(kept.presses(other, "register.page", about))


@pytest.mark.requirement("R-1.14.1-6")
def test_who_kept_the_records_once_sees_nothing_any_more(kept: House) -> None:
    """The role is looked at at each press."""
    about = kept.reports(ISLA)
    read(kept, about)
    kept.put(replace(kept.person(FIONA), roles=frozenset()))
    assert NOTHING in listed(kept)
    assert NOTHING in words(kept.presses(FIONA, "register.page", about))


@pytest.mark.requirement("R-1.14.1-7")
def test_a_line_tells_that_there_is_a_record_and_nothing_of_it(kept: House) -> None:
    """Reference, kind, state, day: no word of it and nobody's name."""
    kept.reports(ISLA, note="He shouted at me.", individual="T-4711", witnesses=(RORY,), wishes=("restrict",))
    text = listed(kept)
    assert "EC-0001 · ended contact: waits to be seen, Tue 24 Nov" in text
    assert "RS-0001 · restriction: waits for a decision, Tue 24 Nov" in text
    assert [w for w in ("shouted", "T-4711", "Isla", "Rory", "Morag") if w in text] == []


@pytest.mark.requirement("R-1.14.1-6")
def test_what_the_matrix_keeps_from_them_is_not_in_the_register(kept: House) -> None:
    """Time away and conversations are nobody's to list, nor do they stand beside the report they came with."""
    about = kept.reports(ISLA, wishes=("time_away",))
    card(kept.sends(MORAG, "ended_contact.triage", TRIAGE, about))
    assert kept.children(about, Debrief) != []
    for text in (listed(kept), read(kept, about)):
        assert "DB-" not in text
        assert "SR-" not in text


@pytest.mark.requirement("R-1.14.1-6")
def test_a_record_is_read_for_a_reason_that_is_kept_with_it(kept: House) -> None:
    """Without one nothing is shown; with one, who, when and why stay with the record, and the view is logged."""
    about = kept.reports(ISLA, note="He shouted at me.")
    assert fields(kept.presses(FIONA, "form:register.reason", about)) == ["reason"]
    assert "shouted" not in words(kept.presses(FIONA, "form:register.reason", about))
    assert "reason" in errors(kept.sends(FIONA, "register.reason", {"reason": "  "}, about))
    assert kept.record(about, EndedContact).inspections == ()
    assert [act for _, act in kept.history(about)] == ["submitted"]
    text = read(kept, about)
    assert "He shouted at me." in text
    assert WHY in text
    (look,) = kept.record(about, EndedContact).inspections
    assert (look.by, look.at, look.reason) == (FIONA, NOW, WHY)
    assert kept.history(about)[1:] == [(FIONA, "inspect"), (FIONA, "inspected")]


def test_each_time_it_is_read_the_reason_is_asked_for(kept: House) -> None:
    """And each one is kept; nothing is written over."""
    about = kept.reports(ISLA)
    for why in ("First.", "Second."):
        assert isinstance(kept.presses(FIONA, "form:register.reason", about), OpenForm)
        read(kept, about, why)
    assert [look.reason for look in kept.record(about, EndedContact).inspections] == ["First.", "Second."]


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("stage", ["submitted", "acknowledged", "triaged", "closed"])
def test_nothing_that_is_read_so_can_be_acted_on(kept: House, stage: str) -> None:
    """No button of the manager's, and not the manager's next step, wherever the record stands."""
    about = kept.reports(ISLA, wishes=("restrict",))
    if stage != "submitted":
        card(kept.presses(MORAG, "ended_contact.acknowledge", about))
    if stage in ("triaged", "closed"):
        card(kept.sends(MORAG, "ended_contact.triage", TRIAGE, about))
    shown = kept.sends(FIONA, "register.reason", {"reason": WHY}, about)
    assert {b.action for b in card(shown).buttons()} <= {"restriction.open", "register.page", "form:register.reason"}
    assert "Please talk with" not in words(shown)
    for act in ("ended_contact.open", "ended_contact.acknowledge", "pass_on"):
        assert NOTHING in words(kept.presses(FIONA, act, about))


@pytest.mark.requirement("R-1.14.1-6")
def test_a_restriction_is_read_from_the_register_as_ever(kept: House) -> None:
    """The matrix opens it to them without a reason; the view is logged."""
    about = kept.reports(ISLA, wishes=("restrict",))
    (restriction,) = kept.children(about, Restriction)
    opening = next(b for b in card(kept.presses(FIONA, "register.list")).buttons() if b.about == restriction.id)
    assert "Restriction RS-0001" in words(kept.presses(FIONA, opening.action, opening.about))
    assert NOTHING in words(kept.sends(FIONA, "register.reason", {"reason": WHY}, restriction.id))


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize(
    "answers",
    [{"witnesses": (FIONA,)}, {"aimed_at": "colleague", "targets": (FIONA,)}],
    ids=["witness", "target"],
)
def test_nobody_reads_through_the_role_what_concerns_them(kept: House, answers: dict[str, Value]) -> None:
    """Neither in the list nor by its id."""
    about = kept.reports(ISLA, **answers, wishes=("restrict",))
    assert listed(kept).count("0001") == 0
    assert NOTHING in words(kept.presses(FIONA, "form:register.reason", about))
    assert NOTHING in words(kept.sends(FIONA, "register.reason", {"reason": WHY}, about))


def test_one_s_own_report_is_not_in_one_s_register(kept: House) -> None:
    """It is read as one's own report."""
    about = kept.reports(FIONA)
    assert "EC-0001" not in listed(kept)
    assert NOTHING in words(kept.presses(FIONA, "form:register.reason", about))
    assert "Your report EC-0001" in words(kept.presses(FIONA, "ended_contact.open", about))


@pytest.mark.requirement("R-1.14.1-6")
def test_a_long_record_is_read_page_by_page_while_the_reason_holds(kept: House) -> None:
    """Each further page is logged; after an hour the reason is asked for again."""
    about = kept.reports(ISLA)
    for n in range(60):
        card(kept.sends(ISLA, "ended_contact.add", {"text": f"Number {n}."}, about))
    shown = kept.sends(FIONA, "register.reason", {"reason": WHY}, about)
    onward = button(shown, "Earlier…")
    assert (onward.action, onward.about) == ("register.page", about)
    second = kept.presses(FIONA, onward.action, onward.about, onward.extra)
    assert "Number 0." in words(second)
    assert WHY in words(second)
    assert kept.history(about)[-1] == (FIONA, "inspect")
    back = button(second, "Back to the newest")
    assert "Number 59." in words(kept.presses(FIONA, back.action, back.about, back.extra))
    kept.clock.at += timedelta(hours=1)
    assert fields(kept.presses(FIONA, onward.action, onward.about, onward.extra)) == ["reason"]


@pytest.mark.requirement("R-1.14.1-6")
def test_no_page_without_a_reason_of_one_s_own(kept: House) -> None:
    """The address of a page opens nothing by itself, nor does the reason that a colleague gave."""
    about = kept.reports(ISLA, note="He shouted at me.")
    shown = kept.presses(FIONA, "register.page", about)
    assert form(shown).name == "register.reason"
    read(kept, about)
    other = replace(kept.person(FIONA), id=PersonId("gavin"), email="gavin@example.org")
    kept.put(other)
    assert form(kept.presses(other.id, "register.page", about)).name == "register.reason"


def test_the_register_goes_on_page_by_page(kept: House) -> None:
    """Every record comes once, the newest first."""
    for _ in range(95):
        kept.reports(ISLA)
    first = card(kept.presses(FIONA, "register.list"))
    onward = button(first, "Show more…")
    last = card(kept.presses(FIONA, onward.action, extra=onward.extra))
    assert "Show more…" not in labels(last)
    seen = [line.split(" ")[0] for page in (first, last) for line in words(page).splitlines() if line.startswith("EC-")]
    assert seen == [f"EC-{n:04d}" for n in range(95, 0, -1)]


def test_a_page_begins_where_the_last_one_ended_whatever_is_reported_meanwhile(
    kept: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line twice and none left out; a button that cannot be read leads to the first page."""
    monkeypatch.setattr(register, "ALL", 2)
    made = [kept.record(kept.reports(ISLA), EndedContact).ref for _ in range(4)]
    first = kept.presses(FIONA, "register.list")
    kept.reports(CALLUM)
    second = kept.presses(FIONA, "register.list", extra=button(first, "Show more…").extra)
    for page, refs in ((first, made[3:1:-1]), (second, made[1::-1])):
        assert re.findall(r"EC-\d+", words(page)) == refs
    assert "Show more…" not in labels(second)
    assert "EC-0005" in words(kept.presses(FIONA, "register.list", extra="90"))


def test_a_button_of_the_register_carries_nothing_of_a_record_that_is_not_shown(
    kept: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of what concerns the reader are passed by."""
    monkeypatch.setattr(register, "ALL", 2)
    others = [kept.reports(ISLA) for _ in range(2)]
    own = [kept.reports(FIONA) for _ in range(3)]
    page = kept.presses(FIONA, "register.list")
    assert re.findall(r"EC-\d+", words(page)) == [kept.record(others[1], EndedContact).ref]
    onward = button(page, "Show more…").extra
    assert onward == others[1]
    assert onward not in own
    assert kept.record(others[0], EndedContact).ref in words(kept.presses(FIONA, "register.list", extra=onward))


def test_what_is_no_record_is_no_record_of_the_register(kept: House) -> None:
    """An id that leads nowhere, and no id at all, read the same as what one may not see."""
    for about in ("nothing", None):
        assert NOTHING in words(kept.presses(FIONA, "form:register.reason", about))
        assert NOTHING in words(kept.presses(FIONA, "register.page", about))


def add(house: House, record: Record) -> str:
    """The record is there."""
    return house.run(lambda uow: uow.records.add(record, act="made")).id


@pytest.mark.requirement("R-1.14.3-7")
@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize(
    ("kind", "line", "content"),
    [
        ("named_online", "NO-0001 · ", "The Courier"),
        ("police_decision", "PD-0001 · police decision: waits for a decision, Tue 24 Nov", "Rory Muir"),
        ("witness_statement", "WS-0001 · account: asked for, Tue 24 Nov", "Rory Muir"),
        ("contact_outside", "CO-0001 · contact outside the office: recorded, Tue 24 Nov", "Isla Fraser"),
        ("correspondence", "CD-0001 · decision about correspondence: waits for a decision, Tue 24 Nov", "EC-0042"),
        ("online_action", "OA-0001 · action online: decided; a platform has been asked, Tue 24 Nov", "Facebook"),
        ("restorative", "RA-0001 · restorative step: to be noted, Tue 24 Nov", "EC-0042"),
    ],
)
def test_each_kind_has_its_line_and_is_read_with_a_reason(kept: House, kind: str, line: str, content: str) -> None:
    """The line says nothing of what is in it; with a reason it is read, and cannot be acted on."""
    about = add(kept, RECORD[kind]())
    assert line in listed(kept)
    assert content not in listed(kept)
    assert "reason" in errors(kept.sends(FIONA, "register.reason", {"reason": ""}, about))
    shown = kept.sends(FIONA, "register.reason", {"reason": WHY}, about)
    assert content in words(shown)
    assert {b.action for b in card(shown).buttons()} <= {"register.page", "register.link"}
    assert NOTHING in words(kept.presses(FIONA, WORDS[kind].opens, about))
    assert NOTHING in words(kept.presses(FIONA, "pass_on", about))


@pytest.mark.requirement("R-1.14.3-7")
@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("who", [FINDER, TARGET])
def test_neither_who_found_it_nor_who_is_named_meets_it_in_the_register(kept: House, who: PersonId) -> None:
    """Though they keep the records: no line of it, and nothing behind its id."""
    kept.put(replace(kept.person(FIONA), id=who, email=f"{who}@example.org"))
    about = add(kept, named_online(told=False, shared=False))
    assert "NO-0001" in listed(kept)
    assert "NO-0001" not in listed(kept, who)
    for reply in (
        kept.presses(who, "form:register.reason", about),
        kept.sends(who, "register.reason", {"reason": WHY}, about),
        kept.presses(who, "register.page", about),
        kept.presses(who, "register.link", about),
    ):
        assert NOTHING in words(reply)


@pytest.mark.requirement("R-1.14.3-7")
def test_the_link_is_shown_apart_and_under_the_same_reason(kept: House) -> None:
    """As text that leads nowhere; without a reason it is asked for first."""
    found = named_online()
    assert isinstance(found, NamedOnline)
    about = add(kept, found.changed(found=(replace(found.found[0], link="https://social.example.org/4711"),)))
    assert form(kept.presses(FIONA, "register.link", about)).name == "register.reason"
    shown = kept.sends(FIONA, "register.reason", {"reason": WHY}, about)
    assert "4711" not in words(shown)
    apart = kept.presses(FIONA, "register.link", about)
    assert "https[:]//social[.]example[.]org/4711" in words(apart)
    assert [b.action for b in card(apart).buttons()] == ["register.page"]
    assert kept.history(about)[-1] == (FIONA, "inspect")
    other = kept.reports(ISLA)
    assert NOTHING in words(kept.presses(FIONA, "register.link", other))


@pytest.mark.requirement("R-1.10.4-2")
def test_what_is_not_recorded_is_not_in_the_register(kept: House) -> None:
    """A contact outside the office that was only raised is between two people."""
    about = add(kept, contact_outside(recorded=False))
    assert "CO-" not in listed(kept)
    assert NOTHING in words(kept.sends(FIONA, "register.reason", {"reason": WHY}, about))


@pytest.mark.requirement("R-1.10.4-2")
def test_where_history_names_nobody_the_look_names_nobody_either(kept: House) -> None:
    """The history says that it was read; reader and reason are kept in the record alone, and go with it."""
    about = add(kept, contact_outside())
    read(kept, about)
    assert kept.history(about)[1:] == [(None, "inspect"), (None, "inspected")]
    assert [look.by for look in kept.record(about, ContactOutside).inspections] == [FIONA]


# -- a step that is missing ------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-9")
def test_whoever_keeps_the_records_hears_that_a_step_is_missing(kept: House) -> None:
    """Five working days after their say nothing is shared: a pointer, and nothing of what it is about."""
    kept.put(replace(kept.person(FIONA), id=FINDER, email="finder@example.org"))  # hears of nothing that she found
    world, about = World(kept), heard(kept)
    world.passes(5, time(9))
    assert [title for title in world.heard(FIONA) if "missing" in title] == []
    world.passes(1)
    (told,) = [told for told in world.told if told.to == FIONA and "missing" in told.card.title]
    assert told.card.title == "A step is missing · NO-0001"
    assert "its manager has not shared it yet" in words(told.card)
    assert [w for w in ("Isla", "Morag", "Courier", "named", "public") if w in words(told.card)] == []
    assert [b.action for b in told.card.buttons()] == ["register.list"]
    assert world.heard(FINDER) == []
    found = kept.record(about, NamedOnline)
    summary = Shared(at=kept.clock.at, by=MORAG, summary="Named in a newspaper.")
    kept.run(lambda uow: uow.records.save(sharing.share(found, summary), by=MORAG, act="shared"))
    world.settle()
    (stands,) = [card for card in world.stands.values() if "This step has been taken." in words(card)]
    assert stands.buttons() == ()


def heard(house: House) -> str:
    """Isla is named; she has been told, and has had her say."""
    found = Found(at=NOW, by=FINDER, place=Place.PRESS, where="The Courier", threat=Threat.NO)

    def work(uow: UnitOfWork) -> str:
        record = NamedOnline.report(uow.records.begin(NamedOnline, FINDER), person=ISLA, found=found, handler=MORAG)
        told = record.tell(Told(at=NOW, on=TODAY, by=MORAG, how=How.PHONE), TODAY)
        said = told.wish(Wish(at=NOW, by=ISLA, kind=WishKind.NOT_SAID))
        return uow.records.add(said, act="found").id

    return house.run(work)


def test_every_kind_of_the_register_can_be_read() -> None:
    """A kind that needs a reason has a view for it; one that needs none opens as usual."""
    theirs = {name: kind.record.allowed.get(Role.RECORDS_ADMIN, frozenset()) for name, kind in KINDS.items()}
    assert {name for name, kind in KINDS.items() if kind.read} == {
        n for n, acts in theirs.items() if Act.INSPECT in acts
    }
    assert {name for name, acts in theirs.items() if Act.READ in acts} <= set(WORDS)
