"""Fields by their label and buttons by their words, as a person finds them on a screen of any platform."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, time

from adapters.playground.people.person import Given
from adapters.playground.people.screen import Button, Question, Screen
from adapters.playground.stand_in.refusals import CannotDo


def question_called(screen: Screen, label: str) -> Question:
    """The field with this label; upper and lower case and a missing end are forgiven. Raises CannotDo."""
    tests: tuple[Callable[[str], bool], ...] = (
        lambda found: found == label,
        lambda found: found.casefold() == label.casefold(),
        lambda found: found.casefold().startswith(label.casefold()),
    )
    for test in tests:
        matching = [q for q in screen.questions if test(q.label)]
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise CannotDo(f"{len(matching)} fields are called {label!r} in {screen.title!r}.")
    raise CannotDo(f"There is no field {label!r} in {screen.title!r}. There are: {listed(screen.fields)}.")


def question_in(screen: Screen, block_id: str) -> Question:
    """The field with this id. Raises CannotDo."""
    for question in screen.questions:
        if question.place.block_id == block_id:
            return question
    raise CannotDo(f"The field is not in {screen.title!r} any more.")


def buttons_called(screen: Screen, what: str) -> list[Button]:
    """The buttons with this label, or else of the act with this name."""
    by_label = [b for b in screen.buttons if b.label == what]
    return by_label or [b for b in screen.buttons if b.action == what]


def button_called(screen: Screen, what: str, near: str = "") -> Button:
    """The one button with this label, or of this act; `near`: words beside it. Raises CannotDo."""
    found = buttons_called(screen, what)
    if len(found) > 1 and near:
        found = [button for button in found if near in button.beside]
    if len(found) == 1:
        return found[0]
    if found:
        raise CannotDo(f"{len(found)} buttons {what!r} in {screen.title!r}: say which with near=….")
    beside = f" beside {near!r}" if near else ""
    raise CannotDo(f"There is no button {what!r}{beside} in {screen.title!r}. There are: {', '.join(screen.labels)}.")


def several(given: Given) -> list[str]:
    """Values for a field that takes several answers. Raises CannotDo for a date or a time."""
    if given is None:
        return []
    if isinstance(given, date | time):
        raise CannotDo("A date or a time is no choice.")
    return [given] if isinstance(given, str) else list(given)


def moment(question: Question, given: Given, what: str, *, is_day: bool) -> str | None:
    """A day or a time of day in ISO's form; None for nothing. Raises CannotDo for an invalid one."""
    if isinstance(given, date):
        given = given.isoformat()
    elif isinstance(given, time):
        given = given.strftime("%H:%M")
    if given is None:
        return None
    try:
        (date if is_day else time).fromisoformat(str(given))
    except ValueError:
        raise CannotDo(f"{question.label!r} is a {what}: {given!r} cannot be picked there.") from None
    return str(given)


def listed(labels: Iterable[str]) -> str:
    """Labels in a sentence."""
    return ", ".join(repr(label) for label in labels) or "none"
