"""The command line: `harbour`, or `python -m bot`.

Every command ends with 0 (done), 1 (failed) or 2 (wrong use), and every error is one line with the fault and the
remedy.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from adapters.playground.people.cast import PlayedOn
from bot.app import composition, directory, reports
from bot.app.directory import fail
from bot.app.doctor import examine
from bot.app.platforms import ENTRIES
from bot.app.settings import Settings
from bot.errors import HarbourError
from storage import HandedOut, Head, Keyring, Store, back_up, handed_out, migrate, new_key, restore, rotate, verify

app = typer.Typer(
    name="harbour",
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
manifest_app = typer.Typer(help="What to upload to a platform.")
keys_app = typer.Typer(help="The master keys.")
audit_app = typer.Typer(help="The history of all records.")
app.add_typer(directory.app, name="directory")
app.command("report")(reports.report)
app.add_typer(manifest_app, name="manifest")
app.add_typer(keys_app, name="keys")
app.add_typer(audit_app, name="audit")


def _say_version(wanted: bool) -> None:  # noqa: FBT001 - as typer calls it
    if wanted:
        typer.echo(f"harbour {version('harbour')}")
        raise typer.Exit


@app.callback()
def main_(
    context: typer.Context,
    _version: Annotated[  # noqa: FBT002 - as typer reads it
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Carries out an organisation's unacceptable-behaviours policy in the chat that staff already have open."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


# -- the service -------------------------------------------------------------------------------------


@app.command()
def serve() -> None:
    """Run the service."""
    settings = Settings.load().for_serve()
    composition.serve(settings)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served; 0 for any free port.", min=0, max=65535)] = 8000,
    story: Annotated[bool, typer.Option("--story", help="Play the stories and print who sees what.")] = False,  # noqa: FBT002
    watch: Annotated[bool, typer.Option("--watch", help="With --story: play it in the page.")] = False,  # noqa: FBT002
    keep: Annotated[bool, typer.Option("--keep", help="Keep what is stored, in var/demo.")] = False,  # noqa: FBT002
    platform: Annotated[PlayedOn, typer.Option(help="Where people are met.")] = PlayedOn.SLACK,
) -> None:
    """Try Harbour with nothing to configure: a page with example people, or the main job as a story."""
    from bot.app import demo as playground  # noqa: PLC0415 - only the demonstration needs the stand-in

    if watch and not story:
        fail("--watch plays the story in the page: run 'harbour demo --story --watch'.", code=2)
    if story and not watch:
        raise typer.Exit(playground.story(platform=platform))
    playground.demo(port=port, keep=keep, watch=watch, platform=platform)


@app.command("migrate")
def migrate_() -> None:
    """Bring the database to the current schema."""
    settings = Settings.load()
    keys = settings.encryption_keys
    migrate(settings.database_url.get_secret_value(), Keyring.parse(keys.get_secret_value()) if keys else None)
    typer.echo("The database is current.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write database and evidence of one moment into a file, as sealed as they are kept, and read it again."""
    settings = Settings.load()
    found = back_up(settings.database_url.get_secret_value(), settings.evidence, file)
    typer.echo(f"Kept and read again: {found.records} records and {found.files} files of evidence.")


@app.command("restore")
def restore_(file: Annotated[Path, typer.Argument(help="A file of 'harbour backup'.")]) -> None:
    """Take a backup over into an empty database and an empty folder; with the keys, check its history too."""
    settings = Settings.load()
    found = restore(file, settings.database_url.get_secret_value(), settings.evidence)
    typer.echo(f"Taken over: {found.records} records and {found.files} files of evidence.")
    if settings.encryption_keys is not None:
        verify_()


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Show it for a program.")] = False,  # noqa: FBT002
) -> None:
    """Check settings, database, keys, directory and platforms, and say how to mend each. Writes nothing."""
    found = []
    for finding in examine(Settings.load()):
        found.append(finding)
        if not as_json:
            typer.echo(finding)
    is_well = all(finding.is_right for finding in found)
    if as_json:
        findings = [{"level": finding.level, "what": finding.what} for finding in found]
        typer.echo(json.dumps({"well": is_well, "findings": findings}))
    raise typer.Exit(0 if is_well else 1)


