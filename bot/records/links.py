"""Links as text: told apart from the words around them, and compared (R-1.14.3-2). Nothing here is ever followed."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

#: With a scheme, with `www.`, or as people type it: a host and a page, such as `example.org/a-post`.
_LINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}/)\S+",
    re.IGNORECASE,
)
#: Marks at the end of a sentence, or around a link, that are no part of it.
_AROUND = ".,;:!?'\")]}>’”"
#: What says only by which way somebody came to a page, and never which page it is.
_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "twclid", "ttclid", "igsh", "igshid", "mibextid", "ref_src", "ref_url"}
)
_PORTS = {"http": 80, "https": 443}


def first_link(text: str) -> tuple[str, str]:
    """The first link in what somebody typed, or nothing; and the words that are left."""
    found = _LINK.search(text)
    if found is None:
        return "", text
    link = found.group().rstrip(_AROUND)
    return link, " ".join(f"{text[: found.start()]} {text[found.start() + len(link) :]}".split())


def without_links(text: str) -> str:
    """The same words, with each link put out of sight."""
    return _LINK.sub("(a link)", text)


def inert(link: str) -> str:
    """The link so that nothing makes it one again: `https[:]//www[.]example[.]org/a.post`."""
    scheme, separator, rest = link.partition("://") if "://" in link else ("", "", link)
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator.replace(':', '[:]')}{host.replace('.', '[.]')}{slash}{path}"


def normalised(link: str) -> str:
    """The link as it is compared with others: two that lead to the same page, as far as can be told from the text.

    Without scheme, `www.`, fragment, slash at the end and what only tracks; the host in lower case.
    What is no link is compared by its words.
    """
    plain = " ".join(link.split())
    try:
        parts = urlsplit(plain if "://" in plain else f"https://{plain}")
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:  # such as brackets that do not close
        return plain.casefold()
    if " " in plain or "." not in host:
        return plain.casefold()
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(k)]
    query = f"?{urlencode(kept)}" if kept else ""
    # A fragment that begins so tells the page, on sites that are drawn in the browser.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    place = f":{port}" if port is not None and port != _PORTS.get(parts.scheme.casefold()) else ""
    return f"{host}{place}{parts.path.rstrip('/')}{query}{fragment.rstrip('/')}"


def _tracks(name: str) -> bool:
    return name.casefold() in _TRACKING or name.casefold().startswith("utm_")
