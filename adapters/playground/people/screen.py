"""Messages, dialogs and home tabs as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from adapters.playground.stand_in.refusals import Json

#: What stands in a field, in the words that are seen; None where it is empty.
Seen = str | tuple[str, ...] | None


class Place(Protocol):
    """An input in its message or dialog, in its platform's own terms."""

    @property
    def kind(self) -> str:
        """The element's type, such as "datepicker" or "Input.Date"."""
        ...

    @property
    def element(self) -> Json:
        """The element itself."""
        ...

    @property
    def block_id(self) -> str:
        """Id of the input, unique within its dialog: the field's own id."""
        ...

    @property
    def action_id(self) -> str:
        """The element's own id."""
        ...

    @property
    def dispatches(self) -> bool:
        """True if a change is sent to the app at once."""
        ...


@dataclass(frozen=True, kw_only=True)
class Button:
    """A button, or one line of a menu of further acts."""

    label: str
    #: Its action_id.
    action: str
    #: What stands in the same block, to tell one "Open" from another.
    beside: str
    block_id: str
    value: str
    #: "primary", "danger" or "".
    style: str
    element: Json = field(repr=False)
    option: Json | None = field(default=None, repr=False)
    #: Where it leads in the browser; "" for a button that acts.
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A field that can be filled in."""

    label: str
    answer: Seen
    required: bool
    #: What can be chosen from, as it is read.
    options: tuple[str, ...]
    place: Place = field(repr=False)
    #: Whether it takes words.
    is_text: bool = False
    #: Whether any number of `options` can be ticked.
    is_ticked: bool = False


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One message, dialog or home tab."""

    #: The ts of a message, the id of a view.
    ref: str
    title: str
    #: Everything that can be read, in order, a line each.
    text: str
    buttons: tuple[Button, ...]
    questions: tuple[Question, ...] = ()
    #: The sentence beside each field, by its label.
    errors: Mapping[str, str] = field(default_factory=dict)
    submit: str | None = None
    close: str | None = None
    #: Who wrote the message; "" for a view.
    by: str = ""
    #: What a locked phone shows of a message.
    notification: str = ""
    #: True if only this person sees the message.
    is_ephemeral: bool = False
    #: When the message was sent; None for a view.
    at: datetime | None = None
    #: True for a message that answers what the person has just typed: no news.
    is_answer: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the buttons."""
        return tuple(button.label for button in self.buttons)

    @property
    def fields(self) -> dict[str, Seen]:
        """Answers of the fields, by their labels."""
        return {question.label: question.answer for question in self.questions}
