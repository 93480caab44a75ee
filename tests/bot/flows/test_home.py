from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event as database_event

from bot.chat.cards import Card, Item
from bot.chat.events import InstalledEvent, Value
from bot.chat.replies import Done, ShowCard
from bot.flows import debrief
from bot.people import BOTH, Absence, PersonId
from bot.records.assignment import Assigned
from bot.records.base import Record, RecordId
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.restriction.record import Restriction
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from tests.bot.flows.sharing.test_conversation import in_force
from tests.bot.house import BOARD, DOUGAL, NOTHING, REPORT, STRANGER, House, button, card, errors, form, labels, words

TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def part(home: Card, title: str) -> list[str]:
    """The lines under a heading of the home."""
    found: list[str] = []
    inside = False
    for block in home.blocks:
        text = getattr(block, "text", "")
        if type(block).__name__ == "Heading":
            inside = text == title
        elif inside and isinstance(block, Item):
            found.append(text)
    return found


def with_action(house: House, due: str, owner: PersonId = RORY) -> str:
    """A debrief of Isla's with one agreed action; its id."""
    report = house.reports(ISLA)
    house.run(lambda uow: debrief.offer_to((ISLA,), RecordId(report), uow))
    about = house.children(report, Debrief)[0].id
    house.presses(ISLA, "debrief.yes", about)
    values: dict[str, Value] = {"on": TODAY.isoformat(), "what": "Swap the visit", "owner": (owner,), "due": due}
    house.sends(MORAG, "debrief.held", values, about)
    return about


# -- the parts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [ISLA, MORAG, EWAN, STRANGER, BOARD])
def test_an_empty_home_says_so_and_offers_what_can_be_done(house: House, person: PersonId) -> None:
    """For everybody, by command and as a tab."""
    home = house.goes_home(person)
    assert "Nothing waits for you." in words(home)
    assert "Report an ended contact" in labels(home)
    assert card(house.types(person, "harbour")) == home


def test_what_waits_is_what_one_has_to_do(house: House) -> None:
    """It goes as soon as it is done."""
    about = house.reports(ISLA)
    home = house.goes_home(MORAG)
    assert part(home, "Waiting for you") == ["EC-0001 · ended contact · A private report: please open it"]
    assert button(home, "Open").about == about
    house.presses(MORAG, "pass_on", about)
    assert part(house.goes_home(MORAG), "Waiting for you") == []
    assert len(part(house.goes_home(CALLUM), "Waiting for you")) == 1


def test_a_threat_that_nobody_has_seen_comes_first(house: House) -> None:
    """Before what came later."""
    house.reports(ISLA, reasons=("threat",))
    house.clock.at += timedelta(minutes=5)
    house.reports(ISLA)
    assert [line[:7] for line in part(house.goes_home(MORAG), "Waiting for you")] == ["PD-0001", "EC-0001", "EC-0002"]


def test_ten_lines_stand_in_the_home_and_the_rest_behind_show_all(house: House) -> None:
    """Nobody is buried."""
    for _ in range(12):
        house.reports(ISLA)
    home = house.goes_home(MORAG)
    assert len(part(home, "Waiting for you")) == 10
    everything = house.presses(MORAG, button(home, "Show all").action)
    assert len([b for b in card(everything).blocks if isinstance(b, Item)]) == 12
    assert len(part(house.goes_home(ISLA), "Your reports")) == 10
    assert len(labels(house.presses(ISLA, "home.yours"))) == 12


def test_ones_reports_say_where_they_stand(house: House) -> None:
    """Reports, suggestions, time away, and the debriefs one is offered; the newest first."""
    about = house.reports(ISLA, wishes=("restrict", "time_away"), individual="T.B.")
    house.run(lambda uow: debrief.offer_to((ISLA,), RecordId(about), uow))
    house.presses(MORAG, "ended_contact.acknowledge", about)
    assert set(part(house.goes_home(ISLA), "Your reports")) == {
        "EC-0001 · ended contact, Tue 24 Nov. A manager has seen it and will talk with you.",
        "RS-0001 · restriction, Tue 24 Nov. What you asked for waits for a decision.",
        "SR-0001 · time away, Tue 24 Nov. Your request is on its way.",
        "DB-0001 · debrief, Tue 24 Nov. A conversation is offered, if you would like one.",
    }


