"""A person in the stand-in can do and see the same as in Teams."""

from __future__ import annotations

import pytest

from adapters.playground.people.person import Forgery
from adapters.playground.stand_in.refusals import AppFailed, CannotDo, ClientRefused, Json
from adapters.playground.stand_in.sent import Channel
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.person import TeamsPerson
from adapters.playground.teams.tenant import Tenant
from tests.adapters.playground.teams.conftest import ISLA, MORAG
from tests.adapters.playground.teams.tiny_bot import (
    Said,
    TinyBot,
    asked,
    button,
    card,
    dialog,
    form,
    item,
    row,
    sentence,
    text,
)

NOTE = asked("Text", "What happened", "note")
OPEN = button("Open", "it.open", opens=True, to="7|")


@pytest.fixture
def isla(driver: Driver) -> TeamsPerson:
    """Isla, in front of the tiny bot."""
    return driver.person("isla")


def offering(bot: TinyBot, content: Json, *answers: Said) -> None:
    """Answer typed text with this card, and its buttons with these answers in order."""
    waiting = list(answers)

    def handle(activity: Json) -> Said:
        if activity["type"] == "message":
            bot.replies(activity, content)
            return None
        return waiting.pop(0)

    bot.handler = handle


# -- commands and messages ---------------------------------------------------------------------------


async def test_a_command_is_typed_and_opened(isla: TeamsPerson, bot: TinyBot) -> None:
    """Its words go into the chat, and one tap on the card that answers opens the form."""
    here = button("Answer here in the chat", "it.open", "here")
    offering(bot, card(text("One more tap"), row(here), row(OPEN)), dialog(form(NOTE)))
    await isla.command("/ended-contact", "she shouted\nat me")
    said, fetched = bot.received
    assert (said["type"], said["text"]) == ("message", "ended contact she shouted\nat me")
    assert (fetched["name"], fetched["replyToId"]) == ("task/fetch", isla.messages()[-1].ref)
    assert fetched["value"]["data"] == OPEN["data"]
    assert (isla.modal().title, isla.modal().text.splitlines()[1], isla.taps) == ("A form", "What happened", 1)


async def test_a_command_that_is_answered_in_words_opens_nothing(isla: TeamsPerson, bot: TinyBot) -> None:
    """The words are there to be read."""
    offering(bot, card(text("This is for staff.")))
    await isla.command("/ended-contact")
    assert (isla.has_modal, isla.newest().text, isla.taps) == (False, "This is for staff.", 0)


async def test_a_command_that_is_answered_with_a_choice_is_left_to_be_read(isla: TeamsPerson, bot: TinyBot) -> None:
    """Its buttons are pressed as those of any message."""
    offering(bot, card(text("Support"), row(OPEN, button("Later", "later", opens=True))), sentence("Later, then."))
    await isla.command("/support")
    assert (isla.has_modal, isla.newest().labels) == (False, ("Open", "Later"))
    await isla.press("Later")
    assert "Later, then." in isla.modal().text


async def test_the_card_that_opened_a_form_is_neither_news_nor_in_the_way(isla: TeamsPerson, bot: TinyBot) -> None:
    """The message before it counts as the newest, and its buttons are the ones pressed."""
    bot.writes(ISLA.aad, text("EC-0001"), row(OPEN))
    offering(bot, card(text("One more tap"), row(OPEN)), sentence("Opened."), sentence("Opened too."))
    await isla.command("/ended-contact")
    await isla.close()
    assert (isla.newest().text, [m.text for m in isla.news()]) == ("EC-0001\n[Open]", ["EC-0001\n[Open]"])
    await isla.press("Open")
    assert bot.last["replyToId"] == isla.newest().ref


async def test_a_message_may_be_delivered_again(isla: TeamsPerson, bot: TinyBot) -> None:
    """With the same id; perhaps with a file, whose name Teams hands over."""
    await isla.say("hello", retries=1)
    first, second = bot.received
    assert first["id"] == second["id"] == isla.messages()[-1].ref
    await isla.say("look", file="photo.png")
    assert [a.get("name") for a in bot.last["attachments"]] == ["photo.png", None]
    assert [m.by for m in isla.messages()] == ["Isla Fraser", "Isla Fraser"]


async def test_the_welcome_is_no_news(driver: Driver, isla: TeamsPerson, bot: TinyBot, tenant: Tenant) -> None:
    """The app is added once, for whoever is to have it; what it says to that answers no word of theirs."""

    def welcomes(activity: Json) -> Said:
        bot.writes(activity["from"]["aadObjectId"], text("Welcome"))
        return None

    bot.handler = welcomes
    await driver.install()
    await driver.install()
    assert {a["type"] for a in bot.received} == {"installationUpdate"}
    assert [a["from"]["name"] for a in bot.received] == ["Isla Fraser", "Morag Sinclair"]
    assert [m.text for m in isla.messages()] == ["Welcome"]
    assert (isla.news(), list(tenant.chats)) == ((), [ISLA.aad, MORAG.aad])
    with pytest.raises(CannotDo, match="no message"):
        isla.newest()


