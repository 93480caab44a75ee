from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.events import Value
from bot.chat.forms import ChoiceField
from bot.chat.replies import Reply, ShowCard
from bot.people import PersonId, Role
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.contact_outside import ContactOutside, State
from bot.records.ended_contact.record import EndedContact
from bot.records.individual import Individual
from bot.records.rights import Part
from bot.views.contact_outside import dialogs as views
from bot.views.contact_outside import samples
from bot.views.examples import people
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, errors, fields, form, labels, words

RAISED: dict[str, Value] = {"where": "public_place", "on": "2026-11-24"}
RECORDED: dict[str, Value] = {
    "talked": "yes",
    "where": "public_place",
    "on": "2026-11-23",
    "words": "A short hello.",
    "whom": "HA-20417",
}
RECORDS_ADMIN = PersonId("records")
OTHERS = (RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD, RECORDS_ADMIN)


@pytest.fixture(autouse=True)
def _records_admin(house: House) -> None:
    """Somebody keeps the records."""
    board = house.person(BOARD)
    roles = frozenset({Role.RECORDS_ADMIN})
    house.put(replace(board, id=RECORDS_ADMIN, email="records@example.org", name="Rec Ords", roles=roles))


def raised(house: House, person: PersonId = ISLA, **more: Value) -> str:
    """Somebody has raised a contact; its id."""
    before = set(mine(house, person))
    reply = house.sends(person, views.RAISE, {**RAISED, **more})
    assert isinstance(reply, ShowCard), reply
    return next(iter(set(mine(house, person)) - before))


def mine(house: House, person: PersonId = ISLA) -> list[str]:
    """The ids of all that this person has raised and that is not erased."""

    def read(uow: UnitOfWork) -> list[str]:
        return [s.id for s in uow.records.with_part(person, Part.REPORTER, kind="contact_outside", limit=100)]

    return house.run(read)


def recorded(house: House, person: PersonId = ISLA, by: PersonId = MORAG, **more: Value) -> str:
    """A contact that was raised, talked over and recorded; its id."""
    about = raised(house, person)
    house.sends(by, views.RECORD, {**RECORDED, **more}, about)
    assert house.record(about, ContactOutside).state is State.RECORDED
    return about


def individuals(house: House) -> list[RecordId]:
    """Individuals on record."""
    return [id_ for id_, _ in house.run(lambda uow: uow.records.facts(Individual))]


# -- raising it --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-1", "R-1.10.4-3")
def test_it_is_raised_in_two_taps(house: House) -> None:
    """Place, and Send: the day is filled in already, and nothing else is needed."""
    reply = house.types(ISLA, "outside_contact")
    required = [f.id for f in form(reply).fields() if f.required and not form(reply).values.get(f.id)]
    assert required == ["where"]
    where = next(f for f in form(reply).fields() if isinstance(f, ChoiceField))
    assert [o.label for o in where.options] == [
        "On a social network",
        "In a public place",
        "At home",
        "Somewhere else",
    ]
    assert form(reply).values["on"] == "2026-11-24"
    assert "Thank you. Morag Reid can see this privately" in words(house.sends(ISLA, views.RAISE, RAISED))


@pytest.mark.requirement("R-1.10.4-1")
def test_the_form_says_that_nothing_has_to_be_wrong(house: House) -> None:
    """And asks nothing of the kind; that it is a talk, and that nothing is recorded unless the manager decides so."""
    reply = house.types(ISLA, "outside_contact")
    assert fields(reply) == ["where", "on", "line", "frightened", "whom"]
    said = words(reply)
    assert "Nothing has to have been wrong." in said
    assert "with a complainant, or with anybody else we deal with" in said
    assert "worth a talk with your manager" in said
    assert "Nothing is recorded unless they decide so." in said
    assert "nobody has decided after 10 working days" in said


def test_words_after_the_command_are_its_line(house: House) -> None:
    """They are there when the form opens."""
    assert form(house.types(ISLA, "outside_contact", "at the pool")).values["line"] == "at the pool"


