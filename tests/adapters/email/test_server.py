"""Parsing of the mail server's URL; an invalid one is refused without being repeated."""

from __future__ import annotations

import pytest

from adapters.email.server import MailServer


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, False, True, "", "")),
        ("smtp://mail.example.org:25?starttls=never", ("mail.example.org", 25, False, False, "", "")),
        ("smtp://u:p@mail.example.org", ("mail.example.org", 587, False, True, "u", "p")),
        ("smtp://u%40x:p%2F%23%3A@mail.example.org/", ("mail.example.org", 587, False, True, "u@x", "p/#:")),
        ("smtps://u:p@mail.example.org", ("mail.example.org", 465, True, False, "u", "p")),
        ("smtp://localhost:1025", ("localhost", 1025, False, False, "", "")),
        ("smtp://u:p@127.0.0.1:1025", ("127.0.0.1", 1025, False, False, "u", "p")),
        ("smtp://[::1]:1025?starttls=always", ("::1", 1025, False, True, "", "")),
    ],
)
def test_an_address_says_how_the_server_is_reached(url: str, expected: tuple[str, int, bool, bool, str, str]) -> None:
    """Encrypted, unless it is this machine itself or is said not to be."""
    found = MailServer.of(url)
    assert (found.host, found.port, found.tls, found.starttls, found.user, found.password) == expected


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mail", "must begin with smtp:// or smtps://"),
        ("http://zebra", "must begin with"),
        ("smtp://", "must name a mail server"),
        ("smtp://u:zebra@", "must name a mail server"),
        ("smtp://ze bra", "must name a mail server"),
        ("smtp://bücher-zebra.example", "must name a mail server"),
        ("smtp://h:0", "must name a mail server"),
        ("smtp://h:zebra", "must have a port"),
        ("smtp://h:99999", "must have a port"),
        ("smtp://[zebra", "must have a port"),
        ("smtp://h/zebra", "must end after host and port"),
        ("smtp://h#zebra", "must end after host and port"),
        ("smtp://zebra@h", "must hold both a user and a password"),
        ("smtp://:zebra@h", "must hold both a user and a password"),
        ("smtp://u:ze%0Abra@h", "must hold both a user and a password"),
        ("smtp://u:zebra@h?starttls=never", "must not send a password in the clear"),
        ("smtp://h?starttls=zebra", "must say nothing after the question mark"),
        ("smtp://h?zebra", "must say nothing after the question mark"),
        ("smtp://h?starttls=always&starttls=never", "must say nothing after the question mark"),
        ("smtps://h?starttls=always", "must not say starttls with smtps://"),
    ],
)
def test_what_cannot_be_meant_is_refused(url: str, said: str) -> None:
    """In words that name what to write, and repeat nothing: it may hold a password."""
    with pytest.raises(ValueError, match="must") as refused:
        MailServer.of(url)
    assert (str(refused.value).startswith(said), "zebra" in str(refused.value)) == (True, False)


def test_a_password_shows_in_no_representation() -> None:
    """Nor the user."""
    assert "zebra" not in repr(MailServer.of("smtps://zebra:zebra@mail.example.org"))
