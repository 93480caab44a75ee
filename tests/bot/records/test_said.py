"""Descriptions of an individual are compared with earlier ones; only a real reference counts as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records.references import LEAST_PLACES, ReferenceForm, References
from bot.records.said import By, Said, is_sure, lacks_number

FORMS = References((ReferenceForm.parse("AA-99999"), ReferenceForm.parse("TEN-9999")))
NONE = References()

#: Letters and digits as anybody types them, and what is typed around them.
WRITTEN = st.text(st.sampled_from("abTZ059 -,.!/'’·\n\u200b٣éß"), max_size=60)


def agree(one: str, another: str, references: References = FORMS) -> set[str]:
    """Ways in which two texts agree."""
    return set(Said.of(one).agrees(Said.of(another), references))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("HA-20417", "ha20417"),
        (" ha 20_417. ", "ha20417"),
        ("\u200bHA\u202e-20417", "ha20417"),
        ("ＨＡ-２０４１７", "ha20417"),
        ("T.B., HA-20417", "ha20417"),
        ("Mr B HA 20417", "ha20417"),
        ("ten-0042", "ten0042"),
        ("HA-2041", None),
        ("HA-204171", None),
        ("XHA-20417", None),
        ("HA-20417, HA-20418", None),
        ("T.B.", None),
        ("Flat 2", None),
        ("Mr B, no. 7", None),
        ("HA-٢٠٤١٧", None),
        ("", None),
    ],
)
def test_only_what_has_the_form_is_a_reference(typed: str, expected: str | None) -> None:
    """However it is typed; where two are said, nobody knows which is meant."""
    assert Said.of(typed).reference(FORMS) == expected
    assert Said.of(typed).reference(NONE) is None


@pytest.mark.parametrize("form", ["", "9999999999999999999999", "AAAA", "99A", "A9", "FLAT 9"])
def test_a_form_tells_one_individual_from_another(form: str) -> None:
    """A door number is none, and none is so long that nobody types it."""
    with pytest.raises(ValueError, match="^" + form):
        ReferenceForm.parse(form)


@given(st.text(st.sampled_from("AX9 -/"), min_size=4, max_size=24), WRITTEN, WRITTEN)
def test_no_words_become_one_individual_but_by_a_form(form: str, one: str, another: str) -> None:
    """Without a form nothing is joined by itself; with one, only by the same text in it, whatever is around."""
    assert By.REFERENCE not in agree(one, another, NONE)
    try:
        references = References((ReferenceForm.parse(form),))
    except ValueError:
        return
    if By.REFERENCE in agree(one, another, references):
        found = Said.of(one).reference(references)
        assert found is not None
        assert found == Said.of(another).reference(references)
        assert len(found) == len(references.forms[0].places) >= LEAST_PLACES


@given(WRITTEN)
def test_whoever_says_what_was_written_is_found(typed: str) -> None:
    """By at least one clue, where it holds anything; and nothing contradicts itself."""
    said = Said.of(typed)
    if said.clues():
        assert said.asks() & said.clues()
        assert agree(typed, typed)


@given(WRITTEN, WRITTEN)
def test_whatever_agrees_is_found(typed: str, written: str) -> None:
    """By the index alone: nothing is looked through. And who agrees with whom does not depend on who asks."""
    assert agree(typed, written) == agree(written, typed)
    if agree(typed, written):
        assert Said.of(typed).asks() & Said.of(written).clues()


@pytest.mark.parametrize(
    ("said", "written", "by"),
    [
        # initials
        ("T B", "T.B.", {"initials"}),
        ("tb", "Mr Tom Brown", {"initials"}),
        ("Tom Brown", "Brown", {"initials"}),
        ("T. J. B.", "T.B.", {"initials"}),
        ("T.B.", "M.B.", set()),
        # addresses
        ("12 mill rd.", "12 Mill Road", {"address"}),
        ("12 St Andrews St", "12 Saint Andrews Street, Haddington, EH41 3AB", {"address"}),
        ("12 Mill Road", "14 Mill Road", set()),
        ("12a Mill Road", "12 Mill Road", set()),
        ("12 Mill Road", "12 Mill Street", set()),
        # flats are kept apart
        ("Flat 2, 12 Mill Road", "12 mill rd, flat 2", {"address"}),
        ("2/1, 12 Mill Road", "Flat 2/1 12 Mill Rd", {"address"}),
        ("12/3 Mill Road", "Flat 3, 12 Mill Road", {"address"}),
        ("Flat 2, 12 Mill Road", "Flat 3, 12 Mill Road", set()),
        ("12 Mill Road", "Flat 2, 12 Mill Road", {"stair"}),
        # a comma left out, or one too many
        ("DM 14 Harbour Row", "D.M., 14 Harbour Row", {"initials", "address"}),
        ("D.M. 14 Harbour Row", "D.M., 14 Harbour Row", {"initials", "address"}),
        ("Mr Dan Moss flat 2 14 Harbour Row", "D.M., Flat 2, 14 Harbour Row", {"initials", "address"}),
        ("DM, 14, Harbour Row", "D.M. 14 Harbour Row, flat 2", {"initials", "stair"}),
        ("14, Harbour Row", "D.M., 14 Harbour Row", {"address"}),
        ("no. 14 Harbour Row", "D.M., 14 Harbour Row", {"address"}),
        ("TB 14 Harbour Row", "D.M., 14 Harbour Row", set()),
        ("Harbour Row", "H.R., 14 Mill Road", set()),
        # two of them; what contradicts is somebody else
        ("TB, 12 Mill Rd", "T.B., 12 Mill Road", {"initials", "address"}),
        ("TB, 12 Mill Rd", "HA-20417, T.B.", {"initials"}),
        ("MK, 12 Mill Rd", "T.B., 12 Mill Road", set()),
        ("MK, HA-20417", "T.B., HA-20417", set()),
        ("TB, HA-20418", "T.B., HA-20417", set()),
        ("ha 20417", "T.B., HA-20417", {"reference"}),
        # words with a number
        ("flat 2!", "Flat 2", {"words"}),
        ("no 7", "Mr B, no. 7", {"words"}),
        ("Flat 2", "Flat 3", set()),
    ],
)
def test_two_say_the_same_by_what_they_have_in_common(said: str, written: str, by: set[str]) -> None:
    """However it is spelt."""
    assert agree(said, written) == by


def test_a_reference_or_a_home_with_initials_is_nobody_else() -> None:
    """Anything less is shared."""
    assert is_sure(frozenset({By.REFERENCE}))
    assert is_sure(frozenset({By.ADDRESS, By.INITIALS}))
    for shared in ({By.ADDRESS}, {By.INITIALS}, {By.WORDS}, {By.STAIR, By.INITIALS}):
        assert not is_sure(frozenset(shared))


@pytest.mark.parametrize(
    ("typed", "lacks"),
    [
        ("Harbour Row", True),
        ("D.M., Harbour Row", True),
        ("14 Harbour Row", False),
        ("Tom Park", False),
        ("Row", False),
    ],
)
def test_a_street_alone_lacks_its_number(typed: str, lacks: bool) -> None:
    """And a name that streets have as well is a name."""
    assert lacks_number(typed) is lacks


def test_what_was_found_by_its_words_still_is() -> None:
    """Clues that were kept before a name and an address without a comma between them were told apart."""
    assert "number dm14harbourrow" in Said.of("D.M. 14 Harbour Row").asks()
