"""Every view's own examples are drawn for Slack, within its limits."""

from __future__ import annotations

import pytest

from adapters.slack import cards, forms
from bot.chat.forms import Form
from bot.people import PersonId
from bot.views.examples.gathered import EXAMPLES


def _slack_id(person: PersonId) -> str:
    return "U" + "".join(c for c in person.upper() if c.isalnum())


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_view_is_within_slacks_limits(name: str) -> None:
    """Drawing raises for whatever Slack would refuse, and cuts nothing."""
    example = EXAMPLES[name]()
    if isinstance(example, Form):
        drawn = forms.modal(example, _slack_id)
        assert forms.inputs(drawn) == tuple(f.id for f in example.fields())
    else:
        assert cards.modal(example)["type"] == "modal"
        assert cards.home(example)["type"] == "home"
