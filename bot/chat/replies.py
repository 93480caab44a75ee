"""Harbour's answers, as values. A handler never calls a platform (architecture, idea 2)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.cards import Card
from bot.chat.forms import Form


@dataclass(frozen=True)
class OpenForm:
    """Open this form; or show it again, in place, with its values and errors."""

    form: Form


@dataclass(frozen=True)
class ShowCard:
    """Show this card to the person who acted, and to nobody else: in the dialog, or privately."""

    card: Card


@dataclass(frozen=True)
class ShowHome:
    """Show this card as the person's home."""

    card: Card


@dataclass(frozen=True)
class Done:
    """It is done; a short sentence if there is something to say."""

    text: str = ""


Reply = OpenForm | ShowCard | ShowHome | Done
