from __future__ import annotations

import pytest

from bot.chat.cards import Card
from bot.records.named_online.record import NamedOnline
from bot.views import pages
from bot.views.examples import people
from bot.views.named_online import deciding, examples
from bot.views.named_online import reading as views
from bot.views.named_online import samples as records
from tests.bot.house import labels, words


def every_page(record: NamedOnline, *, own: bool) -> list[Card]:
    """All pages for the manager, or for the person named, newest first."""
    found: list[Card] = []
    page = ""
    while True:
        if own:
            card = views.for_named(record, people.context(people.ISLA), page=page)
        else:
            card = views.for_manager(record, (), people.context(people.MORAG), page=page)
        found.append(card)
        earlier = [button for button in card.buttons() if button.label == pages.EARLIER]
        if not earlier:
            return found
        page = earlier[0].extra


@pytest.mark.requirement("R-1.14.3-5")
@pytest.mark.parametrize("own", [True, False])
def test_whatever_was_said_can_be_read_on_some_page(own: bool) -> None:
    """However much there is of it."""
    record = records.fullest()
    read = "\n".join(words(card) for card in every_page(record, own=own))
    assert read.count("What you would like" if own else "What they would like") == len(record.wishes) == 31
    assert read.count("Found again") == len(record.found) - 1 == 30
    assert read.count("Asked to take it down") == 5


@pytest.mark.requirement("R-1.14.3-3")
@pytest.mark.parametrize(
    "name", [n for n in examples.EXAMPLES if n.startswith(("named_online/sent", "named_online/named"))]
)
def test_neither_finder_nor_who_is_named_reads_who_found_it(name: str) -> None:
    """Nor a reference, on the finder's card."""
    read = words(examples.EXAMPLES[name]())
    assert "Rory" not in read
    if name in ("named_online/sent", "named_online/sent, a threat"):
        assert "NO-" not in read


@pytest.mark.requirement("R-1.14.3-2")
@pytest.mark.parametrize("name", [n for n in examples.EXAMPLES if n != "named_online/link"])
def test_no_link_stands_anywhere_but_where_it_is_asked_for(name: str) -> None:
    """Neither on a card nor in a form."""
    assert "example.org" not in words(examples.EXAMPLES[name]())


@pytest.mark.requirement("R-1.14.3-9")
def test_the_words_suggested_for_the_team_name_nobody() -> None:
    """And fit the moment."""
    for record, expected in (
        (records.offered(), deciding.SUMMARY),
        (records.hurried(), deciding.SUMMARY_BEFORE_THEY_KNOW),
    ):
        suggested = deciding.share(record, {}).values["summary"]
        assert suggested == expected
        assert not any(name in str(suggested) for name in ("Isla", "Morag", "Facebook"))


@pytest.mark.requirement("R-1.14.3-8")
def test_nothing_is_chosen_beforehand() -> None:
    """Neither what is done nor whether removal is sought."""
    drawn = deciding.decide(records.wished(), {}, people.context(people.MORAG))
    assert set(drawn.values) == {"request_on", "request_by", "request_of"}


def test_danger_opens_its_steps_and_the_telling_stays_first() -> None:
    """One primary button, and the two steps beside it."""
    shown = labels(views.for_manager(records.hurried(), (), people.context(people.MORAG)))
    assert shown[:4] == ["I have told them", "Decide what is done", "Share a summary", "I can't take this"]


def test_nobody_is_said_to_have_what_nobody_has_yet() -> None:
    """With the finder alone named, and the management team asked, it is with no manager."""
    read = words(examples.EXAMPLES["named_online/sent, one's own, nobody left"]())
    assert "Sent to the right manager" not in read
    assert "The management team has been asked who handles what is about you." in read
    assert "Sent to the right manager" in words(examples.EXAMPLES["named_online/sent, one's own"]())
