"""Checks for Slack's text objects, to build `limits` from (platform page: slack)."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.chat.shapes import Check, Findings, Shape, boolean, one_of, string


def plain(longest: int) -> Check:
    """A plain_text object."""
    return Shape({"type": one_of("plain_text"), "text": string(longest), "emoji": boolean}, frozenset({"type", "text"}))


def text(longest: int) -> Check:
    """A plain_text or mrkdwn object. mrkdwn has to be verbatim: Slack is never to find links in it."""
    mrkdwn = Shape(
        {"type": one_of("mrkdwn"), "text": string(longest), "verbatim": boolean},
        frozenset({"type", "text", "verbatim"}),
    )
    simple = plain(longest)

    def check(value: object, at: str, found: Findings) -> None:
        is_mrkdwn = isinstance(value, Mapping) and value.get("type") == "mrkdwn"
        (mrkdwn if is_mrkdwn else simple)(value, at, found)
        if is_mrkdwn and isinstance(value, Mapping) and value.get("verbatim") is False:
            found.append(f"{at}: mrkdwn must be verbatim")

    return check
