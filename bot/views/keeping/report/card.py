"""The report of a period as a card: every number and every sentence; no picture."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.cards import Block, Button, Buttons, Card, Facts, Heading, Small, Text
from bot.records.keeping.periods import LAST_TWELVE, Period
from bot.views import wording
from bot.views.keeping.report.document import Chapter, Document, Picture, Shape

#: The act, and that of another period.
OPEN = "quarter.open"


def card(document: Document, about: str, choice: Iterable[Period], ref: str, stood: str) -> Card:
    """The whole report, with the other periods to choose from."""
    lead = f"From {document.period}, as it stood on {stood}. {document.lead}"
    blocks: list[Block] = [Text(lead), _choice(document.name, about, choice)]
    for chapter in document.chapters:
        blocks += [Heading(chapter.title), Facts(tuple(_facts(chapter)))]
    notes = (Small(note) for note in document.notes)
    return Card(title=f"{document.title} · {ref}", blocks=(*blocks, *notes, wording.section("1.14.1", "1.15")))


def _choice(name: str, about: str, choice: Iterable[Period]) -> Buttons:
    others = (each for each in choice if each.name != name)
    return Buttons(tuple(Button(label=_label(each), action=OPEN, about=about, extra=each.name) for each in others))


def _label(period: Period) -> str:
    return "Last 12 months" if period.name == LAST_TWELVE else period.name.replace("Q", ", quarter ")


def _facts(chapter: Chapter) -> Iterable[tuple[str, str]]:
    for number in chapter.numbers:
        yield _upper(number.label), " · ".join(part for part in (number.said, number.time) if part)
    for picture in chapter.pictures:
        if picture.shape is Shape.MARKS:
            yield from ((row.label, f"{row.said} of {row.of}" if row.of else row.said) for row in picture.rows)
        else:
            yield picture.title, _said(picture)


def _said(picture: Picture) -> str:
    return " ".join(part for part in (picture.sentence, picture.time) if part)


def _upper(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
