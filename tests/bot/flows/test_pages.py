"""Long records are read a page at a time, by those who may, and every look is logged."""

from __future__ import annotations

from bot.chat.events import Value
from bot.records.restriction.parts import EvidenceKind
from bot.records.restriction.record import Restriction
from bot.views.examples.people import ISLA, MORAG, RORY
from tests.bot.flows.restriction.test_conversation import APPROVE, suggested
from tests.bot.house import NOTHING, House, button, errors, labels, words


def test_earlier_additions_are_read_by_whoever_reads_the_report(house: House) -> None:
    """By the button, authorised and logged as the first page is; nobody else gets there with its pointer."""
    about = house.reports(ISLA)
    for n in range(20):
        house.sends(ISLA, "ended_contact.add", {"text": f"<{n}> " + "He called again. " * 60}, about)
    first = house.presses(MORAG, "ended_contact.open", about)
    assert "<0>" not in words(first)
    earlier = button(first, "Earlier…")
    before = house.history(about).count((MORAG, "read"))
    assert "<0>" in words(house.presses(MORAG, earlier.action, earlier.about, earlier.extra))
    assert house.history(about).count((MORAG, "read")) == before + 1
    assert NOTHING in words(house.presses(RORY, earlier.action, earlier.about, earlier.extra))


def test_evidence_takes_ten_links(house: House) -> None:
    """Beside the field; nothing is kept of more, and ten are fine."""
    about = suggested(house)
    links: list[str] = [f"https://files.example.org/{n}" for n in range(11)]
    open_: dict[str, Value] = {**APPROVE, "involved": "no", "more": ("evidence",)}
    more: dict[str, Value] = {**open_, "evidence_words": "\n".join(links)}
    sentence = "Please give at most 10 of them: those that show it best."
    assert errors(house.sends(MORAG, "restriction.decision", more, about)) == {"evidence_words": sentence}
    assert errors(house.sends(MORAG, "restriction.propose", more)) == {"evidence_words": sentence}
    house.sends(
        MORAG,
        "restriction.decision",
        {**open_, "evidence_words": "\n".join(links[:10])},
        about,
    )
    kept = house.record(about, Restriction).case.evidence
    assert [each.what for each in kept if each.kind is EvidenceKind.LINK] == links[:10]


def test_all_of_a_list_can_be_reached(house: House) -> None:
    """More reports of one's own than a page has lines: the others follow on the next."""
    for n in range(95):
        house.reports(ISLA, note=str(n))
    first = house.presses(ISLA, "home.yours")
    more = button(first, "Show more…")
    then = house.presses(ISLA, more.action, extra=more.extra)
    assert (words(first).count("EC-"), words(then).count("EC-")) == (90, 5)
    assert "Show more…" not in labels(then)
