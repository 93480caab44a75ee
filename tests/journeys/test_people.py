"""Who acts and who is picked: members of staff, and a clear sentence for everybody else."""

from __future__ import annotations

import asyncio

import pytest

from adapters.playground import example
from adapters.playground.person import Person
from adapters.playground.slack import payloads
from adapters.playground.slack.faults import Fault
from adapters.playground.slack.inputs import answer_key
from adapters.playground.slack.users import User
from tests.journeys.acts import REPORT, acknowledges, closed, fill, reports
from tests.journeys.town import Town

NOT_STAFF = "Harbour is for the people who work here, signed in with their own account. Nothing was sent."
NOT_A_COLLEAGUE = "Please choose somebody who works here and uses their own account."


@pytest.mark.parametrize("name", ["greta", "owen"])
async def test_a_guest_and_somebody_of_another_organisation_are_refused_politely(town: Town, name: str) -> None:
    """A command, the home tab and a typed word: a sentence each, and nothing is kept."""
    before, person = town.state(), town.person(name)
    await person.command("/ended-contact", "shouted at me")
    assert NOT_STAFF in person.newest().text
    assert not person.has_modal
    home = await person.open_home()
    assert NOT_STAFF in home.text
    await person.say("help")
    assert NOT_STAFF in person.newest().text
    assert town.state() == before
    assert town.leaks("shouted at me") == []


async def test_a_bot_is_refused(town: Town) -> None:
    """Also where its request is signed."""
    before, bot = town.state(), town.workspace.find_user("rota")
    form = payloads.command(town.workspace, bot, "/ended-contact", "shouted", town.workspace.chat_with(bot.id))
    answer = await town.driver.post_command(form)
    assert answer.status == 200
    assert NOT_STAFF in answer.json()["text"] + str(answer.json()["blocks"])
    assert town.state() == before


async def test_a_closed_account_is_refused(town: Town) -> None:
    """A request that was on its way when the account was closed."""
    isla = town.workspace.find_user("isla")
    form = payloads.command(town.workspace, isla, "/ended-contact", "shouted", town.workspace.chat_with(isla.id))
    town.workspace.deactivate(isla.id)
    before = town.state()
    answer = await town.driver.post_command(form)
    assert (answer.status, NOT_STAFF in str(answer.json())) == (200, True)
    assert town.state() == before


async def test_somebody_who_is_nobody_is_refused(town: Town) -> None:
    """An id that Slack does not know, and another team's."""
    before = town.state()
    isla = town.workspace.find_user("isla")
    form = payloads.command(town.workspace, isla, "/harbour", "", town.workspace.chat_with(isla.id))
    for changes in ({"user_id": "U0NOBODY"}, {"team_id": "T0ELSEWHERE"}):
        answer = await town.driver.post_command({**form, **changes})
        assert (answer.status, NOT_STAFF in str(answer.json())) == (200, True)
    assert town.state() == before


@pytest.mark.requirement("R-1.12.1-1", "R-1.12.1-6")
async def test_a_temporary_worker_reports_to_the_duty_manager(town: Town) -> None:
    """The directory does not know Tam; he may report all the same, and it reaches one manager."""
    ref = await reports(town, "tam")
    assert town.counts() == {"catriona": 1, "tam": 1}
    assert ref in town.messages("catriona")[0].text


@pytest.mark.requirement("R-1.12.1-6")
async def test_what_the_chief_executive_reports_goes_to_the_chair(town: Town) -> None:
    """Nobody whom she leads handles it, nor the duty manager."""
    ref = await reports(town, "eilidh")
    assert [ref in m.text for m in town.messages("elspeth")] == [True]
    assert town.counts() == {"elspeth": 1, "eilidh": 1}


async def picks(town: Town, person: Person, label: str, users: list[str]) -> None:
    """Put ids into a people picker which its client would not offer."""
    question = next(q for q in person.modal().questions if q.label == label)
    view = town.workspace.dialogs.top(person.id)
    assert view is not None
    place = question.place
    value = view.state[place.block_id][place.action_id]
    town.workspace.dialogs.typed(view, place.block_id, place.action_id, {**value, answer_key(place.kind): users})


