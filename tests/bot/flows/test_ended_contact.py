from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.cards import Look, Quote
from bot.chat.events import ReshapeEvent, Value
from bot.chat.forms import ChoiceField, ChoicesField
from bot.chat.replies import OpenForm
from bot.people import PersonId, Role
from bot.records.debrief import Debrief
from bot.records.ended_contact.parts import Channel, NoteKind, ThreatAgainst, Warned
from bot.records.ended_contact.record import EndedContact, State
from bot.records.individual import Individual, Relationship
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.records.rights import Part
from bot.records.time_away import TimeAway
from bot.records.witness import WitnessStatement
from bot.views.ended_contact import forms
from bot.views.ended_contact import labels as wording
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, NOW, RORY, TODAY
from bot.views.follow_ups.words import DO_NOT_REPLY
from tests.bot.flows.restriction.test_conversation import APPROVE
from tests.bot.house import (
    BOARD,
    DOUGAL,
    NOTHING,
    REPORT,
    STRANGER,
    House,
    button,
    card,
    errors,
    fields,
    form,
    labels,
    words,
)
from tests.bot.world import World

TRIAGE: dict[str, Value] = {
    "categories": ("demands",),
    "zero_tolerance": "no",
    "follow_ups": ("restorative",),
    "words": "Thank you. I will call him tomorrow.",
}
EVERYBODY = (ISLA, RORY, MORAG, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def reshaped(house: House, **values: Value) -> OpenForm:
    """The report's form after these answers were chosen."""
    reply = house.handle(ReshapeEvent(person=ISLA, form="ended_contact.report", values=values))
    assert isinstance(reply, OpenForm)
    return reply


def offered(reply: OpenForm, field: str) -> set[str]:
    """The answers that a question offers."""
    question = next(f for f in reply.form.fields() if f.id == field)
    assert isinstance(question, ChoiceField | ChoicesField)
    return {option.value for option in question.options}


def talk(house: House, about: str) -> None:
    """Morag notes that she has talked with Isla."""
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": TODAY.isoformat()}, about)


# -- the form --------------------------------------------------------------------------------------------


def test_a_command_opens_the_form_with_what_was_typed_in_the_note(house: House) -> None:
    """Nobody types it twice."""
    assert form(house.types(ISLA, "ended_contact", "swore at me")).values["note"] == "swore at me"


@pytest.mark.parametrize("channel", Channel)
def test_what_was_written_is_not_answered_directly(house: House, channel: Channel) -> None:
    """The form says so where the receipt does."""
    form = forms.report({"channel": channel.value}, people.context(ISLA))
    receipt = house.sends(ISLA, "ended_contact.report", {**REPORT, "channel": channel.value})
    assert ("don't answer it directly" in words(form)) is (DO_NOT_REPLY in words(receipt))


@pytest.mark.requirement("R-1.2-3")
@pytest.mark.requirement("R-1.2-4")
@pytest.mark.requirement("R-1.10.2-3")
def test_every_channel_of_the_policy_is_offered(house: House) -> None:
    """Phone and face to face are not the only contact, and what was said elsewhere online counts too."""
    spoken = {"phone", "in_person_office", "in_person_visit", "video"}
    written = {"letter", "email", "web_form", "our_social_media", "other_online", "other"}
    assert offered(reshaped(house), "channel") == spoken | written


@pytest.mark.requirement("R-1.2-1")
def test_everybody_whom_the_organisation_deals_with_can_be_chosen(house: House) -> None:
    """Also somebody else, and nobody has to know."""
    expected = {"tenant", "service_user", "stakeholder", "advocate", "elected_representative", "contractor"}
    assert offered(reshaped(house), "relationship") == expected | {"other", "unknown"}


@pytest.mark.requirement("R-1.12.1-4")
def test_how_it_was_ended_has_exactly_the_policys_choices(house: House) -> None:
    """Five, and not one more."""
    expected = {"explained", "ended_call", "ended_meeting", "stopped_reading", "left_social_media"}
    assert offered(reshaped(house), "ended") == expected


@pytest.mark.requirement("R-1.12.1-3")
@pytest.mark.requirement("R-1.6-8")
def test_the_reporter_is_not_asked_to_judge_or_prove(house: House) -> None:
    """No category, no severity, no zero tolerance, no evidence, no approval."""
    reply = reshaped(house, channel="phone", reasons=("threat", "recorded", "circular"))
    asked = set(fields(reply))
    assert asked & {"categories", "zero_tolerance", "severity", "evidence", "approve"} == set()


@pytest.mark.requirement("R-1.9-3")
@pytest.mark.requirement("R-1.12.1-2")
def test_the_form_says_in_the_moment_that_one_can_end_it_now(house: House) -> None:
    """In a line, at the top."""
    # No word of it can be read as closing the form.
    assert "You can end it now, and this form can wait." in words(house.types(ISLA, "ended_contact"))


@pytest.mark.requirement("R-1.9.1-1")
@pytest.mark.parametrize(
    ("channel", "asked"),
    [("phone", True), ("in_person_visit", True), ("video", True), ("email", False), ("letter", False)],
)
def test_the_warning_is_asked_about_where_people_speak(house: House, channel: str, asked: bool) -> None:
    """On the phone or face to face, and nowhere else."""
    assert ("warned" in fields(reshaped(house, channel=channel))) is asked


@pytest.mark.requirement("R-1.9.1-2")
@pytest.mark.parametrize("answer", [None, *Warned])
def test_every_answer_about_a_warning_is_complete(house: House, answer: str | None) -> None:
    """None is asked again, none is challenged, and none at all is fine as well."""
    about = house.reports(ISLA, warned=answer)
    assert house.record(about, EndedContact).account.warned == answer


@pytest.mark.requirement("R-1.9.1-3")
def test_a_recording_for_the_public_skips_the_warning_and_says_so(house: House) -> None:
    """It is ended politely and at once."""
    reply = reshaped(house, channel="phone", reasons=("recorded",))
    assert "warned" not in fields(reply)
    assert "You can end it politely and at once. No warning is needed." in words(reply)


@pytest.mark.requirement("R-1.10.5-4")
def test_a_recording_for_their_own_use_is_an_adjustment(house: House) -> None:
    """The line says that we help with it; the warning is asked about as ever."""
    reply = reshaped(house, channel="phone", reasons=("recorded",), recording_for="own_use")
    assert "as a reasonable adjustment" in words(reply)
    assert "warned" in fields(reply)


@pytest.mark.requirement("R-1.9.4-2")
def test_a_threat_asks_against_whom(house: House) -> None:
    """Somebody else, and the organisation, are answers too."""
    reply = reshaped(house, reasons=("threat",))
    assert offered(reply, "threat_against") == {"me", "colleague", "someone_else", "organisation"}
    assert "threat_against" not in fields(reshaped(house, reasons=("abusive",)))


@pytest.mark.requirement("R-1.7-4")
def test_going_round_in_circles_offers_to_try_again(house: House) -> None:
    """A day and a colleague, both optional; not in the past."""
    assert {"reengage_on", "reengage_by"} <= set(fields(reshaped(house, reasons=("circular",))))
    about = house.reports(ISLA, reasons=("circular",), reengage_on=TOMORROW, reengage_by=RORY)
    assert house.record(about, EndedContact).account.reengage_by == RORY
    past: dict[str, Value] = {"channel": "phone", "reasons": ("circular",), "note": "x", "reengage_on": "2026-11-23"}
    assert list(errors(house.sends(ISLA, "ended_contact.report", past))) == ["reengage_on"]


def test_what_is_answered_in_a_field_that_is_not_shown_is_not_read(house: House) -> None:
    """A threat that was ticked and unticked leaves nothing behind."""
    about = house.reports(ISLA, threat_against="me", recording_for="public", reengage_on=TOMORROW)
    account = house.record(about, EndedContact).account
    assert (account.threat_against, account.recording_for, account.reengage_on) == (None, None, None)


def test_a_restriction_can_be_wished_for_where_staff_may_suggest_one() -> None:
    """If the organisation leaves it to managers, only they are asked."""
    left_to_managers = replace(people.policy(), any_staff_may_suggest=False)
    asked = {
        reader: offered(OpenForm(forms.report({}, replace(people.context(reader), policy=left_to_managers))), "wishes")
        for reader in (ISLA, MORAG)
    }
    assert asked == {ISLA: {"time_away"}, MORAG: {"restrict", "time_away"}}


# -- what is sent ------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-1")
@pytest.mark.parametrize("person", EVERYBODY)
def test_everybody_who_works_here_can_report(house: House, person: PersonId) -> None:
    """Any role, listed in the directory or not."""
    about = house.reports(person)
    record = house.record(about, EndedContact)
    assert record.state is State.SUBMITTED
    assert record.handler != person
    assert record.handler is not None or record.needs_naming


@pytest.mark.requirement("R-1.6-8")
@pytest.mark.requirement("R-1.6-9")
def test_the_receipt_says_that_ending_it_was_theirs_to_decide(house: House) -> None:
    """And who sees it, where support is, and that time away needs no reason."""
    reply = house.sends(ISLA, "ended_contact.report", {"channel": "phone", "reasons": ("other",), "note": "x"})
    assert "Your line manager can see this privately. Ending the contact was yours to decide" in words(reply)
    assert "confidential support line" in words(reply)
    assert labels(reply) == ["I'd like a short time away", "Add something"]
    assert "EC-0001" in words(reply)


def test_what_the_form_could_not_ask_any_more_is_asked_from_the_receipt(house: House) -> None:
    """On a platform that sends what is complete at once; each question may stay open, and the answers are words."""
    sent: dict[str, Value] = {"channel": "phone", "reasons": ("threat",), "note": "He shouted."}
    reply = house.sends(ISLA, "ended_contact.report", sent)
    assert "a little more that you could say" in words(reply)
    adding = button(reply, "Add something")
    asked = form(house.presses(ISLA, adding.action, adding.about, adding.extra))
    assert ([f.id for f in asked.fields()], [f.required for f in asked.fields()]) == (
        ["threat_against", "warned", "text"],
        [False] * 3,
    )
    assert list(errors(house.sends(ISLA, asked.name, {}, asked.about, asked.extra))) == ["text"]
    house.sends(ISLA, asked.name, {"threat_against": "me", "text": "On the phone."}, asked.about, asked.extra)
    assert adding.about is not None
    (addition,) = house.record(adding.about, EndedContact).additions
    assert addition.text == f"Against whom was the threat? {wording.THREAT_AGAINST[ThreatAgainst.ME]}\nOn the phone."


def test_a_form_that_asked_everything_leaves_nothing_to_ask(house: House) -> None:
    """Also where it was left without an answer: “Add something” asks for words alone."""
    sent: dict[str, Value] = {"channel": "phone", "reasons": ("other",), "note": "He shouted.", "warned": None}
    reply = house.sends(ISLA, "ended_contact.report", sent)
    assert ("a little more" in words(reply), button(reply, "Add something").extra) == (False, "")


@pytest.mark.requirement("R-1.2-1")
def test_a_report_needs_no_individual(house: House) -> None:
    """Their relationship to us is kept without a name."""
    about = house.reports(ISLA, relationship="tenant")
    account = house.record(about, EndedContact).account
    assert (account.individual, account.relationship) == (None, Relationship.TENANT)
    assert "They are: Tenant" in words(house.presses(MORAG, "ended_contact.open", about))


def test_a_reference_finds_the_individual_again_and_initials_do_not(house: House) -> None:
    """Two people may share their initials."""
    who = ["TEN-0042", "ten 0042", "T.B.", "T.B."]
    met = [house.record(house.reports(ISLA, individual=w), EndedContact).account.individual for w in who]
    assert met[0] == met[1]
    assert len({*met}) == 3


@pytest.mark.requirement("R-1.12.1-5")
@pytest.mark.parametrize("kind", [NoteKind.TELL_MANAGER, NoteKind.LATER])
def test_a_note_need_not_be_written(house: House, kind: NoteKind) -> None:
    """To tell one's manager, and to add it later, are valid notes."""
    about = house.reports(ISLA, note=None, note_kind=kind.value)
    assert house.record(about, EndedContact).account.note_kind is kind


@pytest.mark.requirement("R-1.9-2")
def test_what_happened_and_what_was_done_go_to_the_manager_at_once(house: House) -> None:
    """Both in the reporter's words."""
    about = house.reports(ISLA, steps="I offered to call back.")
    reply = house.presses(MORAG, "ended_contact.open", about)
    assert "Shouted about the repair." in words(reply)
    assert "I offered to call back." in words(reply)
    assert house.run(lambda uow: [s.id for s in uow.records.with_part(MORAG, Part.MUST_ACT)]) == [about]


def test_a_threat_reminds_of_999_and_of_the_police(house: House) -> None:
    """Anybody may call them at any time."""
    values: dict[str, Value] = {"channel": "phone", "reasons": ("threat",), "note": "x", "threat_against": "me"}
    assert "call 999. You can call the police yourself at any time" in words(
        house.sends(ISLA, "ended_contact.report", values)
    )


def test_what_was_wished_for_goes_with_it(house: House) -> None:
    """A suggestion to restrict contact and a request for time away, each a record of its own."""
    about = house.reports(ISLA, wishes=("restrict", "time_away"))
    suggested = house.children(about, Restriction)
    asked = house.children(about, TimeAway)
    assert [(r.handler, r.suggested) for r in suggested] == [(MORAG, True)]
    assert [(a.handler, a.origin.by) for a in asked] == [(MORAG, ISLA)]


# -- who sees it --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-6")
@pytest.mark.parametrize(
    ("away", "expected"),
    [((), MORAG), ((MORAG,), CALLUM), ((MORAG, CALLUM), AILSA), ((MORAG, CALLUM, AILSA), DOUGAL)],
)
def test_the_next_manager_stands_in(house: House, away: tuple[PersonId, ...], expected: PersonId) -> None:
    """Never a channel, and never everybody."""
    house.away(*away)
    assert house.record(house.reports(ISLA), EndedContact).handler == expected


def test_nobody_left_asks_the_management_team_to_name_someone(house: House) -> None:
    """Never an empty answer to "who decides"."""
    house.away(MORAG, CALLUM, AILSA, DOUGAL)
    reply = house.sends(ISLA, "ended_contact.report", {"channel": "phone", "reasons": ("other",), "note": "x"})
    assert "The management team has been asked who should see this" in words(reply)


def test_a_witness_does_not_handle_it_though_they_are_the_manager(house: House) -> None:
    """A person who was there cannot decide about it."""
    assert house.record(house.reports(ISLA, witnesses=(MORAG, CALLUM)), EndedContact).handler == AILSA


def test_somebody_without_a_manager_reaches_the_duty_manager(house: House) -> None:
    """Also somebody whom the directory does not know."""
    assert house.record(house.reports(STRANGER), EndedContact).handler == DOUGAL


def test_a_reporter_does_not_become_a_witness_of_their_own(house: House) -> None:
    """A reporter who also picks themself stays the reporter only."""
    assert house.record(house.reports(ISLA, witnesses=(ISLA, RORY)), EndedContact).account.witnesses == (RORY,)


@pytest.mark.requirement("R-1.12.1-6")
def test_another_manager_means_that_it_never_reaches_ones_own(house: House) -> None:
    """Not at first, not when it moves on, not with what belongs to it, not by being named."""
    about = house.reports(ISLA, report_to="other", wishes=("time_away", "restrict"))
    away = house.children(about, TimeAway)[0].id
    restriction = house.children(about, Restriction)[0].id
    assert house.record(about, EndedContact).handler == CALLUM
    # The suggestion follows the report as far as there is somebody.
    line: tuple[PersonId, ...] = (CALLUM, AILSA, DOUGAL)
    for each, kind, handlers in (
        (about, EndedContact, line),
        (away, TimeAway, line),
        (restriction, Restriction, (DOUGAL,)),
    ):
        for handler in handlers:
            assert house.record(each, kind).handler == handler
            house.presses(handler, "pass_on", each)
        assert house.record(each, kind).handler is None
        named = house.sends(EWAN, "naming.name", {"to": MORAG}, each)
        assert list(errors(named)) == ["to"]


# -- bad input ----------------------------------------------------------------------------------------------


def test_an_empty_form_comes_back_with_a_sentence_beside_each_field(house: House) -> None:
    """And nothing is kept."""
    reply = house.sends(ISLA, "ended_contact.report", {})
    assert set(errors(reply)) == {"channel", "reasons", "note"}
    assert house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER)) == []


