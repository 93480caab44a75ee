"""Example answers, for the button that fills in a form.

`examples` holds the stories' own words by form and field; any other required field gets an answer of its kind.
Questions that follow from an answer are filled in too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from adapters.playground.page.examples import FIRST, ME, Example, examples
from adapters.playground.page.side import Side
from adapters.playground.page.table import Table
from adapters.playground.people.person import Given, Person
from adapters.playground.people.screen import Question
from adapters.playground.slack.reading import option_label
from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.reading import title_of

_TEXT = "An example, written for the playground."
_DAYS = frozenset({"datepicker", "Input.Date"})
_TIMES = frozenset({"timepicker", "Input.Time"})
_PEOPLE = frozenset({"users_select", "multi_users_select"})


async def fill_in(table: Table, side: Side, person: Person, walk: str = "") -> None:
    """Fill in every empty field of the open dialog, also those that appear meanwhile, with this walk's answers."""
    given: set[str] = set()
    while (found := _next(table, side, person, given, walk)) is not None:
        question, answer = found
        given.add(question.place.block_id)
        await person.answer(question.place.block_id, answer)


def _next(table: Table, side: Side, person: Person, given: set[str], walk: str) -> tuple[Question, Given] | None:
    """The next empty field that there is an answer for."""
    if not person.has_modal:
        return None
    listed = examples(side.form(person), walk)
    for question in person.modal().questions:
        # A day that the app suggests is set to the story's, where that says one.
        is_told = question.place.kind in _DAYS and _name(question) in listed
        if question.place.block_id in given or not (is_told or side.is_empty(person, question)):
            continue
        answer = _answer(table, person, listed, question)
        if answer:
            return question, answer
    return None


def _answer(table: Table, person: Person, listed: Mapping[str, Example], question: Question) -> Given:
    """The listed answer, or for a field that has to be answered one of its kind."""
    example = listed.get(_name(question))
    if example is not None:
        return _listed(table, person, question, example)
    return _of_kind(table, person, question) if question.required else None


def _name(question: Question) -> str:
    """Name of the field in the lists. One for each person has their id after a dash: "view-1c9e" is "view-"."""
    name, dash, _ = question.place.block_id.partition("-")
    return name + dash


def _listed(table: Table, person: Person, question: Question, example: Example) -> Given:
    if isinstance(example, int):
        return table.calendar.working_days_from(table.calendar.today(table.clock.now()), example)
    if example == ME:
        return person.name
    labels = _labels(question)
    if not labels or _is_of_people(question):
        return example
    if example == FIRST:
        return (question.options[0],)
    wanted = (example,) if isinstance(example, str) else example
    chosen = tuple(label for value, label in labels if value in wanted)
    if not chosen:  # a colleague in Teams, by name
        return example
    return chosen[0] if isinstance(example, str) else chosen


def _labels(question: Question) -> list[tuple[str, str]]:
    """Options of a question as pairs of stored value and visible label."""
    options: list[Json] = question.place.element.get("options", [])
    choices: list[Json] = question.place.element.get("choices", [])
    return [*((o["value"], option_label(o)) for o in options), *((c["value"], title_of(c)) for c in choices)]


def _is_of_people(question: Question) -> bool:
    """True if it asks for colleagues, in Slack."""
    return question.place.kind in _PEOPLE


def _of_kind(table: Table, person: Person, question: Question) -> Given:
    place = question.place
    if _is_of_people(question):
        return (next(each.name for each in table.cast.everybody() if each.email and each.id != person.id),)
    if question.options:
        several = place.kind in ("checkboxes", "multi_static_select") or place.element.get("isMultiSelect")
        return (question.options[0],) if several else question.options[0]
    if place.kind in _DAYS:
        return table.calendar.day_of(table.clock.now() + timedelta(days=7))
    if place.kind in _TIMES:
        return "10:00"
    longest = place.element.get("max_length") or place.element.get("maxLength") or len(_TEXT)
    return _TEXT[:longest]
