"""Asking for support over HTTP: with and without an incident, decided or arranged, in place, still wanted, ended."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.playground.people.person import Given, Person
from tests.journeys.acts import closed, fill, opens, reports
from tests.journeys.world import NOT_YOURS, World, ref_in

NO_CONTACT: Mapping[str, Given] = {
    "What would help?": "No contact with a specific individual",
    "With whom": "HA-20417 canaryone",
    "Why, if you like": ("I'd rather not say",),
}
REMOVAL: Mapping[str, Given] = {
    "What would help?": "To be removed from a case or an interaction",
    "Which case or interaction": "The canarytwo adaptation",
    "Anything you would like to add": "canarythree",
}
OTHER_NAME: Mapping[str, Given] = {
    "What would help?": "Correspondence in a senior manager's name",
    "Which correspondence": "Letters about the canaryfour roof",
}
HOUR: Mapping[str, Given] = {"What would help?": "An hour kept free for me", "When would suit?": "canaryfive"}
TALK: Mapping[str, Given] = {"What would help?": "To talk with a manager who is not my own"}


def _but_for_totals(world: World) -> dict[str, int]:
    """Number of messages to each person except the management team, who get the quarter's totals meanwhile."""
    return {name: count for name, count in world.counts().items() if name not in ("catriona", "eilidh", "hamish")}


async def asks(world: World, who: str, answers: Mapping[str, Given], ref: str | None = None) -> str:
    """Somebody asks for support, from `/support` or from their own report; returns the reference."""
    person = world.person(who)
    await (person.command("/support") if ref is None else _own_report(person, ref))
    await person.press("Something else would help")
    await fill(person, answers)
    await person.send()
    found = ref_in(person.modal(), "SR")
    await closed(person)
    await world.settle()
    return found


async def _own_report(person: Person, ref: str) -> None:
    await person.open_home()
    await person.press("Open", "home", near=ref)


async def answers(world: World, who: str, ref: str, label: str, given: Mapping[str, Given]) -> None:
    """A manager answers from their message."""
    person = world.person(who)
    await person.press(label, near=ref)
    await fill(person, given)
    await person.send()
    await closed(person)
    await world.settle()


async def reads(world: World, who: str, ref: str) -> str:
    """Somebody opens their own request in their home, and reads it."""
    person = world.person(who)
    await person.open_home()
    await person.press("Open", "home", near=ref)
    text = person.modal().text
    await closed(person)
    return text


def approval(world: World, who: str = "Rory Mackay", field: str = "Who takes it over") -> Mapping[str, Given]:
    """Answers about the arrangement."""
    return {field: who, "From when": world.day(2)}


@pytest.mark.requirement("R-1.12-2", "R-1.12.3-2")
async def test_removed_from_a_case_from_asking_to_the_end(world: World) -> None:
    """Approved, covered, in place, still wanted, ended: each hears their part, and no message more than that."""
    ref = await asks(world, "isla", REMOVAL)
    morag = await opens(world, "morag", ref)
    assert "The canarytwo adaptation" in morag.modal().text
    assert "Please don't ask for a reason" in morag.modal().text
    await closed(morag)
    await answers(world, "morag", ref, "Approve", approval(world))
    assert "There is an answer to what you asked for." in world.messages("isla", ref)[-1].text
    assert "Agreed. It is to be in place from Wed 13 Jan." in await reads(world, "isla", ref)
    rory = world.person("rory")
    await rory.press("Open", near=f"Something to cover · {ref}")
    assert "Please speak with" in rory.modal().text
    assert "Morag Sinclair" in rory.modal().text
    assert "Isla" not in rory.modal().text + str([m.text for m in world.messages("rory")])
    await closed(rory)
    await world.until(2, "10:00")
    assert world.times("morag", ref) == ["Mon 11 Jan, 10:00", "Wed 13 Jan, 09:30"]
    morag = world.person("morag")
    await morag.press("It is in place", near=ref)
    await closed(morag)
    await world.settle()
    await world.until(21)
    isla = world.person("isla")
    await isla.press("No longer", near="Is this still what you want?")
    assert "You can ask again at any time" in isla.modal().text
    await closed(isla)
    await world.settle()
    assert "nothing for you to cover any more" in world.messages("rory", ref)[-1].text
    assert "does not need it any more" in world.messages("morag", ref)[-1].text
    assert world.standing(ref) == "ended"
    heard = world.counts()
    await world.until(50)
    assert _but_for_totals(world) == heard


@pytest.mark.requirement("R-1.12.2-4")
async def test_no_more_contact_with_an_individual(world: World) -> None:
    """With a report; asked twice it is on its way; the individual, and who asked, stand on no list."""
    report = await reports(world, "isla", whom="HA-20417")
    ref = await asks(world, "isla", NO_CONTACT, report)
    again = await asks(world, "isla", {**NO_CONTACT, "With whom": "ha 20417 canaryone"}, report)
    assert again == ref
    other = await asks(world, "callum", NO_CONTACT)
    assert other != ref
    morag = await opens(world, "morag", report)
    assert ref in morag.modal().text
    assert other not in morag.modal().text
    await closed(morag)
    cover = approval(world, "Ailsa Munro", "Who takes over the contact")
    await answers(world, "morag", ref, "Approve", cover)
    morag = await opens(world, "morag", other)
    assert "Isla" not in morag.modal().text
    assert ref not in morag.modal().text
    await closed(morag)


