"""How fast each platform is written to, by all replicas together: a row for each place, held for as long as it takes.

When messages went says which of them went to the same person: so the row is covered, and so is the place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.pace import Turn, Window, next_turn
from storage.context import StoreContext
from storage.session import Session
from storage.tables import pace

_SECOND = 1_000_000
_HOUR = 3600 * _SECOND
#: The step in which the length of what is kept is seen, in bytes: most places look alike.
_STEP = 256

_MAKE = upsert(pace).on_conflict_do_nothing()
_READ = select(pace.c.kept).where(pace.c.id == bindparam("id"))
_HOLD = _READ.with_for_update()
_KEPT: dict[str, Any] = {"kept": bindparam("kept"), "until": bindparam("until")}
_KEEP = upsert(pace).values(id=bindparam("id"), **_KEPT).on_conflict_do_update(index_elements=["id"], set_=_KEPT)
_PRUNE = delete(pace).where(pace.c.until <= bindparam("now"))


class Paces:
    """The places, inside one unit of work. `now` is a stamp; what is kept are stamps as well."""

    def __init__(self, session: Session, context: StoreContext, now: int) -> None:
        self._session = session
        self._vault = context.vault
        self._now = now

    def turn(self, place: str, windows: Sequence[Window], *, heeds: str, patience: float) -> Turn:
        """The next turn in a place; taken unless the one that it `heeds` is quiet, or it is further than `patience`.

        Whoever asks at the same time waits for as long as this unit of work takes.
        """
        row = self._session.one(_READ, {"id": self._id(heeds)})
        _, quiet = self._read(heeds, row[0] if row else "")
        if quiet > self._now:
            return Turn(quiet=(quiet - self._now) / _SECOND)
        if not windows:
            return Turn()
        taken, quiet = self._held(place)
        at = next_turn([each / _SECOND for each in taken], windows, self._now / _SECOND)
        wait = max(at - self._now / _SECOND, 0.0)
        if wait <= patience:
            of_interest = round(max(window.seconds for window in windows) * _SECOND)
            then = self._now + round(wait * _SECOND)
            taken = [each for each in taken if each > self._now - of_interest]
            self._keep(place, [*taken, then], quiet, then + of_interest)
        return Turn(wait=wait)

    def quiet(self, place: str, seconds: float) -> None:
        """Leave a place alone for so long."""
        taken, until = self._held(place)
        until = max(until, self._now + round(seconds * _SECOND))
        self._keep(place, taken, until, max([until, *taken]))

    def prune(self) -> int:
        """Remove what is of no interest any more. Returns how many places."""
        return self._session.run(_PRUNE, {"now": self._now})

    def _held(self, place: str) -> tuple[list[int], int]:
        """When messages went there, and until when it is quiet; nobody else changes it until the end."""
        id_ = self._id(place)
        self._session.run(_MAKE, {"id": id_, "kept": "", "until": self._now})
        row = self._session.one(_HOLD if not self._session.alone else _READ, {"id": id_})
        assert row is not None  # it was made, or was there
        return self._read(place, row[0])

    def _read(self, place: str, kept: str) -> tuple[list[int], int]:
        if not kept:
            return [], 0
        first, *steps, quiet = json.loads(self._vault.uncover(kept, "pace", self._id(place)))
        taken = [first] if first is not None else []
        for step in steps:
            taken.append(taken[-1] + step)
        return taken, quiet

    def _keep(self, place: str, taken: Sequence[int], quiet: int, until: int) -> None:
        steps = [after - before for before, after in pairwise(taken)]
        text = json.dumps([taken[0] if taken else None, *steps, quiet], separators=(",", ":"))
        id_ = self._id(place)
        kept = self._vault.cover(text, "pace", id_, step=_STEP)
        self._session.run(_KEEP, {"id": id_, "kept": kept, "until": until - until % -_HOUR})

    def _id(self, place: str) -> str:
        return self._vault.blind("pace", place)