@pytest.mark.parametrize("person", [ISLA, MORAG])
def test_every_line_of_a_home_opens_for_its_reader(house: House, person: PersonId) -> None:
    """No button leads nowhere."""
    about = house.reports(ISLA, wishes=("restrict", "time_away"))
    house.run(lambda uow: debrief.offer_to((ISLA,), RecordId(about), uow))
    for item in house.goes_home(person).buttons():
        reply = house.presses(person, item.action, item.about, item.extra)
        assert "not available to you" not in str(reply)


def test_an_agreed_action_is_coming_up_and_waits_from_its_day_on(house: House) -> None:
    """For its owner, with its day and without its words."""
    with_action(house, TOMORROW)
    home = house.goes_home(RORY)
    assert part(home, "Coming up") == ["DB-0001 · An agreed action, by Wed 25 Nov"]
    assert part(home, "Waiting for you") == []
    house.clock.at += timedelta(days=1)
    home = house.goes_home(RORY)
    assert part(home, "Waiting for you") == ["DB-0001 · An agreed action, by Wed 25 Nov"]
    assert "Swap the visit" not in words(home)
    house.presses(RORY, "debrief.action_done", button(home, "Open").about, "a1")
    assert part(house.goes_home(RORY), "Waiting for you") == []


def test_trying_again_is_coming_up(house: House) -> None:
    """For the colleague who was asked to."""
    about = house.reports(ISLA, reasons=("circular",), reengage_on=TOMORROW, reengage_by=RORY)
    assert part(house.goes_home(RORY), "Coming up") == ["EC-0001 · Trying again, on Wed 25 Nov"]
    house.presses(RORY, "ended_contact.reengaged", about)
    assert part(house.goes_home(RORY), "Coming up") == []


def test_a_conversation_that_is_booked_is_coming_up(house: House) -> None:
    """For the person, with its day."""
    report = house.reports(ISLA)
    house.run(lambda uow: debrief.offer_to((ISLA,), RecordId(report), uow))
    about = house.children(report, Debrief)[0].id
    house.presses(ISLA, "debrief.yes", about)
    house.sends(MORAG, "debrief.book", {"on": "2026-11-26"}, about)
    assert part(house.goes_home(ISLA), "Coming up") == ["DB-0001 · debrief · A conversation on Thu 26 Nov"]
    assert "DB-0001 · debrief · A conversation on Thu 26 Nov" in part(house.goes_home(MORAG), "Waiting for you")


def test_a_home_names_nobody_and_holds_no_words_of_a_record(house: House) -> None:
    """References, states and days alone."""
    house.reports(ISLA, individual="TEN-4711", witnesses=(RORY,), steps="Offered a call.", wishes=("restrict",))
    with_action(house, TOMORROW)
    for person in (ISLA, MORAG, RORY, CALLUM, AILSA, EWAN):
        text = words(house.goes_home(person))
        for secret in ("TEN-4711", "Isla", "Rory", "Morag", "Shouted", "Offered a call", "Swap"):
            assert secret not in text


def test_a_home_takes_as_many_queries_with_many_records_as_with_few(house: House) -> None:
    """So that it is as fast at a million."""

    def queries() -> int:
        counted: list[str] = []

        def count(_c: object, _k: object, statement: str, *_rest: object) -> None:
            counted.append(statement)

        engine = house.store._engine
        database_event.listen(engine, "before_cursor_execute", count)
        house.goes_home(AILSA)
        house.goes_home(MORAG)
        database_event.remove(engine, "before_cursor_execute", count)
        return len(counted)

    house.reports(ISLA)
    few = queries()
    for _ in range(30):
        house.reports(ISLA, wishes=("restrict",))
    assert queries() == few


@pytest.mark.parametrize(
    ("person", "likely"),
    [
        (ISLA, frozenset()),
        (MORAG, {"Suggest a restriction"}),
        (BOARD, {"Before I contact someone"}),
        (EWAN, {"Suggest a restriction", "An appeal has come in"}),
    ],
)
def test_a_home_offers_what_its_reader_is_likely_to_need(house: House, person: PersonId, likely: set[str]) -> None:
    """By role; whatever else can be done is one press away, and nothing is offered twice."""
    always = {"Report an ended contact", "Contact outside the office", "Support, or time away", "I am away until…"}
    by_role = {"Suggest a restriction", "Before I contact someone", "An appeal has come in"}
    offered, more = labels(house.goes_home(person)), labels(house.presses(person, "home.more"))
    assert always <= set(offered)
    assert by_role & set(offered) == likely
    assert by_role & set(more) == by_role - likely


# -- what follows from a role ------------------------------------------------------------------------------


