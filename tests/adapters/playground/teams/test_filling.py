"""A person fills in every kind of field, tap by tap, and brings up further questions."""

from __future__ import annotations

from datetime import date, time

import pytest

from adapters.playground.people.person import Given
from adapters.playground.stand_in.refusals import CannotDo, Json
from adapters.playground.teams.driver import Driver
from adapters.playground.teams.person import TeamsPerson
from tests.adapters.playground.teams.conftest import ISLA
from tests.adapters.playground.teams.tiny_bot import (
    Said,
    TinyBot,
    asked,
    button,
    choice,
    dialog,
    form,
    row,
    text,
)

OPEN = button("Open", "it.open", opens=True)
FOLLOWS = row(button("Show what follows", "a.form", "reshape"))
FIND = row(button("Find", "a.form", "reshape"))
BOX = asked("Text", "Find a colleague", "who~find")
HOW = choice("How were you in contact?", "how", "Phone – by voice", "Letter")
WHAT = choice("What was it?", "what", "Swearing", "Shouting", "Shoving", isMultiSelect=True)
WHO = choice("Who was there?", "who", "Isla Fraser", "Morag Sinclair", style="compact", isMultiSelect=True)


@pytest.fixture
def isla(driver: Driver) -> TeamsPerson:
    """Isla, in front of the tiny bot."""
    return driver.person("isla")


async def opened(isla: TeamsPerson, bot: TinyBot, content: Json, *answers: Said) -> None:
    """Let Isla open a dialog; counting of taps begins after it."""
    bot.writes(ISLA.aad, row(OPEN))
    bot.opens(dialog(content), *answers)
    await isla.press("Open")
    isla.taps = 0


@pytest.mark.parametrize(
    ("question", "given", "seen", "sent", "taps"),
    [
        (asked("Text", "Words", "x", maxLength=9), "some words"[:9], "some word", "some word", 0),
        (asked("Text", "Words", "x", value="old"), None, None, None, 0),
        (asked("Date", "Day", "x"), date(2027, 1, 11), "2027-01-11", "2027-01-11", 1),
        (asked("Time", "At", "x"), time(9, 5), "09:05", "09:05", 1),
        (asked("Date", "Day", "x", value="2027-01-11"), None, None, None, 1),
        (HOW, "phone", "Phone", "phone", 1),
        (HOW, "Phone – by voice", "Phone", "phone", 1),
        (WHAT, ("Shoving", "Swearing"), ("Shoving", "Swearing"), "shoving,swearing", 2),
        ({**WHAT, "value": "swearing,shouting"}, ("Shouting",), ("Shouting",), "shouting", 1),
        (WHO, ("morag", "isla.fraser@hfl.example"), ("Morag Sinclair", "Isla Fraser"), "morag,isla", 2),
        ({**WHO, "isMultiSelect": False}, ("Isla Fraser",), "Isla Fraser", "isla", 1),
        ({**WHO, "isMultiSelect": False, "value": "isla"}, None, None, None, 1),
    ],
)
async def test_a_field_is_filled_in(
    isla: TeamsPerson, bot: TinyBot, question: Json, given: Given, seen: object, sent: str | None, taps: int
) -> None:
    """Visible answer, sent value and number of taps are right; doing it again takes none."""
    await opened(isla, bot, form(question), None)
    for _ in range(2):
        await isla.fill({question["label"]: given})
    (label,) = isla.modal().fields
    assert (isla.modal().fields[label], isla.taps) == (seen, taps)
    await isla.send()
    assert bot.data.get(question["id"]) == sent  # what is empty is left out


@pytest.mark.parametrize(
    ("question", "given", "why"),
    [
        (asked("Text", "Words", "x", maxLength=9), "some words", "at most 9 characters; these are 10"),
        (asked("Text", "Words", "x"), ("a", "b"), "takes text"),
        (asked("Date", "Day", "x"), "tomorrow", "cannot be picked"),
        (asked("Time", "At", "x"), "noon", "cannot be picked"),
        (asked("Toggle", "Sure?", "x", title="Yes"), "Yes", "cannot be filled in here"),
        (HOW, "By fax", "has no answer 'By fax'. There are: 'Phone', 'Letter'"),
        (HOW, None, "takes one of its answers"),
        (WHAT, time(9), "no choice"),
        (WHO, ("greta",), "has no answer 'Greta Lindqvist'"),
    ],
)
async def test_what_cannot_be_given_is_told(
    isla: TeamsPerson, bot: TinyBot, question: Json, given: Given, why: str
) -> None:
    """With a sentence that says why."""
    drawn = form(question)
    bot.tenant.dialogs.open(ISLA.aad, dialog(drawn)["task"]["value"])
    with pytest.raises(CannotDo, match=why):
        await isla.fill({question["label"]: given})
    assert bot.received == []


