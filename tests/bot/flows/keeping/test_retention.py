"""Records due for a look because their time is over: kept for a reason, or erased, only ever by a person."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot import upkeep
from bot.chat.events import Value
from bot.errors import NotFound
from bot.flows.keeping import trees
from bot.flows.time_away import ask_for_time
from bot.people import Person, PersonId, Role
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.base import Keeping, Record, RecordId
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.erased import Erased
from bot.records.evidence import EvidenceItem
from bot.records.individual import Individual
from bot.records.keeping.retention import RetentionList
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.time_away import TimeAway
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY
from tests.bot.flows.police.acts import NOT_REPORT, decides, says, threat
from tests.bot.house import BOARD, NOTHING, House, button, card, errors, form, words
from tests.bot.world import World

FIONA, GREER = PersonId("fiona"), PersonId("greer")
REF = "HA-20417"
TALKED: dict[str, Value] = {"happened": "talked", "on": TODAY.isoformat()}
TRIAGE: dict[str, Value] = {
    "categories": ("demands",),
    "zero_tolerance": "no",
    "follow_ups": ("no_further",),
    "words": "Thank you.",
    "words_no_further": "Thank you.",
}
STEP: dict[str, Value] = {"what": "break", "words": "Two calm weeks", "on": TODAY.isoformat(), "by": MORAG}
ZERO: dict[str, Value] = {**TRIAGE, "zero_tolerance": "yes", "action": "A letter.", "follow_ups": ("restorative",)}
KEEP: dict[str, Value] = {"reason": "A case is before the court.", "how": "six_months"}
SEVERAL: dict[str, Value] = {"what": "six_months", "why": "A case is before the court."}
#: A year after the report was closed less a month: from then on somebody is asked about it.
ASKED = datetime(2027, 10, 25, 10, tzinfo=UTC)
THREE_YEARS = datetime(2029, 10, 25, 10, tzinfo=UTC)


@pytest.fixture
def kept(house: House) -> House:
    """The same house, with two records administrators."""
    for id_, name in ((FIONA, "Fiona Baird"), (GREER, "Greer Low")):
        roles = frozenset({Role.RECORDS_ADMIN})
        house.put(Person(id=id_, email=f"{id_}@example.org", name=name, line_manager=AILSA, roles=roles))
    return house


def closed(house: House, triage: dict[str, Value] = TRIAGE, by: PersonId = ISLA, **answers: Value) -> str:
    """A report that is settled today; its id."""
    about = house.reports(by, **answers)
    settle(house, about, triage)
    assert not house.record(about, EndedContact).is_open
    return about


def zero(house: House) -> str:
    """A settled report of a zero tolerance incident, whose reporter has heard of the outcome."""
    about = house.reports(ISLA)
    settle(house, about, ZERO)
    (step,) = house.run(lambda uow: uow.records.register(["restorative"]))
    card(house.sends(MORAG, "restorative.note", STEP, step.id))
    assert not house.record(about, EndedContact).is_open
    return about


def settle(house: House, about: str, triage: dict[str, Value] = TRIAGE) -> None:
    """Do everything that is left to do, as its manager."""
    handler = house.record(about, EndedContact).handler
    assert handler is not None
    card(house.sends(handler, "ended_contact.talked", TALKED, about))
    card(house.sends(handler, "ended_contact.triage", triage, about))


def days(house: House, at: datetime = ASKED) -> None:
    """Move the clock to this moment, and run the daily upkeep."""
    house.clock.at = at
    upkeep.everything(house.run)


def listed(house: House, person: PersonId = FIONA) -> str:
    """List as this person reads it."""
    return words(house.presses(person, "retention.list"))


def newest(house: House) -> RetentionList:
    """The list itself."""
    found = house.run(trees.newest)
    assert found is not None
    return found


def refs(house: House, *ids: str) -> list[str]:
    """References of these records."""
    return [house.record(id_, Record).ref for id_ in ids]


def gone(house: House, about: str) -> bool:
    """True if only a shell is left."""
    return isinstance(house.run(lambda uow: uow.records.peek(RecordId(about))), Erased)


def erases(house: House, about: str, **answers: Value) -> None:
    """Both steps."""
    reply = house.presses(FIONA, "retention.open", about)
    assert button(reply, "Erase it…").action == "form:retention.erase"
    card(house.sends(FIONA, "retention.erase", answers, about))


# -- when it is due ------------------------------------------------------------------------------------


def test_a_record_stands_on_the_list_from_a_month_before_its_time_is_over(kept: House) -> None:
    """Not a day earlier; by its reference, kind and state, and without a word of what it says."""
    about = closed(kept, note="canary001bird", individual=REF)
    days(kept, datetime(2027, 10, 23, 10, tzinfo=UTC))
    assert "Nothing is due." in listed(kept)
    days(kept, datetime(2027, 10, 24, 10, tzinfo=UTC))
    read = listed(kept)
    assert f"{refs(kept, about)[0]} · ended contact: settled, its time ends on Wed 24 Nov" in read
    assert "canary001bird" not in read
    assert REF not in read
    assert "Isla" not in read
    days(kept, datetime(2027, 11, 25, 10, tzinfo=UTC))
    assert "its time ended on Wed 24 Nov" in listed(kept)


def test_what_is_open_is_never_due(kept: House) -> None:
    """However long it waits."""
    kept.reports(ISLA)
    days(kept, THREE_YEARS)
    assert "Nothing is due." in listed(kept)


def test_zero_tolerance_is_kept_for_three_years(kept: House) -> None:
    """Which is told by what the manager decided, not by the reporter."""
    about = zero(kept)
    days(kept)
    assert "Nothing is due." in listed(kept)
    days(kept, THREE_YEARS)
    assert refs(kept, about)[0] in listed(kept)


def test_the_longest_time_of_what_grew_out_of_it_counts(kept: House) -> None:
    """A police decision is kept for three years, and its report with it."""
    about, decision = threat(kept, ISLA)
    says(kept, ISLA, decision)
    card(decides(kept, MORAG, decision, NOT_REPORT))
    card(kept.sends(MORAG, "police.tell", {"on": TODAY.isoformat()}, decision))
    kept.presses(MORAG, "police.close", decision)
    settle(
        kept, about, {**ZERO, "zero_tolerance": "no", "not_zero_because": "He apologised.", "follow_ups": ("police",)}
    )
    assert not kept.record(decision, PoliceDecision).is_open
    days(kept)
    assert "Nothing is due." in listed(kept)
    days(kept, THREE_YEARS)
    assert refs(kept, about)[0] in listed(kept)
    assert refs(kept, decision)[0] not in listed(kept)


@pytest.mark.parametrize("grown", ["restriction", "time_away"])
def test_nothing_is_due_while_what_grew_out_of_it_is_under_way(kept: House, grown: str) -> None:
    """A suggestion that nobody has decided, a request that nobody has answered."""
    about = closed(kept, wishes=("restrict" if grown == "restriction" else "time_away",))
    kind: type[Record] = Restriction if grown == "restriction" else TimeAway
    assert kept.children(about, kind)[0].is_open
    days(kept, THREE_YEARS)
    assert "Nothing is due." in listed(kept)


def test_an_offer_that_nobody_answered_holds_nothing_up(kept: House) -> None:
    """Silence is an answer as well."""
    about = zero(kept)
    assert [offer.is_open for offer in kept.children(about, Debrief)] == [True]
    days(kept, THREE_YEARS)
    assert refs(kept, about)[0] in listed(kept)


def test_contact_outside_is_due_if_it_was_recorded(kept: House) -> None:
    """The shell of one that was not is nothing to look at."""
    ids = []
    for noted in ("contact_outside.record", "contact_outside.leave"):
        kept.sends(ISLA, "outside_contact.raise", {"where": "home", "on": TODAY.isoformat()})
        (raised,) = kept.run(lambda uow: uow.records.register(["contact_outside"], limit=1))
        card(kept.sends(MORAG, noted, {"talked": "yes", "where": "home", "on": TODAY.isoformat()}, raised.id))
        ids.append(raised.id)
    days(kept)
    assert [each.record for each in newest(kept).waiting] == ids[:1]


def test_a_period_of_nothing_is_never_asked_about(tmp_path: Path) -> None:
    """An organisation that keeps its reports for good says so."""
    own = tmp_path / "own.toml"
    own.write_text("[retention]\nended_contact = 0\n", "utf-8")
    house = House(tmp_path / "own.db", Policy.load(own))
    house.put(Person(id=FIONA, email="f@example.org", name="F", roles=frozenset({Role.RECORDS_ADMIN})))
    closed(house)
    days(house, THREE_YEARS)
    assert house.run(trees.newest) is None
    house.close()


# -- who is told ---------------------------------------------------------------------------------------


def test_those_who_keep_the_records_are_told_once_a_month_how_many(kept: House) -> None:
    """A number, and nothing of any record; nobody else hears of it."""
    world = World(kept)
    for _ in range(3):
        closed(kept, individual=REF)
    kept.clock.at = datetime(2027, 10, 22, 10, tzinfo=UTC)
    world.settle()
    before = len(world.told)
    for week in range(9):
        days(kept, ASKED + timedelta(days=7 * week))
        world.passes(1)
    told = [each for each in world.told[before:] if "look" in each.card.title]
    assert {each.to for each in told} == {FIONA, GREER}
    mine = [each for each in told if each.to == FIONA]
    assert [each.card.title for each in mine] == ["Records are due for a look: 3"] * 3
    assert [each.at.month for each in mine] == [10, 11, 12]
    assert all(REF not in words(each.card) and "EC-" not in words(each.card) for each in told)


def test_a_message_says_when_nothing_is_left_of_its_list(kept: House) -> None:
    """And is settled then."""
    world, about = World(kept), closed(kept)
    days(kept)
    world.passes(1)
    kept.sends(FIONA, "retention.keep", KEEP, about)
    world.settle()
    stands = [card for address, card in world.stands.items() if world.owner[address] == FIONA]
    assert stands[-1].settled
    assert "Nothing on this list is left to look at." in words(stands[-1])


def test_the_home_leads_to_the_list_while_something_is_due(kept: House) -> None:
    """Of those who keep the records alone."""
    about = closed(kept)
    assert "Due to be erased" not in words(kept.goes_home(FIONA))
    days(kept)
    assert "Due to be erased: 1" in words(kept.goes_home(FIONA))
    assert "Due to be erased" not in words(kept.goes_home(AILSA))
    kept.sends(FIONA, "retention.keep", KEEP, about)
    assert "Due to be erased" not in words(kept.goes_home(FIONA))


def test_who_has_a_part_in_a_record_neither_hears_of_it_nor_sees_to_it(kept: House) -> None:
    """Nor in anything that grew out of it; somebody else does."""
    about = closed(kept, by=GREER)
    assert kept.record(about, EndedContact).handler == AILSA
    world = World(kept)
    days(kept)
    world.passes(1)
    assert "Records are due for a look: 1" in world.heard(FIONA)
    assert [title for title in world.heard(GREER) if "look" in title] == []
    assert "Nothing is due." in listed(kept, GREER)
    assert "Due to be erased" not in words(kept.goes_home(GREER))
    for reply in (
        kept.presses(GREER, "retention.open", about),
        kept.sends(GREER, "retention.keep", KEEP, about),
        kept.sends(GREER, "retention.erase", {}, about),
    ):
        assert NOTHING in words(reply)
    assert not gone(kept, about)


def test_nor_does_who_has_a_part_in_what_grew_out_of_it(kept: House) -> None:
    """A conversation was offered to her beside somebody else's report."""
    about = closed(kept)

    def offer(uow: UnitOfWork) -> None:
        origin = uow.records.begin(Debrief, MORAG, RecordId(about))
        uow.records.add(Debrief.offer(origin, person=GREER, manager=MORAG), act="offered")

    kept.run(offer)
    days(kept)
    assert [newest(kept).due_for(person) for person in (FIONA, GREER)] == [1, 0]
    assert NOTHING in words(kept.presses(GREER, "retention.open", about))
    assert NOTHING in words(kept.sends(GREER, "retention.erase", {}, about))
    assert not gone(kept, about)


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("person", [ISLA, RORY, MORAG, CALLUM, AILSA, EWAN, BOARD])
def test_nobody_else_lists_keeps_or_erases(kept: House, person: PersonId) -> None:
    """The same answer as for what does not exist."""
    about = closed(kept)
    days(kept)
    for reply in (
        kept.presses(person, "retention.list"),
        kept.presses(person, "retention.open", about),
        kept.presses(person, "form:retention.keep", about),
        kept.presses(person, "form:retention.erase", about),
        kept.sends(person, "retention.keep", KEEP, about),
        kept.sends(person, "retention.erase", {}, about),
    ):
        assert NOTHING in words(reply)
    assert not gone(kept, about)


