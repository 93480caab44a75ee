"""Every view's own examples are drawn for Slack, within its limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from adapters.slack import cards, forms
from adapters.slack.limits import OPTION_TEXT
from bot.chat.cards import Card
from bot.chat.forms import ChoiceField, ChoicesField, Form, Option
from bot.people import PersonId
from bot.views.examples import people
from bot.views.examples.gathered import EXAMPLES
from tests import exhibits

#: What a card is drawn as.
TYPES = ("modal", "home")


def _slack_id(person: PersonId) -> str:
    return "U" + "".join(c for c in person.upper() if c.isalnum())


@exhibits.by_topic
def test_every_form_is_within_slacks_limits(topic: str) -> None:
    """Drawing raises for whatever Slack would refuse, and cuts nothing."""
    assert exhibits.wrong(exhibits.of(topic, Form), _unlike) == {}


@exhibits.by_topic
def test_every_card_is_within_slacks_limits(topic: str) -> None:
    """As a dialog, and as a home."""
    drawn = exhibits.of(topic, Card)
    assert exhibits.wrong(drawn, lambda card: (cards.modal(card)["type"], cards.home(card)["type"]) != TYPES) == {}


def _unlike(form: Form) -> bool:
    """True if a form is drawn with other questions than it has, or with an answer that is cut."""
    drawn = forms.modal(form, _slack_id)
    cut = [o for o in _options(form) if len(o.label) > OPTION_TEXT]
    return bool(cut) or forms.inputs(drawn) != tuple(f.id for f in form.fields())


def _options(form: Form) -> Iterator[Option[str]]:
    return (o for f in form.fields() if isinstance(f, ChoiceField | ChoicesField) for o in f.options)


def test_every_view_can_be_opened_whatever_people_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long name keeps nobody from a report, whether it stands in a heading or is an answer to choose."""
    staff = tuple(replace(p, name=f"{p.name} {'of a long line ' * 12}"[:140].strip()) for p in people.STAFF)
    monkeypatch.setattr(people, "STAFF", staff)
    for make in EXAMPLES.values():
        example = make()
        if isinstance(example, Form):
            forms.modal(example, _slack_id)
        else:
            cards.modal(example)
            cards.home(example)
