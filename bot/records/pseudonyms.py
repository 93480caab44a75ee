"""Words with everybody's name taken out, so that somebody outside can be asked for advice (policy 1.7, R-1.7-3).

What can be known is taken out: the names of staff, the individual, references, addresses, numbers, links. What can
only be guessed, such as a nickname or a place, is given back as a doubt, for a person to look at.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Neutral(StrEnum):
    """What stands in place of something that was taken out."""

    INDIVIDUAL = "the individual"
    STAFF = "a member of staff"
    ORGANISATION = "the organisation"
    PERSON = "(a name)"
    LINK = "(a link)"
    EMAIL = "(an e-mail address)"
    PHONE = "(a phone number)"
    ADDRESS = "(an address)"
    REFERENCE = "(a reference)"


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What is known and must not be told."""

    #: The full names of everybody who works here.
    staff: tuple[str, ...] = ()
    #: What staff call the individual: initials or a reference; any number of them.
    individual: tuple[str, ...] = ()
    #: What the organisation is called.
    organisation: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Neutralised:
    """The words without them."""

    text: str
    #: Words that may still be a name or a place, in their order, each once.
    doubts: tuple[str, ...] = ()


#: Text that is still to be looked at, and what already stands in place of something.
_Piece = str | Neutral
_Rule = Callable[[str], Iterator[_Piece]]

# Each pattern begins where a word does, or is bounded: a text takes as long as it is, however it is made up.
_EMAIL = re.compile(r"(?<!\S)[^\s@]*@(?:\S*\w)?")
_LINK = re.compile(
    r"(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}://|(?<!\w)www\.)\S*[\w/]"
    r"|(?<![\w.-])(?:[\w-]+\.)+(?:com|org|net|info|uk|scot|eu|io|me|tv|ly|be|co)(?!\w)(?:[/?#:]\S*[\w/])?",
    re.IGNORECASE,
)
_STREETS = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|place|pl|court|ct|crescent|cres|terrace|gardens|gdns|way|close|square|"
    "sq|grove|park|wynd|view|brae|loan|row|walk|quay|path|hill|green|mews"
)
_HOUSE = r"\b[0-9]{1,5}[A-Za-z]?(?:/[0-9]{1,4})?,?\s{1,3}"
_ADDRESS = re.compile(
    r"\b(?:[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s?[0-9][A-Za-z]{2})\b"  # a postcode
    r"|(?i:\b(?:flat|house|room|unit|block)\s{1,3}(?:no\.?\s{0,3})?[0-9]{1,5}(?:[/-][0-9]{1,5}){0,3}[a-z]?\b)"
    rf"|(?:{_HOUSE})?(?:\b[A-Z][\w'’-]{{0,30}}\s{{1,3}}){{1,3}}(?i:{_STREETS})\b\.?"
    rf"|{_HOUSE}(?:[\w'’-]{{1,30}}\s{{1,3}}){{1,2}}(?i:{_STREETS})\b\.?"
)
#: A day as people write it: kept, for it tells what happened when and not to whom.
_DAY = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{2,4})?")
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/]{0,3}\d){4,}")
#: Letters and digits in one, as references have them: "HA-20417", "EC 0042", "2026/17B".
_MIXED = re.compile(
    r"\b(?:[A-Za-z]{1,6}[-/]?|[A-Z]{2,3} )\d{2,}[\w/-]*|(?<![\w/-])(?=[\w/-]*\d)(?=[\w/-]*[A-Za-z])[\w/-]+\b"
)
_PLAIN_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|am|pm|h|m)?|[A-Za-z]+ \d{1,2}", re.IGNORECASE)
_TITLED = re.compile(
    r"\b(?i:mr|mrs|ms|miss|mx|dr|prof|sir|lady|cllr|councillor)\b\.?(?:\s{1,3}[A-Z][\w'’-]{0,40}\.?(?!\w)){1,3}"
)

#: Capitals that tell nobody's name.
_KNOWN = frozenset(
    word.casefold()
    for word in ("I", *calendar.month_name, *calendar.month_abbr, *calendar.day_name, *calendar.day_abbr)
)

#: So far back it is looked for where a sentence begins, in characters.
_NEAR = 24
#: After this a sentence begins; an initial ends none.
_BEGINS = re.compile(r"(?:^\W*|[^\W_]{2,}\W*|\d\W*)[.?!:\n]\W*$|^\W*$")


def neutral(text: str, hidden: Hidden) -> Neutralised:
    """The words with what is known taken out, and what may still be a name. Nothing is kept or sent."""
    pieces: list[_Piece] = [unicodedata.normalize("NFKC", text)]
    for rule in _rules(hidden):
        pieces = [each for piece in pieces for each in ([piece] if isinstance(piece, Neutral) else rule(piece))]
    return Neutralised(text=_joined(pieces), doubts=tuple(dict.fromkeys(_doubts(pieces))))


def names(text: str, people: Iterable[str]) -> bool:
    """Whether a word of one of these people's names stands in the text: "from Isla's own account"."""
    return any(isinstance(piece, Neutral) for piece in _staff(people)(unicodedata.normalize("NFKC", text)))


def _rules(hidden: Hidden) -> Iterator[_Rule]:
    """In this order: what holds other things within it comes first."""
    yield _each(_EMAIL, Neutral.EMAIL)
    yield _each(_LINK, Neutral.LINK)
    for display in hidden.individual:
        yield _called(display, Neutral.INDIVIDUAL)
    for name in hidden.organisation:
        yield _called(name, Neutral.ORGANISATION)
    yield _each(_ADDRESS, Neutral.ADDRESS)
    yield _each(_NUMBER, Neutral.PHONE, unless=_DAY)
    yield _each(_MIXED, Neutral.REFERENCE, unless=_PLAIN_NUMBER)
    yield _each(_TITLED, Neutral.PERSON)
    yield _staff(hidden.staff)


