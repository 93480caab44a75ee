"""Opaque pointers in buttons and forms, never content or authority, on every platform.

`about|extra`, each in letters that need no quoting; a form adds `|showing`. The platform has signed what comes back,
but it may be stale or forged all the same: a pointer that Harbour cannot have made is replaced by one that leads
nowhere, so that the person is told politely that there is nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from adapters.chat.errors import Unrenderable

#: Leads to no record and no act, and is not the same as having no pointer at all.
NOWHERE = "-"
_ABOUT = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_EXTRA = re.compile(r"[ -{}~]{0,500}")
_SHOWING = re.compile(r"[0-9a-f]{1,32}")
_NAME = re.compile(r"[a-z0-9_.:]{1,100}")
_REPEAT = re.compile(r"~\d+$")


@dataclass(frozen=True)
class Pointer:
    """The record something belongs to, if any, and an opaque extra."""

    about: str | None = None
    extra: str = ""
    #: Tells one showing of a form from the next in the same modal; it stays when the form is redrawn.
    showing: str = ""


#: Nothing to point at.
NONE = Pointer()


def packed(about: str | None, extra: str, showing: str = "") -> str:
    """The pointer as text. Raises Unrenderable if it holds anything but ids and numbers."""
    if about is not None and not _ABOUT.fullmatch(about):
        raise Unrenderable(["pointer: not an opaque id"])
    if not _EXTRA.fullmatch(extra):
        raise Unrenderable(["pointer: not an opaque extra"])
    if showing and not _SHOWING.fullmatch(showing):
        raise Unrenderable(["pointer: not the mark of a showing"])
    parts = [about or "", extra, *([showing] if showing else [])]
    return "|".join(parts) if any(parts) else ""


def unpacked(text: object) -> Pointer:
    """The pointer in a text; one that cannot have been packed here becomes `NONE`."""
    if text is None or text == "":
        return NONE
    parts = text.split("|") if isinstance(text, str) else []
    if len(parts) not in (2, 3):
        return Pointer(NOWHERE, NOWHERE)
    about, extra, showing = [*parts, ""][:3]
    if (about and not _ABOUT.fullmatch(about)) or not _EXTRA.fullmatch(extra):
        return Pointer(NOWHERE, NOWHERE)
    if showing and not _SHOWING.fullmatch(showing):
        return Pointer(NOWHERE, NOWHERE)
    return Pointer(about or None, extra, showing)


def name(text: object) -> str:
    """The name of an act or a form, or one that leads nowhere. `~2` marks a button that repeats an act."""
    plain = _REPEAT.sub("", text) if isinstance(text, str) else ""
    return plain if _NAME.fullmatch(plain) else NOWHERE
