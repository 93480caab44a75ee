"""A colleague named publicly: the people who are told, by whom, and those who learn nothing (1.14.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.chat.events import Value
from bot.chat.replies import Reply
from bot.dispatcher import ACTIONS, COMMANDS, FORMS
from bot.people import Person, PersonId, Role
from bot.policy import Policy
from bot.ports import UnitOfWork
from bot.records.named_online import personal_records
from bot.records.named_online.parts import WishKind
from bot.records.named_online.record import NamedOnline, State
from bot.records.police.record import PoliceDecision
from bot.views.examples.people import AILSA, CALLUM, EWAN, ISLA, MORAG, RORY, TODAY
from tests.bot.house import BOARD, DOUGAL, NOTHING, STRANGER, House, button, card, errors, fields, form, labels, words
from tests.bot.world import World

LINK = "https://www.example.org/posts/17"
FOUND: dict[str, Value] = {"named": (ISLA,), "place": "facebook", "link": LINK, "threat": "no", "line": "in the group"}
TOLD: dict[str, Value] = {"on": "2026-11-24", "how": "in_person"}
WISH: dict[str, Value] = {"kind": "words", "words": "Please let it lie."}
NOTHING_DONE: dict[str, Value] = {"actions": ("nothing",), "nothing_reasons": "Few have seen it."}
OFFERS: dict[str, Value] = {"talk": "yes", "counselling": "yes"}
SUMMARY: dict[str, Value] = {"summary": "A member of staff has been named publicly."}
SENT = (
    "Thank you. Sent to the right manager. Please don't pass it on, so that they hear it privately. What comes of it "
    "is theirs: you hear no more of it here."
)
OTHERS = (RORY, CALLUM, AILSA, EWAN, DOUGAL, STRANGER, BOARD)


def all_of(house: House) -> list[str]:
    """Ids of the reports, oldest first."""

    def read(uow: UnitOfWork) -> list[str]:
        return [s.id for s in uow.records.register(("named_online",), limit=90)]

    return house.run(read)[::-1]


def found(house: House, finder: PersonId = RORY, /, **answers: Value) -> str:
    """Somebody has found it; the id of the newest record."""
    card(house.sends(finder, "named_online.report", {**FOUND, **answers}))
    return all_of(house)[-1]


def record(house: House, about: str) -> NamedOnline:
    """The record as it is."""
    return house.record(about, NamedOnline)


def told(house: House, **answers: Value) -> str:
    """Morag has told Isla."""
    about = found(house, **answers)
    house.presses(MORAG, "named_online.acknowledge", about)
    card(house.sends(MORAG, "named_online.told", TOLD, about))
    return about


def heard(house: House, **answers: Value) -> str:
    """Isla has said what she would like."""
    about = told(house, **answers)
    card(house.sends(ISLA, "named_online.wishes", WISH, about))
    return about


def shared(house: House) -> str:
    """All but the answers about personal records is done."""
    about = heard(house)
    for name, answers in (("decide", NOTHING_DONE), ("offers", OFFERS), ("share", SUMMARY)):
        card(house.sends(MORAG, f"named_online.{name}", answers, about))
    return about


# -- finding it --------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-2")
def test_what_is_typed_after_the_command_goes_into_its_places(house: House) -> None:
    """A link, and a line to find it by."""
    reply = house.types(RORY, "named_online", f"{LINK} in the tenants' group")
    assert (form(reply).values["link"], form(reply).values["line"]) == (LINK, "in the tenants' group")
    assert "If anyone is in danger, call 999 first." in words(reply)
    assert fields(reply) == ["named", "place", "link", "threat", "line"]


@pytest.mark.requirement("R-1.14.3-2")
def test_a_leaflet_has_no_link(house: House) -> None:
    """Its place is enough; without that the form comes back with everything that was typed."""
    answers: dict[str, Value] = {"place": "leaflet", "link": None}
    reply = house.sends(RORY, "named_online.report", {**FOUND, **answers})
    assert list(errors(reply)) == ["where"]
    assert form(reply).values["line"] == "in the group"
    assert record(house, found(house, **answers, where="At the co-op")).found[0].link == ""


@pytest.mark.parametrize("missing", ["named", "place", "threat"])
def test_what_is_needed_is_asked_for(house: House, missing: str) -> None:
    """And nothing is kept."""
    assert list(errors(house.sends(RORY, "named_online.report", {**FOUND, missing: None}))) == [missing]
    assert all_of(house) == []


def test_only_colleagues_are_named(house: House) -> None:
    """A former employee or a stranger is refused."""
    house.leave(ISLA)
    for one in (ISLA, "nobody"):
        assert list(errors(house.sends(RORY, "named_online.report", {**FOUND, "named": (one,)}))) == ["named"]


@pytest.mark.requirement("R-1.14.3-1")
def test_it_goes_to_the_manager_of_who_is_named(house: House) -> None:
    """Not to the finder's own, and to nobody besides."""
    about = found(house)
    assert record(house, about).handler == MORAG
    assert {(to, view) for to, view, _ in house.notices()} == {(MORAG, "by_email")}
    for person in (ISLA, *OTHERS):
        assert NOTHING in words(house.presses(person, "named_online.open", about))