@pytest.mark.parametrize("note", ["", "   ", "\u200b\u200b", "\u202e\u2066", "\x00\x07", "\ufffe\ufdd0\U0001ffff"])
def test_a_note_of_nothing_that_can_be_seen_is_none(house: House, note: str) -> None:
    """It comes back with what was typed and what to do."""
    values: dict[str, Value] = {"channel": "phone", "reasons": ("abusive",), "note": note}
    reply = house.sends(ISLA, "ended_contact.report", values)
    assert errors(reply) == {"note": "Please write a sentence, or choose one of the two other answers above it."}
    assert form(reply).values["reasons"] == ("abusive",)


@pytest.mark.parametrize("field", ["note", "individual", "steps"])
def test_what_is_too_long_comes_back_whole(house: House, field: str) -> None:
    """Nothing is cut off, and nothing typed is lost."""
    long = "a" * 40_000
    values: dict[str, Value] = {"channel": "phone", "reasons": ("abusive",), "note": "x", field: long}
    reply = house.sends(ISLA, "ended_contact.report", values)
    assert list(errors(reply)) == [field]
    assert form(reply).values[field] == long


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<!channel> hello <@U1> *bold*", "<!channel> hello <@U1> *bold*"),
        ("שלום \u202egnp.exe", "שלום gnp.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("👩‍👩‍👧 café e\u0301", "👩‍👩‍👧 café é"),
    ],
)
def test_text_of_every_kind_is_kept_without_what_hides(house: House, typed: str, kept: str) -> None:
    """Mark-up stays plain text; characters that hide or reorder go."""
    about = house.reports(ISLA, note=typed)
    assert house.record(about, EndedContact).account.note == kept
    assert Quote(kept) in card(house.presses(MORAG, "ended_contact.open", about)).blocks


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channel", "carrier_pigeon"),
        ("reasons", ("abusive", "nonsense")),
        ("note_kind", "shouted"),
        ("warned", ("warned", "extreme")),
        ("occurred_on", "yesterday"),
        ("occurred_at", "25:99"),
        ("occurred_on", TOMORROW),
        ("witnesses", tuple(f"p{n}" for n in range(11))),
    ],
)
def test_what_a_form_does_not_offer_is_refused(house: House, field: str, value: Value) -> None:
    """A forged or broken answer gets a sentence beside its field."""
    values: dict[str, Value] = {"channel": "phone", "reasons": ("abusive",), "note": "x", field: value}
    assert list(errors(house.sends(ISLA, "ended_contact.report", values))) == [field]