_WHO_IS_NO_COLLEAGUE_CANNOT_BE = ["greta", "owen", "rota", "gone", "U0NOBODY"]


async def test_who_is_no_colleague_cannot_be_picked(town: Town) -> None:
    """A guest, somebody from elsewhere, a bot, a closed account, nobody at all: a sentence beside the field."""
    for name in _WHO_IS_NO_COLLEAGUE_CANNOT_BE:
        town.workspace.add_user(User(id="U0GONE", name="gone", real_name="Gone Away", deleted=True))
        found = name if name.startswith("U0") else town.workspace.find_user(name).id
        isla, before = town.person("isla"), town.state()
        await isla.command("/ended-contact", "shouted at me")
        await fill(isla, {**REPORT, "Who it was": "HA-1"})
        await picks(town, isla, "Colleagues who were there", [found, "U0CALLUM"])
        await isla.send()
        assert isla.modal().errors == {"Colleagues who were there": NOT_A_COLLEAGUE}
        assert isla.modal().fields["What happened, in a sentence"] == "shouted at me"
        assert isla.modal().fields["Who it was"] == "HA-1"
        assert town.state() == before
        await picks(town, isla, "Colleagues who were there", ["U0CALLUM"])
        await isla.send()
        assert town.person("isla").modal().title == "Sent"
        await closed(isla)


async def test_a_colleague_whose_account_is_closed_is_not_offered_and_not_taken(town: Town) -> None:
    """Also where the directory still lists them."""
    town.workspace.deactivate("U0CALLUM")
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    await picks(town, isla, "Colleagues who were there", ["U0CALLUM"])
    await isla.send()
    assert isla.modal().errors == {"Colleagues who were there": NOT_A_COLLEAGUE}
    assert town.refs() == []


async def test_a_person_whom_slack_cannot_tell_about_is_asked_for_again(town: Town) -> None:
    """Slack fails while the witness is looked up: a sentence, and nothing typed is lost."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**REPORT, "Colleagues who were there": ("Tam Wilson",)})
    town.workspace.faults.on("users.info", Fault.broken())
    await isla.send()
    assert "Slack did not say who this is" in str(isla.modal().errors)
    town.workspace.faults.off()
    await isla.send()
    assert "EC-0001" in isla.modal().text


async def test_a_message_in_a_channel_is_no_matter_of_ours(town: Town) -> None:
    """Nothing is answered, and nothing is kept; a command in a channel is answered to the person alone."""
    before, isla = town.state(), town.person("isla")
    event = {"type": "message", "channel_type": "channel", "channel": "C0GENERAL", "user": isla.id, "text": "help"}
    answer = await town.driver.post_event({**event, "ts": "1.1", "event_ts": "1.1"})
    assert answer.status == 200
    assert (town.counts(), town.state()) == ({}, before)
    await isla.command("/ended-contact", "a secret in a channel", channel="C0GENERAL")
    await closed(isla)
    assert town.leaks("a secret in a channel") == []
    assert [m.text for m in town.workspace.messages["C0GENERAL"].values()] == []


async def test_a_command_that_we_do_not_have_is_answered(town: Town) -> None:
    """With what is not there, and nothing else."""
    before, isla = town.state(), town.person("isla")
    await isla.command("/incident", "something")
    assert "not available" in (isla.modal() if isla.has_modal else isla.newest()).text
    assert town.state() == before


def test_the_example_has_everybody_needed() -> None:
    """A guest, a stranger, a bot, and a temporary worker."""
    assert {user.name for user in example.OTHERS} == {"tam", "greta", "rota", "owen"}


async def test_an_open_home_shows_what_was_just_done(town: Town) -> None:
    """Slack asks for a home when it is opened, and not when what stands in it has been done."""
    ref = await reports(town, "isla")
    morag = town.person("morag")
    assert ref in (await morag.open_home()).text.partition("Your reports")[0]
    await acknowledges(town, "morag", ref)
    await town.settle()
    for _ in range(50):
        if "A conversation, as soon as you can" in morag.home().text:
            break
        await asyncio.sleep(0.02)
    assert "A conversation, as soon as you can" in morag.home().text
