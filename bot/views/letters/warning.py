"""The letters that restrict nothing: correspondence that is not acceptable, and a word after a conversation (1.9)."""

from __future__ import annotations

from collections.abc import Mapping

from bot.records.follow_ups.correspondence import CorrespondenceDecision, Verdict
from bot.records.individual import Individual
from bot.views.letters import skeleton
from bot.views.letters.parts import Content, Extra, Part, Pen, Section, Which, whole
from bot.views.letters.skeleton import Occasion

_NOTHING = "Nothing is restricted, so there is no time limit and no review."
_NOTHING_EASY = "Nothing is restricted. There is no time limit."
_AS_BEFORE = "You can contact us as before."

_TITLES: Mapping[Which, str] = {
    Which.INFORMED: "About what you have written to us",
    Which.WARNING: "About what you have written to us",
    Which.BEHAVIOUR: "About how we talk with each other",
}
#: Every letter that there is here.
LETTERS = tuple(_TITLES)
_STAGE = "This asks something of you. It restricts nothing, and no decision to restrict anything has been made."
_MAY_FOLLOW = (
    "If it goes on, we may have to change how you and we are in contact. We would tell you what and why, and how to "
    "appeal."
)


def which(record: CorrespondenceDecision) -> tuple[Which, ...]:
    """Once it is decided that it is not acceptable."""
    refused = record.decision is not None and record.decision.verdict is Verdict.NOT_ACCEPTABLE
    return (Which.INFORMED, Which.WARNING) if refused else ()


def content(
    letter: Which,
    individual: Individual | None,
    occasion: Occasion | None,
    pen: Pen,
    extras: tuple[Extra, ...] = (),
) -> Content:
    """What happened, its effect, and what we ask. Never an answer to what was written (R-1.9.2-3)."""
    return Content(
        which=letter,
        title=_TITLES[letter],
        stage=_STAGE,
        easy_stage="We ask something of you. Nothing is restricted.",
        parts=whole(
            (
                skeleton.happened(occasion),
                skeleton.effect(),
                _asked(letter),
                skeleton.practice(pen, individual, lines=(_AS_BEFORE,), easy=(_AS_BEFORE,)),
                skeleton.no_review(_NOTHING, _NOTHING_EASY),
                skeleton.complaint(pen),
                skeleton.needs(),
                skeleton.contact(pen, extras),
            )
        ),
        nameless=pen.nameless,
    )


def _asked(letter: Which) -> Part:
    """What we ask, and what may follow where that is to be said."""
    ask = "[Say in a line what you ask for, such as to write about the repair and leave out what is meant to hurt.]"
    if letter is Which.BEHAVIOUR:
        lines: tuple[str, ...] = (
            "We want to help, and we need conversations that the people who work here can stay in.",
            "[Say in a line what you ask for, such as to take a break when it gets heated.]",
        )
        easy: tuple[str, ...] = ("We want to help you.", "[Say in one short line what you ask for.]")
    else:
        lines = (
            (
                "A manager has looked at what you wrote. The way in which it is written is not acceptable to us, "
                "because of what it does to the people who read it. This is not an answer to the matter that you wrote "
                "about: [say how and when that is answered]."
            ),
            ask,
        )
        easy = (
            "A manager looked at what you wrote.",
            "Some of it hurts the people who read it.",
            "We cannot accept that.",
            "[Say in one short line what you ask for.]",
            "You will get an answer about the matter itself.",
            "[Say how and when.]",
        )
    if letter is not Which.INFORMED:
        lines = (*lines, _MAY_FOLLOW)
        easy = (
            *easy,
            "If it goes on, we may change how we are in contact.",
            "We would tell you why.",
            "You could appeal.",
        )
    return Part(
        section=Section.DECIDED,
        heading="What we ask",
        lines=lines,
        easy=easy,
        check="“Does what we ask make sense to you?”",
    )
