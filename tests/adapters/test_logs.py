"""Logs are JSON lines of allowed fields; nothing that a library says comes through."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from adapters.advice import DO
from adapters.logs import configure, logger, withheld

SECRET = "she swore at me"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Stream of the logs at the lowest level; afterwards logging is as it was."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    found = io.StringIO()
    configure("DEBUG", found)
    yield found
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


def _lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_only_allowed_fields_are_kept(stream: io.StringIO) -> None:
    """Anything else is dropped: a person, a record, a text."""
    logger().info("slack.not_opened", reason="expired_trigger_id", person="isla", text=SECRET, note=SECRET)
    line = _lines(stream)[0]
    assert set(line) == {"event", "level", "timestamp", "reason"}
    assert (line["event"], line["level"], line["reason"]) == ("slack.not_opened", "info", "expired_trigger_id")


def test_an_exception_is_its_type_and_place(stream: io.StringIO) -> None:
    """Its words may hold values."""
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        logger().error("slack.failed", exc_info=error)
        logger().exception("slack.failed")
    for line in _lines(stream):
        assert line["exception"] == "ValueError"
    assert SECRET not in stream.getvalue()


@pytest.mark.parametrize(
    "name",
    ["slack_bolt.AsyncRequestVerification", "slack_sdk.web.async_client", "aiohttp.server", "asyncio", "anything"],
)
def test_a_library_is_heard_and_not_quoted(stream: io.StringIO, name: str) -> None:
    """The fact and place of a warning are logged; not its text, arguments or traceback."""
    library = logging.getLogger(name)
    try:
        raise RuntimeError(SECRET)
    except RuntimeError:
        library.exception("Failed: %s", SECRET, stack_info=True)
    library.debug("all parameters: %s", SECRET)
    library.info("the raw body: %s", SECRET)
    lines = _lines(stream)
    assert [(line["logger"], line["exception"]) for line in lines] == [(name, "RuntimeError")]
    assert SECRET not in stream.getvalue()


def test_a_logger_handed_to_a_library_is_emptied_for_every_handler(
    stream: io.StringIO, caplog: pytest.LogCaptureFixture
) -> None:
    """Also for a handler that somebody else has put up."""
    handed = withheld("harbour.test")
    handed.error("the raw body: %s", SECRET)
    assert SECRET not in caplog.text
    assert SECRET not in stream.getvalue()
    assert (handed.level, len(withheld("harbour.test").filters)) == (logging.WARNING, 1)


def test_an_unknown_level_is_info() -> None:
    """A mistyped level is no reason to be silent, or talkative."""
    stream = io.StringIO()
    configure("LOUD", stream)
    logger().debug("a")
    logger().info("b")
    structlog.reset_defaults()
    assert [line["event"] for line in _lines(stream)] == ["b"]


def test_a_warning_and_an_error_say_what_to_do(stream: io.StringIO) -> None:
    """The sentence of the event, and of what a library warned of; nothing for what is only told."""
    logger().error("delivery.stopped", reason="The token does not count.")
    logger().info("delivery.stopped")
    logging.getLogger("asyncio").warning(SECRET)
    lines = _lines(stream)
    assert [line.get("do") for line in lines] == [DO["delivery.stopped"], None, DO["library"]]
