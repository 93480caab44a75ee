"""The core's answers reach dialogs and the chat, and no typed text is lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from adapters.house.service import Service
from adapters.teams import forms
from adapters.teams.answers import CHANGED, FURTHER, NO_LONGER_ASKED, TYPED, Answers
from adapters.teams.data import CARD, DRAWN, OURS, TO, Do
from adapters.teams.errors import TeamsError
from adapters.teams.in_chat import HERE, OPENS
from adapters.teams.inbound import Heard, read
from adapters.teams.offers import Offers
from adapters.teams.reference import Reference
from bot.chat.cards import Button, Buttons, Card, Quote, Text
from bot.chat.events import ActionEvent, Event, ReshapeEvent, SubmitEvent, Values
from bot.chat.forms import ChoiceField, Form, Option, PeopleField, TextField
from bot.chat.replies import Done, OpenForm, Reply, ShowCard, ShowHome
from bot.people import PersonId
from tests.adapters.teams.activities import fetch, form, ours, submit, typed
from tests.adapters.teams.core import FakeCore, FakeHouse, FakeTurn, buttons, inputs, texts
from tests.adapters.teams.people import ISLA, MORAG

Json = dict[str, Any]

NOTE = TextField(id="note", label="What happened", lines=True)
HOW = ChoiceField(id="how", label="How were you in contact?", options=(Option("phone", "Phone"),), reshapes=True)
WARNED = TextField(id="warned", label="What did you say as a warning?")
#: The same, in a form that cannot do without it.
NEEDED = replace(WARNED, required=True)
FORM = Form(name="ended_contact.report", title="Report an ended contact", body=(NOTE,))
CARD_SHOWN = Card(title="Thank you", blocks=(Text("Your line manager can see this privately."),))
GONE = ShowCard(Card(title="Nothing changed", blocks=(Text("This is not available to you."),)))
OFFER = Card(title="One more tap", blocks=(Buttons((Button(label="Report", action="form:ended_contact.report"),)),))


def shaped(event: ReshapeEvent) -> Reply:
    """A form that asks for the warning once it is known that it was by phone."""
    more = (WARNED,) if event.values.get("how") == "phone" else ()
    return OpenForm(replace(FORM, body=(HOW, NOTE, *more), values=event.values))


class FakeBot:
    """Writes messages again, or fails to."""

    def __init__(self) -> None:
        self.written: list[tuple[Reference, str, Json]] = []
        self.trouble: TeamsError | None = None

    async def update(self, reference: Reference, activity_id: str, activity: Json) -> None:
        """Write it again."""
        if self.trouble is not None:
            raise self.trouble
        self.written.append((reference, activity_id, activity))


class Side:
    """Answers activities with a fake core."""

    def __init__(self) -> None:
        self.core, self.store, self.turn, self.bot = FakeCore(), FakeHouse(ISLA, MORAG), FakeTurn(), FakeBot()
        self.offers = Offers(self.bot)
        self.service = Service(self.store, self.core)
        self.answers = Answers(self.service, self.store, self.offers)

    async def does(self, payload: Json, reply: Reply | None = None) -> Json | None:
        """Answer to this activity of Isla's, with this reply of the core or with its own."""
        heard, event = self.heard(payload)
        event = await self.answers.completed(heard, event)
        reply = reply or await self.answers.further(heard, event) or await self.service.handle(event)
        return await self.answers.give(heard, event, reply, self.turn)

    def heard(self, payload: Json) -> tuple[Heard, Event]:
        """The activity and its event."""
        heard = read(payload)
        return heard, heard.event(ISLA.id, {}, {})


@pytest.fixture
def side() -> Side:
    """Harbour's side of Isla's chat."""
    return Side()


def task(body: Json | None) -> Json:
    """Content of the dialog."""
    assert body is not None
    assert body["task"]["type"] == "continue"
    shown: Json = body["task"]["value"]
    return shown


def sentence(body: Json | None) -> str:
    """The sentence that is shown alone."""
    assert body is not None
    assert body["task"]["type"] == "message"
    return str(body["task"]["value"])


def beside(dialog: Json, mark: str) -> list[str]:
    """Ids of the inputs directly below this line."""
    body = dialog["card"]["content"]["body"]
    return [below["id"] for line, below in pairwise(body) if texts(line) == mark]


# -- a button of a message -------------------------------------------------------------------------------


