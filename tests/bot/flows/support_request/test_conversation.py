from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.chat.events import Value
from bot.directory import matters
from bot.people import PersonId, Role
from bot.ports import UnitOfWork
from bot.records.debrief import Debrief
from bot.records.ended_contact.record import EndedContact
from bot.records.individual import Individual
from bot.records.rights import Part
from bot.records.support_request.parts import Help, Outcome, State
from bot.records.support_request.record import SupportRequest
from bot.records.time_away import TimeAway
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from bot.views.naming.dialogs import CANNOT, TEAM_ONLY
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words

ASK: dict[str, dict[str, Value]] = {
    "no_contact": {"help": "no_contact", "who": "HA-20417"},
    "other_name": {"help": "other_name", "which": "All letters about the roof"},
    "removal": {"help": "removal", "which": "The adaptation at 4 Shore Road"},
    "hour": {"help": "hour", "when": "Thursday"},
    "talk": {"help": "talk"},
}
APPROVE: dict[str, Value] = {"outcome": "agreed", "cover": (RORY,), "on": "2026-11-30", "words": "From Monday."}
NAME: dict[str, Value] = {"outcome": "agreed", "in_name_of": (CALLUM,), "on": "2026-11-30"}
DENY: dict[str, Value] = {"outcome": "not_agreed", "reasons": "Nobody else can go before the summer."}
ARRANGE: dict[str, Value] = {"on": "2026-11-26", "clock": "10:30", "words": "I have moved your visit."}
DECIDED = ("no_contact", "other_name", "removal")
OTHERS = (RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)


def own(house: House, person: PersonId = ISLA) -> list[str]:
    """The requests that somebody has made, by id."""

    def read(uow: UnitOfWork) -> list[str]:
        return [s.id for s in uow.records.with_part(person, Part.REPORTER, kind=SupportRequest.kind, limit=100)]

    return house.run(read)


def asks(house: House, what: str, person: PersonId = ISLA, about: str | None = None, **more: Value) -> str:
    """Somebody asks; returns the id."""
    before = set(own(house, person))
    house.sends(person, "support_request.ask", {**ASK[what], **more}, about)
    return next(iter(set(own(house, person)) - before))


def record(house: House, about: str) -> SupportRequest:
    """A request as it is."""
    return house.record(about, SupportRequest)


def approved(house: House, what: str = "removal") -> str:
    """Asked for and approved."""
    about = asks(house, what)
    house.sends(MORAG, "support_request.answer", NAME if what == "other_name" else APPROVE, about)
    return about


def denied(house: House) -> str:
    """Asked for, and not taken forward."""
    about = asks(house, "removal")
    house.sends(MORAG, "support_request.answer", DENY, about)
    return about


def in_place(house: House) -> str:
    """Approved and in place."""
    about = approved(house)
    house.presses(MORAG, "support_request.in_place", about)
    return about


# -- asking ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12-2")
@pytest.mark.parametrize("person", [ISLA, MORAG, EWAN, STRANGER])
@pytest.mark.parametrize("what", ASK)
def test_it_is_asked_for_without_any_incident(house: House, person: PersonId, what: str) -> None:
    """By anybody: the one button beside time away, which stays the first."""
    options = house.types(person, "support")
    assert labels(options)[0] == "I'd like a short time away"
    more = button(options, "Something else would help")
    assert fields(house.presses(person, more.action, more.about)) == ["help"]
    about = asks(house, what, person)
    assert record(house, about).wanted.help == what


def test_the_options_stay_short(house: House) -> None:
    """Not a wall of text: one more button, and no more words."""
    reply = house.types(ISLA, "support")
    assert labels(reply) == ["I'd like a short time away", "Say when first", "Something else would help"]
    house.presses(ISLA, "time_away.ask")
    assert labels(house.types(ISLA, "support")) == ["Open", "Something else would help"]


