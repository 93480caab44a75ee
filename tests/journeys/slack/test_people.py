"""Accounts in Slack: bots, closed accounts, unknown ids, and the values that its people picker may send."""

from __future__ import annotations

from adapters.playground.people.person import Person
from adapters.playground.slack import payloads
from adapters.playground.slack.faults import Fault
from adapters.playground.slack.inputs import answer_key
from adapters.playground.slack.users import User
from tests.journeys.acts import REPORT, acknowledges, asks_for_time, closed, fill, reports, zero_tolerance
from tests.journeys.test_people import NOT_A_COLLEAGUE, NOT_STAFF
from tests.journeys.world import World
from tests.waiting import until


async def test_a_bot_is_refused(world: World) -> None:
    """Also where its request is signed."""
    before, bot = world.state(), world.slack.workspace.find_user("rota")
    form = payloads.command(
        world.slack.workspace, bot, "/ended-contact", "shouted", world.slack.workspace.chat_with(bot.id)
    )
    answer = await world.slack.people.post_command(form)
    assert answer.status == 200
    assert NOT_STAFF in answer.json()["text"] + str(answer.json()["blocks"])
    assert world.state() == before


async def test_a_closed_account_is_refused(world: World) -> None:
    """A request that was on its way when the account was closed."""
    isla = world.slack.workspace.find_user("isla")
    form = payloads.command(
        world.slack.workspace, isla, "/ended-contact", "shouted", world.slack.workspace.chat_with(isla.id)
    )
    world.slack.workspace.deactivate(isla.id)
    before = world.state()
    answer = await world.slack.people.post_command(form)
    assert (answer.status, NOT_STAFF in str(answer.json())) == (200, True)
    assert world.state() == before


async def test_somebody_who_is_nobody_is_refused(world: World) -> None:
    """An id that Slack does not know, and another team's."""
    before = world.state()
    isla = world.slack.workspace.find_user("isla")
    form = payloads.command(world.slack.workspace, isla, "/harbour", "", world.slack.workspace.chat_with(isla.id))
    for changes in ({"user_id": "U0NOBODY"}, {"team_id": "T0ELSEWHERE"}):
        answer = await world.slack.people.post_command({**form, **changes})
        assert (answer.status, NOT_STAFF in str(answer.json())) == (200, True)
    assert world.state() == before


async def picks(world: World, person: Person, label: str, users: list[str]) -> None:
    """Put ids into a people picker which its client would not offer."""
    question = next(q for q in person.modal().questions if q.label == label)
    view = world.slack.workspace.dialogs.top(person.id)
    assert view is not None
    place = question.place
    value = view.state[place.block_id][place.action_id]
    world.slack.workspace.dialogs.typed(view, place.block_id, place.action_id, {**value, answer_key(place.kind): users})


_WHO_IS_NO_COLLEAGUE_CANNOT_BE = ["greta", "owen", "rota", "gone", "U0NOBODY"]


async def test_who_is_no_colleague_cannot_be_picked(world: World) -> None:
    """A guest, somebody from elsewhere, a bot, a closed account, nobody at all: a sentence beside the field."""
    for name in _WHO_IS_NO_COLLEAGUE_CANNOT_BE:
        world.slack.workspace.add_user(User(id="U0GONE", name="gone", real_name="Gone Away", deleted=True))
        found = name if name.startswith("U0") else world.slack.workspace.find_user(name).id
        isla, before = world.person("isla"), world.state()
        await isla.command("/ended-contact", "shouted at me")
        await fill(isla, {**REPORT, "Who it was": "HA-1"})
        await picks(world, isla, "Colleagues who were there", [found, "U0CALLUM"])
        await isla.send()
        assert isla.modal().errors == {"Colleagues who were there": NOT_A_COLLEAGUE}
        assert isla.modal().fields["What happened, in a sentence"] == "shouted at me"
        assert isla.modal().fields["Who it was"] == "HA-1"
        assert world.state() == before
        await picks(world, isla, "Colleagues who were there", ["U0CALLUM"])
        await isla.send()
        assert world.person("isla").modal().title == "Sent"
        await closed(isla)


