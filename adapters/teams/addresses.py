"""Addresses that Harbour may talk to: encrypted ones, or this machine itself, for a stand-in."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

_PRINTABLE = re.compile(r"[\x21-\x7e]{1,1000}")


def is_trusted(url: object) -> bool:
    """True if the address is https, or http on a loopback address; False for any other value.

    Tokens and messages are sent to it and keys come from it, so nobody on the way may read or change them.
    """
    if not isinstance(url, str) or not _PRINTABLE.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port  # a malformed one raises
    except ValueError:
        return False
    if not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