async def test_a_message_can_be_waited_for(isla: TeamsPerson, bot: TinyBot) -> None:
    """It is found where it stands, and missed loudly."""
    bot.writes(ISLA.aad, text("EC-0042 waits"))
    assert (await isla.wait_for("EC-0042")).text == "EC-0042 waits"
    with pytest.raises(CannotDo, match="no message with 'EC-0043'"):
        await isla.wait_for("EC-0043", seconds=0.01)


# -- pressing ----------------------------------------------------------------------------------------


async def test_a_button_is_pressed_by_its_label_or_its_act(isla: TeamsPerson, bot: TinyBot) -> None:
    """In the newest message that has it, or in the one that says more."""
    bot.writes(ISLA.aad, text("one"), row(button("Open", "it.open", opens=True, to="1|")))
    bot.writes(ISLA.aad, text("two"), row(button("Open", "it.open", opens=True, to="2|")))
    bot.opens(sentence("A"), sentence("B"))
    await isla.press("Open")
    assert (bot.data["harbour"]["to"], isla.modal().text) == ("2|", "Harbour\nA\n[Close]")
    await isla.press("it.open", near="one")
    assert (bot.data["harbour"]["to"], bot.last["replyToId"]) == ("1|", isla.messages()[0].ref)


async def test_a_button_that_is_not_there_cannot_be_pressed(isla: TeamsPerson, bot: TinyBot) -> None:
    """The sentence says what there is; two alike need to be told apart."""
    with pytest.raises(CannotDo, match="no message with a button 'Open'"):
        await isla.press("Open")
    bot.writes(ISLA.aad, item("EC-1", OPEN), item("EC-2", button("Open", "it.open", opens=True, to="2|")))
    with pytest.raises(CannotDo, match="2 buttons 'Open'"):
        await isla.press("Open")
    with pytest.raises(CannotDo, match="no dialog open"):
        await isla.press("Open", "modal")
    with pytest.raises(CannotDo, match="not opened their home"):
        await isla.press("Open", "home")
    bot.opens(sentence("A"))
    await isla.press("Open", near="EC-2")
    assert bot.data["harbour"]["to"] == "2|"


async def test_a_stale_button_can_still_be_clicked(isla: TeamsPerson, bot: TinyBot, tenant: Tenant) -> None:
    """A screen that was seen before: the message has moved on, the click has not."""
    written = bot.writes(ISLA.aad, text("waits"), row(button("Approve", "approve", opens=True)))
    seen = isla.newest()
    tenant.rewrite(written, card=card(text("settled")))
    bot.opens(sentence("Decided already."))
    await isla.press("Approve", on=seen)
    assert (bot.data["harbour"]["name"], isla.newest().text) == ("approve", "settled")
    tenant.delete(written)
    with pytest.raises(CannotDo, match="not there any more"):
        await isla.press("Approve", on=seen)


async def test_the_same_click_may_be_delivered_again(isla: TeamsPerson, bot: TinyBot) -> None:
    """With the same id; one tap."""
    bot.writes(ISLA.aad, row(OPEN))
    bot.opens(sentence("A"), sentence("B"))
    await isla.press("Open", repeat=1)
    assert bot.received[0] == bot.received[1]
    assert (isla.taps, isla.modal().text) == (1, "Harbour\nA\n[Close]")


async def test_a_way_out_sends_nothing(isla: TeamsPerson, bot: TinyBot) -> None:
    """The browser opens, and the app is not told."""
    bot.writes(ISLA.aad, row({"type": "Action.OpenUrl", "title": "Add it", "url": "https://h.example/x"}))
    await isla.press("Add it")
    assert (bot.received, isla.taps) == ([], 1)


@pytest.mark.parametrize(
    "answer",
    [
        500,
        None,
        {"task": {"type": "confetti"}},
        sentence(""),
        dialog({"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Confetti"}]}),
        {"task": {"type": "continue", "value": {"title": "No card"}}},
    ],
)
async def test_a_click_that_opens_nothing_is_told(isla: TeamsPerson, bot: TinyBot, answer: Said) -> None:
    """Every answer that Teams cannot show is a failure, never a silence."""
    bot.writes(ISLA.aad, row(OPEN))
    bot.opens(answer)
    with pytest.raises(AppFailed, match="Something went wrong"):
        await isla.press("Open")
    assert not isla.has_modal


# -- dialogs -----------------------------------------------------------------------------------------


