"""My matters and the register as pages: the lines of the chat, all of them, and a search by what says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.cards import Item
from bot.flows.browser import shown
from bot.people import Role
from bot.views.browser import lists as views
from bot.views.browser.shapes import ListPage
from bot.views.examples.people import CALLUM, ISLA, MORAG
from bot.words import Tone
from tests.bot.flows.browser.conftest import Browser, opens
from tests.bot.flows.sharing.test_conversation import in_force
from tests.bot.house import BOARD, House, card


def lines(page: ListPage) -> list[str]:
    """The references, section after section."""
    return [line.text.partition(" ")[0] for section in page.sections for line in section.lines]


def keeper(house: House) -> Browser:
    """A browser with the register in it."""
    house.put(replace(house.person(BOARD), roles=frozenset({Role.RECORDS_ADMIN})))
    return opens(house, BOARD, "page.register")


def test_all_of_a_managers_matters_are_there(paged: House) -> None:
    """Each as in the chat, however many there are, with the colour of its state."""
    in_force(paged)
    for _ in range(7):
        paged.reports(ISLA)
    page = opens(paged, MORAG, "page.matters").list()
    assert [section.title for section in page.sections][:2] == ["With me", "In force in my team"]
    first, second = page.sections[:2]
    assert len(first.lines) >= 7
    assert {line.tone for line in first.lines} == {Tone.WAITS}
    assert [(line.text.partition(" ")[0], line.tone) for line in second.lines] == [("RS-0001", Tone.HOLDS)]
    chat = {block.text for block in card(paged.presses(MORAG, "matters.show")).blocks if isinstance(block, Item)}
    assert chat <= {line.text for section in page.sections for line in section.lines}


def test_matters_are_found_by_reference_state_and_month(paged: House) -> None:
    """What is filled in narrows; with nothing filled in all are shown again."""
    in_force(paged)
    paged.clock.at += timedelta(days=40)
    paged.reports(ISLA)
    browser = opens(paged, MORAG, "page.matters")
    assert set(lines(browser.list())) > {"EC-0001", "RS-0001"}
    assert lines(browser.list(ref="ec-0001")) == ["EC-0001"]
    assert lines(browser.list(part="in_force")) == ["RS-0001"]
    assert lines(browser.list(month="2027-01")) == ["EC-0001"]
    assert lines(browser.list(month="2026-12")) == []
    assert browser.list(ref="ec-0001").search.values["ref"] == "ec-0001"
    assert lines(browser.list(ref="")) == lines(browser.list())


def test_what_cannot_be_read_of_a_search_is_said_beside_it(paged: House) -> None:
    """And everything is still there."""
    paged.reports(ISLA)
    page = opens(paged, MORAG, "page.matters").list(part="nonsense", ref="x" * 30)
    assert set(page.search.errors) == {"part", "ref"}
    assert "EC-0001" in lines(page)


def test_the_register_is_searched_by_plain_columns(paged: House) -> None:
    """Reference, kind, state, month or year; the newest first."""
    in_force(paged)
    paged.clock.at += timedelta(days=40)
    paged.reports(ISLA)
    browser = keeper(paged)
    everything = lines(browser.list())
    assert everything[0] == "EC-0001"
    assert {"RS-0001", "SD-0001"} < set(everything)
    assert lines(browser.list(kind="restriction")) == ["RS-0001"]
    assert lines(browser.list(stands="holds")) == ["RS-0001"]
    assert lines(browser.list(month="2027-01")) == ["EC-0001"]
    assert lines(browser.list(month="2027")) == ["EC-0001"]
    assert lines(browser.list(ref="SD-0001")) == ["SD-0001"]
    assert lines(browser.list(ref="ZZ-0001")) == []


@pytest.mark.requirement("R-1.14.1-7")
def test_a_matter_that_concerns_whoever_keeps_the_register_is_not_in_it(paged: House) -> None:
    """Neither in the list nor by looking for it."""
    paged.reports(BOARD)
    paged.reports(ISLA)
    browser = keeper(paged)
    assert lines(browser.list()) == ["EC-0002"]
    assert lines(browser.list(ref="EC-0001")) == []


def test_more_than_one_page_holds_is_said(paged: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather than left out without a word."""
    monkeypatch.setattr(views, "MOST", 2)
    for _ in range(3):
        paged.reports(ISLA)
    (section,) = keeper(paged).list().sections
    assert (len(section.lines), "The newest 2 are shown" in section.more) == (2, True)


def test_a_look_at_a_list_opens_no_record(paged: House) -> None:
    """Nothing is noted as a view."""
    about = paged.reports(ISLA)
    before = paged.history(about)
    opens(paged, MORAG, "page.matters").list(ref="EC-0001")
    keeper(paged).list(ref="EC-0001")
    assert paged.history(about) == before


def test_the_days_of_all_matters_are_those_of_the_home(paged: House) -> None:
    """The register has none."""
    in_force(paged)
    mine, empty = opens(paged, MORAG, "page.matters"), opens(paged, CALLUM, "page.matters")
    assert mine.list().has_days
    assert not empty.list().has_days
    assert [day.ref for day in paged.run(lambda uow: shown.days(mine.secret, uow))] == ["RS-0001"]
    register = keeper(paged)
    assert paged.run(lambda uow: shown.days(register.secret, uow)) == []
