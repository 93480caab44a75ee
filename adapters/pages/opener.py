"""A stranger's file, opened in a process of its own: bounded in memory and time, with no key and no record beside it.

A picture of a few bytes can ask a decoder for gigabytes, and a decoder can have faults of its own.
What comes back is trusted no more than the file was.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from adapters.pages.verdicts import NOT_READABLE, SENTENCES, TOO_MANY_PIXELS, Checked
from bot.errors import Refused
from bot.records.evidence import ENDINGS
from bot.views.evidence.reading import LARGEST

#: Bytes of address space: a photograph of 50 megapixels takes half of it. Seconds of a processor, and of patience.
MEMORY = 1024**3
_PROCESSOR = 60
_PATIENCE = 90.0
#: A picture that is made anew may become larger than it came.
_MOST = 4 * LARGEST
_COMMAND = (sys.executable, "-m", "adapters.pages.opener")
_ROOT = Path(__file__).resolve().parents[2]
#: What a Python of this machine may need to start; none of our settings.
_ENVIRONMENT = frozenset({"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG"})


async def opened(content: bytes, patience: float = _PATIENCE) -> Checked:
    """The file, if it may be kept, within `patience` seconds.

    Raises Refused with a sentence, also where its process had to be stopped.
    """
    process = await asyncio.create_subprocess_exec(
        *_COMMAND,
        cwd=_ROOT,
        env=environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(patience):
            said = await _answer(process, content)
            code = await process.wait()
    except TimeoutError:
        raise Refused(TOO_MANY_PIXELS) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if code < 0:
        raise Refused(TOO_MANY_PIXELS)
    return _read(said)


def environment() -> dict[str, str]:
    """The variables that the process gets."""
    return {name: value for name, value in os.environ.items() if name in _ENVIRONMENT}


async def _answer(process: asyncio.subprocess.Process, content: bytes) -> bytes:
    assert process.stdin is not None  # both were asked for
    assert process.stdout is not None
    try:
        process.stdin.write(content)
        await process.stdin.drain()
        process.stdin.close()
    except ConnectionError:
        pass  # It has ended before it had read everything, and says so by its code.
    said = bytearray()
    while chunk := await process.stdout.read(1024 * 1024):
        said += chunk
        if len(said) > _MOST:
            raise Refused(TOO_MANY_PIXELS)
    return bytes(said)


def _read(said: bytes) -> Checked:
    """The answer of the process: a line, and the content after it."""
    line, _, content = said.partition(b"\n")
    try:
        told = str(json.loads(line))
    except ValueError:
        raise Refused(NOT_READABLE) from None
    if told in ENDINGS and content:
        return Checked(media_type=told, content=content)
    raise Refused(SENTENCES.get(told, NOT_READABLE))


def main() -> None:
    """Read a file from standard input; write its media type or why it is refused, and the content as it may be kept."""
    from adapters.pages.content import checked  # noqa: PLC0415 - the decoders are for this process alone

    _bound()
    try:
        kept = checked(sys.stdin.buffer.read())
        told, content = kept.media_type, kept.content
    except Refused as refused:
        told, content = next(name for name, sentence in SENTENCES.items() if sentence == refused.message), b""
    except MemoryError:
        told, content = "pixels", b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + content)


def _bound() -> None:
    """Take the bounds upon this process; where a system has none, the service's own patience is left."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, _PROCESSOR), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
