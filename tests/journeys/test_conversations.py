"""Whole conversations: home, words in a direct message, and a restriction's ways other than the story's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.playground.people.person import Given
from tests.journeys.acts import (
    LIMITS,
    REVIEWED,
    acknowledges,
    answers_offer,
    approval,
    approves,
    asks_for_time,
    closed,
    fill,
    opens,
    proposes,
    reports,
    shares,
    suggests,
    tells,
    written,
    zero_tolerance,
)
from tests.journeys.world import World


async def test_home_says_what_waits_what_was_sent_and_what_is_coming(world: World) -> None:
    """For each their own, without an individual, a colleague or a word of a report; buttons that lead on."""
    assert "Nothing waits for you." in (await world.person("morag").open_home()).text
    ref = await reports(world, "isla", "shouted at me", whom="HA-20417")
    restriction = await suggests(world, "callum")
    await approves(world, "morag", restriction, world.day(60))
    await tells(world, "morag", restriction)
    home = await world.person("morag").open_home()
    assert [word for word in (ref, "Coming up", restriction) if word not in home.text] == []
    assert not {"Isla", "HA-20417", "shouted"} & set(home.text.replace("\n", " ").split())
    morag = world.person("morag")
    await morag.press("Open", "home", near=ref)
    assert "shouted at me" in morag.modal().text
    await closed(morag)
    yours = await world.person("isla").open_home()
    assert f"{ref}" in yours.text
    assert "Sent. It waits for a manager to open it." in yours.text
    await acknowledges(world, "morag", ref)
    assert "A manager has seen it" in (await world.person("isla").open_home()).text
    for label in ("Report an ended contact", "Support, or time away", "More…", "I am away until…"):
        isla = world.person("isla")
        await isla.press(label, "home")
        assert isla.has_modal
        await closed(isla)


async def test_home_shows_ten_and_the_rest_behind_show_all(world: World) -> None:
    """Twelve reports wait."""
    for _ in range(12):
        await reports(world, "isla")
    morag = world.person("morag")
    home = await morag.open_home()
    assert home.labels.count("Open") == 10
    await morag.press("Show all", "home")
    assert morag.modal().labels.count("Open") == 12


async def test_the_management_teams_list_holds_references_and_nobody_elses(world: World) -> None:
    """Only the team sees the matters that have waited too long, and nobody those that concern them."""
    first = await reports(world, "isla")
    second = await reports(world, "callum", witnesses=("Hamish Drummond",))
    await world.until(3)
    hamish, catriona = world.person("hamish"), world.person("catriona")
    assert "2 matters have waited past their time." in (await catriona.open_home()).text
    await catriona.press("Open", "home", near="waited past their time")
    assert (first in catriona.modal().text, second in catriona.modal().text) == (True, True)
    assert "shouted" not in catriona.modal().text
    await hamish.open_home()
    await hamish.press("Open", "home", near="waited past their time")
    assert (first in hamish.modal().text, second in hamish.modal().text) == (True, False)
    assert "waited past" not in (await world.person("ailsa").open_home()).text


@pytest.mark.parametrize(
    "words", ["ended contact", "Ended-Contact", "/ended-contact", "support", "help", "restriction"]
)
async def test_a_few_plain_words_are_understood(world: World, words: str) -> None:
    """Each is answered with what it is for."""
    isla = world.person("isla")
    await isla.say(words)
    assert "understand a few words" not in isla.newest().text
    assert isla.newest().labels


async def test_words_after_a_command_are_kept_as_a_draft(world: World) -> None:
    """Not repeated into the chat; one tap opens the form with them."""
    isla = world.person("isla")
    await isla.say("ended contact he shouted at me")
    assert "kept for you as a draft" in isla.newest().text
    assert world.leaks("he shouted at me") == []
    await isla.press("Open the form")
    assert isla.modal().fields["What happened, in a sentence"] == "he shouted at me"
    await closed(isla)
    callum = world.person("callum")
    await world.forge("callum", isla.newest().buttons[0])
    assert "he shouted at me" not in callum.modal().text


async def test_other_words_are_answered_kindly_and_stand_in_the_form_that_is_opened(world: World) -> None:
    """With buttons; the words are not said again, and stored for them alone, sealed."""
    isla = world.person("isla")
    await isla.say("my neighbour is a menace, what do I do")
    assert "understand a few words only. What you wrote is kept for you" in isla.newest().text
    assert "Report an ended contact" in isla.newest().labels
    assert world.leaks("menace") == []
    await isla.press("Report an ended contact")
    assert isla.modal().title == "Ended contact"
    assert isla.modal().fields["What happened, in a sentence"] == "my neighbour is a menace, what do I do"


@pytest.mark.requirement("R-1.8-5", "R-1.8-6")
async def test_measures_for_safety_start_at_once(world: World) -> None:
    """With the words of whoever asked as evidence, and a reason; a decision is still needed."""
    ref = await suggests(world, "isla")
    morag = await opens(world, "morag", ref)
    await morag.press("Make it active at once, for safety")
    await fill(morag, {"What should change?": ("Contact with a named person only",)})
    person = next(q.label for q in morag.modal().questions if "whom" in q.label.casefold() or "person" in q.label)
    await fill(morag, {person: "Hamish Drummond", "What was said or done?": "He is outside the office"})
    left = [question.label for question in morag.modal().questions if question.required and not question.answer]
    assert left == ["Why can this not wait?"]
    await fill(morag, {"Why can this not wait?": "He is outside the office"})
    await morag.send()
    assert "The measures are active already, for safety." in morag.modal().text
    await closed(morag)
    await world.settle()
    assert world.standing(ref) == "proposed"
    assert "The measures are active already, for safety." in world.messages("morag", ref)[0].text
    assert len(world.messages("isla", "Would a conversation")) == 1
    await world.until(1)
    assert world.times("morag", ref)[1:] == ["Tue 12 Jan, 09:30"]


@pytest.mark.requirement("R-1.8-9", "R-1.8-8")
async def test_no_review_only_for_a_recorded_reason(world: World) -> None:
    """Words and a tick; then it stands on the management team's list, never hidden."""
    ref = await suggests(world, "isla")
    morag = world.person("morag")
    await morag.press("Approve", near=ref)
    await written(morag)
    await fill(morag, approval(None))
    extra = [q for q in morag.modal().questions if q.required and not q.answer]
    for question in extra:
        if question.is_ticked:
            await fill(morag, {question.label: question.options})
        elif question.is_text:
            await fill(morag, {question.label: "The service ends in March"})
    await morag.send()
    await closed(morag)
    await tells(world, "morag", ref)
    assert world.standing(ref) == "active"
    catriona = world.person("catriona")
    assert "One matter has waited" in (await catriona.open_home()).text
    await world.until(30)
    assert len(world.messages("catriona", ref)) == 0


