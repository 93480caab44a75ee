"""Drafting a letter: by the matter's handler; Harbour never sends it (policy 1.3, 1.8, 1.13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chat.cards import Button, Buttons, Link
from bot.chat.events import ActionEvent, ReshapeEvent, Value, Values
from bot.chat.forms import ChoiceField, Form, TextField
from bot.chat.replies import Done, Reply, ShowCard
from bot.errors import Forbidden, NotFound
from bot.flows.letters import conversation as flow
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import Ticket
from bot.records.base import RecordId
from bot.records.letters import Which
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, STAFF
from bot.views.letters import form as forms
from bot.views.letters.form import Choice
from bot.views.letters.parts import Shape
from tests.bot.flows.appeal.acts import HEARD, UPHOLD, decided
from tests.bot.flows.follow_ups.acts import NOT_ACCEPTABLE, correspondence, triaged
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
#: The field with the text of each letter, as it is drawn first.
FIELD = Choice(which=Which.DECISION, shape=Shape.LETTER).field(0)
SENT: dict[str, Value] = {**CHOSEN, FIELD: EDITED}


@pytest.fixture
def paged(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """A house whose pages browsers can reach."""
    house = House(tmp_path / "paged.db", replace(policy, public_url="https://harbour.example.org"))
    yield house
    house.close()


def drafts(house: House, about: str, by: PersonId = MORAG) -> Form:
    """The form, by its button."""
    return form(house.presses(by, "form:letter.draft", about))


def chooses(house: House, about: str, typed: Mapping[str, Value] | None = None, **chosen: Value) -> Form:
    """The form after a choice, with its values."""
    values: dict[str, Value] = {**CHOSEN, **chosen, **(typed or {})}
    event = ReshapeEvent(person=MORAG, form="letter.draft", about=about, values=values)
    return form(house.handle(event))


def text(drawn: Form) -> str:
    """The letter in a form."""
    pieces = [drawn.values[field.id] for field in drawn.fields() if field.id.startswith("text_")]
    return "\n\n".join(piece for piece in pieces if isinstance(piece, str))


def offered(drawn: Form) -> list[str]:
    """Which letters there are: where there is one, it is not asked."""
    field = next((field for field in drawn.fields() if field.id == "which"), None)
    if field is None:
        return [str(drawn.values["which"])]
    assert isinstance(field, ChoiceField)
    return [option.value for option in field.options]


def way(drawn: Form, label: str) -> Button:
    """A button in the form."""
    buttons = (each for block in drawn.body if isinstance(block, Buttons) for each in block.buttons)
    return next(each for each in buttons if each.label == label)


def sends(house: House, about: str, values: Mapping[str, Value] = SENT, by: PersonId = MORAG) -> Reply:
    """It was sent."""
    return house.sends(by, "letter.draft", values, about)


def kept(house: House, about: str, by: PersonId = MORAG) -> Values:
    """Draft kept for the person who writes the letter."""
    return house.run(lambda uow: uow.drafts.find(by, "letter.draft", about)) or {}


def triaged_report(house: House, **answers: Value) -> str:
    """A report with its follow-ups decided."""
    about = house.reports(ISLA, **answers)
    triaged(house, about, "no_further")
    return about


def address(reply: Reply) -> str:
    """Path of the page to which a card links."""
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
    """One says that they apply for now, another that they have ended."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.protection", AT_ONCE, about))
    assert offered(drafts(house, about)) == ["at_once"]
    card(house.sends(MORAG, "restriction.not_forward", DENY, about))
    assert offered(drafts(house, about)) == ["stopped"]


def test_the_end_of_the_service_has_one(house: House) -> None:
    """It is noted as sent, and nothing more after it."""
    about = active(house)
    card(house.sends(MORAG, "restriction.end", {"because": "The tenancy has ended."}, about))
    assert (offered(drafts(house, about)), drafts(house, about).submit) == (["ended"], "It was sent")
    field = Choice(which=Which.ENDED, shape=Shape.LETTER).field(0)
    assert sends(house, about, {"shape": "letter", field: EDITED}) == Done("The letter is kept with the record.")
    assert [each.text for each in house.record(about, Restriction).letters] == [EDITED]


