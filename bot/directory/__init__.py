"""The directory: people as a source knows them, what that would change, and carrying it out.

A source yields rows (`rows`, `file`). `plan` is a pure function of what is loaded and what a source says; `matching`
says who each row is, and asks where only somebody who knows them can say. `carrying` carries a plan out, takes the
last step back and parts who was wrongly joined; `ahead` adds many newcomers in pieces; `matters` moves what lies with
people, and `handing` all of it at once; `notes` is what is kept of it.
`sources` makes rows of what a service shows in which people are kept, and `syncing` takes them over on a schedule.
"""

from bot.directory.carrying import Imported, carry_out, import_into, imported, part, planned, undo
from bot.directory.file import Checked, columns, read
from bot.directory.handing import HandOver, hand_over, hand_over_planned
from bot.directory.matching import Decision, Question
from bot.directory.plan import Limit, Plan, plan
from bot.directory.rows import Problem, Row

__all__ = [
    "Checked",
    "Decision",
    "HandOver",
    "Imported",
    "Limit",
    "Plan",
    "Problem",
    "Question",
    "Row",
    "carry_out",
    "columns",
    "hand_over",
    "hand_over_planned",
    "import_into",
    "imported",
    "part",
    "plan",
    "planned",
    "read",
    "undo",
]
