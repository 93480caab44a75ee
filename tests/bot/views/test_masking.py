"""Names of people who work here are masked however somebody typed them, and no other word is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.cards import Divider, Facts, Heading, Item, Quote, Small, Text
from bot.people import People, Person, PersonId
from bot.records.references import ReferenceForm, References
from bot.views.documents.masking import Masks, Names, labelled, texts
from tests.sizes import size


def _person(id_: str, name: str, email: str = "") -> Person:
    return Person(id=PersonId(id_), email=email or f"{id_}@example.org", name=name)


PEOPLE = People(
    (
        _person("isla", "Isla Fraser", "isla.fraser@example.org"),
        _person("sian", "Siân O’Neill-Gwyn"),
        _person("may", "May Grant"),
        _person("rory", "Rory Fraser"),
        _person("will", "Will Young"),
    )
)
LABELS = {PersonId("isla"): "colleague 1", PersonId("sian"): "witness 1", PersonId("may"): "manager 1"}
MASKS = Masks(names=Names(PEOPLE, LABELS.keys()), labels=LABELS)


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("Isla Fraser rang.", "[colleague 1] rang."),
        ("Fraser, Isla", "[colleague 1]"),
        ("ISLA and isla's mother", "[colleague 1] and [colleague 1]'s mother"),
        ("I. Fraser, ifraser, islafraser", "[colleague 1], [colleague 1], [colleague 1]"),
        ("to isla.fraser@example.org today", "to [colleague 1] today"),
        ("Sian ONeill Gwyn, and Siân", "[witness 1], and [witness 1]"),
        # A surname that two have tells nobody apart; the whole name does.
        ("Ms Fraser", "Ms [a colleague]"),
        ("Rory Fraser and Isla Fraser", "[a colleague] and [colleague 1]"),
        # Words as well as names: with a capital, of who has a part in it; else beside the other name alone.
        ("he may come in may", "he may come in may"),
        ("May said so", "[manager 1] said so"),
        ("Will he come? Young people will.", "Will he come? Young people will."),
        ("Will Young came", "[a colleague] came"),
        # No name is found inside another word, nor beside a digit.
        ("islander, 4isla7, disclaim", "islander, 4isla7, disclaim"),
        ("", ""),
    ],
)
def test_names_in_any_spelling_are_masked(typed: str, masked: str) -> None:
    """And words that are none stay as they are."""
    assert MASKS.text(typed) == masked


def test_a_name_that_is_shown_stays_and_one_that_it_shares_a_word_with_is_masked() -> None:
    """The surname could be either of two, of whom one is masked."""
    shown = Masks(names=MASKS.names, labels=LABELS, shown={PersonId("isla")})
    assert shown.text("Isla Fraser, isla; Fraser; Rory Fraser") == "Isla Fraser, isla; [a colleague]; [a colleague]"


def test_members_of_the_public_are_masked_by_their_words_and_references() -> None:
    """Only where that is asked for."""
    public = Masks(
        names=MASKS.names,
        labels=LABELS,
        individuals=("T. B.", "Mr Brown"),
        references=References((ReferenceForm.parse("HA-99999"),)),
    )
    assert public.text("mr brown (HA-20417, ha20417) lives at 20417") == (
        "[a member of the public] ([a member of the public], [a member of the public]) lives at 20417"
    )
    assert MASKS.text("Mr Brown, HA-20417") == "Mr Brown, HA-20417"


def test_every_block_is_masked_and_a_line_loses_its_button() -> None:
    """Headings, facts and small print as well as quotations."""
    blocks = (Text("Isla"), Quote("Isla"), Heading("Isla"), Small("Isla"), Item("Isla"), Facts((("Isla", "Isla"),)))
    masked = [MASKS.block(block) for block in blocks]
    assert list(texts(masked)) == ["[colleague 1]"] * 7
    assert MASKS.block(Divider()) == Divider()


def test_labels_say_what_each_is_and_number_them_as_they_come() -> None:
    """Witnesses, managers, colleagues: each counted by itself, and nobody twice."""
    people = People((*PEOPLE, Person(id=PersonId("x"), email="", name="X Y", line_manager=PersonId("may"))))
    named = [PersonId(each) for each in ("rory", "isla", "may", "rory", "sian")]
    assert labelled(named, {PersonId("sian")}, people) == {
        PersonId("rory"): "colleague 1",
        PersonId("isla"): "colleague 2",
        PersonId("may"): "manager 1",
        PersonId("sian"): "witness 1",
    }


@given(st.lists(st.sampled_from(["Isla", "Fraser", "isla fraser", "He", "said", "to", "Siân", ",", "\n"]), max_size=12))
def test_no_order_of_words_lets_a_name_out(words: list[str]) -> None:
    """Whatever stands beside it."""
    masked = MASKS.text(" ".join(words)).casefold()
    assert not [name for name in ("isla", "fraser", "siân", "sian") if name in masked]
    assert MASKS.text(masked) == masked


@given(st.lists(st.sampled_from(["Isla", "I.", "ifraser", "Rorys", "Will", "Young", "Sian", "May", "x"]), max_size=6))
def test_who_could_not_be_named_makes_no_difference(words: list[str]) -> None:
    """A large directory is not looked through word by word."""
    text = " ".join(words)
    few = Names.among(PEOPLE, LABELS.keys(), [text])
    assert replace(MASKS, names=few).text(text) == MASKS.text(text)


@pytest.mark.thorough
@given(st.text(max_size=size(50, 400)))
def test_any_text_is_taken(text: str) -> None:
    """Nothing that anybody can type stops a document."""
    assert MASKS.text(MASKS.text(text)) == MASKS.text(text)