@pytest.mark.requirement("R-1.13-6")
def test_the_form_that_was_planned_is_proposed(house: House) -> None:
    """As the decision says how the individual is told; another can be chosen."""
    about = suggested(house)
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, "more": ("telling",), "told_form": "easy_read"}, about))
    drawn = drafts(house, about)
    assert drawn.values["shape"] == "easy_read"
    assert "Hello [name]." in text(drawn)
    assert "Dear [name]," in text(chooses(house, about, shape="letter"))
    # A form that was open before there were two.
    assert chooses(house, about, shape="large_print").values["shape"] == "letter"


def test_another_choice_draws_another_text(house: House) -> None:
    """Text typed into one draft is not put into another, and is there again on going back to it."""
    about = approved(house, suggested(house))
    first = next(field.id for field in drafts(house, about).fields() if isinstance(field, TextField))
    other = chooses(house, about, {first: EDITED}, shape="easy_read")
    assert "Hello [name]." in text(other)
    assert EDITED not in text(other)
    assert EDITED in text(chooses(house, about))
    assert "criticise HfL" in text(chooses(house, about, extras=("criticise",)))


# -- what stands in it -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.13-4", "R-1.8-10", "R-1.3-3")
def test_the_letter_is_drafted_from_the_record(house: House) -> None:
    """Measure, emergencies, day and circumstances of the review, the way to appeal; no word of what was done."""
    about = approved(house, reported(house), more=("ours",), emergencies="The emergency line is open.")
    said = text(drafts(house, about))
    for fact in ("E-mail only.", "The emergency line is open.", "25 May 2027", "Two calm months.", "Chief Executive"):
        assert fact in said
    assert "On 24 November 2026, by phone: [in a line" in said
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
    assert "On 24 November" not in text(drafts(house, about, CALLUM))


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
        assert said.endswith(f"For {house.policy.organisation}")
    another = drafts(house, triaged_report(house, individual="HA-20417"))
    assert "name nobody" in words(another)
    assert "Morag" not in text(another)
    other = drafts(house, triaged_report(house, individual="HA-99999"))
    assert "name nobody" not in words(other)
    assert text(other).endswith(f"Morag Reid\n{house.policy.organisation}")


@pytest.mark.requirement("R-1.8-4")
def test_that_it_is_lifted_is_told_without_names_too(house: House) -> None:
    """The measure was there for a reason; from then on other letters may name people again."""
    about = suggested(house, individual="HA-20417")
    withheld: dict[str, Value] = {"measures": ("withhold_names",), "detail_withhold_names": "The housing team signs."}
    card(house.sends(MORAG, "restriction.decision", {**APPROVE, **withheld, "individual": "HA-20417"}, about))
    card(house.sends(MORAG, "restriction.told", TOLD, shared(house, about)))
    card(house.sends(MORAG, "restriction.review", LIFT, about))
    assert "name nobody" in words(drafts(house, about))
    assert "name nobody" not in words(drafts(house, triaged_report(house, individual="HA-20417")))


@pytest.mark.requirement("R-1.9.2-2", "R-1.8-4")
def test_what_was_aimed_at_somebody_is_answered_in_nobodys_name(house: House) -> None:
    """A post signs; and it is no answer to what was written."""
    _, about = correspondence(house)
    assert "Draft the letter" not in labels(house.presses(MORAG, "correspondence.open", about))
    card(house.sends(MORAG, "correspondence.decide", NOT_ACCEPTABLE, about))
    assert "Draft the letter" in labels(house.presses(MORAG, "correspondence.open", about))
    drawn = drafts(house, about)
    assert offered(drawn) == ["informed", "warning"]
    assert "name nobody" in words(drawn)
    assert text(drawn).endswith(f"For {house.policy.organisation}")
    assert "This is not an answer to the matter itself" in text(drawn)
    assert "If it goes on" in text(chooses(house, about, which="warning"))
    field = Choice(which=Which.WARNING, shape=Shape.LETTER).field(0)
    told = form(sends(house, about, {"which": "warning", "shape": "letter", field: EDITED}))
    assert told.name == "correspondence.inform"
    assert EDITED in words(house.presses(MORAG, "correspondence.open", about))


