"""The whole way: a signed request, Bolt, the core's reply, and the calls to Slack."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

import pytest
import structlog
from aiohttp.test_utils import TestClient, TestServer
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from adapters import logs
from adapters.chat.acquaintance import NOT_A_COLLEAGUE
from adapters.chat.errors import NotStaff
from adapters.house.metrics import Metrics
from adapters.house.service import Service
from adapters.house.web import application
from adapters.slack.app import SlackApp
from adapters.slack.route import SlackRoute
from adapters.slack.settings import SlackSettings
from adapters.slack.workspace import Workspace
from bot.chat.cards import Button, Buttons, Card, Heading, Text
from bot.chat.events import ActionEvent, CommandEvent, HomeEvent, MessageEvent, ReshapeEvent, SubmitEvent
from bot.chat.forms import Form, PeopleField, TextField
from bot.chat.replies import Done, OpenForm, Reply, ShowCard, ShowHome
from bot.errors import DeliveryError, HarbourError
from bot.people import Person, PersonId
from bot.ports import UnitOfWork
from tests.adapters.slack.fakes import (
    ISLA,
    SECRET,
    FakeDispatcher,
    FakeSlack,
    FakeStore,
    button,
    click,
    command,
    form,
    happened,
    signed,
    submission,
    typed,
    user,
    view,
)
from tests.sizes import size

Json = dict[str, Any]
T = TypeVar("T")
Answer = tuple[int, Any]
Send = Callable[[Json], Awaitable[Answer]]

FORM = Form(
    name="ended_contact.report",
    title="Report an ended contact",
    body=(TextField(id="note", label="What happened"), PeopleField(id="who", label="Who was there")),
)
CARD = Card(title="Thank you", blocks=(Text("It is sent."),))
SHOWN: Json = {"blocks": [{"type": "input", "block_id": "note"}, {"type": "input", "block_id": "who"}]}


@pytest.fixture
async def house(core: FakeDispatcher, store: FakeStore, api_url: str) -> AsyncIterator[SlackApp]:
    """Harbour's side of Slack, with a core that has half a second to answer."""
    settings = SlackSettings(bot_token="xoxb-test", signing_secret=SECRET, api_url=api_url, pace=0)
    found = await SlackApp.open(settings, Service(store, core, seconds=0.5), store)
    await found.start()
    yield found
    await found.close()


@pytest.fixture
async def send(house: SlackApp) -> AsyncIterator[Send]:
    """Send a signed request as Slack would."""
    app = application({"/slack/events": SlackRoute(SECRET, house)}, {}, Metrics())
    async with TestClient(TestServer(app)) as client:

        async def sent(payload: Json) -> Answer:
            if "command" in payload:
                body, kind = form(**payload), "application/x-www-form-urlencoded"
            elif payload.get("type") == "event_callback":
                body, kind = json.dumps(payload).encode(), "application/json"
            else:
                body, kind = form(payload=json.dumps(payload)), "application/x-www-form-urlencoded"
            headers = {"Content-Type": kind, **signed(body, int(time.time()))}
            answer = await client.post("/slack/events", data=body, headers=headers)
            text = await answer.text()
            return answer.status, json.loads(text) if text else None

        yield sent


def _texts(shown: Json) -> str:
    return json.dumps(shown, ensure_ascii=False)


# -- what reaches the core -----------------------------------------------------------------------------


async def test_each_kind_of_act_reaches_the_core(send: Send, core: FakeDispatcher) -> None:
    """As its event, by the person whom the envelope names."""
    shown = view(state={"values": {"note": {"note": {"type": "plain_text_input", "value": "x"}}}})
    for payload in (
        command("she swore"),
        click(button()),
        click({"type": "radio_buttons", "action_id": "how"}, view=shown),
        submission(shown),
        happened({"type": "app_home_opened", "tab": "home"}),
        typed("hello"),
    ):
        assert await send(payload) == (
            200,
            None if payload.get("type") != "view_submission" else {"response_action": "clear"},
        )
    kinds = [CommandEvent, ActionEvent, ReshapeEvent, SubmitEvent, HomeEvent, MessageEvent]
    assert [type(e) for e in core.seen] == kinds
    assert {e.person for e in core.seen} == {ISLA.id}