@pytest.mark.requirement("R-1.14.3-1")
def test_an_email_goes_beside_the_message_to_whoever_has_it(house: House) -> None:
    """One when it is found, and one when it moves; never to the finder's own manager."""
    about = found(house)
    assert (MORAG, "by_email", about) in house.notices()
    house.presses(MORAG, "pass_on", about)
    assert set(house.notices()) == {(MORAG, "moved", about), (CALLUM, "waiting", about), (CALLUM, "by_email", about)}


@pytest.mark.requirement("R-1.14.3-11")
@pytest.mark.parametrize(
    ("named", "finder", "away", "expected"),
    [
        (ISLA, RORY, (MORAG,), CALLUM),
        (ISLA, CALLUM, (MORAG,), AILSA),
        (ISLA, RORY, (MORAG, CALLUM, AILSA), DOUGAL),
        (ISLA, MORAG, (), MORAG),
        (ISLA, MORAG, (MORAG,), CALLUM),
        (MORAG, ISLA, (), AILSA),
        (MORAG, AILSA, (), AILSA),
        (CALLUM, RORY, (AILSA,), EWAN),
        (RORY, ISLA, (CALLUM,), AILSA),
        (STRANGER, RORY, (), DOUGAL),
        (DOUGAL, RORY, (), None),
        (EWAN, RORY, (), None),
    ],
)
def test_one_manager_has_it(
    house: House, named: PersonId, finder: PersonId, away: tuple[PersonId, ...], expected: PersonId | None
) -> None:
    """The line manager, or who stands in; never the finder unless they manage them, and never who is named."""
    house.away(*away)
    assert record(house, found(house, finder, named=(named,))).handler == expected


@pytest.mark.requirement("R-1.14.3-1")
def test_where_the_chief_executive_is_named_the_chair_has_it(tmp_path: Path, policy: Policy) -> None:
    """Nobody below handles it; without a chair in the settings the management team names somebody."""
    house = House(tmp_path / "chair.db", replace(policy, chair="board@example.org"))
    try:
        about = found(house, named=(EWAN,))
        assert record(house, about).handler == BOARD
        assert "waits" not in words(house.presses(BOARD, "named_online.open", about))
    finally:
        house.close()


@pytest.mark.requirement("R-1.14.3-3")
def test_each_who_is_named_has_a_record_that_says_nothing_of_the_others(house: House) -> None:
    """Each with their own manager; who is named beside them reads none of it as a manager."""
    card(house.sends(CALLUM, "named_online.report", {**FOUND, "named": (ISLA, RORY, MORAG)}))
    kept = {record(house, about).person: record(house, about) for about in all_of(house)}
    assert {person: each.handler for person, each in kept.items()} == {ISLA: AILSA, RORY: CALLUM, MORAG: AILSA}
    shown = words(house.presses(CALLUM, "named_online.open", kept[RORY].id))
    assert all(name not in shown for name in ("Isla", "Morag", kept[ISLA].ref, kept[ISLA].id, kept[MORAG].id))
    assert NOTHING in words(house.presses(MORAG, "named_online.open", kept[ISLA].id))


# -- the finder --------------------------------------------------------------------------------------------


def shape(reply: Reply) -> list[object]:
    """A card as its reader sees it: every word and label, and no id."""
    drawn = card(reply)
    return [drawn.title, words(drawn), labels(drawn)]


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("threat", ["no", "yes", "not_sure"])
def test_the_finder_reads_the_same_whatever_becomes_of_it(house: House, threat: str) -> None:
    """New or known, one or several, the chief executive, nobody left, or the finder the manager."""
    answers: dict[str, Value] = {**FOUND, "threat": threat}

    def sent(finder: PersonId, **changes: Value) -> list[object]:
        return shape(house.sends(finder, "named_online.report", {**answers, **changes}))

    first = sent(RORY)
    again = [
        sent(RORY),
        sent(CALLUM),
        sent(MORAG),
        sent(RORY, named=(ISLA, MORAG, CALLUM)),
        sent(RORY, named=(EWAN,)),
        sent(RORY, named=(DOUGAL,), link=None),
        sent(RORY, link=None, line="elsewhere"),
        sent(STRANGER, named=(RORY,)),
    ]
    house.presses(MORAG, "named_online.acknowledge", all_of(house)[0])
    again.append(sent(CALLUM, link="example.org/posts/17/"))
    assert all(each == first for each in again)
    assert first[1] == "\n".join(
        [
            "Sent",
            *(
                ["If anyone is in danger, call 999. You can call the police yourself at any time."]
                if threat != "no"
                else []
            ),
            SENT,
        ]
    )
    assert first[2] == (["I have called the police"] if threat == "yes" else [])


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("threat", ["no", "yes"])
def test_the_same_sent_twice_is_kept_once(house: House, threat: str) -> None:
    """By the same click, and by another within the day; with and without a link; the same card each time."""
    for link in (LINK, None):
        answers: dict[str, Value] = {**FOUND, "link": link, "threat": threat, "named": (ISLA, MORAG)}
        before = len(all_of(house))
        cards = [card(house.sends(RORY, "named_online.report", answers, key=key)) for key in ("a", "a", "b", None)]
        if link is None:
            cards = [card(house.sends(RORY, "named_online.report", answers, key=key)) for key in ("c", "c")]
        assert all(each == cards[0] for each in cards)
        assert len(all_of(house)) == before + 2
        assert [len(record(house, about).found) for about in all_of(house)] == [1] * len(all_of(house))


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("stage", ["found", "told", "shared"])
def test_the_finder_learns_nothing_further(house: House, stage: str) -> None:
    """By no command, button or form, and whether or not the id that they guess is of anything."""
    ways: dict[str, Callable[[House], str]] = {"found": found, "told": told, "shared": shared}
    about = ways[stage](house)
    finder = house.person(RORY)
    house.put(replace(finder, roles=frozenset({Role.MANAGEMENT_TEAM, Role.RECORDS_ADMIN, Role.CHIEF_EXECUTIVE})))
    before, ref = record(house, about), record(house, about).ref
    assert ref not in words(house.goes_home(RORY))
    assert all(ref not in words(house.types(RORY, command)) for command in COMMANDS)
    for real, guessed in _tries(house, about):
        said = words(real)
        # What anybody may do makes something of their own, whatever id it is sent with.
        assert said == NOTHING_CHANGED if words(guessed) == NOTHING_CHANGED else ref not in said
    assert record(house, about) == before
    assert not any(by == RORY for by, act in house.history(about) if act != "reported")


