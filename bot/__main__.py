"""`harbour`, or `python -m bot`: the command line, which Ctrl-C ends without a word of Python's at any moment."""

from __future__ import annotations

import signal
from typing import NoReturn


def main() -> NoReturn:
    """Carry out what the command line says, and exit.

    Before it is read, and once all is done, Ctrl-C ends the process as it ends any: there is nothing to finish.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from bot.app.command_line import main  # noqa: PLC0415 - reading all of Harbour takes a moment

    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        main()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
