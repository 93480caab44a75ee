"""Choice of the handler: the line manager, a deputy, the duty manager, or a person named by the management team."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journeys.acts import acknowledges, asks_for_time, closed, fill, opens, reports, suggests, zero_tolerance
from tests.journeys.world import NOT_YOURS, World

TEAM = ("hamish", "catriona", "eilidh")
EVERYBODY_ABOVE = ("morag", "ailsa", "hamish", "catriona", "eilidh")


async def says_away(world: World, who: str, back: date) -> None:
    """Somebody says in their home that they are away."""
    person = world.person(who)
    await person.command("/harbour")
    await person.press("I am away until…")
    await fill(person, {"First day back": back})
    await person.send()
    assert "Noted: you are away until" in person.modal().text
    await closed(person)


@pytest.mark.requirement("R-1.12.1-6")
async def test_while_the_manager_is_away_the_deputy_gets_it(world: World) -> None:
    """And on the day the manager is back, the manager again."""
    await says_away(world, "morag", world.day(2))
    first = await reports(world, "isla")
    assert [len(world.messages(name, first)) for name in ("morag", "ailsa")] == [0, 1]
    await world.until(2)
    second = await reports(world, "isla")
    assert [len(world.messages(name, second)) for name in ("morag", "ailsa")] == [1, 0]


async def test_somebody_away_says_that_they_are_here_after_all(world: World) -> None:
    """An empty day."""
    await says_away(world, "morag", world.day(5))
    morag = world.person("morag")
    await morag.command("/harbour")
    await morag.press(next(label for label in morag.modal().labels if label.startswith("Away until")))
    await fill(morag, {"First day back": None})
    await morag.send()
    assert "Noted: you are here." in morag.modal().text
    await closed(morag)
    ref = await reports(world, "isla")
    assert len(world.messages("morag", ref)) == 1


@pytest.mark.requirement("R-1.12.1-6", "R-1.8-5")
async def test_a_manager_who_was_there_does_not_get_it(world: World) -> None:
    """It goes to the deputy, with the suggestion that came with it."""
    wishes = ("I would like contact to be restricted",)
    ref = await reports(world, "isla", witnesses=("Morag Sinclair",), wishes=wishes)
    assert [len(world.messages("ailsa", r)) for r in (ref, "RS-0001")] == [1, 1]
    assert [m.title for m in world.messages("morag")] == ["Support is there for you"]


async def test_another_manager_is_chosen_and_it_never_reaches_the_first(world: World) -> None:
    """Nor when the deputy lets it go."""
    isla = world.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {"How were you in contact?": "Phone", "What was it?": ("Abusive language",)})
    question = next(q for q in isla.modal().questions if q.label == "Who should see this")
    await fill(isla, {"Who should see this": question.options[-1]})
    await isla.send()
    await closed(isla)
    await world.settle()
    for name in ("ailsa", "hamish"):
        person = world.person(name)
        await person.press("I can't take this", near="EC-0001")
        await closed(person)
        await world.settle()
    assert len(world.messages("catriona", "EC-0001")) == 1
    assert world.messages("morag") == []


async def test_i_cant_take_this_moves_it_without_a_reason(world: World) -> None:
    """One after the other; each is told neutrally, each message is rewritten, and one person has it."""
    ref = await reports(world, "isla")
    for name, following in zip(("morag", "ailsa", "hamish"), ("ailsa", "hamish", "catriona"), strict=True):
        person = world.person(name)
        await person.press("I can't take this", near=ref)
        assert "It has moved to the next person" in person.modal().text
        await closed(person)
        await world.settle()
        assert all("moved to a colleague" in m.text for m in world.messages(name, ref))
        assert "A private report is waiting for you" in world.messages(following, ref)[-1].text


@pytest.mark.requirement("R-1.12.1-6")
async def test_when_nobody_is_left_the_management_team_names_someone(world: World) -> None:
    """All who could handle it are away or too close; the team is asked, reads nothing, and names one manager."""
    for name in EVERYBODY_ABOVE:
        await world.is_away(name, world.day(1))
    ref = await reports(world, "isla")
    assert world.refs() == [ref]
    assert all(f"Somebody is needed · {ref}" in world.messages(name)[0].text for name in TEAM)
    assert [world.messages(name, ref) for name in ("morag", "ailsa")] == [[], []]
    hamish, eilidh = world.person("hamish"), world.person("eilidh")
    asked = world.messages("eilidh", ref)[-1]
    await hamish.press("Name someone", near=ref)
    assert "shouted" not in hamish.modal().text
    for wrong in ("Isla Fraser", "Callum Stewart"):
        await fill(hamish, {"Who should handle it?": wrong})
        await hamish.send()
        assert "They cannot take this one" in str(hamish.modal().errors), wrong
    await fill(hamish, {"Who should handle it?": "Elspeth Rennie"})
    await hamish.send()
    assert "lies with Elspeth Rennie now" in hamish.modal().text
    await closed(hamish)
    await world.settle()
    newest = [world.messages(name, ref)[-1].text for name in TEAM]
    assert all("Somebody has it now" in text for text in newest)
    await acknowledges(world, "elspeth", ref)
    assert world.standing(ref) == "acknowledged"
    await eilidh.press("Name someone", on=asked)
    assert "Somebody has been named for this already. Nothing changed." in eilidh.modal().text


async def test_a_witness_in_the_management_team_is_not_asked_to_name(world: World) -> None:
    """Nobody whom it concerns names somebody."""
    for name in ("morag", "ailsa", "hamish"):
        await world.is_away(name, world.day(1))
    ref = await reports(world, "isla", witnesses=("Catriona Bell",))
    assert [len(world.messages(name, ref)) for name in TEAM] == [1, 0, 1]


async def test_when_the_management_team_is_empty_the_chair_names_someone(world: World) -> None:
    """Everybody above has left: the reporter is thanked all the same, and nothing is lost."""
    for name in EVERYBODY_ABOVE:
        await world.leaves(name)
    ref = await reports(world, "isla")
    assert world.standing(ref) == "submitted"
    assert world.counts() == {"isla": 1, "elspeth": 1}
    assert f"Somebody is needed · {ref}" in world.messages("elspeth")[0].text


async def test_who_was_only_away_takes_it_when_they_are_back(world: World) -> None:
    """Naming is for where nobody is left: the next morning it lies with the line manager."""
    for name in EVERYBODY_ABOVE:
        await world.is_away(name, world.day(1))
    ref = await reports(world, "isla")
    await world.until(1, "09:45")
    assert "A private report is waiting for you" in world.messages("morag", ref)[-1].text
    assert all("Somebody has it now" in world.messages(name, ref)[-1].text for name in TEAM)


@pytest.mark.parametrize("met", ["never written to", "written to before"])
async def test_a_closed_account_moves_the_matter_on(world: World, met: str) -> None:
    """Also where the platform takes a message to a closed account without a word."""
    if met == "written to before":
        await reports(world, "isla")
    world.side().closes(world.person("morag"))
    before = len(world.messages("morag"))
    ref = await reports(world, "callum")
    assert len(world.messages("morag")) == before
    assert [len(m.text) > 0 for m in world.messages("ailsa", ref)] == [True]
    assert "A private report is waiting for you" in world.messages("ailsa", ref)[0].text


async def test_an_account_closed_while_something_waits_moves_it_at_the_next_nudge(world: World) -> None:
    """The first message came through; nobody reads it."""
    ref = await reports(world, "isla")
    world.side().closes(world.person("morag"))
    await world.until(0, "16:00")
    assert len(world.messages("ailsa", ref)) == 1
    await acknowledges(world, "ailsa", ref)


async def test_who_leaves_the_directory_loses_what_waits_for_them(world: World) -> None:
    """Leaving staff: open tasks move on the same day (model.md §6)."""
    ref = await reports(world, "isla")
    request = await asks_for_time(world, "callum")
    await world.leaves("morag")
    await world.until(0, "16:30")
    assert [len(world.messages("ailsa", r)) > 0 for r in (ref, request)] == [True, True]


@pytest.mark.requirement("R-1.12.1-1")
async def test_everything_of_a_temporary_worker_reaches_one_manager(world: World) -> None:
    """A request, a suggestion, a report: the duty manager's."""
    refs = [await reports(world, "tam"), await asks_for_time(world, "tam"), await suggests(world, "tam")]
    assert [len(world.messages("catriona", ref)) for ref in refs] == [1, 1, 1]
    assert set(world.counts()) == {"catriona", "tam"}


