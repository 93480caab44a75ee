"""Asking for support over HTTP: with and without an incident, decided or arranged, in place, still wanted, ended."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from adapters.playground.people.person import Given, Person
from tests.journeys.acts import closed, fill, opens, reports
from tests.journeys.town import NOT_YOURS, Town, ref_in

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


def _but_for_totals(town: Town) -> dict[str, int]:
    """Number of messages to each person except the management team, who get the quarter's totals meanwhile."""
    return {name: count for name, count in town.counts().items() if name not in ("catriona", "eilidh", "hamish")}


async def asks(town: Town, who: str, answers: Mapping[str, Given], ref: str | None = None) -> str:
    """Somebody asks for support, from `/support` or from their own report; returns the reference."""
    person = town.person(who)
    await (person.command("/support") if ref is None else _own_report(person, ref))
    await person.press("Something else would help")
    await fill(person, answers)
    await person.send()
    found = ref_in(person.modal(), "SR")
    await closed(person)
    await town.settle()
    return found


async def _own_report(person: Person, ref: str) -> None:
    await person.open_home()
    await person.press("Open", "home", near=ref)


async def answers(town: Town, who: str, ref: str, label: str, given: Mapping[str, Given]) -> None:
    """A manager answers from their message."""
    person = town.person(who)
    await person.press(label, near=ref)
    await fill(person, given)
    await person.send()
    await closed(person)
    await town.settle()


async def reads(town: Town, who: str, ref: str) -> str:
    """Somebody opens their own request in their home, and reads it."""
    person = town.person(who)
    await person.open_home()
    await person.press("Open", "home", near=ref)
    text = person.modal().text
    await closed(person)
    return text


def approval(town: Town, who: str = "Rory Mackay", field: str = "Who takes it over") -> Mapping[str, Given]:
    """Answers about the arrangement."""
    return {field: who, "From when": town.day(2)}


@pytest.mark.requirement("R-1.12-2", "R-1.12.3-2")
async def test_removed_from_a_case_from_asking_to_the_end(town: Town) -> None:
    """Approved, covered, in place, still wanted, ended: each hears their part, and no message more than that."""
    ref = await asks(town, "isla", REMOVAL)
    morag = await opens(town, "morag", ref)
    assert "The canarytwo adaptation" in morag.modal().text
    assert "Please don't ask for a reason" in morag.modal().text
    await closed(morag)
    await answers(town, "morag", ref, "Approve", approval(town))
    assert "There is an answer to what you asked for." in town.messages("isla", ref)[-1].text
    assert "Agreed. It is to be in place from Wed 13 Jan." in await reads(town, "isla", ref)
    rory = town.person("rory")
    await rory.press("Open", near=f"Something to cover · {ref}")
    assert "Please speak with" in rory.modal().text
    assert "Morag Sinclair" in rory.modal().text
    assert "Isla" not in rory.modal().text + str([m.text for m in town.messages("rory")])
    await closed(rory)
    await town.until(2, "10:00")
    assert town.times("morag", ref) == ["Mon 11 Jan, 10:00", "Wed 13 Jan, 09:30"]
    morag = town.person("morag")
    await morag.press("It is in place", near=ref)
    await closed(morag)
    await town.settle()
    await town.until(21)
    isla = town.person("isla")
    await isla.press("No longer", near="Is this still what you want?")
    assert "You can ask again at any time" in isla.modal().text
    await closed(isla)
    await town.settle()
    assert "nothing for you to cover any more" in town.messages("rory", ref)[-1].text
    assert "does not need it any more" in town.messages("morag", ref)[-1].text
    assert town.standing(ref) == "ended"
    heard = town.counts()
    await town.until(50)
    assert _but_for_totals(town) == heard


@pytest.mark.requirement("R-1.12.2-4")
async def test_no_more_contact_with_an_individual(town: Town) -> None:
    """With a report; asked twice it is on its way; the individual, and who asked, stand on no list."""
    report = await reports(town, "isla", whom="HA-20417")
    ref = await asks(town, "isla", NO_CONTACT, report)
    again = await asks(town, "isla", {**NO_CONTACT, "With whom": "ha 20417 canaryone"}, report)
    assert again == ref
    other = await asks(town, "callum", NO_CONTACT)
    assert other != ref
    morag = await opens(town, "morag", report)
    assert ref in morag.modal().text
    assert other not in morag.modal().text
    await closed(morag)
    cover = approval(town, "Ailsa Munro", "Who takes over the contact")
    await answers(town, "morag", ref, "Approve", cover)
    morag = await opens(town, "morag", other)
    assert "Isla" not in morag.modal().text
    assert ref not in morag.modal().text
    await closed(morag)


