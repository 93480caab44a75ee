"""The people of the benchmark: teams of the same shape, each with a manager."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from bot.people import Person, PersonId, Role

TEAMS = 100
#: Size of a team: the manager and those who report.
TEAM_SIZE = 10

#: A Tuesday in mid-morning: outside quiet hours, so that no message is held back.
MORNING = datetime(2026, 11, 24, 10, tzinfo=UTC)


class Clock:
    """A clock that runs on from the moment to which it is set."""

    def __init__(self, start: datetime = MORNING) -> None:
        self._ahead = start - datetime.now(UTC)

    def now(self) -> datetime:
        """The moment."""
        return datetime.now(UTC) + self._ahead

    def move(self, by: timedelta) -> None:
        """Move the clock forwards or back."""
        self._ahead += by


def team(number: int) -> tuple[Person, ...]:
    """One team, its manager first; the next team's manager stands in."""
    manager, deputy, head = (_id(f"{n}.0") for n in (number, (number + 1) % TEAMS, -1))
    return tuple(
        Person(
            id=_id(f"{number}.{n}"),
            email=f"person{n}.team{number}@example.org",
            name=f"Person{n} of Team{number}",
            line_manager=manager if n else head,
            deputies=() if n else (deputy,),
            ids={"slack": slack_id(number, n), "teams": teams_id(number, n)},
        )
        for n in range(TEAM_SIZE)
    )


def everybody() -> Sequence[Person]:
    """All teams, and the head of all managers."""
    head = Person(
        id=_id("-1.0"),
        email="head@example.org",
        name="Head of Housing",
        ids={"slack": "UHEAD", "teams": teams_id(-1, 0)},
        roles=frozenset({Role.MANAGEMENT_TEAM}),
    )
    return [head, *(person for number in range(TEAMS) for person in team(number))]


def slack_id(number: int, n: int) -> str:
    """Slack id of a member of a team."""
    return f"UTEAM{number:03d}P{n}"


def teams_id(number: int, n: int) -> str:
    """Entra object id of a member of a team."""
    return str(UUID(_id(f"{number}.{n} in Teams")))


def reporters(id_: Callable[[int, int], str] = slack_id) -> Sequence[str]:
    """Ids of all who report, a member of each team in turn."""
    return [id_(number, n) for n in range(1, TEAM_SIZE) for number in range(TEAMS)]


def _id(name: str) -> PersonId:
    return PersonId(sha256(name.encode()).hexdigest()[:32])