async def test_somebody_whose_address_changed_is_known_by_their_id(world: World) -> None:
    """The directory has the old address; the id was learnt before."""
    await reports(world, "isla")
    world.side().readdresses(world.person("isla"), "isla.stewart@hfl.example")
    ref = await reports(world, "isla")
    assert len(world.messages("morag", ref)) == 1


@pytest.mark.requirement("R-1.14.1-6", "R-1.12.2-5")
async def test_each_message_is_seen_by_the_one_it_is_for(world: World) -> None:
    """A whole case: nobody outside it hears anything."""
    await zero_tolerance(world, witnesses=("Callum Stewart",), wishes=("I would like contact to be restricted",))
    await asks_for_time(world, "isla")
    await world.until(0, "13:00")
    assert set(world.counts()) == {"isla", "callum", "morag"}


async def test_a_manager_not_in_the_chat_is_passed_by(world: World) -> None:
    """The directory lists her; she has no account: the next one gets it the same minute."""
    world.side().forgets(world.person("morag"))
    ref = await reports(world, "isla")
    assert len(world.messages("ailsa", ref)) == 1


async def test_the_button_of_one_who_is_away_still_works(world: World) -> None:
    """Away is about new matters: what lies with one can be opened."""
    ref = await reports(world, "isla")
    await world.is_away("morag", world.day(3))
    morag = await opens(world, "morag", ref)
    assert NOT_YOURS not in morag.modal().text
