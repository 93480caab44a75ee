"""Activities of the Bot Connector, read into one small value, and from it into an event of the core.

The token has been checked already. Everything is checked again all the same: an unreadable activity raises
`Unreadable`, and nothing else is ever raised. No network, no state (platform page: teams).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from adapters.chat import pointers
from adapters.chat.envelope import id_at, id_if_any, key_of, object_at
from adapters.chat.errors import Unreadable
from adapters.chat.pointers import Pointer
from adapters.teams import typed, values
from adapters.teams.addresses import is_trusted
from adapters.teams.data import Do
from adapters.teams.values import Answers, Pressed
from bot.chat.events import ActionEvent, Event, MessageEvent, ReshapeEvent, SubmitEvent, Value, Values
from bot.people import PersonId

#: The only channel that Harbour is on.
CHANNEL = "msteams"
_MOST_ENTRIES = 1000
#: The likely first question of somebody who has just installed the app.
_WELCOME = "harbour"
_HTML = "text/html"
#: Attachments that are not files: the message as HTML, the message it answers, previews of links.
_NO_FILE = (_HTML, "messageReference", "application/vnd.microsoft.card.")


class Kind(StrEnum):
    """Kind of act; it decides the way of answering."""

    #: Words in the personal chat.
    TYPED = "typed"
    #: A button of a message that opens a dialog (invoke `task/fetch`).
    FETCH = "fetch"
    #: A button in a dialog (invoke `task/submit`).
    SUBMIT = "submit"
    #: A button that answers in the chat: a message with a `value`.
    CHAT = "chat"
    INSTALLED = "installed"
    #: The person took the app away: nothing can be sent to them any more.
    REMOVED = "removed"
    #: Done anywhere but in the personal chat: answered with nothing.
    ELSEWHERE = "elsewhere"
    #: Of no interest: acknowledged and forgotten.
    IGNORED = "ignored"
    #: Asks for something that Harbour does not do: answered with nothing.
    UNKNOWN_INVOKE = "unknown_invoke"


_BUTTONS = frozenset({Kind.FETCH, Kind.SUBMIT, Kind.CHAT})


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One thing that somebody did in Teams. Ids are printable ASCII without spaces, at most 255 characters."""

    kind: Kind
    #: The person's Entra object id (`from.aadObjectId`); "" where Teams does not say, as for guests of a bot.
    user: str = ""
    #: Their id for this bot, such as "29:1x…".
    account: str = ""
    conversation: str = ""
    #: The Entra tenant it happened in: to be compared with ours.
    tenant: str = ""
    #: Where the Bot Connector of this conversation is reached.
    service_url: str = ""
    #: The id of the activity, and of the one it answers: for a button in a message, that message.
    activity: str = ""
    reply_to: str | None = None
    #: The name of the invoke; "" for anything else, which waits for no answer.
    invoke: str = ""
    #: The same for a repeat of the same act. None: repeats are harmless.
    key: str | None = None
    #: Effect of the button; None if it is not one.
    do: Do | None = None
    #: The name of the act or the form; for INSTALLED and REMOVED Teams' own name, such as "add-upgrade".
    name: str = ""
    pointer: Pointer = pointers.NONE
    answers: Answers = field(default_factory=Answers, repr=False)
    #: A mark of the questions that were drawn (`data.DRAWN`), or "".
    drawn: str = ""
    #: The message in the chat that holds the button, or from which its dialog was opened, if known.
    card: str | None = None
    text: str = field(default="", repr=False)
    #: True for a message to which a file is attached.
    with_file: bool = False

    @property
    def is_invoke(self) -> bool:
        """True if the client waits for an answer in the HTTP response itself."""
        return bool(self.invoke)

    def event(self, person: PersonId, picked: Mapping[str, Value], problems: Mapping[str, str]) -> Event:
        """The event of the core. `picked` are the people fields, with people of the directory.

        INSTALLED is read as a request for help. Only for kinds that are a person's act.
        """
        given: Values = {**self.answers.values, **picked}
        about, extra = self.pointer.about, self.pointer.extra
        match self.do:
            case Do.FORM:
                return SubmitEvent(
                    person=person,
                    key=self.key,
                    form=self.name,
                    about=about,
                    extra=extra,
                    values=given,
                    problems=problems,
                )
            case Do.RESHAPE:
                return ReshapeEvent(
                    person=person, form=self.name, about=about, extra=extra, values=given, problems=problems
                )
            case Do.ACT | Do.HERE:
                return ActionEvent(
                    person=person,
                    key=self.key,
                    action=self.name,
                    about=about,
                    extra=extra,
                    values=given,
                    problems=problems,
                )
            case None:
                text = _WELCOME if self.kind is Kind.INSTALLED else self.text
                return MessageEvent(person=person, key=self.key, text=text, with_file=self.with_file)