def _each(pattern: re.Pattern[str], instead: Neutral, *, unless: re.Pattern[str] | None = None) -> _Rule:
    def rule(text: str) -> Iterator[_Piece]:
        end = 0
        for found in pattern.finditer(text):
            if not found.group() or (unless is not None and unless.fullmatch(found.group())):
                continue
            yield text[end : found.start()]
            yield instead
            end = found.end()
        yield text[end:]

    return rule


def _called(display: str, instead: Neutral) -> _Rule:
    """Somebody's initials or reference, however it is spaced and punctuated: "T. B.", "TB", "ha 20417"."""
    plain = [c for c in unicodedata.normalize("NFKC", display) if c.isalnum()]
    if not plain:
        return lambda text: iter((text,))
    # One letter alone is taken for initials only where it is written as they are.
    flags = 0 if len(plain) == 1 else re.IGNORECASE
    spelt = r"[\W_]{0,3}".join(re.escape(c) for c in plain)
    whole = rf"(?<![^\W_]){spelt}(?![^\W_])\.?"
    # What has digits is known wherever it stands, and by its digits alone.
    digits = [run for run in re.findall(r"\d+", display) if len(run) > 2]
    inside = [spelt] if len(plain) > 3 and digits else []
    return _each(re.compile("|".join([*inside, whole, *map(re.escape, digits)]), flags), instead)


# -- the names of staff ------------------------------------------------------------------------------


def _staff(people: Iterable[str]) -> _Rule:
    """Each word of each name, in any case, with or without accents; also run together, and with an initial before."""
    known = frozenset(_known(people))

    def rule(text: str) -> Iterator[_Piece]:
        end = 0
        for start, stop in _runs(text, known):
            yield text[end:start]
            yield Neutral.STAFF
            end = stop
        yield text[end:]

    return rule


def _known(people: Iterable[str]) -> Iterator[str]:
    for name in people:
        composed = unicodedata.normalize("NFKC", name)
        words = [composed[start:end] for start, end in _words(composed)]
        parts = [_folded(word) for word in words]
        yield from (part for word, part in zip(words, parts, strict=True) if len(word) > 1)
        if len(parts) > 1:
            yield "".join(parts)
            yield parts[0][:1] + parts[-1]


def _runs(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where names stand; those beside one another, with the initials before them, as one."""
    words = list(_words(text))
    run: tuple[int, int] | None = None
    for n, (start, stop) in enumerate(words):
        if not _is_name(text[start:stop], known):
            continue
        # Whose something is stays to be read.
        end = stop - 2 if text[stop - 2 : stop].casefold() in {"'s", "’s"} else stop
        first = _with_initials(text, words, n)
        if run is not None and _apart(text[run[1] : first]):
            run = (run[0], end)
            continue
        if run is not None:
            yield run
        run = (first if run is None else max(first, run[1]), end)
    if run is not None:
        yield run


def _is_name(word: str, known: frozenset[str]) -> bool:
    folded = _folded(word)
    return folded in known or (folded.endswith("s") and folded[:-1] in known)


def _with_initials(text: str, words: list[tuple[int, int]], n: int) -> int:
    """Where a name begins, with an initial before it: "M. Reid"."""
    start = words[n][0]
    if n and words[n - 1][1] - words[n - 1][0] == 1:
        before, after = words[n - 1]
        initial = text[before:after]
        if initial.isupper() and initial not in "IA" and re.fullmatch(r"\.?\s?", text[after:start]):
            return before
    return start


def _apart(between: str) -> bool:
    """Whether what stands between two names makes them one."""
    return re.fullmatch(r"[\s._’'-]{0,2}", between) is not None


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where words of letters stand, with the apostrophes within them."""
    start: int | None = None
    for n, char in enumerate(f"{text} "):
        inside = _is_letter(char) or (
            char in "'’" and start is not None and n + 1 < len(text) and _is_letter(text[n + 1])
        )
        if inside and start is None:
            start = n
        elif not inside and start is not None:
            yield start, n
            start = None


def _is_letter(char: str) -> bool:
    # Marks belong to the letter before them: in some scripts no word is without.
    return unicodedata.category(char)[0] in "LM"


def _folded(word: str) -> str:
    """As it is compared: without accents, apostrophes and case."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if unicodedata.category(c)[0] == "L").casefold()


# -- what is left ------------------------------------------------------------------------------------


def _joined(pieces: Iterable[_Piece]) -> str:
    """As one text; what stands in place of a word stands apart like a word."""
    text = ""
    for piece in pieces:
        if not piece:
            continue
        meets = text and (isinstance(piece, Neutral) or text.endswith(tuple(Neutral)))
        text += f" {piece}" if meets and text[-1].isalnum() | (text[-1] == ")") and piece[0].isalnum() else str(piece)
    return text.strip()


def _doubts(pieces: Iterable[_Piece]) -> Iterator[str]:
    """Words with a capital that are not known to be harmless, and that do not merely begin a sentence."""
    before = "."
    for piece in pieces:
        if isinstance(piece, Neutral):
            before = piece
            continue
        end = 0
        for start, stop in _words(piece):
            before += piece[end:start]
            word = piece[start:stop]
            named = word[0].isupper() and word.casefold() not in _KNOWN
            if named and (not _BEGINS.search(before[-_NEAR:]) or (len(word) > 2 and _goes_on(piece[stop:]))):
                yield word
            before, end = word, stop
        before += piece[end:]


def _goes_on(after: str) -> bool:
    """Whether another word with a capital comes at once: then the first may be a name even where a sentence begins."""
    return after[:1] == " " and after[1:2].isupper()