@pytest.mark.requirement("R-1.10.4-1")
def test_it_goes_to_ones_own_manager_alone(house: House) -> None:
    """The manager is notified at once; nobody else is, in any role."""
    about = raised(house)
    assert house.record(about, ContactOutside).handler == MORAG
    assert house.notices() == [(MORAG, "waiting", about)]


def test_a_manager_who_is_away_is_stood_in_for(house: House) -> None:
    """By the deputy, as for everything."""
    house.away(MORAG)
    assert house.record(raised(house), ContactOutside).handler == CALLUM


def test_with_nobody_left_somebody_is_named_who_reads_nothing(house: House) -> None:
    """The management team is asked, and does not see what it is about."""
    house.away(MORAG, CALLUM, AILSA, DOUGAL)
    about = raised(house, line="a secret")
    assert "The management team has been asked who talks with you." in words(
        house.presses(ISLA, "contact_outside.open", about)
    )
    assert NOTHING in words(house.presses(EWAN, "contact_outside.open", about))
    listed = words(house.presses(EWAN, "home.management_list"))
    assert "CO-0001" in listed
    assert "secret" not in listed
    house.sends(EWAN, "naming.name", {"to": EWAN}, about)
    assert house.record(about, ContactOutside).handler == EWAN
    assert "a secret" in words(house.presses(EWAN, "contact_outside.open", about))


def test_what_is_sent_once_more_is_told_as_a_repeat_whatever_has_become_of_it(house: House) -> None:
    """Its answer was lost on the way: that it is no longer there to be sent would read as if it had failed."""
    about = raised(house, line="at the pool")
    taken_back = [house.sends(ISLA, views.TAKE_BACK, {}, about, key="one act") for _ in range(2)]
    assert "We have this already. Nothing was sent twice." in words(taken_back[1])
    assert "We have this already" not in words(house.sends(ISLA, views.TAKE_BACK, {}, about, key="another act"))


def test_a_draft_is_gone_once_it_is_sent(house: House) -> None:
    """The text typed before the form opened does not outlive the record."""
    reply = house.writes(ISLA, "outside contact at the pool")
    opened = house.presses(ISLA, "draft.open", extra=button(reply, "Open the form").extra)
    assert form(opened).values["line"] == "at the pool"
    raised(house, line="at the pool")
    assert house.run(lambda uow: uow.drafts.find(ISLA, "outside_contact")) is None


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"where": None}, "where"),
        ({"where": "moon"}, "where"),
        ({"on": None}, "on"),
        ({"on": "2026-11-25"}, "on"),
        ({"on": "2025-01-01"}, "on"),
        ({"line": "x" * 400}, "line"),
    ],
)
def test_what_does_not_fit_comes_back_whole(house: House, changes: dict[str, Value], missing: str) -> None:
    """With a sentence beside it; nothing is raised and nothing typed is lost."""
    typed = {**RAISED, "whom": "T. B.", **changes}
    reply = house.sends(ISLA, views.RAISE, typed)
    assert list(errors(reply)) == [missing]
    assert {**form(reply).values, **typed} == form(reply).values
    assert mine(house) == []


def test_sent_twice_it_is_raised_once(house: House) -> None:
    """The same click has one effect."""
    for _ in range(2):
        house.sends(ISLA, views.RAISE, RAISED, key="k")
    assert len(mine(house)) == 1


@pytest.mark.requirement("R-1.10.4-2")
def test_raising_it_makes_no_record_of_anybody(house: House) -> None:
    """No individual is met, no reference leads to it, no support is offered, and it is no report."""
    about = raised(house, whom="HA-20417", line="x")
    assert individuals(house) == []
    assert house.record(about, ContactOutside).lookup is None
    house.notices()
    assert "report" not in words(house.presses(ISLA, "contact_outside.open", about)).casefold()


# -- who reads it --------------------------------------------------------------------------------------------