def test_what_is_not_due_is_neither_kept_nor_erased(kept: House) -> None:
    """By whatever route: before its time, while it is open, or as what grew out of something else."""
    early, still_open = closed(kept), kept.reports(ISLA)
    (child,) = kept.children(closed(kept, wishes=("time_away",)), TimeAway)
    days(kept, NOW + timedelta(days=1))
    for about in (early, still_open, child.id, newest_individual(kept)):
        assert NOTHING in words(kept.presses(FIONA, "retention.open", about))
        assert NOTHING in words(kept.sends(FIONA, "retention.keep", KEEP, about))
        assert NOTHING in words(kept.sends(FIONA, "retention.erase", {}, about))
    assert [gone(kept, about) for about in (early, still_open, child.id)] == [False] * 3


def newest_individual(house: House) -> str:
    """An individual with a report about them."""
    house.reports(ISLA, individual="HA-1")
    (found,) = house.run(lambda uow: uow.records.register(["individual"], limit=1))
    return found.id


# -- keeping it ----------------------------------------------------------------------------------------


def test_it_is_kept_for_a_reason_and_looked_at_again(kept: House) -> None:
    """The reason stands with it, and the next look says so."""
    about = closed(kept)
    days(kept)
    kept.sends(FIONA, "retention.keep", KEEP, about)
    record = kept.record(about, EndedContact)
    until = datetime(2028, 5, 24, tzinfo=UTC).date()
    assert record.keeping == Keeping(by=FIONA, at=ASKED, reason="A case is before the court.", until=until)
    assert kept.history(about)[-1] == (FIONA, "kept")
    days(kept, datetime(2028, 4, 23, 10, tzinfo=UTC))
    assert "Nothing is due." in listed(kept)
    days(kept, datetime(2028, 4, 25, 10, tzinfo=UTC))
    assert refs(kept, about)[0] in listed(kept)
    read = words(kept.presses(FIONA, "retention.open", about))
    assert "A case is before the court." in read


