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
from tests.journeys.town import Town


async def test_home_says_what_waits_what_was_sent_and_what_is_coming(town: Town) -> None:
    """For each their own, without an individual, a colleague or a word of a report; buttons that lead on."""
    assert "Nothing waits for you." in (await town.person("morag").open_home()).text
    ref = await reports(town, "isla", "shouted at me", whom="HA-20417")
    restriction = await suggests(town, "callum")
    await approves(town, "morag", restriction, town.day(60))
    await tells(town, "morag", restriction)
    home = await town.person("morag").open_home()
    assert [word for word in (ref, "Coming up", restriction) if word not in home.text] == []
    assert not {"Isla", "HA-20417", "shouted"} & set(home.text.replace("\n", " ").split())
    morag = town.person("morag")
    await morag.press("Open", "home", near=ref)
    assert "shouted at me" in morag.modal().text
    await closed(morag)
    yours = await town.person("isla").open_home()
    assert f"{ref}" in yours.text
    assert "Sent. It waits for a manager to open it." in yours.text
    await acknowledges(town, "morag", ref)
    assert "A manager has seen it" in (await town.person("isla").open_home()).text
    for label in ("Report an ended contact", "Support, or time away", "More…", "I am away until…"):
        isla = town.person("isla")
        await isla.press(label, "home")
        assert isla.has_modal
        await closed(isla)


async def test_home_shows_ten_and_the_rest_behind_show_all(town: Town) -> None:
    """Twelve reports wait."""
    for _ in range(12):
        await reports(town, "isla")
    morag = town.person("morag")
    home = await morag.open_home()
    assert home.labels.count("Open") == 10
    await morag.press("Show all", "home")
    assert morag.modal().labels.count("Open") == 12


async def test_the_management_teams_list_holds_references_and_nobody_elses(town: Town) -> None:
    """Only the team sees the matters that have waited too long, and nobody those that concern them."""
    first = await reports(town, "isla")
    second = await reports(town, "callum", witnesses=("Hamish Drummond",))
    await town.until(3)
    hamish, catriona = town.person("hamish"), town.person("catriona")
    assert "2 matters have waited past their time." in (await catriona.open_home()).text
    await catriona.press("Open", "home", near="waited past their time")
    assert (first in catriona.modal().text, second in catriona.modal().text) == (True, True)
    assert "shouted" not in catriona.modal().text
    await hamish.open_home()
    await hamish.press("Open", "home", near="waited past their time")
    assert (first in hamish.modal().text, second in hamish.modal().text) == (True, False)
    assert "waited past" not in (await town.person("ailsa").open_home()).text


@pytest.mark.parametrize(
    "words", ["ended contact", "Ended-Contact", "/ended-contact", "support", "help", "restriction"]
)
async def test_a_few_plain_words_are_understood(town: Town, words: str) -> None:
    """Each is answered with what it is for."""
    isla = town.person("isla")
    await isla.say(words)
    assert "understand a few words" not in isla.newest().text
    assert isla.newest().labels


async def test_words_after_a_command_are_kept_as_a_draft(town: Town) -> None:
    """Not repeated into the chat; one tap opens the form with them."""
    isla = town.person("isla")
    await isla.say("ended contact he shouted at me")
    assert "kept for you as a draft" in isla.newest().text
    assert town.leaks("he shouted at me") == []
    await isla.press("Open the form")
    assert isla.modal().fields["What happened, in a sentence"] == "he shouted at me"
    await closed(isla)
    callum = town.person("callum")
    await town.forge("callum", isla.newest().buttons[0])
    assert "he shouted at me" not in callum.modal().text


async def test_other_words_are_answered_kindly_and_stand_in_the_form_that_is_opened(town: Town) -> None:
    """With buttons; the words are not said again, and stored for them alone, sealed."""
    isla = town.person("isla")
    await isla.say("my neighbour is a menace, what do I do")
    assert "understand a few words only. What you wrote is kept for you" in isla.newest().text
    assert "Report an ended contact" in isla.newest().labels
    assert town.leaks("menace") == []
    await isla.press("Report an ended contact")
    assert isla.modal().title == "Ended contact"
    assert isla.modal().fields["What happened, in a sentence"] == "my neighbour is a menace, what do I do"


