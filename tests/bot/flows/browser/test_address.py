"""An address works once and for minutes; what it opened stays for half an hour, and asks anew every time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.errors import Unavailable
from bot.flows.browser.address import before, begin
from bot.flows.keeping import trees
from bot.people import PersonId, Role
from bot.ports import UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.erased import Erased
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG
from tests.bot.flows.browser.conftest import address, opens
from tests.bot.house import BOARD, NOTHING, House, words


def _nothing_at(house: House, token: str) -> None:
    """Neither to look at nor to press."""
    with pytest.raises(Unavailable):
        house.run(lambda uow: before(token, uow))
    with pytest.raises(Unavailable):
        house.run(lambda uow: begin(token, uow))


def test_an_address_is_used_up_by_the_press_alone(paged: House) -> None:
    """A look at it, by whomever, uses and notes nothing."""
    about = paged.reports(ISLA)
    token = address(paged, MORAG, about=about)
    noted = paged.history(about)
    for _ in range(3):
        assert paged.run(lambda uow: before(token, uow)).submit == "Open it"
    assert paged.history(about) == noted
    paged.run(lambda uow: begin(token, uow))
    _nothing_at(paged, token)


def test_an_address_is_good_for_minutes(paged: House) -> None:
    """And then it is as one that never was."""
    token = address(paged, MORAG, about=paged.reports(ISLA))
    paged.clock.at += timedelta(minutes=5)
    with pytest.raises(Unavailable):
        paged.run(lambda uow: before(token, uow))


def test_a_page_stays_for_half_an_hour_however_often_it_is_looked_at(paged: House) -> None:
    """No look makes it longer."""
    browser = opens(paged, MORAG, about=paged.reports(ISLA))
    for _ in range(6):
        browser.matter()
        paged.clock.at += timedelta(minutes=5) - timedelta(milliseconds=1)
    paged.clock.at += timedelta(milliseconds=6)
    with pytest.raises(Unavailable):
        browser.page()


def test_an_address_opens_no_page_by_itself_and_a_browser_is_no_address(paged: House) -> None:
    """Neither stands for the other."""
    about = paged.reports(ISLA)
    token = address(paged, MORAG, about=about)
    browser = opens(paged, MORAG, about=about)
    browser.secret, secret = token, browser.secret
    with pytest.raises(Unavailable):
        browser.page()
    with pytest.raises(Unavailable):
        paged.run(lambda uow: begin(secret, uow))


def _left(house: House, _: str) -> None:
    house.leave(MORAG)


def _passed_on(house: House, about: str) -> None:
    house.presses(MORAG, "pass_on", about)


def _erased(house: House, about: str) -> None:
    house.run(lambda uow: uow.records.erase(Erased.of(uow.records.get(RecordId(about), Record)), act="erased"))


@pytest.mark.requirement("R-1.14.1-6", "R-1.10.4-2")
@pytest.mark.parametrize("happens", [_left, _passed_on, _erased])
def test_who_may_no_longer_is_shown_nothing(paged: House, happens: Callable[[House, str], None]) -> None:
    """By an address or in a browser that is open: who left, whose matter moved on, whose record is erased."""
    about = paged.reports(ISLA)
    token, browser = address(paged, MORAG, about=about), opens(paged, MORAG, about=about)
    browser.matter()
    happens(paged, about)
    _nothing_at(paged, token)
    with pytest.raises(Unavailable):
        browser.page()


@pytest.mark.parametrize(
    ("person", "action", "loses"),
    [
        (MORAG, "page.matters", lambda person: replace(person, active=False)),
        (BOARD, "page.register", lambda person: replace(person, roles=frozenset())),
    ],
)
def test_a_list_is_gone_with_the_role(
    paged: House, person: PersonId, action: str, loses: Callable[[object], object]
) -> None:
    """As it is in the chat."""
    paged.put(replace(paged.person(BOARD), roles=frozenset({Role.RECORDS_ADMIN})))
    browser = opens(paged, person, action)
    browser.page()
    paged.put(loses(paged.person(person)))  # type: ignore[arg-type] # a person
    with pytest.raises(Unavailable):
        browser.page()


@pytest.mark.requirement("R-1.14.1-6")
def test_nobody_else_gets_an_address(paged: House) -> None:
    """And reads what they read where there is no such record."""
    about = paged.reports(ISLA)
    for person in (CALLUM, AILSA, BOARD):
        assert words(paged.presses(person, "page.open", about)) == f"Nothing changed\n{NOTHING}"
    assert words(paged.presses(ISLA, "page.matters")) == f"Nothing changed\n{NOTHING}"
    assert words(paged.presses(MORAG, "page.register")) == f"Nothing changed\n{NOTHING}"
    assert words(paged.presses(MORAG, "page.open")) == f"Nothing changed\n{NOTHING}"


def test_the_database_holds_neither_the_address_nor_the_secret_nor_whose_they_are(paged: House) -> None:
    """A hash, a time and a sealed text."""
    about = paged.reports(ISLA)
    token, browser = address(paged, MORAG, about=about), opens(paged, MORAG, about=about)

    def rows(uow: object) -> list[str]:
        found = uow.session.all(text("SELECT id, until, wrapped_key, body FROM ticket"), {})  # type: ignore[attr-defined]
        return [repr(tuple(row)) for row in found]

    stored = paged.run(rows)
    assert len(stored) == 2
    for secret in (token, browser.secret, about, "morag", "matter"):
        assert secret not in "".join(stored)


def test_the_matter_of_a_record_is_the_tree_that_it_stands_in(paged: House) -> None:
    """An appeal leads to its restriction, and that to its report."""
    about = paged.reports(ISLA, wishes=("restrict",))
    whole = paged.run(lambda uow: [r.id for _, r in trees.around(uow.records.get(RecordId(about), Record), uow)])
    assert whole[0] == about
    assert len(whole) == 2

    def around(uow: UnitOfWork) -> list[list[str]]:
        return [[r.id for _, r in trees.around(uow.records.get(RecordId(each), Record), uow)] for each in whole]

    assert paged.run(around) == [whole, whole]