async def test_people_picked_reach_the_core_as_people(send: Send, core: FakeDispatcher, store: FakeStore) -> None:
    """And somebody who is none as a sentence beside the field."""
    picked = {"type": "multi_users_select", "selected_users": ["UMORAG", "UGONE"]}
    await send(submission(view(state={"values": {"who": {"who": picked}}})))
    event = core.seen[0]
    assert isinstance(event, SubmitEvent)
    assert (dict(event.values), dict(event.problems)) == ({"who": (PersonId("morag"),)}, {"who": NOT_A_COLLEAGUE})
    assert store.people.known_as("slack", "UMORAG") is not None


# -- commands and buttons ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payload", [command(), click(button(), channel={"id": "D1"}), click(button(), view=view(type="home"))]
)
@pytest.mark.parametrize(
    ("reply", "title"),
    [(OpenForm(FORM), "Report an ended contact"), (ShowCard(CARD), "Thank you"), (Done("It is done."), "Harbour")],
)
async def test_a_command_or_a_button_opens_a_modal(
    send: Send, core: FakeDispatcher, slack: FakeSlack, payload: Json, reply: Reply, title: str
) -> None:
    """A form with its submit button; a card or a sentence without."""
    core.reply = reply
    assert await send(payload) == (200, None)
    opened = slack.called("views.open")[0]
    assert (opened["trigger_id"], opened["view"]["title"]["text"]) == (payload["trigger_id"], title)
    assert ("submit" in opened["view"]) == isinstance(reply, OpenForm)


async def test_nothing_to_say_opens_nothing(send: Send, slack: FakeSlack) -> None:
    """An empty answer, for the person alone."""
    assert await send(command()) == (200, None)
    assert slack.called("views.open") == []


async def test_people_in_a_form_stay_picked(send: Send, core: FakeDispatcher, slack: FakeSlack) -> None:
    """Their Slack ids come from the directory; who has none is left out."""
    core.reply = OpenForm(FORM.filled({"who": ("isla", "morag", "gone")}))
    await send(command())
    assert slack.called("views.open")[0]["view"]["blocks"][1]["element"]["initial_users"] == ["UISLA"]


async def test_the_home_is_published_from_a_button_and_shown_after_a_command(
    send: Send, core: FakeDispatcher, slack: FakeSlack
) -> None:
    """A person who typed `/harbour` is not looking at the Home tab."""
    core.reply = ShowHome(CARD)
    await send(click(button(), view=view(type="home")))
    await send(command(command="/harbour"))
    assert [c["user_id"] for c in slack.called("views.publish")] == ["UISLA"]
    assert len(slack.called("views.open")) == 1


@pytest.mark.parametrize("error", ["expired_trigger_id", "trigger_exchanged", "internal_error"])
async def test_what_was_typed_after_a_command_is_kept_when_no_form_opens(
    send: Send, core: FakeDispatcher, slack: FakeSlack, error: str
) -> None:
    """The person alone is given a button that opens it; what they typed is not in the answer."""
    slack.trouble["views.open"] = error
    core.reply = OpenForm(FORM.filled({"note": "she swore"}))
    again = Button(label="Open the form", action="draft.open", extra="d1")
    core.kept = ShowCard(Card(title="One more tap", blocks=(Buttons((again,)),)))
    status, answer = await send(command("she swore"))
    assert (status, answer["response_type"], answer["text"]) == (200, "ephemeral", "One more tap")
    assert answer["blocks"][1]["elements"][0]["value"] == "|d1"
    assert "swore" not in _texts(answer)
    assert core.saved == core.seen


async def test_a_command_without_a_trigger_is_kept_as_well(send: Send, core: FakeDispatcher) -> None:
    """There is nothing to open a form with."""
    core.reply = OpenForm(FORM)
    _, answer = await send(command(trigger_id=""))
    assert "Kept for you." in _texts(answer)


