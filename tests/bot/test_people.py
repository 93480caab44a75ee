"""Choice of the decision maker: line management, absence, conflicts of interest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import Absence, People, Person, PersonId, Role, is_email

TODAY = date(2026, 11, 24)


def person(
    name: str,
    manager: str | None = None,
    deputies: str = "",
    *,
    roles: frozenset[Role] = frozenset(),
    active: bool = True,
    back: date | None = None,
    email: str | None = None,
) -> Person:
    """Somebody whose id is their name, away until `back`."""
    return Person(
        id=PersonId(name),
        email=f"{name}@example.org" if email is None else email,
        name=name.title(),
        line_manager=PersonId(manager) if manager else None,
        deputies=tuple(map(PersonId, deputies.split())),
        roles=roles,
        active=active,
        absence=Absence(since=date(2026, 11, 1), back=back) if back else None,
    )


def house(
    *changed: Person,
    duty_manager: str | None = None,
    chair: str | None = None,
    appeal_decider: str | None = None,
    on_call: Iterable[tuple[date, str]] = (),
) -> People:
    """Isla reports to Morag, Morag to Donald; Fiona and Ewan stand in for Morag."""
    people = {
        p.id: p
        for p in (
            person("isla", "morag"),
            person("morag", "donald", "fiona ewan"),
            person("fiona", "donald"),
            person("ewan", "donald"),
            person("donald", roles=frozenset({Role.CHIEF_EXECUTIVE})),
            person("grace", "donald", roles=frozenset({Role.MANAGEMENT_TEAM})),
            person("duncan", "grace"),
            *changed,
        )
    }
    return People(
        people.values(),
        duty_manager_email=duty_manager,
        chair_email=chair,
        appeal_decider_email=appeal_decider,
        on_call_emails=on_call,
    )


def handler(people: People, who: str = "isla", *besides: str, day: date = TODAY) -> str | None:
    """Handler of this person's matters."""
    return people.who_handles(PersonId(who), day=day, besides=tuple(map(PersonId, besides)))


# -- who handles it ----------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.12.1-6")
def test_a_matter_goes_to_the_line_manager() -> None:
    """The person's own line manager, and nobody else."""
    assert handler(house()) == "morag"


@pytest.mark.requirement("R-1.12.1-6")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([person("morag", "donald", "fiona ewan", back=date(2026, 12, 1))], "fiona"),
        ([person("morag", "donald", "fiona ewan", active=False)], "fiona"),
        ([person("morag", "donald", "fiona ewan", email="")], "fiona"),
        ([person("morag", "donald", "fiona ewan", active=False), person("fiona", active=False)], "ewan"),
        ([person("morag", "donald", active=False)], "donald"),
    ],
)
def test_a_manager_who_is_not_there_is_stood_in_for(changed: list[Person], expected: str) -> None:
    """Away, left or unreachable: the deputies in their order, and then the manager's own manager."""
    assert handler(house(*changed)) == expected


@pytest.mark.parametrize(("day", "expected"), [(30, "fiona"), (1, "morag")])
def test_an_absence_ends_on_the_day_of_return(day: int, expected: str) -> None:
    """Away until, and not including, the day that they are back."""
    people = house(person("morag", "donald", "fiona", back=date(2026, 12, 1)))
    assert handler(people, day=date(2026, 11 if day == 30 else 12, day)) == expected


@pytest.mark.requirement("R-1.8-5")
def test_who_is_in_conflict_is_passed_by() -> None:
    """The reporter, the target, a witness and the proposer never decide."""
    assert handler(house(), "isla", "morag") == "fiona"
    assert handler(house(), "isla", "morag", "fiona", "ewan") == "donald"


@pytest.mark.requirement("R-1.8-5")
def test_what_a_manager_brings_goes_to_their_own_manager() -> None:
    """Had Morag proposed it herself, her own manager would decide: never she, never her deputies."""
    assert handler(house(), "morag") == "donald"


def test_nobody_handles_their_own_matter() -> None:
    """Also where somebody is named as a deputy of their own manager."""
    assert handler(house(person("morag", "donald", "isla fiona", active=False))) == "fiona"


def test_where_nobody_is_left_nobody_is_picked() -> None:
    """The management team is asked to name someone (model.md §3)."""
    assert handler(house(), "isla", "morag", "fiona", "ewan", "donald") is None
    assert handler(house(), "donald") is None
    assert handler(house(), "unknown") is None


def test_the_duty_manager_is_there_for_who_has_no_manager() -> None:
    """Somebody whom the directory does not know can report as well (R-1.12.1-1)."""
    assert handler(house(duty_manager="Grace@example.org"), "unknown") == "grace"


@pytest.mark.requirement("R-1.14.3-11")
def test_above_a_chief_executive_stands_the_chair_alone() -> None:
    """Without a chair, the management team names someone: no duty manager is put above them."""
    assert handler(house(duty_manager="grace@example.org"), "donald") is None
    assert handler(house(duty_manager="grace@example.org", chair="Isla@example.org"), "donald") == "isla"
    assert house(chair="isla@example.org").is_manager(PersonId("isla"))


