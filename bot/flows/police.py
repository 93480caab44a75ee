"""The conversation about a police decision (policy 1.9.4)."""

from __future__ import annotations

from bot.flows.police_opening import open_for

__all__ = ["open_for"]
