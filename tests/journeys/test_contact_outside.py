"""Contact outside the office, over HTTP: raised in two taps, talked over, and recorded or erased (policy 1.10.4)."""

from __future__ import annotations

import pytest

from adapters.playground.people.person import Given
from tests.journeys.acts import closed, fill, opens
from tests.journeys.world import NOT_YOURS, World, ref_in, shown

#: An uninvolved colleague, another of the manager's team, the deputy while she is not acting, another
#: manager, the management team, the chief executive, who keeps the records, who looks after the systems.
OTHERS = ("rory", "callum", "ailsa", "catriona", "hamish", "eilidh", "fiona", "angus", "tam")
WHERE = "Where was it?"
TALKED = {"Have you talked with them?": "Yes, we have talked"}
FORMS = ("record", "leave", "take_back")
_NOTE = {"note": "The note", "whom": "Who it was"}


async def raises(world: World, who: str, line: str = "", **more: Given) -> str:
    """Somebody raises a contact; returns its reference."""
    labels = {"where": WHERE, "whom": "Who it was", "day": "On which day"}
    person = world.person(who)
    await person.command("/outside-contact", line)
    await fill(person, {WHERE: "In a public place", **{labels[key]: value for key, value in more.items()}})
    await person.send()
    ref = ref_in(person.modal(), "CO")
    await closed(person)
    await world.settle()
    return ref


async def decides(world: World, who: str, ref: str, button: str, **more: Given) -> None:
    """The manager opens it, and decides after the talk."""
    person = await opens(world, who, ref)
    await person.press(button)
    await fill(person, {**TALKED, **{_NOTE[k]: v for k, v in more.items()}})
    await person.send()
    await closed(person)
    await world.settle()


@pytest.mark.requirement("R-1.10.4-1", "R-1.10.4-3")
async def test_it_takes_two_taps(world: World) -> None:
    """Place, and Send; the day is filled in already."""
    isla = world.person("isla")
    await isla.command("/outside-contact")
    before = isla.taps
    await fill(isla, {WHERE: "On a social network"})
    await isla.send()
    assert isla.taps - before == 2
    assert "Nothing is recorded unless they decide so." in isla.modal().text
    await world.settle()
    assert world.counts() == {"morag": 1}


@pytest.mark.requirement("R-1.10.4-1", "R-1.10.4-2")
async def test_raised_talked_over_and_recorded(world: World) -> None:
    """The manager's note is kept; the reporter reads it, and what they wrote themselves has gone."""
    ref = await raises(world, "isla", "canary001bird at the pool", whom="HA-20417")
    await decides(world, "morag", ref, "Record it", note="canary002bird, briefly")
    assert world.standing(ref) == "recorded"
    isla = await opens(world, "isla", ref)
    assert "canary002bird, briefly" in isla.modal().text
    assert "canary001bird" not in isla.modal().text
    await closed(isla)
    assert world.leaks("canary001bird", "canary002bird", "HA-20417") == []
    assert [m.title for m in world.messages("isla")] == [ref]


@pytest.mark.requirement("R-1.10.4-2")
async def test_raised_talked_over_and_not_recorded(world: World) -> None:
    """Nothing is left to open, for either of them; both messages say how it ended."""
    ref = await raises(world, "isla", "canary001bird", whom="canary002bird")
    (message,) = world.messages("morag", ref)
    button = next(b for b in message.buttons if b.label == "Open")
    await decides(world, "morag", ref, "Do not record")
    assert [world.messages(name, ref)[-1].text.count("You talked; nothing was recorded.") for name in ("isla", "morag")]
    assert [b for name in ("isla", "morag") for m in world.messages(name, ref) for b in m.buttons] == []
    for name in ("isla", "morag"):
        await world.forge(name, button)
        assert NOT_YOURS in world.person(name).modal().text
        await closed(world.person(name))
    home = await world.person("isla").open_home()
    assert ref not in home.text
    assert world.standing(ref) == "not_recorded"
    assert world.leaks("canary001bird", "canary002bird") == []


@pytest.mark.requirement("R-1.10.4-2")
async def test_unanswered_for_ten_working_days_it_is_erased(world: World) -> None:
    """Its last handler and the reporter are told; Monday to the Monday of the week after next."""
    ref = await raises(world, "isla", "canary001bird")
    await world.until(4, "17:00")
    assert len(world.messages("ailsa", ref)) == 1
    assert "moved to a colleague" in world.messages("morag", ref)[-1].text
    await world.until(world.day(6), "16:59")
    assert world.standing(ref) == "raised"
    await world.until(0, "17:00")
    assert world.standing(ref) == "unanswered"
    await world.until(1, "10:00")
    for name in ("isla", "ailsa"):
        assert "Nobody decided in time" in world.messages(name, ref)[-1].text
    heard = world.counts()
    await world.until(12)
    assert world.counts() == heard


