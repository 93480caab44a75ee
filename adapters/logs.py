"""Structured logs: JSON lines of an allow-list of fields; nothing personal at any level.

Harbour's own code logs through structlog: an event's name and fields of the allow-list, whatever
else is passed is dropped. What libraries log is not trusted (Bolt logs the raw body of a request
with a bad signature at INFO, the SDK all parameters at DEBUG, and exceptions quote values): only
which logger, at which level, from where and the type of the exception is kept, never the message.

A warning and an error say what an operator does about it: `do`, from `adapters.advice`.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import structlog

from adapters.advice import DO
from bot.errors import HarbourError

#: Fields that may be logged: our own words and numbers, none of which identifies a person or a record.
FIELDS = frozenset(
    {
        "attempts",
        "count",
        "do",
        "error",
        "event",
        "exception",
        "findings",
        "head",
        "kind",
        "level",
        "logger",
        "method",
        "outcome",
        "platform",
        "port",
        "reason",
        "route",
        "seconds",
        "status",
        "timestamp",
        "version",
        "where",
    }
)
#: The levels that an operator reads.
_BAD = frozenset({"warning", "error", "critical"})
_OURS = frozenset({"adapters", "bot", "storage"})
#: Libraries whose loggers hold bodies, parameters or values of exceptions.
_LIBRARIES = (
    "aiohttp.access",
    "aiohttp.client",
    "aiohttp.internal",
    "aiohttp.server",
    "aiohttp.web",
    "aiohttp.websocket",
    "apscheduler.executors.default",
    "apscheduler.scheduler",
    "asyncio",
    "mail.log",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy.engine",
    "sqlalchemy.pool",
)

EventDict = MutableMapping[str, Any]


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send all logs, ours and the libraries', as JSON lines to the stream (standard error)."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _exception_type,
            _advised,
            _allowed,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = _Foreign()
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # Only warnings and worse of the libraries: their lower levels log values.
    root.setLevel(max(number, logging.WARNING))
    for name in _LIBRARIES:
        _withhold(logging.getLogger(name))


def logger(**fields: object) -> structlog.typing.FilteringBoundLogger:
    """A logger for our own events; see `FIELDS`."""
    bound: structlog.typing.FilteringBoundLogger = structlog.get_logger(**fields)
    return bound


def place(error: BaseException) -> str:
    """Place in our own code at which an exception was raised, as `adapters/slack/app.py:120`; no values."""
    return _place(error.__traceback__)


def withheld(name: str, level: int = logging.WARNING) -> logging.Logger:
    """A standard logger to hand to a library: at this level, and without any of its messages' text."""
    found = logging.getLogger(name)
    _withhold(found, level)
    return found


def _withhold(found: logging.Logger, level: int = logging.WARNING) -> None:
    found.setLevel(level)
    if not any(isinstance(f, _Withhold) for f in found.filters):
        found.addFilter(_Withhold())


class _Withhold(logging.Filter):
    """Empties a record before any handler sees it: its text, arguments and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0] is not None:
            record.__dict__["exception_type"] = record.exc_info[0].__name__
            record.__dict__["exception_place"] = _place(record.exc_info[2])
        record.msg, record.args = "(withheld)", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class _Foreign(logging.Handler):
    """Rewrites the records of libraries through structlog: logger and place, never the message."""

    def emit(self, record: logging.LogRecord) -> None:
        _Withhold().filter(record)
        structlog.get_logger().log(
            record.levelno,
            "library",
            logger=record.name.split(":")[0],
            where=f"{Path(record.pathname).name}:{record.lineno}",
            exception=record.__dict__.get("exception_type"),
        )


def _exception_type(_: object, __: str, event: EventDict) -> EventDict:
    """An exception as its type and place: its words may hold values."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["exception"] = type(error).__name__
        event["where"] = place(error)
        if isinstance(error, HarbourError) and error.cause:
            event["reason"] = error.cause
    elif error:
        kind, _value, trace = sys.exc_info()
        event["exception"] = kind.__name__ if kind else None
        event["where"] = _place(trace)
    return event


def _advised(_: object, __: str, event: EventDict) -> EventDict:
    """Add the advice for a warning or an error."""
    return {**event, "do": DO.get(event["event"])} if event.get("level") in _BAD else event


def _allowed(_: object, __: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if key in FIELDS and value is not None}


def _place(trace: TracebackType | None) -> str:
    frames = [f for f in traceback.extract_tb(trace) if _OURS & set(Path(f.filename).parts)]
    if not frames:
        return ""
    parts = Path(frames[-1].filename).parts
    start = max(i for i, part in enumerate(parts) if part in _OURS)
    return f"{'/'.join(parts[start:])}:{frames[-1].lineno}"
