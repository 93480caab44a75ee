"""What holds for every view: its words, its buttons, its fields, and that Slack can draw it."""

from __future__ import annotations

import re

import pytest

from adapters.slack import cards, forms
from bot.chat.cards import Button, Buttons, Card, Item, Look
from bot.chat.forms import ChoiceField, ChoicesField, Form
from bot.dispatcher import ACTIONS, FORMS
from bot.views.examples.gathered import EXAMPLES
from tests.bot.house import words

VIEWS = sorted(EXAMPLES)

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


@pytest.mark.requirement("R-1.13-2")
@pytest.mark.requirement("R-1.8-2")
@pytest.mark.parametrize("name", VIEWS)
def test_words_neither_blame_nor_shout(name: str) -> None:
    """In every state of every view, on its buttons and in its answers too."""
    view = EXAMPLES[name]()
    said = [words(view), *(b.label for b in buttons(view))]
    if isinstance(view, Form):
        said += [view.submit, view.close, *(f.missing for f in view.fields())]
        said += [
            o.label + o.hint for f in view.fields() if isinstance(f, ChoiceField | ChoicesField) for o in f.options
        ]
    assert NEVER.findall("\n".join(said)) == []


@pytest.mark.parametrize("name", VIEWS)
def test_every_button_leads_somewhere(name: str) -> None:
    """To an act of the dispatcher, or to a form of it."""
    known = {*ACTIONS, *(f"form:{form}" for form in FORMS), "draft.open", "pass_on"}
    assert {b.action for b in buttons(EXAMPLES[name]())} - known == set()


@pytest.mark.parametrize("name", VIEWS)
def test_one_thing_is_to_be_pressed_next(name: str) -> None:
    """At most one button of a row of its own is primary, and it comes first in its row."""
    view = EXAMPLES[name]()
    blocks = view.blocks if isinstance(view, Card) else view.body
    rows = [block.buttons for block in blocks if isinstance(block, Buttons)]
    primary = [b for row in rows for b in row if b.look is Look.PRIMARY]
    assert len(primary) <= 1
    assert all(row[0] in primary for row in rows if set(row) & set(primary))


@pytest.mark.parametrize("name", [n for n in VIEWS if isinstance(EXAMPLES[n](), Form)])
def test_a_form_is_sound(name: str) -> None:
    """A short title, fields that differ, and a policy section."""
    view = EXAMPLES[name]()
    assert isinstance(view, Form)
    ids = [field.id for field in view.fields()]
    assert len(ids) == len(set(ids))
    assert view.name in FORMS
    assert len(view.title) <= 24
    assert "Policy " in words(view)


@pytest.mark.parametrize("name", VIEWS)
def test_slack_can_draw_it(name: str) -> None:
    """Within every limit, as a dialog, and the home as a home; nothing is cut."""
    view = EXAMPLES[name]()
    if isinstance(view, Form):
        assert forms.modal(view, lambda _: "U012ABCDEF")["type"] == "modal"
    else:
        assert cards.modal(view)["type"] == "modal"
        assert cards.home(view)["type"] == "home"
