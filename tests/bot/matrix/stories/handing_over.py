"""Somebody asks what is held about them: being decided, looked at a second time, ready, handed over, refused."""

from __future__ import annotations

from bot import upkeep
from bot.ports import UnitOfWork
from bot.records.base import RecordId
from bot.records.documents import Document, Purpose, Wanted
from bot.records.subject_access.record import SubjectAccess
from tests.bot.matrix.cast import KEEPER, TEAM
from tests.bot.matrix.reading import canary
from tests.bot.matrix.values import TODAY
from tests.bot.matrix.world import MatrixWorld


def requested(world: MatrixWorld) -> None:
    """One in each state, of the individual of a closed report."""
    (reference,) = [each for each, row in world.individuals.items() if row == "ec_closed"]
    for row in ("sa_handed", "sa_deciding", "sa_second", "sa_ready", "sa_refused"):
        values = {"who": "individual", "reference": reference, "received_on": TODAY, "known_by": canary(row, "known")}
        about = world.keep(row, world.made("subject_access", KEEPER, "subject_access.begin", values))
        while world.house.run(upkeep.gather):
            pass
        if row == "sa_refused":
            world.sends(KEEPER, "subject_access.refuse", {"words": canary(row, "words")}, about)
        elif row != "sa_deciding":
            _further(world, row, about)


def _further(world: MatrixWorld, row: str, about: str) -> None:
    world.sends(KEEPER, "subject_access.ask", {"second": (TEAM,)}, about)
    if row == "sa_second":
        return
    world.sends(TEAM, "subject_access.look", {"agrees": "yes"}, about)
    world.house.run(lambda uow: _made(RecordId(about), uow))
    if row == "sa_handed":
        world.sends(KEEPER, "subject_access.handed", {"on": TODAY, "words": "By hand."}, about)


def _made(about: RecordId, uow: UnitOfWork) -> None:
    """Its document, as the page makes it."""
    record = uow.records.get(about, SubjectAccess)
    made = Document(wanted=Wanted(purpose=Purpose.SUBJECT), by=KEEPER, at=uow.now, digest="ab" * 32)
    uow.records.save(record.handed_out(made), by=KEEPER, act=f"document.subject_access.{'ab' * 32}")