def test_a_time_that_has_not_come_is_refused(house: House) -> None:
    """It is ten in the morning."""
    values: dict[str, Value] = {"channel": "phone", "reasons": ("abusive",), "note": "x", "occurred_at": "16:00"}
    assert errors(house.sends(ISLA, "ended_contact.report", values)) == {
        "occurred_at": "Please give a time that has passed."
    }


def test_it_happened_now_unless_something_else_is_said(house: House) -> None:
    """An earlier day alone is its noon."""
    assert house.record(house.reports(ISLA), EndedContact).account.occurred_on == NOW
    earlier = house.record(house.reports(ISLA, occurred_on="2026-07-01"), EndedContact).account.occurred_on
    assert earlier.isoformat() == "2026-07-01T11:00:00+00:00"


def test_the_same_submission_twice_is_one_report(house: House) -> None:
    """The second submission gets the receipt, which its sender has not seen."""
    values: dict[str, Value] = {"channel": "phone", "reasons": ("abusive",), "note": "x"}
    first = house.sends(ISLA, "ended_contact.report", values, key="view-1")
    assert house.sends(ISLA, "ended_contact.report", values, key="view-1") == first
    assert len(house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER))) == 1


# -- reading ------------------------------------------------------------------------------------------------


def test_every_view_is_logged(house: House) -> None:
    """The history names the reader."""
    about = house.reports(ISLA)
    house.presses(MORAG, "ended_contact.open", about)
    assert house.history(about) == [(ISLA, "submitted"), (MORAG, "read")]


