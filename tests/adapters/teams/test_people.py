"""Colleagues in a picker: those who can be picked, made distinguishable, and found by name or address."""

from __future__ import annotations

import pytest

from adapters.teams.people import MOST_LISTED, Colleagues
from bot.people import People, Person, PersonId


def _person(name: str, email: str = "", *, active: bool = True, listed: bool = True) -> Person:
    return Person(id=PersonId(email or name), email=email, name=name, active=active, listed=listed)


MORAG, JOANNA, JOSE = (
    _person("Morag Munro", "morag@example.org"),
    _person("Joanna Ross", "jo@example.org"),
    _person("José Núñez", "jose.nunez@example.org"),
)
ALEX, OTHER_ALEX = _person("Alex Reid", "alex@example.org"), _person("alex reid", "a.reid@example.org")
STAFF = Colleagues.of(People([MORAG, JOANNA, JOSE, ALEX, OTHER_ALEX]))


def test_those_who_work_here_are_listed_by_name() -> None:
    """Not those who have left, or whom the directory does not list; two of one name have their e-mail beside it."""
    gone, unlisted = _person("Gone", "gone@example.org", active=False), _person("Guest", "guest@x.org", listed=False)
    shown = [c.shown for c in Colleagues.of(People([MORAG, gone, ALEX, unlisted, OTHER_ALEX])).everybody]
    assert shown == ["alex reid (a.reid@example.org)", "Alex Reid (alex@example.org)", "Morag Munro"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("morag", ["Morag Munro"]),
        ("MUN", ["Morag Munro"]),
        ("nunez", ["José Núñez"]),
        ("José", ["José Núñez"]),
        ("ro mo", ["Morag Munro"]),
        ("jo@", ["Joanna Ross"]),
        ("example.org", ["alex reid", "Alex Reid", "Joanna Ross", "José Núñez", "Morag Munro"]),
        ("nobody", []),
        (" ", []),
    ],
)
def test_part_of_a_name_or_an_email_finds(text: str, found: list[str]) -> None:
    """Upper and lower case and accents are forgiven; every word has to occur."""
    assert [c.name for c in STAFF.matching(text)] == found


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("morag@example.org", MORAG),
        ("MORAG@Example.org ", MORAG),
        ("Morag Munro", MORAG),
        ("morag", MORAG),
        ("munro morag", MORAG),
        ("jose nunez", JOSE),
        ("Joanna", JOANNA),
        ("anna", None),
        ("Jo", None),
        ("Alex Reid", None),
        ("a.reid@example.org", OTHER_ALEX),
        ("", None),
    ],
)
def test_only_whole_words_mean_somebody(text: str, meant: Person | None) -> None:
    """A part of a name finds, and never picks: the wrong colleague would learn what is not theirs."""
    assert STAFF.exactly(text) == (meant.id if meant else None)


def test_those_chosen_come_in_their_order_and_once() -> None:
    """Somebody who cannot be picked is left out."""
    ids = [JOSE.id, "somebody else", MORAG.id, JOSE.id]
    assert [c.id for c in STAFF.those(ids)] == [JOSE.id, MORAG.id]


@pytest.mark.parametrize(("count", "questions", "few"), [(40, 1, True), (41, 1, False), (26, 3, True), (27, 3, False)])
def test_many_colleagues_are_looked_for(count: int, questions: int, few: bool) -> None:
    """Forty in one list, and eighty in all lists of a form."""
    staff = Colleagues.of(People(_person(f"Somebody {n}", f"p{n}@example.org") for n in range(count)))
    assert (MOST_LISTED, staff.are_few(questions)) == (40, few)