async def test_a_button_whose_modal_does_not_open_is_answered_in_the_channel(
    send: Send, core: FakeDispatcher, slack: FakeSlack, api_url: str
) -> None:
    """By the response address if it is Slack's own; else to the person alone."""
    slack.trouble["views.open"] = "expired_trigger_id"
    core.reply = ShowCard(CARD)
    await send(click(button(), channel={"id": "D1"}, response_url=api_url + "response"))
    await send(click(button(), channel={"id": "D1"}, response_url="http://169.254.169.254/latest"))
    assert [c["response_type"] for c in slack.called("response")] == ["ephemeral"]
    assert [(c["channel"], c["user"]) for c in slack.called("chat.postEphemeral")] == [("D1", "UISLA")]
    assert "It is sent." not in _texts({"all": [c.arguments for c in slack.calls if c.method != "views.open"]})


# -- modals --------------------------------------------------------------------------------------------


async def test_a_choice_in_a_form_draws_it_again(send: Send, core: FakeDispatcher, slack: FakeSlack) -> None:
    """In place, and only if it has not been drawn again since: by its hash."""
    core.reply = OpenForm(FORM)
    await send(click({"type": "radio_buttons", "action_id": "how"}, view=view()))
    updated = slack.called("views.update")[0]
    assert (updated["view_id"], updated["hash"], updated["view"]["callback_id"]) == (
        "V1",
        "1.h",
        "ended_contact.report",
    )
    slack.trouble["views.update"] = "hash_conflict"
    assert await send(click({"type": "radio_buttons", "action_id": "how"}, view=view())) == (200, None)


@pytest.mark.parametrize("reply", [ShowCard(CARD), Done("It is done.")])
async def test_a_button_in_a_modal_draws_its_answer_there(
    send: Send, core: FakeDispatcher, slack: FakeSlack, reply: Reply
) -> None:
    """No modal upon a modal."""
    core.reply = reply
    await send(click(button(), view=view()))
    assert len(slack.called("views.update")) == 1
    assert slack.called("views.open") == []


async def test_a_refusal_lies_upon_the_form_and_not_in_its_place(
    send: Send, core: FakeDispatcher, slack: FakeSlack
) -> None:
    """The typed text stays behind it, after a button as after sending the form."""
    core.refuse(ShowCard(Card(title="Nothing changed", blocks=(Text("Somebody else changed this."),))))
    await send(click(button(), view=view()))
    assert slack.called("views.push")[0]["view"]["title"]["text"] == "Nothing changed"
    _, answer = await send(submission(view(**SHOWN)))
    assert (answer["response_action"], answer["view"]["title"]["text"]) == ("push", "Nothing changed")
    assert "What you typed is still in the form behind this" in str(_texts(answer["view"]))


async def test_one_showing_of_a_form_is_sent_once_and_the_next_is_another_act(
    send: Send, core: FakeDispatcher, slack: FakeSlack
) -> None:
    """Redrawn for its errors or its shape a form is the same showing; opened again in one modal it is not."""
    core.reply = OpenForm(FORM)
    await send(click(button(), view=view()))
    await send(click(button(), view=view()))
    first, second = (c["view"]["private_metadata"] for c in slack.called("views.update"))
    assert first != second
    await send(click({"type": "radio_buttons", "action_id": "how"}, view=view(metadata=first)))
    assert slack.called("views.update")[2]["view"]["private_metadata"] == first
    core.reply = OpenForm(FORM.with_errors({"elsewhere": "Please look again."}))
    _, answer = await send(submission(view(metadata=first, **SHOWN)))
    assert answer["view"]["private_metadata"] == first
    core.reply = OpenForm(FORM)
    _, answer = await send(submission(view(metadata=first, **SHOWN)))
    assert answer["view"]["private_metadata"] not in {first, second}