NOTHING_CHANGED = f"Nothing changed\n{NOTHING}"


def _tries(house: House, about: str) -> Iterator[tuple[Reply, Reply]]:
    """Every button, every form opened, and every form sent: with the id of a record, and with one of nothing."""
    ids = (about, "0" * len(about))
    for action in ACTIONS:
        yield house.presses(RORY, action, ids[0]), house.presses(RORY, action, ids[1])
    for name, extra in ((name, extra) for name in FORMS for extra in ("", "0")):
        real, guessed = (house.presses(RORY, f"form:{name}", to, extra=extra) for to in ids)
        yield real, guessed
        real, guessed = (house.sends(RORY, name, {**FOUND, **WISH}, to, extra=extra) for to in ids)
        if name != "named_online.report":
            yield real, guessed


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("name", [n for n in (*ACTIONS, *FORMS) if n.startswith("named_online.") and "report" not in n])
def test_every_act_of_this_topic_is_refused_to_the_finder(house: House, name: str) -> None:
    """In the words for what does not exist."""
    about = shared(house)
    if name in ACTIONS:
        assert words(house.presses(RORY, name, about)) == NOTHING_CHANGED
        return
    assert words(house.presses(RORY, f"form:{name}", about, extra="0")) == NOTHING_CHANGED
    assert words(house.sends(RORY, name, {}, about, extra="0")) == NOTHING_CHANGED


@pytest.mark.requirement("R-1.14.3-3")
def test_the_finder_never_gets_it_by_being_next(house: House) -> None:
    """Nor by being named for it."""
    about = found(house, CALLUM)
    house.presses(MORAG, "pass_on", about)
    assert record(house, about).handler == AILSA
    house.presses(AILSA, "pass_on", about)
    house.presses(DOUGAL, "pass_on", about)
    assert record(house, about).needs_naming
    assert list(errors(house.sends(AILSA, "naming.name", {"to": (CALLUM,)}, about))) == ["to"]
    assert list(errors(house.sends(AILSA, "naming.name", {"to": (ISLA,)}, about))) == ["to"]


def test_a_manager_who_found_it_reads_it_here(house: House) -> None:
    """Their own card says no more than anybody's; a message leads to it."""
    about = found(house, MORAG)
    assert record(house, about).state is State.SEEN
    assert (MORAG, "waiting", about) in house.notices()
    assert "I have told them" in labels(house.presses(MORAG, "named_online.open", about))


# -- found again -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-3")
def test_the_same_link_is_one_record_while_it_is_open(house: House) -> None:
    """The manager hears that something was added, and reads who found it again, and when."""
    about = found(house)
    house.notices()
    assert found(house, CALLUM, link="http://example.org/posts/17?utm_source=x", line="again") == about
    assert house.notices() == [(MORAG, "found_again", about)]
    assert "Found again by Callum Boyd" in words(house.presses(MORAG, "named_online.open", about))
    assert found(house, CALLUM, named=(RORY,)) != about
    assert found(house, CALLUM, link=f"{LINK}8") != about


def test_without_a_link_two_finders_are_two_records(house: House) -> None:
    """Nobody can tell whether they mean the same."""
    assert found(house, link=None) != found(house, CALLUM, link=None)


def test_found_again_with_somebody_more_it_leaves_who_is_named_with_them(house: House) -> None:
    """The manager turns out to be named in the same place: it moves on."""
    about = found(house)
    card(house.sends(CALLUM, "named_online.report", {**FOUND, "named": (ISLA, MORAG)}))
    assert record(house, about).handler == AILSA


