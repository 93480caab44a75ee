"""Forms as values, and the reading of what was sent.

A form is rebuilt from its values, so that the fields it shows follow from the answers; a value for a field that is not
shown is not read. A form that cannot be accepted comes back with the typed values in place and one sentence beside
each field in error.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from bot.chat.cards import Block
from bot.chat.events import Value, Values
from bot.errors import Incomplete
from bot.people import PersonId

Choice = TypeVar("Choice", bound=StrEnum)

#: The longest text that any field takes, in characters: no platform's own input takes fewer.
LONGEST = 3000

_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
#: The last five are letters, or signs, that look like a space.
_INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad\u180e\u115f\u1160\u2800\u3164\uffa0")


def tidy(text: str) -> str:
    """The text as it is kept: composed, without control or invisible characters, trimmed.

    Letters of every script, emoji and line breaks stay; characters that reorder or hide text go.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(c for c in composed if c in "\n\t" or not _goes(c))
    return kept.strip().strip("\u200c\u200d").strip()


def _goes(c: str) -> bool:
    """True if a character reorders or hides text, or is one of Unicode's noncharacters, which no document can hold."""
    none = ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF
    return none or c in _BIDI_CONTROLS or c in _INVISIBLE or unicodedata.category(c) in {"Cc", "Cs"}


@dataclass(frozen=True)
class Option:
    """One answer of a choice: the stored value, and the label that people read."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form."""

    id: str
    label: str
    #: The section of the policy, or the decision, that needs the answer; and who reads it. Neither is shown where it
    #: is asked: `docs/questions.md` lists them, and a question without them goes.
    because: str = ""
    read_by: str = ""
    hint: str = ""
    required: bool = False
    #: True where another answer can make it needed and the form cannot be drawn again: it is never called optional.
    one_of: bool = False
    #: The sentence beside the field when an answer is needed and there is none.
    missing: str = ""

    def read(self, value: Value) -> object:
        """The answer; None if there is none. Raises ValueError with a sentence."""
        raise NotImplementedError

    def ask(self) -> str:
        """Sentence for a missing answer."""
        return self.missing or f"Please answer: {self.label.rstrip('?:')}."


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """A line or a paragraph of text."""

    lines: bool = False
    longest: int = LONGEST
    placeholder: str = ""

    def read(self, value: Value) -> str | None:
        text = tidy(value) if isinstance(value, str) else ""
        if len(text) > self.longest:
            raise ValueError(f"Please shorten this to {self.longest} characters; it has {len(text)}.")
        return text or None


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """One of a few answers."""

    options: tuple[Option, ...]
    #: True where the answer decides which other questions are asked: the form is shown again.
    reshapes: bool = False
    #: True where an answer brings up no question, and only spares one the words below it.
    spares: bool = False
    #: True to fold the answers into a menu; always so for more than ten.
    menu: bool = False

    def read(self, value: Value) -> str | None:
        if not value:
            return None
        if not isinstance(value, str) or value not in {o.value for o in self.options}:
            raise ValueError("Please choose one of the answers shown.")
        return value


@dataclass(frozen=True, kw_only=True)
class ChoicesField(Field):
    """Any number of a few answers."""

    options: tuple[Option, ...]
    reshapes: bool = False

    def read(self, value: Value) -> tuple[str, ...] | None:
        chosen = (value,) if isinstance(value, str) and value else tuple(value or ())
        if any(v not in {o.value for o in self.options} for v in chosen):
            raise ValueError("Please choose from the answers shown.")
        return tuple(o.value for o in self.options if o.value in chosen) or None


@dataclass(frozen=True, kw_only=True)
class PeopleField(Field):
    """Colleagues, picked. `most` is how many may be picked; 1 is a single picker."""

    most: int = 10

    def read(self, value: Value) -> tuple[str, ...] | None:
        people = (value,) if isinstance(value, str) and value else tuple(value or ())
        if len(people) > self.most:
            raise ValueError(f"Please choose at most {self.most}.")
        return tuple(dict.fromkeys(people)) or None


@dataclass(frozen=True, kw_only=True)
class DateField(Field):
    """A day."""

    #: The first and the last accepted day, and the sentence for any other.
    earliest: date | None = None
    latest: date | None = None
    outside: str = ""

    def read(self, value: Value) -> date | None:
        if not value:
            return None
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        if day is None:
            raise ValueError("Please give a day, such as 2026-11-24.")
        if (self.earliest and day < self.earliest) or (self.latest and day > self.latest):
            raise ValueError(self.outside or "Please choose another day.")
        return day


@dataclass(frozen=True, kw_only=True)
class TimeField(Field):
    """A time of day."""

    def read(self, value: Value) -> time | None:
        if not value:
            return None
        try:
            if isinstance(value, str):
                return time.fromisoformat(value)
        except ValueError:
            pass
        raise ValueError("Please give a time, such as 14:30.")


