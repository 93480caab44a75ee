"""People as a service shows them in which an organisation keeps them, made into rows.

Such a service calls people by its own ids, says nothing of some things, and is not written for Harbour: whose manager
is nobody here has none, and a name is tidied as one that is typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.chat.forms import tidy
from bot.directory.file import columns
from bot.directory.rows import KEY, Row
from bot.people import People, Role, is_email
from bot.platforms import Platform

#: The line of the first: where it would stand in a file, under the header.
_FIRST = 2
#: Characters of a name.
_LONGEST = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """Somebody who works here, as a service shows them."""

    #: Their id there, which is that of a platform (`Read.platform`), as it is kept.
    id: str = field(repr=False)
    name: str = field(repr=False)
    #: Empty where none is confirmed.
    email: str = field(default="", repr=False)
    #: Their manager's id or address.
    manager: str = field(default="", repr=False)
    #: The employee's key.
    key: str = field(default="", repr=False)
    #: False where the account is closed.
    enabled: bool = True


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a service has said."""

    platform: Platform
    members: tuple[Member, ...]
    #: Of what it says nothing, as in `Row`.
    silent: frozenset[str]
    #: Who has which role, by id; where it says anything of roles.
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict, repr=False)
    #: Where the next reading may go on; empty where each reads all.
    mark: str = field(default="", repr=False)
    #: None: everybody was read. Else who has gone since the last reading, by id; and `members` are who has changed.
    gone: frozenset[str] | None = field(default=None, repr=False)


def rows(read: Read, people: People) -> list[Row]:
    """The rows, in an order that stays. Who has not changed since the last reading is as `people` has them."""
    found = {m.id: m for m in read.members if m.enabled and read.platform.is_id(m.id)}
    if read.gone is not None:
        changed = {*read.gone, *(m.id for m in read.members)}
        found |= {m.id: m for m in _known(people, read.platform.name) if m.id not in changed}
    members = [found[id_] for id_ in sorted(found)]
    by_address = {member.email.casefold(): member.id for member in members if member.email}
    return [
        _row(line, member, _manager(member, found, by_address, read.platform), read)
        for line, member in enumerate(members, _FIRST)
    ]


def _row(line: int, member: Member, manager: str | None, read: Read) -> Row:
    email = member.email.strip().casefold()
    return Row(
        line=line,
        ref=member.id,
        email=email if is_email(email) else "",
        name=_tidied(member.name)[:_LONGEST] or email or member.id,
        line_manager=manager,
        roles=read.roles.get(member.id, frozenset()),
        ids={read.platform.name: member.id},
        key=_tidied(member.key) or None,
        silent=read.silent,
    )


def _tidied(text: str) -> str:
    """In one line. Most have nothing to tidy, and there are many."""
    return " ".join((text if text.isascii() and text.isprintable() else tidy(text)).split())


def _manager(
    member: Member, found: Mapping[str, Member], by_address: Mapping[str, str], platform: Platform
) -> str | None:
    """The id of their manager, if that is somebody else who works here."""
    named = member.manager.strip()
    leads = found.get(platform.id(named)) or found.get(by_address.get(named.casefold(), ""))
    return leads.id if leads is not None and leads.id != member.id else None


def _known(people: People, platform: str) -> Iterator[Member]:
    """Whoever is listed, as the service showed them last."""
    for person in people:
        if person.active and person.listed and platform in person.ids:
            manager = people.get(person.line_manager)
            yield Member(
                id=person.ids[platform],
                name=person.name,
                email=person.email,
                manager=manager.ids.get(platform, "") if manager else "",
                key=person.key or "",
            )


def returning(members: Iterable[Member], people: People, platform: Platform) -> bool:
    """True if somebody of them was here and is no longer: others may have them as their manager again."""
    known = (people.known_as(platform.name, m.id) for m in members if m.enabled)
    return any(person is not None and not person.active for person in known)


def unknown(read: Read, people: People) -> int:
    """How many of those at work have an id that a service which was read whole does not know, or has closed."""
    known = {member.id for member in read.members if member.enabled}
    ids = (person.ids.get(read.platform.name) for person in people if person.active)
    return sum(id_ is not None and id_ not in known for id_ in ids)


# -- as a file -----------------------------------------------------------------------------------------


def as_table(listed: Sequence[Row], platforms: Sequence[Platform]) -> Iterator[Sequence[str]]:
    """The cells of a directory file that has these rows on their lines, with its header."""
    names = {row.called: row.email for row in listed}
    yield (*columns(platforms), KEY)
    for row in listed:
        ids = (row.ids.get(platform.name, "") for platform in platforms)
        manager = names.get(row.line_manager or "", "")
        yield row.email, row.name, manager, "", ";".join(sorted(row.roles)), *ids, "", row.key or ""