@pytest.mark.requirement("R-1.12.3-3")
@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("no_contact", ["help", "who", "grounds", "words"]),
        ("other_name", ["help", "which", "grounds", "words"]),
        ("removal", ["help", "which", "grounds", "words"]),
        ("hour", ["help", "when"]),
        ("talk", ["help", "when"]),
    ],
)
def test_only_its_own_question_appears_and_no_reason_is_needed(house: House, what: str, asked: list[str]) -> None:
    """Why is a choice that may stay empty; for what is arranged it is not even asked."""
    reply = house.sends(ISLA, "support_request.ask", {"help": what, "which": "", "who": "", "when": "x" * 4000})
    assert fields(reply) == asked
    assert not {"grounds", "words"} & set(errors(reply))
    required = [field.id for field in form(reply).fields() if field.required]
    assert required == asked[: 2 if what in DECIDED else 1]


@pytest.mark.requirement("R-1.12.3-3")
def test_not_to_say_is_a_full_answer(house: House) -> None:
    """It is taken, and the manager is asked not to ask."""
    about = asks(house, "removal", grounds=("rather_not_say",))
    reply = house.presses(MORAG, "support_request.open", about)
    assert "On what grounds: I'd rather not say" in words(reply)
    assert "not saying is a full answer" in words(reply)


@pytest.mark.parametrize("what", ASK)
def test_asked_twice_it_is_on_its_way(house: House, what: str) -> None:
    """The same kind about the same individual or case; the individual's reference however it is typed."""
    about = asks(house, what)
    again = {**ASK[what], "who": "ha 20417"} if what == "no_contact" else ASK[what]
    assert "on its way already" in words(house.sends(ISLA, "support_request.ask", again))
    assert own(house) == [about]


def test_different_requests_are_on_their_way_together(house: House) -> None:
    """Of every kind, about another individual, about another case; and a second after the first is over."""
    for what in ASK:
        asks(house, what)
    asks(house, "no_contact", who="T. B.")
    asks(house, "removal", which="Something else")
    assert "on its way already" in words(
        house.sends(ISLA, "support_request.ask", {**ASK["no_contact"], "who": "t. b."})
    )
    assert len(own(house)) == 7
    hour = next(each for each in own(house) if record(house, each).wanted.help is Help.HOUR)
    house.sends(MORAG, "support_request.arrange", ARRANGE, hour)
    asks(house, "hour")
    assert len(own(house)) == 8


def test_what_is_in_place_is_shown_to_who_asks_again(house: House) -> None:
    """It is there already, and can be changed."""
    about = in_place(house)
    reply = house.sends(ISLA, "support_request.ask", ASK["removal"])
    assert "You have asked for this already. It is in place" in words(reply)
    assert own(house) == [about]


# -- with a report -----------------------------------------------------------------------------------------


def test_it_comes_with_a_report(house: House) -> None:
    """From the reporter's own card: the individual is known already; both managers' lines are one."""
    report = house.reports(ISLA, individual="T. B.")
    more = button(house.presses(ISLA, "ended_contact.open", report), "Something else would help")
    assert more.about == report
    reshaped = house.sends(ISLA, "support_request.ask", {"help": "no_contact"}, report)
    assert form(reshaped).values["who"] == "T. B."
    about = asks(house, "no_contact", about=report, who="t. b.")
    assert record(house, about).individual == house.record(report, EndedContact).account.individual
    assert "SR-0001 · private request for Isla Fraser" in words(house.presses(MORAG, "ended_contact.open", report))
    assert "EC-0001 · the report it came with" in words(house.presses(MORAG, "support_request.open", about))


def test_a_witness_asks_with_it_too_and_learns_nothing_of_it(house: House) -> None:
    """Their own manager gets it; whom the reporter named is not shown."""
    report = house.reports(ISLA, individual="T. B.", witnesses=(RORY,))
    reply = house.sends(RORY, "support_request.ask", {"help": "no_contact"}, report)
    assert "T. B." not in words(reply) + str(form(reply).values)
    about = asks(house, "removal", RORY, report)
    assert record(house, about).handler == CALLUM
    assert "the report it came with" not in words(house.presses(CALLUM, "support_request.open", about))
    assert "SR-0001" not in words(house.presses(MORAG, "ended_contact.open", report))


