"""The directory: people as a source knows them, the changes that follow, and carrying them out.

A source yields rows (`rows`, `file`). `plan` is a pure function of the directory and a source's rows; `matching` finds
the person of each row, and asks if only somebody who knows them can say. `carrying` carries a plan out, undoes the
last step and separates people who were wrongly joined; `ahead` adds many newcomers in pieces; `matters` moves the
matters of people, and `handing` all of them at once; `notes` are the records of it. `sources` makes rows of a service's
answer, and `syncing` takes them over on a schedule.
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