async def test_errors_stand_beside_their_fields(send: Send, core: FakeDispatcher) -> None:
    """Slack keeps what is typed."""
    core.refuse(OpenForm(FORM.with_errors({"note": "Please write a sentence."})))
    assert await send(submission(view(**SHOWN))) == (
        200,
        {"response_action": "errors", "errors": {"note": "Please write a sentence."}},
    )


@pytest.mark.parametrize(
    ("again", "shown"),
    [
        (FORM.with_errors({"elsewhere": "Please look again."}), SHOWN),
        (FORM.with_errors({"note": "Please look again."}), {"blocks": [{"type": "input", "block_id": "note"}]}),
        (FORM, SHOWN),
    ],
)
async def test_a_form_that_looks_different_is_drawn_again(
    send: Send, core: FakeDispatcher, again: Form, shown: Json
) -> None:
    """An error of a question that is not shown, or another set of questions, or the next step."""
    core.reply = OpenForm(again.filled({"note": "she swore"}))
    _, answer = await send(submission(view(**shown)))
    assert (answer["response_action"], answer["view"]["callback_id"]) == ("update", FORM.name)
    assert "she swore" in _texts(answer["view"])
    assert ("Please look again." in _texts(answer["view"])) == bool(again.errors)


@pytest.mark.parametrize(
    ("reply", "action"),
    [(ShowCard(CARD), "update"), (Done("It is done."), "update"), (Done(), "clear"), (ShowHome(CARD), "clear")],
)
async def test_a_form_that_was_sent_is_answered_in_its_place(
    send: Send, core: FakeDispatcher, reply: Reply, action: str
) -> None:
    """With the receipt, or a sentence, or nothing."""
    core.reply = reply
    _, answer = await send(submission(view(**SHOWN)))
    assert answer["response_action"] == action
    assert ("submit" in answer.get("view", {})) is False


# -- the Home tab and direct messages --------------------------------------------------------------------


async def test_the_home_tab_is_published_when_it_is_opened(send: Send, core: FakeDispatcher, slack: FakeSlack) -> None:
    """For the person who opened it."""
    core.reply = ShowHome(CARD)
    await send(happened({"type": "app_home_opened", "tab": "home"}))
    published = slack.called("views.publish")[0]
    assert (published["user_id"], published["view"]["type"]) == ("UISLA", "home")


async def test_a_direct_message_is_answered_there(send: Send, core: FakeDispatcher, slack: FakeSlack) -> None:
    """With a card that holds no content; a form or the home is reached another way."""
    core.reply = ShowCard(CARD)
    await send(typed("hello"))
    core.reply = OpenForm(FORM.filled({"note": "she swore"}))
    await send(typed("ended contact she swore"))
    core.reply = ShowHome(Card(title="Yours", blocks=(Text("EC-0042"),)))
    await send(typed("harbour"))
    posted = slack.called("chat.postMessage")
    assert [(p["channel"], p["text"]) for p in posted] == [("D1", "Thank you"), ("D1", "Harbour"), ("D1", "Harbour")]
    assert "swore" not in _texts({"all": posted})
    assert "EC-0042" not in _texts({"all": posted})
    assert len(slack.called("views.publish")) == 1


# -- refusals and trouble --------------------------------------------------------------------------------


@pytest.fixture
def guest(slack: FakeSlack) -> None:
    """Isla is a guest."""
    slack.users["UISLA"]["is_restricted"] = True


@pytest.mark.usefixtures("guest")
async def test_a_guest_is_told_politely_wherever_they_are(send: Send, core: FakeDispatcher, slack: FakeSlack) -> None:
    """And nothing reaches the core."""
    sentence = NotStaff().message
    _, to_command = await send(command("she swore"))
    _, to_form = await send(submission(view(**SHOWN)))
    _, to_card = await send(submission(view()))
    await send(click(button(), view=view()))
    await send(happened({"type": "app_home_opened", "tab": "home"}))
    await send(typed("hello"))
    await send(click(button(), channel={"id": "D1"}))
    assert sentence in _texts(to_command)
    assert to_form == {"response_action": "errors", "errors": {"note": sentence}}
    assert (to_card["response_action"], sentence in _texts(to_card["view"])) == ("push", True)
    for method in ("views.push", "views.publish", "chat.postMessage", "chat.postEphemeral"):
        assert sentence in _texts(slack.called(method)[0])
    assert core.seen == []