async def opened(isla: TeamsPerson, bot: TinyBot, content: Json, *answers: Said) -> None:
    """Let Isla open a dialog."""
    bot.writes(ISLA.aad, row(OPEN))
    bot.opens(dialog(content), *answers)
    await isla.press("Open")


async def test_a_form_is_sent_with_what_stands_in_it(isla: TeamsPerson, bot: TinyBot) -> None:
    """Data of the button and typed values are sent; the answer replaces the dialog, says something or closes it."""
    more = asked("Text", "More (optional)", "more")
    await opened(isla, bot, form(NOTE, more), dialog(form(NOTE), "Again"), sentence("Thank you."))
    await isla.fill({"What happened": "shouted"})
    await isla.send()
    assert (bot.last["name"], "replyToId" in bot.last) == ("task/submit", False)
    assert bot.data == {"harbour": {"do": "form", "name": "a.form"}, "note": "shouted"}
    assert (isla.modal().title, isla.modal().fields) == ("Again", {"What happened": None})
    await isla.send()
    assert (isla.modal().text, isla.taps) == ("Harbour\nThank you.\n[Close]", 3)


async def test_an_empty_answer_closes_the_dialog(isla: TeamsPerson, bot: TinyBot) -> None:
    """A failure leaves it as it was; the very same may be sent again."""
    await opened(isla, bot, form(NOTE), 500, None, None)
    await isla.fill({"What happened": "shouted"})
    with pytest.raises(AppFailed) as failed:
        await isla.send()
    assert (failed.value.status, isla.modal().fields) == (500, {"What happened": "shouted"})
    await isla.send(repeat=1)
    assert bot.received[-1] == bot.received[-2]
    assert not isla.has_modal


async def test_the_client_insists_before_it_sends(isla: TeamsPerson, bot: TinyBot) -> None:
    """With the form's own sentence, in the dialog; a button that needs no answers is not held up."""
    needed = {**NOTE, "isRequired": True, "errorMessage": "Please say what happened."}
    back = button("Back", "it.back", associatedInputs="none")
    await opened(isla, bot, card(needed, row(button("Send", "a.form", "form"), back)), sentence("Back."))
    with pytest.raises(ClientRefused) as refused:
        await isla.send()
    assert refused.value.errors == isla.modal().errors == {"What happened": "Please say what happened."}
    assert len(bot.received) == 1
    await isla.press("Back")
    assert bot.data == {"harbour": {"do": "act", "name": "it.back"}}


async def test_a_dialog_is_closed_without_a_word_to_the_app(isla: TeamsPerson, bot: TinyBot) -> None:
    """Nobody acts behind an open one, but a sentence that lies open is closed on the way."""
    await opened(isla, bot, form(NOTE), sentence("Nothing changed."))
    for act in (isla.say("hello"), isla.press("Open", "message"), isla.open_home()):
        with pytest.raises(CannotDo, match="while the dialog 'A form' is open"):
            await act
    await isla.close()
    assert (isla.has_modal, len(bot.received), isla.taps) == (False, 1, 2)
    with pytest.raises(CannotDo, match="no dialog open"):
        await isla.close()
    await isla.press("Open")
    await isla.say("hello")
    assert (isla.has_modal, isla.taps) == (False, 4)


# -- the home, and forms in the chat -----------------------------------------------------------------


HOME = card(text("Nothing waits."), row(button("Show all", "home.all")))
OFFER = card(text("Harbour"), row(button("Report", "form:report", opens=True), button("Mine", "home.show", opens=True)))


async def test_the_home_is_asked_for_and_looked_at_in_a_dialog(isla: TeamsPerson, bot: TinyBot) -> None:
    """It is no dialog like others: what is pressed in it may open one."""
    offering(bot, OFFER, dialog(HOME, "Home"), sentence("All."))
    with pytest.raises(CannotDo, match="not opened"):
        isla.home()
    screen = await isla.open_home()
    assert (bot.received[0]["text"], bot.data["harbour"]["name"]) == ("harbour", "home.show")
    assert (screen.text, isla.home(), isla.has_modal) == ("Home\nNothing waits.\n[Show all]\n[Close]", screen, False)
    with pytest.raises(CannotDo, match="no dialog open"):
        isla.modal()
    await isla.press("Show all", "home")
    assert (bot.last["name"], bot.data["harbour"]["name"], isla.modal().title) == ("task/submit", "home.all", "Harbour")
    assert isla.taps == 2


