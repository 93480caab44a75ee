"""What is said of a file that somebody sends: taken as this, or why it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.views.evidence.reading import KINDS, LARGEST_WORDS

EMPTY = "The file is empty. Please choose another."
TOO_LARGE = (
    f"The file is larger than {LARGEST_WORDS}. Please make it smaller, or keep it safe and note where, as a thing."
)
WRONG_KIND = f"Files of this kind are not taken. {KINDS} are; a document can be saved as a PDF, a screen as a picture."
TOO_MANY_PIXELS = "The picture has more pixels than can be looked at here. A screenshot of it will do."
NOT_READABLE = "The picture is damaged and cannot be opened. Please choose another, or take a screenshot of it."

#: Each reason for which a file is not taken, by a short name.
SENTENCES: Mapping[str, str] = {
    "empty": EMPTY,
    "large": TOO_LARGE,
    "kind": WRONG_KIND,
    "pixels": TOO_MANY_PIXELS,
    "damaged": NOT_READABLE,
}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A file as it may be kept."""

    media_type: str
    content: bytes = field(repr=False)
