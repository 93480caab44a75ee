"""Filling in of a field, as a person types or chooses there, one tap after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from adapters.playground.people.finding import listed, moment, several
from adapters.playground.people.person import Given
from adapters.playground.people.screen import Place, Question, Screen
from adapters.playground.slack.inputs import TYPED, answer_key, is_empty
from adapters.playground.slack.reading import option_label
from adapters.playground.slack.users import User
from adapters.playground.stand_in.refusals import CannotDo, Json

#: Looks up somebody by what is typed into a people picker.
Finder = Callable[[str], User]
Choice = TypeVar("Choice")


def next_value(question: Question, value: Json, given: Given, finder: Finder) -> Json | None:
    """Value of the field after the person's next tap or typing; None if it is `given` already.

    Raises CannotDo if a person could not answer that here.
    """
    key = answer_key(value["type"])
    wanted = _wanted(question, given, finder)
    if wanted == value[key] or (not wanted and is_empty(value)):
        return None
    if key not in ("selected_options", "selected_users"):
        return {**value, key: wanted}
    held: list[object] = value[key]
    wanted = wanted if isinstance(wanted, list) else []
    for tapped in wanted:
        if tapped not in held:
            return {**value, key: [*held, tapped]}
    fewer = [choice for choice in held if choice in wanted]
    return None if len(fewer) == len(held) else {**value, key: _without_one(held, fewer)}


def is_typing(place: Place) -> bool:
    """True if filling it in is typing, which costs no tap."""
    return place.kind in TYPED


def refusals(screen: Screen, state: Mapping[str, Mapping[str, Json]]) -> dict[str, str]:
    """Objections of Slack's client before it sends a dialog: a sentence for each label."""
    found: dict[str, str] = {}
    for question in screen.questions:
        value = state[question.place.block_id][question.place.action_id]
        if question.required and is_empty(value):
            found[question.label] = "Please complete this required field."
        elif question.place.kind == "plain_text_input" and not is_empty(value):
            least = question.place.element.get("min_length", 0)
            if len(value["value"]) < least:
                found[question.label] = f"Please type at least {least} characters."
    return found


def _wanted(question: Question, given: Given, finder: Finder) -> object:
    """Value of `given` in the shape of Slack's state."""
    match question.place.kind:
        case kind if kind in TYPED:
            return _text(question, given)
        case "datepicker" | "timepicker" as kind:
            return moment(question, given, kind, is_day=kind == "datepicker")
        case "users_select":
            return _one_person(question, _people(question, given, finder))
        case "multi_users_select":
            return _people(question, given, finder)
        case "checkboxes" | "multi_static_select":
            return _few(question, [_option(question, label) for label in several(given)])
        case "static_select" | "radio_buttons":
            return _option(question, given)
        case kind:
            raise CannotDo(f"{question.label!r} is a {kind}, which cannot be filled in here.")


def _text(question: Question, given: Given) -> str | None:
    if given is not None and not isinstance(given, str):
        raise CannotDo(f"{question.label!r} takes text.")
    longest = question.place.element.get("max_length", 3000)
    if given and len(given) > longest:
        raise CannotDo(f"{question.label!r} takes at most {longest} characters; these are {len(given)}.")
    return given or None


def _people(question: Question, given: Given, finder: Finder) -> list[str]:
    users = [finder(name) for name in several(given)]
    gone = next((user for user in users if user.deleted), None)
    if gone is not None:
        raise CannotDo(f"{gone.real_name} is deactivated, so the picker does not show them.")
    return _few(question, [user.id for user in users])


def _one_person(question: Question, ids: list[str]) -> str | None:
    if len(ids) > 1:
        raise CannotDo(f"{question.label!r} takes one person.")
    return ids[0] if ids else None


def _few(question: Question, chosen: list[Choice]) -> list[Choice]:
    most = question.place.element.get("max_selected_items", len(chosen))
    if len(chosen) > most:
        raise CannotDo(f"{question.label!r} takes at most {most}.")
    return chosen


def _option(question: Question, label: Given) -> Json:
    if not isinstance(label, str):
        raise CannotDo(f"{question.label!r} takes one of its answers and cannot be emptied.")
    options: list[Json] = question.place.element["options"]
    for option in options:
        if option_label(option).casefold() == label.casefold():
            return option
    raise CannotDo(f"{question.label!r} has no answer {label!r}. There are: {listed(question.options)}.")


def _without_one(held: list[object], kept: list[object]) -> list[object]:
    gone = next(choice for choice in held if choice not in kept)
    return [choice for choice in held if choice != gone]