@pytest.mark.requirement("R-1.12.3-1")
async def test_a_senior_managers_name(town: Town) -> None:
    """Anybody but a manager is refused beside the field; nothing typed is lost."""
    ref = await asks(town, "isla", OTHER_NAME)
    morag = town.person("morag")
    await morag.press("Approve", near=ref)
    await fill(morag, {**approval(town, "Rory Mackay", "In whose name"), "Anything they should know": "Drafts too"})
    await morag.send()
    assert "Please choose somebody who is a manager." in str(morag.modal().errors)
    assert morag.modal().fields["Anything they should know"] == "Drafts too"
    await fill(morag, {"In whose name": "Hamish Drummond"})
    await morag.send()
    assert "gone from templates" in morag.modal().text
    await closed(morag)
    await town.settle()
    assert "Something to cover" in town.messages("hamish", ref)[-1].text
    assert "Hamish Drummond" in await reads(town, "isla", ref)


async def test_not_taken_forward_and_looked_at_again(town: Town) -> None:
    """The reasons are told; the management team names one of its own, never whoever denied it; once."""
    ref = await asks(town, "isla", REMOVAL)
    await answers(town, "morag", ref, "Deny", {"Not taken forward, because…": "Nobody else before summer"})
    isla = town.person("isla")
    await isla.press("Open", near="There is an answer to what you asked for.")
    shown = isla.modal().text
    assert "Not taken forward, because:" in shown
    assert "Nobody else before summer" in shown
    assert "The support around you stands." in shown
    await isla.press("Ask the management team")
    await closed(isla)
    await town.settle()
    assert "The management team has been asked who can take it." in town.messages("morag", ref)[-1].text
    assert [len(town.messages(name, ref)) for name in ("hamish", "catriona", "eilidh")] == [1, 1, 1]
    eilidh = town.person("eilidh")
    await eilidh.press("Name someone", near=ref)
    for wrong in ("Ailsa Munro", "Morag Sinclair"):
        await fill(eilidh, {"Who should handle it?": wrong})
        await eilidh.send()
        assert eilidh.modal().errors
    await fill(eilidh, {"Who should handle it?": "Hamish Drummond"})
    await eilidh.send()
    await closed(eilidh)
    await town.settle()
    await answers(town, "hamish", ref, "Deny", {"Not taken forward, because…": "The same"})
    assert "The same" in await reads(town, "isla", ref)
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    assert "Ask the management team" not in isla.modal().labels
    await closed(isla)


@pytest.mark.requirement("R-1.12.2-6")
async def test_an_hour_says_nothing_of_what_it_is_for(town: Town) -> None:
    """Not to the manager, not in a message, a log, a metric or the database; and it can only be arranged."""
    ref = await asks(town, "isla", HOUR)
    morag = await opens(town, "morag", ref)
    assert "Please free an hour for Isla Fraser." in morag.modal().text
    assert not {"Approve", "Deny"} & set(morag.modal().labels)
    await morag.press("Arrange it")
    await fill(morag, {"On which day": town.day(1), "At what time": "10:30"})
    await morag.send()
    await closed(morag)
    await town.settle()
    assert "an hour is kept free for you on Tue 12 Jan at 10:30" in await reads(town, "isla", ref)
    assert town.leaks("free an hour", "hour kept free", "kept free") == []
    heard = town.counts()
    await town.until(70)
    assert _but_for_totals(town) == heard


async def test_a_talk_goes_past_ones_own_manager(town: Town) -> None:
    """Her deputy gets it, and never she: in any circumstances."""
    report = await reports(town, "isla")
    ref = await asks(town, "isla", TALK, report)
    assert town.messages("morag", ref) == []
    morag = await opens(town, "morag", report)
    assert ref not in morag.modal().text
    await closed(morag)
    for who, moves in (("ailsa", "hamish"), ("hamish", "catriona")):
        person = town.person(who)
        await person.press("I can't take this", near=ref)
        await closed(person)
        await town.settle()
        assert "A private request is waiting for you" in town.messages(moves, ref)[-1].text
    await town.person("catriona").press("I can't take this", near=ref)
    await closed(town.person("catriona"))
    await town.settle()
    assert town.messages("morag", ref) == []
    eilidh = town.person("eilidh")
    await eilidh.press("Name someone", near=ref)
    await fill(eilidh, {"Who should handle it?": "Morag Sinclair"})
    await eilidh.send()
    assert eilidh.modal().errors


async def test_whom_the_report_passed_by_hears_nothing_of_the_request(town: Town) -> None:
    """Another manager was chosen for the report: that is whom the request goes to as well."""
    report = await reports(town, "isla", see="Another manager")
    ref = await asks(town, "isla", REMOVAL, report)
    await town.until(4, "12:00")
    assert town.messages("morag", ref) == []
    assert town.messages("ailsa", ref)


