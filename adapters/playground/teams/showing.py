"""Effects of the app's answer to an invoke, as Teams shows them to the person."""

from __future__ import annotations

from adapters.playground.people.answer import Answer
from adapters.playground.stand_in.refusals import AppFailed, Json
from adapters.playground.teams.checks import ADAPTIVE, checked_info
from adapters.playground.teams.inputs import first_state
from adapters.playground.teams.refusals import Refused
from adapters.playground.teams.tenant import Tenant

_FAILED = "Something went wrong. Please try again."


def taken(answer: Answer) -> None:
    """The app must answer 200. Raises AppFailed."""
    if answer.status != 200:
        raise AppFailed(f"{_FAILED} (The app answered {answer.status}.)", answer.status)


def after_fetch(tenant: Tenant, aad: str, from_message: str, answer: Answer) -> None:
    """Open the dialog that a button of a message asked for. Raises AppFailed where there is nothing to open."""
    info = _answered(tenant, answer)
    if info is None:
        raise AppFailed(f"{_FAILED} (The app answered with no dialog.)", answer.status)
    tenant.dialogs.open(aad, info, values=first_state(info["card"]["content"]), from_message=from_message)


def after_submit(tenant: Tenant, aad: str, answer: Answer) -> None:
    """Close the dialog, or show the app's answer in its place. On AppFailed it stays as it was."""
    info = _answered(tenant, answer)
    dialog = tenant.dialogs.of(aad)
    if info is None or dialog is None:
        tenant.dialogs.close(aad)
    else:
        tenant.dialogs.update(dialog, info, values=first_state(info["card"]["content"]))


def _answered(tenant: Tenant, answer: Answer) -> Json | None:
    """Dialog to show (`TaskModuleTaskInfo`), with a sentence as a card of its own; None for nothing."""
    taken(answer)
    body = answer.json()
    if not body:
        return None
    match body.get("task"):
        case {"type": "continue", "value": info}:
            return _sound(info, answer)
        case {"type": "message", "value": str() as sentence} if sentence:
            return _said(tenant.app.name, sentence)
        case _:
            raise AppFailed(f"{_FAILED} (Teams cannot read the answer.)", answer.status)


def _sound(info: object, answer: Answer) -> Json:
    try:
        return checked_info(info)
    except Refused as refused:
        raise AppFailed(f"{_FAILED} (Teams cannot show the answer: {refused.sentence})", answer.status) from None


def _said(title: str, sentence: str) -> Json:
    """A sentence that Teams shows in a small dialog of its own."""
    run = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": sentence}]}
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [run]}
    return {"title": title, "height": "small", "width": "small", "card": {"contentType": ADAPTIVE, "content": card}}
