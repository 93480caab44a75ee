"""The Bot Connector refusing, limiting, broken or silent: Harbour's unprompted messages are never lost unseen."""

from __future__ import annotations

import asyncio
import re

import pytest

from adapters.playground.people.person import Person
from adapters.playground.teams import activities
from adapters.playground.teams.faults import Fault, Operation
from adapters.teams.reference import Reference
from tests.journeys.acts import REPORT, acknowledges, closed, fill, reports
from tests.journeys.test_faults import sends_report
from tests.journeys.world import World

SECRET = "shouted at me"


async def kept(world: World, who: str) -> Reference | None:
    """Known address of somebody's chat."""
    person = (await world.known(who)).id
    return Reference.unpacked(await world.store.arun(lambda uow: uow.chats.find(person, "teams")))


def counted(world: World, outcome: str) -> int:
    """Number of messages with this outcome in Teams, from the metrics."""
    wanted = rf'harbour_deliveries_total\{{outcome="{outcome}",platform="teams"\}} (\d+)'
    found = re.search(wanted, world.house.metrics_page().decode())
    return int(found[1]) if found else 0


def tries(world: World) -> int:
    """Number of attempts to send a message, accepted or not."""
    return sum(sent.by == Operation.SEND for sent in world.teams.tenant.sent)


def waiting(world: World) -> list[tuple[object, ...]]:
    """Notices neither delivered nor dropped."""
    return [row for row in world.state()["notice"] if row[3] is None and row[4] is None]


CLOSED = ["ConversationBlockedByUser", "BotNotInConversationRoster", "MessageWritesBlocked"]


@pytest.mark.parametrize("code", CLOSED)
async def test_a_chat_that_is_closed_to_us_is_forgotten_and_the_matter_moves_on(world: World, code: str) -> None:
    """403: known to the metrics, an e-mail without content, the deputy's at once; open again, it is found again."""
    morag = world.person("morag")
    world.teams.tenant.change_member(morag.id, closed=code)
    ref = await reports(world, "isla")
    assert await kept(world, "morag") is None
    assert (counted(world, "unreachable"), waiting(world)) == (2, [])  # what waits, and that it has moved
    assert world.counts() == {"isla": 1, "ailsa": 1}
    assert [email.subject for email in world.emails("morag")] == [ref]
    assert world.leaks(SECRET) == []
    world.teams.tenant.change_member(morag.id, closed="")
    await reports(world, "callum")
    assert len(world.messages("morag", "EC-0002")) == 1
    assert await kept(world, "morag") is not None


async def test_a_chat_that_is_not_found_is_opened_anew(world: World) -> None:
    """404: nobody waits, and nobody hears twice."""
    await sends_report(world)
    world.teams.tenant.faults.on(Operation.SEND, Fault.not_found(), times=1)
    await world.settle()
    assert world.counts() == {"isla": 1, "morag": 1}
    assert [s.by for s in world.teams.tenant.sent if s.by == Operation.CREATE] == [Operation.CREATE]
    assert counted(world, "unreachable") == 0


async def test_a_chat_that_an_administrator_has_shut_is_theirs_once_others_are_reached(world: World) -> None:
    """403 by an administrator may be everybody's: ten minutes, and only while others get their messages."""
    morag = world.person("morag")
    world.teams.tenant.change_member(morag.id, closed="BotDisabledByAdmin")
    await reports(world, "isla")
    await world.later(minutes=9)
    assert world.counts() == {"isla": 1}
    await reports(world, "callum")
    assert "why" not in await world.fit()
    await world.later(minutes=15)
    assert world.counts() == {"isla": 1, "callum": 1, "ailsa": 2}
    assert waiting(world) == []


async def test_a_chat_that_is_not_found_again_is_no_news_about_anybody(world: World) -> None:
    """404 twice, for everybody: all waits, and arrives once chats are found again; the chats are still known."""
    await sends_report(world)
    world.teams.tenant.faults.on(Operation.SEND, Fault.not_found())
    await world.settle()
    await world.later(minutes=30)
    assert world.counts() == {}
    assert counted(world, "unreachable") == 0
    world.teams.tenant.faults.off()
    await world.later(minutes=15)
    assert world.counts() == {"isla": 1, "morag": 1}
    assert waiting(world) == []
    assert world.leaks(SECRET) == []


PASSING = [Fault.precondition(), Fault.bad_gateway(), Fault.unavailable(), Fault.refused(504, "ServiceError")]


@pytest.mark.parametrize("fault", PASSING, ids=["412", "html 502", "503", "504"])
async def test_what_passes_by_waiting_is_tried_again(world: World, fault: Fault) -> None:
    """For a moment: at once. For longer: later, and once."""
    await sends_report(world)
    world.teams.tenant.faults.on(Operation.SEND, fault, times=2)
    await world.settle()
    assert world.counts() == {"isla": 1, "morag": 1}
    assert counted(world, "postponed") == 0
    await sends_report(world, "callum")
    world.teams.tenant.faults.on(Operation.SEND, fault)
    await world.settle()
    assert (world.counts(), counted(world, "postponed")) == ({"isla": 1, "morag": 1}, 2)
    world.teams.tenant.faults.off()
    await world.later(minutes=2)
    assert world.counts() == {"isla": 1, "morag": 2, "callum": 1}
    assert waiting(world) == []