async def test_the_manager_away_or_on_leave_later(town: Town) -> None:
    """It goes to whoever stands in at once; and where she goes on leave, with the next reminder."""
    await town.is_away("morag", town.day(3))
    first = await asks(town, "isla", REMOVAL)
    assert [len(town.messages(name, first)) for name in ("morag", "ailsa")] == [0, 1]
    await town.until(4)
    second = await asks(town, "isla", OTHER_NAME)
    await town.is_away("morag", town.day(5))
    await town.until(1, "10:00")
    assert "moved to a colleague" in town.messages("morag", second)[-1].text
    assert town.messages("ailsa", second)


@pytest.mark.requirement("R-1.8-5", "R-1.12.2-3", "R-1.12.2-6")
async def test_forged_clicks_decide_nothing(town: Town) -> None:
    """Deny on what is arranged, by the manager herself; and every button in the hands of everybody else."""
    decided, hour = await asks(town, "isla", REMOVAL), await asks(town, "isla", HOUR)
    isla = town.person("isla")
    await isla.command("/support")
    await isla.press("I'd like a short time away")
    away = ref_in(isla.modal(), "SR")
    await closed(isla)
    await town.settle()
    deny = next(b for m in town.messages("morag", decided) for b in m.buttons if b.label == "Deny")
    before, heard = town.state(), town.counts()
    morag = town.person("morag")
    for ref in (hour, away):
        opening = next(b for m in town.messages("morag", ref) for b in m.buttons if b.label == "Open")
        for action in ("support_request.deny", "form:support_request.answer", "restriction.deny"):
            await town.forge("morag", deny, act=action, value=opening.value)
            assert "Nothing changed" in morag.modal().text
            await closed(morag)
    for screen in (*town.messages("morag", decided), *town.messages("morag", hour)):
        for button in screen.buttons:
            for other in ("rory", "callum", "ailsa", "hamish", "fiona", "angus", "tam"):
                person = town.person(other)
                await town.forge(other, button)
                assert NOT_YOURS in person.modal().text, (other, button.label)
                await closed(person)
    await town.settle()
    changed = {name: rows for name, rows in town.state().items() if rows != before[name]}
    assert (changed, town.counts()) == ({}, heard)


@pytest.mark.requirement("R-1.12.2-4", "R-1.12.2-6")
async def test_no_word_of_a_request_gets_out(town: Town) -> None:
    """Typed text is in dialogs and nowhere else: messages, logs at DEBUG, metrics, database files."""
    refs = [await asks(town, "isla", wanted) for wanted in (NO_CONTACT, REMOVAL, OTHER_NAME, HOUR)]
    _, removal, name, hour = refs
    await own(town, removal, "Add something", {"What would you like to add?": "canaryadded"})
    await answers(town, "morag", removal, "Deny", {"Not taken forward, because…": "canarybecause"})
    await own(town, removal, "Ask the management team")
    part = {"Which part is agreed": "canarypart", **approval(town, "Hamish Drummond", "In whose name")}
    await managed(town, name, "Approve in part", {**part, "Anything they should know": "canarywith"})
    await managed(town, name, "Propose to look at it again", {"What would you like to look at?": "canarylook"})
    await managed(town, hour, "Arrange it", {"On which day": town.day(1), "Anything they should know": "canaryhour"})
    await own(town, hour, "Ask for another time", {"When would suit better?": "canarybetter"})
    await town.until(5)
    assert "canarylook" in await reads(town, "isla", name)
    words = ("one", "two", "three", "four", "five", "added", "because", "part", "with", "look", "hour", "better")
    assert [word for word in words if town.leaks(f"canary{word}")] == []


async def own(town: Town, ref: str, label: str, given: Mapping[str, Given] | None = None) -> None:
    """Isla does something about her own request."""
    isla = town.person("isla")
    await isla.open_home()
    await isla.press("Open", "home", near=ref)
    await _does(town, isla, label, given)


async def managed(town: Town, ref: str, label: str, given: Mapping[str, Given]) -> None:
    """Morag does something about a request, from its own page."""
    await _does(town, await opens(town, "morag", ref), label, given)


async def _does(town: Town, person: Person, label: str, given: Mapping[str, Given] | None) -> None:
    await person.press(label)
    if given is not None:
        await fill(person, given)
        await person.send()
    await closed(person)
    await town.settle()


@pytest.mark.requirement("R-1.12.2-5")
async def test_everybody_affected_is_reminded_privately_after_a_report(town: Town) -> None:
    """Reporter and witness, each in their own chat; what it opens holds the line and the way to ask for more."""
    await reports(town, "isla", witnesses=("Callum Stewart",))
    for who in ("isla", "callum"):
        person = town.person(who)
        await person.press("Open", near="Support is there for you")
        assert "0800 000 0000" in person.modal().text
        assert "Something else would help" in person.modal().labels
        await closed(person)
    assert town.messages("rory", "Support") == []