@pytest.mark.parametrize("about", ["theirs", "forged"])
def test_it_cannot_be_hung_on_somebody_elses_report(house: House, about: str) -> None:
    """A forged pointer reads as nothing."""
    report = house.reports(ISLA)
    to = report if about == "theirs" else about
    assert NOTHING in words(house.presses(CALLUM, "form:support_request.ask", to))
    assert NOTHING in words(house.sends(CALLUM, "support_request.ask", ASK["hour"], to))
    assert own(house, CALLUM) == []


@pytest.mark.parametrize("what", [*ASK, "time_away", "debrief"])
def test_whom_the_reporter_passed_by_gets_nothing_that_comes_with_it(house: House, what: str) -> None:
    """One rule for every request, for time away and for the debrief: not by asking, not by moving, not by naming."""
    report = house.reports(ISLA, report_to="other", wishes=("time_away",) if what == "time_away" else ())
    if what == "debrief":
        triage: dict[str, Value] = {
            "categories": ("abuse",),
            "zero_tolerance": "yes",
            "follow_ups": ("restorative",),
            "action": "A letter",
        }
        house.sends(CALLUM, "ended_contact.triage", triage, report)
        kind: type[TimeAway | Debrief | SupportRequest] = Debrief
        about: str = house.children(report, Debrief)[0].id
        house.presses(ISLA, "debrief.yes", about)
    elif what == "time_away":
        kind, about = TimeAway, house.children(report, TimeAway)[0].id
    else:
        kind, about = SupportRequest, asks(house, what, about=report)
    house.away(AILSA, DOUGAL)
    assert house.record(about, kind).handler == CALLUM
    assert MORAG in house.record(about, kind).conflicted()
    house.presses(CALLUM, "pass_on", about)
    assert house.record(about, kind).handler is None
    assert errors(house.sends(EWAN, "naming.name", {"to": (MORAG,)}, about)) == {"to": CANNOT}


# -- a talk with another manager -----------------------------------------------------------------------------


def test_a_talk_never_reaches_ones_own_manager(house: House) -> None:
    """Not in lists, not by moving, not by being named, not as the management team."""
    lead = house.person(MORAG)
    house.put(replace(lead, roles=house.person(AILSA).roles))
    report = house.reports(ISLA)
    about = asks(house, "talk", about=report)
    assert record(house, about).handler == CALLUM
    assert "SR-0001" not in words(house.presses(MORAG, "ended_contact.open", report))
    house.away(AILSA, DOUGAL)
    house.presses(CALLUM, "pass_on", about)
    assert record(house, about).handler is None
    assert "SR-0001" not in words(house.presses(MORAG, "home.management_list"))
    assert NOTHING in words(house.presses(MORAG, "form:naming.name", about))
    assert errors(house.sends(EWAN, "naming.name", {"to": (MORAG,)}, about)) == {"to": CANNOT}
    assert NOTHING in words(house.presses(MORAG, "support_request.open", about))
    assert "SR-0001" not in words(house.goes_home(MORAG))


def test_the_other_manager_finds_a_time(house: House) -> None:
    """And does not ask what about."""
    about = asks(house, "talk")
    reply = house.presses(CALLUM, "support_request.open", about)
    assert "Isla Fraser would like to talk with you." in words(reply)
    assert labels(reply) == ["Arrange it", "I can't take this"]
    house.sends(CALLUM, "support_request.arrange", ARRANGE, about)
    assert "you talk with Callum Boyd on Thu 26 Nov at 10:30" in words(
        house.presses(ISLA, "support_request.open", about)
    )


def test_nobody_left_asks_the_management_team(house: House) -> None:
    """The person hears so."""
    house.away(CALLUM, AILSA, DOUGAL)
    reply = house.sends(ISLA, "support_request.ask", ASK["talk"])
    assert "The management team has been asked who takes this" in words(reply)


