"""A reply of the core, carried back to where in Slack something was done (architecture, idea 2).

| done in          | a form               | a card               | a sentence            |
| ---------------- | -------------------- | -------------------- | --------------------- |
| a command, a message, the Home tab | `views.open` | `views.open` | a small modal |
| a modal          | `views.update`       | `views.update`       | `views.update`        |
| a form sent      | `errors` or `update` | `update`             | `update`, or `clear`  |
| a direct message | a button that opens it | a message          | a message             |

A card that says why nothing changed lies on top of a form (`push`), so that nothing typed is lost.
"""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.house.service import Refusal, Service, Transactions
from adapters.logs import logger
from adapters.slack import cards, forms
from adapters.slack.errors import UNREACHED, code
from adapters.slack.forms import SlackIds
from adapters.slack.inbound import Heard, Kind
from adapters.slack.messenger import SlackMessenger
from adapters.slack.platform import SLACK
from bot.chat.cards import Card, Text
from bot.chat.events import Event
from bot.chat.forms import Form, PeopleField
from bot.chat.replies import Done, OpenForm, Reply, ShowCard, ShowHome

#: Body of the HTTP answer.
Body = dict[str, Any]
_NOTHING: Body = {}

_RESPONSE_HOST = "hooks.slack.com"
_IN_HOME = "You will find this in the Home tab of this app."
_BEHIND = "What you typed is still in the form behind this: close this to go back to it, and copy what you need."
_NOT_OPENED = "That did not open in time. Please try it again."