@pytest.mark.requirement("R-1.14.3-4")
def test_who_finds_themself_named_has_a_say_at_once(house: House) -> None:
    """Also where somebody else has reported it before, and nobody has told them yet."""
    about = found(house)
    reply = house.sends(ISLA, "named_online.report", FOUND)
    assert all_of(house) == [about]
    assert "You have a say in what happens next." in words(reply)
    assert "Morag Reid handles it" in words(reply)
    assert "pass it on" not in words(reply)
    saying = button(reply, "Say what you would like")
    card(house.sends(ISLA, "named_online.wishes", WISH, saying.about))
    assert record(house, about).state is State.REPORTED
    assert house.presses(ISLA, "named_online.open", about) != house.presses(RORY, "named_online.open", about)
    assert "Rory" not in words(house.presses(ISLA, "named_online.open", about))


# -- a threat ----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.3-5")
@pytest.mark.parametrize(("threat", "expected"), [("yes", 1), ("not_sure", 0), ("no", 0)])
def test_a_threat_online_is_a_threat(house: House, threat: str, expected: int) -> None:
    """It opens the one police decision, with the same manager, and urgently."""
    about = found(house, threat=threat)
    assert len(house.children(about, PoliceDecision)) == expected
    found(house, CALLUM, threat=threat)
    assert len(house.children(about, PoliceDecision)) == expected
    assert [pd.handler for pd in house.children(about, PoliceDecision)] == [MORAG] * expected


@pytest.mark.requirement("R-1.9.3-5")
def test_where_a_finder_was_not_sure_the_manager_says_whether_it_is_a_threat(house: House) -> None:
    """One press; a threat opens the decision about the police, and no threat opens nothing."""
    first, second = found(house, threat="not_sure"), found(house, threat="not_sure", named=(CALLUM,))
    asked = house.presses(MORAG, "named_online.open", first)
    assert "was not sure whether it holds a threat" in words(asked)
    yes, no = button(asked, "It is a threat"), button(asked, "It is no threat")
    assert NOTHING in words(house.presses(RORY, yes.action, yes.about, yes.extra))
    house.presses(MORAG, yes.action, yes.about, yes.extra)
    assert [decision.handler for decision in house.children(first, PoliceDecision)] == [MORAG]
    manager = record(house, second).handler
    assert manager is not None
    calm = house.presses(manager, no.action, second, no.extra)
    assert house.children(second, PoliceDecision) == []
    assert "it is no threat" in words(calm)
    assert "It is a threat" not in labels(calm)


@pytest.mark.requirement("R-1.9.4-4")
def test_each_finder_can_say_that_they_have_called_the_police(house: House) -> None:
    """Also who found it second, for everybody who is named; and it says the same to each."""
    replies = [
        house.sends(finder, "named_online.report", {**FOUND, "threat": "yes", "named": (ISLA, MORAG)})
        for finder in (RORY, CALLUM)
    ]
    said = []
    for finder, reply in zip((RORY, CALLUM), replies, strict=True):
        called = button(reply, "I have called the police")
        said.append(words(house.presses(finder, called.action, called.about, called.extra)))
    assert said[0] == said[1]
    assert NOTHING not in said[0]
    for about in all_of(house):
        (decision,) = house.children(about, PoliceDecision)
        assert {call.by for call in decision.calls} == {RORY, CALLUM}


@pytest.mark.requirement("R-1.14.3-4")
def test_who_is_named_is_asked_about_the_police_once_they_know(house: House) -> None:
    """Not before: Harbour is not the one that tells them."""
    about = found(house, threat="yes")
    (decision,) = house.children(about, PoliceDecision)
    assert ISLA not in {who for who, _ in decision.parties()}
    assert ISLA not in {to for to, _, _ in house.notices()}
    house.presses(MORAG, "named_online.acknowledge", about)
    house.sends(MORAG, "named_online.told", TOLD, about)
    assert {(to, view) for to, view, _ in house.notices() if to == ISLA} >= {(ISLA, "say"), (ISLA, "police_view")}


# -- the manager's part --------------------------------------------------------------------------------------


def test_the_manager_is_led_step_by_step(house: House) -> None:
    """One thing to press next, each time."""
    about = found(house)
    opened = house.presses(MORAG, "named_online.open", about)
    assert "Someone in your team has been named publicly. Please tell them yourself, in private" in words(opened)
    steps: list[tuple[str, dict[str, Value]]] = [
        ("told", TOLD),
        ("wishes", WISH),
        ("decide", NOTHING_DONE),
        ("offers", OFFERS),
        ("share", SUMMARY),
        ("personal", {"yes": "no"}),
    ]
    first = [labels(opened)[0], labels(house.presses(MORAG, "named_online.acknowledge", about))[0]]
    for name, answers in steps:
        first.append(labels(house.sends(MORAG, f"named_online.{name}", answers, about))[0])
    assert first == [
        "Acknowledge",
        "I have told them",
        "Note what they would like",
        "Decide what is done",
        "Note what was offered",
        "Share a summary",
        "Personal records",
        "Decide something further",
    ]
    card(house.sends(ISLA, "named_online.personal", {"yes": "yes"}, about))
    assert record(house, about).state is State.CLOSED
    assert personal_records.agreed(record(house, about)) is False


@pytest.mark.requirement("R-1.14.3-4")
def test_telling_in_the_chat_cannot_be_noted(house: House) -> None:
    """The form offers no such answer, and takes none."""
    about = found(house)
    offered = form(house.presses(MORAG, "form:named_online.told", about))
    assert [o.value for f in offered.fields() if f.id == "how" for o in f.options] == ["in_person", "phone", "video"]  # type: ignore[attr-defined]
    for how in ("chat", "email", "knew", None):
        assert list(errors(house.sends(MORAG, "named_online.told", {**TOLD, "how": how}, about))) == ["how"]
    assert record(house, about).told is None


