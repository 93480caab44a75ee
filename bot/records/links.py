"""Links as text: separated from the words around them, and compared (R-1.14.3-2). Nothing here ever follows one."""

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
#: Parameters that only track how somebody reached a page, and do not identify the page.
_TRACKING = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "twclid", "ttclid", "igsh", "igshid", "mibextid", "ref_src", "ref_url"}
)
_PORTS = {"http": 80, "https": 443}


def first_link(text: str) -> tuple[str, str]:
    """Return the first link in the text, or nothing, and the remaining words."""
    found = _LINK.search(text)
    if found is None:
        return "", text
    link = found.group().rstrip(_AROUND)
    return link, " ".join(f"{text[: found.start()]} {text[found.start() + len(link) :]}".split())


def without_links(text: str) -> str:
    """Return the text with each link hidden."""
    return _LINK.sub("(a link)", text)


def inert(link: str) -> str:
    """Return the link in a form that nothing turns back into one: `https[:]//www[.]example[.]org/a.post`."""
    scheme, separator, rest = link.partition("://") if "://" in link else ("", "", link)
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator.replace(':', '[:]')}{host.replace('.', '[.]')}{slash}{path}"


def normalised(link: str) -> str:
    """Return the form of a link for comparison: equal if two lead to the same page, as far as the text tells.

    Drops the scheme, `www.`, fragment, final slash and tracking parameters; the host is in lower case.
    Text that is no link is compared by its words.
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
    # Such a fragment identifies the page, on sites drawn in the browser.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    place = f":{port}" if port is not None and port != _PORTS.get(parts.scheme.casefold()) else ""
    return f"{host}{place}{parts.path.rstrip('/')}{query}{fragment.rstrip('/')}"


def _tracks(name: str) -> bool:
    return name.casefold() in _TRACKING or name.casefold().startswith("utm_")