@pytest.mark.parametrize("left_out", ["reason", "how"])
def test_it_is_not_kept_without_a_reason_or_an_end(kept: House, left_out: str) -> None:
    """The form comes back, with what was typed."""
    about = closed(kept)
    days(kept)
    reply = kept.sends(FIONA, "retention.keep", {**KEEP, left_out: ""}, about)
    assert list(errors(reply)) == [left_out]
    assert kept.record(about, EndedContact).keepings == ()


def test_what_is_held_is_not_erased_before_somebody_says_that_the_hold_has_ended(kept: House) -> None:
    """It stands on the list under its own words, and nobody is reminded of it until a year is over."""
    about = closed(kept)
    days(kept)
    kept.sends(FIONA, "retention.keep", {**KEEP, "how": "hold"}, about)
    days(kept, ASKED + timedelta(days=1))
    assert "kept for a legal hold, to be looked at by Fri 24 Nov 2028" in listed(kept)
    assert newest(kept).due_for(FIONA) == 0
    for over in ("", "no"):
        reply = kept.sends(FIONA, "retention.erase", {"over": over}, about)
        assert list(errors(reply)) == ["over"]
    assert not gone(kept, about)
    days(kept, datetime(2028, 10, 25, 10, tzinfo=UTC))
    assert newest(kept).due_for(FIONA) == 1
    erases(kept, about, over="yes")
    assert gone(kept, about)


