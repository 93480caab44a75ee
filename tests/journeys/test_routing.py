"""Choice of the handler: the line manager, a deputy, the duty manager, or a person named by the management team."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journeys.acts import acknowledges, asks_for_time, closed, fill, opens, reports, suggests, zero_tolerance
from tests.journeys.town import NOT_YOURS, Town

TEAM = ("hamish", "catriona", "eilidh")
EVERYBODY_ABOVE = ("morag", "ailsa", "hamish", "catriona", "eilidh")


async def says_away(town: Town, who: str, back: date) -> None:
    """Somebody says in their home that they are away."""
    person = town.person(who)
    await person.command("/harbour")
    await person.press("I am away until…")
    await fill(person, {"First day back": back})
    await person.send()
    assert "Noted: you are away until" in person.modal().text
    await closed(person)


@pytest.mark.requirement("R-1.12.1-6")
async def test_while_the_manager_is_away_the_deputy_gets_it(town: Town) -> None:
    """And on the day the manager is back, the manager again."""
    await says_away(town, "morag", town.day(2))
    first = await reports(town, "isla")
    assert [len(town.messages(name, first)) for name in ("morag", "ailsa")] == [0, 1]
    await town.until(2)
    second = await reports(town, "isla")
    assert [len(town.messages(name, second)) for name in ("morag", "ailsa")] == [1, 0]


async def test_somebody_away_says_that_they_are_here_after_all(town: Town) -> None:
    """An empty day."""
    await says_away(town, "morag", town.day(5))
    morag = town.person("morag")
    await morag.command("/harbour")
    await morag.press(next(label for label in morag.modal().labels if label.startswith("Away until")))
    await fill(morag, {"First day back": None})
    await morag.send()
    assert "Noted: you are here." in morag.modal().text
    await closed(morag)
    ref = await reports(town, "isla")
    assert len(town.messages("morag", ref)) == 1


@pytest.mark.requirement("R-1.12.1-6", "R-1.8-5")
async def test_a_manager_who_was_there_does_not_get_it(town: Town) -> None:
    """It goes to the deputy, with the suggestion that came with it."""
    wishes = ("I would like contact to be restricted",)
    ref = await reports(town, "isla", witnesses=("Morag Sinclair",), wishes=wishes)
    assert [len(town.messages("ailsa", r)) for r in (ref, "RS-0001")] == [1, 1]
    assert [m.title for m in town.messages("morag")] == ["Support is there for you"]


async def test_another_manager_is_chosen_and_it_never_reaches_the_first(town: Town) -> None:
    """Nor when the deputy lets it go."""
    isla = town.person("isla")
    await isla.command("/ended-contact", "shouted at me")
    await fill(isla, {"How were you in contact?": "Phone", "What was it?": ("Abusive language",)})
    question = next(q for q in isla.modal().questions if q.label == "Who should see this")
    await fill(isla, {"Who should see this": question.options[-1]})
    await isla.send()
    await closed(isla)
    await town.settle()
    for name in ("ailsa", "hamish"):
        person = town.person(name)
        await person.press("I can't take this", near="EC-0001")
        await closed(person)
        await town.settle()
    assert len(town.messages("catriona", "EC-0001")) == 1
    assert town.messages("morag") == []


async def test_i_cant_take_this_moves_it_without_a_reason(town: Town) -> None:
    """One after the other; each is told neutrally, each message is rewritten, and one person has it."""
    ref = await reports(town, "isla")
    for name, following in zip(("morag", "ailsa", "hamish"), ("ailsa", "hamish", "catriona"), strict=True):
        person = town.person(name)
        await person.press("I can't take this", near=ref)
        assert "It has moved to the next person" in person.modal().text
        await closed(person)
        await town.settle()
        assert all("moved to a colleague" in m.text for m in town.messages(name, ref))
        assert "A private report is waiting for you" in town.messages(following, ref)[-1].text


@pytest.mark.requirement("R-1.12.1-6")
async def test_when_nobody_is_left_the_management_team_names_someone(town: Town) -> None:
    """All who could handle it are away or too close; the team is asked, reads nothing, and names one manager."""
    for name in EVERYBODY_ABOVE:
        await town.is_away(name, town.day(1))
    ref = await reports(town, "isla")
    assert town.refs() == [ref]
    assert all(f"Somebody is needed · {ref}" in town.messages(name)[0].text for name in TEAM)
    assert [town.messages(name, ref) for name in ("morag", "ailsa")] == [[], []]
    hamish, eilidh = town.person("hamish"), town.person("eilidh")
    asked = town.messages("eilidh", ref)[-1]
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
    await town.settle()
    newest = [town.messages(name, ref)[-1].text for name in TEAM]
    assert all("Somebody has it now" in text for text in newest)
    await acknowledges(town, "elspeth", ref)
    assert town.standing(ref) == "acknowledged"
    await eilidh.press("Name someone", on=asked)
    assert "Somebody has been named for this already. Nothing changed." in eilidh.modal().text


async def test_a_witness_in_the_management_team_is_not_asked_to_name(town: Town) -> None:
    """Nobody whom it concerns names somebody."""
    for name in ("morag", "ailsa", "hamish"):
        await town.is_away(name, town.day(1))
    ref = await reports(town, "isla", witnesses=("Catriona Bell",))
    assert [len(town.messages(name, ref)) for name in TEAM] == [1, 0, 1]


async def test_when_the_management_team_is_empty_the_chair_names_someone(town: Town) -> None:
    """Everybody above has left: the reporter is thanked all the same, and nothing is lost."""
    for name in EVERYBODY_ABOVE:
        await town.leaves(name)
    ref = await reports(town, "isla")
    assert town.standing(ref) == "submitted"
    assert town.counts() == {"isla": 1, "elspeth": 1}
    assert f"Somebody is needed · {ref}" in town.messages("elspeth")[0].text


async def test_who_was_only_away_takes_it_when_they_are_back(town: Town) -> None:
    """Naming is for where nobody is left: the next morning it lies with the line manager."""
    for name in EVERYBODY_ABOVE:
        await town.is_away(name, town.day(1))
    ref = await reports(town, "isla")
    await town.until(1, "09:45")
    assert "A private report is waiting for you" in town.messages("morag", ref)[-1].text
    assert all("Somebody has it now" in town.messages(name, ref)[-1].text for name in TEAM)


@pytest.mark.parametrize("met", ["never written to", "written to before"])
async def test_a_closed_account_moves_the_matter_on(town: Town, met: str) -> None:
    """Also where the platform takes a message to a closed account without a word."""
    if met == "written to before":
        await reports(town, "isla")
    town.side().closes(town.person("morag"))
    before = len(town.messages("morag"))
    ref = await reports(town, "callum")
    assert len(town.messages("morag")) == before
    assert [len(m.text) > 0 for m in town.messages("ailsa", ref)] == [True]
    assert "A private report is waiting for you" in town.messages("ailsa", ref)[0].text


async def test_an_account_closed_while_something_waits_moves_it_at_the_next_nudge(town: Town) -> None:
    """The first message came through; nobody reads it."""
    ref = await reports(town, "isla")
    town.side().closes(town.person("morag"))
    await town.until(0, "16:00")
    assert len(town.messages("ailsa", ref)) == 1
    await acknowledges(town, "ailsa", ref)


async def test_who_leaves_the_directory_loses_what_waits_for_them(town: Town) -> None:
    """Leaving staff: open tasks move on the same day (model.md §6)."""
    ref = await reports(town, "isla")
    request = await asks_for_time(town, "callum")
    await town.leaves("morag")
    await town.until(0, "16:30")
    assert [len(town.messages("ailsa", r)) > 0 for r in (ref, request)] == [True, True]


@pytest.mark.requirement("R-1.12.1-1")
async def test_everything_of_a_temporary_worker_reaches_one_manager(town: Town) -> None:
    """A request, a suggestion, a report: the duty manager's."""
    refs = [await reports(town, "tam"), await asks_for_time(town, "tam"), await suggests(town, "tam")]
    assert [len(town.messages("catriona", ref)) for ref in refs] == [1, 1, 1]
    assert set(town.counts()) == {"catriona", "tam"}


