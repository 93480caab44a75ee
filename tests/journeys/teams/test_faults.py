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
from tests.journeys.town import Town

SECRET = "shouted at me"


async def kept(town: Town, who: str) -> Reference | None:
    """Known address of somebody's chat."""
    person = (await town.known(who)).id
    return Reference.unpacked(await town.store.arun(lambda uow: uow.chats.find(person, "teams")))


def counted(town: Town, outcome: str) -> int:
    """Number of messages with this outcome in Teams, from the metrics."""
    wanted = rf'harbour_deliveries_total\{{outcome="{outcome}",platform="teams"\}} (\d+)'
    found = re.search(wanted, town.house.metrics_page().decode())
    return int(found[1]) if found else 0


def tries(town: Town) -> int:
    """Number of attempts to send a message, accepted or not."""
    return sum(sent.by == Operation.SEND for sent in town.teams.tenant.sent)


def waiting(town: Town) -> list[tuple[object, ...]]:
    """Notices neither delivered nor dropped."""
    return [row for row in town.state()["notice"] if row[3] is None and row[4] is None]


CLOSED = ["ConversationBlockedByUser", "BotNotInConversationRoster", "MessageWritesBlocked"]


@pytest.mark.parametrize("code", CLOSED)
async def test_a_chat_that_is_closed_to_us_is_forgotten_and_the_matter_moves_on(town: Town, code: str) -> None:
    """403: known to the metrics, an e-mail without content, the deputy's at once; open again, it is found again."""
    morag = town.person("morag")
    town.teams.tenant.change_member(morag.id, closed=code)
    ref = await reports(town, "isla")
    assert await kept(town, "morag") is None
    assert (counted(town, "unreachable"), waiting(town)) == (2, [])  # what waits, and that it has moved
    assert town.counts() == {"isla": 1, "ailsa": 1}
    assert [email.subject for email in town.emails("morag")] == [ref]
    assert town.leaks(SECRET) == []
    town.teams.tenant.change_member(morag.id, closed="")
    await reports(town, "callum")
    assert len(town.messages("morag", "EC-0002")) == 1
    assert await kept(town, "morag") is not None


async def test_a_chat_that_is_not_found_is_opened_anew(town: Town) -> None:
    """404: nobody waits, and nobody hears twice."""
    await sends_report(town)
    town.teams.tenant.faults.on(Operation.SEND, Fault.not_found(), times=1)
    await town.settle()
    assert town.counts() == {"isla": 1, "morag": 1}
    assert [s.by for s in town.teams.tenant.sent if s.by == Operation.CREATE] == [Operation.CREATE]
    assert counted(town, "unreachable") == 0


async def test_a_chat_that_an_administrator_has_shut_is_theirs_once_others_are_reached(town: Town) -> None:
    """403 by an administrator may be everybody's: ten minutes, and only while others get their messages."""
    morag = town.person("morag")
    town.teams.tenant.change_member(morag.id, closed="BotDisabledByAdmin")
    await reports(town, "isla")
    await town.later(minutes=9)
    assert town.counts() == {"isla": 1}
    await reports(town, "callum")
    assert "why" not in await town.fit()
    await town.later(minutes=15)
    assert town.counts() == {"isla": 1, "callum": 1, "ailsa": 2}
    assert waiting(town) == []


async def test_a_chat_that_is_not_found_again_is_no_news_about_anybody(town: Town) -> None:
    """404 twice, for everybody: all waits, and arrives once chats are found again; the chats are still known."""
    await sends_report(town)
    town.teams.tenant.faults.on(Operation.SEND, Fault.not_found())
    await town.settle()
    await town.later(minutes=30)
    assert town.counts() == {}
    assert counted(town, "unreachable") == 0
    town.teams.tenant.faults.off()
    await town.later(minutes=15)
    assert town.counts() == {"isla": 1, "morag": 1}
    assert waiting(town) == []
    assert town.leaks(SECRET) == []


PASSING = [Fault.precondition(), Fault.bad_gateway(), Fault.unavailable(), Fault.refused(504, "ServiceError")]


@pytest.mark.parametrize("fault", PASSING, ids=["412", "html 502", "503", "504"])
async def test_what_passes_by_waiting_is_tried_again(town: Town, fault: Fault) -> None:
    """For a moment: at once. For longer: later, and once."""
    await sends_report(town)
    town.teams.tenant.faults.on(Operation.SEND, fault, times=2)
    await town.settle()
    assert town.counts() == {"isla": 1, "morag": 1}
    assert counted(town, "postponed") == 0
    await sends_report(town, "callum")
    town.teams.tenant.faults.on(Operation.SEND, fault)
    await town.settle()
    assert (town.counts(), counted(town, "postponed")) == ({"isla": 1, "morag": 1}, 2)
    town.teams.tenant.faults.off()
    await town.later(minutes=2)
    assert town.counts() == {"isla": 1, "morag": 2, "callum": 1}
    assert waiting(town) == []


