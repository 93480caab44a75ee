"""A record of each kind in each main state, all made by people's acts.

Each free text holds a unique word, which tells the record wherever it is shown.
"""

from __future__ import annotations

from tests.bot.house import House
from tests.bot.matrix.cast import CAST
from tests.bot.matrix.stories.following import correspondence, evidence, inspected, online, restorative
from tests.bot.matrix.stories.handing_over import requested
from tests.bot.matrix.stories.incidents import named, police
from tests.bot.matrix.stories.keeping import kept
from tests.bot.matrix.stories.reports import outside, reports, requests, talks
from tests.bot.matrix.stories.restrictions import appeals, restrictions
from tests.bot.matrix.world import MatrixWorld

_ALL = (
    reports,
    requests,
    talks,
    named,
    police,
    restrictions,
    outside,
    appeals,
    correspondence,
    online,
    restorative,
    evidence,
    inspected,
    kept,
    requested,
)


def build(house: House) -> MatrixWorld:
    """Make all of it, in a house whose directory has the people of the matrix."""
    for person in CAST:
        house.put(person)
    world = MatrixWorld(house)
    for story in _ALL:
        story(world)
    return world
