"""Drafting a letter: by the manager with whom the matter lies, kept and sent by nobody (policy 1.3, 1.8, 1.13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.cards import Link
from bot.chat.events import ReshapeEvent, Value
from bot.chat.forms import ChoiceField, Form, TextField
from bot.chat.replies import Done, Reply, ShowCard
from bot.errors import Forbidden, NotFound
from bot.flows.letters import conversation as flow
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import Ticket
from bot.records.base import RecordId
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, STAFF
from bot.views.letters import form as forms
from tests.bot.flows.appeal.acts import HEARD, UPHOLD, decided
from tests.bot.flows.follow_ups.acts import NOT_ACCEPTABLE, correspondence
from tests.bot.flows.restriction.test_conversation import (
    APPROVE,
    AT_ONCE,
    CASE,
    CONTINUE,
    DENY,
    FAIR,
    LIFT,
    NOTE,
    TOLD,
    active,
    approved,
    reported,
    shared,
    suggested,
)
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, form, labels, words

#: What the manager of these tests has typed that is no practical fact.
UNTOLD = (str(CASE["behaviour"]), str(CASE["impact"]), str(FAIR["restorative_words"]), NOTE)
CHOSEN: dict[str, Value] = {"which": "decision", "shape": "letter"}
EDITED = "Dear T. B., what I wrote myself"


@pytest.fixture
def paged(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """A house whose pages browsers reach."""
    house = House(tmp_path / "paged.db", replace(policy, public_url="https://harbour.example.org"))
    yield house
    house.close()


def drafts(house: House, about: str, by: PersonId = MORAG) -> Form:
    """The form, by its button."""
    return form(house.presses(by, "form:letter.draft", about))


def chooses(house: House, about: str, typed: Mapping[str, Value] | None = None, **chosen: Value) -> Form:
    """The form as it is after a choice, with what is typed."""
    values: dict[str, Value] = {**CHOSEN, **chosen, **(typed or {})}
    event = ReshapeEvent(person=MORAG, form="letter.draft", about=about, values=values)
    return form(house.handle(event))


def text(drawn: Form) -> str:
    """The letter in a form."""
    pieces = [drawn.values[field.id] for field in drawn.fields() if field.id.startswith("text_")]
    return "\n\n".join(piece for piece in pieces if isinstance(piece, str))


def offered(drawn: Form) -> list[str]:
    """Which letters there are."""
    field = next(field for field in drawn.fields() if field.id == "which")
    assert isinstance(field, ChoiceField)
    return [option.value for option in field.options]


def address(reply: Reply) -> str:
    """Where a card leads in the browser."""
    (link,) = [block for block in card(reply).blocks if isinstance(block, Link)]
    return link.url.removeprefix(f"https://harbour.example.org{flow.PATH}")


# -- which letters there are -----------------------------------------------------------------------------


def test_the_letter_that_fits_is_offered_at_each_stage(house: House) -> None:
    """None before anything is decided; then the likeliest first."""
    about = suggested(house)
    assert "Draft the letter" not in labels(house.presses(MORAG, "restriction.open", about))
    assert "please decide first" in words(house.presses(MORAG, "form:letter.draft", about))
    approved(house, about)
    assert "Draft the letter" in labels(house.presses(MORAG, "restriction.open", about))
    assert offered(drafts(house, about)) == ["decision"]
    card(house.sends(MORAG, "restriction.told", TOLD, shared(house, about)))
    assert offered(drafts(house, about)) == ["decision", "review_coming"]
    card(house.sends(MORAG, "restriction.review", CONTINUE, about))
    assert offered(drafts(house, about)) == ["review_outcome", "review_coming"]
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    assert offered(drafts(house, about)) == ["review_outcome"]
    assert "has ended, from today" in text(drafts(house, about))


def test_measures_for_safety_have_letters_of_their_own(house: House) -> None:
    """That they apply for now, and that they have stopped."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.protection", AT_ONCE, about))
    assert offered(drafts(house, about)) == ["at_once"]
    card(house.sends(MORAG, "restriction.not_forward", DENY, about))
    assert offered(drafts(house, about)) == ["stopped"]


