"""Installing the app: the person's chat is kept, and they get one welcome."""

from __future__ import annotations

import asyncio

import pytest

from adapters.chat.errors import NotStaff
from adapters.house.service import Service
from adapters.teams.errors import TeamsError
from adapters.teams.inbound import Heard, read
from adapters.teams.welcome import Welcome
from bot.chat.events import InstalledEvent
from bot.chat.replies import ShowCard
from bot.people import PersonId
from bot.views.home.dialogs import welcome
from tests.adapters.teams.activities import installation, members
from tests.adapters.teams.core import FakeCore, FakeHouse, FakeTurn, buttons, texts
from tests.adapters.teams.people import ISLA


class FakeIdentity:
    """Knows Isla, or refuses her."""

    def __init__(self, store: FakeHouse) -> None:
        self.store = store
        self.refusal: Exception | None = None

    async def person(self, heard: Heard) -> PersonId:  # noqa: ARG002 - it is always her
        """Isla."""
        await asyncio.sleep(0)
        if self.refusal is not None:
            raise self.refusal
        return ISLA.id

    async def remember(self, heard: Heard, person: PersonId) -> None:
        """Keep the chat."""
        self.store.chats.keep(person, "teams", heard.conversation)


class Side:
    """Harbour's side of the welcome."""

    def __init__(self) -> None:
        self.core, self.store, self.turn = FakeCore(), FakeHouse(ISLA), FakeTurn()
        self.core.on(InstalledEvent, ShowCard(welcome()))
        self.identity = FakeIdentity(self.store)
        self.welcome = Welcome(Service(self.store, self.core), self.store, self.identity)


@pytest.fixture
def side() -> Side:
    """The side."""
    return Side()


async def test_a_welcome_says_what_harbour_is_for(side: Side) -> None:
    """999 first, two sentences, and buttons that open dialogs."""
    await side.welcome.greet(read(installation()), side.turn)
    (message,) = side.turn.replies
    assert "call 999 first" in texts(message)
    assert all(data["msteams"] == {"type": "task/fetch"} for data in buttons(message).values())
    assert "Open Harbour" in buttons(message)
    assert message["summary"] == "Welcome to Harbour"


async def test_both_ways_of_telling_lead_to_one_welcome(side: Side) -> None:
    """At the same time, and one after the other."""
    told = (read(installation()), read(members()))
    side.store.seconds = 0.01
    await asyncio.gather(*(side.welcome.greet(each, side.turn) for each in told))
    await side.welcome.greet(told[1], side.turn)
    assert len(side.turn.replies) == 1


async def test_who_is_not_staff_is_not_welcomed_and_can_come_back_as_staff(side: Side) -> None:
    """Nothing is kept of the first time."""
    side.identity.refusal = NotStaff()
    with pytest.raises(NotStaff):
        await side.welcome.greet(read(installation()), side.turn)
    assert (side.turn.replies, side.store.chats.kept) == ([], {})
    side.identity.refusal = None
    await side.welcome.greet(read(installation()), side.turn)
    assert len(side.turn.replies) == 1


async def test_the_chat_is_kept_also_where_the_welcome_cannot_be_said(side: Side) -> None:
    """The courier can write there; a welcome that is late is none."""
    side.turn.troubles.append(TeamsError("ServiceError", status=500))
    with pytest.raises(TeamsError):
        await side.welcome.greet(read(installation()), side.turn)
    assert len(side.store.chats.kept) == 1