@pytest.mark.requirement("R-1.6-4", "R-1.8-10")
async def test_not_told_needs_its_reason_and_then_it_starts(world: World) -> None:
    """If explaining is not appropriate."""
    ref = await suggests(world, "isla")
    await approves(world, "morag", ref, world.day(60))
    assert world.standing(ref) == "approved"
    await shares(world, "morag", ref)
    morag = await opens(world, "morag", ref)
    await morag.press("The individual has been told")
    await fill(morag, {"How were they told?": "They have not been told, because…"})
    await fill(morag, {"Why not?": "A call now would wake a row"})
    await morag.send()
    assert "The individual has not been told, because" in morag.modal().text
    assert world.standing(ref) == "active"


async def reviews(world: World, ref: str, answers: dict[str, Given]) -> None:
    """Morag reviews it."""
    morag = await opens(world, "morag", ref)
    await morag.press("Can this be lifted?")
    await fill(morag, {**answers, **REVIEWED})
    await morag.send()
    await closed(morag)
    await world.settle()


@pytest.mark.requirement("R-1.8-8", "R-1.6-2", "R-1.8-10")
async def test_a_review_continues_or_varies_and_each_is_told_again(world: World) -> None:
    """A new date, and why nothing lighter is enough; the individual hears, and only then it is quiet."""
    ref = await suggests(world, "isla")
    await approves(world, "morag", ref, world.day(30))
    await tells(world, "morag", ref)
    goes_on: dict[str, Given] = {"When do we look at it again?": "On another day"}
    await reviews(world, ref, {"Can this be lifted?": "Continue it", **goes_on, "The day of the review": world.day(60)})
    await world.until(1, "09:45")
    assert "The individual is to be told" in world.messages("morag", ref)[-1].text
    await tells(world, "morag", ref)
    assert "In force." in world.messages("morag", ref)[-1].text
    await reviews(
        world,
        ref,
        {
            "Can this be lifted?": "Vary it",
            "What are the measures from now on?": ("Limits on time or volume of contact",),
            "When, how long or how often?": "One call a week",
            **LIMITS,
            **goes_on,
            "The day of the review": world.day(90),
        },
    )
    await world.until(1, "09:45")
    assert "The individual is to be told" in world.messages("morag", ref)[-1].text
    await tells(world, "morag", ref)
    heard = len(world.messages("morag", ref))
    await world.until(5)
    assert (world.standing(ref), len(world.messages("morag", ref))) == ("active", heard)


