"""A rehearsal of requests to see what is held: everybody in the matrix asks; nothing is missed, nothing let out.

`python -m tests.rehearsal` prints the figures. In that world each text that anybody typed holds a word of its own, by
which it is known wherever it stands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from adapters.calendar import BankHolidays
from bot.app.platforms import PLATFORMS
from bot.chat.events import Value
from bot.flows.documents import pages
from bot.policy import Policy
from bot.ports import Ticket, UnitOfWork
from bot.records.base import Record, RecordId
from bot.records.individual import Individual
from bot.records.said import Said
from bot.records.subject_access.record import LEFT_OUT, SubjectAccess
from bot.topics import WHOLE
from bot.upkeep import gather
from bot.views.documents.masking import texts
from tests.bot.house import House
from tests.bot.matrix.cast import CAST, CHIEF, KEEPER, TEAM
from tests.bot.matrix.reading import canaries, individuals, strings
from tests.bot.matrix.stories import build
from tests.bot.matrix.values import TODAY
from tests.bot.matrix.world import MatrixWorld

#: Support of staff, which is about whoever asked for it alone; and what holds no words of anybody.
_PRIVATE = ("debrief", "time_away", "support_request")
#: Why a restriction was suspended stands in the appeal, which is its decider's alone.
APART = ("pause", "heard")
_WORDLESS = ("erased", "retention", "quarter", "subject_access")


@dataclass
class Figures:
    """What came of all requests."""

    asked: int = 0
    records: int = 0
    parts: int = 0
    left_out: int = 0
    #: Texts of the world that stand in what went out, or in a part that is listed as left out.
    words: int = 0
    missed: list[str] = field(default_factory=list)
    let_out: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = (
            f"{self.asked} people asked; {self.records} records found in {self.parts} parts, {self.left_out} left out.",
            f"{self.words} texts about them were looked for: {len(self.missed)} missed, {len(self.let_out)} let out.",
        )
        return "\n".join((*lines, *self.missed, *self.let_out))


def rehearse(world: MatrixWorld, whom: Iterable[str]) -> Figures:
    """Each of these asks: an individual by their reference, a colleague by their id."""
    figures, everything = Figures(), world.house.run(_everything)
    for each in whom:
        _asks(world, each, everything, figures)
    return figures


def everybody(world: MatrixWorld) -> list[str]:
    """All individuals who are known in the world, and all who work there but who sees to it."""
    known = [each for each in world.individuals if world.house.run(partial(_is_known, typed=each))]
    return [*known, *(person.id for person in CAST if person.id not in (KEEPER, TEAM))]


def _is_known(uow: UnitOfWork, typed: str) -> bool:
    return bool(uow.records.clued(Individual, Said.of(typed).asks()))


def _asks(world: MatrixWorld, subject: str, everything: Mapping[str, Record], figures: Figures) -> None:
    house, is_staff = world.house, subject not in world.individuals
    who: dict[str, Value] = {"staff": (subject,)} if is_staff else {"reference": subject}
    common: dict[str, Value] = {"received_on": TODAY, "known_by": "Came in person."}
    values = {"who": "staff" if is_staff else "individual", **who, **common}
    about = world.made("subject_access", KEEPER, "subject_access.begin", values)
    while house.run(gather):
        pass
    world.sends(KEEPER, "subject_access.ask", {"second": (CHIEF if subject == TEAM else TEAM,)}, about)
    world.sends(TEAM, "subject_access.look", {"agrees": "yes"}, about)
    ticket = Ticket(person=KEEPER, about=RecordId(about), act="subject_access.pdf")
    token = house.run(lambda uow: uow.tickets.issue(ticket, minutes=5))
    sheet = house.run(partial(pages.content, token, WHOLE)).sheet
    request = house.record(about, SubjectAccess)
    _judge(world, subject, request, "\n".join(texts(sheet.blocks)), everything, figures)
    world.sends(KEEPER, "subject_access.refuse", {"words": "A rehearsal."}, about)


def _judge(
    world: MatrixWorld,
    subject: str,
    request: SubjectAccess,
    shown: str,
    everything: Mapping[str, Record],
    figures: Figures,
) -> None:
    """Hold what goes out against what the records themselves say, found without any index."""
    theirs = set(_theirs(world, subject, everything))
    found = {piece.record for piece in request.pieces}
    left_out = {piece.record for piece in request.pieces if piece.fate in LEFT_OUT}
    figures.asked += 1
    figures.records += len(found)
    figures.parts += len(request.pieces)
    figures.left_out += sum(piece.fate in LEFT_OUT for piece in request.pieces)
    figures.missed += [f"{subject}: {everything[id_].ref} is missed" for id_ in sorted(theirs - found)]
    stands = canaries(shown)
    allowed = _typed(everything[id_] for id_ in theirs - left_out)
    figures.words += len(allowed)
    figures.missed += [
        f"{subject}: {' '.join(each)} is missed" for each in sorted(allowed - stands) if each[1] not in APART
    ]
    figures.let_out += [f"{subject}: {' '.join(each)}" for each in sorted(stands - allowed)]
    figures.let_out += [f"{subject}: the name of {name}" for name in _others(subject) if name in shown]
    others = individuals(shown) - {subject}
    figures.let_out += [f"{subject}: {other}" for other in sorted(others) if subject not in world.individuals]


def _typed(records: Iterable[Record]) -> set[tuple[str, str]]:
    """Every text that anybody typed into these."""
    return canaries("\n".join(text for record in records for text in strings(record)))


def _others(subject: str) -> Iterator[str]:
    return (person.name for person in CAST if person.id != subject)


def _everything(uow: UnitOfWork) -> dict[str, Record]:
    """Every record there is."""
    kinds = [kind.kind for kind in uow.records.kinds if kind.kind not in (*_WORDLESS, "individual")]
    rows = uow.records.register(kinds, limit=10_000)
    return {row.id: record for row in rows if (record := uow.records.peek(row.id)) is not None}


def _theirs(world: MatrixWorld, subject: str, everything: Mapping[str, Record]) -> Iterator[str]:
    """The records about somebody: those that say so anywhere, and for an individual what belongs to them."""
    person = next((each for each in CAST if each.id == subject), None)
    if person is not None:
        words = person.name.split()
        for id_, record in everything.items():
            said = [text for text in strings(record) if type(text) is str]
            if person.id in said or any(word in text.split() for text in said for word in words):
                yield id_
        return
    row = world.rows[world.individuals[subject]]
    root = _root(everything[row.id], everything)
    for id_, record in everything.items():
        if record.kind not in _PRIVATE and _root(record, everything).id == root.id:
            yield id_


def _root(record: Record, everything: Mapping[str, Record]) -> Record:
    above = everything.get(record.lookup or "") if record.kind == "appeal" else everything.get(record.parent or "")
    return record if above is None else _root(above, everything)


def made(folder: Path) -> MatrixWorld:
    """The world, in a house of its own."""
    policy = replace(Policy.load(closed_days=BankHolidays()), platforms=PLATFORMS)
    return build(House(folder / "harbour.db", policy))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        here = made(Path(folder))
        print(rehearse(here, everybody(here)))  # noqa: T201 - the figures
        here.house.close()