# -- an hour -------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-6")
def test_the_manager_reads_that_an_hour_is_to_be_free_and_no_more(house: House) -> None:
    """Not what for; it hangs on no report; nothing that is kept outside the sealed record tells."""
    report = house.reports(ISLA)
    about = asks(house, "hour", about=report)
    reply = house.presses(MORAG, "support_request.open", about)
    assert words(reply).splitlines() == [
        "Request SR-0001",
        "Please free an hour for Isla Fraser.",
        "What was asked",
        "When would suit: Thursday",
        "Policy 1.12",
    ]
    assert labels(reply) == ["Arrange it", "I can't take this"]
    assert record(house, about).parent is None
    assert "SR-0001" not in words(house.presses(MORAG, "ended_contact.open", report))
    drawn = words(house.presses(MORAG, "form:support_request.arrange", about))
    said = words(house.sends(MORAG, "support_request.arrange", ARRANGE, about))
    for text in (words(reply), drawn, said, str(house.history(about))):
        assert not [w for w in ("support line", "counsel", "wellbeing", "EAP", "hour kept for") if w in text]
    assert [act for _, act in house.history(about)] == ["asked", "read", "arranged"]


@pytest.mark.requirement("R-1.12.2-6")
def test_the_hour_is_arranged_and_told(house: House) -> None:
    """With the day, and the time if it is settled; another time can be asked for."""
    about = asks(house, "hour")
    house.notices()
    house.sends(MORAG, "support_request.arrange", ARRANGE, about)
    assert house.notices() == [(ISLA, "support_answer", about)]
    shown = house.presses(ISLA, "support_request.open", about)
    assert "an hour is kept free for you on Thu 26 Nov at 10:30" in words(shown)
    assert "I have moved your visit." in words(shown)
    again = button(shown, "Ask for another time")
    house.sends(ISLA, "support_request.say", {"text": "Friday, please"}, about)
    assert again.action == "form:support_request.say"
    assert "Friday, please" in words(house.presses(MORAG, "support_request.open", about))
    house.sends(MORAG, "support_request.arrange", {"on": "2026-11-27"}, about)
    assert "on Fri 27 Nov." in words(house.presses(ISLA, "support_request.open", about))


# -- no refusal, by any route ----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-3", "R-1.12.2-6")
@pytest.mark.parametrize("what", ["hour", "talk", "time_away"])
def test_no_forged_answer_refuses_what_is_arranged(house: House, what: str) -> None:
    """By button, by form, by another form's name: nothing changes."""
    if what == "time_away":
        house.presses(ISLA, "time_away.ask")
        about: str = house.run(lambda uow: uow.records.with_part(ISLA, Part.REPORTER, kind="time_away")[0].id)
        manager, before = MORAG, house.record(about, TimeAway).version
    else:
        about, manager = asks(house, what), MORAG if what == "hour" else CALLUM
        before = record(house, about).version
    for outcome in Outcome:
        values = {**DENY, **APPROVE, **NAME, "outcome": outcome.value, "part": "x"}
        house.sends(manager, "support_request.answer", values, about)
        house.sends(manager, "restriction.decision", {**values, "answer": "deny"}, about)
    for action in ("deny", "approve", "in_part", "in_place", "no_longer", "step_up", "still"):
        house.presses(manager, f"support_request.{action}", about)
    for action in ("restriction.deny", "form:support_request.answer", "form:support_request.propose"):
        house.presses(manager, action, about)
    after = house.record(about, TimeAway) if what == "time_away" else record(house, about)
    assert (after.version, after.is_open) == (before, True)
    assert [act for _, act in house.history(about) if act not in ("asked", "read")] == []


# -- deciding --------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.2-4", "R-1.12.3-1", "R-1.12.3-2")
@pytest.mark.parametrize(("what", "who"), [("no_contact", "cover"), ("other_name", "in_name_of"), ("removal", "cover")])
def test_the_manager_approves_in_part_or_denies(house: House, what: str, who: str) -> None:
    """Each button opens the form with its answer set, and asks what will be in place, or why not."""
    about = asks(house, what)
    reply = house.presses(MORAG, "support_request.open", about)
    assert labels(reply) == ["Approve", "Approve in part", "Deny", "I can't take this"]
    wanted = {
        "Approve": ["outcome", who, "on", "words"],
        "Approve in part": ["outcome", "part", who, "on", "words"],
        "Deny": ["outcome", "reasons"],
    }
    for label, asked in wanted.items():
        pressed = button(reply, label)
        assert fields(house.presses(MORAG, pressed.action, pressed.about)) == asked


