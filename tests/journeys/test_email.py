"""E-mail: beside the chat, or for people whom the chat does not reach, and never with a word of a matter."""

from __future__ import annotations

import pytest

from adapters.playground.people import example
from bot.flows.mailing import email_too
from bot.ports import UnitOfWork
from bot.records.ended_contact.record import EndedContact
from bot.records.rights import Part
from bot.views.mail import SIGNED, where
from tests.journeys.acts import reports
from tests.journeys.test_faults import sends_report
from tests.journeys.world import World

ASKS = "It needs a conversation, not a decision. Please open it by 14:00 today."


async def copied(world: World, who: str) -> None:
    """Send the handler of this person's newest report a copy by e-mail."""
    email = example.address(who)

    def copy(uow: UnitOfWork) -> None:
        person = uow.people.by_email(email)
        assert person is not None
        (found,) = uow.records.with_part(person.id, Part.REPORTER, kind="ended_contact")
        email_too(uow.records.get(found.id, EndedContact), uow)

    await world.store.arun(copy)
    await world.settle()


def place(world: World) -> str:
    """Sentence of an e-mail that names the chat."""
    return where([side.connection().platform.called for side in world.surroundings.sides.values()])


@pytest.mark.requirement("R-1.14.3-1")
async def test_an_email_comes_besides_the_message_and_says_nothing(world: World) -> None:
    """One to the manager's address, one message in their chat; the button of the message works as before."""
    ref = await reports(world, "isla")
    await copied(world, "isla")
    (email,) = world.emails("morag")
    assert (email.subject, email.text.split("\n\n")) == (
        f"A private report is waiting for you ({ref})",
        [ASKS, place(world), SIGNED],
    )
    assert (len(world.messages("morag", ref)), len(world.surroundings.mailbox.emails)) == (1, 1)
    assert world.leaks("shouted at me", "Isla Fraser") == []
    morag = world.person("morag")
    await morag.press("Open", near=ref)
    assert "shouted at me" in morag.modal().text


@pytest.mark.requirement("R-1.12.1-6")
async def test_a_closed_account_moves_the_matter_and_the_email_says_only_that(world: World) -> None:
    """Nobody can act on an e-mail: the deputy has the matter, in the chat, at once."""
    world.side("morag").closes(world.person("morag"))
    ref = await reports(world, "isla")
    assert len(world.messages("ailsa", ref)) == 1
    assert [email.subject for email in world.emails("morag")] == [ref]
    assert "moved to a colleague" in world.emails("morag")[0].text


async def test_what_asks_nothing_of_a_manager_goes_by_email_where_the_chat_does_not_reach(world: World) -> None:
    """In the words of the message, and no more."""
    await sends_report(world)
    world.side("isla").closes(world.person("isla"))
    await world.settle()
    (email,) = world.emails("isla")
    assert email.subject == "Support is there for you"
    assert email.text.split("\n\n")[1:] == [place(world), SIGNED]
    assert world.leaks("shouted at me") == []
