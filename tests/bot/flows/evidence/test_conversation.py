"""Evidence in conversations: added to a record, found by its handler, looked at in two steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.chat.cards import Card, Item, Link
from bot.chat.events import MessageEvent, ReshapeEvent, Value
from bot.chat.forms import ChoiceField, ChoicesField
from bot.chat.replies import Reply, ShowCard
from bot.errors import Unavailable
from bot.flows.evidence import page as evidence_page
from bot.people import PersonId
from bot.policy import Policy
from bot.ports import Kept, Ticket
from bot.records.base import RecordId
from bot.records.evidence import EvidenceItem, ItemType, Material
from bot.records.police.record import PoliceDecision
from bot.records.restriction.record import Restriction
from bot.views.evidence import reading as views
from bot.views.examples.people import AILSA, CALLUM, ISLA, MORAG, RORY
from tests.bot.flows.restriction.test_conversation import PROPOSE
from tests.bot.house import BOARD, NOTHING, STRANGER, House, button, card, errors, fields, labels, words
from tests.bot.house import form as form_of

LINK: dict[str, Value] = {
    "type": "link",
    "link": "https://social.example.org/post?id=9",
    "distressing": "yes",
    "materials": ("threats", "other"),
    "words": "a photograph of a door",
    "captured_on": "2026-11-20",
}
THING: dict[str, Value] = {
    "type": "physical",
    "thing": "Letter, 3 May",
    "place": "Locked cabinet 2",
    "distressing": "yes",
    "materials": ("abuse",),
}


@pytest.fixture
def paged(tmp_path: Path, policy: Policy) -> Iterator[House]:
    """A house whose pages browsers can reach."""
    house = House(tmp_path / "paged.db", replace(policy, public_url="https://harbour.example.org"))
    yield house
    house.close()


def add(house: House, about: str, values: Mapping[str, Value] = LINK, *, by: PersonId = ISLA) -> EvidenceItem:
    """A piece of evidence, kept."""
    reply = house.sends(by, views.ADD, values, about=about)
    assert isinstance(reply, ShowCard), words(reply)
    return house.children(about, EvidenceItem)[-1]


def reshaped(house: House, person: PersonId, form: str, about: str, values: Mapping[str, Value]) -> Reply:
    """The form as it looks after these answers."""
    return house.handle(ReshapeEvent(person=person, form=form, about=about, values=values))


def offered(reply: Reply, field: str) -> list[tuple[str, str]]:
    """Options of a field: value and label."""
    return [
        (o.value, o.label)
        for f in form_of(reply).fields()
        if f.id == field and isinstance(f, ChoiceField | ChoicesField)
        for o in f.options
    ]


def lines(reply: Reply | Card) -> list[tuple[str, bool]]:
    """The lines of evidence in a card, and whether each can be opened."""
    shown = reply if isinstance(reply, Card) else card(reply)
    return [(b.text, b.button is not None) for b in shown.blocks if isinstance(b, Item) and b.text.startswith("EV-")]


def named_online(house: House) -> str:
    """Rory finds that Isla is named; Morag has told her."""
    report: dict[str, Value] = {"named": (ISLA,), "place": "press", "where": "The Courier", "threat": "yes"}
    assert isinstance(house.sends(RORY, "named_online.report", report), ShowCard)
    (about,) = {s.id for s in house.run(lambda uow: uow.records.register(["named_online"]))}
    house.presses(MORAG, "named_online.acknowledge", about)
    house.sends(MORAG, "named_online.told", {"on": "2026-11-24", "how": "in_person"}, about=about)
    return str(about)


# -- adding ----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-2")
def test_a_link_is_kept_as_text_with_the_day_it_was_captured(house: House) -> None:
    """By who reported it; it is not in any line, cover or message."""
    report = house.reports(ISLA)
    item = add(house, report)
    assert (item.type, item.link, item.captured_on) == (ItemType.LINK, LINK["link"], date(2026, 11, 20))
    assert (item.nature.materials, item.nature.words) == (
        (Material.THREATS, Material.OTHER),
        "a photograph of a door",
    )
    shown = words(house.presses(MORAG, "ended_contact.open", report))
    assert "social.example.org" not in shown


@pytest.mark.requirement("R-1.14.1-4")
def test_a_thing_stays_where_it_is_with_the_label_for_its_envelope(house: House) -> None:
    """Nobody is asked to scan it."""
    report = house.reports(ISLA)
    reply = house.sends(ISLA, views.ADD, THING, about=report)
    item = house.children(report, EvidenceItem)[0]
    assert item.label in words(reply)
    assert item.label == f"DISTRESSING-{item.parent_ref}-1"
    cover = words(house.presses(MORAG, views.OPEN, item.id))
    assert all(text in cover for text in ("Letter, 3 May", "Locked cabinet 2", item.label))
    assert "Look at it" not in labels(house.presses(MORAG, views.OPEN, item.id))


@pytest.mark.requirement("R-1.9.2-5")
@pytest.mark.requirement("R-1.14.1-3")
def test_a_file_never_comes_through_the_chat(paged: House) -> None:
    """The form has no place for it; it leads to a page of Harbour's own, once."""
    report = paged.reports(ISLA)
    reply = paged.sends(ISLA, views.ADD, {"type": "file"}, about=report)
    (link,) = [block for block in card(reply).blocks if isinstance(block, Link)]
    assert link.url.startswith("https://harbour.example.org/evidence/add/")
    assert len(link.url.rpartition("/")[2]) == 43
    assert paged.children(report, EvidenceItem) == []


