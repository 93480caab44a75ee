"""Upper limits on the cost of a journey: protecting costs what the case needs (model.md §2.3)."""

from __future__ import annotations

import pytest

from tests import weight


@pytest.mark.parametrize("platform", ["Slack", "Teams"])
@pytest.mark.parametrize("name", ["Restriction: approve to in force", "Restriction: a lighter measure, to in force"])
def test_from_approve_to_in_force(name: str, platform: str) -> None:
    """Twelve answers, five texts and four dialogs at most, with one measure after a report."""
    cost = weight.played(weight.JOURNEYS[name], platform)
    assert (cost.needed <= 12, cost.texts <= 5, cost.dialogs <= 4) == (True, True, True), cost.asked


def test_lifting_is_the_shortest_of_all() -> None:
    """One dialog, one choice, one text; denying asks why not, and what is done instead."""
    lifts = weight.played(weight.JOURNEYS["Review: lift"], "Slack")
    others = [weight.played(weight.JOURNEYS[f"Review: {each}"], "Slack") for each in ("continue", "vary")]
    denies = weight.played(weight.JOURNEYS["Restriction: deny"], "Slack")
    assert (lifts.dialogs, lifts.needed, lifts.texts) == (1, 2, 1)
    assert min(other.needed for other in others) > lifts.needed
    assert (denies.dialogs, denies.needed, denies.texts) == (1, 2, 2)


def test_at_once_asks_for_three_things_at_most() -> None:
    """Measure, channel and reason for haste: one of them is known."""
    cost = weight.played(weight.JOURNEYS["Restriction: active at once"], "Slack")
    assert (cost.dialogs, cost.needed <= 3, cost.texts) == (1, True, 1)


@pytest.mark.parametrize("platform", ["Slack", "Teams"])
@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("Ended contact: report", (1, 3, 1)),
        ("Police: report it, and tell the staff", (2, 3, 2)),
        ("Correspondence: not acceptable, and the sender is informed", (2, 1, 1)),
        ("Appeal: record", (1, 3, 2)),
        ("Appeal: uphold, and tell", (3, 3, 1)),
    ],
)
def test_what_is_known_is_not_asked(name: str, most: tuple[int, int, int], platform: str) -> None:
    """Dialogs, answers that are not known yet, and texts to type, at most."""
    cost = weight.played(weight.JOURNEYS[name], platform)
    assert tuple(n <= m for n, m in zip((cost.dialogs, cost.needed - cost.known, cost.texts), most, strict=True)) == (
        True,
        True,
        True,
    ), cost.asked