def test_both_read_what_was_raised(house: House) -> None:
    """The reporter their own words; the manager who it is and what to do."""
    about = raised(house, line="Said hello", whom="T. B.")
    own, managers = (house.presses(p, "contact_outside.open", about) for p in (ISLA, MORAG))
    assert "Said hello" in words(own)
    assert labels(own) == ["Take it back"]
    assert "Raised by: Isla Fraser" in words(managers)
    assert "Who it was: T. B." in words(managers)
    assert "Please talk with them first; then decide whether it should be recorded. It is about openness" in words(
        managers
    )
    assert labels(managers) == ["Record it", "Do not record", "I can't take this"]
    assert "If nothing is decided by the end of Wed 9 Dec, it is erased." in words(managers)


def every_route(house: House, person: PersonId, about: str) -> list[Reply]:
    """Replies to everything that somebody can press or send about it."""
    pressed = ["contact_outside.open", "pass_on", *(f"form:{name}" for name in FORMS)]
    return [
        *(house.presses(person, action, about) for action in pressed),
        *(house.sends(person, name, RECORDED, about) for name in FORMS),
    ]


FORMS = (views.RECORD, views.LEAVE, views.TAKE_BACK)


@pytest.mark.requirement("R-1.10.4-1", "R-1.10.4-2")
@pytest.mark.parametrize("person", OTHERS)
@pytest.mark.parametrize("how", ["raised", "moved on", "recorded", "erased"])
def test_to_others_it_is_as_if_it_were_not_there(house: House, person: PersonId, how: str) -> None:
    """By every route, and also for who had it before; the same answer as about nothing at all."""
    about = raised(house)
    if how == "moved on":
        house.presses(MORAG, "pass_on", about)
    elif how == "recorded":
        house.sends(MORAG, views.RECORD, RECORDED, about)
    elif how == "erased":
        house.sends(MORAG, views.LEAVE, {"talked": "yes"}, about)
    former = MORAG if how == "moved on" else person
    if person == house.record(about, ContactOutside).handler:
        person = former
    for who in {person, former}:
        assert every_route(house, who, about) == every_route(house, who, "no-such-id")
        assert {NOTHING in words(reply) for reply in every_route(house, who, about)} == {True}


def test_the_manager_takes_nothing_back_and_the_reporter_decides_nothing(house: House) -> None:
    """Each has their own part."""
    about = raised(house)
    assert NOTHING in words(house.sends(MORAG, views.TAKE_BACK, {}, about))
    for name in (views.RECORD, views.LEAVE):
        assert NOTHING in words(house.presses(ISLA, f"form:{name}", about))
        assert NOTHING in words(house.sends(ISLA, name, RECORDED, about))
    assert house.record(about, ContactOutside).state is State.RAISED


@pytest.mark.requirement("R-1.10.4-2")
def test_no_line_of_the_history_names_anybody(house: House) -> None:
    """Also not that of the individual whom it makes known, or who was known: it stands between those of the note."""
    for whom in ("HA-20417", "HA-20417 Tam"):
        recorded(house, whom=whom)
    known = individuals(house)
    contacts = [row.id for row in house.run(lambda uow: uow.records.register(["contact_outside"]))]
    lines = [line for about in (*known, *contacts) for line in house.history(about)]
    assert {"met", "named", "raised", "recorded"} <= {act for _, act in lines}
    assert {by for by, _ in lines} == {None}