@pytest.mark.requirement("R-1.14.3-2")
@pytest.mark.requirement("R-1.14.1-3")
def test_a_link_is_shown_on_demand_as_inert_text(house: House) -> None:
    """Not in the record itself; after a sentence that it may distress; and the view is logged."""
    about = found(house, line=f"see {LINK} there", link=None)
    found_with_link = found(house, CALLUM, link=LINK)
    for each in (about, found_with_link):
        assert "example.org" not in words(house.presses(MORAG, "named_online.open", each))
        before = house.history(each).count((MORAG, "read"))
        shown = words(house.presses(MORAG, "named_online.link", each))
        assert "may distress" in shown
        assert "www[.]example[.]org" in shown
        assert "://" not in shown
        assert house.history(each).count((MORAG, "read")) == before + 1
        for person in (ISLA, *OTHERS):
            assert NOTHING in words(house.presses(person, "named_online.link", each))


@pytest.mark.requirement("R-1.14.3-5")
def test_no_form_of_action_opens_before_they_know_and_were_heard(house: House) -> None:
    """Nor is one taken that was opened otherwise; nor a proposal of a restriction."""
    about = found(house)
    for _ in ("found", "told"):
        for reply in (
            house.presses(MORAG, "form:named_online.decide", about),
            house.sends(MORAG, "named_online.decide", NOTHING_DONE, about),
            house.presses(MORAG, "form:restriction.propose", about),
        ):
            assert "Nothing changed" in words(reply)
            assert "first" in words(reply)
        house.sends(MORAG, "named_online.told", TOLD, about)
    assert record(house, about).decisions == ()
    house.sends(ISLA, "named_online.wishes", WISH, about)
    assert "form:restriction.propose" not in {
        b.action for b in card(house.presses(MORAG, "named_online.open", about)).buttons()
    }


@pytest.mark.requirement("R-1.10.5-2")
def test_a_restriction_may_be_proposed_and_is_never_made_by_itself(house: House) -> None:
    """Deciding so offers the form; the proposal itself is the manager's."""
    about = heard(house)
    decided: dict[str, Value] = {
        "actions": ("removal", "restriction"),
        "removal": "wait",
        "risk": "Great",
        "removal_reasons": "It may be shared further.",
        "restriction_reasons": "It is the third time.",
    }
    reply = house.sends(MORAG, "named_online.decide", decided, about)
    propose = button(reply, "Propose a restriction")
    assert (propose.action, propose.about) == ("form:restriction.propose", about)
    assert form(house.presses(MORAG, propose.action, about)).about == about
    assert house.run(lambda uow: uow.records.register(("restriction",))) == []


def test_danger_lets_a_manager_act_and_is_logged(house: House) -> None:
    """With a reason; and they have to be told all the same."""
    about = found(house)
    assert set(errors(house.sends(MORAG, "named_online.urgent", {}, about))) == {"gates", "reason"}
    danger: dict[str, Value] = {"gates": ("act",), "reason": "It gives an address and a time."}
    card(house.sends(MORAG, "named_online.urgent", danger, about))
    assert (MORAG, "urgent_override") in house.history(about)
    card(house.sends(MORAG, "named_online.decide", NOTHING_DONE, about))
    assert "told yet" in words(house.presses(MORAG, "form:named_online.share", about))
    assert "I have told them" in labels(house.presses(MORAG, "named_online.open", about))
    assert NOTHING in words(house.presses(ISLA, "named_online.open", about))


@pytest.mark.requirement("R-1.9.3-3")
def test_what_came_of_a_request_is_noted(house: House) -> None:
    """By the manager, or by the one who is named where they asked themself."""
    about = heard(house)
    asked: dict[str, Value] = {
        "actions": ("report",),
        "report_reasons": "It is what she would like.",
        "request_of": "Facebook",
        "request_by": "them",
        "request_on": "2026-11-24",
        "reference": "FB-1",
    }
    card(house.sends(MORAG, "named_online.decide", asked, about))
    card(house.sends(MORAG, "named_online.decide", {**asked, "request_by": "me"}, about))
    assert [d.request.by for d in record(house, about).decisions if d.request] == [ISLA, MORAG]
    assert NOTHING in words(house.sends(ISLA, "named_online.answered", {"answer": "removed"}, about, extra="1"))
    card(house.sends(ISLA, "named_online.answered", {"answer": "removed"}, about, extra="0"))
    card(house.sends(MORAG, "named_online.answered", {"answer": "no_reply"}, about, extra="1"))
    assert "It was removed" in words(house.presses(MORAG, "named_online.open", about))


@pytest.mark.parametrize("person", [ISLA, *OTHERS])
def test_only_the_manager_does_the_managers_part(house: House, person: PersonId) -> None:
    """Not even the one who is named, once they know."""
    about = heard(house)
    for name in ("told", "urgent", "decide", "offers", "share"):
        assert NOTHING in words(house.presses(person, f"form:named_online.{name}", about))
        assert NOTHING in words(house.sends(person, f"named_online.{name}", {**TOLD, **SUMMARY, **OFFERS}, about))
    assert NOTHING in words(house.presses(person, "named_online.acknowledge", about))
    assert NOTHING in words(house.presses(person, "named_online.close", about))


