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
from typing import Generic, Self, TypeVar, cast

from bot.chat.cards import Block
from bot.chat.events import Value, Values
from bot.errors import Incomplete, Problem
from bot.people import PersonId

T = TypeVar("T")
Choice = TypeVar("Choice", bound=str)
#: An answer as it is read, and one of a few.
Answer_co = TypeVar("Answer_co", covariant=True)
Choice_co = TypeVar("Choice_co", bound=str, covariant=True)

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
class Option(Generic[Choice_co]):
    """One answer of a choice: the stored value, and the label that people read."""

    value: Choice_co
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Field(Generic[Answer_co]):
    """One question of a form: declared once, varied by what it is asked about, and read by (`Answers`)."""

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
    #: The sentence beside it for whatever else a record finds wrong with the answer.
    wrong: Mapping[Problem, str] = field(default_factory=dict, hash=False)

    def read(self, value: Value) -> Answer_co | None:
        """The answer; None if there is none. Raises ValueError with a sentence."""
        raise NotImplementedError

    @property
    def empty(self) -> Answer_co | None:
        """The answer of who leaves it empty, where that is one."""
        return None

    def needed(self) -> Self:
        """The same question, taken with an answer alone."""
        return replace(self, required=True)

    def ask(self) -> str:
        """Sentence for a missing answer."""
        return self.missing or f"Please answer: {self.label.rstrip('?:')}."

    def says(self, error: str) -> str:
        """The sentence for what is wrong with the answer; one that is a sentence already stands."""
        if error is Problem.MISSING:
            return self.ask()
        return self.wrong.get(error, Incomplete({}).message) if isinstance(error, Problem) else error


@dataclass(frozen=True, kw_only=True)
class TextField(Field[str]):
    """A line or a paragraph of text."""

    lines: bool = False
    longest: int = LONGEST
    placeholder: str = ""

    def read(self, value: Value) -> str | None:
        text = tidy(value) if isinstance(value, str) else ""
        if len(text) > self.longest:
            raise ValueError(f"Please shorten this to {self.longest} characters; it has {len(text)}.")
        return text or None

    @property
    def empty(self) -> str:
        return ""


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field[Choice_co]):
    """One of a few answers."""

    options: tuple[Option[Choice_co], ...] = ()
    #: True where the answer decides which other questions are asked: the form is shown again.
    reshapes: bool = False
    #: True where an answer brings up no question, and only spares one the words below it.
    spares: bool = False
    #: True to fold the answers into a menu; always so for more than ten.
    menu: bool = False

    def read(self, value: Value) -> Choice_co | None:
        if not value:
            return None
        for option in self.options:
            if option.value == value:
                return option.value
        raise ValueError("Please choose one of the answers shown.")


@dataclass(frozen=True, kw_only=True)
class ChoicesField(Field[tuple[Choice_co, ...]]):
    """Any number of a few answers."""

    options: tuple[Option[Choice_co], ...] = ()
    reshapes: bool = False

    @property
    def empty(self) -> tuple[Choice_co, ...]:
        return ()

    def read(self, value: Value) -> tuple[Choice_co, ...] | None:
        chosen = (value,) if isinstance(value, str) and value else tuple(value or ())
        if any(v not in {o.value for o in self.options} for v in chosen):
            raise ValueError("Please choose from the answers shown.")
        return tuple(o.value for o in self.options if o.value in chosen) or None


@dataclass(frozen=True, kw_only=True)
class PeopleField(Field[tuple[PersonId, ...]]):
    """Colleagues, picked. `most` is how many may be picked; 1 is a single picker."""

    most: int = 10

    @property
    def empty(self) -> tuple[PersonId, ...]:
        return ()

    def read(self, value: Value) -> tuple[PersonId, ...] | None:
        people = (value,) if isinstance(value, str) and value else tuple(value or ())
        if len(people) > self.most:
            raise ValueError(f"Please choose at most {self.most}.")
        return tuple(map(PersonId, dict.fromkeys(people))) or None


