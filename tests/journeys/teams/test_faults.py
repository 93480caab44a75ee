"""The Bot Connector refusing, limiting, broken or silent: what Harbour writes of its own accord is never lost unseen."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from adapters.playground.teams import activities
from adapters.playground.teams.faults import EVERY_OPERATION, Fault, Operation
from bot.people import PersonId
from tests.journeys.acts import REPORT, acknowledges, closed, fill, reports
from tests.journeys.teams.overheard import overheard
from tests.journeys.town import Town


async def sends_report(town: Town, who: str = "isla") -> None:
    """A report, without letting the courier work."""
    person = town.person(who)
    await person.command("/ended-contact", "shouted at me")
    await fill(person, REPORT)
    await person.send()
    await closed(person)


async def chat(town: Town, who: str) -> str | None:
    """Where the chat with somebody is known to be."""
    person = (await town.known(who)).id
    return await town.store.arun(lambda uow: uow.chats.find(PersonId(person), "teams"))


def failures(town: Town) -> str:
    """What the metrics say of messages that were not taken."""
    lines = town.house.metrics_page().decode().splitlines()
    return "\n".join(line for line in lines if "fail" in line and not line.startswith("#"))


GONE = ["ConversationBlockedByUser", "BotNotInConversationRoster", "BotDisabledByAdmin", "MessageWritesBlocked"]


@pytest.mark.parametrize("code", GONE)
async def test_a_chat_that_is_closed_to_us_is_forgotten_and_its_matter_goes_another_way(town: Town, code: str) -> None:
    """403: nothing is tried there again, and the manager gets an e-mail without content."""
    await sends_report(town)
    morag = town.teams.tenant.chat_with(town.person("morag").id)
    town.teams.tenant.faults.on(Operation.SEND, Fault.refused(403, code))
    town.teams.tenant.faults.on(Operation.CREATE, Fault.refused(403, code))
    await town.settle()
    assert await chat(town, "morag") is None
    tries = town.teams.tries_in(morag)
    await town.later(minutes=30)
    assert town.teams.tries_in(morag) == tries
    assert [("shouted" in letter.text, "EC-0001" in letter.text) for letter in town.letters("morag")] == [(False, True)]
    assert failures(town)