# -- their say -----------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-5")
def test_they_say_what_they_would_like_in_their_own_words(house: House) -> None:
    """And add to it later; the manager hears that something was added."""
    about = told(house)
    house.notices()
    home = house.goes_home(ISLA)
    assert "You have a say in what happens next." in words(home)
    card(house.sends(ISLA, "named_online.wishes", WISH, about))
    card(house.sends(ISLA, "named_online.wishes", {"kind": "words", "words": "Or take it down."}, about))
    assert (MORAG, "found_again", about) in house.notices()
    shown = words(house.presses(MORAG, "named_online.open", about))
    assert "Please let it lie." in shown
    assert "Or take it down." in shown


@pytest.mark.requirement("R-1.14.3-5")
@pytest.mark.parametrize("kind", ["tell_manager", "not_said"])
def test_saying_nothing_is_an_answer_of_theirs(house: House, kind: str) -> None:
    """And the manager notes what they were told."""
    about = told(house)
    card(house.sends(ISLA, "named_online.wishes", {"kind": kind}, about))
    assert record(house, about).wishes[0].kind is WishKind(kind)
    card(house.sends(MORAG, "named_online.wishes", {"kind": "words", "words": "She would wait."}, about))
    assert "She would wait." in words(house.presses(ISLA, "named_online.open", about))
    assert list(errors(house.sends(MORAG, "named_online.wishes", {"kind": "tell_manager"}, about))) == ["kind"]


@pytest.mark.requirement("R-1.12.2-6")
def test_looking_at_support_leaves_no_trace(house: House) -> None:
    """It ends the reminder, and nothing else is known of it."""
    about = told(house)
    before = house.history(about)
    assert "Any contact that worries or upsets you" in words(house.presses(ISLA, "named_online.support_seen", about))
    assert house.history(about) == before
    assert NOTHING in words(house.presses(RORY, "named_online.support_seen", about))


# -- sharing, and personal records -----------------------------------------------------------------------------


@pytest.mark.requirement("R-1.14.3-9")
def test_the_management_team_reads_the_summary_and_nothing_else(house: House) -> None:
    """After it is shared, and after the one who is named knows."""
    about = found(house)
    assert "told yet" in words(house.presses(MORAG, "form:named_online.share", about))
    for person in (AILSA, EWAN):
        assert NOTHING in words(house.presses(person, "named_online.summary", about))
    house.sends(MORAG, "named_online.told", TOLD, about)
    prefilled = form(house.presses(MORAG, "form:named_online.share", about)).values["summary"]
    assert "Isla" not in str(prefilled)
    house.notices()
    card(house.sends(MORAG, "named_online.share", {"summary": str(prefilled)}, about))
    assert [(to, view) for to, view, _ in house.notices()] == [(AILSA, "shared"), (EWAN, "shared")]
    for person in (AILSA, EWAN):
        assert str(prefilled) in words(house.presses(person, "named_online.summary", about))
        assert NOTHING in words(house.presses(person, "named_online.open", about))
        assert NOTHING in words(house.presses(person, "named_online.link", about))
        assert (person, "summary") in house.history(about)
    for person in (ISLA, MORAG, RORY, CALLUM, DOUGAL, BOARD, STRANGER):
        assert NOTHING in words(house.presses(person, "named_online.summary", about))


@pytest.mark.requirement("R-1.14.3-9")
@pytest.mark.parametrize("who", ["named", "finder"])
def test_whom_it_concerns_reads_no_summary_through_a_role(house: House, who: str) -> None:
    """A member of the management team who is named, or who found it, is told nothing by that."""
    person = ISLA if who == "named" else RORY
    house.put(replace(house.person(person), roles=frozenset({Role.MANAGEMENT_TEAM})))
    about = shared(house)
    assert person not in {to for to, view, _ in house.notices() if view == "shared"}
    assert NOTHING in words(house.presses(person, "named_online.summary", about))


@pytest.mark.requirement("R-1.14.3-10")
@pytest.mark.parametrize("first", [ISLA, MORAG])
@pytest.mark.parametrize("other", ["yes", "no"])
def test_neither_sees_the_others_answer_before_both_are_there(house: House, first: PersonId, other: str) -> None:
    """The second one reads the same whatever the first has answered."""
    second = MORAG if first == ISLA else ISLA
    about = shared(house)
    before = words(house.presses(second, "named_online.open", about))
    card(house.sends(first, "named_online.personal", {"yes": other}, about))
    assert words(house.presses(second, "named_online.open", about)) == before
    drawn = form(house.presses(second, "form:named_online.personal", about))
    assert "yes" not in drawn.values
    card(house.sends(second, "named_online.personal", {"yes": "yes"}, about))
    assert personal_records.agreed(record(house, about)) is (other == "yes")
    said = "Both of you said yes" if other == "yes" else "No record is made in personal records"
    assert all(said in words(house.presses(each, "named_online.open", about)) for each in (ISLA, MORAG))


