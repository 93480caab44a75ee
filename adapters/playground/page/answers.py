"""Example answers, for the button that fills in a form.

The stories' own words stand in `examples` by form and field; a field that is not listed gets an
answer of its kind if it has to have one. What the app asks for only after an answer is filled in too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from adapters.playground.page.examples import FIRST, ME, Example, examples
from adapters.playground.page.table import Table
from adapters.playground.person import Given, Person
from adapters.playground.refusals import Json
from adapters.playground.screen import Question
from adapters.playground.slack.inputs import is_empty
from adapters.playground.slack.reading import option_label

_TEXT = "An example, written for the playground."


async def fill_in(table: Table, person: Person, walk: str = "") -> None:
    """Fill in every empty field of the open dialog, also those that appear meanwhile, as this walk tells it."""
    given: set[str] = set()
    while (found := _next(table, person, given, walk)) is not None:
        question, answer = found
        given.add(question.place.block_id)
        await person.answer(question.place.block_id, answer)


def _next(table: Table, person: Person, given: set[str], walk: str) -> tuple[Question, Given] | None:
    """The next empty field that there is an answer for."""
    view = table.workspace.dialogs.top(person.id)
    if view is None:
        return None
    for question in person.modal().questions:
        place = question.place
        is_day = place.kind == "datepicker"  # a day that the app suggests is set to the story's
        if place.block_id in given or not (is_day or is_empty(view.state[place.block_id][place.action_id])):
            continue
        answer = _answer(table, person, examples(view.body.get("callback_id") or "", walk), question)
        if answer:
            return question, answer
    return None


def _answer(table: Table, person: Person, listed: Mapping[str, Example], question: Question) -> Given:
    """The listed answer, or for a field that has to be answered one of its kind.

    A field for each person has their id after a dash, and one answer for all: "view-1c9e" has that of "view-".
    """
    name, dash, _ = question.place.block_id.partition("-")
    example = listed.get(name + dash)
    if example is not None:
        return _listed(table, person, question, example)
    return _of_kind(table, person, question) if question.required else None


def _listed(table: Table, person: Person, question: Question, example: Example) -> Given:
    if isinstance(example, int):
        return table.calendar.working_days_from(table.calendar.today(table.clock.now()), example)
    if example == ME:
        return person.id
    options: list[Json] = question.place.element.get("options", [])
    if not options:
        return example
    if example == FIRST:
        return (question.options[0],)
    wanted = (example,) if isinstance(example, str) else example
    labels = tuple(option_label(option) for option in options if option["value"] in wanted)
    return labels[0] if labels and isinstance(example, str) else labels


def _of_kind(table: Table, person: Person, question: Question) -> Given:
    place = question.place
    match place.kind:
        case "radio_buttons" | "static_select":
            return question.options[0]
        case "checkboxes" | "multi_static_select":
            return (question.options[0],)
        case "users_select" | "multi_users_select":
            others = (user.id for user in table.workspace.users.values() if user.email and user.id != person.id)
            return (next(others),)
        case "datepicker":
            return table.calendar.day_of(table.clock.now() + timedelta(days=7))
        case "timepicker":
            return "10:00"
        case _:
            return _TEXT[: place.element.get("max_length", len(_TEXT))]
