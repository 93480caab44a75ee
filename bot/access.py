"""Access to records: the one rule of who may see and do what (model.md §4, R-1.14.1-6).

Everything is refused that the record's kind does not allow (`Record.allowed`). A person's part in a record comes from
the record itself; roles add little: no role browses content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.people import People, Person
from bot.records.base import Record
from bot.records.rights import Act

#: Acts forbidden on a matter that concerns the person (model.md §3).
_NOT_IN_CONFLICT = frozenset({Act.DECIDE, Act.NAME, Act.RELEASE, Act.RETAIN, Act.TAKE})
#: Acts that no role gives on a matter that concerns the person.
_THROUGH_ROLE = frozenset({Act.READ, Act.SUMMARY, Act.INSPECT, Act.AFFIRM})


#: For a record under another one: each act, and the act that must be allowed on its parent.
_UNDER: Mapping[Act, Act] = {Act.READ: Act.EVIDENCE, Act.DECIDE: Act.DECIDE}


def may(person: Person, act: Act, record: Record, people: People, above: Sequence[Record] = ()) -> bool:
    """True if this person may do this with this record now.

    `above` are the records above one that is read only through others (`Record.under_parent`): its parent first, then
    those that refer to it. Without them nobody may do anything with it.
    """
    if not person.active:
        return False
    if record.under_parent:
        return bool(above) and _may_under(person, act, record, people, above)
    conflicted = person.id in record.conflicted()
    if act in _NOT_IN_CONFLICT and conflicted:
        return False
    if act in (Act.DECIDE, Act.TAKE) and not people.is_manager(person.id):
        return False  # "a decision … needs to be made by a manager" (1.8, R-1.8-5), whoever the handler is
    if act is Act.DECIDE and not record.may_be_decided_by(person.id, people):
        return False
    if act is Act.NAME:
        named = any(Act.NAME in acts for acts in record.allowed.values())
        return named and record.may_be_given_away and person.id in people.who_names(record.conflicted())
    return _allowed(person, act, record, conflicted=conflicted)


def _may_under(person: Person, act: Act, record: Record, people: People, above: Sequence[Record]) -> bool:
    """Judge a record under several others: readable with any of them, decided with the one it belongs to."""
    judged = above if act is Act.READ else above[:1]
    if act in _UNDER and any(may(person, _UNDER[act], each, people) for each in judged):
        return True
    return _allowed(person, act, record, conflicted=person.id in above[0].conflicted())


def _allowed(person: Person, act: Act, record: Record, *, conflicted: bool) -> bool:
    """True if the record's own table allows it, by the person's parts in the record or by their roles."""
    allowed = record.allowed
    if any(act in allowed.get(part, frozenset()) for who, part in record.parties() if who == person.id):
        return True
    if act in _THROUGH_ROLE and conflicted:
        return False
    roles = {role for role in person.roles if record.shown_to(role)}
    return any(act in allowed.get(role, frozenset()) for role in roles)