@pytest.mark.requirement("R-1.12.2-4")
def test_approved_it_is_told_and_whoever_covers_hears_only_that(house: House) -> None:
    """From when and with whom to speak: no person, no case, no reason; the individual is told nothing."""
    about = asks(house, "no_contact", words="I was shouted at")
    house.notices()
    house.sends(MORAG, "support_request.answer", APPROVE, about)
    assert house.notices() == [(ISLA, "support_answer", about), (RORY, "cover", about)]
    shown = words(house.presses(ISLA, "support_request.open", about))
    assert "Agreed. It is to be in place from Mon 30 Nov." in shown
    assert "Who takes over: Rory Muir" in shown
    covers = house.presses(RORY, "support_request.cover", about)
    assert words(covers).splitlines() == [
        "To cover SR-0001",
        "There is something to cover, and you are asked to take it on.",
        "From: Mon 30 Nov",
        "Please speak with: Morag Reid",
        "Policy 1.12",
    ]
    assert NOTHING in words(house.presses(RORY, "support_request.open", about))
    assert house.record(record(house, about).individual, Individual).parties() == frozenset()


@pytest.mark.requirement("R-1.12.3-1")
def test_a_senior_managers_name_is_a_managers(house: House) -> None:
    """Name and start are required; the staff member's own name also goes from templates."""
    about = asks(house, "other_name")
    reply = house.sends(MORAG, "support_request.answer", {**NAME, "in_name_of": (RORY,)}, about)
    assert list(errors(reply)) == ["in_name_of"]
    house.sends(MORAG, "support_request.answer", NAME, about)
    assert "In whose name: Callum Boyd" in words(house.presses(ISLA, "support_request.open", about))
    shown = words(house.presses(MORAG, "support_request.open", about))
    assert "Isla Fraser's name is gone from templates, signatures and drafts" in shown
    assert "Please speak with: Morag Reid" in words(house.presses(CALLUM, "support_request.cover", about))


@pytest.mark.requirement("R-1.12.3-2")
def test_removal_names_who_takes_it_over(house: House) -> None:
    """Nobody who asked, nobody who has left; today or later."""
    about = asks(house, "removal")
    house.leave(RORY)
    for changes, missing in (
        ({"cover": None}, "cover"),
        ({"cover": (ISLA,)}, "cover"),
        ({"cover": (RORY,)}, "cover"),
        ({"on": None}, "on"),
        ({"on": "2026-11-23"}, "on"),
        ({"outcome": "agreed_in_part"}, "part"),
        ({"outcome": None}, "outcome"),
    ):
        given: dict[str, Value] = {**APPROVE, "cover": (CALLUM,), **changes}
        assert list(errors(house.sends(MORAG, "support_request.answer", given, about))) == [missing]
    assert record(house, about).state is State.ASKED
    house.sends(MORAG, "support_request.answer", {**APPROVE, "cover": (MORAG,)}, about)
    assert record(house, about).covered_by == MORAG


def test_in_part_says_which(house: House) -> None:
    """The person reads it."""
    about = asks(house, "removal")
    house.sends(MORAG, "support_request.answer", {**APPROVE, "outcome": "agreed_in_part", "part": "Visits"}, about)
    shown = words(house.presses(ISLA, "support_request.open", about))
    assert "Agreed in part. It is to be in place from Mon 30 Nov." in shown
    assert "Visits" in shown


@pytest.mark.requirement("R-1.12.2-4")
def test_not_taken_forward_is_told_with_the_reasons(house: House) -> None:
    """And that the support stands; without reasons there is no such answer."""
    about = asks(house, "removal")
    assert list(errors(house.sends(MORAG, "support_request.answer", {"outcome": "not_agreed"}, about))) == ["reasons"]
    house.sends(MORAG, "support_request.answer", DENY, about)
    shown = house.presses(ISLA, "support_request.open", about)
    assert (
        "Not taken forward, because:\nNobody else can go before the summer.\nThe support around you stands."
        in words(shown)
    )
    assert labels(shown) == ["Ask the management team"]