async def test_somebody_of_another_organisation_is_refused(send: Send, core: FakeDispatcher) -> None:
    """Slack Connect: the envelope names another workspace."""
    status, answer = await send(command(team_id="TELSEWHERE"))
    assert status == 200
    assert "people who work here" in _texts(answer)
    assert core.seen == []


async def test_a_failure_of_ours_loses_nothing_and_claims_nothing(send: Send, core: FakeDispatcher) -> None:
    """The typed text stays in the form; an event is not acknowledged, so that Slack sends it again."""
    core.reply = RuntimeError("she swore")
    _, answer = await send(submission(view(**SHOWN)))
    assert answer == {"response_action": "errors", "errors": {"note": HarbourError().message}}
    assert "try again" in _texts((await send(command()))[1])
    assert await send(typed("hello")) == (503, None)


UNDRAWABLE = Card(title="x", blocks=(Heading("y" * 3001),))
SAVED = "Saved. Please open it again."


async def test_what_is_saved_and_cannot_be_drawn_is_told_as_saved(
    send: Send, core: FakeDispatcher, slack: FakeSlack
) -> None:
    """It is never sent cut off, and never told as if nothing had been kept; what was typed need not stay open."""
    core.reply = ShowCard(UNDRAWABLE)
    _, answer = await send(submission(view(**SHOWN)))
    assert answer["response_action"] == "update"
    assert SAVED in _texts(answer)
    await send(click(button("ended_contact.acknowledge"), view=view(**SHOWN)))
    assert SAVED in _texts(slack.called("views.push")[-1])
    await send(typed("harbour"))
    assert SAVED in _texts(slack.called("chat.postMessage")[-1])


async def test_what_is_saved_and_cannot_be_shown_is_told_as_saved(
    send: Send, core: FakeDispatcher, slack: FakeSlack
) -> None:
    """Slack does not take the redrawn modal: the work is committed all the same."""
    core.reply = ShowCard(CARD)
    slack.trouble["views.update"] = "internal_error"
    await send(click(button("ended_contact.acknowledge"), view=view(**SHOWN)))
    assert SAVED in _texts(slack.called("views.push")[-1])


async def test_where_nothing_was_kept_nothing_is_said_to_be(send: Send, core: FakeDispatcher) -> None:
    """A refusal, a form with errors, a form that was only to be opened: nothing changed, and that is said."""
    undrawable = replace(FORM, title="y" * 151)
    core.refuse(ShowCard(UNDRAWABLE))
    refused = await send(submission(view(**SHOWN)))
    core.refuse(OpenForm(undrawable.with_errors({"note": "Please write a sentence."})))
    again = await send(submission(view(**SHOWN)))
    core.reply = OpenForm(undrawable)
    opened = await send(command())
    for _, answer in (refused, again, opened):
        assert "Nothing changed" in _texts(answer)
        assert "Saved" not in _texts(answer)


