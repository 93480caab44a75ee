"""People taken over from where they are kept, while others write: plans are drawn outside of any unit of work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from adapters.house.service import Store
from bot import directory
from bot.directory import Decision, Limit, Plan, Row, ahead, syncing
from bot.directory.ahead import Ahead
from bot.directory.carrying import with_moves
from bot.directory.plan import Known
from bot.directory.sources import Read
from bot.directory.syncing import Drawn, Outcome, Sketch
from bot.ports import UnitOfWork


async def sync(
    source: str, read: Read, store: Store, limit: Limit, more: Sequence[Decision] = (), *, accept: bool = False
) -> Drawn:
    """Carry out what a reading would change, unless somebody has to look at it first (`syncing.sync`)."""

    def may_go(uow: UnitOfWork) -> bool:
        found = syncing.drawn(read, uow, limit, more, sketch)
        return (replace(found, against=()) if accept else found).outcome[0] is Outcome.DONE

    def work(uow: UnitOfWork) -> Drawn:
        return syncing.sync(source, read, uow, limit, more, accept=accept, sketched=sketch, ahead=begun)

    sketch = await _sketch(read, store, more)
    begun = await _begun(sketch.plan, sketch.known, store, may_go)
    if begun is not None:
        rest = begun.rest(sketch.plan)
        sketch = replace(sketch, known=begun.known, plan=rest) if rest else await _sketch(read, store, more)
    return await store.arun(work)


async def _sketch(read: Read, store: Store, more: Sequence[Decision]) -> Sketch:
    known = await store.arun(lambda uow: syncing.known(uow, more))
    return await asyncio.to_thread(syncing.sketch, read, known)


async def import_rows(
    rows: Sequence[Row], store: Store, limit: Limit, more: Sequence[Decision] = (), *, accept: bool = False
) -> tuple[Plan, Sequence[str]]:
    """Carry out what the rows of a file would change, unless somebody has to look at it first.

    Returns all that it changed, or would; and why it did not where that is too much.
    """

    def against(plan: Plan) -> Sequence[str]:
        return () if accept else tuple(plan.too_much(limit))

    def may_go(uow: UnitOfWork) -> bool:
        plan = with_moves(drawn, uow)
        return not plan.questions and not against(plan)

    def work(uow: UnitOfWork) -> tuple[Plan, Sequence[str]]:
        is_still = known.is_still(syncing.known(uow, more))
        plan = with_moves(drawn, uow) if is_still else directory.planned(rows, uow, more)
        if not plan.questions and not against(plan):
            for decision in more:
                uow.notes.keep(decision.code, decision)
            directory.carry_out(plan, uow, begun.whole if begun else "")
        return begun.before(plan) if begun else plan, against(plan)

    known, drawn = await _planned(rows, store, more)
    begun = await _begun(drawn, known, store, may_go)
    if begun is not None:
        rest = begun.rest(drawn)
        known, drawn = (begun.known, rest) if rest else await _planned(rows, store, more)
    return await store.arun(work)


async def _planned(rows: Sequence[Row], store: Store, more: Sequence[Decision]) -> tuple[Known, Plan]:
    known = await store.arun(lambda uow: syncing.known(uow, more))
    return known, await asyncio.to_thread(directory.plan, known.people, rows, known.decisions)


async def _begun(plan: Plan, known: Known, store: Store, may_go: Callable[[UnitOfWork], bool]) -> Ahead | None:
    """Add the many newcomers of a plan that may be carried out, as long as nobody else changes the directory.

    Returns what was done of it; None: nothing.
    """
    parts = ahead.parts(plan)
    if not parts or not await store.arun(may_go):
        return None
    done = Ahead(known=known)
    for part in parts:
        now = await store.arun(partial(ahead.added, part, done))
        if now is None:
            return replace(done, is_all=False) if done.changes else None
        done = now
    return done
