"""The letter with the decision of an appeal (policy 1.3, 1.8)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.appeal.parts import Outcome
from bot.records.appeal.record import Appeal
from bot.records.individual import Individual
from bot.records.letters import Which
from bot.records.restriction import sharing
from bot.records.restriction.record import Restriction
from bot.views.letters import skeleton
from bot.views.letters.parts import Content, Extra, Part, Pen, Section, day, whole
from bot.views.restriction import letters as restrictions

#: Outcome as a letter says it, and in easy read; by outcome, and True if the restriction was over already.
_DECIDED: Mapping[tuple[Outcome, bool], tuple[str, str]] = {
    (Outcome.LIFT, False): ("What was put in place has ended, from today.", "What was put in place has ended."),
    (Outcome.LIFT, True): (
        "What was put in place should not have been. It has ended already.",
        "It should not have been put in place. It has ended already.",
    ),
    (Outcome.VARY, False): (
        "Some of it changes. This applies now:",
        "Some of it changes. This is how it is now.",
    ),
    (Outcome.UPHOLD, False): ("It stays as it is. This applies:", "It stays as it is. This applies."),
    (Outcome.UPHOLD, True): (
        "It was right to put it in place at the time. It has ended already.",
        "It was right at the time. It has ended already.",
    ),
    (Outcome.NOTHING, False): (
        "We have looked carefully, and nothing restricts how you contact us.",
        "We looked carefully. Nothing restricts how you contact us.",
    ),
}


def which(record: Appeal) -> tuple[Which, ...]:
    """Letters that can be written: one, once it is decided."""
    return () if record.decision is None else (Which.APPEAL_OUTCOME,)


def content(
    record: Appeal,
    restriction: Restriction | None,
    individual: Individual | None,
    pen: Pen,
    extras: tuple[Extra, ...] = (),
) -> Content:
    """Letter with the outcome and the next body to turn to."""
    decision = record.decision
    assert decision is not None  # see `which`
    over = restriction is not None and (decision.over or decision.outcome is Outcome.LIFT)
    said: tuple[str, ...] = ()
    if restriction is not None and not over:
        said = skeleton.measures(sharing.newest_measures(restriction), pen)
    lead, easy = _DECIDED.get((decision.outcome, decision.over)) or _DECIDED[decision.outcome, False]
    parts = (
        _came_in(record),
        skeleton.decided((lead, *said), (easy, *said)),
        _practice(restriction, pen, over=over),
        _review(restriction, pen, over=over),
        _afterwards(pen),
        skeleton.contact(pen, extras),
        skeleton.needs(individual, pen),
    )
    return Content(
        which=Which.APPEAL_OUTCOME,
        title="The answer to your appeal",
        parts=whole(parts),
        signs=pen.signs,
        reference=restriction.ref if restriction is not None else "",
    )


def _came_in(record: Appeal) -> Part:
    on = day(record.received.on)
    asked = "[in a line, what they asked for]"
    return skeleton.since(
        f"Your appeal came on {on}: {asked}. We have looked at what you say.",
        f"We got your appeal on {on}.",
        f"You asked for this: {asked}.",
        "We looked at what you say.",
    )


def _practice(restriction: Restriction | None, pen: Pen, *, over: bool) -> Part:
    if restriction is None:
        usual = "You can contact us in the usual ways."
        return skeleton.practice(pen, lines=(usual,), easy=(usual,))
    if over:
        return restrictions.usual(restriction, pen)
    # Measures suspended so far apply once they have been told.
    return restrictions.stays(restriction, pen, suspended=False)


def _review(restriction: Restriction | None, pen: Pen, *, over: bool) -> Part:
    if restriction is None or over:
        return restrictions.over()
    return skeleton.review(restriction.review, pen)


def _afterwards(pen: Pen) -> Part:
    """Next body to turn to: the ombudsman (R-1.3-3)."""
    return Part(
        section=Section.CHALLENGE,
        heading="If you do not agree",
        lines=(
            (
                f"This is our final answer. You can now turn to {pen.policy.ombudsman}. "
                "If something changes, tell us at any time."
            ),
        ),
        easy=(
            "Do you think this is wrong?",
            "You can ask somebody outside:",
            f"{pen.policy.ombudsman}.",
            f"They do not belong to {pen.policy.short_name}.",
            "Has something changed? Tell us at any time.",
        ),
    )
