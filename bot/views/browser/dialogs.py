"""The way from the chat to a page in the browser (policy 1.14.1)."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from bot.chat.cards import Button, Buttons, Card, Link, Small, Text
from bot.chat.forms import Form
from bot.views import wording

#: The acts: a record with all that belongs to it, and the lists.
OPEN = "page.open"
MATTERS = "page.matters"
REGISTER = "page.register"

#: Minutes in which an address has to be used, and for which its page then stays.
MINUTES = 5
STAYS = 30

_SECTIONS = ("1.10", "1.14.1")


class What(StrEnum):
    """Content of a page."""

    MATTER = "matter"
    MATTERS = "matters"
    REGISTER = "register"


ACTS = {What.MATTER: OPEN, What.MATTERS: MATTERS, What.REGISTER: REGISTER}
_TITLES = {What.MATTER: "The whole matter", What.MATTERS: "My matters", What.REGISTER: "Register"}


def with_way(card: Card, what: What, about: str | None) -> Card:
    """The card with the button that leads to the page, before its last line."""
    way = Buttons((Button(label="Open as a page", action=ACTS[what], about=about),))
    return replace(card, blocks=(*card.blocks[:-1], way, *card.blocks[-1:]))


def ready(what: What, address: str) -> Card:
    """Link to the page, valid once and for minutes."""
    return Card(
        title=_TITLES[what],
        blocks=(
            Text(f"It opens in your browser, once, within {MINUTES} minutes. This address is for you alone."),
            Text(f"It can be read there for {STAYS} minutes, and printed."),
            Link(label="Open the page", url=address),
            Small("What you print is yours to look after. Opening it is noted, as it is here."),
            wording.section(*_SECTIONS),
        ),
    )


def before() -> Form:
    """Page before the page, so that software which prefetches addresses does not use up the address."""
    return Form(
        name=OPEN,
        title="A confidential page",
        body=(
            Text(f"It opens once, in this browser alone, and can be read here for {STAYS} minutes."),
            Text("Please make sure that nobody looks over your shoulder. That you open it is noted, as in the chat."),
            wording.section(*_SECTIONS),
        ),
        submit="Open it",
    )


def no_page() -> Card:
    """Explanation that there is no page, because Harbour has no address that browsers reach."""
    text = "Pages open in the browser, and Harbour has no address there. Everything can be read here."
    return Card(title="As a page", blocks=(Text(text), wording.section(*_SECTIONS)))
