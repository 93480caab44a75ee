"""Slack and Teams in one service: a reporter on one and a manager on the other; one person who is on both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.playground.people.example import IN_TEAMS
from adapters.playground.people.person import Person
from tests.journeys.acts import (
    DENIED,
    REPORT,
    ZERO,
    acknowledges,
    approves,
    closed,
    fill,
    none_follows,
    opens,
    reports,
    suggests,
    talks,
    tells,
    triages,
)
from tests.journeys.sides import Call
from tests.journeys.world import NOT_YOURS, World
from tests.journeys.world import world as opened

SECRET = "zebrafinch"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world in which everybody has an account on both platforms; some chose Teams, the others Slack."""
    met_on = dict.fromkeys(IN_TEAMS, "teams")
    async with opened(tmp_path, platforms=("slack", "teams"), met_on=met_on) as found:
        for person in found.cast.everybody():
            if person.email.endswith("@hfl.example"):
                await found.prefers(person.platform, person.handle)
        yield found


def heard(person: Person, ref: str) -> int:
    """Number of messages about this on their platform."""
    return sum(ref in message.text for message in person.news())


@pytest.mark.parametrize(("who", "manager"), [("isla", "morag"), ("rory", "ailsa")], ids=["slack to teams", "reverse"])
async def test_a_report_crosses_to_the_manager_and_its_outcome_comes_back(world: World, who: str, manager: str) -> None:
    """Acknowledged, talked over, decided and approved on the one platform; each reads it on their own."""
    assert {world.person(who).platform, world.person(manager).platform} == {"slack", "teams"}
    ref = await reports(world, who, f"{SECRET} shouted at me", whom="HA-20417")
    assert [len(world.messages(name, ref)) for name in (manager, who)] == [1, 0]
    await acknowledges(world, manager, ref)
    person = await opens(world, manager, ref)
    assert f"{SECRET} shouted at me" in person.modal().text
    await closed(person)
    await talks(world, manager, ref)
    await triages(world, manager, ref, ZERO)
    await none_follows(world, manager, ref)
    restriction = await suggests(world, who)
    await approves(world, manager, restriction, world.day(60))
    await tells(world, manager, restriction)
    assert [world.standing(each) for each in (ref, restriction)] == ["closed", "active"]
    reporter = world.person(who)
    await reporter.press("Open", near=restriction)
    assert restriction in reporter.modal().text
    await closed(reporter)
    assert world.leaks(SECRET, "HA-20417", "It protects the officers") == []