# -- erasing it ----------------------------------------------------------------------------------------


def test_erasing_is_a_deliberate_second_step(kept: House) -> None:
    """Nothing goes by a click alone: what goes for good is said first, and then it is one more press."""
    about = closed(kept)
    days(kept)
    kept.presses(FIONA, "retention.open", about)
    asked = form(kept.presses(FIONA, "form:retention.erase", about))
    assert (asked.submit, list(asked.fields())) == ("Erase it for good", [])
    assert not gone(kept, about)


def test_nothing_is_erased_without_a_person(kept: House) -> None:
    """However much time passes, and however often the daily work is done."""
    about = closed(kept)
    for year in range(1, 6):
        days(kept, NOW + timedelta(days=366 * year))
        World(kept).settle()
    assert not gone(kept, about)


def test_what_is_erased_goes_with_all_that_grew_out_of_it(kept: House) -> None:
    """Decision, requests, evidence, the individual; a shell of each stays, which is counted and names nobody."""
    about = closed(kept, note="canary001bird", individual=REF, wishes=("time_away",))
    (request,) = kept.children(about, TimeAway)
    away: dict[str, Value] = {"first_day": TODAY.isoformat(), "back": "2026-11-26"}
    card(kept.sends(MORAG, "time_away.arrange", away, request.id))
    link: dict[str, Value] = {"type": "link", "link": "https://example.org/a", "distressing": "no"}
    card(kept.sends(MORAG, "evidence.add", {**link, "captured_on": TODAY.isoformat()}, about))
    (item,) = kept.children(about, EvidenceItem)
    whom = kept.record(about, EndedContact).whom
    assert whom is not None
    names = refs(kept, about, request.id, item.id, whom)
    days(kept)
    read = words(kept.presses(FIONA, "retention.open", about))
    assert "time away: 1" in read
    assert "evidence: 1" in read
    erases(kept, about)
    for each in (about, request.id, item.id, whom):
        assert gone(kept, each)
    shell = kept.record(about, Erased)
    assert (shell.was, shell.ref, shell.parties(), shell.origin.by) == ("ended_contact", names[0], frozenset(), "")
    assert shell.facts()["channel"] == "phone"
    assert "canary001bird" not in repr(shell)
    assert (FIONA, "erased") not in kept.history(about)
    assert kept.history(about)[-1] == (None, "erased")
    assert sorted(newest(kept).erasures[0].refs) == sorted(names)
    assert newest(kept).erasures[0].by == FIONA
    for person in (ISLA, MORAG, FIONA):
        assert NOTHING in words(kept.presses(person, "ended_contact.open", about))
        assert names[0] not in words(kept.goes_home(person))
    assert names[0] not in words(kept.presses(FIONA, "register.list"))