@pytest.mark.requirement("R-1.8-5", "R-1.8-6")
async def test_measures_for_safety_start_at_once(town: Town) -> None:
    """With the words of whoever asked as evidence, and a reason; a decision is still needed."""
    ref = await suggests(town, "isla")
    morag = await opens(town, "morag", ref)
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
    await town.settle()
    assert town.standing(ref) == "proposed"
    assert "The measures are active already, for safety." in town.messages("morag", ref)[0].text
    assert len(town.messages("isla", "Would a conversation")) == 1
    await town.until(1)
    assert town.times("morag", ref)[1:] == ["Tue 12 Jan, 09:30"]


@pytest.mark.requirement("R-1.8-9", "R-1.8-8")
async def test_no_review_only_for_a_recorded_reason(town: Town) -> None:
    """Words and a tick; then it stands on the management team's list, never hidden."""
    ref = await suggests(town, "isla")
    morag = town.person("morag")
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
    await tells(town, "morag", ref)
    assert town.standing(ref) == "active"
    catriona = town.person("catriona")
    assert "One matter has waited" in (await catriona.open_home()).text
    await town.until(30)
    assert len(town.messages("catriona", ref)) == 0


@pytest.mark.requirement("R-1.6-4", "R-1.8-10")
async def test_not_told_needs_its_reason_and_then_it_starts(town: Town) -> None:
    """If explaining is not appropriate."""
    ref = await suggests(town, "isla")
    await approves(town, "morag", ref, town.day(60))
    assert town.standing(ref) == "approved"
    await shares(town, "morag", ref)
    morag = await opens(town, "morag", ref)
    await morag.press("The individual has been told")
    await fill(morag, {"How were they told?": "They have not been told, because…"})
    await fill(morag, {"Why not?": "A call now would wake a row"})
    await morag.send()
    assert "The individual has not been told, because" in morag.modal().text
    assert town.standing(ref) == "active"


async def reviews(town: Town, ref: str, answers: dict[str, Given]) -> None:
    """Morag reviews it."""
    morag = await opens(town, "morag", ref)
    await morag.press("Can this be lifted?")
    await fill(morag, {**answers, **REVIEWED})
    await morag.send()
    await closed(morag)
    await town.settle()


@pytest.mark.requirement("R-1.8-8", "R-1.6-2", "R-1.8-10")
async def test_a_review_continues_or_varies_and_each_is_told_again(town: Town) -> None:
    """A new date, and why nothing lighter is enough; the individual hears, and only then it is quiet."""
    ref = await suggests(town, "isla")
    await approves(town, "morag", ref, town.day(30))
    await tells(town, "morag", ref)
    goes_on: dict[str, Given] = {"When do we look at it again?": "On another day"}
    await reviews(town, ref, {"Can this be lifted?": "Continue it", **goes_on, "The day of the review": town.day(60)})
    await town.until(1, "09:45")
    assert "The individual is to be told" in town.messages("morag", ref)[-1].text
    await tells(town, "morag", ref)
    assert "In force." in town.messages("morag", ref)[-1].text
    await reviews(
        town,
        ref,
        {
            "Can this be lifted?": "Vary it",
            "What are the measures from now on?": ("Limits on time or volume of contact",),
            "When, how long or how often?": "One call a week",
            **LIMITS,
            **goes_on,
            "The day of the review": town.day(90),
        },
    )
    await town.until(1, "09:45")
    assert "The individual is to be told" in town.messages("morag", ref)[-1].text
    await tells(town, "morag", ref)
    heard = len(town.messages("morag", ref))
    await town.until(5)
    assert (town.standing(ref), len(town.messages("morag", ref))) == ("active", heard)


async def test_a_review_in_the_past_or_without_reasons_is_refused(town: Town) -> None:
    """A sentence beside each field; nothing changes."""
    ref = await suggests(town, "isla")
    await approves(town, "morag", ref, town.day(30))
    await tells(town, "morag", ref)
    morag, before = await opens(town, "morag", ref), town.state()
    await morag.press("Can this be lifted?")
    await fill(
        morag,
        {
            "Can this be lifted?": "Continue it",
            **REVIEWED,
            "When do we look at it again?": "On another day",
            "The day of the review": town.today - timedelta(days=1),
        },
    )
    await morag.send()
    assert list(morag.modal().errors) == ["The day of the review"]
    why = "Why does it go on, and why is nothing lighter enough?"
    assert morag.modal().fields[why] == REVIEWED[why]
    assert town.state() == before