def test_a_report_has_a_word_of_warning_once_it_is_decided(house: House) -> None:
    """Without a restriction, and so without an appeal; before that there is nothing to write."""
    about = house.reports(ISLA)
    house.presses(MORAG, "ended_contact.acknowledge", about)
    assert "Draft the letter" not in labels(house.presses(MORAG, "ended_contact.open", about))
    assert "please decide first" in words(house.presses(MORAG, "form:letter.draft", about))
    triaged(house, about, "no_further")
    pressed = button(house.presses(MORAG, "ended_contact.open", about), "Draft the letter")
    drawn = form(house.presses(MORAG, pressed.action, about))
    assert offered(drawn) == ["behaviour"]
    assert "Nothing is restricted" in text(drawn)
    field = Choice(which=Which.BEHAVIOUR, shape=Shape.LETTER).field(0)
    assert sends(house, about, {"shape": "letter", field: EDITED}) == Done("The letter is kept with the record.")
    assert EDITED in words(house.presses(MORAG, "ended_contact.open", about))
    assert EDITED not in words(house.presses(ISLA, "ended_contact.open", about))


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
    field = Choice(which=Which.APPEAL_OUTCOME, shape=Shape.LETTER).field(0)
    assert form(sends(house, about, {"shape": "letter", field: EDITED}, EWAN)).name == "appeal.told"
    assert EDITED in words(house.presses(EWAN, "appeal.open", about))
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
    assert drawn.submit == "It was sent"
    told = form(sends(house, about))
    assert told.name == "restriction.told"
    again = form(house.sends(MORAG, "restriction.told", {**TOLD, "explained": ("review",)}, about))
    assert "how to appeal to the Chief Executive" in again.errors["explained"]
    assert house.record(about, Restriction).stage.value == "approved"
    card(house.sends(MORAG, "restriction.told", TOLD, about))
    assert house.record(about, Restriction).stage.value == "active"


@pytest.mark.requirement("R-1.3-3")
def test_what_was_sent_is_kept_with_the_record(house: House) -> None:
    """As it stood in the form, once, without a notice; for whoever may read the record, and nobody else."""
    about = shared(house, approved(house, reported(house)))
    house.notices()
    for _ in range(2):
        form(sends(house, about))
    (letter,) = house.record(about, Restriction).letters
    assert (letter.which, letter.text, letter.by, letter.at) == (Which.DECISION, EDITED, MORAG, house.clock.at)
    assert [act for _, act in house.history(about)].count("letter_kept") == 1
    assert house.notices() == []
    assert kept(house, about) == {}
    for reader in (MORAG, AILSA):
        shown = words(house.presses(reader, "restriction.open", about))
        assert "What the individual was sent" in shown
        assert "What was decided · noted by Morag Reid" in shown
        assert EDITED in shown
    assert EDITED not in words(house.presses(ISLA, "restriction.outcome", about))


def test_a_letter_with_a_gap_was_not_sent(house: House) -> None:
    """The sentence says which line; nothing typed is lost, and nothing is kept with the record."""
    about = shared(house, approved(house, suggested(house)))
    gap = f"{EDITED}\n\nThis is because [why, in a line]."
    again = form(sends(house, about, {**CHOSEN, FIELD: gap}))
    assert again.errors == {FIELD: "Please fill in or take out this line before it goes: [why, in a line]"}
    assert again.values[FIELD] == gap
    assert form(sends(house, about, CHOSEN)).errors.keys() == {FIELD}
    assert house.record(about, Restriction).letters == ()


def test_a_letter_that_fits_no_longer_is_not_noted_as_another(house: House) -> None:
    """The form was open while the record went on."""
    about = shared(house, approved(house, suggested(house)))
    assert "Another letter fits" in words(sends(house, about, {**SENT, "which": "review_outcome"}))
    assert house.record(about, Restriction).letters == ()