def test_the_individual_stays_while_anything_points_at_them(kept: House) -> None:
    """Another report, a restriction, a request: until the last has gone."""
    first = closed(kept, individual=REF)
    kept.clock.at += timedelta(days=20)
    second = kept.reports(ISLA, individual=REF)
    whom = kept.record(first, EndedContact).whom
    days(kept)
    erases(kept, first)
    assert isinstance(kept.run(lambda uow: uow.records.peek(whom)) if whom else None, Individual)
    assert REF in words(kept.presses(MORAG, "ended_contact.open", second))


def test_what_changed_meanwhile_is_not_erased(kept: House) -> None:
    """Somebody has begun to propose a restriction from it since the form was opened."""
    about = closed(kept)
    days(kept)
    kept.presses(FIONA, "form:retention.erase", about)
    kept.run(lambda uow: ask_for_time(ISLA, uow, parent=RecordId(about)))
    assert NOTHING in words(kept.sends(FIONA, "retention.erase", {}, about))
    assert not gone(kept, about)


def test_what_is_erased_is_not_erased_again(kept: House) -> None:
    """The second click reads what it would read of nothing."""
    about = closed(kept)
    days(kept)
    erases(kept, about)
    assert NOTHING in words(kept.sends(FIONA, "retention.erase", {}, about))
    with pytest.raises(NotFound):
        kept.record(about, EndedContact)


