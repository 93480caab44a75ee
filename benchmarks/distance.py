"""A slow line to PostgreSQL, as from another building, in a process of its own.

Run with `python -m benchmarks.distance SOCKET SECONDS`: the port is written to standard output.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys

from sqlalchemy import make_url


class Distance:
    """The same database behind a slow line, so many seconds away. `url` names it by a socket in a folder."""

    def __init__(self, url: str, seconds: float) -> None:
        where = make_url(url)
        socket = f"{where.query['host']}/.s.PGSQL.5432"
        self._child = subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-m", "benchmarks.distance", socket, str(seconds)], stdout=subprocess.PIPE, text=True
        )
        assert self._child.stdout is not None
        port = int(self._child.stdout.readline())
        there = where.set(host="127.0.0.1", port=port, query={})
        self.url = there.render_as_string(hide_password=False)

    def close(self) -> None:
        """End the line."""
        self._child.kill()
        self._child.wait()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    while data := await reader.read(2**16):
        loop.call_later(seconds, writer.write, data)
    await asyncio.sleep(seconds)
    writer.close()


async def _listen(socket: str, seconds: float) -> None:
    async def opened(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_unix_connection(socket)
        await asyncio.gather(_carry(reader, ours, 0.0), _carry(theirs, writer, seconds), return_exceptions=True)

    server = await asyncio.start_server(opened, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_listen(sys.argv[1], float(sys.argv[2])))
