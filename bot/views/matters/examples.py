"""Examples of a manager's matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.chat.cards import Card
from bot.chat.forms import Form
from bot.ports import Summary
from bot.records.base import RecordId
from bot.views.context import Context
from bot.views.examples import people
from bot.views.matters import dialogs as views
from bot.views.matters.dialogs import Matter, Part


def _morag() -> Context:
    return people.context(people.MORAG)


def _matter(ref: str, kind: str, state: str, *, days: int | None = None, closed: bool = False) -> Matter:
    row = Summary(
        id=RecordId(f"id-{ref}"),
        ref=ref,
        kind=kind,
        state=state,
        parent=None,
        created_at=people.NOW - timedelta(days=30),
        due=None if days is None else people.NOW + timedelta(days=days),
        is_open=not closed,
        closed_at=people.NOW if closed else None,
    )
    return Matter(row=row, opens=not ref.endswith("9"))


def _parts() -> dict[Part, list[Matter]]:
    reports = [_matter(f"EC-00{n:02}", "ended_contact", "submitted") for n in range(1, 8)]
    return {
        Part.WITH_ME: [*reports, _matter("PD-0003", "police", "opened")],
        Part.IN_FORCE: [
            _matter("RS-0007", "restriction", "active", days=60),
            _matter("RS-0009", "restriction", "active", days=-3),
            _matter("RS-0010", "restriction", "suspended"),
        ],
        Part.DECIDED: [_matter("RS-0006", "restriction", "not_approved", closed=True)],
        Part.CLOSED: [],
    }


EXAMPLES: Mapping[str, Callable[[], Card | Form]] = {
    "matters/mine": lambda: views.overview(_parts(), _morag()),
    "matters/none": lambda: views.overview({part: [] for part in Part}, _morag()),
    "matters/one part": lambda: views.part(Part.WITH_ME, _parts()[Part.WITH_ME], _morag(), start=0, most=4),
    "matters/find": lambda: views.find({}, (people.TODAY,), _morag()),
    "matters/found": lambda: views.found(_parts()[Part.IN_FORCE], _morag(), most=2),
    "matters/found nothing": lambda: views.found((), _morag(), most=2),
}