def test_no_message_about_it_is_left_that_asks_for_something(kept: House) -> None:
    """A reminder that still stood says that it has gone, and nothing is sent about it any more."""
    world = World(kept)
    about = closed(kept)
    world.passes(3)
    kept.clock.at = ASKED
    upkeep.everything(kept.run)
    world.passes(1, time(11))
    erases(kept, about)
    before = len(world.told)
    world.passes(30)
    named = [each for each in world.told[before:] if "EC-0001" in words(each.card)]
    assert named == []
    asks = [each for each in world.stands.values() if not each.settled for b in each.buttons() if b.about == about]
    assert asks == []


# -- several at once ---------------------------------------------------------------------------------------


def test_several_are_kept_for_one_reason(kept: House) -> None:
    """Each with the reason, and looked at again; they are off the list, which counts what is left."""
    first, second, third = (closed(kept) for _ in range(3))
    days(kept)
    assert "ended contact: 3" in listed(kept)
    reply = kept.sends(FIONA, "retention.several", {**SEVERAL, "which": (first, second)})
    assert "Kept: EC-0001, EC-0002." in words(reply)
    for about in (first, second):
        (keeping,) = kept.record(about, EndedContact).keepings
        assert (keeping.by, keeping.reason) == (FIONA, "A case is before the court.")
    assert [each.record for each in newest(kept).waiting] == [third]
    assert "ended contact: 1" in listed(kept)


def test_several_are_erased_at_once_and_one_on_hold_holds_up_all(kept: House) -> None:
    """A legal hold is looked at by itself: nothing of the rest is erased either."""
    first, second, third = (closed(kept) for _ in range(3))
    days(kept)
    kept.sends(FIONA, "retention.keep", {**KEEP, "how": "hold"}, third)
    days(kept, ASKED + timedelta(days=1))
    gone_: dict[str, Value] = {"what": "erase", "which": (first, second, third)}
    assert "legal hold" in errors(kept.sends(FIONA, "retention.several", gone_))["which"]
    assert not gone(kept, first)
    card(kept.sends(FIONA, "retention.several", {**gone_, "which": (first, second)}))
    assert [gone(kept, about) for about in (first, second, third)] == [True, True, False]


def test_several_need_a_reason_unless_they_are_erased(kept: House) -> None:
    """And at least one of them."""
    about = closed(kept)
    days(kept)
    assert list(errors(kept.sends(FIONA, "retention.several", {**SEVERAL, "which": (about,), "why": ""}))) == ["why"]
    assert list(errors(kept.sends(FIONA, "retention.several", {**SEVERAL, "which": ()}))) == ["which"]


@pytest.mark.requirement("R-1.14.1-6")
def test_nobody_sees_to_several_who_may_not_see_to_each(kept: House) -> None:
    """Neither somebody else, nor who has a part in one of them: it is not among those to choose from."""
    about, other = closed(kept, by=GREER), closed(kept)
    days(kept)
    for person in (ISLA, MORAG, AILSA):
        assert NOTHING in words(kept.sends(person, "retention.several", {**SEVERAL, "which": (other,)}))
    assert "which" in errors(kept.sends(GREER, "retention.several", {**SEVERAL, "which": (about,)}))
    card(kept.sends(GREER, "retention.several", {**SEVERAL, "which": (other,)}))
