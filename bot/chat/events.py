"""Acts of a person as the core sees them, made by an adapter from a verified envelope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.people import PersonId

#: Values of a form's fields once an adapter has read them: text, ids, or ISO dates and times.
Value = str | tuple[str, ...] | None
Values = Mapping[str, Value]


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that a person did."""

    #: The person, from the platform's verified envelope and never from the payload's own words.
    person: PersonId
    #: The same for a repeat of the same act, so that it has one effect. None: repeats are harmless.
    key: str | None = None


@dataclass(frozen=True, kw_only=True)
class CommandEvent(Event):
    """`/ended-contact she swore at me`, or the same words typed to the bot."""

    #: A name of `bot.chat.commands.COMMANDS`, such as "ended_contact".
    name: str
    #: The text after the command. May be sensitive: never logged, never echoed into the chat.
    text: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class ActionEvent(Event):
    """A button was pressed."""

    #: The name of the act, such as "ended_contact.open".
    action: str
    #: The id of the record the button belongs to; opaque, and only a pointer: never authority.
    about: str | None = None
    #: An opaque extra of the button (an id, a number, a page). Never content.
    extra: str = ""
    #: Values of the form that holds the button, if one does.
    values: Values = field(default_factory=dict, repr=False)
    #: The platform's own errors, by field: a sentence for the form's errors.
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SubmitEvent(Event):
    """A form was sent."""

    #: The form's name, such as "ended_contact.report".
    form: str
    #: The id of the record the form is about, if any.
    about: str | None = None
    #: The form's opaque extra, as it was given in `Form.extra`.
    extra: str = ""
    values: Values = field(default_factory=dict, repr=False)

    #: What the platform could not take, by field (a colleague picked who has left): a sentence for
    #: the form's errors. The form is not accepted while there is one.
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReshapeEvent(Event):
    """An answer was chosen that decides which other questions a form asks: show the form again."""

    #: As in `SubmitEvent`: the open form, its pointers, and its values so far.
    form: str
    about: str | None = None
    extra: str = ""
    values: Values = field(default_factory=dict, repr=False)
    #: The platform's own errors, by field: a sentence for the form's errors.
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MessageEvent(Event):
    """Something was typed to the bot in a direct message."""

    text: str = field(default="", repr=False)
    #: A file came with it. It stays on the platform: nothing of it is fetched.
    with_file: bool = False


@dataclass(frozen=True, kw_only=True)
class HomeEvent(Event):
    """The person opened the bot's home."""


@dataclass(frozen=True, kw_only=True)
class InstalledEvent(Event):
    """The bot was given to the person, by themselves or by the organisation: there is a chat with them now."""
