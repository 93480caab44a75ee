"""A letter as a document for a word processor."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Pt

from adapters.paper.plain import plain
from bot.views.letters.shapes import Letter

#: Plain letters without feet are read most easily.
_FACE = "Arial"
_POINTS = 12
#: Space between lines and after a paragraph; as easy reading asks for.
_LINES = 1.5
_AFTER = 10


def written(letter: Letter) -> bytes:
    """The letter as a document: real headings, and nobody as its author."""
    made = docx.Document()
    _set(made, _POINTS)
    properties = made.core_properties
    properties.author, properties.comments, properties.language = "", "", "en-GB"
    properties.title = plain(letter.title)
    made.add_heading(plain(letter.title), level=1)
    for paragraph in letter.paragraphs:
        if paragraph in letter.headings:
            made.add_heading(plain(paragraph), level=2)
        else:
            made.add_paragraph(plain(paragraph))
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _set(made: Document, points: int) -> None:
    """One plain face in the text and the headings, with room between the lines."""
    for name, size in (("Normal", points), ("Heading 1", points + 4), ("Heading 2", points + 2)):
        style = made.styles[name]
        style.font.name, style.font.size = _FACE, Pt(size)
        # A heading of the template has a face of its theme besides.
        fonts = style.element.rPr.rFonts
        for theme in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[theme]
        room = style.paragraph_format
        room.line_spacing_rule, room.line_spacing, room.space_after = WD_LINE_SPACING.MULTIPLE, _LINES, Pt(_AFTER)
