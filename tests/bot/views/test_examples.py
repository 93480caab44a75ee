"""Rules for every view: its words, its buttons and its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import pytest

from bot.chat.cards import Button, Buttons, Card, Item, Look
from bot.chat.forms import ChoiceField, ChoicesField, Form
from bot.dispatcher import ACTIONS, FORMS
from tests import exhibits
from tests.bot.house import words

#: Words that blame or label (R-1.13-2, model.md §1), and what urges.
NEVER = re.compile(
    r"offender|perpetrator|abuser|vexatious|\bbann?ed\b|blacklist|guilty|violation|\bdenied\b|rejected|invalid|"
    r"explain your|culprit|punish|sanction|!",
    re.IGNORECASE,
)


def buttons(view: Card | Form) -> tuple[Button, ...]:
    """Every button of a view, from top to bottom."""
    if isinstance(view, Card):
        return view.buttons()
    return Card(title="", blocks=tuple(p for p in view.body if isinstance(p, Buttons | Item))).buttons()


def views(topic: str) -> Iterator[tuple[str, Card | Form]]:
    """Every view of a topic."""
    return chain(exhibits.of(topic, Card), exhibits.of(topic, Form))


def said(view: Card | Form) -> list[str]:
    """Everything that can be read, on its buttons and in its answers too."""
    read = [words(view), *(b.label for b in buttons(view))]
    if isinstance(view, Form):
        choices = [field for field in view.fields() if isinstance(field, ChoiceField | ChoicesField)]
        read += [view.submit, view.close, *(f.missing for f in view.fields())]
        read += [option.label + option.hint for field in choices for option in field.options]
    return read


@pytest.mark.requirement("R-1.13-2")
@pytest.mark.requirement("R-1.8-2")
@exhibits.by_topic
def test_words_neither_blame_nor_shout(topic: str) -> None:
    """In every state of every view."""
    assert exhibits.wrong(views(topic), lambda view: NEVER.findall("\n".join(said(view)))) == {}


@exhibits.by_topic
def test_every_button_leads_somewhere(topic: str) -> None:
    """To an act of the dispatcher, or to a form of it."""
    known = {*ACTIONS, *(f"form:{form}" for form in FORMS), "draft.open", "pass_on"}
    assert exhibits.wrong(views(topic), lambda view: {b.action for b in buttons(view)} - known) == {}


def badly_led(view: Card | Form) -> bool:
    """True if more than one button of a row of its own is primary, or one that does not come first."""
    blocks = view.blocks if isinstance(view, Card) else view.body
    rows = [block.buttons for block in blocks if isinstance(block, Buttons)]
    primary = [b for row in rows for b in row if b.look is Look.PRIMARY]
    return len(primary) > 1 or any(row[0] not in primary for row in rows if set(row) & set(primary))


@exhibits.by_topic
def test_one_thing_is_to_be_pressed_next(topic: str) -> None:
    """At most one button of a row of its own is primary, and it comes first in its row."""
    assert exhibits.wrong(views(topic), badly_led) == {}


def unsound(form: Form) -> bool:
    """True if a form is unknown, asks one thing twice, says no section of the policy, or has too long a title."""
    ids = [field.id for field in form.fields()]
    repeats = len(ids) != len(set(ids))
    return repeats or form.name not in FORMS or len(form.title) > 24 or "Policy " not in words(form)


@exhibits.by_topic
def test_a_form_is_sound(topic: str) -> None:
    """A short title, fields that differ, and a policy section."""
    assert exhibits.wrong(exhibits.of(topic, Form), unsound) == {}