# -- recorded ------------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_recorded_a_minimal_note_is_kept(house: House) -> None:
    """In the manager's words, prefilled; both read it, and what the reporter wrote has gone."""
    about = raised(house, line="Said hello at the pool", whom="HA-20417")
    prefilled = form(house.presses(MORAG, f"form:{views.RECORD}", about)).values
    assert dict(prefilled) == {
        "where": "public_place",
        "on": "2026-11-24",
        "words": "Said hello at the pool",
        "whom": "HA-20417",
    }
    house.notices()
    house.sends(MORAG, views.RECORD, RECORDED, about)
    assert house.notices() == [(ISLA, "recorded", about)]
    for person in (ISLA, MORAG):
        said = words(house.presses(person, "contact_outside.open", about))
        assert "A short hello." in said
        assert "Said hello at the pool" not in said
    assert "Who it was: HA-20417" in words(house.presses(MORAG, "contact_outside.open", about))
    assert "No decision about anybody follows from it" in words(house.presses(MORAG, "contact_outside.open", about))
    assert house.goes_home(ISLA).blocks != ()


def test_why_it_was_recorded_can_still_be_read() -> None:
    """It is asked no more; a note of earlier days that says so keeps it."""
    said = views.for_reporter(samples.recorded(), people.context(ISLA))
    assert "Why it is recorded: To be open about it." in words(said)


@pytest.mark.requirement("R-1.10.4-2")
def test_the_individual_is_known_from_then_on_and_not_before(house: House) -> None:
    """Met by the decision to record."""
    about = raised(house, whom="HA-20417")
    assert individuals(house) == []
    house.sends(MORAG, views.RECORD, RECORDED, about)
    assert individuals(house) == [house.record(about, ContactOutside).lookup]


def test_a_note_needs_nobody_and_no_words(house: House) -> None:
    """Place and day are enough."""
    about = raised(house)
    house.sends(MORAG, views.RECORD, {"talked": "yes", **RAISED}, about)
    assert house.record(about, ContactOutside).state is State.RECORDED
    assert individuals(house) == []


@pytest.mark.requirement("R-1.10.4-1")
@pytest.mark.parametrize(("name", "talked"), [(views.RECORD, None), (views.LEAVE, None), (views.LEAVE, "no")])
def test_they_talk_first(house: House, name: str, talked: str | None) -> None:
    """Whichever way it is decided; what was typed stays."""
    about = raised(house)
    reply = house.sends(MORAG, name, {**RECORDED, "talked": talked}, about)
    assert list(errors(reply)) == ["talked"]
    assert house.record(about, ContactOutside).state is State.RAISED
    assert individuals(house) == []


def test_what_is_recorded_is_neither_decided_again_nor_taken_back(house: House) -> None:
    """A stale click says so."""
    about = recorded(house)
    for person, name in ((MORAG, views.RECORD), (MORAG, views.LEAVE), (ISLA, views.TAKE_BACK)):
        assert "already" in words(house.sends(person, name, RECORDED, about))
    assert "settled already" in words(house.presses(MORAG, "pass_on", about))


# -- earlier ones --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-4")
def test_the_manager_alone_is_shown_earlier_ones_about_the_same_individual(house: House) -> None:
    """Number, days and places, whoever raised them; no names, no content, never the reporter."""
    recorded(house, RORY, CALLUM, words="Rory's words", on="2026-11-20", where="social_network")
    recorded(house, ISLA, MORAG, whom="ha 20417", on="2026-11-21", where="home")
    recorded(house, ISLA, MORAG, whom="HA-99999", on="2026-11-19")
    raised(house, RORY, whom="HA-20417")
    about = raised(house, whom="ha-20417")
    managers = words(house.presses(MORAG, "contact_outside.open", about))
    assert "2 in all. You alone are shown this" in managers
    assert "Fri 20 Nov: On a social network" in managers
    assert "Sat 21 Nov: At home" in managers
    assert [word for word in ("Rory", "19 Nov", "openness, not fault", "pattern") if word in managers] == [
        "openness, not fault"
    ]
    own = words(house.presses(ISLA, "contact_outside.open", about))
    assert "earlier" not in own.casefold()
    assert "20 Nov" not in own


