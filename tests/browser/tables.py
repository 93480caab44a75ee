"""A demo with the real service, for the page's tests: the very one of `harbour demo`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from adapters.playground.page.table import Table
from adapters.playground.people.cast import PlayedOn
from adapters.playground.slack.driver import Driver
from adapters.playground.slack.workspace import Workspace
from adapters.playground.stand_in.patience import LONG
from bot.app.demo import BEGINNING, laid


@asynccontextmanager
async def table(platform: PlayedOn = PlayedOn.SLACK) -> AsyncIterator[Table]:
    """The example people, the stand-in for Slack, a fresh database and the running service."""
    with TemporaryDirectory() as folder:
        async with laid(Path(folder), BEGINNING, platform, beats=True, log_level="ERROR", patience=LONG) as laid_table:
            yield laid_table.for_page()


def workspace_of(table: Table) -> Workspace:
    """The workspace of a table that has one."""
    driver = table.cast.driver("slack")
    assert isinstance(driver, Driver)
    return driver.workspace
