"""Something abusive in writing or online, over HTTP: decided by a manager, answered by nobody, with a step to restore
the relationship and advice without names (policy 1.7, 1.9.2, 1.9.3)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.playground.people.person import Given, Person
from tests.journeys.acts import closed, fill, opens, reports
from tests.journeys.world import NOT_YOURS, World, shown

#: The reporter, uninvolved colleagues, the deputy while she is not acting, another manager, the management team, the
#: chief executive, who keeps the records, who looks after the systems.
OTHERS = ("isla", "rory", "callum", "ailsa", "catriona", "hamish", "eilidh", "fiona", "angus", "tam")
WRITTEN: Mapping[str, Given] = {"How were you in contact?": "Email", "What was it?": ("Abusive language",)}
POSTED: Mapping[str, Given] = {**WRITTEN, "How were you in contact?": "Our social media"}
DO_NOT_REPLY = "Please do not reply to it directly."


def follows(*what: str) -> dict[str, Given]:
    """Answers with these follow-ups."""
    return {
        "Which kind of engagement is it?": ("Abuse",),
        "Is it a zero tolerance incident?": "Yes",
        "What is being done": "A letter says what we need from now on",
        "What follows?": what,
    }


async def triaged(world: World, answers: Mapping[str, Given], *what: str, note: str = "canary001bird") -> str:
    """A report of Isla's with Morag's decision on the follow-ups; its reference."""
    ref = await reports(world, "isla", note, answers, whom="HA-20417")
    morag = await opens(world, "morag", ref)
    await morag.press("Acknowledge")
    await morag.press("Decide what follows")
    await fill(morag, follows(*what))
    await morag.send()
    await closed(morag)
    await world.settle()
    return ref


async def from_home(world: World, who: str, ref: str) -> Person:
    """Open a matter from the home."""
    person = world.person(who)
    await person.open_home()
    await person.press("Open", "home", near=ref)
    return person


@pytest.mark.requirement("R-1.9.2-1", "R-1.9.2-2", "R-1.9.2-3", "R-1.9.2-6")
async def test_an_abusive_e_mail_from_the_report_to_the_end(world: World) -> None:
    """A manager decides, the sender hears from an account that is nobody's own, and nothing of it leaks."""
    ref = await triaged(world, WRITTEN, "A decision about correspondence")
    assert world.standing("CD-0001") == "opened"
    morag = await from_home(world, "morag", "CD-0001")
    assert DO_NOT_REPLY in morag.modal().text
    assert "canary001bird" in morag.modal().text
    await morag.press("It is not acceptable")
    await fill(morag, {"The reasons": "canary002bird"})
    await morag.send()
    await morag.press("The sender has been informed")
    await fill(morag, {"How did the sender hear?": "A manager informed them", "Which manager?": ("Isla Fraser",)})
    await fill(morag, {"From which account or address?": "canary003bird"})
    await morag.send()
    assert world.standing("CD-0001") == "decided"
    await fill(morag, {"How did the sender hear?": "It came from a shared account that is nobody's own"})
    await morag.send()
    assert "From which account" in morag.modal().text
    await closed(morag)
    await world.settle()
    assert world.standing("CD-0001") == "closed"
    isla = world.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    assert DO_NOT_REPLY in isla.modal().text
    assert "The sender has been told that such correspondence is not acceptable." in isla.modal().text
    assert "canary002bird" not in isla.modal().text
    assert world.leaks("canary001bird", "canary002bird", "canary003bird", "HA-20417") == []
    assert world.counts() == {"morag": 1, "isla": 4}


@pytest.mark.requirement("R-1.9.2-6")
async def test_to_everybody_else_it_is_not_there(world: World) -> None:
    """Every button of the three, whatever the role: as for something that does not exist."""
    ref = await triaged(
        world, POSTED, "A decision about correspondence", "Action online", "Steps to restore the relationship"
    )
    (message,) = world.messages("morag", ref)
    button = next(b for b in message.buttons if b.label == "Open")
    kinds = ("ended_contact", "correspondence", "online_action", "restorative")
    rows = await world.store.arun(lambda uow: uow.records.register(kinds))
    ids = {row.kind: str(row.id) for row in rows}
    report = ids["ended_contact"]
    assert report in button.value
    acts = {
        "ended_contact": ("correspondence.begin", "online_action.begin", "form:restorative.note", "form:advice.ask"),
        "correspondence": (
            "correspondence.open",
            "form:correspondence.decide",
            "form:correspondence.inform",
            "pass_on",
        ),
        "online_action": ("online_action.open", "form:online_action.decide", "form:online_action.answered", "pass_on"),
        "restorative": ("restorative.open", "form:restorative.note", "form:restorative.result", "pass_on"),
    }
    before, heard, looks = world.state(), world.counts(), world.looks()
    for other in OTHERS:
        person = world.person(other)
        for kind, names in acts.items():
            value = button.value.replace(report, ids[kind])
            for act in names:
                answers = []
                for sent in (value, value.replace(ids[kind], "ffffffffffff" + ids[kind][12:])):
                    await world.forge(other, button, act=act, value=sent)
                    answers.append(shown(person.modal()))
                    await closed(person)
                assert answers[0] == answers[1], (other, act)
                assert NOT_YOURS in str(answers[0]["text"]), (other, act)
    assert (world.state(), world.counts(), world.looks()) == (before, heard, looks)