@pytest.mark.requirement("R-1.8-7")
def test_appeals_are_for_the_chief_executive_and_else_for_whom_the_settings_name() -> None:
    """Never for the chair, a deputy, the duty manager or the management team by themselves."""
    donald, duncan = PersonId("donald"), PersonId("duncan")
    alone = house(duty_manager="grace@example.org", chair="isla@example.org")
    assert alone.who_decides_appeals(()) == donald
    assert alone.who_decides_appeals({donald}) is None
    named = house(appeal_decider="duncan@example.org")
    assert (named.who_decides_appeals(()), named.who_decides_appeals({donald})) == (donald, duncan)
    assert named.who_decides_appeals({donald, duncan}) is None
    assert [p.id for p in named if named.decides_appeals(p.id)] == [donald, duncan]
    assert (named.is_manager(duncan), alone.is_manager(duncan)) == (True, False)


@pytest.mark.requirement("R-1.8-7")
def test_an_appeal_waits_for_a_chief_executive_who_is_away_and_for_none_who_has_left() -> None:
    """An absence changes nothing."""
    chief = frozenset({Role.CHIEF_EXECUTIVE})
    away = house(person("donald", roles=chief, back=date(2027, 6, 1)), appeal_decider="duncan@example.org")
    assert away.who_decides_appeals(()) == PersonId("donald")
    left = house(person("donald", roles=chief, active=False), appeal_decider="duncan@example.org")
    assert left.who_decides_appeals(()) == PersonId("duncan")


def test_the_duty_manager_is_the_last_to_be_asked() -> None:
    """Line management comes first, and the duty manager's own matters go elsewhere."""
    people = house(duty_manager="grace@example.org")
    assert list(people.chain(PersonId("isla"))) == ["morag", "fiona", "ewan", "donald", "grace"]
    assert list(people.chain(PersonId("grace"))) == ["donald"]
    assert list(people.chain(PersonId("duncan"))) == ["grace", "donald"]


def test_an_unknown_duty_manager_is_nobody() -> None:
    """An address that the directory does not know leads to nobody."""
    assert handler(house(duty_manager="nobody@example.org"), "unknown") is None


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), st.booleans()),
    ),
    st.sampled_from("abcdef"),
    st.sets(st.sampled_from("abcdef")),
)
def test_however_people_are_related_nobody_decides_who_may_not(
    related: dict[str, tuple[str, list[str], bool]], who: str, besides: set[str]
) -> None:
    """Circles, gaps and leavers included: never the person, never who is barred, never who is not there."""
    people = People(
        person(name, manager, " ".join(deputies), active=active)
        for name, (manager, deputies, active) in related.items()
    )
    chain = list(people.chain(PersonId(who)))
    assert who not in chain
    assert len(chain) == len(set(chain))
    found = people.who_handles(PersonId(who), day=TODAY, besides={PersonId(b) for b in besides})
    assert found is None or (found not in besides and people.can_act(found, TODAY))


# -- roles -------------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize(
    ("who", "expected"),
    [("isla", False), ("morag", True), ("fiona", True), ("grace", True), ("donald", True), ("unknown", False)],
)
def test_managers_are_who_lead_or_stand_in(who: str, expected: bool) -> None:
    """Managers, their deputies, and the management team."""
    assert house().is_manager(PersonId(who)) is expected


def test_who_has_left_is_no_manager() -> None:
    """The directory may still list them as one."""
    assert not house(person("morag", "donald", active=False)).is_manager(PersonId("morag"))


def test_the_duty_manager_is_a_manager() -> None:
    """Also without anybody to manage."""
    assert house(duty_manager="isla@example.org").is_manager(PersonId("isla"))


def test_the_chief_executive_belongs_to_the_management_team() -> None:
    """Without those who are named, and without those who have left."""
    gone = person("alan", roles=frozenset({Role.MANAGEMENT_TEAM}), active=False)
    people = house(gone)
    assert people.management_team() == ("grace", "donald")
    assert people.management_team(besides={PersonId("grace")}) == ("donald",)
    assert people.holding(Role.MANAGEMENT_TEAM) == ("grace",)


@pytest.mark.parametrize(("who", "expected"), [("fiona", True), ("isla", False), ("morag", False)])
def test_the_management_team_can_name_a_manager_without_a_conflict(who: str, expected: bool) -> None:
    """Somebody who may decide, and is there."""
    assert house().may_be_named(PersonId(who), besides={PersonId("morag")}, day=TODAY) is expected


# -- finding people ----------------------------------------------------------------------------------


def test_people_are_found_by_what_is_known_of_them() -> None:
    """By id, by address in any case, by Slack id."""
    isla = Person(id=PersonId("p1"), email="isla@example.org", name="Isla Reid", ids={"slack": "U1"})
    people = People([isla])
    assert people.get(PersonId("p1")) is isla
    assert people.by_email(" Isla@Example.org ") is isla
    assert people.known_as("slack", "U1") is isla
    assert (people.get(None), people.by_email(""), people.known_as("slack", "U2")) == (None, None, None)
    assert (isla.first_name, people.name(PersonId("p1")), len(people)) == ("Isla", "Isla Reid", 1)