@pytest.mark.requirement("R-1.14.3-10")
@pytest.mark.parametrize(
    ("before", "own", "reads"),
    [
        (None, "yes", "Your answer is kept. A record is made only if both of you say yes."),
        (None, "no", "Your answer is kept. A record is made only if both of you say yes."),
        ("yes", "no", "No record is made in your personal records."),
        ("no", "yes", "No record is made in your personal records."),
        ("yes", "yes", "Both of you said yes. Your manager sees to it."),
    ],
)
def test_who_is_named_reads_what_their_answer_comes_to(house: House, before: str | None, own: str, reads: str) -> None:
    """Once both are there, the outcome; before that, that it is kept."""
    about = shared(house)
    if before:
        house.sends(MORAG, "named_online.personal", {"yes": before}, about)
    assert reads in words(house.sends(ISLA, "named_online.personal", {"yes": own}, about))


@pytest.mark.requirement("R-1.14.3-10")
@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_has_a_say_in_personal_records(house: House, person: PersonId) -> None:
    """Not the management team, not whoever keeps the records."""
    about = shared(house)
    house.put(replace(house.person(person), roles=frozenset(Role)))
    assert NOTHING in words(house.presses(person, "form:named_online.personal", about))
    assert NOTHING in words(house.sends(person, "named_online.personal", {"yes": "yes"}, about))


@pytest.mark.requirement("R-1.14.3-10")
def test_without_two_answers_there_is_no_record_and_it_can_be_closed(house: House) -> None:
    """After ten working days, and not before."""
    about = shared(house)
    assert "cannot be closed yet" in words(house.presses(MORAG, "named_online.close", about))
    house.sends(MORAG, "named_online.personal", {"yes": "yes"}, about)
    house.clock.at += timedelta(days=16)
    assert labels(house.presses(MORAG, "named_online.open", about))[0] == "Close it"
    card(house.presses(MORAG, "named_online.close", about))
    assert (record(house, about).state, personal_records.agreed(record(house, about))) == (State.CLOSED, False)


@pytest.mark.requirement("R-1.14.3-7")
@pytest.mark.parametrize("person", OTHERS)
def test_it_stands_in_nobody_elses_lists(house: House, person: PersonId) -> None:
    """Home tells of it to its manager, and to the one who is named once they know."""
    about = told(house)
    ref = record(house, about).ref
    assert ref not in words(house.goes_home(person))
    assert ref in words(house.goes_home(ISLA))
    assert ref in words(house.goes_home(MORAG))


# -- weeks without anybody doing anything --------------------------------------------------------------------


@pytest.fixture
def world(house: House) -> World:
    """The house, and time."""
    return World(house)


def _sees(world: World, person: PersonId) -> list[str]:
    """Everything that has been sent to somebody, and their home."""
    cards = [*(t.card for t in world.told if t.to == person), world.house.goes_home(person)]
    return [words(each) + " ".join(labels(each)) for each in cards]


def _as(house: House, how: str) -> PersonId:
    """Isla, or somebody else, with a role by which they could hear of it."""
    isla = house.person(ISLA)
    if how == "deputy":
        house.put(replace(house.person(MORAG), deputies=(ISLA, CALLUM)))
    elif how == "duty manager":
        house.put(replace(house.person(ISLA), email="x@example.org"))
        house.put(replace(house.person(DOUGAL), email="y@example.org"))
        house.put(replace(isla, email="dougal@example.org"))
    elif how != "staff":
        house.put(replace(isla, roles=frozenset({Role(how)})))
    return ISLA


@pytest.mark.requirement("R-1.14.3-4")
@pytest.mark.parametrize(
    "how", ["staff", "deputy", "duty manager", "management_team", "chief_executive", "records_admin"]
)
@pytest.mark.parametrize("threat", ["no", "yes"])
def test_who_is_named_hears_of_it_from_a_person_and_never_from_harbour(
    house: House, world: World, how: str, threat: str
) -> None:
    """Weeks pass, every nudge is due, it moves from one to the next: nothing reaches them, and no home tells it."""
    person = _as(house, how)
    bare = words(house.goes_home(person))
    about = found(house, threat=threat)
    refs = ["NO-0001", *(decision.ref for decision in house.children(about, PoliceDecision))]
    for _ in range(15):
        world.passes(1)
        assert [t.card for t in world.told if t.to == person] == []
    assert words(house.goes_home(person)) == bare
    assert not any(ref in text for text in _sees(world, person) for ref in refs)
    for action in ("named_online.open", "named_online.link", "named_online.summary", "home.management_list"):
        assert "NO-0001" not in words(house.presses(person, action, about))


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize("threat", ["no", "yes"])
@pytest.mark.parametrize("stage", [found, told, heard])
def test_the_finder_hears_no_more_for_weeks(house: House, world: World, stage: Callable[..., str], threat: str) -> None:
    """Also as a member of the management team, and whatever is done."""
    house.put(replace(house.person(RORY), roles=frozenset({Role.MANAGEMENT_TEAM, Role.RECORDS_ADMIN})))
    about = stage(house, threat=threat)
    bare = words(house.goes_home(RORY))
    world.passes(20)
    assert [t.card for t in world.told if t.to == RORY] == []
    assert words(house.goes_home(RORY)) == bare
    assert not any(letters in bare for letters in ("NO-", "PD-"))
    assert record(house, about).is_open


