"""The playground's e-mail: everything sent can be looked at, and goes nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from adapters.email.messenger import Mail
from adapters.email.server import MailServer
from adapters.playground.people import example
from adapters.playground.people.cast import Cast
from adapters.playground.slack.driver import Driver
from adapters.playground.stand_in.clock import MovableClock
from adapters.playground.stand_in.mailbox import Mailbox
from adapters.playground.stories.story import NotAsTold, Story
from bot.chat.cards import Card, Text
from bot.people import Person, PersonId
from bot.policy import Policy

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
MORAG = Person(id=PersonId("morag"), email=example.address("morag"), name="Morag Sinclair")
CARD = Card(title="A private item is waiting for you · NO-0001", blocks=(Text("Please open it – by 15:00 today."),))


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    """A mailbox that runs."""
    async with Mailbox() as found:
        yield found


@pytest.fixture
def mail(mailbox: Mailbox) -> Mail:
    """Harbour's way to it."""
    return Mail(MailServer.of(mailbox.url), example.MAIL_FROM, now=lambda: NOW)


async def test_what_is_sent_can_be_looked_at(mailbox: Mailbox, mail: Mail) -> None:
    """To whom, when by the playground's clock, and every word."""
    await mail.send(MORAG, CARD)
    (email,) = mailbox.emails
    assert (email.to, email.at, email.subject) == (MORAG.email, NOW, "A private item is waiting for you (NO-0001)")
    assert email.text.split("\n\n")[0] == "Please open it – by 15:00 today."
    assert (mailbox.to(MORAG.email), mailbox.to(example.address("isla"))) == ([email], [])


async def test_a_word_is_found_wherever_it_stands(mailbox: Mailbox, mail: Mail) -> None:
    """Upper or lower case, also where it is encoded on the wire, and in the headers."""
    await mail.send(MORAG, CARD)
    found = [len(mailbox.holding(word)) for word in ("– BY", "no-0001", "auto-generated", "zebra")]
    assert found == [1, 1, 1, 0]


async def test_a_story_asks_what_came(mailbox: Mailbox, mail: Mail) -> None:
    """It tells of each e-mail once, and says what is missing."""
    clock, told = MovableClock(NOW), list[str]()

    async def sends() -> None:
        if not mailbox.emails:
            await mail.send(MORAG, CARD)

    driver = Driver(example.example_workspace(clock))
    story = Story(Cast([driver]), clock, Policy.load().calendar, sends, told.append, mailbox)
    with pytest.raises(NotAsTold, match="No e-mail came to"):
        story.mailed("morag")
    await story.settle()
    await story.settle()
    assert story.mailed("morag", "NO-0001", "by 15:00").at == NOW
    with pytest.raises(NotAsTold, match="does not say 'zebra'"):
        story.mailed("morag", "zebra")
    assert (len(story.emails("morag")), len(story.emails("isla"))) == (1, 0)
    assert [line.split("gets")[1] for line in told] == [" an e-mail: A private item is waiting for you (NO-0001)"]
    await driver.close()