async def test_somebody_whose_address_changed_is_known_by_their_id(town: Town) -> None:
    """The directory has the old address; the id was learnt before."""
    await reports(town, "isla")
    town.side().readdresses(town.person("isla"), "isla.stewart@hfl.example")
    ref = await reports(town, "isla")
    assert len(town.messages("morag", ref)) == 1


@pytest.mark.requirement("R-1.14.1-6", "R-1.12.2-5")
async def test_each_message_is_seen_by_the_one_it_is_for(town: Town) -> None:
    """A whole case: nobody outside it hears anything."""
    await zero_tolerance(town, witnesses=("Callum Stewart",), wishes=("I would like contact to be restricted",))
    await asks_for_time(town, "isla")
    await town.until(0, "13:00")
    assert set(town.counts()) == {"isla", "callum", "morag"}


async def test_a_manager_not_in_the_chat_is_passed_by(town: Town) -> None:
    """The directory lists her; she has no account: the next one gets it the same minute."""
    town.side().forgets(town.person("morag"))
    ref = await reports(town, "isla")
    assert len(town.messages("ailsa", ref)) == 1


async def test_the_button_of_one_who_is_away_still_works(town: Town) -> None:
    """Away is about new matters: what lies with one can be opened."""
    ref = await reports(town, "isla")
    await town.is_away("morag", town.day(3))
    morag = await opens(town, "morag", ref)
    assert NOT_YOURS not in morag.modal().text
