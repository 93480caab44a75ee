"""A matter as one page: what came of a report, from the first record to the last, for each who may read of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.cards import Button, Buttons, Card, Item, Quote
from bot.chat.events import ActionEvent, Value
from bot.chat.replies import Reply, ShowCard
from bot.dispatcher import ACTIONS
from bot.flows.browser import matter, shown
from bot.ports import UnitOfWork
from bot.records.appeal.record import Appeal
from bot.records.base import RecordId
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.views.browser.shapes import Mark, MatterPage
from bot.views.examples.people import CALLUM, EWAN, ISLA, MORAG, RORY
from bot.words import Tone
from tests.bot.flows.appeal.acts import CAME_IN
from tests.bot.flows.browser.conftest import opens
from tests.bot.flows.sharing.test_conversation import in_force
from tests.bot.house import House, button, card, words

BOTH = ((Restriction, "RS-0001"), (Appeal, "AP-0001"))
#: A threat, against which somebody would like a restriction.
THREAT: dict[str, Value] = {
    "reasons": ("threat",),
    "threat_against": "me",
    "witnesses": (RORY,),
    "wishes": ("restrict",),
}


def entries(page: MatterPage) -> list[str]:
    """The references, in order."""
    return [entry.ref for entry in page.entries]


def test_all_that_came_of_a_report_stands_in_order(paged: House) -> None:
    """With its state each, in a word and a colour."""
    about = paged.reports(ISLA, **THREAT)
    paged.presses(MORAG, "ended_contact.acknowledge", about)
    page = opens(paged, MORAG, about=about).matter()
    assert page.title == "EC-0001 and what came of it"
    assert entries(page) == ["EC-0001", "PD-0001", "WS-0001", "RS-0001"]
    marks = {entry.ref: entry.mark for entry in page.entries}
    assert marks["EC-0001"] == Mark(words="seen; a conversation is next", tone=Tone.WAITS)
    assert marks["RS-0001"] == Mark(words="waits for a decision", tone=Tone.WAITS)


def test_it_is_the_same_from_wherever_it_is_opened(paged: House) -> None:
    """From the first, or from what came of it."""
    about = paged.reports(ISLA, **THREAT)
    (restriction,) = paged.children(about, Restriction)
    assert opens(paged, MORAG, about=restriction.id).matter() == opens(paged, MORAG, about=about).matter()


def test_what_is_next_for_the_reader_comes_first(paged: House) -> None:
    """What waits, then their days: in the words of their home."""
    about = paged.reports(ISLA, **THREAT)
    paged.reports(RORY)
    page = opens(paged, MORAG, about=about).matter()
    assert {step.ref for step in page.steps} == {"EC-0001", "RS-0001", "PD-0001"}
    home = {block.text for block in paged.goes_home(MORAG).blocks if isinstance(block, Item)}
    assert {step.text for step in page.steps} <= home
    assert not page.has_days


def test_a_restriction_in_force_holds_and_has_its_day(paged: House) -> None:
    """The colour of what holds; the review is a day for the calendar."""
    about, _ = in_force(paged)
    browser = opens(paged, MORAG, about=about)
    page = browser.matter()
    assert page.entries[0].mark is not None
    assert (page.entries[0].mark.words, page.entries[0].mark.tone) == ("in force", Tone.HOLDS)
    assert page.has_days
    days = paged.run(lambda uow: shown.days(browser.secret, uow))
    assert [(each.ref, each.what) for each in days] == [("RS-0001", "a review")]


@pytest.mark.requirement("R-1.14.1-6")
def test_who_reported_sees_their_own_part_and_no_trace_of_the_rest(paged: House) -> None:
    """What they made and what is for them; its states in the words that are meant for them, without a colour."""
    about = paged.reports(ISLA, **THREAT)
    page = opens(paged, ISLA, about=about).matter()
    assert entries(page) == ["EC-0001", "PD-0001", "RS-0001"]
    assert {entry.mark.tone for entry in page.entries if entry.mark is not None} == {Tone.PLAIN}
    assert "WS-0001" in entries(opens(paged, MORAG, about=about).matter())
    assert "WS-0001" not in repr(page)


@pytest.mark.requirement("R-1.14.1-6")
def test_what_one_may_not_see_is_absent(paged: House) -> None:
    """The debrief that is offered to a colleague who was there is theirs and their manager's."""
    about, _ = in_force(paged)
    for_rory = next(each for each in paged.children(about, Debrief) if each.person == RORY)
    assert entries(opens(paged, MORAG, about=about).matter()) == ["RS-0001", "DB-0001", "SD-0001"]
    assert entries(opens(paged, RORY, about=for_rory.id).matter()) == [for_rory.ref]
    assert for_rory.ref not in entries(opens(paged, ISLA, about=about).matter())


@pytest.mark.requirement("R-1.14.1-6")
def test_that_two_records_belong_together_is_told_by_no_page_alone(paged: House) -> None:
    """The chief executive may read both; no card of the chat leads from the one to the other, so no page does."""
    about = paged.reports(ISLA, **THREAT)
    (restriction,) = paged.children(about, Restriction)
    (decision,) = paged.children(about, PoliceDecision)
    assert entries(opens(paged, EWAN, about=restriction.id).matter()) == ["RS-0001"]
    assert entries(opens(paged, EWAN, about=decision.id).matter()) == ["PD-0001"]