@pytest.mark.requirement("R-1.8-8")
async def test_the_service_ends_and_with_it_the_reviews(town: Town) -> None:
    """With a reason; nobody is nudged about it again."""
    ref = await suggests(town, "isla")
    await approves(town, "morag", ref, town.day(30))
    await tells(town, "morag", ref)
    await answers_offer(town, "isla", "No thanks")
    morag = await opens(town, "morag", ref)
    await morag.press("The service has ended")
    await fill(morag, {"Why has the service ended?": "The tenancy has ended"})
    await morag.send()
    await closed(morag)
    await town.settle()
    heard = town.counts()
    await town.until(60)
    assert (town.standing(ref), town.counts()) == ("ended", heard)


@pytest.mark.requirement("R-1.8-5", "R-1.13-5")
async def test_what_a_manager_was_there_for_their_own_manager_decides(town: Town) -> None:
    """Propose, ask for more, answer, approve a lighter measure."""
    morag, hamish = town.person("morag"), town.person("hamish")
    await morag.command("/restriction")
    await proposes(morag, "HA-77003")
    assert "Hamish Drummond can see this privately, and decides." in morag.modal().text
    await closed(morag)
    await town.settle()
    assert set(town.counts()) == {"hamish"}
    await hamish.press("Open", near="RS-0001")
    await hamish.press("Ask for more")
    await fill(hamish, {"What would you like to know?": "How often?"})
    await hamish.send()
    await closed(hamish)
    await town.settle()
    await morag.press("Open", near="A question for you")
    await fill(morag, {"Your answer": "Each week"})
    await morag.send()
    await closed(morag)
    await town.settle()
    await hamish.press("Open", near="RS-0001")
    await hamish.press("Approve a lighter measure")
    measures = ("Staff names or direct details are not given",)
    await fill(hamish, {"Which lighter measure?": measures})
    await fill(hamish, {"Which names or details, and what stands instead?": "The contact centre"})
    await fill(hamish, approval(town.day(60)))
    await hamish.send()
    await closed(hamish)
    await town.settle()
    await morag.press("Open", near="There is an answer to what you asked for")
    assert "Approved with a lighter measure" in morag.modal().text


@pytest.mark.requirement("R-1.12.2-2")
async def test_an_action_of_somebody_else_is_theirs_alone_to_see(town: Town) -> None:
    """Two actions, two owners: each sees their own; one is dropped with words."""
    await zero_tolerance(town)
    await answers_offer(town, "isla", "Yes")
    await town.until(1, "09:45")
    morag = await opens(town, "morag", "DB-0001")
    await morag.press("We have talked")
    due = town.day(1)
    await fill(morag, {"What did you agree to do?": "A second line", "Who does it?": "Rory Mackay", "By when?": due})
    await morag.send()
    more = next(label for label in morag.modal().labels if "action" in label.casefold())
    await morag.press(more)
    await fill(morag, {"What did you agree to do?": "A new rota", "Who does it?": "Shona Reid", "By when?": due})
    await morag.send()
    await closed(morag)
    await town.until(1, "09:45")
    rory = await opens(town, "rory", "DB-0001")
    assert ("A second line" in rory.modal().text, "A new rota" in rory.modal().text) == (True, False)
    await rory.press("Not going to happen")
    await fill(rory, {"Why, in a few words": "No money for it"})
    await rory.send()
    await closed(rory)
    await town.settle()
    shona = town.person("shona")
    button = next(b for b in town.messages("shona")[-1].buttons if b.label == "Done")
    await town.forge("rory", button)
    assert "This is not available to you" in rory.modal().text
    await shona.press("Done", near="DB-0001")
    await closed(shona)
    assert town.standing("DB-0001") == "done"


@pytest.mark.requirement("R-1.6-8", "R-1.12.2-3")
async def test_no_report_and_no_time_away_is_ever_approved_or_denied(town: Town) -> None:
    """In no message and no dialog, at no step."""
    ref, request = await reports(town, "isla"), await asks_for_time(town, "isla")
    for about in (ref, request):
        morag = await opens(town, "morag", about)
        labels = {*morag.modal().labels, *(label for m in town.messages("morag", about) for label in m.labels)}
        assert not labels & {"Approve", "Deny", "Reject", "Refuse"}
        await closed(morag)