def test_a_name_is_never_empty() -> None:
    """A stranger still has something to be called."""
    assert People([]).name(PersonId("p9")) == "Somebody who has left"
    assert Person(id=PersonId("p1"), email="", name=" ").first_name == "Somebody"


@pytest.mark.parametrize(
    "text", ["isla@example.org", "isla@localhost", "i.reid+x@mail.example.co.uk", "örs@bücher.example"]
)
def test_an_address_is_accepted(text: str) -> None:
    """Plain addresses, in every script."""
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    ["", "isla", "isla@", "@example.org", "a b@example.org", "a@b@example.org", "a@example.org\n",
     "Isla <isla@example.org>", "a@example.org,b@example.org", "a@example.org;b@example.org", "a\u202e@example.org",
     "x" * 250 + "@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    """One address, without a name around it and without anything hidden in it."""
    assert not is_email(text)


TUESDAY = date(2026, 11, 24)


def absence(first: int, back: int) -> Absence:
    """From this day of December until another."""
    return Absence(since=date(2026, 12, first), back=date(2026, 12, back))


def test_two_absences_do_not_become_a_long_one() -> None:
    """Somebody away on two days is at work between them; what touches is one, and what is over is forgotten."""
    isla = Person(id=PersonId("isla"), email="isla@example.org", name="Isla", absence=absence(1, 2))
    away = isla.away(absence(20, 22), TUESDAY)
    assert (away.absence, away.later) == (absence(1, 2), (absence(20, 22),))
    assert [day for day in range(1, 31) if away.is_away(date(2026, 12, day))] == [1, 20, 21]
    assert away.back_after(date(2026, 12, 20)) == date(2026, 12, 22)
    joined = away.away(absence(2, 5), TUESDAY).away(absence(18, 21), TUESDAY)
    assert (joined.absence, joined.later) == (absence(1, 5), (absence(18, 22),))
    assert joined.away(absence(24, 25), date(2026, 12, 10)).absence == absence(18, 22)


def test_being_away_from_today_leaves_what_is_ahead() -> None:
    """Saying until when, saying another day, and saying that one is here."""
    ahead = Person(id=PersonId("isla"), email="isla@example.org", name="Isla", absence=absence(20, 22))
    away = ahead.away_until(date(2026, 12, 1), TUESDAY)
    assert away.absence == Absence(since=TUESDAY, back=date(2026, 12, 1))
    assert away.away_until(date(2026, 11, 26), TUESDAY).absence == Absence(since=TUESDAY, back=date(2026, 11, 26))
    assert away.away_until(None, TUESDAY) == ahead
    assert away.away_until(date(2026, 12, 21), TUESDAY).absence == Absence(since=TUESDAY, back=date(2026, 12, 22))


# -- who names somebody --------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.8-5")
@pytest.mark.parametrize(
    ("besides", "names"),
    [
        ("", ["grace", "donald"]),
        ("grace", ["donald"]),
        ("grace donald", ["chair"]),
        ("grace donald chair", ["duty"]),
        ("grace donald chair duty", []),
    ],
)
def test_where_the_team_is_in_conflict_the_chair_names_and_then_the_duty_manager(
    besides: str, names: list[str]
) -> None:
    """One of them alone, and nobody whom it concerns."""
    people = house(person("chair"), person("duty"), chair="chair@example.org", duty_manager="duty@example.org")
    assert names == list(people.who_names([PersonId(p) for p in besides.split()]))


def test_who_has_left_or_cannot_be_reached_names_nobody() -> None:
    """Then it is the next one."""
    team = [PersonId("grace"), PersonId("donald")]
    gone, duty = person("chair", active=False), person("duty")
    left = house(gone, duty, chair="chair@example.org", duty_manager="duty@example.org")
    assert (PersonId("duty"),) == left.who_names(team)
    assert house().who_names(team) == ()
    assert left.names_where_the_team_cannot(PersonId("duty"))
    assert not left.names_where_the_team_cannot(PersonId("grace"))


# -- on call -----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.9.4-1")
@pytest.mark.parametrize(
    ("day", "besides", "expected"),
    [
        (date(2026, 11, 1), (), "grace"),
        (date(2026, 11, 2), (), "duncan"),
        (date(2026, 11, 9), (), "isla"),
        (date(2027, 3, 1), (), "isla"),
        (date(2026, 11, 9), ("isla",), "grace"),
        (date(2026, 11, 9), ("isla", "grace"), None),
    ],
)
def test_who_is_on_call(day: date, besides: tuple[str, ...], expected: str | None) -> None:
    """The one whose turn it is; the duty manager before the first turn, and instead of somebody barred."""
    turns = ((date(2026, 11, 2), "duncan@example.org"), (date(2026, 11, 9), "isla@example.org"))
    found = house(duty_manager="grace@example.org", on_call=turns)
    assert found.on_call(day, besides=[PersonId(each) for each in besides]) == expected
    assert found.is_manager(PersonId("isla"))
