"""A letter in the shape that suits its recipient, all drawn from the same content (R-1.13-6)."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.policy import Policy
from bot.views.letters.parts import Content, Shape


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A text to edit and send; it has not been sent to anybody."""

    title: str
    #: Headings and paragraphs, from top to bottom.
    paragraphs: tuple[str, ...]
    #: The paragraphs that are headings.
    headings: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """Whole text."""
        return "\n\n".join((self.title, *self.paragraphs))

    def pieces(self, longest: int) -> tuple[str, ...]:
        """Text in pieces of at most this many characters, split between paragraphs."""
        found: list[str] = []
        for paragraph in (self.title, *self.paragraphs):
            for part in textwrap.wrap(paragraph, longest, replace_whitespace=False) or [""]:
                if found and len(found[-1]) + len(part) + 2 <= longest:
                    found[-1] += f"\n\n{part}"
                else:
                    found.append(part)
        return tuple(found)

    def edited(self, text: str) -> Letter:
        """The same letter with somebody's edited text."""
        title, *paragraphs = text.split("\n\n")
        return Letter(title=title, paragraphs=tuple(paragraphs), headings=self.headings)


def drawn(content: Content, shape: Shape, policy: Policy) -> Letter:
    """Letter in this shape."""
    return Letter(
        title=content.title,
        paragraphs=(*_reference(content), *_SHAPES[shape](content), signature(content, policy)),
        headings=frozenset(part.heading for part in content.parts) if shape is Shape.EASY_READ else frozenset(),
    )


def signature(content: Content, policy: Policy) -> str:
    """Signature: the writer's name, or the organisation's alone if names are withheld (R-1.8-4)."""
    return f"{content.signs}\n{policy.organisation}" if content.signs else f"For {policy.organisation}"


def _reference(content: Content) -> Iterator[str]:
    """Reference to quote in a reply or an appeal."""
    if content.reference:
        yield f"Our reference: {content.reference}"


def _letter(content: Content) -> Iterator[str]:
    """Clear statement, without headings."""
    yield "Dear [name],"
    for part in content.parts:
        yield " ".join(part.lines)


def _easy(content: Content) -> Iterator[str]:
    """Easy read: the same with headings, one short idea a line."""
    yield "Hello [name]."
    for part in content.parts:
        yield part.heading
        yield "\n".join(part.easy)


_SHAPES: Mapping[Shape, Callable[[Content], Iterator[str]]] = {Shape.LETTER: _letter, Shape.EASY_READ: _easy}
