"""Text as documents can hold it."""

from __future__ import annotations

import re

#: What no document can hold, and what was kept before typed text was cleared of it.
_NO_LETTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """The text without characters that no document can hold."""
    return _NO_LETTER.sub("", text)
