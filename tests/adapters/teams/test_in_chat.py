"""A form in the chat, for a client that opens no dialogs: drawn empty, sent once, and nothing of it stays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from adapters.house.service import Service
from adapters.teams.answers import Answers
from adapters.teams.data import OURS, Do
from adapters.teams.errors import TeamsError
from adapters.teams.identity import CHOOSE
from adapters.teams.in_chat import ALREADY, FURTHER, OPENS, THANKS
from adapters.teams.inbound import read
from adapters.teams.offers import Offers
from adapters.teams.reference import Reference
from bot.chat.cards import Card, Facts, Heading, Quote, Small, Text
from bot.chat.events import ActionEvent, ReshapeEvent, SubmitEvent
from bot.chat.forms import ChoiceField, Form, Option, PeopleField, TextField
from bot.chat.replies import Done, OpenForm, Reply, ShowCard, ShowHome
from bot.dispatcher import Unchanged
from tests.adapters.teams.activities import in_chat, ours
from tests.adapters.teams.core import FakeCore, FakeHouse, FakeTurn, buttons, inputs, texts
from tests.adapters.teams.people import ISLA

Json = dict[str, Any]

NAME = "ended_contact.report"
HOW = ChoiceField(id="how", label="How were you in contact?", options=(Option("phone", "Phone"),), reshapes=True)
NOTE = TextField(id="note", label="What happened")
WARNED = TextField(id="warned", label="What did you say as a warning?", required=True)
RECEIPT = ShowCard(
    Card(
        title="Sent",
        blocks=(
            Text("T. B. swore at me. A manager decides about the police (PD-0001)."),
            Small("Your reference is EC-0042. You do not need to give a reason for time away."),
        ),
    )
)
SWORE = "swore at me"


def shaped(event: ReshapeEvent) -> Reply:
    """A form that asks for the warning once it is known that it was by phone."""
    more = (WARNED,) if event.values.get("how") == "phone" else ()
    return OpenForm(Form(name=NAME, title="Report an ended contact", body=(HOW, NOTE, *more), values=event.values))


class NoBot:
    """Writes nothing again: nothing was offered."""

    async def update(self, reference: Reference, activity_id: str, activity: Json) -> None:  # noqa: ARG002 - as the bot has it
        """Not asked."""
        raise AssertionError


class Chat:
    """Isla's chat in a client without dialogs, and a core that has one form."""

    def __init__(self) -> None:
        self.core, self.store, self.turn = FakeCore(), FakeHouse(ISLA), FakeTurn()
        self.core.on(ReshapeEvent, shaped)
        self.core.on(ActionEvent, lambda _: shaped(ReshapeEvent(person=ISLA.id, form=NAME)))
        self.core.on(SubmitEvent, RECEIPT)
        self.service = Service(self.store, self.core)
        self.answers = Answers(self.service, self.store, Offers(NoBot()))
        self._presses = 0

    async def presses(self, data: Json, *, of: str = "1700000000000", **problems: str) -> list[Json]:
        """Replies to a button of the message with this id."""
        self._presses += 1
        before = len(self.turn.replies)
        heard = read(in_chat(data, id=f"f:{self._presses}", replyToId=of))
        event = await self.answers.completed(heard, heard.event(ISLA.id, {}, problems))
        reply = await self.answers.further(heard, event) or await self.service.handle(event)
        assert await self.answers.give(heard, event, reply, self.turn) is None
        return self.turn.replies[before:]

    async def form(self) -> Json:
        """Data of the form's button, once it is drawn here."""
        (drawn,) = await self.presses(ours(Do.HERE, f"form:{NAME}", ""))
        return buttons(drawn)["Send"]

    def sent(self) -> list[Any]:
        """The forms that reached the core."""
        return self.core.of(SubmitEvent)


@pytest.fixture
def chat() -> Chat:
    """The chat."""
    return Chat()


# -- drawing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("do", [Do.HERE, Do.ACT])
async def test_a_form_is_drawn_in_the_chat(chat: Chat, do: Do) -> None:
    """By the button for it, and by one for a dialog that a client sends as it is."""
    (drawn,) = await chat.presses(ours(do, f"form:{NAME}", ""))
    assert list(inputs(drawn)) == ["how", "note"]
    assert buttons(drawn)["Send"][OURS]["do"] == "form"