async def test_a_button_of_a_message_opens_the_form_as_a_dialog(side: Side) -> None:
    """Its card knows from which message it was opened, and its showing is marked."""
    dialog = task(await side.does(fetch(), OpenForm(FORM)))
    assert dialog["title"] == "Report an ended contact"
    assert list(inputs(dialog)) == ["note"]
    sent = buttons(dialog)["Send"][OURS]
    assert sent[CARD] == "1700000000000"
    assert sent[TO].count("|") == 2


@pytest.mark.parametrize("reply", [ShowCard(CARD_SHOWN), ShowHome(CARD_SHOWN)])
async def test_a_card_opens_as_a_dialog(side: Side, reply: Reply) -> None:
    """So does a home: Teams has no other place for it."""
    dialog = task(await side.does(fetch(), reply))
    assert (dialog["title"], "privately" in texts(dialog)) == ("Thank you", True)


@pytest.mark.parametrize(("said", "read"), [("It is done.", "It is done."), ("", "Done.")])
async def test_a_sentence_is_a_small_dialog(side: Side, said: str, read: str) -> None:
    """Also where there is nothing to say: pressing a button waits for something."""
    assert sentence(await side.does(fetch(), Done(said))) == read


# -- a dialog --------------------------------------------------------------------------------------------


async def test_what_is_missing_comes_beside_the_field_in_the_same_showing(side: Side) -> None:
    """With what was typed in place: sent again, it is still one act."""
    missing = FORM.filled({"note": "swore at me"}).with_errors({"note": "Please say a little more."})
    dialog = task(await side.does(submit(form("|1|a1", note="swore at me")), OpenForm(missing)))
    assert "Please say a little more." in texts(dialog)
    assert inputs(dialog)["note"]["value"] == "swore at me"
    assert buttons(dialog)["Send"][OURS][TO].endswith("|a1")


async def test_the_next_form_comes_in_its_place_as_another_showing(side: Side) -> None:
    """It is another act."""
    dialog = task(await side.does(submit(form("rec1||a1")), OpenForm(replace(FORM, name="restriction.fair"))))
    assert not buttons(dialog)["Send"][OURS][TO].endswith("|a1")


async def test_a_receipt_comes_in_its_place_and_nothing_to_say_closes_it(side: Side) -> None:
    """A sentence is shown alone."""
    assert task(await side.does(submit(), ShowCard(CARD_SHOWN)))["title"] == "Thank you"
    assert sentence(await side.does(submit(), Done("Noted."))) == "Noted."
    assert await side.does(submit(), Done()) is None


async def test_what_is_complete_is_sent_whatever_else_could_be_asked(side: Side) -> None:
    """A question that may stay without an answer holds nothing up."""
    side.core.on(ReshapeEvent, shaped)
    mark = forms.drawn(replace(FORM, body=(HOW, NOTE)))
    await side.does(submit(form("||a1", more={DRAWN: mark}, how="phone", note="swore at me")))
    (sent,) = side.core.of(SubmitEvent)
    assert (sent.values["how"], sent.values["note"], "warned" in sent.values) == ("phone", "swore at me", False)


@pytest.mark.parametrize(
    ("further", "suggested"), [(NEEDED, {}), (WARNED, {"warned": "Please stop, or I end the call."})]
)
async def test_a_further_question_that_needs_its_answer_is_asked_before_the_form_is_sent(
    side: Side, further: TextField, suggested: Values
) -> None:
    """So is one that comes filled in. Nothing is kept, nothing typed is lost; why stands at both ends of the form."""

    def asking(event: ReshapeEvent) -> Reply:
        more = (further,) if event.values.get("how") == "phone" else ()
        return OpenForm(replace(FORM, body=(HOW, NOTE, *more), values={**suggested, **event.values}))

    side.core.on(ReshapeEvent, asking)
    mark = forms.drawn(replace(FORM, body=(HOW, NOTE)))
    sent = form("||a1", more={DRAWN: mark}, how="phone", note="swore at me")
    dialog = task(await side.does(submit(sent)))
    assert list(inputs(dialog)) == ["how", "note", "warned"]
    assert (inputs(dialog)["how"]["value"], inputs(dialog)["note"]["value"]) == ("phone", "swore at me")
    assert [texts(dialog["card"]["content"]["body"][at]) for at in (0, -2)] == [FURTHER, FURTHER]
    assert beside(dialog, "New") == ["warned"]
    assert side.core.of(SubmitEvent) == []
    # Whoever closes it now finds it again.
    assert [kept.values["note"] for kept in side.core.unsent if isinstance(kept, SubmitEvent)] == ["swore at me"]
    again = buttons(dialog)["Send"]
    await side.does(submit({**again, "how": "phone", "note": "swore at me"}))
    assert len(side.core.of(SubmitEvent)) == 1


