"""Harbour talks to encrypted addresses, and to this machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.teams.addresses import is_trusted


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/uk/",
        "https://smba.example:8443",
        "http://localhost:3978/x",
        "http://127.0.0.1:1/",
        "http://127.9.9.9",
        "http://[::1]:80/",
    ],
)
def test_https_and_loopback_are_trusted(url: str) -> None:
    """On this machine a stand-in runs."""
    assert is_trusted(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/",
        "http://localhost.evil.example/",
        "http://127.0.0.1.evil.example/",
        "http://10.0.0.1/",
        "https://",
        "https://x:y@smba.example/",
        "https://x@127.0.0.1/",
        "https://smba.example:port/",
        "https://[::1",
        "https://a b.example/",
        "//smba.example/",
        "javascript:alert(1)",
        "https://" + "x" * 1000,
        "",
        None,
        3,
    ],
)
def test_anything_else_is_not(url: object) -> None:
    """Also where it only looks like one of them."""
    assert not is_trusted(url)


@given(st.text() | st.text().map("https://".__add__) | st.text().map("http://[".__add__))
def test_any_text_can_be_asked_about(url: str) -> None:
    """Nothing is raised."""
    assert is_trusted(url) in {True, False}