def test_where_there_is_no_page_no_file_is_offered(house: House) -> None:
    """And it is said what to do instead."""
    report = house.reports(ISLA)
    form = house.presses(ISLA, f"form:{views.ADD}", report)
    assert "Files cannot be taken here" in words(form)
    assert errors(house.sends(ISLA, views.ADD, {"type": "file"}, about=report)) == {
        "type": "Please choose one of the answers shown."
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"link": ""}, "link"),
        ({"distressing": ""}, "distressing"),
        ({"materials": ()}, "materials"),
        ({"words": ""}, "words"),
        ({"captured_on": "2026-11-25"}, "captured_on"),
        ({"type": "smell"}, "type"),
    ],
)
def test_what_is_missing_is_asked_for(house: House, changes: dict[str, Value], field: str) -> None:
    """Its content has to be described before it is kept."""
    report = house.reports(ISLA)
    assert list(errors(house.sends(ISLA, views.ADD, {**LINK, **changes}, about=report))) == [field]
    assert house.children(report, EvidenceItem) == []


@pytest.mark.parametrize("field", ["thing", "place"])
def test_a_thing_needs_its_place(house: House, field: str) -> None:
    """And what it is."""
    report = house.reports(ISLA)
    assert list(errors(house.sends(ISLA, views.ADD, {**THING, field: ""}, about=report))) == [field]


def test_what_is_asked_follows_from_the_answers(house: House) -> None:
    """The kinds of distressing material are asked for only if it may distress."""
    report = house.reports(ISLA)

    def asked(**values: Value) -> list[str]:
        return fields(reshaped(house, ISLA, views.ADD, report, values))

    assert asked() == ["type"]
    assert asked(type="link") == ["type", "link", "distressing", "captured_on"]
    assert asked(type="physical", distressing="yes") == [
        "type", "thing", "place", "distressing", "materials", "words", "captured_on",
    ]  # fmt: skip


@pytest.mark.requirement("R-1.14.1-3")
def test_where_somebody_is_named_it_distresses_unless_said_otherwise(house: House) -> None:
    """Anywhere else nothing is chosen beforehand."""
    about, report = named_online(house), house.reports(ISLA)
    forms = [house.presses(MORAG, f"form:{views.ADD}", each) for each in (about, report)]
    assert [form_of(form).values.get("distressing") for form in forms] == ["yes", None]


@pytest.mark.requirement("R-1.14.1-2")
@pytest.mark.parametrize("who", [RORY, CALLUM, AILSA, STRANGER, BOARD])
def test_nobody_else_adds(house: House, who: PersonId) -> None:
    """Neither who was there, nor another manager, nor who leads."""
    report = house.reports(ISLA, witnesses=(RORY,))
    assert words(house.sends(who, views.ADD, LINK, about=report)).endswith(NOTHING)
    assert words(house.presses(who, f"form:{views.ADD}", report)).endswith(NOTHING)


def test_the_manager_hears_that_something_was_added_and_not_what(house: House) -> None:
    """Unless they added it themself."""
    report = house.reports(ISLA)
    house.notices()
    add(house, report)
    assert house.notices() == [(MORAG, "evidence", report)]
    add(house, report, by=MORAG)
    assert house.notices() == []