async def test_a_question_that_is_gone_gives_back_what_was_typed_there(side: Side) -> None:
    """Somebody else has answered it meanwhile: nothing is sent yet, nothing is new, and the next press sends it."""
    side.core.on(ReshapeEvent, shaped)
    mark = forms.drawn(replace(FORM, body=(HOW, NOTE, WARNED)))
    more: Json = {DRAWN: mark, "words": ["note", "warned"], "one": ["how", "whose"]}
    sent = form("||a1", more=more, note="swore at me", warned="I said that I would hang up", whose="not_asked")
    dialog = task(await side.does(submit(sent)))
    read = texts(dialog)
    assert [CHANGED in read, FURTHER in read, beside(dialog, "New")] == [True, False, []]
    assert [TYPED in read, NO_LONGER_ASKED in read, "I said that I would" in read] == [True] * 3
    assert ("not_asked" in read, list(inputs(dialog)), side.core.of(SubmitEvent)) == (False, ["how", "note"], [])
    await side.does(submit({**buttons(dialog)["Send"], "note": "swore at me"}))
    assert len(side.core.of(SubmitEvent)) == 1


async def test_a_question_that_is_gone_and_was_left_empty_holds_nothing_up(side: Side) -> None:
    """There is nothing to give back."""
    side.core.on(ReshapeEvent, shaped)
    more: Json = {DRAWN: forms.drawn(replace(FORM, body=(HOW, NOTE, WARNED))), "words": ["note", "warned"]}
    await side.does(submit(form("||a1", more=more, note="swore at me")))
    assert len(side.core.of(SubmitEvent)) == 1


async def test_what_is_refused_says_so_beside_the_button_and_marks_what_is_new(side: Side) -> None:
    """On a phone, whoever presses it sees the end of the form alone."""
    refused = replace(FORM, body=(HOW, NOTE, WARNED)).with_errors({"note": "Please say a little more."})
    dialog = task(await side.does(submit(form("||a1", more={"words": ["note"]}, how="phone")), OpenForm(refused)))
    body = dialog["card"]["content"]["body"]
    assert [texts(each) for each in body[-3:-1]] == [forms.NOT_SENT, "Needed: Please say a little more."]
    assert (texts(body[0]), beside(dialog, "New")) == (forms.NOT_SENT, ["warned"])


async def test_a_form_that_was_sent_before_is_asked_no_further_questions(side: Side) -> None:
    """Not even for new answers: the core says that it has it."""
    side.core.on(ReshapeEvent, shaped)
    mark = forms.drawn(replace(FORM, body=(HOW, NOTE)))
    await side.does(submit(form("||a1", more={DRAWN: mark}, note="swore at me")))
    again = await side.does(submit(form("||a1", more={DRAWN: mark}, how="phone", note="swore at me")))
    assert sentence(again) == "We have this already."


async def test_a_form_that_no_answer_shapes_is_sent_at_once(side: Side) -> None:
    """The core is asked once."""
    await side.does(submit(form("||a1", note="swore at me")))
    assert [type(event) for event in side.core.seen] == [SubmitEvent]


async def test_what_follows_is_shown_in_the_same_showing(side: Side) -> None:
    """On the button beside the answer."""
    side.core.on(ReshapeEvent, shaped)
    pressed = {**ours(Do.RESHAPE, "ended_contact.report", "||a1"), "how": "phone"}
    dialog = task(await side.does(submit(pressed)))
    assert "warned" in inputs(dialog)
    assert FURTHER not in texts(dialog)
    assert buttons(dialog)["Send"][OURS][TO].endswith("|a1")


async def test_colleagues_that_were_looked_for_are_listed(side: Side) -> None:
    """If there are too many for a list of all."""
    crowd = [replace(MORAG, id=PersonId(f"p{n}"), email=f"p{n}@example.org", name=f"Person {n}") for n in range(120)]
    side.store.directory.listed |= {p.id: p for p in crowd}
    side.core.on(ReshapeEvent, OpenForm(replace(FORM, body=(PeopleField(id="who", label="Who was there"),))))
    pressed = {**ours(Do.RESHAPE, "ended_contact.report", "||a1", people=["who"]), "who~find": "Morag"}
    dialog = task(await side.does(submit(pressed)))
    assert [choice["title"] for choice in inputs(dialog)["who"]["choices"]] == ["Morag Bain"]