def read(payload: Mapping[str, object]) -> Heard:
    """Read one activity. `payload` is its parsed JSON. Raises Unreadable."""
    match payload.get("type"):
        case "message":
            return _within_the_chat(payload, _message)
        case "invoke":
            return _within_the_chat(payload, _invoke)
        case "installationUpdate":
            return _within_the_chat(payload, _installation)
        case "conversationUpdate":
            return _within_the_chat(payload, _members)
        case str():
            return Heard(kind=Kind.IGNORED)
        case _:
            raise Unreadable


def _within_the_chat(payload: Mapping[str, object], of_kind: Callable[[Mapping[str, object], Heard], Heard]) -> Heard:
    """Read an activity with `of_kind`, provided it belongs to the personal chat."""
    if payload.get("channelId") != CHANNEL:
        raise Unreadable
    conversation, author = object_at(payload, "conversation"), object_at(payload, "from")
    service_url = payload.get("serviceUrl")
    if not isinstance(service_url, str) or not is_trusted(service_url):
        raise Unreadable
    base = Heard(
        kind=Kind.ELSEWHERE,
        user=id_if_any(author, "aadObjectId") or "",
        account=id_at(author, "id"),
        conversation=id_at(conversation, "id"),
        tenant=_tenant(payload, conversation),
        service_url=service_url,
        activity=id_if_any(payload, "id") or "",
        reply_to=id_if_any(payload, "replyToId"),
        invoke=id_at(payload, "name") if payload.get("type") == "invoke" else "",
    )
    if conversation.get("conversationType") != "personal" or conversation.get("isGroup"):
        if payload.get("type") == "message" and not base.activity:
            raise Unreadable  # not answerable: elsewhere Harbour only answers text
        return base
    return of_kind(payload, base)


def _tenant(payload: Mapping[str, object], conversation: Mapping[str, object]) -> str:
    """The tenant, which is given in two places. If both name it, they agree."""
    channel = object_at(payload, "channelData") if payload.get("channelData") is not None else {}
    tenant = object_at(channel, "tenant") if channel.get("tenant") is not None else {}
    named = {id_if_any(conversation, "tenantId"), id_if_any(tenant, "id")} - {None}
    if len(named) != 1:
        raise Unreadable
    return named.pop() or ""


def _message(payload: Mapping[str, object], base: Heard) -> Heard:
    value = payload.get("value")
    if values.is_ours(value):
        return _button(payload, replace(base, kind=Kind.CHAT), value)
    return replace(
        base,
        kind=Kind.TYPED,
        key=key_of("teams", "activity", base.conversation, id_at(payload, "id"), "message"),
        text=_typed(payload),
        with_file=any(_is_file(entry) for entry in _entries(payload, "attachments")),
    )


def _invoke(payload: Mapping[str, object], base: Heard) -> Heard:
    match base.invoke:
        case "task/fetch":
            return _button(payload, replace(base, kind=Kind.FETCH), object_at(payload, "value").get("data"))
        case "task/submit":
            return _button(payload, replace(base, kind=Kind.SUBMIT), object_at(payload, "value").get("data"))
        case _:
            return replace(base, kind=Kind.UNKNOWN_INVOKE)