def test_sending_the_same_twice_keeps_it_once(house: House) -> None:
    """One key, one effect."""
    report = house.reports(ISLA)
    for _ in range(2):
        house.sends(ISLA, views.ADD, LINK, about=report, key="k")
    assert len(house.children(report, EvidenceItem)) == 1


# -- where it stands -------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-3")
def test_its_line_says_what_it_is_and_nothing_of_what_is_in_it(house: House) -> None:
    """For the manager with `Look at it`, for the reporter without."""
    report = house.reports(ISLA)
    item = add(house, report)
    said = f"{item.ref} · a link, distressing: threats, a photograph of a door; added by"
    assert lines(house.presses(MORAG, "ended_contact.open", report)) == [(f"{said} Isla Fraser, Tue 24 Nov", True)]
    assert lines(house.presses(ISLA, "ended_contact.open", report)) == [(f"{said} you, Tue 24 Nov", False)]


@pytest.mark.requirement("R-1.14.1-6")
def test_who_reported_sees_no_line_of_what_others_added(house: House) -> None:
    """It may be about what they need not know."""
    report = house.reports(ISLA)
    add(house, report, by=MORAG)
    assert lines(house.presses(ISLA, "ended_contact.open", report)) == []
    assert len(lines(house.presses(MORAG, "ended_contact.open", report))) == 1


def test_a_police_decision_and_a_named_colleague_have_evidence_of_their_own(house: House) -> None:
    """Added and looked at with them."""
    about = named_online(house)
    (decision,) = house.children(about, PoliceDecision)
    for record, action in ((about, "named_online.open"), (decision.id, "police.open")):
        add(house, record, by=MORAG)
        assert [opens for _, opens in lines(house.presses(MORAG, action, record))] == [True]
    add(house, about, by=ISLA)
    assert [opens for _, opens in lines(house.presses(ISLA, "named_online.open", about))] == [False]


@pytest.mark.requirement("R-1.14.1-2")
def test_before_removal_is_sought_evidence_is_asked_for(house: House) -> None:
    """As long as there is none; for removal and for reporting alike."""
    about = named_online(house)
    house.sends(MORAG, "named_online.wishes", {"kind": "not_said"}, about=about)

    def hint(values: dict[str, Value]) -> bool:
        form = reshaped(house, MORAG, "named_online.decide", about, values)
        return "please add a screenshot first" in words(form)

    seeks: list[dict[str, Value]] = [
        {"actions": ("removal",), "removal": "seek"},
        {"actions": ("report",)},
        {"actions": ("removal",), "removal": "wait"},
        {"actions": ("nothing",)},
    ]
    assert [hint(values) for values in seeks] == [True, True, False, False]
    item = add(house, about, by=MORAG)
    assert not hint(seeks[0])
    house.sends(MORAG, views.WITHDRAW, {"reason": "Wrong one"}, about=item.id)
    assert hint(seeks[0])


# -- looking ---------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.1-3")
def test_a_cover_comes_first_and_the_material_only_after_a_second_step(house: House) -> None:
    """It says what is in it and who may want to stop; the link is text that leads nowhere."""
    item = add(house, house.reports(ISLA))
    cover = house.presses(MORAG, views.OPEN, item.id)
    said = words(cover)
    assert "This may distress. It holds: threats, a photograph of a door." in said
    assert "Who may want to stop here: whoever they are aimed at" in said
    assert "You need not look." in said
    assert "social" not in said
    shown = house.presses(MORAG, button(cover, "I want to look at it").action, item.id)
    assert "https[:]//social[.]example[.]org/post?id=9" in words(shown)
    assert "https://social" not in words(shown)


def test_stopping_is_fine_and_leaves_no_trace_of_a_look(house: House) -> None:
    """Nobody is asked why."""
    item = add(house, house.reports(ISLA))
    stop = button(house.presses(MORAG, views.OPEN, item.id), "Not now")
    assert "You need not look" in words(house.presses(MORAG, stop.action, item.id))
    assert house.record(item.id, EvidenceItem).looks == ()


