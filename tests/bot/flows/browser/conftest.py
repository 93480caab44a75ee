"""A house whose pages browsers can reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.chat.cards import Link
from bot.chat.events import Values
from bot.dispatcher import ACTIONS
from bot.flows.browser import shown
from bot.flows.browser.address import PATH, begin
from bot.people import PersonId
from bot.policy import Policy
from bot.views.browser.shapes import BrowserPage, ListPage, MatterPage
from tests.bot.house import House, card

URL = "https://harbour.example.org"


@dataclass
class Browser:
    """One that has used an address."""

    house: House
    secret: str

    def page(self, values: Values | None = None) -> BrowserPage:
        """What it is shown now."""
        return self.house.run(lambda uow: shown.page(self.secret, values or {}, ACTIONS, uow))

    def matter(self) -> MatterPage:
        """The matter that it is shown."""
        page = self.page()
        assert isinstance(page, MatterPage)
        return page

    def list(self, **values: str) -> ListPage:
        """The list that it is shown."""
        page = self.page(values)
        assert isinstance(page, ListPage)
        return page


def address(house: House, person: PersonId, action: str = "page.open", about: str | None = None) -> str:
    """The token of the address that a button gives."""
    (link,) = [block for block in card(house.presses(person, action, about)).blocks if isinstance(block, Link)]
    assert link.url.startswith(URL + PATH)
    return link.url.removeprefix(URL + PATH)


def opens(house: House, person: PersonId, action: str = "page.open", about: str | None = None) -> Browser:
    """A browser in which somebody has opened a page."""
    token = address(house, person, action, about)
    return Browser(house, house.run(lambda uow: begin(token, uow)))


@pytest.fixture
def paged(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """The house."""
    made = House(tmp_path / "paged.db", replace(policy, public_url=URL))
    yield made
    made.close()