@pytest.mark.requirement("R-1.12.3-1")
async def test_a_senior_managers_name(world: World) -> None:
    """Anybody but a manager is refused beside the field; nothing typed is lost."""
    ref = await asks(world, "isla", OTHER_NAME)
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    await fill(morag, {**approval(world, "Rory Mackay", "In whose name"), "Anything they should know": "Drafts too"})
    await morag.send()
    assert "Please choose somebody who is a manager." in str(morag.modal().errors)
    assert morag.modal().fields["Anything they should know"] == "Drafts too"
    await fill(morag, {"In whose name": "Hamish Drummond"})
    await morag.send()
    assert "gone from templates" in morag.modal().text
    await closed(morag)
    await world.settle()
    assert "Something to cover" in world.messages("hamish", ref)[-1].text
    assert "Hamish Drummond" in await reads(world, "isla", ref)


async def test_not_taken_forward_and_looked_at_again(world: World) -> None:
    """The reasons are told; the management team names one of its own, never whoever denied it; once."""
    ref = await asks(world, "isla", REMOVAL)
    await answers(world, "morag", ref, "Deny", {"Not taken forward, because…": "Nobody else before summer"})
    isla = world.person("isla")
    await isla.press("Open", near="There is an answer to what you asked for.")
    shown = isla.modal().text
    assert "Not taken forward, because:" in shown
    assert "Nobody else before summer" in shown
    assert "The support around you stands." in shown
    await isla.press("Ask the management team")
    await closed(isla)
    await world.settle()
    assert "The management team has been asked who can take it." in world.messages("morag", ref)[-1].text
    assert [len(world.messages(name, ref)) for name in ("hamish", "catriona", "eilidh")] == [1, 1, 1]
    eilidh = world.person("eilidh")
    await eilidh.press("Name someone", near=ref)
    for wrong in ("Ailsa Munro", "Morag Sinclair"):
        await fill(eilidh, {"Who should handle it?": wrong})
        await eilidh.send()
        assert eilidh.modal().errors
    await fill(eilidh, {"Who should handle it?": "Hamish Drummond"})
    await eilidh.send()
    await closed(eilidh)
    await world.settle()
    await answers(world, "hamish", ref, "Deny", {"Not taken forward, because…": "The same"})
    assert "The same" in await reads(world, "isla", ref)
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    assert "Ask the management team" not in isla.modal().labels
    await closed(isla)


@pytest.mark.requirement("R-1.12.2-6")
async def test_an_hour_says_nothing_of_what_it_is_for(world: World) -> None:
    """Not to the manager, not in a message, a log, a metric or the database; and it can only be arranged."""
    ref = await asks(world, "isla", HOUR)
    morag = await opens(world, "morag", ref)
    assert "Please free an hour for Isla Fraser." in morag.modal().text
    assert not {"Approve", "Deny"} & set(morag.modal().labels)
    await morag.press("Arrange it")
    await fill(morag, {"On which day": world.day(1), "At what time": "10:30"})
    await morag.send()
    await closed(morag)
    await world.settle()
    assert "an hour is kept free for you on Tue 12 Jan at 10:30" in await reads(world, "isla", ref)
    assert world.leaks("free an hour", "hour kept free", "kept free") == []
    heard = world.counts()
    await world.until(70)
    assert _but_for_totals(world) == heard


async def test_a_talk_goes_past_ones_own_manager(world: World) -> None:
    """Her deputy gets it, and never she: in any circumstances."""
    report = await reports(world, "isla")
    ref = await asks(world, "isla", TALK, report)
    assert world.messages("morag", ref) == []
    morag = await opens(world, "morag", report)
    assert ref not in morag.modal().text
    await closed(morag)
    for who, moves in (("ailsa", "hamish"), ("hamish", "catriona")):
        person = world.person(who)
        await person.press("I can't take this", near=ref)
        await closed(person)
        await world.settle()
        assert "A private request is waiting for you" in world.messages(moves, ref)[-1].text
    await world.person("catriona").press("I can't take this", near=ref)
    await closed(world.person("catriona"))
    await world.settle()
    assert world.messages("morag", ref) == []
    eilidh = world.person("eilidh")
    await eilidh.press("Name someone", near=ref)
    await fill(eilidh, {"Who should handle it?": "Morag Sinclair"})
    await eilidh.send()
    assert eilidh.modal().errors


async def test_whom_the_report_passed_by_hears_nothing_of_the_request(world: World) -> None:
    """Another manager was chosen for the report: that is whom the request goes to as well."""
    report = await reports(world, "isla", see="Another manager")
    ref = await asks(world, "isla", REMOVAL, report)
    await world.until(4, "12:00")
    assert world.messages("morag", ref) == []
    assert world.messages("ailsa", ref)