async def test_too_many_is_heeded_and_made_up_for_once(world: World) -> None:
    """429 with Retry-After: nothing at all is tried in that chat before the time, others are written to meanwhile."""
    await sends_report(world)
    world.teams.tenant.faults.on(Operation.SEND, Fault.throttled(4), times=1)
    await world.settle()
    begun = asyncio.get_running_loop().time()
    (heard,), so_far = world.counts(), tries(world)
    assert counted(world, "postponed") == 1
    await reports(world, "isla")  # which has something to say in both chats
    assert (tries(world), world.counts()) == (so_far + 1, {heard: 2})
    await asyncio.sleep(begun + 4.05 - asyncio.get_running_loop().time())
    await world.later(seconds=5)
    assert world.counts() == {"isla": 2, "morag": 2}
    assert waiting(world) == []


async def test_an_answer_that_was_lost_means_a_second_pointer_at_most(world: World) -> None:
    """Taken, and no answer: nobody knows; what stands twice holds nothing."""
    await sends_report(world)
    world.teams.tenant.faults.on(Operation.SEND, Fault.lost(), times=2)
    await world.settle()
    await world.later(minutes=2)
    assert all(count <= 2 for count in world.counts().values())
    assert world.counts().keys() == {"isla", "morag"}
    assert world.leaks(SECRET) == []
    await acknowledges(world, "morag", "EC-0001")


NO_TOKEN = [Fault.bad_gateway(), Fault.lost()]


@pytest.mark.parametrize("fault", NO_TOKEN, ids=["html 502", "no answer"])
async def test_without_a_token_of_ours_nothing_is_lost(world: World, fault: Fault) -> None:
    """The token endpoint is down after a restart: forms go on, messages wait; they come once it is back."""
    await world.close()
    await world.reopen()
    isla = world.person("isla")
    world.teams.tenant.faults.on(Operation.TOKEN, fault)
    await from_the_welcome(isla)
    await world.settle()
    assert (world.counts(), counted(world, "sent")) == ({}, 0)
    assert counted(world, "postponed") == 2
    assert len(waiting(world)) == 2
    world.teams.tenant.faults.off()
    await asyncio.sleep(2.05)
    await world.later(minutes=2)
    assert world.counts() == {"isla": 1, "morag": 1}


async def from_the_welcome(person: Person) -> None:
    """A report by the button of the first message, which asks nothing of the Bot Connector."""
    await person.press("Report an ended contact")
    await fill(person, {"What happened, in a sentence": SECRET, **REPORT})
    await person.send()
    assert person.modal().title == "Sent"
    await closed(person)


async def test_a_token_of_ours_that_is_taken_back_is_asked_for_anew(world: World) -> None:
    """401 from the Bot Connector: nobody notices."""
    await reports(world, "isla")
    issued = world.teams.tenant.access.issued
    world.teams.tenant.access.revoke_all()
    await reports(world, "callum")
    assert world.teams.tenant.access.issued == issued + 1
    assert world.counts() == {"isla": 1, "callum": 1, "morag": 2}


async def test_the_address_of_the_connector_may_change_between_two_acts(world: World) -> None:
    """The newest is written down with the next act, and everything that follows goes there."""
    await reports(world, "isla")
    old = await kept(world, "isla")
    tenant = world.teams.tenant
    tenant.service_url = tenant.service_url.replace("127.0.0.1", "localhost")
    await reports(world, "isla")
    new, unheard = await kept(world, "isla"), await kept(world, "morag")
    assert old is not None
    assert new is not None
    assert unheard is not None
    assert (new.service, unheard.service) == (tenant.service_url, old.service)
    await acknowledges(world, "morag", "EC-0002")
    assert world.counts()["morag"] == 2


async def test_who_takes_the_app_away_is_reached_another_way_until_they_have_it_again(world: World) -> None:
    """Uninstalled: the chat is forgotten, an e-mail goes out. Installed again: welcomed once, and heard as before."""
    isla = world.person("isla")
    await world.teams.uninstalls(isla)
    assert await kept(world, "isla") is None
    assert await kept(world, "callum") is not None
    tenant = world.teams.tenant
    tenant.install(isla.id)
    member = tenant.members[isla.id]
    for activity in (activities.installed(tenant, member), activities.conversation_begun(tenant, member)):
        assert (await world.teams.people.link.deliver(activity)).status == 200
    assert [message.title for message in isla.messages()].count("Welcome to Harbour") == 2
    assert await kept(world, "isla") is not None
    await reports(world, "isla")
    assert len(world.messages("isla", "Support")) == 1
