"""Words common to all topics: safety first, the policy section, the support options."""

from __future__ import annotations

from bot.chat.cards import Block, Facts, Small, Text
from bot.policy import Policy

SAFETY_FIRST = "If anyone is in danger, call 999 first. You can do this later."


def section(*numbers: str) -> Small:
    """Policy section, in small print (R-1.15-1)."""
    return Small("Policy " + ", ".join(numbers))


def support_lines(policy: Policy) -> tuple[Block, ...]:
    """Support options (1.12.2). Their use is never recorded."""
    line = policy.support_line
    facts = [(_upper(line.name), " · ".join(part for part in (line.number, line.hours) if part))]
    facts += [(link.name, link.url) for link in policy.wellbeing_policies]
    shown = tuple((name, value) for name, value in facts if value)
    lead = "These are there if you want them. We do not record whether you use them."
    if not shown:
        return (Text(f"{lead} Your manager can tell you how to reach {line.name}."),)
    return (Text(lead), Facts(shown))


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
