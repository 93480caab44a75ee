"""Filling in of a field of an Adaptive Card, as a person types or chooses there, one tap after the other."""

from __future__ import annotations

from collections.abc import Callable

from adapters.playground.people.finding import listed, moment, several
from adapters.playground.people.person import Given
from adapters.playground.people.screen import Question
from adapters.playground.stand_in.refusals import CannotDo, Json
from adapters.playground.teams.inputs import TYPED
from adapters.playground.teams.members import Member
from adapters.playground.teams.reading import title_of

#: Looks up somebody by what is known of them.
Finder = Callable[[str], Member]
#: The longest text that a field takes where it does not say.
_LONGEST = 4000


class NotListed(CannotDo):
    """A colleague is not among those on offer: `name` would have to be looked for."""

    def __init__(self, question: Question, name: str) -> None:
        super().__init__(f"{question.label!r} has no answer {name!r}. There are: {listed(question.options)}.")
        self.name = name


def next_value(question: Question, held: str, given: Given, finder: Finder) -> str | None:
    """Value of the field after the person's next tap or typing; None if it is `given` already.

    Raises CannotDo if a person could not answer that here, NotListed for a choice that is not there.
    """
    element = question.place.element
    if not element.get("isMultiSelect"):
        wanted = _wanted(question, given, finder)
        return None if wanted == held else wanted
    chosen = [value for value in held.split(",") if value]
    wants = []
    for label in several(given):
        # One after the other: who has been found is ticked before the next is looked for.
        wants.append(_choice(question, label, finder))
        if wants[-1] not in chosen:
            return ",".join([*chosen, wants[-1]])
    extra = next((value for value in chosen if value not in wants), None)
    return None if extra is None else ",".join(value for value in chosen if value != extra)


def is_typing(question: Question) -> bool:
    """True if filling it in is typing, which costs no tap."""
    return question.place.kind in TYPED


def _wanted(question: Question, given: Given, finder: Finder) -> str:
    """Value of `given` in the shape of the data."""
    match question.place.kind:
        case kind if kind in TYPED:
            return _text(question, given)
        case "Input.Date":
            return moment(question, given, "date", is_day=True) or ""
        case "Input.Time":
            return moment(question, given, "time", is_day=False) or ""
        case "Input.ChoiceSet":
            return _one(question, given, finder)
        case kind:
            raise CannotDo(f"{question.label!r} is an {kind}, which cannot be filled in here.")


def _text(question: Question, given: Given) -> str:
    if given is not None and not isinstance(given, str):
        raise CannotDo(f"{question.label!r} takes text.")
    longest = int(question.place.element.get("maxLength") or _LONGEST)
    if given and len(given) > longest:
        raise CannotDo(f"{question.label!r} takes at most {longest} characters; these are {len(given)}.")
    return given or ""


def _one(question: Question, given: Given, finder: Finder) -> str:
    labels = several(given)
    if not labels and question.place.element.get("style") == "compact":
        return ""
    if len(labels) != 1:
        raise CannotDo(f"{question.label!r} takes one of its answers.")
    return _choice(question, labels[0], finder)


def _choice(question: Question, label: str, finder: Finder) -> str:
    """The value of the choice with these words; a colleague by any of their names."""
    choices: list[Json] = question.place.element.get("choices", [])
    for says in (_whole, title_of):
        for choice in choices:
            if says(choice).casefold() == label.casefold():
                return str(choice["value"])
    try:
        member = finder(label)
    except CannotDo:
        raise NotListed(question, label) from None
    return _colleague(question, member, choices)


def _whole(choice: Json) -> str:
    return str(choice["title"])


def _colleague(question: Question, member: Member, choices: list[Json]) -> str:
    """The value of the choice that is this colleague: by name, and with their e-mail where two share it."""
    called = (member.real_name, f"{member.real_name} ({member.email})")
    found = [choice for choice in choices if _whole(choice) in called]
    if len(found) != 1:
        raise NotListed(question, member.real_name)
    return str(found[0]["value"])