def test_whoever_holds_a_card_finds_it_in_their_home(house: House) -> None:
    """Until it is called back; and only while it may be read."""
    _, card_of = in_force(house)
    line = f"{card_of.ref} · An alert card: in force."
    assert part(house.goes_home(BOARD), "Your cards") == [line]
    opened = house.presses(BOARD, "sharing.open", card_of.id)
    assert NOTHING not in words(opened)
    assert "Your cards" not in words(house.goes_home(STRANGER))
    house.put(replace(house.person(BOARD), roles=frozenset()))
    assert "Your cards" not in words(house.goes_home(BOARD))


def test_the_chief_executive_sees_appeals_and_overdue_reviews(house: House) -> None:
    """And nobody else does; a count in the home, the lines a press away."""
    assert "No appeal is open, and no review is overdue." in words(house.goes_home(EWAN))
    assert "No appeal is open" not in words(house.goes_home(AILSA))
    about, _ = in_force(house)
    restriction = house.record(about, Restriction)
    assert restriction.review is not None
    assert restriction.review.on is not None
    house.clock.at += restriction.review.on - TODAY + timedelta(days=3)
    listed(house, about)
    home = house.goes_home(EWAN)
    assert "One restriction is past its review." in words(home)
    assert restriction.ref in words(house.presses(EWAN, "home.overdue"))
    assert NOTHING in words(house.presses(AILSA, "home.overdue"))
    assert NOTHING in words(house.presses(AILSA, "home.appeals"))


# -- the management team's list ----------------------------------------------------------------------------


def listed(house: House, about: str) -> None:
    """It has waited too long."""
    record = house.record(about, Record)
    assert isinstance(record, Assigned)
    house.run(lambda uow: uow.records.save(record.put_on_list(), by=None, act="escalated"))


@pytest.mark.parametrize("person", [AILSA, EWAN])
def test_the_management_team_sees_what_waits_and_since_when(house: House, person: PersonId) -> None:
    """References without content, for its members and the chief executive."""
    about = house.reports(ISLA, individual="T.B.")
    listed(house, about)
    home = house.goes_home(person)
    assert "One matter has waited past its time." in words(home)
    text = words(house.presses(person, "home.management_list"))
    assert "EC-0001 · ended contact: waits to be seen, since Tue 24 Nov" in text
    for secret in ("Isla", "T.B.", "Shouted"):
        assert secret not in text


def test_who_is_part_of_a_matter_does_not_see_it_on_the_list(house: House) -> None:
    """A witness in the management team; nor is it counted for them."""
    about = house.reports(ISLA, witnesses=(AILSA,))
    listed(house, about)
    assert "EC-0001" not in words(house.presses(AILSA, "home.management_list"))
    assert "waited past its time" not in words(house.goes_home(AILSA))
    assert "EC-0001" in words(house.presses(EWAN, "home.management_list"))


def test_somebody_is_named_from_the_list(house: House) -> None:
    """For a matter with nobody left to handle it."""
    house.away(MORAG, CALLUM, AILSA, DOUGAL)
    about = house.reports(ISLA)
    listed(house, about)
    reply = house.presses(EWAN, "home.management_list")
    assert (button(reply, "Name someone").action, button(reply, "Name someone").about) == ("form:naming.name", about)


@pytest.mark.parametrize("person", [ISLA, MORAG, CALLUM, DOUGAL, STRANGER, BOARD])
def test_nobody_else_sees_the_list(house: House, person: PersonId) -> None:
    """Not by its name either."""
    listed(house, house.reports(ISLA))
    assert "For the management team" not in words(house.goes_home(person))
    assert NOTHING in words(house.presses(person, "home.management_list"))


# -- away --------------------------------------------------------------------------------------------------


def test_one_is_away_until_a_day_and_back_when_one_says_so(house: House) -> None:
    """Meanwhile new matters go to the deputy."""
    assert house.sends(MORAG, "home.away", {"back": "2026-11-30"}) == Done("Noted: you are away until Mon 30 Nov.")
    assert house.person(MORAG).absence == Absence(since=TODAY, back=date(2026, 11, 30))
    assert house.record(house.reports(ISLA), EndedContact).handler == CALLUM
    assert "Away until Mon 30 Nov: change" in labels(house.goes_home(MORAG))
    assert form(house.presses(MORAG, "form:home.away")).values["back"] == "2026-11-30"
    assert house.sends(MORAG, "home.away", {"back": None}) == Done("Noted: you are here.")
    assert house.record(house.reports(ISLA), EndedContact).handler == MORAG