@pytest.mark.requirement("R-1.10.4-2")
async def test_it_can_be_taken_back(world: World) -> None:
    """By whoever raised it; the manager's message says so in its place."""
    ref = await raises(world, "isla", "canary001bird")
    isla = world.person("isla")
    home = await isla.open_home()
    assert ref in home.text
    await isla.press("Open", "home", near=ref)
    await isla.press("Take it back")
    await isla.send()
    assert "Nothing was recorded." in isla.modal().text
    await closed(isla)
    await world.settle()
    assert "taken back" in world.messages("morag", ref)[0].text
    assert (world.standing(ref), world.leaks("canary001bird")) == ("taken_back", [])


@pytest.mark.requirement("R-1.10.4-1", "R-1.10.4-2")
async def test_to_everybody_else_it_is_not_there(world: World) -> None:
    """Every button and form of it, raised, moved on, recorded: as for something that does not exist."""
    ref = await raises(world, "isla", whom="HA-20417")
    await _nobody_but(world, ref, "isla", "morag")
    morag = world.person("morag")
    await morag.press("I can't take this", near=ref)
    await closed(morag)
    await world.settle()
    await _nobody_but(world, ref, "isla", "ailsa")
    await decides(world, "ailsa", ref, "Record it")
    await _nobody_but(world, ref, "isla", "ailsa")


async def _nobody_but(world: World, ref: str, reporter: str, manager: str) -> None:
    (open_it,) = (b for b in world.messages(manager, ref)[-1].buttons if b.label == "Open")
    acts = ("contact_outside.open", "pass_on", *(f"form:contact_outside.{form}" for form in FORMS))
    before, heard, looks = world.state(), world.counts(), world.looks()
    for other in (*OTHERS, "morag"):
        if other in (reporter, manager):
            continue
        person = world.person(other)
        for act in acts:
            answers = []
            for value in (open_it.value, "ffffffffffff" + open_it.value[12:]):
                await world.forge(other, open_it, act=act, value=value)
                answers.append(shown(person.modal()))
                await closed(person)
            assert answers[0] == answers[1], (other, act)
            assert NOT_YOURS in str(answers[0]["text"]), (other, act)
    assert (world.state(), world.counts(), world.looks()) == (before, heard, looks)


@pytest.mark.requirement("R-1.10.4-2")
async def test_a_form_of_the_managers_is_sent_by_nobody_else(world: World) -> None:
    """Recording, and not recording, with the very form that the manager has open."""
    ref = await raises(world, "isla")
    morag = await opens(world, "morag", ref)
    for button in ("Record it", "Do not record"):
        await morag.press(button)
        await fill(morag, TALKED)
        pending = morag.pending()
        before = world.state()
        for other in ("isla", *OTHERS):
            assert await world.is_refused(other, pending), other
        assert world.state() == before
        await morag.close()
        morag = await opens(world, "morag", ref) if not morag.has_modal else morag


@pytest.mark.requirement("R-1.10.4-4")
async def test_earlier_ones_are_shown_to_the_manager_alone(world: World) -> None:
    """Also one that another team's manager recorded; the reporter's own page says nothing of it."""
    first = await raises(world, "rory", whom="HA-20417")
    await decides(world, "ailsa", first, "Record it")
    second = await raises(world, "isla", whom="ha 20417")
    morag = await opens(world, "morag", second)
    assert "1 in all. You alone are shown this" in morag.modal().text
    assert "Rory" not in morag.modal().text
    await closed(morag)
    isla = world.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near=second)
    assert "in all" not in isla.modal().text


async def test_typed_in_a_message_it_is_offered_as_one_more_tap(world: World) -> None:
    """The rest is kept as a draft until the form is sent."""
    isla = world.person("isla")
    await isla.say("outside contact met somebody at the pool")
    await isla.press("Open the form")
    assert isla.modal().fields["What it was, in a line"] == "met somebody at the pool"
    await fill(isla, {WHERE: "In a public place"})
    await isla.send()
    await closed(isla)
    await isla.say("outside contact")
    await isla.press("Contact outside the office")
    assert isla.modal().title == "Outside the office"
    await closed(isla)


async def test_the_home_has_a_button_for_it(world: World) -> None:
    """Beside the other reports."""
    isla = world.person("isla")
    await isla.open_home()
    await isla.press("Contact outside the office", "home")
    assert "Nothing has to have been wrong." in isla.modal().text
