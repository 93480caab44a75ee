"""The pages that anybody may read: what Harbour is, privacy, terms. They tell nothing of this organisation."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from adapters.pages import html
from adapters.pages.answers import Handler, page
from bot.chat.cards import Card
from bot.views import about


def _showing(card: Card) -> Handler:
    async def show(_: web.Request) -> web.StreamResponse:
        return page(html.card(card))

    return show


#: The routes that are read.
GETS: Mapping[str, Handler] = {path: _showing(card) for path, card in about.PAGES.items()}
