"""An appeal, from a letter that comes in to telling the individual, over HTTP (policy 1.8, 1.3)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta

import pytest

from adapters.playground.people.example import address
from adapters.playground.people.person import Given
from adapters.playground.people.screen import Button
from tests.journeys.acts import LIMITS, approval, approves, closed, fill, opens, proposes, shares, suggests, tells
from tests.journeys.conftest import Towns
from tests.journeys.town import NOT_YOURS, Town, ref_in

CAME_IN: Mapping[str, Given] = {
    "How did it come in?": "Letter",
    "What is it about?": "RS-0001",
    "What do they say?": "He cannot report the leak",
}
THANKS = "Thank you. It has gone to the Chief Executive."
LIFT: Mapping[str, Given] = {"What do you decide?": "Lift the restriction", "Your reasons": "A set day will do"}
UPHOLD: Mapping[str, Given] = {
    "What do you decide?": "Uphold the restriction as it is",
    "Your reasons": "It protects the officers",
}
PAUSE: Mapping[str, Given] = {
    "Your reasons": "There is a leak now",
    "How does the individual hear of it?": "I ring him today",
}
#: Who decided, who asked for it, a line manager, the management team, who keeps the records, and others.
OTHERS = ("morag", "isla", "ailsa", "hamish", "catriona", "fiona", "callum", "angus", "elspeth", "tam")


async def in_force(town: Town, whom: str = "HA-20417") -> str:
    """A restriction that Isla suggested and Morag decided."""
    ref = await suggests(town, "isla", whom)
    await approves(town, "morag", ref, town.today + timedelta(days=180))
    await tells(town, "morag", ref)
    return ref


async def by_the_chief(town: Town) -> str:
    """A restriction that Hamish, who was there, proposed and Eilidh decided."""
    hamish, eilidh = town.person("hamish"), town.person("eilidh")
    await hamish.command("/restriction", "")
    await proposes(hamish, "HA-20417")
    ref = ref_in(hamish.modal(), "RS")
    await closed(hamish)
    await town.settle()
    await eilidh.press("Approve", near=ref)
    await fill(eilidh, approval(town.today + timedelta(days=180)))
    await eilidh.send()
    await closed(eilidh)
    await town.settle()
    await tells(town, "eilidh", ref)
    return ref


async def records(town: Town, by: str = "rory", **changes: Given) -> str:
    """Somebody records an appeal; returns its reference."""
    labels = {"about": "What is it about?", "on": "When did it come in?"}
    person = town.person(by)
    await person.command("/appeal", "")
    await fill(person, {**CAME_IN, **{labels[key]: value for key, value in changes.items()}})
    await person.send()
    assert THANKS in person.modal().text
    ref = ref_in(person.modal(), "AP")
    await closed(person)
    await town.settle()
    return ref


async def step(town: Town, who: str, ref: str, label: str, answers: Mapping[str, Given]) -> str:
    """Take a step from the appeal's page as the one who decides; returns the text shown then."""
    person = await opens(town, who, ref)
    await person.press(label)
    await fill(person, answers)
    await person.send()
    text = person.modal().text
    await closed(person)
    await town.settle()
    return text


async def acknowledged(town: Town, who: str = "eilidh", on: date | None = None) -> str:
    """An appeal recorded, and known to have arrived."""
    ref = await records(town, on=on or town.today)
    await step(town, who, ref, "They know that it arrived", {})
    return ref


async def has_told(town: Town, ref: str, who: str = "eilidh", *besides: str) -> str:
    """Record as the one who decides that the individual has been told, and of what else."""
    heard: Mapping[str, Given] = {
        "How": "Letter",
        "By whom": "Eilidh Grant",
        "They have heard": ("Whom they can turn to now: the ombudsman, as below", *besides),
    }
    return await step(town, who, ref, "They have been told", heard)


@pytest.fixture
async def chaired(towns: Towns) -> AsyncIterator[Town]:
    """A town with the chair in its settings to decide in the chief executive's place."""
    async with towns(policy=f'appeal_decider = "{address("elspeth")}"\n') as found:
        yield found


# -- the way of an appeal ------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7", "R-1.3-3")
async def test_an_appeal_is_upheld(town: Town) -> None:
    """Recorded by who answers the phones, acknowledged, decided and told by the chief executive."""
    restricted = await in_force(town)
    ref = await acknowledged(town)
    eilidh = await opens(town, "eilidh", ref)
    assert "He cannot report the leak" in eilidh.modal().text
    await eilidh.press("Decide")
    assert "Ombudsman" in eilidh.modal().text
    await closed(eilidh)
    assert "It is decided" in await step(town, "eilidh", ref, "Decide", UPHOLD)
    assert "Nothing more to do" in await has_told(town, ref)
    assert (town.standing(ref), town.standing(restricted)) == ("closed", "active")
    assert town.leaks("He cannot report the leak", "It protects the officers", "HA-20417") == []