@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("what", ASK)
def test_others_see_and_decide_nothing(house: House, person: PersonId, what: str) -> None:
    """By no button and by no form."""
    about = asks(house, what)
    if record(house, about).handler == person:
        return
    for action in ("open", "approve", "in_part", "deny", "in_place", "cover", "step_up", "still", "no_longer"):
        assert NOTHING in words(house.presses(person, f"support_request.{action}", about))
    for name in ("say", "answer", "arrange", "propose"):
        assert NOTHING in words(house.presses(person, f"form:support_request.{name}", about))
        assert NOTHING in words(house.sends(person, f"support_request.{name}", {**APPROVE, "text": "x"}, about))


def test_nobody_decides_their_own(house: House) -> None:
    """Nor arranges it, nor puts it in place."""
    about = asks(house, "removal", MORAG)
    for values in (APPROVE, DENY):
        assert NOTHING in words(house.sends(MORAG, "support_request.answer", values, about))
    assert NOTHING in words(house.presses(MORAG, "support_request.in_place", about))


# -- the management team looks again -------------------------------------------------------------------------------


def test_the_management_team_is_asked_and_names_one_of_its_own(house: House) -> None:
    """The manager who denied it hears that it moved; only a member of the team is named, and decides."""
    about = denied(house)
    house.notices()
    reply = house.presses(ISLA, "support_request.step_up", about)
    assert "The management team looks at it again. Nobody who has answered it before decides." in words(reply)
    assert house.notices() == [(MORAG, "moved", about)]
    assert NOTHING in words(house.presses(MORAG, "support_request.open", about))
    assert "for one of the management team alone" in words(house.presses(EWAN, "form:naming.name", about))
    for to in (CALLUM, DOUGAL):
        assert errors(house.sends(EWAN, "naming.name", {"to": (to,)}, about)) == {"to": TEAM_ONLY}
    for to in (MORAG, ISLA, RORY):
        assert errors(house.sends(EWAN, "naming.name", {"to": (to,)}, about)) == {"to": CANNOT}
    house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
    shown = house.presses(AILSA, "support_request.open", about)
    assert "they ask the management team to look at it again" in words(shown)
    assert "Nobody else can go before the summer." in words(shown)
    house.sends(AILSA, "support_request.answer", APPROVE, about)
    assert record(house, about).state is State.AGREED


def test_it_is_asked_once(house: House) -> None:
    """The second answer is the last one; nor is there anything to ask before the first."""
    about = asks(house, "removal")
    assert "Nothing changed" in words(house.presses(ISLA, "support_request.step_up", about))
    house.sends(MORAG, "support_request.answer", DENY, about)
    house.presses(ISLA, "support_request.step_up", about)
    house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
    assert "this answer is the last one" in words(house.presses(AILSA, "support_request.deny", about))
    house.sends(AILSA, "support_request.answer", DENY, about)
    shown = house.presses(ISLA, "support_request.open", about)
    assert labels(shown) == []
    assert "Nothing changed" in words(house.presses(ISLA, "support_request.step_up", about))