def test_before_it_is_shared_it_can_be_drafted_and_not_noted(house: House) -> None:
    """Sending the form closes it; what was typed is there again."""
    about = approved(house, suggested(house))
    assert drafts(house, about).submit == "Done"
    assert sends(house, about) == Done("Your letter is kept for you as it stands.")
    assert house.record(about, Restriction).letters == ()
    assert EDITED in text(drafts(house, about))


def test_a_letter_is_kept_while_it_is_edited(house: House) -> None:
    """For whoever writes it alone; each letter by itself, and where it was left."""
    about = shared(house, approved(house, suggested(house)))
    before = house.record(about, Restriction)
    pressed = way(drafts(house, about), "Keep and finish later")
    easy = Choice(which=Which.DECISION, shape=Shape.EASY_READ)
    values: dict[str, Value] = {**CHOSEN, "shape": "easy_read", easy.field(0): f"{EDITED}, in easy words"}
    chooses(house, about, {FIELD: EDITED}, shape="easy_read")
    event = ActionEvent(person=MORAG, action=pressed.action, about=about, extra=easy.packed, values=values)
    go_on = button(house.handle(event), "Go on")
    for drawn in (form(house.presses(MORAG, go_on.action, about, go_on.extra)), drafts(house, about)):
        assert drawn.values["shape"] == "easy_read"
        assert text(drawn) == f"{EDITED}, in easy words"
    assert text(chooses(house, about)) == EDITED
    assert house.record(about, Restriction) == before
    assert house.run(lambda uow: uow.drafts.find(AILSA, "letter.draft", about)) is None
    form(sends(house, about))
    assert kept(house, about) == {}


def test_what_stands_as_it_was_drawn_is_drawn_anew(house: House) -> None:
    """Only what somebody has changed is kept: the record may have changed by then."""
    about = shared(house, approved(house, suggested(house)))
    drawn = drafts(house, about)
    chooses(house, about, {FIELD: drawn.values[FIELD]}, extras=("policy",))
    assert not [field for field in kept(house, about) if field.startswith("text_")]
    chooses(house, about, {FIELD: EDITED})
    chooses(house, about, {FIELD: drawn.values[FIELD]})
    assert text(drafts(house, about)) == text(drawn)


# -- who may -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-6")
def test_nobody_else_drafts_a_letter(house: House) -> None:
    """Other readers of the restriction get the answer for one that does not exist."""
    about = approved(house, suggested(house))
    for person in (ISLA, RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD):
        assert NOTHING in words(house.presses(person, "form:letter.draft", about))
        assert NOTHING in words(house.presses(person, "letter.download", about, "decision.letter."))
        assert NOTHING in words(house.presses(person, "letter.keep", about, "decision.letter."))
        assert NOTHING in words(sends(house, about, by=person))
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
    chooses(house, about, shape="easy_read")
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
    reply = paged.presses(MORAG, "letter.download", about, "decision.easy_read.policy")
    assert labels(reply) == ["Back to the letter"]
    token = address(reply)
    letter = paged.run(lambda uow: flow.document(token, uow))
    assert "We will send you a copy." in letter.text
    assert "What we have decided" in letter.headings
    assert paged.history(about)[-1] == (MORAG, "read")
    with pytest.raises(NotFound):
        paged.run(lambda uow: flow.document(token, uow))
    back = button(reply, "Back to the letter")
    assert form(paged.presses(MORAG, back.action, about, back.extra)).values["shape"] == "easy_read"


def test_the_document_is_the_letter_as_it_was_left(paged: House) -> None:
    """With what stood in the form when it was asked for."""
    about = approved(paged, suggested(paged))
    pressed = way(drafts(paged, about), "Download it as a document")
    values: dict[str, Value] = {**CHOSEN, FIELD: "A title\n\nDear T. B.,\n\nmy own words."}
    event = ActionEvent(person=MORAG, action=pressed.action, about=about, extra=pressed.extra, values=values)
    token = address(paged.handle(event))
    letter = paged.run(lambda uow: flow.document(token, uow))
    assert (letter.title, letter.paragraphs) == ("A title", ("Dear T. B.,", "my own words."))


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
