"""Forms in a conversation: drawing them, and acting on what was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.chat.events import ActionEvent, ReshapeEvent, SubmitEvent, Values
from bot.chat.forms import Answers, Form
from bot.chat.replies import Reply
from bot.people import PersonId
from bot.ports import UnitOfWork

#: Button actions, by name.
Acts = Mapping[str, Callable[[ActionEvent, UnitOfWork], Reply]]


@dataclass(frozen=True, kw_only=True)
class Request:
    """Inputs for drawing a form, the same whether it is opened, shown again or sent."""

    person: PersonId
    about: str | None = None
    extra: str = ""
    values: Values = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, event: ActionEvent | ReshapeEvent | SubmitEvent) -> Request:
        """The request in an event."""
        return cls(person=event.person, about=event.about, extra=event.extra, values=event.values)


@dataclass(frozen=True)
class FormFlow:
    """A form: drawing it for somebody who may see it, and acting on it when sent."""

    draw: Callable[[Request, UnitOfWork], Form]
    submit: Callable[[SubmitEvent, Answers, UnitOfWork], Reply]
    #: Answer to a repeat by somebody who had seen none; reads what was sent only if it needs to.
    again: Callable[[SubmitEvent, Callable[[], Answers], UnitOfWork], Reply] | None = None