def test_the_end_of_the_service_has_one(house: House) -> None:
    """Nothing has to be noted after it."""
    about = active(house)
    card(house.sends(MORAG, "restriction.end", {"because": "The tenancy has ended."}, about))
    assert (offered(drafts(house, about)), drafts(house, about).submit) == (["ended"], "Done")


@pytest.mark.requirement("R-1.13-6")
def test_the_form_that_was_planned_is_proposed(house: House) -> None:
    """As the decision says how the individual is told; another can be chosen."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, "more": ("telling",), "told_form": "easy_read"}, about))
    drawn = drafts(house, about)
    assert drawn.values["shape"] == "easy_read"
    assert "Hello [name]." in text(drawn)
    assert "Print this at 18 point" in " ".join(text(chooses(house, about, shape="large_print")).split())


def test_another_choice_draws_another_text(house: House) -> None:
    """What was typed into the one is not put into the other, and is there again where it is gone back to."""
    about = approved(house, suggested(house))
    first = next(field.id for field in drafts(house, about).fields() if isinstance(field, TextField))
    other = chooses(house, about, {first: EDITED}, shape="phone")
    assert "[Pause." in text(other)
    assert EDITED not in text(other)
    assert EDITED in text(chooses(house, about, {first: EDITED}))
    assert "criticise HfL" in text(chooses(house, about, extras=("criticise",)))


# -- what stands in it -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.13-4", "R-1.8-10", "R-1.3-3")
def test_the_letter_is_drafted_from_the_record(house: House) -> None:
    """Measure, emergencies, day and circumstances of the review, the way to appeal; no word of what was done."""
    about = approved(house, reported(house), more=("ours",), emergencies="The emergency line is open.")
    said = text(drafts(house, about))
    for fact in ("E-mail only.", "The emergency line is open.", "25 May 2027", "Two calm months.", "Chief Executive"):
        assert fact in said
    assert "On 24 November 2026 you were in contact with us by phone." in said
    assert [each for each in (*UNTOLD, str(APPROVE["reasons"])) if each in said] == []


@pytest.mark.requirement("R-1.13-4")
def test_the_reasons_are_shown_beside_the_letter_to_be_put_in_own_words(house: House) -> None:
    """They stand in the dialog, not in the text."""
    about = approved(house, suggested(house))
    assert str(APPROVE["reasons"]) in words(drafts(house, about))


def test_the_day_is_known_only_to_who_may_read_the_report(house: House) -> None:
    """Another manager decides about the restriction, and writes it themselves."""
    about = reported(house)
    house.presses(MORAG, "pass_on", about)
    approved(house, about, CALLUM)
    assert "you were in contact with us" not in text(drafts(house, about, CALLUM))


@pytest.mark.requirement("R-1.8-4")
def test_where_names_are_withheld_no_letter_about_them_names_anybody(house: House) -> None:
    """Neither this one nor one about another matter with the same individual."""
    about = suggested(house)
    names: dict[str, Value] = {
        **APPROVE,
        "more": ("ours",),
        "emergencies": "Ring Rory",
        "measures": ("withhold_names", "named_person"),
        "detail_withhold_names": "The housing team signs.",
        "detail_named_person": "Callum Boyd",
        "individual": "HA-20417",
    }
    card(house.sends(MORAG, "restriction.decision", names, about))
    for shape in forms.SHAPE:
        said = text(chooses(house, about, shape=shape.value))
        assert [person.name for person in STAFF if person.first_name in said] == []
        assert "name nobody" in said
        assert "Your name" not in said
    for another in (house.reports(ISLA, individual="HA-20417"),):
        said = text(drafts(house, another))
        assert "name nobody" in said
    assert "name nobody" not in text(drafts(house, house.reports(ISLA, individual="HA-99999")))


@pytest.mark.requirement("R-1.8-4")
def test_that_it_is_lifted_is_told_without_names_too(house: House) -> None:
    """The measure was there for a reason; from then on other letters may name people again."""
    about = suggested(house, individual="HA-20417")
    withheld: dict[str, Value] = {"measures": ("withhold_names",), "detail_withhold_names": "The housing team signs."}
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, **withheld, "individual": "HA-20417"}, about))
    card(house.sends(MORAG, "restriction.told", TOLD, shared(house, about)))
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    assert "name nobody" in text(drafts(house, about))
    assert "name nobody" not in text(drafts(house, house.reports(ISLA, individual="HA-20417")))


@pytest.mark.requirement("R-1.9.2-2", "R-1.8-4")
def test_what_was_aimed_at_somebody_is_answered_in_nobodys_name(house: House) -> None:
    """A post signs; and it is no answer to what was written."""
    _, about = correspondence(house)
    assert "Draft the letter" not in labels(house.presses(MORAG, "correspondence.open", about))
    card(house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about))
    assert "Draft the letter" in labels(house.presses(MORAG, "correspondence.open", about))
    drawn = drafts(house, about)
    assert offered(drawn) == ["informed", "warning"]
    assert "name nobody" in text(drawn)
    assert "This is not an answer to the matter that you wrote about" in text(drawn)
    assert "If it goes on" in text(chooses(house, about, which="warning"))


def test_a_report_has_a_word_of_warning(house: House) -> None:
    """Without a restriction, and so without an appeal."""
    about = house.reports(ISLA)
    drawn = form(
        house.presses(
            MORAG, button(house.presses(MORAG, "ended_contact.open", about), "Draft the letter").action, about
        )
    )
    assert offered(drawn) == ["behaviour"]
    assert "It restricts nothing" in text(drawn)
    assert drawn.submit == "Done"


# -- an appeal -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.3-3", "R-1.8-7")
def test_the_answer_to_an_appeal_says_whom_to_turn_to_now(house: House) -> None:
    """Once it is decided; then the step follows that records that they were told."""
    active(house)
    about = decided(house, UPHOLD)
    assert "Draft the letter" in labels(house.presses(EWAN, "appeal.open", about))
    drawn = drafts(house, about, EWAN)
    assert house.policy.ombudsman in text(drawn)
    assert str(UPHOLD["reasons"]) not in text(drawn)
    told = form(house.sends(EWAN, "letter.draft", {"which": "appeal_outcome", "shape": "letter"}, about))
    assert told.name == "appeal.told"
    card(house.sends(EWAN, "appeal.told", HEARD, about))
    assert drafts(house, about, EWAN).submit == "Done"
    for person in (MORAG, AILSA, RORY):
        assert NOTHING in words(house.presses(person, "form:letter.draft", about))


# -- that it was sent --------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.3-3", "R-1.8-10")
def test_noting_that_it_was_sent_is_the_step_that_asks_what_they_have_heard(house: House) -> None:
    """Without the way to challenge it nothing is noted, and nothing starts."""
    about = shared(house, approved(house, suggested(house)))
    drawn = drafts(house, about)
    assert drawn.submit == "Note that it was sent"
    told = form(house.sends(MORAG, "letter.draft", CHOSEN, about))
    assert told.name == "restriction.told"
    again = form(house.sends(MORAG, "restriction.told", {**TOLD, "explained": ("review",)}, about))
    assert "how to appeal to the Chief Executive" in again.errors["explained"]
    assert house.record(about, Restriction).stage.value == "approved"
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    assert house.record(about, Restriction).stage.value == "active"


def test_before_it_is_shared_it_can_be_drafted_and_not_noted(house: House) -> None:
    """Sending the form closes it; nothing is lost by a refusal."""
    about = approved(house, suggested(house))
    assert drafts(house, about).submit == "Done"
    assert house.sends(MORAG, "letter.draft", CHOSEN, about) == Done()


def test_nothing_of_it_is_kept_or_sent(house: House) -> None:
    """The record stays as it was: no version, no notice, no draft."""
    about = shared(house, approved(house, suggested(house)))
    house.notices()
    before = house.record(about, Restriction)
    first = next(field.id for field in drafts(house, about).fields() if isinstance(field, TextField))
    house.sends(MORAG, "letter.draft", {**CHOSEN, first: EDITED}, about)
    assert house.record(about, Restriction) == before
    assert house.notices() == []
    assert house.run(lambda uow: uow.drafts.find(MORAG, "letter.draft", about)) is None
    assert EDITED not in words(drafts(house, about))


# -- who may -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
def test_nobody_else_drafts_a_letter(house: House) -> None:
    """Whoever reads the restriction for another reason neither; the same answer as for what does not exist."""
    about = approved(house, suggested(house))
    for person in (ISLA, RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD):
        assert NOTHING in words(house.presses(person, "form:letter.draft", about))
        assert NOTHING in words(house.presses(person, "letter.download", about, "decision.letter."))
        assert NOTHING in words(house.sends(person, "letter.draft", CHOSEN, about))
        if person in (AILSA, EWAN):
            assert "Draft the letter" not in labels(house.presses(person, "restriction.open", about))
    for nothing in (None, "nothing"):
        assert NOTHING in words(house.presses(ISLA, "form:letter.draft", nothing))


def test_a_record_about_which_nobody_is_written_to_has_no_letter(house: House) -> None:
    """It reads like one that does not exist."""
    about = house.reports(ISLA, wishes=("time_away",))
    (away,) = house.run(lambda uow: [s.id for s in uow.records.with_part(ISLA, Part.REPORTER, kind="time_away")])
    assert about != away
    assert NOTHING in words(house.presses(MORAG, "form:letter.draft", away))


def test_a_look_is_logged_once(house: House) -> None:
    """Another choice in the same form is no other look."""
    about = approved(house, suggested(house))
    before = house.history(about)
    drafts(house, about)
    chooses(house, about, shape="phone")
    assert house.history(about)[len(before) :] == [(MORAG, "read")]


# -- as a document -------------------------------------------------------------------------------------------


def test_without_an_address_in_the_browser_there_is_no_document(house: House) -> None:
    """The form says so, and has no button for it."""
    about = approved(house, suggested(house))
    assert "there is no document to download" in words(drafts(house, about))
    reply = house.presses(MORAG, "letter.download", about, "decision.letter.")
    assert "Please copy the text instead." in words(reply)


def test_a_document_has_an_address_once(paged: House) -> None:
    """For minutes and for the manager; the look is logged."""
    about = approved(paged, suggested(paged))
    assert "there is no document" not in words(drafts(paged, about))
    reply = paged.presses(MORAG, "letter.download", about, "decision.large_print.policy")
    assert labels(reply) == ["Back to the letter"]
    token = address(reply)
    letter = paged.run(lambda uow: flow.document(token, uow))
    assert letter.large
    assert "a copy of our policy" in " ".join(letter.text.split())
    assert paged.history(about)[-1] == (MORAG, "read")
    with pytest.raises(NotFound):
        paged.run(lambda uow: flow.document(token, uow))
    back = button(reply, "Back to the letter")
    assert form(paged.presses(MORAG, back.action, about, back.extra)).values["shape"] == "large_print"


def test_an_address_is_good_for_minutes_and_for_who_may_still(paged: House) -> None:
    """Somebody else decides by now, or it is too old, or it was given for something else."""
    about = approved(paged, suggested(paged))
    token = address(paged.presses(MORAG, "letter.download", about, "decision.letter."))
    paged.put(replace(paged.person(ISLA), line_manager=CALLUM))
    with pytest.raises(Forbidden):
        paged.run(lambda uow: flow.document(token, uow))
    paged.clock.at += timedelta(minutes=6)
    for each in (token, "nothing"):
        with pytest.raises(NotFound):
            paged.run(lambda uow, each=each: flow.document(each, uow))  # type: ignore[misc]
    for act in ("read", "letter:", "letter:decision.letter", "letter:appeal_outcome.letter.", "letter:x.y.z"):
        ticket = Ticket(person=MORAG, about=RecordId(about), act=act)
        issued = paged.run(lambda uow, ticket=ticket: uow.tickets.issue(ticket, minutes=5))  # type: ignore[misc]
        with pytest.raises((NotFound, Forbidden)):
            paged.run(lambda uow, issued=issued: flow.document(issued, uow))  # type: ignore[misc]


@pytest.mark.parametrize("extra", ["", "decision", "decision.letter.shouting", "appeal_outcome.letter.", "x" * 300])
def test_what_a_button_cannot_have_carried_leads_nowhere(paged: House, extra: str) -> None:
    """A letter that is not offered here neither."""
    about = approved(paged, suggested(paged))
    assert NOTHING in words(paged.presses(MORAG, "letter.download", about, extra))
    assert isinstance(paged.presses(MORAG, "letter.download", about, "decision.letter."), ShowCard)
