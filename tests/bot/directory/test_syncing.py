"""A service's answer becomes the directory: fields it does not give stay, and too large a change waits for somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app.platforms import PLATFORMS
from bot.directory import Limit, syncing, undo
from bot.directory.sources import Member, Read
from bot.directory.syncing import Drawn, Outcome
from bot.people import Person, Role
from bot.ports import UnitOfWork
from tests.bot.directory.acting import loads, rows
from tests.bot.house import House

CHAT = PLATFORMS[0]
SILENT = frozenset({"deputies", "roles", "time_zone", "ids"})
LIMIT = Limit(percent=10, least=3)
ANN = Member(id="U0ANN", name="Ann Zeta", email="ann@example.org", manager="U0BEA")
BEA = Member(id="U0BEA", name="Bea Yota", email="bea@example.org")


def read(*members: Member, silent: frozenset[str] = SILENT, **more: object) -> Read:
    """Reading of the service."""
    return Read(platform=CHAT, members=members, silent=silent, **more)  # type: ignore[arg-type] # by name


def sync(house: House, said: Read, *, accept: bool = True) -> Drawn:
    """Take it over."""
    return house.run(lambda uow: syncing.sync("chat", said, uow, LIMIT, accept=accept))


def person(house: House, id_: str) -> Person:
    """Somebody by their id in the service."""
    found = house.run(lambda uow: uow.people.known_as(CHAT.name, id_))
    assert found is not None
    return found


def outcome(house: House) -> Outcome | None:
    """Outcome of the last reading."""
    last = house.run(syncing.last)
    return last.outcome if last else None


def test_people_and_their_managers_come_by_id(house: House) -> None:
    """A manager is named by their id or by their address; one who is nobody here, or oneself, is none."""
    cal = Member(id="U0CAL", name="Cal Xant", manager="BEA@example.org")
    dot = Member(id="U0DOT", name="Dot Wxyz", manager="U0GONE")
    sync(
        house,
        read(
            ANN,
            replace(BEA, manager="U0BEA"),
            cal,
            dot,
            replace(dot, id="no id"),
            replace(ANN, id="U0X", enabled=False),
        ),
    )
    bea = person(house, "U0BEA")
    assert [person(house, m.id).line_manager for m in (ANN, cal, BEA, dot)] == [bea.id, bea.id, None, None]
    assert house.run(lambda uow: [p.name for p in uow.people if p.active and p.listed]) == [
        "Ann Zeta", "Bea Yota", "Cal Xant", "Dot Wxyz",
    ]  # fmt: skip


def test_what_the_service_does_not_say_stays(house: House) -> None:
    """Roles and deputies as a file gave them; and the address, where none is confirmed today."""
    sync(house, read(ANN, BEA))
    ann = replace(person(house, "U0ANN"), roles=frozenset({Role.RECORDS_ADMIN}), deputies=(person(house, "U0BEA").id,))
    house.run(lambda uow: uow.directory.put(ann))
    sync(house, read(replace(ANN, email=""), BEA))
    assert person(house, "U0ANN") == ann
    sync(house, read(ANN, BEA, silent=SILENT - {"roles"}, roles={"U0BEA": frozenset({Role.CHIEF_EXECUTIVE})}))
    assert [person(house, id_).roles for id_ in ("U0ANN", "U0BEA")] == [frozenset(), {Role.CHIEF_EXECUTIVE}]


def test_what_is_too_much_is_not_carried_out_and_noted(house: House) -> None:
    """Until somebody says that it is right; undo takes it back."""
    before = house.run(lambda uow: list(uow.people))
    assert sync(house, read(ANN, BEA), accept=False).outcome[0] is Outcome.TOO_MUCH
    assert (house.run(lambda uow: list(uow.people)), outcome(house)) == (before, Outcome.TOO_MUCH)
    sync(house, read(ANN, BEA))
    assert outcome(house) is Outcome.DONE
    house.run(undo)
    assert {p.id: p.active for p in house.run(lambda uow: list(uow.people))} == {p.id: p.active for p in before}


@pytest.mark.parametrize(
    ("said", "came"),
    [
        (read(replace(BEA, manager="U0ANN"), ANN), Outcome.PROBLEMS),
        (read(ANN, replace(BEA, email="ann@example.org")), Outcome.PROBLEMS),
        (read(replace(ANN, id="U0NEW", name="Abe Zeta"), BEA), Outcome.QUESTIONS),
    ],
)
def test_what_somebody_has_to_look_at_changes_nothing(house: House, said: Read, came: Outcome) -> None:
    """A circle of managers, an address of two, and an account that may be another person's."""
    sync(house, read(replace(ANN, manager=""), BEA))
    before = house.run(lambda uow: list(uow.people))
    sync(house, said)
    assert (house.run(lambda uow: list(uow.people)), outcome(house)) == (before, came)