def test_whoever_denied_it_never_decides_again_not_even_in_the_management_team(house: House) -> None:
    """A member of the team who is the person's own manager neither names nor is named."""
    team = house.person(AILSA).roles
    house.put(replace(house.person(MORAG), roles=team))
    about = denied(house)
    house.presses(ISLA, "support_request.step_up", about)
    assert NOTHING in words(house.presses(MORAG, "form:naming.name", about))
    assert errors(house.sends(EWAN, "naming.name", {"to": (MORAG,)}, about)) == {"to": CANNOT}
    house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
    assert NOTHING in words(house.sends(MORAG, "support_request.answer", APPROVE, about))


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize("team", [True, False])
def test_where_the_team_is_only_whoever_denied_it_the_person_hears_what_else_to_do(house: House, team: bool) -> None:
    """Nothing moves to where nobody could answer it, and nothing waits for nobody."""
    for person in (AILSA, EWAN):
        house.put(replace(house.person(person), roles=frozenset()))
    if team:
        house.put(replace(house.person(MORAG), roles=frozenset({Role.MANAGEMENT_TEAM})))
    about = denied(house)
    reply = words(house.presses(ISLA, "support_request.step_up", about))
    assert "Nobody else in the management team could look at it again" in reply
    assert "ask for a talk with another manager" in reply
    assert (record(house, about).state, record(house, about).handler) == (State.NOT_AGREED, MORAG)


def test_who_has_left_the_management_team_decides_no_more(house: House) -> None:
    """Nor does it move down the line: the team names another."""
    about = denied(house)
    house.presses(ISLA, "support_request.step_up", about)
    house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
    house.put(replace(house.person(AILSA), roles=frozenset()))
    assert NOTHING in words(house.sends(AILSA, "support_request.answer", DENY, about))
    house.put(replace(house.person(AILSA), roles=house.person(BOARD).roles))
    assert NOTHING in words(house.presses(AILSA, "support_request.deny", about))


def test_one_of_the_team_who_cannot_take_it_gives_it_back_to_the_team(house: House) -> None:
    """Not to the person's line of managers."""
    about = denied(house)
    house.presses(ISLA, "support_request.step_up", about)
    house.sends(EWAN, "naming.name", {"to": (AILSA,)}, about)
    house.presses(AILSA, "pass_on", about)
    assert record(house, about).needs_naming


# -- in place, and afterwards ----------------------------------------------------------------------------------------


def test_it_is_put_in_place_and_told(house: House) -> None:
    """Once."""
    about = approved(house)
    house.notices()
    house.presses(MORAG, "support_request.in_place", about)
    assert house.notices() == [(ISLA, "support_answer", about)]
    assert "It is in place, since Tue 24 Nov." in words(house.presses(ISLA, "support_request.open", about))
    assert "already" in words(house.presses(MORAG, "support_request.in_place", about))


def test_the_person_says_that_it_is_still_wanted(house: House) -> None:
    """It stays."""
    about = in_place(house)
    house.presses(ISLA, "support_request.still", about)
    assert record(house, about).state is State.CHECKED


def test_the_person_ends_it_and_those_who_have_to_know_hear(house: House) -> None:
    """The manager and whoever covers; no reason is asked."""
    about = in_place(house)
    house.notices()
    reply = house.presses(ISLA, "support_request.no_longer", about)
    assert "You can ask again at any time" in words(reply)
    assert house.notices() == [(MORAG, "support_heard", about), (RORY, "cover", about)]
    assert "can go back to how it was" in words(house.presses(MORAG, "support_request.open", about))
    assert NOTHING in words(house.presses(RORY, "support_request.cover", about))
    asks(house, "removal")


def test_the_person_takes_it_back_before_it_is_answered(house: House) -> None:
    """The manager's message says so; nobody is told besides."""
    about = asks(house, "removal")
    house.notices()
    house.presses(ISLA, "support_request.no_longer", about)
    assert house.notices() == []
    assert "already" in words(house.sends(MORAG, "support_request.answer", APPROVE, about))


def test_a_change_is_asked_for_and_answered(house: House) -> None:
    """The arrangement stays until then; another person covers, and both of them are notified."""
    about = in_place(house)
    house.sends(ISLA, "support_request.say", {"text": "Could Callum do it?"}, about)
    shown = house.presses(MORAG, "support_request.open", about)
    assert "They ask for a change" in words(shown)
    assert "Could Callum do it?" in words(shown)
    assert "Please speak with: Morag Reid" in words(house.presses(RORY, "support_request.cover", about))
    house.notices()
    house.sends(MORAG, "support_request.answer", {**APPROVE, "cover": (CALLUM,)}, about)
    assert house.notices() == [(ISLA, "support_answer", about), (RORY, "cover", about), (CALLUM, "cover", about)]
    assert NOTHING in words(house.presses(RORY, "support_request.cover", about))


