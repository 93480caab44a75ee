"""A letter in the form that suits whoever it is for: each drawn from the same content (R-1.13-6)."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.policy import Policy
from bot.views.letters.parts import Content, Part, Shape

#: How long a line of large print is, in characters.
LARGE_LINE = 42
#: How large it is printed, in points.
LARGE_POINTS = 18

_EDIT = "[Draft. Please fill in or take out everything in square brackets, and keep it short.]"
_NAMELESS = (
    "[Names of people who work here are withheld: name nobody, neither in the text nor under it, and give no direct "
    "details.]"
)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A text to copy, edit and send; nobody has been sent it."""

    title: str
    #: Headings and paragraphs, from top to bottom.
    paragraphs: tuple[str, ...]
    #: Which of the paragraphs are headings.
    headings: frozenset[str] = frozenset()
    #: True where it is to be printed large.
    large: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join((self.title, *self.paragraphs))

    def pieces(self, longest: int) -> tuple[str, ...]:
        """All of it in pieces of at most so many characters, parted between paragraphs."""
        found: list[str] = []
        for paragraph in (self.title, *self.paragraphs):
            for part in textwrap.wrap(paragraph, longest, replace_whitespace=False) or [""]:
                if found and len(found[-1]) + len(part) + 2 <= longest:
                    found[-1] += f"\n\n{part}"
                else:
                    found.append(part)
        return tuple(found)


def drawn(content: Content, shape: Shape, policy: Policy) -> Letter:
    """The letter in this form."""
    notes = (_EDIT, *((_NAMELESS,) if content.nameless else ()))
    body = tuple(_SHAPES[shape](content, policy))
    return Letter(
        title=content.title,
        paragraphs=(*notes, *body),
        headings=frozenset(part.heading for part in content.parts),
        large=shape is Shape.LARGE_PRINT,
    )


def signature(content: Content, policy: Policy) -> tuple[str, ...]:
    """Who signs: where names are withheld a post, and nobody's name (R-1.8-4)."""
    who = "[Your post, such as Housing Manager. No name.]" if content.nameless else "[Your name and your post]"
    return (who, policy.organisation)


# -- the forms -----------------------------------------------------------------------------------------


def _letter(content: Content, policy: Policy) -> Iterator[str]:
    yield "Dear [name],"
    yield content.stage
    yield from _sections(content)
    yield from signature(content, policy)


def _sections(content: Content) -> Iterator[str]:
    for part in content.parts:
        yield part.heading
        yield from part.lines


def _large(content: Content, policy: Policy) -> Iterator[str]:
    yield _large_line(
        f"[Print this at {LARGE_POINTS} point, and never below 16, in a plain typeface such as Arial, on one side of "
        "matt paper. Keep the lines as short as they are.]"
    )
    yield from (_large_line(paragraph) for paragraph in _letter(content, policy))


def _large_line(paragraph: str) -> str:
    return textwrap.fill(paragraph, LARGE_LINE, break_long_words=False, break_on_hyphens=False)


def _easy(content: Content, policy: Policy) -> Iterator[str]:
    yield "[Print this large, one idea a line, with a picture beside each part if you can. Offer to go through it.]"
    yield "Hello [name]."
    yield content.easy_stage
    for part in content.parts:
        yield part.heading
        yield "\n".join(part.easy)
    yield from signature(content, policy)


def _phone(content: Content, policy: Policy) -> Iterator[str]:
    who = f"that you ring for {policy.short_name}, and no name" if content.nameless else "who you are"
    yield f"[To be read on the phone, slowly. Say {who}. Ask whether it is a good time, and whether somebody is there.]"
    yield content.stage
    for part in content.parts:
        yield part.heading
        yield from part.lines
        yield _pause(part)
    yield (
        "[Offer to send this as well, in the form that suits them. Thank them. Note the day, and what they say they "
        "need.]"
    )


def _pause(part: Part) -> str:
    if part.check:
        return f"[Pause. Ask: {part.check} Listen, and say it again in other words if you need to.]"
    return "[Pause. Give time for a question.]"


def _advocate(content: Content, policy: Policy) -> Iterator[str]:
    yield (
        "[To go through an advocate or another helper: only if the person agreed to that. Ask them to go through all "
        "of it together, and to tell us what the person says and needs.]"
    )
    yield "Dear [helper's name],"
    yield "Please go through this with [name]. What it asks is for them to answer, with your help if they want it."
    yield from _letter(content, policy)


def _translated(content: Content, policy: Policy) -> Iterator[str]:
    yield (
        "[For whoever translates: please keep addresses, phone numbers and days as they are, translate every line, and "
        "say what is not clear rather than guess. Have it read back before it goes out, and say in which languages "
        "they can answer.]"
    )
    yield from _letter(content, policy)


_SHAPES: Mapping[Shape, Callable[[Content, Policy], Iterator[str]]] = {
    Shape.LETTER: _letter,
    Shape.LARGE_PRINT: _large,
    Shape.EASY_READ: _easy,
    Shape.PHONE: _phone,
    Shape.ADVOCATE: _advocate,
    Shape.TRANSLATED: _translated,
}
