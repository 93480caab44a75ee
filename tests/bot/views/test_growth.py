"""Nothing outgrows a page, and nothing that was said is out of reach: with any number of anything, at any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.slack import cards as slack
from adapters.teams import cards as teams
from bot.chat.cards import Card, Item
from bot.records.debrief import Action, Debrief
from bot.records.ended_contact.parts import Addition
from bot.records.ended_contact.record import EndedContact
from bot.records.restriction.parts import Evidence, EvidenceKind, Question, Review, ReviewOutcome, Told
from bot.records.restriction.record import Restriction
from bot.views import lines
from bot.views.debrief import dialogs as debrief
from bot.views.ended_contact import reading as ended_contact
from bot.views.examples import people
from bot.views.examples.people import ISLA, MORAG, NOW, TODAY
from bot.views.restriction import reading as restriction
from bot.views.restriction.examples import states as examples
from tests.bot.house import button, labels, words
from tests.sizes import size

#: How texts of the greatest length can look: words, one long word, links that are made inert, no letter of ASCII.
KINDS = {
    "words": "It went on, and then once more. " * 100,
    "one word": "x" * 3000,
    "links": "https://www.example.org/" * 125,
    "lines": "a\n" * 1500,
    "another script": "ж" * 3000,
    "emoji": "\U0001f600" * 3000,
}
#: Every number with plain words; every look of a text, the heaviest letters among them, with one number.
MANY = size(10, 30)
CASES = [("words", n) for n in (0, 1, MANY, size(40, 200))] + [(kind, MANY) for kind in KINDS if kind != "words"]

Draw = Callable[[str], Card]


def mark(n: int) -> str:
    """Unique mark with which no other text begins."""
    return f"<{n}>"


def long(kind: str, n: int) -> str:
    """A text of the greatest length, with its mark."""
    return (mark(n) + KINDS[kind])[:3000].strip()


def pages(draw: Draw) -> Iterator[Card]:
    """Every page, in the order of the buttons; each is drawn for both platforms, which refuse a broken limit."""
    extra = ""
    while True:
        card = draw(extra)
        assert slack.modal(card)["blocks"]
        assert teams.dialog(card)["card"]
        yield card
        if "Earlier…" not in labels(card):
            return
        assert button(card, "Earlier…").extra != extra
        extra = button(card, "Earlier…").extra


def seen(draw: Draw) -> str:
    """Everything that can be read on all pages."""
    return "\n".join(words(card) for card in pages(draw))


def unseen(draw: Draw, n: int) -> list[int]:
    """Which of so many texts can be read nowhere."""
    text = seen(draw)
    return [i for i in range(n) if mark(i) not in text]


def report(kind: str, n: int) -> EndedContact:
    """A report to which so much was added."""
    full = people.report()
    account = replace(full.account, note=KINDS[kind][:3000].strip(), steps=KINDS[kind][:3000].strip())
    additions = tuple(Addition(at=NOW + timedelta(minutes=i), by=ISLA, text=long(kind, i)) for i in range(n))
    return full.changed(account=account, additions=additions)


def belongs(n: int) -> tuple[Item, ...]:
    """Lines of dependent records."""
    line = lines.line(people.debrief(), people.context(MORAG), opens=True)
    return tuple(replace(line, text=f"{mark(i)} {line.text}") for i in range(n))


def reviewed(kind: str, n: int) -> Restriction:
    """A restriction with this number of reviews, each of them told, and every text at its greatest length."""
    text = KINDS[kind][:3000].strip()
    record = examples.fullest()
    links = tuple(Evidence(kind=EvidenceKind.LINK, what=text[:300]) for _ in range(10))
    plan = replace(examples.PLAN, sooner_if=text)
    reviews = tuple(
        Review(
            at=NOW + timedelta(days=i),
            by=MORAG,
            outcome=ReviewOutcome.VARY,
            reasons=long(kind, i),
            since_then=text,
            individual_says=text,
            adjustments=text,
            lighter_options=text,
            measures=tuple(replace(m, detail=text[:300]) for m in record.case.measures),
            plan=plan,
        )
        for i in range(n)
    )
    told = tuple(Told(at=NOW + timedelta(days=i, hours=1), recorded_by=MORAG, not_told_because=text) for i in range(n))
    return record.changed(
        wish=text,
        reviews=reviews,
        told_before=told,
        review=plan,
        case=replace(record.case, behaviour=text, impact=text, evidence=links),
        ended_because=text,
    )


def asked(kind: str, n: int) -> Restriction:
    """A restriction about which so much was asked and answered."""
    question = Question(at=NOW, by=MORAG, text="", answered_at=NOW, answer=KINDS[kind][:3000].strip())
    questions = tuple(replace(question, at=NOW + timedelta(days=i), text=long(kind, i)) for i in range(n))
    return examples.prepared().changed(questions=questions)


def agreed(kind: str, n: int, *, settled: bool) -> Debrief:
    """A debrief with so many agreed actions."""
    text = KINDS[kind]
    actions = tuple(
        Action(
            id=f"a{i}",
            what=(mark(i) + text)[:300].strip(),
            owner=ISLA,
            due=TODAY,
            dropped_at=NOW if settled else None,
            dropped_because=text[:300].strip() if settled else "",
        )
        for i in range(n)
    )
    return people.debrief().changed(held_on=TODAY, actions=actions)


@pytest.mark.parametrize(("kind", "n"), CASES)
def test_a_report(kind: str, n: int) -> None:
    """With any number of additions and of what belongs to it, for its manager and its reporter."""
    record, who = report(kind, n), people.individual()
    assert unseen(lambda page: ended_contact.for_reporter(record, who, people.context(ISLA), page=page), n) == []
    context = people.context(MORAG)
    assert unseen(lambda page: ended_contact.for_manager(record, who, (), context, page=page), n) == []
    short = report(kind, 0)
    assert unseen(lambda page: ended_contact.for_manager(short, who, belongs(n), context, page=page), n) == []


@pytest.mark.parametrize(("kind", "n"), CASES)
@pytest.mark.parametrize("grown", [reviewed, asked])
def test_a_restriction(kind: str, n: int, grown: Callable[[str, int], Restriction]) -> None:
    """With any number of reviews, of what was told, and of questions and answers; and of what belongs to it."""
    record, context = grown(kind, n), people.context(MORAG)

    def draw(page: str, children: tuple[Item, ...] = ()) -> Card:
        return restriction.for_decider(record, examples.individual(), children, context, decides=True, page=page)

    assert unseen(draw, n) == []
    assert unseen(lambda page: draw(page, belongs(n)), n) == []


@pytest.mark.parametrize(("kind", "n"), CASES)
@pytest.mark.parametrize("settled", [False, True])
def test_a_debrief(kind: str, n: int, settled: bool) -> None:
    """With any number of agreed actions, open or settled, for the two."""
    record = agreed(kind, n, settled=settled)
    assert unseen(lambda page: debrief.for_person(record, people.context(ISLA), page), n) == []
    assert unseen(lambda page: debrief.for_manager(record, people.context(MORAG), page), n) == []


def test_the_newest_comes_first() -> None:
    """The newest additions stand beside the reporter's words; the older ones follow further on."""
    record, context = report("words", 200), people.context(MORAG)
    first, *others = pages(lambda page: ended_contact.for_manager(record, None, (), context, page=page))
    assert [mark(i) in words(first) for i in (199, 198, 197, 196)] == [True] * 4
    assert mark(0) not in words(first)
    assert mark(0) in words(others[-1])
    assert all("Back to the newest" in labels(card) for card in others)


def test_what_is_added_meanwhile_passes_nothing_over() -> None:
    """Somebody adds while another reads on: the next page begins no later than the last one ended."""
    context = people.context(MORAG)
    before, after = report("words", 200), report("words", 203)
    extra = button(ended_contact.for_manager(before, None, (), context), "Earlier…").extra
    first = words(ended_contact.for_manager(before, None, (), context))
    then = words(ended_contact.for_manager(after, None, (), context, page=extra))
    last = min(i for i in range(200) if mark(i) in first)
    assert mark(last - 1) in then or mark(last) in then


@pytest.mark.parametrize("extra", ["", "x", "-1", "0", "٣", "9" * 40, "²"])
def test_what_is_no_page_is_the_first(extra: str) -> None:
    """A pointer is only a pointer."""
    record, context = report("words", 30), people.context(MORAG)
    drawn = ended_contact.for_manager(record, None, (), context, page=extra)
    assert drawn == ended_contact.for_manager(record, None, (), context)