async def test_a_colleague_whose_account_is_closed_is_not_offered_and_not_taken(world: World) -> None:
    """Also where the directory still lists them."""
    world.slack.workspace.deactivate("U0CALLUM")
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, REPORT)
    await picks(world, isla, "Colleagues who were there", ["U0CALLUM"])
    await isla.send()
    assert isla.modal().errors == {"Colleagues who were there": NOT_A_COLLEAGUE}
    assert world.refs() == []


async def test_a_person_whom_slack_cannot_tell_about_is_asked_for_again(world: World) -> None:
    """Slack fails while the witness is looked up: a sentence, and nothing typed is lost."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {**REPORT, "Colleagues who were there": ("Tam Wilson",)})
    world.slack.workspace.faults.on("users.info", Fault.broken())
    await isla.send()
    assert "Slack did not say who this is" in str(isla.modal().errors)
    world.slack.workspace.faults.off()
    await isla.send()
    assert "EC-0001" in isla.modal().text


async def test_a_message_in_a_channel_is_no_matter_of_ours(world: World) -> None:
    """Nothing is answered, and nothing is kept; a command in a channel is answered to the person alone."""
    before, isla = world.state(), world.person("isla")
    event = {"type": "message", "channel_type": "channel", "channel": "C0GENERAL", "user": isla.id, "text": "help"}
    answer = await world.slack.people.post_event({**event, "ts": "1.1", "event_ts": "1.1"})
    assert answer.status == 200
    assert (world.counts(), world.state()) == ({}, before)
    await world.slack.people.person("isla").command("/ended-contact", "a secret in a channel", channel="C0GENERAL")
    await closed(isla)
    assert world.leaks("a secret in a channel") == []
    assert [m.text for m in world.slack.workspace.messages["C0GENERAL"].values()] == []


async def test_slack_failing_is_no_reason_to_pass_by(world: World) -> None:
    """It is tried again; the manager gets it, and nobody else."""
    world.slack.workspace.faults.on("users.info", Fault.broken(), times=1)
    world.slack.workspace.faults.on("users.lookupByEmail", Fault.broken(), times=1)
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    if not isla.has_modal:
        await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {"How were you in contact?": "Phone", "What was it?": ("Abusive language",)})
    await isla.send()
    await closed(isla)
    await world.until(0, "11:00")
    assert [len(world.messages(name)) for name in ("morag", "ailsa")] == [1, 0]


async def test_no_message_stands_in_a_channel(world: World) -> None:
    """A whole case: each message is in the chat of the one it is for."""
    await zero_tolerance(world, witnesses=("Callum Stewart",), wishes=("I would like contact to be restricted",))
    await asks_for_time(world, "isla")
    await world.until(0, "13:00")
    workspace = world.slack.workspace
    assert workspace.messages["C0GENERAL"] == {}
    chats = {s.payload["channel"] for s in workspace.sent if s.by == "chat.postMessage"}
    assert chats == {workspace.chat_with(i) for i in ("U0ISLA", "U0CALLUM", "U0MORAG")}


async def test_a_command_that_we_do_not_have_is_answered(world: World) -> None:
    """With what is not there, and nothing else."""
    before, isla = world.state(), world.person("isla")
    await isla.command("/incident", "something")
    assert "not available" in (isla.modal() if isla.has_modal else isla.newest()).text
    assert world.state() == before


async def test_an_open_home_shows_what_was_just_done(world: World) -> None:
    """Slack asks for a home when it is opened, and not when what stands in it has been done."""
    ref = await reports(world, "isla")
    morag = world.person("morag")
    assert ref in (await morag.open_home()).text.partition("Your reports")[0]
    await acknowledges(world, "morag", ref)
    await world.settle()
    await until(lambda: "A conversation, as soon as you can" in morag.home().text)


async def test_who_becomes_a_guest_gets_nothing_more(world: World) -> None:
    """Slack is asked before each message; the matter moves on. Teams tells it when they act."""
    await reports(world, "isla")
    world.side().makes_guest(world.person("morag"))
    ref = await reports(world, "callum")
    assert [len(world.messages(name, ref)) for name in ("morag", "ailsa")] == [0, 1]