@pytest.mark.parametrize("person", [p for p in EVERYBODY if p not in (ISLA, MORAG)])
@pytest.mark.parametrize("about", ["theirs", "forged", None])
def test_others_get_the_answer_of_what_does_not_exist(house: House, person: PersonId, about: str | None) -> None:
    """Not yours and not there read the same, whatever is pressed."""
    real = house.reports(ISLA, witnesses=(RORY,), reengage_on=None)
    target = real if about == "theirs" else about
    for action in ("ended_contact.open", "ended_contact.acknowledge", "ended_contact.tell_manager"):
        assert NOTHING in words(house.presses(person, action, target))
    for name in ("talked", "triage", "outcome", "add"):
        assert NOTHING in words(house.presses(person, f"form:ended_contact.{name}", target))
        assert NOTHING in words(house.sends(person, f"ended_contact.{name}", dict(TRIAGE), target))
    assert house.history(real) == [(ISLA, "submitted")]


def test_nothing_on_a_report_approves_or_denies_it(house: House) -> None:
    """In none of its states, for nobody (R-1.6-8)."""
    about = house.reports(ISLA)
    seen: list[str] = []
    for step in ("ended_contact.open", "ended_contact.acknowledge"):
        seen += labels(house.presses(MORAG, step, about))
    talk(house, about)
    seen += labels(house.presses(MORAG, "ended_contact.open", about))
    seen += labels(house.sends(MORAG, "ended_contact.triage", TRIAGE, about))
    assert not {label for label in seen if "pprove" in label or "eny" in label or "eject" in label}


