"""A house that takes its time on a busy machine."""

from __future__ import annotations

import pytest

from adapters.house.service import Service
from adapters.slack import app as slack
from adapters.slack import identity, workspace
from adapters.teams import app as teams
from tests.waiting import PATIENCE


def unhurried(patch: pytest.MonkeyPatch) -> None:
    """Let every answer take as long as it takes, for as long as this is patched."""
    defaults = Service.__init__.__kwdefaults__
    assert defaults is not None
    patch.setitem(defaults, "seconds", PATIENCE)
    for platform in (slack, teams):
        patch.setattr(platform, "_ANSWER", PATIENCE)
    patch.setattr(teams, "_ANSWER_TO_WORDS", PATIENCE)
    for asked in (identity, workspace):
        patch.setattr(asked, "_WAIT", PATIENCE)
