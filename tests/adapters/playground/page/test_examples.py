"""The answers of the button that fills in a form: every one can be given, and each walk's forms have some."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from adapters.playground.page.examples import EXAMPLES as ANSWERS
from adapters.playground.page.examples import FIRST, ME, OF_WALK, Example, examples
from adapters.playground.people.example import COLLEAGUES
from bot.chat.forms import ChoiceField, ChoicesField, DateField, Field, Form, PeopleField
from bot.views.examples.gathered import EXAMPLES as VIEWS

HANDLES = {colleague.handle for colleague in COLLEAGUES}


def _drawn() -> dict[str, list[Field[object]]]:
    """Every field of every form that the gallery shows, by the form's name."""
    found: defaultdict[str, list[Field[object]]] = defaultdict(list)
    for draw in VIEWS.values():
        view = draw()
        if isinstance(view, Form):
            found[view.name] += view.fields()
    return found


def _listed() -> Iterator[tuple[str, str, Example]]:
    for answers in (ANSWERS, *OF_WALK.values()):
        for form, fields in answers.items():
            yield from ((form, field, example) for field, example in fields.items())


def _fits(field: Field[object], example: Example) -> bool:
    """True if this is an answer of the field's kind that it takes."""
    several = (example,) if isinstance(example, str) else example
    match field:
        case ChoiceField() | ChoicesField() if not isinstance(several, int):
            return example == FIRST or set(several) <= {option.value for option in field.options}
        case PeopleField() if not isinstance(several, int):
            return example == ME or set(several) <= HANDLES
        case DateField():
            return isinstance(example, int)
        case _:
            return isinstance(example, str)


def test_every_answer_can_be_given() -> None:
    """No form of another name is listed, and no option or colleague that its field never offers."""
    drawn = _drawn()
    assert {form for form, _, _ in _listed()} - set(drawn) == set()
    shown = [(form, name, e, [f for f in drawn[form] if f.id == name]) for form, name, e in _listed()]
    wrong = [each[:3] for each in shown if each[3] and not any(_fits(field, each[2]) for field in each[3])]
    assert wrong == []


@pytest.mark.parametrize("walk", ["", "main-job", "nothing"])
def test_a_walk_that_tells_the_common_story(walk: str) -> None:
    """It has the common answers, and a form that is not listed has none."""
    assert examples("ended_contact.report", walk)["reasons"] == ("abusive",)
    assert examples("nothing", walk) == {}


def test_a_walk_that_tells_its_own() -> None:
    """The threat's report holds a threat; its other forms have the common answers."""
    assert examples("ended_contact.report", "threat")["reasons"] == ("threat",)
    assert examples("police.tell", "threat") == {"on": 0}
