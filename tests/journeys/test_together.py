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
from tests.journeys.town import NOT_YOURS, Town
from tests.journeys.town import town as opened

SECRET = "zebrafinch"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town in which everybody has an account on both platforms; some chose Teams, the others Slack."""
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
async def test_a_report_crosses_to_the_manager_and_its_outcome_comes_back(town: Town, who: str, manager: str) -> None:
    """Acknowledged, talked over, decided and approved on the one platform; each reads it on their own."""
    assert {town.person(who).platform, town.person(manager).platform} == {"slack", "teams"}
    ref = await reports(town, who, f"{SECRET} shouted at me", whom="HA-20417")
    assert [len(town.messages(name, ref)) for name in (manager, who)] == [1, 0]
    await acknowledges(town, manager, ref)
    person = await opens(town, manager, ref)
    assert f"{SECRET} shouted at me" in person.modal().text
    await closed(person)
    await talks(town, manager, ref)
    await triages(town, manager, ref, ZERO)
    await none_follows(town, manager, ref)
    restriction = await suggests(town, who)
    await approves(town, manager, restriction, town.day(60))
    await tells(town, manager, restriction)
    assert [town.standing(each) for each in (ref, restriction)] == ["closed", "active"]
    reporter = town.person(who)
    await reporter.press("Open", near=restriction)
    assert restriction in reporter.modal().text
    await closed(reporter)
    assert town.leaks(SECRET, "HA-20417", "It protects the officers") == []


async def test_nothing_of_it_is_sent_to_the_other_platform(town: Town) -> None:
    """Each hears where they have said, and nowhere else; nobody hears twice."""
    ref = await reports(town, "isla")
    await acknowledges(town, "morag", ref)
    await talks(town, "morag", ref)
    elsewhere = {"isla": "teams", "morag": "slack"}
    assert [len(town.at(platform, name).news()) for name, platform in elsewhere.items()] == [0, 0]
    assert town.counts() == {"isla": 1, "morag": 1}


async def test_who_is_on_both_is_one_person(town: Town) -> None:
    """Known by one address; what is done on one platform is done on the other, and the message there says so."""
    ref = await reports(town, "isla")
    there = town.at("slack", "morag")
    home = await there.open_home()
    assert ref in home.text
    await there.press("Open", "home", near=ref)
    await there.press("Acknowledge")
    await closed(there)
    await town.settle()
    assert "A conversation is waiting" in town.messages("morag", ref)[0].text
    morag = await town.known("morag")
    assert morag.ids == {"slack": there.id, "teams": town.person("morag").id}
    isla = town.at("teams", "isla")
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


async def test_who_chooses_the_other_platform_hears_there(town: Town) -> None:
    """From the home, on either of them; what stands already stays where it is, and goes on being right."""
    first = await reports(town, "isla")
    slack, teams = town.at("slack", "morag"), town.at("teams", "morag")
    await chooses(slack, "In Slack", "in Slack from now on")
    second = await reports(town, "callum")
    assert [heard(person, ref) for ref in (first, second) for person in (slack, teams)] == [0, 1, 1, 0]
    await chooses(teams, "In Microsoft Teams", "in Microsoft Teams from now on")
    third = await reports(town, "callum")
    assert [heard(person, third) for person in (slack, teams)] == [0, 1]
    await slack.press("Open", near=second)
    await slack.press("Acknowledge")
    await closed(slack)
    await teams.press("Open", near=first)
    await teams.press("Acknowledge")
    await closed(teams)
    await town.settle()
    assert [town.standing(ref) for ref in (first, second)] == ["acknowledged"] * 2
    assert "A conversation is waiting" in slack.news()[-1].text
    assert "A conversation is waiting" in town.messages("morag", first)[-1].text


async def test_who_chooses_both_hears_on_both_and_decides_once(town: Town) -> None:
    """The message stands twice; answered on one platform, it is rewritten on both."""
    await town.prefers("both", "morag")
    ref = await suggests(town, "isla")
    slack, teams = town.at("slack", "morag"), town.at("teams", "morag")
    assert [heard(person, ref) for person in (slack, teams)] == [1, 1]
    stale = teams.news()[-1]
    await slack.press("Deny", near=ref)
    await fill(slack, DENIED)
    await slack.send()
    await closed(slack)
    await town.settle()
    assert town.standing(ref) == "not_approved"
    assert all("Approve" not in person.news()[-1].labels for person in (slack, teams))
    await teams.press("Approve", on=stale)
    assert "Nothing changed." in teams.modal().text


async def test_who_takes_the_app_away_in_teams_hears_in_slack(town: Town) -> None:
    """At once: where there is no chat any more, none is written to."""
    await town.teams.uninstalls(town.person("morag"))
    tried = town.teams.tries(Call.SEND)
    ref = await reports(town, "isla")
    assert town.teams.tries(Call.SEND) == tried
    slack = town.at("slack", "morag")
    assert [ref in m.text for m in slack.news()] == [True]
    assert town.messages("ailsa", ref) == []
    await slack.press("Open", near=ref)
    assert NOT_YOURS not in slack.modal().text


async def test_who_is_nowhere_any_more_is_passed_by(town: Town) -> None:
    """Gone from Slack, and the app taken away in Teams: whoever stands in has it at once."""
    town.slack.forgets(town.at("slack", "morag"))
    await town.teams.uninstalls(town.person("morag"))
    ref = await reports(town, "isla")
    assert len(town.messages("ailsa", ref)) == 1
    assert [email.subject for email in town.emails("morag")] == [ref]


async def test_what_asks_nothing_goes_by_email_to_whom_neither_reaches(town: Town) -> None:
    """In the words of the message, and no more."""
    isla = town.person("isla")
    await isla.command("/ended-contact", f"{SECRET} shouted at me")
    await fill(isla, REPORT)
    await isla.send()
    await closed(isla)
    await town.teams.uninstalls(town.at("teams", "isla"))
    town.slack.closes(isla)
    await town.settle()
    assert [email.subject for email in town.emails("isla")] == ["Support is there for you"]
    assert town.leaks(SECRET) == []


async def test_a_form_that_is_open_on_one_platform_is_told_what_was_done_on_the_other(town: Town) -> None:
    """Decided in Slack, sent in Teams: it says so, and changes nothing."""
    ref = await reports(town, "isla")
    await acknowledges(town, "morag", ref)
    await talks(town, "morag", ref)
    teams, slack = town.at("teams", "morag"), town.at("slack", "morag")
    await teams.press("Open", near=ref)
    await teams.press("Decide what follows")
    await fill(teams, ZERO)
    await slack.open_home()
    await slack.press("Open", "home", near=ref)
    await slack.press("Decide what follows")
    await fill(slack, ZERO)
    await slack.send()
    await closed(slack)
    await town.settle()
    before = town.state()
    await teams.send()
    assert "Nothing changed." in teams.modal().text
    assert town.state() == before