async def test_what_was_typed_before_is_not_drawn_and_goes_with_the_form(chat: Chat) -> None:
    """It lies in a draft; what is typed in the form counts before it."""
    opened = Form(name=NAME, title="Report an ended contact", body=(HOW, NOTE), values={"note": SWORE})
    chat.core.on(ActionEvent, OpenForm(opened))
    (drawn,) = await chat.presses(ours(Do.HERE, "draft.open", "|d1"))
    assert (SWORE in texts(drawn), "What you wrote before is kept" in texts(drawn)) == (False, True)
    send = buttons(drawn)["Send"]
    await chat.presses({**send, "how": "", "note": ""})
    assert chat.sent()[0].values["note"] == SWORE
    (drawn,) = await chat.presses(ours(Do.HERE, "draft.open", "|d1"))
    await chat.presses({**buttons(drawn)["Send"], "how": "", "note": "shouted"})
    assert chat.sent()[1].values["note"] == "shouted"


async def test_what_was_typed_before_one_form_does_not_go_with_the_next(chat: Chat) -> None:
    """Drawn anew without it, it is gone."""
    opened = Form(name=NAME, title="Report an ended contact", body=(HOW, NOTE), values={"note": SWORE})
    chat.core.on(ActionEvent, OpenForm(opened))
    await chat.presses(ours(Do.HERE, "draft.open", "|d1"))
    chat.core.on(ActionEvent, OpenForm(replace(opened, values={})))
    await chat.presses({**await chat.form(), "note": ""})
    assert chat.sent()[0].values.get("note") is None


async def test_two_forms_in_one_chat_are_two_reports(chat: Chat) -> None:
    """Each goes with what was typed before it, and with its own first part, in whatever order they are sent."""
    sends = []
    for note in (SWORE, "threatened me"):
        opened = Form(name=NAME, title="Report an ended contact", body=(HOW, NOTE), values={"note": note})
        chat.core.on(ActionEvent, OpenForm(opened))
        (drawn,) = await chat.presses(ours(Do.HERE, "draft.open", "|d1"))
        sends.append(buttons(drawn)["Send"])
    first, second = sends
    (more,) = await chat.presses({**first, "how": "phone", "note": ""})
    await chat.presses({**second, "how": "", "note": ""})
    await chat.presses({**buttons(more)["Send"], "warned": "yes"})
    assert [event.values for event in chat.sent()] == [
        {"how": None, "note": "threatened me"},
        {"how": "phone", "note": SWORE, "warned": "yes"},
    ]


@pytest.mark.parametrize(
    "opened",
    [
        OpenForm(Form(name=NAME, title="A report", body=(NOTE,), about="rec1")),
        OpenForm(Form(name=NAME, title="A report", body=(NOTE,), extra="rec1")),
        OpenForm(Form(name=NAME, title="A report", body=(Quote(SWORE), NOTE))),
        OpenForm(Form(name=NAME, title="Look it up", body=(NOTE,), reveals=True)),
        RECEIPT,
        ShowHome(RECEIPT.card),
    ],
)
@pytest.mark.parametrize("do", [Do.HERE, Do.ACT])
async def test_what_shows_content_is_not_shown_in_the_chat(chat: Chat, do: Do, opened: Reply) -> None:
    """A sentence says where it opens."""
    chat.core.on(ActionEvent, opened)
    said = await chat.presses(ours(do, "ended_contact.open", "rec1|"))
    assert OPENS in texts(said)
    assert SWORE not in texts(said)
    assert inputs(said) == {}


async def test_a_sentence_is_said(chat: Chat) -> None:
    """And a refusal; what has nothing to say says nothing."""
    chat.core.on(ActionEvent, Done("Noted: you are here."))
    assert "Noted: you are here." in texts(await chat.presses(ours()))
    chat.core.refuse(ActionEvent, ShowCard(Card(title="Nothing changed", blocks=(Text("It is gone."),))))
    assert "It is gone." in texts(await chat.presses(ours()))
    chat.core.on(ActionEvent, Done())
    assert await chat.presses(ours()) == []


# -- sending ---------------------------------------------------------------------------------------------


async def test_a_form_that_was_sent_is_replaced_by_its_reference(chat: Chat) -> None:
    """Nothing of the receipt but that is in the chat, with one sentence that is always the same; nothing to press."""
    said = await chat.presses({**await chat.form(), "how": "", "note": SWORE})
    ((message, written),) = chat.turn.updates
    assert (message, set(texts(written).split("\n")), inputs(written), buttons(written)) == (
        "1700000000000",
        {"Sent. EC-0042", THANKS},
        {},
        {},
    )
    assert said == []
    assert chat.sent()[0].values["note"] == SWORE


