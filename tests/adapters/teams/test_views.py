"""Every view's own examples are drawn for Teams: sound for our lint and for Microsoft's schema, within the budget."""

from __future__ import annotations

from typing import Any

from adapters.teams import cards, forms, limits
from adapters.teams.people import Colleagues
from bot.chat.cards import Card
from bot.chat.forms import Form, PeopleField
from bot.people import People, Person, PersonId
from tests import exhibits
from tests.adapters.teams.schema import refusals

#: What nobody is ever sent: lists of a hundred lines, opened in a dialog.
FOR_DIALOGS_ALONE = {"home/all of one's own", "home/all that waits"}


def _colleagues(count: int) -> Colleagues:
    ids = ["morag", "ewan", *(f"00000000-0000-0000-0000-{n:012}" for n in range(count - 2))]
    people = (Person(id=PersonId(i), email=f"{i}@example.org", name=f"Somebody {i[-9:]}") for i in ids)
    return Colleagues.of(People(people))


FEW, MANY = _colleagues(100), _colleagues(101)


def _inputs(content: dict[str, Any]) -> list[str]:
    return [e["id"] for e in content["body"] if e["type"].startswith("Input.")]


def _unlike(form: Form) -> list[object]:
    """Faults of a form as a dialog: what Teams refuses, and questions out of order."""
    found: list[object] = []
    for people in (FEW, MANY):
        content = forms.dialog(form, people, showing="ab12", card_id="1:abc")["card"]["content"]
        asked = list(dict.fromkeys(i.removesuffix("~find") for i in _inputs(content)))
        found += [*refusals(content), *limits.problems(content, limits.MESSAGE)]
        found += [] if asked == [f.id for f in form.fields()] else [asked]
    return found


@exhibits.by_topic
def test_every_form_is_drawn_in_a_dialog(topic: str) -> None:
    """Every question has its input, in order, within 25 KB, whether colleagues are listed or looked for."""
    assert exhibits.wrong(exhibits.of(topic, Form), _unlike) == {}


def _unlike_in_chat(form: Form) -> list[object]:
    """Faults of a form in the chat: what Teams refuses, and people asked for other than by name."""
    content = forms.in_chat(form, showing="ab12")["attachments"][0]["content"]
    people = {f.id for f in form.fields() if isinstance(f, PeopleField)}
    asked = {i for i in _inputs(content) if i.removesuffix("~find") in people}
    return [*refusals(content), *(asked ^ {f"{i}~find" for i in people})]


@exhibits.by_topic
def test_a_form_without_content_is_drawn_in_the_chat(topic: str) -> None:
    """For those whose Teams opens no dialog; nobody is named in it."""
    fits = (each for each in exhibits.of(topic, Form) if forms.fits_chat(each[1]))
    assert exhibits.wrong(fits, _unlike_in_chat) == {}


@exhibits.by_topic
def test_every_card_is_drawn_in_a_dialog(topic: str) -> None:
    """Drawing raises for whatever Teams would refuse, and cuts nothing."""
    drawn = exhibits.of(topic, Card)
    assert exhibits.wrong(drawn, lambda c: refusals(cards.dialog(c, card_id="1:abc")["card"]["content"])) == {}


@exhibits.by_topic
def test_every_card_would_fit_a_message(topic: str) -> None:
    """25 KB, also of those that hold content and are never sent."""
    sent = (each for each in exhibits.of(topic, Card) if each[0] not in FOR_DIALOGS_ALONE)
    assert exhibits.wrong(sent, lambda card: refusals(cards.message(card)["attachments"][0]["content"])) == {}