@pytest.mark.requirement("R-1.8-7", "R-1.8-10")
async def test_an_appeal_lifts_the_restriction(town: Town) -> None:
    """Its manager hears at once, and that whoever decided has told the individual: nobody tells them twice."""
    restricted = await in_force(town)
    ref = await acknowledged(town)
    await step(town, "eilidh", ref, "Decide", LIFT)
    assert town.standing(restricted) == "lifted"
    assert "Lifted" in town.messages("morag", restricted)[-1].text
    assert "Whoever decided the appeal tells the individual." in town.messages("morag", restricted)[-1].text
    await has_told(town, ref)
    assert "There is nothing for you to tell them." in town.messages("morag", restricted)[-1].text
    heard = len(town.messages("morag", restricted))
    await town.until(5)
    assert len(town.messages("morag", restricted)) == heard


@pytest.mark.requirement("R-1.8-7", "R-1.8-10", "R-1.5-1")
async def test_an_appeal_varies_the_restriction(town: Town) -> None:
    """With the questions of a review; what is new applies once the individual has been told."""
    restricted = await in_force(town)
    ref = await acknowledged(town)
    answers: dict[str, Given] = {
        "What do you decide?": "Vary the restriction",
        "What are the measures from now on?": ("Limits on time or volume of contact",),
        "When, how long or how often?": "One call a week",
        **LIMITS,
        "Which needs or adjustments did you consider?": "Large print",
        "What would make us look sooner?": "Two calm months",
        "Your reasons, and why nothing lighter is enough": "He has to be able to ring",
    }
    await step(town, "eilidh", ref, "Decide", answers)
    morag = await opens(town, "morag", restricted)
    assert "He has to be able to ring" in morag.modal().text
    assert "He cannot report the leak" not in morag.modal().text
    await closed(morag)
    await shares(town, "morag", restricted)
    await has_told(town, ref, "eilidh", "When we look at it again, and what would bring it forward")
    assert "There is nothing for you to tell them." in town.messages("morag", restricted)[-1].text
    assert (town.standing(ref), town.standing(restricted)) == ("closed", "active")


@pytest.mark.requirement("R-1.8-7")
async def test_an_appeal_comes_years_later(town: Town) -> None:
    """After the restriction was lifted, by a letter that is a year old: it is heard like any other."""
    restricted = await in_force(town)
    first = await acknowledged(town)
    await step(town, "eilidh", first, "Decide", LIFT)
    await town.until(date(2029, 5, 2))
    ref = await acknowledged(town, on=date(2028, 5, 1))
    shown = await step(
        town,
        "eilidh",
        ref,
        "Decide",
        {"What do you decide?": "It should not have been put in place", "Your reasons": "He was right"},
    )
    assert "It should not have been put in place" in shown
    assert town.standing(restricted) == "lifted"


@pytest.mark.requirement("R-1.8-7")
async def test_a_suspension_is_shown_wherever_the_restriction_is(town: Town) -> None:
    """To its manager, and the management team; it ends when whoever decides ends it."""
    restricted = await in_force(town)
    ref = await acknowledged(town)
    await step(town, "eilidh", ref, "Suspend the restriction", PAUSE)
    assert town.standing(restricted) == "suspended"
    assert any("Suspended while an appeal is heard" in m.text for m in town.messages("morag", restricted))
    morag = town.person("morag")
    await morag.press("Open", on=town.messages("morag", restricted)[-1])
    assert "Suspended while an appeal is heard" in morag.modal().text
    assert "leak" not in morag.modal().text
    await closed(morag)
    await step(town, "eilidh", ref, "End the suspension", PAUSE)
    assert town.standing(restricted) == "active"
    assert town.leaks("There is a leak now", "I ring him today") == []


# -- who may not -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7", "R-1.14.1-6")
async def test_what_comes_back_tells_nothing_of_what_it_met(town: Town) -> None:
    """A restriction in force, one that does not exist, and somebody's initials: the same screen but for its number."""
    await in_force(town)
    said = set()
    rory = town.person("rory")
    for about in ("RS-0001", "HA-20417", "RS-0404", "T. B."):
        await rory.command("/appeal", "")
        await fill(rory, {**CAME_IN, "What is it about?": about})
        await rory.send()
        said.add(rory.modal().text.replace(ref_in(rory.modal(), "AP"), "AP"))
        await closed(rory)
        await town.settle()
    assert len(said) == 1
    assert town.messages("rory", "AP-") == []


