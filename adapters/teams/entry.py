"""Teams' entry in the program."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from adapters.chat.entry import Entry
from adapters.teams.manifest import package, version_of
from adapters.teams.platform import TEAMS
from adapters.teams.variables import TeamsVariables
from bot.errors import Misconfigured


def _manifest(
    url: Annotated[str, typer.Option(metavar="URL", help="Where people and Teams reach the service.")],
    app_id: Annotated[str, typer.Option(metavar="ID", help="The bot's application id, else TEAMS_APP_ID.")] = "",
    organisation: Annotated[str, typer.Option(help="Whom Teams names as the developer.")] = "",
    version: Annotated[
        str | None, typer.Option(metavar="X.Y.Z", help="Else that of the package at --output, raised if it changes.")
    ] = None,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write it, else it is printed.")] = None,
) -> None:
    """Write the app package of Teams, a zip file to upload."""
    if app_id and not TEAMS.is_id(app_id):
        raise typer.BadParameter(
            "it is the bot's application (client) id, such as 00000000-0000-0000-0000-000000000000, and not its name",
            param_hint="--app-id",
        )
    try:
        earlier = output.read_bytes() if output is not None and output.exists() else None
    except OSError as error:
        raise Misconfigured(f"{output} cannot be read ({error.strerror}): give another --output.") from None
    written = package(app_id or TeamsVariables.load().app_id, url, organisation, version, earlier)
    if output is not None:
        try:
            output.write_bytes(written)
        except OSError as error:
            raise Misconfigured(f"{output} cannot be written ({error.strerror}): give another --output.") from None
        is_same = "as it was: nothing need be uploaded" if written == earlier else "upload it in the Teams admin centre"
        typer.echo(f"{output} is the app package, version {version_of(written)}; {is_same}.")
    elif sys.stdout.isatty():
        typer.echo("The package is a zip file: give --output harbour-teams.zip.", err=True)
        raise typer.Exit(2)
    else:
        sys.stdout.buffer.write(written)


ENTRY = Entry(platform=TEAMS, variables=TeamsVariables, manifest=_manifest)