# -- nothing typed is lost -------------------------------------------------------------------------------


async def test_a_refusal_stands_above_the_form_as_it_was_sent(side: Side) -> None:
    """So that what was typed can be sent again."""
    side.core.on(ReshapeEvent, lambda event: OpenForm(FORM.filled(event.values)))
    side.core.refuse(SubmitEvent, GONE)
    dialog = task(await side.does(submit(form("||a1", note="swore at me"))))
    assert "This is not available to you." in texts(dialog)
    assert inputs(dialog)["note"]["value"] == "swore at me"
    assert buttons(dialog)["Send"][OURS][TO].endswith("|a1")


async def test_what_was_typed_into_a_form_that_is_gone_is_read_back(side: Side) -> None:
    """In the dialog alone; what was chosen is not, as its words are unknown here."""
    side.core.refuse(ReshapeEvent, GONE)
    side.core.refuse(SubmitEvent, GONE)
    chosen: Json = {"one": ["on", "how"], "many": ["reasons"]}
    sent = form("rec1||a1", more=chosen, note="swore at me", on="2026-11-24", how="on_a_day", reasons="abuse,threat")
    dialog = task(await side.does(submit(sent)))
    read = texts(dialog)
    assert dialog["title"] == "Nothing changed"
    assert ["This is not available to you." in read, TYPED in read, "swore at me" in read] == [True] * 3
    assert [code for code in ("2026-11-24", "on_a_day", "abuse") if code in read] == []
    assert side.turn.replies == []


async def test_a_refused_act_without_anything_typed_says_why(side: Side) -> None:
    """And nothing more."""
    side.core.refuse(ActionEvent, GONE)
    dialog = task(await side.does(submit(ours())))
    assert "This is not available to you." in texts(dialog)
    assert TYPED not in texts(dialog)


async def test_where_our_side_fails_the_form_comes_back_too(side: Side) -> None:
    """With the sentence above it; or what was typed alone, where the form cannot be drawn either."""
    heard, event = side.heard(submit(form("||a1", note="swore at me")))
    side.core.on(ReshapeEvent, lambda event: OpenForm(FORM.filled(event.values)))
    drawn = task(await side.answers.refuse(heard, "Please try again.", side.turn, event))
    assert ["Please try again." in texts(drawn), inputs(drawn)["note"]["value"]] == [True, "swore at me"]
    side.core.on(ReshapeEvent, RuntimeError("the database is gone"))
    for known in (event, None):
        read = texts(task(await side.answers.refuse(heard, "Please try again.", side.turn, known)))
        assert ["Please try again." in read, "swore at me" in read] == [True, True]


async def test_what_was_typed_is_read_back_in_time_where_the_form_is_slow_to_draw(side: Side) -> None:
    """The person waits for an answer that has failed already."""
    heard, event = side.heard(submit(form("||a1", note="swore at me")))
    side.store.seconds = 30.0
    assert "swore at me" in texts(task(await side.answers.refuse(heard, "Please try again.", side.turn, event)))


async def test_a_refusal_is_a_sentence_where_nothing_was_typed(side: Side) -> None:
    """A small dialog for a button of a message, a message for what is said in the chat."""
    heard, event = side.heard(fetch())
    assert sentence(await side.answers.refuse(heard, "No.", side.turn, event)) == "No."
    heard, event = side.heard(typed())
    assert await side.answers.refuse(heard, "No.", side.turn, event) is None
    assert "No." in texts(side.turn.replies)


# -- the chat --------------------------------------------------------------------------------------------


async def test_words_are_answered_with_a_message_and_an_offer_can_be_answered_in_the_chat(side: Side) -> None:
    """Its button opens a dialog; the other one draws the same form in the chat."""
    side.core.on(ActionEvent, OpenForm(FORM))
    await side.does(typed(), ShowCard(OFFER))
    (message,) = side.turn.replies
    assert buttons(message)["Report"]["msteams"] == {"type": "task/fetch"}
    here = buttons(message)[HERE]
    assert (here[OURS]["do"], "msteams" in here) == ("here", False)