def test_a_change_that_is_not_taken_forward_leaves_what_was_agreed(house: House) -> None:
    """The person reads the reasons, and may ask the management team."""
    about = in_place(house)
    house.sends(ISLA, "support_request.say", {"text": "Letters too"}, about)
    house.sends(MORAG, "support_request.answer", DENY, about)
    shown = house.presses(ISLA, "support_request.open", about)
    assert "What was agreed before stays in place." in words(shown)
    assert labels(shown)[0] == "Ask the management team"
    assert record(house, about).covered_by == RORY


def test_the_manager_proposes_to_look_again_and_ends_nothing(house: House) -> None:
    """The person reads why, and keeps it, changes it or ends it."""
    about = in_place(house)
    assert "It ends when Isla Fraser says so." in words(house.presses(MORAG, "support_request.open", about))
    for action in ("no_longer", "still", "step_up"):
        assert NOTHING in words(house.presses(MORAG, f"support_request.{action}", about))
    house.notices()
    house.sends(MORAG, "support_request.propose", {"words": "Rory is away in June"}, about)
    assert house.notices() == [(ISLA, "support_question", about)]
    shown = house.presses(ISLA, "support_request.open", about)
    assert "It stays as it is unless you say otherwise." in words(shown)
    assert "Rory is away in June" in words(shown)
    assert labels(shown) == ["Keep it as it is", "Change it", "I don't need it any more"]
    house.presses(ISLA, "support_request.still", about)
    assert house.notices() == [(MORAG, "support_heard", about)]
    assert record(house, about).covered_by == RORY


def test_something_is_added_while_it_waits(house: House) -> None:
    """The manager reads it, wherever it lies by then."""
    about = asks(house, "removal")
    house.notices()
    house.sends(ISLA, "support_request.say", {"text": "And one thing more"}, about)
    assert house.notices() == [(MORAG, "waiting", about)]
    assert "And one thing more" in words(house.presses(MORAG, "support_request.open", about))
    house.away(MORAG)
    house.sends(ISLA, "support_request.say", {"text": "Again"}, about)
    assert record(house, about).handler == CALLUM


# -- the manager's absence, and who else -----------------------------------------------------------------------------


@pytest.mark.parametrize("what", ASK)
def test_with_the_manager_away_it_goes_to_who_stands_in(house: House, what: str) -> None:
    """For a talk it had gone past them anyway."""
    house.away(MORAG)
    assert record(house, asks(house, what)).handler == CALLUM


def test_a_leavers_requests_move_the_same_day(house: House) -> None:
    """Even arrangements in place: somebody has to be responsible for them."""
    about = in_place(house)
    house.leave(MORAG)
    house.run(matters.reroute)
    assert record(house, about).handler == CALLUM
    assert "Please speak with: Callum Boyd" in words(house.presses(RORY, "support_request.cover", about))


def test_the_day_a_slip_of_the_finger_gives_is_asked_about(house: House) -> None:
    """Not in two years."""
    about = asks(house, "hour")
    far = date(2028, 11, 26).isoformat()
    assert list(errors(house.sends(MORAG, "support_request.arrange", {"on": far}, about))) == ["on"]


def test_home_lists_it_for_those_two(house: House) -> None:
    """With no word of what was asked."""
    asks(house, "no_contact")
    assert "SR-0001 · A private request: please open it" in words(house.goes_home(MORAG))
    assert "SR-0001 · private request, Tue 24 Nov. Your request is on its way." in words(house.goes_home(ISLA))
    for person in OTHERS:
        assert "SR-0001" not in words(house.goes_home(person))


def test_reading_is_logged_also_from_a_message(house: House) -> None:
    """Deny from the message is a first look as well."""
    about = asks(house, "removal")
    card(house.presses(MORAG, "support_request.open", about))
    house.presses(MORAG, "support_request.deny", about)
    assert house.history(about) == [(ISLA, "asked"), (MORAG, "read"), (MORAG, "read")]