@pytest.mark.parametrize(("channel", "more"), [("phone", 0), ("email", 1), ("our_social_media", 2)])
def test_a_fresh_report_offers_the_next_step_and_little_else(house: House, channel: str, more: int) -> None:
    """The rest appears once it has been acknowledged."""
    about = house.reports(ISLA, channel=channel)
    first = labels(house.presses(MORAG, "ended_contact.open", about))
    assert first == ["Acknowledge", "I can't take this", "Add a note", "Add evidence"]
    seen = labels(house.presses(MORAG, "ended_contact.acknowledge", about))
    assert len(seen) == 6 + more
    assert "Note a step to restore the relationship" in seen


def test_one_button_is_to_be_pressed_next(house: House) -> None:
    """In every state of a report at most one is primary, and the first."""
    about = house.reports(ISLA)
    for _ in range(2):
        buttons = card(house.presses(MORAG, "ended_contact.open", about)).buttons()
        assert [b.look is Look.PRIMARY for b in buttons].count(True) == 1
        assert buttons[0].look is Look.PRIMARY
        house.presses(MORAG, "ended_contact.acknowledge", about)


# -- the manager's part ---------------------------------------------------------------------------------------


def test_it_is_acknowledged_once(house: House) -> None:
    """A second click is told that it is done."""
    about = house.reports(ISLA)
    assert "We have talked" in labels(house.presses(MORAG, "ended_contact.acknowledge", about))
    assert "already" in words(house.presses(MORAG, "ended_contact.acknowledge", about))


def test_that_they_talked_is_noted_with_its_day_and_nothing_else(house: House) -> None:
    """There is no field for what was said."""
    about = house.reports(ISLA)
    assert fields(house.presses(MORAG, "form:ended_contact.talked", about)) == ["happened", "on"]
    talk(house, about)
    discussion = house.record(about, EndedContact).discussion
    assert discussion is not None
    assert (discussion.on, discussion.chose_not_to) == (TODAY, False)


def test_not_to_talk_is_the_reporters_choice(house: House) -> None:
    """It is noted as such, and it is no fault."""
    about = house.reports(ISLA)
    house.sends(MORAG, "ended_contact.talked", {"happened": "chose_not_to", "on": TODAY.isoformat()}, about)
    no_further = {**TRIAGE, "follow_ups": ("no_further",), "words_no_further": "Thank you."}
    house.sends(MORAG, "ended_contact.triage", no_further, about)
    assert house.record(about, EndedContact).state is State.CLOSED
    assert "chose not to talk about it" in words(house.presses(MORAG, "ended_contact.open", about))


def test_a_talk_in_the_future_is_refused(house: House) -> None:
    """The day is asked for again."""
    about = house.reports(ISLA)
    reply = house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": TOMORROW}, about)
    assert list(errors(reply)) == ["on"]


@pytest.mark.requirement("R-1.10-1")
@pytest.mark.requirement("R-1.10-2")
def test_the_categories_are_the_policys_own_and_one_for_what_does_not_fit(house: House) -> None:
    """The last one asks for the impact."""
    about = house.reports(ISLA)
    reply = house.presses(MORAG, "form:ended_contact.triage", about)
    assert isinstance(reply, OpenForm)
    kinds = {"violence", "abuse", "harassment", "contact_outside", "naming", "demands", "levels", "refusal", "other"}
    assert offered(reply, "categories") == kinds
    again = house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "categories": ("other",)}, about)
    assert list(errors(again)) == ["impact"]
    done = house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "categories": ("other",), "impact": "Calls"}, about)
    assert "The impact\nCalls" in words(done)


@pytest.mark.requirement("R-1.10.1-1")
def test_violence_needs_no_injury(house: House) -> None:
    """Words count that make somebody feel afraid."""
    about = house.reports(ISLA)
    assert "Violence needs no injury" in words(house.presses(MORAG, "form:ended_contact.triage", about))