for entry in ENTRIES:
    manifest_app.command(entry.platform.name)(entry.manifest)


# -- keys and history --------------------------------------------------------------------------------


@keys_app.command("new")
def new() -> None:
    """Print a new master key, for HARBOUR_ENCRYPTION_KEYS."""
    typer.echo(new_key())


@keys_app.command("rotate")
def rotate_() -> None:
    """Wrap everything by the newest key of HARBOUR_ENCRYPTION_KEYS, so that the older ones can go."""
    store = composition.open_store(Settings.load())
    try:
        count = rotate(store)
    finally:
        store.close()
    typer.echo(
        f"{count} rows now lie under the newest key. The older keys can be taken out of HARBOUR_ENCRYPTION_KEYS."
    )


@audit_app.command("verify")
def verify_(
    anchor: Annotated[
        str, typer.Option(metavar="COUNT:HASH", help="What an earlier check printed and was noted elsewhere.")
    ] = "",
    heads: Annotated[
        Path | None, typer.Option(help="A file in which heads were noted: HARBOUR_HEADS_FILE's, or a log.")
    ] = None,
    document: Annotated[
        Path | None, typer.Option(help="A document that was handed over: whether this file is the one.")
    ] = None,
) -> None:
    """Check that the history is as it was written, and every record as its last line says."""
    noted = [*([_head(anchor)] if anchor else []), *(_noted(heads) if heads else [])]
    store = composition.open_store(Settings.load())
    try:
        found = verify(store, *noted)
        made = _handed_out(store, document) if document else None
    finally:
        store.close()
    agrees = f" It runs through {len(noted)} that were noted." if heads else ""
    typer.echo(
        "The history holds, and every record is as it says."
        f"{agrees} Note this elsewhere for the next check: --anchor {found.count}:{found.head}"
    )
    if document is not None:
        _say_document(made)


def _handed_out(store: Store, file: Path) -> HandedOut | None:
    try:
        return handed_out(store, file)
    except OSError:
        fail(f"'{file}' cannot be read: --document names a file that was handed over.", code=2)


def _say_document(made: HandedOut | None) -> None:
    if made is None:
        fail("This file is no document that was handed out from here, or it has been changed since.")
    purpose = made.purpose.replace("_", " ")
    typer.echo(f"This is the document that was made of {made.ref} at {made.at:%Y-%m-%d %H:%M} UTC, for: {purpose}.")


def _head(anchor: str) -> Head:
    count, _, digest = anchor.partition(":")
    if not (count.isascii() and count.isdigit() and digest):
        fail("--anchor must be COUNT:HASH, as an earlier 'harbour audit verify' printed it.", code=2)
    return Head(count=int(count), hash=digest)


def _noted(file: Path) -> list[Head]:
    try:
        found = Head.noted(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        fail(f"'{file}' cannot be read: --heads names a file in which heads were noted.", code=2)
    if not found:
        fail(f"No head is noted in '{file}': --heads names HARBOUR_HEADS_FILE's file, or a log.", code=2)
    return found


# -- ends --------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line (or `arguments`), and exit."""
    try:
        code = app(args=arguments, prog_name="harbour", standalone_mode=False)
    except typer.TyperException as error:
        _end(f"{error.format_message().rstrip('.')}. See 'harbour --help'.", error.exit_code)
    except HarbourError as error:
        _end(error.message, 1)
    except (typer.Abort, KeyboardInterrupt):
        _end("Stopped.", 130)
    except Exception as error:  # noqa: BLE001 - the last resort: one line instead of a traceback
        # The message may hold confidential values; the place of the error does not.
        where = traceback.extract_tb(error.__traceback__)[-1]
        _end(f"A fault in Harbour ({type(error).__name__} in {Path(where.filename).name}:{where.lineno}).", 1)
    sys.exit(code if isinstance(code, int) else 0)


def _end(line: str, code: int) -> NoReturn:
    typer.echo(" ".join(line.split()), err=True)
    sys.exit(code)