async def test_a_review_in_the_past_or_without_reasons_is_refused(world: World) -> None:
    """A sentence beside each field; nothing changes."""
    ref = await suggests(world, "isla")
    await approves(world, "morag", ref, world.day(30))
    await tells(world, "morag", ref)
    morag, before = await opens(world, "morag", ref), world.state()
    await morag.press("Can this be lifted?")
    await fill(
        morag,
        {
            "Can this be lifted?": "Continue it",
            **REVIEWED,
            "When do we look at it again?": "On another day",
            "The day of the review": world.today - timedelta(days=1),
        },
    )
    await morag.send()
    assert list(morag.modal().errors) == ["The day of the review"]
    why = "Why does it go on, and why is nothing lighter enough?"
    assert morag.modal().fields[why] == REVIEWED[why]
    assert world.state() == before


@pytest.mark.requirement("R-1.8-8")
async def test_the_service_ends_and_with_it_the_reviews(world: World) -> None:
    """With a reason; nobody is nudged about it again."""
    ref = await suggests(world, "isla")
    await approves(world, "morag", ref, world.day(30))
    await tells(world, "morag", ref)
    await answers_offer(world, "isla", "No thanks")
    morag = await opens(world, "morag", ref)
    await morag.press("The service has ended")
    await fill(morag, {"Why has the service ended?": "The tenancy has ended"})
    await morag.send()
    await closed(morag)
    await world.settle()
    heard = world.counts()
    await world.until(60)
    assert (world.standing(ref), world.counts()) == ("ended", heard)


@pytest.mark.requirement("R-1.8-5", "R-1.13-5")
async def test_what_a_manager_was_there_for_their_own_manager_decides(world: World) -> None:
    """Propose, ask for more, answer, approve a lighter measure."""
    morag, hamish = world.person("morag"), world.person("hamish")
    await morag.command("/restriction")
    await proposes(morag, "HA-77003")
    assert "Hamish Drummond can see this privately, and decides." in morag.modal().text
    await closed(morag)
    await world.settle()
    assert set(world.counts()) == {"hamish"}
    await hamish.press("Open", near="RS-0001")
    await hamish.press("Ask for more")
    await fill(hamish, {"What would you like to know?": "How often?"})
    await hamish.send()
    await closed(hamish)
    await world.settle()
    await morag.press("Open", near="A question for you")
    await fill(morag, {"Your answer": "Each week"})
    await morag.send()
    await closed(morag)
    await world.settle()
    await hamish.press("Open", near="RS-0001")
    await hamish.press("Approve a lighter measure")
    measures = ("Staff names or direct details are not given",)
    await fill(hamish, {"Which lighter measure?": measures})
    await fill(hamish, {"Which names or details, and what stands instead?": "The contact centre"})
    await fill(hamish, approval(world.day(60)))
    await hamish.send()
    await closed(hamish)
    await world.settle()
    await morag.press("Open", near="There is an answer to what you asked for")
    assert "Approved with a lighter measure" in morag.modal().text


@pytest.mark.requirement("R-1.12.2-2")
async def test_an_action_of_somebody_else_is_theirs_alone_to_see(world: World) -> None:
    """Two actions, two owners: each sees their own; one is dropped with words."""
    await zero_tolerance(world)
    await answers_offer(world, "isla", "Yes")
    await world.until(1, "09:45")
    morag = await opens(world, "morag", "DB-0001")
    await morag.press("We have talked")
    due = world.day(1)
    await fill(morag, {"What did you agree to do?": "A second line", "Who does it?": "Rory Mackay", "By when?": due})
    await morag.send()
    more = next(label for label in morag.modal().labels if "action" in label.casefold())
    await morag.press(more)
    await fill(morag, {"What did you agree to do?": "A new rota", "Who does it?": "Shona Reid", "By when?": due})
    await morag.send()
    await closed(morag)
    await world.until(1, "09:45")
    rory = await opens(world, "rory", "DB-0001")
    assert ("A second line" in rory.modal().text, "A new rota" in rory.modal().text) == (True, False)
    await rory.press("Not going to happen")
    await fill(rory, {"Why, in a few words": "No money for it"})
    await rory.send()
    await closed(rory)
    await world.settle()
    shona = world.person("shona")
    button = next(b for b in world.messages("shona")[-1].buttons if b.label == "Done")
    await world.forge("rory", button)
    assert "This is not available to you" in rory.modal().text
    await shona.press("Done", near="DB-0001")
    await closed(shona)
    assert world.standing("DB-0001") == "done"


@pytest.mark.requirement("R-1.6-8", "R-1.12.2-3")
async def test_no_report_and_no_time_away_is_ever_approved_or_denied(world: World) -> None:
    """In no message and no dialog, at no step."""
    ref, request = await reports(world, "isla"), await asks_for_time(world, "isla")
    for about in (ref, request):
        morag = await opens(world, "morag", about)
        labels = {*morag.modal().labels, *(label for m in world.messages("morag", about) for label in m.labels)}
        assert not labels & {"Approve", "Deny", "Reject", "Refuse"}
        await closed(morag)
