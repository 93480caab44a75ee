"""The dialogs (task modules) of the people in a tenant: at most one for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from adapters.playground.stand_in.changes import Change, ChangeKind, Feed
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.surfaces import Dialog


class Dialogs:
    """Open dialogs, by person."""

    def __init__(self, feed: Feed, next_id: Callable[[], str]) -> None:
        self._feed = feed
        self._next_id = next_id
        self._open: dict[str, Dialog] = {}

    def of(self, aad: str) -> Dialog | None:
        """The person's open dialog."""
        return self._open.get(aad)

    def open(
        self, aad: str, info: Json, *, values: Mapping[str, str] | None = None, from_message: str | None = None
    ) -> Dialog:
        """Open a dialog in place of any other. `info`: `TaskModuleTaskInfo`, with a card attachment."""
        self.close(aad)
        dialog = Dialog(
            id=self._next_id(), user=aad, title="", height=None, width=None, card={}, from_message=from_message
        )
        self._open[aad] = dialog
        _become(dialog, info, values)
        self._tell(ChangeKind.MODAL_OPENED, dialog)
        return dialog

    def update(self, dialog: Dialog, info: Json, *, values: Mapping[str, str] | None = None) -> None:
        """Replace the content of a dialog: typed values are lost, unless the new card or `values` hold them."""
        _become(dialog, info, values)
        self._tell(ChangeKind.MODAL_UPDATED, dialog)

    def typed(self, dialog: Dialog, input_id: str, value: str) -> None:
        """The person has typed or chosen something."""
        dialog.values[input_id] = value
        self._tell(ChangeKind.TYPED, dialog)

    def object(self, dialog: Dialog, errors: Mapping[str, str]) -> None:
        """Show the client's sentence beside each of these inputs."""
        dialog.errors = dict(errors)
        self._tell(ChangeKind.MODAL_UPDATED, dialog)

    def close(self, aad: str) -> None:
        """Close the person's dialog, if one is open."""
        dialog = self._open.pop(aad, None)
        if dialog is not None:
            self._tell(ChangeKind.MODAL_CLOSED, dialog)

    def _tell(self, kind: ChangeKind, dialog: Dialog) -> None:
        self._feed.publish(Change(kind=kind, user=dialog.user, ref=dialog.id))


def _become(dialog: Dialog, info: Json, values: Mapping[str, str] | None) -> None:
    dialog.title = str(info.get("title") or "")
    dialog.height, dialog.width = info.get("height"), info.get("width")
    dialog.card = info["card"]["content"]
    dialog.values = dict(values or {})
    dialog.errors = {}