@pytest.mark.requirement("R-1.14.1-6")
def test_every_look_is_in_the_history_and_on_the_cover(house: House) -> None:
    """The cover's views too."""
    item = add(house, house.reports(ISLA))
    house.presses(MORAG, views.OPEN, item.id)
    house.presses(MORAG, views.LOOK, item.id)
    assert house.history(item.id) == [(ISLA, "added"), (MORAG, "read"), (MORAG, "read"), (MORAG, "looked")]
    assert "Looked at by Morag Reid, Tue 24 Nov, 10:00" in words(house.presses(MORAG, views.OPEN, item.id))


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("who", [ISLA, RORY, CALLUM, AILSA, STRANGER, BOARD])
@pytest.mark.parametrize("act", [views.OPEN, views.LOOK, f"form:{views.WITHDRAW}", f"form:{views.LET}"])
def test_nobody_else_looks(house: House, who: PersonId, act: str) -> None:
    """The same answer as for a piece that does not exist, and no line in the history."""
    item = add(house, house.reports(ISLA, witnesses=(RORY,)))
    before = house.history(item.id)
    assert words(house.presses(who, act, item.id)) == words(house.presses(who, act, "no such piece"))
    assert house.history(item.id) == before


@pytest.mark.requirement("R-1.14.1-6")
def test_it_goes_with_what_it_belongs_to(house: House) -> None:
    """Its former manager reads it no more, and the next one does."""
    report = house.reports(ISLA)
    item = add(house, report)
    house.presses(MORAG, "pass_on", report)
    assert "You need not look" in words(house.presses(CALLUM, views.OPEN, item.id))
    assert words(house.presses(MORAG, views.OPEN, item.id)).endswith(NOTHING)


@pytest.mark.requirement("R-1.14.1-6")
def test_who_is_concerned_looks_where_the_manager_agrees(house: House) -> None:
    """With the same cover first; and nobody else can be let."""
    report = house.reports(ISLA, witnesses=(RORY,))
    item = add(house, report, by=MORAG)
    form = house.presses(MORAG, f"form:{views.LET}", item.id)
    assert offered(form, "person") == [(ISLA, "Isla Fraser")]
    assert errors(house.sends(MORAG, views.LET, {"person": RORY}, about=item.id))
    house.sends(MORAG, views.LET, {"person": ISLA}, about=item.id)
    assert [opens for _, opens in lines(house.presses(ISLA, "ended_contact.open", report))] == [True]
    cover = house.presses(ISLA, views.OPEN, item.id)
    assert "This may distress" in words(cover)
    assert "Withdraw it" not in labels(cover)
    assert "https[:]//" in words(house.presses(ISLA, views.LOOK, item.id))


# -- its end ---------------------------------------------------------------------------------------------


def test_a_piece_is_withdrawn_with_a_reason_and_its_content_is_gone(house: House) -> None:
    """The fact of it stays; nobody can look at its content, not even those who could before."""
    report = house.reports(ISLA)
    item = add(house, report)
    assert list(errors(house.sends(MORAG, views.WITHDRAW, {"reason": " "}, about=item.id))) == ["reason"]
    house.sends(MORAG, views.WITHDRAW, {"reason": "It is another matter"}, about=item.id)
    gone = house.record(item.id, EvidenceItem)
    assert (gone.link, gone.file, gone.state) == ("", None, "withdrawn")
    assert words(house.presses(MORAG, views.LOOK, item.id)).endswith(NOTHING)
    cover = house.presses(MORAG, views.OPEN, item.id)
    assert "It is another matter" in words(cover)
    assert labels(cover) == []
    assert "already" in words(house.sends(MORAG, views.WITHDRAW, {"reason": "Again"}, about=item.id))
    (line,) = lines(house.presses(MORAG, "ended_contact.open", report))
    assert line == (f"{item.ref} · a link: withdrawn on Tue 24 Nov", False)


# -- restrictions ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-6")
def test_a_restriction_rests_on_what_is_kept_with_the_report(house: House) -> None:
    """It is offered to choose, counts as evidence besides the report, and is open to who decides."""
    house.sets(two_managers=True)
    report = house.reports(ISLA)
    item = add(house, report)
    house.presses(MORAG, "ended_contact.acknowledge", report)
    house.presses(MORAG, "form:restriction.propose", report)
    more = ReshapeEvent(person=MORAG, form="restriction.propose", about=report, values={"more": ("evidence",)})
    assert offered(house.handle(more), "evidence") == [(item.ref, f"{item.ref}: a link, distressing")]
    first: dict[str, Value] = {
        **PROPOSE,
        "more": ("evidence",),
        "evidence_words": None,
        "individual": "HA-20417",
        "measures": ("third_party",),
        "detail_third_party": "Her sister",
        "behaviour": "Shouted",
        "impact": "Two officers are ill",
        "evidence": (item.ref,),
    }
    card(house.sends(MORAG, "restriction.propose", first, about=report))
    (restriction,) = house.children(report, Restriction)
    assert [e.what for e in restriction.case.evidence] == [restriction.report_ref, item.ref]
    decider = restriction.handler
    assert decider not in (None, MORAG)
    assert decider is not None
    assert [opens for _, opens in lines(house.presses(decider, "restriction.open", restriction.id))] == [True]
    assert "This may distress" in words(house.presses(decider, views.OPEN, item.id))
    assert words(house.presses(decider, f"form:{views.WITHDRAW}", item.id)).endswith(NOTHING)


