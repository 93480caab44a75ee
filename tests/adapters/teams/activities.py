"""Activities as Teams sends them, one of each kind, and a strategy that spoils them."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from adapters.teams.data import DO, NAME, OURS, TO, Do
from tests.adapters.teams.signing import APP, CHANNEL, SERVICE, TENANT

Json = dict[str, Any]

BOT = f"28:{APP}"
ISLA = "29:1isla"
ISLA_OBJECT = "5f0c7a3e-0000-4000-8000-00000000c001"
CHAT = "a:1isla-and-harbour"


def activity(type_: str = "message", **changed: object) -> Json:
    """An activity in Isla's chat with Harbour."""
    return {
        "type": type_,
        "id": "1700000000001",
        "timestamp": "2026-11-24T10:00:00.000Z",
        "channelId": CHANNEL,
        "serviceUrl": SERVICE,
        "from": {"id": ISLA, "name": "Isla Munro", "aadObjectId": ISLA_OBJECT},
        "recipient": {"id": BOT, "name": "Harbour"},
        "conversation": {"id": CHAT, "tenantId": TENANT, "conversationType": "personal"},
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-GB",
        **changed,
    }


def typed(text: str | None = "ended contact", **changed: object) -> Json:
    """Words in the chat, as Teams sends them: once plain and once as HTML."""
    html = {"contentType": "text/html", "content": f"<p>{text or ''}</p>"}
    said: Json = {"text": text, "textFormat": "plain", "attachments": [html], **changed}
    return activity(**said)


def ours(do: Do = Do.ACT, name: str = "ended_contact.open", to: str = "rec1|page 2", **more: object) -> Json:
    """Data of a button, without inputs."""
    return {OURS: {DO: do.value, NAME: name, TO: to, **more}}


def fetch(data: Json | None = None, **changed: object) -> Json:
    """A button of a message was pressed that opens a dialog."""
    value = {"data": {**(data or ours()), "msteams": {"type": "task/fetch"}}, "context": {"theme": "default"}}
    invoked: Json = {"name": "task/fetch", "id": "f:1", "replyToId": "1700000000000", "value": value, **changed}
    return activity("invoke", **invoked)


def submit(data: Json | None = None, **changed: object) -> Json:
    """A button in a dialog was pressed."""
    value = {"data": data or form(), "context": {"theme": "default"}}
    return activity("invoke", **{"name": "task/submit", "id": "f:2", "value": value, **changed})


def form(to: str = "rec1|step 2|a1", more: Json | None = None, **inputs: object) -> Json:
    """The data of a submitted form, with the values of its inputs; `more` is added."""
    return {**ours(Do.FORM, "ended_contact.report", to, **(more or {})), **inputs}


def in_chat(data: Json | None = None, **changed: object) -> Json:
    """A button that answers in the chat was pressed."""
    pressed: Json = {"id": "1700000000002", "replyToId": "1700000000000", "value": data or form(), **changed}
    return activity(**pressed)


def installation(action: str = "add", **changed: object) -> Json:
    """The app was installed or taken away."""
    return activity("installationUpdate", **{"id": "f:3", "action": action, **changed})


def members(which: str = "membersAdded", *ids: str) -> Json:
    """Somebody came into the chat or left it."""
    return activity("conversationUpdate", **{"id": "f:4", which: [{"id": id_} for id_ in ids or (BOT, ISLA)]})


def in_channel(**changed: object) -> Json:
    """Words in a channel of a team."""
    conversation = {"id": "19:x@thread", "tenantId": TENANT, "conversationType": "channel", "isGroup": True}
    said: Json = {"conversation": conversation, **changed}
    return typed(**said)


ANSWERS: Json = {
    "note": "swore at me",
    "empty": "",
    "what": "a,b",
    "none": "",
    "who": "p1, p2,p1",
    "nobody": "",
    "far~find": " Mor ",
}
MORE: Json = {"many": ["what", "none"], "people": ["who", "nobody", "far"], "drawn": "ab12", "card": "1699"}

#: One of each kind that is sent.
EXAMPLES: tuple[Json, ...] = (
    typed(),
    typed(
        "<at>Harbour</at> help", entities=[{"type": "mention", "text": "<at>Harbour</at>", "mentioned": {"id": BOT}}]
    ),
    fetch(),
    submit(form(more=MORE, **ANSWERS)),
    submit(ours()),
    in_chat(form(more=MORE, **ANSWERS)),
    activity("invoke", name="composeExtension/query", id="f:5", value={}),
    installation(),
    installation("remove"),
    members(),
    members("membersRemoved", BOT),
    in_channel(),
    activity("messageReaction", reactionsAdded=[{"type": "like"}]),
)

#: Anything that JSON can hold, with some that only Python's reader lets through.
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters(), max_size=20)
    | st.sampled_from(["", "\ud800", "x" * 300, "<at>", "a,b,\ud83d", "__proto__", "personal", "29:x\n", "{{DATE()}}"])
)
anything = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def _paths(value: object, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Paths of an activity: every key and every position of a list."""
    if isinstance(value, dict):
        entries: list[tuple[str | int, object]] = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    else:
        return []
    return [path for key, inner in entries for path in [(*at, key), *_paths(inner, (*at, key))]]


@st.composite
def mutated(draw: st.DrawFn, examples: tuple[Json, ...] = EXAMPLES) -> Json:
    """One of the examples, with up to three of its parts replaced by anything, taken out, or doubled."""
    spoiled = copy.deepcopy(draw(st.sampled_from(examples)))
    for _ in range(draw(st.integers(1, 3))):
        paths = _paths(spoiled)
        if not paths:
            break
        *above, last = draw(st.sampled_from(paths))
        holder: Any = spoiled
        for key in above:
            holder = holder[key]
        match draw(st.sampled_from(["replace", "remove", "rename", "wrap"])):
            case "remove":
                del holder[last]
            case "rename" if isinstance(holder, dict):
                holder[draw(st.text(max_size=12))] = holder.pop(last)
            case "wrap":
                holder[last] = [holder[last]]
            case _:
                holder[last] = draw(anything)
    return spoiled