async def test_what_follows_is_shown_once_for_several_answers(isla: TeamsPerson, bot: TinyBot) -> None:
    """The button beside the last of them is pressed when there is no more to answer without it."""
    asks = asked("Text", "Did you warn them?", "warned")
    first = form(HOW, FOLLOWS, {**WHAT}, FOLLOWS)
    second = form({**HOW, "value": "phone"}, FOLLOWS, {**WHAT, "value": "shouting"}, FOLLOWS, asks)
    await opened(isla, bot, first, dialog(second))
    await isla.fill({"How were": "Phone", "What was it?": ("Shouting",), "Did you warn them?": "Twice"})
    (fetched, reshaped) = bot.received
    assert (reshaped["name"], reshaped["value"]["data"]["how"], reshaped["value"]["data"]["what"]) == (
        "task/submit",
        "phone",
        "shouting",
    )
    assert reshaped["value"]["data"]["harbour"]["do"] == "reshape"
    assert isla.modal().fields["Did you warn them?"] == "Twice"
    assert (isla.taps, fetched["name"]) == (3, "task/fetch")


async def test_what_follows_is_shown_before_one_looks_again(isla: TeamsPerson, bot: TinyBot) -> None:
    """Also where nothing more is filled in; an answer that stood there already brings up nothing."""
    await opened(isla, bot, form(HOW, FOLLOWS), dialog(form({**HOW, "value": "letter"}, FOLLOWS, text("Thank you."))))
    await isla.answer("how", "Letter")
    assert "Thank you." in isla.modal().text
    await isla.fill({"How were you in contact?": "Letter"})
    assert (isla.taps, len(bot.received)) == (2, 2)


async def test_a_colleague_is_looked_for_where_there_are_too_many(isla: TeamsPerson, bot: TinyBot) -> None:
    """Typed, found, ticked: one after the other."""
    nobody = form({**BOX, "label": "Who was there?"}, FIND)
    found = choice("Who was there?", "who", "Morag Sinclair", isMultiSelect=True)
    both = choice("Who was there?", "who", "Morag Sinclair", "Isla Fraser", isMultiSelect=True, value="morag")
    await opened(isla, bot, nobody, dialog(form(found, BOX, FIND)), dialog(form(both, BOX, FIND)), None)
    await isla.fill({"Who was there?": ("morag", "Isla Fraser")})
    assert [a["value"]["data"].get("who~find") for a in bot.received[1:]] == ["Morag Sinclair", "Isla Fraser"]
    assert (isla.modal().fields, isla.taps) == ({"Who was there?": ("Morag Sinclair", "Isla Fraser")}, 4)
    await isla.send()
    assert bot.data["who"] == "morag,isla"


async def test_a_colleague_who_is_not_found_is_told(isla: TeamsPerson, bot: TinyBot) -> None:
    """Looked for once, and no more."""
    nobody = form({**BOX, "label": "Who was there?", "value": "Morag Sinclair"}, FIND)
    await opened(isla, bot, form({**BOX, "label": "Who was there?"}, FIND), dialog(nobody))
    with pytest.raises(CannotDo, match="finds nobody called 'Morag Sinclair'"):
        await isla.fill({"Who was there?": ("Morag Sinclair",)})
    await isla.fill({"Who was there?": ()})


async def test_a_field_that_is_gone_cannot_be_filled_in(isla: TeamsPerson, bot: TinyBot) -> None:
    """Nor one that never was, nor one of two alike."""
    await opened(isla, bot, form(asked("Text", "One", "one"), asked("Text", "Only", "only")))
    for label, why in (("Two", "no field 'Two'"), ("On", "2 fields")):
        with pytest.raises(CannotDo, match=why):
            await isla.fill({label: "-"})
    with pytest.raises(CannotDo, match="any more"):
        await isla.answer("two", "-")
