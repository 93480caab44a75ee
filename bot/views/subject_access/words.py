"""Words for what becomes of a piece, and how it is listed."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.subject_access.record import Fate

#: As it is decided.
FATE: Mapping[Fate, str] = {
    Fate.MASK: "It goes out, with the names of others masked",
    Fate.KEEP: "It goes out as it is, names and all",
    Fate.OTHERS: "Left out: it is about somebody else",
    Fate.CONFIDENCE: "Left out: said in confidence",
    Fate.PRIVILEGE: "Left out: legal privilege",
    Fate.POLICE: "Left out: it would prejudice a police matter",
}
#: As the person reads why something is left out.
LEFT_OUT: Mapping[Fate, str] = {
    Fate.OTHERS: "it is about somebody else, who has not agreed to it",
    Fate.CONFIDENCE: "it was said in confidence by somebody else",
    Fate.PRIVILEGE: "it is subject to legal privilege",
    Fate.POLICE: "it would prejudice a matter that is with the police, or may be",
}
