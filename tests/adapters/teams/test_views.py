"""Every view's own examples are drawn for Teams: sound for our lint and for Microsoft's schema, within the budget."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams import cards, forms, limits
from adapters.teams.people import Colleagues
from bot.chat.cards import Card
from bot.chat.forms import Form, PeopleField
from bot.people import People, Person, PersonId
from bot.views.examples.gathered import EXAMPLES
from tests.adapters.teams.schema import refusals

FORMS = sorted(name for name, example in EXAMPLES.items() if isinstance(example(), Form))
CARDS = sorted(set(EXAMPLES) - set(FORMS))
#: What nobody is ever sent: lists of a hundred lines, opened in a dialog.
FOR_DIALOGS_ALONE = {"home/all of one's own", "home/all that waits"}


def _colleagues(count: int) -> Colleagues:
    ids = ["morag", "ewan", *(f"00000000-0000-0000-0000-{n:012}" for n in range(count - 2))]
    people = (Person(id=PersonId(i), email=f"{i}@example.org", name=f"Somebody {i[-9:]}") for i in ids)
    return Colleagues.of(People(people))


FEW, MANY = _colleagues(100), _colleagues(101)


def _form(name: str) -> Form:
    form = EXAMPLES[name]()
    assert isinstance(form, Form)
    return form


def _card(name: str) -> Card:
    card = EXAMPLES[name]()
    assert isinstance(card, Card)
    return card


def _inputs(content: dict[str, Any]) -> list[str]:
    return [e["id"] for e in content["body"] if e["type"].startswith("Input.")]


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_drawn_in_a_dialog(name: str) -> None:
    """Every question has its input, in order, within 25 KB, whether colleagues are listed or looked for."""
    form = _form(name)
    for people in (FEW, MANY):
        content = forms.dialog(form, people, showing="ab12", card_id="1:abc")["card"]["content"]
        assert refusals(content) == []
        assert limits.problems(content, limits.MESSAGE) == []
        asked = list(dict.fromkeys(i.removesuffix("~find") for i in _inputs(content)))
        assert asked == [f.id for f in form.fields()]


@pytest.mark.parametrize("name", [name for name in FORMS if forms.fits_chat(_form(name))])
def test_a_form_without_content_is_drawn_in_the_chat(name: str) -> None:
    """For those whose Teams opens no dialog; nobody is named in it."""
    content = forms.in_chat(_form(name), showing="ab12")["attachments"][0]["content"]
    assert refusals(content) == []
    people = {f.id for f in _form(name).fields() if isinstance(f, PeopleField)}
    assert {i for i in _inputs(content) if i.removesuffix("~find") in people} == {f"{i}~find" for i in people}


@pytest.mark.parametrize("name", CARDS)
def test_every_card_is_drawn_in_a_dialog(name: str) -> None:
    """Drawing raises for whatever Teams would refuse, and cuts nothing."""
    assert refusals(cards.dialog(_card(name), card_id="1:abc")["card"]["content"]) == []


@pytest.mark.parametrize("name", sorted(set(CARDS) - FOR_DIALOGS_ALONE))
def test_every_card_would_fit_a_message(name: str) -> None:
    """25 KB, also of those that hold content and are never sent."""
    assert refusals(cards.message(_card(name))["attachments"][0]["content"]) == []