@pytest.mark.requirement("R-1.10.2-1", "R-1.10.3-1", "R-1.10.6-1", "R-1.10.7-1", "R-1.10.8-1")
@pytest.mark.parametrize(
    ("category", "asked", "answers", "read_as"),
    [
        ("abuse", {"abuse"}, {"abuse": ("racist",)}, "Racist"),
        ("harassment", {"harassment", "asked_to_stop"}, {"asked_to_stop": "By letter, in May"}, "By letter, in May"),
        ("demands", {"staff_time"}, {"staff_time": "Two days a week"}, "Two days a week"),
        ("levels", {"level"}, {"level": "14 calls in one afternoon"}, "14 calls in one afternoon"),
        ("refusal", {"hard_for_them", "help_offered"}, {"help_offered": "A home visit"}, "A home visit"),
    ],
)
def test_what_a_kind_of_engagement_asks_is_asked_where_it_was_ticked(
    house: House, category: str, asked: set[str], answers: dict[str, Value], read_as: str
) -> None:
    """It can be left empty, is asked of no other kind, and is read with the decision."""
    about = house.reports(ISLA)
    house.presses(MORAG, "ended_contact.acknowledge", about)
    every = {"abuse", "harassment", "asked_to_stop", "staff_time", "level", "hard_for_them", "help_offered"}
    chosen: dict[str, Value] = {**TRIAGE, "categories": (category,), "zero_tolerance": "yes", "action": "A letter"}
    drawn = house.handle(ReshapeEvent(person=MORAG, form="ended_contact.triage", about=about, values=chosen))
    assert {f.id for f in form(drawn).fields()} & every == asked
    assert not [f for f in form(drawn).fields() if f.id in asked and f.required]
    followed: dict[str, Value] = {**chosen, "follow_ups": ("restorative",), **answers}
    read = words(house.sends(MORAG, "ended_contact.triage", followed, about))
    assert read_as in read


def test_what_was_tried_before_is_read_with_the_report(house: House) -> None:
    """As tags, and never asked for (R-1.4-2)."""
    about = house.reports(ISLA, tried=("break", "call_back"))
    assert "I suggested a break. I offered to call back" in words(house.presses(MORAG, "ended_contact.open", about))


@pytest.mark.requirement("R-1.9-1")
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"action": None}, {"action"}),
        ({"action": " "}, {"action"}),
        ({"follow_ups": ("no_further",), "action": "x"}, {"follow_ups"}),
        ({"follow_ups": ("no_further", "police"), "action": "x"}, {"follow_ups"}),
    ],
)
def test_zero_tolerance_always_has_an_action(house: House, changes: dict[str, Value], missing: set[str]) -> None:
    """It cannot be decided without one."""
    about = house.reports(ISLA)
    values = {**TRIAGE, "zero_tolerance": "yes", **changes}
    assert set(errors(house.sends(MORAG, "ended_contact.triage", values, about))) == missing
    assert house.record(about, EndedContact).triage is None


@pytest.mark.requirement("R-1.12.2-1")
def test_zero_tolerance_offers_a_debrief_to_everyone_involved_with_their_own_manager(house: House) -> None:
    """The reporter and each witness."""
    about = house.reports(ISLA, witnesses=(RORY,))
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "zero_tolerance": "yes", "action": "A letter"}, about)
    assert {(d.person, d.handler) for d in house.children(about, Debrief)} == {(ISLA, MORAG), (RORY, CALLUM)}


@pytest.mark.requirement("R-1.9-1")
@pytest.mark.requirement("R-1.12.2-1")
@pytest.mark.parametrize("said", [{"reasons": ("violence",)}, {"injury": "yes"}], ids=["violence", "hurt"])
def test_nobody_who_was_hurt_is_filed_away(house: House, said: dict[str, Value]) -> None:
    """“He punched me”: 999 first, who to tell, the police decided about, witnesses asked, action and debriefs."""
    receipt = house.sends(ISLA, "ended_contact.report", {**REPORT, **said, "witnesses": (RORY,)})
    assert "If anyone is in danger, call 999." in words(receipt)
    assert "I have called the police" in labels(receipt)
    about = house.newest(ISLA)
    (police,) = house.children(about, PoliceDecision)
    assert [s.witness for s in house.children(police.id, WitnessStatement)] == [RORY]
    nothing: dict[str, Value] = {"categories": ("violence",), "zero_tolerance": "no", "follow_ups": ("no_further",)}
    assert set(errors(house.sends(MORAG, "ended_contact.triage", nothing, about))) == {"action", "not_zero_because"}
    nothing |= {"action": "A letter", "not_zero_because": "He was confused"}
    assert set(errors(house.sends(MORAG, "ended_contact.triage", nothing, about))) == {"follow_ups"}
    reasoned: dict[str, Value] = {**nothing, "follow_ups": ("police",)}
    assert "He was confused" in words(house.sends(MORAG, "ended_contact.triage", reasoned, about))
    assert {(d.person, d.handler) for d in house.children(about, Debrief)} == {(ISLA, MORAG), (RORY, CALLUM)}


@pytest.mark.requirement("R-1.9-1")
def test_who_to_tell_of_an_injury_is_named(house: House) -> None:
    """The health and safety lead by name, or by that title until somebody has the role."""
    hurt: dict[str, Value] = {**REPORT, "reasons": ("violence",), "injury": "yes"}
    assert "your manager tells the health and safety lead" in words(house.sends(ISLA, "ended_contact.report", hurt))
    house.put(replace(house.person(AILSA), roles=house.person(AILSA).roles | {Role.HEALTH_AND_SAFETY}))
    name = house.person(AILSA).name
    assert f"your manager tells {name} (the health and safety lead)" in words(
        house.sends(ISLA, "ended_contact.report", hurt)
    )
    about = house.reports(ISLA, **hurt)
    assert "please tell" not in words(house.presses(ISLA, "ended_contact.open", about))
    assert f"Yes: please tell {name} (the health and safety lead)" in words(
        house.presses(MORAG, "ended_contact.open", about)
    )