async def test_nothing_but_a_receipts_own_reference_is_taken_for_it(chat: Chat) -> None:
    """A reference among facts may be the individual's."""
    others = (Heading("TB-0001"), Facts((("Who", "TB-0001"),)), Text("Because of PD-0001."), Small("RS-0007"))
    for title, news in (("A card", "Sent."), ("Appeal AP-0003", "Sent. AP-0003")):
        chat.core.on(SubmitEvent, ShowCard(Card(title=title, blocks=others)))
        await chat.presses({**await chat.form(), "note": SWORE})
        _, written = chat.turn.updates[-1]
        assert set(texts(written).split("\n")) == {news, THANKS}


async def test_where_the_form_cannot_be_replaced_the_news_is_a_message(chat: Chat) -> None:
    """The person knows that it is sent."""
    send = await chat.form()
    chat.turn.troubles.append(TeamsError("ServiceError", status=500))
    (said,) = await chat.presses({**send, "note": SWORE})
    assert "Sent. EC-0042" in texts(said)


async def test_what_is_missing_is_named_and_the_form_stays(chat: Chat) -> None:
    """Labels and sentences; no word that was typed."""
    missing = Form(name=NAME, title="Report", body=(HOW, NOTE), values={"note": SWORE}, errors={"how": "Choose."})
    chat.core.on(SubmitEvent, OpenForm(missing))
    (said,) = await chat.presses({**await chat.form(), "how": "", "note": SWORE})
    assert "How were you in contact?: Choose." in texts(said)
    assert SWORE not in texts(said)
    assert (inputs(said), chat.turn.updates) == ({}, [])


async def test_a_colleague_whom_nobody_can_tell_is_asked_for_by_the_whole_name(chat: Chat) -> None:
    """There is no list of names in the chat to choose from."""
    body = (PeopleField(id="who", label="Who was there"),)
    chat.core.on(SubmitEvent, OpenForm(Form(name=NAME, title="Report", body=body, errors={"who": CHOOSE})))
    (said,) = await chat.presses({**await chat.form(), "note": SWORE})
    assert "whole name" in texts(said)
    assert CHOOSE not in texts(said)


# -- further questions -----------------------------------------------------------------------------------


async def test_further_questions_come_as_a_second_part_and_both_are_one_act(chat: Chat) -> None:
    """The second part asks for nothing twice, and holds no answer of the first."""
    first = await chat.form()
    (second,) = await chat.presses({**first, "how": "phone", "note": SWORE})
    assert (list(inputs(second)), FURTHER in texts(second), chat.sent()) == (["warned"], True, [])
    assert SWORE not in texts(second)
    assert chat.turn.updates == []
    await chat.presses({**buttons(second)["Send"], "warned": "I said that I would hang up"})
    (event,) = chat.sent()
    assert event.values == {"how": "phone", "note": SWORE, "warned": "I said that I would hang up"}
    # The first part once more is the same act.
    (said,) = await chat.presses({**first, "how": "phone", "note": SWORE, "warned": ""})
    assert (ALREADY in texts(said), chat.sent()) == (True, [event])


async def test_a_form_that_is_complete_is_sent_whatever_else_could_be_asked(chat: Chat) -> None:
    """A question that may stay without an answer holds nothing up."""
    may = replace(WARNED, required=False)
    chat.core.on(
        ReshapeEvent, lambda event: OpenForm(Form(name=NAME, title="Report", body=(HOW, NOTE, *_if(event, may))))
    )
    await chat.presses({**await chat.form(), "how": "phone", "note": SWORE})
    assert [event.values for event in chat.sent()] == [{"how": "phone", "note": SWORE}]


def _if(event: ReshapeEvent, further: TextField) -> tuple[TextField, ...]:
    """The further question, once it is known that it was by phone."""
    return (further,) if event.values.get("how") == "phone" else ()


async def test_once_it_is_sent_neither_part_can_be_sent_again(chat: Chat) -> None:
    """Both messages give way to the news that it is sent."""
    first = await chat.form()
    (second,) = await chat.presses({**first, "how": "phone"}, of="first")
    assert chat.turn.updates == []
    assert await chat.presses({**buttons(second)["Send"], "warned": "I said so"}, of="m2") == []
    assert [place for place, _ in chat.turn.updates] == ["first", "m2"]
    assert all("Sent. EC-0042" in texts(message) and not buttons(message) for _, message in chat.turn.updates)