async def test_the_home_gives_way_and_is_opened_again(isla: TeamsPerson, bot: TinyBot) -> None:
    """By the same card; what stands behind it is pressed as ever."""
    bot.writes(ISLA.aad, text("EC-0001"), row(button("Show all", "it.open", opens=True)))
    offering(bot, OFFER, dialog(HOME, "Home"), sentence("EC-0001."), dialog(HOME, "Home again"), sentence("All."))
    await isla.open_home()
    await isla.press("Show all", near="EC-0001")
    assert isla.modal().text == "Harbour\nEC-0001.\n[Close]"
    await isla.press("Show all", "home")
    assert [a["type"] for a in bot.received] == ["message", "invoke", "invoke", "invoke", "invoke"]
    assert (isla.home().title, isla.modal().text) == ("Home again", "Harbour\nAll.\n[Close]")


async def test_a_form_in_the_chat_is_filled_in_there(isla: TeamsPerson, bot: TinyBot) -> None:
    """Sending it is a message with a value; the client checks it as it does a dialog."""
    needed = {**NOTE, "isRequired": True, "errorMessage": "Please say what happened."}
    written = bot.writes(ISLA.aad, needed, row(button("Send", "a.form", "form")))
    with pytest.raises(ClientRefused):
        await isla.send()
    assert isla.newest().errors == {"What happened": "Please say what happened."}
    await isla.fill({"What happened": "shouted"})
    await isla.send()
    assert (bot.last["type"], bot.last["replyToId"]) == ("message", written.id)
    assert bot.data == {"harbour": {"do": "form", "name": "a.form"}, "note": "shouted"}
    assert isla.newest().fields == {"What happened": "shouted"}


# -- who can act, and what nobody should try ---------------------------------------------------------


async def test_those_without_an_account_cannot_act(driver: Driver, isla: TeamsPerson, tenant: Tenant) -> None:
    """The account is closed; and nobody is called so."""
    tenant.change_member(ISLA.aad, deleted=True)
    for act in (isla.say("hello"), isla.command("/support"), isla.press("Open"), isla.send()):
        with pytest.raises(CannotDo, match="deactivated"):
            await act
    with pytest.raises(CannotDo, match="Nobody"):
        driver.person("nobody")


async def test_a_sending_can_be_kept_forged_and_taken_over(driver: Driver, isla: TeamsPerson, bot: TinyBot) -> None:
    """Somebody else delivers it in their own chat; nothing of what comes of it is shown."""
    await opened(isla, bot, form(NOTE), sentence("Not yours."), sentence("Not yours."))
    await isla.fill({"What happened": "shouted"})
    kept, forged = isla.pending(), isla.pending(Forgery(form="b.form", to="9|", answers={"x": ["1"]}, is_empty=True))
    await isla.close()
    morag = driver.person("morag")
    answer = await morag.deliver(kept)
    assert (answer.json(), morag.has_modal) == (sentence("Not yours."), False)
    assert (bot.last["from"]["aadObjectId"], bot.data["note"]) == (MORAG.aad, "shouted")
    assert bot.last["conversation"]["id"] != kept.payload["conversation"]["id"]
    await morag.deliver(forged)
    assert bot.data == {"harbour": {"do": "form", "name": "b.form", "to": "9|"}, "x": ["1"]}
    with pytest.raises(CannotDo, match="nothing to send"):
        isla.pending()


async def test_a_button_that_was_never_shown_can_be_clicked(driver: Driver, isla: TeamsPerson, bot: TinyBot) -> None:
    """As one of a message in their own chat; with another act and another pointer; what it opens is seen."""
    await opened(isla, bot, card(text("-"), row(button("Look", "it.look", to="7|"))), sentence("A"), sentence("B"))
    (look,) = isla.modal().buttons
    morag = driver.person("morag")
    await morag.click(look)
    assert (bot.data["harbour"], bot.last["name"]) == ({"do": "act", "name": "it.look", "to": "7|"}, "task/fetch")
    assert (bot.data["msteams"], morag.modal().text) == ({"type": "task/fetch"}, "Harbour\nA\n[Close]")
    await morag.click(look, act="it.decide", value="8|")
    assert bot.data["harbour"] == {"do": "act", "name": "it.decide", "to": "8|"}
    assert morag.modal().text == "Harbour\nB\n[Close]"


async def test_what_has_left_the_app_can_be_searched(driver: Driver, isla: TeamsPerson, bot: TinyBot) -> None:
    """A dialog is no part of any history; an answer anywhere else is."""
    await opened(isla, bot, form(NOTE, text("a heron")), sentence("a heron"))
    await isla.send()
    assert driver.outside("heron") == []
    driver.tenant.sent.note("send", Channel.MESSAGE, {"text": "A Heron"})
    assert driver.outside("heron") == ["send"]
    assert (driver.platform, isla.platform, driver.taps) == ("teams", "teams", isla.taps)
    assert [p.name for p in driver.everybody()][:2] == ["Isla Fraser", "Morag Sinclair"]
    assert (isla.handle, isla.email) == ("isla", "isla.fraser@hfl.example")
