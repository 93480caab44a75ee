"""Changes that a source would make: the person of each row, the open questions, and the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.directory import Decision, Limit, Plan, Row, plan
from bot.directory.plan import traits, writes
from bot.people import Absence, People, Person, PersonId, Role

GUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
LIMIT = Limit(percent=10, least=3)


def row(name: str, *, at: str = "", line: int = 2, manager: str = "", key: str = "", **ids: str) -> Row:
    """Somebody as the source has them; the address is of their first name unless it is said."""
    email = f"{at or name.split(maxsplit=1)[0].casefold()}@example.org"
    return Row(
        line=line,
        email=email,
        name=name,
        line_manager=f"{manager}@example.org" if manager else None,
        ids=ids,
        key=key or None,
    )


def person(name: str, *, at: str = "", key: str = "", **facts: object) -> Person:
    """Somebody who is in the directory, under their first name."""
    ids: dict[str, str] = {platform: str(facts.pop(platform)) for platform in ("slack", "teams") if platform in facts}
    first = name.split(maxsplit=1)[0].casefold()
    known = Person(id=PersonId(first), email=f"{at or first}@example.org", name=name, ids=ids, key=key or None)
    return replace(known, **facts)  # type: ignore[arg-type] # by name


def carried_out(people: People, drawn: Plan) -> People:
    """The directory afterwards. At no moment does anything belong to two people."""
    kept = {each.id: each for each in people}
    for changed in writes(drawn.changes):
        others = {trait for other in kept.values() if other.id != changed.id for trait in traits(other)}
        assert others.isdisjoint(traits(changed))
        kept[changed.id] = changed
    return People(kept.values())


def imported(people: People, *rows: Row, decided: tuple[Decision, ...] = ()) -> People:
    """The directory with these rows in it; nothing is asked."""
    drawn = plan(people, rows, decided)
    assert drawn.questions == ()
    return carried_out(people, drawn)


def asked(people: People, *rows: Row) -> list[tuple[int, list[str], list[PersonId]]]:
    """Open questions: the line, its columns, and the candidates."""
    questions = plan(people, rows).questions
    return [(q.line, [c.column for c in q.candidates], [c.person.id for c in q.candidates]) for q in questions]


def decided(people: People, *rows: Row, same: bool, column: str = "") -> People:
    """The directory once the one question of these rows is answered."""
    (question,) = plan(people, rows).questions
    return imported(people, *rows, decided=(Decision(code=question.code, same=same, column=column),))


def ids(people: People) -> Iterator[tuple[str, bool]]:
    """Ids of all people, each with True if they still work here."""
    return ((each.id, each.active) for each in people)


ISLA, MORAG = person("Isla Reid"), person("Morag Bell")
HERE = People([ISLA, MORAG])


# -- nothing to ask --------------------------------------------------------------------------------------


def test_people_are_added_with_their_relations() -> None:
    """Managers and deputies are found, wherever they stand."""
    rows = (
        row("Isla Reid", manager="morag"),
        replace(row("Morag Bell", line=3), deputies=("isla@example.org",), roles=frozenset({Role.WEB_MONITOR})),
    )
    drawn = plan(People(()), rows)
    people = carried_out(People(()), drawn)
    isla, morag = people
    assert (len(drawn.added), isla.line_manager, morag.deputies) == (2, morag.id, (isla.id,))
    assert morag.roles == {Role.WEB_MONITOR}
    again = plan(people, rows)
    assert (again.changes, again.unchanged) == ((), 2)


def test_what_was_learnt_in_the_chat_stays() -> None:
    """Ids from the first contact, an absence that somebody entered, and where they want to hear from Harbour."""
    away = Absence(since=date(2026, 11, 1), back=date(2026, 12, 1))
    learnt = replace(ISLA, ids={"slack": "U1", "teams": GUID}, absence=away, prefers="teams", key="7")
    assert imported(People([learnt]), row("Isla Munro", at="isla")).get(ISLA.id) == replace(learnt, name="Isla Munro")


def test_who_is_no_longer_listed_has_left_and_comes_back_as_the_same_person() -> None:
    """They stay known, for what they did."""
    drawn = plan(HERE, [row("Morag Bell")])
    gone = carried_out(HERE, drawn)
    assert ([c.after.id for c in drawn.left], list(ids(gone))) == ([ISLA.id], [("isla", False), ("morag", True)])
    back = plan(gone, [row("Isla Reid"), row("Morag Bell", line=3)])
    assert ([c.after.id for c in back.back], back.questions, len(back.changed)) == ([ISLA.id], (), 1)


def test_people_whom_no_source_ever_listed_stay() -> None:
    """Temporary staff may report, also after an import (R-1.12.1-1)."""
    guest = person("Temp Orary", listed=False, slack="U9")
    assert imported(People([guest, MORAG]), row("Morag Bell")).get(guest.id) == guest


@pytest.mark.parametrize(
    "who",
    [person("Isla Reid", slack="U1"), person("Isla Reid", key="7"), person("X", at="x", slack="U1", listed=False)],
)
def test_an_id_leads_to_the_same_person_under_another_name_and_address(who: Person) -> None:
    """As after a marriage: what they reported stays theirs."""
    now = row("Isla Munro", at="munro", key="7") if who.key else row("Isla Munro", at="munro", slack="U1")
    people = imported(People([who]), now)
    assert [(each.id, each.email, each.listed) for each in people] == [(who.id, "munro@example.org", True)]


def test_the_employees_key_counts_before_what_else_has_changed() -> None:
    """Another account, another address; whoever had the address before loses it."""
    who = person("Isla Reid", key="7", slack="U1")
    left = person("Ann Old", at="munro", active=False)
    people = imported(People([who, left]), row("Isla Munro", at="munro", key="7", slack="U2"))
    assert [(each.id, each.email, dict(each.ids)) for each in people] == [
        (who.id, "munro@example.org", {"slack": "U2"}),
        (left.id, "", {}),
    ]


def test_an_entra_object_id_is_the_same_in_either_case() -> None:
    """Also as it was kept before they were kept in lower case."""
    assert len(imported(People([person("Isla", teams=GUID.upper())]), row("Isla", at="new", teams=GUID))) == 1


def test_a_namesake_of_somebody_who_is_on_another_line_is_another_person() -> None:
    """The source itself says that they are two."""
    assert len(imported(HERE, row("Isla Reid"), row("Isla Reid", at="isla2", line=3), row("Morag Bell", line=4))) == 3


# -- what is asked -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("was_here", [True, False])
def test_a_reused_address_is_asked_about(was_here: bool) -> None:
    """Nobody is taken for a former colleague, or a present one, by an address: it may be another person."""
    people = People([replace(ISLA, active=not was_here, ids={"slack": "U1"}), MORAG])
    rows = (row("Abe Lang", at="isla"), row("Morag Bell", line=3))
    assert asked(people, *rows) == [(2, ["email"], [ISLA.id])]
    after = decided(people, *rows, same=False)
    abe = after.by_email("isla@example.org")
    assert abe is not None
    assert (people.get(abe.id) is not None, abe.name, abe.ids) == (False, "Abe Lang", {})
    assert after.get(ISLA.id) == replace(
        ISLA, email="", former=("isla@example.org",), active=False, ids={"slack": "U1"}
    )
    same = decided(people, *rows, same=True)
    assert same.by_email("isla@example.org") == replace(ISLA, name="Abe Lang", ids={"slack": "U1"})


def test_a_reused_address_with_another_id_is_asked_about_whatever_the_name() -> None:
    """An id that is known counts, and the address does not."""
    people = People([replace(ISLA, ids={"slack": "U1"}), MORAG])
    rows = (row("Isla Reid", slack="U2"), row("Morag Bell", line=3))
    assert asked(people, *rows) == [(2, ["email"], [ISLA.id])]
    assert decided(people, *rows, same=True).get(ISLA.id) == replace(
        ISLA, ids={"slack": "U2"}, given=frozenset({"slack"})
    )


@pytest.mark.parametrize(
    "changed",
    [
        row("Isla Reid", at="reid"),
        row("Reid, Isla (on leave)", at="r"),
        row("Isla Munro", at="m"),
        row("I.", at="isla"),
    ],
)
def test_a_changed_address_without_an_id_is_asked_about(changed: Row) -> None:
    """A leaver and a newcomer who look alike are never made two people silently; nor by another domain alone."""
    if changed.name == "I.":
        changed = replace(changed, email="isla@new.example")
    rows = (changed, row("Morag Bell", line=3))
    assert asked(HERE, *rows) == [(2, ["name"], [ISLA.id])]
    assert list(ids(decided(HERE, *rows, same=True))) == [("isla", True), ("morag", True)]
    two = decided(HERE, *rows, same=False)
    assert [active for _, active in ids(two)] == [False, True, True]


def test_somebody_called_as_one_who_left_long_ago_is_asked_about() -> None:
    """However their names are typed; a part of a name alone means nothing then."""
    people = People([person("Łukasz O’Brien", active=False), MORAG])
    assert asked(people, row("O'Brien, Lukasz", at="lo"), row("Morag Bell", line=3)) == [(2, ["name"], ["łukasz"])]
    assert asked(people, row("Lukasz Other", at="lo"), row("Morag Bell", line=3)) == []


def test_what_leads_to_two_people_is_asked_about_by_column() -> None:
    """Isla's account under Morag's name and address; a key of the one with the account of the other."""
    people = People([replace(ISLA, ids={"slack": "U1"}, key="1"), replace(MORAG, key="2")])
    swapped = (row("Morag Bell", slack="U1"), row("Isla Reid", line=3))
    assert asked(people, *swapped)[0] == (2, ["slack_id", "email"], [ISLA.id, MORAG.id])
    keyed = (row("Morag Bell", key="2", slack="U1"), row("Isla Reid", line=3))
    assert asked(people, *keyed) == [(2, ["employee_id", "slack_id"], [MORAG.id, ISLA.id])]
    after = decided(people, *keyed, same=True, column="employee_id")
    assert [dict(each.ids) for each in after] == [{}, {"slack": "U1"}]


def test_a_question_stays_the_same_until_something_of_it_changes() -> None:
    """So that an answer is never taken for that of another; and its code tells nothing."""
    rows = (row("Abe Lang", at="isla"), row("Morag Bell", line=3))
    codes = [
        plan(people, rows).questions[0].code
        for people in (HERE, HERE, People([replace(ISLA, id=PersonId("other")), MORAG]))
    ]
    assert (codes[0] == codes[1], codes[0] == codes[2]) == (True, False)
    said = str(plan(HERE, rows).questions[0])
    assert [word for word in ("isla", "abe", "example.org") if word in said.casefold()] == []


def test_two_rows_are_never_decided_to_be_the_same_person() -> None:
    """The second stays a question."""
    rows = (row("Isla Reid", at="a"), row("Isla Reid", at="b", line=3), row("Morag Bell", line=4))
    questions = plan(HERE, rows).questions
    drawn = plan(HERE, rows, [Decision(code=q.code, same=True) for q in questions])
    assert [question.line for question in drawn.questions] == [3]


def test_while_something_is_asked_whom_it_may_be_stays_as_they_are() -> None:
    """Nobody leaves because of a question."""
    drawn = plan(HERE, [row("Isla Reid", at="reid"), row("Morag Bell", line=3)])
    assert (drawn.changes, drawn.unchanged, len(drawn.questions)) == ((), 1, 1)


def test_an_address_that_was_somebodys_before_is_asked_about() -> None:
    """It is theirs on a platform that is a day behind, or somebody else's by now; and they keep it as having been."""
    people = imported(People([person("Isla Reid", key="7")]), row("Isla Munro", at="munro", key="7"))
    (isla,) = people
    assert isla.former == ("isla@example.org",)
    rows = (row("Zoe Fox", at="isla"), row("Isla Munro", at="munro", key="7", line=3))
    assert asked(people, *rows) == [(2, ["email"], [isla.id])]
    assert [each.email for each in decided(people, *rows, same=False)] == ["munro@example.org", "isla@example.org"]


# -- how much ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("stay", "refused"), [(13, 0), (11, 0), (10, 1), (1, 1)])
def test_a_file_that_was_cut_is_too_much(stay: int, refused: int) -> None:
    """More than a tenth, and three people or more."""
    names = [f"{chr(97 + n) * 3} {chr(110 + n) * 4}" for n in range(13)]
    people = People([person(name) for name in names])
    drawn = plan(people, [row(name, line=n) for n, name in enumerate(names[:stay], 2)])
    assert len(list(drawn.too_much(LIMIT))) == refused


def test_a_closed_account_is_as_if_it_were_not_listed() -> None:
    """People whom it manages have nobody above them."""
    drawn = plan(HERE, [row("Isla Reid", manager="morag"), replace(row("Morag Bell", line=3), enabled=False)])
    after = carried_out(HERE, drawn)
    assert (list(ids(after)), after.get(ISLA.id)) == ([("isla", True), ("morag", False)], ISLA)
