"""`harbour directory`: the people who work here. What these print can be passed on: it names nobody."""

from __future__ import annotations

import asyncio
import csv
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

from adapters.house import importing
from adapters.sources import read
from bot import directory
from bot.app import composition
from bot.app.platforms import PLATFORMS, SOURCES
from bot.app.settings import Settings
from bot.directory import Decision, HandOver, Limit, Plan, Problem, Row, syncing, telling
from bot.directory.sources import as_table
from bot.errors import Misconfigured, Refused
from bot.people import Person
from bot.ports import UnitOfWork
from storage import SchemaState, seen_state

T = TypeVar("T")

app = typer.Typer(help="The people who work here.")

File = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file in UTF-8 with a header row.")]
Answers = Annotated[
    Path | None, typer.Option(help="A file of decisions: on each line a code, and same or another.", metavar="FILE")
]
ShowPlan = Annotated[bool, typer.Option("--plan", help="Show what would change, and change nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Show it for a program.")]
Accept = Annotated[bool, typer.Option("--accept", help="Also where many would leave, or matters be left with nobody.")]

HOW_TO_DECIDE = (
    "Nothing was changed. For each: 'harbour directory decide CODE same' if it is the same person, or 'another'; with"
    " --by COLUMN where several lead to people. Then import again."
)


#: The source that is no service.
_FILE = "file"


@app.command("import")
def import_(
    file: File,
    plan: ShowPlan = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
    accept: Accept = False,  # noqa: FBT002
    answers: Answers = None,
) -> None:
    """Load the people, and report every bad row; changes nothing if there is one, or a question to decide."""
    rows, more = good(file).rows, said(answers)
    carried_out(rows, more, plan_alone=plan, as_json=as_json, accept=accept)


def carried_out(
    rows: tuple[Row, ...], more: tuple[Decision, ...], *, plan_alone: bool, as_json: bool, accept: bool
) -> None:
    """Carry out what a source's rows would change, if nothing speaks against it; print what that is."""
    settings = Settings.load()
    limit = composition.limit_of(composition.open_policy(settings))

    against: Sequence[str] = ()
    store = composition.open_store(settings)
    try:
        if plan_alone:
            drawn = store.run(lambda uow: directory.planned(rows, uow, more))
        else:
            drawn, against = asyncio.run(importing.import_rows(rows, store, limit, more, accept=accept))
    finally:
        store.close()
    told(drawn, against, limit, plan_alone=plan_alone, as_json=as_json)


def told(drawn: Plan, against: Sequence[str], limit: Limit, *, plan_alone: bool, as_json: bool) -> None:
    """Print what was carried out, or would be; end where something speaks against it."""
    if as_json:
        typer.echo(json.dumps(telling.as_json(drawn, limit)))
    elif plan_alone:
        for line in telling.lines(drawn):
            typer.echo(line)
    if not plan_alone:
        _refuse(drawn, against)
        if not as_json:
            for line in (telling.counts(drawn), *telling.back(drawn)):
                typer.echo(line)


def _refuse(drawn: Plan, against: Sequence[str]) -> None:
    """End with what speaks against it, if anything does."""
    for question in drawn.questions:
        typer.echo(str(question), err=True)
    if drawn.questions:
        fail(HOW_TO_DECIDE)
    if against:
        fail(f"{' '.join(against)} Nothing was changed. Look at it with --plan; if it is right, add --accept.")