@dataclass(frozen=True, kw_only=True)
class DateField(Field[date]):
    """A day."""

    #: The first and the last accepted day, and the sentence for any other.
    earliest: date | None = None
    latest: date | None = None
    outside: str = ""

    def between(self, earliest: date | None, latest: date | None) -> Self:
        """The same question, for these days."""
        return replace(self, earliest=earliest, latest=latest)

    def says(self, error: str) -> str:
        return self.outside if error is Problem.OUTSIDE else super().says(error)

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
class TimeField(Field[time]):
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
class FileField(Field[str]):
    """A file, on a surface that takes one and checks its content. The answer only says that there is one."""

    #: Media types to offer, as a hint only.
    media_types: tuple[str, ...] = ()

    def read(self, value: Value) -> str | None:
        return value if isinstance(value, str) and value else None


def chosen(values: Values, question: Field[object]) -> tuple[str, ...]:
    """The answers chosen so far in one question."""
    value = values.get(question.id)
    return (value,) if isinstance(value, str) and value else tuple(value or ())


def in_words(
    way: ChoiceField[Choice], words: TextField, values: Values, *, needs: Collection[str]
) -> tuple[ChoiceField[Choice]] | tuple[ChoiceField[Choice], TextField]:
    """A choice between several ways to answer, with a text field if the chosen way `needs` it: a field that is refused
    when empty is never optional. Typed text is kept.
    """
    asked = replace(way, required=True, reshapes=True, spares=True)
    if values.get(way.id) in needs:
        return asked, replace(words, required=True)
    return (asked, words) if values.get(words.id) else (asked,)


class Answers:
    """Checked answers, by question."""

    def __init__(self, answers: Mapping[str, object]) -> None:
        self._answers = answers

    def __contains__(self, question: Field[object]) -> bool:
        return self._answers.get(question.id) is not None

    def get(self, question: Field[T]) -> T | None:
        """The answer; None where there is none, or where it was not asked."""
        # It was read by the question as it was drawn, which is this one varied.
        return cast("T | None", self._answers.get(question.id))

    def __getitem__(self, question: Field[T]) -> T:
        """The answer. Raises Incomplete where there has to be one; a text and several answers may be empty."""
        answer = self.get(question)
        answer = question.empty if answer is None else answer
        if answer is None:
            raise Incomplete({question.id: question.ask()})
        return answer

    def one(self, question: PeopleField) -> PersonId | None:
        """The one who was picked."""
        return next(iter(self[question]), None)

    def yes(self, question: Field[str]) -> bool:
        """True if the answer to a yes-or-no question is yes."""
        return self.get(question) == "yes"


#: A part of a form, from top to bottom: a question, or what is read between two.
Part = Field[object] | Block
Body = list[Part]

YES_NO = (Option("yes", "Yes"), Option("no", "No"))


@dataclass(frozen=True, kw_only=True)
class Form:
    """A form: questions with text and buttons between them."""

    #: The form's name in `SubmitEvent.form`, such as "ended_contact.report".
    name: str
    title: str
    body: tuple[Part, ...]
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

    def fields(self) -> Iterator[Field[object]]:
        """The questions, from top to bottom."""
        return (part for part in self.body if isinstance(part, Field))

    def filled(self, values: Values) -> Form:
        """The same form with these values typed in."""
        return replace(self, values={**self.values, **values})

    def with_errors(self, errors: Mapping[str, str]) -> Form:
        """The same form with a sentence beside each field that needs something: the field's own, for a problem."""
        asked = {question.id: question for question in self.fields()}
        return replace(self, errors={name: _sentence(error, asked.get(name)) for name, error in errors.items()})

    def _sent(self, question: Field[object], values: Values) -> Value:
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


def _sentence(error: str, question: Field[object] | None) -> str:
    """The sentence for what is wrong; of a question that is not asked here, the one for all of them."""
    if question is not None:
        return question.says(error)
    return Incomplete({}).message if isinstance(error, Problem) else error


def first(these: Collection[Choice], labels: Mapping[Choice, str]) -> Mapping[Choice, str]:
    """A table of labels with the likely ones first; the rest keeps its order."""
    return {each: labels[each] for each in sorted(labels, key=lambda each: each not in these)}


def options(labels: Mapping[Choice, str], only: Iterable[Choice] | None = None) -> tuple[Option[Choice], ...]:
    """Options from a table of wording, in its order."""
    wanted = set(only) if only is not None else None
    return tuple(Option(value, label) for value, label in labels.items() if wanted is None or value in wanted)