@pytest.mark.requirement("R-1.10.4-4")
def test_after_it_is_recorded_the_manager_sees_those_before_it(house: House) -> None:
    """Not itself, and nobody else's screen shows it."""
    first = recorded(house, RORY, CALLUM, on="2026-11-20")
    house.clock.at = house.clock.at.replace(hour=11)
    second = recorded(house)
    assert "1 in all" in words(house.presses(MORAG, "contact_outside.open", second))
    assert "in all" not in words(house.presses(CALLUM, "contact_outside.open", first))
    assert "in all" not in words(house.presses(ISLA, "contact_outside.open", second))


@pytest.mark.requirement("R-1.10.4-4")
def test_initials_are_nobody_in_particular(house: House) -> None:
    """Two people share them: nothing is shown of the one with the other."""
    recorded(house, RORY, CALLUM, whom="T. B.")
    about = raised(house, whom="T. B.")
    assert "in all" not in words(house.presses(MORAG, "contact_outside.open", about))


# -- not recorded --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_not_recorded_it_is_erased_and_both_hear(house: House) -> None:
    """The form says what goes and what stays; then there is nothing to open, for anybody."""
    about = raised(house, line="Said hello", whom="HA-20417")
    asked = words(house.presses(MORAG, f"form:{views.LEAVE}", about))
    assert "Erased for good: where and when it was, what was written, who it was, and who raised it with whom." in asked
    assert "What stays: that a talk took place, in November 2026." in asked
    house.notices()
    reply = words(house.sends(MORAG, views.LEAVE, {"talked": "yes"}, about))
    assert "You talked; nothing was recorded." in reply
    assert house.notices() == [(ISLA, "not_recorded", about)]
    shell = house.record(about, ContactOutside)
    assert (shell.state, shell.facts()) == (State.NOT_RECORDED, {"state": "not_recorded", "month": "2026-11"})
    assert mine(house) == []
    for person in (ISLA, MORAG):
        assert NOTHING in words(house.presses(person, "contact_outside.open", about))
    assert individuals(house) == []


@pytest.mark.requirement("R-1.10.4-2")
def test_what_is_erased_counts_for_no_pattern(house: House) -> None:
    """The next manager who reads of the same individual is shown nothing of it."""
    house.sends(MORAG, views.LEAVE, {"talked": "yes"}, raised(house, whom="HA-20417"))
    about = raised(house, RORY, whom="HA-20417")
    assert "in all" not in words(house.presses(CALLUM, "contact_outside.open", about))


def test_taken_back_it_is_erased(house: House) -> None:
    """By whoever raised it, while nobody has decided."""
    about = raised(house, line="Said hello")
    assert labels(house.presses(ISLA, "contact_outside.open", about)) == ["Take it back"]
    assert "erased for good" in words(house.presses(ISLA, f"form:{views.TAKE_BACK}", about))
    assert "Nothing was recorded." in words(house.sends(ISLA, views.TAKE_BACK, {}, about))
    assert house.record(about, ContactOutside).state is State.TAKEN_BACK
    assert NOTHING in words(house.presses(MORAG, "contact_outside.open", about))


@pytest.mark.requirement("R-1.10.4-2")
def test_its_history_names_nobody(house: House) -> None:
    """Neither who raised it, nor who looked, nor who decided."""
    about = raised(house)
    house.presses(MORAG, "contact_outside.open", about)
    house.sends(MORAG, views.LEAVE, {"talked": "yes"}, about)
    assert house.history(about) == [(None, "raised"), (None, "read"), (None, "not_recorded")]


# -- at home, or frightening -----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.10.4-2")
def test_999_comes_first_in_the_form(house: House) -> None:
    """Before anything is asked."""
    first = words(house.types(ISLA, "outside_contact")).split("\n")[1]
    assert first.startswith("If anyone is in danger, call 999 first.")


