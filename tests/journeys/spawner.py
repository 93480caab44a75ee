"""Starts the service again and again, each time as a new process that is born within milliseconds.

Everything is imported once; for each line of its input it forks a child that serves, and prints the
child's number. `python -m tests.journeys.spawner`, with the environment of `harbour serve`.
"""

from __future__ import annotations

import os
import signal
import sys

from adapters.house import delivery
from bot.app import composition
from bot.app.settings import Settings
from bot.courier import parcels

#: Seconds after which the claims of a killed process are released, instead of sixty: for a test's patience.
LEASE_SECONDS = 4


def serve() -> None:
    """Serve until killed."""
    parcels.LEASE_SECONDS = LEASE_SECONDS
    delivery._FRESH = LEASE_SECONDS / 2
    composition.serve(Settings.load().for_serve())


def main() -> None:
    """One child for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: they leave nothing behind
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            serve()
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