@pytest.mark.requirement("R-1.14.3-4")
def test_a_silent_manager_is_passed_by_and_reminded_until_they_know(house: House, world: World) -> None:
    """To acknowledge within hours, then to tell them day by day; the deputy takes over, then the team sees it."""
    about = found(house)
    world.settle()
    assert world.heard(MORAG) == [f"A private item is waiting for you · {record(house, about).ref}"]
    world.passes(1)
    assert record(house, about).handler == CALLUM
    house.presses(CALLUM, "named_online.acknowledge", about)
    world.passes(1, at=time(16))
    assert "A private talk is waiting · NO-0001" in world.heard(CALLUM)
    world.passes(6)
    assert record(house, about).listed
    house.sends(record(house, about).handler or CALLUM, "named_online.told", {**TOLD, "on": str(_today(house))}, about)
    assert not record(house, about).listed
    before = len(world.heard(record(house, about).handler or CALLUM))
    world.settle()
    told_again = world.heard(record(house, about).handler or CALLUM)[before:]
    assert not any("talk is waiting" in title for title in told_again)


@pytest.mark.requirement("R-1.12.2-5")
def test_once_they_know_they_hear_gently_and_seldom(house: House, world: World) -> None:
    """News that they have a say and that support is there, two reminders of an open choice; then nothing more."""
    told(house)
    world.passes(25)
    assert sorted(world.heard(ISLA)) == [
        "A choice for you · NO-0001",
        "A choice for you · NO-0001",
        "A private item for you · NO-0001",
        "Support is there for you",
    ]


@pytest.mark.requirement("R-1.9.3-3")
def test_a_request_without_an_answer_is_asked_about(house: House, world: World) -> None:
    """Twice to who made it, and then to the manager."""
    about = heard(house)
    asked: dict[str, Value] = {
        "actions": ("removal",),
        "removal": "seek",
        "risk": "Small",
        "removal_reasons": "It is what she would like.",
        "request_of": "Facebook",
        "request_by": "them",
        "request_on": str(TODAY),
    }
    card(house.sends(MORAG, "named_online.decide", asked, about))
    world.passes(12)
    waits = "A request waits for its answer · NO-0001"
    assert (world.heard(ISLA).count(waits), world.heard(MORAG).count(waits)) == (2, 0)
    world.passes(5)
    assert (world.heard(ISLA).count(waits), world.heard(MORAG).count(waits)) == (2, 1)


@pytest.mark.requirement("R-1.14.3-9")
def test_whoever_keeps_the_records_hears_that_it_is_not_shared(house: House, world: World) -> None:
    """After the manager was reminded; and stops once it is."""
    keeper = PersonId("keeper")
    house.put(Person(id=keeper, email="keeper@example.org", name="Kee Per", roles=frozenset({Role.RECORDS_ADMIN})))
    about = heard(house)
    card(house.sends(MORAG, "named_online.decide", NOTHING_DONE, about))
    world.passes(7)
    assert world.heard(keeper) == ["A step is missing · NO-0001"]
    assert "A private item is not complete · NO-0001" in world.heard(MORAG)
    card(house.sends(MORAG, "named_online.share", SUMMARY, about))
    world.passes(5)
    assert len(world.heard(keeper)) == 1


_WORDS_OF_CONTENT = ("Isla", "named publicly", "threat", "police", "Facebook", "example.org", "online")


@pytest.mark.requirement("R-1.14.3-3")
def test_no_message_says_what_or_about_whom(house: House, world: World) -> None:
    """To nobody, in any state."""
    about = shared(house)
    house.sends(CALLUM, "named_online.report", {**FOUND, "threat": "no"})
    world.passes(20)
    house.sends(MORAG, "named_online.personal", {"yes": "yes"}, about)
    world.settle()
    said = "\n".join(words(t.card) for t in world.told) + "\n".join(words(c) for c in world.stands.values())
    assert [word for word in _WORDS_OF_CONTENT if word.casefold() in said.casefold()] == []
    assert len(world.told) > 5


def _today(house: House) -> object:
    return house.policy.calendar.today(house.clock.at)


def test_a_message_that_asks_for_nothing_more_says_when_it_is_settled(world: World) -> None:
    """The manager has done all of it, and the other half closes it: what stands in the chat says so."""
    about = found(world.house)
    world.settle()
    world.house.presses(MORAG, "named_online.acknowledge", about)
    steps = (("told", TOLD), ("wishes", WISH), ("decide", NOTHING_DONE), ("offers", OFFERS), ("share", SUMMARY))
    for name, answers in (*steps, ("personal", {"yes": "no"})):
        card(world.house.sends(MORAG, f"named_online.{name}", answers, about))
    world.settle()
    (address,) = [a for a, owner in world.owner.items() if owner == MORAG]
    assert "Nothing more to do for you here for now." in words(world.stands[address])
    card(world.house.sends(ISLA, "named_online.personal", {"yes": "no"}, about))
    world.settle()
    assert "Settled. Nothing more to do." in words(world.stands[address])
    assert len([told for told in world.told if told.to == MORAG]) == 1
