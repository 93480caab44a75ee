"""Letters without a restriction: about correspondence that is not acceptable, or after a conversation (1.9)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.follow_ups.correspondence import CorrespondenceDecision, Verdict
from bot.records.individual import Individual
from bot.records.letters import Which
from bot.views.letters import skeleton
from bot.views.letters.parts import Content, Extra, Part, Pen, Section, whole
from bot.views.letters.skeleton import Occasion

_NOTHING = "Nothing is restricted: you can contact us as before."
_NOTHING_EASY = ("Nothing is restricted.", "You can contact us as before.")
_NO_REVIEW = "There is nothing to look at again."

_TITLES: Mapping[Which, str] = {
    Which.INFORMED: "About what you have written to us",
    Which.WARNING: "About what you have written to us",
    Which.BEHAVIOUR: "About how we talk with each other",
}
#: All letters of this kind.
LETTERS = tuple(_TITLES)
_MAY_FOLLOW = "If it goes on, we may change how we are in contact. You could appeal."


def which(record: CorrespondenceDecision) -> tuple[Which, ...]:
    """Letters that can be written: one, if it was decided as not acceptable."""
    refused = record.decision is not None and record.decision.verdict is Verdict.NOT_ACCEPTABLE
    return (Which.INFORMED, Which.WARNING) if refused else ()


def content(
    letter: Which,
    individual: Individual | None,
    occasion: Occasion | None,
    pen: Pen,
    extras: tuple[Extra, ...] = (),
) -> Content:
    """Facts, effect and request. Never an answer to the correspondence itself (R-1.9.2-3)."""
    return Content(
        which=letter,
        title=_TITLES[letter],
        parts=whole(
            (
                skeleton.happened(occasion),
                _asked(letter),
                skeleton.practice(pen, lines=(_NOTHING,), easy=_NOTHING_EASY),
                skeleton.reviewed((_NO_REVIEW,), (_NO_REVIEW,)),
                skeleton.complaint(pen),
                skeleton.contact(pen, extras),
                skeleton.needs(individual, pen),
            )
        ),
        signs=pen.signs,
    )


def _asked(letter: Which) -> Part:
    """Request, and a possible consequence if it is to be mentioned."""
    if letter is Which.BEHAVIOUR:
        lines: tuple[str, ...] = (
            "We want to help, and we need conversations that the people who work here can stay in.",
            "[What you ask for, in a line, such as to take a break when it gets heated.]",
        )
        easy: tuple[str, ...] = ("We want to help you.", "[What you ask for, in a line.]")
    else:
        ask = "[What you ask for, in a line, such as to write about the repair and leave out what is meant to hurt.]"
        lines = (
            "The way you wrote is not acceptable to us, because of what it does to the people who read it.",
            ask,
            "This is not an answer to the matter itself: [how and when that comes].",
        )
        easy = (
            "A manager looked at what you wrote.",
            "Some of it hurts the people who read it.",
            "We cannot accept that.",
            "[What you ask for, in a line.]",
            "You will get an answer about the matter itself.",
            "[How and when.]",
        )
    if letter is not Which.INFORMED:
        lines = (*lines, _MAY_FOLLOW)
        easy = (
            *easy,
            "If it goes on, we may change how we are in contact.",
            "We would tell you why.",
            "You could appeal.",
        )
    return Part(section=Section.DECIDED, heading="What we ask", lines=lines, easy=easy)