@pytest.mark.parametrize("back", ["2026-11-24", "2020-01-01", "2031-01-01", "never"])
def test_a_day_back_that_cannot_be_comes_back(house: House, back: str) -> None:
    """With a sentence."""
    assert list(errors(house.sends(MORAG, "home.away", {"back": back}))) == ["back"]
    assert house.person(MORAG).absence is None


# -- where Harbour writes ----------------------------------------------------------------------------------


def on_both(house: House, person: PersonId) -> None:
    """Somebody is known on both platforms."""
    house.put(replace(house.person(person), ids={"slack": f"U0{person}", "teams": person}))


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("slack", "Noted: Harbour writes to you in Slack from now on."),
        ("teams", "Noted: Harbour writes to you in Microsoft Teams from now on."),
        (BOTH, "Noted: Harbour writes to you in Slack and in Microsoft Teams from now on."),
    ],
)
def test_who_is_on_both_platforms_says_where_to_hear(house: House, choice: str, said: str) -> None:
    """For themself alone, and the form shows it the next time."""
    on_both(house, MORAG)
    on_both(house, ISLA)
    opens = button(house.presses(MORAG, "home.more"), "Where Harbour writes to me").action
    assert form(house.presses(MORAG, opens)).values == {}
    assert house.sends(MORAG, "home.where", {"where": choice}) == Done(said)
    assert [house.person(person).prefers for person in (MORAG, ISLA)] == [choice, None]
    assert form(house.presses(MORAG, opens)).values == {"where": choice}


@pytest.mark.parametrize("ids", [{}, {"slack": "U0MORAG"}, {"teams": "morag"}])
def test_who_is_on_one_platform_has_nothing_to_choose(house: House, ids: dict[str, str]) -> None:
    """No button; and a form that comes nevertheless changes nothing."""
    house.put(replace(house.person(MORAG), ids=ids))
    assert "Where Harbour writes to me" not in labels(house.presses(MORAG, "home.more"))
    assert NOTHING in words(house.presses(MORAG, "form:home.where"))
    assert NOTHING in words(house.sends(MORAG, "home.where", {"where": "both"}))
    assert house.person(MORAG).prefers is None


@pytest.mark.parametrize("where", [None, "", "email", "SLACK"])
def test_a_place_that_is_none_comes_back(house: House, where: str | None) -> None:
    """With a sentence."""
    on_both(house, MORAG)
    assert list(errors(house.sends(MORAG, "home.where", {"where": where}))) == ["where"]
    assert house.person(MORAG).prefers is None


# -- what is typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "he threatened me", "<!channel>", "\u202ereversed", "x" * 40_000])
def test_other_words_get_a_kind_answer_with_buttons_and_are_not_said_again(house: House, text: str) -> None:
    """Only kept for whoever wrote them."""
    reply = house.writes(ISLA, text)
    assert "understand a few words" in words(reply)
    assert ("call 999 first" in words(reply), "support" in words(reply).casefold()) == (True, True)
    assert not text or text not in words(reply)
    assert labels(reply)[0] == "Report an ended contact"


@pytest.mark.parametrize(
    ("label", "form_name"),
    [("Report an ended contact", "ended_contact.report"), ("A colleague is named publicly", "named_online.report")],
)
def test_a_sentence_without_a_command_stands_in_the_form_that_is_opened(
    house: House, label: str, form_name: str
) -> None:
    """For whoever wrote it alone; where it is kept is said; it is gone once the report was sent, and begins nothing."""
    said = house.writes(ISLA, "he threatened me")
    assert ("is kept for you" in words(said), "stays in this chat" in words(said)) == (True, True)
    tap = button(said, label)
    assert "he threatened me" not in form(house.presses(RORY, tap.action, extra=tap.extra)).values.values()
    opened = form(house.presses(ISLA, tap.action, extra=tap.extra))
    assert (opened.name, "he threatened me" in opened.values.values()) == (form_name, True)
    assert "Not sent yet" not in words(house.goes_home(ISLA))
    house.reports(ISLA)
    again = form(house.presses(ISLA, tap.action, extra=tap.extra))
    assert (again.name, "he threatened me" in again.values.values()) == (form_name, False)