@pytest.mark.requirement("R-1.10.4-2")
@pytest.mark.parametrize("said", [{"where": "home"}, {"frightened": "yes"}])
def test_what_was_at_home_or_frightens_says_999_first_and_leads_on(house: House, said: dict[str, Value]) -> None:
    """On the receipt and whenever it is opened, by both; for any other contact neither."""
    receipt = house.sends(ISLA, views.RAISE, {**RAISED, **said})
    (about,) = mine(house)
    for shown in (receipt, house.presses(ISLA, "contact_outside.open", about)):
        assert words(shown).split("\n")[1].startswith("If anyone is in danger, call 999.")
        assert "Report it" in labels(shown)
    assert "call 999" in words(house.presses(MORAG, "contact_outside.open", about))
    other = house.sends(ISLA, views.RAISE, RAISED)
    assert ("999" in words(other), "Report it" in labels(other)) == (False, False)


@pytest.mark.requirement("R-1.10.4-2")
def test_a_report_begins_with_what_is_known(house: House) -> None:
    """Nothing is sent before they send it; the contact stays with the manager, to be recorded or not."""
    about = raised(house, where="home", frightened="yes", line="Stood at my door.", whom="HA-20417")
    reply = house.presses(ISLA, "contact_outside.lead_on", about)
    assert form(reply).name == "ended_contact.report"
    assert form(reply).values == {
        "channel": "in_person_visit",
        "reasons": ("distressing",),
        "note_kind": "written",
        "note": "Stood at my door.",
        "occurred_on": "2026-11-24",
        "individual": "HA-20417",
    }
    assert house.run(lambda uow: uow.records.facts(EndedContact)) == []
    house.sends(ISLA, "ended_contact.report", form(reply).values)
    ((_, told),) = house.run(lambda uow: uow.records.facts(EndedContact))
    assert told["channel"] == "in_person_visit"
    assert house.record(about, ContactOutside).state is State.RAISED


@pytest.mark.requirement("R-1.10.4-2")
def test_what_is_recorded_leads_on_for_both(house: House) -> None:
    """The manager reports it as aimed at their colleague; nobody else opens it."""
    about = recorded(house)
    assert "Report it" in labels(house.presses(ISLA, "contact_outside.open", about))
    reply = house.presses(MORAG, button(house.presses(MORAG, "contact_outside.open", about), "Report it").action, about)
    values = form(reply).values
    assert (values["aimed_at"], values["targets"], values["individual"]) == ("colleague", (ISLA,), "HA-20417")
    for person in OTHERS:
        assert NOTHING in words(house.presses(person, "contact_outside.lead_on", about))


@pytest.mark.requirement("R-1.10.4-2")
def test_what_could_not_be_talked_about_yet_can_be_recorded(house: House) -> None:
    """The reporter reads so; it waits in the manager's home until they have talked, and then no more."""
    about = raised(house)
    house.away(ISLA)
    house.sends(MORAG, views.RECORD, {**RECORDED, "talked": "no"}, about)
    assert "You could not talk about this yet." in words(house.presses(ISLA, "contact_outside.open", about))
    assert "Recorded before you could talk" in words(house.goes_home(MORAG))
    opened = house.presses(MORAG, "contact_outside.open", about)
    assert NOTHING in words(house.presses(ISLA, "contact_outside.talked", about))
    house.presses(MORAG, button(opened, "We have talked").action, about)
    assert "Recorded before you could talk" not in words(house.goes_home(MORAG))
    assert "You have talked" in words(house.presses(ISLA, "contact_outside.open", about))


# -- home ----------------------------------------------------------------------------------------------------


def test_the_home_leads_to_it(house: House) -> None:
    """A button to raise it; a line for each of the two while it stands; nothing once it is erased."""
    assert "Contact outside the office" in labels(house.goes_home(ISLA))
    about = raised(house, line="Said hello")
    assert "Nothing is recorded so far." in words(house.goes_home(ISLA))
    assert "A private talk, and then a small decision" in words(house.goes_home(MORAG))
    assert "hello" not in words(house.goes_home(ISLA)) + words(house.goes_home(MORAG))
    house.sends(MORAG, views.LEAVE, {"talked": "yes"}, about)
    assert "CO-0001" not in words(house.goes_home(ISLA)) + words(house.goes_home(MORAG))