def test_an_appeal_stands_with_what_it_is_against(paged: House) -> None:
    """From either of them, for whoever decides it."""
    in_force(paged)
    card(paged.sends(RORY, "appeal.record", {**CAME_IN, "about": "RS-0001"}))
    for about in paged.run(lambda uow: [uow.records.by_ref(kind, ref) for kind, ref in BOTH]):
        assert about is not None
        assert {"RS-0001", "AP-0001"} <= set(entries(opens(paged, EWAN, about=about.id).matter()))


@pytest.mark.requirement("R-1.14.1-6")
def test_evidence_is_a_line_and_never_looked_at(paged: House) -> None:
    """What may distress is seen in two steps, in the chat."""
    about = paged.reports(ISLA)
    link = {"type": "link", "link": "https://example.org/post", "distressing": "no"}
    card(paged.sends(ISLA, "evidence.add", link, about))
    page = opens(paged, MORAG, about=about).matter()
    assert entries(page) == ["EC-0001"]
    assert "EV-0001" in words(page.entries[0].card)
    assert "example.org" not in repr(page)


def test_a_button_that_leads_to_another_matter_is_not_followed(paged: House) -> None:
    """Whatever a card may hold one day."""
    about, other = paged.reports(ISLA), paged.reports(ISLA)
    leads = Buttons((Button(label="Open", action="ended_contact.open", about=other),))

    def opening(event: ActionEvent, uow: UnitOfWork) -> Reply:
        reply = ACTIONS["ended_contact.open"](event, uow)
        assert isinstance(reply, ShowCard)
        return ShowCard(replace(reply.card, blocks=(leads, *reply.card.blocks)))

    acts = {**ACTIONS, "ended_contact.open": opening}
    page = paged.run(lambda uow: matter.page(RecordId(about), MORAG, acts, uow))
    assert entries(page) == ["EC-0001"]


def test_a_card_of_several_pages_is_whole(paged: House) -> None:
    """All that was added stands on the page, each once."""
    about = paged.reports(ISLA)
    for n in range(40):
        paged.sends(ISLA, "ended_contact.add", {"text": f"Addition {n}. " + "It went on. " * 100}, about)
    (entry,) = opens(paged, MORAG, about=about).matter().entries
    said = [block.text for block in entry.blocks if isinstance(block, Quote)]
    assert [sum(text.startswith(f"Addition {n}.") for text in said) for n in range(40)] == [1] * 40


def test_what_is_only_to_be_pressed_is_left_in_the_chat(paged: House) -> None:
    """A line without its button would offer what cannot be done here."""
    about, _ = in_force(paged)
    (first, *_) = opens(paged, MORAG, about=about).matter().entries
    offers = "A file, a link or a thing that supports it"
    assert offers in words(first.card)
    assert offers not in words(Card(title="", blocks=first.blocks))


@pytest.mark.requirement("R-1.14.1-6")
def test_each_record_that_is_shown_is_noted_as_a_view_once(paged: House) -> None:
    """At each look at the page; neither by the button nor by the address."""
    about = paged.reports(ISLA, **THREAT)
    (restriction,) = paged.children(about, Restriction)
    before = {each: len(paged.history(each)) for each in (about, restriction.id)}
    browser = opens(paged, MORAG, about=about)
    assert {each: len(paged.history(each)) for each in before} == before
    browser.matter()
    assert [paged.history(each)[before[each] :] for each in before] == [[(MORAG, "read")]] * 2


def test_it_follows_what_happens_meanwhile(paged: House) -> None:
    """A look is a look at what is so now."""
    about = paged.reports(ISLA)
    browser = opens(paged, MORAG, about=about)
    paged.presses(MORAG, "ended_contact.acknowledge", about)
    assert paged.record(about, EndedContact).acknowledged_at is not None
    (entry,) = browser.matter().entries
    assert entry.mark is not None
    assert entry.mark.words == "seen; a conversation is next"


def test_an_earlier_matter_of_the_same_individual_is_another_matter(paged: House) -> None:
    """Its line stands there as in the chat; it is no part of this one."""
    paged.reports(ISLA, individual="T-4711", relationship="tenant")
    paged.clock.at += timedelta(days=3)
    second = paged.reports(ISLA, individual="T-4711", relationship="tenant")
    page = opens(paged, MORAG, about=second).matter()
    assert entries(page) == ["EC-0002"]
    assert "Ended contact, Nov 2026" in words(page.entries[0].card)


def test_the_button_is_where_there_is_a_page(paged: House, house: House) -> None:
    """On the card of a record that one may read; never where browsers cannot reach Harbour."""
    about = paged.reports(ISLA)
    found = button(card(paged.presses(MORAG, "ended_contact.open", about)), "Open as a page")
    assert (found.action, found.about) == ("page.open", about)
    there = house.reports(ISLA)
    shown_there = card(house.presses(MORAG, "ended_contact.open", there))
    assert "Open as a page" not in [each.label for each in shown_there.buttons()]
    assert "no address there" in words(house.presses(MORAG, "page.open", there))
    assert "Open as a page" not in words(paged.presses(CALLUM, "ended_contact.open", about))