@pytest.mark.requirement("R-1.8-7", "R-1.8-5", "R-1.14.1-6")
async def test_nobody_else_gets_anywhere_with_a_button_or_a_form_of_it(town: Town) -> None:
    """Not who decided, nor a line manager, nor the management team: on no route, and nothing changes."""
    restricted = await in_force(town)
    ref = await records(town)
    eilidh = town.person("eilidh")
    buttons: list[Button] = [b for m in town.messages("eilidh", ref) for b in m.buttons]
    forms = []
    for label, answers in {
        "They know that it arrived": {},
        "Suspend the restriction": PAUSE,
        "Say which restriction it is about": {"Its reference": "RS-0001"},
        "I have a part in this matter": {"Which part do you have in it?": "I was there"},
    }.items():
        await eilidh.press("Open", near=ref)
        buttons += [b for b in eilidh.modal().buttons if b.label != "Open"]
        await eilidh.press(label)
        await fill(eilidh, answers)
        forms.append(eilidh.pending())
        await closed(eilidh)
    await step(town, "eilidh", ref, "They know that it arrived", {})
    await eilidh.press("Open", near=ref)
    await eilidh.press("Decide")
    await fill(eilidh, LIFT)
    forms.append(eilidh.pending())
    await closed(eilidh)
    before, heard = town.state(), town.counts()
    for who in OTHERS:
        person = town.person(who)
        for button in buttons:
            if who == "fiona" and button.action == "appeal.open":
                continue  # she keeps the records, and may read it
            await town.forge(who, button)
            assert NOT_YOURS in person.modal().text, (who, button.label)
            await closed(person)
        for payload in forms:
            assert await town.is_refused(who, payload), who
    await town.settle()
    assert (town.state(), town.counts()) == (before, heard)
    assert (town.standing(ref), town.standing(restricted)) == ("acknowledged", "active")


@pytest.mark.requirement("R-1.8-7")
async def test_who_decided_before_hears_that_there_is_one(town: Town) -> None:
    """A message with nothing to press, and a line; no word of what was said."""
    restricted = await in_force(town)
    await records(town)
    (message,) = [m for m in town.messages("morag") if "An appeal has been made" in m.text]
    assert (f"about {restricted}" in message.text, list(message.buttons)) == (True, [])
    assert town.leaks("He cannot report the leak", "HA-20417") == []


# -- the conflict ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-7")
async def test_the_chief_executive_decided_and_the_settings_name_somebody(chaired: Town) -> None:
    """The chair has it from the first moment, and decides it; the chief executive hears that there is one."""
    restricted = await by_the_chief(chaired)
    ref = await acknowledged(chaired, "elspeth")
    assert chaired.messages("eilidh", ref) == []
    assert any("An appeal has been made" in m.text for m in chaired.messages("eilidh"))
    await step(chaired, "elspeth", ref, "Decide", LIFT)
    assert chaired.standing(restricted) == "lifted"


@pytest.mark.requirement("R-1.8-7")
async def test_the_chief_executive_decided_and_the_management_team_names_somebody(town: Town) -> None:
    """Neither who proposed it nor the chief executive is asked; nobody has it until somebody is named."""
    await by_the_chief(town)
    ref = await records(town)
    assert [len(town.messages(who, ref)) for who in ("catriona", "hamish", "eilidh", "elspeth")] == [1, 0, 0, 0]
    catriona = town.person("catriona")
    await catriona.press("Name someone", near=ref)
    await fill(catriona, {"Who should handle it?": "Eilidh Grant"})
    await catriona.send()
    assert "They cannot take this one" in catriona.modal().text
    await fill(catriona, {"Who should handle it?": "Elspeth Rennie"})
    await catriona.send()
    await closed(catriona)
    await town.settle()
    assert [len(town.messages(who, ref)) for who in ("elspeth", "eilidh")] == [1, 0]
    await step(town, "elspeth", ref, "They know that it arrived", {})
    await step(town, "elspeth", ref, "Decide", UPHOLD)
    assert town.standing(ref) == "decided"


@pytest.mark.requirement("R-1.8-7")
async def test_n24_silence_moves_it_to_nobody(town: Town) -> None:
    """Every five days to the chief executive, who is away; the management team hears after fifteen."""
    await in_force(town)
    await town.is_away("eilidh", town.day(40))
    ref = await records(town)
    await town.until(17, "12:00")
    assert town.times("eilidh", ref) == [
        "Mon 11 Jan, 10:00", "Mon 18 Jan, 09:30", "Mon 25 Jan, 09:30", "Mon 1 Feb, 09:30",
    ]  # fmt: skip
    assert [town.times(who, ref) for who in ("hamish", "catriona")] == [["Mon 1 Feb, 17:00"]] * 2
    assert all("Name someone" not in m.labels for m in town.messages("hamish", ref))
    assert [town.messages(who, ref) for who in ("morag", "ailsa", "elspeth", "isla")] == [[], [], [], []]
