"""Findings of a platform, for `harbour doctor`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    is_good: bool
    #: The finding, in one sentence.
    says: str
    #: The remedy, if it is a fault.
    mend: str = ""