async def test_too_many_is_heeded_and_made_up_for_once(town: Town) -> None:
    """429 with Retry-After: nothing at all is tried in that chat before the time, others are written to meanwhile."""
    await sends_report(town)
    town.teams.tenant.faults.on(Operation.SEND, Fault.throttled(4), times=1)
    await town.settle()
    begun = asyncio.get_running_loop().time()
    (heard,), so_far = town.counts(), tries(town)
    assert counted(town, "postponed") == 1
    await reports(town, "isla")  # which has something to say in both chats
    assert (tries(town), town.counts()) == (so_far + 1, {heard: 2})
    await asyncio.sleep(begun + 4.05 - asyncio.get_running_loop().time())
    await town.later(seconds=5)
    assert town.counts() == {"isla": 2, "morag": 2}
    assert waiting(town) == []


async def test_an_answer_that_was_lost_means_a_second_pointer_at_most(town: Town) -> None:
    """Taken, and no answer: nobody knows; what stands twice holds nothing."""
    await sends_report(town)
    town.teams.tenant.faults.on(Operation.SEND, Fault.lost(), times=2)
    await town.settle()
    await town.later(minutes=2)
    assert all(count <= 2 for count in town.counts().values())
    assert town.counts().keys() == {"isla", "morag"}
    assert town.leaks(SECRET) == []
    await acknowledges(town, "morag", "EC-0001")


NO_TOKEN = [Fault.bad_gateway(), Fault.lost()]


@pytest.mark.parametrize("fault", NO_TOKEN, ids=["html 502", "no answer"])
async def test_without_a_token_of_ours_nothing_is_lost(town: Town, fault: Fault) -> None:
    """The token endpoint is down after a restart: forms go on, messages wait; they come once it is back."""
    await town.close()
    await town.reopen()
    isla = town.person("isla")
    town.teams.tenant.faults.on(Operation.TOKEN, fault)
    await from_the_welcome(isla)
    await town.settle()
    assert (town.counts(), counted(town, "sent")) == ({}, 0)
    assert counted(town, "postponed") == 2
    assert len(waiting(town)) == 2
    town.teams.tenant.faults.off()
    await asyncio.sleep(2.05)
    await town.later(minutes=2)
    assert town.counts() == {"isla": 1, "morag": 1}


async def from_the_welcome(person: Person) -> None:
    """A report by the button of the first message, which asks nothing of the Bot Connector."""
    await person.press("Report an ended contact")
    await fill(person, {"What happened, in a sentence": SECRET, **REPORT})
    await person.send()
    assert person.modal().title == "Sent"
    await closed(person)


async def test_a_token_of_ours_that_is_taken_back_is_asked_for_anew(town: Town) -> None:
    """401 from the Bot Connector: nobody notices."""
    await reports(town, "isla")
    issued = town.teams.tenant.access.issued
    town.teams.tenant.access.revoke_all()
    await reports(town, "callum")
    assert town.teams.tenant.access.issued == issued + 1
    assert town.counts() == {"isla": 1, "callum": 1, "morag": 2}


async def test_the_address_of_the_connector_may_change_between_two_acts(town: Town) -> None:
    """The newest is written down with the next act, and everything that follows goes there."""
    await reports(town, "isla")
    old = await kept(town, "isla")
    tenant = town.teams.tenant
    tenant.service_url = tenant.service_url.replace("127.0.0.1", "localhost")
    await reports(town, "isla")
    new, unheard = await kept(town, "isla"), await kept(town, "morag")
    assert old is not None
    assert new is not None
    assert unheard is not None
    assert (new.service, unheard.service) == (tenant.service_url, old.service)
    await acknowledges(town, "morag", "EC-0002")
    assert town.counts()["morag"] == 2


async def test_who_takes_the_app_away_is_reached_another_way_until_they_have_it_again(town: Town) -> None:
    """Uninstalled: the chat is forgotten, an e-mail goes out. Installed again: welcomed once, and heard as before."""
    isla = town.person("isla")
    await town.teams.uninstalls(isla)
    assert await kept(town, "isla") is None
    assert await kept(town, "callum") is not None
    tenant = town.teams.tenant
    tenant.install(isla.id)
    member = tenant.members[isla.id]
    for activity in (activities.installed(tenant, member), activities.conversation_begun(tenant, member)):
        assert (await town.teams.people.link.deliver(activity)).status == 200
    assert [message.title for message in isla.messages()].count("Welcome to Harbour") == 2
    assert await kept(town, "isla") is not None
    await reports(town, "isla")
    assert len(town.messages("isla", "Support")) == 1
