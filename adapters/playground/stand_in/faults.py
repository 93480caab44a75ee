"""Faults that are switched on by hand, for one operation of a stand-in or for all of them."""

from __future__ import annotations

from typing import Generic, TypeVar

#: Stands for every operation.
EVERY = "*"

Fault = TypeVar("Fault")


class Switches(Generic[Fault]):
    """The faults that are switched on."""

    def __init__(self) -> None:
        self._faults: dict[str, tuple[Fault, int | None]] = {}

    def on(self, operation: str, fault: Fault, *, times: int | None = None) -> None:
        """Let the next `times` calls of an operation (or of `EVERY`) go wrong; None: until it is off."""
        self._faults[operation] = (fault, times)

    def off(self, operation: str | None = None) -> None:
        """Let an operation (or everything) go well again."""
        if operation is None:
            self._faults.clear()
        else:
            self._faults.pop(operation, None)

    def take(self, operation: str) -> Fault | None:
        """The fault that this call meets, if any; counts it."""
        for name in (operation, EVERY):
            if name not in self._faults:
                continue
            fault, times = self._faults[name]
            if times is not None and times <= 1:
                del self._faults[name]
            elif times is not None:
                self._faults[name] = (fault, times - 1)
            return fault
        return None