async def test_nothing_of_it_is_sent_to_the_other_platform(world: World) -> None:
    """Each hears where they have said, and nowhere else; nobody hears twice."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    elsewhere = {"isla": "teams", "morag": "slack"}
    assert [len(world.at(platform, name).news()) for name, platform in elsewhere.items()] == [0, 0]
    assert world.counts() == {"isla": 1, "morag": 1}


async def test_who_is_on_both_is_one_person(world: World) -> None:
    """Known by one address; what is done on one platform is done on the other, and the message there says so."""
    ref = await reports(world, "isla")
    there = world.at("slack", "morag")
    home = await there.open_home()
    assert ref in home.text
    await there.press("Open", "home", near=ref)
    await there.press("Acknowledge")
    await closed(there)
    await world.settle()
    assert "A conversation is waiting" in world.messages("morag", ref)[0].text
    morag = await world.known("morag")
    assert morag.ids == {"slack": there.id, "teams": world.person("morag").id}
    isla = world.at("teams", "isla")
    assert ref in (await isla.open_home()).text


async def chooses(person: Person, where: str, says: str) -> None:
    """Somebody says in their home where Harbour is to write to them."""
    await person.open_home()
    await person.press("More…", "home")
    await person.press("Where Harbour writes to me")
    await fill(person, {"Where shall Harbour write to you?": where})
    await person.send()
    assert says in person.modal().text
    await closed(person)


async def test_who_chooses_the_other_platform_hears_there(world: World) -> None:
    """From the home, on either of them; what stands already stays where it is, and goes on being right."""
    first = await reports(world, "isla")
    slack, teams = world.at("slack", "morag"), world.at("teams", "morag")
    await chooses(slack, "In Slack", "in Slack from now on")
    second = await reports(world, "callum")
    assert [heard(person, ref) for ref in (first, second) for person in (slack, teams)] == [0, 1, 1, 0]
    await chooses(teams, "In Microsoft Teams", "in Microsoft Teams from now on")
    third = await reports(world, "callum")
    assert [heard(person, third) for person in (slack, teams)] == [0, 1]
    await slack.press("Open", near=second)
    await slack.press("Acknowledge")
    await closed(slack)
    await teams.press("Open", near=first)
    await teams.press("Acknowledge")
    await closed(teams)
    await world.settle()
    assert [world.standing(ref) for ref in (first, second)] == ["acknowledged"] * 2
    assert "A conversation is waiting" in slack.news()[-1].text
    assert "A conversation is waiting" in world.messages("morag", first)[-1].text


async def test_who_chooses_both_hears_on_both_and_decides_once(world: World) -> None:
    """The message stands twice; answered on one platform, it is rewritten on both."""
    await world.prefers("both", "morag")
    ref = await suggests(world, "isla")
    slack, teams = world.at("slack", "morag"), world.at("teams", "morag")
    assert [heard(person, ref) for person in (slack, teams)] == [1, 1]
    stale = teams.news()[-1]
    await slack.press("Deny", near=ref)
    await fill(slack, DENIED)
    await slack.send()
    await closed(slack)
    await world.settle()
    assert world.standing(ref) == "not_approved"
    assert all("Approve" not in person.news()[-1].labels for person in (slack, teams))
    await teams.press("Approve", on=stale)
    assert "Nothing changed." in teams.modal().text


async def test_who_takes_the_app_away_in_teams_hears_in_slack(world: World) -> None:
    """At once: where there is no chat any more, none is written to."""
    await world.teams.uninstalls(world.person("morag"))
    tried = world.teams.tries(Call.SEND)
    ref = await reports(world, "isla")
    assert world.teams.tries(Call.SEND) == tried
    slack = world.at("slack", "morag")
    assert [ref in m.text for m in slack.news()] == [True]
    assert world.messages("ailsa", ref) == []
    await slack.press("Open", near=ref)
    assert NOT_YOURS not in slack.modal().text


async def test_who_is_nowhere_any_more_is_passed_by(world: World) -> None:
    """Gone from Slack, and the app taken away in Teams: whoever stands in has it at once."""
    world.slack.forgets(world.at("slack", "morag"))
    await world.teams.uninstalls(world.person("morag"))
    ref = await reports(world, "isla")
    assert len(world.messages("ailsa", ref)) == 1
    assert [email.subject for email in world.emails("morag")] == [ref]


async def test_what_asks_nothing_goes_by_email_to_whom_neither_reaches(world: World) -> None:
    """In the words of the message, and no more."""
    isla = world.person("isla")
    await isla.command("/ended-contact", f"{SECRET} shouted at me")
    await fill(isla, REPORT)
    await isla.send()
    await closed(isla)
    await world.teams.uninstalls(world.at("teams", "isla"))
    world.slack.closes(isla)
    await world.settle()
    assert [email.subject for email in world.emails("isla")] == ["Support is there for you"]
    assert world.leaks(SECRET) == []


async def test_a_form_that_is_open_on_one_platform_is_told_what_was_done_on_the_other(world: World) -> None:
    """Decided in Slack, sent in Teams: it says so, and changes nothing."""
    ref = await reports(world, "isla")
    await acknowledges(world, "morag", ref)
    await talks(world, "morag", ref)
    teams, slack = world.at("teams", "morag"), world.at("slack", "morag")
    await teams.press("Open", near=ref)
    await teams.press("Decide what follows")
    await fill(teams, ZERO)
    await slack.open_home()
    await slack.press("Open", "home", near=ref)
    await slack.press("Decide what follows")
    await fill(slack, ZERO)
    await slack.send()
    await closed(slack)
    await world.settle()
    before = world.state()
    await teams.send()
    assert "Nothing changed." in teams.modal().text
    assert world.state() == before
