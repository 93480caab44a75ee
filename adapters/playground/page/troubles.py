"""Faults on purpose, as the page offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.playground.refusals import Json
from adapters.playground.slack.faults import EVERY_METHOD, Fault
from adapters.playground.slack.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """One way in which Slack fails, and what one then sees."""

    label: str
    tells: str
    fault: Fault | None


TROUBLES: Mapping[str, Trouble] = {
    "none": Trouble(label="well", tells="Slack answers at once.", fault=None),
    "slow": Trouble(
        label="slow",
        tells="Slack takes two seconds over every answer. Dialogs still open in time; nothing is sent twice.",
        fault=Fault.slow(2.0),
    ),
    "rate_limited": Trouble(
        label="asked too often",
        tells="Slack asks Harbour to wait a minute. What was saved stays saved, and the messages wait in the outbox.",
        fault=Fault.rate_limited(60),
    ),
    "failing": Trouble(
        label="failing",
        tells="Slack answers nothing but errors. Harbour tries again later: move the clock on after it is well.",
        fault=Fault.broken(),
    ),
}


class Troubles:
    """Which trouble a workspace is in."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._name = "none"

    def choose(self, name: str) -> None:
        """Be in this trouble and no other. Raises KeyError."""
        fault = TROUBLES[name].fault
        self._workspace.faults.off()
        if fault is not None:
            self._workspace.faults.on(EVERY_METHOD, fault)
        self._name = name

    def shown(self) -> Json:
        """All that there are, and the chosen one."""
        offered = [{"name": name, "label": t.label, "tells": t.tells} for name, t in TROUBLES.items()]
        return {"chosen": self._name, "offered": offered}