class Answers:
    """Carries replies back. `deadline` is in the event loop's time: Slack waits three seconds."""

    def __init__(
        self,
        client: AsyncWebClient,
        shared: aiohttp.ClientSession,
        service: Service,
        store: Transactions,
        post: SlackMessenger,
    ) -> None:
        self._client = client
        self._session = shared
        self._service = service
        self._store = store
        self._messenger = post

    async def give(self, heard: Heard, event: Event, reply: Reply, deadline: float) -> Body:
        """Show the reply, and return the body of the HTTP answer."""
        match heard.kind:
            case Kind.SUBMISSION:
                return await self._submitted(heard, reply)
            case Kind.MODAL_ACTION:
                return await self._in_modal(heard, reply, deadline)
            case Kind.HOME:
                return await self._in_home(heard, reply)
            case Kind.TYPED:
                return await self._typed(heard, event, reply)
            case _:
                return await self._opened(heard, event, reply, deadline)

    async def refuse(self, heard: Heard, sentence: str, deadline: float) -> Body:
        """Show one sentence instead of an answer, and leave everything as it is, typed text included."""
        card = _sentence(sentence)
        match heard.kind:
            case Kind.SUBMISSION if heard.inputs:
                return {"response_action": "errors", "errors": {heard.inputs[0]: sentence}}
            case Kind.SUBMISSION:
                return {"response_action": "push", "view": cards.modal(card)}
            case Kind.MODAL_ACTION:
                await self._pushed(heard, cards.modal(card), deadline)
            case Kind.HOME:
                await self._client.views_publish(user_id=heard.user, view=cards.home(card))
            case Kind.TYPED if heard.channel:
                await self._messenger.post(heard.channel, card)
            case _:
                return await self._told(heard, card)
        return _NOTHING

    async def home(self, user: str, reply: Reply) -> None:
        """Draw somebody's home."""
        if isinstance(reply, ShowHome):
            await self._client.views_publish(user_id=user, view=cards.home(reply.card))

    async def saved(self, heard: Heard, sentence: str, deadline: float) -> Body:
        """Say that it is saved, although its answer could not be shown: the form may close."""
        if heard.kind is Kind.SUBMISSION:
            return {"response_action": "update", "view": cards.modal(_sentence(sentence))}
        return await self.refuse(heard, sentence, deadline)

    # -- a form was sent ---------------------------------------------------------------------------

    async def _submitted(self, heard: Heard, reply: Reply) -> Body:
        match reply:
            case OpenForm(form):
                again = form.errors and form.name == heard.name
                return self._again(heard, form, await self._form(form, heard.pointer.showing if again else ""))
            case Refusal(card=card):
                said = replace(card, blocks=(*card.blocks, Text(_BEHIND))) if heard.inputs else card
                return {"response_action": "push", "view": cards.modal(said)}
            case ShowCard(card):
                return {"response_action": "update", "view": cards.modal(card)}
            case ShowHome(card):
                await self._client.views_publish(user_id=heard.user, view=cards.home(card))
            case Done(text) if text:
                return {"response_action": "update", "view": cards.modal(_sentence(text))}
        return {"response_action": "clear"}

    def _again(self, heard: Heard, form: Form, view: cards.Json) -> Body:
        """The same form: its errors beside the fields where Slack can put them there; else drawn into it."""
        same = form.name == heard.name and forms.inputs(view) == heard.inputs
        if form.errors and same and set(form.errors) <= set(heard.inputs):
            return {"response_action": "errors", "errors": dict(form.errors)}
        return {"response_action": "update", "view": view}

    # -- a button or a choice in a modal -----------------------------------------------------------

    async def _in_modal(self, heard: Heard, reply: Reply, deadline: float) -> Body:
        match reply:
            case OpenForm(form):
                view = await self._form(form, heard.pointer.showing if heard.reshapes else "")
                await self._updated(heard, view, deadline)
            case Refusal(card=card):
                await self._pushed(heard, cards.modal(card), deadline)
            case ShowCard(card):
                await self._updated(heard, cards.modal(card), deadline)
            case ShowHome(card):
                await self._client.views_publish(user_id=heard.user, view=cards.home(card))
            case Done(text) if text:
                await self._updated(heard, cards.modal(_sentence(text)), deadline)
        return _NOTHING

    async def _updated(self, heard: Heard, view: cards.Json, deadline: float) -> None:
        """Redraw the modal, unless it has been redrawn since (its hash): then the newer one stays."""
        async with asyncio.timeout_at(deadline):
            try:
                await self._client.views_update(view_id=heard.view, hash=heard.hash, view=view)
            except SlackApiError as error:
                if code(error) not in {"hash_conflict", "not_found"}:
                    raise

    async def _pushed(self, heard: Heard, view: cards.Json, deadline: float) -> None:
        async with asyncio.timeout_at(deadline):
            await self._client.views_push(trigger_id=heard.trigger, view=view)

    # -- a command, or a button in a message or the Home tab ---------------------------------------

    async def _opened(self, heard: Heard, event: Event, reply: Reply, deadline: float) -> Body:
        match reply:
            case OpenForm(form):
                view = await self._form(form)
            case ShowHome(card) if heard.kind is not Kind.COMMAND:
                await self._client.views_publish(user_id=heard.user, view=cards.home(card))
                return _NOTHING
            case ShowCard(card) | ShowHome(card):
                view = cards.modal(card)
            case Done(text) if text:
                view = cards.modal(_sentence(text))
            case _:
                return _NOTHING
        if await self._has_opened(heard, view, deadline):
            return _NOTHING
        return await self._told(heard, await self._kept(event, reply))

    async def _has_opened(self, heard: Heard, view: cards.Json, deadline: float) -> bool:
        if not heard.trigger:
            return False
        try:
            async with asyncio.timeout_at(deadline):
                await self._client.views_open(trigger_id=heard.trigger, view=view)
        except (SlackApiError, *UNREACHED) as error:
            reason = code(error) if isinstance(error, SlackApiError) else "not reached"
            logger().warning("slack.not_opened", reason=reason, kind=heard.kind.value)
            return False
        return True

    async def _kept(self, event: Event, reply: Reply) -> Card:
        """Return a card for a dialog that did not open: a sentence, or a button to the typed text, which is kept."""
        if isinstance(reply, Done):
            return _sentence(reply.text)
        match await self._service.keep(event):
            case ShowCard(card):
                return card
            case Done(text) if text:
                return _sentence(text)
            case _:
                return _sentence(_NOT_OPENED)

    async def _told(self, heard: Heard, card: Card) -> Body:
        """Tell the person alone, without a modal. The card holds no content."""
        drawn = cards.message(card)
        if heard.kind is Kind.COMMAND:
            return {"response_type": "ephemeral", **drawn}
        if heard.response_url and self._may_call(heard.response_url):
            told = {"response_type": "ephemeral", "replace_original": False, **drawn}
            async with self._session.post(heard.response_url, json=told, allow_redirects=False) as answer:
                if answer.status < 300:
                    return _NOTHING
        if heard.channel:
            await self._client.chat_postEphemeral(channel=heard.channel, user=heard.user, **drawn)
        return _NOTHING

    def _may_call(self, url: str) -> bool:
        """True if this is Slack's own address, or on the Web API server that was set."""
        address, api = urlsplit(url), urlsplit(self._client.base_url)
        own = (address.scheme, address.netloc) == (api.scheme, api.netloc)
        return own or (address.scheme, address.netloc) == ("https", _RESPONSE_HOST)

    # -- the Home tab and direct messages ----------------------------------------------------------

    async def _in_home(self, heard: Heard, reply: Reply) -> Body:
        match reply:
            case ShowHome(card) | ShowCard(card):
                await self._client.views_publish(user_id=heard.user, view=cards.home(card))
            case _:
                pass
        return _NOTHING

    async def _typed(self, heard: Heard, event: Event, reply: Reply) -> Body:
        """A direct message opens no modal and is kept for ever: its answer holds no content."""
        match reply:
            case OpenForm():
                card = await self._kept(event, reply)
            case ShowCard(card):
                pass
            case ShowHome(home):
                await self._client.views_publish(user_id=heard.user, view=cards.home(home))
                card = _sentence(_IN_HOME)
            case Done(text) if text:
                card = _sentence(text)
            case _:
                return _NOTHING
        if heard.channel:
            await self._messenger.post(heard.channel, card)
        return _NOTHING

    # -- forms -------------------------------------------------------------------------------------

    async def _form(self, form: Form, showing: str = "") -> cards.Json:
        """The form drawn; with the mark of the showing that it continues, or else a new one."""
        return forms.modal(form, await self._slack_ids(form), showing or secrets.token_hex(4))

    async def _slack_ids(self, form: Form) -> SlackIds:
        """Slack ids for the people in the form; the directory is asked only where there are some."""
        if not any(isinstance(f, PeopleField) and form.values.get(f.id) for f in form.fields()):
            return _nobody
        people = await self._store.arun(lambda uow: uow.people)
        return lambda person: found.ids.get(SLACK.name) if (found := people.get(person)) else None


def _nobody(_: object) -> None:
    return None


def _sentence(text: str) -> Card:
    return Card(title="Harbour", blocks=(Text(text),))
