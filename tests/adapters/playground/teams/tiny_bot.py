"""A tiny bot, to see that the stand-in's people treat an app as Teams does; and cards for it to answer with."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from adapters.playground.stand_in.refusals import Json
from adapters.playground.teams.surfaces import ChatMessage
from adapters.playground.teams.tenant import Tenant

#: What the bot answers to an activity: a status, a body, or an empty 200.
Said = Json | int | None
Handler = Callable[[Json], Said]

ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def text(line: str, **look: object) -> Json:
    """A line of text."""
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": line, **look}]}


def fact(label: str, value: str) -> Json:
    """A small fact: its label in bold, and its value."""
    runs = [{"type": "TextRun", "text": f"{label}: ", "weight": "bolder"}, {"type": "TextRun", "text": value}]
    return {"type": "RichTextBlock", "inlines": runs}


def button(title: str, name: str, do: str = "act", *, opens: bool = False, to: str = "", **more: object) -> Json:
    """A button; `opens`: one of a message that opens a dialog."""
    data: Json = {"harbour": {"do": do, "name": name, **({"to": to} if to else {})}}
    data |= {"msteams": {"type": "task/fetch"}} if opens else {}
    return {"type": "Action.Submit", "title": title, "data": data, **more}


def row(*actions: Json) -> Json:
    """A row of buttons."""
    return {"type": "ActionSet", "actions": list(actions)}


def item(line: str, action: Json) -> Json:
    """A line of a list, and its button beside it."""
    columns = [
        {"type": "Column", "width": "stretch", "items": [text(line)]},
        {"type": "Column", "width": "auto", "items": [row(action)]},
    ]
    return {"type": "ColumnSet", "columns": columns}


def asked(kind: str, label: str, id_: str, **more: object) -> Json:
    """A question, such as "Text"."""
    return {"type": f"Input.{kind}", "id": id_, "label": label, **more}


def choice(label: str, id_: str, *titles: str, style: str = "expanded", **more: object) -> Json:
    """A question with answers; the value of each is its first word in small letters."""
    choices = [{"title": title, "value": title.split()[0].casefold()} for title in titles]
    return asked("ChoiceSet", label, id_, style=style, choices=choices, **more)


def card(*body: Json) -> Json:
    """An Adaptive Card."""
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body)}


def form(*body: Json) -> Json:
    """A card with a button that sends it."""
    return card(*body, row(button("Send", "a.form", "form")))


def dialog(content: Json, title: str = "A form") -> Json:
    """The answer to an invoke that shows this card."""
    info = {
        "title": title,
        "height": "medium",
        "width": "medium",
        "card": {"contentType": ADAPTIVE, "content": content},
    }
    return {"task": {"type": "continue", "value": info}}


def sentence(says: str) -> Json:
    """The answer to an invoke that shows a sentence."""
    return {"task": {"type": "message", "value": says}}


class TinyBot:
    """Records activities, and answers by its handler."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.received: list[Json] = []
        self.handler: Handler | None = None

    async def answer(self, request: web.Request) -> web.Response:
        """One activity."""
        activity: Json = await request.json()
        self.received.append(activity)
        said = self.handler(activity) if self.handler else None
        if isinstance(said, int):
            return web.Response(status=said)
        return web.json_response(said) if said else web.Response()

    def replies(self, activity: Json, content: Json) -> ChatMessage:
        """Answer typed text with a card."""
        return self.tenant.post(activity["conversation"]["id"], card=content, reply_to=activity["id"])

    def writes(self, aad: str, *body: Json, summary: str = "Something for you") -> ChatMessage:
        """Write to somebody of its own accord."""
        return self.tenant.post(self.tenant.chat_with(aad), card=card(*body), summary=summary)

    def opens(self, *answers: Said) -> None:
        """Answer the invokes that come, one after the other."""
        waiting = list(answers)
        self.handler = lambda activity: waiting.pop(0) if activity["type"] == "invoke" else None

    @property
    def last(self) -> Json:
        """The last activity."""
        return self.received[-1]

    @property
    def data(self) -> Json:
        """Data of the last button, with the values beside it."""
        data: Json = self.last["value"]["data"] if self.last["type"] == "invoke" else self.last["value"]
        return data