@pytest.mark.requirement("R-1.9.2-1")
@pytest.mark.parametrize(("channel", "follows"), [("email", ("correspondence",)), ("phone", ())])
def test_what_was_written_and_abusive_is_decided_about(house: House, channel: str, follows: tuple[str, ...]) -> None:
    """As the reporter was told: a manager decides whether it is acceptable."""
    about = house.reports(ISLA, channel=channel, reasons=("abusive",))
    assert form(house.presses(MORAG, "form:ended_contact.triage", about)).values["follow_ups"] == follows


@pytest.mark.requirement("R-1.9-1")
def test_deciding_begins_as_the_reporter_named_it(house: House) -> None:
    """With what there is already among what follows; “no” is asked why, at once."""
    about = house.reports(ISLA, reasons=("abusive", "violence"), wishes=("restrict",))
    begun = form(house.presses(MORAG, "form:ended_contact.triage", about))
    assert begun.values["categories"] == ("abuse", "violence")
    assert begun.values["follow_ups"] == ("restriction", "police")
    assert begun.values["zero_tolerance"] == "yes"
    assert "not_zero_because" not in fields(OpenForm(begun))
    event = ReshapeEvent(
        person=MORAG, form="ended_contact.triage", about=about, values={**begun.values, "zero_tolerance": "no"}
    )
    assert "not_zero_because" in fields(house.handle(event))
    calm = form(house.presses(MORAG, "form:ended_contact.triage", house.reports(ISLA)))
    assert "zero_tolerance" not in calm.values


@pytest.mark.requirement("R-1.13-5")
@pytest.mark.parametrize("ends", ["proposed", "not needed"])
def test_a_restriction_that_was_to_follow_waits_for_somebody(house: House, ends: str) -> None:
    """A ticked follow-up is in the manager's home and reminded of, and keeps the report open, until it is done."""
    about = house.reports(ISLA)
    house.sends(MORAG, "ended_contact.talked", {"happened": "talked", "on": TODAY.isoformat()}, about)
    further: dict[str, Value] = {**TRIAGE, "follow_ups": ("restriction",)}
    decided = house.sends(MORAG, "ended_contact.triage", further, about)
    assert {"Propose a restriction", "None after all"} <= set(labels(decided))
    assert house.record(about, EndedContact).state is State.PROPOSING
    assert "What you decided is to be begun" in words(house.goes_home(MORAG))
    world = World(house)
    world.passes(3)
    assert any("next step is waiting" in words(told.card) for told in world.told if told.to == MORAG)
    if ends == "proposed":
        card(house.sends(MORAG, "restriction.propose", APPROVE, about))
    else:
        assert "why" in errors(house.sends(MORAG, "ended_contact.no_restriction", {"why": " "}, about))
        done = house.sends(MORAG, "ended_contact.no_restriction", {"why": "He has moved away."}, about)
        assert "No restriction after all: He has moved away." in words(done)
    ended = State.PROMISED if ends == "proposed" else State.CLOSED
    assert house.record(about, EndedContact).state is ended
    assert "What you decided is to be begun" not in words(house.goes_home(MORAG))


def test_a_restriction_that_is_there_is_not_waited_for(house: House) -> None:
    """It was suggested with the report."""
    about = house.reports(ISLA, wishes=("restrict",))
    house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "follow_ups": ("restriction",)}, about)
    assert house.record(about, EndedContact).waits_for_proposal is False


def test_what_is_no_zero_tolerance_offers_none(house: House) -> None:
    """Nobody is pestered."""
    about = house.reports(ISLA, witnesses=(RORY,))
    house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    assert house.children(about, Debrief) == []


@pytest.mark.requirement("R-1.13-5")
def test_the_reporter_hears_the_outcome(house: House) -> None:
    """A content-free notice, and the words when they open it."""
    about = house.reports(ISLA)
    house.notices()
    house.sends(MORAG, "ended_contact.triage", TRIAGE, about)
    assert house.notices() == [(ISLA, "outcome", about)]
    assert "Thank you. I will call him tomorrow." in words(house.presses(ISLA, "ended_contact.open", about))


@pytest.mark.requirement("R-1.13-5")
def test_the_outcome_can_be_told_later_and_then_it_is_settled(house: House) -> None:
    """Talked, decided, told: nothing is left to do."""
    about = house.reports(ISLA)
    talk(house, about)
    reply = house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "words": ""}, about)
    assert "Tell the outcome" in labels(reply)
    assert house.record(about, EndedContact).state is State.TRIAGED
    house.sends(MORAG, "ended_contact.outcome", {"words": "All is well."}, about)
    assert house.record(about, EndedContact).state is State.CLOSED
    assert "This is the answer that you were given:" in words(house.presses(ISLA, "ended_contact.open", about))


def test_an_outcome_without_a_decision_is_refused(house: House) -> None:
    """First what follows, then telling."""
    about = house.reports(ISLA)
    assert "decide what follows first" in words(house.sends(MORAG, "ended_contact.outcome", {"words": "x"}, about))


@pytest.mark.requirement("R-1.6-9")
def test_the_words_for_the_reporter_fit_what_follows(house: House) -> None:
    """A suggestion that no longer fits is not sent; what the manager wrote stays."""
    about = house.reports(ISLA)

    def drawn(**values: Value) -> dict[str, Value]:
        event = ReshapeEvent(person=MORAG, form="ended_contact.triage", about=about, values=values)
        return dict(form(house.handle(event)).values)

    assert "words" not in drawn()
    assert drawn(follow_ups=("police",))["words"] == wording.outcome_words(no_further=False)
    changed = drawn(follow_ups=("no_further",), words=wording.outcome_words(no_further=False))
    assert changed["words_no_further"] == wording.outcome_words(no_further=True)
    assert drawn(follow_ups=("no_further",), words="My own.")["words_no_further"] == "My own."


