"""Sharing with the management team: a minimal summary, and only once the person named knows (R-1.14.3-9)."""

from __future__ import annotations

from bot.errors import Incomplete, Problem, Refused
from bot.records.base import not_yet
from bot.records.links import first_link
from bot.records.named_online.parts import Gate, Shared
from bot.records.named_online.record import TELL_FIRST, NamedOnline

#: The longest summary for the management team, in characters: the policy asks for no more than is needed.
LONGEST_SUMMARY = 600


def ready(named: NamedOnline) -> None:
    """Refuse to tell the management team before the person named knows (R-1.14.3-9). Raises Refused."""
    if named.told is None and not named.hurries(Gate.SHARE):
        raise Refused(TELL_FIRST)


def share(named: NamedOnline, shared: Shared) -> NamedOnline:
    """Let the management team read this summary, and nothing else."""
    named.still_open()
    not_yet(named.shared)
    ready(named)
    if not shared.summary or len(shared.summary) > LONGEST_SUMMARY:
        raise Incomplete({"summary": Problem.MISSING})
    if first_link(shared.summary)[0]:
        raise Incomplete({"summary": Problem.UNFIT})
    return named.seen(shared.at).changed(shared=shared, listed=False).settled(shared.at)