@pytest.mark.parametrize(
    "opened",
    [
        ShowCard(CARD_SHOWN),
        OpenForm(replace(FORM, about="rec1")),
        OpenForm(replace(FORM, extra="rec1")),
        OpenForm(replace(FORM, body=(Quote("swore at me"), NOTE))),
    ],
)
async def test_what_may_not_lie_in_the_chat_is_not_offered_there(side: Side, opened: Reply) -> None:
    """A form that is about a record, or shows what anybody wrote."""
    side.core.on(ActionEvent, opened)
    await side.does(typed(), ShowCard(OFFER))
    assert list(buttons(side.turn.replies)) == ["Report"]


async def test_an_act_that_is_no_opening_is_not_tried_to_see_what_it_shows(side: Side) -> None:
    """Only what changes nothing is asked for on somebody's behalf."""
    act = Card(title="One more tap", blocks=(Buttons((Button(label="Take it", action="ended_contact.take"),)),))
    await side.does(typed(), ShowCard(act))
    assert side.core.of(ActionEvent) == []


async def test_nothing_to_say_is_no_message(side: Side) -> None:
    """A repeat of words, for one."""
    await side.does(typed(), Done())
    assert side.turn.replies == []


@pytest.mark.parametrize("reply", [OpenForm(FORM), ShowHome(CARD_SHOWN)])
async def test_what_only_a_dialog_may_show_is_not_shown_in_the_chat(side: Side, reply: Reply) -> None:
    """A sentence says where it opens."""
    await side.does(typed(), reply)
    assert OPENS in texts(side.turn.replies)
    assert "privately" not in texts(side.turn.replies)


# -- an offer that is done with ---------------------------------------------------------------------------


async def sent_from(side: Side, message: str, reply: Reply) -> None:
    """A form that was opened from a message is sent."""
    await side.does(submit(form("||a1", more={CARD: message}, note="swore at me")), reply)
    await side.offers.drain()


async def test_an_offer_whose_form_was_sent_is_done(side: Side) -> None:
    """One line, without content or buttons; once."""
    await side.does(typed(), ShowCard(OFFER))
    await sent_from(side, "m1", ShowCard(CARD_SHOWN))
    await sent_from(side, "m1", ShowCard(CARD_SHOWN))
    ((reference, message, shown),) = side.bot.written
    assert (reference.conversation, message) == ("a:1isla-and-harbour", "m1")
    assert (set(texts(shown).split("\n")), buttons(shown)) == ({"Done."}, {})


async def test_an_offer_stays_until_its_form_is_accepted(side: Side) -> None:
    """Not what is missing something, nor what was refused."""
    await side.does(typed(), ShowCard(OFFER))
    await sent_from(side, "m1", OpenForm(FORM.with_errors({"note": "Please say a little more."})))
    side.core.refuse(SubmitEvent, GONE)
    await side.does(submit(form("||a1", more={CARD: "m1"})))
    await side.offers.drain()
    assert side.bot.written == []


async def test_other_messages_are_not_touched(side: Side) -> None:
    """The courier's, a list of everything that Harbour can do, and whatever a forged button names."""
    several = Card(title="Harbour", blocks=(Buttons((*OFFER.buttons(), Button(label="More", action="home.show"))),))
    await side.does(typed(), ShowCard(several))
    for message in ("m1", "1700000000000"):
        await sent_from(side, message, ShowCard(CARD_SHOWN))
    assert side.bot.written == []


async def test_an_offer_that_cannot_be_written_again_does_no_harm(side: Side) -> None:
    """The answer is given all the same."""
    side.bot.trouble = TeamsError("ServiceError", status=502)
    await side.does(typed(), ShowCard(OFFER))
    body = await side.does(submit(form("||a1", more={CARD: "m1"})), ShowCard(CARD_SHOWN))
    await side.offers.drain()
    assert task(body)["title"] == "Thank you"


async def test_the_answer_does_not_wait_for_the_offer(side: Side) -> None:
    """It is written again afterwards."""
    held = asyncio.Event()

    class SlowBot(FakeBot):
        async def update(self, reference: Reference, activity_id: str, activity: Json) -> None:
            await held.wait()
            await super().update(reference, activity_id, activity)

    side.bot = SlowBot()
    side.offers = Offers(side.bot)
    side.answers = Answers(side.service, side.store, side.offers)
    await side.does(typed(), ShowCard(OFFER))
    await side.does(submit(form("||a1", more={CARD: "m1"})), ShowCard(CARD_SHOWN))
    assert side.bot.written == []
    held.set()
    await side.offers.drain()
    assert len(side.bot.written) == 1