@pytest.mark.requirement("R-1.6-9")
def test_no_further_management_keeps_support(house: House) -> None:
    """It was still right to end it."""
    about = house.reports(ISLA)
    values = {
        **TRIAGE,
        "follow_ups": ("no_further",),
        "words_no_further": wording.outcome_words(no_further=True),
    }
    house.sends(MORAG, "ended_contact.triage", values, about)
    reply = house.presses(ISLA, "ended_contact.open", about)
    assert "It was still right to end a contact that was distressing" in words(reply)
    assert "I'd like a short time away" in labels(reply)


def test_a_manager_proposes_a_restriction_from_the_report(house: House) -> None:
    """If one is to follow and nobody has suggested it."""
    about = house.reports(ISLA)
    reply = house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "follow_ups": ("restriction",)}, about)
    assert button(reply, "Propose a restriction").action == "form:restriction.propose"
    other = house.reports(ISLA, wishes=("restrict",))
    reply = house.sends(MORAG, "ended_contact.triage", {**TRIAGE, "follow_ups": ("restriction",)}, other)
    assert "Propose a restriction" not in labels(reply)


# -- adding, and what comes later ------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-5")
def test_a_note_can_be_added_later_and_nothing_is_written_over(house: House) -> None:
    """Author and time of each addition stay."""
    about = house.reports(ISLA, note=None, note_kind="later")
    house.sends(ISLA, "ended_contact.add", {"text": "He also wrote a letter."}, about)
    house.sends(MORAG, "ended_contact.add", {"text": "Seen the letter."}, about)
    record = house.record(about, EndedContact)
    assert [(a.by, a.text) for a in record.additions] == [
        (ISLA, "He also wrote a letter."),
        (MORAG, "Seen the letter."),
    ]
    assert record.waits_for_note is False


def test_a_manager_on_leave_who_adds_to_a_report_keeps_it(house: House) -> None:
    """It goes to a stand-in when somebody else adds to it; nobody reads it who has it no more."""
    about = house.reports(ISLA)
    house.away(MORAG)
    assert "Seen the letter." in words(house.sends(MORAG, "ended_contact.add", {"text": "Seen the letter."}, about))
    assert house.record(about, EndedContact).handler == MORAG
    house.sends(ISLA, "ended_contact.add", {"text": "He also wrote a letter."}, about)
    assert house.record(about, EndedContact).handler == CALLUM


@pytest.mark.requirement("R-1.9-2")
def test_what_is_added_after_the_manager_has_looked_is_told(house: House) -> None:
    """Once it is acknowledged; before, the manager reads it with the rest."""
    about = house.reports(ISLA)
    house.sends(ISLA, "ended_contact.add", {"text": "He also wrote a letter."}, about)
    assert (MORAG, "added", about) not in house.notices()
    house.presses(MORAG, "ended_contact.acknowledge", about)
    house.sends(ISLA, "ended_contact.add", {"text": "And another one."}, about)
    assert (MORAG, "added", about) in house.notices()


def test_an_empty_addition_comes_back(house: House) -> None:
    """With a sentence."""
    about = house.reports(ISLA)
    assert list(errors(house.sends(ISLA, "ended_contact.add", {"text": "\u200b"}, about))) == ["text"]


@pytest.mark.requirement("R-1.12.1-5")
def test_instead_of_a_later_note_the_manager_can_be_told(house: House) -> None:
    """Once; then it is noted already."""
    about = house.reports(ISLA, note=None, note_kind="later")
    house.presses(ISLA, "ended_contact.tell_manager", about)
    assert house.record(about, EndedContact).account.note_kind is NoteKind.TELL_MANAGER
    assert "Your note is there already" in words(house.presses(ISLA, "ended_contact.tell_manager", about))


@pytest.mark.requirement("R-1.12.2-5")
@pytest.mark.requirement("R-1.12.2-6")
def test_the_reminder_of_support_shows_it_and_does_not_record_who_looked(house: House) -> None:
    """For the reporter and for a witness; history says that it was answered, and not by whom."""
    about = house.reports(ISLA, witnesses=(RORY,))
    for person in (ISLA, RORY):
        assert "confidential support line" in words(house.presses(person, "ended_contact.support_seen", about))
    assert house.history(about)[1:] == []


def test_trying_again_is_done_or_dropped_by_who_does_it(house: House) -> None:
    """Not by a witness, and once."""
    about = house.reports(ISLA, reasons=("circular",), reengage_on=TOMORROW, reengage_by=CALLUM, witnesses=(RORY,))
    assert NOTHING in words(house.presses(RORY, "ended_contact.reengaged", about))
    assert "nothing more to do" in words(house.presses(CALLUM, "ended_contact.reengaged", about))
    assert house.record(about, EndedContact).reengaged_at == NOW
    assert "already" in words(house.presses(ISLA, "ended_contact.reengaged", about))


def test_an_individual_is_on_nobodys_list(house: House) -> None:
    """They are read through the report alone."""
    about = house.reports(ISLA, individual="T.B.")
    individual = house.record(about, EndedContact).account.individual
    assert house.record(individual, Individual).parties() == frozenset()
    assert "T.B." not in words(house.goes_home(ISLA)) + words(house.goes_home(MORAG))