def test_a_reading_goes_on_where_the_last_one_ended(house: House) -> None:
    """Changes are laid over the known people; members who are gone have left."""
    sync(house, read(ANN, BEA, mark="one"))
    assert house.run(lambda uow: syncing.mark("chat", uow)) == "one"
    cal = Member(id="U0CAL", name="Cal Xant", email="cal@example.org", manager="U0ANN")
    drawn = sync(house, read(cal, replace(BEA, name="Bea Yotason"), mark="two", gone=frozenset()))
    assert [(row.name, row.line_manager) for row in drawn.rows] == [
        ("Ann Zeta", "U0BEA"), ("Bea Yotason", None), ("Cal Xant", "U0ANN"),
    ]  # fmt: skip
    sync(house, read(mark="three", gone=frozenset({"U0CAL"})))
    assert [person(house, m.id).active for m in (ANN, BEA, cal)] == [True, True, False]
    assert house.run(lambda uow: syncing.mark("chat", uow)) == "three"


@pytest.mark.parametrize("by", ["import", "undo", "week", "source"])
def test_everybody_is_read_again_where_going_on_would_miss_something(house: House, by: str) -> None:
    """After an import or an undo, after a week, and from another source."""
    sync(house, read(replace(ANN, manager=""), BEA))
    sync(house, read(ANN, BEA, mark="one"))
    if by == "import":
        loads(house, rows(house.run(lambda uow: uow.people))[:1])
    elif by == "undo":
        house.run(undo)
    elif by == "week":
        house.clock.at += timedelta(days=7)
    assert house.run(lambda uow: syncing.mark("other" if by == "source" else "chat", uow)) == ""


def test_a_plan_that_waits_keeps_the_mark(house: House) -> None:
    """A change that was not carried out is read again."""
    sync(house, read(ANN, BEA, mark="one"))

    def waits(uow: UnitOfWork) -> str:
        said = read(replace(ANN, id="U0NEW", name="Abe Zeta"), mark="two", gone=frozenset())
        syncing.sync("chat", said, uow, LIMIT)
        return syncing.mark("chat", uow)

    assert house.run(waits) == "one"


def test_a_sketch_is_good_while_nothing_has_changed(house: House) -> None:
    """It is drawn outside of any unit of work; what was changed or decided meanwhile draws it anew."""
    sync(house, read(ANN, BEA))
    said = read(ANN, replace(BEA, name="Bea Alpha"))
    sketch = syncing.sketch(said, house.run(syncing.known))
    used = house.run(lambda uow: syncing.drawn(said, uow, LIMIT, (), sketch))
    assert used.rows is sketch.rows
    house.away(person(house, "U0ANN").id)
    anew = house.run(lambda uow: syncing.sync("chat", said, uow, LIMIT, sketched=sketch))
    assert anew.rows is not sketch.rows
    assert person(house, "U0ANN").absence is not None
    assert person(house, "U0BEA").name == "Bea Alpha"