def test_what_is_written_one_after_the_other_is_one_text(house: House) -> None:
    """Whichever of the cards is pressed; what was written on another day is not part of it."""
    taps = [
        button(house.writes(ISLA, text), "Report an ended contact")
        for text in ("he punched me", "and he pushed me down the stairs")
    ]
    for tap in taps:
        opened = form(house.presses(ISLA, tap.action, extra=tap.extra))
        assert opened.values["note"] == "he punched me\nand he pushed me down the stairs"
    house.clock.at += timedelta(days=1)
    tap = button(house.writes(ISLA, "she swore at me"), "Report an ended contact")
    assert form(house.presses(ISLA, tap.action, extra=tap.extra)).values["note"] == "she swore at me"


def test_a_report_that_was_begun_with_words_waits_in_home(house: House) -> None:
    """Closing its form loses nothing: one reminder, and it opens as it was; sent, nothing of it is left."""
    house.types(ISLA, "ended_contact", "he threatened me")
    assert "Not sent yet" in words(house.goes_home(ISLA))
    again = form(house.presses(ISLA, "unsent.open", extra="ended_contact"))
    assert "he threatened me" in again.values.values()
    house.sends(ISLA, "ended_contact.report", {**REPORT, **again.values})
    assert "Not sent yet" not in words(house.goes_home(ISLA))


@pytest.mark.parametrize("command", ["ended contact", "Ended-Contact", "/ended_contact", "restriction", "support"])
def test_a_command_in_words_keeps_what_follows_and_needs_one_tap(house: House, command: str) -> None:
    """The draft opens its form with the words in it; nobody else can open it, and they are never repeated."""
    reply = house.writes(ISLA, f"{command} she swore at me")
    assert "swore" not in str(reply)
    # What is true of it: the chat keeps what stands in it, and a form does not.
    assert ("nobody else has seen" in words(reply), "stays in this chat" in words(reply)) == (False, True)
    tap = button(reply, "Open the form")
    assert NOTHING in words(house.presses(RORY, tap.action, extra=tap.extra))
    opened = form(house.presses(ISLA, tap.action, extra=tap.extra))
    assert "she swore at me" in opened.values.values()


def test_a_card_opens_no_later_words_of_the_same_command(house: House) -> None:
    """Two reports typed one after the other: the first card never puts the second one's words into its form."""
    first = button(house.writes(ISLA, "ended contact she swore at me"), "Open the form")
    second = button(house.writes(ISLA, "ended contact he threatened me"), "Open the form")
    assert "he threatened me" not in form(house.presses(ISLA, first.action, extra=first.extra)).values.values()
    assert "he threatened me" in form(house.presses(ISLA, second.action, extra=second.extra)).values.values()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ended contact", "Report an ended contact"), ("restriction", "Suggest a restriction")],
)
def test_a_command_alone_is_one_tap_away(house: House, text: str, expected: str) -> None:
    """A dialog needs a click."""
    reply = house.writes(ISLA, text)
    tap = button(reply, expected)
    assert form(house.presses(ISLA, tap.action)).title


@pytest.mark.parametrize("text", ["help", "harbour", "Help!"])
def test_help_is_what_i_can_do(house: House, text: str) -> None:
    """A chat keeps what stands in it: the home, with its references, is a press away; support is its options."""
    about = house.reports(ISLA)
    answer = card(house.writes(ISLA, text))
    assert "EC-0001" not in words(ShowCard(answer))
    assert "home.show" in [b.action for b in answer.buttons()]
    assert about
    assert card(house.writes(ISLA, "support")).title == "Support"


def test_time_away_that_is_on_its_way_is_not_told_in_a_chat(house: House) -> None:
    """Its reference, and who sees to it, are a press away."""
    house.presses(ISLA, "time_away.ask")
    answer = house.writes(ISLA, "support")
    assert re.search(r"SR-\d|Morag", words(answer)) is None
    assert "SR-0001" in words(house.presses(ISLA, button(answer, "Support, or time away").action))


def test_a_welcome_tells_what_harbour_is_for_and_knows_nobody(house: House) -> None:
    """It stands in the chat for good: the same for everybody, with what cannot wait one tap away."""
    house.reports(ISLA)
    welcomes = [card(house.handle(InstalledEvent(person=person))) for person in (ISLA, STRANGER)]
    assert welcomes[0] == welcomes[1]
    assert "call 999 first" in words(welcomes[0])
    assert [b.label for b in welcomes[0].buttons()] == [
        "Report an ended contact",
        "A colleague is named publicly",
        "Contact outside the office",
        "Open Harbour",
    ]
    assert card(house.presses(ISLA, "home.show")).title == "Harbour"
