"""A matter as a page: whoever opens it reads on it what the chat's own buttons show them, and no word more."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import pytest

from bot.chat.cards import Buttons, Card
from bot.chat.events import ActionEvent
from bot.chat.replies import ShowCard
from bot.dispatcher import ACTIONS
from bot.errors import Unavailable
from bot.flows.browser import matter
from bot.ports import UnitOfWork
from bot.topics import WORDS
from bot.views import pages
from bot.views.browser.shapes import MatterPage
from bot.words import Tone
from tests.bot.matrix.cast import COLUMNS
from tests.bot.matrix.finding import Finder
from tests.bot.matrix.reading import canaries, individuals, refs, strings
from tests.bot.matrix.test_routes import nothing
from tests.bot.matrix.world import Row
from tests.sizes import sample


@dataclass(frozen=True)
class Read:
    """A page, as somebody read it."""

    column: str
    row: Row
    page: MatterPage

    def says(self, what: str) -> str:
        """In words, for a list of faults."""
        return f"{self.column} {self.row.name}: {what}"


class _Back(Exception):
    """Takes a unit of work back."""


def page_of(finder: Finder, column: str, row: Row) -> MatterPage | None:
    """The page of a record, and nothing kept of it; None where there is none."""
    found: list[MatterPage] = []

    def work(uow: UnitOfWork) -> None:
        found.append(matter.page(row.id, COLUMNS[column], ACTIONS, uow))
        raise _Back

    with suppress(_Back, Unavailable):
        finder.world.house.run(work)
    return found[0] if found else None


@pytest.fixture(scope="module")
def read(finder: Finder) -> list[Read]:
    """Every page that anybody can open."""
    rows = sample(finder.world.rows.values(), of=lambda row: row.kind)
    tries = ((column, row, page_of(finder, column, row)) for column in COLUMNS for row in rows)
    return [Read(column, row, page) for column, row, page in tries if page is not None]


def in_chat(finder: Finder, column: str, about: str, kind: str) -> list[Card]:
    """The cards that the buttons of a record open for somebody, page after page."""
    cards: list[Card] = []
    for action in dict.fromkeys((WORDS[kind].opens, WORDS[kind].own)):
        extra: str | None = ""
        while extra is not None:
            reply = finder.tries.of(ActionEvent(person=COLUMNS[column], action=action, about=about, extra=extra)).reply
            assert isinstance(reply, ShowCard)
            cards.append(reply.card)
            extra = next((each.extra for each in reply.card.buttons() if each.label == pages.EARLIER), None)
    return cards


def test_there_is_a_page_for_those_alone_for_whom_the_chat_has_its_button(finder: Finder, read: list[Read]) -> None:
    """Both are asked of the same table (`test_routes`), and of what comes of them."""
    with_page = {(each.column, each.row.name) for each in read}
    offered = set()
    for row in sample(finder.world.rows.values(), of=lambda row: row.kind):
        for column in COLUMNS:
            reply = finder.tries.of(ActionEvent(person=COLUMNS[column], action="page.open", about=row.id)).reply
            if isinstance(reply, ShowCard) and reply.card.title == "As a page":
                offered.add((column, row.name))
    assert with_page == offered
    assert len(with_page) > 30


@pytest.mark.requirement("R-1.14.1-6")
def test_each_card_of_a_page_is_the_chats_own(finder: Finder, read: list[Read]) -> None:
    """Block for block, apart from the buttons between the pages of a long one."""
    rows = {row.ref: row for row in finder.world.rows.values()}
    wrong = []
    for each in read:
        for entry in each.page.entries:
            if entry.ref not in rows:
                continue
            row = rows[entry.ref]
            shown = {block for card in in_chat(finder, each.column, row.id, row.kind) for block in card.blocks}
            known = [block for block in entry.blocks if not isinstance(block, Buttons)]
            wrong += [each.says(f"{entry.ref} {block}") for block in known if block not in shown]
    nothing(wrong)


@pytest.mark.requirement("R-1.14.1-6", "R-1.14.1-7")
def test_a_page_holds_no_word_that_no_card_of_the_chat_holds(read: list[Read]) -> None:
    """Neither of a record beside its cards, nor in the steps, the titles and the states."""
    wrong = []
    for each in read:
        around = "\n".join(
            [each.page.title, *(text for e in each.page.entries for text in strings((e.ref, e.day, e.mark)))]
        )
        steps = "\n".join(step.text for step in each.page.steps)
        wrong += [each.says(str(found)) for found in canaries(around + steps) | individuals(around + steps)]
        wrong += [each.says(ref) for ref in refs(around + steps) - each.page.refs]
    nothing(wrong)


def test_a_record_stands_there_once_and_in_order(read: list[Read]) -> None:
    """Each after what it grew out of, with what it was opened from among them."""
    for each in read:
        listed = [entry.ref for entry in each.page.entries]
        assert len(listed) == len(set(listed)), each.says("twice")
        assert each.row.ref in listed


@pytest.mark.requirement("R-1.14.1-6")
def test_a_page_never_shows_a_piece_of_evidence(finder: Finder, read: list[Read]) -> None:
    """It is looked at alone, in two steps; its line is enough."""
    kinds = {row.ref: row.kind for row in finder.world.rows.values()}
    shown = {kinds[ref] for each in read for ref in each.page.refs if ref in kinds}
    assert shown.isdisjoint({"evidence", "erased", "quarter", "retention"})
    assert shown > {"ended_contact", "restriction", "police_decision", "debrief", "sharing", "appeal"}


def test_a_state_is_told_to_a_manager_in_a_word_and_a_colour_and_to_others_as_the_home_tells_it(
    finder: Finder, read: list[Read]
) -> None:
    """No colour tells more than the words that are meant for its reader."""
    rows = {row.ref: row for row in finder.world.rows.values()}
    coloured, wrong = 0, []
    for each in read:
        for entry in each.page.entries:
            if entry.ref not in rows or entry.mark is None:
                continue
            states = WORDS[rows[entry.ref].kind].states.values()
            if entry.mark.tone is Tone.PLAIN:
                words = {standing.yours.rstrip(".") for standing in states}
            else:
                words, coloured = {standing.stands for standing in states}, coloured + 1
                if each.column in ("reporter", "affected", "witness", "finder", "proposer"):
                    wrong.append(each.says(f"{entry.ref} is coloured"))
            if entry.mark.words not in words:
                wrong.append(each.says(f"{entry.ref}: {entry.mark.words}"))
    nothing(wrong)
    assert coloured > 20


def test_what_grew_is_there_for_who_manages_it(finder: Finder) -> None:
    """From whichever record of it the page is opened."""
    handler = {row.name: page_of(finder, "handler", row) for row in finder.world.rows.values()}
    several = [page for page in handler.values() if page is not None and len(page.entries) > 1]
    assert len(several) > 5
    for page in several:
        others = [other for other in several if other.refs & page.refs]
        assert all(other.entries[0].ref == page.entries[0].ref for other in others)