@pytest.mark.requirement("R-1.8-6")
def test_nobody_opens_evidence_by_naming_it(house: House) -> None:
    """A decision maker is offered only the evidence that they may look at already."""
    report = house.reports(ISLA, wishes=("restrict",))
    item = add(house, report)
    (suggestion,) = house.children(report, Restriction)
    house.presses(MORAG, "pass_on", suggestion.id)
    decider = house.record(suggestion.id, Restriction).handler
    assert decider not in (None, MORAG)
    assert decider is not None
    more = ReshapeEvent(
        person=decider, form="restriction.decision", about=suggestion.id, values={"more": ("evidence",)}
    )
    form = house.handle(more)
    assert item.ref not in dict(offered(form, "evidence"))
    own = add(house, suggestion.id, by=decider)
    form = house.handle(more)
    assert own.ref in dict(offered(form, "evidence"))


def test_an_address_is_not_given_out_twice(paged: House) -> None:
    """Each press makes another, and each is good for minutes."""
    report = paged.reports(ISLA)
    urls = set()
    for _ in range(3):
        reply = paged.sends(ISLA, views.ADD, {"type": "file"}, about=report)
        urls |= {block.url for block in card(reply).blocks if isinstance(block, Link)}
    assert len(urls) == 3
    paged.clock.at += timedelta(minutes=views.UPLOAD_MINUTES)
    tokens = [url.rpartition("/")[2] for url in urls]
    assert paged.run(lambda uow: [uow.tickets.find(token) for token in tokens]) == [None, None, None]


@pytest.mark.requirement("R-1.14.1-6")
def test_a_file_is_added_by_who_may_at_that_moment(paged: House) -> None:
    """Between the page and its sending somebody may leave: then nothing is kept, and the address is good still."""
    report = paged.reports(ISLA)
    token = paged.run(
        lambda uow: uow.tickets.issue(Ticket(person=ISLA, about=RecordId(report), act="attach"), minutes=5)
    )
    form = paged.run(lambda uow: evidence_page.form(token, uow))
    answers = evidence_page.read(form, {"file": "there", "distressing": "no"})
    upload = evidence_page.Upload(media_type="text/plain", kept=Kept(blob="0" * 32, key="k", size=1))
    paged.leave(ISLA)
    with pytest.raises(Unavailable):
        paged.run(lambda uow: evidence_page.add(token, answers, upload, uow))
    assert paged.children(report, EvidenceItem) == []
    assert paged.run(lambda uow: uow.tickets.find(token)) is not None


@pytest.mark.requirement("R-1.14.1-3")
@pytest.mark.parametrize(
    ("ids", "slack", "teams"),
    [
        ({"slack": "U0ISLA"}, True, False),
        ({"teams": "isla"}, False, True),
        ({"slack": "U0ISLA", "teams": "isla"}, True, True),
        ({}, True, True),
    ],
)
def test_a_file_that_came_in_the_chat_is_removed_as_its_platform_has_it(
    paged: House, ids: dict[str, str], slack: bool, teams: bool
) -> None:
    """In the words of where Harbour knows them; of both, where it cannot tell."""
    paged.put(replace(paged.person(ISLA), ids=ids))
    said = words(paged.handle(MessageEvent(person=ISLA, text="see this", with_file=True)))
    assert ("Delete file" in said, "More options" in said) == (slack, teams)
    assert "only you can remove that" in said


def test_a_command_with_a_picture_beside_it_is_understood_and_its_words_are_kept(paged: House) -> None:
    """The reply says what becomes of the picture, too."""
    reply = paged.handle(MessageEvent(person=ISLA, key="m1", text="ended contact she swore at me", with_file=True))
    assert "only you can remove that" in words(reply)
    tap = button(reply, "Open the form")
    assert "she swore at me" in form_of(paged.presses(ISLA, tap.action, extra=tap.extra)).values.values()
