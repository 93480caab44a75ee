"""Columns of a file: Harbour's own names, those of known exports, and an organisation's own.

Headers are read in any case, with spaces, underscores or none, and without a remark in brackets at the end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.directory.rows import KEY
from bot.errors import Misconfigured
from bot.platforms import Platform

#: Required columns, and optional ones.
NEEDED = ("email", "name")
#: Two columns that make a name together, and the one that closes an account.
FIRST, LAST, STATE = "first_name", "last_name", "state"
#: All that a file can hold, besides the ids of platforms.
_KNOWN = ("email", "name", FIRST, LAST, KEY, "line_manager", "deputies", "roles", "time_zone", STATE)

#: The headers of exports by what they hold; the first that is filled in counts. They are those of "Download users" in
#: Entra and in Google Workspace, of the template and the payroll export of Sage HR, and the names of the fields that a
#: report of Cezanne HR or iTrent shows. Each with "+" counts only where the other stands there too.
EXPORTS: Mapping[str, tuple[str, ...]] = {
    # Entra · Google, Sage 50 · Sage HR, Cezanne, iTrent · a sign-in name, where there is no mailbox
    "email": ("mail", "email address", "work email", "work email address", "business email", "user principal name"),
    # Entra · Cezanne · iTrent
    "name": ("display name", "full name", "employee name"),
    # Entra · Google, Sage HR, Cezanne · the name in iTrent and Sage 50
    FIRST: ("known as", "preferred name", "given name", "first name", "forename"),
    LAST: ("last name", "surname", "family name"),
    # Entra, Google · Sage HR, Cezanne · iTrent
    KEY: ("employee number", "employee code", "person code", "personal reference", "personal reference number"),
    # Google · Sage HR · Cezanne · iTrent
    "line_manager": (
        "manager email",
        "reports to",
        "reports to email",
        "manager work email",
        "line manager email",
        "manager employee id",
        "manager employee number",
        "manager code",
        "manager personal reference",
        "reporting manager personal reference",
        "reporting to personal reference",
    ),
    "time_zone": ("timezone",),
    # Entra (its guests too) · Google · Sage HR
    STATE: ("account enabled", "user type", "status"),
}

#: Values in a column of `STATE` for somebody who does not, or no longer, work here.
CLOSED = frozenset({"false", "guest", "suspended", "archived", "disabled", "inactive", "deactivated", "terminated"})


@dataclass(frozen=True, kw_only=True)
class Header:
    """Positions of the columns in a file."""

    #: The places of the columns that may hold it, by its name; the first that is filled in counts.
    places: Mapping[str, Sequence[int]]
    #: How many columns there are, and which of them are not used; counted from one.
    width: int
    ignored: tuple[int, ...]
    #: Columns that appear twice.
    doubled: bool

    def lacks(self, names: Collection[str]) -> list[str]:
        """Which of these no column holds."""
        named = FIRST in self.places or LAST in self.places
        return [name for name in names if name not in self.places and not (name == "name" and named)]


def header(cells: Sequence[str], platforms: Sequence[Platform], own: Mapping[str, str]) -> Header:
    """Read the first line. `own` maps our columns to the organisation's names. Raises Misconfigured for an unknown
    column.
    """
    exported = {platform.column: platform.headers for platform in platforms}
    exported |= {name: EXPORTS.get(name, ()) for name in _KNOWN}
    for name in own:
        if name not in exported:
            raise Misconfigured(f"directory.columns.{name} of the policy file is none of {', '.join(exported)}.")
    headers = list(map(_plain, cells))
    called = {name: (own[name],) if own.get(name) else (name, *others) for name, others in exported.items()}
    places = {name: found for name, each in called.items() if (found := list(_places(each, headers)))}
    used = {place for found in places.values() for place in found}
    return Header(
        places=places,
        width=len(cells),
        ignored=tuple(n for n, written in enumerate(cells, 1) if n - 1 not in used and written.strip()),
        doubled=any(headers.count(headers[place]) > 1 for place in used),
    )


def _places(called: Sequence[str], headers: Sequence[str]) -> Iterator[int]:
    """The columns that are called one of these."""
    for each in dict.fromkeys(called):
        *beside, last = map(_plain, each.split("+"))
        if last in headers and all(other in headers for other in beside):
            yield headers.index(last)


def _plain(written: str) -> str:
    return "".join(filter(str.isalnum, re.sub(r"\[.*?\]|\(.*?\)", "", written).casefold()))