@dataclass(frozen=True, kw_only=True)
class FileField(Field):
    """A file, on a surface that takes one and checks its content. The answer only says that there is one."""

    #: Media types to offer, as a hint only.
    media_types: tuple[str, ...] = ()

    def read(self, value: Value) -> str | None:
        return value if isinstance(value, str) and value else None


def in_words(
    way: ChoiceField, words: TextField, values: Values, *, needs: Collection[str]
) -> tuple[ChoiceField] | tuple[ChoiceField, TextField]:
    """A choice between several ways to answer, with a text field if the chosen way `needs` it: a field that is refused
    when empty is never optional. Typed text is kept.
    """
    asked = replace(way, required=True, reshapes=True, spares=True)
    if values.get(way.id) in needs:
        return asked, replace(words, required=True)
    return (asked, words) if values.get(words.id) else (asked,)


class Answers:
    """Checked answers, by field id."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers

    def __contains__(self, name: str) -> bool:
        return self._answers.get(name) is not None

    def text(self, name: str) -> str:
        """The text, or an empty one."""
        answer = self._answers.get(name)
        return answer if isinstance(answer, str) else ""

    def choice(self, name: str, of: type[Choice]) -> Choice | None:
        """The chosen answer."""
        answer = self._answers.get(name)
        return of(answer) if isinstance(answer, str) else None

    def choices(self, name: str, of: type[Choice]) -> tuple[Choice, ...]:
        """All chosen answers."""
        answer = self._answers.get(name)
        return tuple(of(a) for a in answer) if isinstance(answer, tuple) else ()

    def ids(self, name: str) -> tuple[str, ...]:
        """All chosen answers as they are."""
        answer = self._answers.get(name)
        if isinstance(answer, str):
            return (answer,)
        return answer if isinstance(answer, tuple) else ()

    def people(self, name: str) -> tuple[PersonId, ...]:
        """The people picked."""
        return tuple(PersonId(p) for p in self.ids(name))

    def day(self, name: str) -> date | None:
        """The day."""
        answer = self._answers.get(name)
        return answer if isinstance(answer, date) else None

    def clock(self, name: str) -> time | None:
        """The time of day."""
        answer = self._answers.get(name)
        return answer if isinstance(answer, time) else None

    def yes(self, name: str) -> bool:
        """True if the answer to a yes-or-no question is yes."""
        return self._answers.get(name) == "yes"


YES_NO = (Option("yes", "Yes"), Option("no", "No"))


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form: questions with text and buttons between them."""

    #: The form's name in `SubmitEvent.form`, such as "ended_contact.report".
    name: str
    title: str
    body: tuple[Field | Block, ...]
    submit: str = "Send"
    close: str = "Not now"
    #: Opaque pointers that come back with the submission.
    about: str | None = None
    extra: str = ""
    #: True if the answer holds content, which is for a dialog alone and not for a chat.
    reveals: bool = False
    #: Values so far, and the sentence beside each field in error.
    values: Values = field(default_factory=dict, repr=False)
    errors: Mapping[str, str] = field(default_factory=dict)

    def fields(self) -> Iterator[Field]:
        """The questions, from top to bottom."""
        return (part for part in self.body if isinstance(part, Field))

    def filled(self, values: Values) -> Form:
        """The same form with these values typed in."""
        return replace(self, values={**self.values, **values})

    def with_errors(self, errors: Mapping[str, str]) -> Form:
        """The same form with a sentence beside each field that needs something."""
        return replace(self, errors=dict(errors))

    def _sent(self, question: Field, values: Values) -> Value:
        """Sent value of a question; an alternative that was not drawn yet keeps its initial value."""
        known = self.values if isinstance(question, ChoiceField) and question.spares else {}
        return values.get(question.id, known.get(question.id))

    def read(self, values: Values) -> Answers:
        """The answers. Raises Incomplete with a sentence for each field that needs something."""
        answers: dict[str, object] = {}
        errors: dict[str, str] = {}
        for question in self.fields():
            try:
                answer = question.read(self._sent(question, values))
            except (ValueError, TypeError) as problem:
                errors[question.id] = str(problem) if isinstance(problem, ValueError) else question.ask()
                continue
            if answer is None and question.required:
                errors[question.id] = question.ask()
            answers[question.id] = answer
        if errors:
            raise Incomplete(errors)
        return Answers(answers)


def first(these: Collection[Choice], labels: Mapping[Choice, str]) -> Mapping[Choice, str]:
    """A table of labels with the likely ones first; the rest keeps its order."""
    return {each: labels[each] for each in sorted(labels, key=lambda each: each not in these)}


def options(labels: Mapping[Choice, str], only: Iterable[Choice] | None = None) -> tuple[Option, ...]:
    """Options from a table of wording, in its order."""
    wanted = set(only) if only is not None else None
    return tuple(Option(value.value, label) for value, label in labels.items() if wanted is None or value in wanted)
