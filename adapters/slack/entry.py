"""Slack's entry in the program."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.chat.entry import Entry
from adapters.slack.manifest import written
from adapters.slack.platform import SLACK
from adapters.slack.variables import SlackVariables


def _manifest(
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where Slack reaches the service.")] = None,
) -> None:
    """Write the manifest of the Slack app; without an address, of one in Socket Mode."""
    typer.echo(written(url), nl=False)


ENTRY = Entry(platform=SLACK, variables=SlackVariables, manifest=_manifest)