class SlowStore(FakeStore):
    """A store whose work, if it is slow, takes until it is released."""

    slow = False
    finished = 0

    def __init__(self, *people: Person) -> None:
        super().__init__(*people)
        self.goes_on = asyncio.Event()

    async def arun(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run it, and count it."""
        if self.slow:
            await self.goes_on.wait()
            self.finished += 1
        return await super().arun(work)


async def test_work_that_takes_too_long_is_told_honestly_and_is_not_broken_off(
    core: FakeDispatcher, api_url: str
) -> None:
    """It commits all the same, and shutdown waits for it."""
    store = SlowStore(ISLA)
    service = Service(store, core, seconds=0.1)
    found = await SlackApp.open(SlackSettings(bot_token="x", api_url=api_url), service, store)
    app = application({"/slack/events": SlackRoute(SECRET, found)}, {}, Metrics())
    async with TestClient(TestServer(app)) as client:

        async def post(payload: Json) -> Json:
            body = form(payload=json.dumps(payload))
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            headers = {**kind, **signed(body, int(time.time()))}
            answer: Json = await (await client.post("/slack/events", data=body, headers=headers)).json()
            return answer

        await post(submission(view(**SHOWN)))
        store.slow = True
        told = (await post(submission(view(**SHOWN))))["errors"]["note"]
        assert "It may still be saved" in told
        assert store.finished == 0
        store.goes_on.set()
        await service.drain()
        assert store.finished == 1
    await found.close()


async def test_slack_may_be_away_when_we_start(core: FakeDispatcher, store: FakeStore) -> None:
    """It is asked again with the first request; the person is told to try again."""
    found = await SlackApp.open(
        SlackSettings(bot_token="x", api_url="http://127.0.0.1:1/api/"), Service(store, core), store
    )
    await found.start()
    assert await found.trouble() == "Slack: not reached."
    await found.close()


async def test_oauth_is_not_turned_on_by_the_environment(
    core: FakeDispatcher, store: FakeStore, api_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bolt would keep installations in files; the environment stays as it was."""
    monkeypatch.setenv("SLACK_CLIENT_ID", "1")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "2")
    found = await SlackApp.open(SlackSettings(bot_token="x", api_url=api_url), Service(store, core), store)
    assert found._bolt.oauth_flow is None
    assert os.environ["SLACK_CLIENT_ID"] == "1"
    await found.close()


@pytest.mark.parametrize(
    ("event", "team", "is_ours"),
    [
        ({"type": "app_uninstalled"}, "T0HOME", True),
        ({"type": "app_uninstalled"}, "TELSEWHERE", False),
        ({"type": "tokens_revoked", "tokens": {"bot": ["UBOT"]}}, "T0HOME", True),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["UISLA"], "bot": []}}, "T0HOME", False),
        ({"type": "tokens_revoked", "tokens": {"bot": ["UOTHER"]}}, "T0HOME", False),
        ({"type": "tokens_revoked"}, "TELSEWHERE", False),
    ],
)
async def test_being_taken_out_of_our_own_workspace_is_said(
    send: Send, house: SlackApp, event: Json, team: str, is_ours: bool
) -> None:
    """Until somebody here uses it again; of other workspaces it is no news, nor of a person's own token."""
    await send(happened(event, team_id=team))
    why = await house.trouble()
    assert (why is not None) == is_ours
    assert why is None or "taken out of the workspace" in why
    await send(command())
    assert await house.trouble() is None


async def test_what_slack_says_of_itself_is_asked_again_after_five_seconds(
    client: AsyncWebClient, slack: FakeSlack
) -> None:
    """Nobody who asks whether we are ready makes us ask Slack each time."""
    watch = [0.0]
    workspace = Workspace(client, monotonic=lambda: watch[0])
    said = [await workspace.trouble()]
    slack.trouble["auth.test"] = "token_revoked"
    for watch[0] in (4.9, 5.0):
        said.append(await workspace.trouble())
    assert said[:2] == [None, None]
    assert said[2] is not None
    assert said[2].startswith("Slack: token_revoked. Install the app")


async def test_being_taken_out_of_the_workspace_is_acknowledged(send: Send, core: FakeDispatcher) -> None:
    """And is nobody's act."""
    assert await send(happened({"type": "app_uninstalled"})) == (200, None)
    assert await send({"type": "view_closed", "view": view()}) == (200, None)
    assert core.seen == []


CANARY = "zygomorphic"