@app.command("sync")
def sync_(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="With --from file: the directory file.")] = None,
    from_: Annotated[
        str, typer.Option("--from", metavar="|".join((*SOURCES, _FILE)), help="Where people are kept.")
    ] = "",
    plan: ShowPlan = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
    accept: Accept = False,  # noqa: FBT002
    answers: Answers = None,
    table: Annotated[
        Path | None, typer.Option("--list", help="Also write who stands on which line into a file.", metavar="FILE")
    ] = None,
) -> None:
    """Load the people from where they are kept; changes nothing if there is a problem, or a question to decide."""
    if from_ == _FILE:
        if file is None:
            fail("Say which file: harbour directory sync --from file FILE")
        import_(file, plan, as_json, accept, answers)
        return
    settings, more = Settings.load(), said(answers)
    policy = composition.open_policy(settings)
    kept, limit = policy.people_from, composition.limit_of(policy)
    source = settings.source(from_ or kept.source or "", kept)
    store = composition.open_store(settings, policy=policy)
    try:
        found = asyncio.run(read(source, store))
        if plan:
            drawn = store.run(lambda uow: syncing.drawn(found, uow, limit, more))
        else:
            drawn = asyncio.run(importing.sync(source.name, found, store, limit, more, accept=accept))
    finally:
        store.close()
    if table is not None:
        _write(drawn.rows, table)
    if drawn.problems:
        _end_with(drawn.problems, f"where people are kept ('{source.name}')")
    told(drawn.plan, () if accept else drawn.against, limit, plan_alone=plan, as_json=as_json)


def _write(rows: Sequence[Row], to: Path) -> None:
    """Write the rows as a directory file that only its owner reads: it names everybody."""
    try:
        with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 - with its rights from the beginning
            csv.writer(file).writerows(as_table(rows, PLATFORMS))
    except OSError as error:
        fail(f"{to} cannot be written ({error.strerror}): check the name.")


@app.command("check")
def check_(file: File) -> None:
    """Report every bad row, who has no manager, and what an import would change; changes nothing."""
    found, settings = good(file), Settings.load()
    policy = composition.open_policy(settings)
    typer.echo(f"{sum(row.enabled for row in found.rows)} people, no bad row.")
    for line in _unused(found):
        typer.echo(line)
    if alone := found.without_manager(policy.duty_manager):
        lines = f"line{'s' if len(alone) > 1 else ''} {', '.join(map(str, alone))}"
        typer.echo(f"Nobody handles what comes from {lines}: give a line_manager, or set people.duty_manager.")
    if pairs := found.alike():
        lines = "; ".join(f"{one} and {other}" for one, other in pairs)
        typer.echo(f"May be one person, as no id tells them apart: lines {lines}. Give each an employee_id, if not.")
    if not _is_loaded(settings):
        return
    drawn = in_store(settings, lambda uow: directory.planned(found.rows, uow))
    for line in telling.lines(drawn):
        typer.echo(line)
    for why in drawn.too_much(composition.limit_of(policy)):
        typer.echo(f"{why} It needs --accept.")


def _unused(found: directory.Checked) -> Iterator[str]:
    """What a file has and is not used, and what it has not. The names of columns are not repeated."""
    if found.ignored:
        several = "s" if len(found.ignored) > 1 else ""
        yield f"Not used: column{several} {', '.join(map(str, found.ignored))}."
    if found.absent:
        yield f"No column for {', '.join(found.absent)}: what is known of that stays as it is."


@app.command("decide")
def decide_(
    code: Annotated[str, typer.Argument(metavar="CODE", help="As the import printed it.")],
    answer: Annotated[str, typer.Argument(metavar="same|another")],
    by: Annotated[str, typer.Option(help="The column that leads to the right person.", metavar="COLUMN")] = "",
) -> None:
    """Say whether a row is somebody who is or was here, for the next import."""
    decision = telling.decision(code, answer, by)
    in_store(Settings.load(), lambda uow: uow.notes.keep(decision.code, decision))
    typer.echo("Noted for the next import.")


@app.command("part")
def part_(
    file: File,
    line: Annotated[int, typer.Argument(metavar="LINE", help="On which the person stands.")],
    records: Annotated[str, typer.Option(metavar="stay|go", help="With whom the records go.")] = "stay",
) -> None:
    """Make two people of one who was wrongly taken for another: the one on this line is new, the records stay.

    With --records go they are those of the one on this line, and whoever it was before is somebody else, who has left.
    """
    if records not in ("stay", "go"):
        fail("--records must be 'stay' or 'go'.", code=2)
    row = next((row for row in good(file).rows if row.line == line), None)
    if row is None:
        fail(f"Nobody stands on line {line} of {file.name}.")

    def work(uow: UnitOfWork) -> None:
        person = uow.people.by_key(row.key) or uow.people.by_email(row.email)
        if person is None or not person.active:
            raise Refused("Whoever stands there is not in the directory: import the file first.")
        directory.part(person, uow, records_stay=records == "stay")

    in_store(Settings.load(), work)
    typer.echo("They are two people now. 'harbour directory undo' takes it back.")


