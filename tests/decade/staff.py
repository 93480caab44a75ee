"""The people of the organisation as its own list has them, and how that changes."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bot.directory import Row
from bot.people import Role

_FIRST = ("Ann", "Bea", "Cal", "Dee", "Eli", "Fay", "Gus", "Hal", "Ivy", "Jon", "Kit", "Lou", "Mo", "Ned", "Una")
_LAST = ("Reid", "Bell", "Muir", "Kerr", "Lang", "Shaw", "Orr", "Tait", "Boyd", "Hogg", "Ross", "Fyfe", "Eadie")
#: How many one manager has.
_TEAM = 9
CHIEF = "chief@example.org"
#: Stands above the chief executive, and who handles what has no manager.
CHAIR, DUTY = "chair@example.org", "duty@example.org"


class Staff:
    """Everybody in four tiers: the chief executive, the management team, managers, and their teams."""

    def __init__(self, random: Random, size: int) -> None:
        self._random, self._next = random, 0
        self.tier: dict[str, int] = {}
        self.rows: list[Row] = []
        self.left: list[Row] = []
        self._fixed(CHIEF, Role.CHIEF_EXECUTIVE)
        self._fixed(CHAIR, Role.BOARD)
        self._fixed(DUTY)
        teams = max(2, size // _TEAM)
        for tier, many in ((1, max(2, teams // 6)), (2, teams), (3, size - teams - max(2, teams // 6) - 3)):
            for _ in range(many):
                self.joins(tier)
        for role in (Role.RECORDS_ADMIN, Role.PHONE_HANDLER, Role.WEB_MONITOR, Role.HEALTH_AND_SAFETY):
            self._is_given(role)
            self._is_given(role)

    def _fixed(self, address: str, *roles: Role) -> None:
        self.tier[address] = 0
        self._adds(address, address.partition("@")[0].capitalize() + " Head", None, roles)

    def _is_given(self, role: Role) -> None:
        row = self._anybody(3)
        self._replaced(row, roles=row.roles | {role})

    # -- what happens ---------------------------------------------------------------------------------

    def joins(self, tier: int = 3) -> None:
        """Add a new colleague."""
        name = f"{self._random.choice(_FIRST)} {self._random.choice(_LAST)}"
        address = f"{name.replace(' ', '.').casefold()}{self._next}@example.org"
        self.tier[address] = tier
        roles = (Role.MANAGEMENT_TEAM,) if tier == 1 else ()
        self._adds(address, name, self._above(tier), roles, self._deputies(tier))

    def leaves(self) -> None:
        """Remove a colleague; their team gets another manager at once, or has none for a while."""
        row = self._anybody(self._random.choice((1, 2, 3, 3, 3, 3)))
        if sum(self.tier[each.email] == self.tier[row.email] for each in self.rows) < 3:
            return
        self.rows.remove(row)
        self.left.append(row)
        another = self._above(self.tier[row.email] + 1) if self._random.random() < 0.7 else None
        for each in list(self.rows):
            if row.email in (each.line_manager, *each.deputies):
                manager = another if each.line_manager == row.email else each.line_manager
                deputies = tuple(d for d in each.deputies if d != row.email)
                self._replaced(each, line_manager=manager, deputies=deputies)

    def comes_back(self) -> None:
        """Bring back a colleague who had left."""
        if self.left:
            row = self.left.pop(self._random.randrange(len(self.left)))
            self.rows.append(replace(row, line_manager=self._above(self.tier[row.email]), deputies=()))

    def moves(self) -> None:
        """Give a colleague another manager."""
        row = self._anybody(self._random.choice((2, 3)))
        self._replaced(row, line_manager=self._above(self.tier[row.email]))

    def marries(self) -> None:
        """Give a colleague another name, and an address to match."""
        row = self._anybody(3)
        name = f"{row.name.split()[0]} {self._random.choice(_LAST)}"
        self._next += 1
        address = f"{name.replace(' ', '.').casefold()}.{self._next}@example.org"
        self.tier[address] = 3
        self._replaced(row, name=name, email=address)

    def is_reachable_otherwise(self) -> None:
        """Give a colleague an account on the other platform."""
        row = self._anybody(self._random.choice((1, 2, 3)))
        self._replaced(row, ids=self._accounts())

    def is_promoted(self) -> None:
        """A role comes or goes."""
        row = self._anybody(3)
        role = self._random.choice((Role.PHONE_HANDLER, Role.WEB_MONITOR, Role.RECORDS_ADMIN))
        others = sum(role in each.roles for each in self.rows if each is not row)
        if role not in row.roles or others:
            self._replaced(row, roles=row.roles ^ {role})

    def cut(self) -> list[Row]:
        """A list that ends too early."""
        return [replace(row, line_manager=None, deputies=()) for row in self.rows[: len(self.rows) // 2]]

    # -- the rows -------------------------------------------------------------------------------------

    def _anybody(self, tier: int) -> Row:
        return self._random.choice([row for row in self.rows if self.tier[row.email] == tier])

    def _above(self, tier: int) -> str | None:
        above = [row.email for row in self.rows if self.tier[row.email] == tier - 1 and row.email not in (CHAIR, DUTY)]
        return self._random.choice(above) if above else None

    def _deputies(self, tier: int) -> tuple[str, ...]:
        peers = [row.email for row in self.rows if self.tier[row.email] == tier]
        return tuple(self._random.sample(peers, min(2, len(peers)))) if tier in (1, 2) else ()

    def _accounts(self) -> dict[str, str]:
        self._next += 1
        both = {"slack": f"U0{self._next:08d}", "teams": f"00000000-0000-4000-8000-{self._next:012d}"}
        chosen = self._random.choice((("slack",), ("slack",), ("teams",), ("teams",), ("slack", "teams")))
        return {name: both[name] for name in chosen}

    def _adds(
        self, email: str, name: str, above: str | None, roles: tuple[Role, ...], deputies: tuple[str, ...] = ()
    ) -> None:
        ids = self._accounts()
        self.rows.append(
            Row(
                line=0,
                email=email,
                name=name,
                line_manager=above,
                deputies=deputies,
                roles=frozenset(roles),
                ids=ids,
                key=f"k{self._next}",
            )
        )

    def _replaced(self, row: Row, **facts: object) -> None:
        self.rows[self.rows.index(row)] = changed = replace(row, **facts)  # type: ignore[arg-type] # by name
        if changed.email != row.email:
            for each in list(self.rows):
                if row.email in (each.line_manager, *each.deputies):
                    manager = changed.email if each.line_manager == row.email else each.line_manager
                    deputies = tuple(changed.email if d == row.email else d for d in each.deputies)
                    self.rows[self.rows.index(each)] = replace(each, line_manager=manager, deputies=deputies)