async def test_the_manager_away_or_on_leave_later(world: World) -> None:
    """It goes to whoever stands in at once; and where she goes on leave, with the next reminder."""
    await world.is_away("morag", world.day(3))
    first = await asks(world, "isla", REMOVAL)
    assert [len(world.messages(name, first)) for name in ("morag", "ailsa")] == [0, 1]
    await world.until(4)
    second = await asks(world, "isla", OTHER_NAME)
    await world.is_away("morag", world.day(5))
    await world.until(1, "10:00")
    assert "moved to a colleague" in world.messages("morag", second)[-1].text
    assert world.messages("ailsa", second)


@pytest.mark.requirement("R-1.8-5", "R-1.12.2-3", "R-1.12.2-6")
async def test_forged_clicks_decide_nothing(world: World) -> None:
    """Deny on what is arranged, by the manager herself; and every button in the hands of everybody else."""
    decided, hour = await asks(world, "isla", REMOVAL), await asks(world, "isla", HOUR)
    isla = world.person("isla")
    await isla.command("/support")
    await isla.press("I'd like a short time away")
    away = ref_in(isla.modal(), "SR")
    await closed(isla)
    await world.settle()
    deny = next(b for m in world.messages("morag", decided) for b in m.buttons if b.label == "Deny")
    before, heard = world.state(), world.counts()
    morag = world.person("morag")
    for ref in (hour, away):
        opening = next(b for m in world.messages("morag", ref) for b in m.buttons if b.label == "Open")
        for action in ("support_request.deny", "form:support_request.answer", "restriction.deny"):
            await world.forge("morag", deny, act=action, value=opening.value)
            assert "Nothing changed" in morag.modal().text
            await closed(morag)
    for screen in (*world.messages("morag", decided), *world.messages("morag", hour)):
        for button in screen.buttons:
            for other in ("rory", "callum", "ailsa", "hamish", "fiona", "angus", "tam"):
                person = world.person(other)
                await world.forge(other, button)
                assert NOT_YOURS in person.modal().text, (other, button.label)
                await closed(person)
    await world.settle()
    changed = {name: rows for name, rows in world.state().items() if rows != before[name]}
    assert (changed, world.counts()) == ({}, heard)


@pytest.mark.requirement("R-1.12.2-4", "R-1.12.2-6")
async def test_no_word_of_a_request_gets_out(world: World) -> None:
    """Typed text is in dialogs and nowhere else: messages, logs at DEBUG, metrics, database files."""
    refs = [await asks(world, "isla", wanted) for wanted in (NO_CONTACT, REMOVAL, OTHER_NAME, HOUR)]
    _, removal, name, hour = refs
    await own(world, removal, "Add something", {"What would you like to add?": "canaryadded"})
    await answers(world, "morag", removal, "Deny", {"Not taken forward, because…": "canarybecause"})
    await own(world, removal, "Ask the management team")
    part = {"Which part is agreed": "canarypart", **approval(world, "Hamish Drummond", "In whose name")}
    await managed(world, name, "Approve in part", {**part, "Anything they should know": "canarywith"})
    await managed(world, name, "Propose to look at it again", {"What would you like to look at?": "canarylook"})
    await managed(world, hour, "Arrange it", {"On which day": world.day(1), "Anything they should know": "canaryhour"})
    await own(world, hour, "Ask for another time", {"When would suit better?": "canarybetter"})
    await world.until(5)
    assert "canarylook" in await reads(world, "isla", name)
    words = ("one", "two", "three", "four", "five", "added", "because", "part", "with", "look", "hour", "better")
    assert [word for word in words if world.leaks(f"canary{word}")] == []


async def own(world: World, ref: str, label: str, given: Mapping[str, Given] | None = None) -> None:
    """Isla does something about her own request."""
    isla = world.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    await _does(world, isla, label, given)


async def managed(world: World, ref: str, label: str, given: Mapping[str, Given]) -> None:
    """Morag does something about a request, from its own page."""
    await _does(world, await opens(world, "morag", ref), label, given)


async def _does(world: World, person: Person, label: str, given: Mapping[str, Given] | None) -> None:
    await person.press(label)
    if given is not None:
        await fill(person, given)
        await person.send()
    await closed(person)
    await world.settle()


@pytest.mark.requirement("R-1.12.2-5")
async def test_everybody_affected_is_reminded_privately_after_a_report(world: World) -> None:
    """Reporter and witness, each in their own chat; what it opens holds the line and the way to ask for more."""
    await reports(world, "isla", witnesses=("Callum Stewart",))
    for who in ("isla", "callum"):
        person = world.person(who)
        await person.press("Open", near="Support is there for you")
        assert "0800 000 0000" in person.modal().text
        assert "Something else would help" in person.modal().labels
        await closed(person)
    assert world.messages("rory", "Support") == []