async def test_nothing_that_was_typed_is_logged_at_any_level(
    send: Send, core: FakeDispatcher, slack: FakeSlack, house: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither by us nor by Bolt, the client or the web server; also when something fails."""
    stream = io.StringIO()
    before, level = list(logging.root.handlers), logging.root.level
    logs.configure("DEBUG", stream)
    logging.root.addHandler(caplog.handler)
    try:
        shown = view(state={"values": {"note": {"note": {"type": "plain_text_input", "value": CANARY}}}})
        for reply in (OpenForm(FORM.filled({"note": CANARY})), RuntimeError(CANARY)):
            core.reply = reply
            for error in ("", "internal_error"):
                slack.trouble = {
                    method: error for method in ("views.open", "views.update", "chat.postMessage") if error
                }
                for payload in (command(CANARY), submission(shown), click(button(), view=shown), typed(CANARY)):
                    await send(payload)
        with pytest.raises(DeliveryError):
            await house.messenger.send(ISLA, Card(title=CANARY))
    finally:
        logging.root.handlers[:] = before
        logging.root.setLevel(level)
        structlog.reset_defaults()
    assert "slack.failed" in stream.getvalue()
    assert CANARY not in stream.getvalue() + caplog.text


# -- no input breaks it ----------------------------------------------------------------------------------

_SCRAPS: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1e308,
        "",
        "x",
        "\x00",
        "\ud800",
        "é",
        "<!channel>",
        "x" * 5000,
        [],
        [[]],
        {},
        {"id": []},
        ["U1"],
    ]
)
_SEEDS = [
    command("she swore"),
    click(button(), channel={"id": "D1"}),
    click({"type": "radio_buttons", "action_id": "how"}, view=view(state={"values": {"a": {"a": {"type": "x"}}}})),
    submission(view(state={"values": {"who": {"who": {"type": "users_select", "selected_user": "UMORAG"}}}})),
    happened({"type": "app_home_opened", "tab": "home"}, authorizations=[{"team_id": "T"}], enterprise={"id": "E"}),
    typed("hello"),
]


@st.composite
def _mutated(draw: st.DrawFn) -> Json:
    """A payload in which one to three things are gone, or are something else."""
    payload: Json = json.loads(json.dumps(draw(st.sampled_from(_SEEDS))))
    for _ in range(draw(st.integers(1, 3))):
        at: Any = payload
        while True:
            keys = list(at) if isinstance(at, dict) else list(range(len(at)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            inner = at[key]
            if isinstance(inner, dict | list) and inner and draw(st.booleans()):
                at = inner
                continue
            if draw(st.booleans()):
                del at[key]
            else:
                at[key] = draw(_SCRAPS)
            break
    return payload


@settings(max_examples=size(40, 400))
@given(payload=_mutated(), as_json=st.booleans(), is_staff=st.booleans())
def test_no_payload_breaks_it(payload: Json, *, as_json: bool, is_staff: bool) -> None:
    """Any signed payload is answered with 200 or 400, and nobody but staff reaches anything."""
    assert asyncio.run(_answered(payload, as_json=as_json, is_staff=is_staff)) in {200, 400}


async def _answered(payload: Json, *, as_json: bool, is_staff: bool) -> int:
    slack, core, store = FakeSlack(), FakeDispatcher(), FakeStore(ISLA)
    if is_staff:
        slack.users["UISLA"] = user("UISLA", ISLA.email)
    core.reply = OpenForm(FORM)
    server = await slack.serve()
    settings_ = SlackSettings(bot_token="x", api_url=str(server.make_url("/api/")), pace=0)
    house = await SlackApp.open(settings_, Service(store, core), store)
    route = SlackRoute(SECRET, house)
    try:
        async with TestClient(TestServer(application({"/slack/events": route}, {}, Metrics()))) as client:
            if as_json or "command" not in payload:
                body = json.dumps(payload).encode() if as_json else form(payload=json.dumps(payload))
            else:
                body = form(**{k: str(v).replace("\ud800", "") for k, v in payload.items()})
            kind = "application/json" if as_json else "application/x-www-form-urlencoded"
            headers = {"Content-Type": kind, **signed(body, int(time.time()))}
            answer = await client.post("/slack/events", data=body, headers=headers)
            assert is_staff or core.seen == []
            return answer.status
    finally:
        await house.close()
        await server.close()
