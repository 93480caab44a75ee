"""Text that somebody typed, without what Teams puts around it (platform page: teams).

Teams sends text with tags in it: a mention of Harbour, the message that is answered, a paragraph, a link with a name.
The person's own words stay, addresses too; a quoted message of somebody else goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from adapters.chat.plain import linked
from bot.chat.forms import tidy

#: The message that is answered, once more: as older clients write it, and as newer ones point at it.
_ANSWERED = re.compile(
    r"<blockquote\b[^<>]*schema\.skype\.com/Reply[^<>]*>.*?</blockquote>|<quoted\b[^<>]*>(?:[^<]*</quoted>)?",
    re.IGNORECASE | re.DOTALL,
)
_MENTION = r"<at\b[^<>]*>[^<]*</at>"
#: Characters between a mention and the text after it.
_SPACE = r"(?: |\xa0|&nbsp;)*"
_LINK = re.compile(r"<a\b[^<>]*\bhref=\"([^\"<>]*)\"[^<>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_LINE = re.compile(r"<br\b[^<>]*>|</(?:p|div|li|h[1-6]|blockquote|pre)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|div|span|blockquote|b|strong|i|em|u|s|strike|code|pre|ul|ol|li|h[1-6]|img|emoji|attachment|readonly)"
    r"\b[^<>]*>",
    re.IGNORECASE,
)
#: Entities in which Teams may write typed characters; the one that begins all of them comes last.
_WRITTEN = (
    ("\xa0", " "),
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&#39;", "'"),
    ("&amp;", "&"),
)


def words(text: str, mentions: Iterable[str] = ()) -> str:
    """The words that the person typed. `mentions` is how Harbour is mentioned among them."""
    text = _ANSWERED.sub("", text)
    for mention in (*map(re.escape, mentions), _MENTION):
        text = re.sub(mention + _SPACE, "", text)
    text = _LINK.sub(lambda m: linked(m[1], _TAG.sub("", m[2])), text)
    text = _TAG.sub("", _LINE.sub("\n", text))
    for written, meant in _WRITTEN:
        text = text.replace(written, meant)
    return tidy(text)