def _button(payload: Mapping[str, object], base: Heard, value: object) -> Heard:
    activity, button = id_at(payload, "id"), values.pressed(value)
    # A dialog's `replyToId` means something else: only a button in a message names the message it is in.
    in_message = base.reply_to if base.kind is not Kind.SUBMIT else None
    return replace(
        base,
        do=button.do,
        name=button.name,
        pointer=button.pointer,
        key=_button_key(base, button, activity),
        answers=button.answers,
        drawn=button.drawn,
        card=button.card or in_message,
    )


def _button_key(base: Heard, button: Pressed, activity: str) -> str | None:
    if button.do is Do.RESHAPE:
        return None
    pointer = button.pointer
    if button.do is Do.FORM and pointer.showing:
        # Not the activity's id, which is another for each press: sending one showing again is one act.
        return key_of("teams", "form", base.account, button.name, pointer.about or "", pointer.extra, pointer.showing)
    return key_of("teams", "activity", base.conversation, activity, button.name)


def _installation(payload: Mapping[str, object], base: Heard) -> Heard:
    match payload.get("action"):
        case "add" | "add-upgrade" as action:
            return _installed(base, Kind.INSTALLED, action)
        case "remove":
            return _installed(base, Kind.REMOVED, "remove")
        case str() | None:
            # Also "remove-upgrade": a newer version takes the place of this one, and the chat stays.
            return replace(base, kind=Kind.IGNORED)
        case _:
            raise Unreadable


def _members(payload: Mapping[str, object], base: Heard) -> Heard:
    """Read the installing or removing of Harbour; changes of the person's own membership are ignored."""
    bot = id_at(object_at(payload, "recipient"), "id")
    for kind, name in ((Kind.REMOVED, "membersRemoved"), (Kind.INSTALLED, "membersAdded")):
        if bot in [id_at(member, "id") for member in _objects(payload, name)]:
            return _installed(base, kind, name)
    return replace(base, kind=Kind.IGNORED)


def _installed(base: Heard, kind: Kind, name: str) -> Heard:
    key = key_of("teams", "activity", base.conversation, base.activity, name) if base.activity else None
    return replace(base, kind=kind, name=name, key=key)


def _typed(payload: Mapping[str, object]) -> str:
    """Text as the person typed it, without mentions of Harbour.

    Teams has no text for a message of files alone; beside a picture, words may stand in the message as HTML only.
    """
    text = payload.get("text")
    if not text:
        pages = (e.get("content") for e in _objects(payload, "attachments") if e.get("contentType") == _HTML)
        text = next((page for page in pages if isinstance(page, str)), "")
    if not isinstance(text, str):
        raise Unreadable
    return typed.words(text, _mentions(payload))


def _mentions(payload: Mapping[str, object]) -> Iterator[str]:
    """Yield the mentions of Harbour as they are written in the text."""
    recipient = payload.get("recipient")
    bot = recipient.get("id") if isinstance(recipient, Mapping) else None
    for entity in _objects(payload, "entities"):
        mentioned, text = entity.get("mentioned"), entity.get("text")
        of_bot = entity.get("type") == "mention" and isinstance(mentioned, Mapping) and mentioned.get("id") == bot
        if of_bot and isinstance(text, str) and text.strip():
            yield text


def _is_file(attachment: object) -> bool:
    """True if it is a file; an attachment without a type counts as one."""
    if not isinstance(attachment, Mapping):
        raise Unreadable
    return not str(attachment.get("contentType")).startswith(_NO_FILE)


def _entries(payload: Mapping[str, object], key: str) -> list[object]:
    found = payload.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or len(found) > _MOST_ENTRIES:
        raise Unreadable
    return found


def _objects(payload: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    for entry in _entries(payload, key):
        if not isinstance(entry, Mapping):
            raise Unreadable
        yield entry
