"""Data that comes back with a button: our own few words, and the values typed and chosen beside them.

The counterpart of `data`, which describes what is sent out. All of it may be stale or forged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.chat import pointers
from adapters.chat.errors import Unreadable
from adapters.chat.pointers import Pointer
from adapters.teams import data
from adapters.teams.data import Do
from bot.chat.events import Value, Values

#: More than any form has: anything beyond it was not drawn here.
_MOST = 200
_LONGEST_ID = 255
_ID = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers by field id; apart from them the ids of the people picked, and what is typed to find some."""

    values: Values = field(default_factory=dict)
    #: The fields whose one answer was chosen, and not typed.
    chosen: frozenset[str] = frozenset()
    #: Ids as they were in the card: to be checked before they are trusted.
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: By the field's own id, without `data.FIND`; nothing for a blank.
    finding: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> frozenset[str]:
        """The fields that were there to be answered."""
        return frozenset({*self.values, *self.picked, *self.finding})


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A button as it came back."""

    do: Do
    #: The name of an act or a form, or one that leads nowhere.
    name: str
    pointer: Pointer
    #: `data.DRAWN`: the mark of the questions that were drawn, or "".
    drawn: str
    #: `data.CARD`: the message from which the dialog was opened, if the button says so.
    card: str | None
    answers: Answers


def is_ours(value: object) -> bool:
    """True if the data of a button is Harbour's."""
    return isinstance(value, Mapping) and data.OURS in value


def pressed(value: object) -> Pressed:
    """The button in `value`: its data, merged by the client with the inputs of its card. Raises Unreadable."""
    ours = value.get(data.OURS) if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(ours, Mapping):
        raise Unreadable
    do = next((do for do in Do if do.value == ours.get(data.DO)), None)
    if do is None:
        raise Unreadable
    return Pressed(
        do=do,
        name=pointers.name(ours.get(data.NAME)),
        pointer=pointers.unpacked(ours.get(data.TO)),
        drawn=_id(ours, data.DRAWN) or "",
        card=_id(ours, data.CARD),
        answers=_answers(
            value,
            words=_ids(ours, data.WORDS),
            one=_ids(ours, data.ONE),
            many=_ids(ours, data.MANY),
            people=_ids(ours, data.PEOPLE),
        ),
    )


def _answers(
    inputs: Mapping[object, object],
    *,
    words: frozenset[str],
    one: frozenset[str],
    many: frozenset[str],
    people: frozenset[str],
) -> Answers:
    # A question that was drawn and does not come back is answered all the same: with nothing.
    values: dict[str, Value] = {**dict.fromkeys(words | one), **dict.fromkeys(many, ())}
    picked: dict[str, tuple[str, ...]] = dict.fromkeys(people, ())
    finding: dict[str, str] = {}
    if len(inputs) > _MOST:
        raise Unreadable
    for key, entered in inputs.items():
        if key in (data.OURS, data.TEAMS):
            continue
        name, text = _name(key), _text(entered)
        if name.endswith(data.FIND):
            sought = name.removesuffix(data.FIND)
            # A question for people that shows no list yet has been answered all the same: with nobody.
            picked.setdefault(sought, ())
            if text and text.strip():
                finding[sought] = text.strip()
        elif name in people:
            picked[name] = _several(text)
        else:
            values[name] = _several(text) if name in many else text
    return Answers(values=values, chosen=one, picked=picked, finding=finding)


def _name(key: object) -> str:
    """The id of an input."""
    if not isinstance(key, str) or not key or len(key) > _LONGEST_ID:
        raise Unreadable
    return _written(key)


def _text(entered: object) -> str | None:
    """Text of an input; None if it is empty. Every kind of input that is drawn gives text, "" or nothing."""
    if entered is None:
        return None
    if not isinstance(entered, str):
        raise Unreadable
    return _written(entered) or None


def _several(text: str | None) -> tuple[str, ...]:
    """The values chosen in one input of several: the client joins them with commas. Each counts once."""
    chosen = [one.strip() for one in (text or "").split(",")]
    found = tuple(dict.fromkeys(one for one in chosen if one))
    if len(found) > _MOST or any(len(one) > _LONGEST_ID for one in found):
        raise Unreadable
    return found


def _written(text: str) -> str:
    """The text, if it can be written down: half a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unreadable from None  # the error holds the typed text
    return text


def _ids(ours: Mapping[object, object], key: str) -> frozenset[str]:
    ids = ours.get(key)
    if ids is None:
        return frozenset()
    if not isinstance(ids, list) or len(ids) > _MOST:
        raise Unreadable
    return frozenset(_name(id_) for id_ in ids)


def _id(ours: Mapping[object, object], key: str) -> str | None:
    value = ours.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Unreadable
    return value
