"""A request to see a form: who asks, about what, and what is typed so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.chat.events import ActionEvent, ReshapeEvent, SubmitEvent, Values
from bot.people import PersonId


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a form is drawn from. The same when it is opened, shown again and sent."""

    person: PersonId
    about: str | None = None
    extra: str = ""
    values: Values = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, event: ActionEvent | ReshapeEvent | SubmitEvent) -> Request:
        """The request in an event."""
        return cls(person=event.person, about=event.about, extra=event.extra, values=event.values)
