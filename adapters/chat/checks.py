"""Findings of a platform, for `harbour doctor`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    is_good: bool
    #: What was found, in one sentence.
    says: str
    #: What to do, where it is not good.
    mend: str = ""