@app.command("hand-over")
def hand_over_(
    giver: Annotated[str, typer.Argument(metavar="FROM", help="Who hands over: their e-mail, or their employee_id.")],
    taker: Annotated[str, typer.Argument(metavar="TO", help="Who takes over, in the same way.")],
    reason: Annotated[str, typer.Option(help="Why. It is kept with each matter.", metavar="TEXT")] = "",
    plan: ShowPlan = False,  # noqa: FBT002
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """Let all that lies with one manager lie with another, except where they may not have it; names nobody."""

    def work(uow: UnitOfWork) -> HandOver:
        drawn = directory.hand_over_planned(_known(giver, "FROM", uow), _known(taker, "TO", uow), uow)
        if not plan:
            directory.hand_over(drawn, reason, uow)
        return drawn

    drawn = in_store(Settings.load(), work)
    if as_json:
        typer.echo(json.dumps(telling.handed_as_json(drawn)))
    else:
        for line in telling.handed(drawn):
            typer.echo(line)


def _known(typed: str, which: str, uow: UnitOfWork) -> Person:
    """Who is meant by an address or an employee's key. Raises Refused, which repeats neither."""
    found = uow.people.by_email(typed) or uow.people.by_key(typed.strip())
    if found is None:
        raise Refused(f"Nobody in the directory has the e-mail or the employee_id that you gave as {which}.")
    return found


@app.command("undo")
def undo_() -> None:
    """Take the last import, parting or hand-over back, with the matters that moved."""
    step = in_store(Settings.load(), directory.undo)
    people, moved = f"{len(step.changes)} people are as they were", f"{len(step.moved)} matters lie where they lay"
    typer.echo(f"Taken back: {moved if step.between else people}.")


# -- what these have in common -------------------------------------------------------------------------


def in_store(settings: Settings, work: Callable[[UnitOfWork], T]) -> T:
    """The result of one unit of work in the database of these settings."""
    store = composition.open_store(settings)
    try:
        return store.run(work)
    finally:
        store.close()


def _is_loaded(settings: Settings) -> bool:
    """True if there is a database to compare with, and a key to read it; a new one is not made."""
    if settings.encryption_keys is None or not settings.encryption_keys.get_secret_value():
        return False
    try:
        return seen_state(settings.database_url.get_secret_value()) is SchemaState.CURRENT
    except Misconfigured:
        return False


def said(answers: Path | None) -> tuple[Decision, ...]:
    """The decisions of an answer file, if there is one."""
    try:
        return tuple(telling.decisions(answers.read_text("utf-8"))) if answers is not None else ()
    except (OSError, UnicodeDecodeError):
        fail(f"{answers} cannot be read: check the name.")


def good(file: Path) -> directory.Checked:
    """The file, if there is nothing wrong with it; else every problem, and the end."""
    own = composition.open_policy(Settings.load()).directory_columns
    try:
        found = directory.read(file.read_bytes(), PLATFORMS, own)
    except OSError as error:
        fail(f"{file} cannot be read ({error.strerror}): check the name.")
    if found.problems:
        _end_with(found.problems, f"in {file.name}")
    return found


def _end_with(problems: Sequence[Problem], where: str) -> NoReturn:
    for problem in problems:
        typer.echo(problem, err=True)
    count = len(problems)
    fail(f"{count} problem{'s' if count > 1 else ''} {where}; nothing was changed.")


def fail(line: str, code: int = 1) -> NoReturn:
    """End with a sentence on standard error."""
    typer.echo(line, err=True)
    raise typer.Exit(code)
