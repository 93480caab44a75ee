"""Words without names: whatever was written, nothing that is known survives (1.7)."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.records.pseudonyms import Hidden, Neutral, names, neutral

HIDDEN = Hidden(
    staff=("Isla Fraser", "Morag Reid", "Zoë O’Neil-Grant", "Callum Boyd"),
    individual=("HA-20417", "T. B."),
    organisation=("Homes for Life Housing Partnership", "HfL"),
)
PLACES = re.compile("|".join(re.escape(each) for each in Neutral))

#: Names of every kind: with accents, apostrophes, hyphens, particles, of other scripts, of one word.
PART = st.text(
    st.characters(categories=("Lu", "Ll", "Lo"), max_codepoint=0x2FFF), min_size=2, max_size=9
) | st.sampled_from(
    ["Zoë", "O'Neil", "MacLeod-Boyd", "de", "van", "Ng", "Ivanov", "Иван", "Ελένη", "Will", "May", "ÅSA", "ŁUKASZ"]
)
NAME = st.lists(PART, min_size=1, max_size=3).map(" ".join)
#: How people write a name into a sentence.
HOW = st.sampled_from(
    [
        "{}",
        "{}'s desk",
        "{}’s",
        "({})",
        "{}.",
        "{}, again",
        "\n{}\n",
        "_{}_",
        "{}1",
        "@{}",
        "{}@example.org",
        "x{{{}}}",
    ]
)
FILLING = st.text(max_size=30) | st.sampled_from(["shouted at", "and then", "Mr", "M.", "12", "-", "I said"])
CASE = st.sampled_from([str, str.lower, str.upper, str.title])


def pieces(text: str) -> list[str]:
    """What is left between what stands in place of something."""
    return PLACES.split(text)


def folded(text: str) -> str:
    """Without accents and case."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if unicodedata.category(c)[0] != "M").casefold()


def left(text: str, part: str) -> bool:
    """Whether this word still stands in the text as a word."""
    found = re.compile(rf"(?<![^\W\d_]){re.escape(folded(part))}(?![^\W\d_])")
    return any(found.search(folded(piece)) for piece in pieces(text))


def words_of(name: str) -> list[str]:
    """The parts of a name that are more than a letter."""
    composed = unicodedata.normalize("NFKC", name)
    return [part for part in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", composed) if len(part) > 1]


# -- by example ----------------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.7-3")
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Isla Fraser said no.", "a member of staff said no."),
        ("It lay on Isla's desk.", "It lay on a member of staff's desk."),
        ("MORAG REID and callum", "a member of staff and a member of staff"),
        ("Isla, Morag and Zoe ONeil", "a member of staff, a member of staff and a member of staff"),
        ("M. Reid, MReid and moragreid", "a member of staff, a member of staff and a member of staff"),
        ("Reids car", "a member of staff car"),
        ("isla.fraser@example.org", "(an e-mail address)"),
        ("Write to tam@x.org.", "Write to (an e-mail address)."),
        ("HA-20417, ha 20417, HA20417 and 20417", ", ".join(["the individual"] * 3) + " and the individual"),
        ("T. B. and TB and t.b.", "the individual and the individual and the individual"),
        ("See EC-0042, RS 0007 and 2026/17B", "See (a reference), (a reference) and (a reference)"),
        ("Ring 07700 900123 or +44 (0)131 496 0000", "Ring (a phone number) or (a phone number)"),
        ("at 12 Elm Street, EH41 3AB", "at (an address), (an address)"),
        ("Flat 3/1, 12a elm street", "(an address), (an address)"),
        ("by Elm Park Road", "by (an address)"),
        ("https://x.com/a?b and www.example.org.", "(a link) and (a link)."),
        ("on facebook.com/some.body again", "on (a link) again"),
        ("Mrs McTavish and Cllr. Ann Bell", "(a name) and (a name)"),
        ("HfL and Homes for Life Housing Partnership", "the organisation and the organisation"),
        ("Nine calls on 3 May 2026 at 15:00, the 3rd time", "Nine calls on 3 May 2026 at 15:00, the 3rd time"),
        ("on 2026-11-24 or 24/11/2026, for £50", "on 2026-11-24 or 24/11/2026, for £50"),
        ("", ""),
    ],
)
def test_what_is_known_is_taken_out_and_the_rest_can_be_read(written: str, expected: str) -> None:
    """Names in any case, run together and with initials; references, addresses, numbers, links; days stay."""
    assert neutral(written, HIDDEN).text == expected


