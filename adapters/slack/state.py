"""Typed and chosen values of a view: `view.state.values` of every kind of input that is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from adapters.chat.errors import Unreadable
from bot.chat.events import Value, Values

#: More than any form has: anything beyond it was not drawn here.
_MOST = 200


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The answers by field id, and apart from them the Slack ids of the people picked."""

    values: Values = field(default_factory=dict)
    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def answers(values: object) -> Answers:
    """The answers in `view.state.values`: block id → action id → value. Raises Unreadable.

    An unknown kind of input is refused: read as empty, it would lose an answer.
    """
    if values is None:
        return Answers()
    if not isinstance(values, Mapping) or len(values) > _MOST:
        raise Unreadable
    plain: dict[str, Value] = {}
    picked: dict[str, tuple[str, ...]] = {}
    for inputs in values.values():
        if not isinstance(inputs, Mapping):
            raise Unreadable
        for name, entered in inputs.items():
            kind = entered.get("type") if isinstance(entered, Mapping) else None
            if not isinstance(kind, str) or not isinstance(name, str) or len(name) > 255:
                raise Unreadable
            if kind in _PEOPLE:
                picked[name] = _PEOPLE[kind](entered)
            elif kind in _PLAIN:
                plain[name] = _PLAIN[kind](entered)
            else:
                raise Unreadable
    return Answers(values=plain, picked=picked)


Entered = Mapping[str, object]


def _text(key: str) -> Callable[[Entered], str | None]:
    def value(entered: Entered) -> str | None:
        found = entered.get(key)
        return None if found is None else _string(found)

    return value


def _option(entered: Entered) -> str | None:
    chosen = entered.get("selected_option")
    return None if chosen is None else _value(chosen)


def _options(entered: Entered) -> tuple[str, ...]:
    return tuple(_value(option) for option in _entries(entered, "selected_options"))


def _user(entered: Entered) -> tuple[str, ...]:
    chosen = entered.get("selected_user")
    return () if chosen is None else (_string(chosen),)


def _users(entered: Entered) -> tuple[str, ...]:
    return tuple(_string(user) for user in _entries(entered, "selected_users"))


def _entries(entered: Entered, key: str) -> list[object]:
    found = entered.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or len(found) > _MOST:
        raise Unreadable
    return found


def _value(option: object) -> str:
    if not isinstance(option, Mapping):
        raise Unreadable
    return _string(option.get("value"))


def _string(value: object) -> str:
    """The string, if it is one that can be written down: half a surrogate pair cannot."""
    if not isinstance(value, str):
        raise Unreadable
    try:
        value.encode()
    except UnicodeEncodeError as broken:
        raise Unreadable from broken
    return value


_PLAIN: Mapping[str, Callable[[Entered], Value]] = {
    "plain_text_input": _text("value"),
    "datepicker": _text("selected_date"),
    "timepicker": _text("selected_time"),
    "radio_buttons": _option,
    "static_select": _option,
    "checkboxes": _options,
    "multi_static_select": _options,
}
_PEOPLE: Mapping[str, Callable[[Entered], tuple[str, ...]]] = {
    "users_select": _user,
    "multi_users_select": _users,
}
