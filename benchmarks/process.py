"""A server's process, as seen from outside: started, measured, stopped."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from benchmarks.servers import Setting

_TICKS = os.sysconf("SC_CLK_TCK")
#: Share of a core below which a server counts as idle.
_IDLE = 0.04


class Process:
    """A server that listens."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.servers"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(asdict(setting)) + "\n")
        self._child.stdin.flush()

    def listens(self) -> int:
        """Wait until it listens. Returns its port. Blocks."""
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        if not line:
            raise RuntimeError(f"the {self.setting.kind} server did not start")
        return int(line)

    async def settled(self, longest: float) -> None:
        """Wait until it has nothing left to do, and the messages caused by its last requests have been sent."""
        end = perf_counter() + longest
        while perf_counter() < end:
            before = self.seconds()
            await asyncio.sleep(1)
            if self.seconds() - before < _IDLE:
                return

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._child.terminate()
        try:
            self._child.wait(15)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def seconds(self) -> float:
        """Seconds of the core used so far."""
        fields = Path(f"/proc/{self._child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def megabytes(self, *, peak: bool = True) -> float:
        """Megabytes of memory in use, or at the peak."""
        wanted = "VmHWM:" if peak else "VmRSS:"
        lines = Path(f"/proc/{self._child.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(wanted)) * 1024 / 1e6