@pytest.mark.requirement("R-1.7-3")
def test_what_may_still_be_a_name_is_given_back_as_a_doubt() -> None:
    """Said plainly, for a person to look at."""
    found = neutral("Tam Brown met her in Haddington on Monday. He shouted, and I left. Nobody saw Jamie.", HIDDEN)
    assert found.doubts == ("Tam", "Brown", "Haddington", "Jamie")


def test_a_name_in_an_account_is_seen() -> None:
    """Whose account it is."""
    assert names("Isla's mailbox", ("Isla Fraser",)) is True
    assert names("i.fraser@example.org", ("Isla Fraser",)) is True
    assert names("complaints@example.org", ("Isla Fraser",)) is False


# -- whatever was written --------------------------------------------------------------------------------


@pytest.mark.requirement("R-1.7-3")
@settings(max_examples=100)
@given(
    people=st.lists(NAME, min_size=1, max_size=4),
    written=st.lists(st.tuples(FILLING, HOW, CASE, st.integers(0, 3)), min_size=1, max_size=6),
)
@example(people=["ﬁona Straße"], written=[("", "{}", str.upper, 0)])
def test_no_word_of_any_name_survives(people: list[str], written: list[tuple[str, str, object, int]]) -> None:
    """However it is written into whatever sentence."""
    text = ""
    for filling, how, case, which in written:
        name = people[which % len(people)]
        assert callable(case)
        text += f" {filling} {how.format(case(name))} "
    shown = neutral(text, Hidden(staff=tuple(people))).text
    assert [part for name in people for part in words_of(name) if left(shown, part)] == []


@pytest.mark.requirement("R-1.7-3")
@given(
    before=FILLING,
    after=FILLING,
    local=st.from_regex(r"[a-z][a-z0-9._-]{0,12}", fullmatch=True),
    people=st.lists(NAME, max_size=2),
)
def test_no_e_mail_survives(before: str, after: str, local: str, people: list[str]) -> None:
    """Of the directory or of anybody else."""
    shown = neutral(f"{before} {local}@example.org {after}", Hidden(staff=tuple(people))).text
    assert all("@" not in piece for piece in pieces(shown))
    assert "example.org" not in shown


@pytest.mark.requirement("R-1.7-3")
@given(
    letters=st.from_regex(r"[A-Z]{0,4}", fullmatch=True),
    digits=st.from_regex(r"[0-9]{3,8}", fullmatch=True),
    apart=st.sampled_from(["", "-", " ", "/", ". "]),
    case=CASE,
    before=FILLING,
    after=FILLING,
)
def test_no_reference_survives(letters: str, digits: str, apart: str, case: object, before: str, after: str) -> None:
    """Of the individual, however it is spaced; nor its digits alone."""
    assert callable(case)
    shown = neutral(
        f"{before} {case(letters)}{apart}{digits} {after} {digits}", Hidden(individual=(f"{letters}-{digits}",))
    ).text
    assert all(digits not in piece for piece in pieces(shown))


@pytest.mark.requirement("R-1.7-3")
@given(
    number=st.integers(1, 99999),
    prefix=st.sampled_from(["EC", "NO", "RS", "PD", "CO", "SR", "DB", "WS", "AP", "CD", "OA", "RA", "EV"]),
    before=st.sampled_from(["See ", "(", "after ", ""]),
)
def test_no_reference_of_a_record_survives(number: int, prefix: str, before: str) -> None:
    """Whatever record it is."""
    shown = neutral(f"{before}{prefix}-{number:04d} again", Hidden()).text
    assert f"{number:04d}" not in shown


@given(initials=st.from_regex(r"[A-Z]\. ?[A-Z]\.", fullmatch=True), before=st.sampled_from(["", "saw ", "("]))
@pytest.mark.requirement("R-1.7-3")
def test_no_initials_survive(initials: str, before: str) -> None:
    """With and without full stops."""
    hidden = Hidden(individual=(initials,))
    plain = re.sub(r"\W", "", initials)
    for written in (initials, plain, plain.lower()):
        shown = neutral(f"{before}{written} again", hidden).text
        assert shown == f"{before}{Neutral.INDIVIDUAL} again"


@given(text=st.text(max_size=200))
def test_any_text_can_be_read_through(text: str) -> None:
    """Without an error, and once through is enough."""
    once = neutral(text, HIDDEN).text
    assert names(once.replace(Neutral.STAFF, ""), HIDDEN.staff) is False