async def test_an_older_further_part_is_settled_too_and_says_that_it_is_sent(chat: Chat) -> None:
    """The first part was sent twice, and brought up the same question twice."""
    first = await chat.form()
    (older,) = await chat.presses({**first, "how": "phone"}, of="first")
    (newer,) = await chat.presses({**first, "how": "phone", "note": SWORE}, of="first")
    await chat.presses({**buttons(newer)["Send"], "warned": "I said so"}, of="m3")
    assert [place for place, _ in chat.turn.updates] == ["first", "m2", "m3"]
    # A client may still show what it was.
    chat.core.on(ReshapeEvent, lambda event: shaped(replace(event, values={"how": "phone"})))
    (said,) = await chat.presses({**buttons(older)["Send"], "warned": ""}, of="m2")
    assert (ALREADY in texts(said), len(chat.sent()), len(chat.turn.updates)) == (True, 1, 3)


async def test_what_is_needed_is_asked_once_more_with_the_further_questions(chat: Chat) -> None:
    """Not one round later."""
    where = replace(NOTE, id="where", label="Where", required=True)

    def shaped_(event: ReshapeEvent) -> Reply:
        more = (WARNED,) if event.values.get("how") == "phone" else ()
        return OpenForm(Form(name=NAME, title="Report an ended contact", body=(HOW, where, *more), values=event.values))

    chat.core.on(ReshapeEvent, shaped_)
    first = await chat.form()
    (second,) = await chat.presses({**first, "how": "phone", "where": ""})
    assert list(inputs(second)) == ["where", "warned"]
    (second,) = await chat.presses({**first, "how": "phone", "where": "At the door"})
    assert list(inputs(second)) == ["warned"]


async def test_the_answers_of_a_further_part_wait_for_what_is_mended_in_the_first(chat: Chat) -> None:
    """They are not asked for again."""
    first = await chat.form()
    (second,) = await chat.presses({**first, "how": "phone"})
    missing = Form(name=NAME, title="Report", body=(HOW, NOTE), errors={"note": "Please say more."})
    chat.core.says[SubmitEvent] = Unchanged(OpenForm(missing))
    await chat.presses({**buttons(second)["Send"], "warned": "I said so"})
    chat.core.on(SubmitEvent, RECEIPT)
    await chat.presses({**first, "how": "phone", "note": SWORE})
    assert chat.sent()[-1].values == {"how": "phone", "note": SWORE, "warned": "I said so"}
    assert chat.store.drafts.kept == {}


async def test_a_colleague_whom_nobody_can_tell_is_asked_for_before_further_questions(chat: Chat) -> None:
    """The typed name would be lost with a first part that is taken as it is."""
    missing = Form(name=NAME, title="Report", body=(HOW, NOTE), errors={"who": CHOOSE})
    chat.core.on(SubmitEvent, OpenForm(missing))
    (said,) = await chat.presses({**await chat.form(), "how": "phone"}, who=CHOOSE)
    assert ("whole name" in texts(said), FURTHER in texts(said)) == (True, False)
    assert chat.sent()[0].problems == {"who": CHOOSE}
    assert chat.store.drafts.kept == {}


async def test_a_second_part_without_an_answer_is_not_asked_again(chat: Chat) -> None:
    """Clients leave out what is empty."""
    (second,) = await chat.presses({**await chat.form(), "how": "phone"})
    first_and_more = {**buttons(second)["Send"], "warned": ""}
    await chat.presses(first_and_more)
    assert len(chat.sent()) == 1


async def test_what_is_mended_in_the_first_part_counts(chat: Chat) -> None:
    """Also an answer that was taken back."""
    first = await chat.form()
    await chat.presses({**first, "how": "phone", "note": SWORE})
    await chat.presses({**first, "how": "", "note": ""})
    (event,) = chat.sent()
    assert event.values == {"how": None, "note": None}


async def test_nothing_is_kept_beside_a_form_that_was_sent(chat: Chat) -> None:
    """Neither part."""
    (second,) = await chat.presses({**await chat.form(), "how": "phone", "note": SWORE})
    assert chat.store.drafts.kept != {}
    await chat.presses({**buttons(second)["Send"], "warned": "yes"})
    assert chat.store.drafts.kept == {}
