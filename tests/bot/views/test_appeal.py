"""Views of an appeal: nothing outgrows a page, and its messages say nothing of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat.cards import Card
from bot.records.appeal.parts import Decision, Outcome
from bot.records.restriction import appeals
from bot.records.restriction.afterwards import Ended
from bot.views.appeal import reading as appeal
from bot.views.appeal import samples as records
from bot.views.examples import people
from bot.views.examples.gathered import EXAMPLES
from bot.views.examples.people import EWAN, NOW
from bot.views.restriction.examples import states as restrictions
from tests.bot.house import words
from tests.bot.views.test_growth import KINDS, long, unseen


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("n", [0, 1, 60])
def test_an_appeal(kind: str, n: int) -> None:
    """With any number of suspensions, and everything said at the greatest length."""
    text = KINDS[kind][:3000].strip()
    against = restrictions.active()
    for i in range(n):
        running = replace(records.suspended().suspensions[0], reasons=long(kind, i), heard=text)
        against = appeals.resume(
            appeals.suspend(against, running), running.appeal, Ended(at=NOW, by=EWAN, reasons=text, heard=text)
        )
    record = records.acknowledged(says=text).decide(Decision(at=NOW, by=EWAN, outcome=Outcome.UPHOLD, reasons=text))

    def draw(page: str) -> Card:
        return appeal.for_decider(record, against, people.context(EWAN), page=page)

    assert unseen(draw, n) == []


@pytest.mark.requirement("R-1.14.1-6")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name.startswith("appeal/message")])
def test_a_message_is_a_pointer(name: str) -> None:
    """No name, no word of what they say or of what was decided."""
    view = EXAMPLES[name]()
    for secret in ("Ewan", "Rory", "Morag", "T. B.", "polite", "heating", "set day", "Upheld", "Lifted"):
        assert secret not in words(view)


@pytest.mark.requirement("R-1.3-3")
@pytest.mark.parametrize(
    "name",
    ["decide", "decide, vary", "they have been told", "they have not been told", "suspend", "end the suspension"],
)
def test_each_screen_of_a_decision_names_the_ombudsman(name: str) -> None:
    """As the settings have it."""
    assert people.policy().ombudsman in words(EXAMPLES[f"appeal/{name}"]())