@pytest.mark.requirement("R-1.9.2-6", "R-1.9.2-2")
async def test_the_managers_own_form_is_sent_by_nobody_else(world: World) -> None:
    """Nor by who received it: the very form that the manager has open."""
    await triaged(world, WRITTEN, "A decision about correspondence")
    morag = await from_home(world, "morag", "CD-0001")
    await morag.press("It is acceptable")
    await fill(morag, {"The reasons": "x"})
    pending = morag.pending()
    before = world.state()
    for other in OTHERS:
        assert await world.is_refused(other, pending), other
    assert world.state() == before


@pytest.mark.requirement("R-1.9.2-1")
async def test_a_decision_that_waits_is_in_the_digest_and_then_on_the_list(world: World) -> None:
    """Content-free; after five working days the management team has it on its list."""
    await triaged(world, WRITTEN, "A decision about correspondence")
    await world.until(1, "12:00")
    (message,) = world.messages("morag", "CD-0001")
    assert "A private decision is waiting · CD-0001" in message.text
    assert not any(word in message.text.casefold() for word in ("correspond", "mail", "abus", "isla"))
    await world.until(6, "12:00")
    assert world.messages("hamish", "CD-0001")
    home = await world.person("hamish").open_home()
    assert "canary001bird" not in home.text


@pytest.mark.requirement("R-1.9.3-1", "R-1.9.3-3")
async def test_a_post_is_reported_by_a_colleague_who_says_what_came_of_it(world: World) -> None:
    """Rory asked the platform; he answers that, and reads nothing else."""
    await triaged(world, POSTED, "Action online")
    morag = await from_home(world, "morag", "OA-0001")
    await morag.press("Decide what is done")
    await fill(morag, {"What is done?": ("Report it to the platform",)})
    asked: Mapping[str, Given] = {
        "Why is it reported to the platform?": "canary002bird",
        "Which platform is asked to take it down?": "Facebook",
        "Who asks them?": ("Rory Mackay",),
    }
    await fill(morag, asked)
    await morag.send()
    await closed(morag)
    await world.settle()
    await world.until(5, "12:00")
    rory = world.person("rory")
    await rory.press("Note what came of it", near="OA-0001")
    assert "canary" not in rory.modal().text
    await fill(rory, {"What came of it?": "They will not remove it"})
    await rory.send()
    await closed(rory)
    await world.settle()
    assert world.standing("OA-0001") == "closed"
    assert world.leaks("canary001bird", "canary002bird", "Facebook") == []


@pytest.mark.requirement("R-1.7-1", "R-1.14.1-1")
async def test_a_step_is_noted_and_shown_where_a_restriction_is_weighed(world: World) -> None:
    """The one who proposes reads the earlier step in words."""
    ref = await triaged(world, WRITTEN, "Steps to restore the relationship", "A restriction")
    morag = await from_home(world, "morag", "RA-0001")
    await morag.press("Note the step")
    await fill(morag, {"What kind of step?": "A break", "What is done": "canary002bird"})
    await morag.send()
    await closed(morag)
    await world.settle()
    assert world.standing("RA-0001") == "noted"
    morag = await opens(world, "morag", ref)
    await morag.press("Propose a restriction")
    await fill(morag, {"What should change?": ("Contact with a named person only",)})
    assert "A break: canary002bird" in morag.modal().text
    await closed(morag)
    assert world.leaks("canary002bird") == []


@pytest.mark.requirement("R-1.7-3")
async def test_advice_is_asked_for_without_names_and_nothing_is_sent(world: World) -> None:
    """The fact is kept, and the question if somebody wrote it down."""
    ref = await reports(world, "isla", "Tam, HA-20417, shouted at Isla Fraser canary001bird", WRITTEN, whom="HA-20417")
    morag = await opens(world, "morag", ref)
    await morag.press("Acknowledge")
    await morag.press("Ask for advice without names")
    asked = {"From which kind of professional do you seek advice?": "Mental health", "What you asked": "canary002bird"}
    await fill(morag, asked)
    heard = world.counts()
    await morag.send()
    assert "Nothing was sent" in morag.modal().text
    await closed(morag)
    await world.settle()
    assert (world.standing("RA-0001"), world.counts()) == ("noted", heard)
    assert world.leaks("canary001bird", "canary002bird") == []
