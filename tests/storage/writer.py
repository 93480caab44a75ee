"""A process that writes until it is killed, and prints the reference of each acknowledged record.

python -m tests.storage.writer URL KEYS
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from bot.policy import Policy
from storage import Store
from tests.storage.sample import KINDS, may, told


class SystemClock:
    """The time of day."""

    def now(self) -> datetime:
        """Now."""
        return datetime.now(UTC)


def main(url: str, keys: str) -> None:
    """Write for ever, from several threads at once."""
    store = Store(url, keys, Policy.load(), SystemClock(), records=KINDS, may=may)

    def write(_: int) -> None:
        while True:
            matter = store.run(told)
            os.write(1, f"{matter.id}\n".encode())  # one write: a line is printed whole or not at all

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))


if __name__ == "__main__":
    main(*sys.argv[1:])
