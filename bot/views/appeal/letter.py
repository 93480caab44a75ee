"""The letter about how an appeal was decided (policy 1.3, 1.8)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.appeal.parts import Outcome
from bot.records.appeal.record import Appeal
from bot.records.individual import Individual
from bot.records.restriction import sharing
from bot.records.restriction.record import Restriction
from bot.views.letters import skeleton
from bot.views.letters.parts import Content, Extra, Part, Pen, Section, Which, day, whole
from bot.views.restriction import letters as restrictions

#: What was decided, as a letter has it and in easy read; by whether the restriction was over already.
_DECIDED: Mapping[tuple[Outcome, bool], tuple[str, str]] = {
    (Outcome.LIFT, False): ("What was put in place has ended, from today.", "What was put in place has ended."),
    (Outcome.LIFT, True): (
        "What was put in place should not have been. It has ended already.",
        "It should not have been put in place. It has ended already.",
    ),
    (Outcome.VARY, False): (
        "Some of it changes. From now on this applies.",
        "Some of it changes. This is how it is now.",
    ),
    (Outcome.UPHOLD, False): ("It stays as it is. This still applies.", "It stays as it is. This applies."),
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
    """Once it is decided."""
    return () if record.decision is None else (Which.APPEAL_OUTCOME,)


def content(
    record: Appeal,
    restriction: Restriction | None,
    individual: Individual | None,
    pen: Pen,
    extras: tuple[Extra, ...] = (),
) -> Content:
    """How it was decided, and whom they can turn to now."""
    decision = record.decision
    assert decision is not None  # see `which`
    over = restriction is not None and (decision.over or decision.outcome is Outcome.LIFT)
    said = () if restriction is None or over else restrictions.what(sharing.newest_measures(restriction), pen)
    lead, easy = _DECIDED.get((decision.outcome, decision.over)) or _DECIDED[decision.outcome, False]
    parts = (
        _came_in(record),
        skeleton.decided((lead, *said), (easy, *said)),
        _practice(restriction, individual, pen, over=over),
        _review(restriction, pen, over=over),
        _afterwards(pen),
        skeleton.needs(),
        skeleton.contact(pen, extras),
    )
    return Content(
        which=Which.APPEAL_OUTCOME,
        title="The answer to your appeal",
        stage="This is the answer to your appeal. It is our last word on it, and says whom you can turn to now.",
        easy_stage="This is our answer to your appeal.",
        parts=whole(parts),
        nameless=pen.nameless,
    )


def _came_in(record: Appeal) -> Part:
    on = day(record.received.on)
    asked = "[Say in a line what they asked for, and that you have read or heard all of it.]"
    return Part(
        section=Section.HAPPENED,
        heading="Your appeal",
        lines=(
            f"Your appeal reached us on {on}. We have looked at what you say, what was decided before, and why.",
            asked,
        ),
        easy=(f"We got your appeal on {on}.", "We looked at what you say.", "We looked at what was decided.", asked),
    )


def _practice(restriction: Restriction | None, individual: Individual | None, pen: Pen, *, over: bool) -> Part:
    if restriction is None:
        usual = "You can contact us in the usual ways."
        return skeleton.practice(pen, individual, lines=(usual,), easy=(usual,))
    if over:
        return restrictions.usual(restriction, individual, pen)
    # What was suspended until now applies once they have been told.
    return restrictions.stays(restriction, individual, pen, suspended=False)


def _review(restriction: Restriction | None, pen: Pen, *, over: bool) -> Part:
    if restriction is None or over:
        return restrictions.over()
    return skeleton.review(restriction.review, pen)


def _afterwards(pen: Pen) -> Part:
    """Whom they can turn to now (R-1.3-3)."""
    by_when = "[Please check by when they ask to hear from people.]"
    return Part(
        section=Section.CHALLENGE,
        heading="If you do not agree",
        lines=(
            (
                "This is the end of our own way of looking at an appeal. If you do not agree, you can turn to "
                f"{pen.policy.ombudsman}. They are not part of {pen.policy.short_name}. {by_when}"
            ),
            "If something changes, you can tell us at any time and in any form.",
        ),
        easy=(
            "Do you think this is wrong?",
            "You can ask somebody outside:",
            f"{pen.policy.ombudsman}.",
            f"They do not belong to {pen.policy.short_name}.",
            by_when,
            "Has something changed? Tell us at any time.",
        ),
        check="“If you did not agree, do you know whom you could turn to?”",
    )
